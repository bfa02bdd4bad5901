"""Finds UTF-8 that was read in another encoding: ``â€œ`` for a quotation mark, ``ยท`` for a dot.

Only what decodes back cleanly counts, and only where the result is a character that articles use
and the damaged form is none that the language writes: Thai, Polish, French and Greek words all
hold letters that could be such bytes.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from itertools import chain

# First those whose damage is commonest; a sequence is repaired by the first that explains it.
_ENCODINGS = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "cp874", "mac_roman", "latin-1")
_PLAUSIBLE = (
    (0xA0, 0x17F),  # Latin letters and signs
    (0x2010, 0x2049),  # dashes, quotation marks, bullets, ellipsis
    (0x2070, 0x209F),  # superscripts
    (0x20A0, 0x20BF),  # currencies
    (0x2116, 0x2116),
    (0x2122, 0x2122),
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematical operators
    (0x25A0, 0x25FF),  # bullets
    (0x2600, 0x27BF),  # ticks and signs
    (0xFB00, 0xFB06),  # ligatures
    (0xFEFF, 0xFEFF),
    (0x1F300, 0x1FAFF),  # pictures
)
_SCRIPTS = ((0x370, 0x3FF), (0x400, 0x4FF))  # plausible only as whole words
_VICINITY = 60
# Damage is two characters beyond ASCII and more: there are few places to look at.
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]{2,}")


@dataclass(frozen=True, slots=True)
class _Encoding:
    name: str
    bytes_of: dict[str, int]
    sequence: re.Pattern[str]
    letters: re.Pattern[str]
    second: str  # the character of byte 0x80, which follows 0xE2 in all punctuation


@functools.cache
def _encoding(name: str) -> _Encoding:
    characters: dict[int, str] = {}
    for value in range(0x80, 0x100):
        try:
            characters[value] = bytes([value]).decode(name)
        except UnicodeDecodeError:
            # What programs make of the holes of Windows code pages: a control, or what the
            # commonest of them has there.
            characters[value] = chr(value) + bytes([value]).decode("cp1252", "ignore")

    def group(low: int, high: int) -> str:
        return "[" + "".join(re.escape(characters[v]) for v in range(low, high + 1)) + "]"

    tail = group(0x80, 0xBF)
    one = f"(?:{group(0xC2, 0xDF)}{tail}|{group(0xE0, 0xEF)}{tail}{{2}}|{group(0xF0, 0xF4)}{tail}{{3}})"
    letters = "".join(several for several in characters.values() if len(several) == 1 and several.isalpha())
    return _Encoding(
        name,
        {character: value for value, several in characters.items() for character in several},
        re.compile(f"{one}++"),
        re.compile("[" + re.escape(letters) + "]"),
        characters[0x80],
    )


@functools.cache
def _any() -> re.Pattern[str]:
    leads: set[str] = set()
    tails: set[str] = set()
    for name in _ENCODINGS:
        for character, value in _encoding(name).bytes_of.items():
            if value >= 0xC2:
                leads.add(character)
            elif value < 0xC0:
                tails.add(character)
    return re.compile(f"[{re.escape(''.join(sorted(leads)))}][{re.escape(''.join(sorted(tails)))}]")


def find(text: str) -> tuple[tuple[int, int, str], ...]:
    """(start, end, repaired) for each damaged stretch, in order; they do not overlap."""
    if text.isascii():
        return ()
    suspects = [run.span() for run in _BEYOND_ASCII.finditer(text) if _any().search(run[0])]
    if not suspects:
        return ()
    found: list[tuple[int, int, str]] = []
    taken: set[int] = set()
    for name in _ENCODINGS:
        encoding = _encoding(name)
        for match in chain.from_iterable(encoding.sequence.finditer(text, *run) for run in suspects):
            start, end = match.span()
            if start in taken or end - 1 in taken:
                continue
            repaired = _decoded(match.group(), encoding)
            if repaired is None or not _unnatural(text, start, end, encoding):
                continue
            found.append((start, end, _again(repaired)))
            taken.update(range(start, end))
    return tuple(sorted(found))


def _decoded(words: str, encoding: _Encoding) -> str | None:
    """The words read rightly, if all of them then are what articles use."""
    try:
        decoded = bytes(encoding.bytes_of[character] for character in words).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return None
    foreign = 0
    for character in decoded:
        code = ord(character)
        if any(low <= code <= high for low, high in _SCRIPTS):
            foreign += 1
        elif not any(low <= code <= high for low, high in _PLAUSIBLE):
            return None
    if foreign and (foreign < 2 or foreign < len(decoded)):
        return None
    return decoded


def _unnatural(text: str, start: int, end: int, encoding: _Encoding) -> bool:
    """Whether nobody would write the damaged form on purpose at this place."""
    damaged = text[start:end]
    if encoding.bytes_of[damaged[0]] >= 0xE2 and damaged[1] == encoding.second:
        return True
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if damaged[1:].isalpha() and damaged.isupper() and (before.isupper() or after.isupper()):
        return False  # a word in capitals: ORĂŞENESC
    quoted = len(damaged) == 2 and damaged[1] in "“”‘’«»…–—‹›\u00a0" and not after.islower()
    if quoted and not (damaged[0] in "ÂÃ" and encoding.name == "cp1252"):
        # A capital before a closing quotation mark: „SPÄ“, «ΟΜΑΔΑ Β». ("Â " alone is damage.)
        return False
    if encoding.name in ("cp1252", "latin-1", "mac_roman", "cp1254"):
        return True
    # Letters of the same alphabet nearby that are no damage: the text is written in it.
    around = text[max(0, start - _VICINITY) : start] + " " + text[end : end + _VICINITY]
    return encoding.letters.search(encoding.sequence.sub(" ", around)) is None


def _again(words: str) -> str:
    """Damage upon damage, undone up to three times."""
    encoding = _encoding("cp1252")
    for _ in range(3):
        if not encoding.sequence.fullmatch(words):
            break
        decoded = _decoded(words, encoding)
        if decoded is None:
            break
        words = decoded
    return words
