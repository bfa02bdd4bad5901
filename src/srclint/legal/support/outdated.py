"""Is what the cited text says still what the act says (claims.md 5.3, rule 6)?"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from srclint.legal.identifiers import base_celex, document, version_date
from srclint.legal.prose import listed, spoken
from srclint.legal.provisions import human, locate
from srclint.legal.quantities import RawFact
from srclint.legal.support.cited import Cited, unreadable
from srclint.legal.support.context import Context
from srclint.legal.support.reading import Reading, reading_of
from srclint.legal.support.values import CALENDAR, comparable, same
from srclint.model import Fact, FactType, Sources


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an act that was read."""

    document: str
    date: dt.date | None
    reading: Reading


def versions(cited: Cited, sources: Sources) -> tuple[Version, ...]:
    """All versions of the cited act that were read, newest first, the text as published last."""
    celex = cited.document.removeprefix("celex:")
    if celex == cited.document:
        return ()
    base = base_celex(celex)
    out = []
    for id_ in (*sources.versions.get(base, ()), document(base).id):
        outline = sources.outline(id_)
        if outline is not None and unreadable(outline) is None and outline.provisions:
            out.append(Version(id_, version_date(id_), reading_of(outline)))
    return tuple(out)


def in_force(cited: Cited, sources: Sources) -> Version | None:
    """The newest version that applies by today, if it is newer than the cited one."""
    if sources.today is None:
        return None
    own = version_date(cited.document)
    for version in versions(cited, sources):
        if version.date is not None and version.date <= sources.today:
            return version if own is None or version.date > own else None
    return None


def only_in_other(cited: Cited, fact: Fact, sources: Sources) -> tuple[Version, str] | None:
    """Another version that has a fact in a provision which lacks it in the cited version: (version, path).

    The claim is then about that version. Recitals never change.
    """
    tops = {path.partition(".")[0] for path in cited.paths} if fact.type not in CALENDAR else set()
    for version in versions(cited, sources):
        if version.document == cited.document:
            continue
        for path in version.reading.top:
            if tops and path not in tops:
                continue  # a term or a share that stands anywhere tells nothing of this provision
            if path.startswith("rct_") or not _has(version.reading, path, fact):
                continue
            place = _same_place(cited.reading, path)
            if place is None or not _has(cited.reading, place, fact):
                return version, path
    return None


def _has(reading: Reading, path: str, fact: Fact) -> bool:
    return any(same(fact, one) for one in reading.passage(path).facts)


def _same_place(reading: Reading, path: str) -> str | None:
    found = locate(reading.outline, path)
    return found.path if found.state == "found" and len(found.provisions) == 1 else None


def lost(context: Context, fact: Fact, path: str, old: Reading, new: Version) -> str | None:
    """What a provision has instead, where its newest version no longer has a fact; None where it has.

    ``path`` is where the fact stands in the cited version. A date before the amendment tells what was.
    """
    if fact.type is FactType.YEAR or new.date is None:
        return None
    day = new.date.isoformat()
    if any(
        other.type in CALENDAR and other.value < day[: len(other.value)]
        for other in (fact, *context.values)
        if other is fact or context.words.past.search(context.unit.plain)
    ):
        return None
    top = path.partition(".")[0]
    place = _same_place(new.reading, top)
    if place is None or top.startswith("rct_"):
        return None
    now = new.reading.passage(place)
    if any(same(fact, one) for one in now.facts):
        return None
    if fact.type not in CALENDAR and any(
        same(fact, one)
        for other in new.reading.top
        if not other.startswith("rct_")
        for one in new.reading.passage(other).facts
    ):
        return None  # it moved; what was said of it may still hold
    kind = [one for one in now.facts if comparable(fact.type, one.type)]
    if old.language != new.reading.language and (fact.type is FactType.DURATION or not kind):
        return None  # "18 jaar" is "under the age of 18"
    before = {one.value for one in old.passage(top).facts}
    fresh = [one for one in kind if one.value not in before] or kind
    return f"since {spoken(new.date)} {human(place)} has {_figures(now.text, fresh)}"


def _figures(text: str, found: list[RawFact]) -> str:
    """Figures of a text in its own notation; "no such figure" for none."""
    words = list(dict.fromkeys(" ".join(text[one.start : one.end].split()) for one in found))[:4]
    return listed(words) if words else "no such figure"
