"""What the comparison of one claim with its sources showed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from srclint.model import Fact, Severity, Support, SupportVerdict

Kind = Literal["value", "quotation", "count", "body", "bound"]


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that a claim says and its cited text does not.

    ``facts`` are the claim's facts concerned. ``level`` is how grave it may be called at most.
    ``note`` is one sentence: what the text has instead, or where the facts stand. ``found_in`` are
    provisions of ``document`` that have them. ``imprecise``: the citation is no pinpoint of the
    claim's own (an open range, a list of sources, the matter that the sentence speaks of).
    ``ranged``: for no other reason than an open range of the claim's own.
    """

    kind: Kind
    verdict: SupportVerdict
    facts: tuple[Fact, ...]
    level: Severity
    note: str
    citation: str
    document: str
    found_in: tuple[str, ...] = ()
    imprecise: bool = False
    ranged: bool = False

    @property
    def sentence(self) -> str:
        """The note with its stop ("Art. 64 et seq." has one)."""
        return self.note if self.note.endswith(".") else f"{self.note}."


@dataclass(frozen=True, slots=True)
class Judgement:
    """A claim's ``Support`` for each citation that covers it, and its gaps in order of place."""

    unit: str
    support: tuple[Support, ...]
    gaps: tuple[Gap, ...]


# The gravest first: what a citation's verdict is when several gaps concern it.
ORDER = (
    SupportVerdict.MISMATCH,
    SupportVerdict.OUTDATED,
    SupportVerdict.ELSEWHERE,
    SupportVerdict.NOT_IN_PROVISION,
)
