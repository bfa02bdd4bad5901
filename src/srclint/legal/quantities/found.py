"""What is found: one fact with its place."""

from __future__ import annotations

from dataclasses import dataclass

from srclint.model import FactType


@dataclass(frozen=True, slots=True)
class RawFact:
    """A figure, date, quotation or body in a text; ``start``/``end`` are offsets into that text.

    ``value`` is normalised as interfaces.md says. ``comparators`` are the bounds that the words
    around give: ``UPTO``, ``ATLEAST``, ``MORETHAN``, ``ABOUT``, and ``MAX``/``MIN`` for one of two
    amounts of which the higher or lower counts. ``unit`` is the noun of a count ("member"), where it
    is written right after. ``certain`` is false where the notation has two readings (08/02/2026;
    1.500 in English): a rule must not accuse on such a value.
    """

    type: FactType
    value: str
    start: int
    end: int
    comparators: tuple[str, ...] = ()
    unit: str | None = None
    certain: bool = True
