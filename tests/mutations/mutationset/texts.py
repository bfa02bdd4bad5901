"""The texts of the acts, from a folder of real sources."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mutationset.claims import Act
from srclint.model import Document, Fetched
from srclint.source.lookup import Lookup
from srclint.source.options import LookupOptions, LookupRequest


@dataclass(frozen=True, slots=True)
class Text:
    """One act as read: canonical path -> text, in document order, and its language."""

    language: str
    provisions: dict[str, str]

    def near(self, path: str) -> str:
        """The text of a provision, or of the nearest one around it that was told apart."""
        while path not in self.provisions:
            path, dot, _ = path.rpartition(".")
            if not dot:
                return ""
        return self.provisions[path]


@cache
def read(folder: Path, act: Act, language: str) -> Text:
    """The act in a language, else in English, else in the one that its address names."""
    document = Document(f"celex:{act.celex}", act.url, act.celex)
    named = {"nld": ("nl",)}.get(act.url.rpartition("/")[2], ())
    options = LookupOptions(offline=True, source_dirs=(folder,))
    with Lookup(options) as lookup:
        source = lookup.run([LookupRequest(document, (act.url,), (language, "en", *named))])[document.id]
    if not isinstance(source, Fetched):
        raise LookupError(f"{act.celex} ({language}): {source}")
    outline = source.outline
    provisions: dict[str, str] = {}
    for provision in outline.provisions:
        provisions.setdefault(provision.path, f"{provision.heading or ''} {provision.text}".strip())
    return Text(outline.language or "en", provisions)
