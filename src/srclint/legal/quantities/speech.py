"""Quotations and named bodies."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Set as AbstractSet
from functools import cache
from importlib import resources

from srclint.legal.quantities.found import RawFact
from srclint.legal.quantities.words import by_first_letter
from srclint.model import FactType

# Opening mark -> the marks that can close it. German, Polish and Czech open low, Danish turns the
# guillemets round, Swedish and Finnish use one mark for both.
_CLOSING = {
    "“": "”“", "„": "“”", "«": "»", "»": "«»", "”": "”", "‹": "›", "‘": "’", "‚": "‘’", '"': '"', "「": "」", "‟": "”",
}  # fmt: skip
_MARK = re.compile(f"[{''.join(_CLOSING)}]")
_LONGEST = 1500
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_PLAIN = re.compile(r"\w+")


def quotations(text: str) -> list[RawFact]:
    """Text of three words or more in quotation marks; ``value`` is what stands between the marks."""
    if text.isascii() and '"' not in text:
        return []
    found = []
    at = 0
    dead: dict[str, int] = {}
    while match := _MARK.search(text, at):
        opening = match.start()
        at = opening + 1
        mark = text[opening]
        if mark in {"’", "‘", "‚"} and text[opening - 1 : opening].isalnum():
            continue
        if mark in {"”", '"', "»"} and (not text[at : at + 1].strip() and mark != "»"):
            continue  # a closing mark without its partner
        limit = min(len(text), opening + _LONGEST)
        if dead.get(mark, -1) >= opening:
            continue
        closing = _closing(text, mark, at, limit)
        if closing < 0:
            dead[mark] = limit - 1 if limit - opening == _LONGEST else len(text)
            continue
        inner = text[at:closing]
        words = " ".join(inner.split()).strip(" ,;")
        if len(_WORD.findall(words)) >= 3:
            found.append(RawFact(FactType.QUOTATION, words, opening, closing + 1))
            at = closing + 1
        elif words:
            at = closing + 1
    return found


def _closing(text: str, mark: str, at: int, limit: int) -> int:
    marks = _CLOSING[mark]
    while at < limit:
        places = [p for p in (text.find(c, at, limit) for c in marks) if p >= 0]
        if not places:
            return -1
        place = min(places)
        if (
            text[place] in "’‘"
            and text[place - 1 : place].isalnum()
            and text[place + 1 : place + 2].isalnum()
        ):
            at = place + 1  # an apostrophe
            continue
        return place
    return -1


@cache
def _bodies(language: str) -> tuple[re.Pattern[str], dict[str, str], frozenset[str]]:
    """The expression, name -> preferred name, and the first words of all names, lower case."""
    file = resources.files("srclint.legal") / "data" / "bodies.toml"
    names: dict[str, str] = {}
    for body in _table(file.read_text(encoding="utf-8")):
        for spoken in (language, "en"):
            for alias in body.get(spoken, ()):
                names.setdefault(alias, str(body["name"]))
    firsts = frozenset(word[0].lower() for name in names if (word := _PLAIN.search(name)))
    return re.compile(rf"(?:{by_first_letter(names)})(?!\w)"), names, firsts


@cache
def _table(text: str) -> list[dict[str, list[str]]]:
    table: list[dict[str, list[str]]] = tomllib.loads(text)["body"]
    return table


def may_name_a_body(words: AbstractSet[str], language: str) -> bool:
    """Whether the name of a body can begin with one of the lower-case words."""
    return not _bodies(language.lower()[:2])[2].isdisjoint(words)


def bodies(folded: str, language: str) -> list[RawFact]:
    """Named bodies of a folded text; ``value`` is the preferred English name."""
    pattern, names, _ = _bodies(language.lower()[:2])
    return [
        RawFact(FactType.BODY, names[match[0]], match.start(), match.end())
        for match in pattern.finditer(folded)
        if not folded[match.start() - 1 : match.start()].isalnum()
    ]
