"""Tags, comments and character references of HTML: where each begins and ends.

One pattern each, with possessive repetition, so that no input makes them slow. Used by the HTML
reader and for the HTML inside Markdown.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

TAG = re.compile(
    r"<(/?)([A-Za-z][A-Za-z0-9:._-]*+)"
    r"((?:[\s/]++[^\s\"'<>/=][^\s\"'<>/=]*+(?:\s*+=\s*+(?:[^\s\"'=<>`{]++|'[^']*+'|\"[^\"]*+\"|\{[^{}<>]*+\}))?+)*+)"
    r"\s*+(/?)>"
)
"""A whole start or end tag: slash, name, attributes, closing slash (values in ``{}`` are JSX)."""

_ATTRIBUTE = re.compile(
    r"[\s/]++([^\s\"'<>/=][^\s\"'<>/=]*+)(?:\s*+=\s*+([^\s\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?+"
)
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute: its value with entities resolved, and where the raw value stands."""

    value: str
    start: int
    end: int


def attributes(source: str, start: int, end: int) -> dict[str, Attribute]:
    """The attributes written in ``source[start:end]`` by lower-case name; the first of a name counts."""
    found: dict[str, Attribute] = {}
    for match in _ATTRIBUTE.finditer(source, start, end):
        name = match.group(1).lower()
        if name in found:
            continue
        low, high = match.span(2)
        if low < 0:
            found[name] = Attribute("", match.end(), match.end())
            continue
        if source[low] in "\"'":
            low, high = low + 1, high - 1
        found[name] = Attribute(html.unescape(source[low:high]), low, high)
    return found


def entity(raw: str) -> str | None:
    """What a character reference stands for; None where it stands for nothing."""
    value = html.unescape(raw)
    if value == raw or (value.endswith(";") and raw[1] != "#"):
        return None
    return value
