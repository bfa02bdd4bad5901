"""What a lock file holds, and the shapes and spellings that its lines are made of."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from srclint.model import ActMetadata, LockedDocument

NAME = "srclint.lock"
FORMAT = 1
LONGEST_TITLE = 300
NOTHING = "-"
"""Stands for what is absent."""

_KIND = r"(?:pro|tis|cpt|sct|sbs|prt|art|rct|anx|para|par|sub|pnt|ind|sen)"
_NUMBER = r"(?:[^\W_]|[()/*'’°-]){1,40}"
ENTRY = re.compile(rf"{_KIND}_{_NUMBER}(?:\.{_KIND}_{_NUMBER}){{0,12}}(?:\.\.{_NUMBER})?")
"""One provision, or a run of them, as an outline's line writes it."""
WORD = re.compile(r"[a-z0-9-]{1,40}")
_ESCAPE = re.compile(r"\\([0-9a-f]{1,6});")


class Damaged(ValueError):
    """A line that is not what is written here."""


@dataclass(frozen=True, slots=True)
class LockedAct:
    """What the register said of an act: its consolidated versions (CELEX, newest first), its standing.

    Each with the day on which it said so; None: it was not asked, or did not answer.
    """

    celex: str
    versions: tuple[str, ...] | None = None
    versions_on: dt.date | None = None
    metadata: ActMetadata | None = None
    metadata_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock file's content.

    ``documents`` has them by the names of ``key_of``. ``unread`` are the cited documents that could not
    be read, with the reason: nothing is known of them, but that they were asked for.
    """

    documents: Mapping[str, LockedDocument] = field(default_factory=lambda: MappingProxyType({}))
    acts: Mapping[str, LockedAct] = field(default_factory=lambda: MappingProxyType({}))
    unread: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def sorted_versions(versions: Iterable[str]) -> tuple[str, ...]:
    """Consolidated versions (CELEX) newest first."""
    return tuple(sorted(versions, key=lambda celex: celex.rpartition("-")[2], reverse=True))


def is_path(path: str) -> bool:
    """Whether a lock can hold a provision of this name."""
    return ENTRY.fullmatch(path) is not None and ".." not in path


def celex_of(key: str) -> str | None:
    """The CELEX number in a document id, or in the lock's own name for it (``celex:32016R0679@fr``)."""
    return id_of(key).removeprefix("celex:") if key.startswith("celex:") else None


def id_of(key: str) -> str:
    """The id of the document that a lock calls so: without the language behind an act's id."""
    return key.partition("@")[0] if key.startswith("celex:") else key


def key_of(id_: str, language: str | None) -> str:
    """What a lock calls a document: an act in another language than English has it behind its id.

    So two branches, one with English articles and one with French ones, each lock their own text.
    """
    return f"{id_}@{language}" if id_.startswith("celex:") and language not in (None, "en") else id_


def escaped(text: str, *, spaces: bool = False) -> str:
    """Text without white space and controls, which would part a line; ``\\`` begins an escape."""
    if text.isalnum() and text.isascii():
        return text
    return "".join(
        char
        if (char.isprintable() and not char.isspace() and char != "\\") or (spaces and char == " ")
        else f"\\{ord(char):x};"
        for char in text
    )


def plain(text: str) -> str:
    """What ``escaped`` made, undone; raises ValueError for an escape that it does not write."""
    if "\\" not in text:
        return text
    plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if text.count("\\") != len(_ESCAPE.findall(text)):
        raise Damaged("not an escape")
    return plain
