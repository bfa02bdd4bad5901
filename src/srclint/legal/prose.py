"""How the sentences of a finding begin, list and date things: in English, whatever the locale."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def capital(words: str) -> str:
    """With a capital first letter; the rest as it is."""
    return words[:1].upper() + words[1:]


def listed(words: Sequence[str]) -> str:
    """``one``, ``one and two``, ``one, two and three``; each once."""
    once = list(dict.fromkeys(words))
    return once[0] if len(once) == 1 else f"{', '.join(once[:-1])} and {once[-1]}"


def spoken(day: dt.date) -> str:
    """``27 July 2026``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
