"""How a finding's sentence names provisions, versions and figures."""

from __future__ import annotations

from collections.abc import Sequence

from srclint.legal.provisions import human
from srclint.legal.quantities import RawFact
from srclint.legal.support.cited import Cited
from srclint.legal.support.outdated import spoken
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


def listed(words: Sequence[str]) -> str:
    """One thing, or several with "and"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def capital(words: str) -> str:
    """With a capital first letter."""
    return words[:1].upper() + words[1:]
