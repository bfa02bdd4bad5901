"""SRC208."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.model import Article, Problem, Severity, Sources, Unverified
from srclint.rules.base import Needs, rule


@rule("SRC208", "unsafe-url", severity=Severity.ERROR, needs=Needs.TEXT, asks_sources=True)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """The address must not be requested: a private network, credentials, or another scheme than http(s).

    ## Why it matters
    Readers cannot reach it, credentials in an article are public, and an article from a stranger's
    pull request must not make srclint knock at doors inside your network. Such an address is never
    requested; `--allow-private` is for audits of an intranet.

    The address counts as written, or as a server redirects to it. A public name that leads to a private
    address only from where srclint runs (a company's own DNS, a `remap`) is not requested either, and
    counts as not checked.

    ## Example
    ```markdown
    [^1]: http://192.0.2.7.internal/policy.html
    ```

    ## Use instead
    The document's public address.
    """
    for citation in article.citations:
        identified = citation.identified
        if identified is None or citation.url is None:
            continue
        unsafe = identified.unsafe
        if unsafe is None:
            # What only the look-up saw: a server redirects there. Where a name or a remap leads from this
            # machine says nothing about the article, and a document of the EU is asked of the register,
            # not at the address that is cited.
            document = identified.document
            source = None if document.is_eu else sources.get(document.id)
            if isinstance(source, Unverified) and source.reason == "unsafe":
                unsafe = source.evidence
        if unsafe is not None:
            yield Problem(
                citation.url_span or citation.span,
                unsafe,
                "Cite the document's public http(s) address.",
                citation=citation.id,
                document=identified.document.id,
            )
