"""Where a line of an article or annex belongs: the rules that all formats share."""

from __future__ import annotations

import re

from . import words
from .assemble import Assembler
from .lines import Nester

_DIVISIONS = ("prt", "tis", "cpt", "sct", "sbs")
_CLOSED = re.compile(r"[’”“»›\"']\s?[.;,]?\Z")


class Placer:
    """Places lines, one after the other, into the open article or annex."""

    def __init__(self, asm: Assembler) -> None:
        self.asm = asm
        self.nester = Nester(asm)
        self._quoting = False
        self._heading = False
        self._last: tuple[str, bool] | None = None
        # The paragraph number that the document's own id gives to the next line.
        self.expected: str | None = None

    # ---- beginnings

    def article(self, value: str, anchor: str | None = None, headings: tuple[str, ...] = ()) -> None:
        """An article of the act itself begins (inside an annex: an article of what is annexed)."""
        self._quoting = False
        if self.asm.inside == "anx":
            self.asm.close_to(1)
        else:
            self.asm.close_all()
        self.nester.reset()
        self._last = self.expected = None
        self.asm.open("art", value, anchor=anchor)
        for line in headings:
            self.asm.heading(line)

    def annex(self, value: str, anchor: str | None = None, heading: str = "") -> None:
        """An annex begins."""
        self._quoting = False
        self.asm.close_all()
        self.asm.leave_divisions()
        self.nester.reset()
        self.asm.open("anx", value or "1", anchor=anchor)
        self.asm.heading(heading)
        self._heading = True

    def end(self) -> None:
        """Article or annex is over."""
        self._quoting = False
        self.asm.close_all()
        self.nester.reset()

    @property
    def quoting(self) -> bool:
        """Whether the lines are a quotation of another act that has not been closed yet."""
        return self._quoting

    # ---- lines

    def annex_title(self, line: str) -> None:
        """A line in the heading of an annex (or a heading further down that looks the same)."""
        if self._heading:
            self.asm.heading(line)
        elif line:
            self.group(line)

    def group(self, text: str, marks: tuple[str, ...] = ()) -> None:
        """A heading inside an annex: a section, a part, a numbered point with a heading, or words."""
        if self.asm.inside != "anx":
            self.asm.text(text, marks)
            return
        found = words.heading(text)
        if found and found.number and found.kind in _DIVISIONS:
            self.asm.close_flat()
            self.asm.close_kinds(
                "art", "par", "pnt", "ind", "none", *_DIVISIONS[_DIVISIONS.index(found.kind) :]
            )
            self.nester.reset()
            self.asm.text(text)
            self.asm.open(found.kind, found.number)
            self.asm.heading(found.rest)
            self._heading = False
            return
        split = words.split_marker(text)
        if split and split[0].values and not split[0].quoted:
            self._heading = False
            self.nester.place(split[0], printed=text)
            self.asm.heading(split[1])
            return
        if self.asm.empty and self.asm.kinds[-1] in ("anx", *_DIVISIONS):
            self.asm.heading_line(text)
        else:
            self.asm.text(text, marks)

    def point(self, mark: words.Marker, printed: str, *, nested: bool) -> None:
        """A numbered point directly in an annex; ``nested`` when the document's tree closes it."""
        self._heading = False
        if not nested or len(mark.values) > 1:
            self.nester.place(mark, printed=printed)
            return
        self.asm.close_flat()
        self.nester.reset()
        self.asm.text(printed)
        self.asm.open_item(mark)

    def paragraph(self, text: str) -> bool:
        """The number of a paragraph, alone ("1.", "(2)", "3 bis."); False where it is none."""
        mark = words.marker(text)
        if mark is None or mark.quoted or self._quoting or not mark.values:
            return False
        if "art" in self.asm.kinds:
            value = words.number(text)
            if value is None:
                return False
            value = self._misprint(value)
            while self.asm.depth and self.asm.kinds[-1] != "art":
                self.asm.close()
            self.nester.reset()
            self.asm.text(text)
            self.asm.open("par", value)
            self._last = (value, mark.dotted)
            return True
        if self.asm.inside == "anx":
            self.point(mark, text, nested=False)
            return True
        return False

    def _misprint(self, value: str) -> str:
        """The number by its id where the printed one jumps: some editions print "11." for paragraph 10."""
        expected, self.expected = self.expected, None
        if expected is None or expected == value or self._last is None:
            return value
        last = self._last[0]
        return expected if last.isdigit() and expected == str(int(last) + 1) and value.isdigit() else value

    def line(
        self,
        text: str,
        marks: tuple[str, ...] = (),
        *,
        points: bool = False,
        after: words.Marker | None = None,
    ) -> None:
        """A line of running text, which may begin with the number of a paragraph or point.

        ``points``: the document has no other sign of a point than its mark, so "(a) ..." in an
        article is one too; ``after`` is the next mark of the document then.
        """
        split = words.split_marker(text)
        if split and split[0].quoted:
            self._quoting = True
        if self._quoting:
            self._quoting = not _CLOSED.search(text)
        elif split:
            mark, rest = split
            printed = text[: len(text) - len(rest)].strip() if rest else text
            if "art" in self.asm.kinds:
                if _paragraph_like(mark) and (not points or self._is_paragraph(mark)):
                    if self.paragraph(printed):
                        self.asm.text(rest, marks)
                        return
                elif points:
                    self.nester.place(mark, after, printed=printed)
                    self.asm.text(rest, marks)
                    return
            elif self.asm.inside == "anx" and (mark.values or points):
                self._heading = False
                self.nester.place(mark, after, printed=printed)
                self.asm.text(rest, marks)
                return
        if self.asm.inside == "anx":
            self._heading = False
        self.asm.text(text, marks)

    def _is_paragraph(self, mark: words.Marker) -> bool:
        """In unmarked text "(1)" under "1." is a point, and so is a number that does not go on."""
        if self._last is None:
            return mark.values[0] in ("1", "m1")
        last, dotted = self._last
        return dotted == mark.dotted and _digits(mark.values[0]) >= _digits(last) and mark.values[0] != last


def _paragraph_like(mark: words.Marker) -> bool:
    return mark.style == "1" and len(mark.values) == 1


def _digits(value: str) -> int:
    found = re.search(r"\d+", value)
    return int(found[0]) if found else 0
