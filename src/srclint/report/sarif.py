"""``sarif``: SARIF 2.1.0 (OASIS), for code scanning services and editors."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import quote

from srclint.model import (
    Article,
    ArticleReport,
    Finding,
    Fix,
    LineIndex,
    Report,
    RuleInfo,
    Severity,
    Span,
    Unverified,
)
from srclint.report.style import Style
from srclint.report.summary import articles_in_order, gravest_first, reason_words
from srclint.report.visible import json_text, visible_text

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note", Severity.OFF: "none"}
_PROBLEMS = {"error": "error", "warning": "warning"}
_ROOT = "%SRCROOT%"
_MIME = {"markdown": "text/markdown", "html": "text/html", "text": "text/plain"}
_SYNTAX = re.compile(r"[\\\[\]]")

Object = dict[str, object]


def render(report: Report, style: Style) -> str:  # noqa: ARG001  (one signature for all formats)
    """The report as one SARIF run; results that are errors come first."""
    rules = sorted(report.rules, key=lambda rule: rule.code)
    entries = articles_in_order(report)
    artifacts = {entry.article.path: index for index, entry in reversed(list(enumerate(entries)))}
    return json_text(
        {
            "$schema": _SCHEMA,
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {
                        "driver": {
                            "name": "srclint",
                            "version": report.version,
                            "rules": [_rule(rule) for rule in rules],
                        }
                    },
                    "invocations": [
                        {"executionSuccessful": True, "toolExecutionNotifications": _notices(report)}
                    ],
                    "columnKind": "unicodeCodePoints",
                    "newlineSequences": ["\r\n", "\n", "\r"],
                    "originalUriBaseIds": {
                        _ROOT: {"description": {"text": "The folder in which srclint was run."}}
                    },
                    "artifacts": [
                        {
                            "location": _location(entry.article.path),
                            "mimeType": _MIME[entry.article.format],
                            "roles": ["analysisTarget"],
                        }
                        for entry in entries
                    ],
                    "results": _results(report, {rule.code: n for n, rule in enumerate(rules)}, artifacts),
                }
            ],
        }
    )


def escape_message(text: str) -> str:
    """Foreign text as a SARIF message: brackets would be links (3.11.6), braces placeholders (3.11.5)."""
    doubled = visible_text(text).replace("{", "{{").replace("}", "}}")
    return _SYNTAX.sub(r"\\\g<0>", doubled)


def file_uri(path: str) -> str:
    """A path as a relative reference (RFC 3986), percent-encoded; an absolute path as a file URI."""
    written = quote(path.encode("utf-8", "surrogateescape"), safe="/~")
    return f"file://{written}" if path.startswith("/") else written


def _rule(rule: RuleInfo) -> Object:
    level = _LEVELS[rule.severity]
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.summary},
        "help": {"text": rule.page, "markdown": rule.page},
        "defaultConfiguration": {"enabled": rule.severity is not Severity.OFF, "level": level},
        "properties": {"problem.severity": _PROBLEMS.get(level, "recommendation")},
    }


def _notices(report: Report) -> list[Object]:
    """What was not checked and why: a run without results must not be read as a pass."""
    unread = [
        f"Not checked ({reason_words(record.source.reason)}): {record.id}. {record.source.evidence}".strip()
        for record in sorted(report.sources, key=lambda record: record.id)
        if isinstance(record.source, Unverified)
    ]
    return [{"level": "note", "message": {"text": escape_message(text)}} for text in [*unread, *report.notes]]


def _results(report: Report, rules: dict[str, int], artifacts: dict[str, int]) -> list[Object]:
    seen: Counter[str] = Counter()
    indexes: dict[str, LineIndex] = {}

    def lines_of(article: Article) -> LineIndex:
        if article.path not in indexes:
            indexes[article.path] = LineIndex(article.text)
        return indexes[article.path]

    results = []
    for entry, finding in gravest_first(report):
        problem = finding.problem
        seen[finding.fingerprint] += 1
        result: Object = {"ruleId": finding.code}
        if finding.code in rules:
            result["ruleIndex"] = rules[finding.code]
        result |= {
            "level": _LEVELS[finding.severity],
            "message": {"text": escape_message(f"{problem.message}\n{problem.help}")},
            "locations": [{"physicalLocation": _place(finding.path, problem.span, artifacts)}],
        }
        related = _related(entry, finding, artifacts)
        if related:
            result["relatedLocations"] = related
        # Keyed by what is said and not by where, so that an alert outlives an edit above it. The
        # number parts equal faults; the first name is the one that GitHub reads.
        print_ = f"{finding.fingerprint}:{seen[finding.fingerprint]}"
        result["partialFingerprints"] = {"primaryLocationLineHash": print_, "srclint/v1": print_}
        result["suppressions"] = _suppressions(finding)
        if problem.fix and problem.fix.edits:
            result["fixes"] = [_fix(problem.fix, finding.path, lines_of(entry.article), artifacts)]
        concerns = {
            "unit": problem.unit,
            "citation": problem.citation,
            "reference": problem.reference,
            "document": problem.document,
        }
        if any(concerns.values()):
            result["properties"] = {key: value for key, value in concerns.items() if value}
        results.append(result)
    return results


def _location(path: str, artifacts: dict[str, int] | None = None) -> Object:
    location: Object = {"uri": file_uri(path)}
    if not path.startswith("/"):
        location["uriBaseId"] = _ROOT
    if artifacts and path in artifacts:
        location["index"] = artifacts[path]
    return location


def _place(path: str, span: Span, artifacts: dict[str, int]) -> Object:
    return {"artifactLocation": _location(path, artifacts), "region": _region(span)}


def _region(span: Span) -> Object:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _related(entry: ArticleReport, finding: Finding, artifacts: dict[str, int]) -> list[Object]:
    places: list[tuple[Span, str]] = []
    citation = entry.article.citation(finding.problem.citation)
    if citation and citation.span != finding.problem.span:
        words = f"{citation.kind.value} {citation.label}" if citation.label else citation.kind.value
        places.append((citation.span, words))
    places += [(span, "see also") for span in finding.problem.related]
    return [
        {
            "id": number,
            "physicalLocation": _place(finding.path, span, artifacts),
            "message": {"text": escape_message(words)},
        }
        for number, (span, words) in enumerate(places)
    ]


def _suppressions(finding: Finding) -> list[Object]:
    """An empty list says that the result is not suppressed, where none would leave it open (3.27.23)."""
    hidden = finding.suppressed
    if hidden is None:
        return []
    kind = "inSource" if hidden.by == "inline" else "external"
    return [{"kind": kind, "status": "accepted", "justification": visible_text(hidden.reason)}]


def _fix(fix: Fix, path: str, lines: LineIndex, artifacts: dict[str, int]) -> Object:
    return {
        "description": {"text": "A safe fix." if fix.safe else "A fix to be reviewed."},
        "artifactChanges": [
            {
                "artifactLocation": _location(path, artifacts),
                "replacements": [
                    {
                        "deletedRegion": _region(lines.span(edit.start, edit.end)),
                        "insertedContent": {"text": edit.replacement},
                    }
                    for edit in fix.edits
                ],
            }
        ],
    }
