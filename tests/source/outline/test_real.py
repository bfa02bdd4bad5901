"""The readers on real documents: counts of the manifest, and one tree in every format."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import pytest

from srclint.model import Outline
from srclint.source.outline import NotADocument, counts
from srclint.source.outline.reading import read_document

pytestmark = pytest.mark.usefixtures("untraced")

FORMATS = {
    "eurlex-html-oj": {"oj-html"},
    "eurlex-html-old": {"old-html", "texteonly-html"},
    "consolidated": {"consolidated-html"},
    "formex": {"formex"},
    "akn": {"akn"},
    "pdf": {"pdf"},
    "commission-page": {"page"},
}


@cache
def outline(file: Path) -> Outline | NotADocument:
    return read_document(file.read_bytes(), content_type=None, url=None, celex=None)


def document(sources: Path, name: str) -> Outline:
    found = outline(sources / name)
    assert isinstance(found, Outline)
    return found


@pytest.fixture(scope="module")
def sources(real_data: Path) -> Path:
    return real_data / "sources"


def manifest(sources: Path) -> list[dict[str, str]]:
    with (sources / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_article_counts_formats_and_languages_are_the_manifests(sources: Path) -> None:
    wrong = []
    for row in manifest(sources):
        found = outline(sources / row["path"])
        counted = re.match(r"(\d+)(~?)", row["articles_counted"])
        if isinstance(found, NotADocument):
            if row["path"].split("/")[0] != "pages":
                wrong.append((row["path"], found))
            continue
        if counted:
            want, have = int(counted[1]), counts(found)["articles"]
            # The manifest counts the many articles of the treaty's protocols only roughly.
            if abs(want - have) > (0.02 * want if counted[2] else 0):
                wrong.append((row["path"], want, have))
        if found.format not in FORMATS.get(row["format"], {found.format}):
            wrong.append((row["path"], row["format"], found.format))
        if row["language"] != "-" and found.language != row["language"].lower():
            wrong.append((row["path"], row["language"], found.language))
    assert wrong == []


SAME_VERSION = [
    ("32024R1689/EN.html", "32024R1689/EN.fmx.xml"),
    ("32024R1689/EN.html", "32024R1689/EN.cellar.xhtml"),
    ("32024R1689/EN.html", "32024R1689/FR.cellar.xhtml"),
    ("32024R1689/EN.html", "32024R1689/NL.html"),
    ("32016R0679/EN.html", "32016R0679/EN.fmx.xml"),
    ("32016R0679/EN.html", "32016R0679/FR.cellar.xhtml"),
    ("02016R0679-20160504/EN.html", "02016R0679-20160504/FR.html"),
    ("02024R1689-20260727/EN.html", "02024R1689-20260727/EN.fmx.xml"),
    ("32022R2554/NL.html", "32022R2554/NL.portal-page.html"),
]


@pytest.mark.parametrize(("one", "other"), SAME_VERSION)
def test_one_version_has_one_tree(sources: Path, one: str, other: str) -> None:
    """Chapters, sections, articles, paragraphs, points, recitals and annexes, in the same order."""
    assert [p.path for p in document(sources, one).provisions] == [
        p.path for p in document(sources, other).provisions
    ]


@pytest.mark.parametrize(("one", "other"), [pair for pair in SAME_VERSION if pair[1].endswith(".fmx.xml")])
def test_one_version_has_one_text(sources: Path, one: str, other: str) -> None:
    def plain(text: str) -> str:
        return re.sub(r"[\s‘’']", "", text)

    theirs = {p.path: p for p in document(sources, other).provisions}
    wrong = [
        p.path
        for p in document(sources, one).provisions
        if plain(p.text) != plain(theirs[p.path].text)
        or plain(p.heading or "").casefold() != plain(theirs[p.path].heading or "").casefold()
    ]
    assert wrong == []


def test_amendment_marks_agree_between_html_and_formex(sources: Path) -> None:
    def marked(name: str) -> dict[str, tuple[str, ...]]:
        return {p.path: p.modified_by for p in document(sources, name).provisions if p.modified_by}

    html, formex = marked("02024R1689-20260727/EN.html"), marked("02024R1689-20260727/EN.fmx.xml")
    assert html == formex


def test_the_consolidated_gdpr_is_the_published_one_without_recitals(sources: Path) -> None:
    """A corrigendum changed words, not the tree."""
    base = [
        p.path for p in document(sources, "32016R0679/EN.html").provisions if not p.path.startswith("rct_")
    ]
    assert [p.path for p in document(sources, "02016R0679-20160504/EN.html").provisions] == base


@pytest.mark.parametrize(
    ("name", "recitals", "annexes", "chapters"),
    [
        ("32024R1689/EN.html", 180, 13, 13),
        ("32016R0679/EN.html", 173, 0, 11),
        ("32022R2065/EN.cellar.xhtml", 156, 0, 5),
        ("32022L2555/EN.cellar.xhtml", 144, 3, 9),
        ("32023R2854/EN.cellar.xhtml", 119, 0, 11),
        ("32014R0910/EN.cellar.xhtml", 77, 4, 6),
        ("32000L0031/EN.html", 65, 1, 4),
        ("32026R1744/EN.cellar.xhtml", 47, 0, 0),
        ("52021PC0206/DE.html", 89, 9, 10),
    ],
)
def test_other_levels(sources: Path, name: str, recitals: int, annexes: int, chapters: int) -> None:
    found = counts(document(sources, name))
    assert (found["recitals"], found["annexes"], found["chapters"]) == (recitals, annexes, chapters)


def test_what_changed_in_the_ai_act(sources: Path) -> None:
    base = {p.path for p in document(sources, "32024R1689/EN.html").provisions}
    later = {p.path: p for p in document(sources, "02024R1689-20260727/EN.html").provisions}
    assert {"art_4a", "art_60a", "art_75a", "art_75d", "art_5.par_1.pnt_ba"} <= later.keys() - base
    assert "art_10.par_5" in base
    assert "art_10.par_5" not in later
    assert later["art_4a"].modified_by == ("M1",)
    assert "10^25" in later["art_51.par_2"].text


def test_an_amending_act_has_only_its_own_provisions(sources: Path) -> None:
    found = document(sources, "32026R1744/EN.cellar.xhtml")
    own = [p.path for p in found.provisions if p.path.startswith("art_")]
    assert [p for p in own if "." not in p] == ["art_1", "art_2", "art_3", "art_4"]
    assert max(path.count(".") for path in own) == 2


def test_pages_that_are_no_document(sources: Path) -> None:
    kinds = {
        name: found.kind if isinstance(found := outline(sources / "pages" / name), NotADocument) else found.format
        for name in (
            "aws-waf-challenge.html", "eurlex-html-unavailable.EN.html", "eurlex-search-results.EN.html",
            "europarl-press-release.html", "commission-search.EN.html",
        )
    }  # fmt: skip
    assert list(kinds.values()) == ["challenge", "no-text", "search-results", "page", "page"]


def test_figures_of_the_ai_act_stand_in_the_text(sources: Path) -> None:
    by_path = {p.path: p.text for p in document(sources, "32024R1689/EN.html").provisions}
    assert "EUR 35 000 000" in by_path["art_99.par_3"]
    assert "3 %" in by_path["art_101.par_1"]
    assert by_path["art_3.pnt_63"].startswith("‘general-purpose AI model’")
