"""Brackets and quotations that were opened and closed."""

from __future__ import annotations

import re

_PAIRED = re.compile(r"[()\[\]«»“”„\"]")
_QUOTED = re.compile(r"[«»“”„\"]")
_CLOSES = {")": "(", "]": "[", "»": "«", "«": "»", "”": "“„”", "“": "„", '"': '"'}
# A quotation or bracket longer than this holds sentences of its own (or was never closed).
LONGEST = 600


def pairs(text: str, *, quotes_only: bool = False) -> list[tuple[int, int]]:
    """The outermost brackets and quotations of at most ``LONGEST`` characters, in order, disjoint.

    Nesting counts to a depth of four; a mark that nothing closes is passed over. Linear time.
    """
    stack: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    for match in (_QUOTED if quotes_only else _PAIRED).finditer(text):
        mark, at = match[0], match.start()
        opened = _CLOSES.get(mark, "")
        near = range(1, min(len(stack), 4) + 1) if opened else ()
        depth = next((n for n in near if stack[-n][0] in opened), 0)
        if depth:
            low = stack[-depth][1]
            del stack[-depth:]
            if at - low <= LONGEST:
                while found and found[-1][0] >= low:
                    found.pop()
                found.append((low, at + 1))
        elif mark in '([“„«"' or (mark in "»”" and text[at + 1 : at + 2].isalnum()):
            stack.append((mark, at))
    return found
