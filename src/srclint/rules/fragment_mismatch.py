"""SRC308."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.legal.identifiers import base_celex
from srclint.legal.provisions import human, parse, same_value
from srclint.legal.repairs import readdress
from srclint.model import Article, Citation, CitationKind, Fix, Problem, Reference, Severity, Sources
from srclint.rules.base import Needs, Places, rule


@rule("SRC308", "fragment-mismatch", severity=Severity.ERROR, needs=Needs.TEXT)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """The words of a link name one provision, its address leads to another.

    ## Why it matters
    The reader lands on the wrong article and may not notice.

    ## Example
    ```markdown
    [Art. 64](https://eur-lex.europa.eu/eli/reg/2024/1689/oj#art_65)
    ```

    ## Use instead
    ```markdown
    [Art. 64](https://eur-lex.europa.eu/eli/reg/2024/1689/oj#art_64)
    ```
    """
    references = Places(r for r in article.references if r.targets)
    for citation in article.citations:
        identified = citation.identified
        if citation.kind is not CitationKind.LINK or identified is None or identified.path is None:
            continue
        led = parse(identified.path).components[0]
        inside = references.beginning(citation.span.start, citation.span.end)
        own = [r for r in inside if _same_act(r, citation)]
        if not own or len(own) != len(inside) or any(_meets(r, led) for r in own):
            continue
        # Only like with like: an article beside an article, a recital beside a recital.
        if not all(_kind(target) == led[0] for r in own for target in r.targets):
            continue
        reference = own[0]
        yield Problem(
            reference.span,
            f"The text says {human(reference.targets[0])}, the link leads to {human('_'.join(led))}.",
            "Correct the fragment of the address, or the number in the text.",
            unit=reference.unit,
            citation=citation.id,
            reference=reference.id,
            document=identified.document.id,
            fix=_fix(article, citation, own),
            related=(citation.url_span,) if citation.url_span else (),
        )


def _same_act(reference: Reference, citation: Citation) -> bool:
    celex = citation.document.celex if citation.document else None
    return reference.act is None or celex is None or base_celex(reference.act) == base_celex(celex)


def _kind(target: str) -> str:
    parsed = parse(target)
    return "" if parsed.relative or not parsed.components else parsed.components[0][0]


def _meets(reference: Reference, led: tuple[str, str]) -> bool:
    """Whether the provision that the link leads to is among those that the text names."""
    for target in reference.targets:
        parsed = parse(target)
        if parsed.relative or not parsed.components:
            return True
        first = parsed.components[0]
        if first[0] == led[0] and same_value(first[0], first[1], led[1]):
            return True
        ranged = parsed.end is not None and len(parsed.components) == 1 and first[0] == led[0]
        if ranged and parsed.end is not None and _between(first[1], led[1], parsed.end):
            return True
    return False


def _between(low: str, value: str, end: tuple[str, str]) -> bool:
    return end[0] == "*" or _number(low) <= _number(value) <= _number(end[1])


def _number(value: str) -> int:
    digits = "".join(character for character in value if character.isdigit())
    return int(digits[:6]) if digits else 0


def _fix(article: Article, citation: Citation, own: list[Reference]) -> Fix | None:
    """Put the text's own article into the address; unsafe, since the text may be what is wrong."""
    if citation.url is None or len(own) != 1 or len(own[0].targets) != 1:
        return None
    kind, value = parse(own[0].targets[0]).components[0]
    head, mark, _ = citation.url.partition("#")
    if not mark or kind != "art":
        return None
    return readdress(article, citation, f"{head}#{kind}_{value}", safe=False)
