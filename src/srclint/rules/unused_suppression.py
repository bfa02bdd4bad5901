"""SRC901."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.model import Article, LineIndex, Problem, RunFacts, Severity
from srclint.rules.base import run_rule


@run_rule("SRC901", "unused-suppression", severity=Severity.WARNING)
def check(article: Article, run: RunFacts) -> Iterator[Problem]:
    """A suppression or a baseline entry matches nothing any more.

    ## Why it matters
    A leftover suppression hides the next finding at its place. The rule keeps silent about a
    suppression of a rule that did not run (not selected, or its source could not be read). An entry
    of the baseline is told once, at the beginning of its article.

    ## Example
    ```markdown
    <!-- srclint: ignore[SRC101] the figure is our own count -->
    See [the count](https://example.org/count).
    ```

    ## Use instead
    Remove the comment; for the baseline, run `srclint check --write-baseline` again.
    """
    for directive in run.unused:
        yield Problem(
            directive.span,
            f"Nothing is suppressed here by {', '.join(directive.selectors)}.",
            "Remove the suppression.",
        )
    for entry in run.stale:
        place = f"line {entry.line} of {run.baseline}" if entry.line else run.baseline
        yield Problem(
            LineIndex("").span(0, 0),
            f"The baseline knows {entry.rule} on “{_short(entry.claim)}”, which is no longer found here.",
            f"Remove {place}, or update the file with --write-baseline.",
        )


def _short(words: str) -> str:
    return words if len(words) <= 80 else f"{words[:80].rstrip()}…"
