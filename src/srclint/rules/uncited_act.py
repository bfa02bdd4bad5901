"""SRC303."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.legal.acts import act
from srclint.legal.identifiers import base_celex
from srclint.model import Article, CitationKind, Problem, Severity, Sources, Tier
from srclint.rules.base import Needs, rule


@rule("SRC303", "uncited-act", severity=Severity.INFO, needs=Needs.TEXT)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """The text relies on provisions of an act that none of its citations names.

    ## Why it matters
    The article has sources, and this act is not among them: a reader cannot open what the claim rests on.
    Said once for each act, at the first claim that names a provision of it. An article without any
    citation is `article-without-sources`.

    ## Example
    ```markdown
    Fines follow Article 99 of the AI Act, and Article 83 of the GDPR.[^1]

    [^1]: <https://eur-lex.europa.eu/eli/reg/2024/1689/oj>
    ```

    ## Use instead
    ```markdown
    Fines follow Article 99 of the AI Act,[^1] and Article 83 of the GDPR.[^2]

    [^1]: <https://eur-lex.europa.eu/eli/reg/2024/1689/oj>
    [^2]: <https://eur-lex.europa.eu/eli/reg/2016/679/oj>
    ```
    """
    written = [c for c in article.citations if c.kind is not CitationKind.REFERENCE]
    if not any(c.document is not None for c in written):
        return
    cited = {base_celex(c.document.celex) for c in written if c.document is not None and c.document.celex}
    extents = [(c.span.start, c.span.end) for c in written if c.kind is not CitationKind.LINK]
    for mention in article.act_mentions:
        if any(start <= mention.span.start < end for start, end in extents):
            cited.add(base_celex(mention.celex))
    claims = {unit.id for unit in article.units if unit.tier is Tier.HARD}
    for reference in article.references:
        if reference.act is None or reference.act.startswith("?") or reference.unit not in claims:
            continue
        celex = base_celex(reference.act)
        if celex in cited or reference.confidence != "high" or not reference.targets:
            continue
        if reference.citation is not None:
            continue  # it leads somewhere: a copy of the act on another site
        cited.add(celex)
        known = act(celex)
        name = known.name if known is not None else f"the act {celex}"
        yield Problem(
            reference.span,
            f"The claim relies on {name}, which no source of the article names.",
            "Add the act to the article's sources.",
            unit=reference.unit,
            reference=reference.id,
            document=f"celex:{celex}",
        )
