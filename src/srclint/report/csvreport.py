"""``csv``: one row a claim and citation, for spreadsheets (RFC 4180, UTF-8)."""

from __future__ import annotations

import csv
import io

from srclint.model import ArticleReport, Report
from srclint.report.evidence import CitationEvidence, ClaimEvidence, evidence, provision_words, verdict_words
from srclint.report.style import Style
from srclint.report.summary import articles_in_order
from srclint.report.visible import one_line

COLUMNS = ("id", "file", "line", "tier", "claim", "source", "provision", "scope", "verdict", "note")

# A spreadsheet takes a cell that begins with one of these for a formula, the wide forms too. The
# apostrophe before it is the spreadsheets' own mark for text.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def render(report: Report, style: Style) -> str:  # noqa: ARG001  (one signature for all formats)
    """The claims of all articles by path and place; a claim without citations has one row without a source."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in articles_in_order(report):
        for claim in evidence(entry):
            for citation in claim.citations or (None,):
                writer.writerow([_cell(value) for value in _row(entry, claim, citation)])
    return out.getvalue()


def _row(entry: ArticleReport, claim: ClaimEvidence, one: CitationEvidence | None) -> tuple[str, ...]:
    unit = claim.unit
    head = (claim.id, entry.article.path, str(unit.span.line), unit.tier.value, unit.plain or unit.text)
    if one is None:
        return (*head, "", "", "", str(claim.state) if claim.needed else "", "")
    citation = one.citation
    source = citation.url or (citation.document.id if citation.document else citation.description)
    provision = provision_words(one.provision) if one.provision else ""
    scope = f"{one.coverage.scope_rule} {one.coverage.strength}"
    return (*head, source, provision, scope, verdict_words(one), one.support.note if one.support else "")


def _cell(text: str) -> str:
    words = one_line(text)
    return f"'{words}" if words.lstrip(" \"'").startswith(_FORMULA) else words
