"""SRC102."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.model import Article, Problem, Severity, Sources
from srclint.rules.base import Needs, rule


@rule("SRC102", "undefined-footnote", severity=Severity.ERROR, needs=Needs.TEXT)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """A footnote mark has no definition.

    ## Why it matters
    The reader sees a bare `[^3]`, and the claim before it has no source.

    ## Example
    ```markdown
    Fines go up to 3 %.[^3]

    [^1]: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
    ```

    ## Use instead
    ```markdown
    Fines go up to 3 %.[^1]

    [^1]: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
    ```
    """
    for mark in article.undefined_marks:
        yield Problem(
            mark.span,
            f"The footnote mark “{mark.label}” has no definition in this file.",
            "Add the definition, or correct the mark's label.",
        )
