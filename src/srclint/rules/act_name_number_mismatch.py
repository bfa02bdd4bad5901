"""SRC305."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.legal.acts import act
from srclint.legal.identifiers import base_celex
from srclint.model import ActMention, Article, Problem, Severity, Sources
from srclint.rules.base import Needs, rule

_TITLE = 600
"""How long the title of an act may be, in characters."""


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
        if known is None or _numbered_before(article, mention):
            continue
        meant = f", which is {other.name}" if other is not None and other.name != other.citation else ""
        number = other.citation if other is not None else f"CELEX {mention.paired}"
        yield Problem(
            mention.span,
            f"{known.name} is {known.citation}; the number beside it is {number}{meant}.",
            f"Correct the number to {known.citation}, or the name.",
            document=f"celex:{mention.celex}",
        )


def _numbered_before(article: Article, mention: ActMention) -> bool:
    """Whether the act's right number stands shortly before.

    "Regulation (EU) 2022/2065 on ... and amending Directive 2000/31/EC (Digital Services Act)": the
    name in brackets at the end of a title belongs to its first number.
    """
    low = mention.span.start - _TITLE
    return any(
        other.how == "number"
        and low <= other.span.start < mention.span.start
        and other.celex == mention.celex
        for other in article.act_mentions
    )
