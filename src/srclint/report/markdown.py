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
# GitHub takes a megabyte for a step's summary; a row is some 300 bytes.
_MOST_FINDINGS = 500
_MOST_ROWS = 1000
_LEGEND = (
    "“Verified” means that the source was read and holds the cited provision;"
    " it does not mean that the claim is right."
)


def render(report: Report, style: Style) -> str:  # noqa: ARG001  (one signature for all formats)
    """The report in GitHub-flavoured Markdown."""
    summary = summarise(report)
    entries = articles_in_order(report)
    parts = [f"## srclint\n\n**{findings_words(summary)}** {escape(coverage_words(summary))}"]
    found = [f for entry in entries for f in findings_in_order(entry) if f.suppressed is None]
    if found:
        shown = [_finding(finding) for finding in found[:_MOST_FINDINGS]]
        parts.append(_table(("Place", "Finding", "Message"), shown))
    if len(found) > _MOST_FINDINGS:
        parts.append(f"{plural(len(found) - _MOST_FINDINGS, 'more finding')} not shown here.")
    room, left = _MOST_ROWS, 0
    for entry in entries:
        rows = _trace(entry)
        if rows[:room]:
            table = _table(("Claim", "Source", "Provision", "Verdict"), rows[:room])
            parts.append(f"### {escape(entry.article.path)}\n\n{table}")
        left += len(rows[room:])
        room -= len(rows[:room])
    if left:
        parts.append(f"{plural(left, 'more row')} not shown here; the json format has everything.")
    parts.append(_LEGEND)
    return "\n\n".join(parts) + "\n"


def escape(text: str) -> str:
    """Foreign text as plain words of one line: no markup, no HTML, no table cell, no mention of a user."""
    return _CALLS.sub("\u200b", _MARKUP.sub(r"\\\g<0>", one_line(text)))


def _finding(finding: Finding) -> tuple[str, ...]:
    span = finding.problem.span
    place = f"{escape(finding.path)}:{span.line}:{span.column}"
    rule = f"{finding.severity.value} {finding.code} {finding.name}"
    return place, rule, f"{escape(finding.problem.message)} {escape(finding.problem.help)}"


def _trace(entry: ArticleReport) -> list[tuple[str, ...]]:
    """The rows of an article: each claim that needs a source, with each citation that covers it."""
    article = entry.article
    citations = {citation.id: citation for citation in article.citations}
    references = {reference.id: reference for reference in article.references}
    return [
        row
        for unit in article.units
        if needs_source(article, unit)
        for row in _claim(
            entry,
            unit,
            [citations[id_] for id_ in unit.citations if id_ in citations],
            [references[id_] for id_ in unit.references if id_ in references],
        )
    ]


def _claim(
    entry: ArticleReport, unit: Claim, citations: list[Citation], references: list[Reference]
) -> list[tuple[str, ...]]:
    """One row a citation that covers the claim; one row without a source where there is none."""
    words = one_line(unit.plain or unit.text)
    short = words if len(words) <= _LONGEST_CLAIM else words[: _LONGEST_CLAIM - 1].rstrip() + "…"
    claim = f"{unit.span.line}: {escape(short)}"
    rows: list[tuple[str, ...]] = []
    for citation in citations:
        own = [r for r in references if r.citation in (citation.id, None)]
        near = any(
            cover.citation == citation.id and entry.article.scope.accepts(cover.strength)
            for cover in unit.coverage
        )
        verdict = _verdict(entry, unit, citation, own) if near else "too far off to be its source"
        rows.append((claim, _source(citation), _provisions(own), verdict))
    return rows or [(claim, "**none**", _provisions(references), "no source")]


def _provisions(references: list[Reference]) -> str:
    return ", ".join(dict.fromkeys(escape(r.text) for r in references)) or "–"


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


def _table(head: tuple[str, ...], cells: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *cells]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
