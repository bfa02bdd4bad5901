"""Rules against articles: problems become findings, suppressions are applied, verdicts are counted."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable

from srclint import suppress
from srclint.config import Config, suggest
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
    article: Article, sources: Sources, config: Config, *, today: dt.date, online: bool
) -> ArticleReport:
    """One article's report. ``online``: whether sources could be asked for at all in this run."""
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

    complete = online and not any(isinstance(s, Unverified) for s in sources.documents.values())
    judged = {
        rule.code: (rule.name, any(rule is r for r, _ in chosen) and (complete or rule.needs is Needs.TEXT))
        for rule in RULES
    }
    facts = RunFacts(
        today=today,
        unused=suppress.unused(
            article, used, today=today, judged=judged, known=lambda selector: suggest(selector) is None
        ),
        suggest=suggest,
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
        support={},
        findings=tuple(_sorted([*findings, *own_marked])),
    )


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
