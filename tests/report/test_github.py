"""``github``: workflow commands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srclint.model import Severity, Suppressed
from srclint.report import Style, render
from srclint.report.github import escape_data, escape_property


def test_errors_come_first_and_suppressed_findings_not_at_all(build):
    text = "One.\nTwo 15 % here.\n\nThree\nlines.\n"
    path = "a,b/c:d.md"
    entry = build.judged(
        build.article(text, path),
        build.finding(text, "One", "SRC302", Severity.INFO, path=path, name="unresolved-act"),
        build.finding(
            text, "15 %", "SRC101", Severity.WARNING, path=path, message="50% of\nit.", help_="Do: it, now."
        ),
        build.finding(text, "Three\nlines", path=path, message="Not there."),
        build.finding(text, "Two", path=path, suppressed=Suppressed("inline", "known")),
    )
    assert render("github", build.report(entry), Style(color=True)) == (
        "::error file=a%2Cb/c%3Ad.md,line=4,endLine=5,title=SRC301 provision-not-in-source::"
        "Not there.%0Ahelp: Check the number.\n"
        "::warning file=a%2Cb/c%3Ad.md,line=2,endLine=2,col=5,endColumn=9,title=SRC101 claim-without-source::"
        "50%25 of%0Ait.%0Ahelp: Do: it, now.\n"
        "::notice file=a%2Cb/c%3Ad.md,line=1,endLine=1,col=1,endColumn=4,title=SRC302 unresolved-act::"
        "Art. 640 does not exist in Regulation (EU) 2024/1689, which has 113 articles.%0Ahelp: Check the number.\n"
    )


def test_nothing_found_is_nothing_said(build):
    assert render("github", build.report(build.judged()), Style()) == ""


def decoded(text: str, *, is_property: bool) -> str:
    """As the runner reads it."""
    if is_property:
        text = text.replace("%3A", ":").replace("%2C", ",")
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


@given(st.text(alphabet=st.sampled_from("%25ADC03:,\r\n a")) | st.text())
def test_escaping_reads_back(text):
    data, value = escape_data(text), escape_property(text)
    assert decoded(data, is_property=False) == text
    assert decoded(value, is_property=True) == text
    assert not set(data) & set("\r\n")
    assert not set(value) & set("\r\n:,")


@pytest.mark.parametrize("message", ["\n::error::forged", "::stop-commands::x", "a\r::error::forged"])
def test_a_message_cannot_start_a_command(build, message):
    entry = build.judged(None, build.finding(build.TEXT, "640", message=message))
    out = render("github", build.report(entry), Style())
    assert out.count("\n") == 1
    assert out.startswith("::error file=articles/ai-office.md,")
    assert "::forged" not in out.partition("::error ")[2].partition("title=")[0]
