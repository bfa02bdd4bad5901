"""Dates, months and years in the notations of the official languages (eu-references.md 5.2)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from srclint.legal.quantities.found import RawFact
from srclint.legal.quantities.numbers import DIGIT
from srclint.legal.quantities.words import month_number, words
from srclint.model import FactType

_START = r"(?<![\w.,/:])"
_DAY = r"[0-9]{1,2}"
_ORDINAL = r"(?:st|nd|rd|th|er|re|e|\.[ºo]|[ºª°]|\.|:[ae]|-[^\W\d_]{1,4})?"
_LINK = r"(?: (?:de|of|ta'|päivänä|päivä|d\.))?"
_TO_YEAR = r"\.?,?(?: (?:de|del|do|of|ta'|aasta))? (?:tal-|tas-)?"
_YEAR = r"(?:19|20)[0-9]{2}"
_AND = r" ?(?:-|to|and|until|bis|und|tot|en|et|au|y|a|e|i|ja|och|og|do) ?"

_BEFORE = frozenset("_.,/:")
# What can stand on either side of the name of a month within one date.
_REACH = 48
_ISO = re.compile(r"((?:19|20)[0-9]{2})([-/.])([0-9]{2})\2([0-9]{2})(?![\w/-])(?!\.[0-9])")
_NUMERIC = re.compile(r"([0-9]{1,2})(\. |[./-])([0-9]{1,2})(?:\2)((?:19|20)[0-9]{2})(?![\w/])(?![.,-][0-9])")


@dataclass(frozen=True, slots=True)
class _Patterns:
    day_first: re.Pattern[str]
    month_first: re.Pattern[str]
    year_first: re.Pattern[str]
    latvian: re.Pattern[str]
    month_year: re.Pattern[str]
    year_month: re.Pattern[str]
    no_year: re.Pattern[str]


@cache
def _patterns(language: str) -> _Patterns:
    month = words(language).months[0]
    day = rf"({_DAY}){_ORDINAL}"
    return _Patterns(
        day_first=re.compile(
            rf"{_START}(?:({_DAY}){_ORDINAL}{_AND})?{day}{_LINK} ?({month})(?!\w){_TO_YEAR}({_YEAR})(?![0-9])"
        ),
        month_first=re.compile(
            rf"(?<!\w)({month})\.? (?:({_DAY}){_ORDINAL}{_AND})?{day},? ({_YEAR})(?![0-9])"
        ),
        year_first=re.compile(
            rf"{_START}({_YEAR})\.?(?: (?:m\.|gada|aasta))?,? ?({month})(?!\w) ({_DAY})(?![0-9])"
            r"(?:\.|-[^\W\d_]{1,4}| d\.)?"
        ),
        latvian=re.compile(rf"{_START}({_YEAR})\.?(?: (?:gada|aasta)),? ({_DAY})\. ?({month})(?!\w)"),
        month_year=re.compile(rf"(?<!\w)({month})(?!\w){_TO_YEAR}({_YEAR})(?![0-9])"),
        year_month=re.compile(rf"{_START}({_YEAR})(?:\.|\.? (?:m\.|gada|aasta)) ?({month})(?!\w)"),
        no_year=re.compile(
            rf"{_START}{day}{_LINK} ?({month})(?!\w)|(?<!\w)({month})\.? {_DAY}(?:st|nd|rd|th)?(?![\w%])"
        ),
    )


def find(text: str, language: str) -> tuple[list[RawFact], list[tuple[int, int]]]:
    """Dates and months of a folded text, and the extents (theirs and those of dates without a year)
    in which no other figure is to be read."""
    taken: list[tuple[int, int]] = []
    facts: list[RawFact] = []
    for start, end, found in _candidates(text, language):
        if any(start < high and low < end for low, high in _near(taken, start, end)):
            continue
        taken.append((start, end))
        facts.extend(found)
    return facts, taken


def _near(taken: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    # Candidates come sorted by place, so only the last few can overlap.
    return taken[-4:] if start <= end else []


def _candidates(text: str, language: str) -> Iterator[tuple[int, int, list[RawFact]]]:
    """(start, end, facts) sorted by place, the longest first."""
    if DIGIT.search(text) is None:
        return
    months = words(language).months
    patterns = _patterns(language)
    out: list[tuple[int, int, list[RawFact]]] = []

    def add(m: re.Match[str], found: list[RawFact]) -> None:
        out.append((m.start(), m.end(), found))

    def number(name: str) -> int:
        return month_number(months, name)

    for low, high in _windows(text, words(language).month):
        for m in patterns.day_first.finditer(text, low, high):
            add(m, _days(m, m[4], number(m[3]), (m[1], m[2]), (m.start(1), m.start(2))))
        for m in patterns.month_first.finditer(text, low, high):
            add(m, _days(m, m[4], number(m[1]), (m[2], m[3]), (m.start(), m.start())))
        for m in patterns.year_first.finditer(text, low, high):
            add(m, _days(m, m[1], number(m[2]), (m[3],), (m.start(),)))
        for m in patterns.latvian.finditer(text, low, high):
            add(m, _days(m, m[1], number(m[3]), (m[2],), (m.start(),)))
        for m in patterns.month_year.finditer(text, low, high):
            add(m, [_month(m, m[2], number(m[1]))])
        for m in patterns.year_month.finditer(text, low, high):
            add(m, [_month(m, m[1], number(m[2]))])
        for m in patterns.no_year.finditer(text, low, high):
            add(m, [])
    for m in _ISO.finditer(text):
        if _free(text, m.start()):
            add(m, _days(m, m[1], int(m[3]), (m[4],), (m.start(),)))
    for m in _NUMERIC.finditer(text):
        if _free(text, m.start()):
            add(m, _numeric(m))
    out.sort(key=lambda item: (item[0], -item[1]))
    yield from out


def _windows(text: str, month: re.Pattern[str]) -> list[tuple[int, int]]:
    """The stretches of text around the names of months, joined where they touch."""
    windows: list[tuple[int, int]] = []
    for match in month.finditer(text):
        low, high = max(0, match.start() - _REACH), min(len(text), match.end() + _REACH)
        if windows and low <= windows[-1][1]:
            windows[-1] = (windows[-1][0], high)
        else:
            windows.append((low, high))
    return windows


def _free(text: str, start: int) -> bool:
    """Whether a number begins here, and not a part of one."""
    before = text[start - 1] if start else " "
    return not (before.isalnum() or before in _BEFORE)


def _days(
    match: re.Match[str], year: str, month: int, days: tuple[str | None, ...], starts: tuple[int, ...]
) -> list[RawFact]:
    facts = []
    for day, start in zip(days, starts, strict=True):
        if day is None:
            continue
        try:
            value = dt.date(int(year), month, int(day)).isoformat()
        except ValueError:
            continue
        facts.append(RawFact(FactType.DATE, value, min(start, match.end()), match.end()))
    return facts


def _numeric(match: re.Match[str]) -> list[RawFact]:
    """Day first, as the Official Journal writes; the American order only where nothing else is possible."""
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    certain = match[2] != "/" or first > 12 or second > 12 or first == second
    if second > 12 >= first:
        first, second = second, first
    try:
        value = dt.date(year, second, first).isoformat()
    except ValueError:
        return []
    return [RawFact(FactType.DATE, value, match.start(), match.end(), certain=certain)]


def _month(match: re.Match[str], year: str, month: int) -> RawFact:
    return RawFact(FactType.MONTH, f"{int(year):04d}-{month:02d}", match.start(), match.end())
