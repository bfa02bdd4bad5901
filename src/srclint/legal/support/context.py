"""What the words around a claim's figure tell: whether a provision could have it at all.

A sentence about a law is full of figures that no provision holds: the day of a judgment, a fine that
was imposed, a share of companies. Only a figure that restates a provision can contradict it.
"""

from __future__ import annotations

import re
from functools import cached_property

from srclint.legal.quantities import RawFact, facts
from srclint.legal.support.passage import query, sentence_at, stem, tokens
from srclint.legal.support.reading import Reading
from srclint.legal.support.values import CALENDAR, VALUES, same
from srclint.legal.support.words import Words, words_of
from srclint.model import Article, Claim, Fact, FactType, Reference

_BEFORE, _AFTER = 90, 40
_TOPIC_BEFORE, _TOPIC_AFTER = 80, 240
# A reference that is a link, or in bold: "a breach of [**Article 5**](...) is punished".
_MARKUP_BEFORE = re.compile(r"(?:<[^<>]{1,200}>|[\[*_])+$")
_MARKUP_AFTER = re.compile(r"^[*_]{0,3}(?:\]\([^()\s]{1,200}\)|</[a-z]{1,8}>)?[*_]{0,3}")
# From this much evidence on, a sentence of the source is taken for the one that the claim restates.
STRONG = 2


class Context:
    """One claim and its words."""

    def __init__(self, article: Article, unit: Claim) -> None:
        self.article = article
        self.unit = unit
        self.language = article.language.lower()[:2]
        self.words: Words = words_of(self.language)

    @cached_property
    def raw(self) -> tuple[RawFact, ...]:
        """The claim's figures with the bounds that its words give."""
        return facts(self.unit.plain, self.language)

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """What the claim asks of a text."""
        return query(self.unit.plain, self.language)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the words that the claim asks with."""
        figures = {stem(word) for one in self.raw for word in tokens(self._words(one), self.language)}
        return frozenset(stem(word) for word in self.asked if not word.isdigit()) - figures

    def _words(self, one: RawFact) -> str:
        """The words of a figure ("15 days"); those of a quotation or of a body are matter."""
        if one.type in (FactType.QUOTATION, FactType.BODY):
            return ""
        return self.unit.plain[one.start : one.end]

    @cached_property
    def values(self) -> tuple[Fact, ...]:
        """The claim's own figures; those inside a quotation are part of it."""
        return tuple(f for f in self.unit.facts if f.type in VALUES and not self.is_quoted(f))

    def is_quoted(self, fact: Fact) -> bool:
        """Whether a fact stands within a quotation."""
        return any(
            other.type is FactType.QUOTATION
            and other is not fact
            and other.span.start <= fact.span.start
            and fact.span.end <= other.span.end
            for other in self.unit.facts
        )

    def bounds(self, fact: Fact) -> frozenset[str]:
        """What the words say of a figure: ``UPTO``, ``ATLEAST``, ``ABOUT``, ``MAX`` ..."""
        return frozenset(
            bound
            for one in self.raw
            if one.type is fact.type and one.value == fact.value
            for bound in one.comparators
        )

    def around(self, fact: Fact) -> str:
        """The words of the unit close to a fact."""
        span = self.unit.span
        low = max(span.start, fact.span.start - _BEFORE)
        return self.article.text[low : min(span.end, fact.span.end + _AFTER)]

    def is_event(self, fact: Fact) -> bool:
        """Whether the figure seems to tell what happened, or what is counted, and not what the law says."""
        if self.words.case.search(self.unit.plain):
            return True
        if fact.type in CALENDAR:
            return self.words.event.search(self.around(fact)) is not None
        if fact.type is FactType.DURATION:
            return self.words.imposed.search(self.unit.plain) is not None
        if any(words.search(self.unit.plain) for words in (self.words.imposed, self.words.survey)):
            return True
        return not self.bounds(fact) and any(self._is_past(other) for other in self.values)

    def _is_past(self, fact: Fact) -> bool:
        """Whether it is a day, month or year before the article's own: "In 2019 ..."."""
        return fact.type in CALENDAR and fact.value < self.article.as_of.isoformat()[: len(fact.value)]

    def states_law(self, fact: Fact) -> bool:
        """Whether the claim seems to give a rule and not a case: a bound or a fine, and nothing that happened."""
        text = self.unit.plain
        if any(words.search(text) for words in (self.words.event, self.words.imposed, self.words.survey)):
            return False
        return bool(self.bounds(fact) - {"ABOUT"}) or self.words.penalty.search(text) is not None

    def is_entry_into_force(self, fact: Fact) -> bool:
        """Whether a date is said to be the one of entry into force, which few acts write out."""
        return fact.type in CALENDAR and self.words.force.search(self.around(fact)) is not None

    def is_topic(self, reference: Reference) -> bool:
        """Whether a reference is what the sentence speaks of ("Article 5 applies from ..."), not its source."""
        text = self.article.text
        start, end = reference.span.start, reference.span.end
        before = _MARKUP_BEFORE.sub("", text[max(self.unit.span.start, start - _TOPIC_BEFORE) : start])
        # "violating Article 12 GDPR and Article 17 GDPR": the later ones of a list are what the first is.
        if self.words.topic_before.search(before) or self.words.topic_first.search(before):
            return True
        after = text[end : min(self.unit.span.end, end + _TOPIC_AFTER)]
        after = _MARKUP_AFTER.sub("", after, count=1)[:40]
        return self.words.topic_after.match(after) is not None

    def writes_number_of(self, path: str) -> bool:
        """Whether the unit has the number of a provision anywhere, perhaps in a notation that nobody read
        ("Anx.IV-3"): then the author names it."""
        number = path.partition(".")[0].partition("_")[2]
        words = self.article.text[self.unit.span.start : self.unit.span.end]
        taken = [(fact.span.start, fact.span.end) for fact in self.unit.facts if fact.type in VALUES]
        return any(
            not any(low <= self.unit.span.start + match.start() < high for low, high in taken)
            for match in re.finditer(rf"(?<![^\W_]){re.escape(number)}(?![^\W_])", words)
        )

    # ------------------------------------------------------------------ evidence

    def evidence(self, fact: Fact, reading: Reading, path: str, found: RawFact) -> int:
        """How much speaks for it that the claim restates the sentence of ``found`` (0: nothing)."""
        low, high = sentence_at(reading, path, found.start)
        passage = reading.passage(path) if path else reading.page()
        score = 0
        here = [one for one in passage.facts if low <= one.start < high and one is not found]
        if any(
            same(other, one)
            for other in self.values
            if other is not fact and other.type is not FactType.YEAR and other.value != fact.value
            for one in here
        ):
            score += 2
        if self.language == reading.language:
            score += self._overlap(reading, passage.text[low:high])
        elif words_of(self.language).penalty.search(self.unit.plain) and words_of(
            reading.language
        ).penalty.search(passage.text[low:high]):
            score += 1
        if self.bounds(fact) & set(found.comparators) - {"ABOUT"}:
            score += 1
        return score

    def _overlap(self, reading: Reading, sentence: str) -> int:
        theirs = {stem(word) for word in tokens(sentence, reading.language) if not word.isdigit()}
        common = {word for word in self.stems if any(akin(word, other) for other in theirs)}
        if len(common) >= 5:
            return 3
        if len(common) >= 3 or (len(common) == 2 and len(self.stems) <= 6):
            return 2
        return 1 if len(common) == 2 else 0


def akin(one: str, other: str) -> bool:
    """Whether two stems are the same word, or one begins the other (compounds, inflection)."""
    return one == other or (min(len(one), len(other)) >= 5 and one[:5] == other[:5])
