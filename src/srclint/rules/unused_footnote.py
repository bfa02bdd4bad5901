"""SRC103."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.model import Article, CitationKind, Edit, Fix, Problem, Severity, Sources
from srclint.rules.base import Needs, rule


@rule("SRC103", "unused-footnote", severity=Severity.WARNING, needs=Needs.TEXT)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """A footnote is defined and no mark points to it.

    ## Why it matters
    The source backs nothing: either its mark got lost in editing, or it is a leftover.

    ## Example
    ```markdown
    Fines go up to 3 %.

    [^1]: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
    ```

    ## Use instead
    ```markdown
    Fines go up to 3 %.[^1]

    [^1]: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
    ```
    """
    for citation in article.citations:
        if citation.kind is CitationKind.FOOTNOTE and not citation.marks and citation.part_of is None:
            yield Problem(
                citation.span,
                f"No mark in the text points to the footnote “{citation.label}”.",
                f"Put the mark {_mark(article, citation.label)} at the claim that it backs, "
                "or remove the footnote.",
                citation=citation.id,
                fix=_removal(article, citation.span.start, citation.span.end),
            )


def _mark(article: Article, label: str | None) -> str:
    return f"[^{label}]" if article.format == "markdown" else f"“{label}”"


def _removal(article: Article, start: int, end: int) -> Fix | None:
    """Remove whole lines of a Markdown definition; unsafe, since the mark may be what is missing."""
    if article.format != "markdown":
        return None
    newline = article.text.find("\n", end)
    stop = len(article.text) if newline < 0 else newline + 1
    if article.text[end:stop].strip() or (start and article.text[start - 1] != "\n"):
        return None
    return Fix(safe=False, edits=(Edit(start, stop, ""),))
