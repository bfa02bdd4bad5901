"""``gitlab``, ``junit`` and ``markdown``: reports for merge requests and test pages."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from srclint.model import (
    Coverage,
    Gone,
    Severity,
    SourceRecord,
    Strength,
    Support,
    SupportVerdict,
    Suppressed,
    Verdict,
    VerdictState,
)
from srclint.report import Style, render
from srclint.report.markdown import escape

TEXT = "One.\nTwo 15 % here.\n"


def several(build):
    return build.judged(
        build.article(TEXT, "a.md"),
        build.finding(
            TEXT, "One", "SRC302", Severity.INFO, path="a.md", message="Which act?", name="unresolved-act"
        ),
        build.finding(TEXT, "15 %", "SRC101", Severity.WARNING, path="a.md", message="No source."),
        build.finding(TEXT, "here", path="a.md", message="Not there."),
        build.finding(TEXT, "Two", path="a.md", suppressed=Suppressed("inline", "known")),
    )


def test_gitlab(build):
    issues = json.loads(render("gitlab", build.report(several(build)), Style()))
    assert issues[0] == {
        "description": "Not there. Check the number.",
        "check_name": "SRC301 provision-not-in-source",
        "fingerprint": "f00d:1",
        "severity": "major",
        "location": {
            "path": "a.md",
            "positions": {"begin": {"line": 2, "column": 10}, "end": {"line": 2, "column": 14}},
        },
    }
    assert [issue["severity"] for issue in issues] == ["major", "minor", "info"]
    assert len({issue["fingerprint"] for issue in issues}) == 3


def test_gitlab_of_a_clean_run_is_an_empty_list(build):
    assert render("gitlab", build.report(build.judged()), Style()) == "[]\n"


def test_junit(build):
    clean = build.judged(citations={"fn:1": Verdict(VerdictState.UNVERIFIED, "blocked")})
    report = build.report(clean, several(build))
    assert (
        render("junit", report, Style())
        == f"""\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="srclint" tests="2" failures="1" errors="0" skipped="0">
  <testsuite name="srclint" tests="2" failures="1" errors="0" skipped="0">
    <testcase name="a.md" classname="srclint" file="a.md">
      <failure message="1 error" type="SRC301">a.md:2:10: SRC301 error: Not there. Check the number.</failure>
      <system-out>a.md:1:1: SRC302 info: Which act? Check the number.
a.md:2:5: SRC101 warning: No source. Check the number.</system-out>
    </testcase>
    <testcase name="articles/ai-office.md" classname="srclint" file="articles/ai-office.md">
      <system-out>not checked: {build.URL} (blocked)</system-out>
    </testcase>
    <system-out>Found 1 error, 1 warning, 1 note (1 suppressed). \
2 claims in 2 articles: 1 with a source, 1 without. 1 source: 1 verified. 1 reference: 1 missing.</system-out>
  </testsuite>
</testsuites>
"""
    )


def test_markdown(build):
    page = render("markdown", build.report(), Style())
    assert (
        page
        == f"""\
## srclint

**Found 1 error.** 2 claims in 1 article: 1 with a source, 1 without. 1 source: 1 verified. 1 reference: 1 missing.

| Place | Finding | Message |
| --- | --- | --- |
| articles/ai-office.md:4:35 | error SRC301 provision-not-in-source | Art. 640 does not exist in \
Regulation (EU) 2024/1689, which has 113 articles. Check the number. |

### articles/ai-office.md

| Claim | Source | Provision | Verdict |
| --- | --- | --- | --- |
| 3: The AI Office supervises the models. | **none** | – | **no source** |
| 4: Fines of up to 3 % are set out in Art. 640. | [1]({build.URL}) | Art. 640 | \
**source or provision not there**: Art. 640 |

srclint compares a claim with the passage that it cites. It calls nothing true: “nothing contradicts it” means that \
the claim's figures, dates and quotations are in the passage, “not checked” that nothing was learned.
"""
    )


def verdict(build, **changes) -> str:
    """The last cell of the cited claim's row."""
    page = render("markdown", build.report(build.judged(**changes)), Style())
    (row,) = [line for line in page.splitlines() if line.startswith("| 4: ")]
    return row.split(" | ")[-1].removesuffix(" |")


VERIFIED = {"r1": Verdict(VerdictState.VERIFIED)}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"references": VERIFIED}, "source read, nothing to compare"),
        (
            {"references": {"r1": Verdict(VerdictState.UNVERIFIED, "versions-unknown")}},
            "not checked (other versions not known)",
        ),
        (
            {"references": VERIFIED, "citations": {"fn:1": Verdict(VerdictState.UNVERIFIED, "blocked")}},
            "not checked (blocked)",
        ),
        ({"references": VERIFIED, "citations": {}}, "not checked (not looked up)"),
        (
            {"references": VERIFIED, "citations": {"fn:1": Verdict(VerdictState.GONE, "not-found")}},
            "**source or provision not there**",
        ),
        (
            {
                "references": VERIFIED,
                "support": {"u2": (Support("fn:1", SupportVerdict("not-in-provision")),)},
            },
            "**not found in the passage**",
        ),
        (
            {"references": VERIFIED, "support": {"u2": (Support("fn:1", SupportVerdict("consistent")),)}},
            "nothing contradicts it",
        ),
        (
            {
                "references": VERIFIED,
                "support": {
                    "u2": (Support("fn:1", SupportVerdict("mismatch"), note="The provision has 2 %."),)
                },
            },
            "**differs from its source**: The provision has 2 %.",
        ),
        (
            {
                "references": VERIFIED,
                "support": {"u2": (Support("fn:1", SupportVerdict("unchecked"), "not-in-language"),)},
            },
            "not checked (not in this language)",
        ),
        (
            {
                "references": VERIFIED,
                "support": {"u2": (Support("fn:1", SupportVerdict("unchecked"), "no-facts"),)},
            },
            "source read, nothing to compare",
        ),
        (
            {"support": {"u2": (Support("fn:1", SupportVerdict("consistent")),)}},
            "**source or provision not there**: Art. 640",
        ),
    ],
)
def test_the_verdict_of_a_row(build, changes, expected):
    assert verdict(build, **changes) == expected


def test_a_citation_out_of_scope_is_not_shown_as_a_source(build):
    article = build.article()
    far = replace(article.units[1], coverage=(Coverage("fn:1", "S9", Strength.DOCUMENT),))
    assert verdict(build, about=replace(article, units=(far,))) == "too far off to be its source"


def test_long_tables_are_cut_and_say_so(build):
    article = build.article()
    units = tuple(replace(article.units[0], id=f"u{n}") for n in range(2100))
    findings = [build.finding(build.TEXT, "640") for _ in range(501)]
    page = render("markdown", build.report(build.judged(replace(article, units=units), *findings)), Style())
    assert page.count("no source** |") == 2000
    assert "100 more rows not shown here; the json format has everything." in page
    assert "1 more finding not shown here." in page


def test_the_page_stays_under_the_mebibyte_that_github_takes(build):
    article = build.article()
    claim = replace(article.units[0], plain="€" * 200)
    units = tuple(replace(claim, id=f"u{n}") for n in range(2000))
    findings = [build.finding(build.TEXT, "640", message="€" * 3000, help_="€" * 3000) for _ in range(500)]
    page = render("markdown", build.report(build.judged(replace(article, units=units), *findings)), Style())
    assert len(page.encode()) < 1 << 20
    assert "more findings not shown here." in page
    assert "more rows not shown here" in page


def test_what_needs_no_eye_is_folded_away_and_what_does_is_not(build):
    page = render("markdown", build.report(build.judged(references=VERIFIED)), Style())
    before, _, folded = page.partition("<details><summary>1 row to which there is nothing to say</summary>")
    assert "| 3: The AI Office" in before
    assert "| 4: Fines" in folded


def test_a_passage_is_linked_from_its_provision(build):
    support = Support("fn:1", SupportVerdict.CONSISTENT, url="https://x.test/a(b)|c#art_640")
    page = render(
        "markdown", build.report(build.judged(references=VERIFIED, support={"u2": (support,)})), Style()
    )
    assert "| [Art. 640](https://x.test/a%28b%29%7Cc#art_640) |" in page
    script = replace(support, url="javascript:alert(1)")
    page = render(
        "markdown", build.report(build.judged(references=VERIFIED, support={"u2": (script,)})), Style()
    )
    assert "| Art. 640 |" in page
    assert "javascript" not in page


@given(st.text())
def test_markdown_escaping_shows_the_words_and_nothing_else(text):
    html = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(
        f"| a |\n| --- |\n| x {escape(text)} |"
    )
    root = ET.fromstring(html.replace("<br>", "<br/>"))
    assert [element.tag for element in root.iter()] == ["table", "thead", "tr", "th", "tbody", "tr", "td"]


def test_a_gone_source_is_counted_as_wrong(build):
    page = render(
        "markdown", build.report(sources=[SourceRecord("url:a", (), Gone("url:a", "gone", "410"))]), Style()
    )
    assert "1 source: 1 gone." in page
