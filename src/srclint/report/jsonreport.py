"""``json``: everything a run found, for scripts."""

from __future__ import annotations

from srclint.model import Report
from srclint.report.records import article_record, finding_record, header, source_record
from srclint.report.style import Style
from srclint.report.summary import Summary, Tally, articles_in_order, findings_in_order, summarise
from srclint.report.visible import json_text


def render(report: Report, style: Style) -> str:  # noqa: ARG001  (one signature for all formats)
    """The report as one JSON document."""
    articles = articles_in_order(report)
    document = header(report.version) | {
        "articles": [article_record(entry.article, entry) for entry in articles],
        "findings": [finding_record(f) for entry in articles for f in findings_in_order(entry)],
        "sources": [source_record(record) for record in sorted(report.sources, key=lambda r: r.id)],
        "summary": _summary(summarise(report)),
    }
    return json_text(document)


def _summary(summary: Summary) -> dict[str, object]:
    return {
        "articles": summary.articles,
        "units": summary.units,
        "claims": {
            "hard": summary.hard,
            "soft": summary.soft,
            "with_source": summary.with_source,
            "without_source": summary.without_source,
        },
        "citations": _tally(summary.citations, "gone"),
        "references": _tally(summary.references, "missing"),
        "findings": {"error": summary.errors, "warning": summary.warnings, "info": summary.infos},
        "suppressed": summary.suppressed,
        "baseline": summary.known,
        "left_out": summary.left_out,
        "requests": summary.requests,
    }


def _tally(tally: Tally, wrong: str) -> dict[str, int]:
    return {"verified": tally.verified, wrong: tally.wrong, "unverified": tally.not_checked}
