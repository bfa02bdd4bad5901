"""``gitlab``: GitLab's Code Quality report, shown in merge requests."""

from __future__ import annotations

from collections import Counter

from srclint.model import Report, Severity
from srclint.report.style import Style
from srclint.report.summary import gravest_first
from srclint.report.visible import json_text, one_line, visible

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report, style: Style) -> str:  # noqa: ARG001  (one signature for all formats)
    """A JSON array with one issue a finding, errors first; each fingerprint occurs once."""
    seen: Counter[str] = Counter()
    issues = []
    for _, finding in gravest_first(report):
        if finding.suppressed is not None:
            continue
        seen[finding.fingerprint] += 1
        occurrence = seen[finding.fingerprint]
        span = finding.problem.span
        issues.append(
            {
                "description": one_line(f"{finding.problem.message} {finding.problem.help}"),
                "check_name": f"{finding.code} {finding.name}",
                # GitLab shows one issue a fingerprint; the same fault twice needs two.
                "fingerprint": f"{finding.fingerprint}:{occurrence}",
                "severity": _SEVERITIES[finding.severity],
                "location": {
                    "path": visible(finding.path),
                    "positions": {
                        "begin": {"line": span.line, "column": span.column},
                        "end": {"line": span.end_line, "column": span.end_column},
                    },
                },
            }
        )
    return json_text(issues)
