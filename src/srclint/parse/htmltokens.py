"""An HTML file as a flat list of tokens with their places; linear, whatever the file holds."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Literal

from srclint.parse.tags import TAG, Attribute, attributes

_LOOSE = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:._-]*+)([^<>]*+)>")
_DECLARATION = re.compile(r"<[!?][^<>]*+>")


@dataclass(frozen=True, slots=True)
class Words:
    """The element and class names of ``data/html.toml``."""

    void: frozenset[str]
    raw: frozenset[str]
    skipped: frozenset[str]
    furniture: frozenset[str]
    inline: frozenset[str]
    note_classes: frozenset[str]
    mark_classes: frozenset[str]
    back_classes: frozenset[str]
    hidden_classes: frozenset[str]
    skipped_roles: frozenset[str]


@functools.cache
def words() -> Words:
    """The names, read once."""
    data = tomllib.loads(resources.files("srclint.parse").joinpath("data/html.toml").read_text("utf-8"))
    return Words(**{key.replace("-", "_"): frozenset(value) for key, value in data.items()})


@dataclass(slots=True)
class Token:
    """Text, a tag or a comment at ``source[start:end]``; ``a_start``/``a_end`` hold the attributes."""

    kind: Literal["text", "open", "close", "comment", "raw"]
    start: int
    end: int
    name: str = ""
    a_start: int = 0
    a_end: int = 0
    empty: bool = False
    source: str = ""
    _given: dict[str, Attribute] | None = None

    @property
    def given(self) -> dict[str, Attribute]:
        """The attributes, read when first asked for."""
        if self._given is None:
            self._given = (
                attributes(self.source, self.a_start, self.a_end) if self.a_end > self.a_start else {}
            )
        return self._given

    def value(self, name: str) -> str:
        """An attribute's value, ``""`` where it is not written."""
        attribute = self.given.get(name)
        return attribute.value if attribute else ""

    def raw_has(self, word: str) -> bool:
        """Whether the attributes hold a word at all; cheap."""
        return self.source.find(word, self.a_start, self.a_end) >= 0


def tokens_of(source: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of ``source[start:end]`` in order; every character is in one of them or in none
    that matters (declarations)."""
    stop = len(source) if end is None else end
    raw_names = words().raw
    tokens: list[Token] = []
    position = text_from = start
    ahead: dict[str, int] = {}

    def find(needle: str, low: int) -> int:
        place = ahead.get(needle, 0)
        if 0 <= place < low:
            place = ahead[needle] = source.find(needle, low, stop)
        return place

    def text_to(high: int) -> None:
        if high > text_from:
            tokens.append(Token("text", text_from, high))

    while True:
        at = source.find("<", position, stop)
        if at < 0:
            text_to(stop)
            return tokens
        match = TAG.match(source, at, stop) or _LOOSE.match(source, at, stop)
        if match:
            text_to(at)
            name = match.group(2).lower()
            position = text_from = match.end()
            if match.group(1):
                tokens.append(Token("close", at, position, name))
                continue
            low, high = match.span(3)
            empty = source[position - 2] == "/"
            tokens.append(Token("open", at, position, name, low, high, empty, source))
            if name in raw_names and not empty:
                close = _raw_end(source, name, position, stop, ahead)
                tokens.append(Token("raw", position, close, name))
                position = text_from = close
            continue
        if source.startswith("<!--", at):
            close = find("-->", at + 4)
            if close >= 0:
                text_to(at)
                position = text_from = close + 3
                tokens.append(Token("comment", at, position))
                continue
        elif source.startswith("<![CDATA[", at):
            close = find("]]>", at + 9)
            if close >= 0:
                text_to(at)
                tokens.append(Token("text", at + 9, close))
                position = text_from = close + 3
                continue
        elif declaration := _DECLARATION.match(source, at, stop):
            text_to(at)
            position = text_from = declaration.end()
            continue
        position = at + 1


def _raw_end(source: str, name: str, start: int, stop: int, ahead: dict[str, int]) -> int:
    """Where the content of a ``script`` or the like ends; the end of it all where it is not closed."""
    for needle in (f"</{name}", f"</{name.upper()}"):
        place = ahead.get(needle, 0)
        if 0 <= place < start:
            place = ahead[needle] = source.find(needle, start, stop)
        if place >= 0:
            return place
    return stop
