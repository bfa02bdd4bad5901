"""The words of figures in one language, compiled: months, units, multipliers, number words, bounds.

The table is ``data/quantities.toml``; only the sections that are needed are read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

# Languages whose number words are counts too ("three bodies"); elsewhere too many mean something else.
_COUNTING = frozenset({"en", "nl", "de", "fr"})
_NOT_COUNTS = frozenset({"neuf", "elf", "acht"})
# Kinds of expressions, for ``Words.begins``.
NUMBER, UNIT, HALF = 1, 2, 4
_UNITS = ("workday", "minute", "hour", "day", "week", "month", "year")
_SCALES = ("thousand", "million", "billion", "trillion")
_POWERS = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_ISO = {
    "workday": ("P", "BD"), "minute": ("PT", "M"), "hour": ("PT", "H"), "day": ("P", "D"), "week": ("P", "W"),
    "month": ("P", "M"), "year": ("P", "Y"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """One language's expressions, ready to match at a place of a folded text.

    ``percent``, ``points``, ``unit``, ``scale``, ``short_scale`` and ``currency`` match directly
    behind a number; ``currency_before`` matches what stands before one. ``numbers`` maps number
    words to values (lower-case; the caller checks what stands before); ``countable`` are those that
    stand for a count without a unit. ``begins`` tells of a lower-case word which
    expressions can begin with it (``NUMBER``, ``UNIT``, ``HALF``); it spares the search of a text without.
    """

    decimal: str
    percent: re.Pattern[str]
    points: re.Pattern[str]
    unit: re.Pattern[str]
    scale: re.Pattern[str]
    short_scale: re.Pattern[str]
    currency: re.Pattern[str]
    currency_before: re.Pattern[str]
    number_word: re.Pattern[str]
    numbers: Mapping[str, int]
    countable: frozenset[str]
    months: tuple[str, Mapping[str, int], tuple[tuple[str, int], ...]]
    month: re.Pattern[str]
    labels: frozenset[str]
    bounds: re.Pattern[str]
    choices: re.Pattern[str] | None
    half: re.Pattern[str] | None
    article: re.Pattern[str] | None
    before_article: re.Pattern[str] | None
    articles: frozenset[str]
    begins: Callable[[str], int]


@cache
def _raw() -> str:
    file = resources.files("srclint.legal") / "data" / "quantities.toml"
    return file.read_text(encoding="utf-8")


@cache
def _section(name: str) -> dict[str, Any] | None:
    text = _raw()
    at = text.find(f"\n[{name}]\n")
    if at < 0:
        return None
    end = text.find("\n[", at + 2)
    table: dict[str, Any] = tomllib.loads(text[at : end if end >= 0 else len(text)])[name]
    return table


@cache
def words(language: str) -> Words:
    """The expressions of a language (two letters); English for one that is not in the table."""
    code = language.lower()[:2]
    table = _section(code)
    if table is None:
        code, table = "en", _section("en") or {}
    english = _section("en") or {}
    values = _numbers(table)
    spoken = by_first_letter(values)
    compounds = (
        _any(w for u in _UNITS for w in table.get(u, ()) if w.endswith("*"))
        if code in {"de", "nl", "sv"}
        else ""
    )
    tail = rf"(?!\w)|(?=(?:{compounds}))" if compounds else r"(?!\w)"
    number_word = re.compile(rf"(?:{spoken})(?:{tail})")
    measures = [w for u in _UNITS for w in table.get(u, ())] + [w for s in _SCALES for w in table.get(s, ())]
    return Words(
        decimal=table["decimal"],
        percent=re.compile(
            rf"[ -]{{0,2}}(?:%(?![0-9A-F]{{2}})|(?:{_any(table['percent'])})(?!\w))", re.IGNORECASE
        ),
        points=re.compile(
            rf"[ -]{{0,2}}(?:%-?(?:Punkte|points)|(?:{_any(table['points'])})(?!\w))", re.IGNORECASE
        ),
        unit=_units(table),
        scale=_scales(table, ""),
        short_scale=_scales(table, "_after_currency"),
        currency=_currency_after(),
        currency_before=_currency_before(),
        number_word=number_word,
        numbers=values,
        countable=frozenset(w for w, n in values.items() if n > 1 and w not in _NOT_COUNTS)
        if code in _COUNTING
        else frozenset(),
        months=_months(table, english if code != "en" else {}),
        month=re.compile(_months(table, english if code != "en" else {})[0]),
        labels=frozenset(table.get("labels", ())) | frozenset(english.get("labels", ())),
        bounds=_bounds(table),
        choices=_choices(table),
        half=_half(table),
        article=re.compile(rf"(?:{_any(table['article'])})(?=[ -])", re.IGNORECASE)
        if "article" in table
        else None,
        before_article=re.compile(rf"(?<!\w)(?:{_any(table['before_article'])}) {{1,2}}$", re.IGNORECASE)
        if "before_article" in table
        else None,
        articles=frozenset(word.lower() for word in table.get("article", ())),
        begins=_begins(
            {NUMBER: [*values], UNIT: [*measures, "h", "mth", "mths"], HALF: table.get("half", ())},
            number_word if compounds else None,
        ),
    )


_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Hints:
    """What a text may hold, as far as its single words tell: number words, an article that counts, a half
    year, a named body."""

    spelled: bool = True
    counted: bool = True
    halved: bool = True
    bodies: bool = True


def words_in(text: str) -> frozenset[str]:
    """The different words of a text, lower case."""
    return frozenset(_WORD.findall(text.lower()))


def _begins(
    listed: Mapping[int, Iterable[str]], number: re.Pattern[str] | None = None
) -> Callable[[str], int]:
    """Tells of a lower-case word which of the phrases can begin with it (a star stands for any ending),
    and remembers what it told; ``number`` matches number words that go on."""
    exact: dict[str, int] = {}
    stems: dict[str, int] = {}
    for kind, phrases in listed.items():
        for phrase in phrases:
            first = _WORD.match(phrase.lower())
            if first:
                own = stems if phrase[first.end() : first.end() + 1] == "*" else exact
                own[first[0]] = own.get(first[0], 0) | kind
    lengths = sorted({len(stem) for stem in stems})

    @lru_cache(maxsize=1 << 14)
    def begins(word: str) -> int:
        kinds = exact.get(word, 0)
        for length in lengths:
            kinds |= stems.get(word[:length], 0)
        return kinds | NUMBER if number is not None and number.match(word) else kinds

    return begins


def _phrase(word: str) -> str:
    """A phrase as an expression: a space may be two, a star stands for an inflected ending."""
    parts = []
    for part in word.split(" "):
        stem = part.removesuffix("*")
        parts.append(re.escape(stem) + (r"\w{0,8}" if part != stem else ""))
    return " {1,2}".join(parts)


def _any(listed: Iterable[str]) -> str:
    unique = sorted(dict.fromkeys(listed), key=lambda word: (-len(word), word))
    return "|".join(_phrase(word) for word in unique) or r"(?!)"


def by_first_letter(listed: Iterable[str]) -> str:
    """The same alternation, split by first letter: the scan then skips to a letter that can begin one."""
    groups: dict[str, list[str]] = {}
    for word in sorted(dict.fromkeys(listed), key=lambda word: (-len(word), word)):
        groups.setdefault(word[0], []).append(_phrase(word)[len(re.escape(word[0])) :])
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in sorted(groups.items()))


def _numbers(table: Mapping[str, Any]) -> dict[str, int]:
    values: dict[str, int] = {}
    for index, group in enumerate(table["numbers"], start=1):
        for word in group.split("|"):
            values.setdefault(word.lower(), index)
    tens = {word.lower(): int(value) for word, value in table.get("tens", {}).items()}
    for word, value in tens.items():
        values.setdefault(word, value)
        if 20 < value < 100:
            for unit in range(1, 10):
                values.setdefault(f"{word}-{table['numbers'][unit - 1].split('|')[0].lower()}", value + unit)
    twenty = table["numbers"][19].split("|")[0].lower()
    for unit in range(1, 10):
        values.setdefault(f"{twenty}-{table['numbers'][unit - 1].split('|')[0].lower()}", 20 + unit)
    return values


def _units(table: Mapping[str, Any]) -> re.Pattern[str]:
    entries = sorted(
        ((word, unit) for unit in _UNITS for word in table.get(unit, ())),
        key=lambda pair: (-len(pair[0]), _UNITS.index(pair[1])),
    )
    groups: dict[str, list[str]] = {}
    # One group a unit, tried in the order of the longest phrase: "working days" before "days".
    for word, unit in entries:
        groups.setdefault(unit, []).append(_phrase(word))
    order = sorted(groups, key=_UNITS.index)
    alternatives = "|".join(f"(?P<{unit}>{'|'.join(groups[unit])})" for unit in order)
    between = _any(table.get("before_unit", ()))
    return re.compile(
        rf"[ -]{{0,2}}(?:(?:{between}) )?(?:{alternatives}|(?P<hours>h)|(?P<months>mths?))(?![\w])",
        re.IGNORECASE,
    )


def iso_unit(match: re.Match[str]) -> tuple[str, str]:
    """The ISO 8601 prefix and designator of a matched unit."""
    for unit in _UNITS:
        if match.groupdict().get(unit):
            return _ISO[unit]
    return _ISO["hour"] if match.groupdict().get("hours") else _ISO["month"]


def _scales(table: Mapping[str, Any], suffix: str) -> re.Pattern[str]:
    parts = []
    # The longest phrases first: "mil millones" is not "mil".
    for scale in reversed(_SCALES):
        listed = table.get(scale + suffix, ())
        if listed:
            parts.append((max(map(len, listed)), f"(?P<{scale}>{_any(listed)})"))
    if suffix:
        letters = "|".join(part for _, part in parts) or "(?!)"
        return re.compile(
            rf" ?(?:{letters}|(?P<md>Mds?|Mrd|bn)|(?P<mio>Mio|mn|mln|M)|(?P<kilo>[kK]))(?![^\W_])"
        )
    joined = "|".join(part for _, part in parts) or "(?!)"
    return re.compile(rf"[ -]{{0,2}}(?:{joined})(?!\w)", re.IGNORECASE)


def power(match: re.Match[str]) -> int:
    """The power of ten of a matched multiplier."""
    groups = match.groupdict()
    for scale in _SCALES:
        if groups.get(scale):
            return _POWERS[scale]
    return 9 if groups.get("md") else 3 if groups.get("kilo") else 6


@cache
def _currencies() -> Mapping[str, str]:
    """Lower-case name or symbol -> currency code."""
    table = _section("currencies") or {}
    return {name.lower(): code for code, names in table.items() for name in names}


def currency_code(name: str) -> str:
    """The code of a currency as written."""
    return _currencies()[name.lower()]


@cache
def _currency_after() -> re.Pattern[str]:
    names = [n for n in _currencies() if n[-1].isalpha()]
    signs = [n for n in _currencies() if not n[-1].isalpha()]
    return re.compile(
        rf"[ -]{{0,2}}(?:de |d'|di |of |f'|en )?(?P<name>(?:{_any(signs)})|(?:{_any(names)})(?!\w))",
        re.IGNORECASE,
    )


@cache
def _currency_before() -> re.Pattern[str]:
    names = [n for n in _currencies() if n[-1].isalpha()]
    signs = [n for n in _currencies() if not n[-1].isalpha()]
    return re.compile(
        rf"(?:(?<![^\W_])(?P<name>{_any(names)})|(?P<sign>{_any(signs)})) {{0,2}}$", re.IGNORECASE
    )


def _months(
    table: Mapping[str, Any], english: Mapping[str, Any]
) -> tuple[str, Mapping[str, int], tuple[tuple[str, int], ...]]:
    """The alternation of all month names, exact names -> number, and (stem, number) of inflected ones."""
    exact: dict[str, int] = {}
    stems: list[tuple[str, int]] = []
    for source in (table, english):
        for number, group in enumerate(source.get("months", ()), start=1):
            for word in group.split("|"):
                if word.endswith("*"):
                    stems.append((word[:-1].lower(), number))
                elif word.lower() not in exact and not any(word.lower() == stem for stem, _ in stems):
                    exact[word.lower()] = number
    listed = {w: True for s in (table, english) for g in s.get("months", ()) for w in g.split("|")}
    # Where a language writes months small, a sentence may still begin with one.
    spelled = {*listed, *(word[0].upper() + word[1:] for word in listed)}
    return by_first_letter(spelled), exact, tuple(sorted(stems, key=lambda stem: -len(stem[0])))


def month_number(months: tuple[str, Mapping[str, int], tuple[tuple[str, int], ...]], name: str) -> int:
    """The number of a month that the alternation matched."""
    lower = name.lower()
    found = months[1].get(lower) or months[1].get(lower.rstrip("."))
    return found or next(number for stem, number in months[2] if lower.startswith(stem))


def _bounds(table: Mapping[str, Any]) -> re.Pattern[str]:
    groups = [("ABOUT", "about"), ("UPTO", "upto"), ("ATLEAST", "atleast"), ("MORETHAN", "morethan")]
    parts = "|".join(f"(?P<{name}>{_any(table.get(key, ()))})" for name, key in groups)
    return re.compile(rf"(?<!\w)(?:{parts})(?: {{1,2}}[^\W\d_]{{1,8}}){{0,2}} {{0,2}}$", re.IGNORECASE)


def _choices(table: Mapping[str, Any]) -> re.Pattern[str] | None:
    high, low = table.get("max", ()), table.get("min", ())
    if not high and not low:
        return None
    return re.compile(rf"(?P<MAX>{_any(high)})|(?P<MIN>{_any(low)})", re.IGNORECASE)


def _half(table: Mapping[str, Any]) -> re.Pattern[str] | None:
    if not table.get("half"):
        return None
    half, year = ([word.lower() for word in table[key]] for key in ("half", "year"))
    return re.compile(rf"(?:{by_first_letter(half)})[ -](?:{_any(year)})(?!\w)")
