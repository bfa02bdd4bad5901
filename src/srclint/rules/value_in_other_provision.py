"""SRC402."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.legal.repairs import repoint
from srclint.legal.support import judgements
from srclint.model import Article, Problem, Severity, Sources, SupportVerdict
from srclint.rules.base import Needs, rule


@rule("SRC402", "value-in-other-provision", severity=Severity.WARNING, needs=Needs.SOURCES)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """A figure of the claim stands in another provision of the act than the cited one.

    ## Why it matters
    The claim may be right and its citation is wrong: a reader who looks it up does not find the figure.
    The message names the provision that has it, at most three, and first the one that has all the
    claim's figures. Where the reference is rather the matter that the sentence speaks of ("breaches of
    Article 5"), or only a list of sources covers the claim, `imprecise-pinpoint` says it as a note.

    ## Example
    ```markdown
    Providers of models can be fined up to 3 % of turnover or EUR 15 million (Art. 64 AI Act).
    ```

    ## Use instead
    ```markdown
    Providers of models can be fined up to 3 % of turnover or EUR 15 million (Art. 101(1) AI Act).
    ```
    """
    for judged in judgements(article, sources).values():
        for gap in judged.gaps:
            if gap.kind != "value" or gap.verdict is not SupportVerdict.ELSEWHERE or gap.imprecise:
                continue
            citation = article.citation(gap.citation)
            yield Problem(
                gap.facts[0].span,
                gap.sentence,
                "Cite the provision that has the figure, or correct the figure.",
                unit=judged.unit,
                citation=gap.citation,
                document=gap.document,
                related=tuple(fact.span for fact in gap.facts[1:]),
                lower=gap.level,
                fix=repoint(article, judged.unit, citation, gap.found_in) if citation else None,
            )
