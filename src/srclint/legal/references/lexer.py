"""The small words and numbers of a reference as tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from srclint.legal.references.words import Entry, Words

Type = Literal[
    "paren",
    "half",
    "number",
    "roman",
    "letter",
    "word",
    "comma",
    "semicolon",
    "dash",
    "slash",
    "open",
    "close",
]

# How much of a text one reference may run over; nearly all are done after a few tokens.
REACH = 1200
TOKENS = 240
FIRST_TOKENS = 24


@dataclass(slots=True)
class Token:
    """``value`` is normalised ("12a", "f", "iii"); ``shape`` is number | letter | roman.

    ``chain`` holds what is joined by dots or hyphens: "6.1.f" is 6 with the chain ("1", "f").
    ``upper``: a bracket with a capital letter ("Annex VIII (B)"). ``closes``: a closing bracket
    belongs to it ("f)").
    """

    type: Type
    start: int
    end: int
    value: str = ""
    shape: str = ""
    chain: tuple[str, ...] = ()
    entry: Entry | None = None
    upper: bool = False
    closes: bool = False

    def has(self, role: str) -> bool:
        """Whether the word can play this role."""
        return self.entry is not None and role in self.entry.roles

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels that the word can name."""
        return self.entry.levels if self.entry else ()

    @property
    def is_value(self) -> bool:
        """Whether it is a number or a letter in any form."""
        return self.type in ("paren", "half", "number", "roman", "letter")


_PAREN = re.compile(r"\( ?(-?\d{1,3} ?[a-z]{0,2}|[^\W\d_]{1,6}'?) ?\.?\)")
_HALF = re.compile(r"([^\W\d_]{1,2}|i{1,3}|iv|vi{0,3}|ix|xi{0,3})'?\)")
_QUOTED = re.compile(r"[\"']([^\W\d_]{1,2})[\"']")
_PRIMED = re.compile(r"([α-ω]{1,2})'(?!\w)")
_NUMBER = re.compile(
    r"(?P<n>-?\d{1,4})"
    r"(?:(?P<ord>\.?[oº°](?:s)?(?!\w)|\.ºs?|er(?!\w)|ste(?!\w)|e(?= lid))(?:-(?P<ordletter>[a-z])(?!\w))?"
    r"|[ -]?(?P<latin>bis|ter|quater|quinquies|sexies|septies|octies)(?!\w)"
    r"|(?P<suffix>[a-zа-я]{1,2})(?![\w'])|)"
)
_CHAIN = re.compile(r"\.(\d{1,3}[a-z]{0,2})(?![\w%])")
_SLASHED = re.compile(r"/(\d{1,2})(?:/([a-z])\)?(?!\w))?(?!\w)")
_CHAIN_LETTER = re.compile(r"[./-]([a-z])(?:\)|(?!\w))")
_HYPHENED = re.compile(r"-(\d{1,2})-([a-z])(?!\w)")
# "Art.27-1b", "Article 7-1": no range goes down, so the second number is a paragraph.
_BELOW = re.compile(r"-(\d{1,2})([a-z]?)(?![\w-])")
_ONE_ARTICLE = re.compile(r"(?<![^\W\d_])art(?:icle|ikel|\.)? ?\Z")
_ROMAN = re.compile(r"([IVXLC]{1,7})([a-d]?)(?!\w)")
_SINGLE = re.compile(r"[^\W\d_](?!\w)")
_PUNCTUATION: dict[str, Type] = {
    ",": "comma",
    ";": "semicolon",
    "-": "dash",
    "/": "slash",
    "(": "open",
    ")": "close",
    "[": "open",
    "]": "close",
}
_NOT_POINTS = frozenset(
    {
        "eu",
        "ec",
        "uk",
        "us",
        "ue",
        "eg",
        "ce",
        "ai",
        "it",
        "no",
        "or",
        "of",
        "in",
        "to",
        "is",
        "as",
        "we",
        "if",
        "by",
        "on",
        "at",
        "an",
        "ie",
        "ki",
        "ia",
        "op",
        "en",
    }
)
_TENS = ("", "x", "xx")
_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
ROMANS = frozenset(ten + one for ten in _TENS for one in _ONES if ten + one)


class Lexer:
    """The tokens of one text; each is read once, however many references look over it.

    ``low`` and ``norm`` are the text's shadow in lower case and as written. ``hyphens``: the author
    is known to write "Art. 4-7" for Article 4(7).
    """

    def __init__(self, low: str, norm: str, words: Words, hyphens: bool = False) -> None:
        self._hyphens = hyphens
        self._low = low
        self._norm = norm
        self._words = words
        self._known: dict[int, Token | None] = {}

    def token(self, at: int) -> Token | None:
        """The token at a place, None where nothing of a reference stands there."""
        known = self._known
        if at not in known:
            known[at] = next_token(self._low, self._norm, at, self._words, self._hyphens)
        return known[at]

    def run(self, at: int, stop: int, most: int = TOKENS) -> list[Token]:
        """The tokens from ``at`` on, up to the first thing that cannot be part of a reference."""
        low = self._low
        out: list[Token] = []
        stop = min(stop, at + REACH)
        while at < stop and len(out) < most:
            if low[at] == " ":
                at += 1
                # Two and more blanks are layout, but still one gap.
                continue
            token = self.token(at)
            if token is None or token.end > stop:
                break
            out.append(token)
            at = token.end
        return out


def next_token(low: str, norm: str, at: int, words: Words, hyphens: bool = False) -> Token | None:
    """The token at a place, None where nothing of a reference stands there."""
    character = low[at]
    if character.isdigit() or (
        character == "-" and low[at + 1 : at + 2].isdigit() and low[at - 1 : at] in (" ", "(", "")
    ):
        return _number(low, at, words, hyphens)
    if character == "(":
        match = _PAREN.match(low, at)
        if match:
            token = _paren(match, words)
            if token:
                token.upper = norm[token.start + 1 : token.end - 1].strip().isupper()
                return token
        return Token("open", at, at + 1)
    if character in "\"'":
        match = _QUOTED.match(low, at)
        if match and match[1] in words.points:
            return Token("half", at, match.end(), words.points[match[1]], "letter")
        return None
    if character == "§":
        entry = words.entry("§§" if low.startswith("§§", at) else "§")
        end = at + (2 if low.startswith("§§", at) else 1)
        return Token("word", at, end, low[at:end], entry=entry) if entry else None
    if character.isalpha():
        roman = _ROMAN.match(norm, at)
        if roman and roman[1].lower() in ROMANS and (not roman[2] or _is_inserted(roman, low, at, words)):
            end = roman.end()
            if words.dot and low[end : end + 2] == ". ":
                end += 1
            return Token("roman", at, end, roman[0], "roman")
        match = _HALF.match(low, at)
        if match:
            if len(match[1]) > 1 and match[1] in ROMANS:
                return Token("half", at, match.end(), match[1], "roman", closes=True)
            value = _letters(match[1], words)
            if value and (len(match[1]) == 1 or norm[at].islower()):
                return Token("half", at, match.end(), value, "letter", closes=True)
        if words.language == "el":
            match = _PRIMED.match(low, at)
            if match and match[1] in words.points:
                return Token("half", at, match.end(), words.points[match[1]], "letter")
        match = words.word.match(low, at)
        if match:
            entry = words.entry(match[0])
            if entry:
                return Token("word", at, match.end(), match[0], entry=entry)
        match = _SINGLE.match(low, at)
        if match:
            value = words.points.get(match[0], "")
            return Token("letter", at, match.end(), value, "letter") if value else None
        return None
    if character == "&":
        return Token("word", at, at + 1, "&", entry=Entry(roles=frozenset({"and"})))
    kind = _PUNCTUATION.get(character)
    return Token(kind, at, at + 1) if kind else None


def _is_inserted(roman: re.Match[str], low: str, at: int, words: Words) -> bool:
    """Whether "XIa", "Ia" is the number of an inserted annex; the shorter ones are everyday words, too."""
    if len(roman[1]) > 1:
        return True
    before = low[max(0, at - 16) : at].rstrip(" ").rpartition(" ")[2]
    entry = words.entry(before)
    return entry is not None and "anx" in entry.levels


def _letters(letters: str, words: Words) -> str:
    """A point in Latin letters, "" for what is none; doubled letters ("aa") are inserted points."""
    if letters in words.points:
        return words.points[letters]
    folded = "".join(words.points.get(c, "") for c in letters)
    if len(folded) == len(letters) == 2 and letters not in _NOT_POINTS:
        return folded
    return ""


def _paren(match: re.Match[str], words: Words) -> Token | None:
    inner = match[1].replace(" ", "").rstrip("'")
    if inner[-1:].isdigit() or inner[:1].isdigit() or inner[:1] == "-":
        value = inner.replace("-", "m")
        return Token("paren", match.start(), match.end(), value, "number")
    letters = _letters(inner, words)
    if letters:
        return Token("paren", match.start(), match.end(), letters, "letter")
    if inner in ROMANS:
        return Token("paren", match.start(), match.end(), inner, "roman")
    return None


# Elsewhere "15o" is the article that was inserted after 15n.
_ORDINAL_O = frozenset({"pt", "es", "it"})
_LATIN_INSERTS = {
    "bis": "a",
    "ter": "b",
    "quater": "c",
    "quinquies": "d",
    "sexies": "e",
    "septies": "f",
    "octies": "g",
}


def _number(low: str, at: int, words: Words, hyphens: bool) -> Token | None:
    match = _NUMBER.match(low, at)
    if match is None:
        return None
    if match.end() < len(low) and low[match.end()].isdigit():
        return None
    value = match["n"].replace("-", "m")
    end = match.end()
    if match["latin"]:
        joined = low[at + len(match["n"])] != " "
        if words.language == "de" and not joined:
            end = at + len(match["n"])
        elif joined or (words.entry(match["latin"]) is not None and words.entry(match["latin"]).insert):  # type: ignore[union-attr]
            value += _LATIN_INSERTS[match["latin"]]
        else:
            end = at + len(match["n"])
    elif match["suffix"]:
        letter = "".join(words.points.get(c, c) for c in match["suffix"])
        if match["suffix"] in ("st", "nd", "rd", "th", "m", "bn", "kg", "km", "mn"):
            return None
        value += letter
    elif match["ord"] == "o" and words.language not in _ORDINAL_O:
        value += "o"
    elif match["ordletter"]:
        value += match["ordletter"]
    elif end < len(low) and (low[end].isalpha() or low[end] == "_"):
        return None
    chain: list[str] = []
    if not match["latin"]:
        hyphened = _HYPHENED.match(low, end)
        if hyphened:
            return Token("number", at, hyphened.end(), value, "number", (hyphened[1], hyphened[2]))
        below = _BELOW.match(low, end) if low[end : end + 1] == "-" else None
        if (
            below is not None
            and value.isdecimal()
            and (hyphens or int(below[1]) <= int(value))
            and _ONE_ARTICLE.search(low, max(0, at - 9), at)
        ):
            parts = (below[1], below[2]) if below[2] else (below[1],)
            return Token("number", at, below.end(), value, "number", parts)
        slashed = _SLASHED.match(low, end) if match["ord"] else None
        if slashed:
            links = (slashed[1], slashed[2]) if slashed[2] else (slashed[1],)
            return Token("number", at, slashed.end(), value, "number", links)
        while len(chain) < 2 and (step := _CHAIN.match(low, end)):
            if (
                low[step.end() : step.end() + 1] == "."
                and low[step.end() + 1 : step.end() + 2].isdigit()
                and chain
            ):
                break
            chain.append(step[1])
            end = step.end()
        letter_step = _CHAIN_LETTER.match(low, end)
        if letter_step and (chain or letter_step[0][0] == "."):
            chain.append(letter_step[1])
            end = letter_step.end()
    if chain and low[end - 1] == ")":
        return Token("number", at, end, value, "number", tuple(chain), closes=True)
    if (
        words.dot
        and not chain
        and low[end : end + 1] == "."
        and low[end + 1 : end + 2] in (" ", ",", ")", "-")
    ):
        end += 1
    return Token("number", at, end, value, "number", tuple(chain))
