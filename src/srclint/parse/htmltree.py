"""From HTML tokens to drafts: an explicit stack of open elements, no recursion."""

from __future__ import annotations

import re
from dataclasses import dataclass

from srclint.parse.blocks import BlockKind, Comment
from srclint.parse.htmltext import Notes, note_targets, text_runs
from srclint.parse.htmltokens import Token, words
from srclint.parse.inline import Found
from srclint.parse.runs import (
    AtomRun,
    BreakRun,
    CellEdge,
    CodeEdge,
    Draft,
    LinkEnd,
    LinkRun,
    MarkRun,
    TextRun,
    compose,
)

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CODE = frozenset({"code", "kbd", "samp", "tt"})
_HIDDEN = re.compile(r"display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden", re.IGNORECASE)
_CLOSED_BY = {
    "li": ("li",),
    "dt": ("dt", "dd"),
    "dd": ("dt", "dd"),
    "tr": ("tr", "td", "th"),
    "td": ("td", "th"),
    "th": ("td", "th"),
    "thead": ("tr", "td", "th", "thead", "tbody"),
    "tbody": ("tr", "td", "th", "thead", "tbody"),
    "tfoot": ("tr", "td", "th", "thead", "tbody"),
    "option": ("option",),
}
_SCOPE = {
    "li": frozenset({"ul", "ol", "menu"}),
    "dt": frozenset({"dl"}),
    "dd": frozenset({"dl"}),
    "tr": frozenset({"table"}),
    "td": frozenset({"table", "tr"}),
    "th": frozenset({"table", "tr"}),
    "thead": frozenset({"table"}),
    "tbody": frozenset({"table"}),
    "tfoot": frozenset({"table"}),
}
_WHITE = " \t\n\r\f"
# How far back an end tag may look through open elements of a line.
_REACH = 64


@dataclass(slots=True)
class _Element:
    """An open element and what it changed, so that closing it can change it back."""

    name: str
    inline: bool
    skip: int = 0
    soft: int = 0
    root: int = 0
    language: bool = False
    note: bool = False
    link: LinkRun | None = None
    end_words: str = ""
    code: bool = False


@dataclass(slots=True)
class _List:
    group: int
    level: int
    lead_in: Draft | None
    ordered: bool
    next: int = 1
    count: int = 0
    last: Draft | None = None
    item: Draft | None = None
    fresh: bool = False
    ordinal: int | None = None


@dataclass(slots=True)
class _Table:
    group: int
    lead_in: Draft | None
    headers: tuple[str, ...] = ()
    rows: int = 0
    row: Draft | None = None
    column: int = 0
    in_cell: bool = False
    head: bool = False
    only_heads: bool = True
    last: Draft | None = None


@dataclass(slots=True)
class _Note:
    label: str
    at: int
    id: str | None
    fresh: bool = True


class Builder:
    """Walks tokens once and collects drafts."""

    def __init__(
        self,
        source: str,
        base: int,
        found: Found,
        tokens: list[Token],
        *,
        roots: frozenset[int] | None = None,
        groups: int = 0,
    ) -> None:
        self.source = source
        self.base = base
        self.found = found
        self.tokens = tokens
        self.roots = roots
        self.whole = roots is not None
        self.words = words()
        self.drafts: list[Draft] = []
        self.stack: list[_Element] = []
        self.open_count: dict[str, int] = {}
        self.current: Draft | None = None
        self.lists: list[_List] = []
        self.tables: list[_Table] = []
        self.notes_open: list[_Note] = []
        self.languages: list[str] = []
        self.quotes = 0
        self.pre = 0
        self.heading = 0
        self.caption = 0
        self.skip = 0
        self.soft = 0
        self.inside = 0
        self.before: Draft | None = None
        self.ids: list[str] = []
        self.groups = groups
        self.now = 0
        self.notes: Notes = note_targets(source, tokens, self.words)
        self.xhtml = source.startswith("<?xml") or not self.whole

    # ------------------------------------------------------------------ the walk

    def run(self) -> None:
        """Read all tokens."""
        index = 0
        tokens = self.tokens
        while index < len(tokens):
            token = tokens[index]
            kind = token.kind
            self.now = token.start
            if kind == "text":
                if not self.skip:
                    self._text(token.start, token.end)
            elif kind == "open":
                mark = None if self.skip else self.notes.marks.get(token.start)
                if mark is not None:
                    self._append_mark(mark.run)
                    index = mark.stop
                    continue
                if token.start in self.notes.backlinks and not self.skip:
                    self._identify(token)
                    self._begin_note(token)
                    index = self.notes.backlinks[token.start]
                    continue
                self._open(token)
            elif kind == "close":
                self._close(token)
            elif kind == "comment":
                inner = self.source[token.start + 4 : token.end - 3]
                self.found.comments.append(Comment(inner, token.start + self.base, token.end + self.base))
            index += 1
        self._flush()
        self.now = self.tokens[-1].end if self.tokens else 0
        while self.stack:
            self._pop()

    def _append_mark(self, run: MarkRun) -> None:
        draft, base = self._block(run.start), self.base
        if base:
            labels = tuple((label, low + base, high + base) for label, low, high in run.labels)
            run = MarkRun(labels, run.start + base, run.end + base, run.style, run.target, run.sure)
        draft.runs.append(run)
        draft.end = max(draft.end, run.end)

    # ------------------------------------------------------------------ text

    def _text(self, start: int, end: int) -> None:
        source, base = self.source, self.base
        if self.current is None and not source[start:end].strip(_WHITE):
            return
        draft = self._block(start)
        if self.pre:
            position = start
            for line in source[start:end].splitlines(keepends=True):
                body = line.rstrip("\r\n")
                draft.runs.extend(text_runs(source, position, position + len(body), base, plain=True))
                if len(body) < len(line):
                    draft.runs.append(BreakRun(position + len(body) + base, position + len(line) + base))
                position += len(line)
        else:
            in_link = any(element.link for element in self.stack[-8:])
            draft.runs.extend(text_runs(source, start, end, base, plain=in_link))
        stop = end
        while stop > start and source[stop - 1] in _WHITE:
            stop -= 1
        if stop > start:
            if draft.end <= draft.start and not draft.runs:
                draft.start = start + base
            draft.end = max(draft.end, stop + base)

    def _block(self, at: int) -> Draft:
        """The draft that text at ``at`` belongs to, opened where none is open."""
        if self.current is not None:
            return self.current
        while at < len(self.source) and self.source[at] in _WHITE:
            at += 1
        place = at + self.base
        table = self.tables[-1] if self.tables else None
        if table is not None and table.row is not None and table.in_cell:
            return table.row
        draft = Draft(BlockKind.PARAGRAPH, place, place)
        draft.quoted = self.quotes > 0
        draft.language = self.languages[-1] if self.languages else None
        if self.soft:
            draft.skip = "furniture"
        elif self.roots and not self.inside:
            draft.skip = "outside"
        draft.ids, self.ids = self.ids, []
        now = self.lists[-1] if self.lists else None
        if self.heading:
            draft.kind, draft.level = BlockKind.HEADING, self.heading
        elif self.pre:
            draft.kind = BlockKind.CODE
        elif self.caption:
            draft.kind = BlockKind.CAPTION
        elif now is not None and now.fresh:
            draft.kind = BlockKind.ITEM
            draft.level, draft.group, draft.lead_in = now.level, now.group, now.lead_in
            draft.index, draft.ordinal = now.count, now.ordinal
            now.count += 1
            now.last = now.item = draft
            now.fresh = False
        elif now is not None:
            draft.level = now.level
        elif self.quotes:
            draft.kind = BlockKind.QUOTE
        if self.notes_open and draft.kind is not BlockKind.HEADING:
            note = self.notes_open[-1]
            draft.kind, draft.label, draft.note = BlockKind.FOOTNOTE, note.label, note.id
            if note.fresh:
                draft.start, note.fresh = min(draft.start, note.at + self.base), False
        self.current = draft
        self.drafts.append(draft)
        # Links and code spans that were opened before this block began go on in it.
        return draft

    def _flush(self) -> None:
        """A block ends here."""
        draft = self.current
        if draft is not None:
            self.before = draft if draft.kind is BlockKind.PARAGRAPH and not draft.level else None
            for element in self.stack[-_REACH:]:
                if element.link is not None:
                    element.link.file_end = max(draft.end, element.link.url_end)
                    draft.runs.append(LinkEnd(element.link))
                    element.link = None
            self.current = None

    # ------------------------------------------------------------------ tags

    def _open(self, token: Token) -> None:
        name = token.name
        inline = name in self.words.inline
        given = token.given if token.a_end > token.a_start else {}
        if self.skip:
            if name not in self.words.void and not (token.empty and self.xhtml):
                self._push(_Element(name, inline, skip=1))
            return
        if not inline:
            self._imply(name)
            self._separate()
        if given:
            self._identify(token)
        if name in self.words.void:
            if name == "br" and (self.current is not None or self._in_cell()):
                self._block(token.start).runs.append(BreakRun(token.start + self.base, token.end + self.base))
            return
        if token.empty and self.xhtml:
            return
        element = _Element(name, inline)
        if self._is_skipped(token):
            element.skip = 1
            self._push(element)
            return
        if self.whole and (name in self.words.furniture or token.value("role") in self.words.skipped_roles):
            # The header of the article itself holds its title and date.
            own = name == "header" and (self.open_count.get("article") or self.open_count.get("main"))
            element.soft = 0 if own else 1
        if self.roots and token.start in self.roots:
            element.root = 1
        language = token.value("lang") or token.value("xml:lang") if given else ""
        if language and name != "html":
            element.language = True
            self.languages.append(language)
        self._push(element)
        label = self.notes.labels.get(token.start)
        if label is not None:
            if inline:
                self._begin_note(token)
            else:
                element.note = True
                self.notes_open.append(_Note(label, token.start, self.notes.ids.get(token.start)))
        if inline:
            self._open_inline(token, element)
        else:
            self._open_block(token, name)

    def _begin_note(self, token: Token) -> None:
        """The block that an inline element stands in is the note that marks lead to."""
        label = self.notes.labels.get(token.start)
        if label is None:
            return
        draft = self._block(token.start)
        if draft.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.FOOTNOTE):
            draft.kind, draft.label = BlockKind.FOOTNOTE, label
            draft.note = self.notes.ids.get(token.start)

    def _open_inline(self, token: Token, element: _Element) -> None:
        name, base = token.name, self.base
        if name == "a":
            href = token.given.get("href")
            if href is not None:
                link = LinkRun(
                    href.value.strip(), href.start + base, href.end + base, token.start + base, "html"
                )
                element.link = link
                self._block(token.start).runs.append(link)
        elif name in _CODE and not self.pre:
            element.code = True
            self._block(token.start).runs.append(CodeEdge(True))
        elif name == "q":
            element.end_words = "”"
            draft = self._block(token.start)
            draft.runs.append(AtomRun("“", token.start + base, token.end + base))
            draft.start = min(draft.start, token.start + base)
            draft.end = max(draft.end, token.end + base)
        elif name == "sup" and self.current is not None:
            last = self.current.runs[-1] if self.current.runs else None
            after = self.source[token.end : token.end + 4]
            if (
                isinstance(last, TextRun)
                and self.source[last.end - 1 - base].isalnum()
                and after[:1].isdigit()
                and not after.startswith(("1er", "1re", "2e", "3e"))
            ):
                self.current.runs.append(AtomRun("^", token.start + base, token.end + base))

    def _open_block(self, token: Token, name: str) -> None:
        if name in _HEADINGS:
            self.heading = _HEADINGS[name]
        elif name == "pre":
            self.pre += 1
        elif name == "blockquote":
            self.quotes += 1
        elif name in ("caption", "figcaption"):
            self.caption += 1
        elif name in ("ul", "ol", "menu"):
            self.groups += 1
            above = self.lists[-1] if self.lists else None
            lead_in = above.item if above is not None and above.item is not None else self.before
            start = token.value("start")
            now = _List(self.groups, len(self.lists) + 1, lead_in, name == "ol")
            if start.isdigit() and len(start) < 10:
                now.next = int(start)
            self.lists.append(now)
            self.before = None
        elif name == "li" and self.lists:
            now = self.lists[-1]
            value = token.value("value")
            if value.isdigit() and len(value) < 10:
                now.next = int(value)
            now.fresh, now.item = True, None
            now.ordinal = now.next if now.ordered else None
            now.next += 1
        elif name == "table":
            self.groups += 1
            self.tables.append(_Table(self.groups, self.before))
            self.before = None
        elif self.tables:
            table = self.tables[-1]
            if name == "thead":
                table.head = True
            elif name == "tr":
                self._row(table, token)
            elif name in ("td", "th"):
                if table.row is None:
                    self._row(table, token)
                if table.row is not None:
                    table.row.runs.append(CellEdge(True, table.column, token.end + self.base))
                    table.row.ids.extend(self.ids)
                    self.ids = []
                    table.in_cell = True
                    table.only_heads = table.only_heads and name == "th"

    def _row(self, table: _Table, token: Token) -> None:
        draft = Draft(BlockKind.ROW, token.start + self.base, token.end + self.base, group=table.group)
        draft.lead_in, draft.quoted = table.lead_in, self.quotes > 0
        draft.language = self.languages[-1] if self.languages else None
        if self.soft:
            draft.skip = "furniture"
        elif self.roots and not self.inside:
            draft.skip = "outside"
        if self.notes_open:
            note = self.notes_open[-1]
            draft.kind, draft.label, draft.note = BlockKind.FOOTNOTE, note.label, note.id
        draft.headers = table.headers
        table.row, table.column, table.only_heads = draft, 0, True
        self.drafts.append(draft)

    def _end_row(self, table: _Table, end: int) -> None:
        draft = table.row
        table.row, table.in_cell = None, False
        if draft is None or not draft.runs:
            return
        draft.end = max(draft.end, end + self.base)
        draft.index = table.rows
        table.rows += 1
        if draft.kind is BlockKind.ROW and (table.head or (table.rows == 1 and table.only_heads)):
            draft.header_row = True
            if not self.base:
                blocks = compose(self.source, [draft])
                if blocks and not table.headers:
                    block = blocks[0]
                    table.headers = tuple(block.text.text[c.start : c.end] for c in block.cells)
        else:
            table.last = draft

    def _in_cell(self) -> bool:
        return bool(self.tables) and self.tables[-1].in_cell

    def _close(self, token: Token) -> None:
        name = token.name
        if name == "p" and not self.open_count.get("p") and not self.skip:
            self._separate()
        if not self.open_count.get(name):
            # "<h3>Sources</h2>": the end of any heading ends the one that is open (HTML 13.2.6.4.7).
            name = next(
                (other for other in _HEADINGS if name in _HEADINGS and self.open_count.get(other)), ""
            )
            if not name:
                return
        if name in self.words.inline:
            for back in range(1, min(_REACH, len(self.stack)) + 1):
                element = self.stack[-back]
                if element.name == name:
                    break
                if not element.inline:
                    return
            else:
                return
            for _ in range(back):
                self._pop(token)
            return
        if not self.skip:
            self._separate(ending=True)
        while self.stack:
            if self._pop(token) == name:
                return

    def _push(self, element: _Element) -> None:
        self.stack.append(element)
        self.open_count[element.name] = self.open_count.get(element.name, 0) + 1
        self.skip += element.skip
        self.soft += element.soft
        self.inside += element.root

    def _pop(self, token: Token | None = None) -> str:
        """Close the innermost element and undo what it changed."""
        element = self.stack.pop()
        name = element.name
        self.open_count[name] -= 1
        skipped = element.skip
        end = token.end if token is not None else self.now
        if not skipped:
            self._undo(element, name, token, end)
        self.skip -= element.skip
        self.soft -= element.soft
        self.inside -= element.root
        if element.language:
            self.languages.pop()
        if element.note and self.notes_open:
            self.notes_open.pop()
        return name

    def _undo(self, element: _Element, name: str, token: Token | None, end: int) -> None:
        base = self.base
        closes = token is not None and token.name == name
        if element.inline:
            draft = self.current
            if draft is None and self._in_cell():
                draft = self.tables[-1].row
            if element.link is not None and draft is not None:
                element.link.file_end = end + base if closes else max(draft.end, element.link.url_end)
                draft.runs.append(LinkEnd(element.link))
                if closes:
                    draft.end = max(draft.end, end + base) if draft.end > draft.start else draft.end
            if element.code and draft is not None:
                draft.runs.append(CodeEdge(False))
            if element.end_words and draft is not None and token is not None and closes:
                draft.runs.append(AtomRun(element.end_words, token.start + base, end + base))
                draft.end = max(draft.end, end + base)
            return
        self._flush()
        if name in _HEADINGS:
            self.heading = 0
            self.before = None
        elif name == "pre":
            self.pre -= 1
        elif name == "blockquote":
            self.quotes -= 1
            self.before = None
        elif name in ("caption", "figcaption"):
            self.caption -= 1
        elif name in ("ul", "ol", "menu") and self.lists:
            done = self.lists.pop()
            if done.last is not None:
                done.last.last = True
            self.before = None
        elif name == "table" and self.tables:
            table = self.tables.pop()
            self._end_row(table, token.start if token is not None else end)
            if table.last is not None:
                table.last.last = True
            self.before = None
        elif self.tables:
            self._undo_cell(self.tables[-1], name, token, end)

    def _undo_cell(self, table: _Table, name: str, token: Token | None, end: int) -> None:
        if name == "thead":
            table.head = False
        elif name == "tr":
            self._end_row(table, token.end if token is not None and token.name == "tr" else end)
        elif name in ("td", "th") and table.row is not None:
            place = token.start if token is not None else end
            table.row.runs.append(CellEdge(False, table.column, place + self.base))
            table.column += 1
            table.in_cell = False

    def _imply(self, name: str) -> None:
        """Close what a start tag closes by itself: a paragraph, an item, a cell."""
        if self.open_count.get("p"):
            for back in range(1, min(_REACH, len(self.stack)) + 1):
                element = self.stack[-back]
                if element.name == "p":
                    for _ in range(back):
                        self._pop()
                    break
                if not element.inline:
                    break
        closed = _CLOSED_BY.get(name)
        if closed is None or not any(self.open_count.get(other) for other in closed):
            return
        scope = _SCOPE.get(name, frozenset())
        found = 0
        for back in range(1, min(_REACH, len(self.stack)) + 1):
            element = self.stack[-back]
            if element.name in scope:
                break
            if element.name in closed:
                found = back
        for _ in range(found):
            self._pop()

    def _separate(self, *, ending: bool = False) -> None:
        """A block-level tag ends the text before it; in a table cell it is a line break."""
        if self.current is not None:
            self._flush()
        elif self._in_cell() and not ending:
            row = self.tables[-1].row
            if row is not None and row.runs and isinstance(row.runs[-1], TextRun):
                place = row.runs[-1].end
                row.runs.append(BreakRun(place, place))

    def _identify(self, token: Token) -> None:
        """Note the ids of an element for the block that it stands in or begins."""
        for key in ("id", "name"):
            value = token.value(key)
            if value and (key == "id" or token.name == "a"):
                if self.current is not None:
                    self.current.ids.append(value)
                else:
                    self.ids.append(value)

    def _is_skipped(self, token: Token) -> bool:
        """Whether an element is never read: by its name, role, class or because it is hidden."""
        if token.name in self.words.skipped:
            return not (token.name == "form" and not self.whole)
        if token.a_end == token.a_start:
            return False
        given = token.given
        if "hidden" in given or (token.value("aria-hidden") == "true" and not token.value("href")):
            return True
        if token.value("role") == "navigation":
            return True
        if "style" in given and _HIDDEN.search(token.value("style")):
            return True
        return "class" in given and not self.words.hidden_classes.isdisjoint(token.value("class").split())
