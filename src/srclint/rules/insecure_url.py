"""SRC207."""

from __future__ import annotations

import re
from collections.abc import Iterator

from srclint.model import Article, Edit, Fetched, Fix, Problem, Severity, Sources
from srclint.rules.base import Needs, rule

# An address that names a code list, a schema or a term: the name is the http form, and stays so.
_NAMES = re.compile(
    r"https?://(?:(?:www\.)?(?:w3\.org|purl\.org|data\.europa\.eu|schema\.org)\b"
    r"|[^/]{1,100}/(?:id|ids|def|ns|codelist|metadata-codelist|registry|schemas?|ontology|vocab|mdr|resource|authority)(?:/|\Z))",
    re.IGNORECASE,
)
# xlink:href="http://...", xmlns:a="http://...": written out as an example of code.
_ATTRIBUTE = re.compile(
    r"\b(?:xlink:href|xmlns(?::\w{1,40})?|rdf:\w{1,40}|codeSpace)\s{0,2}=\s{0,2}[\"'“]?\Z"
)
_REACH = 80


def _is_name(url: str) -> bool:
    return _NAMES.match(url) is not None


@rule("SRC207", "insecure-url", severity=Severity.INFO, needs=Needs.TEXT, asks_sources=True)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """The address says http where the host serves https.

    ## Why it matters
    What a reader is shown over http can be changed on the way. The rule speaks of hosts that are
    known to serve https, and of pages that answered by https in this run. An address that is the
    name of a namespace, a code list or a term is left as it is.

    ## Example
    ```markdown
    http://eur-lex.europa.eu/eli/reg/2024/1689/oj
    ```

    ## Use instead
    ```markdown
    https://eur-lex.europa.eu/eli/reg/2024/1689/oj
    ```
    """
    for citation in article.citations:
        identified, url, span = citation.identified, citation.url, citation.url_span
        if identified is None or url is None or not url.lower().startswith("http://") or identified.unsafe:
            continue
        source = sources.get(identified.document.id)
        secured = isinstance(source, Fetched) and not source.secure
        if "insecure" not in identified.hints and not secured:
            continue
        if _is_name(url) or (
            span is not None and _ATTRIBUTE.search(article.text[max(0, span.start - _REACH) : span.start])
        ):
            continue
        # Safe where it was seen that the host serves this page so, and for the addresses of EU law, whose
        # lasting form is https; for other hosts that are known to serve https the page was not seen.
        lasting = identified.document.is_eu and identified.canonical is not None
        fix = None
        if span is not None and article.text[span.start : span.end].lower().startswith("http://"):
            edit = Edit(span.start, span.start + len("http://"), "https://")
            fix = Fix(safe=secured or lasting, edits=(edit,))
        yield Problem(
            span or citation.span,
            "The address says http; this host serves https.",
            "Write https:// instead.",
            citation=citation.id,
            document=identified.document.id,
            fix=fix,
        )
