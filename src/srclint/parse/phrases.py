"""Word patterns: is one of many phrases in a sentence, and where.

A sentence is cut into lower-case words once, and each word is looked up once for all categories of
phrases together (``Lexicon``), so that time is linear in the length of the text whatever the number
of phrases and categories. Apostrophes and hyphens separate words, in the phrases as in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from operator import or_

from srclint.model.record import record

_WORD = re.compile(r"[^\W_]+|[,;:()]")
_PARTING = {code: " " for code in range(128) if not _WORD.match(chr(code))}
# In a lexicon: the bit of a word with which a phrase of several words begins.
_BEGINS = 1
# So many different words a lexicon remembers; an article has a few thousand.
_REMEMBERED = 1 << 14


def words_of(text: str) -> list[str]:
    """The words of a text, lower case, and its commas, semicolons, colons and brackets."""
    low = text.lower()
    if not low.isascii():
        return _WORD.findall(low)
    low = low.translate(_PARTING)  # the same in two thirds of the time
    for mark in ",;:()":
        if mark in low:
            low = low.replace(mark, f" {mark} ")
    return low.split()


@dataclass(frozen=True, slots=True)
class Phrases:
    """A category: single words, words with any ending, and phrases by their first word.

    ``bit`` stands for the category in the ``Lexicon`` that holds it.
    """

    singles: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    longer: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    bit: int = 0

    def __bool__(self) -> bool:
        return bool(self.singles or self.prefixes or self.longer)

    def at(self, words: Sequence[str], place: int) -> int:
        """How many words from ``place`` on are a phrase of this category (0: none)."""
        word = words[place]
        for phrase in self.longer.get(word, ()):
            if tuple(words[place : place + len(phrase)]) == phrase:
                return len(phrase)
        return 1 if word in self.singles or (self.prefixes and word.startswith(self.prefixes)) else 0

    def places(self, words: Sequence[str]) -> Iterator[int]:
        """Where a phrase of this category begins."""
        return (place for place in range(len(words)) if self.at(words, place))

    def within(self, words: Sequence[str], first: int | None = None) -> bool:
        """Whether one begins among the ``first`` words, or anywhere."""
        part = words if first is None else words[:first]
        if not self.singles.isdisjoint(part):
            return True
        if self.prefixes and any(word.startswith(self.prefixes) for word in part):
            return True
        longer = self.longer
        return any(word in longer and self.at(words, place) for place, word in enumerate(part))


@record(frozen=True, slots=True)
class Marked:
    """The words of a sentence, for each the categories that begin there (their bits), and all together."""

    words: Sequence[str]
    begins: Sequence[int]
    every: int

    def at(self, category: Phrases, place: int) -> bool:
        """Whether a phrase of a category begins at a word."""
        return bool(self.begins[place] & category.bit)

    def has(self, *categories: Phrases) -> bool:
        """Whether one of the categories is anywhere in the sentence."""
        every = self.every
        # A loop: this is asked more often than anything else, and any() takes twice as long.
        for category in categories:  # noqa: SIM110
            if every & category.bit:
                return True
        return False

    def opens(self, category: Phrases, first: int) -> bool:
        """Whether a phrase of a category begins among the ``first`` words."""
        bit = category.bit
        return bool(self.every & bit) and any(begins & bit for begins in self.begins[:first])

    def first(self, *categories: Phrases) -> int:
        """The first place where one of the categories begins; the number of words where none does."""
        bits = reduce(or_, (category.bit for category in categories), 0)
        places = (place for place, begins in enumerate(self.begins) if begins & bits)
        return next(places, len(self.words)) if self.every & bits else len(self.words)


class Lexicon:
    """All categories of a language in one table."""

    __slots__ = ("_begins", "_longer")

    def __init__(self, categories: Iterable[Phrases]) -> None:
        """Each category has a ``bit`` of its own, a power of two above 1."""
        singles: dict[str, int] = {}
        prefixes: dict[str, int] = {}
        longer: dict[tuple[str, str], dict[tuple[str, ...], int]] = {}
        for category in categories:
            for word in category.singles:
                singles[word] = singles.get(word, 0) | category.bit
            for prefix in category.prefixes:
                prefixes[prefix] = prefixes.get(prefix, 0) | category.bit
            for word, group in category.longer.items():
                singles[word] = singles.get(word, 0) | _BEGINS
                for phrase in group:
                    alike = longer.setdefault((word, phrase[1]), {})
                    alike[phrase] = alike.get(phrase, 0) | category.bit
        # By their first two words: many begin with "in" or "it", few with "in general".
        self._longer = {pair: tuple(group.items()) for pair, group in longer.items()}
        self._begins: Callable[[str], int] = _looking_up(singles, prefixes)

    def mark(self, words: Sequence[str]) -> Marked:
        """Find every category in a sentence."""
        begins = list(map(self._begins, words))
        every = reduce(or_, begins, 0)
        if not every & _BEGINS:
            return Marked(words, begins, every)
        last = len(words) - 1
        for place, own in enumerate(begins):
            if own & _BEGINS and place < last:
                for phrase, bits in self._longer.get((words[place], words[place + 1]), ()):
                    if len(phrase) == 2 or tuple(words[place : place + len(phrase)]) == phrase:
                        begins[place] |= bits
                        every |= bits
        return Marked(words, begins, every)


def _looking_up(singles: Mapping[str, int], prefixes: Mapping[str, int]) -> Callable[[str], int]:
    lengths = sorted({len(prefix) for prefix in prefixes})

    @lru_cache(maxsize=_REMEMBERED)
    def bits_of(word: str) -> int:
        heads = (prefixes.get(word[:length], 0) for length in lengths if length <= len(word))
        return reduce(or_, heads, singles.get(word, 0))

    return bits_of


def phrases(row: str, bit: int = 0) -> Phrases:
    """Read "a | b c | d*": a word, a phrase, a word with any ending; longest phrases first."""
    singles: list[str] = []
    prefixes: list[str] = []
    longer: dict[str, list[tuple[str, ...]]] = {}
    for entry in row.split("|"):
        text = " ".join(entry.split()).lower()
        if text.endswith("*"):
            prefixes.append(text[:-1])
            continue
        words = tuple(words_of(text))
        if len(words) == 1:
            singles.append(words[0])
        elif words:
            longer.setdefault(words[0], []).append(words)
    return Phrases(
        frozenset(singles),
        tuple(prefixes),
        {first: tuple(sorted(group, key=len, reverse=True)) for first, group in longer.items()},
        bit,
    )
