"""SRC103."""

from __future__ import annotations

import re
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
    """Remove whole lines of a Markdown definition; unsafe, since the mark may be what is missing.

    Only what plainly belongs to it: lines that continue it without being indented may be the
    article's own text, with the empty line forgotten.
    """
    text = article.text
    if article.format != "markdown":
        return None
    newline = text.find("\n", end)
    stop = len(text) if newline < 0 else newline + 1
    if text[end:stop].strip() or (start and text[start - 1] != "\n"):
        return None
    if any(line.strip() and line[0] not in " \t" for line in text[start:end].split("\n")[1:]):
        return None
    if _empty_before(text, start) and (empty := _EMPTY.match(text, stop)):
        stop = empty.end()  # of the empty lines on both sides, one is enough
    return Fix(safe=False, edits=(Edit(start, stop, ""),))


_EMPTY = re.compile(r"[ \t]*\r?\n")


def _empty_before(text: str, start: int) -> bool:
    return not text[text.rfind("\n", 0, max(start - 1, 0)) + 1 : start].strip()
