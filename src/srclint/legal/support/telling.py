"""How a finding's sentence names provisions, versions and figures."""

from __future__ import annotations

from srclint.legal.prose import capital, listed, spoken
from srclint.legal.provisions import human
from srclint.legal.quantities import RawFact
from srclint.legal.support.cited import Cited
from srclint.model import Outline


def named(cited: Cited) -> str:
    """The cited provisions as the author meant them."""
    if not cited.paths:
        return "the act"
    if cited.named and len(cited.named) <= 3:
        return listed([capital(human(target)) for target in cited.named])
    return "the cited provisions"


def text_has(cited: Cited, near: RawFact) -> str:
    """The sentence "Article 101 has 3 %", and "" for a figure that is not in the cited text."""
    for text in cited.passages():
        if any(one is near for one in text.facts):
            return f"{capital(human(text.path))} has {' '.join(text.text[near.start : near.end].split())}"
    return ""


def version_name(outline: Outline) -> str:
    """What a version is called."""
    if outline.celex and outline.celex.startswith("0") and outline.version:
        return f"the version of {spoken(outline.version)}"
    return "the Official Journal text"
