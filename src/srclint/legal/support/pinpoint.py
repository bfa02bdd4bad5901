"""Whether a citation is a pinpoint of the claim's own."""

from __future__ import annotations

from srclint.legal.support.cited import Cited
from srclint.legal.support.context import Context

# A chapter, or a range of articles, is no pinpoint.
_MANY = 6


def is_imprecise(context: Context, cited: Cited) -> bool:
    """Whether the citation is no pinpoint for this claim: the finding is then a hint, not a warning."""
    if cited.rank != 0 or cited.open_range or not cited.certain or len(cited.paths) > _MANY:
        return True
    return bool(cited.references) and all(context.is_topic(reference) for reference in cited.references)


def is_ranged(context: Context, cited: Cited) -> bool:
    """Whether nothing but its open end ("Art. 64 et seq.") keeps the citation from being a pinpoint."""
    if not cited.open_range or len(cited.named) != 1 or cited.rank != 0 or not cited.certain:
        return False
    return not any(context.is_topic(reference) for reference in cited.references)


def is_sourced(context: Context, cited: Cited) -> bool:
    """Whether a note or a link gives one provision as the source of the claim, and of nothing less.

    What the sentence itself says of a provision ("Article 5 applies from ...") may be its matter; what
    a note says is where the author found it.
    """
    if not cited.paths or cited.rank != 0 or cited.open_range or not cited.certain or len(cited.named) > 1:
        return False
    return all(r.citation == cited.citation and not context.is_topic(r) for r in cited.references)
