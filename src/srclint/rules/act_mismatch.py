"""SRC304."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.legal.acts import act
from srclint.legal.identifiers import base_celex
from srclint.model import ActMention, Article, Citation, CitationKind, Problem, Severity, Sources
from srclint.rules.base import Needs, rule

_ENTRIES = (CitationKind.SOURCE_LIST, CitationKind.FOOTNOTE, CitationKind.BRACKET)


@rule("SRC304", "act-mismatch", severity=Severity.ERROR, needs=Needs.TEXT)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """The text names one act, its own link identifies another.

    ## Why it matters
    The reader who follows the link reads the wrong law. The rule compares the words of a link with
    its address, and the description of a source with the source's address; both must name an act
    (regulation, directive, decision) beyond doubt.

    ## Example
    ```markdown
    the [AI Act](https://eur-lex.europa.eu/eli/reg/2016/679/oj)
    ```

    ## Use instead
    ```markdown
    the [AI Act](https://eur-lex.europa.eu/eli/reg/2024/1689/oj)
    ```
    """
    mentions = sorted(article.act_mentions, key=lambda m: m.span)
    for citation in article.citations:
        linked = _act_of(citation)
        if linked is None:
            continue
        named = [m for m in mentions if _belongs(m, citation)]
        acts = {base_celex(m.celex) for m in named}
        # An entry that mentions several acts, or the linked one among them, says nothing clear.
        if len(acts) != 1 or linked in acts or any(m.paired for m in named) or not _is_act(named[0].celex):
            continue
        mention = named[0]
        yield Problem(
            mention.span,
            f"The text names {_name(mention.celex)}, the link leads to {_name(linked)}.",
            f"Link to {_address(mention.celex)}, or name the act that is linked.",
            citation=citation.id,
            document=citation.document.id if citation.document else None,
            related=(citation.url_span,) if citation.url_span else (),
        )


def _act_of(citation: Citation) -> str | None:
    identified = citation.identified
    if identified is None or citation.url is None or identified.error or identified.document.celex is None:
        return None
    celex = base_celex(identified.document.celex)
    return celex if _is_act(celex) else None


def _is_act(celex: str) -> bool:
    return celex.startswith("3") and len(celex) > 5 and celex[5] in "RLDF"


def _belongs(mention: ActMention, citation: Citation) -> bool:
    """Whether the mention is the link's own words, or stands in the entry's own description."""
    if citation.kind is CitationKind.LINK:
        return (
            citation.span.start <= mention.span.start
            and mention.span.end <= citation.span.end
            and mention.text.strip() != ""
        )
    if citation.kind in _ENTRIES:
        return citation.span.start <= mention.span.start and mention.span.end <= citation.span.end
    return False


def _name(celex: str) -> str:
    known = act(celex)
    return f"{known.name} ({celex})" if known is not None else celex


def _address(celex: str) -> str:
    known = act(celex)
    eli = known.eli if known is not None else None
    return f"https://eur-lex.europa.eu/{eli}" if eli else f"CELEX {celex}"
