"""Judgments, orders and opinions of the Court in HTML: numbered paragraphs ``para_12``.

The number stands alone in the first cell of a table (``coj-count``, ``count``), or in an anchor ``point12``
(older texts); both are the same in every language.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from srclint.model import Outline

from .assemble import Assembler
from .markup import BLOCKS, Walk, anchors_of, content_of, is_note_mark, name, text_of, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element as Element

_COUNT = frozenset(["coj-count", "count", "C01PointnumeroteAltN", "c01pointnumeroteAltn"])
_HEADING = re.compile(
    r"(?:coj-ti-grseq|ti-grseq|C04Titre|C05Titre|C06Titre|C07Titre|coj-title-grseq|coj-sum-title)"
)
_TITLE = re.compile(r"(?:coj-doc-ti|doc-ti|C19Centre|coj-ti-doc|C36Centregras|C37Centregrasgrandespacement)")
# What follows the last paragraph: the ruling, signatures, footnotes. None of it is that paragraph's.
_AFTER = re.compile(
    r"(?:C0?8Dispositif|C41Dispositif|C77Signature|C42FootNote|(?:coj-)?(?:note|signatory)\Z)"
)
_SKIP = frozenset(["script", "style", "head", "nav", "footer", "form", "select", "button"])
_POINT = re.compile(r"point\s?(\d{1,4})\Z")
_NUMBER = re.compile(r"\s*(\d{1,4})[.\s\u00a0]*\Z")
_LEADING = re.compile(r"(\d{1,4})\.?\s+(?=\S)")
_ECLI_CELEX = re.compile(r"\b(6\d{4}[A-Z]{2}\d{4})\b")


def numbered(lines: Iterable[str]) -> Assembler:
    """Paragraphs "1 ...", "2 ..." of a judgment in plain lines: each number is the last one plus one."""
    asm = Assembler()
    last = 0
    for line in lines:
        found = _LEADING.match(line)
        if found and int(found[1]) == last + 1:
            asm.close_all()
            last += 1
            asm.open("para", str(last))
            asm.text(line[found.end() :])
        elif line.isupper() and len(line) < 120:
            asm.close_all()
        else:
            asm.text(line)
    return asm


def _anchor(element: Element) -> str | None:
    """The id of a numbered paragraph, or the name of the anchor around its number."""
    names = (child.get("name") or child.get("id") or "" for child in element.iter("{*}a"))
    return element.get("id") or next((name_ for name_ in names if _POINT.match(name_)), None)


def read_judgment(root: Element, *, celex: str | None = None) -> Outline:
    """The outline of a judgment."""
    asm = Assembler()
    buffer: list[str] = []
    titles: list[str] = []
    last = 0

    def flush() -> None:
        words = tidy("".join(buffer))
        buffer.clear()
        asm.text(words)

    def begin(number: int, anchor: str | None) -> bool:
        nonlocal last
        # Numbers only go up by one; anything else is a figure, or a quotation of another judgment.
        if number != last + 1:
            return False
        flush()
        asm.close_all()
        asm.open("para", str(number), anchor=anchor)
        last = number
        return True

    walk = Walk(root)
    for event, element, text in walk:
        if event == "text":
            buffer.append(text)
            continue
        tag = name(element).lower()
        if event == "end":
            if tag in BLOCKS:
                flush()
            continue
        if tag in _SKIP or is_note_mark(element, tag):
            walk.skip = True
            continue
        classes = (element.get("class") or "").split()
        if tag == "a":
            found = _POINT.match(element.get("name") or element.get("id") or "")
            if found and _NUMBER.match(text_of(element) or found[1]) and begin(int(found[1]), found[0]):
                walk.skip = bool(text_of(element))
            continue
        if tag not in BLOCKS:
            continue
        flush()
        if tag == "p":
            if any(_HEADING.match(c) or _AFTER.match(c) for c in classes):
                asm.close_all()
                walk.skip = True
            elif any(_TITLE.match(c) for c in classes):
                if not last:
                    titles.append(text_of(element))
                walk.skip = True
            elif _COUNT.intersection(classes):
                words = text_of(element)
                found = _NUMBER.match(words)
                if found and begin(int(found[1]), _anchor(element)):
                    walk.skip = True
                elif (leading := _LEADING.match(words)) and begin(int(leading[1]), _anchor(element)):
                    asm.text(words[leading.end() :])
                    walk.skip = True
    flush()
    stated = next(
        (m[1] for e in root.iter() if name(e) == "title" and (m := _ECLI_CELEX.search(content_of(e)))),
        None,
    )
    return Outline(
        format="judgment",
        title=" ".join(titles[:3]) or None,
        celex=stated or celex,
        provisions=asm.provisions(),
        anchors=anchors_of(root),
    )
