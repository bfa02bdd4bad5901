"""Points in a document whose nesting is not marked up: which level does "(i)" belong to?"""

from __future__ import annotations

from dataclasses import dataclass

from .assemble import Assembler
from .words import Marker, is_roman, roman_value


@dataclass(slots=True)
class _Level:
    style: str
    value: str
    depth: int


class Nester:
    """Opens flat points on an assembler, each at the level that its number continues or begins."""

    def __init__(self, assembler: Assembler) -> None:
        self._assembler = assembler
        self._levels: list[_Level] = []

    def reset(self) -> None:
        """A new provision begins: no list is going on."""
        self._levels.clear()

    def place(self, mark: Marker, after: Marker | None = None, printed: str = "") -> None:
        """Open the point of ``mark``, which stands in the document as ``printed``.

        ``after`` is the next mark in the document: it tells the letter (i) from the roman (i).
        """
        # Whatever closed in the meantime is no level to continue.
        while self._levels and self._levels[-1].depth > self._assembler.depth:
            self._levels.pop()
        if not mark.values:
            self._enter(_Level("-", "", 0))
            self._assembler.text(printed)
            self._assembler.open_item(mark, flat=True)
            self._levels[-1].depth = self._assembler.depth
            return
        value = mark.values[-1]
        style = self._style(mark, after)
        if len(mark.values) > 1:
            self._hierarchical(mark, printed)
            return
        shape = style + ("." if mark.dotted else ")")
        self._enter(_Level(shape, value, 0))
        self._assembler.text(printed)
        self._assembler.open("pnt", value, flat=True)
        self._levels[-1].depth = self._assembler.depth

    def _style(self, mark: Marker, after: Marker | None) -> str:
        value = mark.values[-1]
        if mark.style not in ("i", "I"):
            return mark.style
        letter = "a" if mark.style == "i" else "A"
        for level in reversed(self._levels):
            if level.style[0] == mark.style and roman_value(value) == roman_value(level.value) + 1:
                return mark.style
            if level.style[0] == letter and _next_letter(level.value) == value.lower():
                following = after.values[-1].lower() if after and after.values else ""
                if (
                    is_roman(following)
                    and roman_value(following) == roman_value(value) + 1
                    and len(following) > 1
                ):
                    return mark.style
                return letter
        return mark.style if roman_value(value) == 1 or len(value) > 1 else letter

    def _hierarchical(self, mark: Marker, printed: str) -> None:
        keep = 0
        for level, value in zip(self._levels, mark.values[:-1], strict=False):
            if level.style[0] != "1" or level.value != value:
                break
            keep += 1
        self._cut(keep)
        self._assembler.text(printed)
        for value in mark.values[keep:]:
            self._assembler.open("pnt", value, flat=True)
            self._levels.append(_Level("1.", value, self._assembler.depth))

    def _enter(self, level: _Level) -> None:
        for at in range(len(self._levels) - 1, -1, -1):
            if self._levels[at].style == level.style:
                self._cut(at)
                break
        self._levels.append(level)

    def _cut(self, keep: int) -> None:
        if keep < len(self._levels):
            self._assembler.close_to(self._levels[keep].depth - 1)
            del self._levels[keep:]


def _next_letter(value: str) -> str:
    value = value.lower()
    return chr(ord(value[0]) + 1) if value and "a" <= value[0] < "z" else ""
