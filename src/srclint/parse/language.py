"""Which language a text is in: by its function words, its script, or what the author declared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache

from srclint.legal.references.shadow import shadow
from srclint.parse.words import table

DEFAULT = "en"
# Enough words to know, few enough to be quick.
_ENOUGH_WORDS = 4000
_SAMPLE = 1500
# Scores (a word that n languages share counts 1/n for each): enough hits, and how far ahead.
_ENOUGH_HITS = 1.5
_PLAIN_HITS = 2.5
_MARGIN = 1.25
_SHORTEST_BLOCK = 8
_DISTINCT = 4
# Another language has three times as many hits as the article's own, rounding aside.
_AHEAD = 2.99


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


@lru_cache(maxsize=1)
def _letters() -> dict[str, tuple[str, ...]]:
    letters: dict[str, list[str]] = {}
    for language, own in table("languages")["letters"].items():
        for letter in own:
            letters.setdefault(letter, []).append(language)
    return {letter: tuple(languages) for letter, languages in letters.items()}


@lru_cache(maxsize=1)
def _scripts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((code, re.compile(letters)) for code, letters in table("languages")["script"].items())


def _scores(words: Iterable[str]) -> dict[str, float]:
    """How much each language is in these words.

    A word that n languages have counts 1/n for each of them, a letter half as much.
    """
    scores: dict[str, float] = {}
    for word, times in Counter(words).items():
        for language, weight in _votes(word):
            scores[language] = scores.get(language, 0.0) + times * weight
    return scores


@lru_cache(maxsize=32)
def _against(language: str) -> Callable[[str], float]:
    """Tells of a word how much it says for any language at most, less three times what it says for this one."""

    @lru_cache(maxsize=1 << 14)
    def against(word: str) -> float:
        votes: dict[str, float] = {}
        for code, weight in _votes(word):
            votes[code] = votes.get(code, 0.0) + weight
        return max(votes.values(), default=0.0) - _AHEAD * votes.get(language, 0.0)

    return against


@lru_cache(maxsize=1 << 14)
def _votes(word: str) -> tuple[tuple[str, float], ...]:
    """What a word says for each language that has it or its letters."""
    found: list[tuple[str, float]] = []
    if not word.isascii():
        for letter in word:
            languages = _letters().get(letter, ())
            found += [(language, 0.5 / len(languages)) for language in languages]
    languages = _index().get(word, ())
    found += [(language, 1 / len(languages)) for language in languages]
    return tuple(found)


def _best(scores: dict[str, float]) -> tuple[str, float, float]:
    """The language with the highest score, its score and the runner-up's; the code decides a tie."""
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    if not ranked:
        return DEFAULT, 0.0, 0.0
    return ranked[0][0], ranked[0][1], ranked[1][1] if len(ranked) > 1 else 0.0


def _by_script(text: str) -> str | None:
    """The language whose letters, that hardly another one writes, are half of the text's."""
    if text.isascii():
        return None
    written = [(code, own) for code, own in _scripts() if own.search(text)]
    letters = sum(map(str.isalpha, text)) if written else 0
    return next((code for code, own in written if 2 * len(own.findall(text)) > letters), None)


def detect(texts: Iterable[str], declared: str | None) -> tuple[str, str]:
    """The language of an article and how it is known: ``declared``, ``detected`` or ``default``.

    ``texts`` are the texts of its blocks; the first 1,500 words or so are looked at. A declared
    language that is official in the EU is taken at its word. Otherwise the function words decide,
    where they are enough and point one way; else English, which ``default`` says was a guess.
    """
    code = known(declared)
    if code:
        return code, "declared"
    words: list[str] = []
    sample: list[str] = []
    for text in texts:
        words += shadow(text).tokens[:_SAMPLE]
        sample.append(text[:200])
        if len(words) > _SAMPLE:
            break
    script = _by_script(" ".join(sample[:50]))
    if script:
        return script, "detected"
    best, score, second = _best(_scores(words))
    if score >= _ENOUGH_HITS and score >= _MARGIN * second:
        return best, "detected"
    return DEFAULT, "default"


def of_block(text: str, article_language: str) -> str:
    """The language of one block of an article in ``article_language``.

    Another language only where the block's function words say so plainly: a quotation in English
    in a German article is read as English, a German sentence with an English term stays German.
    """
    script = _by_script(text)
    if script:
        return script
    words = shadow(text).tokens[:_ENOUGH_WORDS]
    if len(words) < _SHORTEST_BLOCK:
        return article_language
    # No language has more than every word's highest vote: mostly that already settles it.
    if sum(map(_against(article_language), words)) < 0:
        return article_language
    scores = _scores(words)
    best, score, second = _best(scores)
    own = scores.get(article_language, 0.0)
    if best == article_language or score < _PLAIN_HITS or score < 3 * own or score < _MARGIN * second:
        return article_language
    distinct = {word for word in words if len(word) > 1} & function_words(best)
    return best if len(distinct) >= _DISTINCT else article_language
