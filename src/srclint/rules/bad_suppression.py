"""SRC902."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.model import Article, Problem, RunFacts, Severity
from srclint.rules.base import run_rule


@run_rule("SRC902", "bad-suppression", severity=Severity.WARNING)
def check(article: Article, run: RunFacts) -> Iterator[Problem]:
    """A suppression without a reason, past its expiry, naming an unknown rule, or malformed.

    ## Why it matters
    A reason tells the next reader why the rule does not apply; an expiry date keeps an exception
    from becoming the rule. A suppression that is expired or malformed suppresses nothing.

    ## Example
    ```markdown
    <!-- srclint: ignore[SRC101] -->
    ```

    ## Use instead
    ```markdown
    <!-- srclint: ignore[SRC101] our own survey, until=2027-01-01 -->
    ```
    """
    for directive in article.directives:
        if directive.error is not None:
            yield Problem(directive.span, directive.error, "Write <!-- srclint: ignore[CODE] reason -->.")
            continue
        for selector in directive.selectors:
            near = run.suggest(selector)
            if near is not None:
                remedy = f"Did you mean {near}?" if near else "See srclint rule for all codes and names."
                yield Problem(directive.span, f"There is no rule “{selector}”.", remedy)
        if not directive.reason:
            yield Problem(
                directive.span,
                "The suppression gives no reason.",
                "Say after the bracket why the rule does not apply here.",
            )
        if directive.until is not None and directive.until < run.today:
            yield Problem(
                directive.span,
                f"The suppression expired on {directive.until.isoformat()} and suppresses nothing any more.",
                "Mend what it hid, or set a new date with a reason.",
            )
