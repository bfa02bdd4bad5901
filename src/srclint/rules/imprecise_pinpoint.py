"""SRC306."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.legal.repairs import repoint
from srclint.legal.support import judgements
from srclint.model import Article, Problem, Severity, Sources, SupportVerdict
from srclint.rules.base import Needs, rule


@rule("SRC306", "imprecise-pinpoint", severity=Severity.INFO, needs=Needs.SOURCES)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """The figures of a claim stand in another provision than the one that its source names.

    ## Why it matters
    "Art. 64 et seq.", a list of sources, or a reference to what the sentence is about leaves the reader to
    search. Where exactly one to three provisions of the act have the claim's figures, they are named.
    Nothing is said where the figures stand in many places. Where "et seq." alone is too wide and only one
    provision has them, `--unsafe-fixes` puts its number there.

    ## Example
    ```markdown
    Breaches of Article 5 of the AI Act cost up to EUR 35 million.
    ```

    ## Use instead
    ```markdown
    Breaches of Article 5 of the AI Act cost up to EUR 35 million (Article 99(3)).
    ```
    """
    for judged in judgements(article, sources).values():
        for gap in judged.gaps:
            if gap.kind != "value" or gap.verdict is not SupportVerdict.ELSEWHERE or not gap.imprecise:
                continue
            citation = article.citation(gap.citation)
            fixable = citation is not None and gap.ranged and len(gap.found_in) == 1
            yield Problem(
                gap.facts[0].span,
                gap.sentence,
                "Name the provision that has the figure beside the claim.",
                unit=judged.unit,
                citation=gap.citation,
                document=gap.document,
                related=tuple(fact.span for fact in gap.facts[1:]),
                lower=gap.level,
                fix=repoint(article, judged.unit, citation, gap.found_in) if citation and fixable else None,
            )
