"""The passage to show beside a claim: where its facts stand, or the sentence most like it (claims.md 5.5)."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from urllib.parse import quote, urldefrag

from srclint.legal.provisions import parent
from srclint.legal.support.cited import Cited
from srclint.legal.support.reading import Reading
from srclint.legal.support.words import words_of

_K1, _B = 1.5, 0.75
_TOKEN = re.compile(r"[^\W_]{3,}|\d+")
_EXACT, _AROUND = 600, 60
_EURLEX = "https://eur-lex.europa.eu/legal-content/{language}/TXT/?uri=CELEX:{celex}"


@lru_cache(maxsize=8192)
def tokens(text: str, language: str) -> tuple[str, ...]:
    """Small words of three letters and more, and numbers; without the words that say nothing."""
    stop = words_of(language).stop
    return tuple(word for word in _TOKEN.findall(text.lower()) if word not in stop)


@lru_cache(maxsize=2048)
def query(text: str, language: str) -> tuple[str, ...]:
    """The tokens of a claim, with the full words of its abbreviations."""
    out = list(dict.fromkeys(tokens(text, language)))
    low = text.lower()
    for short, full in words_of(language).glossary.items():
        if short in low and re.search(rf"(?<!\w){re.escape(short)}(?!\w)", low):
            out += [word for word in tokens(full, language) if word not in out]
    return tuple(out)


def stem(word: str) -> str:
    """A word without its ending, roughly: enough to tell that fines are a fine."""
    return word if word.isdigit() else word[:6]


class _Weights:
    """Which of some texts have each word, and how much it weighs there (BM25)."""

    def __init__(self, texts: Iterable[Sequence[str]]) -> None:
        counts = [Counter(map(stem, text)) for text in texts]
        lengths = [sum(count.values()) for count in counts]
        mean = sum(lengths) / len(lengths) if lengths else 1.0
        self._weights: dict[str, list[tuple[int, float]]] = {}
        for number, count in enumerate(counts):
            norm = _K1 * (1 - _B + _B * lengths[number] / (mean or 1.0))
            for word, often in count.items():
                self._weights.setdefault(word, []).append((number, often * (_K1 + 1) / (often + norm)))
        self._size = len(counts)

    def ranked(self, asked: Sequence[str]) -> list[int]:
        """The texts that share a word, best first; ties in order."""
        scores: dict[int, float] = {}
        for word in dict.fromkeys(map(stem, asked)):
            found = self._weights.get(word, ())
            rare = math.log(1 + (self._size - len(found) + 0.5) / (len(found) + 0.5))
            for number, weight in found:
                scores[number] = scores.get(number, 0.0) + rare * weight
        return sorted(scores, key=lambda number: (-scores[number], number))


def ranked_provisions(reading: Reading, asked: Sequence[str]) -> list[str]:
    """The articles, annexes and recitals that are most like a claim, best first."""
    weights = reading.memo("weights", "", lambda _: _weights(reading))
    assert isinstance(weights, _Weights)
    return [reading.top[number] for number in weights.ranked(asked)]


def _weights(reading: Reading) -> _Weights:
    out = []
    for path in reading.top:
        provision = reading.provision(path)
        text = f"{provision.heading or ''} {provision.text}" if provision else ""
        out.append(_TOKEN.findall(text.lower()))
    return _Weights(out)


def best_sentence(reading: Reading, path: str, asked: Sequence[str]) -> tuple[int, int] | None:
    """The sentence of a provision that is most like a claim."""
    extents = reading.sentences(path)
    if not extents:
        return None
    made = reading.memo(
        "sentence-weights",
        path,
        lambda text: _Weights([_TOKEN.findall(text[low:high].lower()) for low, high in extents]),
    )
    assert isinstance(made, _Weights)
    ranked = made.ranked(asked)
    return extents[ranked[0]] if ranked else extents[0]


def sentence_at(reading: Reading, path: str, at: int) -> tuple[int, int]:
    """The sentence of a provision that holds an offset."""
    for low, high in reading.sentences(path):
        if at < high:
            return low, high
    text = reading.passage(path).text if path else reading.page().text
    return 0, len(text)


def cut(text: str, low: int, high: int) -> tuple[str, str, str]:
    """(exact, prefix, suffix) of an extent; a very long sentence is cut at a word."""
    if high - low > _EXACT:
        space = text.rfind(" ", low, low + _EXACT)
        high = space if space > low else low + _EXACT
    before = text[max(0, low - _AROUND) : low]
    if low > _AROUND:
        before = before[before.find(" ") + 1 :]
    after = text[high : high + _AROUND]
    if high + _AROUND < len(text):
        after = after[: after.rfind(" ") + 1]
    return text[low:high], before, after


def address(cited: Cited, path: str | None, exact: str | None) -> str:
    """Where a reader finds the passage: the official text's own anchor, else a text fragment."""
    outline = cited.reading.outline
    celex = cited.document.removeprefix("celex:") if cited.document.startswith("celex:") else outline.celex
    anchor = _anchor(cited.reading, path)
    if celex is not None and cited.document.startswith("celex:"):
        base = _EURLEX.format(language=cited.reading.language.upper(), celex=quote(celex, safe="()"))
    else:
        base = urldefrag(cited.url)[0]
    if not base:
        return ""
    if anchor is not None:
        return f"{base}#{anchor}"
    return f"{base}#:~:text={_fragment(exact)}" if exact else base


def _anchor(reading: Reading, path: str | None) -> str | None:
    while path:
        provision = reading.provision(path)
        if provision is not None and provision.anchor:
            return provision.anchor
        path = parent(path)
    return None


def _fragment(exact: str) -> str:
    words = exact.split()
    if len(words) <= 8:
        return _encoded(" ".join(words))
    return f"{_encoded(' '.join(words[:4]))},{_encoded(' '.join(words[-4:]))}"


def _encoded(words: str) -> str:
    return quote(words, safe="").replace("-", "%2D")
