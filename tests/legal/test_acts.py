"""The catalogue of acts and what it lets the linter deny."""

from __future__ import annotations

import dataclasses
import datetime as dt
import subprocess
import sys
from importlib import resources

import pytest

from srclint.legal import acts, skeletons
from srclint.model import Outline, Provision


def test_an_act_is_known_by_number_version_and_corrigendum() -> None:
    gdpr = acts.act("32016R0679")
    assert gdpr is not None
    assert (gdpr.eli, gdpr.name, gdpr.adopted) == ("eli/reg/2016/679/oj", "GDPR", dt.date(2016, 4, 27))
    assert gdpr.articles == acts.Count(99, True)
    assert acts.act("02016R0679-20160504") is gdpr
    assert acts.act("32016R0679R(02)") is gdpr
    assert acts.act("39999R9999") is None


def test_what_later_acts_did() -> None:
    directive = acts.act("31995L0046")
    assert directive is not None
    assert (directive.repealed_by, directive.repealed_on) == ("32016R0679", dt.date(2018, 5, 25))
    changed = acts.act("32024R1689")
    assert changed is not None
    assert changed.amended_by == ("32026R1744",)
    assert changed.versions == ("02024R1689-20260727",)


def test_counts_without_evidence_are_not_verified() -> None:
    doubtful = acts.act("32013R0575")
    assert doubtful is not None
    assert doubtful.articles == acts.Count(521, False)
    assert acts.cannot_exist("32013R0575", "art_9999") is None


def test_every_row_is_well_formed() -> None:
    numbers = [one.celex for one in acts.acts()]
    assert len(numbers) == len(set(numbers)) > 100
    for one in acts.acts():
        assert one.citation
        assert all(name and len(language) == 2 for language, name in one.names)
        assert one.repealed_on is None or one.repealed_by


@pytest.mark.parametrize(
    ("language", "name", "celex"),
    [
        ("de", "DSGVO", "32016R0679"),
        ("de", "GDPR", "32016R0679"),
        ("nl", "AVG", "32016R0679"),
        ("fr", "RGPD", "32016R0679"),
        ("en", "AI Act", "32024R1689"),
        ("xx", "AI Act", "32024R1689"),
        ("es", "Directiva marco del agua", "32000L0060"),
        ("en", "DMA", "32022R1925"),
    ],
)
def test_names(language: str, name: str, celex: str) -> None:
    assert acts.names(language)[name] == celex


def test_ambiguous_names_are_flagged() -> None:
    assert all(acts.is_ambiguous(name) for name in ("DMA", "RED", "CRD", "RIA", "AVG", "PLD"))
    assert not any(acts.is_ambiguous(name) for name in ("GDPR", "AI Act", "DSGVO"))


@pytest.mark.parametrize(
    ("celex", "path"),
    [
        ("32016R0679", "rct_174"),
        ("32022R1925", "art_55"),
        ("32022R1925", "art_55.par_2"),
        ("32023R1115", "art_60"),
    ],
)
def test_beyond_a_verified_count(celex: str, path: str) -> None:
    assert acts.cannot_exist(celex, path)


@pytest.mark.parametrize(
    ("celex", "path"),
    [
        ("32016R0679", "rct_173"),
        ("32016R0679", "art_99"),
        ("32022R1925", "art_54"),
        ("32022R1925", "art_60a"),
        ("32022R1925", "anx_II"),
        ("32022R1925", "^art.par_2"),
        ("32022R1925", ""),
        ("32022R1925", "art_53..art_54"),
        ("32022R1925", "art_53..*"),
        ("99999R9999", "art_1"),
        ("32013R0575", "art_600"),
    ],
)
def test_no_wrong_denial(celex: str, path: str) -> None:
    assert acts.cannot_exist(celex, path) is None


# --------------------------------------------------------------------------- skeletons

_PATHS = [
    "rct_1",
    "rct_2",
    "rct_3",
    "cpt_I",
    "art_1",
    "art_1.par_1",
    "art_1.par_2",
    "art_1.par_2.pnt_a",
    "art_1.par_2.pnt_b",
    "art_1.par_2.pnt_b.pnt_i",
    "art_1.par_3",
    "art_2",
    "art_2.pnt_1",
    "art_2.pnt_2",
    "cpt_II",
    "cpt_II.sct_1",
    "art_3",
    "art_3a",
    "art_4",
    "anx_I",
    "anx_I.pnt_1",
    "anx_II",
]


def _outline(paths: list[str], partial: frozenset[str] = frozenset()) -> Outline:
    return Outline("oj-html", provisions=tuple(Provision(p) for p in paths), partial=partial)


def test_structures_survive_the_file() -> None:
    later = [p for p in _PATHS if p != "art_2"] + ["anx_III"]
    text = skeletons.dump_outlines(
        [("39990R0001", _outline(_PATHS)), ("09990R0001-20300102", _outline(later, frozenset({"points"})))]
    )
    newest, first = skeletons.load_outlines(text, "39990R0001")
    assert [p.path for p in first.provisions] == _PATHS
    assert [p.path for p in newest.provisions] == later
    assert (newest.version, newest.partial) == (dt.date(2030, 1, 2), frozenset({"points"}))
    assert first.skeleton
    assert skeletons.load_outlines(text, "39990R0002") == ()


def test_the_file_is_short_and_in_order() -> None:
    many = [f"art_{n}" for n in range(1, 400)]
    text = skeletons.dump_outlines([("39990R0002", _outline(many)), ("39990R0001", _outline(["art_1"]))])
    assert text == "= 39990R0001 format=oj-html\nart_1\n= 39990R0002 format=oj-html\nart_1..399\n"


def test_denial_by_structure(monkeypatch: pytest.MonkeyPatch) -> None:
    base = _outline(_PATHS)
    monkeypatch.setattr(skeletons, "outlines", lambda celex: (base,) if celex == "32023R0988" else ())
    denied = acts.cannot_exist("32023R0988", "art_1.par_4")
    assert denied == (
        "The text of Regulation (EU) 2023/988 known here has no Article 1(4); Article 1 has paragraphs 1 to 3."
    )
    assert acts.cannot_exist("32023R0988", "art_1.par_3") is None
    assert acts.cannot_exist("32023R0988", "art_3a") is None
    assert acts.cannot_exist("32023R0988", "rct_4")


def test_an_unread_version_may_have_what_the_others_lack(monkeypatch: pytest.MonkeyPatch) -> None:
    base = _outline(_PATHS)
    monkeypatch.setattr(skeletons, "outlines", lambda celex: (base,))
    assert acts.act("32022R2065").versions  # type: ignore[union-attr]
    assert acts.cannot_exist("32022R2065", "art_1.par_4") is None
    assert acts.cannot_exist("32022R2065", "art_5") is None
    assert acts.cannot_exist("32022R2065", "art_3b") is None
    assert acts.cannot_exist("32022R2065", "art_400")
    assert acts.cannot_exist("32022R2065", "rct_4")


def test_a_consolidated_version_alone_does_not_tell_what_there_was_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    later = dataclasses.replace(_outline(_PATHS), version=dt.date(2024, 1, 1), celex="02023R0988-20240101")
    monkeypatch.setattr(skeletons, "outlines", lambda celex: (later,))
    assert acts.cannot_exist("32023R0988", "art_1.par_4") is None


def test_the_catalogue_is_read_only_when_asked() -> None:
    code = "import sys, srclint.legal.acts as a; assert a._rows.cache_info().currsize == 0"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("numeral", "value"), [("I", 1), ("IV", 4), ("XIV", 14), ("XL", 40), ("A", None), ("", None)]
)
def test_roman(numeral: str, value: int | None) -> None:
    assert skeletons.roman_value(numeral) == value


def test_further_names_are_kept_by_hand_and_well_formed() -> None:
    file = resources.files("srclint.legal") / "data" / "act-names.tsv"
    rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines() if line[:1].isdigit()]
    assert [row for row in rows if len(row) != 4 or not row[3]] == []
    assert len({row[0] for row in rows}) == len(rows)
    for celex, eli, citation, _ in rows:
        known = acts.act(celex)
        assert known is not None
        if citation:  # known by number and name only
            number = str(int(celex[6:]))
            assert celex[1:5] in eli
            assert number in citation
            assert known.eli == eli
    assert acts.names("de")["Zahlungskontenrichtlinie"] == "32014L0092"
    assert acts.names("en")["Unfair Terms Directive"] == "31993L0013"
    assert acts.names("fr")["règlement sur l’IA"] == "32024R1689"
