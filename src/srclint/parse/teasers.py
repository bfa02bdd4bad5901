"""What follows the article and still states law: the cards of other articles below "Read next".

Such a part holds no claims of the article (``sections``). A sentence in it that names a provision
itself is checkable all the same, and by that provision alone: it becomes a unit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from srclint.legal.references import find
from srclint.parse.blocks import Block, BlockKind
from srclint.parse.sections import STOP

_SENTENCES = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM})


def teasers(blocks: Sequence[Block], languages: Sequence[str]) -> Mapping[int, tuple[int, ...]]:
    """For each block below a stop heading that names provisions by number, where it names them.

    The offsets are in the block's shadow text. ``languages`` holds each block's language.
    """
    out = {}
    for number, block in enumerate(blocks):
        if block.skip != STOP or block.kind not in _SENTENCES:
            continue
        found = find(block.text.text, languages[number])
        places = tuple(sorted(one.start for one in found if one.targets and not one.vetoed))
        if places:
            out[number] = places
    return out
