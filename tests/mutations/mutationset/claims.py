"""The true claims: read from ``claims.tsv`` and ``acts.toml``."""

from __future__ import annotations

import csv
import datetime as dt
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent
WRITTEN = dt.date(2026, 5, 4)
_MARKER = re.compile(r"\{(\w+):([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Act:
    """An act as authors cite it; ``date`` is the day of the articles that do, and of the run."""

    key: str
    celex: str
    url: str
    name: dict[str, str] = field(hash=False)
    number: dict[str, str] = field(hash=False)
    linked: bool
    date: dt.date


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence: ``kind`` is "" for plain words, ``ref`` for the pinpoint, else a fact's kind."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A true sentence, the provision that holds all its facts, and whether it is held out."""

    id: str
    act: Act
    at: str
    held: bool
    parts: tuple[Part, ...]

    @property
    def language(self) -> str:
        return self.id.partition("-")[0]

    @property
    def article(self) -> str:
        """The article, annex or recital of the pinpoint."""
        return self.at.partition(".")[0]

    @property
    def facts(self) -> tuple[tuple[int, Part], ...]:
        """The facts that can be changed, each with its place among the parts."""
        return tuple((i, part) for i, part in enumerate(self.parts) if part.kind not in ("", "ref"))


def acts() -> dict[str, Act]:
    with (FOLDER / "acts.toml").open("rb") as file:
        table: dict[str, dict[str, Any]] = tomllib.load(file)
    return {
        key: Act(
            key,
            row["celex"],
            row["url"],
            row["name"],
            row["number"],
            row.get("linked", False),
            row.get("date", WRITTEN),
        )
        for key, row in table.items()
    }


def claims() -> tuple[Claim, ...]:
    known = acts()
    lines = (FOLDER / "claims.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(
        (line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    return tuple(
        Claim(row["id"], known[row["act"]], row["at"], row["held"] == "x", _parts(row["sentence"]))
        for row in rows
    )


def _parts(sentence: str) -> tuple[Part, ...]:
    parts = []
    for i, piece in enumerate(sentence.split("{ref}")):
        if i:
            parts.append(Part("ref", ""))
        at = 0
        for marker in _MARKER.finditer(piece):
            parts += [Part("", piece[at : marker.start()]), Part(marker[1], marker[2])]
            at = marker.end()
        parts.append(Part("", piece[at:]))
    return tuple(part for part in parts if part.kind == "ref" or part.words)
