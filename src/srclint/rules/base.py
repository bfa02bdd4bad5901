"""What a rule is: a function with a code, a name, a default severity and what it needs."""

from __future__ import annotations

import inspect
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from srclint.model import Article, Problem, RuleInfo, RunFacts, Severity, Sources, Span


class Needs(StrEnum):
    """What a rule must have before it can say anything (rules.md)."""

    TEXT = "text"
    """The article alone: works offline, always."""
    CATALOGUE = "catalogue"
    """Also the built-in catalogue of acts: works offline."""
    SOURCES = "sources"
    """The cited source; silent where it could not be read."""
    RUN = "run"
    """What the run itself did, e.g. which suppressions matched: srclint's own rules."""


class Placed(Protocol):
    """Anything that stands somewhere in the article."""

    @property
    def span(self) -> Span:
        """Where."""
        ...


P = TypeVar("P", bound=Placed)


class Places(Generic[P]):
    """Things in order of their places, to be asked for those inside an extent, in logarithmic time."""

    def __init__(self, things: Iterable[P]) -> None:
        self._things = sorted(things, key=lambda thing: thing.span)
        self._starts = [thing.span.start for thing in self._things]

    def inside(self, start: int, end: int) -> list[P]:
        """Those that stand wholly within ``start``..``end``, in order."""
        return [thing for thing in self.beginning(start, end) if thing.span.end <= end]

    def beginning(self, start: int, end: int) -> list[P]:
        """Those that begin within ``start``..``end``, in order: "[Art. 64](...) of the Act" goes on after the link."""
        return self._things[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


Check = Callable[[Article, Sources], Iterator[Problem]]
RunCheck = Callable[[Article, RunFacts], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as declared. ``page`` is its docstring: summary line, then the page's sections."""

    code: str
    name: str
    severity: Severity
    needs: Needs
    page: str
    module: str
    check: Check | None = None
    check_run: RunCheck | None = None
    on_when: Callable[[Article], bool] | None = None
    """For a rule that is off by default: whether an article's own settings turn it on."""
    asks_sources: bool = False
    """Whether a rule that needs the text alone says more where the source was read."""

    @property
    def summary(self) -> str:
        """The first line of the page."""
        return self.page.split("\n", 1)[0].strip()

    @property
    def info(self) -> RuleInfo:
        """What reports may say about it."""
        return RuleInfo(self.code, self.name, self.severity, self.summary, self.page)


def rule(
    code: str,
    name: str,
    *,
    severity: Severity,
    needs: Needs,
    on_when: Callable[[Article], bool] | None = None,
    asks_sources: bool = False,
) -> Callable[[Check], Rule]:
    """Declare a rule; returns it and registers nothing (``rules/__init__.py`` lists all by hand)."""

    def declare(check: Check) -> Rule:
        page = inspect.getdoc(check) or ""
        return Rule(code, name, severity, needs, page, check.__module__, check, None, on_when, asks_sources)

    return declare


def run_rule(code: str, name: str, *, severity: Severity) -> Callable[[RunCheck], Rule]:
    """Declare a rule about the run itself."""

    def declare(check: RunCheck) -> Rule:
        page = inspect.getdoc(check) or ""
        return Rule(code, name, severity, Needs.RUN, page, check.__module__, check_run=check)

    return declare
