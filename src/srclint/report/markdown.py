"""``markdown``: a summary and a trace table, for the description of a pull request or a step summary."""

from __future__ import annotations

import re
from collections.abc import Mapping

from srclint.model import ArticleReport, Citation, Claim, Finding, Reference, Report, Verdict, VerdictState
from srclint.report.style import Style, percent_encoded
from srclint.report.summary import (
    articles_in_order,
    coverage_words,
    findings_in_order,
    findings_words,
    needs_source,
    plural,
    reason_words,
    summarise,
)
from srclint.report.visible import one_line

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#+!|~&$^=]")
# GitHub notifies @names and links #numbers even where the characters are escaped.
_CALLS = re.compile(r"(?<=[@#])(?=\w)")
_LONGEST_CLAIM = 160
_MOST_ROWS = 300


def render(report: Report, style: Style) -> str:  # noqa: ARG001  (one signature for all formats)
    """The report in GitHub-flavoured Markdown."""
    summary = summarise(report)
    entries = articles_in_order(report)
    parts = [f"## srclint\n\n**{findings_words(summary)}** {coverage_words(summary)}"]
    found = [f for entry in entries for f in findings_in_order(entry) if f.suppressed is None]
    if found:
        parts.append(_table(("Place", "Finding", "Message"), [_finding(f) for f in found], "findings"))
    parts += [_trace(entry) for entry in entries]
    parts += [f"Note: {escape(note)}" for note in report.notes]
    parts.append(
        "“Verified” means that the source was read and holds the cited provision;"
        " it does not mean that the claim is right."
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def escape(text: str) -> str:
    """Foreign text as plain words of one line: no markup, no HTML, no table cell, no mention of a user."""
    return _CALLS.sub("\u200b", _MARKUP.sub(r"\\\g<0>", one_line(text)))


def _finding(finding: Finding) -> tuple[str, ...]:
    span = finding.problem.span
    place = f"{escape(finding.path)}:{span.line}:{span.column}"
    rule = f"{finding.severity.value} {finding.code} {finding.name}"
    return place, rule, f"{escape(finding.problem.message)} {escape(finding.problem.help)}"


def _trace(entry: ArticleReport) -> str:
    article = entry.article
    cells = [row for unit in article.units if needs_source(article, unit) for row in _claim(entry, unit)]
    if not cells:
        return ""
    return f"### {escape(article.path)}\n\n" + _table(
        ("Claim", "Source", "Provision", "Verdict"), cells, "rows"
    )


def _claim(entry: ArticleReport, unit: Claim) -> list[tuple[str, ...]]:
    """One row a citation that covers the claim; one row without a source where there is none."""
    words = one_line(unit.plain or unit.text)
    short = words if len(words) <= _LONGEST_CLAIM else words[: _LONGEST_CLAIM - 1].rstrip() + "…"
    claim = f"{unit.span.line}: {escape(short)}"
    references = [r for r in entry.article.references if r.id in unit.references]
    rows: list[tuple[str, ...]] = []
    for id_ in unit.citations:
        citation = entry.article.citation(id_)
        if citation is None:
            continue
        own = [r for r in references if r.citation in (id_, None)]
        provisions = ", ".join(dict.fromkeys(escape(r.text) for r in own)) or "–"
        rows.append((claim, _source(citation), provisions, _verdict(entry, unit, citation, own)))
    return rows or [(claim, "**none**", ", ".join(escape(r.text) for r in references) or "–", "no source")]


def _source(citation: Citation) -> str:
    words = escape(citation.label or citation.text or citation.description or citation.id)
    url = citation.url or ""
    if not url.lower().startswith(("http://", "https://")):
        return words
    # Brackets and bars would end the link or the table cell.
    target = (
        percent_encoded(url).replace("(", "%28").replace(")", "%29").replace("[", "%5B").replace("]", "%5D")
    )
    return f"[{words}]({target})"


def _verdict(entry: ArticleReport, unit: Claim, citation: Citation, own: list[Reference]) -> str:
    """What is known, the gravest first: a missing provision, the support, the source's own state."""
    missing = [r for r in own if _state(entry.references, r.id) is VerdictState.MISSING]
    if missing:
        return f"**missing**: {', '.join(escape(r.text) for r in missing)}"
    for support in entry.support.get(unit.id, ()):
        if support.citation == citation.id and support.verdict != "unchecked":
            return escape(support.verdict.replace("-", " "))
    verdict = entry.citations.get(citation.id)
    if verdict is None or verdict.state in (VerdictState.UNVERIFIED, VerdictState.NOT_CHECKED):
        return f"not checked ({escape(reason_words(verdict.reason if verdict else None))})"
    if verdict.state is VerdictState.VERIFIED:
        unread = [r for r in own if _state(entry.references, r.id) is not VerdictState.VERIFIED]
        return f"source verified, {plural(len(unread), 'provision')} not checked" if unread else "verified"
    return f"**{verdict.state.value}**"


def _state(verdicts: Mapping[str, Verdict], id_: str) -> VerdictState:
    return verdicts[id_].state if id_ in verdicts else VerdictState.NOT_CHECKED


def _table(head: tuple[str, ...], cells: list[tuple[str, ...]], noun: str) -> str:
    lines = [
        " | ".join(head),
        " | ".join("---" for _ in head),
        *(" | ".join(row) for row in cells[:_MOST_ROWS]),
    ]
    table = "\n".join(f"| {line} |" for line in lines)
    left = len(cells) - _MOST_ROWS
    return (
        f"{table}\n\n{left} more {noun} not shown here; the json format has all of them."
        if left > 0
        else table
    )
