"""From what a reader found in a block to the block itself.

A reader writes a block down as a ``Draft`` with *runs*: stretches of the file that a reader sees,
characters that stand for others, links, code spans, marks. ``compose`` turns all drafts of a file
into blocks: spaces folded as a browser folds them, marks cut out, every place kept. It is done for
the whole file at once, because whether ``[1]`` is a mark depends on what else the file holds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from srclint.legal.text import MappedText, Piece
from srclint.parse.blocks import Block, BlockKind, Cell, Link, MarkNode


@dataclass(slots=True)
class TextRun:
    """``file[start:end]`` as it stands (white space is folded)."""

    start: int
    end: int


@dataclass(slots=True)
class AtomRun:
    """``words`` that stand for ``file[start:end]``: an entity, an escape."""

    words: str
    start: int
    end: int


@dataclass(slots=True)
class BreakRun:
    """A line break: one space in the text."""

    start: int
    end: int


@dataclass(slots=True)
class LinkRun:
    """The start of a link; its end is the ``LinkEnd`` that holds it."""

    url: str
    url_start: int
    url_end: int
    file_start: int
    style: str
    label: str | None = None
    file_end: int = 0


@dataclass(slots=True)
class LinkEnd:
    """The end of a link."""

    link: LinkRun


@dataclass(slots=True)
class CodeEdge:
    """The start or the end of a code span."""

    opens: bool


@dataclass(slots=True)
class MarkRun:
    """A footnote mark, or what may be one.

    ``labels`` are (label, start, end). ``sure`` marks are marks whatever else the file holds; the
    others only if the file defines one of their labels, else ``fallback`` is their text.
    """

    labels: tuple[tuple[str, int, int], ...]
    start: int
    end: int
    style: str
    target: str | None = None
    sure: bool = False
    fallback: tuple[Run, ...] = ()


@dataclass(slots=True)
class CellEdge:
    """The start or the end of a table cell."""

    opens: bool
    column: int
    at: int


Run = TextRun | AtomRun | BreakRun | LinkRun | LinkEnd | CodeEdge | MarkRun | CellEdge


@dataclass(slots=True, eq=False)
class Draft:
    """A block before its text is composed; the fields are those of ``Block``.

    ``defines`` is a label that the block seems to define ("[1] Regulation ..."): it becomes a
    footnote if a mark elsewhere asks for it. ``note`` is the id of the note that it belongs to.
    """

    kind: BlockKind
    start: int
    end: int
    runs: list[Run] = field(default_factory=list)
    level: int = 0
    group: int | None = None
    index: int = 0
    last: bool = False
    lead_in: Draft | None = None
    ordinal: int | None = None
    header_row: bool = False
    headers: tuple[str, ...] = ()
    label: str | None = None
    ids: list[str] = field(default_factory=list)
    language: str | None = None
    quoted: bool = False
    skip: str | None = None
    defines: str | None = None
    note: str | None = None


_SPACES = re.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")
_WHITE = " \t\n\r\f"


class _Composer:
    """Collects one block's shadow text and everything that stands in it."""

    __slots__ = (
        "_begun",
        "_chunks",
        "_pieces",
        "breaks",
        "cells",
        "code",
        "length",
        "links",
        "marks",
        "source",
        "space",
    )

    def __init__(self, source: str) -> None:
        self.source = source
        self.length = 0
        self.space = True  # a space now would be a second one (or stand at the start)
        self.links: list[Link] = []
        self.marks: list[MarkNode] = []
        self.code: list[tuple[int, int]] = []
        self.breaks: list[int] = []
        self.cells: list[tuple[int, int, int]] = []
        self._chunks: list[str] = []
        self._pieces: list[tuple[int, int, int, int]] = []

    def put(self, words: str, start: int, end: int) -> None:
        size = len(words)
        pieces = self._pieces
        if pieces and end - start == size:
            at, length, first, stop = pieces[-1]
            if stop == start and stop - first == length:
                pieces[-1] = (at, length + size, first, end)
            else:
                pieces.append((self.length, size, start, end))
        else:
            pieces.append((self.length, size, start, end))
        self._chunks.append(words)
        self.length += size
        self.space = words[-1] == " "

    def text(self, start: int, end: int) -> None:
        source = self.source
        if self.space:
            while start < end and source[start] in _WHITE:
                start += 1
        position = start
        for spaces in _SPACES.finditer(source, start, end):
            low, high = spaces.span()
            if low > position:
                self.put(source[position:low], position, low)
            self.put(" ", low, high)
            position = high
        if position < end:
            self.put(source[position:end], position, end)

    def line_break(self, start: int, end: int) -> None:
        if self.length == 0:
            return
        if self.space:
            self.breaks.append(self.length - 1)
            return
        self.breaks.append(self.length)
        self.put(" ", start, end)

    def clamp(self, size: int) -> None:
        """Links and marks after the last word stand at the text's end, not after it."""
        if self.links and self.links[-1].end > size:
            self.links = [
                link if link.end <= size else replace(link, start=min(link.start, size), end=size)
                for link in self.links
            ]
        if self.marks and self.marks[-1].at > size:
            self.marks = [mark if mark.at <= size else replace(mark, at=size) for mark in self.marks]

    def done(self) -> MappedText:
        """The text, spaces at its end dropped."""
        text = "".join(self._chunks)
        size = len(text.rstrip(_WHITE))
        pieces = self._pieces
        while pieces and pieces[-1][0] >= size:
            pieces.pop()
        if size < self.length and pieces:
            at, length, start, end = pieces[-1]
            if at + length > size:
                exact = end - start == length
                pieces[-1] = (at, size - at, start, start + size - at if exact else end)
            self.length = size
            text = text[:size]
        elif size < self.length:
            self.length, text = 0, ""
        return MappedText(text, tuple(Piece(*piece) for piece in pieces))


def compose(source: str, drafts: Sequence[Draft], known: frozenset[str] = frozenset()) -> tuple[Block, ...]:
    """The blocks of a file, in the order of ``drafts``; empty ones are left out.

    ``known`` are labels that the file defines besides those of the drafts themselves.
    """
    defined = set(known) | {
        draft.label for draft in drafts if draft.label and draft.kind is not BlockKind.CODE
    }
    blocks: list[Block] = []
    places: dict[int, int] = {}
    for draft in drafts:
        composer = _Composer(source)
        _run(composer, draft.runs, defined)
        text = composer.done()
        if not text.text and not composer.links and not composer.marks:
            continue
        size = len(text.text)
        composer.clamp(size)
        places[id(draft)] = len(blocks)
        blocks.append(
            Block(
                kind=draft.kind,
                text=text,
                start=min(draft.start, text.pieces[0].start) if text.pieces else draft.start,
                end=max(draft.end, text.pieces[-1].end) if text.pieces else draft.end,
                level=draft.level,
                links=tuple(composer.links),
                marks=tuple(composer.marks),
                group=draft.group,
                index=draft.index,
                last=draft.last,
                lead_in=places.get(id(draft.lead_in)) if draft.lead_in else None,
                ordinal=draft.ordinal,
                header_row=draft.header_row,
                cells=tuple(
                    Cell(
                        min(low, size),
                        min(high, size),
                        column,
                        draft.headers[column] if column < len(draft.headers) else "",
                    )
                    for low, high, column in composer.cells
                ),
                label=draft.label,
                ids=tuple(draft.ids),
                language=draft.language,
                quoted=draft.quoted,
                skip=draft.skip,
                code=tuple((low, min(high, size)) for low, high in composer.code if low < size),
                breaks=tuple(at for at in dict.fromkeys(composer.breaks) if at < size),
            )
        )
    return tuple(blocks)


def plain_words(runs: Sequence[Run], source: str) -> str:
    """The words of some runs, marks left out."""
    composer = _Composer(source)
    _run(composer, runs, set())
    return composer.done().text


def _run(composer: _Composer, runs: Sequence[Run], defined: set[str]) -> None:
    """Write a draft's runs; a stack instead of recursion."""
    work: list[tuple[Sequence[Run], int]] = [(runs, 0)]
    open_links: list[tuple[LinkRun, int]] = []
    code_from: list[int] = []
    cell_from = cell_stop = 0
    while work:
        now, index = work.pop()
        while index < len(now):
            run = now[index]
            index += 1
            if isinstance(run, TextRun):
                composer.text(run.start, run.end)
            elif isinstance(run, AtomRun):
                if not (composer.space and run.words.isspace() and run.words in _WHITE):
                    composer.put(run.words, run.start, run.end)
            elif isinstance(run, BreakRun):
                composer.line_break(run.start, run.end)
            elif isinstance(run, LinkRun):
                open_links.append((run, composer.length))
            elif isinstance(run, LinkEnd):
                while open_links:
                    link, begin = open_links.pop()
                    if link is run.link:
                        _close(composer, link, begin)
                        break
            elif isinstance(run, CodeEdge):
                if run.opens:
                    code_from.append(composer.length)
                elif code_from:
                    begin = code_from.pop()
                    if composer.length > begin and not code_from:
                        composer.code.append((begin, composer.length))
            elif isinstance(run, MarkRun):
                if run.sure or any(label in defined for label, _, _ in run.labels):
                    for label, low, high in run.labels:
                        composer.marks.append(
                            MarkNode(composer.length, label, low, high, run.style, run.target)
                        )
                else:
                    work.append((now, index))
                    now, index = run.fallback, 0
            elif run.opens:
                if run.column:
                    _separator(composer, cell_stop, run.at)
                cell_from = composer.length
                composer.space = True
            else:
                composer.cells.append((cell_from, composer.length, run.column))
                cell_stop = run.at


def _close(composer: _Composer, link: LinkRun, begin: int) -> None:
    end = composer.length
    composer.links.append(
        Link(
            begin,
            end,
            link.url,
            link.url_start,
            link.url_end,
            link.file_start,
            link.file_end,
            link.style,
            link.label,
        )
    )


def _separator(composer: _Composer, start: int, end: int) -> None:
    """Between two cells: the bar that stands there, or one for the whole gap."""
    bar = composer.source.find("|", start, end)
    if bar < 0 or end - start > 200:
        composer.put("| " if composer.space and composer.length else " | ", start, end)
        return
    if not composer.space or composer.length == 0:
        composer.put(" ", start, bar)
    composer.put("|", bar, bar + 1)
    composer.put(" ", bar + 1, end)
