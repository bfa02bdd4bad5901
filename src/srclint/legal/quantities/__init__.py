"""Money, percentages, dates, durations, counts, quotations and bodies in running text.

Purpose: to compare a figure of a claim with the figures of its source, not to read all numbers. What
stands in the number of an act, a case or a provision is no fact: the caller masks it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import reduce
from operator import or_

from srclint.legal.quantities import amounts, dates, speech
from srclint.legal.quantities.found import RawFact
from srclint.legal.quantities.words import HALF, NUMBER, UNIT, Hints, words, words_in
from srclint.model import FactType

__all__ = ["Hints", "RawFact", "facts", "fold", "hints_of", "words_in"]

_UNKNOWN = Hints()

_SPACES = "\xa0\u202f\u2007\u2008\u2009\u200a\u2002\u2003\u2004\u2005\u2006\t\n\r"
_APOSTROPHES = "\u2018\u2019\u02bc"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"”»]{1,2000}|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}")
# An amount and its alternative stand close to "whichever is higher".
_CHOICE_REACH = 250


def fold(text: str) -> str:
    """Spaces, apostrophes and dashes in one form each; the same length, so offsets stay."""
    if text.isascii() and text.isprintable():
        return text
    for written, folded in ((_SPACES, " "), (_APOSTROPHES, "'"), (_DASHES, "-")):
        for letter in written:
            text = text.replace(letter, folded)  # much faster than translate: most of them are absent
    return text


def hints_of(near: AbstractSet[str], language: str) -> Hints:
    """What a text may hold whose words, lower case, are all in ``near`` (``words_in``)."""
    spoken = words(language)
    kinds = reduce(or_, map(spoken.begins, near), 0)
    return Hints(
        spelled=bool(kinds & NUMBER),
        counted=bool(kinds & UNIT) and not spoken.articles.isdisjoint(near),
        halved=bool(kinds & HALF),
        bodies=speech.may_name_a_body(near, language),
    )


def facts(
    text: str,
    language: str,
    masked: Sequence[tuple[int, int]] = (),
    hints: Hints = _UNKNOWN,
) -> tuple[RawFact, ...]:
    """All typed facts of a text in order of place.

    ``language`` is a two-letter code (unknown ones are read as English). ``masked`` are extents of
    the text that hold no facts: references, act numbers, footnote marks. Quotations may contain
    masked extents and other facts. ``hints`` of a text that holds this one
    spare the search for what it cannot hold, and change nothing else.
    """
    folded = _mask(fold(text), masked)
    found, taken = dates.find(folded, language)
    found = found + amounts.find(folded, language, taken, hints)
    found = _choices(folded, sorted(found, key=lambda fact: fact.start), language)
    if hints.bodies:
        found += speech.bodies(folded, language)
    found += speech.quotations(text)
    return tuple(sorted(found, key=lambda fact: (fact.start, -fact.end, fact.type.value)))


def _mask(folded: str, masked: Sequence[tuple[int, int]]) -> str:
    extents = [(start, end) for start, end in masked if start < end]
    if "://" in folded or "www." in folded or "@" in folded:
        extents += [match.span() for match in _URL.finditer(folded)]
    if not extents:
        return folded
    parts = []
    at = 0
    for start, end in sorted(extents):
        if end <= at:
            continue
        start = max(start, at)
        parts += [folded[at:start], "\0" * (end - start)]
        at = end
    return "".join([*parts, folded[at:]])


def _choices(folded: str, found: list[RawFact], language: str) -> list[RawFact]:
    """Mark the two amounts before "whichever is higher"."""
    pattern = words(language).choices
    if pattern is None:
        return found
    amounts_at = [i for i, fact in enumerate(found) if fact.type in {FactType.MONEY, FactType.PERCENT}]
    if len(amounts_at) < 2:
        return found
    starts = [found[i].start for i in amounts_at]
    for match in pattern.finditer(folded):
        reach = (
            bisect_left(starts, match.start() - _CHOICE_REACH),
            bisect_left(starts, match.start()),
        )
        near = [i for i in amounts_at[slice(*reach)] if found[i].end <= match.start()]
        for i in near[-2:] if len(near) > 1 else ():
            found[i] = replace(found[i], comparators=(*found[i].comparators, match.lastgroup or "MAX"))
    return found
