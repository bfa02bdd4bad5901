"""Counts of outcomes, by kind, level and language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from mutationset.judging import Outcome


@dataclass
class Rate:
    """Of how many mutants: how many drew a warning or an error, a finding, anything at all."""

    total: int = 0
    warned: int = 0
    told: int = 0
    noticed: int = 0

    def add(self, outcome: Outcome) -> None:
        self.total += 1
        self.warned += outcome.warned
        self.told += bool(outcome.findings)
        self.noticed += outcome.noticed or outcome.warned

    @property
    def share(self) -> float:
        """The share that was found, by a finding of any severity or by a verdict."""
        return self.noticed / self.total if self.total else 1.0


@dataclass
class Table:
    """Rates by a key and by level, in the order of first appearance."""

    rows: dict[str, dict[str, Rate]] = field(default_factory=dict)

    def add(self, key: str, outcome: Outcome) -> None:
        row = self.rows.setdefault(key, {"article": Rate(), "point": Rate()})
        row[outcome.case.level].add(outcome)

    def lines(self) -> list[str]:
        out = [f"{'':22}{'article level':>48}{'point level':>48}"]
        out.append(f"{'':22}" + f"{'found':>16}{'a finding':>16}{'warned':>16}" * 2)
        for key, row in self.rows.items():
            cells = "".join(
                f"{_share(rate.noticed, rate.total):>16}{_share(rate.told, rate.total):>16}"
                f"{_share(rate.warned, rate.total):>16}"
                for rate in row.values()
            )
            out.append(f"{key:22}{cells}")
        return out


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} {100 * part / whole:5.1f}%" if whole else "-"


def by_kind(found: Iterable[Outcome], kinds: Sequence[str]) -> Table:
    table = Table({kind: {"article": Rate(), "point": Rate()} for kind in kinds})
    for outcome in found:
        assert outcome.case.mutant is not None
        table.add(outcome.case.mutant.kind, outcome)
        table.add("all", outcome)
    return table


def by_language(found: Iterable[Outcome]) -> Table:
    table = Table()
    for outcome in found:
        table.add(outcome.case.claim.language, outcome)
    return table


def by_act(found: Iterable[Outcome]) -> Table:
    table = Table()
    for outcome in found:
        table.add(outcome.case.claim.act.key, outcome)
    return table
