"""SRC101."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from srclint.legal.pointing import takes_up
from srclint.model import Article, Claim, Problem, Reference, Scope, Severity, Sources, Strength, Tier
from srclint.rules.base import Needs, rule

# An article that marks a source for none of so many claims, or for at most one in five, does not cite
# as it goes along: one finding counts them.
_NONE = 3
_SOME = 10
_HARDLY = 5
_NEAR = 4
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


# A place in a source that the sentence gives itself, in brackets: "(para 12)", "(S. 4)", "(¶285)".
_PINPOINT = re.compile(
    r"\([^()]{0,40}(?:¶{1,2}|\b(?:paras?|pp?|pars?|Rn|Rz|S|blz|r\.o|pt|n°|nos?)\b\.?)\s{0,2}\d[^()]{0,60}\)"
)


def uncovered(article: Article, tier: Tier) -> Iterator[tuple[Claim, bool]]:
    """Claims of a tier without an accepted citation, and whether a list of sources might back them.

    A claim that names its provision is none of them: where the act cannot be told, SRC302 says so.
    """
    places = {r.unit for r in article.references if _names_its_place(r)}
    if tier is Tier.HARD:
        places |= _told_next(article)
    for unit in article.units:
        if unit.tier is not tier or any(article.scope.accepts(c.strength) for c in unit.coverage):
            continue
        if unit.id in places or _PINPOINT.search(unit.plain):
            continue
        yield unit, any(c.strength is Strength.DOCUMENT for c in unit.coverage)


def _names_its_place(reference: Reference) -> bool:
    """Whether a reference says by number which provision it means, of national law too."""
    if reference.targets:
        return not reference.targets[0].startswith("^")
    return reference.foreign


def _cites_hardly(article: Article, bare: list[Claim]) -> bool:
    """Whether an article cites for none of its claims, or for next to none of many."""
    claims = sum(unit.tier is Tier.HARD for unit in article.units)
    sourced = claims - len(bare)
    if len(bare) < (_SOME if sourced else _NONE):
        return False
    return sourced * _HARDLY <= claims


def _told_next(article: Article) -> set[str]:
    """The units that the next one gives the source of: "This is what Art. 21(2) says.", "The decision says
    ...[^1]" after one that tells of a decision, a quotation with a mark after the words that lead into it.
    """
    places = {r.unit for r in article.references if _names_its_place(r)}
    out: set[str] = set()
    for unit, following in pairwise(article.units):
        direct = any(c.strength is Strength.EXACT for c in following.coverage) or following.id in places
        if unit.coverage or not direct:
            continue
        if unit.plain.endswith((":", "\uff1a")) or (
            _adjoin(article, unit, following) and takes_up(unit.plain, following.plain, article.language)
        ):
            out.add(unit.id)
    return out


def _adjoin(article: Article, unit: Claim, following: Claim) -> bool:
    """Whether two units stand in one paragraph."""
    between = article.text[unit.span.end : following.span.start]
    return len(between) <= _NEAR and not between.strip() and between.count("\n") < 2


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
    itself ("Art. 101 of the AI Act", "(para 12)") needs no other source.

    A sentence is not accused where the next one takes it up and has the source ("This is stated in
    Art. 21(2) GDPR."), nor are words that lead into a quotation or a list with a source.

    An article that marks a source for none of its claims, or for at most one in five, gets one finding
    that counts them. Where an article only has a list of sources at its end, or names at its head what
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
    if _cites_hardly(article, [unit for unit, listed in bare if not listed]):
        yield Problem(
            bare[0][0].span,
            f"{len(bare)} checkable claims have no source in reach, nearly all that the article makes; "
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
