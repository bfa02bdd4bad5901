"""SRC501."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from srclint.legal.currency import Standing, name_of, standing
from srclint.legal.currency.standing import names_nearby, speaks_of_the_past
from srclint.legal.currency.versions import spoken
from srclint.legal.identifiers import base_celex, document
from srclint.legal.verification import is_before_adoption
from srclint.model import Article, Problem, Severity, Sources, Span
from srclint.rules.base import Needs, rule


@rule("SRC501", "act-not-in-force", severity=Severity.WARNING, needs=Needs.CATALOGUE)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """A cited act was repealed, or had expired, at the article's date.

    ## Why it matters
    What is written as the law of today has no force any more, and often another act says something
    else in its place.

    The register of EU law knows the last day of an act's validity; without the network the built-in
    catalogue knows the repeals of the acts that it holds. Where the text shows that it knows ("the
    former Directive", "repealed by", the successor named beside it) the rule is silent. An act that
    ended only after the article's date is reported with severity `info`, and of an article without a
    date nothing is said but what the day of the run or of the last commit proves.

    Each act is reported once, at its first such mention. `frozen: true` keeps an article quiet.

    ## Example
    ```markdown
    Personal data may leave the Union under Article 26 of Directive 95/46/EC.
    ```

    ## Use instead
    ```markdown
    Personal data may leave the Union under Article 46 of Regulation (EU) 2016/679.
    ```
    """
    if article.frozen:
        return
    first: dict[str, Problem] = {}
    for span, act, unit, reference, citation in sorted(_mentions(article), key=lambda found: found[0]):
        ended = standing(act, sources)
        if ended is None or is_before_adoption(article, act):
            continue
        if sources.today is not None and ended.ended > sources.today:
            continue
        if names_nearby(article, span, ended.by) or speaks_of_the_past(article, span):
            continue
        if act in first:
            first[act] = replace(first[act], related=(*first[act].related, span))
            continue
        first[act] = _problem(article, ended, span, unit, reference, citation)
    yield from first.values()


Mention = tuple[Span, str, str | None, str | None, str | None]


def _mentions(article: Article) -> Iterator[Mention]:
    """Where the article relies on an act: references to it, and links to its text."""
    for reference in article.references:
        if reference.act and reference.act.startswith("3") and reference.confidence != "low":
            yield reference.span, base_celex(reference.act), reference.unit, reference.id, reference.citation
    for citation in article.citations:
        cited = citation.document
        if cited is None or cited.celex is None or not base_celex(cited.celex).startswith("3"):
            continue
        yield citation.span, base_celex(cited.celex), None, None, citation.id


def _problem(
    article: Article,
    ended: Standing,
    span: Span,
    unit: str | None,
    reference: str | None,
    citation: str | None,
) -> Problem:
    name = name_of(ended.act)
    by = " and ".join(name_of(act) for act in ended.by[:2])
    day = spoken(ended.ended)
    later = ended.ended > article.as_of
    if later:
        message = f"{name} has ended since the article's date: it is not in force from {day} on"
    else:
        message = f"{name} is not in force since {day}"
    message += f"; {by} repealed it." if by else "."
    remedy = f"Cite {by} where it is meant" if by else "Cite the act that is in force"
    return Problem(
        span,
        message,
        f"{remedy}, or say in the sentence that the act is a former one.",
        unit=unit,
        citation=citation,
        reference=reference,
        document=document(ended.act).id,
        lower=Severity.INFO if later else None,
    )
