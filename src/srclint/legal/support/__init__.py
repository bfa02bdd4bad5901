"""Does the source say it: the claims of an article against the texts that they cite (claims.md 5).

Nothing here says that a claim is true: it shows that nothing in the cited text contradicts it, or what
does. Pure functions of the article and the sources; the last article's answer is kept, so that the
report and every rule share it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from srclint.legal.once import PerArticle
from srclint.legal.support.cited import Finder
from srclint.legal.support.gaps import Gap, Judgement
from srclint.legal.support.weighing import Weighing
from srclint.model import Article, Sources, Support, Tier

__all__ = ["Gap", "Judgement", "assess", "judgements"]

_JUDGED: PerArticle[Mapping[str, Judgement]] = PerArticle()


def judgements(article: Article, sources: Sources) -> Mapping[str, Judgement]:
    """For each claim that a citation covers, by the unit's id: its support and its gaps, in order."""
    return _JUDGED.get(article, sources, article, lambda: _judged(article, sources))


def _judged(article: Article, sources: Sources) -> Mapping[str, Judgement]:
    finder = Finder(article, sources)
    return MappingProxyType(
        {
            unit.id: Weighing(article, unit, finder, sources).judge()
            for unit in article.units
            if unit.tier is not Tier.NONE and unit.coverage
        }
    )


def assess(article: Article, sources: Sources) -> Mapping[str, tuple[Support, ...]]:
    """For each claim that a citation covers, by the unit's id: one ``Support`` for each citation."""
    return MappingProxyType({id_: one.support for id_, one in judgements(article, sources).items()})
