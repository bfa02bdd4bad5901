"""The tables behind the identifiers (``data/identifiers.toml``), read once at the first question."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any


@cache
def _tables() -> dict[str, Any]:
    file = resources.files("srclint.legal") / "data" / "identifiers.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def table(name: str) -> Mapping[str, str]:
    """A table of the data file, key -> value."""
    return MappingProxyType({str(key): str(value) for key, value in _tables()[name].items()})


@cache
def numbers(name: str) -> Mapping[str, str]:
    """A table of lists of numbers turned round: number -> the key that lists it."""
    return MappingProxyType({number: key for key, listed in _tables()[name].items() for number in listed})


@cache
def eli_types() -> frozenset[str]:
    """Every ELI type that is known to exist."""
    return frozenset(table("eli")) | frozenset(_tables()["eli-other"]["types"])


def three_letter(language: str) -> str | None:
    """``en`` -> ``eng``: the ISO 639-2/T code that ELI and Cellar use; None for other languages."""
    return table("languages").get(language.lower())


@cache
def _two_letter() -> Mapping[str, str]:
    return MappingProxyType({three: two for two, three in table("languages").items()})


def two_letter(code: str) -> str | None:
    """``eng``, ``en``, ``EN`` and the B codes (``ger``) -> ``en``/``de``; None for anything else."""
    code = code.lower()
    if code in table("languages"):
        return code
    return _two_letter().get(table("bibliographic").get(code, code))
