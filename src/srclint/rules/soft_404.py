"""SRC203."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.model import Article, Gone, Problem, Severity, Sources
from srclint.rules.base import Needs, rule
from srclint.rules.link_gone import archived


@rule("SRC203", "soft-404", severity=Severity.ERROR, needs=Needs.SOURCES)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """The server answers with success, and the page says that nothing is there.

    ## Why it matters
    A link checker passes it; a reader finds "Page not found".

    ## Example
    A link whose page, with status 200, is titled "The requested document does not exist".

    ## Use instead
    The document's present address, or an archived copy.
    """
    for citation in article.citations:
        if citation.document is None or citation.url is None:
            continue
        source = sources.get(citation.document.id)
        if isinstance(source, Gone) and source.reason == "soft-404":
            yield Problem(
                citation.url_span or citation.span,
                f"The page answers, but says that nothing is there: {source.evidence}",
                "Find where the document has moved and cite that address, or cite an archived copy"
                f"{archived(article, citation)}.",
                citation=citation.id,
                document=citation.document.id,
            )
