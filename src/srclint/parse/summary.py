"""The article's summary may rely on its body: scope rule S13 (claims.md 4.2)."""

from __future__ import annotations

from collections.abc import Sequence

from srclint.model import Coverage, FactType, Scope
from srclint.parse.blocks import Block, BlockKind
from srclint.parse.clauses import Passage
from srclint.parse.headings import section_words

# Bodies and bare years turn up in every other sentence: sharing them proves nothing.
_TELLING = frozenset(FactType) - {FactType.BODY, FactType.YEAR}
_LABEL_LENGTH = 40


def summary_blocks(blocks: Sequence[Block]) -> frozenset[int]:
    """The first paragraph, and every block that is labelled as a summary or stands under such a heading."""
    labels = section_words().summary_labels
    out: set[int] = set()
    first = True
    under: int | None = None
    for number, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING:
            if under is not None and block.level <= under:
                under = None
            if under is None and _labelled(block.text.text, labels, whole=True):
                under = block.level
            continue
        if block.skip is not None or block.kind in {BlockKind.CODE, BlockKind.FOOTNOTE}:
            continue
        # A byline ("2 June 2026, 4 min read") is no paragraph: it does not end like a sentence.
        words = block.text.text.rstrip(" \t\r\n*_\"'”’»)]")
        prose = block.kind is BlockKind.PARAGRAPH and len(words) > _LABEL_LENGTH and words[-1] in ".!?:…"
        if under is not None or (prose and first) or _labelled(block.text.text, labels):
            out.add(number)
        first = first and not prose
    return frozenset(out)


def _labelled(text: str, labels: tuple[str, ...], *, whole: bool = False) -> bool:
    """Whether a text is, or starts with, one of the labels and a colon (or a dash)."""
    words = text[: _LABEL_LENGTH + 20].strip(" \t\r\n*_>:").lower().replace("’", "'")
    for label in labels:
        if words == label:
            return True
        if not whole and words.startswith(label):
            rest = words[len(label) :].lstrip(" *_\u00a0")
            if rest.startswith((":", "–", "—", "-")):
                return True
    return False


def summary_coverage(
    passages: Sequence[Passage], found: Sequence[Sequence[Coverage]], summary: frozenset[int]
) -> dict[int, tuple[str, ...]]:
    """For each summary unit whose facts all stand in covered sentences of the body: their citations.

    A body sentence counts where something at the strength of a paragraph covers it. Each fact is
    looked up once in a table of the body's facts, first sentence first.
    """
    if not summary:
        return {}
    table: dict[tuple[str, str], tuple[str, ...]] = {}
    for index, passage in enumerate(passages):
        if passage.block in summary or not passage.facts:
            continue
        cited = tuple(c.citation for c in found[index] if Scope.PARAGRAPH.accepts(c.strength))
        if cited:
            for fact in passage.facts:
                table.setdefault(fact, cited)
    out: dict[int, tuple[str, ...]] = {}
    for index, passage in enumerate(passages):
        if passage.block not in summary:
            continue
        facts = [fact for fact in passage.facts if fact[0] in _TELLING]
        if facts and all(fact in table for fact in facts):
            out[index] = tuple(dict.fromkeys(c for fact in facts for c in table[fact]))
    return out
