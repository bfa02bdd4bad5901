"""What is printed at the head of a provision: its kind and number, in any official language.

"Article 5", "5. cikk", "Article 5 bis", "Член 5а", "Article premier" and "Articolul unic" all name
an article; ``a)``, ``(ii)``, ``γ)``, ``1.2.3.`` and an em dash all mark a point. Numbers come back in the
form of canonical paths: ``5a``, ``m1`` for "-1", Latin letters for Greek and Cyrillic ones.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_GREEK = {"α": 1, "β": 2, "γ": 3, "δ": 4, "ε": 5, "στ": 6, "ϛ": 6, "ζ": 7, "η": 8, "θ": 9}
_GREEK_TENS = {"ι": 10, "κ": 20}
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_QUOTES = "‘’“”„‟‚‛«»‹›'\""
_DASHES = "—–-−‒―•●◦▪·*○■→"
_NUMBER = re.compile(
    r"(?<![\w.,/])([-–−‑]\s?)?(\d{1,4})(?:\.?[oºª°](?![^\W\d_]))?"
    r"(?:\s?\.?\s?[-‑./]?\s?(bis|ter|quater|quinquies|sexies|septies|octies|nonies|novies|decies|"
    r"undecies|duodecies)(?:\s?([a-z]))?|[-‑./]?([^\W\d_]{1,2})|\.?\s([^\W\d_]))?(?![\w])",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"(?=[ivxlc])(?:c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})\Z", re.IGNORECASE)
_MARKER = re.compile(
    r"(?P<quote>[‘’“”„‚«»'\"]{0,2})\s?(?P<open>[(\[]?)\s?(?P<sign>[-–−‑]?)"
    r"(?P<value>\d{1,3}(?:\.\d{1,3}){0,5}|[^\W\d_]{1,5})"
    r"(?P<tail>(?:[-‑/]?[^\W\d_]{1,3}|\s(?:bis|ter|quater|quinquies|sexies|septies|octies|nonies))?)"
    r"\s?(?P<close>[.:)°º\]]{0,3})\Z",
    re.IGNORECASE,
)
_LINE = re.compile(
    r"(?P<marker>[‘’“”„‚«'\"]?(?:\([-–−]?(?:\d{1,3}[^\W\d_]{0,3}|[^\W\d_]{1,4})(?:\s(?:bis|ter|quater|quinquies))?\)"
    r"|[-–−]?\d{1,3}(?:\.\d{1,3}){0,4}[^\W\d_]{0,2}(?:\s(?:bis|ter|quater|quinquies))?\s?[.)]{1,2}(?!\d)"
    r"|[^\W\d_]{1,4}\)|[—–•●-](?=\s)))\s*(?P<rest>.*)\Z",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Marker:
    """The mark before a point: ``values`` is its number in canonical form, one item a level.

    ``()`` is a dash or bullet. ``style`` is ``1`` (digits), ``a`` (letters), ``i`` (could be roman), ``-``.
    ``quoted`` is true where an opening quotation mark stands before it: the point of another act.
    """

    values: tuple[str, ...]
    style: str
    quoted: bool = False
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a kind (``art``, ``anx``, ``cpt``, ...): its number or "", and the words after it."""

    kind: str
    number: str
    rest: str


def fold(text: str) -> str:
    """Lower case without accents, for comparing headings."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@cache
def _data() -> dict[str, Any]:
    text = files("srclint.source.outline").joinpath("data/headings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _kinds() -> dict[str, str]:
    data = _data()
    kinds = {fold(word): "art" for word in data["article"]}
    kinds |= {fold(word): "anx" for word in data["annex"]}
    kinds |= {fold(word): "pro" for word in data["protocol"]}
    for kind, words in data["division"].items():
        kinds |= {fold(word): kind for word in words}
    return kinds


@cache
def annex_words() -> tuple[str, ...]:
    """The words for "annex", folded."""
    return tuple(fold(word) for word in _data()["annex"])


@cache
def _sole() -> frozenset[str]:
    return frozenset(fold(word) for word in (*_data()["sole"], *_data()["first"]))


@cache
def _ordinals() -> dict[str, str]:
    return {fold(word): number for number, words in _data()["ordinals"].items() for word in words}


@cache
def _inserted() -> dict[str, str]:
    return {word: letter for letter, words in _data()["inserted"].items() for word in words}


def letters(value: str) -> str:
    """Point letters in Latin, lower case: ``γ`` and ``в`` are ``c``, ``ба`` is ``ba``."""
    value = value.lower()
    if "α" <= value[:1] <= "ω" or value[:1] == "ϛ":
        return _greek(unicodedata.normalize("NFC", value))
    if "а" <= value[:1] <= "я":
        return "".join(_LATIN[i] if 0 <= (i := _CYRILLIC.find(c)) < 26 else c for c in value)
    return value


def _greek(value: str) -> str:
    # A Greek list counts in numerals: ια is the eleventh, and so on; an inserted βα is "ba".
    total, units, rest = 0, "", value
    if rest[0] in _GREEK_TENS:
        total, rest = _GREEK_TENS[rest[0]], rest[1:]
    if rest in _GREEK:
        total, rest = total + _GREEK[rest], ""
    if not rest and 0 < total <= 26:
        return _LATIN[total - 1]
    out = ""
    while value:
        two = value[:2] == "στ"
        units, value = value[: 1 + two], value[1 + two :]
        position = _GREEK.get(units) or _GREEK_TENS.get(units)
        out += _LATIN[position - 1] if position else units
    return out


def is_roman(value: str) -> bool:
    """Whether letters can be a roman number below 400."""
    return bool(value) and _ROMAN.match(value) is not None


def roman_value(value: str) -> int:
    """The number that roman numerals stand for."""
    worth = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    total = 0
    numbers = [worth.get(c, 0) for c in value.lower()]
    for here, after in zip(numbers, [*numbers[1:], 0], strict=True):
        total += -here if here < after else here
    return total


def number(text: str) -> str | None:
    """The first arabic number of a heading with its suffix: "Article 5 bis" -> ``5a``, "Article -1" -> ``m1``."""
    match = _NUMBER.search(text)
    if match is None:
        return None
    sign, digits, latin, after, joined, apart = match.groups()
    suffix = ""
    if latin:
        suffix = _inserted()[latin.lower()] + (after or "").lower()
    elif joined or apart:
        suffix = letters(joined or apart)
    return ("m" if sign else "") + str(int(digits)) + suffix


def marker(text: str) -> Marker | None:
    """The mark of a list item that stands alone ("(a)", "1.", "1.2.1.", "—"), or None."""
    text = text.strip()
    if not text or len(text) > 24:
        return None
    bare = text.lstrip(_QUOTES)
    quoted = bare != text
    if bare and all(c in _DASHES for c in bare) and len(bare) <= 3:
        return Marker((), "-", quoted)
    match = _MARKER.match(text)
    if match is None or not (match["open"] or match["close"]):
        return None
    value, tail = match["value"], match["tail"].strip().lower()
    suffix = _inserted().get(tail) or letters(tail.lstrip("-‑/")) if tail else ""
    sign = "m" if match["sign"] else ""
    dotted = "." in match["close"]
    if value[0].isdecimal():
        levels = [str(int(part)) for part in value.split(".") if part]
        levels[-1] = sign + levels[-1] + suffix
        return Marker(tuple(levels), "1", bool(match["quote"]), dotted)
    if value[0].isdigit() or (len(value) > 3 and not is_roman(value)):
        return None  # a raised figure is no mark of a point, nor is a word
    upper = value.isupper()
    folded = letters(value) + suffix
    style = "i" if is_roman(value) else "a"
    return Marker(
        ((folded.upper() if upper else folded),),
        style.upper() if upper else style,
        bool(match["quote"]),
        dotted,
    )


def split_marker(line: str) -> tuple[Marker, str] | None:
    """A line that begins with the mark of a paragraph or point: (mark, the words after it)."""
    match = _LINE.match(line)
    if match is None:
        return None
    found = marker(match["marker"])
    return (found, match["rest"].strip()) if found else None


def heading(text: str) -> Heading | None:
    """What a heading line heads, in any language: "CHAPTER V", "I. FEJEZET", "ANNEX III", "Article premier".

    Only the first few words count; None where they name no division of an act.
    """
    text = " ".join(text.split())
    bare = text.strip(_QUOTES + " ")
    folded = fold(bare).rstrip(". ")
    if folded in _sole():
        return Heading("art", "1", "")
    words = bare.split(" ")
    keys = [fold(w).strip(".,:;()—–-") for w in words[:5]]
    kinds = _kinds()
    for at in range(min(3, len(words))):
        for size in (2, 1):
            kind = kinds.get(" ".join(keys[at : at + size]))
            if kind is None and size == 1 and keys[at] in ("art", "cl"):
                kind = "art"
            if kind is None:
                continue
            found = _with_number(kind, words, at, size)
            if found is not None:
                return found
    return None


def _with_number(kind: str, words: list[str], at: int, size: int) -> Heading | None:
    after, before = words[at + size : at + size + 3], words[:at]
    if at == 0:
        if kind in ("art", "pro"):
            joined = " ".join(after)
            value = number(joined)
            if value is None or not re.match(r"\W*+(?:No|n[r°º]?\.?|č\.)?\W*+\d", joined, re.IGNORECASE):
                return None
            used = _NUMBER.search(joined)
            tail = joined[used.end() :] if used else ""
            rest = " ".join([tail, *words[at + size + 3 :]])
            return Heading(kind, value, rest.lstrip(" .:)—–-"))
        if not after:
            return Heading(kind, "", "")
        value = _ordinal(after[0])
        if value is None:
            return Heading(kind, "", " ".join(words[size:]))
        return Heading(kind, value, " ".join(words[size + 1 :]).lstrip(" .:—–-"))
    # "5. cikk", "I FEJEZET", "1 a artikla": the number stands before the word.
    value = number(" ".join(before)) if kind == "art" else _ordinal(" ".join(before))
    if value is None or (kind == "art" and not before[0].lstrip("-–−(")[:1].isdigit()):
        return None
    return Heading(kind, value, " ".join(words[at + size :]).lstrip(" .:—–-"))


def _ordinal(word: str) -> str | None:
    """The number of a division: roman (kept, upper case), digits, one letter, or a spelt ordinal."""
    bare = word.strip(".,:;()—–-")
    if not bare or len(bare) > 14:
        return None
    if bare[0].isdigit():
        return number(bare)
    if is_roman(bare) and bare.isupper():
        return bare
    parts = re.fullmatch(r"([IVXLC]+)[-. ]?([A-Za-z]|bis|ter|quater)", bare)
    if parts and is_roman(parts[1]):
        return parts[1] + _inserted().get(parts[2], parts[2].lower())
    if is_roman(bare) and bare.islower():
        return bare.upper()
    if len(bare) == 1 and bare.isalpha():
        return letters(bare).upper()
    return _ordinals().get(fold(bare))
