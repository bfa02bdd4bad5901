"""SRC101."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.legal.uncovered import ASIDE, uncovered
from srclint.model import Article, Claim, Problem, Scope, Severity, Sources, Strength, Tier
from srclint.rules.base import Needs, rule

# An article that has a source for none of so many claims, or for the lesser part of its many, does not
# cite as it goes along: one finding counts them.
_NONE = 3
_SOME = 6
_EFFECTS = frozenset({"act", "duty", "power", "status", "event"})
_WHY = {
    "percent": "a percentage",
    "percentage-points": "a change in percentage points",
    "money": "an amount of money",
    "date": "a date",
    "month": "a date",
    "year": "a year",
    "duration": "a period of time",
    "count": "a number",
    "provision": "a provision of law",
    "act": "an act",
    "quotation": "a quotation",
    "duty": "a duty",
    "power": "a power",
    "status": "a legal status",
    "event": "an official act",
}


def _cites_hardly(article: Article, bare: list[Claim]) -> bool:
    """Whether an article cites for none of its claims, or for fewer than it leaves without."""
    sourced = _hard(article) - len(bare)
    if len(bare) < (_SOME if sourced else _NONE):
        return False
    return sourced < len(bare)


def _hard(article: Article) -> int:
    return sum(unit.tier is Tier.HARD and ASIDE not in unit.reasons for unit in article.units)


def _hardly_an_article(article: Article, bare: list[Claim]) -> bool:
    """Whether a page has one duty or two, nothing to look up, and a source for neither (as SRC108 says)."""
    return len(bare) == _hard(article) < _NONE and all(_EFFECTS.issuperset(unit.reasons) for unit in bare)


def reason(unit: Claim) -> str:
    """What makes the unit checkable, in words."""
    words = dict.fromkeys(_WHY[code] for code in unit.reasons if code in _WHY)
    return ", ".join(words) or "a checkable statement"


@rule("SRC101", "claim-without-source", severity=Severity.WARNING, needs=Needs.TEXT)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """A claim that a reader could check has no source in reach.

    ## Why it matters
    A figure, a date, a duty or a quotation of the law is what readers rely on. Without a source at
    the place they cannot check it, and nobody notices when it goes out of date.

    A citation covers a claim when it stands in or right after the sentence; with
    `scope = "paragraph"` (the default) a mark at the end of a paragraph also covers the sentences
    before it, and a mark on a list's lead-in covers its items. A sentence that names its provision
    itself ("Art. 101 of the AI Act", "(para 12)"), a work ("(Kuner 2020)") or its key ("[RFC 2119]")
    needs no other source.

    A sentence is not accused where the next one takes it up and has the source ("This is stated in
    Art. 21(2) GDPR."), nor are words that lead into a quotation or a list with a source.

    An article that has a source for none of its claims, or for fewer than it leaves without, gets one
    finding that counts them. Where an article only has a list of sources at its end, or names at its head what
    it is drawn from, and the text has no marks, one finding counts the claims that rest on it.

    ## Example
    ```markdown
    Providers can be fined up to 3 % of their turnover.
    ```

    ## Use instead
    ```markdown
    Providers can be fined up to 3 % of their turnover.[^1]

    [^1]: [Regulation (EU) 2024/1689](https://eur-lex.europa.eu/eli/reg/2024/1689/oj), Art. 101(1)
    ```

    ## Options
    `scope` (how far a mark reaches), `claims` (`hard` or `strict`).
    """
    if not article.citations:
        return  # SRC108 says it once for the whole file
    rest: list[Claim] = []
    bare = list(uncovered(article, Tier.HARD))
    if _hardly_an_article(article, [unit for unit, _ in bare]):
        return
    if _cites_hardly(article, [unit for unit, listed in bare if not listed]):
        yield Problem(
            bare[0][0].span,
            f"{len(bare)} of the {_hard(article)} checkable claims that the article makes have no source in reach; "
            f"the first states {reason(bare[0][0])}.",
            "Add a source to each claim, or ignore SRC101 in this file if it is no sourced article.",
            unit=bare[0][0].id,
            related=tuple(unit.span for unit, _ in bare[1:]),
        )
        return
    for unit, listed in bare:
        if listed and article.scope is not Scope.DOCUMENT:
            rest.append(unit)
            continue
        yield Problem(
            unit.span,
            f"This states {reason(unit)} and no source is in reach.",
            "Add a footnote or a link to the source at the end of the sentence, "
            "or name the provision and its act in it.",
            unit=unit.id,
        )
    if rest:
        count = f"{len(rest)} claims rest" if len(rest) > 1 else "1 claim rests"
        yield Problem(
            rest[0].span,
            f"{count} only on {_whole_sources(article, rest[0])}; this is the first.",
            'Put a mark at each claim that points to its source, or set scope = "document" '
            "if what is named goes for the whole article.",
            unit=rest[0].id,
            related=tuple(unit.span for unit in rest[1:]),
        )


def _whole_sources(article: Article, unit: Claim) -> str:
    """What stands for the whole article: its list of sources, or the source that its head names."""
    cited = [article.citation(c.citation) for c in unit.coverage if c.strength is Strength.DOCUMENT]
    if cited and all(c is not None and c.span.end < unit.span.start for c in cited):
        return "the source that the head of the article names, which is not marked in the text"
    if any(c.marks for c in article.citations):
        return "those sources of the list at the end that have no mark in the text"
    return "the list of sources at the end, none of which is marked in the text"
