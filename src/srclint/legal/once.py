"""What is worked out once: of an outline, kept by its identity; of an article, until the next one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from srclint.model import Article, Outline, Sources

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


class PerArticle(Generic[T]):
    """Answers about the parts of one article, as its sources have them.

    The report and every rule ask the same of an article, one after the other; of the next article, or
    with other sources, all is asked anew.
    """

    __slots__ = ("_last",)

    def __init__(self) -> None:
        self._last: tuple[Article, Sources, dict[int, tuple[object, T]]] | None = None

    def get(self, article: Article, sources: Sources, part: object, make: Callable[[], T]) -> T:
        """The answer about ``part`` of the article (by identity); ``make`` gives it the first time."""
        last = self._last
        if last is None or last[0] is not article or last[1] is not sources:
            last = self._last = (article, sources, {})
        kept = last[2].get(id(part))
        if kept is not None and kept[0] is part:
            return kept[1]
        made = make()
        last[2][id(part)] = (part, made)
        return made
