"""Units to claims: their plain words, their figures, how checkable they are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from srclint.legal.quantities import facts
from srclint.model import Fact, LineIndex, Tier
from srclint.parse.binding import Named, Placed, names_its_source
from srclint.parse.blocks import Block, BlockKind
from srclint.parse.claims import classify
from srclint.parse.units import Unit

# A unit that only says where the words above it come from is no claim.
SOURCE_LINE = "source-line"
# Nor is the line below a quotation that says whose words it is: "— Recital 6 GDPR".
ATTRIBUTION = "attribution"
_LONGEST_ATTRIBUTION = 160


@dataclass(frozen=True, slots=True)
class Judged:
    """A unit with its tier, the codes that decided, its plain words and its facts."""

    plain: str
    tier: Tier
    reasons: tuple[str, ...]
    facts: tuple[Fact, ...]


def judge(
    units: Sequence[Unit],
    blocks: Sequence[Block],
    languages: Sequence[str],
    placed: Sequence[Placed],
    named: Sequence[Named],
    source_lines: Mapping[int, tuple[str, ...]],
    lines: LineIndex,
) -> tuple[Judged, ...]:
    """Judge every unit. ``placed`` and ``named`` are what references and acts the blocks hold."""
    masks: dict[int, list[tuple[int, int]]] = {}
    provisions: set[int] = set()
    for one in placed:
        masks.setdefault(one.block, []).append((one.bound.start, one.bound.end))
        if one.unit is not None and (one.bound.kind != "act-only" or names_its_source(one.bound)):
            provisions.add(one.unit)
    acts: dict[int, list[int]] = {}
    for name in named:
        masks.setdefault(name.block, []).append((name.act.start, name.act.end))
        acts.setdefault(name.block, []).append(name.act.start)
    for number, block in enumerate(blocks):
        for link in block.links:
            if link.style in {"bare", "autolink"}:
                masks.setdefault(number, []).append((link.start, link.end))
    for extents in masks.values():
        extents.sort()
    for starts in acts.values():
        starts.sort()
    out = []
    for index, unit in enumerate(units):
        block, language = blocks[unit.block], languages[unit.block]
        found = _facts(unit, block, language, masks.get(unit.block, ()), lines)
        plain = block.text.text[unit.low : unit.high]
        if unit.cells:
            plain = unit.cells
        elif unit.context:
            plain = f"{unit.context} {plain}"
        if is_attribution(unit, block):
            out.append(Judged(plain, Tier.NONE, (ATTRIBUTION,), found))
            continue
        if unit.block in source_lines:
            out.append(Judged(plain, Tier.NONE, (SOURCE_LINE,), found))
            continue
        starts = acts.get(unit.block, [])
        at = bisect_left(starts, unit.low)
        tier, reasons = classify(
            plain,
            language,
            block=_kind(block),
            provisions=index in provisions,
            act=at < len(starts) and starts[at] < unit.high,
            fact_types=frozenset(fact.type.value for fact in found),
            quoted=block.quoted or block.kind is BlockKind.QUOTE,
        )
        out.append(Judged(plain, tier, reasons, found))
    return tuple(out)


def is_attribution(unit: Unit, block: Block) -> bool:
    """Whether a unit of a block quote only says whose words they are."""
    if block.kind is not BlockKind.QUOTE and not block.quoted:
        return False
    words = block.text.text[unit.low : unit.high]
    return len(words) <= _LONGEST_ATTRIBUTION and words.startswith(("—", "–", "― ", "-- ", "- "))


def _facts(
    unit: Unit, block: Block, language: str, masks: Sequence[tuple[int, int]], lines: LineIndex
) -> tuple[Fact, ...]:
    """The figures of a unit with their places in the file."""
    low = max(0, bisect_left(masks, (unit.low, 0)) - 1)
    high = bisect_left(masks, (unit.high, 0))
    covered = tuple((start - unit.low, end - unit.low) for start, end in masks[low:high] if end > unit.low)
    out = []
    for figure in facts(block.text.text[unit.low : unit.high], language, masked=covered):
        start, end = unit.low + figure.start, unit.low + figure.end
        place = lines.span(*block.text.extent(start, end))
        out.append(Fact(figure.type, figure.value, block.text.text[start:end], place, figure.certain))
    return tuple(out)


def _kind(block: Block) -> str:
    if block.kind is BlockKind.ITEM or block.kind is BlockKind.ROW:
        return block.kind.value
    return "quote" if block.kind is BlockKind.QUOTE else "paragraph"
