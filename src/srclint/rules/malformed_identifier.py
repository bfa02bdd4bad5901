"""SRC205."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.model import Article, Problem, Severity, Sources
from srclint.rules.base import Needs, rule


@rule("SRC205", "malformed-identifier", severity=Severity.ERROR, needs=Needs.TEXT)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """A CELEX, ELI, ECLI or Official Journal identifier that cannot exist.

    ## Why it matters
    It leads nowhere, and that can be seen without asking anybody.

    ## Example
    ```markdown
    https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32024R168
    ```

    ## Use instead
    ```markdown
    https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32024R1689
    ```
    """
    for citation in article.citations:
        identified = citation.identified
        if identified is not None and identified.error is not None:
            yield Problem(
                citation.url_span or citation.span,
                identified.error,
                "Copy the identifier anew from the document's page on EUR-Lex.",
                citation=citation.id,
                document=identified.document.id,
            )
