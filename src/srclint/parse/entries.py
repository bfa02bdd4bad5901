"""The entries of a list of sources (interfaces.md: ``src:<n>``).

An address line and the description line below (or above) it are one entry.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from srclint.parse.blocks import Block, BlockKind, Link
from srclint.parse.sections import SOURCES


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a block's shadow text that belongs to an entry, and the links that begin in it."""

    block: int
    start: int
    end: int
    links: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One source: its parts in order, and the number that it bears (as written, else its place)."""

    parts: tuple[Part, ...]
    number: int


def source_entries(blocks: Sequence[Block]) -> tuple[Entry, ...]:
    """All entries of all Sources sections, in order of place.

    List items are entries whatever they hold; paragraphs and table rows if they hold a link, or
    describe the address that stands right above them.
    """
    out: list[Entry] = []
    open_parts: list[Part] = []
    number = 0
    top = 0

    def close() -> None:
        if open_parts:
            out.append(Entry(tuple(open_parts), number or len(out) + 1))
            open_parts.clear()

    for index, block in enumerate(blocks):
        if block.skip != SOURCES or block.kind in {BlockKind.FOOTNOTE, BlockKind.CODE, BlockKind.HEADING}:
            close()
            top = number = 0
            continue
        whole = Part(index, 0, len(block.text.text), tuple(range(len(block.links))))
        if block.kind is BlockKind.ITEM:
            top = min(top, block.level) if top else block.level
            if block.level > top and open_parts:
                open_parts.append(whole)
                continue
            close()
            open_parts.append(whole)
            number = block.ordinal or 0
        elif block.kind is BlockKind.PARAGRAPH and block.level and open_parts:
            # A further paragraph of a list item.
            open_parts.append(whole)
        elif block.kind is BlockKind.ROW:
            close()
            if block.links and not block.header_row:
                number = 0
                open_parts.append(whole)
                close()
        else:
            for part in _lines(index, block):
                if part.links and open_parts and _lacks_address(open_parts):
                    open_parts.append(part)
                elif part.links:
                    close()
                    number = 0
                    open_parts.append(part)
                elif open_parts and _bare(blocks, open_parts):
                    open_parts.append(part)
                else:
                    close()
                    if _is_entry(block):
                        first = block.marks[0] if block.marks and block.marks[0].at == 0 else None
                        number = int(first.label) if first and first.label.isdecimal() else 0
                        open_parts.append(part)
    close()
    return tuple(out)


def _is_entry(block: Block) -> bool:
    """Whether a paragraph without an address is a source ("Kuner, The GDPR, 2020, p. 12"), not an introduction."""
    text = block.text.text
    return not text.rstrip().endswith(":") and any(sign.isdecimal() for sign in text)


def _lacks_address(parts: Sequence[Part]) -> bool:
    return not any(part.links for part in parts)


def _bare(blocks: Sequence[Block], parts: Sequence[Part]) -> bool:
    """Whether the entry so far is an address and nothing else."""
    if len(parts) != 1:
        return False
    part = parts[0]
    links = [blocks[part.block].links[i] for i in part.links]
    return bool(links) and sum(link.end - link.start for link in links) >= (part.end - part.start) - 6


def _lines(index: int, block: Block) -> list[Part]:
    """A paragraph as the entries that its own line breaks make: one for each line with a link.

    A line without a link belongs to the link above it; where the paragraph *begins* without one,
    to the link below it.
    """
    size = len(block.text.text)
    if len(block.links) < 2 or not block.breaks:
        return [Part(index, 0, size, tuple(range(len(block.links))))]
    edges = [0, *(at + 1 for at in block.breaks), size]
    rows = [(low, high) for low, high in pairwise(edges) if high > low]
    held = _links_of(rows, block.links)
    leading = bool(held[0])
    parts: list[Part] = []
    start = 0
    links: list[int] = []
    for (low, high), here in zip(rows, held, strict=True):
        if leading and here and links:
            parts.append(Part(index, start, low, tuple(links)))
            start, links = low, []
        links.extend(here)
        if not leading and here:
            parts.append(Part(index, start, high, tuple(links)))
            start, links = high, []
    if start < size and (links or not parts):
        parts.append(Part(index, start, size, tuple(links)))
    return parts


def _links_of(rows: Sequence[tuple[int, int]], links: Sequence[Link]) -> list[list[int]]:
    """For each line the numbers of the links that begin in it."""
    held: list[list[int]] = [[] for _ in rows]
    row = 0
    for number in sorted(range(len(links)), key=lambda n: links[n].start):
        while row + 1 < len(rows) and links[number].start >= rows[row][1]:
            row += 1
        held[row].append(number)
    return held
