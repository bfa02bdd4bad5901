"""SRC401."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.legal.support import judgements
from srclint.model import Article, Problem, Severity, Sources, SupportVerdict
from srclint.rules.base import Needs, rule


@rule("SRC401", "value-not-in-provision", severity=Severity.ERROR, needs=Needs.SOURCES)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """A percentage, an amount, a date or a term of the claim is not in the cited text.

    ## Why it matters
    A reader who follows the citation finds another figure. srclint compares figures, not sentences, and
    only where the claim seems to restate the provision: the words around the figure, or another figure
    beside it, must be the provision's. The message names what the text has instead. A date, a share or a
    fine that only tells what happened is left alone, and so is whatever another source of the same claim
    may say. A bare number is such a figure where the provision that a note or a link gives as the source
    counts the same thing otherwise: "70 experts" for "60 experts". A figure that is missing on a web page is
    a note: pages change, and say things in pictures.

    ## Example
    ```markdown
    The fine is at most 4 % of worldwide annual turnover or EUR 15 million (Art. 101 AI Act).
    ```

    ## Use instead
    ```markdown
    The fine is at most 3 % of worldwide annual turnover or EUR 15 million (Art. 101 AI Act).
    ```
    """
    for judged in judgements(article, sources).values():
        for gap in judged.gaps:
            if gap.kind != "value" or gap.verdict is not SupportVerdict.MISMATCH:
                continue
            yield Problem(
                gap.facts[0].span,
                gap.sentence,
                "Correct the figure, or cite the source that has it.",
                unit=judged.unit,
                citation=gap.citation,
                document=gap.document,
                related=tuple(fact.span for fact in gap.facts[1:]),
                lower=gap.level,
            )
