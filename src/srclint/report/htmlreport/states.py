"""What each state is called and drawn; none of the words says that a claim is true."""

from __future__ import annotations

from dataclasses import dataclass

from srclint.report.evidence import TITLES, State
from srclint.report.htmlreport.markup import icon


@dataclass(frozen=True, slots=True)
class Look:
    """The words of a state: for a card, for a filter, and for the legend."""

    title: str
    brief: str
    meaning: str
    drawing: str


LOOKS: dict[State, Look] = {
    State.UNSOURCED: Look(
        TITLES[State.UNSOURCED], "No source",
        "A checkable claim with no footnote, link or reference near enough to count.",
        "M8 3.2v5.4M8 12.2v.3",
    ),
    State.MISMATCH: Look(
        TITLES[State.MISMATCH], "Differs",
        "A figure, date or quotation of the claim is nowhere in the text that it cites.",
        "M3 6h10M3 10h10M10.5 3 5.5 13",
    ),
    State.OUTDATED: Look(
        TITLES[State.OUTDATED], "Outdated",
        "It matched the version that it cites, and no longer matches the version in force.",
        "M8 4v4l2.6 1.8M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8",
    ),
    State.ELSEWHERE: Look(
        TITLES[State.ELSEWHERE], "Elsewhere",
        "The facts are in the source, but not in the provision that is cited.",
        "M2.5 8h10M9 4.5 12.5 8 9 11.5",
    ),
    State.NOT_IN_PROVISION: Look(
        TITLES[State.NOT_IN_PROVISION], "Not found",
        "A count or a named body of the claim does not occur in the passage. It may stand there in other words.",
        "M7 2.6a4.4 4.4 0 1 1 0 8.8 4.4 4.4 0 0 1 0-8.8M10.2 10.2 13.6 13.6M5.4 7h3.2",
    ),
    State.GONE: Look(
        TITLES[State.GONE], "Not there",
        "The source is gone, or it was read and does not have the provision that is cited.",
        "M4 4l8 8M12 4l-8 8",
    ),
    State.UNVERIFIED: Look(
        TITLES[State.UNVERIFIED], "Not checked",
        "Nothing was learned, for the reason given. It is neither a pass nor a fail.",
        "M3 8h.3M7.9 8h.3M12.8 8h.3",
    ),
    State.READ: Look(
        TITLES[State.READ], "Read",
        "The source was read and has what is cited; the claim holds no figure, date or quotation to compare.",
        "M8 4.3C6.6 3.2 4.6 2.9 2.4 3v9.2c2.2-.1 4.2.2 5.6 1.3 1.4-1.1 3.4-1.4 5.6-1.3V3C11.4 2.9 9.4 3.2 8 4.3zm0 0v9",
    ),
    State.CONSISTENT: Look(
        TITLES[State.CONSISTENT], "Consistent",
        "The figures, dates and quotations of the claim are in the passage. What the sentence makes of them"
        " is for a reader to judge.",
        "M3 8.4 6.4 11.8 13 4.6",
    ),
}  # fmt: skip
"""In the order of the filters and the legend."""

ALWAYS = (State.UNSOURCED, State.MISMATCH, State.OUTDATED, State.UNVERIFIED)
"""The filters that are shown even where nothing is in that state."""

LEVELS = {
    "error": ("Error", "M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4"),
    "warning": ("Warning", "M8 2.2 14.3 13.4H1.7zM8 6.4v3.2M8 11.5v.2"),
    "info": ("Note", "M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8M8 7.4v3.6M8 4.9v.2"),
}
_BRAND = "M3 2.5h7l3 3v8H3zM5.5 6h3M5.5 8.5h5M5.5 11h5"


def sprite() -> str:
    """All drawings of a page, once."""
    drawings = {state.value: look.drawing for state, look in LOOKS.items()}
    drawings |= {name: drawing for name, (_, drawing) in LEVELS.items()} | {"brand": _BRAND}
    symbols = "".join(
        f'<symbol id="i-{name}" viewBox="0 0 16 16"><path d="{drawing}"/></symbol>'
        for name, drawing in drawings.items()
    )
    return f'<svg class="sprite" aria-hidden="true">{symbols}</svg>'


def level(severity: str) -> str:
    """A severity with its drawing."""
    name, _ = LEVELS[severity]
    return f'<span class="level {severity}">{icon(severity)}{name}</span>'


def filter_rules() -> str:
    """The style sheet's part that lets the radio buttons choose what is shown, without any script.

    A place that a link leads to is shown whatever is chosen.
    """
    rules = []
    for state in LOOKS:
        chosen, other = f"body:has(#f-{state}:checked)", f":not(.s-{state}):not(:target):not(:has(:target))"
        hides = ", ".join(f"{chosen} .{kind}{other}" for kind in ("row", "card", "article"))
        rules.append(f"{hides} {{ display: none; }}")
    return "\n".join(rules)
