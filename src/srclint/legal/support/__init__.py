"""Does the source say it: the claims of an article against the texts that they cite (claims.md 5).

Nothing here says that a claim is true: it shows that nothing in the cited text contradicts it, or what
does. Pure functions of the article and the sources; the last article's answer is kept, so that the
report and every rule share it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from srclint.legal.support.cited import Finder
from srclint.legal.support.gaps import Gap, Judgement
from srclint.legal.support.weighing import Weighing
from srclint.model import Article, Sources, Support, Tier

__all__ = ["Gap", "Judgement", "assess", "judgements"]

_LAST: list[tuple[Article, Sources, Mapping[str, Judgement]]] = []


def judgements(article: Article, sources: Sources) -> Mapping[str, Judgement]:
    """For each claim that a citation covers, by the unit's id: its support and its gaps, in order."""
    if _LAST and _LAST[0][0] is article and _LAST[0][1] is sources:
        return _LAST[0][2]
    finder = Finder(article, sources)
    found = {
        unit.id: Weighing(article, unit, finder, sources).judge()
        for unit in article.units
        if unit.tier is not Tier.NONE and unit.coverage
    }
    made = MappingProxyType(found)
    _LAST[:] = [(article, sources, made)]
    return made


def assess(article: Article, sources: Sources) -> Mapping[str, tuple[Support, ...]]:
    """For each claim that a citation covers, by the unit's id: one ``Support`` for each citation."""
    return MappingProxyType({id_: one.support for id_, one in judgements(article, sources).items()})
