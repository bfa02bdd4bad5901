"""Puts provisions together while a reader walks a document in its own order.

A reader says what it meets ("article 5", "paragraph 1", "a list item opens", "these words"); the
assembler knows the paths. Text is kept once, as pieces in document order; a provision is the run of
pieces between its beginning and its end, so an article holds its paragraphs without copying them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from srclint.model import Provision

from .words import Marker

_RANKS = {"prt": 0, "tis": 1, "cpt": 2, "sct": 3, "sbs": 4}


@dataclass(slots=True)
class _Record:
    path: str
    anchor: str | None
    runs: list[tuple[int, int]] = field(default_factory=list)
    heading: list[str] = field(default_factory=list)
    heading_marks: set[str] = field(default_factory=set)
    division: bool = False


@dataclass(slots=True)
class _Open:
    record: _Record | None
    path: str
    start: int
    kind: str
    flat: bool = False


class Assembler:
    """Builds the provisions of one document."""

    def __init__(self) -> None:
        self._records: dict[str, _Record] = {}
        self._open: list[_Open] = []
        self._divisions: list[tuple[int, str]] = []
        self._pieces: list[str] = []
        self._marks: list[tuple[str, ...]] = []
        self._whole: list[bool] = []
        self._indents: dict[str, int] = {}
        self.mark: tuple[str, ...] = ()
        self.prefix = ""
        self.repeated: set[str] = set()

    # ---- where we are

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that are open, outermost first."""
        return tuple(o.kind for o in self._open)

    @property
    def inside(self) -> str | None:
        """The outermost open provision's kind: art, anx, rct, para, or None."""
        return self._open[0].kind if self._open else None

    @property
    def path(self) -> str:
        """The path of the innermost open provision, "" outside all."""
        return self._open[-1].path if self._open else ""

    def has(self, path: str) -> bool:
        """Whether a provision was met."""
        return path in self._records

    # ---- divisions have a heading and no text of their own

    def division(self, kind: str, value: str, *, anchor: str | None = None, path: str | None = None) -> None:
        """A part, title, chapter or section of the enacting terms begins."""
        self.close_all()
        rank = _RANKS[kind]
        while self._divisions and self._divisions[-1][0] >= rank:
            self._divisions.pop()
        if path is None:
            base = self._divisions[-1][1] + "." if self._divisions else self.prefix
            path = f"{base}{kind}_{value}"
        self._divisions.append((rank, path))
        record = self._record(path, anchor)
        record.division = True
        record.heading_marks.update(self.mark)

    def protocol(self, value: str) -> None:
        """A protocol to a treaty begins: its articles count anew, under ``pro_1``."""
        self.close_all()
        self._divisions.clear()
        self.prefix = ""
        path = f"pro_{value}"
        self._record(path, None).division = True
        self.prefix = path + "."
        self._divisions.append((-1, path))

    def division_heading(self, words: str) -> None:
        """The words under a division's number."""
        if self._divisions and words:
            record = self._records[self._divisions[-1][1]]
            record.heading.append(words)
            record.heading_marks.update(self.mark)

    def leave_divisions(self) -> None:
        """The enacting terms are over."""
        self._divisions.clear()

    # ---- provisions

    def open(self, kind: str, value: str, *, anchor: str | None = None, flat: bool = False) -> None:
        """A provision begins inside the innermost open one."""
        base = self._open[-1].path + "." if self._open else self.prefix
        path = f"{base}{kind}_{value}"
        self._open.append(_Open(self._record(path, anchor), path, len(self._pieces), kind, flat))
        # Even an empty provision shows under which amendment it stands.
        self._add("", whole=False)

    def open_item(self, mark: Marker, *, flat: bool = False) -> None:
        """A list item begins: a point (``pnt_a``), or an indent (``ind_2``) for a dash.

        Exactly one level is opened, so one ``close`` ends it, for a number with several levels too.
        """
        if not mark.values:
            count = self._indents.get(self.path, 0) + 1
            self._indents[self.path] = count
            self.open("ind", str(count), flat=flat)
            return
        if len(mark.values) > 1:
            self.close_flat()
            base = self.path + "." if self._open else self.prefix
            path = base + ".".join(f"pnt_{v}" for v in mark.values)
            self._open.append(_Open(self._record(path, None), path, len(self._pieces), "pnt"))
            self._add("", whole=False)
            return
        self.open("pnt", mark.values[0])

    def close(self) -> None:
        """The innermost open provision ends."""
        if self._open:
            last = self._open.pop()
            if last.record is not None:
                last.record.runs.append((last.start, len(self._pieces)))

    def close_to(self, depth: int) -> None:
        """Close until ``depth`` provisions are open."""
        while len(self._open) > depth:
            self.close()

    def close_all(self) -> None:
        """Close everything."""
        self.close_to(0)

    def close_flat(self) -> None:
        """Close points that were opened by a line, not by the nesting of the document."""
        while self._open and self._open[-1].flat:
            self.close()

    def close_kinds(self, *kinds: str) -> None:
        """Close the innermost provisions as long as they are of these kinds."""
        while self._open and self._open[-1].kind in kinds:
            self.close()

    @property
    def depth(self) -> int:
        """How many provisions are open."""
        return len(self._open)

    @property
    def empty(self) -> bool:
        """Whether the innermost open provision has no words yet."""
        return bool(self._open) and not any(self._pieces[self._open[-1].start :])

    def heading(self, words: str) -> None:
        """Words of the heading of the innermost open provision."""
        if words and self._open and self._open[-1].record is not None:
            self._open[-1].record.heading.append(words)
            self._open[-1].record.heading_marks.update(self.mark)

    def heading_line(self, words: str) -> None:
        """A further line of the heading of the innermost provision: its parents' words, not its own."""
        self.heading(words)
        if words and len(self._open) > 1:
            self._add(words, whole=False)
            self._open[-1].start = len(self._pieces)

    def text(self, words: str, marks: tuple[str, ...] = ()) -> None:
        """Words of the innermost open provision (and of all around it)."""
        if words and self._open:
            self._add(words, whole=False, marks=marks)

    def gap(self) -> None:
        """A deleted passage: it is a change of the article or annex, not of the point before it."""
        if self._open:
            self._add("", whole=True)

    def _add(self, words: str, *, whole: bool, marks: tuple[str, ...] = ()) -> None:
        self._pieces.append(words)
        self._marks.append((*self.mark, *marks) if marks else self.mark)
        self._whole.append(whole)

    def _record(self, path: str, anchor: str | None) -> _Record:
        record = self._records.get(path)
        if record is None:
            record = self._records[path] = _Record(path, anchor)
        elif not record.division:
            self.repeated.add(path)
        return record

    # ---- the result

    def provisions(self) -> tuple[Provision, ...]:
        """All provisions in document order."""
        self.close_all()
        return tuple(self._provision(record) for record in self._records.values())

    def _provision(self, record: _Record) -> Provision:
        marks = set(record.heading_marks)
        top = record.path.rsplit(".", 1)[-1].startswith(("art_", "anx_"))
        words: list[str] = []
        for start, end in record.runs:
            words.extend(piece for piece in self._pieces[start:end] if piece)
            for at in range(start, end):
                if self._marks[at] and (top or not self._whole[at]):
                    marks.update(self._marks[at])
        return Provision(
            path=record.path,
            heading=" ".join(record.heading) or None,
            text=" ".join(words),
            modified_by=tuple(sorted(marks, key=lambda m: (m[0], int(m[1:]) if m[1:].isdigit() else 0, m))),
            anchor=record.anchor,
        )
