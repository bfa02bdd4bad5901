"""The wording of a source, so that it can be told later whether it is still the same.

A provision's wording is digested: its words, figures and signs in order, without spaces, punctuation
and compatibility forms, which change with every export of the same text. A whole page is sketched:
its dates, counters and teasers change daily, so that only a share of its words can say anything.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from itertools import islice
from urllib.parse import unquote

from srclint.model import Outline

# Words, numbers with the points and commas inside them, and the signs that change what a number means.
_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*|[%‰€$£<>≤≥=+]")
_INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_DIGITS = 32
_BINS = 64
_SHINGLE = 4
_MOST_TOKENS = 200_000
EMPTY_BIN = "--"

ALIKE = 0.75
"""Pages whose sketches agree to this share hold the same text, but for what changes daily."""


def digest(text: str) -> str:
    """The digest of a provision's wording: 32 hexadecimal digits, "" where there are no words."""
    words = " ".join(_tokens(text))
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS] if words else ""


def sketch(text: str) -> str:
    """The sketch of a page's text: 64 pairs of hexadecimal digits, "" where there are no words.

    One-permutation min-wise hashing (Li, Owen, Zhang 2012) of its runs of four words: each run falls
    into one of 64 bins, and of each bin the least is kept, by 8 bits.
    """
    tokens = list(islice(_tokens(text), _MOST_TOKENS))
    least: dict[int, bytes] = {}
    for at in range(max(1, len(tokens) - _SHINGLE + 1) if tokens else 0):
        run = " ".join(tokens[at : at + _SHINGLE]).encode("utf-8", "surrogatepass")
        value = hashlib.blake2b(run, digest_size=8).digest()
        place = value[0] % _BINS
        if place not in least or value < least[place]:
            least[place] = value
    if not least:
        return ""
    return "".join(f"{least[place][-1]:02x}" if place in least else EMPTY_BIN for place in range(_BINS))


def likeness(one: str, other: str) -> float:
    """About which share of two texts' runs of words is common, from their sketches: 0 to 1."""
    if len(one) != len(other) or not one:
        return float(one == other)
    pairs = [(one[at : at + 2], other[at : at + 2]) for at in range(0, len(one), 2)]
    filled = [(a, b) for a, b in pairs if (a, b) != (EMPTY_BIN, EMPTY_BIN)]
    return sum(a == b for a, b in filled) / len(filled) if filled else 1.0


def section(outline: Outline, fragment: str) -> str | None:
    """The words of the section of a page that a fragment leads to; None where it leads to none."""
    name = unquote(fragment)
    for provision in outline.sections:
        if provision.anchor is not None and provision.anchor in (name, fragment):
            return f"{provision.heading or ''}\n{provision.text}"
    return None


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(unicodedata.normalize("NFKC", text.translate(_INVISIBLE)))
