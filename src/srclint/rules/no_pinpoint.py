"""SRC307."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.legal.identifiers import base_celex
from srclint.model import (
    Article,
    Citation,
    Claim,
    FactType,
    Problem,
    Reference,
    Severity,
    Sources,
    Strength,
    Tier,
)
from srclint.rules.base import Needs, Places, rule

_FIGURES = frozenset(FactType) - {FactType.BODY, FactType.COUNT, FactType.YEAR}


@rule("SRC307", "no-pinpoint", severity=Severity.OFF, needs=Needs.TEXT)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """A claim with a figure or a duty cites a whole act, and no provision of it.

    ## Why it matters
    An act of a hundred articles is no source that a reader can check. Name the article, in the sentence, in
    the note, or with the fragment of the link.

    ## Example
    ```markdown
    Fines reach EUR 35 million.[^1]

    [^1]: Regulation (EU) 2024/1689 (AI Act)
    ```

    ## Use instead
    ```markdown
    Fines reach EUR 35 million.[^1]

    [^1]: Regulation (EU) 2024/1689 (AI Act), Art. 99(3)
    ```
    """
    places = Places(article.references)
    pointed = {id_ for id_ in (c.id for c in article.citations) if _points(article, id_, places)}
    targets = {r.id: r for r in article.references if r.targets}
    for unit in article.units:
        if unit.tier is Tier.NONE or not ("duty" in unit.reasons or _FIGURES & {f.type for f in unit.facts}):
            continue
        if any(id_ in targets for id_ in unit.references):
            continue
        exact = [c.citation for c in unit.coverage if c.strength is Strength.EXACT]
        acts = [c for id_ in exact if (c := article.citation(id_)) is not None and _is_act(c)]
        if not acts or len(acts) != len(exact) or any(c.id in pointed for c in acts):
            continue
        yield _problem(unit, acts[0])


def _problem(unit: Claim, citation: Citation) -> Problem:
    return Problem(
        unit.span,
        "The claim cites a whole act: which provision says it?",
        "Name the article beside the claim or in its note.",
        unit=unit.id,
        citation=citation.id,
        document=citation.document.id if citation.document else None,
    )


def _is_act(citation: Citation) -> bool:
    celex = citation.document.celex if citation.document is not None else None
    return celex is not None and base_celex(celex).startswith(("3", "1"))


def _points(article: Article, id_: str, places: Places[Reference]) -> bool:
    """Whether a citation names a provision, by its address or in its words."""
    citation = article.citation(id_)
    if citation is None or citation.identified is None:
        return False
    whole = article.citation(citation.part_of) or citation
    if citation.identified.path or citation.identified.fragment:
        return True
    return any(reference.targets for reference in places.inside(whole.span.start, whole.span.end))
