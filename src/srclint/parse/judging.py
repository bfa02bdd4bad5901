"""Units to claims: their plain words, their figures, how checkable they are."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from srclint.legal.quantities import Hints, facts, hints_of, words_in
from srclint.legal.references.shadow import shadow
from srclint.model import Fact, FactType, LineIndex, Tier
from srclint.model.record import record
from srclint.parse.binding import Named, Placed, names_its_source
from srclint.parse.blocks import Block, BlockKind
from srclint.parse.claims import classify
from srclint.parse.evidence import Setting
from srclint.parse.grammar import grammar_of
from srclint.parse.phrases import words_of
from srclint.parse.surroundings import NOTHING_CITED, Cited, about, counts_things, qualifies
from srclint.parse.units import Unit

# A unit that only says where the words above it come from is no claim.
SOURCE_LINE = "source-line"
# Nor is the line below a quotation that says whose words it is: "— Recital 6 GDPR".
ATTRIBUTION = "attribution"
_LONGEST_ATTRIBUTION = 160
ADVICE = "advice"
_MEASURED = frozenset(
    {
        FactType.PERCENT,
        FactType.PERCENTAGE_POINTS,
        FactType.MONEY,
        FactType.DATE,
        FactType.MONTH,
        FactType.DURATION,
    }
)
_LARGEST = 10**9
_NONE: frozenset[str] = frozenset()
# The part of a unit that its links make up where it is the name of a page: 7 of 10.
_MOSTLY = (7, 10)


@record(frozen=True, slots=True)
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
    cited: Cited = NOTHING_CITED,
) -> tuple[Judged, ...]:
    """Judge every unit. ``placed`` and ``named`` are what references and acts the blocks hold, ``cited``
    is the law that the article cites."""
    masks: dict[int, list[tuple[int, int]]] = {}
    provisions: set[int] = set()
    headings: set[int] = set()
    for one in placed:
        if one.block < len(blocks) and blocks[one.block].kind is BlockKind.HEADING and one.bound.targets:
            headings.add(one.block)
        masks.setdefault(one.block, []).append((one.bound.start, one.bound.end))
        if one.unit is not None and (one.bound.kind != "act-only" or names_its_source(one.bound)):
            provisions.add(one.unit)
    acts: dict[int, list[tuple[int, int]]] = {}
    for name in named:
        masks.setdefault(name.block, []).append((name.act.start, name.act.end))
        acts.setdefault(name.block, []).append((name.act.start, name.act.end))
    for number, block in enumerate(blocks):
        for link in block.links:
            if link.style in {"bare", "autolink"}:
                masks.setdefault(number, []).append((link.start, link.end))
    for extents in masks.values():
        extents.sort()
    for extents in acts.values():
        extents.sort()
    spoken = Counter(languages).most_common(1)[0][0] if languages else ""
    us = grammar_of(spoken[:2].lower()).ourselves
    subject = about(units, blocks, provisions, headings, acts, us, cited)
    out = []
    named_in = -1  # the paragraph in which a provision was named
    seen, hints = -1, Hints()  # the block that was looked at last, and what its words say of its figures
    for index, unit in enumerate(units):
        block, language = blocks[unit.block], languages[unit.block]
        if unit.block != seen:
            seen, hints = unit.block, hints_of(_words(block.text.text), language)
        found, most = _facts(unit, block, language, masks.get(unit.block, ()), hints, lines)
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
        extents = acts.get(unit.block, [])
        here = extents[bisect_left(extents, (unit.low, 0)) : bisect_left(extents, (unit.high, 0))]
        grammar = grammar_of(language[:2].lower())
        tier, reasons = classify(
            plain,
            language,
            block=_kind(block),
            provisions=index in provisions,
            act=bool(here),
            fact_types=frozenset(fact.type.value for fact in found) if found else _NONE,
            quoted=block.quoted or block.kind is BlockKind.QUOTE,
            setting=Setting(
                near=unit.block in subject.near,
                lawful=subject.lawful,
                own=unit.block in subject.own,
                spec=subject.spec,
                voice=subject.voice,
                placed=unit.block in subject.headed or named_in == unit.block,
                headed=unit.block in subject.headed,
                names=frozenset(_first_word(block.text.text, start) for start, _ in here) if here else _NONE,
                compound=bool(here)
                and all(qualifies(block.text.text, end, grammar, language) for _, end in here),
                most=most,
                cited=subject.cited and unit.block not in subject.own,
            ),
        )
        sourced = index in provisions or _cited(unit, block)
        if tier is Tier.NONE and reasons == (ADVICE,) and sourced and _MEASURED & _types(found):
            # "Keep the records for 10 years.[^1]": the figure is the source's, and can be held against it.
            tier = Tier.SOFT
        if index in provisions:
            named_in = unit.block
        if _links_on(unit, block):
            tier, reasons = Tier.NONE, ("navigation",)
        out.append(Judged(plain, tier, reasons, found))
    return tuple(out)


def _cited(unit: Unit, block: Block) -> bool:
    """Whether a footnote mark stands in a unit or right after it."""
    after = unit.high + 1
    return any(unit.low < mark.at <= after for mark in block.marks)


def _types(found: Sequence[Fact]) -> frozenset[FactType]:
    return frozenset(fact.type for fact in found)


def _first_word(text: str, start: int) -> str:
    return (words_of(text[start : start + 40]) or [""])[0]


def _links_on(unit: Unit, block: Block) -> bool:
    """Whether a unit is little more than the linked name of a page of the own site."""
    size = unit.high - unit.low
    if not block.links or block.text.text[unit.high - 1 : unit.high] in "!?;":
        return False
    linked = sum(
        min(link.end, unit.high) - max(link.start, unit.low)
        for link in block.links
        if link.start < unit.high
        and link.end > unit.low
        and link.style != "citation"
        and not link.url.startswith(("http://", "https://", "#"))
    )
    return linked * _MOSTLY[1] >= size * _MOSTLY[0]


def is_attribution(unit: Unit, block: Block) -> bool:
    """Whether a unit of a block quote only says whose words they are."""
    if block.kind is not BlockKind.QUOTE and not block.quoted:
        return False
    words = block.text.text[unit.low : unit.high]
    return len(words) <= _LONGEST_ATTRIBUTION and words.startswith(("—", "–", "― ", "-- ", "- "))


def _words(text: str) -> AbstractSet[str]:
    """The words of a block, which mostly were parted before."""
    return shadow(text).words if text.isascii() else words_in(text)


def _facts(
    unit: Unit,
    block: Block,
    language: str,
    masks: Sequence[tuple[int, int]],
    hints: Hints,
    lines: LineIndex,
) -> tuple[tuple[Fact, ...], int]:
    """The figures of a unit with their places in the file; the largest number of things it counts."""
    low = max(0, bisect_left(masks, (unit.low, 0)) - 1)
    high = bisect_left(masks, (unit.high, 0))
    covered = tuple((start - unit.low, end - unit.low) for start, end in masks[low:high] if end > unit.low)
    out = []
    most = 0
    text = block.text.text[unit.low : unit.high]
    for figure in facts(text, language, covered, hints):
        start, end = unit.low + figure.start, unit.low + figure.end
        place = lines.span(*block.text.extent(start, end))
        out.append(Fact(figure.type, figure.value, block.text.text[start:end], place, figure.certain))
        if figure.type is FactType.COUNT and counts_things(
            text, figure.start, figure.end, grammar_of(language[:2].lower()), language
        ):
            most = max(most, _number(figure.value))
    return tuple(out), most


def _number(value: str) -> int:
    """A count's whole number; the value may have decimals or a power."""
    digits = value.partition(".")[0]
    return min(int(digits), _LARGEST) if digits.isdigit() and len(digits) < 10 else _LARGEST


def _kind(block: Block) -> str:
    if block.kind is BlockKind.ITEM or block.kind is BlockKind.ROW:
        return block.kind.value
    return "quote" if block.kind is BlockKind.QUOTE else "paragraph"
