"""``full``: whole outputs, as a reader sees them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srclint.model import (
    Citation,
    CitationKind,
    Gone,
    LineIndex,
    Severity,
    SourceRecord,
    Suppressed,
    Unverified,
    Verdict,
    VerdictState,
)
from srclint.report import Style, render
from srclint.report.snippet import rows
from srclint.report.visible import is_hidden


def full(report, **style) -> str:
    return render("full", report, Style(**style))


def test_a_finding_with_its_footnote(build):
    assert (
        full(build.report())
        == """\
articles/ai-office.md:4:35: error[SRC301] provision-not-in-source
  Art. 640 does not exist in Regulation (EU) 2024/1689, which has 113 articles.
   |
 4 | Fines of up to 3 % are set out in Art. 640.[^1]
   |                                   ^^^^^^^^
   |
 6 | [^1]: The AI Act, https://eur-lex.europa.eu/eli/reg/2024/1689/oj
   | ---------------------------------------------------------------- footnote 1
   |
   = help: Check the number.

2 claims in 1 article: 1 with a source, 1 without. 1 source: 1 verified. 1 reference: 1 missing.
Found 1 error.
"""
    )


def test_a_clean_run_is_one_line(build):
    entry = build.judged(references={"r1": Verdict(VerdictState.VERIFIED)})
    out = full(build.report(entry))
    assert out == (
        "No findings. 2 claims in 1 article: 1 with a source, 1 without. "
        "1 source: 1 verified. 1 reference: 1 verified.\n"
    )
    assert "true" not in out.lower()


def test_files_places_severities_and_what_was_not_checked(build):
    text = "One.\nTwo 15 % here.\n"
    first = build.finding(
        text, "15 %", "SRC101", Severity.WARNING, path="a.md", message="No source.", help_="Add a footnote."
    )
    second = build.finding(
        text,
        "One",
        "SRC302",
        Severity.INFO,
        path="a.md",
        message="Which act?",
        help_="Name it.",
        name="unresolved-act",
    )
    hidden = build.finding(text, "Two", path="a.md", suppressed=Suppressed("inline", "known"))
    a = build.judged(build.article(text, "a.md"), first, second, hidden)
    b = build.judged(
        build.article(path="b.md"),
        build.finding(build.TEXT, "640", path="b.md", message="Not there.", help_="Check."),
        citations={"fn:1": Verdict(VerdictState.UNVERIFIED, "blocked")},
        references={"r1": Verdict(VerdictState.UNVERIFIED, "blocked")},
    )
    sources = [
        build.fetched("celex:1"),
        SourceRecord("url:x", (), Gone("url:x", "not-found", "404", 404)),
        SourceRecord("url:b", (), Unverified("url:b", "blocked", "A challenge.", 202)),
        SourceRecord("url:c", (), Unverified("url:c", "blocked", "A challenge.", 202)),
        SourceRecord("url:d", (), Unverified("url:d", "server-error", "500.", 500)),
    ]
    # Given in the wrong order on purpose.
    assert (
        full(build.report(b, a, sources=sources))
        == """\
a.md:1:1: info[SRC302] unresolved-act
  Which act?
   |
 1 | One.
   | ^^^
   |
   = help: Name it.

a.md:2:5: warning[SRC101] claim-without-source
  No source.
   |
 2 | Two 15 % here.
   |     ^^^^
   |
   = help: Add a footnote.

b.md:4:40: error[SRC301] provision-not-in-source
  Not there.
   |
 4 | Fines of up to 3 % are set out in Art. 640.[^1]
   |                                        ^^^
   |
   = help: Check.

2 claims in 2 articles: 1 with a source, 1 without. \
5 sources: 1 verified, 1 gone, 3 not checked (2 blocked, 1 server error). \
1 reference: 1 not checked (blocked).
Found 1 error, 1 warning, 1 note (1 suppressed).
"""
    )


def snippet(build, text: str, part: str, **style) -> list[str]:
    """The frame of a finding on ``part``, without margins."""
    entry = build.judged(build.article(text), build.finding(text, part))
    lines = full(build.report(entry), **style).splitlines()[2:]
    return lines[1 : lines.index("   = help: Check the number.") - 1]


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("\tTab Art. 9\n", "Art. 9", [" 1 |     Tab Art. 9", "   |         ^^^^^^"]),
        ("Das 第九条 Art. 9\n", "Art. 9", [" 1 | Das 第九条 Art. 9", "   |            ^^^^^^"]),
        ("In 第九条.\n", "第九条", [" 1 | In 第九条.", "   |    ^^^^^^"]),
        ("e\u0301te\u0301 2026\n", "2026", [" 1 | e\u0301te\u0301 2026", "   |     ^^^^"]),
        ("a\x1b[31mred Art. 9\n", "Art. 9", [r" 1 | a\x1b[31mred Art. 9", "   |              ^^^^^^"]),
        ("a\u202eb 9\n", "9", [r" 1 | a\u202eb 9", "   |          ^"]),
        ("see ##[add-mask] 9\n", "9", [r" 1 | see \x23#[add-mask] 9", "   |                     ^"]),
        ("One\r\nTwo 9\r\n", "9", [" 2 | Two 9", "   |     ^"]),
        ("One\rTwo 9\rThree", "9", [" 2 | Two 9", "   |     ^"]),
        ("End", "End", [" 1 | End", "   | ^^^"]),
    ],
)
def test_columns_are_those_of_the_screen(build, text, part, expected):
    assert snippet(build, text, part) == expected


def test_an_empty_place_has_one_caret(build):
    text = "Nothing stands here.\n"
    entry = build.judged(build.article(text), build.finding(text, "", where=LineIndex(text).span(20, 20)))
    assert "   |                     ^\n" in full(build.report(entry))


def test_a_place_of_three_lines_is_shown_whole_and_a_longer_one_cut(build):
    text = "zero\nA one\n  two\nthree B\nfour\nfive C\n"
    assert snippet(build, text, "one\n  two\nthree") == [
        " 2 | A one",
        "   |   ^^^",
        " 3 |   two",
        "   |   ^^^",
        " 4 | three B",
        "   | ^^^^^",
    ]
    assert snippet(build, text, "one\n  two\nthree B\nfour\nfive") == [
        " 2 | A one",
        "   |   ^^^",
        " ...",
        " 6 | five C",
        "   | ^^^^",
    ]
    assert snippet(build, text, "one\n") == [" 2 | A one", "   |   ^^^"]
    assert snippet(build, "A one\r\n\r\ntwo\r\n", "one\r\n\r\ntwo") == [
        " 1 | A one",
        "   |   ^^^",
        " 2 |",
        " 3 | two",
        "   | ^^^",
    ]


def test_a_long_line_is_cut_around_the_place(build):
    before, after = "word " * 400, " tail" * 400
    lines = snippet(build, f"{before}Art. 9{after}\n", "Art. 9", width=60)
    assert lines == [
        " 1 | …rd word word Art. 9 tail tail tail tail tail tail tai…",
        "   |               ^^^^^^",
    ]
    assert snippet(build, f"Art. 9{after}\n", "Art. 9", width=50)[0].startswith(" 1 | Art. 9 tail")
    assert snippet(build, f"{before}Art. 9", "Art. 9", width=50)[0].endswith("word Art. 9")


@given(
    st.text(alphabet="ab \t第e\u0301\x1b\u202e😀", max_size=200),
    st.text(alphabet="xyz \t第", min_size=1, max_size=40),
    st.text(alphabet="ab \t第\u200b", max_size=200),
    st.integers(20, 120),
)
def test_the_caret_stands_under_the_place_and_the_row_fits(before, part, after, columns):
    text = f"{before}<{part}>{after}"
    span = LineIndex(text).span(len(before) + 1, len(before) + 1 + len(part))
    (row,) = rows(text, span, columns)
    assert cells(row.text) <= columns
    assert not any(is_hidden(char) for char in row.text)
    caret = len(row.marks) - len(row.marks.strip())
    assert column_on(row.text, caret - 1).lstrip("\u0301").startswith("<")
    if ">" in row.text:
        inside = row.text[row.text.index("<") + 1 : row.text.index(">")]
        assert len(row.marks.strip()) == cells(inside)


def cells(text: str) -> int:
    return sum(
        0 if unicodedata.category(char) == "Mn" else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def column_on(text: str, column: int) -> str:
    """The text from a column on."""
    at = next((i for i in range(len(text) + 1) if cells(text[:i]) >= column), len(text))
    return text[at:]


def test_a_finding_without_text_has_no_frame(build):
    entry = build.judged(
        build.article(""), build.finding("x", "x", message="It is not UTF-8.", help_="Save it as UTF-8.")
    )
    assert full(build.report(entry)).splitlines()[:3] == [
        "articles/ai-office.md:1:1: error[SRC301] provision-not-in-source",
        "  It is not UTF-8.",
        "   = help: Save it as UTF-8.",
    ]


def test_second_places_are_shown_once_a_line_and_not_on_the_same_line(build):
    text = "See [Art. 64](https://x.test/#art_65) here.\n\nAlso here.\n"
    link = Citation("link:1", CitationKind.LINK, build.span(text, "[Art. 64](https://x.test/#art_65)"))
    about = build.article(text, citations=(link,))
    related = (build.span(text, "Also"), build.span(text, "here", after=50))
    out = full(
        build.report(build.judged(about, build.finding(text, "Art. 64", citation="link:1", related=related)))
    )
    assert out.count("See [Art. 64]") == 1
    assert out.count("Also here.") == 1
    assert "   | ---- see also\n" in out


def test_colour_and_hyperlinks_only_when_asked(build):
    report = build.report()
    assert "\x1b" not in full(report, width=80)
    colored = full(report, color=True)
    assert "\x1b[1;31merror[SRC301]\x1b[0m" in colored
    assert "\x1b]8;;" not in colored
    linked = full(report, hyperlinks=True)
    assert f"\x1b]8;;{build.URL}\x1b\\footnote 1\x1b]8;;\x1b\\" in linked


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "", None])
def test_only_web_addresses_become_hyperlinks(url):
    assert Style(hyperlinks=True).link("words", url) == "words"


def test_an_address_cannot_end_its_hyperlink(build):
    out = Style(hyperlinks=True).link("words", "https://x.test/\x1b\\\x07é \u202e")
    assert out == "\x1b]8;;https://x.test/%1B%5C%07%C3%A9%20%E2%80%AE\x1b\\words\x1b]8;;\x1b\\"


def test_a_message_of_several_lines_keeps_them(build):
    entry = build.judged(
        None, build.finding(build.TEXT, "640", message="- old\n+ new", help_="First.\nSecond.")
    )
    out = full(build.report(entry))
    assert "  - old\n  + new\n" in out
    assert "   = help: First.\n           Second.\n" in out
