"""Numbers with what stands around them: percent, money, durations, counts, years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from srclint.legal.quantities import numbers
from srclint.legal.quantities.found import RawFact
from srclint.legal.quantities.words import Hints, Words, currency_code, iso_unit, power, words
from srclint.model import FactType
from srclint.model.record import record

_UNKNOWN = Hints()
_BETWEEN = re.compile(
    r" {0,2}(?:-|to|or|and|bis|und|oder|tot|tot en met|en|of|à|a|et|ou|y|o|e|i|do|lub|och|eller|til|og|ja|tai"
    r"|és|vagy|și|sau|līdz|iki|kuni|έως|до|и) {0,2}"
)
_UP_TO = re.compile(r" {0,2}(?:-|to|bis|tot|à|a|al|do|till|til|és|até|až) {0,2}")
_NOUN = re.compile(r"[ -]([^\W\d_]{3,24})")
_LABEL = re.compile(r"([^\W\d_]{1,20}|[§#№])[.°º]{0,2} {0,2}$")
# "2020-441-5294": a file's number, not a year with two counts.
_CODE = re.compile(r"(?<![\w-])\d{1,12}-\d{1,12}-\d[\d-]{0,24}")
_LONG = re.compile(r"\d{3}")
# "only one EUR stablecoin": the currency belongs to the noun.
_OF_A_NOUN = re.compile(r" [^\W\d_A-Z][^\W\d_]{3,}")
# "d'un mois", "l'un", "qu'un".
_ELIDED = frozenset("dlu")
_ORDINAL = re.compile(r"(?:st|nd|rd|th|er|re|e|de|ste|ème|º|ª|°|\.º|\.o)(?![^\W_])")


@record(frozen=True, slots=True)
class _Number:
    """One number of the text before its meaning is settled."""

    value: Decimal
    start: int
    end: int
    certain: bool
    word: str | None = None
    fact: RawFact | None = None
    currency: str | None = None
    scaled: int = 0


def find(text: str, language: str, taken: list[tuple[int, int]], hints: Hints = _UNKNOWN) -> list[RawFact]:
    """All figures of a folded text outside ``taken`` (sorted extents), in order of place.

    ``hints`` say what it may hold.
    """
    spoken = words(language)
    digits = numbers.DIGIT.search(text) is not None
    if not (digits or hints.spelled or hints.counted or hints.halved):
        return []
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = text  # a letter whose lower case is two letters: offsets matter more
    powers = _powers(text) if digits else []
    blocked = sorted([*taken, *((fact.start, fact.end) for fact in powers)])
    read = _digits(text, spoken) if digits else []
    if hints.spelled:
        read += _spelled(text, lowered, spoken)
    if hints.counted:
        read += _articles(text, lowered, spoken)
    read.sort(key=lambda number: number.start)
    found = [_read(text, number, spoken) for number in _outside(read, blocked)]
    facts = powers + (_halves(lowered, spoken) if hints.halved else [])
    if not found and not facts:
        return []
    found = _inherit(text, found)
    for number in found:
        fact = number.fact or _bare(text, number, spoken)
        if fact is not None:
            facts.append(fact)
    facts.sort(key=lambda fact: (fact.start, -fact.end))
    return _without_overlaps([_bounded(text, fact, spoken) for fact in facts])


def _digits(text: str, spoken: Words) -> list[_Number]:
    out = []
    codes = [m.span() for m in _CODE.finditer(text) if _LONG.search(m[0])] if "-" in text else []
    at = 0
    for match in numbers.NUMBER.finditer(text):
        start, end = match.span()
        while at < len(codes) and codes[at][1] <= start:
            at += 1
        if _part_of_something(text, start, end) or (at < len(codes) and codes[at][0] <= start):
            continue
        value, certain = numbers.read(match[0], spoken.decimal)
        out.append(_Number(value, start, end, certain))
    return out


def _spelled(text: str, lowered: str, spoken: Words) -> Iterator[_Number]:
    for match in spoken.number_word.finditer(lowered):
        value_of = spoken.numbers.get(match[0])
        if value_of is not None and not _inside_word(text, match.start()):
            yield _Number(Decimal(value_of), match.start(), match.end(), True, match[0])


def _articles(text: str, lowered: str, spoken: Words) -> Iterator[_Number]:
    """Indefinite articles that count: "a billion", "within a month"; not "twice a year"."""
    if spoken.article is None or spoken.before_article is None:
        return
    for match in spoken.article.finditer(lowered):
        start, end = match.span()
        if _inside_word(text, start):
            continue
        counts = spoken.scale.match(text, end)
        if counts is None and spoken.unit.match(text, end):
            counts = spoken.before_article.search(text, max(0, start - 24), start)
        if counts:
            yield _Number(Decimal(1), start, end, True, match[0])


def _outside(found: list[_Number], taken: list[tuple[int, int]]) -> list[_Number]:
    kept = []
    index = 0
    for number in found:
        while index < len(taken) and taken[index][1] <= number.start:
            index += 1
        if index == len(taken) or taken[index][0] >= number.end:
            kept.append(number)
    return kept


def _part_of_something(text: str, start: int, end: int) -> bool:
    """Digits that belong to a name, a code, a clock time or a number of several parts (1.2.3, 24/7)."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isalnum() or before in {"_", "^"}:
        return True
    if before in {"/", "\\", "=", "~", "@"} and text[start - 2 : start - 1].strip():
        return True
    if before in {".", ",", ":"} and text[start - 2 : start - 1].isalnum():
        return True
    if before == "-" and text[start - 2 : start - 1].isalpha():
        # "GPT-4" and "C-311" are names, "mid-2026" is not.
        return not (end - start == 4 and text[start - 2 : start - 1].islower())
    behind = text[end + 1 : end + 2]
    if after in {"/", ":", "."} and behind.isdigit():
        return True
    return after == "-" and behind.isalpha() and behind.isupper() and text[end + 2 : end + 3].isdigit()


def _read(text: str, number: _Number, spoken: Words) -> _Number:
    """The number with the fact that the words around it make of it, if any."""
    value, start, end = number.value, number.start, number.end
    money = None if number.word else spoken.currency_before.search(text, max(0, start - 16), start)
    scale = spoken.scale.match(text, end)
    after_scale = scale.end() if scale else end
    behind = spoken.currency.match(text, after_scale)
    if scale is None and not number.word:
        short = spoken.short_scale.match(text, end)
        if short:
            sign = spoken.currency.match(text, short.end())
            if sign or money:
                scale, after_scale, behind = short, short.end(), sign
    tens = power(scale) if scale else 0
    if money or behind:
        match = money or behind
        assert match is not None
        groups = match.groupdict()
        code = currency_code(groups.get("name") or groups.get("sign") or "")
        if number.word and value == 1 and not scale and (groups.get("name") or "").isupper():
            end = behind.end() if behind else after_scale
            if _OF_A_NOUN.match(text, end):
                return number
        begin = match.start() if money else start
        stop = behind.end() if behind and not money else after_scale
        amount = f"{code} {numbers.plain(value.scaleb(tens))}"
        fact = RawFact(FactType.MONEY, amount, begin, stop, certain=number.certain)
        return replace(number, fact=fact, currency=code, scaled=tens)
    for pattern, kind in ((spoken.points, FactType.PERCENTAGE_POINTS), (spoken.percent, FactType.PERCENT)):
        match = pattern.match(text, end)
        if match:
            fact = RawFact(kind, numbers.plain(value), start, match.end(), certain=number.certain)
            return replace(number, fact=fact)
    unit = spoken.unit.match(text, end)
    if unit and value < 100_000 and not scale:
        fact = RawFact(
            FactType.DURATION, _duration(value, *iso_unit(unit)), start, unit.end(), certain=number.certain
        )
        return replace(number, fact=fact)
    if scale:
        count = numbers.plain(value.scaleb(tens))
        return replace(number, fact=_count(text, count, start, scale.end(), number.certain), scaled=tens)
    return number


def _duration(value: Decimal, prefix: str, unit: str) -> str:
    if unit == "Y" and value % 1:
        months = value * 12
        if months == months.to_integral_value():
            return f"P{numbers.plain(months)}M"
    return f"{prefix}{numbers.plain(value)}{unit}"


def _inherit(text: str, found: list[_Number]) -> list[_Number]:
    """Give the first number the unit of the second: 10 to 15 days, EUR 10-15 million."""
    out = list(found)
    for index, (left, right) in enumerate(pairwise(found)):
        # "EUR 10-15 million": the currency stands before the first only.
        prefixed = left.fact is not None and left.currency and left.fact.start < left.start
        plain = right.fact is None or (right.fact.type is FactType.COUNT and right.scaled)
        if prefixed and plain and right.value > left.value and _UP_TO.fullmatch(text, left.end, right.start):
            amount = f"{left.currency} {numbers.plain(right.value.scaleb(right.scaled))}"
            end = right.fact.end if right.fact else right.end
            money = RawFact(FactType.MONEY, amount, right.start, end, certain=right.certain)
            out[index + 1] = replace(right, fact=money, currency=left.currency)
    for index in range(len(out) - 2, -1, -1):
        left, right = out[index], out[index + 1]
        begin = right.fact.start if right.fact else right.start
        if right.fact is None or begin - left.end > 14:
            continue
        if not any(_BETWEEN.fullmatch(text, left.end, end) for end in (begin, right.start)):
            continue
        kind = right.fact.type
        if left.fact is not None:
            if (
                left.fact.type is kind is FactType.MONEY
                and right.scaled
                and not left.scaled
                and right.value >= left.value
            ):
                amount = f"{left.currency} {numbers.plain(left.value.scaleb(right.scaled))}"
                out[index] = replace(
                    left, fact=replace(left.fact, value=amount, certain=False), scaled=right.scaled
                )
            continue
        if left.value > right.value * 1000 or (_is_year(left, text) and kind is not FactType.MONEY):
            continue
        fact = None
        if kind in {FactType.PERCENT, FactType.PERCENTAGE_POINTS}:
            fact = RawFact(
                right.fact.type, numbers.plain(left.value), left.start, left.end, certain=left.certain
            )
        elif kind is FactType.DURATION:
            unit = re.fullmatch(r"(PT?)[0-9.]+([A-Z]+)", right.fact.value)
            if unit:
                value = _duration(left.value, unit[1], unit[2])
                fact = RawFact(FactType.DURATION, value, left.start, left.end, certain=left.certain)
        elif kind is FactType.MONEY and right.fact.start >= right.start:
            amount = f"{right.currency} {numbers.plain(left.value.scaleb(right.scaled))}"
            fact = RawFact(FactType.MONEY, amount, left.start, left.end, certain=left.certain)
        if fact is not None:
            out[index] = replace(left, fact=fact, currency=right.currency, scaled=right.scaled)
    return out


def _is_year(number: _Number, text: str) -> bool:
    return (
        number.word is None
        and number.end - number.start == 4
        and text[number.start : number.end].isdigit()
        and 1950 <= number.value < 2100
    )


def _bare(text: str, number: _Number, spoken: Words) -> RawFact | None:
    """A number without a unit: a year, a count, or nothing that can be compared."""
    start, end = number.start, number.end
    if number.word is not None:
        if number.word not in spoken.countable or number.value not in _COUNTED:
            return None
        return _count(text, numbers.plain(number.value), start, end, True)
    if text[end : end + 1].isalpha() or _ORDINAL.match(text, end):
        return None
    label = _LABEL.search(text, max(0, start - 24), start)
    if label and label[1].lower() in spoken.labels:
        return None
    if _is_year(number, text):
        return RawFact(FactType.YEAR, text[start:end], start, end)
    before, after = text[start - 1 : start], text[end : end + 1]
    if (before in {"(", "["} and after in {")", "]"}) or (before == "^"):
        return None
    if after in {".", ")"} and start < 8 and not text[:start].strip():
        return None  # the number of a list item
    return _count(text, numbers.plain(number.value), start, end, number.certain)


# "One" is mostly a pronoun, "hundred" mostly many.
_COUNTED = frozenset({*range(2, 21), *range(30, 100, 10)})


def _count(text: str, value: str, start: int, end: int, certain: bool) -> RawFact:
    noun = _NOUN.match(text, end)
    return RawFact(FactType.COUNT, value, start, end, unit=noun[1] if noun else None, certain=certain)


def _powers(text: str) -> list[RawFact]:
    if "10" not in text:
        return []
    matches = [(m, m[1]) for m in numbers.POWER.finditer(text)]
    matches += [(m, numbers.superscript(m[1])) for m in numbers.SUPERSCRIPT.finditer(text)]
    return [
        _count(text, f"10^{int(exponent)}", m.start(), m.end(), True)
        for m, exponent in matches
        if not _inside_word(text, m.start()) and text[m.start() - 1 : m.start()] not in {".", ","}
    ]


def _halves(text: str, spoken: Words) -> list[RawFact]:
    if spoken.half is None:
        return []
    return [
        RawFact(FactType.DURATION, "P6M", m.start(), m.end())
        for m in spoken.half.finditer(text)
        if not _inside_word(text, m.start())
    ]


def _inside_word(text: str, start: int) -> bool:
    before = text[start - 1] if start else " "
    if before == "'" and start > 1 and text[start - 2].lower() in _ELIDED:
        return start > 2 and text[start - 3].isalnum() and text[start - 3 : start - 1].lower() != "qu"
    return before.isalnum() or before in "_'"


def _bounded(text: str, fact: RawFact, spoken: Words) -> RawFact:
    match = spoken.bounds.search(text, max(0, fact.start - 48), fact.start)
    if match is None or match.lastgroup is None:
        return fact
    return replace(fact, comparators=(match.lastgroup,))


def _without_overlaps(facts: list[RawFact]) -> list[RawFact]:
    out: list[RawFact] = []
    for fact in facts:
        if not out or fact.start >= out[-1].end:
            out.append(fact)
    return out
