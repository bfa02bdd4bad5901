"""Articles through the real pipeline, and what it said of the claim in each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from mutationset.claims import Claim
from mutationset.mutate import Mutant
from mutationset.render import rendered
from srclint.config import Config
from srclint.engine import look_up
from srclint.engine.judge import judge
from srclint.model import ArticleReport, Finding, Severity, SupportVerdict
from srclint.parse.article import read_article
from srclint.parse.settings import ReadSettings

CODES = ("SRC301", "SRC306", "SRC401", "SRC402", "SRC403", "SRC404", "SRC504")
_QUIET = (SupportVerdict.CONSISTENT, SupportVerdict.UNCHECKED)


@dataclass(frozen=True, slots=True)
class Case:
    """A claim as cited: the true one (``mutant`` None) or a mutant."""

    claim: Claim
    level: str
    at: str
    mutant: Mutant | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was said. ``findings`` are those of the claim; ``verdicts`` its support, as words."""

    case: Case
    findings: tuple[Finding, ...]
    verdicts: tuple[str, ...]
    noticed: bool
    report: ArticleReport

    @property
    def warned(self) -> bool:
        """A warning or an error: what fails a strict run."""
        return any(f.severity in (Severity.ERROR, Severity.WARNING) for f in self.findings)


def true_cases(claim: Claim) -> Iterator[Case]:
    """A true claim at both levels of citation."""
    yield Case(claim, "article", claim.article)
    if claim.at != claim.article:
        yield Case(claim, "point", claim.at)


def outcomes(cases: Iterable[Case], sources: Path) -> Iterator[Outcome]:
    """Each case read, looked up in ``sources`` and judged; by day and language of the articles."""

    def group(case: Case) -> tuple[dt.date, str]:
        return case.claim.act.date, case.claim.language

    for (day, _), several in groupby(sorted(cases, key=group), key=group):
        yield from _judged(tuple(several), day, sources)


def _judged(cases: Sequence[Case], day: dt.date, sources: Path) -> Iterator[Outcome]:
    config = Config(offline=True, no_cache=True, source_dir=(sources,))
    articles = [
        read_article(
            rendered(case.mutant.claim if case.mutant else case.claim, case.at),
            f"{n}.md",
            ReadSettings(),
            modified=None,
            today=day,
        )
        for n, case in enumerate(cases)
    ]
    found, _, _ = look_up(articles, config, today=day)
    for case, article in zip(cases, articles, strict=True):
        report = judge(article, found, config, today=day, online=False)
        yield _outcome(case, report)


def _outcome(case: Case, report: ArticleReport) -> Outcome:
    findings = tuple(f for f in report.findings if f.code in CODES)
    verdicts = [support for several in report.support.values() for support in several]
    noticed = bool(findings) or any(support.verdict not in _QUIET for support in verdicts)
    said = tuple(f"{s.verdict.value}({s.reason or s.provision})" for s in verdicts)
    return Outcome(case, findings, said, noticed, report)
