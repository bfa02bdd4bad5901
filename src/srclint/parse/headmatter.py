"""The words of the front matter (title, description ...) as blocks, for the references in them.

They are no part of the prose: no units, no citations. A value is read only where it stands as it is
on one line of the file, so that its place is exact; escaped and folded values are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from srclint.legal.text import mapped
from srclint.parse.blocks import Block, BlockKind, Reading

ZONE = "front-matter"
_MOST = 500
_DEEPEST = 6
# What may stand before a value on its line, and after it.
_BEFORE = re.compile(r"(?:^|[:=\[,{-]\s{0,40}|[\"'])\Z")
_AFTER = re.compile(r"[\"']?\s{0,40}(?:[,\]}#\r\n]|\Z)")


def head_blocks(reading: Reading) -> tuple[Block, ...]:
    """A block (``skip`` is ``front-matter``) for each value of words, in order of place."""
    end = reading.front_matter_end
    if not end:
        return ()
    head = reading.text[:end]
    out: list[Block] = []
    at = 0
    for value in _values(reading.front_matter):
        start = _place(head, value, at)
        if start < 0:
            continue
        at = start + len(value)
        out.append(Block(BlockKind.FURNITURE, mapped(value, start), start, at, skip=ZONE))
        if len(out) == _MOST:
            break
    return tuple(out)


def _place(head: str, value: str, at: int) -> int:
    """Where a value stands from ``at`` on, -1 where it does not stand there as it is."""
    while True:
        start = head.find(value, at)
        if start < 0:
            return -1
        after = start + len(value)
        if _BEFORE.search(head[max(0, start - 42) : start]) and _AFTER.match(head, after):
            return start
        at = after


def _values(values: Mapping[str, object]) -> Iterator[str]:
    """The values that are words: several of them, on one line. Settings of our own are none."""
    stack: list[tuple[int, object]] = [(0, {k: v for k, v in values.items() if k != "srclint"})]
    while stack:
        depth, value = stack.pop()
        if isinstance(value, str):
            if " " in value.strip() and "\n" not in value and len(value) >= 5:
                yield value
        elif depth < _DEEPEST and isinstance(value, Mapping):
            stack.extend((depth + 1, one) for one in reversed(list(value.values())))
        elif depth < _DEEPEST and isinstance(value, Sequence) and not isinstance(value, bytes):
            stack.extend((depth + 1, one) for one in reversed(value))
