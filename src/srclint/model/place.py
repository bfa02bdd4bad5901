"""Where things stand in a file, and how much they matter."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Where something stands in a file; everything that an author can be told about has one."""

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int


class Severity(StrEnum):
    """How much a finding matters. ``OFF`` only occurs as a rule's default."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    OFF = "off"

    @property
    def rank(self) -> int:
        """Order: 0 is the gravest."""
        return ("error", "warning", "info", "off").index(self.value)


class LineIndex:
    """Turns offsets of one text into lines and columns; a line ends at ``\\n``, ``\\r\\n`` or ``\\r``."""

    __slots__ = ("_starts",)

    def __init__(self, text: str) -> None:
        starts = [0]
        position = 0
        for line in text.splitlines(keepends=True):
            # splitlines also splits at \v, \f, U+2028 and the like: editors do not.
            position += len(line)
            if line.endswith(("\n", "\r")):
                starts.append(position)
        self._starts = starts

    def position(self, offset: int) -> tuple[int, int]:
        """(line, column) of an offset, both from 1."""
        row = bisect_right(self._starts, offset) - 1
        return row + 1, offset - self._starts[row] + 1

    def span(self, start: int, end: int) -> Span:
        """The span of an extent."""
        line, column = self.position(start)
        end_line, end_column = self.position(end)
        return Span(start, end, line, column, end_line, end_column)
