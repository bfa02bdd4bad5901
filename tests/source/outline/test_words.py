"""Numbers and headings in every language of the Union."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from srclint.source.outline import words


@pytest.mark.parametrize(
    ("line", "number", "rest"),
    [
        ("Article 5", "5", ""),
        ("Article\u00a05", "5", ""),
        ("ARTICLE 12", "12", ""),
        ("Article 5 bis", "5a", ""),
        ("Artikel 60aa", "60aa", ""),
        ("Article 4a", "4a", ""),
        ("Article -1", "m1", ""),
        ("Article –1", "m1", ""),
        ("Article premier", "1", ""),
        ("Articolul unic", "1", ""),
        ("Sole Article", "1", ""),
        ("Einziger Artikel", "1", ""),
        ("Artikel 1 Gegenstand", "1", "Gegenstand"),
        ("Article 10 (ex Article 3 TEC)", "10", "(ex Article 3 TEC)"),
        ("Artículo 17 ter", "17b", ""),
        ("Artigo 4.o-A", "4a", ""),
        ("Articolo 3", "3", ""),
        ("Artykuł 7", "7", ""),
        ("Článek 8", "8", ""),
        ("Článok 9", "9", ""),
        ("Članak 5.a", "5a", ""),
        ("Člen 6", "6", ""),
        ("5.a člen", "5a", ""),
        ("5. cikk", "5", ""),
        ("5/A. cikk", "5a", ""),
        ("5 a artikla", "5a", ""),
        ("17 artikla", "17", ""),
        ("5 straipsnis", "5", ""),
        ("5. pants", "5", ""),
        ("Artikkel 3", "3", ""),
        ("Artikolu 3", "3", ""),
        ("Airteagal 3", "3", ""),
        ("Άρθρο 5α", "5a", ""),
        ("ΑΡΘΡΟ 5", "5", ""),
        ("Член 5а", "5a", ""),
        ("Articolul 5", "5", ""),
    ],
)
def test_article_headings(line: str, number: str, rest: str) -> None:
    assert words.heading(line) == words.Heading("art", number, rest)


@pytest.mark.parametrize(
    ("line", "kind", "number"),
    [
        ("CHAPTER V", "cpt", "V"),
        ("I. FEJEZET", "cpt", "I"),
        ("II LUKU", "cpt", "II"),
        ("ΚΕΦΑΛΑΙΟ III", "cpt", "III"),
        ("ГЛАВА IV", "cpt", "IV"),
        ("Kapitel 1", "cpt", "1"),
        ("ROZDZIAŁ II", "cpt", "II"),
        ("Afdeling I", "sct", "I"),
        ("SECTION 2", "sct", "2"),
        ("Abschnitt 3", "sct", "3"),
        ("TITRE I", "tis", "I"),
        ("II ANTRAŠTINĖ DALIS", "tis", "II"),
        ("PART ONE PRINCIPLES", "prt", "1"),
        ("ANNEX III", "anx", "III"),
        ("ANNEX", "anx", ""),
        ("I LISA", "anx", "I"),
        ("II. MELLÉKLET", "anx", "II"),
        ("ΠΑΡΑΡΤΗΜΑ I", "anx", "I"),
        ("ПРИЛОЖЕНИЕ II", "anx", "II"),
        ("PROTOCOL (No 1)", "pro", "1"),
    ],
)
def test_division_headings(line: str, kind: str, number: str) -> None:
    found = words.heading(line)
    assert found is not None
    assert (found.kind, found.number) == (kind, number)


@pytest.mark.parametrize(
    "line", ["", "The parties agree", "of Article 5", "Member States shall", "12", "Recital 5"]
)
def test_no_heading(line: str) -> None:
    assert words.heading(line) is None


@pytest.mark.parametrize(
    ("printed", "values", "style"),
    [
        ("(a)", ("a",), "a"),
        ("a)", ("a",), "a"),
        ("1.", ("1",), "1"),
        ("(1)", ("1",), "1"),
        ("(65a)", ("65a",), "1"),
        ("1.2.3.", ("1", "2", "3"), "1"),
        ("(ii)", ("ii",), "i"),
        ("(-1)", ("m1",), "1"),
        ("(5 bis)", ("5a",), "1"),
        ("c bis)", ("ca",), "i"),
        ("γ)", ("c",), "a"),
        ("στ)", ("f",), "a"),
        ("ια)", ("k",), "a"),
        ("βα)", ("ba",), "a"),
        ("в)", ("c",), "a"),
        ("ба)", ("ba",), "a"),
        ("A.", ("A",), "A"),
        ("—", (), "-"),
        ("•", (), "-"),
    ],
)
def test_marks_of_points(printed: str, values: tuple[str, ...], style: str) -> None:
    mark = words.marker(printed)
    assert mark is not None
    assert (mark.values, mark.style, mark.quoted) == (values, style, False)


def test_a_quoted_mark_is_told_apart() -> None:
    mark = words.marker("‘(14a)")
    assert mark is not None
    assert mark.quoted


@pytest.mark.parametrize("printed", ["", "2024", "Energy", "the (a)", "(European)", "10 %", "12.7.2024."])
def test_no_mark(printed: str) -> None:
    assert words.marker(printed) is None


@pytest.mark.parametrize(
    ("line", "value", "rest"),
    [
        ("1.\u00a0\u00a0\u00a0The Office", "1", "The Office"),
        ("(a) one", "a", "one"),
        ("a) eins", "a", "eins"),
        ("2. Directive", "2", "Directive"),
    ],
)
def test_lines_with_a_mark(line: str, value: str, rest: str) -> None:
    split = words.split_marker(line)
    assert split is not None
    assert (split[0].values[0], split[1]) == (value, rest)


@pytest.mark.parametrize(
    "line", ["10 % of turnover", "i.e. that", "15 000 000 euro", "1.5 times", "2024/1689"]
)
def test_figures_are_no_marks(line: str) -> None:
    assert words.split_marker(line) is None


@given(st.text(max_size=60))
@example("¹: a note")
@example("²)")
def test_any_line_is_survived(line: str) -> None:
    heading = words.heading(line)
    assert heading is None or heading.kind
    mark = words.marker(line)
    assert mark is None or mark.style in ("-", "1", "a", "A", "i", "I")
    split = words.split_marker(line)
    assert split is None or (split[1] in line and split[1] == split[1].strip())
    number = words.number(line)
    assert number is None or any(sign.isdigit() for sign in number)
