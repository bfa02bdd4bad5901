"""One article made ready for the page: its claims with numbers and anchors, its findings, its sources."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from srclint.legal.acts import act
from srclint.model import (
    Article,
    ArticleReport,
    Citation,
    Document,
    Fetched,
    Finding,
    Report,
    SourceRecord,
    TextBlock,
    Verdict,
    VerdictState,
)
from srclint.report.evidence import ClaimEvidence, State, evidence, source_words
from srclint.report.htmlreport.markup import short
from srclint.report.htmlreport.states import LOOKS
from srclint.report.summary import articles_in_order, findings_in_order

_KEY_DIGITS = 10
_LONGEST_TITLE = 160


@dataclass(frozen=True, slots=True)
class View:
    """An article on a page.

    ``page`` is the file that its page is in, "" where it is the page at hand. ``claims`` are those
    that are shown beside their sources: the ones that need a source, that have one, or that a
    finding is about. ``numbers`` numbers them from 1 by unit id. ``blocks`` is the text (the units alone, for an
    article that was read without it).
    """

    entry: ArticleReport
    key: str
    page: str
    claims: tuple[ClaimEvidence, ...]
    findings: tuple[Finding, ...]
    suppressed: int
    sources: Mapping[str, SourceRecord]
    numbers: Mapping[str, int]
    by_unit: Mapping[str, ClaimEvidence]
    blocks: tuple[TextBlock, ...] = field(repr=False)
    _starts: list[int] = field(repr=False)

    @property
    def article(self) -> Article:
        """The article as read."""
        return self.entry.article

    @property
    def title(self) -> str:
        """What the article is called: by itself, by its first heading, by its file."""
        article = self.article
        first = next((b.text for b in article.blocks if b.kind == "heading" and b.text.strip()), None)
        return short(article.title or first or article.path, _LONGEST_TITLE)

    @property
    def needed(self) -> tuple[ClaimEvidence, ...]:
        """The claims that need a source."""
        return tuple(claim for claim in self.claims if claim.needed)

    @property
    def counts(self) -> Counter[State]:
        """How many of its claims are in each state."""
        return Counter(claim.state for claim in self.claims)

    def about(self, claim: ClaimEvidence) -> list[Finding]:
        """The findings about a claim."""
        return [finding for finding in self.findings if finding.problem.unit == claim.unit.id]

    def about_citation(self, citation: Citation) -> list[Finding]:
        """The findings about a citation and no claim in particular."""
        return [f for f in self.findings if f.problem.unit is None and f.problem.citation == citation.id]

    def block_id(self, number: int) -> str:
        """The anchor of a block."""
        return f"b-{self.key}-{number}"

    def citation_id(self, citation: Citation) -> str:
        """The anchor of a citation's entry in the list of sources."""
        return f"s-{self.key}-{citation.span.start}-{citation.span.end}"

    def place(self, finding: Finding) -> str:
        """The anchor of what a finding is about: the claim, the source, the block, else the article."""
        problem = finding.problem
        if problem.unit is not None and problem.unit in self.by_unit:
            return f"c-{self.by_unit[problem.unit].id}"
        citation = self.article.citation(problem.citation)
        if citation is not None:
            return self.citation_id(citation)
        number = bisect_right(self._starts, problem.span.start) - 1
        if number >= 0 and problem.span.start <= self.blocks[number].end:
            return self.block_id(number)
        return f"a-{self.key}"

    def href(self, anchor: str) -> str:
        """A link to an anchor of this article from the page at hand."""
        return f"{self.page}#{anchor}"

    def record(self, document: str | None) -> SourceRecord | None:
        """What came of looking a document up."""
        return self.sources.get(document) if document is not None else None


def views(report: Report, pages: Mapping[str, str] | None = None) -> list[View]:
    """All articles by path. ``pages`` gives each article's file where it has a page of its own."""
    sources = {record.id: record for record in report.sources}
    return [
        _view(entry, sources, pages[entry.article.path] if pages else "")
        for entry in articles_in_order(report)
    ]


def key(path: str) -> str:
    """What the anchors of an article begin with: the same in every run, whatever else is on the page."""
    return hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:_KEY_DIGITS]


def citation_words(citation: Citation, record: SourceRecord | None) -> str:
    """What a citation's source is called: by the catalogue, by itself, by the author, by its address."""
    document = citation.document
    if document is None or (not document.is_eu and not (record and isinstance(record.source, Fetched))):
        own = (citation.description or citation.text or "").rstrip(" ,;:")  # what led to the address
        if own:
            return short(own, _LONGEST_TITLE)
    return document_words(document, record) or short(source_words(citation), _LONGEST_TITLE)


def document_words(document: Document | None, record: SourceRecord | None = None) -> str | None:
    """What a document is called: ``AI Act, Regulation (EU) 2024/1689``, a page's title, its address."""
    if document is None and record is None:
        return None
    celex = document.celex if document else _celex(record.id if record else "")
    known = act(celex) if celex else None
    if known is not None:
        name = known.citation if known.name == known.citation else f"{known.name}, {known.citation}"
        version = record.source.outline.version if record and isinstance(record.source, Fetched) else None
        consolidated = celex is not None and celex.startswith("0")
        return f"{name}, as of {version.isoformat()}" if version and consolidated else name
    if record and isinstance(record.source, Fetched) and record.source.outline.title:
        return short(record.source.outline.title, _LONGEST_TITLE)
    if document is not None:
        return document.url or document.id
    return record.id if record else None


def citation_look(verdict: Verdict | None) -> tuple[State, str]:
    """How a citation by itself is shown: was its source read?"""
    state = verdict.state if verdict else VerdictState.NOT_CHECKED
    if state is VerdictState.VERIFIED:
        return State.READ, "Source read"
    if state in (VerdictState.GONE, VerdictState.MISSING):
        return State.GONE, "Source not there"
    return State.UNVERIFIED, LOOKS[State.UNVERIFIED].title


def _celex(id_: str) -> str | None:
    return id_.removeprefix("celex:") if id_.startswith("celex:") else None


def _view(entry: ArticleReport, sources: Mapping[str, SourceRecord], page: str) -> View:
    everything = findings_in_order(entry)
    findings = tuple(finding for finding in everything if finding.suppressed is None)
    concerned = {finding.problem.unit for finding in findings}
    all_claims = evidence(entry)
    blocks = entry.article.blocks or tuple(
        TextBlock("paragraph", u.plain, u.span.start, u.span.end, units=((0, len(u.plain), u.id),))
        for u in entry.article.units
    )
    shown = tuple(
        claim for claim in all_claims if claim.needed or claim.sources or claim.unit.id in concerned
    )
    return View(
        entry=entry,
        key=key(entry.article.path),
        page=page,
        claims=shown,
        findings=findings,
        suppressed=len(everything) - len(findings),
        sources=sources,
        numbers={claim.unit.id: number for number, claim in enumerate(shown, 1)},
        by_unit={claim.unit.id: claim for claim in shown},
        blocks=blocks,
        _starts=[block.start for block in blocks],
    )
