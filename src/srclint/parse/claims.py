"""Which units are claims, and how checkable they are (claims.md 3).

First what a unit *does* (``speech``). What remains states something: it is *hard* where it holds a
checkable fact or a legal effect, *soft* where it is any other declarative sentence. Quoted words are
someone else's: only the frame around them is judged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from srclint.model import FactType, Tier
from srclint.parse.grammar import BREAKS, Grammar, grammar_of
from srclint.parse.pairs import pairs
from srclint.parse.phrases import Marked, words_of
from srclint.parse.speech import attitude, still_checkable

# Facts that can be looked up in a source; a named body alone states nothing.
_HARD_FACTS = tuple(fact for fact in FactType if fact is not FactType.BODY)
_MEASURED = frozenset(
    {FactType.PERCENT, FactType.PERCENTAGE_POINTS, FactType.MONEY, FactType.DATE, FactType.MONTH}
)
# An amount or a share is checkable in a bare "Fines: up to 3 % of turnover"; a term is in a list or table.
_AMOUNTS = frozenset({FactType.PERCENT, FactType.PERCENTAGE_POINTS, FactType.MONEY})
_COUNTED = _MEASURED | {FactType.COUNT, FactType.DURATION}
_LABEL = re.compile(r"\A\s*(?:[-–—•*]\s+|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]\s+)")
_QUESTION = re.compile(r"[?;;][\s\"”»’')\]]{0,4}\Z")


def classify(
    plain: str,
    language: str,
    *,
    block: str = "paragraph",
    provisions: bool = False,
    act: bool = False,
    fact_types: frozenset[str] = frozenset(),
    quoted: bool = False,
) -> tuple[Tier, tuple[str, ...]]:
    """The tier of a unit and the codes that decided.

    ``plain`` is the unit as a reader sees it, without footnote marks (for an item with the lead-in
    of its list before it). ``block`` is ``paragraph``, ``item``, ``row`` or ``quote``.
    ``provisions`` and ``act`` tell whether a provision or an act is named in it, ``fact_types``
    which typed facts it holds (values of ``FactType``), ``quoted`` whether it stands in a block
    quote. A hard unit has every reason that holds, in a fixed order; any other has exactly one.
    """
    grammar = grammar_of(language[:2].lower())
    text = _LABEL.sub("", plain, count=1).strip()
    facts = tuple(fact.value for fact in _HARD_FACTS if fact in fact_types)
    measured = not _MEASURED.isdisjoint(fact_types)
    bare = not _AMOUNTS.isdisjoint(fact_types) or (block != "paragraph" and FactType.DURATION in fact_types)
    quotes = pairs(text, quotes_only=True)
    if not any(map(str.isalnum, text)):
        return Tier.NONE, ("fragment",)
    if quoted or _wholly_quoted(text, quotes):
        return _quotation(text, provisions, act, facts)
    words = words_of(_without(text, quotes).replace("-être", "être"))
    if _QUESTION.search(text) and (_last(text) == "?" or language[:2] == "el"):
        return Tier.NONE, ("question",)
    unit = grammar.lexicon.mark(_strip_presenter(words, grammar))
    length = len(unit.words) - sum(map(unit.words.count, BREAKS))
    verbal = _has_verb(text, unit, length, block, grammar)
    if length < 4 and not (measured or provisions) and not (verbal and length == 3 and _last(text) == "."):
        return Tier.NONE, ("short",)
    code = attitude(text, unit, grammar, provisions=provisions, item=block == "item")
    if code:
        told = not (_COUNTED if code == "narrative" else _MEASURED).isdisjoint(fact_types)
        checkable = still_checkable(code, unit, grammar, provisions=provisions, measured=told)
        return (Tier.SOFT if checkable else Tier.NONE), (code,)
    reasons = _reasons(unit, grammar, provisions=provisions, act=act, facts=facts)
    if reasons and (verbal or bare or block == "row"):
        return Tier.HARD, reasons
    if verbal:
        return Tier.SOFT, ("declarative",)
    return Tier.NONE, ("fragment",)


def _quotation(
    text: str, provisions: bool, act: bool, facts: tuple[str, ...]
) -> tuple[Tier, tuple[str, ...]]:
    if len(text.split()) < 4 and not (provisions or act or facts):
        return Tier.NONE, ("short",)
    named = [code for code, holds in (("provision", provisions), ("act", act)) if holds]
    return Tier.HARD, tuple(dict.fromkeys(("quotation", *named, *facts)))


def _wholly_quoted(text: str, quotes: Sequence[tuple[int, int]]) -> bool:
    return bool(quotes) and quotes[0][0] == 0 and len(text[quotes[0][1] :].strip(" .,;:!?")) == 0


def _without(text: str, extents: Sequence[tuple[int, int]]) -> str:
    """The text with quotations of three words and more taken out."""
    parts, at = [], 0
    for low, high in extents:
        if text.count(" ", low, high) >= 2:
            parts.append(text[at:low])
            at = high
    parts.append(text[at:])
    return " ".join(parts)


def _strip_presenter(words: list[str], grammar: Grammar) -> list[str]:
    """The words without an opening such as "note that": "Note that X" states X."""
    plain = [word for word in words[:12] if word not in BREAKS]
    length = grammar.presenter.at(plain, 0) if plain else 0
    if not length:
        return words
    at = 0
    while length and at < len(words):
        length -= words[at] not in BREAKS
        at += 1
    return words[at:] if len(words) - at > 3 else words


def _has_verb(text: str, unit: Marked, length: int, block: str, grammar: Grammar) -> bool:
    """Whether a unit of ``length`` words has a finite verb, as far as words, endings and the stop tell."""
    if unit.has(grammar.finite, grammar.should):
        return True
    last = _last(text)
    if length > 5 and last in (".", "!"):
        return True
    if not grammar.full or (length <= 12 and (block != "paragraph" or last not in (".", "!", ":", ";"))):
        return False
    return bool(grammar.verb and grammar.verb.search(text, _first_word_end(text)))


def _last(text: str) -> str:
    """The last character before closing quotation marks and brackets."""
    return text.rstrip("\"”»’')] ")[-1:]


def _first_word_end(text: str) -> int:
    """Where the second word begins: the first is no verb of a statement."""
    return max(text.find(" "), 0)


def _reasons(
    unit: Marked, grammar: Grammar, *, provisions: bool, act: bool, facts: tuple[str, ...]
) -> tuple[str, ...]:
    """Every reason for which it can be checked, in the order of claims.md 3.2."""
    found = [code for code, holds in (("provision", provisions), ("act", act)) if holds]
    found += facts
    found += [
        code
        for code, category in (("duty", grammar.duty), ("power", grammar.power), ("status", grammar.status))
        if unit.has(category)
    ]
    if unit.has(grammar.event) and unit.has(grammar.body):
        found.append("event")
    return tuple(found)
