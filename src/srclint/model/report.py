"""What is said: problems, findings, verdicts, and the report that holds them all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from srclint.model.article import Article, Fact
from srclint.model.place import Severity, Span
from srclint.model.sources import Source


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement in the article's text."""

    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A repair; ``safe`` when it cannot change what the article says."""

    safe: bool
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule says: the place, the reason (``message``), the next step (``help``).

    ``lower`` lets a rule take its own severity down for one problem, never up.
    """

    span: Span
    message: str
    help: str
    unit: str | None = None
    citation: str | None = None
    reference: str | None = None
    document: str | None = None
    fix: Fix | None = None
    related: tuple[Span, ...] = ()
    lower: Severity | None = None


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Why a finding is not counted: ``by`` is inline | per-file | baseline."""

    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem stamped by the engine."""

    code: str
    name: str
    severity: Severity
    path: str
    problem: Problem
    fingerprint: str
    suppressed: Suppressed | None = None


class VerdictState(StrEnum):
    """What is known of a citation or a reference."""

    VERIFIED = "verified"
    GONE = "gone"
    MISSING = "missing"
    UNVERIFIED = "unverified"
    NOT_CHECKED = "not-checked"


@dataclass(frozen=True, slots=True)
class Verdict:
    """State and reason (a code such as ``blocked``, or what was seen)."""

    state: VerdictState
    reason: str | None = None


class SupportVerdict(StrEnum):
    """What comparing a claim with its cited text showed (claims.md 5). None of them says "true"."""

    CONSISTENT = "consistent"
    MISMATCH = "mismatch"
    ELSEWHERE = "elsewhere"
    OUTDATED = "outdated"
    NOT_IN_PROVISION = "not-in-provision"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Support:
    """How one citation supports one unit (claims.md 5): what was compared, and the passage.

    ``reason`` says why nothing was compared (``unchecked`` only). ``document`` is the id of the
    document whose text was compared, ``provision`` the canonical path of the narrowest text (None:
    the whole act or page). ``exact`` is the passage, ``prefix`` and ``suffix`` the words around it,
    ``url`` its address (the official anchor, else a text fragment). ``missing`` are the claim's
    facts that the text does not have, ``found_in`` the provisions of the document that have them.
    ``note`` is one sentence for the reader: what the text has instead, or where the facts stand.
    """

    citation: str
    verdict: SupportVerdict
    reason: str | None = None
    provision: str | None = None
    exact: str | None = None
    prefix: str = ""
    suffix: str = ""
    document: str | None = None
    url: str | None = None
    missing: tuple[Fact, ...] = ()
    found_in: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class ArticleReport:
    """An article with a verdict for each citation and reference, by id, and its findings in order."""

    article: Article
    citations: Mapping[str, Verdict]
    references: Mapping[str, Verdict]
    support: Mapping[str, tuple[Support, ...]]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One document that the run's articles cite, the addresses as they wrote it, and the answer."""

    id: str
    urls: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """What a report may say about a rule; ``page`` is its docstring in Markdown."""

    code: str
    name: str
    severity: Severity
    summary: str
    page: str


@dataclass(frozen=True, slots=True)
class Report:
    """All that a reporter sees."""

    version: str
    articles: tuple[ArticleReport, ...]
    sources: tuple[SourceRecord, ...]
    rules: tuple[RuleInfo, ...]
    requests: int = 0
    offline: bool = False
    notes: tuple[str, ...] = ()
    left_out: int = 0
    """How many findings are not in the report because they lie outside the changes that were asked about."""

    def findings(self, *, suppressed: bool = False) -> Iterator[Finding]:
        """All findings in order of article and place; without the suppressed ones by default."""
        for article in self.articles:
            for finding in article.findings:
                if suppressed or finding.suppressed is None:
                    yield finding
