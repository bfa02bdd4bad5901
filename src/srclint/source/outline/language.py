"""The language that a text is written in, by its small words; for documents that do not say it truly."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_]+(?:['’-](?=\s|$))?")
_SAMPLE = 20_000
LANGUAGES = frozenset(
    [
        "bg",
        "cs",
        "da",
        "de",
        "el",
        "en",
        "es",
        "et",
        "fi",
        "fr",
        "ga",
        "hr",
        "hu",
        "it",
        "lt",
        "lv",
        "mt",
        "nl",
        "pl",
        "pt",
        "ro",
        "sk",
        "sl",
        "sv",
    ]
)


@cache
def _stopwords() -> dict[str, frozenset[str]]:
    text = files("srclint.source.outline").joinpath("data/stopwords.toml").read_text(encoding="utf-8")
    return {language: frozenset(words.lower().split()) for language, words in tomllib.loads(text).items()}


def detect(text: str) -> str | None:
    """The language as two letters, or None where too little is said to be sure.

    A language must have at least 8 % of the words and a fifth more than the next one.
    """
    found = Counter(word.lower() for word in _WORD.findall(text[:_SAMPLE]))
    total = found.total()
    if total < 20:
        return None
    scores = sorted(
        (
            (sum(found[word] for word in words & found.keys()) / total, language)
            for language, words in _stopwords().items()
        ),
        reverse=True,
    )
    (best, language), (second, _) = scores[0], scores[1]
    if best < 0.08 or best < second * 1.2:
        return None
    return language


def settle(stated: str | None, text: str) -> str | None:
    """The language of a page that claims to be in ``stated``: the words decide where they are clear."""
    found = detect(text)
    if found is not None:
        return found
    return stated[:2].lower() if stated and stated[:2].isalpha() else None
