"""Commission proposals in HTML exported from Word: style names say what a paragraph is.

Style names are those of the Commission's drafting template (LegisWrite), the same in every language:
``Titrearticle``, ``SectionTitle``, ``ManualConsidrant``, ``Annexetitre``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from srclint.model import Outline

from .flat import FlatReader, Line
from .markup import anchors_of, name, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ROLES = {
    "Titrearticle": "art",
    "SectionTitle": "division",
    "ChapterTitle": "division",
    "PartTitle": "division",
    "TitleTitle": "division",
    "ManualConsidrant": "recital",
    "Considrant": "recital",
    "Annexetitre": "annex",
    "Fait": "end",
    "Institutionquisigne": "end",
    "Personnequisigne": "end",
    "Fichefinanciretitre": "end",
    "Applicationdirecte": "end",
    "Exposdesmotifstitre": "memorandum",
    "Institutionquiagit": "act",
    "Formuledadoption": "enacts",
}
_TITLE = frozenset(["Typedudocument", "Typedudocument_cp", "Titreobjet", "Titreobjet_cp", "Statut"])
_NUMBER = re.compile(r"COM\((\d{4})\)\s?(\d{1,4})\s?final")


def read_proposal(root: Element, *, celex: str | None = None) -> Outline:
    """The outline of a proposal: the act that it proposes, without the explanatory memorandum."""
    lines: list[Line] = []
    titles: list[str] = []
    number = None
    for node in root.iter():
        tag = name(node).lower()
        if tag not in ("p", "h1", "h2", "h3"):
            continue
        classes = (node.get("class") or "").split()
        if "footnote" in classes or _in_footnotes(node):
            continue
        role = next((_ROLES[c] for c in classes if c in _ROLES), "")
        if _TITLE.intersection(classes) and (words := text_of(node)) not in titles:
            titles.append(words)
        if number is None and "Rfrenceinstitutionnelle" in classes:
            number = _NUMBER.search(text_of(node))
        if role == "act":
            # What stands before is the explanatory memorandum, whose numbers are not the act's.
            lines.clear()
        text = _numbered(node, role)
        if text:
            lines.append(Line(text, role))
    reader = FlatReader(lines)
    provisions = reader.run().provisions()
    if celex is None and number is not None:
        celex = f"5{number[1]}PC{int(number[2]):04d}"
    return Outline(
        format="proposal-html",
        title=" ".join(dict.fromkeys(titles)) or None,
        celex=celex,
        provisions=provisions,
        anchors=anchors_of(root),
        partial=frozenset(["paragraphs", "points", "annexes"]),
    )


def _in_footnotes(node: Element) -> bool:
    parent = node.getparent()
    while parent is not None:
        if parent.get("id") == "footnotes" or "footnote" in (parent.get("class") or "").split():
            return True
        parent = parent.getparent()
    return False


def _numbered(node: Element, role: str) -> str:
    """The words, with a space after the number that the export puts in a span of its own."""
    text = text_of(node, "\n" if role in ("art", "annex", "division") else " ")
    number = next((c for c in node if "num" in (c.get("class") or "").split()), None)
    if number is not None:
        printed = text_of(number)
        if printed and text.startswith(printed):
            return f"{printed} {text[len(printed) :].lstrip()}"
    return text
