"""When a figure of a claim is a figure of the source, and which is nearest."""

from __future__ import annotations

import pytest

from srclint.legal.quantities import RawFact, facts
from srclint.legal.support.values import days, nearest, period, same
from srclint.model import Fact, FactType, Span

NOWHERE = Span(0, 0, 1, 1, 1, 1)


def claimed(words: str, language: str = "en") -> Fact:
    one = next(f for f in facts(words, language) if f.type is not FactType.BODY)
    return Fact(one.type, one.value, words[one.start : one.end], NOWHERE, one.certain)


def found(words: str, language: str = "en") -> list[RawFact]:
    return [f for f in facts(words, language) if f.type is not FactType.BODY]


@pytest.mark.parametrize(
    ("claim", "claim_language", "source", "source_language"),
    [
        ("3 %", "en", "3 per cent", "en"),
        ("3,5 %", "nl", "3.5 %", "en"),
        ("EUR 15 million", "en", "EUR 15 000 000", "en"),
        ("15 miljoen euro", "nl", "EUR 15 000 000", "en"),
        ("1,8 Md€", "fr", "EUR 1 800 000 000", "en"),
        ("2 augustus 2026", "nl", "2 August 2026", "en"),
        ("August 2026", "en", "2 August 2026", "en"),
        ("in 2026", "en", "2 August 2026", "en"),
        ("fifteen days", "en", "15 days", "en"),
        ("quinze jours", "fr", "15 days", "en"),
        ("12 months", "en", "one year", "en"),
        ("24 hours", "en", "1 day", "en"),
        ("72 hours", "en", "three days", "en"),
        ("two weeks", "en", "14 days", "en"),
        ("half a year", "en", "six months", "en"),
        ("10^25 operations", "en", "10(25) floating point operations", "en"),
    ],
)
def test_the_same_figure_in_other_words(
    claim: str, claim_language: str, source: str, source_language: str
) -> None:
    fact = claimed(claim, claim_language)
    assert any(same(fact, one) for one in found(source, source_language)), (
        fact,
        found(source, source_language),
    )


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("3 %", "4 %"),
        ("3 %", "3 percentage points"),
        ("EUR 15 million", "EUR 15 billion"),
        ("EUR 15 million", "USD 15 million"),
        ("2 August 2026", "2 August 2025"),
        ("2 August 2026", "August 2026"),
        ("2026", "2 August 2025"),
        ("15 working days", "15 days"),
        ("one month", "30 days"),
        ("10 days", "one week"),
    ],
)
def test_another_figure(claim: str, source: str) -> None:
    assert not any(same(claimed(claim), one) for one in found(source))


def test_about_is_within_a_twentieth() -> None:
    (one,) = found("EUR 740 million")
    assert same(claimed("EUR 750 million"), one, about=True)
    assert not same(claimed("EUR 750 million"), one)
    assert not same(claimed("EUR 900 million"), one, about=True)


@pytest.mark.parametrize(
    ("claim", "source", "expected"),
    [
        ("5 %", "1 %, 4 % and 20 %", "4"),
        ("EUR 9 million", "EUR 2 million or EUR 10 million", "EUR 10000000"),
        ("3 August 2026", "2 August 2026 and 2 August 2027", "2026-08-02"),
        ("20 days", "two days, 15 days or six months", "P15D"),
    ],
)
def test_the_nearest_of_the_same_kind(claim: str, source: str, expected: str) -> None:
    one = nearest(claimed(claim), found(source))
    assert one is not None
    assert one.value == expected


def test_nothing_of_the_kind_is_near() -> None:
    assert nearest(claimed("5 %"), found("EUR 2 million within 3 days")) is None


@pytest.mark.parametrize(
    ("value", "unit"), [("P2Y", "M"), ("P3W", "D"), ("PT48H", "D"), ("PT5H", "H"), ("P4BD", "BD")]
)
def test_the_unit_of_a_term(value: str, unit: str) -> None:
    assert period(value)[0] == unit
    assert days(value) > 0


def test_what_is_no_term_is_its_own_unit() -> None:
    assert period("soon")[0] == "soon"
