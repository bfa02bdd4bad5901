"""Which units are claims, and how checkable they are (claims.md 3).

First what a unit *does*: asks, instructs, recommends, values, supposes, tells of the author or of
the text itself. Only what remains states something; it is *hard* where it holds a checkable fact or
a legal effect, *soft* where it is any other declarative sentence. The words are data
(``data/claims.toml``); where a word may stand (first, as the subject, as the verb of the main
clause) is decided here. Quoted words are someone else's: only the frame around them is judged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from srclint.model import FactType, Tier
from srclint.parse.pairs import pairs
from srclint.parse.phrases import Phrases, phrases, words_of
from srclint.parse.words import table

# Facts that can be looked up in a source; a named body alone states nothing.
_HARD_FACTS = tuple(fact for fact in FactType if fact is not FactType.BODY)
_MEASURED = frozenset(
    {FactType.PERCENT, FactType.PERCENTAGE_POINTS, FactType.MONEY, FactType.DATE, FactType.MONTH}
)
_LABEL = re.compile(r"\s*(?:[-–—•*]\s+|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]\s+)")
_QUESTION = re.compile(r"[?;;][\s\"”»’')\]]{0,4}\Z")
_BREAKS = frozenset(",;:()")
_CATEGORIES = (
    "finite",
    "intro",
    "subordinator",
    "presenter",
    "imperative",
    "ambiguous",
    "object",
    "advice",
    "should",
    "opinion",
    "evaluation",
    "hedge",
    "meta",
    "navigation",
    "example",
    "singular",
    "plural",
    "second",
    "duty",
    "power",
    "status",
    "event",
    "body",
)


@dataclass(frozen=True, slots=True)
class _Grammar:
    finite: Phrases
    intro: Phrases
    subordinator: Phrases
    presenter: Phrases
    imperative: Phrases
    ambiguous: Phrases
    object: Phrases
    advice: Phrases
    should: Phrases
    opinion: Phrases
    evaluation: Phrases
    hedge: Phrases
    meta: Phrases
    navigation: Phrases
    example: Phrases
    singular: Phrases
    plural: Phrases
    second: Phrases
    duty: Phrases
    power: Phrases
    status: Phrases
    event: Phrases
    body: Phrases
    verb: re.Pattern[str] | None
    instruction: re.Pattern[str] | None
    full: bool
    ego: bool


@lru_cache(maxsize=64)
def _grammar(language: str) -> _Grammar:
    rows = table("claims").get(language, {})
    read = {name: phrases(rows.get(name, "")) for name in _CATEGORIES}
    endings = "|".join(rows.get("endings", "").split())
    # Lower-case words only: neither names nor, in German, nouns.
    verb = re.compile(rf"(?<![^\W_])[^\W\d_A-ZÀ-Þ][^\W\d_]{{1,30}}(?:{endings})(?![^\W_])") if endings else None
    instruction = re.compile(rows["instruction"]) if "instruction" in rows else None
    full = "imperative" in rows
    return _Grammar(**read, verb=verb, instruction=instruction, full=full, ego=language == "en")


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
    grammar = _grammar(language[:2].lower())
    text = _LABEL.sub("", plain, count=1).strip()
    facts = tuple(fact.value for fact in _HARD_FACTS if fact in fact_types)
    measured = not _MEASURED.isdisjoint(fact_types)
    quotes = pairs(text, quotes_only=True)
    if not any(map(str.isalnum, text)):
        return Tier.NONE, ("fragment",)
    if quoted or _wholly_quoted(text, quotes):
        return _quotation(text, provisions, act, facts)
    words = words_of(_without(text, quotes))
    if _QUESTION.search(text) and (text.rstrip("\"”»’')] \n")[-1:] == "?" or language[:2] == "el"):
        return Tier.NONE, ("question",)
    words = _strip_presenter(words, grammar)
    verbal = _has_verb(text, words, block, grammar)
    length = sum(word not in _BREAKS for word in words)
    if length < 4 and not (measured or provisions) and not (verbal and length == 3):
        return Tier.NONE, ("short",)
    code = _attitude(text, words, grammar, measured=measured, provisions=provisions)
    if code:
        softened = code in ("hedged", "recommendation") and (provisions or measured)
        return (Tier.SOFT if softened else Tier.NONE), (code,)
    reasons = _reasons(words, grammar, provisions=provisions, act=act, facts=facts)
    if reasons and (verbal or block == "row" or not grammar.full):
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


def _strip_presenter(words: list[str], grammar: _Grammar) -> list[str]:
    """ "Note that X" states X."""
    plain = [word for word in words[:12] if word not in _BREAKS]
    length = grammar.presenter.at(plain, 0) if plain else 0
    if not length:
        return words
    at = 0
    while length and at < len(words):
        length -= words[at] not in _BREAKS
        at += 1
    return words[at:] if len(words) - at > 3 else words


# --------------------------------------------------------------------------- what the unit does


def _attitude(
    text: str, words: list[str], grammar: _Grammar, *, measured: bool, provisions: bool
) -> str | None:
    """The code of what makes it no plain statement, or None."""
    if _narrates(text, words, grammar):
        return "narrative"
    if _instructs(text, words, grammar):
        return "advice"
    if grammar.opinion.within(words):
        return "opinion"
    if _author_as_we(words, grammar):
        return "narrative"
    if grammar.example.within(words, 2):
        return "example"
    if not grammar.duty.within(words, 6) and grammar.meta.within(words, 4):
        return "meta"
    if not provisions and grammar.navigation.within(words):
        return "meta"
    if grammar.advice.within(words) or _recommends(words, grammar):
        return "recommendation"
    if not (provisions or measured) and grammar.evaluation.within(words):
        return "evaluation"
    if grammar.hedge.within(words):
        return "hedged"
    return None


_I = re.compile(r"(?:\A|[a-z,;:–—(] )I(?:['’](?:m|ve|d|ll))? (?!and |or |of |to )[a-z]")


def _narrates(text: str, words: list[str], grammar: _Grammar) -> bool:
    """The author's own experience: a first person singular outside quotations."""
    return grammar.singular.within(words) or (grammar.ego and bool(_I.search(text)))


def _author_as_we(words: list[str], grammar: _Grammar) -> bool:
    """ "We" as the subject of the main clause: early, and not after a subordinator."""
    for place, word in enumerate(words[:5]):
        if grammar.subordinator.at(words, place):
            return False
        if grammar.plural.at(words, place):
            return True
    return False


def _instructs(text: str, words: list[str], grammar: _Grammar) -> bool:
    """An imperative opens the sentence, or its main clause after "If ..., " or "To ..., "."""
    if _imperative_at(words, 0, grammar):
        return True
    match = grammar.instruction.search(text) if grammar.instruction else None
    if match:
        verb = [match["verb"].lower()]
        # "Verarbeiten Sie Daten, müssen Sie ..." is a condition: a verb follows its comma.
        clause = words[words.index(",") + 1 :][:2] if "," in words and match.start() == 0 else []
        usual = grammar.finite.within(verb) or grammar.subordinator.within(verb)
        if not (usual or (clause and grammar.finite.within(clause))):
            return True
    if "," in words[:40]:
        return _imperative_at(words, words.index(",") + 1, grammar)
    return False


def _imperative_at(words: list[str], place: int, grammar: _Grammar) -> bool:
    last = min(len(words) - 1, place + 4)
    while place < last and not _verb_at(words, place, grammar) and (
        words[place] == "," or grammar.intro.at(words, place)
    ):
        place += 1
    return place < len(words) and _verb_at(words, place, grammar)


def _verb_at(words: list[str], place: int, grammar: _Grammar) -> bool:
    following = words[place + 1] if place + 1 < len(words) else ""
    if grammar.ambiguous.at(words, place):
        return bool(following) and bool(grammar.object.at(words, place + 1))
    if not grammar.imperative.at(words, place):
        return False
    return following not in _BREAKS and not (following and grammar.finite.at(words, place + 1))


def _recommends(words: list[str], grammar: _Grammar) -> bool:
    """ "Should" is the verb of the main clause."""
    opened = bool(words) and bool(grammar.subordinator.at(words, 0))
    begin, verbs = 0, 0
    for place, word in enumerate(words):
        if word in _BREAKS:
            begin = place + 1
        elif grammar.should.at(words, place):
            conditional = place == 0 and "," in words
            main = begin == 0 or not grammar.subordinator.at(words, begin)
            if main and not conditional and (verbs == 0 or (opened and begin > 0)):
                return True
            verbs += 1
        elif grammar.finite.at(words, place):
            verbs += 1
    return False


def _has_verb(text: str, words: list[str], block: str, grammar: _Grammar) -> bool:
    """Whether the unit has a finite verb, as far as words and endings tell."""
    if grammar.finite.within(words) or grammar.should.within(words):
        return True
    if not grammar.full:
        return len(words) > 5 and text.rstrip("\"”»’')] ")[-1:] in ".;:"
    if block != "paragraph" and len(words) <= 8:
        return False
    return bool(grammar.verb and grammar.verb.search(text, _first_word_end(text)))


def _first_word_end(text: str) -> int:
    """Where the second word begins: the first is no verb of a statement."""
    return max(text.find(" "), 0)


def _reasons(
    words: list[str], grammar: _Grammar, *, provisions: bool, act: bool, facts: tuple[str, ...]
) -> tuple[str, ...]:
    """Every reason for which it can be checked, in the order of claims.md 3.2."""
    found = [code for code, holds in (("provision", provisions), ("act", act)) if holds]
    found += facts
    found += [
        code
        for code, category in (("duty", grammar.duty), ("power", grammar.power), ("status", grammar.status))
        if category.within(words)
    ]
    if grammar.event.within(words) and grammar.body.within(words):
        found.append("event")
    return tuple(found)
