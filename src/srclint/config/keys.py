"""The keys of a configuration file, and what each of them takes.

Each reader makes a setting of a TOML value, or raises TypeError, ValueError or ConfigError with the
end of a sentence that begins with the key.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any

from srclint.errors import ConfigError
from srclint.model import Scope, Severity
from srclint.report import FORMATS
from srclint.rules import RULES
from srclint.source.options import HostOptions
from srclint.suppress import matches

_STARS = re.compile(r"\*+")
_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"must be a text, not {_kind(value)}.")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"must be true or false, not {_kind(value)}.")
    return value


def too_wild(pattern: str) -> bool:
    """Whether a pattern of the .gitignore kind has more wildcards than can be matched in good time.

    Each further one multiplies the ways to match a long name; nobody needs four in one.
    """
    runs = [len(_STARS.findall(piece)) for piece in pattern.split("/")]
    return len(pattern) > 1000 or max(runs) > 3 or sum(runs) > 5


def _pattern(text: str) -> str:
    import pathspec

    if too_wild(text):
        raise ValueError(f"“{text[:80]}” has too many wildcards; use several shorter patterns.")
    try:
        pathspec.GitIgnoreSpec.from_lines([text])
    except ValueError as error:
        raise ValueError(f"“{text[:80]}” is not a pattern: {error}.") from None
    return text


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise TypeError(f"must be a whole number from 1, not {_given(value)}.")
    return value


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise TypeError(f"must be a number of seconds, not {_given(value)}.")
    if not math.isfinite(value):
        raise ValueError(f"must be a number of seconds, not {value}.")
    return float(value)


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise TypeError(f"must be a list of texts, not {_kind(value)}.")
    return tuple(value)


def selector(text: str) -> str:
    """A code, a prefix, a name or ALL; raises ConfigError with the nearest valid one."""
    near = suggest(text)
    if near is None:
        return text
    hint = f"did you mean {near}?" if near else "see srclint rule for all codes and names."
    raise ConfigError(f"There is no rule “{text}”; {hint}")


def suggest(text: str) -> str | None:
    """None where the text names a rule, else the nearest code or name ("" if none is near)."""
    if any(matches(text, r.code, r.name) for r in RULES):
        return None
    names = [r.code for r in RULES] + [r.name for r in RULES]
    upper = get_close_matches(text.upper(), names, n=1, cutoff=0.6)
    lower = get_close_matches(text.lower(), names, n=1, cutoff=0.6)
    return (upper or lower or [""])[0]


def selectors(value: object) -> tuple[str, ...]:
    """A list of selectors, or one text with commas."""
    texts = value.split(",") if isinstance(value, str) else list(_texts(value))
    return tuple(selector(text.strip()) for text in texts if text.strip())


def _below_folder(name: str) -> Path:
    """A file below the configuration's folder: what is written there came from nobody else's file."""
    if not name or Path(name).is_absolute() or ".." in Path(name).parts:
        raise ValueError(f"“{name}” must lie in or below the folder of the configuration file.")
    return Path(name)


def _choice(*choices: str) -> Callable[[object], str]:
    def check(value: object) -> str:
        text = _text(value)
        if text not in choices:
            near = get_close_matches(text, choices, n=1, cutoff=0.4)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise ValueError(f"“{text}” is not one of {', '.join(choices)}.{hint}")
        return text

    return check


def _date(value: object) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(_text(value))
    except ValueError:
        raise ValueError(f"“{value}” is not a date; write it as 2026-06-22.") from None


def remapping(value: str) -> tuple[re.Pattern[str], str]:
    r"""``PATTERN REPLACEMENT``, parted by the last space; groups are ``\1`` or ``$1``."""
    pattern, space, target = value.strip().rpartition(" ")
    if not space:
        raise ValueError(f"“{value}” must be a pattern and a replacement, parted by a space.")
    try:
        compiled = re.compile(pattern.strip())
        target = re.sub(r"\$(\d+)", r"\\g<\1>", target)
        re.sub(compiled, target, "")
    except re.error as error:
        raise ValueError(f"“{value}” is not a valid regular expression: {error}.") from None
    return compiled, target


def _per_file(value: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not isinstance(value, dict):
        raise TypeError(f"must be a table of patterns, not {_kind(value)}.")
    return tuple((_pattern(pattern), selectors(codes)) for pattern, codes in value.items())


def _severities(value: object) -> Mapping[str, Severity]:
    if not isinstance(value, dict):
        raise TypeError(f"must be a table of rules, not {_kind(value)}.")
    found: dict[str, Severity] = {}
    for key, level in value.items():
        selector(key)
        chosen = Severity(_choice(*Severity)(level))
        found.update({r.code: chosen for r in RULES if matches(key, r.code, r.name)})
    return MappingProxyType(found)


def _hosts(value: object) -> Mapping[str, HostOptions]:
    if not isinstance(value, dict):
        raise TypeError(f"must be a table of hosts, not {_kind(value)}.")
    readers: dict[str, Callable[[object], object]] = {
        "concurrency": _whole,
        "interval": _seconds,
        "timeout": _seconds,
        "headers": _headers,
    }
    assert set(readers) == {f.name for f in fields(HostOptions)}
    found: dict[str, HostOptions] = {}
    for host, table in value.items():
        if not isinstance(table, dict):
            raise TypeError(f"{host} must be a table, not {_kind(table)}.")
        for key in table:
            if key not in readers:
                near = get_close_matches(key, readers, n=1, cutoff=0.4)
                hint = f" Did you mean {near[0]}?" if near else f" Valid keys: {', '.join(readers)}."
                raise ValueError(f"{host}: unknown key {key}.{hint}")
        values: dict[str, Any] = {}
        for key, item in table.items():
            try:
                values[key] = readers[key](item)
            except (TypeError, ValueError) as error:
                raise ValueError(f"{host}: {key}: {error}") from None
        found[host.lower()] = HostOptions(**values)
    return MappingProxyType(found)


def _headers(value: object) -> Mapping[str, str]:
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        raise TypeError(f"must be a table of texts, not {_kind(value)}.")
    for name, text in value.items():
        if not _HEADER.fullmatch(name) or not text.isprintable():
            raise ValueError(f"“{name}” is no header of one line.")
    return MappingProxyType(dict(value))


def _one_line(value: object) -> str:
    text = _text(value)
    if not text.isprintable():
        raise ValueError("must be one line without control characters.")
    return text


def _act(value: object) -> str:
    from srclint.parse.options import act_number

    text = _text(value)
    if act_number(text) is None:
        raise ValueError(f"“{text}” is no CELEX number and no act that the catalogue knows.")
    return text


def _given(value: object) -> str:
    """A number that is out of bounds as it stands, anything else by its kind."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else _kind(value)


def _kind(value: object) -> str:
    names = {str: "a text", bool: "true or false", int: "a number", float: "a number", list: "a list"}
    return names.get(type(value), "a table" if isinstance(value, dict) else type(value).__name__)


KEYS: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        "select": selectors,
        "ignore": selectors,
        "extend-select": selectors,
        "severity": _severities,
        "fail-on": _choice("error", "warning", "info", "never"),
        "output-format": _choice(*FORMATS),
        "offline": _flag,
        "refresh": _flag,
        "as-of": _date,
        "cache-dir": lambda value: Path(_text(value)),
        "no-cache": _flag,
        "source-dir": lambda value: tuple(Path(item) for item in _texts(value)),
        "remap": lambda value: tuple(remapping(item) for item in _texts(value)),
        "allow-private": _flag,
        "max-time": _seconds,
        "jobs": _whole,
        "scope": lambda value: Scope(_choice(*Scope)(value)),
        "claims": _choice("hard", "strict"),
        "default-act": _act,
        "language": _text,
        "date-fields": _texts,
        "source-headings": _texts,
        "stop-headings": _texts,
        "content": _text,
        "contact": _one_line,
        "exclude": lambda value: tuple(_pattern(item) for item in _texts(value)),
        "per-file-ignores": _per_file,
        "baseline": lambda value: Path(_text(value)),
        "lock": lambda value: _below_folder(_text(value)),
        "hosts": _hosts,
    }
)
