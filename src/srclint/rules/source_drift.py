"""SRC505."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.legal import wording
from srclint.legal.prose import capital
from srclint.legal.provisions import human
from srclint.legal.reliance import WHOLE, Reliance, reliances
from srclint.model import Article, Fetched, LockedDocument, Problem, Severity, Sources, Span, Strength
from srclint.rules.base import Needs, rule

_MOST_NAMES = 3
_MOST_CLAIMS = 8


@rule("SRC505", "source-drift", severity=Severity.WARNING, needs=Needs.SOURCES)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """The cited text is not the one that srclint.lock recorded.

    ## Why it matters
    The claim was written from another wording. It may still be right; nobody has looked.

    The rule compares what was read in this run with the digests of `srclint.lock`: the cited
    provisions of an act word for word, without regard to spaces and punctuation, and of a page the
    section that the link leads to. A page that is cited as a whole changes daily at its edges: the
    rule speaks, as a note, only when about a quarter of its text is another. It is silent where the
    text was read in another language or format than the one recorded, where the source was not read
    in this run, and in articles with `frozen: true`.

    A consolidated text of a later date is another document: that is SRC502 and SRC503.

    ## Example
    ```markdown
    Keepers keep records for 5 years ([Article 2](https://eur-lex.europa.eu/eli/reg/2030/9001/oj#art_2)).
    ```
    where Article 2 was corrected after `srclint lock` had recorded it.

    ## Use instead
    Read the provision again, correct the claim where it needs it, and run `srclint lock`.
    """
    if article.frozen or not sources.locked:
        return
    changed: dict[tuple[str, str], bool] = {}
    by_reference: dict[tuple[str, str], list[Reliance]] = {}
    by_link: list[Reliance] = []
    told: set[tuple[str, str]] = set()
    for one in reliances(article, sources):
        if not isinstance(one, Reliance):
            continue
        place = (one.document, one.key)
        if place not in changed:
            changed[place] = _changed(one, sources)
        if one.reference is None:
            by_link.append(one)
            continue
        if one.citation is not None:
            # What the text names is narrower than what the link leads to.
            told.add((one.citation.id, one.document))
        if changed[place]:
            by_reference.setdefault((one.reference.id, one.document), []).append(one)
    for (_, document), found in by_reference.items():
        yield _problem(article, found, sources.locked[document])
    for one in by_link:
        assert one.citation is not None
        if changed[one.document, one.key] and (one.citation.id, one.document) not in told:
            yield _problem(article, [one], sources.locked[one.document])


def _changed(one: Reliance, sources: Sources) -> bool:
    record, source = sources.locked.get(one.document), sources.get(one.document)
    if record is None or not isinstance(source, Fetched) or source.outline.skeleton:
        return False
    then, now = record.outline, source.outline
    if (then.format, then.language) != (now.format, now.language):
        return False
    old = record.provisions.get(one.key)
    new = one.digest if old else ""
    if not old or not new:
        return False
    return wording.likeness(old, new) < wording.ALIKE if one.key == WHOLE else old != new


def _problem(article: Article, found: list[Reliance], record: LockedDocument) -> Problem:
    first = found[0]
    reference, citation = first.reference, first.citation
    if reference is not None:
        span = reference.span
    else:
        assert citation is not None
        span = citation.url_span or citation.span
    names = list(dict.fromkeys(_name(one.key) for one in found))
    what = ", ".join(names[:_MOST_NAMES])
    if len(names) > _MOST_NAMES:
        what += f" and {len(names) - _MOST_NAMES} more"
    verb = "reads" if len(names) == 1 else "read"
    how = "to a good part differently" if first.key == WHOLE else "differently"
    return Problem(
        span,
        f"{capital(what)} {verb} {how} from what srclint.lock recorded on {record.retrieved}.",
        "Read the source again, correct the claim where it needs it, and run srclint lock.",
        unit=reference.unit if reference else None,
        citation=citation.id if citation else None,
        reference=reference.id if reference else None,
        document=first.document,
        related=_claims(article, first) if reference is None or reference.unit is None else (),
        lower=Severity.INFO if first.key == WHOLE else None,
    )


def _claims(article: Article, one: Reliance) -> tuple[Span, ...]:
    """The claims that rest on a footnote or a link, in order; not those that a list merely may cover."""
    if one.citation is None:
        return ()
    ids = {one.citation.id, one.citation.part_of}
    near = (Strength.EXACT, Strength.INHERITED)
    spans = [
        unit.span
        for unit in article.units
        if any(cover.citation in ids and cover.strength in near for cover in unit.coverage)
    ]
    return tuple(spans[:_MOST_CLAIMS])


def _name(key: str) -> str:
    if key == WHOLE:
        return "the page"
    return f"the section {key}" if key.startswith("#") else human(key)
