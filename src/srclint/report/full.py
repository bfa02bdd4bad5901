"""``full``: for people, as modern compilers report: the place, the reason, the line, the next step."""

from __future__ import annotations

from srclint.model import ArticleReport, Citation, CitationKind, Finding, Report, Span
from srclint.report.snippet import rows
from srclint.report.style import Style
from srclint.report.summary import (
    articles_in_order,
    coverage_words,
    findings_in_order,
    findings_words,
    summarise,
)
from srclint.report.visible import many_lines, one_line

_LABELS = {
    CitationKind.FOOTNOTE: "footnote",
    CitationKind.BRACKET: "source",
    CitationKind.SOURCE_LIST: "source",
    CitationKind.BIBLIOGRAPHY: "source",
}


def render(report: Report, style: Style) -> str:
    """Findings by file and place, each with its source line; then what was and was not checked."""
    blocks = [
        _finding(entry, finding, style)
        for entry in articles_in_order(report)
        for finding in findings_in_order(entry)
        if finding.suppressed is None
    ]
    return "\n\n".join([*blocks, _footer(report, style)]) + "\n"


def _footer(report: Report, style: Style) -> str:
    summary = summarise(report)
    words, found = coverage_words(summary), findings_words(summary)
    if summary.errors or summary.warnings or summary.infos:
        role = "error" if summary.errors else "warning" if summary.warnings else "info"
        return f"{words}\n{style.paint(found, role)}"
    return f"{style.paint(found, 'help')} {words}"


def _finding(entry: ArticleReport, finding: Finding, style: Style) -> str:
    problem = finding.problem
    level = finding.severity.value
    place = f"{one_line(finding.path)}:{problem.span.line}:{problem.span.column}:"
    head = f"{style.paint(place, 'bold')} {style.paint(f'{level}[{finding.code}]', level)} {finding.name}"
    lines = [head, *(f"  {style.paint(line, 'bold')}" for line in many_lines(problem.message))]
    margin = " " * len(str(_last_line(entry, finding)))
    lines += _snippets(entry, finding, margin, style)
    for index, line in enumerate(many_lines(problem.help)):
        lead = f"{style.paint('=', 'gutter')} {style.paint('help', 'help')}:" if index == 0 else "       "
        lines.append(f" {margin} {lead} {line}")
    return "\n".join(lines)


def _snippets(entry: ArticleReport, finding: Finding, margin: str, style: Style) -> list[str]:
    """The place and its second places, the footnote among them, in one frame."""
    bar = style.paint("|", "gutter")
    text = entry.article.text
    room = style.columns - len(margin) - 4
    lines: list[str] = []
    for span, label, url in [(finding.problem.span, "", None), *_second_places(entry, finding)]:
        role = "second" if label else finding.severity.value
        frame = [f" {margin} {bar}"]
        shown = rows(text, span, room - len(label) - 1 if label else room)
        for row in shown:
            if row is None:
                frame.append(f" {style.paint('...', 'gutter')}")
                continue
            number = style.paint(str(row.number).rjust(len(margin)), "gutter")
            frame.append(f" {number} {bar} {row.text}".rstrip())
            if row.marks:
                blanks = len(row.marks) - len(row.marks.lstrip())
                marks = row.marks[blanks:].replace("^", "-") if label else row.marks[blanks:]
                note = f" {style.link(label, url)}" if label and row is shown[-1] else ""
                frame.append(f" {margin} {bar} {' ' * blanks}{style.paint(marks + note, role)}")
        if shown:
            lines += frame
    return [*lines, f" {margin} {bar}"] if lines else []


def _second_places(entry: ArticleReport, finding: Finding) -> list[tuple[Span, str, str | None]]:
    """(span, label, address) of what the finding also concerns, where that is another line."""
    problem = finding.problem
    places: list[tuple[Span, str, str | None]] = []
    citation = entry.article.citation(problem.citation)
    if citation:
        places.append((citation.span, _label(citation), citation.url))
    places += [(span, "see also", None) for span in problem.related]
    seen = {problem.span.line}
    distinct = []
    for place in places:
        if place[0].line not in seen:
            seen.add(place[0].line)
            distinct.append(place)
    return distinct


def _label(citation: Citation) -> str:
    kind = _LABELS.get(citation.kind, "link")
    return f"{kind} {one_line(citation.label)}" if citation.label else f"this {kind}"


def _last_line(entry: ArticleReport, finding: Finding) -> int:
    spans = [finding.problem.span, *(span for span, _, _ in _second_places(entry, finding))]
    return max(max(span.line, span.end_line) for span in spans)
