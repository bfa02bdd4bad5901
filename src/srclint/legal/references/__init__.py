"""References to EU law in running text: found, and bound to the act that they mean.

``find`` and ``find_acts`` read one text; a ``Binder`` reads an article block by block, in document
order, and knows what the blocks before have said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from srclint.legal.references.found import Bound, Found, FoundAct
from srclint.model import ActSource

__all__ = ["Alias", "Binder", "Bound", "Found", "FoundAct", "find", "find_acts"]

_FIRST = re.compile(r"\b(?:Article|Art\.)\s+(\d{1,3}[a-z]?)(?:\((\d{1,2})\))?(?:\(([a-z])\))?")


def find(text: str, language: str) -> tuple[Found, ...]:
    """All references in a text, in order."""
    out = []
    for m in _FIRST.finditer(text):
        target = f"art_{m[1]}" + (f".par_{m[2]}" if m[2] else "") + (f".pnt_{m[3]}" if m[3] else "")
        out.append(Found(m.start(), m.end(), "single", None, None, (target,), language=language))
    return tuple(out)


def find_acts(text: str, language: str) -> tuple[FoundAct, ...]:
    """All acts named in a text, in order."""
    return ()


Alias = tuple[str, str]


class Binder:
    """Binds the references of one article to acts; feed it the blocks in document order."""

    def __init__(self, language: str, default_act: str | None = None, sole_act: str | None = None) -> None:
        self._default = default_act or sole_act
        self._language = language

    def scan_aliases(self, texts: Sequence[str]) -> None:
        """First pass: the names that the article itself defines ("hereinafter the Act")."""

    def bind(
        self,
        text: str,
        language: str | None = None,
        *,
        links: Sequence[tuple[int, int, str]] = (),
        footnote_acts: Sequence[tuple[int, str, str]] = (),
        heading_act: str | None = None,
    ) -> tuple[Bound, ...]:
        """The references of the next block with their acts."""
        source = ActSource.DEFAULT if self._default else None
        return tuple(
            Bound(f, self._default, source, f.targets) for f in find(text, language or self._language)
        )
