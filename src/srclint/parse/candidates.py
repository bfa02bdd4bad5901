"""What may be a footnote mark: a number in brackets, a raised number. ``marks`` decides."""

from __future__ import annotations

import re

from srclint.parse.runs import MarkRun, Run, TextRun

_NUMBER = re.compile(r"\d{1,3}")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def number_mark(source: str, start: int, end: int, inner: tuple[int, int], style: str, base: int) -> MarkRun:
    """A mark of one or several numbers, if the file turns out to define them."""
    labels = [
        (number.group(), number.start() + base, number.end() + base)
        for number in _NUMBER.finditer(source, *inner)
    ]
    if len(labels) <= 1:
        label = labels[0][0] if labels else source[inner[0] : inner[1]]
        labels = [(label, start + base, end + base)]
    elif len(labels) == 2 and source[labels[0][2] - base : labels[1][1] - base].strip() in ("-", "–"):
        first, last = int(labels[0][0]), int(labels[1][0])
        if first < last <= first + 20:
            low, high = labels[0][1], labels[1][2]
            labels = [(str(number), low, high) for number in range(first, last + 1)]
    fallback: tuple[Run, ...] = (TextRun(start + base, end + base),)
    return MarkRun(tuple(labels), start + base, end + base, style, fallback=fallback)


def superscript_mark(source: str, at: int, stop: int, base: int) -> MarkRun:
    """``¹²``: a mark if the file defines its number, else the characters themselves."""
    label = source[at:stop].translate(_SUPERSCRIPTS)
    low, high = at + base, stop + base
    return MarkRun(((label, low, high),), low, high, "superscript", fallback=(TextRun(low, high),))
