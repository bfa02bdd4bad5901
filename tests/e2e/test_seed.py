"""The article the project began with, and the same with one thing broken at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

SOUND = {"SRC101", "SRC306", "SRC404", "SRC502", "SRC601"}
"""What is true of the seed: claims that rest on an unmarked list of sources, a provision that
was changed after its date (test_currency), a fine and a date that stand elsewhere in the act
and numbers that it does not have (test_seed_support), and its mojibake."""


@pytest.fixture
def seed(real_data: Path, world: Any) -> str:
    world.add_real(real_data / "sources")
    return (real_data / "seed" / "ai-office.txt").read_bytes().decode("utf-8")


def _check(run: Any, world: Any, text: str, *more: str) -> dict[str, Any]:
    run.write("ai-office.txt", text)
    return dict(run.json("ai-office.txt", "--remap", world.remap, *more))


def test_the_seed_is_read_whole_verified_and_not_accused(run: Any, world: Any, seed: str) -> None:
    report = _check(run, world, seed)
    article = report["articles"][0]
    assert article["as_of"] == "2026-06-22"
    listed = [c for c in article["citations"] if c["kind"] == "source-list"]
    assert [c["document"] for c in listed] == [
        "celex:32024R1689",
        "url:https://digital-strategy.ec.europa.eu/en/policies/ai-office",
    ]
    assert all("description" in c and len(c["description"]) > 40 for c in listed)
    assert [c["verdict"] for c in article["citations"]] == ["verified"] * len(article["citations"])

    references = {r["text"]: r for r in article["references"]}
    assert references["Art. 64 et seq."]["targets"] == ["art_64..*"]
    for words in ("Art. 64 et seq.", "Art. 68", "Art. 67", "Art. 101"):
        assert references[words]["act"] == "32024R1689", words
        assert references[words]["verdict"] == "verified", words

    assert all(unit["tier"] in ("hard", "soft", "none") and unit["reasons"] for unit in article["units"])
    body = " ".join(unit["text"] for unit in article["units"])
    for words in ("It can:", "27 supervisors", "DG CNECT", "guards the model layer"):
        assert words.split()[-1].rstrip(":") in body or words == "It can:", words
    assert "174-member" in body, "a teaser that names its provisions is judged by them"
    assert "Since 2 August 2025" not in body
    assert "Share on LinkedIn" not in body

    assert {f["code"] for f in report["findings"]} <= SOUND
    mojibake = next(f for f in report["findings"] if f["code"] == "SRC601")
    assert (mojibake["start"]["line"], mojibake["severity"]) == (9, "warning")
    assert report["summary"]["findings"]["error"] == 0


BREAKAGES: dict[str, tuple[str, str, str, str, str]] = {
    # name: (old, new, code, the words found at its place, part of the message)
    "Art. 640": ("Art. 64 et seq.", "Art. 640", "SRC301", "Art. 640", "Article 640 does not exist"),
    "unknown CELEX": (
        "https://eur-lex.europa.eu/eli/reg/2024/1689/oj",
        "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32023R9689",
        "SRC201",
        "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32023R9689",
        "not there",
    ),
    "dead page": (
        "en/policies/ai-office",
        "en/policies/gone",
        "SRC201",
        "https://digital-strategy.ec.europa.eu/en/policies/gone",
        "404",
    ),
    "soft 404": (
        "en/policies/ai-office",
        "en/policies/nothing",
        "SRC203",
        "https://digital-strategy.ec.europa.eu/en/policies/nothing",
        "nothing is there",
    ),
    "wrong number": (
        "Regulation (EU) 2024/1689 (AI Act)",
        "Regulation (EU) 2024/1698 (AI Act)",
        "SRC305",
        "AI Act",
        "2024/1689",
    ),
}


@pytest.mark.parametrize("name", BREAKAGES)
def test_one_thing_broken_gives_exactly_that_finding(run: Any, world: Any, seed: str, name: str) -> None:
    old, new, code, place, words = BREAKAGES[name]
    world.pages["https://digital-strategy.ec.europa.eu/en/policies/nothing"] = (200, world.not_found)
    assert seed.count(old) == 1
    broken = seed.replace(old, new)
    report = _check(run, world, broken)
    new_findings = [f for f in report["findings"] if f["code"] not in SOUND]
    assert [f["code"] for f in new_findings] == [code], new_findings
    found = new_findings[0]
    assert broken[found["start"]["offset"] : found["end"]["offset"]] == place
    assert words in found["message"]


MARKDOWN: dict[str, tuple[str, str, str, str]] = {
    # name: (sentence added to a Markdown form of the seed, code, the words at its place, part of the message)
    "undefined footnote": ("It draws up codes of practice.[^9]", "SRC102", "[^9]", "no definition"),
    "wrong fragment": (
        "It is set up by [Art. 64](https://eur-lex.europa.eu/eli/reg/2024/1689/oj#art_65).",
        "SRC308",
        "Art. 64",
        "leads to Article 65",
    ),
}


@pytest.mark.parametrize("name", MARKDOWN)
def test_one_thing_broken_in_markdown(run: Any, world: Any, seed: str, name: str) -> None:
    sentence, code, place, words = MARKDOWN[name]
    text = seed.replace("What the AI Office is\n", f"## What the AI Office is\n\n{sentence}\n", 1)
    run.write("ai-office.md", text)
    report = dict(run.json("ai-office.md", "--remap", world.remap))
    new_findings = [f for f in report["findings"] if f["code"] not in SOUND]
    assert [f["code"] for f in new_findings] == [code], new_findings
    found = new_findings[0]
    assert text[found["start"]["offset"] : found["end"]["offset"]] == place
    assert words in found["message"]


def test_without_the_network_nothing_is_accused_or_passed(run: Any, seed: str) -> None:
    run.write("ai-office.txt", seed)
    report = dict(run.json("ai-office.txt", "--offline"))
    assert {f["code"] for f in report["findings"]} <= SOUND
    verdicts = {c["verdict"] for a in report["articles"] for c in a["citations"]}
    assert verdicts == {"unverified"}
    assert {s["reason"] for s in report["sources"]} == {"offline"}
