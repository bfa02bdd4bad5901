"""From blocks to units: one sentence, list item's sentence or table row each (claims.md 2)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from srclint.model.record import record
from srclint.parse.blocks import Block, BlockKind
from srclint.parse.sentences import split

_UNITS = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW, BlockKind.QUOTE, BlockKind.CAPTION})
# Markers of emphasis and code that hug a sentence belong to its extent.
_HUGGING = "*_~`"
_NONE: Mapping[int, Sequence[int]] = MappingProxyType({})


@record(frozen=True, slots=True)
class Unit:
    """One unit before it is judged.

    ``low``/``high``: its extent in the block's shadow text; ``start``/``end``: in the file, with
    the markup that hugs it and its footnote marks. ``context`` is what stands before it for
    analysis: the lead-in of its list; ``cells`` has for a row its cells with their headers.
    """

    block: int
    low: int
    high: int
    start: int
    end: int
    context: str = ""
    cells: str = ""


def is_body(block: Block) -> bool:
    """Whether a block's sentences are units."""
    return block.skip is None and block.kind in _UNITS and not block.header_row


def units_of(
    text: str,
    blocks: Sequence[Block],
    languages: Sequence[str],
    teasers: Mapping[int, Sequence[int]] = _NONE,
) -> tuple[Unit, ...]:
    """All units of the body in order of place. ``languages`` holds each block's language.

    ``teasers`` gives for a block after the article, in order, the offsets at which it names a provision: the
    sentences there that hold one are units too.
    """
    out: list[Unit] = []
    leads: dict[int, str] = {}
    for number, block in enumerate(blocks):
        told = teasers.get(number, ())
        if not (told or is_body(block)) or not block.text.text.strip():
            continue
        if block.kind is BlockKind.ROW:
            out.append(_row(text, number, block))
            continue
        places = split(block.text.text, languages[number], marks=sorted(mark.at for mark in block.marks))
        context = ""
        if block.lead_in is not None and block.kind is BlockKind.ITEM:
            if block.lead_in not in leads:
                leads[block.lead_in] = _lead_in(blocks, block.lead_in, languages)
            lead = leads[block.lead_in]
            if lead and _continues(block.text.text):
                context = lead
        extents = _extents(text, block, places)
        for index, ((low, high), (start, end)) in enumerate(zip(places, extents, strict=True)):
            if told:
                named = bisect_left(told, low)
                if named == len(told) or told[named] >= high:
                    continue
            out.append(Unit(number, low, high, start, end, context if index == 0 else ""))
    return tuple(out)


def _row(text: str, number: int, block: Block) -> Unit:
    """A table row: its cells, each after its column's header ("Fine: EUR 15 million")."""
    size = len(block.text.text)
    ((start, end),) = _extents(text, block, ((0, size),))
    words = []
    for cell in block.cells:
        content = block.text.text[cell.start : cell.end].strip()
        if content:
            words.append(f"{cell.header}: {content}" if cell.header else content)
    return Unit(number, 0, size, start, end, cells=" | ".join(words))


def _lead_in(blocks: Sequence[Block], number: int, languages: Sequence[str]) -> str:
    """The last sentence of the block that introduces a list, if it ends in a colon."""
    block = blocks[number]
    words = block.text.text.rstrip()
    if not words.endswith((":", "：")):
        return ""
    places = split(block.text.text, languages[number], marks=sorted(mark.at for mark in block.marks))
    return block.text.text[places[-1][0] : places[-1][1]] if places else words


def _continues(item: str) -> bool:
    """Whether an item goes on with its lead-in's sentence: a small letter first, or ``;`` last."""
    words = item.strip()
    return words[:1].islower() or words.endswith((";", ",")) or words.startswith("…")


def _extents(text: str, block: Block, places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The file extents of consecutive stretches of a block, grown over the markup that hugs them.

    A mark between two sentences belongs to the former. One pass over links and marks.
    """
    mapped = block.text
    out = [mapped.extent(low, high) for low, high in places]
    owner = 0
    for link in sorted(block.links, key=lambda link: link.start):
        if link.end <= link.start:
            continue
        while owner + 1 < len(places) and places[owner][1] <= link.start:
            owner += 1
        low, high = places[owner]
        start, end = out[owner]
        if link.start == low and link.end <= high:
            start = min(start, link.file_start)
        if link.end == high and link.start >= low:
            end = max(end, link.file_end)
        out[owner] = (start, end)
    owner = 0
    for mark in sorted(block.marks, key=lambda mark: mark.at):
        while owner + 1 < len(places) and places[owner + 1][0] < mark.at:
            owner += 1
        start, end = out[owner]
        if mark.at <= places[owner][0]:
            out[owner] = (min(start, mark.file_start), max(end, mark.file_end))
        else:
            out[owner] = (start, max(end, mark.file_end))
    return _hugged(text, block, out)


def _hugged(text: str, block: Block, extents: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The extents with adjoining emphasis markers, never into a neighbour or out of the block."""
    out: list[tuple[int, int]] = []
    floor = block.start
    for index, (start, end) in enumerate(extents):
        ceiling = extents[index + 1][0] if index + 1 < len(extents) else max(block.end, end)
        start = max(start, floor)
        while start > floor and text[start - 1] in _HUGGING:
            start -= 1
        end = max(end, start)
        while end < ceiling and text[end] in _HUGGING:
            end += 1
        out.append((start, end))
        floor = end
    return out
