"""Rules against articles: problems become findings, suppressions are applied, verdicts are counted."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable

from srclint import suppress
from srclint.config import Config
from srclint.config.keys import suggest
from srclint.engine.baseline import Baseline
from srclint.engine.locked import is_locked
from srclint.legal.support import assess
from srclint.legal.verification import citation_verdict, examine
from srclint.model import (
    Article,
    ArticleReport,
    Finding,
    Problem,
    RunFacts,
    Severity,
    Sources,
    Unverified,
)
from srclint.rules import RULES
from srclint.rules.base import Needs, Rule


def judge(
    article: Article,
    sources: Sources,
    config: Config,
    *,
    today: dt.date,
    online: bool,
    baseline: Baseline | None = None,
) -> ArticleReport:
    """One article's report. ``online``: whether sources could be asked for at all in this run."""
    sources = sources.of(article)
    chosen = [(rule, config.severity_of(rule, article)) for rule in RULES]
    chosen = [(rule, severity) for rule, severity in chosen if severity is not Severity.OFF]
    per_file = config.ignored_in(article.path)
    counts: Counter[tuple[str, ...]] = Counter()

    raw = [
        _stamp(rule, severity, article, problem, counts)
        for rule, severity in chosen
        if rule.check is not None and (article.unreadable is None or rule.code == "SRC903")
        for problem in rule.check(article, sources)
    ]
    findings, used = suppress.apply(article, _sorted(raw), today=today, per_file=per_file)
    known = baseline.of(article.path) if baseline is not None else ()
    findings, recalled = suppress.apply_baseline(article, findings, known, today=today)

    asked = article.directives or known
    judged = judgeable(article, sources, config, online=online) if asked else {}
    facts = RunFacts(
        today=today,
        unused=suppress.unused(
            article, used, today=today, judged=judged, known=lambda selector: suggest(selector) is None
        ),
        suggest=suggest,
        stale=suppress.stale(article, known, recalled, findings, judged=judged),
        baseline=baseline.name if baseline is not None else "",
    )
    own = [
        _stamp(rule, severity, article, problem, counts)
        for rule, severity in chosen
        if rule.check_run is not None
        for problem in rule.check_run(article, facts)
    ]
    own_marked, _ = suppress.apply(article, own, today=today, per_file=per_file)
    return ArticleReport(
        article=article,
        citations={c.id: citation_verdict(c, sources) for c in article.citations},
        references={r.id: examine(article, r, sources).verdict for r in article.references},
        support=assess(article, sources),
        findings=tuple(_sorted([*findings, *own_marked])),
    )


def judgeable(
    article: Article, sources: Sources, config: Config, *, online: bool
) -> dict[str, tuple[str, bool]]:
    """Each rule's code with its name, and whether its silence on this article means anything.

    It does not where the rule did not run, or where a source that it may need could not be asked.
    """
    sources = sources.of(article)
    complete = (
        online
        and not sources.versions_partial
        and not any(
            isinstance(source, Unverified) or is_locked(source) for source in sources.documents.values()
        )
        and not any(
            examine(article, reference, sources).verdict.reason == "versions-unknown"
            for reference in article.references
        )
    )
    return {
        rule.code: (
            rule.name,
            config.severity_of(rule, article) is not Severity.OFF
            and (complete or (rule.needs is Needs.TEXT and not rule.asks_sources)),
        )
        for rule in RULES
    }


def _sorted(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda f: (f.problem.span, f.code, f.problem.message))


def _stamp(
    rule: Rule, severity: Severity, article: Article, problem: Problem, counts: Counter[tuple[str, ...]]
) -> Finding:
    if problem.lower is not None and problem.lower.rank > severity.rank:
        severity = problem.lower
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=severity,
        path=article.path,
        problem=problem,
        fingerprint=_fingerprint(rule.code, article, problem, counts),
    )


def _fingerprint(code: str, article: Article, problem: Problem, counts: Counter[tuple[str, ...]]) -> str:
    """What stays the same when lines move: the rule, the file, the words, and which of equals it is."""
    span = problem.span
    words = " ".join(article.text[span.start : span.end].split())
    key = (code, article.path, problem.document or "", words)
    counts[key] += 1
    return hashlib.sha256("\0".join((*key, str(counts[key]))).encode("utf-8", "surrogatepass")).hexdigest()[
        :32
    ]
