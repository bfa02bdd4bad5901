"""Formex, the publishing format of the Official Journal: acts, consolidated acts, judgments.

Element names after the Formex 4 manual: ``ARTICLE``, ``PARAG``, ``ALINEA``, ``LIST/ITEM/NP``, ``CONSID``,
``DIVISION``, ``ANNEX``, ``GR.SEQ``, ``NP.ECR`` (numbered paragraph of a judgment), ``QUOT.S`` (what is quoted).
Consolidated texts keep what was deleted, between processing instructions that say so.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from srclint.model import Outline

from . import words
from .assemble import Assembler
from .markup import Walk, content_of, name, tidy
from .place import Placer

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_INLINE = frozenset(
    [
        "HT",
        "DATE",
        "REF.DOC",
        "REF.DOC.OJ",
        "REF.DOC.SE",
        "REF.DOC.ECR",
        "REF.DOC.JUR",
        "REF.DOC.PNT",
        "REF.ECR.DOC",
        "REF.NP.ECR",
        "FT",
        "LINK",
        "KEYWORD",
        "IE",
        "QUOT.START",
        "QUOT.END",
        "ADDRESS",
        "NO.DOC.TXT",
        "NO.DOC.C",
        "NO.ECLI",
        "NO.CASE",
        "INCL.ELEMENT",
        "FORMULA.S",
        "FORMULA",
        "EXPR",
        "IND",
        "ABBR",
        "MARGIN",
        "BR",
        "HT.FOOTNOTE",
        "NO.CELEX",
        "REF.DOC.CMI",
        "CORR",
        "DLIST.TERM",
        "AUTHOR",
        "TERM",
        "DEFINITION.TERM",
    ]
)
_SKIP = frozenset(
    [
        "BIB.INSTANCE",
        "BIB.JUDGMENT",
        "BIB.DOC",
        "BIB.DATA",
        "PUBLICATION",
        "FAM.COMP",
        "INFO.CONSLEG",
        "INFO.PROD",
        "NOTE",
        "GR.NOTES",
        "FINAL",
        "SIGNATURE",
        "TOC",
        "CURR.TITLE",
        "PAGE.HEADER",
        "BIB.VOLUME",
        "BIB.INSTANCE.CONS",
        "INDEX",
        "GR.VISA.INIT",
    ]
)
_ATTRIBUTE = re.compile(r"(?<![A-Z.])([A-Z.]+)\s*=\s*\"([^\"]*)\"")
_HEADS = frozenset(["TI.ART", "STI.ART"])


class FormexReader:
    """One walk over one Formex document (or several joined by a wrapper)."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.asm = Assembler()
        self.place = Placer(self.asm)
        self.title: list[str] = []
        self.unnumbered_recitals = False
        self.tables_in_annex = False
        self._buffer: list[str] = []
        self._context: list[str] = []
        self._quoted = 0
        self._items = 0
        self._tables = 0
        self._deleted: str | None = None
        self._raised = 0
        self._recitals = 0
        self._depths: dict[Element, int] = {}
        self._modifiers = _modifiers(root)

    def run(self) -> Assembler:
        """Walk; gives the assembler."""
        walk = Walk(self.root)
        for event, element, text in walk:
            if event == "pi":
                self._instruction(element, text)
            elif self._deleted is not None:
                # Elements open and close as ever; only their words are left out.
                if event == "start":
                    walk.skip = True
            elif event == "text":
                self._buffer.append("^" + text if self._raised and text[:1].isdigit() else text)
            elif event == "start":
                walk.skip = self._start(element)
            else:
                self._end(element)
        self._flush()
        return self.asm

    # ---- amendments

    def _instruction(self, element: Element, text: str) -> None:
        target = getattr(element, "target", "")
        if target not in ("CLG.MDFO", "CLG.MDFC"):
            return
        self._flush()
        fields = dict(_ATTRIBUTE.findall(text))
        if target == "CLG.MDFC":
            if self._deleted is not None and fields.get("ID") == self._deleted:
                self._deleted = None
            if self._deleted is None:
                self.asm.mark = ()
            return
        if self._deleted is not None:
            return
        mark = self._modifiers.get(fields.get("ACTIVE.DOC", ""))
        if fields.get("COMMAND") == "IMPLICIT":
            # A comma that had to follow from the change; the HTML does not mark it either.
            mark = None
        self.asm.mark = (mark,) if mark else ()
        if fields.get("ACTION") == "DELETED":
            self._deleted = fields.get("IDREF", "")
            self.asm.gap()
            self.asm.mark = ()

    # ---- elements

    def _start(self, element: Element) -> bool:
        tag = name(element)
        if tag in _SKIP:
            return True
        if tag in _INLINE:
            self._inline(element, tag)
            return tag == "IE"
        self._flush()
        self._context.append(tag)
        passed_over = self._block(element, tag)
        if passed_over:
            self._context.pop()
        return passed_over

    def _block(self, element: Element, tag: str) -> bool:
        if tag == "QUOT.S":
            self._quoted += 1
            return False
        if self._quoted:
            return False
        if tag == "DIVISION" and not self._items:
            self.place.end()
        elif tag == "CONSID":
            self.asm.close_all()
            self._consid(element)
        elif tag in ("ANNEX", "CONS.ANNEX"):
            self.place.end()
            self.asm.leave_divisions()
        elif tag == "TITLE":
            self._title(element)
            return True
        elif tag == "PARAG":
            self._depths[element] = self.asm.depth
        elif tag in ("NO.PARAG", "TI.ART", "STI.ART"):
            self._number(element, tag)
            return True
        elif tag in ("ITEM", "NP", "NP.ECR"):
            return self._item(element, tag)
        elif tag == "NO.P":
            return True
        elif tag == "TBL":
            self._tables += 1
            self.tables_in_annex |= self.asm.inside == "anx"
        return False

    def _inline(self, element: Element, tag: str) -> None:
        if tag in ("QUOT.START", "QUOT.END"):
            code = element.get("CODE") or ""
            try:
                self._buffer.append(chr(int(code, 16)))
            except ValueError:
                self._buffer.append("'")
        elif tag == "HT" and element.get("TYPE") == "SUP":
            self._raised += 1

    def _consid(self, element: Element) -> None:
        number = _first(element, "NO.P")
        mark = words.marker(tidy(content_of(number))) if number is not None else None
        self._recitals += 1
        if mark is not None and mark.style == "1" and mark.values:
            self.asm.open("rct", mark.values[0])
        elif self._in_judgment():
            self._recitals = 0
        else:
            self.unnumbered_recitals = True
            self.asm.open("rct", str(self._recitals))

    def _in_judgment(self) -> bool:
        return self._context[0] in ("JUDGMENT", "ORDER", "OPINION", "JUDGMENT.NP") if self._context else False

    def _title(self, element: Element) -> None:
        """TITLE holds TI and STI; what they head is the element around it."""
        holder = self._context[-2] if len(self._context) > 1 else ""
        lines = [line for part in element for line in title_lines(part)]
        if holder == "DIVISION":
            if self._items or not lines:
                self.asm.text(" ".join(lines))
                return
            found = words.heading(lines[0])
            if self.asm.inside == "anx" and found is None:
                self.place.group(" ".join(lines))
            elif found is not None and found.kind in ("prt", "tis", "cpt", "sct", "sbs"):
                if self.asm.inside == "anx":
                    self.place.group(" ".join(lines))
                    return
                self.asm.division(found.kind, found.number or "1")
                for line in (found.rest, *lines[1:]):
                    self.asm.division_heading(line)
        elif holder in ("ANNEX", "CONS.ANNEX"):
            found = words.heading(lines[0]) if lines else None
            if found is not None and found.kind == "anx":
                self.place.annex(found.number, None, found.rest)
                lines = lines[1:]
            else:
                self.place.annex("1")
            for line in lines:
                self.place.annex_title(line)
        elif holder == "GR.SEQ":
            if self.asm.inside == "anx" and not self._items:
                self.place.group(" ".join(lines))
            elif self.asm.depth and not self._in_judgment():
                self.asm.text(" ".join(lines))
            elif self._in_judgment():
                self.asm.close_all()
        elif holder in (
            "ACT",
            "CONS.DOC",
            "GENERAL",
            "AGR",
            "JUDGMENT",
            "ORDER",
            "OPINION",
            "CORR",
            "LETTER",
        ):
            self.title = self.title or lines
        elif self.asm.depth:
            self.asm.text(" ".join(lines))

    def _number(self, element: Element, tag: str) -> None:
        lines = title_lines(element)
        text = " ".join(lines)
        if tag == "NO.PARAG":
            if self._items or not self.place.paragraph(text):
                self.asm.text(text)
            return
        if tag == "STI.ART":
            self.asm.heading(text)
            return
        found = words.heading(lines[0]) if lines else None
        value = found.number if found and found.kind == "art" and found.number else words.number(text)
        if value is None:
            value = (element.getparent().get("IDENTIFIER") or "").lstrip("0").lower() or "1"  # type: ignore[union-attr]
        rest = (found.rest,) if found and found.kind == "art" and found.rest else ()
        self.place.article(value, None, (*rest, *lines[1:]))

    def _item(self, element: Element, tag: str) -> bool:
        if tag == "NP" and len(self._context) > 1 and self._context[-2] in ("ITEM", "CONSID", "TI"):
            return False
        if tag == "ITEM":
            inner = next((c for c in element if isinstance(c.tag, str)), None)
            holder = inner if inner is not None and name(inner) == "NP" else element
        else:
            holder = element
        number = next((c for c in holder if name(c) == "NO.P"), None)
        text = tidy(content_of(number)) if number is not None else ""
        self._depths[element] = self.asm.depth
        self._items += 1
        if tag == "NP.ECR":
            value = words.number(text)
            self.asm.close_all()
            self._depths[element] = 0
            if value is not None:
                self.asm.open("para", value, anchor=None)
            return False
        mark = words.marker(text) if text else None
        if mark is None and not text and tag == "ITEM":
            kind = (element.getparent().get("TYPE") or "").upper()  # type: ignore[union-attr]
            mark = words.Marker((), "-") if kind in ("DASH", "NDASH", "BULLET", "OTHER", "") else None
        if self.asm.depth == 0 or self.asm.inside in ("rct", "para") or mark is None:
            self.asm.text(text)
        elif self._tables:
            self.place.nester.place(mark, printed=text)
            self._depths.pop(element)
        elif (
            self._items == 1
            and mark.style == "1"
            and self.asm.inside == "anx"
            and "art" not in self.asm.kinds
        ):
            self.place.point(mark, text, nested=True)
            if len(mark.values) > 1:
                self._depths.pop(element)
        else:
            self.asm.text(text or "—")
            self.asm.open_item(mark)
        return False

    def _end(self, element: Element) -> None:
        tag = name(element)
        if tag in _INLINE:
            if tag == "HT" and element.get("TYPE") == "SUP":
                self._raised -= 1
            return
        self._flush()
        self._context.pop()
        if tag == "QUOT.S":
            self._quoted -= 1
            return
        if self._quoted:
            return
        if tag in ("ITEM", "NP.ECR") or (tag == "NP" and self._context[-1] not in ("ITEM", "CONSID", "TI")):
            self._items -= 1
            depth = self._depths.pop(element, None)
            if depth is not None:
                self.asm.close_to(depth)
        elif tag == "PARAG":
            self.asm.close_to(self._depths.pop(element))
        elif tag == "ARTICLE" and not self._items:
            if self.asm.inside == "anx":
                self.asm.close_to(1)
            else:
                self.place.end()
        elif tag in ("CONSID", "ANNEX", "CONS.ANNEX"):
            self.place.end()
        elif tag == "TBL":
            self._tables -= 1
            if not self._tables:
                self.asm.close_flat()
                self.place.nester.reset()

    def _flush(self) -> None:
        if not self._buffer:
            return
        text = tidy("".join(self._buffer))
        self._buffer.clear()
        if not text or not self.asm.depth:
            return
        if self._items or self._quoted or self._tables or self.asm.inside != "anx":
            self.asm.text(text)
        else:
            self.place.line(text)


def title_lines(element: Element) -> list[str]:
    """The lines of a heading: one for each P (or numbered NP), superscripts and notes as in text."""
    lines: list[str] = []
    buffer: list[str] = []
    walk = Walk(element)
    for event, node, text in walk:
        tag = name(node)
        if event == "text":
            buffer.append(text)
        elif event == "start" and tag == "NOTE":
            walk.skip = True
        elif event == "start" and tag in ("QUOT.START", "QUOT.END"):
            code = node.get("CODE") or "27"
            buffer.append(chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{2,5}", code) else "'")
        elif tag in ("P", "TI", "STI", "NP", "LINE"):
            lines.append(tidy("".join(buffer)))
            buffer.clear()
        elif tag in ("NO.P", "TXT"):
            buffer.append(" ")
    lines.append(tidy("".join(buffer)))
    return [line for line in lines if line]


def _first(element: Element, tag: str) -> Element | None:
    """The first element of a name inside another, not looking into quotations."""
    for node in element.iter():
        if name(node) == tag:
            return node
        if name(node) in ("QUOT.S", "LIST"):
            return None
    return None


def _modifiers(root: Element) -> dict[str, str]:
    """CELEX number of each amending act -> its mark: M1, M2 ... A1 for accession, C1 for corrigenda."""
    found: dict[str, str] = {}
    numbers: dict[str, int] = {}
    for node in root.iter():
        tag = name(node)
        if tag in ("ENACTING.TERMS", "PREAMBLE"):
            break
        if tag not in ("MOD.ACT", "MOD.ACT.CORR", "CORRIG", "CORR.ACT"):
            continue
        kind = (node.get("TYPE") or "MOD").upper()
        letter = {"MOD": "M", "ACC": "A", "ACCESSION": "A", "CORR": "C"}.get(
            kind, "M" if tag == "MOD.ACT" else "C"
        )
        if node.get("EXISTS") == "NO":
            continue
        numbers[letter] = numbers.get(letter, 0) + 1
        celex = next((tidy(content_of(c)) for c in node.iter() if name(c) == "NO.CELEX"), "")
        if celex:
            found.setdefault(celex, f"{letter}{numbers[letter]}")
    return found


def read_formex(root: Element, *, celex: str | None = None) -> Outline:
    """The outline of a Formex document."""
    reader = FormexReader(root)
    asm = reader.run()
    provisions = asm.provisions()
    partial = set()
    if reader.unnumbered_recitals:
        partial.add("recitals")
    if reader.tables_in_annex:
        partial.add("annex-points")
    stated, language, version = _identity(root)
    return Outline(
        format="formex",
        title=" ".join(reader.title) or None,
        language=language,
        celex=stated or celex,
        version=version,
        provisions=provisions,
        partial=frozenset(partial),
    )


def _identity(root: Element) -> tuple[str | None, str | None, dt.date | None]:
    """CELEX number, language and date that the document states of itself."""
    celex = language = None
    version: dt.date | None = None
    for node in root.iter():
        tag = name(node)
        if tag == "INFO.CONSLEG":
            reference, date = node.get("CONSLEG.REF") or "", _date(node.get("START.DATE"))
            if re.fullmatch(r"\d{4}[A-Z]{1,2}\d{4,5}", reference) and date:
                celex, version = f"0{reference}-{date:%Y%m%d}", date
        elif tag in ("LG.DOC", "LG.OJ"):
            language = language or (node.text or "").strip().lower()[:2] or None
        elif tag == "NO.CELEX" and celex is None and name(node.getparent()).startswith("BIB.J"):  # type: ignore[arg-type]
            celex = (node.text or "").strip() or None
        elif tag == "DATE" and version is None:
            parent = name(node.getparent())  # type: ignore[arg-type]
            if parent in ("OJ", "BIB.OJ", "BIB.INSTANCE", "BIB.JUDGMENT", "TI", "P"):
                version = _date(node.get("ISO"))
        elif tag in ("ENACTING.TERMS", "CONTENTS.JUDGMENT"):
            break
    return celex, language, version


def _date(text: str | None) -> dt.date | None:
    try:
        return dt.datetime.strptime(text or "", "%Y%m%d").date()  # noqa: DTZ007
    except ValueError:
        return None
