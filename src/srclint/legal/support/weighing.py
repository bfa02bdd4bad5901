"""One claim against its sources: what is held, what is missing, and what that means (claims.md 5.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from srclint.legal.prose import listed
from srclint.legal.support import aging, diagnosis, passage, quoted, quotes
from srclint.legal.support.cited import Cited, Finder, Unread
from srclint.legal.support.context import Context
from srclint.legal.support.elsewhere import held
from srclint.legal.support.gaps import ORDER, Gap, Judgement
from srclint.legal.support.pinpoint import is_imprecise, is_sourced
from srclint.legal.support.telling import named
from srclint.model import Article, Claim, Fact, FactType, Sources, Support, SupportVerdict

# A mark within the sentence stands for the words before it (claims.md 4.2).
_BEFORE_ONLY = frozenset({"S1", "S2", "S5"})
# Reasons that leave no doubt that the provision does not have the fact; it may be the author's own.
_NONE_THERE = "no-such-figure-there"
_ABSENT = frozenset({_NONE_THERE, "not-comparable", "a-phrase", "a-slip", "small-number"})


class _Shown(TypedDict, total=False):
    """What ``Support`` shows of a text."""

    provision: str | None
    document: str | None
    exact: str | None
    prefix: str
    suffix: str
    url: str | None


@dataclass(frozen=True, slots=True)
class _Held:
    """Where a cited text has a fact: the provision and the offset in its text."""

    path: str
    at: int


class Weighing:
    """One claim, its citations' texts, and which of them has which of its facts."""

    def __init__(self, article: Article, unit: Claim, finder: Finder, sources: Sources) -> None:
        self.article = article
        self.unit = unit
        self.sources = sources
        self.finder = finder
        self.context = Context(article, unit)
        self.texts = finder.cited(unit)
        quotations = [f for f in unit.facts if f.type is FactType.QUOTATION]
        numbers = [
            f
            for f in unit.facts
            if f.type in (FactType.COUNT, FactType.BODY) and not self.context.is_quoted(f)
        ]
        self.facts: tuple[Fact, ...] = (*self.context.values, *quotations, *numbers)
        self._found: dict[tuple[int, int], _Held | None] = {}

    def judge(self) -> Judgement:
        """The verdicts and the gaps."""
        gaps: list[Gap] = []
        open_: dict[int, str] = {}
        for number, fact in enumerate(self.facts):
            owners = [text for text in self.texts if self._covers(text, fact)]
            if not owners or any(self.held(text, number) for text in owners):
                continue
            outcome = diagnosis.of(self.context, fact, owners, self.finder, self.sources, self._held_facts())
            if isinstance(outcome, Gap):
                gaps.append(outcome)
            elif outcome:
                open_[number] = outcome
        gaps = diagnosis.joined(gaps)
        gaps += aging.of_held(self.context, self._places(), self.sources)
        gaps.sort(key=lambda gap: gap.facts[0].span)
        return Judgement(self.unit.id, self._supports(gaps, open_), tuple(gaps))

    # ------------------------------------------------------------------ what is held

    def _covers(self, text: Cited | Unread, fact: Fact) -> bool:
        if text.coverage.scope_rule not in _BEFORE_ONLY:
            return True
        citation = self.article.citation(text.citation)
        span = self.unit.span
        marks = [m.start for m in citation.marks if span.start <= m.start <= span.end] if citation else []
        return not marks or fact.span.start < max(marks)

    def held(self, text: Cited | Unread, number: int) -> _Held | None:
        """Where a text has the fact, None where it has not or cannot be read."""
        if isinstance(text, Unread):
            return None
        key = (id(text), number)
        if key not in self._found:
            self._found[key] = self._look(text, self.facts[number])
        return self._found[key]

    def _look(self, text: Cited, fact: Fact) -> _Held | None:
        if fact.type is FactType.QUOTATION:
            found = quoted.find(text, quotes.segments(fact.value))
            return _Held(found.path, 0) if found else None
        place = held(text, fact, about="ABOUT" in self.context.bounds(fact))
        return _Held(place[0], place[1].start) if place else None

    def _held_facts(self) -> tuple[Fact, ...]:
        return tuple(
            fact
            for number, fact in enumerate(self.facts)
            if any(self.held(text, number) for text in self.texts)
        )

    def _places(self) -> list[tuple[Fact, Cited, str]]:
        """Each held fact with the first text that has it, and where."""
        out = []
        for number, fact in enumerate(self.facts):
            for text in self.texts:
                found = self.held(text, number)
                if found is not None and isinstance(text, Cited):
                    out.append((fact, text, found.path))
                    break
        return out

    # ------------------------------------------------------------------ the report's nouns

    def _supports(self, gaps: Sequence[Gap], open_: dict[int, str]) -> tuple[Support, ...]:
        out: dict[str, Support] = {}
        for text in self.texts:
            support = self._support(text, gaps, open_)
            known = out.get(text.citation)
            if known is None or (
                known.verdict is SupportVerdict.UNCHECKED and support.verdict is not SupportVerdict.UNCHECKED
            ):
                out[text.citation] = support
        return tuple(out.values())

    def _support(self, text: Cited | Unread, gaps: Sequence[Gap], open_: dict[int, str]) -> Support:
        if isinstance(text, Unread):
            return Support(text.citation, SupportVerdict.UNCHECKED, text.reason, document=text.document)
        covered = [n for n, fact in enumerate(self.facts) if self._covers(text, fact)]
        here = {n: found for n in covered if (found := self.held(text, n))}
        concerned = [
            gap for gap in gaps if gap.kind != "bound" and any(self.facts[n] in gap.facts for n in covered)
        ]
        absent = tuple(fact for gap in concerned for fact in gap.facts)
        shown = self._passage(text, here)
        if concerned:
            gap = min(concerned, key=lambda one: ORDER.index(one.verdict))
            return Support(
                text.citation, gap.verdict, missing=tuple(dict.fromkeys(absent)),
                found_in=gap.found_in, note=gap.sentence, **shown,
            )  # fmt: skip
        lacking = self._lacking(text, covered, open_)
        if lacking:
            raws = listed(list(dict.fromkeys(fact.raw for fact in lacking)))
            return Support(
                text.citation, SupportVerdict.NOT_IN_PROVISION, missing=lacking,
                note=f"{named(text)} {'does' if len(text.paths) == 1 else 'do'} not have {raws}.", **shown,
            )  # fmt: skip
        reason = next((open_[n] for n in covered if n in open_), None)
        # A body's name in both is no agreement: nearly every provision names the Commission.
        judged = [n for n in covered if self.facts[n].type is not FactType.BODY]
        if reason is None and any(n in here for n in judged):
            return Support(text.citation, SupportVerdict.CONSISTENT, **shown)
        if reason is None:
            reason = "held-by-another" if judged else "no-facts"
        unknown = tuple(self.facts[n] for n in covered if n in open_)
        return Support(text.citation, SupportVerdict.UNCHECKED, reason, missing=unknown, **shown)

    def _lacking(self, text: Cited, covered: Sequence[int], open_: dict[int, str]) -> tuple[Fact, ...]:
        """The facts that a pinpointed provision surely has not, and of which too little is known for a finding."""
        if not text.is_act or not text.paths or is_imprecise(self.context, text):
            return ()
        reasons = _ABSENT | {"other-act"} if is_sourced(self.context, text) else _ABSENT
        return tuple(
            self.facts[n] for n in covered
            if open_.get(n) in reasons and not (open_[n] == _NONE_THERE and self.context.is_event(self.facts[n]))
        )  # fmt: skip

    def _passage(self, text: Cited, here: dict[int, _Held]) -> _Shown:
        """The sentence with most of the claim's facts, else the one most like the claim."""
        reading = text.reading
        asked = self.context.asked if self.context.language == reading.language else ()
        path, extent = self._place(text, here, asked)
        provision = path or (text.paths[0] if len(text.paths) == 1 else None)
        shown: _Shown = {"provision": provision or None, "document": text.document}
        if extent is None:
            shown["url"] = passage.address(text, provision, None) or None
            return shown
        words = reading.passage(path).text if path else reading.page().text
        exact, before, after = passage.cut(words, *extent)
        shown |= {"exact": exact, "prefix": before, "suffix": after}
        shown["url"] = passage.address(text, path, exact) or None
        return shown

    def _place(
        self, text: Cited, here: dict[int, _Held], asked: tuple[str, ...]
    ) -> tuple[str, tuple[int, int] | None]:
        reading = text.reading
        votes: dict[tuple[str, tuple[int, int]], int] = {}
        for number, found in here.items():
            fact = self.facts[number]
            if fact.type is FactType.BODY:
                continue
            if fact.type is FactType.QUOTATION:
                extent = passage.best_sentence(
                    reading, found.path, passage.query(fact.value, reading.language)
                )
            else:
                extent = passage.sentence_at(reading, found.path, found.at)
            if extent is not None:
                key = (found.path, extent)
                votes[key] = votes.get(key, 0) + (5 if fact.type is FactType.QUOTATION else 1)
        if votes:
            most = max(votes.values())
            return next(key for key, count in votes.items() if count == most)
        if not asked:
            if len(text.paths) == 1:
                extents = reading.sentences(text.paths[0])
                return text.paths[0], extents[0] if extents else None
            return "", None
        paths = text.paths or tuple(passage.ranked_provisions(reading, asked)[:1])
        if not paths:
            return "", passage.best_sentence(reading, "", asked) if not reading.top else None
        if len(paths) > 1:
            ranked = [p for p in passage.ranked_provisions(reading, asked) if p in paths]
            paths = (ranked[0],) if ranked else paths[:1]
        return paths[0], passage.best_sentence(reading, paths[0], asked)
