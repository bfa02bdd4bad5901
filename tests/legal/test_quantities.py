"""Figures in the notations of the official languages."""

from __future__ import annotations

import csv
import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srclint.legal.quantities import facts, fold
from srclint.model import FactType


def read(text: str, language: str = "en") -> list[tuple[str, str]]:
    kinds = {FactType.BODY, FactType.QUOTATION}
    return [(f.type.value, f.value) for f in facts(text, language) if f.type not in kinds]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "fines of EUR 35 000 000 apply", "EUR 35000000"),
        ("en", "€7.5m", "EUR 7500000"),
        ("en", "€1.2bn", "EUR 1200000000"),
        ("en", "€ 20 million", "EUR 20000000"),
        ("en", "EUR 1.5 billion", "EUR 1500000000"),
        ("en", "20 million euro", "EUR 20000000"),
        ("en", "US$5 million", "USD 5000000"),
        ("en", "GBP 17.5 million", "GBP 17500000"),
        ("en", "€0.015", "EUR 0.015"),
        ("de", "20 Mio. Euro", "EUR 20000000"),
        ("de", "20 Millionen €", "EUR 20000000"),
        ("de", "1,8 Milliarden Euro", "EUR 1800000000"),
        ("de", "7.500.000 €", "EUR 7500000"),
        ("de", "1.500 EUR", "EUR 1500"),
        ("fr", "1,8 Md€", "EUR 1800000000"),
        ("fr", "20 M€", "EUR 20000000"),
        ("fr", "500 k€", "EUR 500000"),
        ("fr", "7 500 000 euros", "EUR 7500000"),
        ("nl", "€ 7.500.000", "EUR 7500000"),
        ("nl", "1,5 miljard euro", "EUR 1500000000"),
        ("nl", "€ 20 mln.", "EUR 20000000"),
        ("es", "mil millones: 2 mil millones de euros", "EUR 2000000000"),
        ("es", "20 000 000 EUR", "EUR 20000000"),
        ("pt", "2 mil milhões de euros", "EUR 2000000000"),
        ("it", "10 miliardi di euro", "EUR 10000000000"),
        ("pl", "20 milionów euro", "EUR 20000000"),
        ("pl", "1,5 mld EUR", "EUR 1500000000"),
        ("da", "20 mio. EUR", "EUR 20000000"),
        ("sv", "20 miljoner EUR", "EUR 20000000"),
        ("fi", "20 000 000 euroa", "EUR 20000000"),
        ("et", "20 miljonit eurot", "EUR 20000000"),
        ("lv", "20 miljoni euro", "EUR 20000000"),
        ("lv", "EUR 20 000 000", "EUR 20000000"),
        ("lt", "20 mln. EUR", "EUR 20000000"),
        ("lt", "20 milijonų eurų", "EUR 20000000"),
        ("cs", "20 milionů EUR", "EUR 20000000"),
        ("sk", "20 miliónov EUR", "EUR 20000000"),
        ("sl", "20 milijonov EUR", "EUR 20000000"),
        ("hr", "20 milijuna EUR", "EUR 20000000"),
        ("hu", "20 millió euró", "EUR 20000000"),
        ("bg", "20 милиона евро", "EUR 20000000"),
        ("bg", "20 млн. EUR", "EUR 20000000"),
        ("el", "20 εκατ. ευρώ", "EUR 20000000"),
        ("ro", "20 de milioane EUR", "EUR 20000000"),
        ("ro", "20 000 000 EUR", "EUR 20000000"),
        ("mt", "EUR 20 000 000", "EUR 20000000"),
        ("ga", "EUR 20 milliún", "EUR 20000000"),
    ],
)
def test_money(language: str, text: str, value: str) -> None:
    assert ("money", value) in read(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("bg", "7 на сто"),
        ("cs", "7 procent"),
        ("da", "7 pct."),
        ("da", "7 procent"),
        ("de", "7 Prozent"),
        ("de", "7 v.H."),
        ("el", "7 τοις εκατό"),
        ("en", "seven per cent"),
        ("en", "7%"),
        ("es", "7 por ciento"),
        ("et", "7 protsenti"),
        ("fi", "7 prosentin"),
        ("fr", "7 pour cent"),
        ("hr", "7 posto"),
        ("hu", "7 százalék"),
        ("hu", "7 %-a"),
        ("it", "7 per cento"),
        ("lt", "7 procentai"),
        ("lv", "7 procenti"),
        ("nl", "zeven procent"),
        ("pl", "7 procent"),
        ("pt", "7 por cento"),
        ("ro", "7 la sută"),
        ("sk", "7 percent"),
        ("sl", "7 odstotkov"),
        ("sv", "7 procent"),
        ("mt", "7 fil-mija"),
        ("ga", "7 faoin gcéad"),
        ("fr", "7 %"),
        ("de", "7 %"),
        ("nl", "7 %"),
    ],
)
def test_percent(language: str, text: str) -> None:
    assert read(text, language) == [("percent", "7")]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "2 percentage points", "2"),
        ("de", "1,5 Prozentpunkte", "1.5"),
        ("fr", "2 points de pourcentage", "2"),
        ("nl", "2 procentpunten", "2"),
    ],
)
def test_percentage_points(language: str, text: str, value: str) -> None:
    assert read(text, language) == [("percentage-points", value)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("bg", "12 юли 2024 г."),
        ("cs", "12. července 2024"),
        ("da", "12. juli 2024"),
        ("de", "12. Juli 2024"),
        ("de", "12.7.2024"),
        ("de", "am 12.07.2024."),
        ("el", "12 Ιουλίου 2024"),
        ("en", "12 July 2024"),
        ("en", "July 12, 2024"),
        ("en", "12th of July 2024"),
        ("en", "12th July, 2024"),
        ("en", "2024-07-12"),
        ("en", "12.7.2024"),
        ("en", "12 Jul 2024"),
        ("es", "12 de julio de 2024"),
        ("et", "12. juuli 2024"),
        ("et", "12. juulil 2024"),
        ("fi", "12. heinäkuuta 2024"),
        ("fi", "12 päivänä heinäkuuta 2024"),
        ("fr", "12 juillet 2024"),
        ("fr", "le 12 juillet 2024"),
        ("ga", "12 Iúil 2024"),
        ("hr", "12. srpnja 2024."),
        ("hu", "2024. július 12-én"),
        ("hu", "2024. július 12-i"),
        ("it", "12 luglio 2024"),
        ("lt", "2024 m. liepos 12 d."),
        ("lv", "2024. gada 12. jūlijs"),
        ("lv", "2024. gada 12. jūlijā"),
        ("mt", "12 ta’ Lulju 2024"),
        ("nl", "12 juli 2024"),
        ("nl", "12-7-2024"),
        ("pl", "12 lipca 2024 r."),
        ("pt", "12 de julho de 2024"),
        ("ro", "12 iulie 2024"),
        ("sk", "12. júla 2024"),
        ("sl", "12. julija 2024"),
        ("sv", "den 12 juli 2024"),
        ("en", "25/07/2024 is not it; 12 July 2024"),
    ],
)
def test_dates(language: str, text: str) -> None:
    assert read(text, language)[-1] == ("date", "2024-07-12")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("between 2 and 4 August 2026", [("date", "2026-08-02"), ("date", "2026-08-04")]),
        ("2–4 August 2026", [("date", "2026-08-02"), ("date", "2026-08-04")]),
        ("in August 2026", [("month", "2026-08")]),
        ("since May 2018", [("month", "2018-05")]),
        ("it may 2026 times", [("year", "2026")]),
        ("by 2030", [("year", "2030")]),
        ("from 2025-2026", [("year", "2025"), ("year", "2026")]),
        ("in mid-2026", [("year", "2026")]),
        ("on 31 February 2026", []),
        ("on 2 August", []),
    ],
)
def test_months_and_years(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


def test_a_slashed_date_with_two_readings_is_uncertain() -> None:
    (unsure,) = facts("08/02/2026", "en")
    (american,) = facts("08/25/2026", "en")
    assert (unsure.value, unsure.certain) == ("2026-02-08", False)
    assert (american.value, american.certain) == ("2026-08-25", True)


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "within fifteen days", "P15D"),
        ("en", "24 months", "P24M"),
        ("en", "a three-year period", "P3Y"),
        ("en", "two weeks", "P2W"),
        ("en", "30 minutes", "PT30M"),
        ("en", "10 business days", "P10BD"),
        ("en", "1.5 years", "P18M"),
        ("en", "half a year", "P6M"),
        ("en", "twenty-four hours", "PT24H"),
        ("en", "72h", "PT72H"),
        ("en", "36-month", "P36M"),
        ("de", "zwei Jahre", "P2Y"),
        ("de", "eine zweijährige Amtszeit", "P2Y"),
        ("de", "fünf Werktage", "P5BD"),
        ("de", "15 Arbeitstagen", "P15BD"),
        ("de", "ein halbes Jahr", "P6M"),
        ("de", "36 Monate", "P36M"),
        ("nl", "vijftien dagen", "P15D"),
        ("nl", "10 werkdagen", "P10BD"),
        ("nl", "72 uur", "PT72H"),
        ("nl", "zes maanden", "P6M"),
        ("nl", "tweejarige", "P2Y"),
        ("fr", "quinze jours", "P15D"),
        ("fr", "deux ans", "P2Y"),
        ("fr", "15 jours ouvrables", "P15BD"),
        ("es", "15 días", "P15D"),
        ("es", "dos años", "P2Y"),
        ("es", "10 días hábiles", "P10BD"),
        ("it", "15 giorni", "P15D"),
        ("it", "due anni", "P2Y"),
        ("pt", "dois anos", "P2Y"),
        ("pt", "15 dias úteis", "P15BD"),
        ("pl", "15 dni", "P15D"),
        ("pl", "dwa lata", "P2Y"),
        ("pl", "72 godzin", "PT72H"),
        ("sv", "två år", "P2Y"),
        ("sv", "15 dagar", "P15D"),
        ("da", "to år", "P2Y"),
        ("da", "72 timer", "PT72H"),
        ("fi", "72 tunnin", "PT72H"),
        ("fi", "15 päivän", "P15D"),
        ("fi", "kaksi vuotta", "P2Y"),
        ("el", "15 ημερών", "P15D"),
        ("el", "δύο έτη", "P2Y"),
        ("hu", "15 napon belül", "P15D"),
        ("hu", "72 órán belül", "PT72H"),
        ("hu", "két év", "P2Y"),
        ("cs", "15 dnů", "P15D"),
        ("cs", "72 hodin", "PT72H"),
        ("cs", "dva roky", "P2Y"),
        ("sk", "15 dní", "P15D"),
        ("sk", "dva roky", "P2Y"),
        ("sl", "15 dneh", "P15D"),
        ("sl", "dve leti", "P2Y"),
        ("hr", "15 dana", "P15D"),
        ("hr", "dvije godine", "P2Y"),
        ("lt", "15 dienų", "P15D"),
        ("lt", "dveji", ""),
        ("lv", "15 dienu", "P15D"),
        ("lv", "divi gadi", "P2Y"),
        ("et", "15 päeva", "P15D"),
        ("et", "kaks aastat", "P2Y"),
        ("bg", "15 дни", "P15D"),
        ("bg", "две години", "P2Y"),
        ("ro", "15 zile", "P15D"),
        ("ro", "72 de ore", "PT72H"),
        ("ro", "doi ani", "P2Y"),
        ("mt", "15-il jum", ""),
        ("mt", "72 siegħa", "PT72H"),
        ("ga", "15 lá", "P15D"),
        ("ga", "dhá bhliain", "P2Y"),
        ("fr", "dans un délai d'un mois", "P1M"),
        ("fr", "plus qu'une année", "P1Y"),
        ("en", "extended by two further months", "P2M"),
        ("en", "longer than 10 consecutive years", "P10Y"),
        ("de", "um zwei weitere Monate", "P2M"),
        ("en", "within a month of the request", "P1M"),
        ("en", "for longer than an hour", "PT1H"),
        ("nl", "binnen een maand na ontvangst", "P1M"),
    ],
)
def test_durations(language: str, text: str, value: str) -> None:
    found = [v for kind, v in read(text, language) if kind == "duration"]
    assert found == ([value] if value else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10 to 15 days", [("duration", "P10D"), ("duration", "P15D")]),
        ("between 3 and 7 %", [("percent", "3"), ("percent", "7")]),
        ("EUR 10-15 million", [("money", "EUR 10000000"), ("money", "EUR 15000000")]),
        ("EUR 500 and 10 million users", [("money", "EUR 500"), ("count", "10000000")]),
        ("10 or 15 million euros", [("money", "EUR 10000000"), ("money", "EUR 15000000")]),
    ],
)
def test_the_first_of_a_range_has_the_unit_of_the_second(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "GPT-4",
        "see step 3",
        "page 12",
        "v1.2.3",
        "at 14:30",
        "24/7",
        "Regulation 2024/1689",
        "the 20th day",
        "A4 paper",
        "(1)",
        "[12]",
        "1. First item",
        "https://example.org/2024/15-days",
        "mail a15@example.org",
        "No 5",
        "ISO 27001",
        "x_5",
        "a%20b 5a",
        "twice a year",
        "at least once a year",
        "a year later",
        "aujourd'un",
    ],
)
def test_no_figures(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("27 Member States", "27", "Member"),
        ("a 60-member panel", "60", "member"),
        ("three bodies", "3", "bodies"),
        ("45 million users", "45000000", "users"),
        ("10^25 operations", "10^25", "operations"),
        ("10²⁵ FLOPs", "10^25", None),
        ("10(25)", "10^25", None),
        ("10 to the power of 25", "10^25", None),
        ("1,500 firms", "1500", "firms"),
        ("at least a billion parameters", "1000000000", "parameters"),
    ],
)
def test_counts(text: str, value: str, unit: str | None) -> None:
    found = [f for f in facts(text, "en") if f.type is FactType.COUNT]
    assert [f.value for f in found] == [value]
    assert unit is None or found[0].unit == unit


@pytest.mark.parametrize(
    ("language", "text", "bounds"),
    [
        ("en", "up to 3 %", ("UPTO",)),
        ("en", "at least 3 %", ("ATLEAST",)),
        ("en", "no more than 3 %", ("UPTO",)),
        ("en", "more than 3 %", ("MORETHAN",)),
        ("en", "about 3 %", ("ABOUT",)),
        ("de", "bis zu 3 %", ("UPTO",)),
        ("de", "mindestens 3 %", ("ATLEAST",)),
        ("nl", "ten hoogste 3 %", ("UPTO",)),
        ("fr", "au moins 3 %", ("ATLEAST",)),
        ("fr", "jusqu’à 3 %", ("UPTO",)),
        ("en", "3 %", ()),
    ],
)
def test_bounds(language: str, text: str, bounds: tuple[str, ...]) -> None:
    (found,) = facts(text, language)
    assert found.comparators == bounds


@pytest.mark.parametrize(
    ("language", "text", "choice"),
    [
        ("en", "EUR 15 000 000 or 3 % of turnover, whichever is higher", "MAX"),
        ("en", "EUR 15 000 000 or 3 % of turnover, whichever thereof", None),
        ("en", "up to EUR 7 500 000 or 1 %, whichever is lower", "MIN"),
        ("de", "15 000 000 EUR oder 3 % des Umsatzes, je nachdem, welcher Betrag höher ist", "MAX"),
        ("fr", "15 000 000 EUR ou 3 %, le montant le plus élevé étant retenu", "MAX"),
    ],
)
def test_higher_or_lower_of_two(language: str, text: str, choice: str | None) -> None:
    marked = [f for f in facts(text, language) if {"MAX", "MIN"} & set(f.comparators)]
    assert len(marked) == (2 if choice else 0)
    assert all(choice in f.comparators for f in marked)


def test_masked_extents_hold_no_figures_and_break_nothing() -> None:
    text = "Under Article 99 a fine of 7 % applies"
    start = text.index("Article 99")
    assert read(text) == [("percent", "7")]
    masked = facts("Under Art 99 and 101 a fine", "en", [(6, 20)])
    assert masked == ()
    assert [f.value for f in facts(text, "en", [(start, start + 10)])] == ["7"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It says “the provider shall ensure” here", ["the provider shall ensure"]),
        ("„ein hohes Schutzniveau“ und", ["ein hohes Schutzniveau"]),
        ("« un niveau élevé » et", ["un niveau élevé"]),
        ("»et højt niveau af« og", ["et højt niveau af"]),
        ("‘I don’t know it’ he said", ["I don’t know it"]),
        ('the "placing on the market" of', ["placing on the market"]),
        ("”en hög nivå” är", ["en hög nivå"]),
        ("a “high risk” system", []),
        ("don’t and can’t and won’t", []),
        ("an open “quotation without an end", []),
        ("He said “first\nsecond  third” so", ["first second third"]),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert [f.value for f in facts(text, "en") if f.type is FactType.QUOTATION] == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The Commission and the AI Office", ["European Commission", "AI Office"]),
        (
            "en",
            "the European Council, the Council of Europe and the Council",
            ["European Council", "Council of Europe", "Council of the European Union"],
        ),
        ("nl", "de Europese Commissie en de lidstaten", ["European Commission", "Member States"]),
        (
            "de",
            "Das Büro für Künstliche Intelligenz und der EDSA",
            ["AI Office", "European Data Protection Board"],
        ),
        ("fr", "Le Comité européen de la protection des données", ["European Data Protection Board"]),
        ("fr", "la Cour de justice de l’Union européenne", ["Court of Justice of the European Union"]),
        ("en", "a commission of 3 %", []),
    ],
)
def test_bodies(language: str, text: str, expected: list[str]) -> None:
    assert [f.value for f in facts(text, language) if f.type is FactType.BODY] == expected


def test_an_unknown_language_is_read_as_english() -> None:
    assert read("3 per cent within 72 hours", "xx") == [("percent", "3"), ("duration", "PT72H")]


@given(
    st.text(
        alphabet=st.sampled_from("0123456789 .,-/%€EUR mMdbn(“”\u00a0\u202f»«'’JanuaryAugust12é\n"),
        max_size=80,
    )
)
def test_facts_lie_in_the_text_and_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)
    for language in ("en", "de", "fr", "lv"):
        for fact in facts(text, language):
            assert 0 <= fact.start < fact.end <= len(text)
            assert fact.value


@pytest.mark.parametrize("piece", ["“", "1", "10 ", "1 000", "one ", "12.", "€", "5 to ", "August ", "‘a "])
def test_time_grows_with_the_length(growth: Callable[..., float], piece: str) -> None:
    ratio = growth(lambda times: piece * times, lambda text: facts(text, "en"), 4000, most=8)
    assert ratio <= 8, "four times the text: 4 is linear, 16 quadratic"


def test_vectors(real_data: Path) -> None:
    spec = importlib.util.spec_from_file_location(
        "quality_quantities", Path(__file__).parents[2] / "benchmarks/quality/quantities.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with (real_data / "gold/vectors/quantities.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    wrong = [
        r["id"]
        for r in rows
        if r["expected"] not in module.rendered(r["text"].replace("\\u00a0", "\u00a0"), r["lang"])
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("case 2020-441-5294 of the authority", []),
        ("decision of 2021-03-04, file 2021-442-12980", [("date", "2021-03-04")]),
        ("within 24-48 hours", [("duration", "PT24H"), ("duration", "PT48H")]),
        ("there is only one EUR stablecoin here", []),
        ("it costs one EUR.", [("money", "EUR 1")]),
    ],
)
def test_file_numbers_and_attributes_are_no_figures(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


def test_the_choices_of_one_long_paragraph_take_time_in_proportion(growth: Callable[..., float]) -> None:
    """Each "whichever is higher" looks for its two amounts nearby, not among all."""
    words = "It may fine them up to EUR 15 000 000 or 3 % of turnover, whichever is higher. "
    assert growth(lambda times: words * times, lambda text: facts(text, "en"), 500, most=8) <= 8
