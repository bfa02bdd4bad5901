"""What an article cites, and which of it has changed since."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from srclint.legal.currency.change import Comparison, compare
from srclint.legal.currency.standing import names_nearby
from srclint.legal.currency.versions import Versions, amending_acts, published_after, versions_of
from srclint.legal.identifiers import base_celex, document
from srclint.legal.verification import is_before_adoption
from srclint.model import ActSource, Article, Outline, Reference, Sources, Span

DATELESS = ("today", "commit")
"""Where a date that the article does not state itself comes from (``Article.as_of_source``)."""


@dataclass(frozen=True, slots=True)
class Cited:
    """Provisions of an act that an article cites in one place: by a reference, or by a link's fragment.

    ``linked`` is the document that the link or footnote goes to, None where there is none.
    """

    act: str
    targets: tuple[str, ...]
    span: Span
    linked: str | None = None
    reference: str | None = None
    citation: str | None = None
    unit: str | None = None
    guessed: bool = False
    """The act was only inferred, as the one that the article is about; or the numbers can be read in two
    ways: some authors write Art.3-12 for Article 3(12), others for Articles 3 to 12.
    """


@dataclass(frozen=True, slots=True)
class Stale:
    """A citation of which the law has changed.

    ``comparisons`` are those of its targets that changed or were deleted. ``after``: surely after
    the article was written; else the article may be younger than the change, and its link goes to
    the older text ``old``. ``acts`` are the amending acts (CELEX) as far as they are known.
    """

    cited: Cited
    comparisons: tuple[Comparison, ...]
    old: str
    new: str
    after: bool
    acts: tuple[str, ...] = ()


def cited_provisions(article: Article) -> Iterator[Cited]:
    """The provisions of acts of law that an article cites, in order of place; drafts are none."""
    found = []
    covered: set[tuple[str, str]] = set()
    for reference in article.references:
        act = base_celex(reference.act) if reference.act else ""
        targets = tuple(t for t in reference.targets if not t.startswith("^"))
        if not act.startswith("3") or not targets or reference.confidence == "low":
            continue
        citation = article.citation(reference.citation)
        cited = citation.document if citation is not None else None
        same = cited is not None and cited.celex is not None and base_celex(cited.celex) == act
        if citation is not None and same:
            covered.update((citation.id, target) for target in targets)
        found.append(
            Cited(
                act,
                targets,
                reference.span,
                cited.id if cited is not None and same else None,
                reference.id,
                citation.id if citation is not None and same else None,
                reference.unit,
                (reference.act_source is ActSource.DEFAULT and not article.default_act_set)
                or _is_hyphenated(article, reference),
            )
        )
    for citation in article.citations:
        cited = citation.document
        path = citation.identified.path if citation.identified is not None else None
        if cited is None or cited.celex is None or path is None:
            continue
        act = base_celex(cited.celex)
        said = any(id_ == citation.id and _meets(target, path) for id_, target in covered)
        if act.startswith("3") and not said:
            found.append(Cited(act, (path,), citation.span, cited.id, None, citation.id, None))
    for one in sorted(found, key=lambda cited: cited.span):
        if not is_before_adoption(article, one.act):
            yield one


_HYPHENATED = re.compile(r"(?i)art(?:icle|ikel|\.)?\s?\d{1,4}-\d")


def _is_hyphenated(article: Article, reference: Reference) -> bool:
    """``Art.3-12``, ``Art.6`` with ``-2`` behind it: in the singular, and no space around the hyphen."""
    end = reference.span.end
    tail = article.text[end : end + 2]
    return _HYPHENATED.match(reference.text) is not None or (tail[:1] == "-" and tail[1:].isdecimal())


def _meets(one: str, other: str) -> bool:
    return one == other or one.startswith((f"{other}.", f"{other}..")) or other.startswith(f"{one}.")


def stale_provisions(article: Article, sources: Sources) -> Iterator[Stale]:
    """The citations of an article whose provisions read differently in the newest text up to today."""
    if article.frozen or sources.today is None:
        return
    versions = lru_cache(maxsize=None)(lambda act: versions_of(act, article.as_of, sources))
    for cited in cited_provisions(article):
        found = _after(article, cited, versions(cited.act), sources) or _by_link(
            article, cited, versions(cited.act), sources
        )
        if found is not None and not names_nearby(article, cited.span, found.acts):
            yield found


def _after(article: Article, cited: Cited, versions: Versions, sources: Sources) -> Stale | None:
    """What changed after the day of the article. The day of a file's last commit is the latest that
    its words can be from; without any date an article may be as young as the run.
    """
    old, new = versions.then, versions.now
    if article.as_of_source == "today" or versions.since is None or versions.since <= article.as_of:
        return None
    linked = document(cited.linked.removeprefix("celex:")).version if cited.linked else None
    if linked is not None and cited.linked is not None and linked > article.as_of:
        old = cited.linked  # the link was renewed after the article's own date
    found = _stale(cited, old, new, sources, after=True)
    if found is None or versions.complete:
        return found
    # There may be versions in between: then the amendments' own dates must show that it was later.
    outline = sources.outline(new)
    marks = [
        mark for comparison in found.comparisons for change in comparison.changes for mark in change.marks
    ]
    if not marks and outline is not None:
        marks = [one.mark for one in outline.amendments]
    return found if published_after(outline, marks, article.as_of) else None


def _by_link(article: Article, cited: Cited, versions: Versions, sources: Sources) -> Stale | None:
    """What reads differently from the text as published, where that is what the link goes to."""
    published = document(cited.act).id
    if cited.linked != published or versions.now is None:
        return None
    here = next((unit for unit in article.units if unit.id == cited.unit), None) if cited.unit else None
    if here is not None:
        beside = (article.citation(id_) for id_ in here.citations)
        if any(c is not None and c.document is not None and c.document.id == versions.now for c in beside):
            return None  # the newer text is cited too
    return _stale(cited, published, versions.now, sources, after=False)


def _stale(cited: Cited, old: str | None, new: str | None, sources: Sources, *, after: bool) -> Stale | None:
    was, now = sources.outline(old), sources.outline(new)
    if old is None or new is None or old == new or not _has_text(was) or not _has_text(now):
        return None
    assert was is not None
    assert now is not None
    compared = [compare(was, now, target) for target in cited.targets]
    changed = tuple(c for c in compared if c.state in ("changed", "deleted"))
    if not changed:
        return None
    marks = tuple(dict.fromkeys(m for c in changed for change in c.changes for m in change.marks))
    return Stale(cited, changed, old, new, after, amending_acts(now, marks, cited.act))


def _has_text(outline: Outline | None) -> bool:
    """Whether there are words to compare: a skeleton of the catalogue or the lock has only paths."""
    return outline is not None and not outline.skeleton and any(p.text for p in outline.provisions[:50])
