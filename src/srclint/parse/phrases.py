"""Word patterns: is one of many phrases in a sentence, and where.

A sentence is cut into lower-case words once; each category of phrases is then a matter of looking
words up, so that time is linear in the length of the text whatever the number of phrases.
Apostrophes and hyphens separate words, in the phrases as in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_WORD = re.compile(r"[^\W_]+|[,;:()]")


def words_of(text: str) -> list[str]:
    """The words of a text, lower case, and its commas, semicolons, colons and brackets."""
    return _WORD.findall(text.lower())


@dataclass(frozen=True, slots=True)
class Phrases:
    """A category: single words, words with any ending, and phrases by their first word."""

    singles: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    longer: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)

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


def phrases(row: str) -> Phrases:
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
    )
