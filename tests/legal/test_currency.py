"""Two versions of a provision: the same but for typography, or changed, and what changed in a line."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srclint.legal.currency import amending_acts, compare, name_of, standing, versions_of
from srclint.legal.currency.change import described
from srclint.legal.currency.versions import called, published_after, spoken
from srclint.legal.currency.wording import contains, difference, forms, same
from srclint.model import ActMetadata, Amendment, Fetched, Outline, Provision, Sources

SAME = [
    ("EUR 35\u00a0000\u00a0000", "EUR 35 000 000"),
    ("EUR 15 000 000, or 3 %", "EUR 15000000 or 3\u00a0%"),
    ("\u2018AI system\u2019 means", "'AI system' means"),
    ("\u25baM1 a new word \u25c4 here", "a new word here"),
    ("Article\u00a05(1), point\u00a0(a)", "Article 5(1), point (a)"),
    ("a text \u2013 with a dash;", "a text \u2014 with a dash."),
    ("The Commission shall", "The  commission\tshall"),
    ("\ufb01ne", "fine"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_typography_is_no_change(one: str, other: str) -> None:
    assert same(one, other)
    assert difference(one, other, "en") == ""


TWO = "2 August 2026 \u2192 2 December 2027"
BY = "\u201cby the Member States\u201d \u2192 \u201cby the Commission\u201d"
PLACES = "\u201cfor A, 2\u201d \u2192 \u201cfor A, 1\u201d"
RANGE = "\u201cparagraphs 2 to 5\u201d \u2192 \u201cparagraphs 2, 3 and Article 4a(1)\u201d"
LINES = [
    ("It shall apply from 2 August 2026.", "It shall apply from 2 December 2027.", TWO),
    ("The fine is up to 3 % of it.", "The fine is up to 4 % of it.", "3 % \u2192 4 %"),
    ("Not exceeding EUR 15 000 000.", "Not exceeding EUR 7 500 000.", "EUR 15 000 000 \u2192 EUR 7 500 000"),
    ("within two months of it", "within one month of it", "two months \u2192 one month"),
    ("carried out by the Member States", "carried out by the Commission", BY),
    ("Providers shall register.", "Providers and deployers shall register.", "new: \u201cand deployers\u201d"),
    ("Providers and deployers shall register.", "Providers shall register.", "no longer: \u201cand deployers\u201d"),
    # Two figures of one kind that only changed places are no change of the facts.
    ("from 1 May 2020 for A, 2 May 2020 for B", "from 2 May 2020 for A, 1 May 2020 for B", PLACES),
    ("in paragraphs 2 to 5 of it", "in paragraphs 2, 3 and Article 4a(1) of it", RANGE),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line"), LINES)
def test_what_changed_in_one_line(old: str, new: str, line: str) -> None:
    assert difference(old, new, "en") == line


def test_a_long_difference_is_told_by_its_ends() -> None:
    added = " ".join(f"word{n}" for n in range(40))
    line = difference("It ends.", f"It {added} ends.", "en")
    assert line == "new: \u201cword0 word1 word2 word3 word4 word5 word6 \u2026 word37 word38 word39\u201d"
    huge = " ".join(f"a{n}" for n in range(3000)), " ".join(f"b{n}" for n in range(3000))
    assert difference(*huge, "en").startswith("\u201ca0 a1 ")


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_difference_is_told_exactly_where_there_is_one(old: str, new: str) -> None:
    assert bool(difference(old, new, "en")) == (forms(old) != forms(new))
    assert same(old, new) == same(new, old)
    assert (
        contains(f"{old} {new}", old)
        or not forms(old)
        or forms(f"{old} {new}")[: len(forms(old))] != forms(old)
    )


# --------------------------------------------------------------------------- provisions


def outline(provisions: dict[str, str], **more: object) -> Outline:
    marks: dict[str, tuple[str, ...]] = more.pop("marks", {})  # type: ignore[assignment]
    return Outline(
        "oj-html",
        provisions=tuple(Provision(p, None, text, marks.get(p, ())) for p, text in provisions.items()),
        **more,  # type: ignore[arg-type]
    )


OLD = outline(
    {
        "art_1": "1. First rule. 2. Second rule: (a) apples; (b) pears.",
        "art_1.par_1": "First rule.",
        "art_1.par_2": "Second rule: (a) apples; (b) pears.",
        "art_1.par_2.pnt_a": "apples;",
        "art_1.par_2.pnt_b": "pears.",
        "art_2": "Nothing here ever changes.",
        "art_3": "Each keeper shall keep every record for the time of five years.",
        "art_4": "Keepers shall register.",
        "rct_1": "A reason.",
    }
)
NEW = outline(
    {
        "art_1": "1. First rule. 2. Second rule: (a) apples; (b) plums; (ba) nuts.",
        "art_1.par_1": "First rule.",
        "art_1.par_2": "Second rule: (a) apples; (b) plums; (ba) nuts.",
        "art_1.par_2.pnt_a": "apples;",
        "art_1.par_2.pnt_b": "plums;",
        "art_1.par_2.pnt_ba": "nuts.",
        "art_2": "Nothing here ever changes.",
        "art_2a": "Each keeper shall keep every record for the time of five years.",
        "art_4": "1. Keepers shall register. 2. It is free.",
        "art_4.par_1": "Keepers shall register.",
        "art_4.par_2": "It is free.",
    },
    version=dt.date(2026, 8, 1),
    marks={"art_4.par_2": ("M1",)},
)
COMPARED = [
    ("art_1", "changed", "Article 1(2)(b): \u201cpears\u201d \u2192 \u201cplums\u201d; new Article 1(2)(ba)"),
    ("art_1.par_1", "unchanged", ""),
    ("art_1.par_2.pnt_a", "unchanged", ""),
    ("art_1.par_2.pnt_b", "changed", "Article 1(2)(b): \u201cpears\u201d \u2192 \u201cplums\u201d"),
    ("art_1.par_2.pnt_ba", "inserted", "new Article 1(2)(ba)"),
    ("art_2", "unchanged", ""),
    ("art_2..art_3", "changed", "Article 3 was deleted, its words are now Article 2a"),
    ("art_2a", "inserted", "new Article 2a"),
    ("art_3", "deleted", "Article 3 was deleted, its words are now Article 2a"),
    ("art_4", "changed", "new Article 4(2)"),
    ("rct_1", "unknown", ""),  # the newer text has no recitals; they never change
    ("cpt_I", "unknown", ""),
    ("^art.par_1", "unknown", ""),
    ("art_9", "unknown", ""),
]


@pytest.mark.parametrize(("target", "state", "line"), COMPARED)
def test_what_became_of_a_provision(target: str, state: str, line: str) -> None:
    result = compare(OLD, NEW, target)
    assert (result.state, described(result)) == (state, line)


def test_a_paragraph_that_became_the_whole_or_was_the_whole() -> None:
    one = outline(
        {"art_1": "1. Only this. 2. And that.", "art_1.par_1": "Only this.", "art_1.par_2": "And that."}
    )
    other = outline({"art_1": "Only this. And that."}, version=dt.date(2026, 8, 1))
    assert compare(one, other, "art_1.par_1").state == "unchanged"
    less = outline({"art_1": "Quite another rule."}, version=dt.date(2026, 8, 1))
    assert compare(one, less, "art_1.par_1").state == "changed"


def test_corrigenda_are_no_amendment() -> None:
    old = outline({"art_1": "The criteria apply.", "art_2": "The criteria apply."})
    new = outline(
        {"art_1": "The requirements apply.", "art_2": "The requirements apply."},
        marks={"art_1": ("C1",), "art_2": ("C1", "M1")},
    )
    assert compare(old, new, "art_1").state == "unchanged"
    assert compare(old, new, "art_2").state == "changed"


def test_two_languages_are_compared_by_their_marks_alone() -> None:
    old = outline({"art_1": "One.", "art_2": "Two."}, language="en")
    new = outline(
        {"art_1": "Un.", "art_2": "Deux."},
        language="fr",
        marks={"art_2": ("M1",)},
        version=dt.date(2026, 8, 1),
    )
    assert compare(old, new, "art_1").state == "unchanged"
    assert compare(old, new, "art_2").state == "changed"
    unmarked = outline({"art_2": "Deux."}, language="fr")
    assert compare(old, unmarked, "art_2").state == "unknown"


# --------------------------------------------------------------------------- versions and standing


def fetched(id_: str, found: Outline) -> Fetched:
    return Fetched(id_, "https://example.org/", 200, "0" * 64, dt.datetime(2026, 11, 1, tzinfo=dt.UTC), found)


def test_which_text_counts_when() -> None:
    ids = ["celex:02020R9001-20990101", "celex:02020R9001-20260801", "celex:02020R9001-20240101"]
    sources = Sources(
        documents={id_: fetched(id_, OLD) for id_ in ["celex:32020R9001", *ids]},
        versions={"32020R9001": tuple(ids)},
        today=dt.date(2026, 11, 1),
    )
    on = {
        day: versions_of("32020R9001", day, sources).then
        for day in (dt.date(2021, 1, 1), dt.date(2025, 1, 1))
    }
    assert list(on.values()) == ["celex:32020R9001", ids[2]]
    found = versions_of("02020R9001-20240101", dt.date(2021, 1, 1), sources)
    assert (found.now, found.since, found.complete) == (ids[1], dt.date(2026, 8, 1), True)
    unknown = versions_of("32020R9001", dt.date(2021, 1, 1), Sources(documents=sources.documents))
    assert (unknown.then, unknown.now, unknown.complete) == ("celex:32020R9001", None, False)
    assert called(ids[1]) == "the consolidated text of 1 August 2026"
    assert called("celex:32020R9001") == "the text as published"
    assert spoken(dt.date(2026, 12, 24)) == "24 December 2026"


NAMES = [
    ("32024R1689", "Regulation (EU) 2024/1689 (AI Act)"),
    ("02020R9001-20260801", "Regulation (EU) 2020/9001"),
    ("32021L0999", "Directive (EU) 2021/999"),
    ("32004R0999", "Regulation 999/2004"),
    ("32004L0999", "Directive 2004/999"),
    ("32020H0999", "the act 32020H0999"),
]


@pytest.mark.parametrize(("celex", "name"), NAMES)
def test_names(celex: str, name: str) -> None:
    assert name_of(celex) == name


STANDING = [
    # what the register says, the first day without force, who repealed it
    (
        ActMetadata("32010R9001", False, dt.date(2025, 12, 31), (), ("32025R0100",)),
        "2026-01-01",
        ("32025R0100",),
    ),
    (ActMetadata("32010R9001", None, dt.date(2025, 12, 31), (), ("32001R0001", "1999")), "2026-01-01", ()),
    (ActMetadata("32010R9001", True, dt.date(2025, 12, 31)), None, ()),
    (ActMetadata("32010R9001", False), None, ()),
    (ActMetadata("32010R9001"), None, ()),
]


@pytest.mark.parametrize(("told", "ended", "by"), STANDING)
def test_standing(told: ActMetadata, ended: str | None, by: tuple[str, ...]) -> None:
    found = standing("32010R9001", Sources(metadata={"32010R9001": told}))
    assert (found.ended.isoformat() if found else None, found.by if found else ()) == (ended, by)


def test_the_catalogue_stands_in_for_the_register() -> None:
    found = standing("31995L0046", Sources())
    assert found is not None
    assert (found.ended, found.by) == (dt.date(2018, 5, 25), ("32016R0679",))
    assert standing("32016R0679", Sources()) is None


def test_who_amended_it_and_when() -> None:
    listed = outline(
        {"art_1": "x"},
        amendments=(
            Amendment("M1", "32021R0012", dt.date(2021, 7, 20)),
            Amendment("M2", "32026R0777", dt.date(2026, 7, 20)),
            Amendment("M3", "", None),
        ),
    )
    assert amending_acts(listed, ["M2", "M1"], "32020R9001") == ("32021R0012", "32026R0777")
    assert amending_acts(listed, ["M3"], "32020R9001") == ()
    assert amending_acts(None, ["M1"], "32024R1689") == (
        "32026R1744",
    )  # the only one that the catalogue knows
    day = dt.date(2024, 1, 1)
    asked = (["M2"], ["M1", "M2"], ["M2", "M3"], [], ["C1"])
    assert [published_after(listed, marks, day) for marks in asked] == [True, False, False, False, False]
