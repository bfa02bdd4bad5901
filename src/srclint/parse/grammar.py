"""The words by which units are told apart, read for one language (``data/claims.toml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from srclint.parse.phrases import Lexicon, Phrases, phrases
from srclint.parse.words import table

# What ends a clause, as ``phrases.words_of`` gives it.
BREAKS = frozenset(",;:()")

# Languages in which the verb comes second, whatever comes first.
_INVERTED = frozenset({"de", "nl"})

CATEGORIES = (
    "finite",
    "intro",
    "opener",
    "subordinator",
    "presenter",
    "imperative",
    "ambiguous",
    "object",
    "advice",
    "should",
    "opinion",
    "evaluation",
    "comment",
    "platitude",
    "hedge",
    "lead",
    "meta",
    "navigation",
    "example",
    "singular",
    "plural",
    "ours",
    "yours",
    "duty",
    "need",
    "power",
    "possible",
    "right",
    "status",
    "quality",
    "event",
    "official",
    "body",
    "party",
    "addressee",
    "saying",
    "bound",
    "label",
    "law",
    "joining",
    "part",
    "relative",
    "this",
    "document",
    "us",
    "copula",
    "provision",
    "condition",
    "pointer",
)


@dataclass(frozen=True, slots=True)
class Grammar:
    """One category of phrases for each row of the data file; ``full`` tells whether all are there.

    ``lexicon`` finds all of them in a sentence at once.

    ``verb`` finds a word with the ending of a finite verb, ``instruction`` an imperative by its form
    (group ``verb``), ``infinitive`` one that is an infinitive (in an item), ``first_person`` the
    author where a word list cannot ("I", also a numeral), ``ourselves`` the words of ``us``.
    ``inverted`` tells that a subject may follow its verb.
    """

    finite: Phrases
    intro: Phrases
    opener: Phrases
    subordinator: Phrases
    presenter: Phrases
    imperative: Phrases
    ambiguous: Phrases
    object: Phrases
    advice: Phrases
    should: Phrases
    opinion: Phrases
    evaluation: Phrases
    comment: Phrases
    platitude: Phrases
    lead: Phrases
    hedge: Phrases
    meta: Phrases
    navigation: Phrases
    example: Phrases
    singular: Phrases
    plural: Phrases
    ours: Phrases
    yours: Phrases
    duty: Phrases
    need: Phrases
    power: Phrases
    possible: Phrases
    right: Phrases
    status: Phrases
    quality: Phrases
    event: Phrases
    official: Phrases
    body: Phrases
    party: Phrases
    addressee: Phrases
    saying: Phrases
    bound: Phrases
    label: Phrases
    law: Phrases
    joining: Phrases
    part: Phrases
    relative: Phrases
    this: Phrases
    document: Phrases
    us: Phrases
    copula: Phrases
    provision: Phrases
    condition: Phrases
    pointer: Phrases
    verb: re.Pattern[str] | None
    instruction: re.Pattern[str] | None
    infinitive: re.Pattern[str] | None
    first_person: re.Pattern[str] | None
    ourselves: re.Pattern[str] | None
    full: bool
    inverted: bool
    lexicon: Lexicon


@lru_cache(maxsize=64)
def grammar_of(language: str) -> Grammar:
    """The grammar of a language; one that knows no word where there is no list."""
    rows = table("claims").get(language, {})
    read = {name: phrases(rows.get(name, ""), 2 << number) for number, name in enumerate(CATEGORIES)}
    endings = "|".join(rows.get("endings", "").split())
    us = "|".join(word.strip() for word in rows.get("us", "").split("|") if word.strip())
    # Lower-case words only: neither names nor, in German, nouns.
    verb = rf"(?<![^\W_])[^\W\d_A-ZÀ-Þ][^\W\d_]{{1,30}}(?:{endings})(?![^\W_])" if endings else None

    def pattern(name: str) -> re.Pattern[str] | None:
        return re.compile(rows[name]) if name in rows else None

    return Grammar(
        **read,
        verb=re.compile(verb) if verb else None,
        instruction=pattern("instruction"),
        infinitive=pattern("infinitive"),
        first_person=pattern("first_person"),
        ourselves=re.compile(rf"\b(?:{us})\b", re.IGNORECASE) if us else None,
        full="imperative" in rows,
        inverted=language in _INVERTED,
        lexicon=Lexicon(read.values()),
    )
