"""What a rule is: a function with a code, a name, a default severity and what it needs."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from srclint.model import Article, Problem, RuleInfo, RunFacts, Severity, Sources


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
) -> Callable[[Check], Rule]:
    """Declare a rule; returns it and registers nothing (``rules/__init__.py`` lists all by hand)."""

    def declare(check: Check) -> Rule:
        page = inspect.getdoc(check) or ""
        return Rule(code, name, severity, needs, page, check.__module__, check=check, on_when=on_when)

    return declare


def run_rule(code: str, name: str, *, severity: Severity) -> Callable[[RunCheck], Rule]:
    """Declare a rule about the run itself."""

    def declare(check: RunCheck) -> Rule:
        page = inspect.getdoc(check) or ""
        return Rule(code, name, severity, Needs.RUN, page, check.__module__, check_run=check)

    return declare
