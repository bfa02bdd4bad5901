"""Which parts of an article hold no claims: lists of sources, what follows the article, furniture.

claims.md 2, step 2. A block that counts keeps ``skip=None``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from srclint.parse.blocks import Block, BlockKind
from srclint.parse.headings import heading_key, section_words

SOURCES = "sources"
STOP = "stop"
FURNITURE = "furniture"

_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW, BlockKind.QUOTE, BlockKind.CAPTION})
# A heading of this many characters that ends like a sentence is a paragraph set in large type.
_LONG_HEADING = 200


def mark_sections(
    blocks: Sequence[Block],
    *,
    source_headings: Iterable[str] = (),
    stop_headings: Iterable[str] = (),
) -> tuple[Block, ...]:
    """The blocks with ``skip`` set.

    A source heading governs to the next heading of the same or a higher level. A stop heading
    governs to the next heading of a *higher* level (in most articles: to the end); it needs prose
    before it, for a page may well begin with "About". ``source_headings`` and ``stop_headings``
    are added to the built-in lists.
    """
    words = section_words()
    sources = words.source_headings | {heading_key(h) for h in source_headings}
    stops = words.stop_headings | {heading_key(h) for h in stop_headings}
    skip: str | None = None
    level = 0
    prose = False
    out: list[Block] = []
    for original in blocks:
        block = _demoted(original)
        if block.kind is BlockKind.HEADING:
            if (skip in (SOURCES, FURNITURE) and block.level <= level) or (
                skip == STOP and block.level < level
            ):
                skip = None
            key = heading_key(block.text.text) if len(block.text.text) < 100 else ""
            if skip != STOP and prose and key in stops:
                skip, level = STOP, block.level
            elif skip in (None, FURNITURE) and key in sources:
                skip, level = SOURCES, block.level
            elif skip is None and key in words.own_headings:
                skip, level = FURNITURE, block.level
        elif block.kind in _PROSE and block.skip is None:
            if skip is None and block.kind is BlockKind.PARAGRAPH and _is_furniture(block):
                out.append(replace(block, skip=FURNITURE))
                continue
            prose = prose or skip is None
        if skip is not None and block.skip is None:
            block = replace(block, skip=skip)
        out.append(block)
    return tuple(out)


def _demoted(block: Block) -> Block:
    """A paragraph where a heading is really one: several sentences set in large type."""
    if block.kind is not BlockKind.HEADING or len(block.text.text) < _LONG_HEADING:
        return block
    words = block.text.text.rstrip()
    if words.endswith((".", "!", ":", ";")) and ". " in words:
        return replace(block, kind=BlockKind.PARAGRAPH, level=0)
    return block


def _is_furniture(block: Block) -> bool:
    """A line such as "Share on LinkedIn"."""
    if len(block.text.text) > 80:
        return False
    words = heading_key(block.text.text)
    return len(words.split()) <= 6 and words.startswith(section_words().furniture_starts)
