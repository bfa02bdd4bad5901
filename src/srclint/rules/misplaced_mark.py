"""SRC106."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.model import Article, Problem, Severity, Sources
from srclint.rules.base import Needs, rule


@rule("SRC106", "misplaced-mark", severity=Severity.WARNING, needs=Needs.TEXT)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """A footnote mark stands on a heading, or only on the last item of a list.

    ## Why it matters
    On a heading nobody can tell which claims it backs; on the last item it backs that item alone,
    and the items before it have no source.

    ## Example
    ```markdown
    ## Fines[^1]
    ```

    ## Use instead
    ```markdown
    ## Fines

    Fines go up to 3 % of turnover.[^1]
    ```
    """
    for mark in article.misplaced_marks:
        if mark.where == "heading":
            message = f"The mark “{mark.label}” stands on a heading, where no claim is."
            remedy = "Move it to the sentence that it backs."
        else:
            message = (
                f"The mark “{mark.label}” stands on the last item only; the items before it have no source."
            )
            remedy = "If it backs the whole list, move it to the sentence that introduces the list."
        yield Problem(mark.span, message, remedy, citation=f"fn:{mark.label}")
