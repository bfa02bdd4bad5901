"""``csv``: what a spreadsheet gets."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from srclint.model import Support, SupportVerdict, Verdict, VerdictState
from srclint.report import Style, render
from srclint.report.evidence import claim_ids


def rows(report) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render("csv", report, Style()), newline="")))


def test_the_columns_and_line_ends_are_fixed(build):
    out = render("csv", build.report(), Style())
    assert out.startswith("id,file,line,tier,claim,source,provision,scope,verdict,note\r\n")
    assert out.count("\r\n") == out.count("\n") == 3


def test_a_row_for_each_claim_and_citation(build):
    support = Support("fn:1", SupportVerdict.MISMATCH, provision="art_64.par_3", note="It has 2 %.")
    entry = build.judged(references={"r1": Verdict(VerdictState.VERIFIED)}, support={"u2": (support,)})
    first, second = rows(build.report(entry))
    ids = claim_ids(build.article())
    assert second == {
        "id": ids["u2"],
        "file": "articles/ai-office.md",
        "line": "4",
        "tier": "hard",
        "claim": "Fines of up to 3 % are set out in Art. 640.",
        "source": build.URL,
        "provision": "Article 64(3)",
        "scope": "S3 exact",
        "verdict": "mismatch",
        "note": "It has 2 %.",
    }
    assert (first["id"], first["source"], first["verdict"]) == (ids["u1"], "", "unsourced")


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t=", " =", "\r=", "\n=", '"=', "＝", "＋", "－", "＠"]
)
def test_no_cell_is_a_formula(build, start):
    text = f"{start}cmd|' /C calc'!A0"
    article = build.article()
    units = tuple(replace(unit, plain=text) for unit in article.units)
    citation = replace(article.citations[0], url=text)
    entry = build.judged(replace(article, path=f"{text}.md", units=units, citations=(citation,)))
    for row in rows(build.report(entry)):
        for value in row.values():
            assert not value.lstrip(" \"'\t\r\n").startswith(tuple("=+-@＝＋－＠")) or value.startswith("'")


def test_quotes_commas_and_line_ends_come_back(build):
    article = build.article()
    unit = replace(article.units[0], plain='He said "a, b;\nc" and left.')
    entry = build.judged(replace(article, units=(unit,)))
    assert rows(build.report(entry))[0]["claim"] == 'He said "a, b; c" and left.'


def test_every_row_of_the_case_has_all_columns(evidence_case):
    report = evidence_case.report(evidence_case.first_article(), evidence_case.second_article())
    out = list(csv.reader(io.StringIO(render("csv", report, Style()), newline="")))
    assert {len(row) for row in out} == {10}
    assert {"mismatch", "consistent", "outdated", "unverified (blocked)", "gone"} <= {row[8] for row in out}
