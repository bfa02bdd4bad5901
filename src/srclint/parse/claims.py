"""Which units are claims, and how checkable they are (claims.md 3)."""

from __future__ import annotations

from srclint.model import Tier


def classify(
    plain: str,
    language: str,
    *,
    block: str = "paragraph",
    provisions: bool = False,
    act: bool = False,
    fact_types: frozenset[str] = frozenset(),
    quoted: bool = False,
) -> tuple[Tier, tuple[str, ...]]:
    """The tier of a unit and the codes that decided."""
    if plain.rstrip().endswith("?"):
        return Tier.NONE, ("question",)
    reasons = tuple(
        name for name, holds in (("provision", provisions), ("act", act), *((f, True) for f in sorted(fact_types))) if holds
    )
    if quoted:
        reasons = ("quotation", *reasons)
    if reasons:
        return Tier.HARD, reasons
    if len(plain.split()) < 4:
        return Tier.NONE, ("short",)
    return Tier.SOFT, ("declarative",)
