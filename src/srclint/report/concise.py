"""``concise``: one line a finding, one line for the run."""

from __future__ import annotations

from srclint.model import Finding, Report
from srclint.report.style import Style
from srclint.report.summary import articles_in_order, findings_in_order, summary_line
from srclint.report.visible import one_line


def render(report: Report, style: Style) -> str:
    """``path:line:col: SRC301 error: message`` for every finding that is not suppressed, by place."""
    lines = [
        _line(finding, style)
        for entry in articles_in_order(report)
        for finding in findings_in_order(entry)
        if finding.suppressed is None
    ]
    return "\n".join([*lines, summary_line(report)]) + "\n"


def _line(finding: Finding, style: Style) -> str:
    span = finding.problem.span
    place = style.paint(f"{one_line(finding.path)}:{span.line}:{span.column}:", "bold")
    word = style.paint(finding.severity.value, finding.severity.value)
    return f"{place} {finding.code} {word}: {one_line(finding.problem.message)}"
