"""Acts whose structure is only printed: a sequence of lines without markup that says what they are.

Used for the oldest EUR-Lex HTML (plain paragraphs), the first consolidated texts (styles only), Word
exports of proposals and PDF text. What a line is follows from what it says and where it stands; lower
levels found this way are named in ``Outline.partial`` by the callers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from . import words
from .assemble import Assembler
from .markup import AMENDMENT_MARK, amendments
from .place import Placer

_DIVISIONS = ("prt", "tis", "cpt", "sct", "sbs")
_RULE = re.compile(r"[-_*—–]{6,}\Z")
_GAP = re.compile(r"[—–_ -]{3,5}\Z")
_SENTENCE_END = (".", ";", ":", ",")
_OPENING = "‘“„«‚‹\"'"
_HEADING_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the document; ``role`` where the document says more: art, division, annex,
    recital, title, end (of the act or annex; what follows belongs to none).

    ``note`` marks a footnote at the end of the text.
    """

    text: str
    role: str = ""
    note: bool = False


class FlatReader:
    """Reads lines into an assembler."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = [line for line in lines if line.text and not line.note]
        self.asm = Assembler()
        self.place = Placer(self.asm)
        self.unnumbered_recitals = False
        self._last = 0
        self._title_due = ""
        self._marks = self._next_marks()

    def run(self) -> Assembler:
        """Read; gives the assembler."""
        start = self._body_start()
        self._preamble(start)
        for at in range(start, len(self.lines)):
            self._line(at)
        return self.asm

    # ---- before the first article

    def _body_start(self) -> int:
        """The first article or the headings directly above it: a table of contents is passed over."""
        first = next((at for at in range(len(self.lines)) if self._article(at) is not None), len(self.lines))
        start = first
        while start > 0 and first - start < 10:
            line = self.lines[start - 1]
            found = words.heading(line.text)
            if found is not None and found.kind in _DIVISIONS and self._is_heading(line):
                start -= 1
            elif (
                start - 1 > 0
                and self._short(line.text)
                and not _RULE.match(line.text)
                and (above := words.heading(self.lines[start - 2].text)) is not None
                and above.kind in _DIVISIONS
                and self._is_heading(self.lines[start - 2])
            ):
                start -= 2
            else:
                break
        return start

    def _preamble(self, end: int) -> None:
        """Numbered recitals: "(1) ...", counting up from one; or marked as such by the document."""
        expected = 0
        for at in range(end):
            line = self.lines[at]
            split = words.split_marker(line.text)
            value = (
                split[0].values[0] if split and split[0].style == "1" and len(split[0].values) == 1 else ""
            )
            bracketed = line.text.startswith("(") or line.role == "recital"
            if split and value.isdigit() and bracketed and int(value) == expected + 1:
                self.asm.close_all()
                self.asm.open("rct", value)
                self.asm.text(self._amendments(split[1])[0])
                expected += 1
            elif self.asm.inside == "rct":
                text, marks = self._amendments(line.text)
                if text.isupper() or _RULE.match(text):
                    self.asm.close_all()
                else:
                    self.asm.text(text, marks)
            else:
                self._amendments(line.text)
        # The words that enact ("HAVE ADOPTED THIS REGULATION:") follow the last recital.
        self.asm.close_all()

    # ---- from the first article on

    def _line(self, at: int) -> None:
        line = self.lines[at]
        text, marks = self._amendments(line.text)
        if not text:
            return
        if _RULE.match(text) or line.role == "end":
            self.place.end()
            self._title_due = ""
            return
        if _GAP.match(text):
            self.asm.gap()
            return
        if self._heading(at, text):
            return
        if self._title_due and self._is_title(at, text):
            self._take_title(text)
            return
        self._title_due = ""
        if self.asm.depth:
            self.place.line(text, marks, points=True, after=self._marks[at])

    def _heading(self, at: int, text: str) -> bool:
        article = self._article(at)
        if article is not None:
            self._open_article(article)
            return True
        line = self.lines[at]
        found = words.heading(text)
        if found is None or not self._is_heading(line):
            return False
        if found.kind == "pro":
            if not found.number.isdigit():
                return False
            self.place.end()
            self.asm.protocol(found.number)
            self.asm.division_heading(found.rest)
            self._last, self._title_due = 0, "" if found.rest else "division"
            return True
        if found.kind == "anx":
            if self.asm.prefix and found.number:
                self.asm.prefix = ""
            self.place.annex(found.number, None, found.rest)
            self._last, self._title_due = 0, "" if found.rest else "annex"
            return True
        if found.kind in _DIVISIONS and found.number:
            if self.asm.inside == "anx" and "art" not in self.asm.kinds:
                self.place.group(text)
                return True
            if self.asm.inside == "anx":
                return False
            self.place.end()
            self.asm.division(found.kind, found.number)
            self.asm.division_heading(found.rest)
            self._title_due = "" if found.rest else "division"
            return True
        return False

    def _open_article(self, found: words.Heading) -> None:
        self.place.article(found.number, None, (found.rest,) if found.rest else ())
        self._last = _whole(found.number)
        self._title_due = "" if found.rest else "article"

    def _article(self, at: int) -> words.Heading | None:
        """The heading of an own article, or None."""
        line = self.lines[at]
        text = AMENDMENT_MARK.sub(" ", line.text).replace("◄", " ").strip()
        if text[:1] in _OPENING or "|" in text or len(text) > _HEADING_LENGTH:
            return None
        first, _, rest = text.partition("\n")
        found = words.heading(first)
        if found is None or found.kind != "art" or not found.number:
            return None
        tail = found.rest.strip()
        if line.role != "art" and tail and not _can_be_title(tail):
            return None
        if rest:
            found = words.Heading("art", found.number, " ".join((tail + " " + rest).split()))
        if line.role != "art" and self.place.quoting and _whole(found.number) != self._last + 1:
            return None
        value = _whole(found.number)
        in_annex = self.asm.inside == "anx"
        if line.role != "art" and value < self._last and not (in_annex and value == 1):
            return None
        return found

    def _is_heading(self, line: Line) -> bool:
        text = AMENDMENT_MARK.sub(" ", line.text).strip()
        if line.role in ("division", "annex"):
            return True
        if (
            len(text) > _HEADING_LENGTH
            or "|" in text
            or text[:1] in _OPENING
            or text.endswith((";", ",", ":"))
        ):
            return False
        found = words.heading(text)
        if found is None:
            return False
        return not found.rest or _can_be_title(found.rest)

    def _is_title(self, at: int, text: str) -> bool:
        if self.lines[at].role == "title":
            return True
        if not self._short(text) or words.split_marker(text) is not None:
            return False
        if self._title_due == "article":
            # Something must follow that the title can stand over.
            return at + 1 < len(self.lines) and self._article(at + 1) is None and text[:1] not in _OPENING
        return True

    def _take_title(self, text: str) -> None:
        if self._title_due == "division":
            self.asm.division_heading(text)
            # A heading set over two lines in capitals goes on.
            self._title_due = "division" if text.isupper() else ""
        else:
            self.asm.heading(text)
            self._title_due = ""

    def _short(self, text: str) -> bool:
        return len(text) <= _HEADING_LENGTH and not text.endswith(_SENTENCE_END)

    # ---- helpers

    def _amendments(self, text: str) -> tuple[str, tuple[str, ...]]:
        text = " ".join(text.split())
        told = amendments(text)
        if told is None:
            return text, ()
        if told.from_here is not None:
            self.asm.mark = told.from_here
        return " ".join(told.text.split()), told.within

    def _next_marks(self) -> list[words.Marker | None]:
        """For each line the mark of the next line that has one, in the same style of brackets."""
        following: list[words.Marker | None] = []
        coming: words.Marker | None = None
        for line in reversed(self.lines):
            following.append(coming)
            split = words.split_marker(line.text)
            if split and split[0].values and split[0].style in ("i", "a", "I", "A"):
                coming = split[0]
        return following[::-1]


def _can_be_title(rest: str) -> bool:
    """Whether words after "Article 5" can be its title: "(ex Article 3 TEC)", "- Scope", "Scope"."""
    if rest[0] == "(":
        return rest.endswith(")")
    first = next((c for c in rest if c.isalpha()), "")
    return first.isupper() and not rest.endswith(_SENTENCE_END)


def _whole(number: str) -> int:
    found = re.search(r"\d+", number)
    return int(found[0]) if found else 0
