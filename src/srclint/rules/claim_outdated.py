"""SRC504."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.legal.support import judgements
from srclint.model import Article, Problem, Severity, Sources, SupportVerdict
from srclint.rules.base import Needs, rule


@rule("SRC504", "claim-outdated", severity=Severity.WARNING, needs=Needs.SOURCES)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """A figure of the claim is true of the cited version of the act, and no longer of the version in force.

    ## Why it matters
    Acts are amended while articles stay online. srclint compares the cited text with the newest
    consolidated version that applies by the day of the run, and shows what the provision has now. A date
    before the amendment, in a sentence about the past, is left alone. Set `srclint: {frozen: true}` in the
    front matter of an article that is kept as it was.

    ## Example
    ```markdown
    Article 6(1) of the AI Act applies from 2 August 2027 (Art. 113).
    ```

    ## Use instead
    ```markdown
    Article 6(1) of the AI Act applies from 2 August 2028 (Art. 113, as amended in July 2026).
    ```
    """
    for judged in judgements(article, sources).values():
        for gap in judged.gaps:
            if gap.verdict is not SupportVerdict.OUTDATED:
                continue
            yield Problem(
                gap.facts[0].span,
                gap.sentence,
                "Say what holds now, or which version the claim is about.",
                unit=judged.unit,
                citation=gap.citation,
                document=gap.document,
                related=tuple(fact.span for fact in gap.facts[1:]),
                lower=gap.level,
            )
