"""Titles, addresses, labels and text that somebody wrote to do harm, in every format."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import pytest
from markdown_it import MarkdownIt

from srclint.model import Severity, SourceRecord, Suppressed, Unverified, Verdict, VerdictState
from srclint.report import FORMATS, MACHINE_FORMATS, Style, extract, outline, render, summary_line
from srclint.report.visible import is_hidden

HOSTILE = (
    "\x1b]0;owned\x07\x1b[2J\u202eeurt\u2066 \x00 \x7f\x9b31m \udc80 \ufffe "
    "a\nb\r\n::error::forged\n##[error]forged "
    "<script>alert(1)</script> ]]> & \"q\" 'q' | `code` **b** [x](javascript:alert(1)) ![i](http://x.test/p.png) "
    "@someone #12 {0} [a](0) %0A <!-- --> </failure> \\ \u2028 \U000e0041"
)


def hostile(build):
    """A report in which every text that comes from outside is hostile."""
    from dataclasses import replace

    text = build.TEXT.replace("The AI Office supervises", f"{HOSTILE} supervises")
    about = build.article(build.TEXT)
    unit, cited = about.units
    citation = replace(
        about.citations[0], label=HOSTILE, description=HOSTILE, text=HOSTILE, url=f"https://x.test/{HOSTILE}"
    )
    reference = replace(about.references[0], text=HOSTILE)
    about = replace(
        about,
        path=f"articles/{HOSTILE}.md",
        text=text,
        units=(replace(unit, text=HOSTILE, plain=HOSTILE), replace(cited, plain=HOSTILE)),
        citations=(citation,),
        references=(reference,),
    )
    path = about.path
    finding = build.finding(
        text, "supervises", path=path, message=HOSTILE, help_=HOSTILE, citation="fn:1", document=HOSTILE
    )
    warning = build.finding(
        text, "[2J", "SRC101", Severity.WARNING, path=path, message=HOSTILE, help_=HOSTILE
    )
    hidden = build.finding(text, "[2J", path=path, message=HOSTILE, suppressed=Suppressed("inline", HOSTILE))
    entry = build.judged(
        about,
        finding,
        warning,
        hidden,
        citations={"fn:1": Verdict(VerdictState.UNVERIFIED, HOSTILE)},
        references={"r1": Verdict(VerdictState.UNVERIFIED, HOSTILE)},
    )
    unread = SourceRecord(f"url:{HOSTILE}", (HOSTILE,), Unverified(HOSTILE, HOSTILE, HOSTILE))
    return build.report(entry, sources=[build.fetched(title=HOSTILE), unread], notes=(HOSTILE,))


def assert_harmless(out: str) -> None:
    assert not [char for char in out.replace("\n", "") if is_hidden(char) and char != "\u200b"]
    out.encode("utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_lets_hidden_characters_through(build, name):
    out = render(name, hostile(build), Style(width=80))
    assert_harmless(out.replace("\r\n", "\n") if name == "csv" else out)


@pytest.mark.parametrize("name", ["full", "concise", "markdown", "junit", "html", "csv"])
def test_no_line_of_output_is_a_command_of_the_runner(build, name):
    out = render(name, hostile(build), Style(width=80))
    assert not [line for line in out.splitlines() if line.lstrip().startswith("::")]
    if name != "markdown":  # there every # is escaped or parted from what follows
        assert "##[" not in out


def test_colour_and_links_are_the_only_escapes(build):
    out = render("full", hostile(build), Style(color=True, hyperlinks=True, width=80))
    rest = out
    for start, end in (("\x1b[", "m"), ("\x1b]8;;", "\x1b\\")):
        while start in rest:
            before, _, after = rest.partition(start)
            inner, _, after = after.partition(end)
            assert inner.isascii()
            assert inner.isprintable()
            rest = before + after
    assert_harmless(rest)


def test_one_finding_is_one_line(build):
    report = hostile(build)
    assert len(render("concise", report, Style()).splitlines()) == 3
    assert len(render("github", report, Style()).splitlines()) == 2
    assert len(summary_line(report).splitlines()) == 1


def test_json_keeps_the_very_words(build):
    document = json.loads(render("json", hostile(build), Style()))
    assert document["findings"][0]["message"] == HOSTILE
    assert document["articles"][0]["units"][0]["text"] == HOSTILE


def test_sarif_and_gitlab_are_json_still(build):
    log = json.loads(render("sarif", hostile(build), Style()))
    message = log["runs"][0]["results"][0]["message"]["text"]
    assert r"\[a\](0)" in message
    assert "{{0}}" in message
    issues = json.loads(render("gitlab", hostile(build), Style()))
    assert len(issues) == 2
    assert "\\x1b]0;owned" in issues[0]["description"]


def test_junit_is_xml_still(build):
    root = ET.fromstring(render("junit", hostile(build), Style()))
    (case,) = root.iter("testcase")
    assert len(case.findall("failure")) == 1
    assert "<script>" in case.find("failure").text
    assert not list(root.iter("script"))


def test_markdown_shows_words_only(build):
    page = render("markdown", hostile(build), Style())
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(page)
    root = ET.fromstring(f"<div>{html}</div>")
    assert {element.tag for element in root.iter()} <= {
        *(
            "div",
            "h2",
            "h3",
            "p",
            "strong",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "a",
            "details",
            "summary",
        ),
    }
    assert all(link.get("href").startswith("https://x.test/") for link in root.iter("a"))
    heads = [len(row.findall("th")) for row in root.iter("tr") if row.findall("th")]
    widths = {len(row.findall("td")) for row in root.iter("tr") if row.findall("td")}
    assert set(heads) == {3, 4}
    assert widths == {3, 4}
    words = "".join(root.itertext())
    assert "<script>alert(1)</script>" in words
    assert "@someone" not in words
    assert "#12" not in words


def test_extract_and_outline(build):
    report = hostile(build)
    for style in (Style(), Style(color=True)):
        out = extract.as_text([report.articles[0].article], style)
        assert_harmless(out.replace("\x1b", "") if style.color else out)
    assert_harmless(extract.as_json([report.articles[0].article], "0.1.0"))
    source = report.sources[0].source
    assert_harmless(outline.as_text(HOSTILE, source.outline, Style()))
    assert_harmless(outline.as_json(HOSTILE, source.outline))


def test_the_machine_formats_are_formats():
    assert set(FORMATS) > MACHINE_FORMATS
