"""SRC108."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.legal.uncovered import ASIDE
from srclint.model import Article, Problem, Reference, Severity, Sources, Tier
from srclint.rules.base import Needs, rule
from srclint.rules.claim_without_source import reason

# A wiki link's target may stand before its words: "[[gdpr/recital-18|Recital 18]]".
_REACH = 80
# A page with one or two duties and nothing else to check is hardly an article.
_FEW = 3
_EFFECTS = frozenset({"duty", "power", "status", "event"})


@rule("SRC108", "article-without-sources", severity=Severity.WARNING, needs=Needs.TEXT)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """An article makes checkable claims and cites nothing at all.

    ## Why it matters
    A provision that is linked in the way of a wiki (`[[Recital 18]]`) counts as cited.

    One finding for the whole file, at its first claim, stands for the many that SRC101 would give.

    ## Example
    ```markdown
    # Fines

    Fines go up to 15 million euro.
    ```

    ## Use instead
    ```markdown
    # Fines

    Fines go up to 15 million euro.[^1]

    [^1]: https://eur-lex.europa.eu/eli/reg/2024/1689/oj, Art. 101(1)
    ```
    """
    if article.citations or any(_stands_in_wiki_link(article, reference) for reference in article.references):
        return
    hard = [unit for unit in article.units if unit.tier is Tier.HARD and ASIDE not in unit.reasons]
    if len(hard) < _FEW and all(_EFFECTS.issuperset(unit.reasons) for unit in hard):
        return
    count = f"{len(hard)} checkable claims" if len(hard) > 1 else "one checkable claim"
    yield Problem(
        hard[0].span,
        f"The article makes {count} and cites no source at all; the first states {reason(hard[0])}.",
        "Cite a source for each claim with a footnote or a link, or end the article with a Sources list.",
        unit=hard[0].id,
        related=tuple(unit.span for unit in hard[1:]),
    )


def _stands_in_wiki_link(article: Article, reference: Reference) -> bool:
    """Whether it is a link to a page of the same collection that holds the provision: "[[Recital 18]]"."""
    before = article.text[max(0, reference.span.start - _REACH) : reference.span.start]
    opened = before.rfind("[[")
    return opened >= 0 and "]]" not in before[opened:] and bool(reference.targets)
