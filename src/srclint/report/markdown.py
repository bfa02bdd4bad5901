"""``markdown``: a summary and a trace table, for the description of a pull request or a step summary."""

from __future__ import annotations

import re
from collections.abc import Iterable

from srclint.model import Finding, Report
from srclint.report.evidence import (
    QUESTIONABLE,
    TITLES,
    CitationEvidence,
    ClaimEvidence,
    State,
    evidence,
    provision_words,
)
from srclint.report.style import Style, percent_encoded
from srclint.report.summary import (
    articles_in_order,
    coverage_words,
    findings_in_order,
    findings_words,
    plural,
    reason_words,
    summarise,
)
from srclint.report.visible import one_line

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#+!|~&$^=]")
# GitHub notifies @names and links #numbers even where the characters are escaped.
_CALLS = re.compile(r"(?<=[@#])(?=\w)")
_LONGEST_CLAIM = 160
_LONGEST_WORDS = 300
# GitHub takes a mebibyte for a step's summary and drops what is longer, whole.
_MOST_FINDINGS, _FINDINGS_BYTES = 500, 400_000
_MOST_ROWS, _ROWS_BYTES = 2000, 560_000
_HEAD = ("Claim", "Source", "Provision", "Verdict")
_LEGEND = (
    "srclint compares a claim with the passage that it cites. It calls nothing true: “nothing contradicts it” means"
    " that the claim's figures, dates and quotations are in the passage, “not checked” that nothing was learned."
)


def render(report: Report, style: Style) -> str:  # noqa: ARG001  (one signature for all formats)
    """The report in GitHub-flavoured Markdown, less than a mebibyte."""
    summary = summarise(report)
    entries = articles_in_order(report)
    parts = [f"## srclint\n\n**{findings_words(summary)}** {escape(coverage_words(summary))}"]
    found = [_finding(f) for e in entries for f in findings_in_order(e) if f.suppressed is None]
    room = _Room(_MOST_FINDINGS, _FINDINGS_BYTES)
    shown = room.take(found)
    if shown:
        parts.append(_table(("Place", "Finding", "Message"), shown))
    if len(found) > len(shown):
        parts.append(f"{plural(len(found) - len(shown), 'more finding')} not shown here.")
    room, left = _Room(_MOST_ROWS, _ROWS_BYTES), 0
    for entry in entries:
        claims = [claim for claim in evidence(entry) if claim.needed or _told(claim)]
        urgent = [row for claim in claims if claim.state in QUESTIONABLE for row in _claim(claim)]
        calm = [row for claim in claims if claim.state not in QUESTIONABLE for row in _claim(claim)]
        first = room.take(urgent)
        second = room.take(calm)
        left += len(urgent) + len(calm) - len(first) - len(second)
        if first or second:
            parts.append(f"### {escape(_cut(entry.article.path, _LONGEST_WORDS))}")
        if first:
            parts.append(_table(_HEAD, first))
        if second:
            # Folded on GitHub: what needs nobody's eye stays out of the way.
            title = f"{plural(len(second), 'row')} to which there is nothing to say"
            parts.append(f"<details><summary>{title}</summary>\n\n{_table(_HEAD, second)}\n\n</details>")
    if left:
        parts.append(f"{plural(left, 'more row')} not shown here; the json format has everything.")
    parts.append(_LEGEND)
    return "\n\n".join(parts) + "\n"


def escape(text: str) -> str:
    """Foreign text as plain words of one line: no markup, no HTML, no table cell, no mention of a user."""
    return _CALLS.sub("\u200b", _MARKUP.sub(r"\\\g<0>", one_line(text)))


class _Room:
    """How much may still be written: so many rows, so many bytes."""

    def __init__(self, rows: int, size: int) -> None:
        self._rows = rows
        self._bytes = size

    def take(self, rows: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
        """The rows that fit; after the first that does not, none does."""
        taken = []
        for row in rows:
            self._rows -= 1
            self._bytes -= len(_line(row).encode()) + 1
            if self._rows < 0 or self._bytes < 0:
                self._rows = 0
                break
            taken.append(row)
        return taken


def _finding(finding: Finding) -> tuple[str, ...]:
    span, problem = finding.problem.span, finding.problem
    place = f"{escape(_cut(finding.path, _LONGEST_WORDS))}:{span.line}:{span.column}"
    rule = f"{finding.severity.value} {finding.code} {finding.name}"
    return place, rule, f"{escape(_cut(problem.message, 1000))} {escape(_cut(problem.help, 1000))}"


def _told(claim: ClaimEvidence) -> bool:
    """A statement that needs no source, has one, and does not agree with it."""
    return bool(claim.sources) and claim.state in QUESTIONABLE


def _claim(claim: ClaimEvidence) -> list[tuple[str, ...]]:
    """One row a citation that covers the claim; one row without a source where there is none."""
    unit = claim.unit
    words = f"{unit.span.line}: {escape(_cut(unit.plain or unit.text, _LONGEST_CLAIM))}"
    rows: list[tuple[str, ...]] = [
        (words, _source(one), _provision(one), _verdict(one)) for one in claim.citations
    ]
    return rows or [(words, "**none**", "–", "**no source**")]


def _source(one: CitationEvidence) -> str:
    citation = one.citation
    document = citation.document.id if citation.document else None
    words = citation.label or citation.text or citation.description or document or citation.id
    return _linked(escape(_cut(words, _LONGEST_CLAIM)), citation.url)


def _provision(one: CitationEvidence) -> str:
    """The author's words for it; with a passage, as a link to the passage."""
    words = ", ".join(dict.fromkeys(escape(_cut(r.text, _LONGEST_CLAIM)) for r in one.references))
    if not words and one.provision:
        words = escape(provision_words(one.provision))
    return _linked(words, one.support.url if one.support else None) if words else "–"


def _verdict(one: CitationEvidence) -> str:
    """The state in words, what to look at in bold, and why."""
    if not one.near:
        return "too far off to be its source"
    title = TITLES[one.state].lower()
    shown = f"**{title}**" if one.state in QUESTIONABLE else title
    if one.missing:
        return f"{shown}: {', '.join(escape(_cut(r.text, _LONGEST_CLAIM)) for r in one.missing)}"
    if one.state is State.UNVERIFIED:
        return f"{shown} ({escape(reason_words(one.reason))})"
    if one.support and one.support.note and one.state is not State.GONE:
        return f"{shown}: {escape(_cut(one.support.note, _LONGEST_WORDS))}"
    return shown


def _linked(words: str, url: str | None) -> str:
    if not url or not url.lower().startswith(("http://", "https://")):
        return words
    # Brackets and bars would end the link or the table cell.
    target = percent_encoded(url)
    for sign, code in (("(", "%28"), (")", "%29"), ("[", "%5B"), ("]", "%5D")):
        target = target.replace(sign, code)
    return f"[{words}]({target})"


def _cut(text: str, most: int) -> str:
    words = one_line(text)
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def _table(head: tuple[str, ...], cells: list[tuple[str, ...]]) -> str:
    return "\n".join(_line(line) for line in [head, tuple("---" for _ in head), *cells])


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"
