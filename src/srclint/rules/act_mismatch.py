"""SRC304."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.legal.acts import act, amends
from srclint.legal.identifiers import base_celex
from srclint.model import ActMention, Article, Citation, CitationKind, Problem, Reference, Severity, Sources
from srclint.rules.base import Needs, Places, rule

_LEAD = 3
"""Words that may stand before the act's name: "the", a label, "See also the"."""
_WORDED = (CitationKind.LINK, CitationKind.SOURCE_LIST, CitationKind.FOOTNOTE, CitationKind.BRACKET)
"""Kinds whose extent holds the words that name the source."""


@rule("SRC304", "act-mismatch", severity=Severity.ERROR, needs=Needs.TEXT)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """The text names one act, its own link identifies another.

    ## Why it matters
    The reader who follows the link reads the wrong law. The rule compares the words of a link with
    its address, and the description of a source with the source's address; both must name an act
    (regulation, directive, decision) beyond doubt. A consolidated text may be called by the act that made it
    what it is; the amending act over a link to the text before it is a note.

    ## Example
    ```markdown
    the [AI Act](https://eur-lex.europa.eu/eli/reg/2016/679/oj)
    ```

    ## Use instead
    ```markdown
    the [AI Act](https://eur-lex.europa.eu/eli/reg/2024/1689/oj)
    ```
    """
    mentions = Places(article.act_mentions)
    references = Places(r for r in article.references if r.targets)
    for citation in article.citations:
        linked = _act_of(citation)
        if linked is None or citation.kind not in _WORDED:
            continue
        named = mentions.inside(citation.span.start, citation.span.end)
        acts = {base_celex(m.celex) for m in named}
        # An entry that mentions several acts, or the linked one among them, says nothing clear.
        if len(acts) != 1 or linked in acts or any(m.paired for m in named) or not _is_act(named[0].celex):
            continue
        mention = named[0]
        if not _leads(article, mention, citation, references):
            continue
        changed = linked in amends(base_celex(mention.celex))
        if changed and citation.document is not None and citation.document.version is not None:
            continue  # an amending act is commonly called by the text that it made
        yield Problem(
            mention.span,
            f"The text names {_name(mention.celex)}, the link leads to {_name(linked)}.",
            f"Link to {_address(mention.celex)}, or name the act that is linked.",
            citation=citation.id,
            document=citation.document.id if citation.document else None,
            related=(citation.url_span,) if citation.url_span else (),
            lower=Severity.INFO if changed else None,
        )


def _act_of(citation: Citation) -> str | None:
    identified = citation.identified
    if identified is None or citation.url is None or identified.error or identified.document.celex is None:
        return None
    celex = base_celex(identified.document.celex)
    return celex if _is_act(celex) else None


def _is_act(celex: str) -> bool:
    return celex.startswith("3") and len(celex) > 5 and celex[5] in "RLDF"


def _leads(article: Article, mention: ActMention, citation: Citation, references: Places[Reference]) -> bool:
    """Whether the words begin with the mention, or with a reference to a provision of it.

    What stands deeper inside may be about another act: "Annex 1 to the Implementing Regulation for
    the application of Regulation (EU) No 910/2014" is not that Regulation.
    """
    start = citation.span.start
    for reference in references.inside(start, citation.span.end):
        if reference.span.start <= mention.span.start <= reference.span.end:
            return True
    before = article.text[start : mention.span.start]
    return len(before.strip("[]^:*_<>(\"' \t\r\n").split()) <= _LEAD


def _name(celex: str) -> str:
    known = act(celex)
    return f"{known.name} ({celex})" if known is not None else celex


def _address(celex: str) -> str:
    known = act(celex)
    eli = known.eli if known is not None else None
    return f"https://eur-lex.europa.eu/{eli}" if eli else f"CELEX {celex}"
