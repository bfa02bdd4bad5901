"""SRC503."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from srclint.legal.currency import cited_provisions, compare, name_of, versions_of
from srclint.legal.currency.change import described
from srclint.legal.currency.versions import called
from srclint.legal.identifiers import base_celex, document, eurlex_url
from srclint.legal.prose import capital
from srclint.legal.provisions import human
from srclint.legal.verification import Place, cited_document, examine, is_certain
from srclint.model import Article, Citation, Problem, Reference, Severity, Sources
from srclint.rules.base import Needs, rule


@rule("SRC503", "superseded-version", severity=Severity.WARNING, needs=Needs.SOURCES)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """A link goes to a version of the act that is not the one that is meant.

    ## Why it matters
    A consolidated text bears a date. A link to an old one goes on working and shows words that are the
    law no more; and a provision that was inserted later is not in the text as published at all.

    A link to a consolidated text with a newer one is a warning where a provision that is cited by it
    already read differently at the article's date; else the severity is `info`. A provision that only
    another version has is a warning too; recitals are an exception (`info`): only the text as
    published has them. `frozen: true` keeps an article quiet.

    ## Example
    ```markdown
    See [Article 5a of the eIDAS Regulation](https://eur-lex.europa.eu/eli/reg/2014/910/oj).
    ```

    ## Use instead
    ```markdown
    See [Article 5a of the eIDAS Regulation](https://eur-lex.europa.eu/eli/reg/2014/910/2024-10-18).
    ```
    """
    if article.frozen:
        return
    yield from _old_links(article, sources)
    yield from _elsewhere(article, sources)


def _old_links(article: Article, sources: Sources) -> Iterator[Problem]:
    """Links to consolidated texts of which a newer one is known; one finding for each text."""
    first: dict[str, Problem] = {}
    for citation in article.citations:
        cited = citation.document
        if cited is None or cited.celex is None or cited.version is None:
            continue
        if cited.id in first:
            again = (*first[cited.id].related, citation.span)
            first[cited.id] = replace(first[cited.id], related=again)
            continue
        versions = versions_of(base_celex(cited.celex), article.as_of, sources)
        if versions.now is None or versions.since is None or versions.since <= cited.version:
            continue
        first[cited.id] = _old_link(article, citation, versions.then, versions.now, sources)
    yield from first.values()


def _old_link(article: Article, citation: Citation, then: str | None, now: str, sources: Sources) -> Problem:
    cited = citation.document
    assert cited is not None
    assert cited.version is not None
    old, at_date = sources.outline(cited.id), sources.outline(then)
    changed = []
    later = document(then.removeprefix("celex:")).version if then else None
    if old is not None and at_date is not None and later is not None and later > cited.version:
        targets = dict.fromkeys(
            t for c in cited_provisions(article) if c.linked == cited.id for t in c.targets
        )
        compared = (compare(old, at_date, target) for target in targets)
        changed = [one for one in compared if one.state in ("changed", "deleted")]
    what = "; ".join(described(one) for one in changed[:3])
    name = name_of(base_celex(cited.celex or ""))
    message = f"The link goes to {called(cited.id)} of {name}; there is a newer one, {called(now)}"
    return Problem(
        citation.url_span or citation.span,
        f"{message}: {what}." if what else f"{message}.",
        f"Link to the newer text ({eurlex_url(now.removeprefix('celex:'), article.language)}), "
        "or say that the older one is meant.",
        citation=citation.id,
        document=cited.id,
        lower=None if changed else Severity.INFO,
    )


def _elsewhere(article: Article, sources: Sources) -> Iterator[Problem]:
    """References to what the linked version does not have and another version has."""
    told: dict[tuple[str, str], Problem] = {}
    for reference in article.references:
        linked = cited_document(article, reference)
        if reference.citation is None or reference.act is None or not is_certain(article, reference):
            continue
        citation = article.citation(reference.citation)
        if citation is None or citation.document is None or citation.document.id != linked:
            continue
        for place in examine(article, reference, sources).places:
            if place.state != "missing" or place.other is None:
                continue
            if base_celex(place.other.removeprefix("celex:")) != base_celex(reference.act):
                continue
            key = (linked, place.target)
            if key in told:
                told[key] = replace(told[key], related=(*told[key].related, reference.span))
            else:
                told[key] = _missing_here(article, reference, place)
    yield from told.values()


def _missing_here(article: Article, reference: Reference, place: Place) -> Problem:
    assert place.other is not None
    recital = place.target.startswith("rct_")
    name = human(place.target)
    address = eurlex_url(place.other.removeprefix("celex:"), article.language)
    return Problem(
        reference.span,
        f"{capital(name)} of {name_of(reference.act or '')} is not in {called(place.document)}, "
        f"to which the link goes; it is in {called(place.other)}.",
        f"Link to {called(place.other)}: {address}.",
        unit=reference.unit,
        citation=reference.citation,
        reference=reference.id,
        document=place.other,
        lower=Severity.INFO if recital else None,
    )
