"""CELEX and ECLI numbers: reading, checking, making.

The rules are those of the EUR-Lex help on CELEX numbers (sector, year, type, number) and of the
Council conclusions on ECLI (OJ C 127, 29.4.2011, p. 1).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

from srclint.legal import acts
from srclint.legal.identifiers import data
from srclint.model import Document

# The Coal and Steel Community began in 1951; the upper end is far enough for any typing error to show.
_YEARS = range(1951, 2050)

_STANDARD = re.compile(
    r"(?P<sector>[2-6E])(?P<year>\d{4})(?P<type>[A-Z]{1,2})(?P<number>\d{4,6})"
    r"(?P<part>(?:\(\d{2}\)){0,2})(?P<corrigendum>(?:R\(\d{2}\))?)(?P<derived>(?:_[A-Z]{2,4})?)"
)
_CONSOLIDATED = re.compile(
    r"(?P<sector>0)(?P<year>\d{4})(?P<type>[A-Z]{1,2})(?P<number>\d{4,5}|/TXT)"
    r"(?P<part>(?:\(\d{2}\))?)(?P<corrigendum>(?:R\(\d{2}\))?)-(?P<version>\d{8})"
)
_TREATY = re.compile(
    r"(?P<sector>1)(?P<year>\d{4})(?P<type>[A-Z]{1,3})(?P<number>\d{3}[A-Z]?|/[A-Z0-9/()]{1,24})"
)
_JOURNAL_C = re.compile(r"(?P<sector>C)(?P<year>\d{4})(?P<type>)(?P<number>/\d{1,3}[A-Z]?(?:/\d{1,3})?)")
_OTHER = re.compile(r"(?P<sector>[789])(?P<year>\d{4})(?P<type>[A-Z]{1,3})(?P<number>[A-Z0-9_()./-]{1,40})")
_FORMS = (_STANDARD, _CONSOLIDATED, _TREATY, _JOURNAL_C, _OTHER)
# Until 1999 years had two digits (395L0046); the old site still has links of that kind.
_OLD_YEAR = re.compile(r"([2-6])([5-9]\d)([A-Z]{1,2}\d{4}(?:\(\d{2}\))?)")
# Case law before the General Court: 61990J0006, today 61990CJ0006.
_OLD_CASE = re.compile(r"(6\d{4})J(\d{4})")

_KINDS: Final = {
    ("3", "R"): "regulation",
    ("3", "L"): "directive",
    ("3", "D"): "decision",
    ("3", "F"): "framework-decision",
    ("3", "H"): "recommendation",
    ("5", "PC"): "proposal",
}
_SECTORS: Final = {
    "0": "consolidated", "1": "treaty", "2": "agreement", "3": "act", "4": "complementary", "5": "preparatory",
    "6": "case", "7": "transposition", "8": "national-case", "9": "question", "C": "journal", "E": "efta",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Celex:
    """A CELEX number, read.

    ``text`` is the number itself, upper-case, without what follows ``_`` (``derived``: ``_SUM``,
    ``_RES``, ``_INF`` are summaries and notices of a judgment). ``version`` is the date of a
    consolidated text, ``corrigendum`` the number of a corrigendum ("02"), else None.
    """

    text: str
    sector: str
    year: int
    type: str
    number: str
    corrigendum: str | None = None
    version: dt.date | None = None
    derived: str | None = None

    def __str__(self) -> str:
        return self.text

    @property
    def kind(self) -> str:
        """``regulation``, ``directive``, ``proposal``, ``case``, ``treaty``, ``consolidated`` ..."""
        return _KINDS.get((self.sector, self.type), _SECTORS[self.sector])


def clean_celex(text: str) -> str:
    """The number as it should be written: decoded, upper-case, no prefix, no spaces, brackets closed."""
    words = unquote(text).strip().upper()
    words = re.sub(r"^CELEX\s?:\s?", "", words)
    words = words.strip(" \t\n.,;")
    if words.count("(") > words.count(")") and re.search(r"\(\d{2}$", words):
        words += ")"  # Markdown and mail programs cut a closing bracket off an address
    old = _OLD_YEAR.fullmatch(words)
    if old:
        words = f"{old[1]}19{old[2]}{old[3]}"
    case = _OLD_CASE.fullmatch(words)
    return f"{case[1]}CJ{case[2]}" if case else words


def parse_celex(text: str) -> Celex | None:
    """Read a CELEX number (any case, percent-encoded or not, with or without ``CELEX:``); None if it
    is none or cannot exist."""
    words = clean_celex(text)
    match = next((m for form in _FORMS if (m := form.fullmatch(words))), None)
    if match is None or int(match["year"]) not in _YEARS:
        return None
    groups = match.groupdict()
    version = None
    if groups.get("version"):
        version = _day(groups["version"])
        if version is None:
            return None
    sector = groups["sector"]
    if sector == "3" and (len(groups["type"]) > 1 or len(groups["number"]) > 5):
        return None
    derived = groups.get("derived") or ""
    corrigendum = groups.get("corrigendum") or ""
    return Celex(
        text=words.removesuffix(derived) if derived else words,
        sector=sector,
        year=int(groups["year"]),
        type=groups["type"],
        number=groups["number"],
        corrigendum=corrigendum[2:-1] or None,
        version=version,
        derived=derived[1:] or None,
    )


def _day(digits: str) -> dt.date | None:
    try:
        return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def check_celex(text: str) -> str | None:
    """A sentence that says why this cannot be a CELEX number and what to do; None where it can be one.

    Silent on placeholders (``3XXXXRXXXX``, ``{celex}``) and on anything that does not look like an
    attempt at a number.
    """
    if parse_celex(text) is not None:
        return None
    words = clean_celex(text)
    if not re.fullmatch(r"[0-9CE][0-9A-Z()/_.-]{3,40}", words) or "XX" in words or not words[0].isdigit():
        return None
    shown = f"“{words}” is not a CELEX number"
    match = re.match(r"([2-6])(\d{4})([A-Z]{1,2})(\d{1,9})", words)
    if match:
        sector, year, letters, number = match.groups()
        if int(year) not in _YEARS:
            return f"{shown}: there are no EU acts of the year {year}; check the four digits after the “{sector}”."
        if len(number) < 4:
            padded = f"{sector}{year}{letters}{int(number):04d}"
            return (
                f"{shown}: the number after “{letters}” has {len(number)} digits and needs at least four; "
                f"write {padded} if number {int(number)} is meant, or add the digit that is missing."
            )
        if len(number) > 5:
            return f"{shown}: the number after “{letters}” has {len(number)} digits, at most five exist."
        if sector == "3" and len(letters) > 1:
            return f"{shown}: a legal act has one letter after the year (R, L, D ...), not “{letters}”."
    match = re.match(r"0\d{4}[A-Z]{1,2}\d{4,5}(?:\(\d{2}\))?-(\d+)$", words)
    if match:
        return f"{shown}: “{match[1]}” is not a date; a consolidated version ends in year, month and day, 20160504."
    match = re.match(r"([0-9])(\d{1,3}|\d{5,8})([A-Z]{1,2})\d", words)
    if match:
        return (
            f"{shown}: “{match[2]}” stands where the four digits of the year belong; "
            "the form is sector, year, letter, number: 32016R0679."
        )
    match = re.match(r"(1\d{4})([EMP])(\d{1,2})$", words)
    if match:
        return f"{shown}: treaty articles have three digits; write {match[1]}{match[2]}{int(match[3]):03d}."
    if re.fullmatch(r"\d{4,9}", words) or re.fullmatch(r"[2-6]\d{4}[A-Z]{0,2}", words):
        return f"{shown}: it ends too early; the form is sector, year, letter, number: 32016R0679."
    return None


# --------------------------------------------------------------------------- making

_LETTERS: Final = {
    "regulation": "R", "directive": "L", "decision": "D", "framework-decision": "F", "framework decision": "F",
    "recommendation": "H",
}  # fmt: skip


def celex_of_act_number(kind: str, year: int | str, number: int | str) -> str | None:
    """The CELEX number of an act: ("regulation", 2016, 679) -> ``32016R0679``.

    ``kind`` is an English word (``implementing regulation`` too) or the CELEX letter. A two-digit
    year is of the 20th century, as in Directive 95/46/EC. None where the numbers cannot be one.
    """
    words = kind.strip().lower()
    letter = words.upper() if words.upper() in {"R", "L", "D", "F", "H"} else None
    letter = letter or next((value for key, value in _LETTERS.items() if words.endswith(key)), None)
    if words.endswith(("framework decision", "framework-decision")):
        letter = "F"
    digits, four = str(number).strip(), str(year).strip()
    if letter is None or not digits.isdecimal() or not four.isdecimal() or not digits.isascii():
        return None
    when = int(four) + 1900 if len(four) <= 2 else int(four)
    if when not in _YEARS or not 0 < int(digits) < 100_000:
        return None
    return f"3{when}{letter}{int(digits):04d}"


_CASE = re.compile(r"\s*(?:case\s+)?([CTF])[-‑–\s.]?\s?0{0,3}(\d{1,4})\s?/\s?(\d{2}|\d{4})\b", re.IGNORECASE)


def celex_of_case(text: str) -> str | None:
    """The CELEX number of the judgment in a case: ``C-311/18`` -> ``62018CJ0311``.

    The judgment is assumed; an order (CO) or an opinion (CC) of the same case has another number.
    """
    match = _CASE.match(text)
    if match is None:
        return None
    court, number, year = match[1].upper(), int(match[2]), match[3]
    when = int(year) if len(year) == 4 else int(year) + (1900 if int(year) > 50 else 2000)
    if when not in _YEARS or not number:
        return None
    return f"6{when}{court}J{number:04d}"


def base_celex(celex: str) -> str:
    """The act behind a consolidated version or a corrigendum; any other number unchanged.

    ``02016R0679-20160504`` and ``32016R0679R(02)`` -> ``32016R0679``; treaties keep sector 1.
    """
    parsed = parse_celex(celex)
    if parsed is None:
        return celex
    if parsed.sector == "0":
        sector = "1" if parsed.number == "/TXT" else "3"
        return sector + parsed.text[1:].rpartition("-")[0]
    if parsed.corrigendum:
        return parsed.text.rpartition("R(")[0]
    return parsed.text


def celex_to_eli(celex: str) -> str | None:
    """The ELI path (``eli/reg/2016/679/oj``) of an act, a consolidated version or a corrigendum.

    Only from the catalogue: the letter R does not tell ``reg`` from ``reg_impl`` and ``reg_del``.
    """
    parsed = parse_celex(celex)
    if parsed is None:
        return None
    known = acts.act(base_celex(parsed.text))
    if known is None or known.eli is None:
        return None
    stem = known.eli.removesuffix("/oj")
    if parsed.version:
        return f"{stem}/{parsed.version.isoformat()}"
    if parsed.corrigendum:
        day = next((day for day, number in known.corrigenda if number == parsed.text), None)
        return f"{stem}/corrigendum/{day.isoformat()}/oj" if day else None
    return known.eli


def cellar_url(celex: str) -> str:
    """Where Cellar answers for a CELEX number; brackets and slashes are encoded (eu-sources.md 2.4)."""
    return f"https://publications.europa.eu/resource/celex/{quote(celex, safe='')}"


def eurlex_url(celex: str, language: str | None = None) -> str:
    """The page of EUR-Lex for a CELEX number: its ELI where that is known, else ``legal-content``."""
    eli = celex_to_eli(celex)
    if eli:
        three = data.three_letter(language) if language else None
        return f"https://eur-lex.europa.eu/{eli}" + (f"/{three}" if three else "")
    where = f"{language.upper()}/TXT" if language else "AUTO"
    return f"https://eur-lex.europa.eu/legal-content/{where}/?uri=CELEX:{quote(celex, safe='/')}"


def document(celex: str) -> Document:
    """The document with this CELEX number; its ``url`` is the page of EUR-Lex."""
    return Document(f"celex:{celex}", eurlex_url(celex), celex)


def version_date(id_: str | None) -> dt.date | None:
    """The date of the consolidated version that a document id names; None for everything else."""
    return document(id_.removeprefix("celex:")).version if id_ and id_.startswith("celex:0") else None


# --------------------------------------------------------------------------- ECLI

_ECLI = re.compile(r"ECLI:([A-Z]{2}):([A-Z][A-Z0-9]{0,6}):(\d{4}):([A-Z0-9][A-Z0-9.]{0,24})")


@dataclass(frozen=True, slots=True)
class Ecli:
    """A European Case Law Identifier: country or ``EU``, court, year, number."""

    text: str
    country: str
    court: str
    year: int
    number: str

    def __str__(self) -> str:
        return self.text


def clean_ecli(text: str) -> str:
    """The identifier as it should be written; EUR-Lex itself writes ``ecli:ECLI:EU:...`` in addresses."""
    words = unquote(text).strip().strip(".,;").upper()
    return words[5:] if words.startswith("ECLI:ECLI:") else words


def parse_ecli(text: str) -> Ecli | None:
    """Read an ECLI (any case, percent-encoded or not); None if it is none or cannot exist."""
    words = clean_ecli(text)
    match = _ECLI.fullmatch(words)
    if match is None or not 1800 <= int(match[3]) < _YEARS.stop:
        return None
    if match[1] == "EU" and (match[2] not in {"C", "T", "F"} or int(match[3]) not in _YEARS):
        return None
    return Ecli(words, match[1], match[2], int(match[3]), match[4])


def check_ecli(text: str) -> str | None:
    """A sentence that says why this cannot be an ECLI, and what to do; None where it can be one."""
    words = clean_ecli(text)
    if parse_ecli(words) is not None or not words.startswith("ECLI") or re.search(r"[{}<>$…]|XX", words):
        return None
    shown = f"“{words}” is not an ECLI"
    parts = words.split(":")
    if len(parts) != 5:
        return f"{shown}: it has {len(parts)} parts between colons and needs five, as in ECLI:EU:C:2014:317."
    if parts[1] == "EU" and parts[2] not in {"C", "T", "F"}:
        return f"{shown}: the courts of the Union are C, T and F, not “{parts[2]}”."
    return f"{shown}: the form is ECLI, country, court, four-digit year, number, as in ECLI:EU:C:2014:317."
