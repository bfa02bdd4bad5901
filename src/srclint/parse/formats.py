"""Which reader a file is for, by the end of its name."""

from __future__ import annotations

from pathlib import PurePath
from typing import Literal

from srclint.parse.blocks import Reading

Format = Literal["markdown", "html", "text"]

_MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd"})
_HTML = frozenset({".html", ".htm", ".xhtml"})


def reader_for(path: str) -> Format:
    """The format of a file of this name; what is neither Markdown nor HTML is text."""
    suffix = PurePath(path).suffix.lower()
    if suffix in _MARKDOWN:
        return "markdown"
    return "html" if suffix in _HTML else "text"


def read(text: str, path: str, *, content: str | None = None) -> Reading:
    """Read an article in the format that its name tells; ``content`` is for HTML only."""
    kind = reader_for(path)
    if kind == "markdown":
        from srclint.parse import markdown

        return markdown.read(text)
    if kind == "html":
        from srclint.parse import html

        return html.read(text, content=content)
    from srclint.parse import plain

    return plain.read(text)
