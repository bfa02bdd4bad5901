"""The source that an article names at its head: "| Source URL | https://... |", "Original source: ...".

Below it stands what was taken from there; like a list of sources it goes for the whole article.
"""

from __future__ import annotations

from collections.abc import Sequence

from srclint.parse.blocks import Block, BlockKind
from srclint.parse.headings import section_words

# The head ends with the second paragraph of prose, or after so many blocks.
_PROSE = 2
_MOST = 60
_LONGEST_LABEL = 40
_LONGEST = 600


def head_sources(blocks: Sequence[Block]) -> tuple[int, ...]:
    """The blocks of the head that name what the article is drawn from, in order."""
    out = []
    prose = 0
    for number, block in enumerate(blocks[:_MOST]):
        if block.skip is not None or block.kind is BlockKind.HEADING:
            continue
        label, value = _labelled(block)
        if label and value and label in section_words().head_source_labels:
            out.append(number)
        elif not label and block.kind is BlockKind.PARAGRAPH:
            prose += 1
            if prose == _PROSE:
                break
    return tuple(out)


def _labelled(block: Block) -> tuple[str, str]:
    """A line's label and what it gives, "" and "" where it is no line of that form."""
    text = block.text.text
    if len(text) > _LONGEST:
        return "", ""
    if block.kind is BlockKind.ROW:
        if len(block.cells) != 2 or block.header_row:
            return "", ""
        first, second = block.cells
        label, value = text[first.start : first.end], text[second.start : second.end]
    else:
        label, colon, value = text.partition(":")
        if not colon:
            return "", ""
    label = " ".join(label.lower().strip(" \t*_").split())
    return (label, value.strip(" *_")) if 0 < len(label) <= _LONGEST_LABEL else ("", "")
