"""Acts in the HTML that EUR-Lex and Cellar make from Formex: Official Journal and consolidated texts.

All three families (``oj-`` classes, the same without prefix, consolidated) say with classes what a
paragraph is; newer ones also mark the act's own subdivisions with ids (``art_5``, ``cpt_V.sct_2``,
``anx_III``, ``rct_97``). Where such ids are there, only they make an article: an amending act prints
the articles that it inserts into others with the same classes and without the ids.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from . import words
from .assemble import Assembler
from .markup import (
    BLOCKS,
    EMPTY_BRACKETS,
    Walk,
    amendments,
    content_of,
    ids_of,
    is_note_mark,
    is_raised,
    name,
    text_of,
    tidy,
)
from .place import Placer

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_OWN = re.compile(r"(art|rct|anx)_([^.\s]+)\Z")
_DIVISION = re.compile(r"(?:prt|tis|cpt|sct|sbs)_[A-Za-z0-9]+(?:\.(?:prt|tis|cpt|sct|sbs)_[A-Za-z0-9]+)*\Z")
_PARAGRAPH = re.compile(r"(\d{3})[A-Z]?\.(\d{3})\Z")
_GAP = re.compile(r"[—–_ -]{3,}\Z")
_LEAVES = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6"])
_SKIP = frozenset(
    ["script", "style", "head", "template", "noscript", "iframe", "object", "svg", "select", "button"]
)
_OPENING = "‘“„«‚‹\"'"


@dataclass(slots=True)
class Act:
    """What the walk found, beside the provisions."""

    title: str = ""
    language: str | None = None
    date: str | None = None
    reference: str = ""
    tables_in_annex: bool = False

    def partial(self) -> frozenset[str]:
        """Levels that the layout hides: what a table of an annex numbers, no one can tell for sure."""
        return frozenset(["annex-points"]) if self.tables_in_annex else frozenset()


@cache
def _roles() -> dict[str, str]:
    text = files("srclint.source.outline").joinpath("data/classes.toml").read_text(encoding="utf-8")
    return {cls: role for role, classes in tomllib.loads(text).items() for cls in classes}


def role_of(element: Element) -> str:
    """What the classes of an element say it is; "" for none."""
    classes = element.get("class")
    return _role(classes) if classes else ""


@lru_cache(maxsize=512)
def _role(classes: str) -> str:
    roles = _roles()
    return next((roles[cls] for cls in classes.split() if cls in roles), "")


class Reader:
    """One walk over one act."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.asm = Assembler()
        self.place = Placer(self.asm)
        self.act = Act()
        ids = {i for i in ids_of(root) if _OWN.match(i)}
        self._own_articles = any(i.startswith("art_") for i in ids)
        self._own_recitals = any(i.startswith("rct_") for i in ids)
        self._titles: list[str] = []
        self._body = False
        self._items = 0
        self._quoted = 0
        self._tables = 0
        self._buffer: list[str] = []
        self._noted = False
        self._exits: dict[Element, str] = {}
        self._depths: dict[Element, int] = {}
        self._quoting: set[Element] = set()

    def run(self) -> Assembler:
        """Walk; gives the assembler."""
        walk = Walk(self.root)
        for event, element, text in walk:
            if event == "text":
                if self._buffer or not text.isspace():
                    self._buffer.append(text)
            elif event == "start":
                walk.skip = self._start(element)
            elif event == "end":
                self._end(element)
        self._flush()
        self.act.title = tidy(" ".join(self._titles))
        return self.asm

    # ---- elements

    def _start(self, element: Element) -> bool:
        """Handle a start tag; True: the inside is dealt with."""
        if self._exits.get(element) == "mark":
            del self._exits[element]
            return True
        tag = name(element).lower()
        if tag in _SKIP:
            return True
        role = role_of(element)
        if tag not in BLOCKS:
            return self._inline(element, tag, role)
        self._flush()
        if role in ("note", "ignore"):
            return True
        if role == "final":
            if self._items == 0 and self.asm.inside == "art":
                self.place.end()
            return self._items == 0
        if role == "language":
            self.act.language = self.act.language or text_of(element).lower()[:2] or None
            return True
        if role == "date":
            self.act.date = self.act.date or text_of(element)
            return True
        if role == "reference":
            self.act.reference = self.act.reference or text_of(element)
            return True
        if tag in _LEAVES:
            self._leaf(element, role)
            return True
        self._container(element, tag, role)
        return False

    def _inline(self, element: Element, tag: str, role: str) -> bool:
        if role == "paragraph-number":
            self._flush()
            text, _ = self._amendments(text_of(element))
            if self._items or self._quoted or not self.place.paragraph(text):
                self.asm.text(text)
            return True
        if role == "mark":
            self._flush()
            self._line(text_of(element), "")
            return True
        if is_note_mark(element, tag):
            self._noted = True
            return True
        if tag == "br":
            self._buffer.append(" ")
        elif is_raised(element, tag):
            raised = tidy(content_of(element))
            self._buffer.append("^" + raised if raised[:1].isdigit() else raised)
            return True
        return False

    def _container(self, element: Element, tag: str, role: str) -> None:
        id_ = element.get("id") or ""
        own = _OWN.match(id_) if id_ and self._items == 0 else None
        if own:
            if own[1] == "anx":
                self.place.annex(own[2], id_)
            else:
                self.place.end()
            self._body = self._body or own[1] != "rct"
            self._exits[element] = "own"
        elif id_ and self._items == 0 and _DIVISION.match(id_):
            last = id_.rsplit(".", 1)[-1]
            self._body = True
            self.place.end()
            self.asm.division(last[:3], last[4:], anchor=id_, path=self.asm.prefix + id_)
        elif id_ and (numbered := _PARAGRAPH.match(id_)) and self._items == 0:
            self.place.expected = str(int(numbered[2]))
        elif tag == "tr":
            self._row(element)
        elif tag == "table":
            if role == "data-table" or element.get("border") not in (None, "0"):
                self._tables += 1
                self._exits[element] = "table"
                self.act.tables_in_annex |= self.asm.inside == "anx"
        elif role == "list-grid":
            children = [c for c in element if isinstance(c.tag, str)]
            if len(children) >= 2:
                self._item(element, children[0])
        elif role == "enumeration":
            first = next((c for c in element if isinstance(c.tag, str)), None)
            if first is not None:
                self._item(element, first)

    def _row(self, row: Element) -> None:
        """A row of two cells with a mark in the first is a list item, in all of EUR-Lex's HTML."""
        table = row.getparent()
        while table is not None and name(table).lower() != "table":
            table = table.getparent()
        if table is not None and self._exits.get(table) == "table":
            return
        cells = [c for c in row if isinstance(c.tag, str)]
        while cells and not len(cells[0]) and not (cells[0].text or "").strip():
            cells.pop(0)
        if len(cells) >= 2:
            self._item(row, cells[0])

    def _item(self, element: Element, holder: Element) -> None:
        text = tidy(content_of(holder))
        mark = words.marker(self._amendments(text)[0])
        if mark is None:
            return
        self._exits[holder] = "mark"
        self._depths[element] = self.asm.depth
        self._exits[element] = "item"
        if mark.quoted and self._items:
            # What follows in the same cell is quoted too: "‘(14a) ..." and then "(14b) ...".
            self._quote_rest(element)
        if mark.quoted or self._quoted or self.place.quoting:
            self._exits[element] = "quoted-item"
            self._quoted += 1
            self.asm.text(text)
        elif self._recital(mark, element) or self.asm.depth == 0:
            pass
        elif self.asm.inside == "rct":
            self.asm.text(text)
        elif self._tables:
            # Cells of a data table: their numbers run on over its rows.
            self._exits[element] = "flat-item"
            self.asm.text(text)
            self.place.nester.place(mark)
        elif (
            self._items == 0
            and mark.style == "1"
            and self.asm.inside == "anx"
            and "art" not in self.asm.kinds
        ):
            self.place.point(mark, text, nested=True)
            if len(mark.values) > 1:
                # The further subparagraphs of "3.4." follow outside its table.
                self._exits[element] = "flat-item"
        else:
            self.asm.text(text)
            self.asm.open_item(mark)
        self._items += 1

    def _quote_rest(self, element: Element) -> None:
        """Nothing in the cell or block around this element is the act's own any more."""
        container = element.getparent()
        while container is not None and name(container).lower() in ("table", "tbody", "tr"):
            container = container.getparent()
        if container is not None and container not in self._quoting:
            self._quoting.add(container)
            self._quoted += 1

    def _recital(self, mark: words.Marker, element: Element) -> bool:
        if self._body or self._items or mark.style != "1" or self.asm.inside not in (None, "rct"):
            return False
        anchor = None
        if self._own_recitals:
            holder = element.getparent()
            while holder is not None and not (holder.get("id") or "").startswith("rct_"):
                holder = holder.getparent()
            if holder is None:
                return False
            anchor = holder.get("id")
        self.asm.close_all()
        self.asm.open("rct", mark.values[0], anchor=anchor)
        # Words that follow outside the table belong to the recital as well.
        self._depths[element] = 1
        return True

    def _end(self, element: Element) -> None:
        if name(element).lower() in BLOCKS:
            self._flush()
        if element in self._quoting:
            self._quoting.discard(element)
            self._quoted -= 1
        exit_ = self._exits.pop(element, None)
        if exit_ == "table":
            self._tables -= 1
            if not self._tables:
                self.asm.close_flat()
                self.place.nester.reset()
        elif exit_ == "own":
            self.place.end()
        elif exit_ in ("item", "flat-item", "quoted-item"):
            self._items -= 1
            if exit_ == "item":
                self.asm.close_to(self._depths.pop(element))
            elif exit_ == "quoted-item":
                self._quoted -= 1

    # ---- lines

    def _flush(self) -> None:
        if self._buffer:
            text = tidy("".join(self._buffer))
            self._buffer.clear()
            if self._noted:
                text = EMPTY_BRACKETS.sub("", text)
                self._noted = False
            if text:
                self._line(text, "")

    def _leaf(self, element: Element, role: str) -> None:
        if not role and len(element) and is_note(element):
            return
        text = text_of(element, "\n" if role in ("article", "annex", "division") else " ")
        if text:
            self._line(text, role, element)

    def _line(self, text: str, role: str, element: Element | None = None) -> None:
        text, marks = self._amendments(text)
        if not text:
            return
        if self._items and element is not None and text[0] in _OPENING and _begins_quotation(text):
            self._quote_rest(element)
        if _GAP.match(text):
            self.asm.gap()
        elif role == "article":
            self._article(text, element)
        elif role == "article-title":
            if self._items == 0 and self.asm.path.rsplit(".", 1)[-1].startswith("art_"):
                self.asm.heading(text)
            else:
                self.asm.text(text, marks)
        elif role == "division":
            self._division(text, element)
        elif role == "division-title":
            if self.asm.depth == 0:
                self.asm.division_heading(text)
            elif self._items:
                self.asm.text(text, marks)
            else:
                self.place.group(text, marks)
        elif role in ("document-title", "annex", "annex-title"):
            self._title(text, role, marks)
        elif role == "group" and not self._items:
            self.place.group(text, marks)
        elif self._items or self._quoted:
            self.asm.text(text, marks)
        elif self.asm.depth:
            if not self._tables:
                self.place.line(text, marks)
            else:
                self.asm.text(text, marks)

    def _amendments(self, text: str) -> tuple[str, tuple[str, ...]]:
        """Take the amendment marks out: ▼M1 holds from here on, ►M1 ... ◄ for the words between."""
        told = amendments(text)
        if told is None:
            return text, ()
        if told.from_here is not None:
            self.asm.mark = told.from_here
        lines = (tidy(line) for line in told.text.split("\n"))
        return "\n".join(line for line in lines if line), told.within

    def _article(self, text: str, element: Element | None) -> None:
        lines = text.split("\n")
        anchor = None
        own = self._items == 0
        if self._own_articles and self.asm.inside != "anx":
            holder = element.getparent() if element is not None else None
            anchor = (holder.get("id") or "") if holder is not None else ""
            own = own and anchor.startswith("art_") and _OWN.match(anchor) is not None
        else:
            own = own and lines[0][:1] not in _OPENING and not self._quoted and not self.place.quoting
        found = words.heading(lines[0])
        value = found.number if found and found.kind == "art" and found.number else words.number(lines[0])
        if value is None and anchor and anchor.startswith("art_"):
            value = anchor[4:].lower()
        if not own or value is None:
            self.asm.text(tidy(text))
            return
        self._body = True
        rest = (found.rest,) if found and found.kind == "art" and found.rest else ()
        self.place.article(value, anchor or None, (*rest, *lines[1:]))

    def _division(self, text: str, element: Element | None) -> None:
        if self._items or self._quoted:
            self.asm.text(tidy(text))
            return
        holder = element.getparent() if element is not None else None
        if holder is not None and _DIVISION.match(holder.get("id") or ""):
            return
        if self.asm.inside == "anx":
            self.place.group(tidy(text))
            return
        lines = text.split("\n")
        found = words.heading(lines[0])
        if found is not None and found.kind == "anx":
            self.place.annex(found.number, None, found.rest)
        elif found is not None and found.kind in ("prt", "tis", "cpt", "sct", "sbs"):
            self._body = True
            self.place.end()
            self.asm.division(found.kind, found.number or "1")
            for line in (found.rest, *lines[1:]):
                self.asm.division_heading(line)
        elif self.asm.inside == "art":
            self.place.end()

    def _title(self, text: str, role: str, marks: tuple[str, ...]) -> None:
        if role == "document-title" and not self._body:
            if text not in self._titles:
                self._titles.append(text)
            return
        if self._items or self._quoted:
            self.asm.text(tidy(text), marks)
            return
        lines = text.split("\n")
        found = words.heading(lines[0])
        heads_annex = found is not None and found.kind == "anx"
        if found is not None and heads_annex:
            # Annexes inserted later have no id of their own, even where the first ones have.
            if self.asm.path != f"{self.asm.prefix}anx_{found.number or '1'}":
                self.place.annex(found.number)
            lines[0] = found.rest
        elif role == "annex" and self.asm.inside != "anx":
            self.place.annex("1")
        elif self.asm.inside != "anx":
            self.place.end()
            return
        for line in lines:
            self.place.annex_title(line)


def _begins_quotation(text: str) -> bool:
    """Whether a line opens the quotation of a provision ("‘Article 4a", "‘2. ..."), not just of a word."""
    split = words.split_marker(text)
    return (split is not None and split[0].quoted) or words.heading(text.split("\n")[0]) is not None


def is_note(element: Element) -> bool:
    """A footnote at the foot of a text: it begins with a link back to its mark."""
    child = next((c for c in element if isinstance(c.tag, str)), None)
    if child is None or name(child) != "a":
        return False
    target = child.get("href") or ""
    return (element.text or "").strip() in ("", "(") and target.startswith(("#ntc", "#src."))
