"""Emphasis as CommonMark finds it: which runs of ``*``, ``_`` and ``~`` are markers, which are text."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
"""ASCII punctuation: what a backslash escapes."""


@dataclass(slots=True, eq=False)
class Delimiter:
    """A run of emphasis markers; what is left of it after matching is text."""

    char: str
    start: int
    end: int
    opens: bool
    closes: bool
    size: int
    order: int = 0


def match_delimiters(delimiters: list[Delimiter]) -> None:
    """CommonMark's "process emphasis": matched markers shrink, what is left of each run is text."""
    stack: list[Delimiter] = []
    bottoms: dict[tuple[str, bool, int], int] = {}
    for order, closer in enumerate(delimiters, 1):
        closer.order = order
        if closer.closes:
            key = (closer.char, closer.opens, closer.size % 3)
            while closer.end > closer.start:
                floor = bottoms.get(key, 0)
                index = len(stack) - 1
                while index >= 0 and stack[index].order > floor:
                    opener = stack[index]
                    odd = (
                        (opener.closes or closer.opens)
                        and (opener.size + closer.size) % 3 == 0
                        and (opener.size % 3 or closer.size % 3)
                    )
                    if opener.char == closer.char and (closer.char == "~" or not odd):
                        break
                    index -= 1
                else:
                    bottoms[key] = order - 1
                    break
                del stack[index + 1 :]
                count = min(2, opener.end - opener.start, closer.end - closer.start)
                opener.end -= count
                closer.start += count
                if opener.end == opener.start:
                    stack.pop()
        if closer.opens and closer.end > closer.start:
            stack.append(closer)


def is_punctuation(char: str) -> bool:
    """Whether CommonMark counts a character as punctuation (Unicode P and S)."""
    if char.isascii():
        return char in PUNCTUATION
    return unicodedata.category(char)[0] in "PS"
