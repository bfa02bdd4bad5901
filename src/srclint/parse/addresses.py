"""Addresses in Markdown and text: what stands in a link's brackets, and what is written out in a line."""

from __future__ import annotations

import html
import re

from srclint.parse.runs import LinkRun

# Braces are no characters of an address (RFC 3986): what they open is an attribute of the markup.
_BARE = re.compile(r"(?:https?://|www\.)(?:[^\s<>`\"“”|\\{}]|\\[_~*.&%#-])+")
_DESTINATION = re.compile(r"(?:\{\{[^{}\n]{0,500}\}\}|\{%[^%\n]{0,500}%\}|\\[^\s]|[^\s\\()])++")
_POINTY = re.compile(r"<((?:[^<>\n\\]|\\.)*+)>")
_TITLE = re.compile(r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\)", re.DOTALL)
_GAP = re.compile(r"[ \t\r]*+(?:\n[ \t\r]*+)?")
_UNESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def destination(source: str, start: int, end: int) -> tuple[str, int, int, int] | None:
    """``url "title")`` from ``start`` on: (url, its start, its end, the end of it all), or None."""
    match = _GAP.match(source, start, end)
    low = match.end() if match else start
    if low < end and source[low] == "<":
        pointy = _POINTY.match(source, low, end)
        if pointy is None:
            return None
        (first, last), position = pointy.span(1), pointy.end()
    else:
        position, depth = low, 0
        while position < end:
            plain = _DESTINATION.match(source, position, end)
            if plain:
                position = plain.end()
                continue
            char = source[position]
            if char == "(" and depth < 32:
                depth += 1
            elif char == ")" and depth:
                depth -= 1
            else:
                break
            position += 1
        if depth:
            return None
        first, last = low, position
    url = html.unescape(_UNESCAPE.sub(r"\1", source[first:last]))
    gap = _GAP.match(source, position, end)
    after = gap.end() if gap else position
    if after > position and after < end and source[after] in "\"'(":
        title = _TITLE.match(source, after, end)
        if title is None:
            return None
        gap = _GAP.match(source, title.end(), end)
        after = gap.end() if gap else title.end()
    if after < end and source[after] == ")":
        return url, first, last, after + 1
    return None


def trim_url(raw: str) -> str:
    """A bare URL without the punctuation of the sentence around it (closing brackets by balance).

    A bracket that closes more than the address opened belongs to what stands around it.
    """
    depth = 0
    for at, char in enumerate(raw):
        depth += (char == "(") - (char == ")")
        if depth < 0:
            raw = raw[:at]
            break
    opened = raw.count("(") - raw.count(")")
    end = len(raw)
    while end:
        char = raw[end - 1]
        if char == ")":
            if opened >= 0:
                break
            opened += 1
        elif char not in "?!.,:;*_~'\"’”]}>…":
            break
        end -= 1
    return raw[:end]


def bare_link(
    source: str, at: int, end: int, start: int, base: int, *, bracketed: bool = False
) -> tuple[LinkRun, int] | None:
    """(link, its end) for an address that is written out at ``at``, without the punctuation after it.

    ``bracketed``: a closing bracket ends it, for one is open.
    """
    match = _BARE.match(source, at, end)
    if match is None or (at > start and source[at - 1].isalnum()):
        return None
    raw = match.group()
    if bracketed:
        raw = raw.split("]", 1)[0]
    raw = trim_url(raw)
    if raw.partition("//")[2] == "" and not (raw.startswith("www.") and len(raw) > 4):
        return None
    low, high = at + base, at + len(raw) + base
    url = html.unescape(_UNESCAPE.sub(r"\1", raw))
    link = LinkRun(url if "://" in url[:8] else "http://" + url, low, high, low, "bare")
    link.file_end = high
    return link, at + len(raw)
