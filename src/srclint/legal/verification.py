"""Is a cited document, or a cited provision, there? One answer for the report and for the rules.

Nothing here accuses on what could not be read: a provision is ``missing`` only where every version
that could apply was read (or is known to the catalogue) and none has it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from srclint.legal.acts import act as known_act
from srclint.legal.acts import amends, cannot_exist
from srclint.legal.identifiers import base_celex, document
from srclint.legal.once import PerArticle
from srclint.legal.provisions import Location, locate
from srclint.model import (
    ActSource,
    Article,
    Citation,
    Fetched,
    Gone,
    Outline,
    Reference,
    Sources,
    Unverified,
    Verdict,
    VerdictState,
)

_PARAGRAPH = re.compile(r"art_(\d+)\.par_(\d+)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where one target of a reference was looked for, and with what result.

    ``state``: ``found`` | ``missing`` (in the cited version; see ``settled``) | ``unknown`` (not
    segmented to that level) | ``unread``. ``document`` is the id of the document that decided.
    ``other`` is the id of another version of the act that has the provision, where the cited one
    has not. ``settled``: no other version could have it. ``denial`` is the catalogue's sentence,
    where only the catalogue decided.
    """

    target: str
    state: Literal["found", "missing", "unknown", "unread"]
    document: str
    location: Location | None = None
    other: str | None = None
    settled: bool = False
    denial: str | None = None


@dataclass(frozen=True, slots=True)
class Examination:
    """A reference, each of its targets with its place, and what follows for the report."""

    reference: Reference
    places: tuple[Place, ...]
    verdict: Verdict


_EXAMINED: PerArticle[Examination] = PerArticle()


def cited_document(article: Article, reference: Reference) -> str | None:
    """The id of the document that a reference is about: its citation's version of the act, else the act."""
    if reference.act is None or reference.act.startswith("?"):
        return None
    citation = article.citation(reference.citation)
    cited = citation.document if citation is not None else None
    if cited is not None and cited.celex is not None and base_celex(cited.celex) == base_celex(reference.act):
        return cited.id
    return document(reference.act).id


def is_certain(article: Article, reference: Reference) -> bool:
    """Whether the act of a reference is known well enough to accuse its author of a wrong number.

    Named in the phrase, linked, noted, or set by the author as the default. Where the act was only
    inferred (the last one mentioned, the only one cited), a provision that it does not have rather
    shows that another act is meant.
    """
    if reference.confidence == "low":
        return False
    if reference.act_source is ActSource.DEFAULT:
        return article.default_act_set and reference.act == article.default_act
    return reference.act_source is not ActSource.ANAPHORA


def is_before_adoption(article: Article, act: str) -> bool:
    """Whether the article is older than the act, so that it can only speak of a draft of it."""
    found = known_act(act)
    dated = article.as_of_source not in ("today", "commit")
    return dated and found is not None and found.adopted is not None and article.as_of < found.adopted


def examine(article: Article, reference: Reference, sources: Sources) -> Examination:
    """Look each target of a reference up in the cited version, then in all others that are known."""
    return _EXAMINED.get(article, sources, reference, lambda: _examined(article, reference, sources))


def _examined(article: Article, reference: Reference, sources: Sources) -> Examination:
    cited = cited_document(article, reference)
    if cited is None or reference.act is None:
        reason = "draft" if reference.act else "foreign" if reference.foreign else "unresolved-act"
        return Examination(reference, (), Verdict(VerdictState.NOT_CHECKED, reason))
    if is_before_adoption(article, reference.act):
        return Examination(reference, (), Verdict(VerdictState.NOT_CHECKED, "draft"))
    source = sources.get(cited)
    if not reference.targets:
        return Examination(reference, (), _of_source(source))
    found = tuple(_place(target, cited, reference.act, sources) for target in reference.targets)
    places = tuple(
        Place(place.target, "unknown", cited)
        if place.state == "missing" and _may_be_an_article(place.target, reference.targets)
        else place
        for place in found
    )
    verdict = _of_places(places, source)
    if verdict.state is VerdictState.MISSING and not is_certain(article, reference):
        verdict = Verdict(VerdictState.UNVERIFIED, "act-uncertain")
    return Examination(reference, places, verdict)


def citation_verdict(citation: Citation, sources: Sources) -> Verdict:
    """What is known of a citation's document."""
    if citation.identified is None:
        return Verdict(VerdictState.NOT_CHECKED, "no-source")
    if citation.identified.error is not None:
        return Verdict(VerdictState.GONE, "malformed")
    return _of_source(sources.get(citation.identified.document.id))


def _may_be_an_article(target: str, targets: tuple[str, ...]) -> bool:
    """Whether a later item of a list may mean an article rather than a paragraph.

    "Art. 9 para. 1 and 10" reads as paragraphs 1 and 10 of Article 9, or as Articles 9(1) and 10.
    """
    item = _PARAGRAPH.fullmatch(target)
    if item is None or target == targets[0] or int(item[2]) <= int(item[1]):
        return False
    return any(first != target and first.startswith(f"art_{item[1]}.par_") for first in targets)


def _of_source(source: Fetched | Gone | Unverified) -> Verdict:
    match source:
        case Fetched():
            return _verified(source)
        case Gone(reason=reason):
            return Verdict(VerdictState.GONE, reason)
        case Unverified(reason="not-checked"):
            return Verdict(VerdictState.NOT_CHECKED, None)
        case Unverified(reason=reason):
            return Verdict(VerdictState.UNVERIFIED, reason)


def _of_places(places: tuple[Place, ...], source: Fetched | Gone | Unverified) -> Verdict:
    states = {place.state for place in places}
    if any(place.state == "missing" and place.settled for place in places):
        return Verdict(VerdictState.MISSING, None)
    if "missing" in states:
        others = [place.other for place in places if place.other]
        if others:
            return Verdict(VerdictState.VERIFIED, f"other-version:{others[0]}")
        return Verdict(VerdictState.UNVERIFIED, "versions-unknown")
    if "unread" in states:
        verdict = _of_source(source)
        if verdict.state is VerdictState.VERIFIED:
            return Verdict(VerdictState.UNVERIFIED, "no-provisions")
        return verdict
    if "unknown" in states:
        return Verdict(VerdictState.UNVERIFIED, "not-segmented")
    return _verified(source)


def _verified(source: Fetched | Gone | Unverified) -> Verdict:
    """A source that only the lock vouches for was verified when it was locked, and the report says so."""
    by_lock = isinstance(source, Fetched) and source.outline.skeleton
    return Verdict(VerdictState.VERIFIED, "locked" if by_lock else None)


def _place(target: str, cited: str, act: str, sources: Sources) -> Place:
    base = base_celex(act)
    outline = sources.outline(cited)
    first = _look(outline, target)
    if first is not None and first.state == "found":
        return Place(target, "found", cited, first)

    # Recitals stand only in the text as published; inserted articles only in a consolidated one.
    known = sources.versions.get(base)
    others = [id_ for id_ in (document(base).id, *(known or ())) if id_ != cited]
    looked = [(id_, _look(sources.outline(id_), target)) for id_ in others]
    looked += [(f"celex:{o.celex or base}", _look(o, target)) for o in sources.catalogue(base)]
    # What an amending act inserts is often cited under the amending act's own name.
    looked += [
        (f"celex:{o.celex}", _look(o, target)) for other in amends(base) for o in sources.catalogue(other)
    ]
    has_it = next((id_ for id_, place in looked if place is not None and place.state == "found"), None)

    denial = None if has_it else cannot_exist(base, target)
    if first is None or first.state == "unknown":
        if denial is not None:
            return Place(target, "missing", cited, first, settled=True, denial=denial)
        if first is None and has_it is not None:
            return Place(target, "found", has_it)
        return Place(target, "unknown" if first is not None else "unread", cited, first)

    # Missing in the version cited. It is settled when the act's versions are known and none has it.
    listed = known is not None and base not in sources.versions_partial
    consolidated = listed and all(sources.outline(id_) is not None for id_ in known or ())
    doubt = any(place is None or place.state == "unknown" for id_, place in looked if id_ in (known or ()))
    settled = has_it is None and (denial is not None or (consolidated and not doubt))
    return Place(target, "missing", cited, first, other=has_it, settled=settled, denial=denial)


def _look(outline: Outline | None, target: str) -> Location | None:
    if outline is None or not outline.provisions:
        return None
    return locate(outline, target)
