"""SRC405."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.legal.support import judgements
from srclint.model import Article, Problem, Severity, Sources
from srclint.rules.base import Needs, rule


@rule("SRC405", "bound-differs", severity=Severity.OFF, needs=Needs.SOURCES)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """The claim says "at most" where the provision says "at least", or "higher" where it says "lower".

    ## Why it matters
    The figure is right and the rule is turned round. The rule looks only at the words right beside the same
    figure, so it can be misled; turn it on where every bound matters.

    ## Example
    ```markdown
    Logs are kept for at most six months (Art. 26(6) AI Act).
    ```

    ## Use instead
    ```markdown
    Logs are kept for at least six months (Art. 26(6) AI Act).
    ```
    """
    for judged in judgements(article, sources).values():
        for gap in judged.gaps:
            if gap.kind != "bound":
                continue
            yield Problem(
                gap.facts[0].span,
                gap.sentence,
                "Say the bound as the provision has it.",
                unit=judged.unit,
                citation=gap.citation,
                document=gap.document,
                related=tuple(fact.span for fact in gap.facts[1:]),
                lower=gap.level,
            )
