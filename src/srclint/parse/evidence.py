"""What makes a statement checkable enough to ask for its source (claims.md 3.2).

A figure, an amount or a date speaks for itself. A word of law does not: "can", "must" and "valid" are
said of software and of recipes too. It counts where the sentence says whose duty or right it is, or
names the act or the provision, or stands in a paragraph that does.
"""

from __future__ import annotations

from srclint.model import FactType
from srclint.model.record import record
from srclint.parse.grammar import BREAKS, Grammar
from srclint.parse.phrases import Marked, Phrases

# They state something of the world whatever the sentence is about.
_TELLING = frozenset(
    {
        FactType.PERCENT,
        FactType.PERCENTAGE_POINTS,
        FactType.MONEY,
        FactType.DATE,
        FactType.MONTH,
    }
)
# The figures that state something in a table's row.
_ROW = frozenset(
    {
        FactType.PERCENT,
        FactType.PERCENTAGE_POINTS,
        FactType.MONEY,
        FactType.DATE,
        FactType.MONTH,
        FactType.DURATION,
    }
)
# More things than a writer counts up in the text ("three steps").
_MANY = 13
# The subject of a verb that opens the sentence's main clause stands so near behind it.
_INVERTED = 4
# So near before its verb stands the subject of "may", and so near any subject.
_CLOSE = 4
_NEAR = 12
# A predicate's word and its verb.
_PREDICATE = 5
# The law stands in the first words of a sentence that says what it requires.
_FIRST = 6
_ENDS = frozenset(";:")


@record(frozen=True, slots=True)
class Setting:
    """What a unit's surroundings, and the places of what it names, say.

    ``near``: its paragraph or heading names an act or a provision. ``lawful``: the article is about
    law. ``own``: it stands where a paper tells its own work. ``spec``:
    the article is a specification, whose duties are its own. ``voice``: its authors tell of themselves, and a
    figure that no law, body or bound stands beside is theirs. ``placed``: the
    heading (``headed``), or what stands before it in the paragraph, names the provision that it is about.
    ``names``: the first words of the acts that it names. ``compound``: the act that it names
    only qualifies a noun ("GDPR compliance"). ``most``: the largest number of things it counts.
    ``cited``: the article cites law enough to be about it, and this is no paper's own work: a duty with a
    term is the law's there, while a party, a year or a number alone may be anybody's.
    """

    near: bool = False
    lawful: bool = True
    own: bool = False
    spec: bool = False
    voice: bool = False
    placed: bool = False
    headed: bool = False
    names: frozenset[str] = frozenset()
    compound: bool = False
    most: int = _MANY
    cited: bool = False


def evidence(
    unit: Marked,
    grammar: Grammar,
    setting: Setting,
    *,
    provisions: bool,
    act: bool,
    facts: tuple[str, ...],
    titled: bool,
    row: bool = False,
) -> tuple[tuple[str, ...], bool]:
    """Every reason for which it can be checked, in the order of claims.md 3.2; whether they suffice.

    ``titled`` tells that what it quotes is a name or a title; ``row`` that it is a table's row, whose
    figures need a word of law beside them: without one they are data.
    """
    named = provisions or (act and not setting.compound)
    # "Providers must report within 15 days": a duty with its term is the law's where law is cited.
    termed = setting.lawful or (setting.cited and FactType.DURATION in facts and unit.has(grammar.duty))
    party = termed and unit.has(grammar.party)
    law = not setting.compound and unit.has(grammar.law)
    somebody = named or law or party or unit.has(grammar.body)
    legal = named or law or (not setting.spec and (somebody or (setting.near and _addresses(unit, grammar))))
    effects = effects_of(unit, grammar, setting, provisions=provisions, named=named, legal=legal)
    reasons = [code for code, holds in (("provision", provisions), ("act", act)) if holds]
    reasons += facts
    reasons += effects
    if row and not setting.spec:
        bound = unit.has(grammar.bound, grammar.official)
        return tuple(reasons), not _ROW.isdisjoint(facts) and (named or bound)
    stated = unit.has(grammar.finite, grammar.duty, grammar.power, grammar.event, grammar.official)
    if setting.spec and not (named or law):
        return tuple(reasons), False
    # "Processing is required to fulfil our duties to you": what the author's firm does is no law.
    theirs = named or law or party or unit.has(grammar.body) or not unit.has(grammar.us)
    if provisions or (effects and stated and theirs and not setting.placed):
        return tuple(reasons), True
    if setting.headed or setting.own or setting.spec or unit.has(grammar.us):
        return tuple(reasons), False
    if setting.voice and not (
        named or law or unit.has(grammar.body, grammar.bound, grammar.official, grammar.event)
    ):
        return tuple(reasons), False
    if not _TELLING.isdisjoint(facts) or (setting.lawful and FactType.YEAR in facts):
        return tuple(reasons), True
    many = setting.lawful and setting.most >= _MANY
    counted = FactType.COUNT in facts and (
        many or (setting.most > 1 and (provisions or _opens(unit, grammar, setting)))
    )
    bound = termed and unit.has(grammar.bound)
    timed = FactType.DURATION in facts and (bound or (legal and unit.has(grammar.duty)))
    said = FactType.QUOTATION in facts and not titled and (named or unit.has(grammar.saying))
    return tuple(reasons), counted or timed or said


def is_direct(unit: Marked, grammar: Grammar, setting: Setting) -> bool:
    """Whether a legal effect is stated of the one who has it, or by the law itself.

    "Under the Act providers must ...", "The Act requires ..." do; "This makes part of compliance with the
    Act's obligations" and "Tracking must become rarer" do not.
    """
    if not grammar.full:
        return True
    names = frozenset[str]() if setting.compound else setting.names
    if unit.opens(grammar.law, _FIRST) or not names.isdisjoint(unit.words[:_FIRST]):
        return True
    who = (grammar.body, grammar.party, grammar.law, grammar.addressee)
    verbs = (
        grammar.duty,
        grammar.need,
        grammar.power,
        grammar.right,
        grammar.status,
        grammar.quality,
        grammar.event,
        grammar.official,
    )
    return any(unit.has(verb) and _led(unit, grammar, verb, who, names, near=_PREDICATE) for verb in verbs)


def effects_of(
    unit: Marked, grammar: Grammar, setting: Setting, *, provisions: bool, named: bool, legal: bool
) -> list[str]:
    """The legal effects that the words state."""
    effects: list[str] = []
    if (unit.has(grammar.duty) and legal) or (
        unit.has(grammar.need) and _wanted(unit, grammar, setting, provisions=provisions)
    ):
        effects.append("duty")
    righted = unit.has(grammar.right) and (legal or unit.has(grammar.addressee))
    if righted or (
        unit.has(grammar.power)
        and _permits(unit, grammar, named=named, parties=setting.lawful and setting.near)
    ):
        effects.append("power")
    if (unit.has(grammar.status) and (legal or setting.lawful)) or _qualified(
        unit, grammar, setting, named=named
    ):
        effects.append("status")
    if _acts(unit, grammar, setting, named=provisions):
        effects.append("event")
    return effects


def _opens(unit: Marked, grammar: Grammar, setting: Setting) -> bool:
    """Whether the law is what the sentence begins with: "The AI Act tells four levels apart"."""
    if setting.compound:
        return False
    return unit.opens(grammar.law, _CLOSE) or not setting.names.isdisjoint(unit.words[:_CLOSE])


def _addresses(unit: Marked, grammar: Grammar) -> bool:
    """Whether it speaks of the reader, of anyone, or of anything where the language's words are not known."""
    return unit.has(grammar.addressee) or not grammar.body


def _is(unit: Marked, grammar: Grammar) -> bool:
    """Whether something *is* exempt or binding: the word follows its verb."""
    if not unit.has(grammar.status):
        return False
    return _led(unit, grammar, grammar.status, (grammar.copula,), near=_PREDICATE, clause=True)


def _wanted(unit: Marked, grammar: Grammar, setting: Setting, *, provisions: bool) -> bool:
    """Whether it is the law that requires something."""
    names = frozenset[str]() if setting.compound else setting.names
    return provisions or _led(unit, grammar, grammar.need, (grammar.body, grammar.law), names, near=_CLOSE)


def _qualified(unit: Marked, grammar: Grammar, setting: Setting, *, named: bool) -> bool:
    """Whether a word such as "valid" or "competent" is said of somebody, or of what a law is about."""
    if not unit.has(grammar.quality):
        return False
    subjects = (grammar.body, grammar.law, grammar.party) if setting.lawful else (grammar.body, grammar.law)
    return named or _led(unit, grammar, grammar.quality, subjects, near=_CLOSE)


def _permits(unit: Marked, grammar: Grammar, *, named: bool, parties: bool) -> bool:
    """Whether "may" or "can" gives somebody a power, and does not tell what may happen.

    The one who may is the subject: close before the verb, or close behind it.
    """
    if unit.has(grammar.possible):
        return False
    if not grammar.body:
        return named
    who = grammar.body.bit | (grammar.party.bit if parties else 0)
    behind = _INVERTED if grammar.inverted else 0
    for place, begins in enumerate(unit.begins):
        if begins & grammar.power.bit:
            around = unit.begins[max(0, place - _CLOSE) : place + 1 + behind]
            if any(other & who for other in around):
                return True
    return False


def _acts(unit: Marked, grammar: Grammar, setting: Setting, *, named: bool) -> bool:
    """Whether a body or an act does what bodies and acts do."""
    bodies = (grammar.body,) if setting.compound else (grammar.body, grammar.law)
    names = frozenset() if setting.compound else setting.names
    return (
        unit.has(grammar.official)
        and (named or _led(unit, grammar, grammar.official, bodies, names, after=True))
    ) or (unit.has(grammar.event) and (named or _led(unit, grammar, grammar.event, bodies, names)))


def _led(
    unit: Marked,
    grammar: Grammar,
    verbs: Phrases,
    subjects: tuple[Phrases, ...],
    names: frozenset[str] = frozenset(),
    *,
    near: int = _NEAR,
    after: bool = False,
    clause: bool = False,
) -> bool:
    """Whether one of the subjects stands at most ``near`` words before one of the verbs, in its clause.

    ``after`` lets it follow closely ("adopted by the Council"), as it may in a language that puts
    the verb before its subject. With ``clause`` a comma parts them.
    """
    who = 0
    for subject in subjects:
        who |= subject.bit
    if not (unit.every & who or names):
        return False
    behind = _INVERTED if after or grammar.inverted else 0
    seen = -near - 1
    supposed = False
    for place, begins in enumerate(unit.begins):
        word = unit.words[place]
        if word in BREAKS:
            supposed = False
            if clause or word in _ENDS:
                seen = -near - 1
        elif begins & grammar.condition.bit:
            supposed = True
        elif (
            not supposed
            and begins & verbs.bit
            and (place - seen <= near or any(b & who for b in unit.begins[place + 1 : place + 1 + behind]))
        ):
            return True
        elif begins & who or word in names:
            seen = place
    return False
