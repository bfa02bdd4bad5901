"""Where else in an act a fact stands, and what has it nearly (claims.md 5.3, rules 2 to 4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from srclint.legal.quantities import RawFact
from srclint.legal.support.cited import Cited
from srclint.legal.support.passage import ranked_provisions
from srclint.legal.support.reading import Passage, Reading
from srclint.legal.support.values import CALENDAR, comparable, same
from srclint.legal.support.words import words_of
from srclint.model import Fact

# A figure that stands in more provisions than this says nothing of which one is meant.
MOST = 3
_LAST = 3


def held(cited: Cited, fact: Fact, *, about: bool = False) -> tuple[str, RawFact] | None:
    """The first place of the cited text that has the fact."""
    for passage in cited.passages():
        for found in passage.facts:
            if same(fact, found, about=about):
                return passage.path, found
    return None


def like(passages: Iterator[Passage], fact: Fact) -> Iterator[tuple[str, RawFact]]:
    """All figures of the fact's kind."""
    for passage in passages:
        for found in passage.facts:
            if comparable(fact.type, found.type):
                yield passage.path, found


def has(passage: Passage, fact: Fact) -> bool:
    """Whether a text has the fact."""
    return any(same(fact, found) for found in passage.facts)


def places(cited: Cited, fact: Fact, together: Sequence[Fact], asked: Sequence[str]) -> tuple[str, ...]:
    """The provisions outside the cited text that have a fact, the likeliest first.

    ``together`` are the claim's other facts: provisions that have them all come first, and alone if
    there are any. ``asked`` are the claim's words in the act's language, () in another. Recitals
    count only where no article or annex has it.
    """
    reading = cited.reading
    tops = {path.partition(".")[0] for path in cited.paths}
    found = [path for path in reading.top if path not in cited.paths and has(reading.passage(path), fact)]
    found = [path for path in found if path not in tops or _beside(reading, path, cited.paths, fact)]
    law = [path for path in found if not path.startswith("rct_")]
    found = law or found
    if fact.type in CALENDAR:
        dated = [path for path in found if is_dated(reading, path)]
        found = dated or found
    whole = (
        [p for p in found if all(has(reading.passage(p), other) for other in together)] if together else []
    )
    found = whole or found
    if len(found) > 1 and asked:
        order = {path: rank for rank, path in enumerate(ranked_provisions(reading, asked))}
        found.sort(key=lambda path: order.get(path, len(order)))
    found.sort(key=lambda path: path not in tops)  # another part of the cited article is the likeliest
    out = []
    for path in found:
        if path in tops:
            out += _beside(reading, path, cited.paths, fact)
        else:
            out.append(_narrowed(reading, path, [fact, *together] if path in whole else [fact]))
    return tuple(dict.fromkeys(out))


def _narrowed(reading: Reading, path: str, wanted: Sequence[Fact]) -> str:
    """The smallest part of a provision that has all the facts."""
    return reading.narrowest(path, lambda text: all(has(text, fact) for fact in wanted))


def _beside(reading: Reading, top: str, cited: Sequence[str], fact: Fact) -> list[str]:
    """The parts of a cited article, other than the cited ones, that have a fact."""
    out = []
    for child in reading.children(top):
        inside = any(path == child or path.startswith(f"{child}.") for path in cited)
        if not inside and has(reading.passage(child), fact):
            out.append(_narrowed(reading, child, [fact]))
        elif inside and child not in cited:
            out += _beside(reading, child, cited, fact)
    return out


def is_dated(reading: Reading, path: str) -> bool:
    """Whether a provision is one that holds an act's dates: by its heading, or by its place at the end."""
    articles = [top for top in reading.top if top.startswith("art_")]
    if path in articles[-_LAST:]:
        return True
    provision = reading.provision(path)
    heading = (provision.heading or "").casefold() if provision else ""
    return any(title in heading for title in words_of(reading.language).titles)
