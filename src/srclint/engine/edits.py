"""Edits of a text: chosen so that none overlaps another, applied from the end, and nothing else moves."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable

from srclint.model import Edit, Fix


def choose(fixes: Iterable[Fix], length: int) -> tuple[tuple[Edit, ...], tuple[Fix, ...]]:
    """The edits that can be made at once to a text of ``length`` characters, and the fixes they do.

    A fix is done whole or not at all. Where two overlap, or insert at one place, the one that begins
    first wins and the other is left for the next round; the same edit asked for twice is made once
    and does both. A fix that reaches outside the text does nothing.
    """
    taken: list[Edit] = []
    made: set[Edit] = set()
    done: list[Fix] = []
    for fix in sorted(fixes, key=lambda fix: [(e.start, e.end, e.replacement) for e in fix.edits]):
        edits = sorted(set(fix.edits), key=lambda e: (e.start, e.end, e.replacement))
        if not edits or not all(0 <= e.start <= e.end <= length for e in edits):
            continue
        fresh = [edit for edit in edits if edit not in made]
        if any(map(_overlap, edits, edits[1:])) or _clash(fresh, taken):
            continue
        for edit in fresh:
            insort(taken, edit, key=_place)
            made.add(edit)
        done.append(fix)
    return tuple(taken), tuple(done)


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with edits made that do not overlap; everything between them stays as it is."""
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=_place):
        assert at <= edit.start, "edits overlap"
        parts += [text[at : edit.start], edit.replacement]
        at = edit.end
    return "".join([*parts, text[at:]])


def _overlap(one: Edit, other: Edit) -> bool:
    """Whether two different edits cannot both be made; ``one`` does not begin after ``other``."""
    return other.start < one.end or one.start == other.start


def _clash(fresh: list[Edit], taken: list[Edit]) -> bool:
    """Whether an edit cannot be made beside those taken, which are in order and apart."""
    for edit in fresh:
        at = bisect_left(taken, (edit.start, edit.end), key=_place)
        beside = taken[max(0, at - 1) : at + 1]
        if any(_overlap(*sorted((edit, other), key=_place)) for other in beside):
            return True
    return False


def _place(edit: Edit) -> tuple[int, int]:
    return edit.start, edit.end
