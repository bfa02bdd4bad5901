"""What of its sources an article rests on: which words of which document, for which reference or link."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from srclint.legal import wording
from srclint.legal.provisions import locate
from srclint.legal.verification import examine
from srclint.model import Article, Citation, Outline, Reference, Sources

WHOLE = ""
"""The key of a page's whole text."""


@dataclass(frozen=True, slots=True)
class Reliance:
    """A reference or a citation rests on ``text``: the words of the provision ``key`` of a document.

    ``key`` is a canonical path, ``#name`` for a section of a page, ``""`` for a page as a whole.
    """

    document: str
    key: str
    text: str
    reference: Reference | None
    citation: Citation | None

    @property
    def digest(self) -> str:
        """The wording as ``srclint.lock`` records it: a digest, of a whole page a sketch."""
        return wording.sketch(self.text) if self.key == WHOLE else wording.digest(self.text)


@dataclass(frozen=True, slots=True)
class Absence:
    """A reference's target that the document, though it was read, does not have."""

    document: str
    target: str


def reliances(article: Article, sources: Sources) -> Iterator[Reliance | Absence]:
    """All of them, in the order of the article's references, then of its citations."""
    for reference in article.references:
        yield from _of_reference(article, reference, sources)
    for citation in article.citations:
        yield from _of_citation(citation, sources)


def _of_reference(article: Article, reference: Reference, sources: Sources) -> Iterator[Reliance | Absence]:
    citation = article.citation(reference.citation)
    for place in examine(article, reference, sources).places:
        if place.state == "missing":
            yield Absence(place.document, place.target)
        where = place.other if place.state == "missing" else place.document
        outline = sources.outline(where)
        if where is None or outline is None:
            continue
        location = locate(outline, place.target)
        if location.state == "found":
            for provision in location.provisions:
                yield Reliance(where, provision.path, provision.text, reference, citation)


def _of_citation(citation: Citation, sources: Sources) -> Iterator[Reliance | Absence]:
    identified = citation.identified
    if identified is None or identified.error is not None:
        return
    id_ = identified.document.id
    outline = sources.outline(id_)
    if outline is None:
        return
    if not identified.document.is_eu:
        yield from _of_page(id_, outline, citation, identified.fragment or "")
    elif identified.path is not None:
        location = locate(outline, identified.path)
        if location.state == "missing":
            yield Absence(id_, identified.path)
        for provision in location.provisions if location.state == "found" else ():
            yield Reliance(id_, provision.path, provision.text, None, citation)


def _of_page(id_: str, outline: Outline, citation: Citation, fragment: str) -> Iterator[Reliance]:
    if ":~:text=" in fragment:
        return  # the words stand in the address itself: they are there, or SRC206 says that they are not
    words = wording.section(outline, fragment) if fragment else None
    if words is not None:
        yield Reliance(id_, f"#{fragment}", words, None, citation)
    else:
        yield Reliance(id_, WHOLE, outline.text, None, citation)
