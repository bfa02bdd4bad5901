"""The page on the output formats shows what srclint prints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from srclint.report import FORMATS, Style, render
from srclint.report.evidence import TITLES

PAGE = Path(__file__).parents[2].joinpath("docs", "output.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["full", "concise", "github", "junit", "markdown", "csv", "jsonld"])
def test_the_example_is_the_output(build, name):
    out = render(name, build.report(), Style()).replace("\r\n", "\n")
    assert f"\n{out}```\n" in PAGE


def test_every_state_of_the_evidence_report_is_told():
    for title in TITLES.values():
        assert f"\n| {title} | " in PAGE


def test_the_article_and_the_finding_are_those_of_the_example(build):
    assert f"```markdown\n{build.TEXT}```\n" in PAGE
    (finding,) = json.loads(render("json", build.report(), Style()))["findings"]
    assert f"```json\n{json.dumps(finding, indent=2, ensure_ascii=False)}\n```\n" in PAGE


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_a_section(name):
    assert f"\n## {name}\n" in PAGE
