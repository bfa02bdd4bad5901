"""The figures: a bar of states, and the same in words."""

from __future__ import annotations

from collections import Counter

from srclint.report.evidence import State
from srclint.report.htmlreport.markup import attribute, icon
from srclint.report.htmlreport.states import LOOKS
from srclint.report.summary import plural

_WIDTH = 1000
_GAP = 3
# From what holds to what does not, with what nobody knows at the end.
_ORDER = (
    State.CONSISTENT,
    State.READ,
    State.NOT_IN_PROVISION,
    State.ELSEWHERE,
    State.OUTDATED,
    State.MISMATCH,
    State.GONE,
    State.UNSOURCED,
    State.UNVERIFIED,
)


def bar(counts: Counter[State]) -> str:
    """A bar with one part a state, its words for those who do not see it; nothing for no claims."""
    total = sum(counts.values())
    if not total:
        return ""
    parts = []
    done = 0
    for state in _ORDER:
        if counts[state]:
            start = _WIDTH * done // total
            done += counts[state]
            end = _WIDTH * done // total
            width = max(end - start - (_GAP if end < _WIDTH else 0), 1)
            parts.append(f'<rect class="{state}" x="{start}" width="{width}" height="10"/>')
    label = attribute(f"{plural(total, 'claim')}: {in_words(counts)}")
    return (
        f'<svg class="chart" viewBox="0 0 {_WIDTH} 10" preserveAspectRatio="none" role="img" '
        f'aria-label="{label}">{"".join(parts)}</svg>'
    )


def in_words(counts: Counter[State]) -> str:
    """``9 nothing contradicts it, 2 no source``."""
    return ", ".join(f"{counts[s]} {LOOKS[s].title.lower()}" for s in _ORDER if counts[s])


def key(counts: Counter[State]) -> str:
    """What the parts of the bar stand for, with their figures."""
    items = "".join(
        f'<li class="{state}">{icon(state)}<b>{counts[state]}</b> {LOOKS[state].title}</li>'
        for state in _ORDER
        if counts[state]
    )
    return f'<ul class="key">{items}</ul>' if items else ""
