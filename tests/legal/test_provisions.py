"""Canonical paths, ranges over a version's own list, and the three-valued look-up."""

from __future__ import annotations

import datetime as dt

import pytest

from srclint.legal import provisions
from srclint.legal.provisions import expand, human, locate, parse
from srclint.model import Outline, Provision


def outline(*paths: str, version: dt.date | None = None, partial: frozenset[str] = frozenset()) -> Outline:
    return Outline("oj-html", provisions=tuple(Provision(p) for p in paths), version=version, partial=partial)


ACT = outline(
    "rct_1",
    "rct_2",
    "cpt_I",
    "art_1",
    "art_2",
    "art_2a",
    "cpt_II",
    "cpt_II.sct_1",
    "art_3",
    "art_3.par_1",
    "art_3.par_2",
    "art_3.par_2.pnt_a",
    "art_3.par_2.pnt_b",
    "art_3.par_3",
    "art_4",
    "art_4.pnt_1",
    "art_4.pnt_2",
    "cpt_II.sct_2",
    "art_5",
    "anx_I",
    "anx_I.pnt_1",
    "anx_II",
)


@pytest.mark.parametrize(
    "path",
    [
        "art_5",
        "art_5.par_1.pnt_a",
        "art_51..art_55",
        "art_64..*",
        "anx_III.pnt_5.pnt_b",
        "cpt_II.sct_1",
        "para_134",
        "^art.par_2",
        "^act",
        "art_m1",
        "art_13.par_1.pnt_a..pnt_f",
    ],
)
def test_paths_survive_reading_and_writing(path: str) -> None:
    assert str(parse(path)) == path


@pytest.mark.parametrize("path", ["", "art", "art_", "par1", "art_5.foo_1", "^x.art_1", "art_5..bar"])
def test_other_text_is_no_path(path: str) -> None:
    with pytest.raises(ValueError, match="canonical"):
        parse(path)


def test_parents_and_articles() -> None:
    assert provisions.parent("art_5.par_1.pnt_a") == "art_5.par_1"
    assert provisions.parent("art_5") is None
    assert provisions.article_of("art_5.par_1") == "art_5"
    assert provisions.article_of("cpt_II.sct_1") is None
    assert provisions.article_of("^art.par_1") is None
    assert provisions.is_range("art_1..art_2")
    assert not provisions.is_range("art_1")


def test_a_range_includes_what_was_inserted() -> None:
    order = [p.path for p in ACT.provisions]
    assert expand("art_1..art_3", order) == ("art_1", "art_2", "art_2a", "art_3")
    assert expand("art_3.par_1..par_3", order) == ("art_3.par_1", "art_3.par_2", "art_3.par_3")
    assert expand("art_1", order) == ("art_1",)
    assert expand("art_9..art_12", order) == ()


def test_an_open_range_ends_with_its_smallest_division() -> None:
    order = [p.path for p in ACT.provisions]
    assert expand("art_1..*", order) == ("art_1", "art_2", "art_2a")
    assert expand("art_3..*", order) == ("art_3", "art_4")
    assert expand("art_3.par_2..*", order) == ("art_3.par_2", "art_3.par_3")


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("art_3.par_2.pnt_a", "art_3.par_2.pnt_a"),
        ("art_4.par_2", "art_4.pnt_2"),
        ("anx_1", "anx_I"),
        ("cpt_2", "cpt_II"),
        ("sct_2", "cpt_II.sct_2"),
    ],
)
def test_found_under_its_own_or_a_kindred_name(path: str, found: str) -> None:
    place = locate(ACT, path)
    assert (place.state, place.path) == ("found", found)


def test_missing_tells_what_there_is() -> None:
    place = locate(ACT, "art_3.par_4")
    assert (place.state, place.ancestor, place.siblings, place.level) == (
        "missing",
        "art_3",
        ("1", "2", "3"),
        "par",
    )
    place = locate(ACT, "art_99.par_1")
    assert (place.state, place.ancestor, place.level) == ("missing", None, "art")
    assert place.siblings[-1] == "5"


@pytest.mark.parametrize(
    "path",
    [
        "art_3.par_1.sub_2",
        "art_3.par_1.sen_9",
        "art_1.par_7",
        "anx_II.pnt_4",
        "tis_IX",
        "art_3.par_2.pnt_a.pnt_ii",
        "^art.par_2",
    ],
)
def test_what_cannot_be_told_is_unknown(path: str) -> None:
    assert locate(ACT, path).state == "unknown"


def test_levels_that_were_not_segmented_prove_nothing() -> None:
    partial = outline("art_1", "art_1.par_1", "art_1.par_2", partial=frozenset({"paragraphs"}))
    assert locate(partial, "art_1.par_9").state == "unknown"
    assert locate(outline(), "art_1").state == "unknown"
    assert locate(outline("art_1", "art_2"), "rct_4").state == "unknown"  # consolidated texts have none


def test_a_gap_is_a_deletion_only_in_a_consolidated_text() -> None:
    paths = ("art_1", "art_1.par_1", "art_1.par_2", "art_1.par_4", "art_3")
    assert locate(outline(*paths), "art_1.par_3").state == "unknown"
    assert locate(outline(*paths), "art_2").state == "unknown"
    consolidated = outline(*paths, version=dt.date(2026, 7, 27))
    assert locate(consolidated, "art_1.par_3").state == "missing"
    assert locate(consolidated, "art_2").state == "missing"


def test_ranges_are_found_and_missed_by_their_ends() -> None:
    assert [p.path for p in locate(ACT, "art_1..art_2a").provisions] == ["art_1", "art_2", "art_2a"]
    assert locate(ACT, "art_4..art_90").state == "missing"
    assert locate(ACT, "art_80..*").state == "missing"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("art_5.par_1.pnt_a", "Article 5(1)(a)"),
        ("art_51..art_55", "Articles 51 to 55"),
        ("rct_97", "recital 97"),
        ("art_64..*", "Article 64 et seq."),
        ("art_83.par_4..par_6", "Article 83(4) to (6)"),
        ("anx_III.pnt_5", "Annex III(5)"),
        ("art_6.par_1.sub_2", "Article 6(1), second subparagraph"),
        ("cpt_III.sct_4", "Chapter III, Section 4"),
    ],
)
def test_paths_in_words(path: str, words: str) -> None:
    assert human(path) == words


def test_level_names() -> None:
    assert provisions.level_name("anx", plural=True) == "Annexes"
    assert provisions.level_name("par", plural=True) == "paragraphs"


def test_a_run_on_point_is_read_where_no_such_paragraph_was_inserted() -> None:
    plain = outline("art_5", "art_5.par_1", "art_5.par_1.pnt_a", "art_5.par_1.pnt_b", "art_5.par_2")
    assert locate(plain, "art_5.par_1b").path == "art_5.par_1.pnt_b"
    assert locate(plain, "art_5.par_1c").state == "missing"
    inserted = outline("art_5", "art_5.par_1", "art_5.par_1.pnt_b", "art_5.par_1b", "art_5.par_2")
    assert locate(inserted, "art_5.par_1b").path == "art_5.par_1b"
