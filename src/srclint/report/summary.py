"""What a run came to, in numbers and in words: verified, wrong, and not checked with its reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from srclint.model import (
    Article,
    ArticleReport,
    Claim,
    Fetched,
    Finding,
    Gone,
    Report,
    Severity,
    Tier,
    Unverified,
    Verdict,
    VerdictState,
)
from srclint.report.visible import one_line

# Reasons that do not read as words by themselves.
_WORDS = {
    "budget": "out of time",
    "not-in-language": "not in this language",
    "tls": "no secure connection",
    "gone": "its source is gone",
    "refused": "connection refused",
    "private-network": "its name leads to a private network from here",
    "remap": "a remap leads to no public place",
    "no-source": "no source named",
    "unresolved-act": "act not known",
    "versions-unknown": "other versions not known",
    "no-provisions": "its source has no provisions",
    "not-segmented": "its source could not be divided",
    "not-checked": "not looked up",
    "": "not looked up",
}
_MOST_REASONS = 5


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were verified, wrong (gone or missing), and not checked by reason, most frequent first.

    ``by_lock`` of those verified were not read in this run: ``srclint.lock`` vouches for them.
    """

    verified: int
    wrong: int
    unchecked: tuple[tuple[str, int], ...]
    by_lock: int = 0

    @property
    def not_checked(self) -> int:
        """How many were not checked, for whatever reason."""
        return sum(count for _, count in self.unchecked)

    @property
    def total(self) -> int:
        """All of them."""
        return self.verified + self.wrong + self.not_checked


@dataclass(frozen=True, slots=True)
class Summary:
    """The counts of a run. Suppressed findings are counted apart and in no severity.

    ``suppressed`` are all of them, ``known`` those that the baseline silences. ``left_out`` are the
    findings outside the changes that were asked about.

    ``with_source`` and ``without_source`` count the claims that need a source: the hard ones, and in
    an article judged ``strict`` the soft ones too.
    """

    articles: int
    unreadable: int
    units: int
    hard: int
    soft: int
    with_source: int
    without_source: int
    sources: Tally
    citations: Tally
    references: Tally
    errors: int
    warnings: int
    infos: int
    suppressed: int
    known: int
    left_out: int
    requests: int


def summarise(report: Report) -> Summary:
    """Count a report."""
    articles = [entry.article for entry in report.articles]
    tiers = Counter(unit.tier for article in articles for unit in article.units)
    sourced = Counter(has_source(a, unit) for a in articles for unit in a.units if needs_source(a, unit))
    found = Counter(finding.severity for finding in report.findings())
    hidden = [f.suppressed.by for f in report.findings(suppressed=True) if f.suppressed is not None]
    return Summary(
        articles=len(articles),
        unreadable=sum(article.unreadable is not None for article in articles),
        units=sum(len(article.units) for article in articles),
        hard=tiers[Tier.HARD],
        soft=tiers[Tier.SOFT],
        with_source=sourced[True],
        without_source=sourced[False],
        sources=_sources(report),
        citations=_verdicts(v for entry in report.articles for v in entry.citations.values()),
        references=_verdicts(
            (v for entry in report.articles for v in entry.references.values()), gone_is_wrong=False
        ),
        errors=found[Severity.ERROR],
        warnings=found[Severity.WARNING],
        infos=found[Severity.INFO],
        suppressed=len(hidden),
        known=hidden.count("baseline"),
        left_out=report.left_out,
        requests=report.requests,
    )


def needs_source(article: Article, unit: Claim) -> bool:
    """Whether a unit is a claim that must have a source, at the article's strictness."""
    return unit.tier is Tier.HARD or (unit.tier is Tier.SOFT and article.claims == "strict")


def has_source(article: Article, unit: Claim) -> bool:
    """Whether a citation covers the unit closely enough for the article's scope."""
    return any(article.scope.accepts(cover.strength) for cover in unit.coverage)


def articles_in_order(report: Report) -> list[ArticleReport]:
    """The articles by path, whatever order they were read in."""
    return sorted(report.articles, key=lambda entry: entry.article.path)


def findings_in_order(entry: ArticleReport) -> list[Finding]:
    """All findings of an article by place, the suppressed ones too."""
    return sorted(entry.findings, key=_place)


def gravest_first(report: Report) -> Iterator[tuple[ArticleReport, Finding]]:
    """All findings, errors first, then by path and place (readers of annotations cut the rest off)."""
    pairs = [(entry, finding) for entry in articles_in_order(report) for finding in findings_in_order(entry)]
    yield from sorted(pairs, key=lambda pair: pair[1].severity.rank)


def coverage_words(summary: Summary) -> str:
    """Claims, sources and references in sentences: what was verified, wrong and not checked."""
    claims = summary.with_source + summary.without_source
    where = f"in {plural(summary.articles - summary.unreadable, 'article')}"
    sentences = [
        f"{plural(claims, 'claim')} {where}: {summary.with_source} with a source,"
        f" {summary.without_source} without."
        if claims
        else f"No claims {where}."
    ]
    if summary.unreadable:
        sentences.append(f"{plural(summary.unreadable, 'article')} could not be read.")
    sentences += _tally_words("source", summary.sources, "gone")
    sentences += _tally_words("reference", summary.references, "missing")
    return " ".join(sentences)


def findings_words(summary: Summary) -> str:
    """``Found 2 errors, 1 warning (3 suppressed, 12 known from the baseline).`` or ``No findings.``"""
    parts = [
        plural(count, word)
        for count, word in (
            (summary.errors, "error"),
            (summary.warnings, "warning"),
            (summary.infos, "note"),
        )
        if count
    ]
    apart = [
        f"{count} {words}"
        for count, words in (
            (summary.suppressed - summary.known, "suppressed"),
            (summary.known, "known from the baseline"),
            (summary.left_out, "outside the changes"),
        )
        if count
    ]
    hidden = f" ({', '.join(apart)})" if apart else ""
    return f"Found {', '.join(parts)}{hidden}." if parts else f"No findings{hidden}."


def summary_line(report: Report) -> str:
    """The whole summary on one line, for the standard error of machine formats."""
    summary = summarise(report)
    return f"{findings_words(summary)} {coverage_words(summary)}"


def reason_words(reason: str | None) -> str:
    """A reason code in words: ``server-error`` -> ``server error``."""
    code = reason or ""
    return _WORDS.get(code) or one_line(code.replace("-", " "))


def plural(count: int, noun: str) -> str:
    """``1 claim``, ``2 claims``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _place(finding: Finding) -> tuple[int, int, str, str, str]:
    span = finding.problem.span
    return span.start, span.end, finding.code, finding.problem.message, finding.fingerprint


def _sources(report: Report) -> Tally:
    verified = sum(isinstance(record.source, Fetched) for record in report.sources)
    gone = sum(isinstance(record.source, Gone) for record in report.sources)
    reasons = (r.source.reason for r in report.sources if isinstance(r.source, Unverified))
    by_lock = sum(isinstance(r.source, Fetched) and r.source.outline.skeleton for r in report.sources)
    return Tally(verified, gone, _by_frequency(reasons), by_lock)


def _verdicts(verdicts: Iterable[Verdict], *, gone_is_wrong: bool = True) -> Tally:
    """A reference whose source is gone was not compared with anything: for it, gone is a reason."""
    verified = wrong = by_lock = 0
    reasons: list[str] = []
    for verdict in verdicts:
        if verdict.state is VerdictState.VERIFIED:
            verified += 1
            by_lock += verdict.reason == "locked"
        elif verdict.state is VerdictState.MISSING or (verdict.state is VerdictState.GONE and gone_is_wrong):
            wrong += 1
        elif verdict.state is VerdictState.GONE:
            reasons.append("gone")
        else:
            reasons.append(verdict.reason or "")
    return Tally(verified, wrong, _by_frequency(reasons), by_lock)


def _by_frequency(reasons: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(reasons).items(), key=lambda item: (-item[1], item[0])))


def _tally_words(noun: str, tally: Tally, wrong: str) -> list[str]:
    if not tally.total:
        return []
    lock = f" ({'all' if tally.by_lock == tally.verified else tally.by_lock} from the lock)"
    parts = [f"{tally.verified} verified{lock if tally.by_lock else ''}"] if tally.verified else []
    if tally.wrong:
        parts.append(f"{tally.wrong} {wrong}")
    if len(tally.unchecked) == 1:
        parts.append(f"{tally.not_checked} not checked ({reason_words(tally.unchecked[0][0])})")
    elif tally.unchecked:
        named, others = tally.unchecked[:_MOST_REASONS], tally.unchecked[_MOST_REASONS:]
        reasons = [f"{count} {reason_words(reason)}" for reason, count in named]
        if others:
            reasons.append(f"{sum(count for _, count in others)} for other reasons")
        why = ", ".join(reasons)
        parts.append(f"{tally.not_checked} not checked ({why})")
    return [f"{plural(tally.total, noun)}: {', '.join(parts)}."]
