"""The two oldest generations: plain paragraphs (``texteonly-html``) and the first consolidated texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from srclint.model import Outline

from .convex import is_note
from .flat import FlatReader, Line
from .judgment import numbered
from .markup import anchors_of, name, text_of, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_IDENTIFIER = re.compile(r"\b([1-9]\d{4}[A-Z]{1,2}(?:\d{4,5}|\d{3}|/[A-Z]{3}))\b")
_TITLE_LANGUAGE = re.compile(r"EUR-Lex\s?-.{0,40}-\s?([A-Za-z]{2})\b")
_NOTE = re.compile(r"\(\d{1,3}\)\s|\[\d{1,3}\]\s")


def read_texteonly(root: Element, *, celex: str | None = None) -> Outline:
    """The outline of an act in the ``TexteOnly`` layout of about 1990 to 2004, and of the treaties."""
    body = next((e for e in root.iter() if (e.get("id") or "") == "TexteOnly"), root)
    lines = _without_notes([Line(text) for text in paragraphs(body)])
    stated = _celex(root) or celex
    if stated and stated.startswith("6"):
        provisions = numbered(line.text for line in lines).provisions()
    else:
        provisions = FlatReader(lines).run().provisions()
    return Outline(
        format="judgment" if stated and stated.startswith("6") else "texteonly-html",
        title=_strong(root) or _meta(root, "DC.title"),
        language=_language(root),
        celex=stated,
        provisions=provisions,
        anchors=anchors_of(root),
        partial=frozenset(["points", "paragraphs", "recitals", "annexes"]),
    )


def paragraphs(body: Element) -> Iterator[str]:
    """The words of each paragraph; rows of tables as one line with bars between cells."""
    for node in body.iter():
        tag = name(node).lower()
        if tag == "p" and not _in_table(node):
            if any(name(c).lower() in ("p", "txt_te", "div", "table") for c in node):
                continue
            if is_note(node):
                continue
            yield text_of(node)
        elif tag == "tr":
            cells = [text_of(c) for c in node if name(c).lower() in ("td", "th")]
            if len(cells) == 2 and len(cells[0]) <= 8:
                yield " ".join(cells)
            else:
                yield " | ".join(cells)


def _in_table(node: Element) -> bool:
    parent = node.getparent()
    while parent is not None:
        if name(parent).lower() == "table":
            return True
        parent = parent.getparent()
    return False


def _without_notes(lines: list[Line]) -> list[Line]:
    """Footnotes stand at the end of the text or of an annex: "(1) OJ L 24, 27.1.1987, p. 36." and so on."""
    out: list[Line] = []
    run = 0
    body = False
    for line in lines:
        found = _NOTE.match(line.text)
        number = int(re.sub(r"\D", "", found[0])) if found else 0
        body = body or line.text.lower().startswith(("article", "artikel", "artículo", "articolo", "artigo"))
        if body and found and (number == run + 1 or (number == 1 and _JOURNAL.search(line.text))):
            run = number
            if run > 1 or _JOURNAL.search(line.text):
                out.append(Line(line.text, note=bool(_JOURNAL.search(line.text))))
                continue
        elif line.text:
            run = 0
        out.append(line)
    return out


_JOURNAL = re.compile(
    r"\b(?:OJ|ABl\.|JO|PB|GU|DO|EFT|EGT|EYVL|EE)\s(?:No\s)?(?:n[°o.]\s)?[LCS]\s\d|\b\d{1,2}\.\d{1,2}\.\d{4}"
)


def _meta(root: Element, wanted: str) -> str | None:
    for node in root.iter():
        if name(node).lower() == "meta" and (node.get("name") or "").lower() == wanted.lower():
            return tidy(node.get("content") or "") or None
        if name(node).lower() == "body":
            return None
    return None


def _strong(root: Element) -> str | None:
    return next((text_of(e) for e in root.iter() if name(e).lower() == "strong"), None)


def _title(root: Element) -> str:
    return next((text_of(e) for e in root.iter() if name(e).lower() == "title"), "")


def _language(root: Element) -> str | None:
    found = _TITLE_LANGUAGE.search(_title(root))
    value = found[1] if found else _meta(root, "DC.language") or ""
    return value.lower()[:2] or None


def _celex(root: Element) -> str | None:
    for text in (_title(root), _meta(root, "DC.identifier") or "", _meta(root, "DC.source") or ""):
        found = _IDENTIFIER.search(text)
        if found:
            return found[1]
    return None
