"""Reads Markdown: CommonMark with the additions that articles on the web use."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from srclint.parse.addresses import destination
from srclint.parse.blocks import BlockKind, Definition, Reading
from srclint.parse.frontmatter import front_matter
from srclint.parse.inline import Found, Target, normalise_label, scan
from srclint.parse.marks import settle_marks
from srclint.parse.runs import CellEdge, Draft, compose

if TYPE_CHECKING:
    from markdown_it.token import Token

_HEADING = re.compile(r"#{1,6}[ \t]*")
_CLOSING = re.compile(r"(?<![ \t])[ \t]+#+[ \t]*$")
_NUMBERED = re.compile(r"\[(\d{1,3})\]:?[ \t]+(?=\S)")
_ALERT = re.compile(r"\[!([A-Za-z]+)\][+-]?")
_TERM = re.compile(r":[ \t]+(?=\S)")
_ORDINAL = re.compile(r"(\d{1,9})[.)]")
_DEFINITION = re.compile(r"\[((?:[^\[\]\\]|\\.)*+)\]:", re.DOTALL)


def read(text: str) -> Reading:
    """The blocks of a Markdown article, with every place exact (file offsets of ``text``)."""
    from srclint.parse.repair import reading_of

    return reading_of(text, _read)


def _read(text: str) -> Reading:
    from srclint.parse.mdblocks import MAX_NESTING, parse_blocks

    # One length for every line end, so that the library's offsets are the file's.
    source = text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in text else text
    values, end, warnings = front_matter(source)
    first = source.count("\n", 0, end) + (1 if end and not source.endswith("\n", 0, end) else 0)
    reader = _Reader(source)
    tokens = parse_blocks(source, first)
    for token in tokens:
        if token.type == "srclint_definition":
            reader.definition(token.meta["lines"])
    for token in tokens:
        reader.take(token)
    reader.finish()
    deepest = next((token for token in tokens if token.level >= MAX_NESTING - 2), None)
    if deepest is not None and deepest.map:
        place = _line_start(source, deepest.map[0])
        words = f"Lists and quotes are nested {MAX_NESTING} levels deep; what stands deeper was not read."
        warnings = (*warnings, (place, place, words))
    known = settle_marks(reader.drafts, text)
    blocks = compose(text, reader.drafts, known)
    title = values.get("title")
    if not isinstance(title, str):
        title = next((b.text.text for b in blocks if b.kind is BlockKind.HEADING and b.level == 1), None)
    language = values.get("lang") or values.get("language")
    return Reading(
        text=text,
        format="markdown",
        blocks=blocks,
        front_matter=values,
        front_matter_end=end,
        comments=tuple(sorted(reader.found.comments, key=lambda c: c.start)),
        definitions=tuple(
            Definition(t.label, t.url, t.title, t.start, t.end, t.url_start, t.url_end, t.used)
            for t in reader.targets
        ),
        title=title,
        language=language if isinstance(language, str) else None,
        warnings=warnings,
    )


def _line_start(source: str, line: int) -> int:
    """Where a line (from 0) begins."""
    place = 0
    for _ in range(line):
        place = source.find("\n", place) + 1
    return place


@dataclass(slots=True)
class _List:
    """A list that is open while the tokens are walked."""

    group: int
    level: int
    lead_in: Draft | None
    count: int = 0
    items: list[Draft] = field(default_factory=list)
    item: Draft | None = None
    marker: int = 0
    ordinal: int | None = None
    fresh: bool = False
    owner: Draft | None = None


@dataclass(slots=True)
class _Quote:
    """A block quote that is open; an alert (``[!NOTE]``) is no quotation."""

    fresh: bool = True
    alert: bool = False


class _Reader:
    """Walks the tokens, a stack for each kind of container, and collects drafts."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.found = Found()
        self.targets: list[Target] = []
        self.drafts: list[Draft] = []
        self.lists: list[_List] = []
        self.quotes: list[_Quote] = []
        self.notes: list[tuple[str, int, int]] = []  # label, place, lists open around it
        self.groups = 0
        self.before: Draft | None = None  # the block just before, where it may lead in a list
        self._first_of_note = False

    # ------------------------------------------------------------------ tokens

    def take(self, token: Token) -> None:
        kind: str = token.type
        handler = _HANDLERS.get(kind)
        if handler:
            handler(self, token)

    def list_open(self, _: Token) -> None:
        self.groups += 1
        above = self.lists[-1] if self.lists else None
        inside_note = self.notes and self.notes[-1][2] >= len(self.lists)
        level = 1 if above is None or inside_note else above.level + 1
        lead_in = self.before
        if above is not None and above.item is not None and not inside_note:
            lead_in = above.item
        self.lists.append(_List(self.groups, level, lead_in))

    def list_close(self, _: Token) -> None:
        done = self.lists.pop()
        if done.items:
            done.items[-1].last = True
        self.before = None

    def item_open(self, token: Token) -> None:
        now = self.lists[-1]
        now.fresh, now.item = True, None
        line: int = token.map[0] if token.map else 0
        now.marker = line
        info: str = token.info
        now.ordinal = int(info) if info and info.isdigit() and len(info) < 10 else None
        self.before = None

    def item_close(self, _: Token) -> None:
        self.lists[-1].fresh = False

    def quote_open(self, _: Token) -> None:
        self.quotes.append(_Quote())
        self.before = None

    def quote_close(self, _: Token) -> None:
        self.quotes.pop()
        self.before = None

    def note_open(self, token: Token) -> None:
        meta = token.meta
        self.notes.append((meta["label"], meta["at"], len(self.lists)))
        self._first_of_note = True

    def note_close(self, _: Token) -> None:
        self.notes.pop()
        self.before = None

    def heading(self, token: Token) -> None:
        lines = token.meta["lines"]
        level = int(token.tag[1])
        start, end = lines[0][0], lines[-1][1]
        if token.markup.startswith("#"):
            opening = _HEADING.match(self.source, start, end)
            low = opening.end() if opening else start
            closing = _CLOSING.search(self.source[max(low - 1, start) : end])
            high = max(low - 1, start) + closing.start() if closing else end
            places = [(low, max(low, high))]
        else:
            places = lines[:-1]
        draft = Draft(BlockKind.HEADING, start, places[-1][1], level=level)
        self.fill(draft, places)
        self.place(draft)
        self.before = None

    def title(self, token: Token) -> None:
        places = token.meta["lines"]
        draft = Draft(BlockKind.FURNITURE, places[0][0], places[-1][1], skip="furniture")
        self.fill(draft, places)
        self.drafts.append(draft)
        self.before = None

    def code(self, token: Token) -> None:
        lines = [(low, high) for low, high in token.meta["lines"] if low < high]
        if token.type == "fence":
            if len(lines) > 1 and self.source.startswith(token.markup, lines[-1][0]):
                lines = lines[:-1]
            lines = lines[1:]
        if not lines:
            return
        from srclint.parse.runs import BreakRun, TextRun

        draft = Draft(BlockKind.CODE, lines[0][0], lines[-1][1], label=token.info.strip() or None)
        for index, (low, high) in enumerate(lines):
            if index:
                draft.runs.append(BreakRun(lines[index - 1][1], low))
            draft.runs.append(TextRun(low, high))
        self.place(draft)
        self.before = None

    def paragraph(self, token: Token) -> None:
        lines: list[tuple[int, int]] = list(token.meta["lines"])
        quote = self.quotes[-1] if self.quotes else None
        if quote is not None and quote.fresh:
            alert = _ALERT.match(self.source, *lines[0])
            if alert:
                quote.alert = True
                low = alert.end()
                if self.source[low : lines[0][1]].strip():
                    self.title_at(low, lines[0][1])
                lines = lines[1:]
            quote.fresh = False
        for part in self.parts(lines):
            self.one_paragraph(part)

    def title_at(self, low: int, high: int) -> None:
        draft = Draft(BlockKind.FURNITURE, low, high, skip="furniture")
        self.fill(draft, [(low, high)])
        self.drafts.append(draft)

    def parts(self, lines: list[tuple[int, int]]) -> Iterable[list[tuple[int, int]]]:
        """A paragraph's lines, parted before each ``[n] text`` and before each ``: definition``."""
        if not lines:
            return []
        source = self.source
        numbers = {}
        for index, (low, high) in enumerate(lines):
            match = _NUMBERED.match(source, low, high) if source[low : low + 1] == "[" else None
            if match:
                numbers[index] = int(match.group(1))
        cuts = set()
        if numbers and (0 in numbers or len(numbers) > 1):
            values = list(numbers.values())
            if all(b == a + 1 for a, b in itertools.pairwise(values)):
                cuts = set(numbers)
        if len(lines) > 1:
            cuts |= {i for i, (low, high) in enumerate(lines) if i and _TERM.match(source, low, high)}
        cuts.discard(0)
        if not cuts:
            return [lines]
        edges = [0, *sorted(cuts), len(lines)]
        return [lines[a:b] for a, b in itertools.pairwise(edges)]

    def one_paragraph(self, lines: list[tuple[int, int]]) -> None:
        source = self.source
        start, end = lines[0][0], lines[-1][1]
        draft = Draft(BlockKind.PARAGRAPH, start, end)
        numbered = _NUMBERED.match(source, start, lines[0][1])
        term = _TERM.match(source, start, lines[0][1])
        if numbered and normalise_label(numbered.group(1)) not in self.found.targets:
            draft.defines = numbered.group(1)
        elif term:
            lines = [(term.end(), lines[0][1]), *lines[1:]]
        self.fill(draft, lines)
        if not draft.runs:
            return
        self.place(draft)
        self.before = draft

    def html(self, token: Token) -> None:
        from srclint.parse.html import fragment

        lines: list[tuple[int, int]] = token.meta["lines"]
        piece, base = self.joined([(low, high) for low, high in lines if low < high] or lines[:1])
        start, end = lines[0][0] - base, lines[-1][1] - base
        for draft in fragment(piece, start, end, base, self.found, self.groups):
            self.groups = max(self.groups, draft.group or 0)
            self.place(draft)
            self.before = draft if draft.kind is BlockKind.PARAGRAPH else None

    def table(self, token: Token) -> None:
        from srclint.parse.mdblocks import row_cells

        meta = token.meta
        lines, columns = meta["lines"], meta["columns"]
        self.groups += 1
        group = self.groups
        headers: tuple[str, ...] = ()
        last: Draft | None = None
        lead_in = self.before
        for index, (low, high) in enumerate(lines):
            if index == 1:
                continue
            draft = Draft(BlockKind.ROW, low, high, group=group, index=max(0, index - 1), lead_in=lead_in)
            for column, (start, end) in enumerate(row_cells(self.source, low, high)[:columns]):
                draft.runs.append(CellEdge(True, column, start))
                draft.runs.extend(scan(self.source, start, end, 0, self.found, cell=True))
                draft.runs.append(CellEdge(False, column, end))
            draft.ids.extend(self.found.ids)
            self.found.ids.clear()
            if index == 0:
                draft.header_row = True
                (block,) = compose(self.source, [draft]) or (None,)
                if block is not None:
                    headers = tuple(block.text.text[cell.start : cell.end] for cell in block.cells)
            else:
                draft.headers = headers
                last = draft
            self.place(draft)
        if last:
            last.last = True
        self.before = None

    def definition(self, lines: list[tuple[int, int]]) -> None:
        source, base = self.joined(lines)
        match = _DEFINITION.match(source, lines[0][0] - base)
        if match is None:
            return
        limit = lines[-1][1] - base
        # A definition reads like the inside of a link's brackets, with its end for the ``)``.
        closed = source[match.end() : limit].rstrip() + ")"
        tail = destination(closed, 0, len(closed))
        if tail is None:
            return
        url, low, high, _ = tail
        shift = match.end() + base
        title = closed[high:-1].strip(" \t\r\n>")
        target = Target(
            match.group(1),
            url,
            title[1:-1] if title else "",
            lines[0][0],
            lines[-1][1],
            low + shift,
            high + shift,
        )
        self.targets.append(target)
        self.found.targets.setdefault(normalise_label(match.group(1)), target)

    # ------------------------------------------------------------------ drafts

    def joined(self, lines: list[tuple[int, int]]) -> tuple[str, int]:
        """(text, base): the lines with what stands before them in their container blanked out."""
        source = self.source
        start = lines[0][0]
        parts = []
        clean = True
        position = start
        for low, high in lines:
            gap = source[position:low]
            if gap.strip(" \t\r\n"):
                clean = False
                gap = "".join(char if char == "\n" else " " for char in gap)
            parts.append(gap)
            parts.append(source[low:high])
            position = high
        if clean:
            return source, 0
        return "".join(parts), start

    def fill(self, draft: Draft, lines: list[tuple[int, int]]) -> None:
        source, base = self.joined(lines)
        start, end = lines[0][0] - base, lines[-1][1] - base
        while end > start and source[end - 1] in " \t\r\n":
            end -= 1
        draft.runs.extend(scan(source, start, end, base, self.found))
        draft.ids.extend(self.found.ids)
        self.found.ids.clear()

    def place(self, draft: Draft) -> None:
        """Give a draft what the containers around it say, and keep it."""
        now = self.lists[-1] if self.lists else None
        in_list = now is not None and not (self.notes and self.notes[-1][2] >= len(self.lists))
        quoted = any(not quote.alert for quote in self.quotes)
        draft.quoted = draft.quoted or quoted
        if now is not None and in_list:
            if draft.kind is BlockKind.PARAGRAPH and now.fresh:
                self.item(draft, now)
            elif draft.kind in (BlockKind.PARAGRAPH, BlockKind.ROW, BlockKind.CODE):
                draft.level = now.level
            if draft.kind is not BlockKind.HEADING:
                now.fresh = False
        if self.notes:
            label, at, _ = self.notes[-1]
            if draft.kind is not BlockKind.CODE:
                draft.kind, draft.label, draft.defines = BlockKind.FOOTNOTE, label, None
            if self._first_of_note:
                draft.start, self._first_of_note = at, False
        elif quoted and draft.kind is BlockKind.PARAGRAPH:
            draft.kind = BlockKind.QUOTE
        self.drafts.append(draft)
        for note in self.found.notes:
            if note.runs:
                self.drafts.append(
                    Draft(BlockKind.FOOTNOTE, note.start, note.end, note.runs, label=note.label)
                )
                note.runs = []

    def item(self, draft: Draft, now: _List) -> None:
        draft.kind = BlockKind.ITEM
        draft.level, draft.group, draft.lead_in = now.level, now.group, now.lead_in
        draft.index, draft.ordinal = now.count, now.ordinal
        now.count += 1
        now.items = [draft]
        now.item = draft

    def finish(self) -> None:
        for draft in self.drafts:
            draft.end = max(draft.start, draft.end)


_HANDLERS = {
    "bullet_list_open": _Reader.list_open,
    "ordered_list_open": _Reader.list_open,
    "bullet_list_close": _Reader.list_close,
    "ordered_list_close": _Reader.list_close,
    "list_item_open": _Reader.item_open,
    "list_item_close": _Reader.item_close,
    "blockquote_open": _Reader.quote_open,
    "blockquote_close": _Reader.quote_close,
    "srclint_footnote_open": _Reader.note_open,
    "srclint_footnote_close": _Reader.note_close,
    "heading_open": _Reader.heading,
    "paragraph_open": _Reader.paragraph,
    "srclint_title": _Reader.title,
    "fence": _Reader.code,
    "code_block": _Reader.code,
    "html_block": _Reader.html,
    "srclint_table": _Reader.table,
}
