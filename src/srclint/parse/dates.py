"""The date that an article gives for itself: in its front matter, or in a line near its top.

An article is judged by the law of its own date. Dates are read as Europeans write them (day before
month); a month without a day counts as its last day, so that nothing that happened within it is
held against the author. No clock is asked.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from srclint.parse.blocks import Block, BlockKind
from srclint.parse.phrases import Phrases, phrases, words_of
from srclint.parse.words import table

# A byline stands near the top, and is short.
_FIRST_BLOCKS = 12
_FIRST_FOR_BARE = 4
_LONGEST_LINE = 160
_LONGEST_LABEL = 8
_SEGMENTS = re.compile(r"[\n|•·]| [–—] |ยท")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(\d{1,2})[-/. ]{1,2}(\d{1,2})[-/. ]{1,2}(\d{4})(?!\d)")
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:er|re|st|nd|rd|th|º|\.)?\s(?:de |d['’]|of )?([^\W\d_]{3,20})\.?,?\s(?:de |del )?(\d{4})(?!\d)"
)
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,20})\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(\d{4})(?!\d)")
_YEAR_FIRST = re.compile(r"(\d{4})\.?\s(?:m\.\s|gada\s)?(?:(\d{1,2})\.\s)?([^\W\d_]{3,20})(?:\s(\d{1,2}))?")
_MONTH_ONLY = re.compile(r"([^\W\d_]{3,20})\.?,?\s(?:de |del )?(\d{4})(?!\d)")
_BETWEEN = re.compile(
    r"[\s:,(–—-]*(?:(?:on|am|op|le|el|il|em|den|the|dne|dňa|vom|per)\s)?(?:[^\W\d_]{2,12}\.?,\s)?",
    re.IGNORECASE,
)


def article_date(
    front_matter: Mapping[str, object], blocks: Sequence[Block], language: str, fields: Sequence[str]
) -> tuple[dt.date, str] | None:
    """The article's own date and where it stands (``front-matter`` or ``text``); None: it has none.

    ``fields`` are the names of front matter fields that hold a date, best first (empty: the list of
    ``data/dates.toml``). The newest date
    among those that tell of a change (``updated``, ``lastmod``, ...) wins over one that tells of
    publication. Without any, a line near the top such as "Adopted 2026-06-22", "Stand: Juni 2026" or a
    line that is nothing but a date.
    """
    date = _in_front_matter(front_matter, language, fields or str(table("dates")["fields"]).split())
    if date:
        return date, "front-matter"
    date = _in_text(blocks, language)
    return (date, "text") if date else None


def _in_front_matter(
    front_matter: Mapping[str, object], language: str, fields: Sequence[str]
) -> dt.date | None:
    values = {_folded(str(name)): value for name, value in front_matter.items()}
    changed = frozenset(str(table("dates")["updated_fields"]).split())
    changes: list[dt.date] = []
    other: list[dt.date] = []
    for name in fields:
        date = _date_of(values.get(_folded(name)), language)
        if date:
            (changes if _folded(name) in changed else other).append(date)
    return max(changes) if changes else next(iter(other), None)


def _folded(name: str) -> str:
    return re.sub(r"[-_ ]", "", name).lower()


def _date_of(value: object, language: str) -> dt.date | None:
    if isinstance(value, Mapping):  # "last_update: {date: ...}"
        value = value.get("date")
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str) or len(value) > _LONGEST_LINE:
        return None
    found = read_date(value.strip(), language)
    return found[0] if found else None


def _in_text(blocks: Sequence[Block], language: str) -> dt.date | None:
    changes: list[dt.date] = []
    published: list[dt.date] = []
    seen = 0
    for block in blocks:
        text = block.text.text
        if block.kind in (BlockKind.CODE, BlockKind.FOOTNOTE) or not text.strip():
            continue
        seen += 1
        if seen > _FIRST_BLOCKS:
            break
        if len(text) > _LONGEST_LINE:
            continue
        for segment in _SEGMENTS.split(text):
            line = segment.strip(" \t*_()[]#>-–—")
            kind, rest = _label(line, language)
            if kind is None and seen > _FIRST_FOR_BARE:
                continue
            found = read_date(rest, language)
            if found and _ends_there(rest[found[1] :], bare=kind is None):
                (changes if kind == "updated" else published).append(found[0])
    return max(changes) if changes else next(iter(published), None)


def _ends_there(rest: str, *, bare: bool) -> bool:
    """Whether the line ends with the date: in "Published on 12 July 2024, the act ..." it does not."""
    rest = rest.strip(" .*_)]")
    if bare:
        return not rest
    return not rest or not (rest[0].islower() or rest[0] == "," or (rest[0].isascii() and rest[0].isalpha()))


@lru_cache(maxsize=64)
def _labels(language: str) -> tuple[tuple[str, Phrases], ...]:
    data = table("dates")["labels"]
    languages = dict.fromkeys((language, "en"))
    return tuple(
        (kind, phrases(" | ".join(data[kind].get(code, "") for code in languages)))
        for kind in ("updated", "published")
    )


def _label(line: str, language: str) -> tuple[str | None, str]:
    """What a line's first words say of the date, and the rest of the line."""
    words = [word for word in words_of(line[:_LONGEST_LINE]) if word not in ",;:()"]
    if not words or words[0].isdigit():
        return None, line
    for kind, category in _labels(language):
        length = category.at(words, 0)
        if length:
            at = 0
            for word in words[:length]:
                at = line.lower().index(word, at) + len(word)
            between = _BETWEEN.match(line, at)
            return kind, line[between.end() if between else at :]
    return None, line


# --------------------------------------------------------------------------- dates in words


@lru_cache(maxsize=64)
def _months(language: str) -> tuple[tuple[str, ...], ...]:
    data = table("dates")["months"]
    languages = dict.fromkeys((language, "en"))
    return tuple(tuple(data[code].replace("_", " ").split(" ")) for code in languages if code in data)


def _month(word: str, language: str) -> int | None:
    """The number of a month by its name, an inflected form or an abbreviation of three letters or more."""
    word = word.lower()
    for names in _months(language):
        if word in names:
            return names.index(word) + 1
        for stem in (word, word[:-1], word[:-2]):
            if len(stem) >= 3:
                hits = [number for number, name in enumerate(names, 1) if name.startswith(stem)]
                if len(hits) == 1:
                    return hits[0]
    return None


def _day(year: str, month: int | None, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), month or 0, int(day))
    except ValueError:
        return None


def read_date(text: str, language: str) -> tuple[dt.date, int] | None:
    """The date with which a text begins, and where it ends; None where there is none.

    Reads ``2026-06-22``, ``22.6.2026`` and ``22/06/2026`` (day first), ``22 June 2026``,
    ``June 22, 2026``, ``2026. június 22``, ``June 2026`` (its last day), in the language or in English.
    """
    date: dt.date | None = None
    if match := _ISO.match(text):
        date = _day(match[1], int(match[2]), match[3])
    elif match := _NUMBERS.match(text):
        date = _day(match[3], int(match[2]), match[1])
    elif match := _DAY_FIRST.match(text):
        date = _day(match[3], _month(match[2], language), match[1])
    elif match := _MONTH_FIRST.match(text):
        date = _day(match[3], _month(match[1], language), match[2])
    elif match := _YEAR_FIRST.match(text):
        date = _day(match[1], _month(match[3], language), match[2] or match[4] or "")
    elif match := _MONTH_ONLY.match(text):
        month = _month(match[1], language)
        if month:
            date = _day(match[2], month, str(calendar.monthrange(int(match[2]), month)[1]))
    return (date, match.end()) if date and match and 1950 <= date.year <= 2100 else None
