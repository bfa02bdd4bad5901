"""Where sentences end (claims.md 2.1).

A stop is judged by what stands before it (an abbreviation, an initial, a number), by what follows
(a capital, a digit, a word that begins sentences) and by whether a bracket or quotation is open.
The words are data (``data/sentences.toml``); languages without a list of starters use their
function words. Time is linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from srclint.parse.language import function_words
from srclint.parse.pairs import LONGEST, pairs
from srclint.parse.words import table

# A stop with what closes after it. French typography puts a space before "»".
_STOP = (
    r"([{stops}]+)"
    r"((?:[ \u00a0\u202f]?»|[\"”“’'‘)\]])*)"
    r"((?:\[\^[^\]\s]{{1,40}}\]|\[\d[\d, –-]{{0,12}}\]|[¹²³⁰⁴-⁹])*)"
)
_SPACE = " \t\n\r\f\v\u00a0\u202f\u2009\u2007\u2002\u2003\u200a"
_OPENING = "\"'“„«»‘‚’([¿¡*_–—-•·…"
_ROMAN = re.compile(r"[IVXLC]{1,6}\Z")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,3}[.-]{1,2}){1,5}[^\W\d_]{1,3}\Z")
# What goes on after "25." in a date with stops, and after "art." in a reference.
_DATE_REST = re.compile(r"\d{1,2}\. ?\d{4}(?!\d)")
_YEAR = re.compile(r"\d{4}(?!\d)")
_NUMBER_LIKE = re.compile(r"\d|[VX](?![^\W_])|[IVXLC]{2,6}(?![^\W_])|[A-Z]\.")
_DAY_MONTH = re.compile(r"\d{1,2}\.\d{1,2}\Z")
# One or two spaced letters with stops before the last letter: "i. V. m", "z. B", "J. R".
_CHAIN = re.compile(r"(?:(?<![^\W_])[^\W\d_]\.[ \u00a0\u202f]?){1,3}[^\W\d_]\Z")
_VOWEL = re.compile(r"[aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýāēīōūąęėįųăőűœαάεέηήιίϊΐοόυύϋωώаъоуеиюяѝ]")
_LONGEST_TOKEN = 24


@dataclass(frozen=True, slots=True)
class _Words:
    never: frozenset[str]
    maybe: frozenset[str]
    digits: frozenset[str]
    starters: frozenset[str]
    months: frozenset[str]
    heads: frozenset[str]
    elisions: frozenset[str]
    proclitics: frozenset[str]
    letters: frozenset[str]
    ordinals: int
    nouns: bool
    listed: bool
    stop: re.Pattern[str]


@lru_cache(maxsize=64)
def _words(language: str) -> _Words:
    data = table("sentences")
    common, own = data["all"], data.get(language, {})

    def words(key: str, *tables: dict[str, object]) -> frozenset[str]:
        return frozenset(word for t in tables for word in str(t.get(key, "")).split())

    listed = "starters" in own
    starters = words("starters", own) if listed else function_words(language)
    maybe = words("maybe", common, own)
    digits = words("digits", common, own)
    return _Words(
        never=words("never", common, own) - maybe - digits,
        maybe=maybe - digits,
        digits=digits,
        starters=starters,
        months=words("months", own),
        heads=words("heads", own),
        elisions=words("elisions", own),
        proclitics=words("proclitics", own),
        letters=words("letters", common),
        ordinals=int(own.get("ordinals", 0)),
        nouns=bool(own.get("nouns", False)),
        listed=listed,
        stop=re.compile(_STOP.format(stops=".!?…‽" + re.escape(str(own.get("stops", ""))))),
    )


def split(text: str, language: str, *, marks: Sequence[int] = ()) -> tuple[tuple[int, int], ...]:
    """The extents of the sentences of one block, in order; white space around them is outside.

    ``text`` is shadow text (markup and footnote marks removed), offsets are code points into it.
    ``marks`` are the offsets, ascending, at which footnote marks were cut out: a mark after a stop
    shows that the sentence ends there, even where no space was left. An unknown language is
    split by structure and by the abbreviations that all languages share.
    """
    cuts = sorted(set(_boundaries(text, _words(language[:2].lower()), marks)))
    extents = []
    for low, high in zip([0, *cuts], [*cuts, len(text)], strict=True):
        part = text[low:high]
        stripped = part.strip()
        if stripped:
            start = low + len(part) - len(part.lstrip())
            extents.append((start, start + len(stripped)))
    return tuple(extents)


def _boundaries(text: str, words: _Words, marks: Sequence[int]) -> Iterator[int]:
    inside = pairs(text)
    starts = [low for low, _ in inside]
    begin = 0
    for match in words.stop.finditer(text):
        end = match.end()
        if end >= len(text):
            return
        at = bisect_left(marks, match.end(1))
        marked = bool(match[3]) or (at < len(marks) and marks[at] <= end)
        here = end
        while here < len(text) and text[here] in _SPACE:
            here += 1
        if here == len(text):
            return
        if not marked and here > end:
            # "Commission. [^1] It": the mark was cut out of the white space.
            marked = at < len(marks) and marks[at] <= here
        if here == end and not (marked and (text[here].isupper() or text[here] in '“„«"([')):
            continue
        pair = bisect_right(starts, end - 1) - 1
        if pair >= 0 and inside[pair][0] >= begin and end < inside[pair][1]:
            continue
        if _ends(text, begin, match, here, marked, words):
            yield here
            begin = here


def _token(text: str, begin: int, stop: int) -> str:
    """The word before the stop, with inner stops: ``i.v.m`` for ``i.v.m.``."""
    low = max(begin, stop - _LONGEST_TOKEN)
    at = stop
    while at > low and (text[at - 1].isalnum() or text[at - 1] in ".-’'°º§&/_%^"):
        at -= 1
    return text[at:stop]


def _next_word(text: str, at: int, words: _Words) -> str:
    """The word that follows, without opening quotes, brackets and dashes."""
    limit = min(len(text), at + 40)
    if words.proclitics and text[at : at + 2].lower() in words.proclitics and text[at + 2 : at + 3] in _SPACE:
        at += 3
    while at < limit and (text[at] in _OPENING or text[at] in _SPACE):
        at += 1
    end = at
    while end < limit and (text[end].isalnum() or text[end] in "’'§€$£"):
        end += 1
    return text[at:end]


def _ends(text: str, begin: int, match: re.Match[str], here: int, marked: bool, words: _Words) -> bool:
    """Whether a sentence ends at this stop; the order of the rules is that of claims.md 2.1."""
    stops, closers, at = match[1], match[2], match.start(1)
    following = _next_word(text, here, words)
    first = following[:1]
    if not (first.isupper() or first.isdigit() or (first and first in "§€$£")):
        return False
    starts = _is_starter(following, words)
    if ")" in closers and not marked:
        opened = text.rfind("(", max(begin, at - LONGEST), at)
        if opened >= begin and not any(map(str.isalnum, text[opened:at])):
            return False  # "(!)" comments on a word
        if words.nouns and opened > begin + 1:
            return starts
    if any(sign not in ".…" for sign in stops):
        return True
    if "…" in stops or len(stops) > 1:
        return starts or marked
    token = _token(text, begin, at)
    word = _strip_elision(token.lower().strip("'’-_/&"), words)
    if marked or closers:
        # A footnote mark or a closer after the stop: the sentence is over.
        return word not in words.never and (marked or starts or word not in words.maybe)
    if not token:
        return True
    if word in words.digits:
        return not _NUMBER_LIKE.match(text, here)
    if token.isdigit() and _within_date(text, at - len(token), here):
        return False
    return _after_token(text, begin, at, token, word, first.isdigit(), starts, words)


def _within_date(text: str, low: int, here: int) -> bool:
    """Whether a number with a stop is the day or the month of "25. 5. 2018"."""
    return bool(_DATE_REST.match(text, here)) or (
        bool(_YEAR.match(text, here)) and text[max(0, low - 4) : low].rstrip(_SPACE)[-1:] == "."
    )


def _after_token(
    text: str, begin: int, at: int, token: str, word: str, digit: bool, starts: bool, words: _Words
) -> bool:
    """Rules 5 to 13: what the word before a single stop allows."""
    low = at - len(token)
    alone = low - begin < 8 and not text[begin:low].strip(_SPACE + _OPENING)
    if alone and (token.isdigit() or len(token) == 1 or _ROMAN.match(token)):
        return False
    if word in words.months and text[max(begin, low - 4) : low].rstrip(_SPACE + ".")[-1:].isdigit():
        return starts and not digit
    if token.isdigit():
        return _after_number(text, begin, low, token, starts, words)
    if len(word) == 1 and word.isalpha():
        return _after_letter(text, begin, at, token, digit, starts, words)
    if word in words.maybe:
        return starts
    if word in words.never:
        return False
    if "." in word:
        if _DOTTED.match(word):
            return False
        return starts if words.ordinals and _DAY_MONTH.match(word) else True
    return words.listed or not _looks_short(word, digit)


def _is_starter(following: str, words: _Words) -> bool:
    if not following[:1].isupper():
        return False
    low = following.lower().replace("’", "'")
    if low in words.starters:
        return True
    head, mark, rest = low.partition("'")
    return bool(mark and rest) and head in words.elisions


def _strip_elision(word: str, words: _Words) -> str:
    if word.isalpha():
        return word
    head, mark, rest = word.replace("’", "'").replace("-", "'").partition("'")
    return rest if mark and rest and head in words.elisions else word


def _word_before(text: str, begin: int, at: int) -> str:
    """The word before ``at``, lower case, without its stop."""
    low = max(begin, at - 2 * _LONGEST_TOKEN)
    parts = text[low:at].split()
    return parts[-1].lower().rstrip(".").lstrip("([") if parts else ""


def _after_number(text: str, begin: int, low: int, token: str, starts: bool, words: _Words) -> bool:
    """Where "3." is an ordinal, a short number ends a sentence only before a starter."""
    if len(token) > words.ordinals or _word_before(text, begin, low) in words.heads:
        return True
    return starts


def _after_letter(
    text: str, begin: int, at: int, letter: str, digit: bool, starts: bool, words: _Words
) -> bool:
    """A single letter: a spaced abbreviation ("i. V. m."), an initial, a letter number."""
    letters = _CHAIN.search(text[max(begin, at - 12) : at])
    if letters:
        word = "".join(letters[0].lower().split())
        return starts and word in words.maybe
    if digit:
        return False
    if letter in "VXI" or letter.islower():
        return starts and letter not in words.never
    return starts and _word_before(text, begin, at - 1) in words.letters


def _looks_short(word: str, digit: bool) -> bool:
    """Without a full list: a word without a vowel, or of three letters before a digit, is shortened."""
    if len(word) > 5 or not word.isalpha():
        return False
    return (digit and len(word) <= 3) or not _VOWEL.search(word)
