"""SRC108."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.model import Article, Problem, Severity, Sources, Tier
from srclint.rules.base import Needs, rule
from srclint.rules.claim_without_source import reason


@rule("SRC108", "article-without-sources", severity=Severity.WARNING, needs=Needs.TEXT)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """An article makes checkable claims and cites nothing at all.

    ## Why it matters
    One finding for the whole file, at its first claim, stands for the many that SRC101 would give.

    ## Example
    ```markdown
    # Fines

    Fines go up to 15 million euro.
    ```

    ## Use instead
    ```markdown
    # Fines

    Fines go up to 15 million euro.[^1]

    [^1]: https://eur-lex.europa.eu/eli/reg/2024/1689/oj, Art. 101(1)
    ```
    """
    if article.citations:
        return
    hard = [unit for unit in article.units if unit.tier is Tier.HARD]
    if not hard:
        return
    count = f"{len(hard)} checkable claims" if len(hard) > 1 else "one checkable claim"
    yield Problem(
        hard[0].span,
        f"The article makes {count} and cites no source at all; the first states {reason(hard[0])}.",
        "Cite a source for each claim with a footnote or a link, or end the article with a Sources list.",
        unit=hard[0].id,
        related=tuple(unit.span for unit in hard[1:]),
    )
