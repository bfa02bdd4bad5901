"""Text that remembers where it came from.

A reader sees "the AI Act (3 %)"; the file has ``the *AI&nbsp;Act* (3&#8239;%)``. A ``MappedText``
is what the reader sees, and gives for any extent of it the extent of the file that it stands for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from srclint.model.record import record


@record(frozen=True, slots=True)
class Piece:
    """A run of shadow characters: ``length`` of them stand for ``file[start:end]``.

    Where ``end - start == length`` the characters correspond one to one; otherwise the run is
    atomic (an entity, a repaired character): every part of it stands for the whole.
    """

    at: int
    length: int
    start: int
    end: int


@record(frozen=True, slots=True)
class MappedText:
    """Shadow text with its map to the file. Offsets are code points."""

    text: str
    pieces: tuple[Piece, ...]

    def __len__(self) -> int:
        return len(self.text)

    def start(self, at: int) -> int:
        """The file offset where the shadow character ``at`` begins (its end for ``at == len``)."""
        if not self.pieces:
            return 0
        if at >= len(self.text):
            return self.pieces[-1].end
        piece = self.pieces[self._find(at)]
        exact = piece.end - piece.start == piece.length
        return piece.start + (at - piece.at) if exact else piece.start

    def end(self, at: int) -> int:
        """The file offset where the shadow character before ``at`` ends."""
        if not self.pieces:
            return 0
        if at <= 0:
            return self.pieces[0].start
        piece = self.pieces[self._find(at - 1)]
        exact = piece.end - piece.start == piece.length
        return piece.start + (at - piece.at) if exact else piece.end

    def extent(self, start: int, end: int) -> tuple[int, int]:
        """The extent of the file that ``text[start:end]`` stands for."""
        if start >= end:
            here = self.start(start)
            return here, here
        return self.start(start), self.end(end)

    def slice(self, start: int, end: int) -> MappedText:
        """The part ``text[start:end]`` as a mapped text of its own."""
        builder = MappedTextBuilder()
        for piece in self.pieces:
            low, high = max(start, piece.at), min(end, piece.at + piece.length)
            if low >= high:
                continue
            words = self.text[low:high]
            if piece.end - piece.start == piece.length:
                offset = piece.start + (low - piece.at)
                builder.add(words, offset, offset + len(words))
            else:
                builder.add(words, piece.start, piece.end)
        return builder.build()

    def _find(self, at: int) -> int:
        return bisect_right(self.pieces, at, key=lambda piece: piece.at) - 1


class MappedTextBuilder:
    """Collects pieces in file order."""

    __slots__ = ("_length", "_pieces", "_words")

    def __init__(self) -> None:
        self._words: list[str] = []
        self._pieces: list[Piece] = []
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def add(self, words: str, start: int, end: int) -> None:
        """Append ``words``, which stand for ``file[start:end]``."""
        if not words:
            return
        last = self._pieces[-1] if self._pieces else None
        exact = end - start == len(words)
        if last and exact and last.end == start and last.end - last.start == last.length:
            grown = Piece(last.at, last.length + len(words), last.start, end)
            self._pieces[-1] = grown
        else:
            self._pieces.append(Piece(self._length, len(words), start, end))
        self._words.append(words)
        self._length += len(words)

    def extend(self, other: MappedText) -> None:
        """Append a whole mapped text."""
        for piece in other.pieces:
            self.add(other.text[piece.at : piece.at + piece.length], piece.start, piece.end)

    def build(self) -> MappedText:
        """What was collected."""
        return MappedText("".join(self._words), tuple(self._pieces))


def mapped(text: str, start: int = 0) -> MappedText:
    """A text that stands in the file as it is, from ``start`` on."""
    return MappedText(text, (Piece(0, len(text), start, start + len(text)),) if text else ())


def join(parts: Iterable[MappedText]) -> MappedText:
    """Mapped texts one after the other."""
    builder = MappedTextBuilder()
    for part in parts:
        builder.extend(part)
    return builder.build()
