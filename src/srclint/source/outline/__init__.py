"""Document bytes to provisions."""

from __future__ import annotations

from srclint.model import Outline

from .recognise import NotADocument

__all__ = ["NotADocument", "counts", "read"]


def read(
    content: bytes, *, content_type: str | None = None, url: str | None = None, celex: str | None = None
) -> Outline | NotADocument:
    """What a document says, whatever its format; or what it is instead of a document.

    ``content`` is the body as received (decompressed). ``content_type`` is the server's header,
    ``url`` the address that it came from, ``celex`` the number that was asked for: hints only, the
    document's own statements win. Never raises on any input.
    """
    from .reading import read_document

    try:
        return read_document(content, content_type=content_type, url=url, celex=celex)
    except Exception as error:  # a boundary to bytes that anyone may have written
        return NotADocument("unreadable", f"The answer could not be read ({type(error).__name__}).")


def counts(outline: Outline) -> dict[str, int]:
    """How many articles, recitals, annexes and chapters an outline has."""
    kinds = {"art": "articles", "rct": "recitals", "anx": "annexes", "cpt": "chapters"}
    result = dict.fromkeys(kinds.values(), 0)
    for provision in outline.provisions:
        kind = kinds.get(provision.path.rsplit(".", 1)[-1].partition("_")[0])
        if kind is not None:
            result[kind] += 1
    return result
