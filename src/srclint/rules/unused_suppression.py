"""SRC901."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.model import Article, Problem, RunFacts, Severity
from srclint.rules.base import run_rule


@run_rule("SRC901", "unused-suppression", severity=Severity.WARNING)
def check(article: Article, run: RunFacts) -> Iterator[Problem]:
    """A suppression matches nothing any more.

    ## Why it matters
    A leftover suppression hides the next finding at its place. The rule keeps silent about a
    suppression of a rule that did not run (not selected, or its source could not be read).

    ## Example
    ```markdown
    <!-- srclint: ignore[SRC101] the figure is our own count -->
    See [the count](https://example.org/count).
    ```

    ## Use instead
    Remove the comment.
    """
    for directive in run.unused:
        yield Problem(
            directive.span,
            f"Nothing is suppressed here by {', '.join(directive.selectors)}.",
            "Remove the suppression.",
        )
