"""Reads a file with wrongly encoded characters as if they were right, with the places of the file.

The repair comes before reading, so that a mis-encoded bullet is a bullet; afterwards every offset
is led back. A repaired character is an atomic piece: it stands for the whole wrong sequence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from srclint.legal.text import MappedText, Piece
from srclint.parse.blocks import Block, Reading
from srclint.parse.mojibake import find

Repair = tuple[int, int, str]


def reading_of(text: str, read: Callable[[str], Reading]) -> Reading:
    """``read`` on the repaired text, with all its places led back to ``text``."""
    repairs = find(text)
    if not repairs:
        return read(text)
    parts: list[str] = []
    position = 0
    for start, end, words in repairs:
        parts.append(text[position:start])
        parts.append(words)
        position = end
    parts.append(text[position:])
    return _Return(repairs).reading(read("".join(parts)), text)


class _Return:
    """Leads offsets of the repaired text back to the file's."""

    def __init__(self, repairs: Sequence[Repair]) -> None:
        self.starts: list[int] = []  # where each repair begins in the repaired text
        self.repairs = repairs
        shift = 0
        for start, end, words in repairs:
            self.starts.append(start + shift)
            shift += len(words) - (end - start)

    def start(self, at: int) -> int:
        """The file offset where the repaired text's character ``at`` begins."""
        index = bisect_right(self.starts, at) - 1
        if index < 0:
            return at
        start, end, words = self.repairs[index]
        inside = at - self.starts[index]
        return start if inside < len(words) else end + inside - len(words)

    def end(self, at: int) -> int:
        """The file offset where the repaired text's character before ``at`` ends."""
        if at <= 0:
            return 0
        index = bisect_right(self.starts, at - 1) - 1
        if index < 0:
            return at
        _start, end, words = self.repairs[index]
        inside = at - self.starts[index]
        return end if inside <= len(words) else end + inside - len(words)

    def text(self, shadow: MappedText) -> MappedText:
        pieces: list[Piece] = []
        for piece in shadow.pieces:
            if piece.end - piece.start != piece.length:
                pieces.append(Piece(piece.at, piece.length, self.start(piece.start), self.end(piece.end)))
                continue
            pieces.extend(self._exact(piece))
        return MappedText(shadow.text, tuple(pieces))

    def _exact(self, piece: Piece) -> list[Piece]:
        """A run of characters, parted where repairs stand in it."""
        found: list[Piece] = []
        position = piece.start
        while position < piece.end:
            index = bisect_right(self.starts, position) - 1
            if index >= 0 and position < self.starts[index] + len(self.repairs[index][2]):
                stop = min(piece.end, self.starts[index] + len(self.repairs[index][2]))
                first, last = self.repairs[index][:2]
            else:
                stop = min(piece.end, self.starts[index + 1]) if index + 1 < len(self.starts) else piece.end
                first = self.start(position)
                last = first + stop - position
            found.append(Piece(piece.at + position - piece.start, stop - position, first, last))
            position = stop
        return found

    def reading(self, reading: Reading, text: str) -> Reading:
        start, end = self.start, self.end
        return replace(
            reading,
            text=text,
            blocks=tuple(self.block(block) for block in reading.blocks),
            front_matter_end=end(reading.front_matter_end),
            comments=tuple(replace(c, start=start(c.start), end=end(c.end)) for c in reading.comments),
            definitions=tuple(
                replace(
                    d,
                    start=start(d.start),
                    end=end(d.end),
                    url_start=start(d.url_start),
                    url_end=end(d.url_end),
                )
                for d in reading.definitions
            ),
            warnings=tuple((start(low), end(high), words) for low, high, words in reading.warnings),
            mojibake=tuple(self.repairs),
        )

    def block(self, block: Block) -> Block:
        start, end = self.start, self.end
        return replace(
            block,
            text=self.text(block.text),
            start=start(block.start),
            end=max(start(block.start), end(block.end)),
            links=tuple(
                replace(
                    link,
                    url_start=start(link.url_start),
                    url_end=max(start(link.url_start), end(link.url_end)),
                    file_start=start(link.file_start),
                    file_end=end(link.file_end),
                )
                for link in block.links
            ),
            marks=tuple(
                replace(mark, file_start=start(mark.file_start), file_end=end(mark.file_end))
                for mark in block.marks
            ),
        )
