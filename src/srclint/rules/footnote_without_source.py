"""SRC104."""

from __future__ import annotations

import re
from collections.abc import Iterator

from srclint.model import Article, Citation, CitationKind, Problem, Severity, Sources
from srclint.rules.base import Needs, rule

_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")


@rule("SRC104", "footnote-without-source", severity=Severity.WARNING, needs=Needs.TEXT)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """A footnote holds neither an address nor an act that can be identified.

    ## Why it matters
    A reader who follows the mark cannot get to the source: "see the Regulation" is not a place.

    A note that explains something, or that points to another note ("see footnote 4", "op. cit."),
    means to name no source and is left alone.

    ## Example
    ```markdown
    [^1]: See the regulation on this.
    ```

    ## Use instead
    ```markdown
    [^1]: Regulation (EU) 2024/1689, Art. 64
    ```
    """
    held = {citation.part_of for citation in article.citations if citation.identified}
    # "[^3]: Art. 14(8)": which act that is, is SRC302's question.
    held |= {reference.citation for reference in article.references if reference.targets}
    for citation in article.citations:
        if citation.kind not in (CitationKind.FOOTNOTE, CitationKind.BRACKET):
            continue
        if (
            citation.remark
            or citation.url
            or citation.identified
            or citation.id in held
            or _is_literature(citation)
        ):
            continue
        yield Problem(
            citation.span,
            f"The footnote “{citation.label}” holds neither an address nor an act that can be identified.",
            "Add the URL of the source, or the act's number, such as “Regulation (EU) 2024/1689, Art. 64”.",
            citation=citation.id,
        )


def _is_literature(citation: Citation) -> bool:
    """A bibliographic entry: some words, and the year that it appeared in."""
    return len(citation.description.split()) >= 4 and _YEAR.search(citation.description) is not None
