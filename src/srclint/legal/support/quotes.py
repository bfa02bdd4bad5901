"""Are quoted words in a text? Exactly, nearly, or not (claims.md 5.2).

Words are compared, not characters: marks of quotation, dashes, spaces, capitals and the letters of a
list's points never matter. All steps are linear in the text; the alignment of a near miss is bounded
by the longest quotation that is read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

# "[...]", "[the provider]", "(...)", "…": something was left out or put in.
_GAP = re.compile(
    r"\[[^\[\]]{0,200}\]|\([^()\d]{4,30}\)|\([A-Z]{2,3}\)|\( ?(?:\.{2,5}|…) ?\)|\.{3,5}|…|\. \. \."
)
_ENUMERATOR = re.compile(
    r"\((?:[a-z]{1,3}|[0-9]{1,3}[a-z]?)\)|(?<![^\s])[0-9]{1,3}\. |(?<![^\s])[-–—•] ", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+")
_HYPHENATED = re.compile(r"\u00ad|\u200b|\u2060|(?<=\w)[-\u2010\u2011](?=\w)|(?<=\w)['’](?=\w)")
NEAR = 0.85
_LONGEST = 400
_PROBES = 48
_SHUFFLED = 5


def fold(text: str) -> str:
    """The words of a text in small letters, one space between, one at each end."""
    flat = _HYPHENATED.sub("", _ENUMERATOR.sub(" ", text))
    return f" {' '.join(_WORD.findall(flat.lower()))} "


def segments(quotation: str) -> tuple[str, ...]:
    """The folded stretches of a quotation between what was left out; () where none has words."""
    parts = (fold(part) for part in _GAP.split(quotation))
    return tuple(part for part in parts if part.strip())


def holds(folded: str, wanted: Sequence[str]) -> bool:
    """Whether a folded text has all stretches, one after the other."""
    at = 0
    for part in wanted:
        found = folded.find(part, at)
        if found < 0:
            return False
        at = found + len(part) - 1
    return bool(wanted)


@dataclass(frozen=True, slots=True)
class Near:
    """The place of a text that is most like a quotation.

    ``similarity`` is from 0 to 1. ``words`` are the text's own words, folded; ``changes`` pairs
    (quoted, true) of what differs, in order, the longer of equal ones first.
    """

    similarity: float
    words: str
    changes: tuple[tuple[str, str], ...]


def likeness(folded: str, wanted: Sequence[str]) -> float:
    """A cheap upper estimate: which share of the quotation's pairs of words the text has."""
    pairs = _pairs(wanted)
    if not pairs:
        return 0.0
    return sum(pair in folded for pair in pairs) / len(pairs)


def near(folded: str, wanted: Sequence[str]) -> Near | None:
    """The stretch of a folded text that is most like the quotation, None where nothing is."""
    quoted = " ".join(wanted).split()[:_LONGEST]
    text = folded.split()
    if len(quoted) < 3 or not text:
        return None
    start = _diagonal(quoted, text)
    if start is None:
        return None
    slack = 4 + len(quoted) // 8
    low = max(0, start - slack)
    window = text[low : start + len(quoted) + slack]
    matcher = SequenceMatcher(None, quoted, window, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return None
    # The quotation's own first and last words may be the altered ones: as many words of the text.
    first = max(0, blocks[0].b - blocks[0].a)
    last = min(len(window), blocks[-1].b + blocks[-1].size + (len(quoted) - blocks[-1].a - blocks[-1].size))
    true = window[first:last]
    return Near(_similarity(quoted, true), " ".join(true), _changes(quoted, true))


def _similarity(quoted: list[str], true: list[str]) -> float:
    by_word = SequenceMatcher(None, quoted, true, autojunk=False).ratio()
    if len(quoted) >= _SHUFFLED:  # the same words in another order are an alteration, not other words
        common = sum((Counter(quoted) & Counter(true)).values())
        by_word = max(by_word, 2 * common / (len(quoted) + len(true)))
    one, other = " ".join(quoted), " ".join(true)
    if len(one) > 400 or len(other) > 500:
        return by_word
    return max(by_word, SequenceMatcher(None, one, other, autojunk=False).ratio())


def _changes(quoted: list[str], true: list[str]) -> tuple[tuple[str, str], ...]:
    out = []
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, quoted, true, autojunk=False).get_opcodes():
        if tag != "equal":
            out.append((" ".join(quoted[a1:a2]), " ".join(true[b1:b2])))
    return tuple(out)


def _pairs(wanted: Sequence[str]) -> list[str]:
    pairs = []
    for part in wanted:
        words = part.split()
        pairs += [f" {one} {other} " for one, other in pairwise(words)]
    if len(pairs) > _PROBES:
        step = len(pairs) / _PROBES
        pairs = [pairs[int(n * step)] for n in range(_PROBES)]
    return pairs


def _diagonal(quoted: list[str], text: list[str]) -> int | None:
    """Where in the text the quotation would begin, by the vote of its pairs of words."""
    places: dict[tuple[str, str], list[int]] = {}
    wanted = set(pairwise(quoted))
    for at, pair in enumerate(pairwise(text)):
        if pair in wanted and len(places.setdefault(pair, [])) < 32:
            places[pair].append(at)
    votes: Counter[int] = Counter()
    for at, pair in enumerate(pairwise(quoted)):
        for place in places.get(pair, ()):
            for shift in (-1, 0, 1):
                votes[place - at + shift] += 2 if shift == 0 else 1
    if not votes:
        return None
    most = max(votes.values())
    return max(0, min(start for start, count in votes.items() if count == most))
