"""Lines that only say where the words above them come from: "Source: ...", "→ ..."."""

from __future__ import annotations

from srclint.parse.blocks import Block, BlockKind
from srclint.parse.headings import section_words

_LONGEST_LABEL = 30
_LONGEST_LINE = 600
_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CAPTION})


def is_source_line(block: Block) -> bool:
    """Whether a block says nothing but its source: a label and a colon, or an arrow and a link."""
    text = block.text.text
    if block.kind not in _KINDS or len(text) > _LONGEST_LINE or block.lead_in is not None:
        return False
    words = text.lstrip(" \t*_([>")
    label, colon, rest = words[: _LONGEST_LABEL + 1].partition(":")
    if colon and rest.strip(" *_") and label.strip(" *_").lower() in section_words().source_labels:
        return True
    if not words.startswith(section_words().source_arrows):
        return False
    return sum(link.end - link.start for link in block.links) * 2 > len(text)
