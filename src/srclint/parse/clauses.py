"""Which sentences of one block a mark covers: scope rules S1 to S5 and S10 (claims.md 4.2)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from srclint.model import Coverage, Strength
from srclint.model.record import record

_TRAIL = " \t\r\n\u00a0\u202f.,;:!?…)]}\"'”’»›“*_|"
_STOPS = " \t\r\n\u00a0\u202f.,;:!?…"
_CLOSING = "\"”»’'“«›"
_OPENING = "\"“«‘'„»‹"
_BRACKETS = re.compile(r"[()]")
# How many sentences back a quotation may have begun.
_QUOTED_SENTENCES = 20


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in a block's shadow text that points to citations.

    ``start`` and ``at`` are the extent of the linked words; for a mark both are the place where it
    stood. ``mark`` tells a footnote mark from a link. ``offset`` is its place in the file.
    ``rule`` overrides the scope rule that is reported (``S14`` for "ibid.").
    """

    block: int
    start: int
    at: int
    citations: tuple[str, ...]
    mark: bool
    offset: int
    rule: str | None = None


@record(frozen=True, slots=True)
class Passage:
    """A unit as far as scope cares: its block, its shadow extent, whether it is a claim.

    ``hard`` tells a hard claim from a soft one, ``attribution`` the line that says whose words a
    quotation holds. ``facts`` are (type, value) pairs.
    """

    block: int
    start: int
    end: int
    claim: bool = True
    hard: bool = True
    attribution: bool = False
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Local:
    """What a block's own anchors say about its units (indices count from the block's first unit).

    ``direct`` holds for each unit the coverage by its own anchors, ``inherited`` what S4 adds;
    ``ends_with`` are the anchors at the very end of the block; ``last`` those anywhere in its last
    unit.
    """

    direct: tuple[tuple[Coverage, ...], ...]
    inherited: tuple[tuple[Coverage, ...], ...]
    ends_with: tuple[Anchor, ...]
    last: tuple[Anchor, ...]


def cover_block(
    text: str, units: Sequence[Passage], anchors: Sequence[Anchor], *, quoted: bool = False
) -> Local:
    """Coverage of the units of one block by the anchors in it.

    ``units`` and ``anchors`` are in order of place. In a ``quoted`` block a mark at the end covers
    the whole quotation (S1).
    """
    direct: list[list[Coverage]] = [[] for _ in units]
    inherited: list[list[Coverage]] = [[] for _ in units]
    ends = [unit.end for unit in units]
    places = [_places(units, ends, anchor) for anchor in anchors]
    tails = {last: _tail(text, units[last]) for _, last in places}
    bracketed = _bracketed(text, units, anchors, places)
    together = _together(text, anchors)
    at_end: list[Anchor] = []
    reach = len(units) - 1
    for number, anchor in enumerate(anchors):
        first, last = places[number]
        final = anchor.at >= tails[last]
        rule = "S3" if final else "S2"
        back = _quotation(text, units, anchor, last)
        if back is not None:
            rule, first = "S1", min(first, back)
        elif number in bracketed:
            rule = "S5"
        elif number in together and anchor.mark:
            rule = "S10"
        covering = [Coverage(c, anchor.rule or rule, Strength.EXACT) for c in anchor.citations]
        for index in range(first, last + 1):
            direct[index].extend(covering)
        if final and last == len(units) - 1:
            at_end.append(anchor)
            reach = min(reach, first)
    if at_end:
        rule, strength = ("S1", Strength.EXACT) if quoted else ("S4", Strength.INHERITED)
        passed_on = [Coverage(c, rule, strength) for anchor in at_end for c in anchor.citations]
        index = reach - 1
        while index >= 0 and not direct[index]:
            inherited[index].extend(passed_on)
            index -= 1
    final_unit = len(units) - 1
    return Local(
        tuple(map(tuple, direct)),
        tuple(map(tuple, inherited)),
        tuple(at_end),
        tuple(a for a, (_, last) in zip(anchors, places, strict=True) if last == final_unit),
    )


def _places(units: Sequence[Passage], ends: Sequence[int], anchor: Anchor) -> tuple[int, int]:
    """First and last unit that the anchor touches; between two sentences it belongs to the former."""
    last = min(bisect_left(ends, anchor.at), len(units) - 1)
    if anchor.at <= units[last].start and last > 0:
        last -= 1
    first = last
    while first > 0 and anchor.start < units[first].start:
        first -= 1
    return first, last


def _tail(text: str, unit: Passage) -> int:
    """Where the unit's closing punctuation begins."""
    end = unit.end
    while end > unit.start and text[end - 1] in _TRAIL:
        end -= 1
    return end


def _bracketed(
    text: str, units: Sequence[Passage], anchors: Sequence[Anchor], places: Sequence[tuple[int, int]]
) -> frozenset[int]:
    """Numbers of the anchors that stand directly before the ``)`` that closes their bracket."""
    out: set[int] = set()
    unit = -1
    scanned = depth = 0
    for number, anchor in enumerate(anchors):
        if places[number][1] != unit:
            unit = places[number][1]
            scanned, depth = units[unit].start, 0
        for bracket in _BRACKETS.finditer(text, scanned, max(scanned, anchor.at)):
            depth = depth + 1 if bracket.group() == "(" else max(0, depth - 1)
        scanned = max(scanned, anchor.at)
        if depth and text[anchor.at : anchor.at + 3].lstrip(_STOPS).startswith(")"):
            out.add(number)
    return frozenset(out)


def _together(text: str, anchors: Sequence[Anchor]) -> frozenset[int]:
    """Numbers of the marks that stand side by side, with nothing but a comma between them."""
    out: set[int] = set()
    for number in range(1, len(anchors)):
        before, here = anchors[number - 1], anchors[number]
        gap = here.start - before.at
        if before.mark and here.mark and gap <= 3 and not text[before.at : here.start].strip(" ,;\u00a0"):
            out.update((number - 1, number))
    return frozenset(out)


def _quotation(text: str, units: Sequence[Passage], anchor: Anchor, index: int) -> int | None:
    """The first unit of the quotation that a mark directly follows, None if there is none."""
    if not anchor.mark:
        return None
    at = anchor.at
    floor = max(units[index].start, at - 3)
    while at > floor and text[at - 1] in _STOPS:
        at -= 1
    if at <= units[index].start or text[at - 1] not in _CLOSING:
        return None
    close = text[at - 1]
    if close in "’'" and at < len(text) and text[at].isalpha():
        return None
    for back in range(index, max(-1, index - _QUOTED_SENTENCES), -1):
        end = at - 1 if back == index else units[back].end
        if _opens(text, units[back].start, end, close):
            return back
    return None


def _opens(text: str, start: int, end: int, close: str) -> bool:
    """Whether a quotation opens in ``text[start:end]`` that has not been closed again."""
    if close in "\"'":
        return text.count(close, start, end) % 2 == 1
    opened = max(text.rfind(mark, start, end) for mark in _OPENING if mark != close)
    return opened >= 0 and text.find(close, opened + 1, end) < 0
