"""Whether a text holds a value: an independent and deliberately simple check.

It shares no code with srclint's own reading of figures, so that a fault there shows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from mutationset import numbers
from mutationset.numbers import HALF, MONTH_NAMES, SCALES, UNIT_OF

_PERCENT = re.compile(r"\s?(?:%|per ?cent|procent|Prozent|pour cent)")
_BETWEEN = re.compile(
    r"[\s-](?:(?P<work>working|business|werk|ouvrables?)\s)?(?:(?:calendar|consecutive|further|kalender|other)\s)?"
)
_IN_HOURS = {"hour": ("h", 1), "day": ("h", 24), "week": ("h", 168), "month": ("m", 1), "year": ("m", 12)}


@dataclass(frozen=True, slots=True)
class Held:
    """All values of a text, by type."""

    percents: frozenset[Decimal]
    counts: frozenset[Decimal]
    durations: frozenset[tuple[str, Decimal]]
    dates: frozenset[tuple[int, int, int]]
    words: str


@lru_cache(maxsize=4000)
def held(text: str, language: str) -> Held:
    """The values that a text holds."""
    percents, counts, durations = set(), set(), set()
    for found in numbers.pattern(language).finditer(text):
        value = numbers.number(found["digits"] or found["word"], language)
        if value is None:
            continue
        scale = found["scale"] or found["wordscale"]
        if scale:
            value *= Decimal(10) ** SCALES[scale.lower()]
        counts.add(value)
        rest = text[found.end() : found.end() + 60]
        if _PERCENT.match(rest):
            percents.add(value)
        duration = _duration(value, rest, language)
        if duration:
            durations.add(duration)
    for half in re.finditer(re.escape(HALF[language]) + r"\s?(\w+)", text, re.IGNORECASE):
        if UNIT_OF[language].get(half[1].lower()) == "year":
            durations.add(("m", Decimal(6)))
    for power in re.finditer(r"(?<!\d)10(?:\^|\s|\()(\d\d)\b", text):
        counts.add(Decimal(10) ** int(power[1]))
    return Held(
        frozenset(percents),
        frozenset(counts),
        frozenset(durations),
        frozenset(_dates(text, language)),
        fold(text),
    )


def _duration(value: Decimal, rest: str, language: str) -> tuple[str, Decimal] | None:
    compound = re.match(r"[\s-](werk|arbeits|kalender)?(\w+)", rest, re.IGNORECASE)
    between = _BETWEEN.match(rest)
    work = False
    if between and between[0].strip(" -\xa0"):
        work = bool(between["work"])
        word = re.match(r"\w+", rest[between.end() :])
        name = word[0].lower() if word else ""
    elif compound:
        work = (compound[1] or "").lower() in ("werk", "arbeits")
        name = compound[2].lower()
    else:
        return None
    after = rest[rest.lower().find(name) + len(name) :] if name else ""
    if re.match(r"\s(?:ouvrables?|ouvrés?)\b", after):
        work = True
    unit = UNIT_OF[language].get(name)
    if unit is None:
        return None
    if work:
        return ("w", value)
    if unit == "minute":
        return ("min", value)
    kind, factor = _IN_HOURS[unit]
    return (kind, value * factor)


def _dates(text: str, language: str) -> set[tuple[int, int, int]]:
    names = {name.lower(): n for n, name in enumerate(MONTH_NAMES[language], 1)}
    months = "|".join(names)
    found = set()
    for day in re.finditer(
        rf"(?<!\d)(\d{{1,2}})(?:er|\.)?\s({months})\s(\d{{4}})(?!\d)",
        text.replace("\xa0", " "),
        re.IGNORECASE,
    ):
        found.add((int(day[3]), names[day[2].lower()], int(day[1])))
    for day in re.finditer(rf"\b({months})\s(\d{{1,2}}),\s(\d{{4}})(?!\d)", text, re.IGNORECASE):
        found.add((int(day[3]), names[day[1].lower()], int(day[2])))
    for day in re.finditer(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)", text):
        found.add((int(day[3]), int(day[2]), int(day[1])))
    return found


def month_of(raw: str, language: str) -> tuple[int, int] | None:
    """Year and month of "August 2027"."""
    name, _, year = raw.rpartition(" ")
    names = [known.lower() for known in MONTH_NAMES[language]]
    return (int(year), names.index(name.lower()) + 1) if name.lower() in names and year.isdigit() else None


def fold(text: str) -> str:
    """Case, quotation marks, spaces and dashes in one form each."""
    text = text.replace("’", "'").replace("‘", "'").replace("\xad", "").replace("–", "-")
    return " ".join(text.lower().split())


def holds(kind: str, raw: str, language: str, text: str, source_language: str) -> bool:
    """Whether a source's text holds a claim's fact. Raises ValueError where the fact cannot be read."""
    source = held(text, source_language)
    if kind == "quote":
        return fold(raw) in source.words
    if kind == "month":
        month = month_of(raw, language)
        if month is None:
            raise ValueError(raw)
        return any(day[:2] == month for day in source.dates)
    own = held(raw, language)
    if kind == "date":
        wanted: frozenset[object] = frozenset(own.dates)
        have: frozenset[object] = frozenset(source.dates)
    elif kind == "percent":
        wanted, have = frozenset(own.percents), frozenset(source.percents)
    elif kind == "duration":
        wanted, have = frozenset(own.durations), frozenset(source.durations)
    elif kind in ("count", "amount"):
        wanted = frozenset({max(own.counts)}) if own.counts else frozenset()
        have = frozenset(source.counts)
    else:
        raise ValueError(kind)
    if not wanted:
        raise ValueError(f"{kind}: {raw}")
    return wanted <= have
