"""SRC301."""

from __future__ import annotations

from collections.abc import Iterator

from srclint.legal.acts import act
from srclint.legal.identifiers import base_celex
from srclint.legal.prose import capital, listed
from srclint.legal.provisions import human, level_name
from srclint.legal.verification import Place, examine, is_certain
from srclint.model import Article, Problem, Severity, Sources
from srclint.rules.base import Needs, rule

_FEW = 3


@rule("SRC301", "provision-not-in-source", severity=Severity.ERROR, needs=Needs.CATALOGUE)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """A cited article, paragraph, point, recital or annex does not exist in the cited act.

    ## Why it matters
    The reader who looks it up finds nothing: the number is a slip, or comes from a draft.

    Where the act is not named with the provision but only inferred (it is the only act that the
    article cites), the rule is silent: another act may be meant. The reference counts as not checked.

    srclint looks in the version that the link names, and before it says anything in the text as
    published and in the consolidated versions. A level that a document's text does not show
    clearly (subparagraphs, sentences) is never called missing. Without the network the built-in
    catalogue still knows the numbers of the acts that it holds.

    ## Example
    ```markdown
    The AI Office is set up by Art. 640 of the AI Act.
    ```

    ## Use instead
    ```markdown
    The AI Office is set up by Art. 64 of the AI Act.
    ```
    """
    for reference in article.references:
        if not is_certain(article, reference):
            continue  # what an inferred act does not have shows that another one is meant
        for place in examine(article, reference, sources).places:
            if place.state != "missing" or not place.settled:
                continue
            assert reference.act is not None
            yield Problem(
                reference.span,
                f"{capital(human(place.target))} does not exist in {_act_name(reference.act)}"
                f"{_there(place)}.",
                _remedy(place),
                unit=reference.unit,
                citation=reference.citation,
                reference=reference.id,
                document=place.document,
            )


def _act_name(celex: str) -> str:
    known = act(base_celex(celex))
    if known is None:
        return f"the act {celex}"
    return f"{known.citation} ({known.name})" if known.name != known.citation else known.citation


def _there(place: Place) -> str:
    """What is there instead, as far as the document or the catalogue tells."""
    if place.location is not None and place.location.siblings and place.location.level:
        location = place.location
        values = list(location.siblings)
        noun = level_name(location.level or "par", plural=len(values) > 1)
        above = f"{capital(human(location.ancestor))} has " if location.ancestor else "it has "
        return f": {above}{noun} {_some(values)}"
    # The catalogue's sentence: its last part says what is there.
    there = place.denial.rstrip(".").rpartition("; ")[2] if place.denial else ""
    return f": {there}" if there else ""


def _some(values: list[str]) -> str:
    return listed(values) if len(values) <= _FEW else f"{values[0]} to {values[-1]}"


def _remedy(place: Place) -> str:
    if place.location is not None and place.location.ancestor:
        where = capital(human(place.location.ancestor))
        return f"Look in {where} for the part that is meant, and correct the number."
    return "Correct the number, or name the act that has this provision."
