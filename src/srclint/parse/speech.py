"""What a unit does: asks, instructs, recommends, values, supposes, or tells of the author or itself.

Where a word may stand (first, as the subject, as the verb of the main clause) is decided here, which
words they are in the data. ``unit`` holds the words of the unit without its quotations: quoted words are
someone else's.
"""

from __future__ import annotations

from srclint.parse.grammar import BREAKS, Grammar
from srclint.parse.phrases import Marked

# An opening phrase has no more words than this.
_OPENING = 25


def attitude(text: str, unit: Marked, grammar: Grammar, *, provisions: bool, item: bool) -> str | None:
    """The code of what makes it no plain statement, or None."""
    if _narrates(text, unit, grammar):
        return "narrative"
    if unit.opens(grammar.example, 2):
        return "example"
    if _instructs(text, unit, grammar) or (item and grammar.infinitive and grammar.infinitive.match(text)):
        return "advice"
    if unit.has(grammar.opinion):
        return "opinion"
    if _speaks_of_itself(text, unit, grammar, provisions=provisions):
        return "meta"
    if _author_as_we(unit, grammar):
        return "narrative"
    if unit.has(grammar.advice) or _recommends(unit, grammar):
        return "recommendation"
    if unit.has(grammar.evaluation, grammar.comment) or unit.opens(grammar.platitude, 2):
        return "evaluation"
    if unit.has(grammar.hedge):
        return "hedged"
    return None


def still_checkable(code: str, unit: Marked, grammar: Grammar, *, provisions: bool, measured: bool) -> bool:
    """A fact in an opinion is still a fact: soft rather than nothing."""
    if code in ("hedged", "recommendation", "evaluation", "opinion") and (provisions or measured):
        return True
    if code == "evaluation":
        # "Companies must reply within a month, unfortunately": the duty is stated, the rest is a remark.
        return unit.first(grammar.duty) < unit.first(grammar.evaluation, grammar.comment)
    return code == "narrative" and not unit.has(grammar.singular) and measured


def _speaks_of_itself(text: str, unit: Marked, grammar: Grammar, *, provisions: bool) -> bool:
    """The text about itself: as the subject, with its author, or as a pointer to what follows."""
    if unit.opens(grammar.meta, 4):
        return not unit.opens(grammar.duty, 6)
    if unit.has(grammar.ours) and unit.has(grammar.meta, grammar.yours):
        return True
    if _names_itself(unit, grammar) and not unit.has(grammar.body):
        return True
    numbered = len(unit.words) > 1 and unit.at(grammar.part, 0) and unit.words[1].isdigit()
    if numbered and not provisions:
        return True  # "Chapter 5 keeps a log of the changes"
    if provisions:
        return False
    if text.endswith(":") and unit.has(grammar.lead) and not unit.has(grammar.duty, grammar.power):
        return True
    return unit.opens(grammar.navigation, 3) if len(unit.words) > 14 else unit.has(grammar.navigation)


def _names_itself(unit: Marked, grammar: Grammar) -> bool:
    """Whether the sentence opens with "this document", "this white paper", "this draft report"."""
    for place in range(min(3, len(unit.words))):
        if unit.at(grammar.this, place):
            return any(
                unit.at(grammar.document, later)
                for later in range(place + 1, min(place + 4, len(unit.words)))
            )
    return False


def _narrates(text: str, unit: Marked, grammar: Grammar) -> bool:
    """The author's own experience: a first person singular outside quotations."""
    if unit.has(grammar.singular):
        return True
    found = grammar.first_person is not None and "i" in unit.words and grammar.first_person.search(text)
    return bool(found)


def _author_as_we(unit: Marked, grammar: Grammar) -> bool:
    """The author as "we", the subject of the main clause: early, and not after a subordinator.

    In "According to the resolution of May, we publish ..." too: behind the comma of an opening phrase or
    clause.
    """
    if not unit.has(grammar.plural):
        return False
    for place in range(min(len(unit.words), 5)):
        if unit.at(grammar.subordinator, place):
            return False
        if unit.at(grammar.plural, place):
            return True
    if grammar.inverted and _follows_its_verb(unit, grammar):
        return True
    if "," not in unit.words[:_OPENING]:
        return False
    if not (unit.at(grammar.opener, 0) or unit.at(grammar.subordinator, 0)):
        return False
    behind = unit.words.index(",") + 1
    return any(unit.at(grammar.plural, place) for place in range(behind, min(behind + 2, len(unit.words))))


def _follows_its_verb(unit: Marked, grammar: Grammar) -> bool:
    """Whether "we" is the main subject behind a verb that comes second: "Die Daten haben wir gesammelt"."""
    place = unit.first(grammar.plural)
    if not 0 < place < len(unit.words) or not unit.at(grammar.finite, place - 1):
        return False
    return not unit.at(grammar.subordinator, 0) or "," in unit.words[:place]


def _instructs(text: str, unit: Marked, grammar: Grammar) -> bool:
    """An imperative opens the sentence, or its main clause after "If ..., " or "To ..., "."""
    words = unit.words
    if _imperative_at(unit, 0, grammar):
        return True
    match = grammar.instruction.search(text) if grammar.instruction else None
    if match:
        verb = [match["verb"].lower()]
        # "Verarbeiten Sie Daten, müssen Sie ..." is a condition: a verb follows its comma.
        clause = words[words.index(",") + 1 :][:2] if "," in words and match.start() == 0 else []
        usual = grammar.finite.within(verb) or grammar.subordinator.within(verb)
        if not (usual or (clause and grammar.finite.within(clause))):
            return True
    if "," in words[:40] and (unit.at(grammar.subordinator, 0) or unit.at(grammar.opener, 0)):
        return _imperative_at(unit, words.index(",") + 1, grammar)
    return False


def _imperative_at(unit: Marked, place: int, grammar: Grammar) -> bool:
    words = unit.words
    last = min(len(words) - 1, place + 4)
    while (
        place < last
        and not _verb_at(unit, place, grammar)
        and (words[place] == "," or unit.at(grammar.intro, place))
    ):
        place += 1
    return place < len(words) and _verb_at(unit, place, grammar)


def _verb_at(unit: Marked, place: int, grammar: Grammar) -> bool:
    following = unit.words[place + 1] if place + 1 < len(unit.words) else ""
    if unit.at(grammar.ambiguous, place):
        return bool(following) and unit.at(grammar.object, place + 1)
    if not unit.at(grammar.imperative, place):
        return False
    return following not in BREAKS and not (following and unit.at(grammar.finite, place + 1))


def _recommends(unit: Marked, grammar: Grammar) -> bool:
    """Whether "should" is the verb of the main clause."""
    if not unit.has(grammar.should):
        return False
    opened = unit.at(grammar.subordinator, 0)
    begin, verbs, subordinate = 0, 0, False
    for place, word in enumerate(unit.words):
        if word in BREAKS:
            begin, subordinate = place + 1, False
            continue
        if unit.at(grammar.should, place):
            conditional = place == 0 and "," in unit.words
            main = not subordinate or (begin == 0 and opened)
            if main and not conditional and (verbs == 0 or (opened and begin > 0)):
                return True
            verbs += 1
        elif unit.at(grammar.finite, place):
            verbs += 1
        subordinate = subordinate or unit.at(grammar.subordinator, place)
    return False
