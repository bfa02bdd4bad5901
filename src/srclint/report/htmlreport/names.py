"""File names for pages: safe everywhere, never two alike, the same in every run."""

from __future__ import annotations

import re
from collections.abc import Iterable

from srclint.report.htmlreport.view import key

_UNSAFE = re.compile(r"[^a-z0-9]+")
_LONGEST = 60


def page_names(paths: Iterable[str]) -> dict[str, str]:
    """For each article's path the name of its page: its words, and a digest that keeps names apart."""
    return {path: f"{_slug(path)}-{key(path)}.html" for path in paths}


def _slug(path: str) -> str:
    # The end of a path tells articles apart better than its beginning.
    words = _UNSAFE.sub("-", path.rpartition(".")[0].lower() or path.lower()).strip("-")
    return words[-_LONGEST:].strip("-") or "article"
