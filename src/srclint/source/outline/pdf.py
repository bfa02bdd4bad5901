"""PDF: the text of each page; provisions where headings can be told."""

from __future__ import annotations

import re
from collections import Counter

from srclint.model import Outline

from . import words
from .doubts import ALL
from .flat import FlatReader, Line
from .language import detect
from .markup import tidy
from .pdftext import PdfError, texts_of
from .recognise import NotADocument

_DIGITS = re.compile(r"\d+")


def read_pdf(content: bytes, *, celex: str | None = None) -> Outline | NotADocument:
    """The outline of a PDF; absence of a provision in it never proves anything."""
    try:
        pages, count = texts_of(content)
    except PdfError as error:
        return NotADocument("unreadable", f"The PDF file could not be read ({error}).")
    if not any(page.strip() for page in pages):
        return NotADocument("no-text", f"The PDF file has {count} pages and no text, as a scan has.")
    lines = _paragraphs(_without_running_heads(pages))
    reader = FlatReader([Line(line) for line in lines])
    provisions = reader.run().provisions()
    text = "\n".join(lines)
    if not any(p.path.startswith("art_") for p in provisions):
        provisions = ()
    return Outline(
        format="pdf",
        title=next((line for line in lines[:40] if line.count(" ") >= 3), None),
        language=detect(text),
        celex=celex,
        provisions=provisions,
        anchors=frozenset(f"page={n}" for n in range(1, count + 1)),
        text=text,
        pages=count,
        partial=ALL,
    )


def _without_running_heads(pages: list[str]) -> list[str]:
    """All lines without those that stand on most pages at the top or the foot, numbers aside."""
    split = [[line for part in page.splitlines() if (line := tidy(part))] for page in pages]
    edges: Counter[str] = Counter()
    for lines in split:
        edges.update({_DIGITS.sub("#", line) for line in (*lines[:4], *lines[-3:])})
    often = max(3, len(pages) // 2)
    heads = {line for line, times in edges.items() if times >= often}
    return [line for lines in split for line in lines if _DIGITS.sub("#", line) not in heads]


def _paragraphs(lines: list[str]) -> list[str]:
    """Lines joined to paragraphs: a new one begins at a mark, a heading, or after the end of a sentence."""
    out: list[str] = []
    closed = True
    for line in lines:
        found = words.heading(line)
        heads = found is not None and len(line) < 80 and (not found.rest or found.rest[:1].isupper())
        if closed or heads or words.split_marker(line) is not None or not out:
            out.append(line)
        elif out[-1].endswith("-") and line[:1].islower():
            out[-1] = out[-1][:-1] + line
        else:
            out[-1] += " " + line
        closed = heads or line.endswith((".", ";", ":", ".”", ".’", "”;", "’;")) or line.isupper()
    return out
