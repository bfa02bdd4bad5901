"""Which text of an act counts at which date, and which acts made the difference."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from srclint.legal.acts import act as known_act
from srclint.legal.identifiers import base_celex, document, parse_celex, version_date
from srclint.legal.prose import spoken
from srclint.model import Outline, Sources

_KINDS = {"R": "Regulation", "L": "Directive", "D": "Decision"}


@dataclass(frozen=True, slots=True)
class Versions:
    """The texts of an act that were read, by document id.

    ``then`` was in force at the date asked for (the text as published before the first consolidated
    version), ``now`` is the newest one up to the run's date. ``complete``: no version between them
    can be missing. None where no text was read.
    """

    act: str
    then: str | None
    now: str | None
    complete: bool

    @property
    def since(self) -> dt.date | None:
        """The date from which ``now`` holds; None for the text as published."""
        return version_date(self.now)


def versions_of(act: str, day: dt.date, sources: Sources) -> Versions:
    """The texts of an act in force on a day and today, as far as they were read."""
    base = base_celex(act)
    published = document(base).id
    known = sources.versions.get(base)
    read = [id_ for id_ in known or () if sources.outline(id_) is not None]
    today = sources.today
    newest = next(
        (id_ for id_ in read if today is not None and (version_date(id_) or dt.date.max) <= today), None
    )
    then = next((id_ for id_ in read if (version_date(id_) or dt.date.max) <= day), None)
    if then is None and sources.outline(published) is not None:
        then = published
    now = newest or (published if known is not None and sources.outline(published) is not None else None)
    return Versions(base, then, now, known is not None and base not in sources.versions_partial)


def amending_acts(outline: Outline | None, marks: Iterable[str], act: str) -> tuple[str, ...]:
    """The acts (CELEX) behind amendment marks: as the consolidated text lists them, else as the
    catalogue knows, where it can be only one.
    """
    wanted = set(marks)
    listed = outline.amendments if outline is not None else ()
    if listed:
        return tuple(dict.fromkeys(one.celex for one in listed if one.celex and (one.mark in wanted)))
    known = known_act(base_celex(act))
    return known.amended_by if known is not None and len(known.amended_by) == 1 else ()


def published_after(outline: Outline | None, marks: Iterable[str], day: dt.date) -> bool:
    """Whether all the amendments behind the marks were published after a day; False where unknown."""
    dates = {one.mark: one.published for one in (outline.amendments if outline is not None else ())}
    found = [dates.get(mark) for mark in marks if mark.startswith("M")]
    return bool(found) and all(date is not None and date > day for date in found)


def name_of(celex: str) -> str:
    """An act as a reader knows it: ``Regulation (EU) 2024/1689 (AI Act)``, else its number."""
    base = base_celex(celex)
    known = known_act(base)
    if known is not None:
        return f"{known.citation} ({known.name})" if known.name != known.citation else known.citation
    parsed = parse_celex(base)
    if parsed is None or parsed.sector != "3" or base[5:6] not in _KINDS or not base[6:].isdecimal():
        return f"the act {base}"
    year, number = int(base[1:5]), int(base[6:])
    if year < 2015:  # (EC) or (EU), "No" or not: the number alone does not tell
        return (
            f"{_KINDS[base[5]]} {number}/{year}" if base[5] == "R" else f"{_KINDS[base[5]]} {year}/{number}"
        )
    return f"{_KINDS[base[5]]} (EU) {year}/{number}"


def called(id_: str) -> str:
    """A version in words: ``the consolidated text of 27 July 2026``, ``the text as published``."""
    date = version_date(id_)
    return f"the consolidated text of {spoken(date)}" if date else "the text as published"
