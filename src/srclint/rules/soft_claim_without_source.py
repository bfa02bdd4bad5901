"""SRC105."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.legal.uncovered import uncovered
from srclint.model import Article, Problem, Severity, Sources, Tier
from srclint.rules.base import Needs, rule


@rule(
    "SRC105",
    "soft-claim-without-source",
    severity=Severity.OFF,
    needs=Needs.TEXT,
    on_when=lambda article: article.claims == "strict",
)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """A statement of fact without figure, date or duty has no source in reach.

    ## Why it matters
    "The AI Office safeguards consistency" can be confirmed or refuted like any figure. The rule is
    off by default, since most such sentences are summaries; `claims = "strict"` turns it on.

    ## Example
    ```markdown
    The AI Office is part of the Commission.
    ```

    ## Use instead
    ```markdown
    The AI Office is part of the Commission.[^1]
    ```
    """
    if not article.citations:
        return
    for unit, _ in uncovered(article, Tier.SOFT):
        yield Problem(
            unit.span,
            "This states a fact and no source is in reach.",
            "Add a footnote or a link to the source at the end of the sentence.",
            unit=unit.id,
        )
