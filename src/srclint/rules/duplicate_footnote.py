"""SRC109."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.model import Article, Problem, Severity, Sources
from srclint.rules.base import Needs, rule


@rule("SRC109", "duplicate-footnote", severity=Severity.ERROR, needs=Needs.TEXT)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """One footnote label is defined twice.

    ## Why it matters
    Renderers keep one of the definitions and drop the other without a word, so a claim may point to
    the wrong source.

    ## Example
    ```markdown
    [^1]: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
    [^1]: https://eur-lex.europa.eu/eli/reg/2016/679/oj
    ```

    ## Use instead
    ```markdown
    [^1]: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
    [^2]: https://eur-lex.europa.eu/eli/reg/2016/679/oj
    ```
    """
    for mark in article.duplicate_definitions:
        yield Problem(
            mark.span,
            f"The footnote “{mark.label}” is defined a second time here.",
            "Give this definition a label of its own, or remove it.",
        )
