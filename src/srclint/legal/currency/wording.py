"""Two wordings of one provision: are they the same, and if not, what differs in one line?

The Official Journal's HTML and the consolidated HTML differ in many ways that are no change of the
law: spaces, quotation marks, dashes, the marks of amendments, thousands with or without a space. Only
words and numbers count.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from srclint.legal.prose import listed
from srclint.legal.quantities import facts
from srclint.model import FactType

# A number with its thousands apart is one word; amendment marks are none.
_WORD = re.compile(r"\d{1,3}(?:[ .\u00a0\u2009\u202f]\d{3}){1,4}(?!\w)|[^\W_]+")
_MARK = re.compile(r"[►▼][ABCM]\d{0,3}|◄")
_KEPT = (
    FactType.DATE,
    FactType.MONEY,
    FactType.PERCENT,
    FactType.PERCENTAGE_POINTS,
    FactType.DURATION,
    FactType.MONTH,
    FactType.YEAR,
)
# Comparing word by word costs the product of the lengths; beyond this only the ends are trimmed.
_MOST_PAIRS = 4_000_000
_FEW_WORDS = 12
_SOME_WORDS = 7
# Differences with at most so many equal words between them are one; one of few words shows some before it.
_SAME_PHRASE = 2
_SHORT = 2
_LEAD = 2


@dataclass(frozen=True, slots=True)
class Word:
    """A word as compared, and its extent in the text."""

    form: str
    start: int
    end: int


@lru_cache(maxsize=2048)
def words(text: str) -> tuple[Word, ...]:
    """The words and numbers of a text, folded; punctuation, spaces and amendment marks left out."""
    text = _MARK.sub(lambda match: " " * len(match[0]), text)
    return tuple(
        Word(_folded(match[0]), match.start(), match.end()) for match in _WORD.finditer(text) if match[0]
    )


def _folded(word: str) -> str:
    if word[:1].isdigit():
        word = re.sub(r"[ .\u00a0\u2009\u202f]", "", word)
    return unicodedata.normalize("NFKC", word).casefold()


@lru_cache(maxsize=2048)
def forms(text: str) -> tuple[str, ...]:
    """The words of a text as compared."""
    return tuple(word.form for word in words(text))


def same(one: str, other: str) -> bool:
    """Whether two wordings are the same but for typography."""
    return one == other or forms(one) == forms(other)


def contains(whole: str, part: str) -> bool:
    """Whether the words of ``part`` stand in ``whole`` in one piece."""
    return f" {' '.join(forms(part))} " in f" {' '.join(forms(whole))} "


def difference(old: str, new: str, language: str) -> str:
    """What changed, in one line: the typed facts where those changed, else the shortest words.

    ``2 August 2027 → 2 December 2027``, ``“the criteria” → “the requirements”``,
    ``new: “referred to in paragraph 1”``, ``no longer: “where applicable”``. "" for no difference.
    """
    spans = _differing(old, new)
    if not spans:
        return ""
    by_facts = _facts(old, new, language)
    if by_facts is not None:
        return by_facts
    # The longest difference says most; words that only moved along say little.
    before, after = max(spans, key=lambda pair: (pair[0][1] - pair[0][0]) + (pair[1][1] - pair[1][0]))
    was, now = _quoted(_closed(old, before)), _quoted(_closed(new, after))
    if was and now:
        return f"{was} → {now}"
    return f"new: {now}" if now else f"no longer: {was}"


Extent = tuple[int, int]


def _differing(old: str, new: str) -> list[tuple[Extent, Extent]]:
    """The extents of both texts that differ, pairwise, in order."""
    a, b = words(old), words(new)
    start = 0
    while start < min(len(a), len(b)) and a[start].form == b[start].form:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end].form == b[-1 - end].form:
        end += 1
    a_mid, b_mid = a[start : len(a) - end], b[start : len(b) - end]
    if not a_mid and not b_mid:
        return []
    if len(a_mid) * len(b_mid) > _MOST_PAIRS:
        codes = [("replace", 0, len(a_mid), 0, len(b_mid))]
    else:
        matcher = SequenceMatcher(None, [w.form for w in a_mid], [w.form for w in b_mid], autojunk=False)
        codes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    joined: list[list[int]] = []
    for _, i, j, k, m in codes:
        if joined and i - joined[-1][1] <= _SAME_PHRASE and k - joined[-1][3] <= _SAME_PHRASE:
            joined[-1][1::2] = j, m
        else:
            joined.append([i, j, k, m])
    return [
        (_extent(a, i + start, j + start, lead), _extent(b, k + start, m + start, lead))
        for i, j, k, m in joined
        for lead in (_LEAD if 0 < min(j - i, m - k) <= _SHORT else 0,)
    ]


def _extent(found: Sequence[Word], start: int, end: int, lead: int) -> Extent:
    """The extent of some words; a short difference with the words before it: “a fine” says more than “a”."""
    return (found[max(0, start - lead)].start, found[end - 1].end) if start < end else (0, 0)


def _closed(text: str, extent: Extent) -> str:
    """The words of an extent with the bracket that belongs to them."""
    words_ = text[slice(*extent)]
    if words_.count("(") > words_.count(")") and text[extent[1] : extent[1] + 1] == ")":
        words_ += ")"
    return words_


def _facts(old: str, new: str, language: str) -> str | None:
    """``2 % → 3 %``: the typed values that only one of the texts has, where they are of one kind."""
    before, after = facts(old, language), facts(new, language)
    had = Counter((fact.type, fact.value) for fact in before)
    has = Counter((fact.type, fact.value) for fact in after)
    lost = had - has
    gained = has - had
    for kind in _KEPT:
        gone = [
            old[fact.start : fact.end] for fact in before if fact.type is kind and (kind, fact.value) in lost
        ]
        come = [
            new[fact.start : fact.end] for fact in after if fact.type is kind and (kind, fact.value) in gained
        ]
        if gone and come and len(set(gone)) <= 2 and len(set(come)) <= 3:
            return f"{_figures(gone)} → {_figures(come)}"
    return None


def _figures(raws: Sequence[str]) -> str:
    return listed([" ".join(raw.split()) for raw in raws])


def _quoted(text: str) -> str:
    """The words in quotation marks, a long run by its beginning and its end."""
    parts = text.split()
    if not parts:
        return ""
    if len(parts) > _FEW_WORDS:
        parts = [*parts[:_SOME_WORDS], "…", *parts[-3:]]
    return f"“{' '.join(parts)}”"
