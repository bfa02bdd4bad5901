"""Consolidated texts in HTML: as ``oj.py``, with amendment marks and a header that names act and date."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from srclint.model import Outline

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
    )
    return _identified(outline, root, header)


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
