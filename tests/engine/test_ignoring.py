"""``--add-ignore``: silent afterwards, and not a word changed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from srclint.engine import fixing, ignoring
from srclint.errors import UsageError
from srclint.parse.formats import read
from srclint.suppress import claim_of

from .conftest import OLD, documents, run_on

HIDE = "<!-- srclint: ignore[{}] accepted when srclint was adopted -->"


def ignored(name: str, text: str, **more: Any) -> fixing.Mended:
    it = run_on(name, text, select=["SRC1", "SRC2", "SRC9"])
    return ignoring.add_ignore(fixing.begin(it), **more)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Kept.[^9]\n", HIDE.format("SRC102") + "\nKept.[^9]\n"),
        ("Kept.[^9]", HIDE.format("SRC102") + "\nKept.[^9]"),
        ("# Kept[^9]\r\n\r\nNo.\r\n", HIDE.format("SRC102") + "\r\n# Kept[^9]\r\n\r\nNo.\r\n"),
        ("- a\n- b[^9]\n- c\n", "- a\n- b[^9] " + HIDE.format("SRC102") + "\n- c\n"),
        ("> a[^9]\n> b\n", "> a[^9]\n> b " + HIDE.format("SRC102") + "\n"),
        (
            "| a | b |\n|---|---|\n| c | d[^9] |\n",
            "| a | b |\n|---|---|\n| c | d[^9] " + HIDE.format("SRC102") + " |\n",
        ),
        (
            "A.\n\n[^1]: https://example.org/\n",
            "A.\n\n[^1]: https://example.org/ " + HIDE.format("SRC103") + "\n",
        ),
        (
            "---\ntitle: A\n---\nSee [it][x].\n\n[x]: " + OLD,
            "---\ntitle: A\n---\n<!-- srclint: ignore-file[SRC204, SRC207] accepted when srclint was adopted -->\n"
            "See [it][x].\n\n[x]: " + OLD,
        ),
        # What is there already gets the code; its reason stays.
        (
            "<!-- srclint: ignore[SRC101] ours -->\nKept.[^9]\n",
            "<!-- srclint: ignore[SRC101, SRC102] ours -->\nKept.[^9]\n",
        ),
        (
            "<!-- srclint: ignore[SRC101] until=2020-01-01 ours -->\nKept.[^9]\n",
            "<!-- srclint: ignore[SRC101] until=2020-01-01 ours -->\n"
            + HIDE.format("SRC102")
            + "\nKept.[^9]\n",
        ),
    ],
)
def test_where_the_comment_stands(before: str, after: str) -> None:
    mended = ignored("a.md", before)
    assert mended.text("a.md") == after
    assert {f.code for f in mended.run.report.findings()} <= {"SRC902", "SRC901"}
    assert ignored("a.md", after).text("a.md") == after


def test_html() -> None:
    text = f'<ul><li>See <a href="{OLD}">it</a></li><li>b</li></ul>'
    after = ignored("a.html", text).text("a.html")
    assert after == text.replace("</a></li>", "</a> " + HIDE.format("SRC204, SRC207") + "</li>")


def test_mdx_has_its_own_comments() -> None:
    after = ignored("a.mdx", "Kept.[^9]\n").text("a.mdx")
    assert after == "{/* srclint: ignore[SRC102] accepted when srclint was adopted */}\nKept.[^9]\n"


def test_reason_and_expiry() -> None:
    mended = ignored("a.md", "Kept.[^9]\n", reason="not yet", until=dt.date(2027, 1, 1))
    assert mended.text("a.md").startswith("<!-- srclint: ignore[SRC102] until=2027-01-01 not yet -->\n")
    assert mended.ignored == 1
    assert mended.left == 0


def test_a_text_file_holds_no_comments() -> None:
    mended = ignored(
        "a.txt", "The fine is EUR 15 million under Art. 5 of the Act.\nSee http://u:p@example.org/ too.\n"
    )
    assert mended.left > 0
    assert mended.changes == ()
    assert "a.txt" in mended.notes[0]
    assert "text file holds no comments" in mended.notes[0]


@pytest.mark.parametrize(
    "reason", ["a --> b", "a -- b", "a | b", "<b>", "{x}", "\x1b[31m", "until=2027-01-01"]
)
def test_a_reason_that_would_break_out_is_refused(reason: str) -> None:
    with pytest.raises(UsageError, match="cannot stand in a comment"):
        ignoring.checked_reason(reason)
    assert ignoring.checked_reason("  our own\n words ") == "our own words"


def words(name: str, text: str) -> list[tuple[Any, ...]]:
    return [(b.kind, b.level, b.index, " ".join(b.text.text.split())) for b in read(text, name).blocks]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_silent_afterwards_and_nothing_else_changes(document: tuple[str, str]) -> None:
    name, text = document
    before = run_on(name, text)
    mended = ignoring.add_ignore(fixing.begin(before))
    after = mended.text(name)
    again = run_on(name, after)
    loud = [f.code for f in again.report.findings()]
    own = [f.code for f in before.report.findings() if f.code.startswith("SRC90")]
    assert not Counter(loud) - Counter(own), after
    assert mended.ignored == sum(1 for _ in before.report.findings()) - len(own)

    def all_of(run: Any) -> Counter[Any]:
        (entry,) = run.report.articles
        return Counter(
            (f.code, claim_of(entry.article, f)) for f in entry.findings if not f.code.startswith("SRC90")
        )

    assert all_of(before) == all_of(again)
    assert words(name, text) == words(name, after)
    assert ignoring.add_ignore(fixing.begin(again)).text(name) == after
