"""Reports built by hand: an article in the real shape, and whatever a test wants said about it."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest

from srclint.model import (
    ActSource,
    Article,
    ArticleReport,
    Citation,
    CitationKind,
    Claim,
    Coverage,
    Document,
    Fact,
    FactType,
    Fetched,
    Finding,
    Identified,
    LineIndex,
    Outline,
    Problem,
    Provision,
    Reference,
    Report,
    RuleInfo,
    Severity,
    SourceRecord,
    Span,
    Strength,
    Tier,
    Verdict,
    VerdictState,
)

ACT = "celex:32024R1689"
URL = "https://eur-lex.europa.eu/eli/reg/2024/1689/oj"
TEXT = f"""# The AI Office

The AI Office supervises the models.
Fines of up to 3 % are set out in Art. 640.[^1]

[^1]: The AI Act, {URL}
"""

RULES = (
    RuleInfo(
        "SRC101",
        "claim-without-source",
        Severity.WARNING,
        "A hard claim has no citation in scope.",
        "A hard claim has no citation in scope.\n\n## Why it matters\nNobody can trace it.",
    ),
    RuleInfo("SRC105", "soft-claim-without-source", Severity.OFF, "A soft claim has none.", "A soft claim."),
    RuleInfo(
        "SRC301",
        "provision-not-in-source",
        Severity.ERROR,
        "A cited provision does not exist in the cited source.",
        "A cited provision does not exist in the cited source.\n\n## Use instead\nThe right number.",
    ),
)


def span(text: str, part: str, *, after: int = 0) -> Span:
    """The span of the first ``part`` in ``text``."""
    start = text.index(part, after)
    return LineIndex(text).span(start, start + len(part))


def finding(
    text: str,
    part: str,
    code: str = "SRC301",
    severity: Severity = Severity.ERROR,
    *,
    name: str | None = None,
    path: str = "articles/ai-office.md",
    message: str = "Art. 640 does not exist in Regulation (EU) 2024/1689, which has 113 articles.",
    help_: str = "Check the number.",
    fingerprint: str = "f00d",
    suppressed=None,
    where: Span | None = None,
    **rest,
) -> Finding:
    """A finding on the first ``part`` of ``text``."""
    problem = Problem(where or span(text, part), message, help_, **rest)
    name = name or {rule.code: rule.name for rule in RULES}.get(code, "some-rule")
    return Finding(code, name, severity, path, problem, fingerprint, suppressed)


def article(text: str = TEXT, path: str = "articles/ai-office.md", **changes) -> Article:
    """The article of this module: two claims, one of them with a footnote."""
    defaults = {
        "path": path,
        "text": text,
        "format": "markdown",
        "language": "en",
        "language_source": "front-matter",
        "as_of": dt.date(2026, 6, 22),
        "as_of_source": "front-matter",
    }
    if text == TEXT:
        first = "The AI Office supervises the models."
        second = "Fines of up to 3 % are set out in Art. 640.[^1]"
        note = f"[^1]: The AI Act, {URL}"
        defaults |= {
            "units": (
                Claim("u1", span(text, first), first, first, "paragraph", Tier.HARD, ("body",)),
                Claim(
                    "u2",
                    span(text, second),
                    second,
                    "Fines of up to 3 % are set out in Art. 640.",
                    "paragraph",
                    Tier.HARD,
                    ("percent",),
                    (Coverage("fn:1", "S3", Strength.EXACT),),
                    ("r1",),
                    (Fact(FactType.PERCENT, "3", "3 %", span(text, "3 %")),),
                ),
            ),
            "citations": (
                Citation(
                    "fn:1",
                    CitationKind.FOOTNOTE,
                    span(text, note),
                    "1",
                    URL,
                    span(text, URL),
                    "The AI Act",
                    marks=(span(text, "[^1]"),),
                    identified=Identified(Document(ACT, URL, "32024R1689")),
                ),
            ),
            "references": (
                Reference(
                    "r1",
                    span(text, "Art. 640"),
                    "Art. 640",
                    "single",
                    "32024R1689",
                    ActSource.FOOTNOTE,
                    ("art_640",),
                    "fn:1",
                    unit="u2",
                ),
            ),
        }
    return Article(**(defaults | changes))


def judged(
    about: Article | None = None,
    *findings: Finding,
    citations: dict[str, Verdict] | None = None,
    references: dict[str, Verdict] | None = None,
    support=None,
) -> ArticleReport:
    """An article with its verdicts; those of ``article()`` by default."""
    about = about or article()
    if citations is None:
        citations = {c.id: Verdict(VerdictState.VERIFIED) for c in about.citations}
    if references is None:
        references = {r.id: Verdict(VerdictState.MISSING, "art_640") for r in about.references}
    return ArticleReport(about, citations, references, support or {}, tuple(findings))


def fetched(id_: str = ACT, url: str = URL, title: str = "Artificial Intelligence Act") -> SourceRecord:
    """A source that was read."""
    outline = Outline(
        "oj-html", title, "en", "32024R1689", dt.date(2024, 7, 12), (Provision("art_64", "AI Office"),)
    )
    moment = dt.datetime(2026, 11, 23, 20, 0, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    source = Fetched(
        id_, "https://publications.europa.eu/resource/celex/32024R1689", 200, "ab" * 32, moment, outline
    )
    return SourceRecord(id_, (url,), source)


def report(*entries: ArticleReport, sources=None, **changes) -> Report:
    """A run: by default the one article with its one error, and its source read."""
    if not entries:
        entries = (
            judged(None, finding(TEXT, "Art. 640", citation="fn:1", reference="r1", unit="u2", document=ACT)),
        )
    defaults = {"rules": RULES, "requests": 3}
    return Report(
        "0.1.0", tuple(entries), (fetched(),) if sources is None else tuple(sources), **(defaults | changes)
    )


@pytest.fixture(scope="session")
def build() -> SimpleNamespace:
    """The makers of this module."""
    return SimpleNamespace(
        TEXT=TEXT,
        ACT=ACT,
        URL=URL,
        RULES=RULES,
        article=article,
        fetched=fetched,
        finding=finding,
        judged=judged,
        report=report,
        span=span,
    )
