"""When two facts are the same, and which fact of a text is nearest to one of a claim (claims.md 5.2)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from srclint.legal.quantities import RawFact
from srclint.model import Fact, FactType

VALUES = frozenset(
    {
        FactType.PERCENT,
        FactType.PERCENTAGE_POINTS,
        FactType.MONEY,
        FactType.DATE,
        FactType.MONTH,
        FactType.YEAR,
        FactType.DURATION,
    }
)
CALENDAR = frozenset({FactType.DATE, FactType.MONTH, FactType.YEAR})
_DURATION = re.compile(r"(PT?)([0-9.]+)(BD|[YMWDH])")
_NUMBER = re.compile(r"[0-9.]+")
# What an author may round: "about EUR 750 million".
_ABOUT = Decimal("0.05")


def same(claimed: Fact, found: RawFact, *, about: bool = False) -> bool:
    """Whether a fact of a source is the claim's. ``about``: the claim says "about"."""
    kind = claimed.type
    if kind in CALENDAR:
        return found.type in CALENDAR and _same_date(claimed.value, found.value)
    if kind is FactType.MONEY:
        return found.type is FactType.MONEY and _same_money(claimed.value, found.value, about)
    if kind is FactType.DURATION:
        return found.type is FactType.DURATION and period(claimed.value) == period(found.value)
    if kind is FactType.COUNT:
        return _same_count(claimed.value, found)
    if kind is FactType.PERCENT and about and found.type is kind:
        return _near(Decimal(claimed.value), Decimal(found.value))
    return found.type is kind and claimed.value == found.value


def comparable(claimed: FactType, found: FactType) -> bool:
    """Whether two facts are of one kind, so that one can stand where the other should."""
    if claimed in CALENDAR:
        return found in (FactType.DATE, FactType.MONTH)
    return claimed is found


def nearest(claimed: Fact, found: Iterable[RawFact]) -> RawFact | None:
    """The fact of the same kind whose value is nearest; the first of equals."""
    best: RawFact | None = None
    least: float | None = None
    for fact in found:
        if not comparable(claimed.type, fact.type):
            continue
        distance = _distance(claimed, fact)
        if least is None or distance < least:
            best, least = fact, distance
    return best


def period(value: str) -> tuple[str, Decimal]:
    """A duration in its smallest fixed unit: months, days, working days or hours.

    12 months are a year, 7 days a week, 24 hours a day; days and months are never equal.
    """
    match = _DURATION.fullmatch(value)
    if match is None:
        return value, Decimal(0)
    number, unit = Decimal(match[2]), match[3]
    if match[1] == "PT":
        if unit == "H" and number % 24 == 0:
            return "D", number / 24
        return ("H", number) if unit == "H" else ("MIN", number)
    if unit == "Y":
        return "M", number * 12
    if unit == "W":
        return "D", number * 7
    return unit, number


def days(value: str) -> float:
    """Roughly how many days a duration lasts, to tell which of two is nearer."""
    unit, number = period(value)
    return float(number) * {"M": 30.4, "D": 1.0, "BD": 1.4, "H": 1 / 24, "MIN": 1 / 1440}.get(unit, 1.0)


def amount(value: str) -> Decimal:
    """The number of a money value ("EUR 15000000"), or of a bare one."""
    try:
        return Decimal(value.rpartition(" ")[2])
    except InvalidOperation:
        return Decimal(0)


def _same_date(claimed: str, found: str) -> bool:
    """The shorter notation decides: August 2026 is in 2 August 2026; a day is not proved by a year."""
    return found == claimed or found.startswith(f"{claimed}-")


def _same_money(claimed: str, found: str, about: bool) -> bool:
    one, other = claimed.rpartition(" ")[0], found.rpartition(" ")[0]
    if one and other and one != other:
        return False
    left, right = amount(claimed), amount(found)
    return left == right or (about and _near(left, right))


def _near(left: Decimal, right: Decimal) -> bool:
    return abs(left - right) <= abs(right) * _ABOUT


def _same_count(claimed: str, found: RawFact) -> bool:
    if claimed == found.value:
        return True
    if found.type in (FactType.MONEY, FactType.PERCENT, FactType.DURATION):
        number = _NUMBER.search(found.value)
        return number is not None and number[0] == claimed
    return found.type is FactType.YEAR and found.value == claimed


def _distance(claimed: Fact, found: RawFact) -> float:
    if claimed.type in CALENDAR:
        one, other = _day(claimed.value), _day(found.value)
        return abs((one - other).days) if one and other else 1e9
    if claimed.type is FactType.DURATION:
        one_unit, other_unit = period(claimed.value)[0], period(found.value)[0]
        apart = abs(days(claimed.value) - days(found.value))
        return apart + (0 if one_unit == other_unit else 0.5)
    return float(abs(amount(claimed.value) - amount(found.value)))


def _day(value: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat((value + "-01-01")[:10] if len(value) == 4 else (value + "-01")[:10])
    except ValueError:
        return None
