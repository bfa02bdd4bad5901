"""SRC404."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.legal.support import judgements
from srclint.model import Article, Problem, Severity, Sources
from srclint.rules.base import Needs, rule


@rule("SRC404", "count-or-body-not-in-provision", severity=Severity.INFO, needs=Needs.SOURCES)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """A bare number or a named body of the claim is not in the cited provision.

    ## Why it matters
    "A 60-member panel (Art. 68)" makes the reader believe that Article 68 sets the number. Often another
    source does, and deserves its own citation. A body is named only where the claim gives it a duty or a
    power and the cited article speaks of another one.

    ## Example
    ```markdown
    The Commission appoints a 60-member scientific panel (Art. 68 AI Act).
    ```

    ## Use instead
    ```markdown
    The Commission appoints a scientific panel (Art. 68 AI Act); it has 60 members.[^1]
    ```
    """
    for judged in judgements(article, sources).values():
        for gap in judged.gaps:
            if gap.kind not in ("count", "body"):
                continue
            yield Problem(
                gap.facts[0].span,
                gap.sentence,
                "Cite the source that has it.",
                unit=judged.unit,
                citation=gap.citation,
                document=gap.document,
                related=tuple(fact.span for fact in gap.facts[1:]),
                lower=gap.level,
            )
