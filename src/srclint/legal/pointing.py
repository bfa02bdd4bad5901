"""Whether a sentence goes on about what the sentence before it says.

The words are data (``data/pointing.toml``); a language without an entry has none, and nothing is
taken up in it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_WORDS = re.compile(r"[^\W\d_]+(?:['’](?=[^\W\d_]))?")
# Shorter nouns are too common to tell the same thing again.
_NOUN = 5
_OPENING = 60


@cache
def _table() -> Mapping[str, Mapping[str, frozenset[str]]]:
    text = files("srclint.legal").joinpath("data", "pointing.toml").read_text(encoding="utf-8")
    return {
        kind: {language: frozenset(words.split()) for language, words in by_language.items()}
        for kind, by_language in tomllib.loads(text).items()
    }


def takes_up(before: str, following: str, language: str) -> bool:
    """Whether ``following`` begins with a word that points back, or names again a thing of ``before``."""
    words = [word.lower().replace("’", "'") for word in _WORDS.findall(following[:_OPENING])]
    if not words:
        return False
    code = language[:2].lower()
    if words[0] in _table()["pointing"].get(code, ()):
        return True
    if words[0] not in _table()["articles"].get(code, ()) or len(words) < 2:
        return False
    named = _WORDS.findall(following[:_OPENING])[1]
    if len(named) < _NOUN and not named.isupper():
        return False
    return words[1] in {word.lower() for word in _WORDS.findall(before)}
