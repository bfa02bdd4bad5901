"""``junit``: one test case an article, for servers that collect test results.

Errors fail a case. Warnings and notes do not: they stand in its output, as does what was not checked,
so that a passed case is not taken for more than it is.
"""

from __future__ import annotations

from html import escape

from srclint.model import ArticleReport, Finding, Report, Severity, VerdictState
from srclint.report.style import Style
from srclint.report.summary import articles_in_order, findings_in_order, plural, reason_words, summary_line
from srclint.report.visible import one_line


def render(report: Report, style: Style) -> str:  # noqa: ARG001  (one signature for all formats)
    """The report as JUnit XML."""
    cases = [_case(entry) for entry in articles_in_order(report)]
    failures = sum("<failure" in case for case in cases)
    counts = f'tests="{len(cases)}" failures="{failures}" errors="0" skipped="0"'
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<testsuites name="srclint" {counts}>',
            f'  <testsuite name="srclint" {counts}>',
            *cases,
            f"    <system-out>{escape(one_line(summary_line(report)))}</system-out>",
            "  </testsuite>",
            "</testsuites>",
            "",
        ]
    )


def _case(entry: ArticleReport) -> str:
    path = f'"{escape(one_line(entry.article.path))}"'
    shown = [f for f in findings_in_order(entry) if f.suppressed is None]
    errors = [f for f in shown if f.severity is Severity.ERROR]
    others = [_line(f) for f in shown if f.severity is not Severity.ERROR] + _unchecked(entry)
    head = f'    <testcase name={path} classname="srclint" file={path}'
    body = []
    if errors:
        text = escape("\n".join(_line(f) for f in errors))
        kinds = ", ".join(dict.fromkeys(f.code for f in errors))
        body.append(
            f'      <failure message="{plural(len(errors), "error")}" type="{kinds}">{text}</failure>'
        )
    if others:
        body.append(f"      <system-out>{escape(chr(10).join(others))}</system-out>")
    return "\n".join([f"{head}>", *body, "    </testcase>"]) if body else f"{head}/>"


def _line(finding: Finding) -> str:
    span, problem = finding.problem.span, finding.problem
    return (
        f"{one_line(finding.path)}:{span.line}:{span.column}: {finding.code} {finding.severity.value}: "
        f"{one_line(problem.message)} {one_line(problem.help)}"
    )


def _unchecked(entry: ArticleReport) -> list[str]:
    return [
        f"not checked: {one_line(citation.url or citation.id)} ({one_line(reason_words(verdict.reason))})"
        for citation in entry.article.citations
        if (verdict := entry.citations.get(citation.id))
        and verdict.state in (VerdictState.UNVERIFIED, VerdictState.NOT_CHECKED)
    ]
