"""What a unit does: asks, instructs, recommends, values, supposes, or tells of the author or itself.

Where a word may stand (first, as the subject, as the verb of the main clause) is decided here, which
words they are in the data. ``words`` are those of the unit without its quotations: quoted words are
someone else's.
"""

from __future__ import annotations

from srclint.parse.grammar import BREAKS, Grammar

# Words in a long sentence, and how many of them are its beginning.
_LONG = 28
_NEAR = 12


def attitude(text: str, words: list[str], grammar: Grammar, *, provisions: bool, item: bool) -> str | None:
    """The code of what makes it no plain statement, or None."""
    if _narrates(text, words, grammar):
        return "narrative"
    if grammar.example.within(words, 2):
        return "example"
    if _instructs(text, words, grammar) or (item and grammar.infinitive and grammar.infinitive.match(text)):
        return "advice"
    if grammar.opinion.within(words):
        return "opinion"
    if _speaks_of_itself(text, words, grammar, provisions=provisions):
        return "meta"
    if _author_as_we(words, grammar):
        return "narrative"
    if grammar.advice.within(words) or _recommends(words, grammar):
        return "recommendation"
    if (
        grammar.evaluation.within(words)
        or grammar.comment.within(words)
        or grammar.platitude.within(words, 2)
    ):
        return "evaluation"
    if grammar.hedge.within(words):
        return "hedged"
    return None


def _values(words: list[str], grammar: Grammar) -> bool:
    """An evaluation near the beginning, or in a short sentence: in a long one it stands beside facts."""
    if grammar.platitude.within(words, 2):
        return True
    near = None if len(words) <= _LONG else _NEAR
    return grammar.evaluation.within(words, near) or grammar.comment.within(words, near)


def still_checkable(
    code: str, words: list[str], grammar: Grammar, *, provisions: bool, measured: bool
) -> bool:
    """A fact in an opinion is still a fact: soft rather than nothing."""
    if code in ("hedged", "recommendation", "evaluation", "opinion") and (provisions or measured):
        return True
    if code == "evaluation":
        # "Companies must reply within a month, unfortunately": the duty is stated, the rest is a remark.
        duty = next(grammar.duty.places(words), None)
        valued = min((*grammar.evaluation.places(words), *grammar.comment.places(words), len(words)))
        return duty is not None and duty < valued
    return code == "narrative" and not grammar.singular.within(words) and measured


def _speaks_of_itself(text: str, words: list[str], grammar: Grammar, *, provisions: bool) -> bool:
    """The text about itself: as the subject, with its author, or as a pointer to what follows."""
    if grammar.meta.within(words, 4):
        return not grammar.duty.within(words, 6)
    if grammar.ours.within(words) and (grammar.meta.within(words) or grammar.yours.within(words)):
        return True
    if provisions:
        return False
    if (
        text.endswith(":")
        and grammar.lead.within(words)
        and not (grammar.duty.within(words) or grammar.power.within(words))
    ):
        return True
    return grammar.navigation.within(words, 3 if len(words) > 14 else None)


def _narrates(text: str, words: list[str], grammar: Grammar) -> bool:
    """The author's own experience: a first person singular outside quotations."""
    return grammar.singular.within(words) or (
        grammar.first_person is not None and bool(grammar.first_person.search(text))
    )


def _author_as_we(words: list[str], grammar: Grammar) -> bool:
    """The author as "we", the subject of the main clause: early, and not after a subordinator."""
    for place in range(min(len(words), 5)):
        if grammar.subordinator.at(words, place):
            return False
        if grammar.plural.at(words, place):
            return True
    return False


def _instructs(text: str, words: list[str], grammar: Grammar) -> bool:
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
    if "," in words[:40] and (grammar.subordinator.at(words, 0) or grammar.opener.at(words, 0)):
        return _imperative_at(words, words.index(",") + 1, grammar)
    return False


def _imperative_at(words: list[str], place: int, grammar: Grammar) -> bool:
    last = min(len(words) - 1, place + 4)
    while (
        place < last
        and not _verb_at(words, place, grammar)
        and (words[place] == "," or grammar.intro.at(words, place))
    ):
        place += 1
    return place < len(words) and _verb_at(words, place, grammar)


def _verb_at(words: list[str], place: int, grammar: Grammar) -> bool:
    following = words[place + 1] if place + 1 < len(words) else ""
    if grammar.ambiguous.at(words, place):
        return bool(following) and bool(grammar.object.at(words, place + 1))
    if not grammar.imperative.at(words, place):
        return False
    return following not in BREAKS and not (following and grammar.finite.at(words, place + 1))


def _recommends(words: list[str], grammar: Grammar) -> bool:
    """Whether "should" is the verb of the main clause."""
    opened = bool(words) and bool(grammar.subordinator.at(words, 0))
    begin, verbs = 0, 0
    for place, word in enumerate(words):
        if word in BREAKS:
            begin = place + 1
        elif grammar.should.at(words, place):
            conditional = place == 0 and "," in words
            main = not any(grammar.subordinator.at(words, at) for at in range(begin, place)) or (
                begin == 0 and opened
            )
            if main and not conditional and (verbs == 0 or (opened and begin > 0)):
                return True
            verbs += 1
        elif grammar.finite.at(words, place):
            verbs += 1
    return False
