"""SRC903."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.model import Article, Problem, Severity, Sources, Span
from srclint.rules.base import Needs, rule


@rule("SRC903", "unreadable-article", severity=Severity.ERROR, needs=Needs.TEXT)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """A file cannot be read as an article; the run goes on with the others.

    ## Why it matters
    What was not read was not checked. A binary file, a wrong encoding or a file over the size limit
    must not look like a clean article.

    ## Example
    A file in Windows-1252, or a photograph named `article.md`.

    ## Use instead
    The text in UTF-8; or leave the file out with `exclude`.
    """
    if article.unreadable is not None:
        yield Problem(
            Span(0, 0, 1, 1, 1, 1),
            article.unreadable,
            "Save the file as UTF-8 text, or leave it out with exclude.",
        )
