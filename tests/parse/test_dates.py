"""The date that an article gives for itself."""

from __future__ import annotations

import datetime as dt

import pytest

from srclint.legal.text import mapped
from srclint.parse.blocks import Block, BlockKind
from srclint.parse.dates import article_date, read_date

DAY = dt.date(2026, 6, 22)


def blocks(*texts: str, kind: BlockKind = BlockKind.PARAGRAPH) -> list[Block]:
    return [Block(kind, mapped(text), 0, len(text)) for text in texts]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("2026-06-22", "en"),
        ("2026-06-22T10:00:00+02:00", "en"),
        ("2026/6/22", "en"),
        ("22.6.2026", "de"),
        ("22. 6. 2026", "cs"),
        ("22/06/2026", "fr"),
        ("22-06-2026", "nl"),
        ("22 June 2026", "en"),
        ("22nd of June 2026", "en"),
        ("June 22, 2026", "fr"),
        ("Jun 22 2026", "en"),
        ("22. Juni 2026", "de"),
        ("22 juni 2026", "nl"),
        ("22 juin 2026", "fr"),
        ("22 de junio de 2026", "es"),
        ("22 czerwca 2026 r.", "pl"),
        ("2026. június 22.", "hu"),
        ("2026 m. birželio 22 d.", "lt"),
        ("2026. gada 22. jūnijs", "lv"),
        ("22 ιουνίου 2026", "el"),
    ],
)
def test_a_day_is_read_as_europeans_write_it(text: str, language: str) -> None:
    found = read_date(text, language)
    assert found is not None
    assert found[0] == DAY


def test_months_that_look_alike_are_told_apart() -> None:
    assert read_date("1. června 2026", "cs") == (dt.date(2026, 6, 1), 14)
    assert read_date("1. července 2026", "cs") == (dt.date(2026, 7, 1), 16)
    assert read_date("1er août 2026", "fr") == (dt.date(2026, 8, 1), 13)


def test_a_month_counts_as_its_last_day() -> None:
    assert read_date("Juni 2026", "de") == (dt.date(2026, 6, 30), 9)


@pytest.mark.parametrize(
    "text", ["2026", "31 February 2026", "13/13/2026", "22 Smarch 2026", "`r Sys.Date()`", "", "0001-01-01"]
)
def test_what_is_no_date_is_not_read(text: str) -> None:
    assert read_date(text, "en") is None


def test_the_newest_change_wins_over_publication() -> None:
    values = {
        "date": dt.date(2027, 1, 1),
        "lastmod": "2026-03-01T10:00",
        "Last-Modified": dt.datetime(2026, 6, 22, 8, tzinfo=dt.UTC),
    }
    assert article_date(values, [], "en", ("date", "lastmod", "last_modified")) == (DAY, "front-matter")


def test_publication_fields_count_in_their_order() -> None:
    values = {"published": "2020-01-01", "adopted": "22 June 2026"}
    assert article_date(values, [], "en", ("adopted", "published")) == (DAY, "front-matter")
    assert article_date(values, [], "en", ("published", "adopted")) == (dt.date(2020, 1, 1), "front-matter")


def test_fields_that_nobody_named_do_not_count_but_there_is_a_list() -> None:
    assert article_date({"event": "2026-06-22"}, [], "en", ()) is None
    assert article_date({"lastmod": "2026-06-22"}, [], "en", ("date",)) is None
    assert article_date({"lastmod": "2026-06-22"}, [], "en", ()) == (DAY, "front-matter")
    assert article_date({"last_update": {"date": "2026-06-22"}}, [], "en", ()) == (DAY, "front-matter")


@pytest.mark.parametrize("value", [None, 7, "soon", ["2026-06-22"], {"by": "me"}, "x" * 500])
def test_a_broken_field_is_passed_over(value: object) -> None:
    assert article_date({"updated": value, "date": "2026-06-22"}, [], "en", ("updated", "date")) == (
        DAY,
        "front-matter",
    )


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Adopted 2026-06-22 · 2 min read · A. Writer", "en"),
        ("Adopted 2026-06-22 ยท 2 min read", "en"),
        ("By A. Writer | Last updated: 22 June 2026", "en"),
        ("Published: 1 May 2025 · Updated: 22 June 2026", "en"),
        ("This page was last updated on June 22, 2026.", "en"),
        ("Bijgewerkt op 22 juni 2026", "nl"),
        ("Stand: 22. Juni 2026", "de"),
        ("Zuletzt aktualisiert am Montag, 22. Juni 2026", "de"),
        ("Mis à jour le 22 juin 2026", "fr"),
        ("Aggiornato al 22 giugno 2026", "it"),
        ("Last updated: 2026-06-22", "fi"),
        ("22 June 2026", "en"),
    ],
)
def test_a_line_near_the_top_tells_the_date(line: str, language: str) -> None:
    assert article_date({}, blocks("A title", line, "Prose."), language, ()) == (DAY, "text")


@pytest.mark.parametrize(
    "line",
    [
        "Adopted on 22 June 2026, the act is a regulation.",
        "Published on 22 June 2026 in the Official Journal",
        "The act was published on 22 June 2026.",
        "The board met. 22 June 2026 was a Monday.",
        "Updated rules apply from 22 June 2026",
    ],
)
def test_the_date_of_an_act_is_not_the_date_of_the_article(line: str) -> None:
    assert article_date({}, blocks("A title", line), "en", ()) is None


def test_only_the_top_counts_and_code_never() -> None:
    assert article_date({}, blocks(*["Prose."] * 20, "Updated 2026-06-22"), "en", ()) is None
    assert article_date({}, blocks("Updated 2026-06-22", kind=BlockKind.CODE), "en", ()) is None


def test_front_matter_goes_before_the_text() -> None:
    found = article_date({"date": DAY}, blocks("Updated 2027-01-01"), "en", ())
    assert found == (DAY, "front-matter")
