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
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from . import words
from .assemble import Assembler
from .lines import Nester
from .markup import Walk, is_note_mark, name, text_of, tidy

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_OWN = re.compile(r"(art|rct|anx)_([^.\s]+)\Z")
_DIVISION = re.compile(r"(?:prt|tis|cpt|sct|sbs)_[A-Za-z0-9]+(?:\.(?:prt|tis|cpt|sct|sbs)_[A-Za-z0-9]+)*\Z")
_MARK = re.compile(r"[▼►]\s?([A-Z]{1,2}\d{0,3})")
_GAP = re.compile(r"[—–_ -]{3,}\Z")
_CLOSED = re.compile(r"[’”“»›\"']\s?[.;,]?\Z")
_DATE = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dir div dl dt fieldset figure footer form h1 h2 h3 h4 "
    "h5 h6 header hr html li main nav ol p pre section table tbody td tfoot th thead tr ul txt_te".split()
)
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
    unnumbered_recitals: bool = False
    unnumbered_points: bool = False
    tables_in_annex: bool = False


@cache
def _roles() -> dict[str, str]:
    text = files("srclint.source.outline").joinpath("data/classes.toml").read_text(encoding="utf-8")
    return {cls: role for role, classes in tomllib.loads(text).items() for cls in classes}


def role_of(element: Element) -> str:
    """What the classes of an element say it is; "" for none."""
    classes = element.get("class")
    if not classes:
        return ""
    roles = _roles()
    for cls in classes.split():
        role = roles.get(cls)
        if role is not None:
            return role
    return ""


class Reader:
    """One walk over one act."""

    def __init__(self, root: Element, assembler: Assembler | None = None) -> None:
        self.root = root
        self.asm = assembler or Assembler()
        self.nester = Nester(self.asm)
        self.act = Act()
        self._ids = {
            i for e in root.iter() if isinstance(e.tag, str) and (i := e.get("id")) and _OWN.match(i)
        }
        self._own_articles = any(i.startswith("art_") for i in self._ids)
        self._own_recitals = any(i.startswith("rct_") for i in self._ids)
        self._own_annexes = any(i.startswith("anx_") for i in self._ids)
        self._titles: list[str] = []
        self._body = False
        self._annex_heading = False
        self._items = 0
        self._quoted = 0
        self._tables = 0
        self._buffer: list[str] = []
        self._exits: dict[Element, str] = {}
        self._depths: dict[Element, int] = {}
        self._quoting: set[Element] = set()
        self._run = False

    def run(self) -> Assembler:
        """Walk; gives the assembler."""
        walk = Walk(self.root)
        for event, element, words_ in walk:
            if event == "text":
                if words_ and not words_.isspace():
                    self._buffer.append(words_)
                elif words_:
                    self._buffer.append(" ")
            elif event == "start":
                walk.skip = self._start(element)
            else:
                self._end(element)
        self._flush()
        self.act.title = tidy(" ".join(self._titles))
        return self.asm

    # ---- elements

    def _start(self, element: Element) -> bool:
        if self._exits.get(element) == "hidden":
            del self._exits[element]
            return True
        tag = name(element).lower()
        if tag in _SKIP:
            return True
        role = role_of(element)
        if tag not in _BLOCKS:
            if role == "paragraph-number":
                self._flush()
                self._paragraph_number(text_of(element))
                return True
            if role == "mark":
                self._flush()
                self._line(text_of(element), "")
                return True
            if is_note_mark(element, tag):
                return True
            if tag == "br":
                self._buffer.append(" ")
            elif tag == "span" and "list" in (element.get("class") or "").split():
                return False
            elif tag in ("sup", "span") and not len(element):
                raised = text_of_raised(element, tag)
                if raised is not None:
                    self._buffer.append(raised)
                    return True
            return False
        self._flush()
        if role in ("note", "ignore"):
            return True
        if role == "final":
            if self._items == 0 and self.asm.inside == "art":
                self.asm.close_all()
            return self._items == 0
        if role == "language":
            self.act.language = self.act.language or text_of(element).strip().lower()[:2] or None
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

    def _container(self, element: Element, tag: str, role: str) -> None:
        id_ = element.get("id") or ""
        own = _OWN.match(id_) if id_ and self._items == 0 else None
        if own:
            self._own(element, own[1], own[2], id_)
        elif id_ and self._items == 0 and _DIVISION.match(id_):
            last = id_.rsplit(".", 1)[-1]
            self.asm.division(last[:3], last[4:], anchor=id_, path=self.asm.prefix + id_)
        elif tag == "tr":
            self._row(element)
        elif tag == "table":
            if role == "data-table" or element.get("border") not in (None, "0"):
                self._tables += 1
                self._exits[element] = "table"
                if self.asm.inside == "anx":
                    self.act.tables_in_annex = True
        elif role == "list-grid":
            self._grid(element)
        elif role == "enumeration":
            first = next((c for c in element if isinstance(c.tag, str)), None)
            if first is not None:
                self._item(element, first)
        elif tag == "li":
            self._depths[element] = self.asm.depth
            self.asm.open_nothing() if self.asm.depth else None
            self._items += 1
            self._exits[element] = "item"

    def _own(self, element: Element, kind: str, value: str, id_: str) -> None:
        if kind == "art":
            self._body = True
            self.asm.close_all()
            self._exits[element] = "own"
            self._depths[element] = 0
        elif kind == "rct":
            self.asm.close_all()
            self._exits[element] = "own"
            self._depths[element] = 0
        else:
            self.asm.leave_divisions()
            self._open_annex(value, id_)
            self._exits[element] = "own"
            self._depths[element] = 0

    def _open_annex(self, value: str, anchor: str | None) -> None:
        self.asm.close_all()
        self.asm.leave_divisions()
        self.asm.open("anx", value, anchor=anchor)
        self.nester.reset()
        self._annex_heading = True
        self._body = True

    def _row(self, row: Element) -> None:
        cells = [c for c in row if isinstance(c.tag, str)]
        if self._tables and self._tables_level(row):
            return
        while cells and not len(cells[0]) and not (cells[0].text or "").strip():
            cells.pop(0)
        if len(cells) >= 2:
            self._item(row, cells[0])

    def _tables_level(self, row: Element) -> bool:
        table = row.getparent()
        while table is not None and name(table).lower() != "table":
            table = table.getparent()
        return table is not None and table in self._exits

    def _grid(self, element: Element) -> None:
        children = [c for c in element if isinstance(c.tag, str)]
        if len(children) >= 2:
            self._item(element, children[0])

    def _item(self, element: Element, mark_holder: Element) -> None:
        """A list item begins if the first cell holds a mark; the cell is then passed over."""
        text = tidy("".join(mark_holder.itertext()))
        mark = words.marker(text)
        if mark is None:
            return
        self._exits[element] = "item"
        self._exits[mark_holder] = "hidden"
        self._depths[element] = self.asm.depth
        if mark.quoted and self._items:
            # What follows in the same cell is quoted too: "‘(14a) ..." and then "(14b) ...".
            container = element.getparent()
            while container is not None and name(container).lower() in ("table", "tbody", "tr"):
                container = container.getparent()
            if container is not None and container not in self._quoting:
                self._quoting.add(container)
                self._quoted += 1
        if mark.quoted or self._quoted or self._run:
            self._exits[element] = "quoted-item"
            self._quoted += 1
            self.asm.text(text)
        elif self._recital(mark, element):
            pass
        elif self.asm.depth == 0:
            pass
        elif self.asm.inside == "rct":
            self.asm.text(text)
            self.asm.open_nothing()
        else:
            if self._items == 0 and mark.style == "1" and self.asm.inside == "anx":
                self._annex_point(mark, text, flat=False)
                self._depths[element] = self.asm.depth - 1
            else:
                if self._tables:
                    self.nester.place(mark)
                    self._exits[element] = "flat-item"
                else:
                    self.asm.text(text)
                    self.asm.open_item(mark)
        self._items += 1

    def _recital(self, mark: words.Marker, element: Element) -> bool:
        if self._body or self._items or mark.style != "1" or self.asm.inside not in (None, "rct"):
            return False
        if self._own_recitals:
            holder = element.getparent()
            while holder is not None and not (holder.get("id") or "").startswith("rct_"):
                holder = holder.getparent()
            if holder is None:
                return False
            self.asm.open("rct", mark.values[0], anchor=holder.get("id"))
            return True
        self.asm.close_all()
        self.asm.open("rct", mark.values[0])
        return True

    def _end(self, element: Element) -> None:
        tag = name(element).lower()
        if tag in _BLOCKS:
            self._flush()
        if element in self._quoting:
            self._quoting.discard(element)
            self._quoted -= 1
        exit_ = self._exits.pop(element, None)
        if exit_ is None:
            return
        if exit_ == "table":
            self._tables -= 1
            if not self._tables:
                self.asm.close_flat()
                self.nester.reset()
        elif exit_ == "own":
            self.asm.close_all()
            self.nester.reset()
        elif exit_ == "item":
            self._items -= 1
            self.asm.close_to(self._depths.pop(element))
        elif exit_ == "flat-item":
            self._items -= 1
        elif exit_ == "quoted-item":
            self._items -= 1
            self._quoted -= 1

    # ---- lines

    def _flush(self) -> None:
        if self._buffer:
            text = tidy("".join(self._buffer))
            self._buffer.clear()
            if text:
                self._line(text, "")

    def _leaf(self, element: Element, role: str) -> None:
        if role in ("article", "annex", "group", "division"):
            text = text_of(element, "\n")
        else:
            if not role and _is_note(element):
                return
            text = text_of(element)
        if text or role == "mark":
            self._line(text, role, element)

    def _line(self, text: str, role: str, element: Element | None = None) -> None:
        text, marks = self._amendments(text)
        if not text:
            return
        if _GAP.match(text):
            self.asm.gap()
            return
        if role == "article":
            self._article(text, element)
        elif role == "article-title":
            if self.asm.path.rsplit(".", 1)[-1].startswith("art_") and self._items == 0:
                self.asm.heading(text)
            else:
                self.asm.text(text, marks)
        elif role == "division":
            self._division(text, element)
        elif role == "division-title":
            if self._items or self.asm.depth:
                self._group(text, marks)
            else:
                self.asm.division_heading(text)
        elif role == "document-title":
            self._document_title(text, marks)
        elif role in ("annex", "annex-title"):
            self._annex_title(text, role)
        elif role == "group":
            self._group(text, marks)
        else:
            self._text(text, marks)

    def _amendments(self, text: str) -> tuple[str, tuple[str, ...]]:
        if "▼" not in text and "►" not in text and "◄" not in text:
            return text, ()
        marks: list[str] = []
        for match in _MARK.finditer(text):
            if match[0][0] == "▼":
                self.asm.mark = () if match[1] == "B" else (match[1],)
            elif match[1] != "B":
                marks.append(match[1])
        return tidy(_MARK.sub(" ", text).replace("◄", " ")), tuple(marks)

    def _article(self, text: str, element: Element | None) -> None:
        lines = text.split("\n")
        quoted = lines[0][:1] in _OPENING
        found = words.heading(lines[0])
        holder = element.getparent() if element is not None else None
        anchor = None
        if self._own_articles:
            id_ = (holder.get("id") or "") if holder is not None else ""
            own = id_.startswith("art_") and _OWN.match(id_) is not None and self._items == 0
            anchor = id_
        else:
            own = self._items == 0 and not quoted and not self._quoted
        if not own:
            self.asm.text(tidy(text))
            return
        value = found.number if found and found.kind == "art" and found.number else words.number(lines[0])
        if value is None and anchor:
            value = anchor[4:].lower()
        if value is None:
            self.asm.text(tidy(text))
            return
        self._body = True
        self._run = False
        if self.asm.inside == "anx":
            self.asm.close_to(1)
        else:
            self.asm.close_all()
        self.nester.reset()
        self.asm.open("art", value, anchor=anchor)
        rest = [found.rest] if found and found.rest else []
        for line in (*rest, *lines[1:]):
            self.asm.heading(line)

    def _division(self, text: str, element: Element | None) -> None:
        if self._items:
            self.asm.text(tidy(text))
            return
        holder = element.getparent() if element is not None else None
        if holder is not None and _DIVISION.match(holder.get("id") or ""):
            return
        lines = text.split("\n")
        found = words.heading(lines[0])
        if self.asm.inside == "anx":
            self._group(tidy(text), ())
            return
        if found is None or found.kind not in ("prt", "tis", "cpt", "sct", "sbs"):
            if found is not None and found.kind == "anx":
                self._open_annex(found.number or "1", None)
            return
        self._body = True
        self.asm.division(found.kind, found.number or "1")
        for line in (found.rest, *lines[1:]):
            self.asm.division_heading(line)

    def _document_title(self, text: str, marks: tuple[str, ...]) -> None:
        if not self._body:
            if text not in self._titles:
                self._titles.append(text)
            return
        if self.asm.inside == "anx" and self._own_annexes:
            self._annex_title(text, "annex-title")
            return
        found = words.heading(text)
        if found and found.kind == "anx":
            self._open_annex(found.number or "1", None)
            self.asm.heading(found.rest)
        elif self.asm.inside == "anx":
            self._annex_title(text, "annex-title")
        elif self._items == 0:
            self.asm.close_all()

    def _annex_title(self, text: str, role: str) -> None:
        lines = text.split("\n")
        found = words.heading(lines[0])
        if self._items:
            self.asm.text(tidy(text))
            return
        if role == "annex" and self.asm.inside != "anx":
            self._open_annex((found.number if found and found.kind == "anx" else "") or "1", None)
        elif role == "annex" and not self._own_annexes and found and found.kind == "anx":
            self._open_annex(found.number or "1", None)
        if self.asm.inside != "anx":
            return
        if found and found.kind == "anx":
            lines[0] = found.rest
        for line in lines:
            if self._annex_heading:
                self.asm.heading(line)
            elif line:
                self._group(line, ())

    def _group(self, text: str, marks: tuple[str, ...]) -> None:
        """A heading inside an annex: a section, a part, a numbered point with a heading, or words."""
        text = tidy(text)
        if self.asm.inside != "anx" or self._items:
            self.asm.text(text, marks)
            return
        found = words.heading(text)
        if found and found.number and found.kind in ("prt", "tis", "cpt", "sct", "sbs"):
            order = ("prt", "tis", "cpt", "sct", "sbs")
            self.asm.close_flat()
            self.asm.close_kinds("pnt", "ind", "none", *order[order.index(found.kind) :])
            self.nester.reset()
            self.asm.open(found.kind, found.number)
            self.asm.heading(found.rest)
            self._annex_heading = False
            return
        split = words.split_marker(text)
        if split and split[0].values and not split[0].quoted:
            self._annex_point(split[0], "", flat=True)
            self.asm.heading(split[1])
            return
        if self.asm.kinds[-1] in ("sct", "prt", "tis", "cpt", "anx") and self.asm.empty:
            self.asm.heading(text)
        else:
            self.asm.text(text, marks)

    def _annex_point(self, mark: words.Marker, printed: str, *, flat: bool) -> None:
        self._annex_heading = False
        if flat or len(mark.values) > 1:
            self.nester.place(mark)
            return
        self.asm.close_flat()
        self.nester.reset()
        self.asm.text(printed)
        self.asm.open_item(mark)

    def _paragraph_number(self, text: str) -> None:
        text, _ = self._amendments(text)
        value = words.number(text)
        mark = words.marker(text)
        if (
            self._items
            or self.asm.inside not in ("art", "anx")
            or self._quoted
            or self._run
            or mark is None
            or mark.quoted
        ):
            self.asm.text(text)
        elif "art" in self.asm.kinds and value:
            self.asm.close_flat()
            self.asm.close_kinds("par")
            self.nester.reset()
            self.asm.text(text)
            self.asm.open("par", value)
        elif mark.values:
            self._annex_point(mark, text, flat=True)

    def _text(self, text: str, marks: tuple[str, ...]) -> None:
        if self.asm.depth == 0:
            self._preamble(text)
            return
        if self._items == 0 and not self._quoted:
            split = words.split_marker(text)
            if split and split[0].quoted:
                self._run = True
            if self._run:
                self._run = not _CLOSED.search(text)
            elif split and split[0].values:
                mark, rest = split
                if "art" in self.asm.kinds:
                    if mark.style == "1" and len(mark.values) == 1:
                        self._paragraph_number(text[: len(text) - len(rest)].strip() if rest else text)
                        self.asm.text(rest, marks)
                        return
                elif (
                    self.asm.inside == "anx"
                    and not self._tables
                    and (mark.style == "1" or len(mark.values) == 1)
                ):
                    self._annex_heading = False
                    self.nester.place(mark)
                    self.asm.text(rest, marks)
                    return
        if self.asm.inside == "anx":
            self._annex_heading = False
        self.asm.text(text, marks)

    def _preamble(self, text: str) -> None:
        pass


def text_of_raised(element: Element, tag: str) -> str | None:
    """A superscript without children as ``^n``; None for any other element."""
    from .markup import is_raised

    if not is_raised(element, tag):
        return None
    words_ = (element.text or "").strip()
    return "^" + words_ if words_[:1].isdigit() else words_


def _is_note(element: Element) -> bool:
    """A footnote at the foot of a text: it begins with a link back to its mark."""
    for child in element:
        if name(child) == "a":
            target = child.get("href") or ""
            lead = (element.text or "").strip()
            return lead in ("", "(") and target.startswith(("#ntc", "#src."))
        return False
    return False
