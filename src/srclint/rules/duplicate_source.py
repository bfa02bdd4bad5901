"""SRC107."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.model import Article, Citation, CitationKind, Problem, Severity, Sources
from srclint.rules.base import Needs, rule

_LISTED = (CitationKind.FOOTNOTE, CitationKind.BRACKET, CitationKind.SOURCE_LIST, CitationKind.BIBLIOGRAPHY)


@rule("SRC107", "duplicate-source", severity=Severity.INFO, needs=Needs.TEXT)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """Two footnotes or entries of one article name the same document, version and provision.

    ## Why it matters
    Readers take two entries for two sources. When the law changes, one is mended and the other
    forgotten.

    ## Example
    ```markdown
    [^1]: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
    [^2]: https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32024R1689
    ```

    ## Use instead
    ```markdown
    [^1]: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
    ```
    """
    seen: dict[tuple[str, str, str], Citation] = {}
    pinpoints: dict[str | None, list[str]] = {}
    for reference in article.references:
        pinpoints.setdefault(reference.citation, []).extend(reference.targets)
    for citation in article.citations:
        if citation.kind not in _LISTED or citation.identified is None or citation.url is None:
            continue
        identified = citation.identified
        place = f"{identified.path or identified.fragment or ''} {' '.join(pinpoints.get(citation.id, []))}"
        key = (identified.document.id, identified.language or "", place)
        first = seen.setdefault(key, citation)
        if first is not citation:
            yield Problem(
                citation.span,
                f"This names the same document as “{first.label or first.id}” in line {first.span.line}.",
                "Use one entry and point both marks to it, or add the provision that each one is about.",
                citation=citation.id,
                document=identified.document.id,
                related=(first.span,),
            )
