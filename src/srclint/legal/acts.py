"""The catalogue of acts: numbers, names, dates, counts and structures that are known without asking.

Facts only, built by ``scripts/build_catalogue.py``; the file is read once, at the first question.
A count is *verified* when it was counted in the act's text or agrees with a public list; no rule may
accuse on a count that is not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from types import MappingProxyType

from srclint.legal import provisions
from srclint.legal import skeletons as _skeletons
from srclint.legal.skeletons import Shape
from srclint.model import Outline


@dataclass(frozen=True, slots=True)
class Count:
    """How many articles, recitals or annexes the act had when published.

    ``verified``: counted in the text, or in agreement with a public list.
    """

    value: int
    verified: bool


@dataclass(frozen=True, slots=True)
class Act:
    """What the catalogue knows of one act.

    ``eli`` is the path below the host (``eli/reg/2016/679/oj``), None where there is none.
    ``names`` are (language, name) pairs, the preferred one first within its language.
    ``applies_from`` keeps the catalogue's words ("2025-02-02 Ch.I-II"), ISO date first where there
    is one. ``repealed_on`` is the first day without it; None with ``repealed_by`` set: day unknown.
    ``versions`` are the known consolidated versions (CELEX), newest first. ``corrigenda`` are
    (date, CELEX) pairs.
    """

    celex: str
    eli: str | None
    citation: str
    names: tuple[tuple[str, str], ...] = ()
    adopted: dt.date | None = None
    applies_from: tuple[str, ...] = ()
    articles: Count | None = None
    recitals: Count | None = None
    annexes: Count | None = None
    repealed_by: str | None = None
    repealed_on: dt.date | None = None
    amended_by: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    corrigenda: tuple[tuple[dt.date, str], ...] = ()

    @property
    def name(self) -> str:
        """The preferred English name, else the citation."""
        return next((name for language, name in self.names if language == "en"), self.citation)


def act(celex: str) -> Act | None:
    """The act with this number; for a consolidated version or a corrigendum, its base act."""
    found = _listed(celex)
    if found is None and celex.startswith("0") and "-" in celex:
        found = _listed("3" + celex[1:].split("-", 1)[0])
    if found is None and "R(" in celex:
        found = _listed(celex.split("R(", 1)[0])
    return found


def acts() -> tuple[Act, ...]:
    """All acts, in the catalogue's order; those of which only number and names are known come last."""
    listed = dict.fromkeys((*_rows()[1], *_named()))
    return tuple(one for celex in listed if (one := _listed(celex)) is not None)


@cache
def names(language: str) -> Mapping[str, str]:
    """Name -> CELEX for a text in ``language`` (two letters), with the English names in all of them.

    The language's own names win over English ones; within a language the first act listed wins.
    ``is_ambiguous`` tells the names that need more evidence than themselves.
    """
    table: dict[str, str] = {}
    for wanted in (language, "en"):
        for one in acts():
            for spoken, name in one.names:
                if spoken == wanted:
                    table.setdefault(name, one.celex)
    return MappingProxyType(table)


def is_ambiguous(name: str) -> bool:
    """Whether a name means more than one thing (eu-references.md 4.5), so that it proves nothing alone."""
    return name.casefold() in _ambiguous()


def skeletons(celex: str) -> tuple[Outline, ...]:
    """The known structures of an act (paths without text), newest version first; () where unknown."""
    found = act(celex)
    return _skeletons.outlines(found.celex if found else celex)


@cache
def amends(celex: str) -> tuple[str, ...]:
    """The acts (CELEX) that an act is known to have amended; () for most."""
    return tuple(one.celex for one in acts() if celex in one.amended_by)


def cannot_exist(celex: str, path: str) -> str | None:
    """Why no version of the act can have this provision, or None where it can or nobody knows.

    Proof is either the structure of every known version, or a verified count that the provision's
    plain number exceeds. What a later act may have inserted (a letter suffix, an annex, a paragraph
    of an act whose versions were not all read) is never denied.
    """
    found = act(celex)
    if found is None or not path or path.startswith("^"):
        return None
    first = path.partition("..")[0]
    known = skeletons(found.celex)
    if known:
        return _denied_by_skeletons(found, known, first)
    return _denied_by_count(found, first)


# --------------------------------------------------------------------------- reading the data


def _text(name: str) -> str:
    file = resources.files("srclint.legal") / "data" / name
    return file.read_text(encoding="utf-8") if file.is_file() else ""


@cache
def _rows() -> tuple[list[str], Mapping[str, str]]:
    """The header and the lines by CELEX number; a line is taken apart when its act is asked for."""
    header, *lines = _text("acts.tsv").splitlines()
    return header.split("\t"), MappingProxyType({line.partition("\t")[0]: line for line in lines})


@cache
def _listed(celex: str) -> Act | None:
    header, lines = _rows()
    line, more = lines.get(celex), _named().get(celex)
    if line:
        found = _act(dict(zip(header, line.split("\t"), strict=True)))
        return replace(found, names=tuple(dict.fromkeys((*found.names, *_names(more[2]))))) if more else found
    return Act(celex, more[0] or None, more[1], _names(more[2])) if more else None


@cache
def _named() -> Mapping[str, tuple[str, str, str]]:
    """CELEX -> (ELI, citation, names) of what is kept by hand: further names, and acts known by name only."""
    rows = (line.split("\t") for line in _text("act-names.tsv").splitlines() if line[:1].isdigit())
    return MappingProxyType({celex: (eli, citation, names) for celex, eli, citation, names in rows})


def _names(groups: str) -> tuple[tuple[str, str], ...]:
    """(language, name) pairs of ``en:A|B;de:C``."""
    return tuple(
        (language, name)
        for group in groups.split(";")
        if group
        for language, _, words in (group.partition(":"),)
        for name in words.split("|")
    )


def _act(row: Mapping[str, str]) -> Act:
    return Act(
        celex=row["celex"],
        eli=row["eli"] or None,
        citation=row["citation"],
        names=_names(row["names"]),
        adopted=_date(row["adopted"]),
        applies_from=_list(row["applies_from"]),
        articles=_count(row["articles"]),
        recitals=_count(row["recitals"]),
        annexes=_count(row["annexes"]),
        repealed_by=row["repealed_by"] or None,
        repealed_on=_date(row["repealed_on"]),
        amended_by=_list(row["amended_by"]),
        versions=_list(row["versions"]),
        corrigenda=tuple(
            (dt.date.fromisoformat(day), number)
            for day, _, number in (item.partition("=") for item in _list(row["corrigenda"]))
        ),
    )


def _date(words: str) -> dt.date | None:
    return dt.date.fromisoformat(words) if words else None


def _list(words: str) -> tuple[str, ...]:
    return tuple(words.split("|")) if words else ()


def _count(words: str) -> Count | None:
    return Count(int(words.lstrip("?")), not words.startswith("?")) if words else None


@cache
def _ambiguous() -> frozenset[str]:
    meanings: dict[str, set[str]] = {}
    for one in acts():
        for _, name in one.names:
            meanings.setdefault(name.casefold(), set()).add(one.celex)
    listed = {
        line.casefold()
        for line in _text("ambiguous-names.txt").splitlines()
        if line and not line.startswith("#")
    }
    return frozenset(listed | {name for name, celexes in meanings.items() if len(celexes) > 1})


# --------------------------------------------------------------------------- what cannot be

_NOUNS = {"art": "articles", "rct": "recitals", "anx": "annexes"}
# Amending acts insert articles with letters; a few append one or two after the last.
_APPENDED = 5
# Acts older than this were changed more often than the catalogue knows.
_SETTLED = dt.date(2014, 1, 1)


def _denied_by_skeletons(found: Act, known: tuple[Outline, ...], path: str) -> str | None:
    places = [provisions.locate(outline, path) for outline in known]
    shape = Shape.of(path)
    if shape is not None and shape.kind == "rct":
        # Only the text as published has recitals, and they never change.
        places = [place for place in places if place.siblings or place.state == "found"]
    if not places or any(place.state != "missing" for place in places):
        return None
    if not _all_read(found, known) and not (shape and _beyond_reach(shape, known)):
        return None
    place = places[0]
    version, words = ("No version", "") if len(known) > 1 else ("The text", "no ")
    has = _siblings(place.siblings, place.level, place.ancestor)
    return f"{version} of {found.citation} known here has {words}{provisions.human(path)}; {has}."


def _all_read(found: Act, known: tuple[Outline, ...]) -> bool:
    read = {outline.celex for outline in known}
    if all(outline.version for outline in known):
        return False  # what the act had when published, and has lost since, is not known
    if any(version not in read for version in found.versions):
        return False
    if any(outline.version for outline in known):
        return True
    return not found.amended_by and found.adopted is not None and found.adopted >= _SETTLED


def _beyond_reach(shape: Shape, known: tuple[Outline, ...]) -> bool:
    """Whether the number is too high for anything that an unread version may have added."""
    if shape.kind not in ("art", "rct") or shape.suffix:
        return False
    shapes = [Shape.of(p.path) for outline in known for p in outline.provisions if "." not in p.path]
    numbers = [s.number for s in shapes if s is not None and s.kind == shape.kind]
    return bool(numbers) and shape.number > max(numbers) + (_APPENDED if shape.kind == "art" else 0)


def _siblings(values: tuple[str, ...], level: str | None, ancestor: str | None) -> str:
    where = provisions.human(ancestor) if ancestor else "it"
    if not values or level is None:
        return f"{where} has none"
    noun = provisions.level_name(level, plural=len(values) > 1)
    return f"{where} has {noun} {values[0]}" + (f" to {values[-1]}" if len(values) > 1 else "")


def _denied_by_count(found: Act, path: str) -> str | None:
    shape = Shape.of(path)
    if shape is None or shape.kind not in _NOUNS or shape.suffix:
        return None
    noun = _NOUNS[shape.kind]
    count: Count | None = getattr(found, noun)
    if count is None or not count.verified:
        return None
    changed = bool(found.versions or found.amended_by)
    reach = count.value
    if shape.kind == "art" and changed:
        reach += _APPENDED
    if shape.kind == "anx":
        if changed:
            return None
        reach += _APPENDED if count.value else 0
    if shape.number <= reach:
        return None
    have = f"{count.value} {noun}" if count.value else f"no {noun}"
    if count.value == 1:
        have = f"one {provisions.level_name(shape.kind).lower()}"
    return f"{found.citation} was published with {have}; {provisions.human(path)} is not among them."
