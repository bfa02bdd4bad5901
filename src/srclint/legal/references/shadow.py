"""One spelling for the many ways to write the same: spaces, dashes, quotation marks, case, accents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from srclint.model.record import record

_SPACES = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005"
    "\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_SINGLE = "\u2018\u2019\u201a\u201b\u2032\u02b9\u00b4\u0384\u02bc\u1fbd\u1fbf\u0374`"
_DOUBLE = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"
_ONE_TO_ONE = str.maketrans(
    dict.fromkeys(_SPACES, " ")
    | dict.fromkeys(_DASHES, "-")
    | dict.fromkeys(_SINGLE, "'")
    | dict.fromkeys(_DOUBLE, '"')
    | {"ş": "ș", "ţ": "ț", "Ş": "Ș", "Ţ": "Ț", "\uff08": "(", "\uff09": ")"}
)
_WORD = re.compile(r"\w+")
_PARTING = {code: " " for code in range(128) if not _WORD.match(chr(code))}
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_TABLE = {key: ord(value) if isinstance(value, str) else value for key, value in _ONE_TO_ONE.items() if value}
_SPECIAL = re.compile("[" + "".join(re.escape(chr(key)) for key in sorted(_TABLE)) + "]")
_ANY_GREEK = re.compile("[\u0370-\u03ff]")
# Greek capitals carry no accents, so accents cannot tell words apart.
_GREEK = str.maketrans("άέήίόύώϊϋΐΰ", "αεηιουωιυιυ")


@record(frozen=True, slots=True, eq=False)
class Shadow:
    """``norm`` keeps the case, ``low`` does not; both have the same length.

    ``tokens`` are its words in order, lower case, ``words`` the different ones. ``places[i]`` is where
    character ``i`` stands in the original (one more for the end); None where the original has the same
    length.
    """

    norm: str
    low: str
    places: tuple[int, ...] | None

    tokens: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The extent of the original that ``norm[start:end]`` stands for."""
        if self.places is None:
            return start, end
        last = self.places[end - 1] + 1 if end > start else self.places[start]
        # What is invisible or combines with the last character belongs to it.
        return self.places[start], max(last, min(self.places[end], last + 1) if end > start else last)

    def places_of(self, tokens: Iterable[str]) -> list[tuple[int, str]]:
        """Where some of its words stand, in order of place."""
        low, out = self.low, []
        for token in tokens:
            at, size = low.find(token), len(token)
            while at >= 0:
                after = low[at + size : at + size + 1]
                if not (at and (low[at - 1].isalnum() or low[at - 1] == "_")) and not (
                    after.isalnum() or after == "_"
                ):
                    out.append((at, token))
                at = low.find(token, at + size)
        out.sort()
        return out


@lru_cache(maxsize=2048)
def shadow(text: str) -> Shadow:
    """Normalise; the common case (nothing to remove or compose) keeps all offsets."""
    norm, low, places = _shadow(text)
    # The same words, found in two thirds of the time.
    tokens = low.translate(_PARTING).split() if low.isascii() else _WORD.findall(low)
    return Shadow(norm, low, places, tuple(tokens), frozenset(tokens))


def _shadow(text: str) -> tuple[str, str, tuple[int, ...] | None]:
    if "Art" in text and _RUN_ON.search(text):
        return _parted(text)
    if text.isascii():
        norm = text.translate(_ONE_TO_ONE) if not text.isprintable() else text
        return norm, norm.lower(), None
    places: tuple[int, ...] | None = None
    if not unicodedata.is_normalized("NFC", text) or not _INVISIBLE.isdisjoint(text):
        text, places = _composed(text)
    norm = _SPECIAL.sub(lambda m: chr(_TABLE[ord(m[0])]), text)
    low = norm.lower()
    if len(low) != len(norm):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in norm)
    if _ANY_GREEK.search(low):
        low = low.translate(_GREEK)
    return norm, low, places


# Lists that lost their separators: "Article 5(1)(b) GDPRArticle 8 GDPR".
_RUN_ON = re.compile(r"(?<=[A-Za-z])(?=Articles? \d|Artikel \d|Art\. ?\d)")


def _parted(text: str) -> tuple[str, str, tuple[int, ...]]:
    pieces = _RUN_ON.split(text)
    norm, low, inner = _shadow(" ".join(pieces))
    places: list[int] = []
    at = 0
    for number, piece in enumerate(pieces):
        if number:
            places.append(at)
        places.extend(range(at, at + len(piece)))
        at += len(piece)
    places.append(at)
    return norm, low, tuple(places) if inner is None else tuple(places[i] for i in inner)


def _composed(text: str) -> tuple[str, tuple[int, ...]]:
    out: list[str] = []
    places: list[int] = []
    at = 0
    while at < len(text):
        if text[at] in _INVISIBLE:
            at += 1
            continue
        end = at + 1
        # A hostile run of combining marks is cut into pieces of bounded length.
        while end < len(text) and end - at < 16 and unicodedata.combining(text[end]):
            end += 1
        for character in unicodedata.normalize("NFC", text[at:end]):
            out.append(character)
            places.append(at)
        at = end
    places.append(len(text))
    return "".join(out), tuple(places)
