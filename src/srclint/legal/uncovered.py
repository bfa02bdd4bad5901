"""Which claims have no source in reach, read as generously as a reader would (SRC101, SRC105).

The citations that cover a claim are told by the reading (claims.md 4.2). Here is what a rule may not
overlook besides: a sentence that says itself where its words come from, the one after it that does so
for it, the words that lead into what has a source.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from srclint.legal.pointing import takes_up
from srclint.model import Article, Claim, Reference, Strength, Tier

_COLONS = (":", "\uff1a")
# Two sentences of one paragraph stand so near.
_NEAR = 4
# A place in a source that the sentence gives itself, in brackets: "(para 12)", "(S. 4)", "(¶285)".
_PINPOINT = re.compile(
    r"\([^()]{0,40}(?:¶{1,2}|\b(?:paras?|pp?|pars?|Rn|Rz|S|blz|r\.o|pt|n°|nos?)\b\.?)\s{0,2}\d[^()]{0,60}\)"
)
# Author and year in brackets: "(Kuner 2020)", "(Bitkom, 2025)", "(SIG benchmark report 2023)"; no month and year.
_AUTHOR = re.compile(
    r"\((?:(?:see|cf\.?|siehe|vgl\.?|zie|voir) )?"
    r"(?!(?:Jan|Feb|Mar|Mär|Apr|May|Mai|Mei|Jun|Jul|Aug|Sep|Oct|Okt|Nov|Dec|Dez|Version|Spring|Summer|Autumn|Q\d))"
    r"[A-ZÀ-Þ][\w./&’'-]{1,30}(?:,? (?:[A-ZÀ-Þ][\w./&’'-]{0,30}|et al\.?|and|und|en|et|&"
    r"|reports?|study|survey|benchmark|rapport|étude|onderzoek)){0,6},? (?:19|20)\d\d[a-z]?(?:, [^()]{1,30})?\)"
)
# A key in square brackets that is no link and no mark: "[CIR 2024/2981]", "[ISO/IEC 27001]", "[GDPR]".
_KEY = re.compile(r"(?<![\]!\\\w])\[(?![\^@\[\]])([^\[\]]{2,80})\](?![(\[{:])")
_KEYED = re.compile(
    r"[A-Z]{2}.{0,60}\d|[A-Z]{3,12}\Z"
    r"|[A-Z][\w -]{3,60}(?:Regulation|Directive|Act|Decision|Guidelines)\Z"
    r"|[A-Z][\w -]{0,60}(?:[Vv]erordnung|[Rr]ichtlinie|[Vv]erordening|[Rr]ichtlijn)\Z"
    r"|(?:Règlement|Directive|Décision) [\w -]{3,60}\Z",
)
# The reading says so of a legal effect that is stated of nobody: it is checkable and too loose to accuse.
ASIDE = "aside"
_LINE = 120
# Below every heading.
_LOWEST = 7
_LED = frozenset({"quote", "item", "row"})


def uncovered(article: Article, tier: Tier) -> Iterator[tuple[Claim, bool]]:
    """Claims of a tier without an accepted citation, and whether a list of sources might back them.

    A claim that names its provision is none of them: where the act cannot be told, SRC302 says so.
    """
    told = {r.unit for r in article.references if _names_its_place(r)}
    told |= {unit.id for unit in article.units if ASIDE in unit.reasons}
    told |= {unit.id for unit in article.units if "(" in unit.plain and _names_a_work(unit.plain)}
    if tier is Tier.HARD:
        told |= _keyed(article)
        told |= _under_provisions(article)
        told |= _attributed(article)
        told |= _led(article, told)
        told |= _told_next(article, told)
    for unit in article.units:
        if unit.tier is not tier or unit.id in told:
            continue
        if any(article.scope.accepts(c.strength) for c in unit.coverage):
            continue
        yield unit, any(c.strength is Strength.DOCUMENT for c in unit.coverage)


def _names_a_work(text: str) -> bool:
    """Whether a sentence gives a place in a source, or an author and a year, in brackets."""
    return _PINPOINT.search(text) is not None or _AUTHOR.search(text) is not None


def _names_its_place(reference: Reference) -> bool:
    """Whether a reference says by number which provision it means, of national law too."""
    if reference.targets:
        return not reference.targets[0].startswith("^")
    return reference.foreign


def _keyed(article: Article) -> set[str]:
    """The units that give a source by its key or its name in square brackets, as specifications do.

    A name in brackets is a source where it is an act: "[European Digital Identity Regulation]".
    """
    acts = sorted(mention.span.start for mention in article.act_mentions)
    out: set[str] = set()
    for unit in article.units:
        if "[" not in unit.text:
            continue
        for key in _KEY.finditer(unit.text):
            low, high = unit.span.start + key.start(), unit.span.start + key.end()
            if _KEYED.match(" ".join(key[1].split())) or _any_between(acts, low, high):
                out.add(unit.id)
                break
    return out


def _under_provisions(article: Article) -> set[str]:
    """The units below a heading, or a line that stands for one, that names a provision of any act:
    "**Article 6**" above its text."""
    places = sorted(r.span.start for r in article.references if _names_its_place(r))
    out: set[str] = set()
    level: int | None = None
    for block in article.blocks:
        heads = block.kind == "heading"
        title = heads or (block.kind == "paragraph" and _is_title(block.text))
        if heads and level is not None and block.level <= level:
            level = None
        if title and level is None and _any_between(places, block.start, min(block.end, block.start + _LINE)):
            level = block.level if heads else _LOWEST
        elif title and not heads and level == _LOWEST:
            level = _LOWEST if _any_between(places, block.start, block.end) else level
        if level is not None and not title:
            out.update(id_ for _, _, id_ in block.units)
    return out


def _is_title(text: str) -> bool:
    return (
        len(text) <= _LINE
        and not text.rstrip().endswith((".", ":", ";", ",", "!", "?"))
        and text[:1].isupper()
    )


def _attributed(article: Article) -> set[str]:
    """The words of a quotation below which stands whose they are: "— The firm in its letter"."""
    out: set[str] = set()
    named = False
    for unit in reversed(article.units):
        if "attribution" in unit.reasons:
            named = True
        elif unit.block == "quote" and named:
            out.add(unit.id)
        else:
            named = False
    return out


def _any_between(places: list[int], low: int, high: int) -> bool:
    at = bisect_left(places, low)
    return at < len(places) and places[at] < high


def _led(article: Article, told: set[str | None]) -> set[str]:
    """The items, rows and quotations behind words that name their source and end in a colon."""
    out: set[str] = set()
    led = False
    for unit in article.units:
        if unit.block in _LED and led:
            out.add(unit.id)
        else:
            led = unit.id in told and unit.plain.endswith(_COLONS)
    return out


def _told_next(article: Article, told: set[str | None]) -> set[str]:
    """The units that the next one gives the source of: "This is what Art. 21(2) says.", "The decision says
    ...[^1]" after one that tells of a decision, a quotation with a mark after the words that lead into it.
    """
    out: set[str] = set()
    for following, unit in pairwise(reversed(article.units)):
        direct = any(c.strength is Strength.EXACT for c in following.coverage)
        if unit.coverage or not (direct or following.id in told or following.id in out):
            continue
        if unit.plain.endswith(_COLONS) or (
            _adjoin(article, unit, following) and takes_up(unit.plain, following.plain, article.language)
        ):
            out.add(unit.id)
    return out


def _adjoin(article: Article, unit: Claim, following: Claim) -> bool:
    """Whether two units stand in one paragraph."""
    between = article.text[unit.span.end : following.span.start]
    return len(between) <= _NEAR and not between.strip() and between.count("\n") < 2
