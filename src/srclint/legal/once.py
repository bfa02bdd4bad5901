"""What is worked out of an outline once, and kept by the outline's identity."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from srclint.model import Outline

T = TypeVar("T")
_MOST = 64


class OncePerOutline(Generic[T]):
    """Calls ``make`` once for each outline; call it as the function that it stands for.

    By identity, since hashing an outline costs more than reading it. The outline is held beside the
    answer, so that its identity stays taken. Every reference of an article asks the same few
    outlines; when there are more than a few, all are forgotten.
    """

    __slots__ = ("_kept", "_make")

    def __init__(self, make: Callable[[Outline], T]) -> None:
        self._make = make
        self._kept: dict[int, tuple[Outline, T]] = {}

    def __call__(self, outline: Outline) -> T:
        """The answer for this outline."""
        kept = self._kept.get(id(outline))
        if kept is not None and kept[0] is outline:
            return kept[1]
        if len(self._kept) >= _MOST:
            self._kept.clear()
        made = self._make(outline)
        self._kept[id(outline)] = (outline, made)
        return made
