"""SRC201."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from srclint.model import Article, Citation, Gone, Problem, Severity, Sources
from srclint.rules.base import Needs, rule


@rule("SRC201", "link-gone", severity=Severity.ERROR, needs=Needs.SOURCES)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """A cited source is not there any more.

    ## Why it matters
    The reader cannot check the claim. Only an authoritative "no" counts: 404 or 410 from the page's
    own server, a host that does not exist, or a document number that the register of EU law
    (Cellar) does not know. A wall, a time-out or an overloaded server is reported as not checked.

    ## Example
    ```markdown
    [^1]: https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32024R9689
    ```

    ## Use instead
    ```markdown
    [^1]: https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32024R1689
    ```

    For an ordinary page the help names the Internet Archive's address of the copy nearest to the
    article's date. srclint does not ask whether there is one, and never edits it in.
    """
    for citation in article.citations:
        if citation.document is None or citation.url is None:
            continue
        source = sources.get(citation.document.id)
        if not isinstance(source, Gone) or source.reason == "soft-404":
            continue
        yield Problem(
            citation.url_span or citation.span,
            f"The source is not there: {source.evidence}",
            _remedy(source, archived(article, citation)),
            citation=citation.id,
            document=citation.document.id,
        )


def archived(article: Article, citation: Citation) -> str:
    """Where an archived copy from around the article's date would be, as the end of a sentence.

    "" for EU documents, which the register keeps, and for what is an archived copy itself.
    The address is the Internet Archive's: ``/web/<yyyymmdd>/<url>`` leads to the copy nearest to the day.
    """
    document = citation.document
    if document is None or document.is_eu or not document.url.lower().startswith(("http://", "https://")):
        return ""
    try:
        host = (urlsplit(document.url).hostname or "").lower()
    except ValueError:
        return ""
    if host == "archive.org" or host.endswith(".archive.org"):
        return ""
    return f" (if there is one: https://web.archive.org/web/{article.as_of:%Y%m%d}/{document.url})"


def _remedy(source: Gone, copy: str) -> str:
    if source.reason == "unknown-celex":
        return "Check the number: the kind of act, the year and the number must all be right."
    if source.reason == "no-such-host":
        return (
            f"Check the spelling of the host, or cite where the document has moved or an archived copy{copy}."
        )
    return f"Find where the document has moved and cite that address, or cite an archived copy{copy}."
