"""Is an act still in force? By the register where it answered, else by the catalogue."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from srclint.legal.acts import act as known_act
from srclint.legal.identifiers import base_celex, parse_celex
from srclint.model import Article, Sources, Span

_NEAR = 300
"""Code points to both sides of a mention that belong to its context."""
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Standing:
    """An act that has ended: its first day without force, and the acts (CELEX) that repealed it."""

    act: str
    ended: dt.date
    by: tuple[str, ...] = ()


def standing(act: str, sources: Sources) -> Standing | None:
    """When an act ended, as far as anybody knows; None for an act in force or of which nobody knows.

    The register's date is the last day of force. That it does not say "in force" says nothing.
    """
    base = base_celex(act)
    known = known_act(base)
    told = sources.metadata.get(base)
    by = tuple(c for c in (told.repealed_by if told is not None else ()) if _can_repeal(c, base))
    if not by and known is not None and known.repealed_by:
        by = (known.repealed_by,)
    if told is not None and told.in_force:
        return None
    if told is not None and told.end_of_validity is not None:
        return Standing(base, told.end_of_validity + dt.timedelta(days=1), by)
    if known is not None and known.repealed_on is not None:
        return Standing(base, known.repealed_on, by)
    return None


def _can_repeal(celex: str, act: str) -> bool:
    """Links in the register hold slips: an act is not repealed by an older one, nor by itself."""
    parsed = parse_celex(celex)
    return parsed is not None and parsed.sector == "3" and celex != act and celex[1:5] >= act[1:5]


def names_nearby(article: Article, span: Span, acts: tuple[str, ...]) -> bool:
    """Whether one of the acts is named, referred to or linked near a place: the author knows of it."""
    wanted = set(acts)
    if not wanted:
        return False
    low, high = span.start - _NEAR, span.end + _NEAR
    for mention in article.act_mentions:
        if base_celex(mention.celex) in wanted and low <= mention.span.start <= high:
            return True
    for reference in article.references:
        if reference.act and base_celex(reference.act) in wanted and low <= reference.span.start <= high:
            return True
    for citation in article.citations:
        cited = citation.document
        if cited is None or cited.celex is None or base_celex(cited.celex) not in wanted:
            continue
        if any(low <= place.start <= high for place in (citation.span, *citation.marks)):
            return True
    return False


def speaks_of_the_past(article: Article, span: Span) -> bool:
    """Whether the words around a place say that the act belongs to the past, in the article's language
    or in English.
    """
    text = article.text if article.format == "text" else _without_comments(article.text)
    around = text[max(0, span.start - _NEAR) : span.end + _NEAR].casefold()
    return any(pattern.search(around) for pattern in _past(article.language))


@lru_cache(maxsize=4)
def _without_comments(text: str) -> str:
    """Words in an HTML comment are for no reader; the rest stays in its place."""
    return _COMMENT.sub(lambda match: " " * len(match[0]), text)


@cache
def _past(language: str) -> tuple[re.Pattern[str], ...]:
    file = resources.files("srclint.legal") / "data" / "currency.toml"
    stems = tomllib.loads(file.read_text(encoding="utf-8"))["past"]
    wanted = [stem for code in dict.fromkeys((language, "en")) for stem in stems.get(code, ())]
    return (re.compile(r"\b(?:" + "|".join(re.escape(stem) for stem in wanted) + ")"),)
