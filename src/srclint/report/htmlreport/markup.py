"""HTML out of foreign text: everything escaped, hidden characters shown, links only to http and https."""

from __future__ import annotations

import re
from html import escape

from srclint.report.style import percent_encoded
from srclint.report.visible import escaped, is_hidden, visible

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
_LINE_END = re.compile(r"\r\n|\r|\n")
# Builds read these as commands anywhere in a line of output (see report.visible).
_COMMAND = re.compile(r"#(?=#(?:vso)?\[)")
_WEB = ("http://", "https://")


def words(text: str) -> str:
    """Text for between tags. Line ends become character references: no foreign text begins a line."""
    parts = []
    for number, line in enumerate(_LINE_END.split(text)):
        if number:
            parts.append("&#10;")
        parts.append(_line(line))
    return "".join(parts)


def attribute(text: str) -> str:
    """Text for between the quotation marks of an attribute."""
    return _COMMAND.sub("&#35;", escape(visible(text)))


def short(text: str, most: int) -> str:
    """Text on one line, folded and cut to ``most`` characters, not yet escaped."""
    folded = " ".join(text.split())
    return folded if len(folded) <= most else f"{folded[: most - 1].rstrip()}…"


def is_web(url: str | None) -> bool:
    """Whether an address may become a link."""
    return bool(url) and str(url).lower().startswith(_WEB)


def anchor(inner: str, url: str | None, attributes: str = "") -> str:
    """``inner`` (HTML) as a link, or as it is where the address is not of the web."""
    if not url or not is_web(url):
        return inner
    return f'<a href="{attribute(percent_encoded(url))}" rel="noreferrer noopener"{attributes}>{inner}</a>'


def language(code: str | None, *, direction: bool = True) -> str:
    """The attributes ``lang`` and ``dir`` for foreign words; no ``lang`` where the code is none."""
    lang = f' lang="{code}"' if code and _LANGUAGE.fullmatch(code) else ""
    return f'{lang} dir="auto"' if direction else lang


def icon(name: str) -> str:
    """A drawing of the page's sprite, for the eye only: words stand beside it."""
    return f'<svg class="i" aria-hidden="true"><use href="#i-{name}"/></svg>'


def hidden(text: str) -> str:
    """Words for screen readers only, not yet escaped."""
    return f'<span class="sr">{escape(text)}</span>'


def _line(text: str) -> str:
    if text.isascii() and text.isprintable():
        return _COMMAND.sub("&#35;", escape(text, quote=False))
    out = []
    start = 0
    for at, char in enumerate(text):
        if char != "\t" and is_hidden(char):
            out.append(escape(text[start:at], quote=False))
            out.append(f'<span class="esc">{escaped(char)}</span>')
            start = at + 1
    out.append(escape(text[start:], quote=False))
    return _COMMAND.sub("&#35;", "".join(out))
