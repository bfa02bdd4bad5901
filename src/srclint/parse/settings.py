"""What a reader must be told besides the article itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from srclint.model import Scope


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """Settings of ``article.read_article``; front matter (``srclint:``) goes before them.

    ``default_act`` is a CELEX number, an act's name or its official number. ``language`` is a code
    of two letters (None: find out). ``date_fields`` are front-matter keys that may hold the
    article's date, best first (empty: the built-in list). ``source_headings`` and
    ``stop_headings`` are added to the built-in ones. ``content`` is a CSS selector of the article
    in an HTML page. ``as_of`` is the date to judge by, before any date of the article itself.
    ``bibliography`` gives for a citation key (``[@key]``) the entry's text; ``bibliography.entries``
    makes it out of a ``.bib`` file.
    """

    scope: Scope = Scope.PARAGRAPH
    claims: Literal["hard", "strict"] = "hard"
    default_act: str | None = None
    language: str | None = None
    date_fields: tuple[str, ...] = ()
    source_headings: tuple[str, ...] = ()
    stop_headings: tuple[str, ...] = ()
    content: str | None = None
    as_of: dt.date | None = None
    bibliography: Mapping[str, str] = field(default_factory=dict)
