"""SRC309."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.model import Article, Citation, Problem, Severity, Sources, Strength, Tier
from srclint.rules.base import Needs, rule

# What makes a claim one about the law itself.
_LEGAL = frozenset({"duty", "provision"})


@rule("SRC309", "secondary-source", severity=Severity.INFO, needs=Needs.TEXT)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """A summary or a press release is the only source of a legal duty.

    ## Why it matters
    Summaries of EU legislation and press releases leave things out, and nobody updates them with the law.
    Cite the act itself; the summary can stand beside it.

    ## Example
    ```markdown
    Controllers must notify the supervisory authority of a breach.[^1]

    [^1]: <https://eur-lex.europa.eu/EN/legal-content/summary/general-data-protection-regulation-gdpr.html>
    ```

    ## Use instead
    ```markdown
    Controllers must notify the supervisory authority of a breach.[^1]

    [^1]: <https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_33>
    ```
    """
    for unit in article.units:
        if unit.tier is not Tier.HARD or not _LEGAL & set(unit.reasons):
            continue
        close = [c.citation for c in unit.coverage if c.strength in (Strength.EXACT, Strength.INHERITED)]
        found = [citation for id_ in close if (citation := article.citation(id_)) is not None]
        if not found or not all(map(_is_secondary, found)):
            continue
        first = found[0]
        yield Problem(
            unit.span,
            "The only source of this duty is a summary or a press release.",
            "Cite the act itself, with the provision.",
            unit=unit.id,
            citation=first.id,
            document=first.document.id if first.document else None,
        )


def _is_secondary(citation: Citation) -> bool:
    return citation.identified is not None and "secondary-source" in citation.identified.hints
