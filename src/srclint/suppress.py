"""Which findings are silenced, by whom, and which suppressions silenced nothing.

Three places can silence a finding, asked in this order: a comment in the article, the
configuration's ``per-file-ignores``, the baseline. What was silenced stays in the report, marked.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from srclint.model import Article, BaselineEntry, Directive, Finding, Suppressed

# What may change in a claim while it stays the same claim: the number of its footnote, the address of
# its link, its emphasis and tags. Each class stops at the character that opens the next match, so
# that no text is gone through twice.
_UNSPOKEN = re.compile(r"\[\^[^\[\]]*\]|(?<=\])\([^()]*\)|<[^<>]*>|[*_`]+")
_LONGEST = 240
"""Characters of a claim that are kept as they are; what is longer ends in the hash of the whole."""


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


def claim_of(article: Article, finding: Finding) -> str:
    """The words that a finding stands on, without what changes while the claim stays the same.

    The claim that the finding is about or stands in, else the finding's own place; white space folded, footnote
    marks, addresses of links, emphasis and tags left out.
    """
    span = finding.problem.span
    raw = article.text[span.start : span.end]
    unit = finding.problem.unit
    for claim in article.units:
        inside = claim.span.start <= span.start and span.end <= claim.span.end
        if claim.id == unit or (unit is None and inside):
            raw = claim.text
            break
    words = " ".join(_UNSPOKEN.sub(" ", raw).split()) or " ".join(raw.split())
    words = unicodedata.normalize("NFC", words)
    if len(words) <= _LONGEST:
        return words
    digest = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{words[:_LONGEST].rstrip()}… {digest}"


def apply_baseline(
    article: Article,
    findings: Iterable[Finding],
    entries: Iterable[BaselineEntry],
    *,
    today: dt.date,
) -> tuple[tuple[Finding, ...], frozenset[BaselineEntry]]:
    """Mark the findings that the baseline knows: of each rule and claim, the first ``count`` in order.

    ``entries`` are the article's own. Returns the findings in their order and the entries that
    matched at least one of them. What a comment or the configuration silenced uses up no entry.
    """
    known = {(e.rule, e.claim): e for e in entries if e.until is None or e.until >= today}
    left = {key: entry.count for key, entry in known.items()}
    marked: list[Finding] = []
    used: set[BaselineEntry] = set()
    for finding in findings:
        key = (finding.code, claim_of(article, finding)) if known and finding.suppressed is None else None
        if key is not None and left.get(key, 0) > 0:
            left[key] -= 1
            used.add(known[key])
            reason = known[key].reason or "It was known when the baseline was written."
            marked.append(replace(finding, suppressed=Suppressed("baseline", reason)))
        else:
            marked.append(finding)
    return tuple(marked), frozenset(used)


def stale(
    article: Article,
    entries: Iterable[BaselineEntry],
    used: frozenset[BaselineEntry],
    findings: Iterable[Finding],
    *,
    judged: Mapping[str, tuple[str, bool]],
) -> tuple[BaselineEntry, ...]:
    """The article's baseline entries that match nothing any more, as far as that can be told.

    ``findings`` are all of the article, the suppressed ones too: what a comment silences today is
    still there. ``judged`` is as for ``unused``.
    """
    if article.unreadable is not None:
        return ()
    entries = tuple(entries)
    there = {(f.code, claim_of(article, f)) for f in findings} if entries else set()
    return tuple(
        entry
        for entry in entries
        if entry not in used
        and (entry.rule, entry.claim) not in there
        and judged.get(entry.rule, ("", False))[1]
    )


def _covers(directive: Directive, finding: Finding) -> bool:
    if not any(matches(s, finding.code, finding.name) for s in directive.selectors):
        return False
    if directive.kind == "ignore-file":
        return True
    low, high = directive.covers
    return low <= finding.problem.span.start < max(high, low + 1)
