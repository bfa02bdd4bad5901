"""Which findings are silenced, by whom, and which suppressions silenced nothing.

Three places can silence a finding, asked in this order: a comment in the article, the
configuration's ``per-file-ignores``, the baseline. What was silenced stays in the report, marked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from srclint.model import Article, Directive, Finding, Suppressed


def matches(selector: str, code: str, name: str) -> bool:
    """Whether a selector means a rule: its code, its name, a prefix of the code (``SRC3``), or ALL."""
    wanted = selector.strip()
    if wanted.upper() == "ALL":
        return True
    if wanted.lower() == name:
        return True
    wanted = wanted.upper()
    return len(wanted) >= len("SRC") and wanted.startswith("SRC") and code.startswith(wanted)


def active(directive: Directive, today: dt.date) -> bool:
    """Whether a directive silences anything: well-formed and not past its expiry."""
    return directive.error is None and (directive.until is None or directive.until >= today)


def apply(
    article: Article,
    findings: Iterable[Finding],
    *,
    today: dt.date,
    per_file: Iterable[str] = (),
) -> tuple[tuple[Finding, ...], frozenset[Directive]]:
    """Mark the suppressed ones among an article's findings.

    ``per_file`` are the selectors that the configuration ignores for this file. Returns the
    findings in their order and the directives that matched at least one of them.
    """
    directives = [d for d in article.directives if active(d, today)]
    selectors = tuple(per_file)
    marked: list[Finding] = []
    used: set[Directive] = set()
    for finding in findings:
        by = [d for d in directives if _covers(d, finding)]
        used.update(by)
        if by:
            marked.append(replace(finding, suppressed=Suppressed("inline", by[0].reason)))
        elif any(matches(s, finding.code, finding.name) for s in selectors):
            marked.append(replace(finding, suppressed=Suppressed("per-file", "per-file-ignores")))
        else:
            marked.append(finding)
    return tuple(marked), frozenset(used)


def unused(
    article: Article,
    used: frozenset[Directive],
    *,
    today: dt.date,
    judged: Mapping[str, tuple[str, bool]],
    known: Callable[[str], bool],
) -> tuple[Directive, ...]:
    """The directives that silenced nothing, as far as that can be told.

    ``judged`` maps each rule's code to its name and whether it could say anything in this run; a
    directive for a rule that could not is left alone. Unknown selectors are SRC902's.
    """
    leftover: list[Directive] = []
    for directive in article.directives:
        if directive in used or not active(directive, today) or not all(map(known, directive.selectors)):
            continue
        meant = [
            able
            for code, (name, able) in judged.items()
            if any(matches(s, code, name) for s in directive.selectors)
        ]
        if meant and all(meant):
            leftover.append(directive)
    return tuple(leftover)


def _covers(directive: Directive, finding: Finding) -> bool:
    if not any(matches(s, finding.code, finding.name) for s in directive.selectors):
        return False
    if directive.kind == "ignore-file":
        return True
    low, high = directive.covers
    return low <= finding.problem.span.start < max(high, low + 1)
