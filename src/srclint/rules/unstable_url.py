"""SRC204."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.legal.repairs import linked_article, readdress
from srclint.model import Article, Citation, Fix, Problem, Reference, Severity, Sources
from srclint.rules.base import Needs, Places, rule

# Hints of legal.identifiers.identify, gravest first; one finding names the first that applies.
_SAYINGS = {
    "not-a-text": "This is a search or portal page, not a document.",
    "session-url": "The address holds the identifier of a session.",
    "legacy": "The address has an old form that EUR-Lex only keeps for compatibility.",
    "proxy": "The address goes through a proxy that not every reader can use.",
    "unstable-fragment": "The fragment is generated anew with each version of the page.",
    "tracking": "The address holds tracking parameters.",
}


@rule("SRC204", "unstable-url", severity=Severity.WARNING, needs=Needs.TEXT)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """The address is not the lasting one of its document.

    ## Why it matters
    Session, search, proxy and legacy addresses stop working, or show each reader something else,
    while the document has an address that stays.

    ## Example
    ```markdown
    https://eur-lex.europa.eu/LexUriServ/LexUriServ.do?uri=CELEX:31995L0046:EN:HTML
    ```

    ## Use instead
    ```markdown
    https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:31995L0046
    ```
    """
    references = Places(article.references)
    for citation in article.citations:
        identified = citation.identified
        if identified is None or citation.url is None or identified.error or identified.unsafe:
            continue
        hint = next((hint for hint in _SAYINGS if hint in identified.hints), None)
        if hint is None:
            continue
        lasting = identified.canonical
        yield Problem(
            citation.url_span or citation.span,
            _SAYINGS[hint],
            f"Cite the lasting address: {lasting}"
            if lasting
            else "Cite the document itself by its own address.",
            citation=citation.id,
            document=identified.document.id,
            fix=_fix(article, citation, lasting, references),
        )


def _fix(
    article: Article, citation: Citation, lasting: str | None, references: Places[Reference]
) -> Fix | None:
    identified = citation.identified
    if lasting is None or identified is None:
        return None
    if "unstable-fragment" not in identified.hints:
        return readdress(article, citation, lasting, safe=True)
    # Without its fragment the address leads to the top of the act: the author must choose, unless
    # the words of the link name the one article that it is about.
    address, _, _ = lasting.partition("#")
    place = linked_article(references.beginning(citation.span.start, citation.span.end), citation)
    return readdress(article, citation, f"{address}#{place}" if place else address, safe=False)
