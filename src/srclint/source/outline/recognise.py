"""What a response body is, and what it only pretends to be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["challenge", "soft-404", "no-text", "search-results", "outage", "empty", "unreadable"]


@dataclass(frozen=True, slots=True)
class NotADocument:
    """The body is not the document that was asked for: a kind and one sentence with what was seen."""

    kind: Kind
    evidence: str
