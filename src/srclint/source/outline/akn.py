"""Akoma Ntoso acts (OASIS LegalDocML): elements say what they are, ``num`` holds the printed number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from srclint.model import Outline

from . import words
from .assemble import Assembler
from .markup import Walk, content_of, name, tidy
from .oj import date_of
from .place import Placer

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DIVISIONS = {
    "part": "prt",
    "book": "prt",
    "title": "tis",
    "chapter": "cpt",
    "section": "sct",
    "subsection": "sbs",
}
_POINTS = frozenset(["point", "subpoint", "indent", "item", "subparagraph", "clause", "subclause"])
_SKIP = frozenset(["meta", "authorialNote", "conclusions", "coverPage", "toc", "remark", "noteRef"])
_INLINE = frozenset(
    [
        "ref",
        "rref",
        "mref",
        "span",
        "b",
        "i",
        "u",
        "sub",
        "sup",
        "date",
        "docDate",
        "docTitle",
        "docType",
        "docNumber",
        "def",
        "term",
        "quotedText",
        "ins",
        "del",
        "inline",
        "a",
        "abbr",
        "organization",
        "person",
        "location",
    ]
)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


class AknReader:
    """One walk over one document."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.asm = Assembler()
        self.place = Placer(self.asm)
        self.title: list[str] = []
        self._buffer: list[str] = []
        self._quoted = 0
        self._depths: dict[Element, int] = {}
        self._preface = 0

    def run(self) -> Assembler:
        """Walk; gives the assembler."""
        walk = Walk(self.root)
        for event, element, text in walk:
            if event == "text":
                self._buffer.append(text)
            elif event == "start":
                walk.skip = self._start(element)
            elif event == "end":
                self._end(element)
        self._flush()
        return self.asm

    def _start(self, element: Element) -> bool:
        tag = name(element)
        if tag in _SKIP:
            return True
        if tag in _INLINE:
            if tag == "sup":
                self._buffer.append("^")
            return False
        self._flush()
        if tag in ("quotedStructure", "embeddedStructure"):
            self._quoted += 1
        elif self._quoted:
            return False
        elif tag == "preface":
            self._preface += 1
        elif tag == "num":
            # A second num holds the title in some conversions from Formex.
            parent = element.getparent()
            if parent is not None and name(parent) == "article":
                nums = [c for c in parent if name(c) == "num"]
                if len(nums) > 1 and nums[0] is not element:
                    self.asm.heading(tidy(content_of(element)))
            return True
        elif tag in ("heading", "subheading"):
            self._heading(element)
            return True
        elif tag == "recital":
            value = words.number(_num(element))
            self.asm.close_all()
            if value:
                self.asm.open("rct", value, anchor=_id(element))
            self._depths[element] = 0
        elif tag in _DIVISIONS:
            self._division(element, _DIVISIONS[tag])
        elif tag == "article":
            found = words.heading(_num(element))
            value = (found.number if found else None) or words.number(_num(element)) or "1"
            self.place.article(value, _id(element), (found.rest,) if found and found.rest else ())
            self._depths[element] = 0
        elif tag == "paragraph":
            self._paragraph(element)
        elif tag in _POINTS:
            self._point(element)
        elif tag in ("attachment", "annex") or (tag == "doc" and element.getparent() is not None):
            self._annex(element)
        return False

    def _heading(self, element: Element) -> None:
        text = tidy(content_of(element))
        parent = element.getparent()
        if parent is not None and name(parent) in _DIVISIONS and self.asm.inside != "anx":
            self.asm.division_heading(text)
        else:
            self.asm.heading(text)

    def _division(self, element: Element, kind: str) -> None:
        found = words.heading(_num(element))
        value = (found.number if found else None) or words.number(_num(element)) or "1"
        self._depths[element] = self.asm.depth
        if self.asm.inside == "anx":
            self.asm.open(found.kind if found and found.kind in _DIVISIONS.values() else kind, value)
            return
        self.place.end()
        if found and found.kind in _DIVISIONS.values():
            kind = found.kind
        self.asm.division(kind, value, anchor=_id(element))
        self.asm.division_heading(found.rest if found else "")

    def _paragraph(self, element: Element) -> None:
        text = _num(element)
        self._depths[element] = self.asm.depth
        if text and self.asm.path.rsplit(".", 1)[-1].startswith("art_"):
            self.place.paragraph(text)
        elif text:
            self._point(element)

    def _point(self, element: Element) -> None:
        self._depths[element] = self.asm.depth
        text = _num(element)
        mark = words.marker(text) if text else None
        if self.asm.depth == 0 or self.asm.inside == "rct":
            return
        if mark is None and name(element) == "indent":
            mark = words.Marker((), "-")
        if mark is not None:
            self.asm.text(text or "—")
            self.asm.open_item(mark)

    def _annex(self, element: Element) -> None:
        heading = next(
            (e for e in element.iter() if name(e) in ("docTitle", "heading", "num", "preface", "p")), None
        )
        found = words.heading(tidy(content_of(heading))) if heading is not None else None
        if found is not None and found.kind == "anx":
            self.place.annex(found.number, _id(element), found.rest)
            self._depths[element] = 0

    def _end(self, element: Element) -> None:
        tag = name(element)
        if tag in _INLINE:
            return
        self._flush()
        if tag in ("quotedStructure", "embeddedStructure"):
            self._quoted -= 1
        elif tag == "preface":
            self._preface -= 1
        elif element in self._depths:
            self.asm.close_to(self._depths.pop(element))

    def _flush(self) -> None:
        if not self._buffer:
            return
        text = tidy("".join(self._buffer))
        self._buffer.clear()
        if not text:
            return
        if self._preface and not self.asm.depth:
            self.title.append(text)
        elif self.asm.inside == "anx" and not self._quoted:
            self.place.line(text)
        else:
            self.asm.text(text)


def _num(element: Element) -> str:
    number = next((c for c in element if name(c) == "num"), None)
    return tidy(content_of(number)) if number is not None else ""


def _id(element: Element) -> str | None:
    return element.get("eId") or element.get("id")


def read_akn(root: Element, *, celex: str | None = None) -> Outline:
    """The outline of an Akoma Ntoso document."""
    reader = AknReader(root)
    provisions = reader.run().provisions()
    stated = language = None
    date = None
    for node in root.iter():
        tag = name(node)
        if tag == "FRBRalias" and (node.get("name") or "").upper() == "CELEX":
            stated = node.get("value") or None
        elif tag == "FRBRlanguage" and language is None:
            language = (node.get("language") or "").lower()[:2] or None
        elif tag == "FRBRdate" and date is None:
            found = _ISO.search(node.get("date") or "")
            date = date_of(f"{found[3]}.{found[2]}.{found[1]}") if found else None
        elif tag in ("body", "preamble"):
            break
    anchors = frozenset(i for e in root.iter() if isinstance(e.tag, str) and (i := _id(e)))
    # An act without its annexes is a frequent conversion: their absence proves nothing.
    partial = frozenset() if any(p.path.startswith("anx_") for p in provisions) else frozenset(["annexes"])
    return Outline(
        format="akn",
        title=" ".join(reader.title) or None,
        language=language,
        celex=stated or celex,
        version=date,
        provisions=provisions,
        anchors=anchors,
        partial=partial,
    )
