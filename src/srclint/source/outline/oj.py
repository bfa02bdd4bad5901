"""Official Journal HTML (``oj-html``) and its older sisters without the prefix (``old-html``)."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from srclint.model import Outline

from .convex import Reader
from .markup import anchors_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DATE = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")


def date_of(text: str | None) -> dt.date | None:
    """A date as the Official Journal prints it: 12.7.2024."""
    match = _DATE.search(text or "")
    if match is None:
        return None
    try:
        return dt.date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None


def read_oj(root: Element, *, celex: str | None = None, format_: str = "oj-html") -> Outline:
    """The outline of an act as published."""
    reader = Reader(root)
    asm = reader.run()
    provisions = asm.provisions()
    return Outline(
        format=format_,
        title=reader.act.title or None,
        language=reader.act.language,
        celex=celex,
        version=date_of(reader.act.date),
        provisions=provisions,
        anchors=anchors_of(root),
        partial=reader.act.partial(),
    )
