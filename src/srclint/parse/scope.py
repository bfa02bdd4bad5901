"""Which citation covers which claim: scope rules S1 to S14 (claims.md 4.2).

``clauses`` knows a block; this module knows the article: lists, tables, sections, the summary.
Every step is one pass over the blocks or the units, so the time is linear.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from srclint.model import Coverage, Misplaced, Scope, Strength
from srclint.parse.blocks import Block, BlockKind
from srclint.parse.clauses import Anchor, Local, Passage, cover_block
from srclint.parse.summary import summary_blocks, summary_coverage

# A heading or a list of sources with more entries than this passes on the first ones only: a claim
# with fifty sources is not better off with more, and the output stays linear.
_MOST = 50
# Below every heading.
_LOWEST = 7
_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE, BlockKind.CAPTION})


@dataclass(frozen=True, slots=True)
class Place:
    """A misplaced mark: its anchor and where it stands."""

    anchor: Anchor
    where: Literal["heading", "last-item"]


@dataclass(frozen=True, slots=True)
class Covered:
    """Coverage per unit, strongest first, and the misplaced marks in order."""

    units: tuple[tuple[Coverage, ...], ...]
    misplaced: tuple[Place, ...]


def cover(
    blocks: Sequence[Block],
    passages: Sequence[Passage],
    anchors: Sequence[Anchor],
    *,
    named: Mapping[int, tuple[str, ...]],
    listed: Sequence[str] = (),
    source_lines: Mapping[int, tuple[str, ...]] | None = None,
    same_as: Mapping[str, str] | None = None,
    scope: Scope = Scope.PARAGRAPH,
    headed: Mapping[int, tuple[str, ...]] | None = None,
) -> Covered:
    """The coverage of every unit.

    ``passages`` and ``anchors`` are in document order. ``named`` gives for a unit (by index) the
    citations of the acts whose provisions it names (S11); ``listed`` are the entries of a Sources
    list that no mark points to (S12); ``source_lines`` gives for a block that says nothing but
    where the words above it come from its citations; ``same_as`` maps an "ibid." note to the
    source that it repeats (S14); ``headed`` gives for a heading (or a paragraph that stands for one)
    the citations of the acts whose provisions it names: its section is about them (S11, inherited).
    """
    return _Cover(blocks, passages, anchors, scope).run(
        named, tuple(listed)[:_MOST], source_lines or {}, same_as or {}, headed or {}
    )


class _Cover:
    """The state of one run."""

    def __init__(
        self, blocks: Sequence[Block], passages: Sequence[Passage], anchors: Sequence[Anchor], scope: Scope
    ) -> None:
        self.blocks = blocks
        self.passages = passages
        self.scope = scope
        self.out: list[list[Coverage]] = [[] for _ in passages]
        self.units: dict[int, list[int]] = defaultdict(list)
        for index, passage in enumerate(passages):
            self.units[passage.block].append(index)
        self.anchors: dict[int, list[Anchor]] = defaultdict(list)
        for anchor in sorted(anchors, key=lambda a: (a.block, a.at, a.offset)):
            self.anchors[anchor.block].append(anchor)
        self.local: dict[int, Local] = {}
        self.misplaced: list[Place] = []

    def run(
        self,
        named: Mapping[int, tuple[str, ...]],
        listed: tuple[str, ...],
        source_lines: Mapping[int, tuple[str, ...]],
        same_as: Mapping[str, str],
        headed: Mapping[int, tuple[str, ...]],
    ) -> Covered:
        self._sentences()
        self._tables()
        self._lists(named)
        self._source_lines(source_lines)
        for index, citations in named.items():
            self.out[index].extend(Coverage(c, "S11", Strength.EXACT) for c in citations)
        self._named_above(headed)
        self._attributions()
        self._last_items()
        self._sections()
        self._summary()
        if listed:
            whole = [Coverage(c, "S12", Strength.DOCUMENT) for c in listed]
            for index, passage in enumerate(self.passages):
                if passage.claim:
                    self.out[index].extend(whole)
        # Equal tuples are shared: a thousand claims that rest on the same list cost one tuple.
        shared: dict[tuple[Coverage, ...], tuple[Coverage, ...]] = {}
        units = tuple(shared.setdefault(c, c) for c in (_strongest(found, same_as) for found in self.out))
        return Covered(units, tuple(sorted(self.misplaced, key=lambda place: place.anchor.offset)))

    def _sentences(self) -> None:
        """S1 to S5, S10: within the block; S8 for the cells of a row."""
        for number, anchors in self.anchors.items():
            units, block = self.units.get(number), self.blocks[number]
            if not units:
                continue
            if block.kind is BlockKind.ROW:
                for anchor in anchors:
                    self._give(units, anchor.citations, "S8", Strength.EXACT)
                continue
            local = cover_block(
                block.text.text,
                [self.passages[i] for i in units],
                anchors,
                quoted=block.quoted or block.kind is BlockKind.QUOTE,
            )
            self.local[number] = local
            for index, direct, inherited in zip(units, local.direct, local.inherited, strict=True):
                self.out[index].extend(direct)
                self.out[index].extend(inherited)

    def _tables(self) -> None:
        """S8: a mark in a header cell covers its column, one in the caption the table."""
        columns: dict[tuple[int, int], tuple[str, ...]] = {}
        captions: dict[int, tuple[str, ...]] = {}
        rows: dict[int, list[int]] = defaultdict(list)
        for number, block in enumerate(self.blocks):
            if block.kind is BlockKind.ROW and block.group is not None:
                rows[block.group].append(number)
                if block.header_row:
                    for anchor in self.anchors.get(number, ()):
                        column = _column(block, anchor.at)
                        key = (block.group, column)
                        columns[key] = columns.get(key, ()) + anchor.citations
            elif block.kind is BlockKind.CAPTION:
                group = self._captioned(number)
                cited = tuple(c for a in self.anchors.get(number, ()) for c in a.citations)
                if group is not None and cited:
                    captions[group] = captions.get(group, ()) + cited[:_MOST]
        if not columns and not captions:
            return
        for group, numbers in rows.items():
            for number in numbers:
                units = self.units.get(number, [])
                for cell in self.blocks[number].cells:
                    if cell.end > cell.start:
                        self._give(units, columns.get((group, cell.column), ()), "S8", Strength.INHERITED)
                self._give(units, captions.get(group, ()), "S8", Strength.INHERITED)

    def _captioned(self, number: int) -> int | None:
        """The group of the table that a caption stands at."""
        if self.blocks[number].group is not None:
            return self.blocks[number].group
        for near in (number + 1, number - 1):
            if 0 <= near < len(self.blocks) and self.blocks[near].kind is BlockKind.ROW:
                return self.blocks[near].group
        return None

    def _lists(self, named: Mapping[int, tuple[str, ...]]) -> None:
        """S6: what introduces a list, a table or a quotation passes its citations on, and the
        provision that it names itself."""
        passed: dict[int, tuple[str, ...]] = {}
        own = [bool(found) for found in self.out]
        led: tuple[int, int | None] = (-1, None)
        for number, block in enumerate(self.blocks):
            lead = block.lead_in
            if block.kind is BlockKind.ROW or (block.quoted or _is_quote(block)):
                # The table or the quotation that follows a line ending in a colon.
                before = number - 1
                continues = led[0] == before and before >= 0 and _alike(self.blocks[before], block)
                lead = led[1] if continues else before
                led = (number, lead)
            if lead is None or not 0 <= lead < number:
                continue
            if not (_introduces(self.blocks[lead]) or (block.quoted and _leads_on(self.blocks[lead]))):
                continue
            local = self.local.get(lead)
            cited = tuple(c for a in local.last for c in a.citations) if local else ()
            introducing = self.units.get(lead, ())
            cited = cited[:_MOST] or passed.get(lead, ())
            if not cited and introducing:
                cited = named.get(introducing[-1], ())[:_MOST]
            if not cited:
                continue
            passed[number] = cited
            for index in self.units.get(number, ()):
                if not own[index]:
                    self._give((index,), cited, "S6", Strength.INHERITED)

    def _source_lines(self, source_lines: Mapping[int, tuple[str, ...]]) -> None:
        """A line "Source: ..." covers what stands above it, back to a heading or the line before it."""
        if not source_lines:
            return
        above: list[int] = []
        for number, block in enumerate(self.blocks):
            if number in source_lines:
                for earlier in above:
                    self._give(
                        self.units.get(earlier, ()), source_lines[number][:_MOST], "S4", Strength.INHERITED
                    )
                above = []
            elif block.kind is BlockKind.HEADING:
                above = []
            else:
                above.append(number)

    def _named_above(self, headed: Mapping[int, tuple[str, ...]]) -> None:
        """S11: the section under a heading that names a provision is about it."""
        if not headed:
            return
        stack: list[tuple[int, tuple[str, ...]]] = []
        for number, block in enumerate(self.blocks):
            if block.kind is BlockKind.HEADING:
                while stack and stack[-1][0] >= block.level:
                    stack.pop()
                above = stack[-1][1] if stack else ()
                stack.append((block.level, headed.get(number, above)[:_MOST]))
            elif number in headed:  # a paragraph that stands for a heading
                while stack and stack[-1][0] >= _LOWEST:
                    stack.pop()
                stack.append((_LOWEST, headed[number][:_MOST]))
            elif stack and stack[-1][1]:
                self._give(self.units.get(number, ()), stack[-1][1], "S11", Strength.INHERITED)

    def _attributions(self) -> None:
        """S1: the line below a quotation that says whose words it is covers the whole quotation."""
        above: list[int] = []
        before = -1
        for number, block in enumerate(self.blocks):
            if not block.quoted and block.kind is not BlockKind.QUOTE:
                continue
            if number != before + 1:
                above = []
            before = number
            for index in self.units.get(number, ()):
                if not self.passages[index].attribution:
                    above.append(index)
                    continue
                cited = tuple(c.citation for c in self.out[index] if c.strength is Strength.EXACT)
                self._give(above, cited[:_MOST], "S1", Strength.EXACT)
                above = []

    def _last_items(self) -> None:
        """S7: the only mark of a list stands on its last item while the earlier ones have none."""
        lists: dict[int, list[int]] = defaultdict(list)
        for number, block in enumerate(self.blocks):
            if block.kind is BlockKind.ITEM and block.group is not None and block.skip is None:
                lists[block.group].append(number)
        for numbers in lists.values():
            last = numbers[-1]
            local = self.local.get(last)
            # An item of several sentences is a paragraph of its own: its last mark is in place.
            if len(numbers) < 2 or local is None or any(len(self.units.get(n, ())) > 1 for n in numbers):
                continue
            final = [anchor for anchor in local.ends_with if anchor.mark]
            earlier = [index for n in numbers[:-1] for index in self.units.get(n, ())]
            claims = [index for index in earlier if self.passages[index].hard]
            if final and claims and not any(self.out[index] for index in earlier):
                self.misplaced.append(Place(final[0], "last-item"))

    def _sections(self) -> None:
        """S9: a mark on a heading covers its section, weakly; so does any mark at wider levels."""
        stack: list[tuple[int, tuple[str, ...]]] = []
        wide = self.scope.accepts(Strength.WEAK)
        waiting: list[int] = []
        nearest: tuple[str, ...] = ()
        for number, block in enumerate(self.blocks):
            if block.kind is BlockKind.HEADING:
                while stack and stack[-1][0] >= block.level:
                    stack.pop()
                anchors = self.anchors.get(number, ())
                cited = tuple(c for a in anchors for c in a.citations)[:_MOST]
                inner = stack[-1][1] if stack else ()
                stack.append((block.level, (cited + inner)[:_MOST]))
                if block.skip is None:
                    self.misplaced.extend(Place(a, "heading") for a in anchors if a.mark)
                waiting, nearest = [], ()
                continue
            units = self.units.get(number, ())
            if stack and stack[-1][1]:
                self._give(units, stack[-1][1], "S9", Strength.WEAK)
            if not wide:
                continue
            for index in units:
                found = tuple(c.citation for c in self.out[index] if c.strength is Strength.EXACT)
                if found:
                    nearest = found[:1]
                    self._give(waiting, nearest, "S9", Strength.WEAK)
                    waiting = []
                elif nearest:
                    self._give((index,), nearest, "S9", Strength.WEAK)
                else:
                    waiting.append(index)

    def _summary(self) -> None:
        """S13: the summary may rely on the body."""
        summary = summary_blocks(self.blocks)
        for index, citations in summary_coverage(self.passages, self.out, summary).items():
            self._give((index,), citations, "S13", Strength.INHERITED)

    def _give(self, units: Iterable[int], citations: tuple[str, ...], rule: str, strength: Strength) -> None:
        if citations:
            found = [Coverage(c, rule, strength) for c in citations]
            for index in units:
                self.out[index].extend(found)


_ORDER = {strength: rank for rank, strength in enumerate(Strength)}


def _strongest(found: list[Coverage], same_as: Mapping[str, str]) -> tuple[Coverage, ...]:
    """Each citation once, by its strongest coverage; an "ibid." note brings its source along (S14)."""
    if not found:
        return ()
    if same_as:
        found = found + [
            Coverage(same_as[c.citation], "S14", c.strength) for c in found if c.citation in same_as
        ]
    best: dict[str, Coverage] = {}
    for coverage in found:
        known = best.get(coverage.citation)
        if known is None or _ORDER[coverage.strength] < _ORDER[known.strength]:
            best[coverage.citation] = coverage
    return tuple(sorted(best.values(), key=lambda c: _ORDER[c.strength]))


def _is_quote(block: Block) -> bool:
    return block.kind is BlockKind.QUOTE or (block.quoted and block.kind is BlockKind.PARAGRAPH)


def _introduces(block: Block) -> bool:
    """Whether a block leads into what follows: it ends in a colon, or is an item that is a mere label."""
    words = block.text.text.rstrip(" \t\r\n\u00a0*_")
    if block.kind not in _TEXT or block.skip is not None:
        return False
    if words.endswith((":", "：")):
        return True
    return block.kind is BlockKind.ITEM and len(words) < 80 and not words.endswith((".", "!", "?", ";"))


def _leads_on(block: Block) -> bool:
    """Whether a paragraph before a quotation is its beginning: "Article 45e specifies that"."""
    words = block.text.text.rstrip(" \t\r\n\u00a0*_")
    return (
        block.kind in _TEXT
        and not block.quoted
        and block.skip is None
        and not words.endswith((".", "!", "?"))
    )


def _alike(before: Block, block: Block) -> bool:
    """Whether a block goes on with the table or the quotation of the block before it."""
    return before.quoted == block.quoted and (block.quoted or before.kind is block.kind)


def _column(block: Block, at: int) -> int:
    """The column of the cell that holds a shadow offset."""
    for cell in block.cells:
        if at <= cell.end:
            return cell.column
    return block.cells[-1].column if block.cells else 0


def misplaced_marks(places: Sequence[Place], marks: Mapping[int, Misplaced]) -> tuple[Misplaced, ...]:
    """The places as the model has them; ``marks`` gives by file offset the mark's label and span."""
    return tuple(marks[place.anchor.offset] for place in places if place.anchor.offset in marks)
