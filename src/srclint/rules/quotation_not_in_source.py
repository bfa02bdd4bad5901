"""SRC403."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.legal.support import Gap, judgements
from srclint.model import Article, Problem, Severity, Sources, SupportVerdict
from srclint.rules.base import Needs, rule


@rule("SRC403", "quotation-not-in-source", severity=Severity.ERROR, needs=Needs.SOURCES)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """Quoted words are not in the source; where the source has nearly the same words, they are shown.

    ## Why it matters
    Quotation marks promise the source's own words. Quotation marks of every kind, dashes, spaces, capitals,
    the letters of a list's points, `[...]` and `...` make no difference. A quotation is only judged where it
    is nearly in the cited act, in the same language; names, headings, terms and words of someone else are
    left alone. One that stands in another provision of the act is a warning that names it. A short one
    (under eight words) that stands elsewhere, or has one other word than its own provision, is a note.

    ## Example
    ```markdown
    A breach is notified "without undue delay and, where possible, not later than 72 hours" (Art. 33(1) GDPR).
    ```

    ## Use instead
    ```markdown
    A breach is notified "without undue delay and, where feasible, not later than 72 hours" (Art. 33(1) GDPR).
    ```
    """
    for judged in judgements(article, sources).values():
        for gap in judged.gaps:
            if gap.kind != "quotation":
                continue
            yield Problem(
                gap.facts[0].span,
                _message(gap),
                "Quote the words as they stand, or take the quotation marks away.",
                unit=judged.unit,
                citation=gap.citation,
                document=gap.document,
                related=tuple(fact.span for fact in gap.facts[1:]),
                lower=gap.level,
            )


def _message(gap: Gap) -> str:
    if gap.verdict is SupportVerdict.ELSEWHERE:
        return f"The quotation is not in the cited provision: {gap.sentence[:1].lower()}{gap.sentence[1:]}"
    return f"The quotation is not word for word in the source: {gap.sentence}"
