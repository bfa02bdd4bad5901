"""What an article is called, where its file calls the whole site so: "The AI Office | Trusq", "Trusq"."""

from __future__ import annotations

from srclint.parse.blocks import Block, BlockKind, Reading

_WORDS = 3
_PROSE = 90
# What parts the pieces of a masthead or a byline.
_PARTS = ("·", "|", "•", "»")


def title_of(reading: Reading, blocks: tuple[Block, ...]) -> str | None:
    """The article's own title.

    A page's one heading of the first level goes before the title in its head, which often names the
    site as well; in a plain text, which has no head, the fullest of the headings before the first
    paragraph goes before the first, which may be the site's.
    """
    if reading.format == "markdown":
        return reading.title
    if reading.format == "html":
        tops = [_words(b) for b in blocks if b.kind is BlockKind.HEADING and b.level == 1 and b.skip is None]
        return tops[0] if len(tops) == 1 and " " in tops[0] else reading.title
    heads = []
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            heads.append(_words(block))
        elif block.kind is BlockKind.PARAGRAPH and len(block.text.text) > _PROSE:
            break
    full = [h for h in heads if len(h.split()) >= _WORDS and not any(part in h for part in _PARTS)]
    if not full or (heads and heads[0] in full):
        return reading.title
    return max(full, key=len)


def _words(block: Block) -> str:
    return " ".join(block.text.text.split())
