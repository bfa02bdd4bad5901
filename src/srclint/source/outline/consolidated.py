"""Consolidated texts in HTML: as ``oj.py``, with amendment marks and a header that names act and date."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from srclint.legal.identifiers import parse_celex
from srclint.model import Amendment, Outline

from .convex import Reader
from .markup import anchors_of, content_of, name, tidy
from .oj import date_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# "02024R1689 — EN — 27.07.2026 — 001.001"; older texts leave out the leading 0.
HEADER = re.compile(
    r"\b0?(?P<number>\d{4}[A-Z]{1,2}\d{4,5}(?:\(\d{2}\))?)\s?[—–-]\s?(?P<language>[A-Z]{2})\s?[—–-]\s?"
    r"(?P<date>\d{1,2}\.\d{1,2}\.\d{4})"
)


_MARK = re.compile(r"►?\s?([MAC]\d{1,3})")
_MOST_AMENDMENTS = 300


def read_consolidated(root: Element, *, celex: str | None = None) -> Outline:
    """The outline of a consolidated text."""
    reader = Reader(root)
    asm = reader.run()
    provisions = asm.provisions()
    outline = Outline(
        format="consolidated-html",
        title=reader.act.title or None,
        celex=celex,
        provisions=provisions,
        anchors=anchors_of(root),
        partial=reader.act.partial(),
        amendments=_amendments(root),
    )
    return _identified(outline, root, reader.act.reference)


def read_first_consolidated(root: Element, *, celex: str | None = None) -> Outline:
    """The first consolidated texts say what a paragraph is with styles only."""
    from .flat import FlatReader, Line
    from .old import paragraphs

    lines = [Line(text) for text in paragraphs(root)]
    # The header names the act and those that changed it; the text begins at the first mark ▼.
    start = next((at for at, line in enumerate(lines) if line.text.startswith("▼")), 0)
    header = " ".join(line.text for line in lines[: min(start, 4)])
    reader = FlatReader(lines[start:])
    provisions = reader.run().provisions()
    titles = [line.text for line in lines[start + 1 : start + 3]]
    outline = Outline(
        format="consolidated-html",
        title=" ".join(titles) or None,
        celex=celex,
        provisions=provisions,
        anchors=anchors_of(root),
        partial=frozenset(["points", "paragraphs", "recitals", "annexes"]),
        amendments=_amendments(root),
    )
    return _identified(outline, root, header)


def _amendments(root: Element) -> tuple[Amendment, ...]:
    """The list "Amended by" before the text: a row with the mark, the act, and its Official Journal."""
    found: dict[str, Amendment] = {}
    for node in root.iter():
        if (node.text or "").lstrip().startswith("▼"):
            break  # the text itself begins
        mark = _MARK.fullmatch(tidy(node.text or "")) if name(node) == "a" else None
        if mark is None or mark[1] in found:
            continue
        if len(found) >= _MOST_AMENDMENTS:
            break
        row = next((above for above in node.iterancestors() if name(above) == "tr"), None)
        if row is None:
            continue
        celex = parse_celex(node.get("title") or "")
        days = [day for cell in row if (day := date_of(tidy(content_of(cell)))) is not None]
        found[mark[1]] = Amendment(mark[1], celex.text if celex else "", days[-1] if days else None)
    return tuple(found.values())


def _identified(outline: Outline, root: Element, reference: str) -> Outline:
    """With the CELEX number, language and date that the header or the page's title states."""
    for text in (reference, *_titles(root)):
        found = HEADER.search(text)
        date = date_of(found["date"]) if found else None
        if found and date is not None:
            number = f"0{found['number']}-{date:%Y%m%d}"
            return replace(outline, celex=number, language=found["language"].lower(), version=date)
    return outline


def _titles(root: Element) -> list[str]:
    titles = []
    for node in root.iter():
        if name(node) == "title":
            titles.append(tidy(content_of(node)))
        elif name(node) == "body":
            break
    return titles
