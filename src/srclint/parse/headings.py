"""The words of headings and labels (``data/sections.toml``), ready for comparison."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from srclint.parse.words import table


@dataclass(frozen=True, slots=True)
class SectionWords:
    """See the comments in ``data/sections.toml``."""

    source_headings: frozenset[str]
    stop_headings: frozenset[str]
    own_headings: frozenset[str]
    paper_headings: frozenset[str]
    others_headings: frozenset[str]
    furniture_starts: tuple[str, ...]
    summary_labels: tuple[str, ...]
    source_labels: frozenset[str]
    source_arrows: tuple[str, ...]
    head_source_labels: frozenset[str]
    own_labels: frozenset[str]
    ibid: frozenset[str]


@cache
def section_words() -> SectionWords:
    """The lists, read once."""
    data = table("sections")
    return SectionWords(
        frozenset(data["source-headings"]),
        frozenset(data["stop-headings"]),
        frozenset(data["own-headings"]),
        frozenset(data["paper-headings"]),
        frozenset(data["others-headings"]),
        tuple(data["furniture-starts"]),
        tuple(data["summary-labels"]),
        frozenset(data["source-labels"]),
        tuple(data["source-arrows"]),
        frozenset(data["head-source-labels"]),
        frozenset(data["own-labels"]),
        frozenset(data["ibid"]),
    )


_NUMBERING = re.compile(r"(?:\d{1,3}|[ivxlc]{1,5}|[a-h])(?:\.\d{1,3}){0,4}[.)]?\s{1,8}(?=\S)")
_ATTRIBUTES = re.compile(r"\{[#.:][^{}]{0,200}\}$")


def heading_key(text: str) -> str:
    """A heading's words as the lists have them: lower case, without numbering, emoji, final colon.

    ``"## 7. 📚 References:"`` (as a reader sees it: ``"7. 📚 References:"``) gives ``"references"``.
    """
    words = _ATTRIBUTES.sub("", text.strip()[:200]).lower().replace("’", "'")
    words = _strip_symbols(words)
    numbered = _NUMBERING.match(words)
    if numbered:
        words = _strip_symbols(words[numbered.end() :])
    return " ".join(words.split())


def _strip_symbols(words: str) -> str:
    """Without symbols, punctuation and space at either end (letters and digits stay)."""
    start, end = 0, len(words)
    while start < end and unicodedata.category(words[start])[0] in "SPZCM":
        start += 1
    while end > start and unicodedata.category(words[end - 1])[0] in "SPZC":
        end -= 1
    return words[start:end]
