"""The words of support in one language, compiled (``data/support.toml``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Words:
    """One language's lists; English is read in every language. See the data file for what each means.

    ``told`` says whether the language's own words of events are listed: without them nobody can tell
    a day that something happened from a day that a provision sets.
    """

    told: bool
    titles: tuple[str, ...]
    act_date: frozenset[str]
    event: re.Pattern[str]
    survey: re.Pattern[str]
    imposed: re.Pattern[str]
    force: re.Pattern[str]
    past: re.Pattern[str]
    topic_before: re.Pattern[str]
    topic_first: re.Pattern[str]
    topic_after: re.Pattern[str]
    case: re.Pattern[str]
    penalty: re.Pattern[str]
    modal: re.Pattern[str]
    stop: frozenset[str]
    glossary: Mapping[str, str]


@cache
def _sections() -> Mapping[str, Mapping[str, Any]]:
    file = resources.files("srclint.legal") / "data" / "support.toml"
    table: Mapping[str, Mapping[str, Any]] = tomllib.loads(file.read_text(encoding="utf-8"))
    return table


@cache
def words_of(language: str) -> Words:
    """The lists of a language (two letters), with English beside them."""
    english = _sections()["en"]
    own = _sections().get(language.lower()[:2], english)
    both = (own,) if own is english else (own, english)

    def listed(key: str) -> list[str]:
        return [word for table in both for word in table.get(key, ())]

    return Words(
        told="event" in own,
        titles=tuple(listed("titles")),
        act_date=frozenset(listed("act_date")),
        event=_pattern(listed("event")),
        survey=_pattern(listed("survey")),
        imposed=_pattern(listed("imposed")),
        force=_pattern(listed("force")),
        past=_pattern(listed("past")),
        topic_before=re.compile(
            rf"(?<!\w)(?:{_any(listed('topic_before'))})(?: \w{{1,12}}){{0,2}} ?$", re.IGNORECASE
        ),
        topic_first=re.compile(
            rf"(?<!\w)(?:{_any(listed('topic_before'))})(?: [^\W\d_]\w{{0,12}})?"
            r" [^\W\d_]\w{1,12}\.? \d[\w()., ]{0,24}(?:[^\W\d_][\w ]{0,16})?(?:,|and|or|en|of|und|oder|et|ou) ?$",
            re.IGNORECASE,
        ),
        topic_after=re.compile(rf" ?(?:{_any(listed('topic_after'))})(?!\w)", re.IGNORECASE),
        case=_pattern(listed("case")),
        penalty=_pattern(listed("penalty")),
        modal=re.compile(rf" (?:{_any(listed('modal'))})(?!\w)", re.IGNORECASE),
        stop=frozenset(listed("stop")),
        glossary={**english.get("glossary", {}), **own.get("glossary", {})},
    )


def _any(listed: Iterable[str]) -> str:
    ordered = sorted(dict.fromkeys(listed), key=lambda word: (-len(word), word))
    return (
        "|".join(
            re.escape(word.removesuffix("*")) + (r"\w{0,12}" if word.endswith("*") else "")
            for word in ordered
        )
        or "(?!)"
    )


def _pattern(listed: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any(listed)})(?!\w)", re.IGNORECASE)
