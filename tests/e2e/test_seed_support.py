"""What the sources of the first article say of its figures, with the law of the day served."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

JUDGED = ("SRC3", "SRC4", "SRC504")
TEASERS = "Read next"
"""The heading below which the article advertises others: of their words those that name a provision count."""


@pytest.fixture
def seed(real_data: Path, world: Any) -> str:
    world.add_real(real_data / "sources")
    return (real_data / "seed" / "ai-office.txt").read_bytes().decode("utf-8")


def _findings(run: Any, world: Any, text: str) -> list[dict[str, Any]]:
    run.write("ai-office.txt", text)
    report = run.json("ai-office.txt", "--remap", world.remap)
    return [f for f in report["findings"] if f["code"].startswith(JUDGED)]


def test_the_fine_stands_in_another_article_and_nothing_is_accused(run: Any, world: Any, seed: str) -> None:
    found = [f for f in _findings(run, world, seed) if f["start"]["offset"] < seed.index(TEASERS)]
    (finding,) = found
    assert (finding["code"], finding["severity"]) == ("SRC306", "info")
    assert finding["message"].startswith("3% and EUR 15 million stand in Article 101(1) and Article 99(4)")
    assert seed[finding["start"]["offset"] : finding["end"]["offset"]] == "3%"


@pytest.mark.parametrize("heading", [TEASERS, "Where things stand"])
def test_the_figures_of_its_teasers_are_held_against_the_provisions_they_name(
    run: Any, world: Any, seed: str, heading: str
) -> None:
    """Below the heading that ends the article, and as a section of the article: the same is said."""
    assert seed.count(TEASERS) == 1
    text = seed.replace(TEASERS, heading)
    below = text.index(heading)
    found = {
        (f["code"], text[f["start"]["offset"] : f["end"]["offset"]]): f
        for f in _findings(run, world, text)
        if f["start"]["offset"] > below
    }
    assert {f["severity"] for f in found.values()} == {"info"}
    dates = [f["message"] for (code, words), f in found.items() if words == "2 August 2026"]
    assert dates
    assert all("stands in Article 113" in message for message in dates), dates
    assert found["SRC404", "60"]["message"] == "Article 68 and Article 67 do not have the number 60."
    assert ("SRC404", "174") in found


def test_a_teaser_lacks_no_source(run: Any, world: Any, seed: str) -> None:
    run.write("ai-office.txt", seed)
    report = run.json("ai-office.txt", "--remap", world.remap)
    below = seed.index(TEASERS)
    told = [u for u in report["articles"][0]["units"] if u["start"] > below]
    assert [u["text"].split()[:3] for u in told] == [["On", "1", "June"], ["From", "2", "August"]]
    lacking = [f for f in report["findings"] if f["code"].startswith("SRC1")]
    assert lacking
    assert all(f["start"]["offset"] < below for f in lacking)
    assert all("Both serve" not in f["message"] for f in lacking)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("3% of worldwide", "4% of worldwide", None),
        ("fines of up to 3% of worldwide annual turnover or EUR 15 million", "fines of up to 4% of worldwide annual "
         "turnover or EUR 15 million (Art. 101 AI Act)", "4% is not in Article 101; Article 101(1) has 3 %."),
        ("fines of up to 3% of worldwide annual turnover or EUR 15 million", "fines of up to 3% of worldwide annual "
         "turnover or EUR 15 billion (Art. 101 AI Act)", "EUR 15 billion is not in Article 101; Article 101(1) has EUR "
         "15 000 000."),
    ],
)  # fmt: skip
def test_a_wrong_figure_is_an_error_where_the_article_is_named(
    run: Any, world: Any, seed: str, old: str, new: str, words: str | None
) -> None:
    assert seed.count(old) == 1
    found = _findings(run, world, seed.replace(old, new))
    errors = [f["message"] for f in found if f["severity"] == "error"]
    assert errors == ([words] if words else [])
    assert not any(f["severity"] == "warning" for f in found)
