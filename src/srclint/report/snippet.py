"""The source lines of a finding with its place underlined, as compilers show them.

Work is bounded by the width of the screen and not by the length of the line: an HTML page may be one
line of a megabyte. A line is cut around the mark; the cut ends show ``…``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from srclint.model import Span
from srclint.report.visible import escaped, is_hidden

_COMMAND = re.compile(r"##(?:vso)?\[")
_CUT = "…"
_TAB = "    "
_MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the file for the screen, and its underline (blanks and ``^``; may be empty)."""

    number: int
    text: str
    marks: str


def rows(text: str, span: Span, columns: int) -> list[Row | None]:
    """The lines that ``span`` stands on, in ``columns`` columns; None stands for lines left out.

    Up to three lines are shown whole, of a longer span the first and the last. Nothing is shown
    where the span does not lie in the text, or on an empty line.
    """
    if not span.column - 1 <= span.start <= span.end <= len(text):
        return []
    starts = _line_starts(text, span)
    shown: list[Row | None] = []
    previous = span.line - 1
    for number, start in starts:
        if number != previous + 1:
            shown.append(None)
        previous = number
        shown.append(_row(text, number, start, span, columns))
    while shown and (shown[-1] is None or not shown[-1].text):
        shown.pop()
    return shown


def _line_starts(text: str, span: Span) -> list[tuple[int, int]]:
    """(number, offset) of the lines to show."""
    first = (span.line, span.start - (span.column - 1))
    # A span that ends at the very beginning of a line does not reach into that line.
    last_line = span.end_line - 1 if span.end_column == 1 and span.end_line > span.line else span.end_line
    if last_line == span.line:
        return [first]
    if last_line - span.line >= _MOST_LINES:
        last = (span.end_line, span.end - (span.end_column - 1))
        return [first, last] if last_line == span.end_line else [first]
    found = [first]
    for number in range(span.line + 1, last_line + 1):
        found.append((number, _next_line(text, found[-1][1], span.end)))
    return found


def _next_line(text: str, start: int, limit: int) -> int:
    """The offset of the line after the one at ``start``; there is one before ``limit``."""
    feed = text.find("\n", start, limit)
    carriage = text.find("\r", start, feed if feed >= 0 else limit)
    if carriage >= 0:
        return carriage + (2 if text[carriage + 1 : carriage + 2] == "\n" else 1)
    return feed + 1 if feed >= 0 else limit


def _row(text: str, number: int, start: int, span: Span, columns: int) -> Row:
    """One line, cut around the part of ``span`` that stands on it."""
    mark = max(span.start, start)
    # As far as the screen can show before and after the mark, and one further to know of a cut.
    low = max(start, mark - columns - 1)
    high = min(len(text), mark + columns + 1)
    line = text[low:high]
    for end in ("\n", "\r"):
        cut = line.find(end)
        if cut >= 0:
            line = line[:cut]
    begin, stop = mark - low, min(span.end - low, len(line))
    if span.start < start:  # a continued line: its indent is not part of the mark
        begin += len(line) - len(line.lstrip())
    begin = min(begin, len(line))
    cells = [_cell(char) for char in line]
    for at in _commands(line):
        cells[at] = _written_out(line[at])
    left, right = _window(cells, begin, stop, columns, cut_left=low > start)
    head = _CUT if left > 0 or low > start else ""
    tail = _CUT if right < len(line) or (high < len(text) and right == len(line) == high - low) else ""
    body = "".join(shown for shown, _ in cells[left:right])
    blanks = len(head) + sum(width for _, width in cells[left:begin])
    carets = sum(width for _, width in cells[max(begin, left) : min(stop, right)])
    # An empty place has one caret; an empty line inside a longer one has none.
    carets = carets or (1 if span.start >= start else 0)
    marks = " " * blanks + "^" * carets if carets else ""
    return Row(number, f"{head}{body}{tail}".rstrip(), marks)


def _window(
    cells: list[tuple[str, int]], begin: int, stop: int, columns: int, *, cut_left: bool
) -> tuple[int, int]:
    """The part of the cells to show: all if it fits, else the mark with as much around it as fits.

    A quarter of the room goes before the mark, so that the reader sees what leads to it.
    """
    total = sum(width for _, width in cells)
    if total <= columns and not cut_left:
        return 0, len(cells)
    room = columns - 2 * len(_CUT)
    marked = sum(width for _, width in cells[begin:stop])
    before = max(room // 4, room - marked - sum(width for _, width in cells[stop:]))
    left, used = begin, 0
    while left > 0 and used + cells[left - 1][1] <= before:
        left -= 1
        used += cells[left][1]
    right = left
    used = 0
    while right < len(cells) and used + cells[right][1] <= room:
        used += cells[right][1]
        right += 1
    return left, right


def _commands(line: str) -> Iterator[int]:
    """Where ``##[`` or ``##vso[`` stands: builds read it as a command anywhere in a line of output."""
    return (match.start() for match in _COMMAND.finditer(line))


def _written_out(char: str) -> tuple[str, int]:
    shown = escaped(char)
    return shown, len(shown)


def _cell(char: str) -> tuple[str, int]:
    """What stands on the screen for a character, and how many columns it takes."""
    if char == "\t":
        return _TAB, len(_TAB)
    if is_hidden(char):
        return _written_out(char)
    if char.isascii():
        return char, 1
    if char in "\u200c\u200d" or unicodedata.category(char) in {"Mn", "Me"}:
        return char, 0
    return char, 2 if unicodedata.east_asian_width(char) in "WF" else 1
