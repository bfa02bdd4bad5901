"""``concise``: one line a finding."""

from __future__ import annotations

from srclint.model import Severity, Suppressed
from srclint.report import Style, render


def test_the_whole_output(build):
    text = "One.\nTwo 15 % here.\n"
    entry = build.judged(
        build.article(text, "a.md"),
        build.finding(text, "15 %", "SRC101", Severity.WARNING, path="a.md", message="No\nsource."),
        build.finding(text, "One", "SRC301", path="a.md", message="Not there."),
        build.finding(text, "Two", path="a.md", suppressed=Suppressed("baseline", "old")),
    )
    assert (
        render("concise", build.report(entry), Style())
        == """\
a.md:1:1: SRC301 error: Not there.
a.md:2:5: SRC101 warning: No source.
Found 1 error, 1 warning (1 known from the baseline). No claims in 1 article. 1 source: 1 verified.
"""
    )


def test_colour(build):
    out = render("concise", build.report(), Style(color=True))
    assert out.startswith("\x1b[1marticles/ai-office.md:4:35:\x1b[0m SRC301 \x1b[1;31merror\x1b[0m: Art. 640")


def test_a_run_without_sources_speaks_of_none(build):
    entry = build.judged(build.article("Hello.\n", "a.md"))
    assert (
        render("concise", build.report(entry, sources=()), Style())
        == "No findings. No claims in 1 article.\n"
    )
