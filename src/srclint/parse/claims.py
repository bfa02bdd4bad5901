"""Which units are claims, and how checkable they are (claims.md 3).

First what a unit *does* (``speech``). What remains states something: it is *hard* where it holds a
checkable fact or a legal effect, *soft* where it is any other declarative sentence. Quoted words are
someone else's: only the frame around them is judged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import filterfalse

from srclint.model import FactType, Tier
from srclint.parse.evidence import Setting, effects_of, evidence, is_direct
from srclint.parse.grammar import BREAKS, Grammar, grammar_of
from srclint.parse.headings import section_words
from srclint.parse.pairs import pairs
from srclint.parse.phrases import Marked, words_of
from srclint.parse.speech import attitude, still_checkable

# A legal effect that is told neither of somebody nor by the law: "Tracking must become rarer".
ASIDE = "aside"
_ALONE = Setting()
_STOPS = frozenset(".!;:…")
# A cell of so many words may be a sentence; a column's header is not longer.
_SENTENCE = 5
_HEADER = 40
# Facts that can be looked up in a source; a named body alone states nothing.
_HARD_FACTS = tuple(fact.value for fact in FactType if fact is not FactType.BODY)
_MEASURED = frozenset(
    {FactType.PERCENT, FactType.PERCENTAGE_POINTS, FactType.MONEY, FactType.DATE, FactType.MONTH}
)
# An amount or a share is checkable in a bare "Fines: up to 3 % of turnover"; a term is in a list or table.
_AMOUNTS = frozenset({FactType.PERCENT, FactType.PERCENTAGE_POINTS, FactType.MONEY})
_COUNTED = _MEASURED | {FactType.COUNT, FactType.DURATION}
_LABEL = re.compile(r"\A\s*(?:[-–—•*]\s+|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]\s+)")
# What somebody has yet to fill in: "[COMPANY]", "{{ name }}", "____".
_BLANK = re.compile(
    r"\[(?:[A-Z]{2,20}_[A-Z_]{1,30}|(?i:your|insert|names?|date|company|organi[sz]ation|address|e-?mail|product|client|title|signature"
    r"|naam|bedrijf|datum|firma|nom|entreprise)\b[^\[\]]{0,40})\](?!\()"
    r"|\{\{[^{}]{1,60}\}\}|<(?:your|insert|name|date)\b[^<>]{0,40}>|_{4}"
)
_SIGNS = frozenset("[{<_")
_DIGITS = frozenset("0123456789")
# A time as wide as a decade or a century is as checkable as a year.
_ERA = re.compile(
    r"\b(?:1[5-9]|20)\d0(?:s|er)\b|\b\d{1,2}(?:st|nd|rd|th)[ -]century\b|\b\d{1,2}\. Jahrhundert"
    r"|\b\d{1,2}e eeuw\b|\bannées (?:19|20)\d0\b|\bjaren (?:19|20)?\d0\b"
)
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
    setting: Setting = _ALONE,
) -> tuple[Tier, tuple[str, ...]]:
    """The tier of a unit and the codes that decided.

    ``plain`` is the unit as a reader sees it, without footnote marks (for an item with the lead-in
    of its list before it). ``block`` is ``paragraph``, ``item``, ``row`` or ``quote``.
    ``provisions`` and ``act`` tell whether a provision or an act is named in it, ``fact_types``
    which typed facts it holds (values of ``FactType``), ``quoted`` whether it stands in a block
    quote; ``setting`` what its surroundings say. A hard unit has every reason that holds, in a
    fixed order; any other has exactly one.
    """
    grammar = grammar_of(language[:2].lower())
    text = _LABEL.sub("", plain, count=1).strip()
    facts = tuple(filter(fact_types.__contains__, _HARD_FACTS)) if fact_types else ()
    if FactType.YEAR not in fact_types and not _DIGITS.isdisjoint(text) and _ERA.search(text):
        facts = (*facts, FactType.YEAR.value)
    measured = not _MEASURED.isdisjoint(fact_types)
    quotes = pairs(text, quotes_only=True)
    if not any(map(str.isalnum, text)):
        return Tier.NONE, ("fragment",)
    if _wholly_quoted(text, quotes):
        return _quotation(text, provisions, act, facts)
    words = words_of(_without(text, quotes).replace("-être", "être"))
    if _QUESTION.search(text) and (_last(text) == "?" or language[:2] == "el"):
        return Tier.NONE, ("question",)
    if not _SIGNS.isdisjoint(text) and _BLANK.search(text):
        return Tier.NONE, ("template",)
    label, colon, _ = text[:_HEADER].partition(":")
    if colon and block != "row" and not provisions and label.strip().lower() in section_words().own_labels:
        return Tier.NONE, ("meta",)
    unit = grammar.lexicon.mark(_strip_presenter(words, grammar))
    length = len(list(filterfalse(BREAKS.__contains__, unit.words)))
    verbal = _has_verb(text, unit, length, block, grammar)
    if length < 4 and not (measured or provisions) and not (verbal and length == 3 and _last(text) == "."):
        return Tier.NONE, ("short",)
    code = attitude(text, unit, grammar, provisions=provisions, item=block == "item")
    if code:
        told = not (_COUNTED if code == "narrative" else _MEASURED).isdisjoint(fact_types)
        checkable = still_checkable(code, unit, grammar, provisions=provisions, measured=told)
        return (Tier.SOFT if checkable else Tier.NONE), (code,)
    reasons, strong = evidence(
        unit,
        grammar,
        setting,
        provisions=provisions,
        act=act,
        facts=facts,
        titled=FactType.QUOTATION in facts and _only_titles(text, quotes),
        row=block == "row",
    )
    if block == "row" and not strong and reasons and not setting.spec:
        strong = _cell_states(text, grammar, setting)
    bare = not _AMOUNTS.isdisjoint(fact_types) or (block != "paragraph" and FactType.DURATION in fact_types)
    bare = bare and unit.has(grammar.bound, grammar.duty, grammar.status)
    sentence = block != "paragraph" or _last(text) in _STOPS or unit.has(grammar.finite)
    introduces = text.endswith(":") and not measured and not provisions
    if strong and sentence and not introduces and (verbal or bare):
        if not (provisions or facts or quoted or block == "row" or is_direct(unit, grammar, setting)):
            reasons = (*reasons, ASIDE)
        return Tier.HARD, (
            ("quotation", *(code for code in reasons if code != "quotation")) if quoted else reasons
        )
    if verbal or (block == "row" and reasons):
        return Tier.SOFT, ("quotation",) if quoted else ("declarative",)
    return Tier.NONE, ("fragment",)


def _cell_states(text: str, grammar: Grammar, setting: Setting) -> bool:
    """Whether a cell of a row is a sentence that states a legal effect; its header is no part of it."""
    for cell in text.split(" | "):
        header, colon, content = cell.partition(": ")
        unit = grammar.lexicon.mark(words_of(content if colon and len(header) <= _HEADER else cell))
        # "A set of rules that providers must follow" defines and states nothing.
        if len(unit.words) < _SENTENCE or unit.first(grammar.finite) > unit.first(grammar.relative):
            continue
        party = setting.lawful and unit.has(grammar.party)
        somebody = party or unit.has(grammar.body, grammar.law)
        alone = replace(setting, near=False)
        if effects_of(unit, grammar, alone, provisions=False, named=False, legal=somebody):
            return True
    return False


def _quotation(
    text: str, provisions: bool, act: bool, facts: tuple[str, ...]
) -> tuple[Tier, tuple[str, ...]]:
    if len(text.split()) < 4 and not (provisions or act or facts):
        return Tier.NONE, ("short",)
    named = [code for code, holds in (("provision", provisions), ("act", act)) if holds]
    return Tier.HARD, tuple(dict.fromkeys(("quotation", *named, *facts)))


def _wholly_quoted(text: str, quotes: Sequence[tuple[int, int]]) -> bool:
    return bool(quotes) and quotes[0][0] == 0 and len(text[quotes[0][1] :].strip(" .,;:!?")) == 0


def _only_titles(text: str, quotes: Sequence[tuple[int, int]]) -> bool:
    """Whether all that is quoted is set like a name or a title: every longer word with a capital."""
    for low, high in quotes:
        words = [word for word in re.findall(r"[^\W\d_]+", text[low:high]) if len(word) > 3]
        if any(word[0].islower() for word in words):
            return False
    return True


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
