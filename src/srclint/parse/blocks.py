"""What a reader makes of a file: blocks of prose with exact places, before any judgement.

The three readers (Markdown, HTML, plain text) all return a ``Reading``; everything after them
(sentences, claims, citations, references) works on it alike. Inside a block, offsets are *shadow*
offsets into ``block.text.text``; ``block.text.extent(a, b)`` gives the file's offsets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from srclint.legal.text import MappedText
from srclint.model.record import record


class BlockKind(StrEnum):
    """The blocks of claims.md 2."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    QUOTE = "quote"
    CODE = "code"
    FOOTNOTE = "footnote-definition"
    CAPTION = "caption"
    FURNITURE = "furniture"


@record(frozen=True, slots=True)
class Link:
    """A link in a block: the linked words are ``block.text.text[start:end]`` (empty for an image).

    ``url`` is the address with entities and escapes resolved; ``url_start``/``url_end`` is where it
    stands in the file (file offsets; for a reference-style link, in the definition).
    ``style``: inline | reference | autolink | bare | html | wiki | citation (Pandoc ``[@key]``) | shortcode.
    ``label`` is the reference label or key, where there is one.
    ``file_start``/``file_end``: the whole link in the file, markup included.
    """

    start: int
    end: int
    url: str
    url_start: int
    url_end: int
    file_start: int
    file_end: int
    style: str = "inline"
    label: str | None = None


@record(frozen=True, slots=True)
class MarkNode:
    """A footnote mark that was cut out of the block's text.

    ``at`` is the shadow offset where it stood. ``style``: footnote (``[^1]``) | bracket (``[1]``) |
    superscript (``¹``, ``<sup>``) | inline (``^[...]``, whose text is the footnote block with the
    same label). ``target`` is the id that an HTML mark links to, without ``#``.
    """

    at: int
    label: str
    file_start: int
    file_end: int
    style: str = "footnote"
    target: str | None = None


@record(frozen=True, slots=True)
class Cell:
    """A cell of a table row: its extent in the row's shadow text, its column (0-based), its header."""

    start: int
    end: int
    column: int
    header: str = ""


@record(frozen=True, slots=True)
class Block:
    """One block. Cells of a row are joined with `` | `` in ``text``.

    ``level``: of a heading 1-6; of an item its nesting depth from 1. ``group`` numbers the list or
    table that it belongs to; ``index`` is its place there, from 0, and ``last`` tells the last one
    at its level. ``lead_in`` is the index of the block that introduces the list, if any.
    ``header_row`` is true for a table's header row. ``label`` is a footnote definition's label,
    of code the language that its fence names (None: it names none).
    ``ids`` are HTML ids that stand on or in it. ``language`` is a ``lang`` attribute in force.
    ``quoted`` is true inside a block quote. ``skip`` says why the block holds no claims:
    ``sources`` (in a Sources section), ``stop`` (after a stop heading), ``furniture``, ``outside``
    (not in the article's content), ``front-matter``; None where it counts. ``ordinal`` is the number
    of an ordered list's item as written. ``code`` are the shadow extents of code spans (their words
    stay in the text, references in them do not count). ``breaks`` are the shadow offsets of the
    spaces that stand for a line break that the author wrote.
    """

    kind: BlockKind
    text: MappedText
    start: int
    end: int
    level: int = 0
    links: tuple[Link, ...] = ()
    marks: tuple[MarkNode, ...] = ()
    group: int | None = None
    index: int = 0
    last: bool = False
    lead_in: int | None = None
    ordinal: int | None = None
    header_row: bool = False
    cells: tuple[Cell, ...] = ()
    label: str | None = None
    ids: tuple[str, ...] = ()
    language: str | None = None
    quoted: bool = False
    skip: str | None = None
    code: tuple[tuple[int, int], ...] = ()
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Comment:
    """An HTML comment (or ``{/* */}`` in MDX): its inner text and its extent in the file."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Definition:
    """A link reference definition ``[label]: url "title"`` (file offsets)."""

    label: str
    url: str
    title: str
    start: int
    end: int
    url_start: int
    url_end: int
    used: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read. ``front_matter`` is {} where there is none; ``warnings`` are (start, end,
    sentence) for what could not be read (a broken front matter) while the rest could.
    ``mojibake`` are (start, end, repaired) for what was written in a wrong encoding; the blocks
    hold the repaired characters already."""

    text: str
    format: Literal["markdown", "html", "text"]
    blocks: tuple[Block, ...]
    front_matter: Mapping[str, object] = field(default_factory=dict)
    front_matter_end: int = 0
    comments: tuple[Comment, ...] = ()
    definitions: tuple[Definition, ...] = ()
    title: str | None = None
    language: str | None = None
    warnings: tuple[tuple[int, int, str], ...] = ()
    mojibake: tuple[tuple[int, int, str], ...] = ()
