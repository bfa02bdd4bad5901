"""SRC305."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.legal.acts import act
from srclint.legal.identifiers import base_celex
from srclint.model import Article, Problem, Severity, Sources
from srclint.rules.base import Needs, rule


@rule("SRC305", "act-name-number-mismatch", severity=Severity.ERROR, needs=Needs.CATALOGUE)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """An act's name and the number beside it belong to different acts.

    ## Why it matters
    One of the two is wrong, and both look right to a reader.

    ## Example
    ```markdown
    the AI Act (Regulation (EU) 2024/1698)
    ```

    ## Use instead
    ```markdown
    the AI Act (Regulation (EU) 2024/1689)
    ```
    """
    for mention in article.act_mentions:
        if mention.how != "name" or mention.paired is None:
            continue
        if base_celex(mention.paired) == base_celex(mention.celex):
            continue
        known, other = act(mention.celex), act(mention.paired)
        if known is None:
            continue
        meant = f", which is {other.name}" if other is not None else ""
        yield Problem(
            mention.span,
            f"{known.name} is {known.citation}; the number beside it is {mention.paired}{meant}.",
            f"Correct the number to {known.citation}, or the name.",
            document=f"celex:{mention.celex}",
        )
