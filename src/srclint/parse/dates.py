"""The date that an article gives for itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from srclint.parse.blocks import Block


def article_date(
    front_matter: Mapping[str, object], blocks: Sequence[Block], language: str, fields: Sequence[str]
) -> tuple[dt.date, str] | None:
    """The article's own date and where it stands."""
    for name in fields:
        value = front_matter.get(name)
        if isinstance(value, dt.datetime):
            return value.date(), f"front matter: {name}"
        if isinstance(value, dt.date):
            return value, f"front matter: {name}"
    return None
