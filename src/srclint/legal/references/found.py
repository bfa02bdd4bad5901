"""What the reference grammar finds and what the binder makes of it.

Offsets are code points of the shadow text that was passed in; ``end`` is exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from srclint.model import ActSource

Kind = Literal["single", "list", "range", "open-range", "act-only", "relative"]
Confidence = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class Found:
    """One reference expression: "Articles 13 and 14 GDPR".

    ``targets`` are canonical paths without the act, () for a bare act or a treaty article, whose
    CELEX number (``12016E016``) already names the article. ``act`` is a CELEX number, ``"?draft"``
    or None where the words do not say; ``act_how`` tells whether the act stands there by number or
    by name. ``vetoed``: the words belong to something that is not EU law (a national code, the
    European Convention on Human Rights): it is a reference, but nobody may bind it to an act.
    ``needs_act``: without an act from somewhere it is no reference at all ("Title IX");
    ``needs_named``: the act must stand with it or be linked ("Chapter 2", "Annex B": the author's
    own text has those too).
    ``anaphora``: the expression points back, to an act of this type: ``R`` | ``L`` | ``D`` | ``A``
    (any) | ``ibid`` | ``other`` (an act that is described but not known). ``draft``: a draft or proposal is meant.
    ``act_start``/``act_end``: where the act stands, -1 where it is not named.
    """

    start: int
    end: int
    kind: Kind
    act: str | None
    act_how: Literal["number", "name"] | None
    targets: tuple[str, ...]
    confidence: Confidence = "high"
    language: str = "en"
    vetoed: bool = False
    needs_act: bool = False
    needs_named: bool = False
    anaphora: str | None = None
    draft: bool = False
    act_start: int = -1
    act_end: int = -1


@dataclass(frozen=True, slots=True)
class FoundAct:
    """An act named in the text, by ``number`` or by ``name``.

    ``paired`` is the CELEX number of the other form where name and number are one expression and
    clearly stand for the same thing. ``confidence`` is low where the number has no type of act.
    """

    start: int
    end: int
    celex: str
    how: Literal["number", "name"]
    paired: str | None = None
    confidence: Confidence = "high"


@dataclass(frozen=True, slots=True)
class Bound:
    """A found reference with its act. ``act`` is None where nothing says which act is meant.

    ``citation`` is the id of the footnote whose mark gave the act (``act_source`` footnote).
    ``targets`` may differ from the found ones: a relative reference whose antecedent stands in the
    same block is made absolute.
    """

    found: Found
    act: str | None
    act_source: ActSource | None
    targets: tuple[str, ...]
    citation: str | None = None

    @property
    def start(self) -> int:
        """Where the expression begins."""
        return self.found.start

    @property
    def end(self) -> int:
        """Where the expression ends."""
        return self.found.end

    @property
    def kind(self) -> Kind:
        """The kind of the expression."""
        return self.found.kind

    @property
    def confidence(self) -> Confidence:
        """How sure the reading is."""
        return self.found.confidence

    @property
    def vetoed(self) -> bool:
        """Whether it cites something that is not EU law."""
        return self.found.vetoed
