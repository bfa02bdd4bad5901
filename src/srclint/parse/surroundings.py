"""What stands around a unit's words and helps to judge them: what the article and its paragraphs are
about, whether a number counts something, whether an act is named or only qualifies a noun.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from srclint.parse.blocks import Block, BlockKind
from srclint.parse.grammar import Grammar
from srclint.parse.headings import heading_key, section_words
from srclint.parse.phrases import words_of
from srclint.parse.units import Unit, is_body

# An article is about law where one block in so many, or more, names an act or a provision, or cites one.
_LAWFUL = 12
_BEFORE = re.compile(r"(?:([^\W\d_]+)[.:]?[ \u00a0])?\Z")
_AFTER = re.compile(r"[ \u00a0\u202f-]([^\W\d_]+)")
_NEXT = re.compile(r"[ \u00a0]([a-zß-ÿ]+)\b(?:[ \u00a0]([^\W\d_]+))?")
_TITLED = re.compile(r"[ \u00a0]([A-Z][a-z]{2,30})\b")
_REACH = 60
_CAPITALS = re.compile(r"\b(?:SHALL|MUST|SHALL NOT|MUST NOT)\b(?=[ ,])(?! [A-Z]{2})")
_SPECIFIES = 3
# The authors tell of themselves where so many blocks, and one in so many, have a "we".
_OURS = 6
_VOICE = 4
# A paper's abstract rests on the paper: as a heading, or run in ("Abstract. The law requires ...").
_ABSTRACT = re.compile(
    r"\s{0,4}(?:Abstract|ABSTRACT|Zusammenfassung|Résumé)(?:\s{0,3}[—–.:-]|\s{0,3}\Z|\s{1,3}(?=[A-Z][a-z]))"
)
_NOUNS = (
    "ments",
    "ment",
    "tions",
    "tion",
    "ities",
    "ity",
    "ties",
    "ances",
    "ance",
    "ences",
    "ence",
    "ers",
    "sses",
    "isms",
    "sions",
    "duties",
    "rules",
    "roles",
    "terms",
    "rights",
)


@dataclass(frozen=True, slots=True)
class Cited:
    """The law that an article cites and need not name: the blocks whose marks or links lead to a
    document of EU law; how many such notes and entries of the source list stand without a mark;
    whether the author declares the act that the article is about."""

    blocks: AbstractSet[int] = frozenset()
    listed: int = 0
    declared: bool = False


NOTHING_CITED = Cited()


@dataclass(frozen=True, slots=True)
class About:
    """What an article and its blocks are about.

    ``near``: the blocks that name law or stand under a heading or a lead-in that does. ``own``: those in
    which a paper tells its own work. ``headed``: those under a heading that names a provision, or that
    make up its abstract. ``lawful``: the article is about law, by what it names; ``cited``: by what it
    names and cites. ``spec``: it is a specification, whose duties stand in capitals (RFC 2119).
    ``voice``: it tells of its authors' own doings ("we").
    """

    near: AbstractSet[int]
    own: AbstractSet[int]
    headed: AbstractSet[int]
    lawful: bool
    cited: bool
    spec: bool
    voice: bool


def about(
    units: Sequence[Unit],
    blocks: Sequence[Block],
    provisions: Iterable[int],
    headings: AbstractSet[int],
    acts: Mapping[int, object],
    us: re.Pattern[str] | None = None,
    cited: Cited = NOTHING_CITED,
) -> About:
    """``provisions`` are the units that name one, ``headings`` the headings that do, ``acts`` has the
    blocks that name an act; ``us`` finds the author as "we". What is only ``cited`` tells what the
    article is about; it says nothing of what the words near it mean."""
    naming = {units[index].block for index in provisions} | headings | acts.keys()
    near = set(naming)
    headed = False
    under: set[int] = set()
    level: int | None = None
    prose = named = cites = capitals = ours = 0
    for number, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING:
            headed = number in naming
            if level is not None and block.level <= level:
                level = None
            if level is None and number in headings:
                level = block.level
        elif headed or (block.lead_in is not None and block.lead_in in near):
            near.add(number)
        if level is not None:
            under.add(number)
        if _ABSTRACT.match(block.text.text):
            under.add(number)
            if block.kind is BlockKind.HEADING and level is None:
                level = block.level
        if is_body(block):
            prose += 1
            named += number in naming
            cites += number in naming or number in cited.blocks
            text = block.text.text
            capitals += ("SHALL" in text or "MUST" in text) and _CAPITALS.search(text) is not None
            ours += us is not None and us.search(text) is not None
    return About(
        frozenset(near),
        _own_work(blocks),
        under,
        lawful=named * _LAWFUL >= prose,
        cited=cited.declared or (cites + cited.listed) * _LAWFUL >= prose,
        spec=capitals >= _SPECIFIES,
        voice=ours >= _OURS and ours * _VOICE >= prose,
    )


def _own_work(blocks: Sequence[Block]) -> AbstractSet[int]:
    """The blocks of a research paper outside of its introduction and what it says of others."""
    words = section_words()
    keys = {
        number: heading_key(block.text.text)
        for number, block in enumerate(blocks)
        if block.kind is BlockKind.HEADING and len(block.text.text) < _REACH
    }
    if not any(_holds(key, words.paper_headings) for key in keys.values()):
        return frozenset()
    own: set[int] = set()
    others: int | None = None
    for number, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING:
            if others is not None and block.level <= others:
                others = None
            if others is None and _holds(keys.get(number, ""), words.others_headings):
                others = block.level
        elif others is None:
            own.add(number)
    return own


def _holds(key: str, parts: Iterable[str]) -> bool:
    """Whether a heading is one of the words or joins one to others: "Conclusion & Future Work"."""
    return key != "" and any(part == key or (" " in part and part in key) for part in parts)


def counts_things(text: str, start: int, end: int, grammar: Grammar, language: str) -> bool:
    """Whether a number says how many: "37 banks", "zwölf Monate", not "control 5.10" or "Grant 13"."""
    before = text[max(0, start - _REACH) : start]
    if before and before[-1] in "¶#§/-_.–:[":
        return False
    word = _BEFORE.search(before)
    if word and word[1]:
        first = not before[: word.start()].strip() and start <= _REACH
        if word[1].lower() in grammar.label.singles or (not first and word[1][0].isupper()):
            return False
    after = _AFTER.match(text, end)
    return bool(after) and (language == "de" or after is None or after[1][0].islower())


def qualifies(text: str, end: int, grammar: Grammar, language: str) -> bool:
    """Whether an act's name that ends at ``end`` only qualifies the noun behind it: "GDPR compliance"."""
    if language != "en":
        return False
    following = _NEXT.match(text, end, end + _REACH)
    if not following:
        titled = _TITLED.match(text, end)
        return titled is not None and not grammar.provision.at((titled[1].lower(),), 0)
    word, then = following[1], following[2] or ""
    if word.endswith(_NOUNS):
        return True
    marked = grammar.lexicon.mark(words_of(word))
    if marked.has(
        grammar.finite,
        grammar.joining,
        grammar.duty,
        grammar.need,
        grammar.power,
        grammar.event,
        grammar.official,
        grammar.saying,
        grammar.subordinator,
        grammar.quality,
        grammar.hedge,
    ):
        return False
    if not word.endswith(("s", "ed")):
        return True
    # "mandates that records", "obligations for providers", "requirements are".
    return not then or grammar.lexicon.mark(words_of(then)).has(grammar.finite, grammar.joining)
