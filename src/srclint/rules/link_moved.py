"""SRC202."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from srclint.legal.repairs import readdress
from srclint.model import Article, Fetched, Problem, Severity, Sources
from srclint.rules.base import Needs, rule


@rule("SRC202", "link-moved", severity=Severity.WARNING, needs=Needs.SOURCES)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """The server says that the address has moved for good.

    ## Why it matters
    Permanent redirects are kept for a while and then dropped. Where the new address is the same
    document, srclint can put it in; where it is another page, look whether it still says the same.

    ## Example
    ```markdown
    <https://ec.europa.eu/info/law/law-topic/data-protection_en>
    ```

    ## Use instead
    ```markdown
    <https://commission.europa.eu/law/law-topic/data-protection_en>
    ```
    """
    for citation in article.citations:
        if citation.document is None or citation.url is None:
            continue
        source = sources.get(citation.document.id)
        if (
            not isinstance(source, Fetched)
            or source.moved_to is None
            or _only_secured(citation.url, source.moved_to)
        ):
            continue
        where = "the same document" if source.moved_same else "another page"
        fix = None
        if source.moved_same:
            fragment = urlsplit(citation.url).fragment
            target = (
                f"{source.moved_to}#{fragment}"
                if fragment and "#" not in source.moved_to
                else source.moved_to
            )
            fix = readdress(article, citation, target, safe=True)
        span = citation.url_span
        yield Problem(
            span or citation.span,
            f"The address has moved for good, to {where}: {source.moved_to}",
            "Cite the new address."
            if source.moved_same
            else "Look whether the new page still backs the claim, and cite it or a better source.",
            citation=citation.id,
            document=citation.document.id,
            fix=fix,
        )


def _only_secured(old: str, new: str) -> bool:
    """A move from http to https alone is SRC207's."""
    return old.startswith("http://") and new.split("#")[0] == "https://" + old[len("http://") :].split("#")[0]
