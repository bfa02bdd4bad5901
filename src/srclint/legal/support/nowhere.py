"""A figure that the cited text does not have, and no other provision that a reader could be sent to."""

from __future__ import annotations

from srclint.legal.acts import act
from srclint.legal.identifiers import base_celex, document
from srclint.legal.prose import capital, listed
from srclint.legal.provisions import human
from srclint.legal.quantities import RawFact
from srclint.legal.support.cited import Cited
from srclint.legal.support.context import STRONG, Context
from srclint.legal.support.elsewhere import MOST, like, places
from srclint.legal.support.gaps import Gap
from srclint.legal.support.outdated import versions
from srclint.legal.support.pinpoint import is_imprecise, is_sourced
from srclint.legal.support.telling import named
from srclint.legal.support.values import CALENDAR, days, nearest
from srclint.model import Fact, FactType, Severity, Sources, SupportVerdict

# "30 days" for a month: not the same, and hardly a wrong claim.
_ALIKE = 0.08
# Figures that a provision sets, so that another one contradicts it.
_SET = frozenset({FactType.PERCENT, FactType.MONEY, FactType.DATE, FactType.DURATION})
_ONCE = frozenset({FactType.PERCENT, FactType.MONEY, FactType.DATE})


def mismatch(context: Context, fact: Fact, cited: Cited, sources: Sources) -> Gap | str:
    """What the cited text has instead, as far as the claim seems to restate it; else the reason."""
    reading = cited.reading
    candidates = [
        (path, one, context.evidence(fact, reading, path, one)) for path, one in like(cited.passages(), fact)
    ]
    if not cited.paths and fact.type not in _ONCE:
        return "whole-act"  # a term or a year is in every act somewhere
    if not candidates:
        return _without_like(context, fact, cited)
    most = max(score for _, _, score in candidates)
    best = [(path, one) for path, one, score in candidates if score == most]
    near = nearest(fact, (one for _, one in best))
    assert near is not None
    path = next(path for path, one in best if one is near)
    level = _level(context, fact, cited, sources, most, near)
    if fact.type is FactType.YEAR and most < STRONG:
        return "a-year"  # alone it tells when something was
    if level is None:
        return "not-comparable"
    text = reading.passage(path).text
    has = " ".join(text[near.start : near.end].split())
    holds = near.value
    narrow = reading.narrowest(path, lambda passage: any(one.value == holds for one in passage.facts))
    return Gap(
        "value", SupportVerdict.MISMATCH, (fact,), level,
        f"{fact.raw} is not in {named(cited)}; {capital(human(narrow))} has {has}",
        cited.citation, cited.document, imprecise=is_imprecise(context, cited),
    )  # fmt: skip


def _without_like(context: Context, fact: Fact, cited: Cited) -> Gap | str:
    """The cited text has no figure of that kind at all: it may be the author's own."""
    if not cited.paths or is_imprecise(context, cited) or context.is_event(fact):
        return "no-such-figure-there"
    if fact.type in (FactType.YEAR, FactType.MONTH) or context.unit.block == "row":
        return "no-such-figure-there"
    found = more(context, fact, cited)
    if found is not None:
        return found
    if fact.type in CALENDAR or not context.states_law(fact):
        return "no-such-figure-there"
    level = Severity.WARNING if is_sourced(context, cited) else Severity.INFO
    return Gap(
        "value", SupportVerdict.MISMATCH, (fact,), level,
        f"{fact.raw} is not in {named(cited)}, nor anywhere in the act", cited.citation, cited.document,
    )  # fmt: skip


def _level(
    context: Context, fact: Fact, cited: Cited, sources: Sources, evidence: int, near: RawFact
) -> Severity | None:
    """How grave a figure that the text has otherwise may be called; None: nothing can be said."""
    score = evidence if cited.paths else evidence - 1
    imprecise = is_imprecise(context, cited)
    if score < (STRONG if imprecise or context.is_event(fact) else 0):
        return None
    if imprecise or context.is_event(fact) or context.is_entry_into_force(fact):
        return Severity.INFO
    if score == 0 and not (fact.type in _SET and is_sourced(context, cited)):
        return Severity.INFO
    if fact.type is FactType.DURATION and _are_alike(fact.value, near.value):
        return Severity.INFO
    sure = (
        score >= STRONG
        and context.words.told
        and near.certain
        and fact.type in (FactType.PERCENT, FactType.MONEY, FactType.DATE, FactType.DURATION)
        and not _may_be_amended(context, cited, sources)
    )
    return Severity.ERROR if sure else Severity.WARNING


def _are_alike(one: str, other: str) -> bool:
    left, right = days(one), days(other)
    return left > 0 and right > 0 and abs(left - right) <= _ALIKE * right


def _may_be_amended(context: Context, cited: Cited, sources: Sources) -> bool:
    """Whether a version of the act that nobody read may have the claim's figure."""
    base = base_celex(cited.document.removeprefix("celex:"))
    if base in sources.versions:
        texts = {version.document for version in versions(cited, sources)}
        return base in sources.versions_partial or not texts.issuperset(sources.versions[base])
    known = act(base)
    if known is None:
        return True
    if not known.amended_by:
        return False
    dates = [d for v in known.versions if (d := document(v).version) is not None]
    read = {version.document for version in versions(cited, sources)}
    unread = [v for v in known.versions if f"celex:{v}" not in read]
    return bool(unread) and (not dates or min(dates) <= context.article.as_of)


def more(context: Context, fact: Fact, cited: Cited) -> Gap | None:
    """A figure that the cited provision has not, and the act has in more places than can be named."""
    if not cited.paths or is_imprecise(context, cited) or context.is_event(fact):
        return None
    everywhere = places(cited, fact, (), context.asked if context.language == cited.reading.language else ())
    if not everywhere:
        return None
    where = listed([capital(human(path)) for path in everywhere[:MOST]])
    others = f" and {len(everywhere) - MOST} more provisions" if len(everywhere) > MOST else ""
    sourced = fact.type in _SET and is_sourced(context, cited)
    return Gap(
        "value", SupportVerdict.ELSEWHERE, (fact,), Severity.WARNING if sourced else Severity.INFO,
        f"{fact.raw} stands in {where}{others}, not in {named(cited)}",
        cited.citation, cited.document, everywhere[:MOST], imprecise=not sourced,
    )  # fmt: skip
