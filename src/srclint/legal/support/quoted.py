"""Quoted words against the cited text: there, elsewhere in the act, nearly there (claims.md 5.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from srclint.legal.prose import capital
from srclint.legal.provisions import human
from srclint.legal.support import passage, quotes
from srclint.legal.support.cited import Cited
from srclint.legal.support.context import Context
from srclint.legal.support.elsewhere import MOST
from srclint.legal.support.gaps import Gap
from srclint.legal.support.outdated import versions
from srclint.legal.support.pinpoint import is_sourced
from srclint.legal.support.reading import Reading
from srclint.model import Fact, Severity, Sources, SupportVerdict

# Words that a near miss must have: below, any phrase of a law is like another.
_FEWEST = 5
# Fewer words of meaning than these are a formula: "in accordance with Article 6 of Regulation ...".
_TELLING = 3
# Shorter ones are terms that an act uses in many places.
_A_PHRASE = 3
_WHOLE_THOUGHT = 8
# Less than a near miss, yet surely meant as the text's own words: an altered or a free quotation.
_LOOSE, _LOOSE_WORDS = 0.7, 10
_PROMISING = 0.3
_SHOWN = 240
# An author who writes DPIA for the words of the law adapts the rest of them too.
_ACRONYM = re.compile(r"(?<!\w)[A-Z]{2,6}(?!\w)")


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quotation stands word for word: the provision ("" for a page)."""

    path: str


def folded(reading: Reading, path: str) -> str:
    """The folded words of a provision with its heading, or of the page for ""."""
    provision = reading.provision(path)
    heading = f"{provision.heading} " if provision is not None and provision.heading else ""
    made = reading.memo("folded", path, lambda text: quotes.fold(heading + text))
    assert isinstance(made, str)
    return made


def find(cited: Cited, wanted: Sequence[str]) -> Found | None:
    """The quotation in the cited text itself."""
    paths: Iterable[str] = cited.paths or cited.reading.top or ("",)
    for path in paths:
        if quotes.holds(folded(cited.reading, path), wanted):
            return Found(path)
    return None


def missing(context: Context, fact: Fact, cited: Cited, sources: Sources) -> Gap | str:
    """What is known of a quotation that the cited text does not have, or why nothing can be said."""
    wanted = quotes.segments(fact.value)
    count = sum(len(part.split()) for part in wanted)
    for reading in (cited.reading, *(version.reading for version in versions(cited, sources))):
        for path in reading.top or ("",):
            if quotes.holds(folded(reading, path), wanted):
                if reading is not cited.reading:
                    return "other-version"
                return _elsewhere(context, fact, cited, path, wanted)
    if context.language != cited.reading.language:
        return "other-language"
    if _is_title(fact.value) or count < _FEWEST or not _tells(wanted, context.language):
        return "a-slip" if _slip(cited, wanted, count) else "not-a-quotation"
    best = _nearest(cited, wanted)
    if best is None:
        return "quoted-from-elsewhere"
    path, near = best
    where = human(path) if path else "the source"
    if near.similarity >= quotes.NEAR:
        return Gap(
            "quotation", SupportVerdict.MISMATCH, (fact,), Severity.WARNING,
            f"{capital(where)} has {_changes(near)}: “{_short(near.words)}”",
            cited.citation, cited.document, (path,) if path else (),
        )  # fmt: skip
    if (
        near.similarity >= _LOOSE
        and count >= _LOOSE_WORDS
        and cited.paths
        and cited.rank == 0
        and cited.is_act
        and len(wanted) == 1
        and not _ACRONYM.search(fact.value)
    ):
        return Gap(
            "quotation", SupportVerdict.MISMATCH, (fact,),
            Severity.ERROR if cited.certain else Severity.WARNING,
            f"The nearest words are in {where}: “{_short(near.words)}”",
            cited.citation, cited.document, (path,) if path else (),
        )  # fmt: skip
    slip = _slip(cited, wanted, count)
    if slip is None:
        return "quoted-from-elsewhere"
    if not is_sourced(context, cited):
        return "a-slip"
    path, near = slip
    return Gap(
        "quotation", SupportVerdict.MISMATCH, (fact,), Severity.INFO,
        f"{capital(human(path))} has {_changes(near)}: “{_short(near.words)}”",
        cited.citation, cited.document, (path,),
    )  # fmt: skip


def _slip(cited: Cited, wanted: Sequence[str], count: int) -> tuple[str, quotes.Near] | None:
    """A short quotation that is the cited provision's own words but for one: where, and which."""
    if not cited.is_act or not cited.paths or count < _A_PHRASE:
        return None
    for path in cited.paths:
        near = quotes.near(folded(cited.reading, path), wanted)
        if (
            near is not None
            and len(near.changes) == 1
            and all(len(words.split()) <= 1 for words in near.changes[0])
        ):
            return path, near
    return None


def _tells(wanted: Sequence[str], language: str) -> bool:
    """Whether the words are more than a formula."""
    telling = [word for part in wanted for word in passage.tokens(part, language) if word.isalpha()]
    return len(telling) >= _TELLING


def _elsewhere(context: Context, fact: Fact, cited: Cited, path: str, wanted: Sequence[str]) -> Gap | str:
    count = sum(len(part.split()) for part in wanted)
    others = [p for p in cited.reading.top if quotes.holds(folded(cited.reading, p), wanted)]
    short = count < _WHOLE_THOUGHT
    if short and not (
        count > _A_PHRASE
        and len(others) <= MOST
        and is_sourced(context, cited)
        and not _is_title(fact.value)
        and _tells(wanted, cited.reading.language)
    ):
        return "a-phrase"  # a term that the act uses in more than one place
    if path.partition(".")[0] not in tops(cited) and context.writes_number_of(path):
        return "named-otherwise"
    place = cited.reading.narrowest(path, lambda text: quotes.holds(quotes.fold(text.text), wanted))
    return Gap(
        "quotation", SupportVerdict.ELSEWHERE, (fact,), Severity.INFO if short else Severity.WARNING,
        f"The words stand in {capital(human(place))}", cited.citation, cited.document,
        tuple(dict.fromkeys([place, *others[1:3]])),
    )  # fmt: skip


def tops(cited: Cited) -> frozenset[str]:
    """The articles, annexes and recitals that the citation names."""
    return frozenset(path.partition(".")[0] for path in cited.paths)


def _nearest(cited: Cited, wanted: Sequence[str]) -> tuple[str, quotes.Near] | None:
    """The cited text first; then the provision of the act that shares most pairs of words."""
    reading = cited.reading
    best: tuple[str, quotes.Near] | None = None
    for path in cited.paths or ():
        found = quotes.near(folded(reading, path), wanted)
        if found is not None and (best is None or found.similarity > best[1].similarity):
            best = path, found
    if best is not None and best[1].similarity >= _LOOSE:
        return best
    rated = [
        (quotes.likeness(folded(reading, path), wanted), -n, path)
        for n, path in enumerate(reading.top or ("",))
    ]
    for share, _, path in sorted(rated, reverse=True)[:3]:
        if share >= _PROMISING:
            found = quotes.near(folded(reading, path), wanted)
            if found is not None and (best is None or found.similarity > best[1].similarity):
                best = path, found
    return best


def _is_title(words: str) -> bool:
    """A name or a heading: most of its longer words have a capital."""
    long = [word for word in words.split() if len(word) > 3 and word[0].isalpha()]
    return len(long) > 1 and sum(word[0].isupper() for word in long) * 3 >= len(long) * 2


def _changes(near: quotes.Near) -> str:
    parts = []
    for quoted, true in near.changes[:3]:
        if quoted and true:
            parts.append(f"“{true}” where the quotation has “{quoted}”")
        elif true:
            parts.append(f"“{true}”, which the quotation leaves out")
        else:
            parts.append(f"no “{quoted}”")
    return ", ".join(parts) or "other words"


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else words[: words.rfind(" ", 0, _SHOWN)] + " …"
