"""What an article's front matter tells srclint (``srclint: {default-act: ..., scope: ...}``)."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Mapping
from dataclasses import dataclass

from srclint.legal.identifiers import parse_celex
from srclint.legal.references import find_acts
from srclint.model import Scope

_KEYS = ("default-act", "scope", "language", "as-of", "frozen")


@dataclass(frozen=True, slots=True)
class Options:
    """An article's own settings (None: not said); ``errors`` are sentences for the author, each
    with the key that it is about."""

    default_act: str | None = None
    scope: Scope | None = None
    language: str | None = None
    as_of: dt.date | None = None
    frozen: bool = False
    errors: tuple[tuple[str, str], ...] = ()


def read_options(front_matter: Mapping[str, object]) -> Options:
    """The options in a front matter; wrong ones are left out and told in ``errors``."""
    raw = front_matter.get("srclint")
    if raw is None:
        return Options()
    if not isinstance(raw, Mapping):
        return Options(errors=(("srclint", f"“srclint” must hold keys such as {', '.join(_KEYS)}."),))
    errors: list[tuple[str, str]] = []
    found: dict[str, object] = {}
    for name, value in raw.items():
        key = str(name).replace("_", "-")
        if key in _KEYS:
            found[key] = value
        else:
            near = difflib.get_close_matches(key, _KEYS, 1)
            hint = f"did you mean “{near[0]}”?" if near else f"the keys are {', '.join(_KEYS)}."
            errors.append((str(name), f"“{name}” is no option of srclint; {hint}"))
    scope: Scope | None = None
    if "scope" in found:
        levels = tuple(level.value for level in Scope)
        if found["scope"] in levels:
            scope = Scope(str(found["scope"]))
        else:
            errors.append(("scope", f"“scope” must be one of {', '.join(levels)}."))
    language = found.get("language")
    if language is not None and not (isinstance(language, str) and 2 <= len(language) <= 11):
        errors.append(("language", "“language” must be a code such as en, nl, de or fr."))
        language = None
    act = act_number(found["default-act"]) if "default-act" in found else None
    if "default-act" in found and act is None:
        errors.append(
            ("default-act", "“default-act” must be a CELEX number (32016R0679), or an act's number or name.")
        )
    as_of = _date(found.get("as-of"))
    if "as-of" in found and as_of is None:
        errors.append(("as-of", "“as-of” must be a date such as 2026-08-02."))
    if not isinstance(found.get("frozen", False), bool):
        errors.append(("frozen", "“frozen” must be true or false."))
    return Options(
        act, scope, str(language) if language else None, as_of, found.get("frozen") is True, tuple(errors)
    )


def act_number(value: object) -> str | None:
    """The CELEX number that a CELEX number, an act's official number or its name stands for."""
    if not isinstance(value, str) or not value.strip():
        return None
    words = value.strip()
    if parse_celex(words) is not None:
        return words.upper()
    return next((act.celex for act in find_acts(words, "en")), None)


def _date(value: object) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value).strip()) if value is not None else None
    except ValueError:
        return None
