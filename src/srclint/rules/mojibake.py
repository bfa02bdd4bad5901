"""SRC601."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.model import Article, Edit, Fix, Problem, Severity, Sources
from srclint.rules.base import Needs, rule


@rule("SRC601", "mojibake", severity=Severity.WARNING, needs=Needs.TEXT)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """Text was decoded with the wrong character set.

    ## Why it matters
    Readers see `ยท` for `·` and `â€“` for `–`. srclint reads the repaired text and says so once for
    each file.

    ## Example
    ```markdown
    Adopted 22 June 2026 ยท 2 min read
    ```

    ## Use instead
    ```markdown
    Adopted 22 June 2026 · 2 min read
    ```
    """
    places = article.mojibake
    if not places:
        return
    span, repaired = places[0]
    count = f" ({len(places)} places in this file)" if len(places) > 1 else ""
    yield Problem(
        span,
        f"“{article.text[span.start : span.end]}” is “{repaired}” decoded with the wrong character set"
        f"{count}.",
        "Save the text as UTF-8 again from its original, or let srclint repair it.",
        related=tuple(place for place, _ in places[1:]),
        fix=Fix(safe=True, edits=tuple(Edit(place.start, place.end, words) for place, words in places)),
    )
