"""Reads plain text, and reStructuredText at the level of its structure.

Paragraphs are parted by blank lines and their lines joined; headings are short lines that stand
alone without a full stop, or are underlined; bullets and numbers make lists, indented lines below
an item belong to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from srclint.parse.blocks import BlockKind, Comment, Definition, Reading
from srclint.parse.htmltext import text_runs
from srclint.parse.marks import settle_marks
from srclint.parse.runs import (
    BreakRun,
    CodeEdge,
    Draft,
    LinkEnd,
    LinkRun,
    MarkRun,
    Run,
    TextRun,
    compose,
)

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_BULLET = re.compile(r"[ \t]*([•◦▪‣●○■·*–—+-])[ \t]+(?=\S)")
_NUMBER = re.compile(r"[ \t]*\(?(\d{1,3})[.)][ \t]+(?=\S)")
_LABELLED = re.compile(r"[ \t]*\[(\d{1,3})\]:?[ \t]+(?=\S)")
_DIRECTIVE = re.compile(r"\.\. ")
_RST_NOTE = re.compile(r"\.\. \[#?([^\]\n]{1,60})\][ \t]*")
_RST_TARGET = re.compile(r"\.\. _([^:\n]{1,200}):[ \t]*(\S*)")
_RST_LINK = re.compile(
    r"`([^`<\n]{0,300})<([^`>\n]{1,2000})>`__?|`([^`\n]{1,300})`__?|(?<!\w)(\w[\w.-]{0,60})_(?!\w)"
)
_RST_MARK = re.compile(r"\[(#?[\w.-]{1,60})\]_")
_LITERAL = re.compile(r"``([^`\n]{1,500})``")
_UNDERLINE = re.compile(r"([=\-~^\"'`#*+.:_])\1{2,}[ \t]*")
_RULE = re.compile(r"[ \t]*([-=_*~])(?:[ \t]*\1){2,}[ \t]*")
_LEVELS = "=-~^\"'`#*+.:_"
_HEADING_LENGTH = 90
_FINAL = (".", ";", ",", ":", "!", "…")


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    indent: int

    @property
    def blank(self) -> bool:
        return self.start >= self.end


def read(text: str) -> Reading:
    """The blocks of a plain text, with every place exact (file offsets of ``text``)."""
    from srclint.parse.repair import reading_of

    return reading_of(text, _read)


def _read(text: str) -> Reading:
    reader = _Reader(text)
    reader.run()
    known = settle_marks(reader.drafts, text)
    blocks = compose(text, reader.drafts, known)
    title = next((block.text.text for block in blocks if block.kind is BlockKind.HEADING), None)
    return Reading(
        text=text,
        format="text",
        blocks=blocks,
        comments=tuple(reader.comments),
        definitions=tuple(reader.definitions),
        title=title,
    )


def _lines(text: str) -> list[_Line]:
    """The lines, white space at both ends left out; ``indent`` counts a tab as up to 8 columns."""
    lines = []
    position = 0
    while position < len(text):
        match = _LINE.match(text, position)
        stop = match.end() if match else len(text)
        start, end = position, stop
        column = 0
        while start < end and text[start] in " \t\u00a0\r\n\f":
            column += 8 - column % 8 if text[start] == "\t" else 1
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        lines.append(_Line(start, end, column))
        position = max(stop, position + 1)
    return lines


class _Reader:
    """Walks the lines once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = _lines(text)
        self.drafts: list[Draft] = []
        self.comments: list[Comment] = []
        self.definitions: list[Definition] = []
        self.groups = 0
        self.open_lists: list[tuple[int, int, bool, list[Draft]]] = []  # indent, group, numbered, items
        self.before: Draft | None = None
        self.rst = re.search(r"^\.\. (?:_[^:\n]+:|\[[^\]\n]+\]|\w[\w-]*::)", text, re.MULTILINE) is not None
        self.urls = {}
        if self.rst:
            for match in re.finditer(r"^\.\. _`?([^:`\n]{1,200})`?:[ \t]*(\S+)", text, re.MULTILINE):
                self.urls[" ".join(match.group(1).split()).casefold()] = (match.group(2), *match.span(2))

    def run(self) -> None:
        index = 0
        while index < len(self.lines):
            line = self.lines[index]
            if line.blank:
                index += 1
                continue
            index = self.block(index)
        self.close_lists(-1)

    def block(self, index: int) -> int:
        """Read the block that begins at a line; gives the index of the line after it."""
        lines, text = self.lines, self.text
        line = lines[index]
        if self.rst and _DIRECTIVE.match(text, line.start, line.end):
            return self.directive(index)
        if _RULE.fullmatch(text, line.start, line.end):
            if index + 2 < len(lines) and self.underlined(index + 1):
                return index + 1
            return index + 1
        if self.underlined(index):
            mark = text[lines[index + 1].start]
            self.close_lists(-1)
            draft = Draft(BlockKind.HEADING, line.start, line.end, level=min(6, _LEVELS.index(mark) + 1))
            draft.runs = self.inline(line.start, line.end)
            self.add(draft)
            return index + 2
        if self.is_heading(index):
            self.close_lists(-1)
            draft = Draft(BlockKind.HEADING, line.start, line.end, level=1 if not self.drafts else 2)
            draft.runs = self.inline(line.start, line.end)
            self.add(draft)
            return index + 1
        item = self.item_at(line)
        if item is not None:
            return self.item(index, *item)
        stop = index + 1
        while (
            stop < len(lines)
            and not lines[stop].blank
            and self.item_at(lines[stop]) is None
            and not (self.rst and _DIRECTIVE.match(text, lines[stop].start, lines[stop].end))
            and not self.underlined(stop)
        ):
            stop += 1
        draft = Draft(BlockKind.PARAGRAPH, line.start, lines[stop - 1].end)
        if self.open_lists and line.indent > self.open_lists[-1][0]:
            draft.level = len(self.open_lists)
        else:
            self.close_lists(-1)
        if _LABELLED.match(text, line.start, line.end):
            draft.defines = _number(_LABELLED.match(text, line.start, line.end))
        draft.runs = self.joined(lines[index:stop])
        if (
            stop == index + 1
            and " · " in text[line.start : line.end]
            and line.end - line.start < _HEADING_LENGTH
        ):
            draft.kind, draft.skip = BlockKind.FURNITURE, "furniture"
        self.add(draft)
        if draft.level == 0:
            self.before = draft
        return stop

    def add(self, draft: Draft) -> None:
        self.drafts.append(draft)
        if draft.kind is BlockKind.HEADING:
            self.before = None

    # ------------------------------------------------------------------ headings

    def underlined(self, index: int) -> bool:
        lines = self.lines
        if index + 1 >= len(lines) or lines[index].blank or lines[index + 1].blank:
            return False
        below = lines[index + 1]
        if not _UNDERLINE.fullmatch(self.text, below.start, below.end):
            return False
        if index and not lines[index - 1].blank and not self.is_rule(index - 1):
            return False
        width = lines[index].end - lines[index].start
        return width <= 200 and below.end - below.start >= min(width, 3)

    def is_rule(self, index: int) -> bool:
        line = self.lines[index]
        return _UNDERLINE.fullmatch(self.text, line.start, line.end) is not None

    def is_heading(self, index: int) -> bool:
        """A short line of its own, without a full stop, with text below it."""
        lines, text = self.lines, self.text
        line = lines[index]
        words = text[line.start : line.end]
        if line.indent or len(words) > _HEADING_LENGTH or words.endswith(_FINAL):
            return False
        if index and not lines[index - 1].blank:
            return False
        if index + 1 < len(lines) and not lines[index + 1].blank:
            return False
        if not any(not later.blank for later in lines[index + 1 : index + 4]):
            return False
        if self.item_at(line) is not None or "://" in words or words.startswith(("http", "www.")):
            return False
        if " · " in words or " | " in words:
            return False  # "Adopted 2026-06-22 · 2 min read": a line about the article
        first = next((char for char in words if char.isalnum()), "")
        return first.isupper() or first.isdigit() or (bool(first) and not first.islower())

    # ------------------------------------------------------------------ lists

    def item_at(self, line: _Line) -> tuple[int, int | None] | None:
        """(where its text begins, its number) of a list item; None for any other line."""
        if line.blank:
            return None
        bullet = _BULLET.match(self.text, line.start, line.end)
        if bullet:
            return bullet.end(), None
        number = _NUMBER.match(self.text, line.start, line.end)
        if number:
            return number.end(), int(number.group(1))
        labelled = _LABELLED.match(self.text, line.start, line.end)
        return (line.start, -int(labelled.group(1)) - 1) if labelled else None

    def item(self, index: int, content: int, number: int | None) -> int:
        lines = self.lines
        line = lines[index]
        stop = index + 1
        while stop < len(lines) and not lines[stop].blank and self.item_at(lines[stop]) is None:
            if lines[stop].indent <= line.indent and number is None and self.underlined(stop):
                break
            stop += 1
        if number is not None and number < 0:
            draft = Draft(BlockKind.PARAGRAPH, line.start, lines[stop - 1].end, defines=str(-number - 1))
            draft.runs = self.joined(lines[index:stop])
            self.add(draft)
            return stop
        while self.open_lists and (
            self.open_lists[-1][0] > line.indent
            or (self.open_lists[-1][0] == line.indent and self.open_lists[-1][2] != (number is not None))
        ):
            self.close_one()
        if not self.open_lists or self.open_lists[-1][0] < line.indent:
            self.groups += 1
            self.open_lists.append((line.indent, self.groups, number is not None, []))
        depth = len(self.open_lists)
        _, group, _, items = self.open_lists[-1]
        draft = Draft(BlockKind.ITEM, content, max(content, lines[stop - 1].end), level=depth, group=group)
        draft.index, draft.ordinal = len(items), number
        above = self.open_lists[-2][3] if depth > 1 else []
        draft.lead_in = above[-1] if above else self.before
        draft.runs = self.joined([_Line(content, line.end, line.indent), *lines[index + 1 : stop]])
        items.append(draft)
        self.add(draft)
        return stop

    def close_one(self) -> None:
        items = self.open_lists.pop()[3]
        if items:
            items[-1].last = True

    def close_lists(self, indent: int) -> None:
        while self.open_lists and self.open_lists[-1][0] > indent:
            self.close_one()

    # ------------------------------------------------------------------ reStructuredText

    def directive(self, index: int) -> int:
        lines, text = self.lines, self.text
        line = lines[index]
        stop = index + 1
        while stop < len(lines) and (lines[stop].blank or lines[stop].indent > line.indent):
            stop += 1
        note = _RST_NOTE.match(text, line.start, line.end)
        if note:
            for position, part in enumerate(self.paragraphs(index, stop)):
                if position == 0:
                    part[0] = _Line(note.end(), part[0].end, part[0].indent)
                start = line.start if position == 0 else part[0].start
                draft = Draft(BlockKind.FOOTNOTE, start, part[-1].end, label=note.group(1))
                draft.runs = self.joined(part)
                self.add(draft)
            return stop
        target = _RST_TARGET.match(text, line.start, line.end)
        if target:
            if target.group(2):
                self.definitions.append(
                    Definition(
                        target.group(1).strip("`"),
                        target.group(2),
                        "",
                        line.start,
                        line.end,
                        target.start(2),
                        target.end(2),
                        used=False,
                    )
                )
            return index + 1
        if "::" in text[line.start : line.end]:
            name = text[line.start + 3 : line.end].split("::", 1)[0]
            if name in ("note", "warning", "tip", "important", "admonition", "hint", "attention", "caution"):
                return index + 1  # what it holds is read as paragraphs
            return stop
        last = lines[stop - 1]
        while last.blank and stop > index + 1:
            stop -= 1
            last = lines[stop - 1]
        self.comments.append(Comment(text[line.start + 3 : last.end], line.start, last.end))
        return stop

    def paragraphs(self, index: int, stop: int) -> list[list[_Line]]:
        parts: list[list[_Line]] = [[]]
        for line in self.lines[index:stop]:
            if line.blank:
                if parts[-1]:
                    parts.append([])
            else:
                parts[-1].append(line)
        return [part for part in parts if part]

    # ------------------------------------------------------------------ inside a block

    def joined(self, lines: list[_Line]) -> list[Run]:
        runs: list[Run] = []
        for index, line in enumerate(lines):
            if index:
                runs.append(BreakRun(lines[index - 1].end, line.start))
            runs.extend(self.inline(line.start, line.end))
        return runs

    def inline(self, start: int, end: int) -> list[Run]:
        if not self.rst:
            return text_runs(self.text, start, end, 0, entities=False)
        text = self.text
        runs: list[Run] = []
        position = start
        marks = re.compile(
            rf"{_LITERAL.pattern}|{_RST_MARK.pattern}|{_RST_LINK.pattern}|\*\*?(?=\S)|(?<=\S)\*\*?"
        )
        for match in marks.finditer(text, start, end):
            if match.start() < position:
                continue
            made = self.rst_run(match)
            if made is None:
                continue
            runs.extend(text_runs(text, position, match.start(), 0, entities=False))
            runs.extend(made)
            position = match.end()
        runs.extend(text_runs(text, position, end, 0, entities=False))
        return runs

    def rst_run(self, match: re.Match[str]) -> list[Run] | None:
        low, high = match.span()
        if match.group(1) is not None:
            return [CodeEdge(True), TextRun(*match.span(1)), CodeEdge(False)]
        if match.group(2) is not None:
            return [
                MarkRun(((match.group(2).lstrip("#") or "#", low, high),), low, high, "footnote", None, True)
            ]
        if match.group(4) is not None:
            link = LinkRun(match.group(4).strip(), *match.span(4), low, "inline")
            link.file_end = high
            first, last = match.span(3)
            return [link, TextRun(first, last), LinkEnd(link)]
        group = 5 if match.group(5) is not None else 6
        words = match.group(group)
        if words is None:
            return []
        target = self.urls.get(" ".join(words.split()).casefold())
        if target is None:
            return None
        link = LinkRun(*target, low, "reference", words)
        link.file_end = high
        return [link, TextRun(*match.span(group)), LinkEnd(link)]


def _number(match: re.Match[str] | None) -> str | None:
    return match.group(1) if match else None
