"""SRC501."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from srclint.legal.currency import Standing, name_of, standing
from srclint.legal.currency.citations import DATELESS
from srclint.legal.currency.standing import names_nearby, speaks_of_the_past
from srclint.legal.identifiers import base_celex, document
from srclint.legal.prose import spoken
from srclint.legal.verification import is_before_adoption
from srclint.model import Article, CitationKind, Problem, Severity, Sources, Span
from srclint.rules.base import Needs, rule


@rule("SRC501", "act-not-in-force", severity=Severity.WARNING, needs=Needs.CATALOGUE)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """A cited act was repealed, or had expired, at the article's date.

    ## Why it matters
    What is written as the law of today has no force any more, and often another act says something
    else in its place.

    The register of EU law knows the last day of an act's validity; without the network the built-in
    catalogue knows the repeals of the acts that it holds. Where the text shows that it knows ("the
    former Directive", "repealed by", the successor named beside it), and in quotations, the rule is
    silent. The severity is `info` for an act that ended only after the article's date, for an article
    without a date of its own, which may be older than the repeal, and for an entry in a list of sources
    or a footnote of an article that names the successor elsewhere.

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
    quoted = [unit.span for unit in article.units if unit.block == "quote"]
    for one in sorted(_mentions(article), key=lambda mention: mention.span):
        ended = standing(one.act, sources)
        if ended is None or is_before_adoption(article, one.act):
            continue
        if sources.today is not None and ended.ended > sources.today:
            continue
        if names_nearby(article, one.span, ended.by) or speaks_of_the_past(article, one.span):
            continue
        if any(block.start <= one.span.start < block.end for block in quoted):
            continue
        if one.act in first:
            first[one.act] = replace(first[one.act], related=(*first[one.act].related, one.span))
        else:
            first[one.act] = _problem(article, ended, one)
    yield from first.values()


@dataclass(frozen=True, slots=True)
class _Mention:
    """Where the article relies on an act. ``aside``: in a list of sources or a footnote."""

    span: Span
    act: str
    unit: str | None = None
    reference: str | None = None
    citation: str | None = None
    aside: bool = False


def _mentions(article: Article) -> Iterator[_Mention]:
    """References to acts, and links to their texts. A book's title that names an act is neither."""
    for reference in article.references:
        if reference.act and reference.act.startswith("3") and reference.confidence != "low":
            aside = reference.zone in ("footnote", "source-list")
            yield _Mention(
                reference.span,
                base_celex(reference.act),
                reference.unit,
                reference.id,
                reference.citation,
                aside,
            )
    for citation in article.citations:
        cited = citation.document
        if cited is None or cited.celex is None or citation.url is None:
            continue
        if base_celex(cited.celex).startswith("3"):
            aside = citation.kind not in (CitationKind.LINK, CitationKind.BARE_URL)
            yield _Mention(citation.span, base_celex(cited.celex), citation=citation.id, aside=aside)


def _problem(article: Article, ended: Standing, one: _Mention) -> Problem:
    name = name_of(ended.act)
    by = " and ".join(name_of(act) for act in ended.by[:2])
    day = spoken(ended.ended)
    later = ended.ended > article.as_of
    if later:
        message = f"{name} has ended since the article's date: it is not in force from {day} on"
    else:
        message = f"{name} has not been in force since {day}"
    message += f"; {by} repealed it." if by else "."
    remedy = f"Cite {by} where it is meant" if by else "Cite the act that is in force"
    named = {base_celex(mention.celex) for mention in article.act_mentions}
    doubtful = later or article.as_of_source in DATELESS or (one.aside and bool(named & set(ended.by)))
    return Problem(
        one.span,
        message,
        f"{remedy}, or say in the sentence that the act is a former one.",
        unit=one.unit,
        citation=one.citation,
        reference=one.reference,
        document=document(ended.act).id,
        lower=Severity.INFO if doubtful else None,
    )
