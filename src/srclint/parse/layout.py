"""The body of an article as its reader sees it, with the places of units, marks and links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from srclint.model import TextBlock
from srclint.parse.blocks import Block, BlockKind
from srclint.parse.units import Unit

_UNSEEN = frozenset({BlockKind.FOOTNOTE, BlockKind.FURNITURE})


def text_blocks(
    blocks: Sequence[Block], languages: Sequence[str], units: Sequence[Unit], *, article: str
) -> tuple[TextBlock, ...]:
    """The blocks that belong to the body, in order.

    ``languages`` holds each block's language, ``article`` is the article's own; the n-th of ``units``
    has the id ``un``. What was skipped (sources, furniture, what follows a stop heading) is left out
    where it holds no unit.
    """
    own: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for number, unit in enumerate(units, 1):
        own[unit.block].append((unit.low, unit.high, f"u{number}"))
    return tuple(
        TextBlock(
            kind=block.kind.value,
            text=block.text.text,
            start=block.start,
            end=block.end,
            level=block.level,
            group=block.group,
            ordinal=block.ordinal,
            header_row=block.header_row,
            quoted=block.quoted,
            language=language if language != article else None,
            units=tuple(own[number]) if number in own else (),
            marks=tuple((mark.at, mark.label, mark.file_start) for mark in block.marks),
            links=tuple((link.start, link.end, link.url_start) for link in block.links),
            cells=tuple((cell.start, cell.end) for cell in block.cells),
        )
        for number, (block, language) in enumerate(zip(blocks, languages, strict=True))
        if (block.skip is None or number in own) and block.kind not in _UNSEEN
    )
