"""Which reader a document needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from srclint.model import Outline

from .markup import decode, parse_page
from .recognise import NotADocument

if TYPE_CHECKING:
    pass


def read_document(
    content: bytes, *, content_type: str | None, url: str | None, celex: str | None
) -> Outline | NotADocument:
    """See ``srclint.source.outline.read``."""
    if not content.strip():
        return NotADocument("empty", "The answer has no content.")
    text = decode(content, content_type)
    root = parse_page(text)
    if root is None:
        return NotADocument("unreadable", "The answer could not be parsed.")
    from .consolidated import HEADER, read_consolidated
    from .oj import read_oj

    if HEADER.search(text[:6000]):
        return read_consolidated(root, celex=celex)
    if "oj-ti-art" in text or "oj-doc-ti" in text:
        return read_oj(root, celex=celex)
    if 'class="ti-art"' in text or 'class="doc-ti"' in text:
        return read_oj(root, celex=celex, format_="old-html")
    return NotADocument("unreadable", "The answer is in no format that srclint knows.")
