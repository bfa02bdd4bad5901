"""The language that a text is written in, by its small words; for documents that do not say it truly."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files
from itertools import chain

_WORD = re.compile(r"[^\W\d_]+(?:['’-](?=\s|$))?")
# The same for text of ASCII letters in lower case, many times as fast.
_PLAIN_WORD = re.compile(r"[a-z]+(?:['-](?=\s|$))?")
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
def _stopwords() -> dict[str, list[str]]:
    """The languages that each small word belongs to."""
    text = files("srclint.source.outline").joinpath("data/stopwords.toml").read_text(encoding="utf-8")
    languages: dict[str, list[str]] = {}
    for language, words in tomllib.loads(text).items():
        for word in dict.fromkeys(words.lower().split()):
            languages.setdefault(word, []).append(language)
    return languages


def detect(text: str) -> str | None:
    """The language as two letters, or None where too little is said to be sure.

    A language must have at least 8 % of the words and a fifth more than the next one.
    """
    sample = text[:_SAMPLE].lower()
    found = (_PLAIN_WORD if sample.isascii() else _WORD).findall(sample)
    total = len(found)
    if total < 20:
        return None
    counts = Counter(chain.from_iterable(filter(None, map(_stopwords().get, found))))
    scores = sorted(((times / total, language) for language, times in counts.items()), reverse=True)
    (best, language), (second, _) = (*scores, (0.0, ""), (0.0, ""))[:2]
    if best < 0.08 or best < second * 1.2:
        return None
    return language


def settle(stated: str | None, text: str) -> str | None:
    """The language of a page that claims to be in ``stated``: the words decide where they are clear."""
    found = detect(text)
    if found is not None:
        return found
    return stated[:2].lower() if stated and stated[:2].isalpha() else None
