"""Which reader a document needs."""

from __future__ import annotations

from srclint.model import Outline

from .markup import decode, name, parse_page, parse_xml
from .recognise import NotADocument


def read_document(
    content: bytes, *, content_type: str | None, url: str | None, celex: str | None
) -> Outline | NotADocument:
    """See ``srclint.source.outline.read``."""
    if not content.strip():
        return NotADocument("empty", "The answer has no content.")
    text = decode(content, content_type)
    from .consolidated import HEADER, read_consolidated
    from .oj import read_oj

    if _is_xml(text):
        root = parse_xml(text, recover=True, instructions=True)
        if root is not None and name(root) in _FORMEX:
            from .formex import read_formex

            return read_formex(root, celex=celex)
    root = parse_page(text)
    if root is None:
        return NotADocument("unreadable", "The answer could not be parsed.")

    if HEADER.search(text[:6000]):
        if "title-doc-first" not in text and "title-article-norm" not in text:
            from .consolidated import read_first_consolidated

            return read_first_consolidated(root, celex=celex)
        return read_consolidated(root, celex=celex)
    if 'id="TexteOnly"' in text or "<TXT_TE" in text or "<txt_te" in text:
        from .old import read_texteonly

        return read_texteonly(root, celex=celex)
    if "oj-ti-art" in text or "oj-doc-ti" in text:
        return read_oj(root, celex=celex)
    if 'class="ti-art"' in text or 'class="doc-ti"' in text:
        return read_oj(root, celex=celex, format_="old-html")
    return NotADocument("unreadable", "The answer is in no format that srclint knows.")


_FORMEX = frozenset(
    "ACT CONS.ACT COMBINED.FMX JUDGMENT ORDER OPINION ANNEX CONS.ANNEX GENERAL AGR CORR DECISION LETTER PROPOSAL".split()
)


def _is_xml(text: str) -> bool:
    head = text[:3000].lstrip("\ufeff \r\n\t")
    return head.startswith("<") and "<html" not in head.lower() and "<!doctype html" not in head.lower()
