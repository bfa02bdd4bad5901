"""A source as it is compared: the figures, the folded words and the sentences of its provisions.

Everything is worked out when it is first asked for, once per outline: forty claims of an article ask
the same act.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from srclint.legal.once import OncePerOutline
from srclint.legal.provisions import LEVELS
from srclint.legal.quantities import RawFact, facts, fold
from srclint.legal.support.words import words_of
from srclint.model import FactType, Outline, Provision

_DIVISIONS = frozenset(LEVELS[:6])
_POINTS = frozenset({"pnt", "ind"})
# "(OJ L 119, 4.5.2016, p. 1)": the date of an issue is no date of the law.
_JOURNAL = re.compile(
    r"\((?:OJ|O\.J\.|ABl\.|PB|JO|DO|GU|EUT|EÚT|EFT|EYVL|HL|Dz\.|UL|SL|OV|OL|ELT|ĠU|IO|ΕΕ|ОВ)[^()]{3,160}\)"
)
_ACT_NUMBER = re.compile(r"(?<![\w/])\d{1,4}/\d{1,4}(?:/[A-Z]{2,4})?(?![\w/])")
_NAMED_DATE = re.compile(r"([^\W\d_]{1,10}\.?) $")
_PARAGRAPH_NUMBER = re.compile(r"(?:(?<=\A)|(?<=[.;:] ))\d{1,3}[a-z]?\. ")
_SENTENCE_END = re.compile(r"(?<=[.;:!?]) (?=[^\W\d_a-zß-öø-ÿ]|[(\"'“‘„«\d])")
_TITLE_REACH = 160
_SHORTEST = 12


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a provision's text and the figures in it (offsets into ``text``)."""

    path: str
    text: str
    facts: tuple[RawFact, ...]


class Reading:
    """One outline, ready to be compared with claims."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.language = (outline.language or "en").lower()[:2]
        self._by_path: dict[str, Provision] = {p.path: p for p in outline.provisions}
        self._below: dict[str, list[str]] = {}
        for path in self._by_path:
            above, dot, _ = path.rpartition(".")
            if dot:
                self._below.setdefault(above, []).append(path)
        self.top: tuple[str, ...] = tuple(
            path
            for path, provision in self._by_path.items()
            if provision.text and "." not in path and path.partition("_")[0] not in _DIVISIONS
        )
        self._order = {path: number for number, path in enumerate(self._by_path)}
        self._passages: dict[str, Passage] = {}
        self._memo: dict[tuple[str, str], object] = {}

    # ------------------------------------------------------------------ structure

    def provision(self, path: str) -> Provision | None:
        """The provision with exactly this path."""
        return self._by_path.get(path)

    def children(self, path: str) -> Sequence[str]:
        """The provisions directly below, in order."""
        return self._below.get(path, ())

    def position(self, path: str) -> int:
        """The place of a provision in the document; unknown ones come last."""
        return self._order.get(path, len(self._order))

    def articles_of(self, division: str) -> tuple[str, ...]:
        """The articles (or other top units) of a chapter, section, title or part."""
        kind = division.rpartition(".")[2].partition("_")[0]
        if kind not in _DIVISIONS or division not in self._order:
            return ()
        level = LEVELS.index(kind)
        out = []
        for path in list(self._by_path)[self._order[division] + 1 :]:
            here = path.rpartition(".")[2].partition("_")[0]
            if here in _DIVISIONS and LEVELS.index(here) <= level:
                break
            if "." not in path and here not in _DIVISIONS and here != "rct":
                if here == "anx":
                    break
                out.append(path)
        return tuple(out)

    # ------------------------------------------------------------------ texts

    def passage(self, path: str) -> Passage:
        """A provision's text with its figures. A point is read with the words that introduce its list."""
        found = self._passages.get(path)
        if found is None:
            text = self._text(path)
            found = self._passages[path] = Passage(path, text, figures(text, self.language))
        return found

    def page(self) -> Passage:
        """The main text of a page or a text without provisions."""
        found = self._passages.get("")
        if found is None:
            text = self.outline.text
            found = self._passages[""] = Passage("", text, figures(text, self.language))
        return found

    def everything(self) -> Iterable[Passage]:
        """All articles, recitals and annexes; for a document without provisions its text."""
        if not self.top:
            return (self.page(),)
        return (self.passage(path) for path in self.top)

    def memo(self, kind: str, path: str, make: Callable[[str], object]) -> object:
        """What ``make`` gives for the text at ``path``, made once."""
        key = (kind, path)
        if key not in self._memo:
            self._memo[key] = make(self.passage(path).text if path else self.page().text)
        return self._memo[key]

    def narrowest(self, path: str, holds: Callable[[Passage], bool]) -> str:
        """The smallest provision at or below ``path`` of which alone ``holds`` is true."""
        here = path
        for _ in range(6):
            below = [child for child in self.children(here) if holds(self.passage(child))]
            if not below:
                return here
            own = [child for child in below if _is_own(self, child, holds)]
            if len(own) != 1:
                return here
            here = own[0]
        return here

    def _text(self, path: str) -> str:
        provision = self._by_path.get(path)
        if provision is None:
            return ""
        above, _, name = path.rpartition(".")
        parent = self._by_path.get(above)
        if name.partition("_")[0] not in _POINTS or parent is None or not parent.text:
            return provision.text
        if above.startswith("anx_") and "." not in above:
            return provision.text  # the points of an annex are a world of their own
        whole = self._text(above)
        starts = [whole.find(self._by_path[sibling].text) for sibling in self.children(above)]
        begins = min((start for start in starts if start >= 0), default=-1)
        return f"{whole[:begins]}{provision.text}" if begins >= 0 else provision.text

    def sentences(self, path: str) -> tuple[tuple[int, int], ...]:
        """The extents of the sentences of a provision (or of the page)."""
        found = self.memo("sentences", path, _sentences)
        assert isinstance(found, tuple)
        return found


def _is_own(reading: Reading, child: str, holds: Callable[[Passage], bool]) -> bool:
    """Whether it is the child's own text that holds it, and not the words that introduce the list."""
    provision = reading.provision(child)
    if provision is None:
        return False
    if child.rpartition(".")[2].partition("_")[0] not in _POINTS:
        return True
    return holds(Passage(child, provision.text, figures(provision.text, reading.language)))


def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    out = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if match.start() - start < _SHORTEST:
            continue  # the number of a paragraph
        out.append((start, match.start()))
        start = match.end()
    if start < len(text):
        out.append((start, len(text)))
    return tuple(out)


def figures(text: str, language: str) -> tuple[RawFact, ...]:
    """The facts of a source's text; the dates and numbers in the names of other acts are none."""
    if not text:
        return ()
    masked = [match.span() for match in _JOURNAL.finditer(text)]
    numbers = [match.span() for match in _ACT_NUMBER.finditer(text)]
    masked += numbers
    masked += [match.span() for match in _PARAGRAPH_NUMBER.finditer(text)]
    masked.sort()
    found = facts(text, language, masked)
    if not numbers:
        return found
    of = words_of(language).act_date
    folded = fold(text)
    return tuple(fact for fact in found if not _names_an_act(folded, fact, numbers, of))


def _names_an_act(text: str, fact: RawFact, numbers: Sequence[tuple[int, int]], of: frozenset[str]) -> bool:
    """Whether a date belongs to the name of an act: "Directive 2006/42/EC ... of 17 May 2006"."""
    if fact.type is not FactType.DATE:
        return False
    before = _NAMED_DATE.search(text, max(0, fact.start - 12), fact.start)
    if before is None or before[1].lower() not in of:
        return False
    return any(end <= fact.start and fact.start - end <= _TITLE_REACH for _, end in numbers)


reading_of = OncePerOutline(Reading)
"""The reading of an outline, made once."""
