"""What a response body is, and what it only pretends to be.

The signs are data (``data/recognise.toml``); the rule over all of them: a page with an article's worth of
words is taken at its word, so a page about "page not found" pages, or about captchas, is a page.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from .words import fold

if TYPE_CHECKING:
    from .page import PageText

Kind = Literal["challenge", "soft-404", "no-text", "search-results", "outage", "empty", "unreadable"]

_SEPARATORS = re.compile(r"\s[-–—|·•:»]\s|\s?[|»]\s?")
_PUNCTUATION = re.compile(r"[^\w\s]+")
_LITTLE = 1_200
_HARDLY_ANY = 1_500


@dataclass(frozen=True, slots=True)
class NotADocument:
    """The body is not the document that was asked for: a kind and one sentence with what was seen."""

    kind: Kind
    evidence: str


@cache
def _signs() -> dict[str, tuple[str, ...]]:
    text = files("srclint.source.outline").joinpath("data/recognise.toml").read_text(encoding="utf-8")
    return {
        kind: tuple(" ".join(fold(sign).split()) for sign in signs)
        for kind, signs in tomllib.loads(text).items()
    }


@cache
def _not_found() -> frozenset[str]:
    return frozenset(_plain(sign) for sign in _signs()["not-found"])


def _plain(text: str) -> str:
    return " ".join(_PUNCTUATION.sub(" ", fold(text)).split())


def judge(raw: str, seen: PageText, url: str | None) -> NotADocument | None:
    """Whether an HTML page is something else than what was asked for; None: take it as a page.

    ``raw`` is the body as text. Only the whole of a title (or one of its parts between dashes), a
    first heading or an alert counts as a statement that nothing is there.
    """
    title = " ".join(fold(seen.title).split())
    challenge = _challenge(raw, seen.text, title)
    if challenge is not None:
        return challenge
    eurlex = "eur-lex" in title or "eur-lex.europa.eu" in (url or "")
    for sign in _signs()["search-results"]:
        if eurlex and title.startswith(sign):
            return NotADocument(
                "search-results", f"The page is a list of search results, titled “{seen.title}”."
            )
    statement = _says_not_found(seen, len(seen.text), eurlex=eurlex)
    if statement is not None:
        return NotADocument("soft-404", f"The server sent a page that says “{statement}”.")
    for alert in seen.alerts:
        found = next((s for s in _signs()["no-text"] if s in " ".join(fold(alert).split())), None)
        if found is not None:
            return NotADocument("no-text", f"The page has no text of the document: “{alert[:160]}”.")
    if len(seen.text) < _LITTLE:
        for place in (
            title,
            " ".join(fold(seen.first_heading).split()),
            *(" ".join(fold(a).split()) for a in seen.alerts),
        ):
            if place and any(sign in place for sign in _signs()["outage"]):
                return NotADocument("outage", f"The server says that it is out of order: “{place[:160]}”.")
    if not seen.text.strip():
        return NotADocument("empty", "The page shows no text without scripts.")
    return None


def _challenge(raw: str, words: str, title: str) -> NotADocument | None:
    if len(words) >= _HARDLY_ANY:
        return None
    text = f"{title}\n{' '.join(fold(words).split())}"
    found = next((sign for sign in _signs()["challenge-text"] if sign in text), None)
    if found is None and len(words) < 200:
        # A contact form with a captcha has words of its own; a challenge has nothing else.
        low = raw[:200_000].lower()
        found = next((sign for sign in _signs()["challenge"] if sign in low), None)
    if found is not None:
        return NotADocument(
            "challenge", f"The server sent a test for robots instead of the document ({found})."
        )
    return None


def _says_not_found(seen: PageText, length: int, *, eurlex: bool) -> str | None:
    little = length < _LITTLE
    parts = (seen.title, *_SEPARATORS.split(seen.title), seen.first_heading)
    # Title and heading are the same words on most pages.
    for head in dict.fromkeys(part for part in parts if part.strip()):
        if _plain(head) in _not_found() and (little or eurlex or _both(seen)):
            return head.strip()
    if little:
        for alert in seen.alerts:
            first = re.split(r"(?<=[.!?])\s", alert)[0]
            if _plain(first) in _not_found():
                return first.strip()
    return None


def _both(seen: PageText) -> bool:
    """Title and heading agree that nothing is there, and no further heading follows: long menus, no content."""
    parts = {_plain(part) for part in (seen.title, *_SEPARATORS.split(seen.title))}
    heading = _plain(seen.first_heading)
    return (
        heading in _not_found()
        and bool(parts & _not_found())
        and len(seen.sections) <= 1
        and len(seen.text) < 4_000
    )
