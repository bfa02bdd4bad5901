"""Fragments of EUR-Lex pages as canonical paths (eu-sources.md 2.6)."""

from __future__ import annotations

import re
from urllib.parse import unquote

_PART = (
    r"(?:art_-?\d{1,4}[a-z]{0,3}|rct_\d{1,4}|anx_[0-9A-Z]{1,8}|cpt_[0-9IVXLC]{1,7}[a-z]?"
    r"|tis_[0-9IVXLC]{1,7}[a-z]?|prt_[0-9IVXLC]{1,7})"
)
_FRAGMENT = re.compile(rf"({_PART})((?:\.(?:sct|cpt|tis|art|prt)_[0-9IVXLC]{{1,7}}[a-z]?){{0,3}})")
_PARAGRAPH = re.compile(r"(\d{3})\.(\d{3})")
_UNSTABLE = re.compile(
    r"(?:d1?e\d+(?:-\d+){0,3}|tocId\d+|ntr?\S{0,12}-\S{0,40}|ntc\S{0,40}|page-?\d+)", re.IGNORECASE
)
_SUBDIVISION = re.compile(
    r"(?P<kind>art|par|sub|pnt|ind|sen|rct|anx|cpt|sct|tis|prt|pro|tit)_(?P<value>[0-9A-Za-z()-]{1,12})"
)
_ALIASES = {"tit": "tis"}


def path_of_fragment(fragment: str | None) -> str | None:
    """``art_5`` -> ``art_5``, ``cpt_II.sct_1``, ``005.001`` -> ``art_5.par_1``; None for other ids."""
    if not fragment:
        return None
    words = unquote(fragment).strip()
    match = _FRAGMENT.fullmatch(words)
    if match:
        return words.replace("art_-", "art_m")
    match = _PARAGRAPH.fullmatch(words)
    if match and int(match[1]) and int(match[2]):
        return f"art_{int(match[1])}.par_{int(match[2])}"
    return None


def is_unstable(fragment: str | None) -> bool:
    """Whether an id was generated for one rendering of the page and may be another tomorrow."""
    return bool(fragment) and _UNSTABLE.fullmatch(unquote(fragment or "")) is not None


def path_of_subdivision(segments: tuple[str, ...]) -> str | None:
    """The path that ELI subdivisions name: ("art_6", "par_1", "pnt_a") -> ``art_6.par_1.pnt_a``."""
    parts = []
    for segment in segments:
        match = _SUBDIVISION.fullmatch(segment)
        if match is None or match["kind"] == "pro":
            return None
        kind = _ALIASES.get(match["kind"], match["kind"])
        value = match["value"]
        value = value.upper() if kind in {"anx", "cpt", "tis", "prt"} else value.lower()
        parts.append(f"{kind}_{value}")
    return ".".join(parts) or None


def is_subdivision(segment: str) -> bool:
    """Whether a path segment is an ELI subdivision."""
    return _SUBDIVISION.fullmatch(segment) is not None
