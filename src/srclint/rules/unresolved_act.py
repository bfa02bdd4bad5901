"""SRC302."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.model import Article, Problem, Severity, Sources
from srclint.rules.base import Needs, rule


@rule("SRC302", "unresolved-act", severity=Severity.INFO, needs=Needs.TEXT)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """A reference whose act cannot be told.

    ## Why it matters
    "Article 12" of what? Readers who come from a search do not know either, and srclint cannot
    check it. It never guesses.

    ## Example
    ```markdown
    Under Article 12 records must be kept. The AI Act and the GDPR both apply.
    ```

    ## Use instead
    ```markdown
    Under Article 12 of the AI Act records must be kept.
    ```

    ## Options
    `default-act` names the act that is meant where none is named.
    """
    for reference in article.references:
        if reference.act is not None or reference.foreign or not reference.targets:
            continue
        if reference.targets[0].startswith("^"):
            continue  # "paragraph 2", "that Regulation": relative to what stands around it
        yield Problem(
            reference.span,
            f"It cannot be told which act “{_shown(reference.text)}” is in.",
            "Name the act, link the reference to it, or set default-act for the article.",
            unit=reference.unit,
            citation=reference.citation,
            reference=reference.id,
        )


def _shown(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:57]}..."
