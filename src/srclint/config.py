"""Settings: found, read, checked, and frozen.

``srclint.toml``, ``.srclint.toml`` or ``[tool.srclint]`` in ``pyproject.toml``; the nearest one
wins, nothing is merged. Each key is declared once in ``_KEYS`` with the type that it takes.
"""

from __future__ import annotations

import datetime as dt
import math
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any

from srclint.errors import ConfigError
from srclint.model import Article, Scope, Severity
from srclint.parse.settings import ReadSettings
from srclint.report import FORMATS
from srclint.rules import RULES
from srclint.rules.base import Rule
from srclint.source.options import HostOptions
from srclint.suppress import matches

_STARS = re.compile(r"\*+")
_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_READING = frozenset(f.name for f in fields(ReadSettings))
NAMES = ("srclint.toml", ".srclint.toml", "pyproject.toml")


@dataclass(frozen=True, slots=True)
class Config:
    """All settings of a run, after file and command line. Names follow interfaces.md."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=lambda: MappingProxyType({}))
    fail_on: str = "error"
    output_format: str = "full"
    offline: bool = False
    refresh: bool = False
    cache_dir: Path | None = None
    no_cache: bool = False
    source_dir: tuple[Path, ...] = ()
    remap: tuple[tuple[re.Pattern[str], str], ...] = ()
    allow_private: bool = False
    max_time: float | None = None
    jobs: int | None = None
    reading: ReadSettings = field(default_factory=ReadSettings)
    """How articles are read: the keys from ``scope`` to ``content``, and ``as-of``."""
    contact: str | None = None
    exclude: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    hosts: Mapping[str, HostOptions] = field(default_factory=lambda: MappingProxyType({}))
    baseline: Path | None = None
    lock: Path | None = None
    """The lock file, which need not exist; None: none is used."""
    trust_remap: bool = True
    """Whether a remap may lead to private addresses: not one of a file that was merely found."""
    root: Path = Path()
    """The folder that patterns are relative to: the configuration file's, else the current one."""
    file: Path | None = None
    """The configuration file that was read, if any."""

    def severity_of(self, rule: Rule, article: Article | None = None) -> Severity:
        """The severity with which a rule runs on an article; OFF where it is not selected."""
        named = self.severity.get(rule.code)
        if named is Severity.OFF or _any(self.ignore, rule):
            return Severity.OFF
        # Off by default, and asked for by its name, by a severity, or by the article's own settings.
        asked = _any(self.extend_select, rule) or named is not None
        if rule.severity is Severity.OFF:
            asked = asked or any(s.upper() == rule.code or s.lower() == rule.name for s in self.select)
            asked = asked or (article is not None and rule.on_when is not None and rule.on_when(article))
            return (named or Severity.WARNING) if asked else Severity.OFF
        if self.select and not asked and not _any(self.select, rule):
            return Severity.OFF
        return named or rule.severity

    def ignored_in(self, path: str) -> tuple[str, ...]:
        """The selectors that ``per-file-ignores`` names for a file."""
        import pathspec

        found: list[str] = []
        name = _below(path, self.root) if self.per_file_ignores else path
        for pattern, selectors in self.per_file_ignores:
            if pathspec.GitIgnoreSpec.from_lines([pattern]).match_file(name):
                found.extend(selectors)
        return tuple(found)


def _below(path: str, root: Path) -> str:
    """A file's name relative to the folder that patterns are relative to, where it lies below it."""
    try:
        return Path(os.path.abspath(path)).relative_to(os.path.abspath(root)).as_posix()
    except ValueError:
        return path


def _any(selectors: tuple[str, ...], rule: Rule) -> bool:
    return any(matches(s, rule.code, rule.name) for s in selectors)


# --------------------------------------------------------------------------- finding and reading


def find(start: Path) -> Path | None:
    """The nearest configuration file, from a folder (or a file's folder) upwards."""
    folder = start if start.is_dir() else start.parent
    for place in (folder, *folder.parents):
        for name in NAMES:
            candidate = place / name
            try:
                if candidate.is_file() and (name != "pyproject.toml" or _has_table(candidate)):
                    return candidate
            except OSError:
                continue
    return None


def _has_table(file: Path) -> bool:
    try:
        return "srclint" in _toml(file).get("tool", {})
    except ConfigError:
        return False  # somebody else's broken pyproject.toml is not ours to report


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{file}: the configuration cannot be read: {error.strerror or error}.") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{file}: the configuration is not UTF-8; save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file}: the configuration is not valid TOML: {error}.") from None
    except RecursionError:
        raise ConfigError(f"{file}: the configuration is nested too deeply.") from None


def load(file: Path) -> Config:
    """Read one configuration file.

    Raises ConfigError with the file, the key and the remedy.
    """
    table = _toml(file)
    if file.name == "pyproject.toml":
        table = table.get("tool", {}).get("srclint", {})
    if not isinstance(table, dict):
        raise ConfigError(f"{file}: [tool.srclint] must be a table.")
    return from_table(table, where=str(file), root=file.parent, file=file)


def from_table(table: Mapping[str, Any], *, where: str, root: Path, file: Path | None = None) -> Config:
    """Check a table of settings and make a Config of it; ``where`` is named in errors."""
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in _KEYS:
            near = get_close_matches(key, _KEYS, n=1, cutoff=0.5)
            hint = f" Did you mean {near[0]}?" if near else f" Valid keys: {', '.join(sorted(_KEYS))}."
            raise ConfigError(f"{where}: unknown key {key}.{hint}")
        try:
            values[key.replace("-", "_")] = _KEYS[key](value)
        except (ConfigError, TypeError, ValueError) as error:
            raise ConfigError(f"{where}: {key}: {error}") from None
    base = root.resolve()
    for name in ("cache_dir", "baseline", "lock"):
        if name in values:
            values[name] = base / values[name]
    if "source_dir" in values:
        values["source_dir"] = tuple(base / folder for folder in values["source_dir"])
    reading = {name: values.pop(name) for name in _READING if name in values}
    return replace(Config(root=base, file=file), reading=ReadSettings(**reading), **values)


# --------------------------------------------------------------------------- types of the keys


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


_KEYS: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
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
