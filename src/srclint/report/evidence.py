"""What is known of each claim, for the formats that show claims beside their sources (claims.md 7).

One ``ClaimEvidence`` a claim, one ``CitationEvidence`` a citation that covers it. A state is what the
reader is shown; none of them says that a claim is true.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from srclint.legal.identifiers import base_celex
from srclint.legal.provisions import human
from srclint.model import (
    Article,
    ArticleReport,
    Citation,
    CitationKind,
    Claim,
    Coverage,
    Reference,
    Support,
    SupportVerdict,
    Tier,
    Verdict,
    VerdictState,
)
from srclint.report.summary import has_source, needs_source, reason_words

# What "unchecked" means where the text was at hand, and nothing of the claim was left to compare with it.
_NOTHING_TO_COMPARE = frozenset({"no-facts", "held-by-another"})
_ID_DIGITS = 12


class State(StrEnum):
    """What is known of a claim or of one citation of it, the gravest first."""

    GONE = "gone"
    MISMATCH = "mismatch"
    ELSEWHERE = "elsewhere"
    OUTDATED = "outdated"
    NOT_IN_PROVISION = "not-in-provision"
    UNSOURCED = "unsourced"
    CONSISTENT = "consistent"
    READ = "read"
    UNVERIFIED = "unverified"

    @property
    def rank(self) -> int:
        """Order: 0 is the gravest. Of a claim's citations, one that was compared goes before those not checked."""
        return _RANKS[self]


_RANKS = {state: rank for rank, state in enumerate(State)}

TITLES: Mapping[State, str] = MappingProxyType(
    {
        State.GONE: "Source or provision not there",
        State.MISMATCH: "Differs from its source",
        State.ELSEWHERE: "Stands in another provision",
        State.OUTDATED: "Outdated",
        State.NOT_IN_PROVISION: "Not found in the passage",
        State.UNSOURCED: "No source",
        State.CONSISTENT: "Nothing contradicts it",
        State.READ: "Source read, nothing to compare",
        State.UNVERIFIED: "Not checked",
    }
)
"""What a reader is told of a state."""

QUESTIONABLE = frozenset(
    {
        State.GONE,
        State.MISMATCH,
        State.ELSEWHERE,
        State.OUTDATED,
        State.NOT_IN_PROVISION,
        State.UNSOURCED,
    }
)
"""The states that an author should look at."""


@dataclass(frozen=True, slots=True)
class CitationEvidence:
    """One citation of a claim.

    ``near`` is false where it stands too far off to count as the claim's source; then ``state`` is
    ``unsourced``. ``reason`` says why nothing was learned (a code). ``references`` are the claim's
    references that belong to this citation, ``missing`` those that its source does not have.
    """

    citation: Citation
    coverage: Coverage
    near: bool
    state: State
    reason: str | None
    support: Support | None
    references: tuple[Reference, ...]
    missing: tuple[Reference, ...]

    @property
    def provision(self) -> str | None:
        """The canonical path of what was compared or is cited; None: the whole source."""
        if self.support and self.support.provision:
            return self.support.provision
        targets = [target for r in self.references for target in r.targets if not target.startswith("^")]
        if targets:
            return targets[0]
        return self.citation.identified.path if self.citation.identified else None


@dataclass(frozen=True, slots=True)
class ClaimEvidence:
    """A claim with its lasting id, its state, and each citation that covers it, the nearest first."""

    id: str
    unit: Claim
    needed: bool
    state: State
    citations: tuple[CitationEvidence, ...]

    @property
    def sources(self) -> tuple[CitationEvidence, ...]:
        """The citations that count as its source."""
        return tuple(one for one in self.citations if one.near)

    @property
    def states(self) -> frozenset[State]:
        """Its own state and those of its sources: what a reader may be looking for."""
        return frozenset({self.state, *(one.state for one in self.sources)})


def evidence(entry: ArticleReport) -> tuple[ClaimEvidence, ...]:
    """The claims of an article in order of place, hard and soft."""
    article = entry.article
    references = {reference.id: reference for reference in article.references}
    ids = claim_ids(article)
    return tuple(
        _claim(entry, ids[unit.id], unit, references) for unit in article.units if unit.tier is not Tier.NONE
    )


def claim_ids(article: Article) -> dict[str, str]:
    """The lasting id of each unit: the same as long as the file's name and the claim's words are.

    First 12 hexadecimal digits of the SHA-256 of path, normalised text and the number of its
    occurrence, parted by NUL (claims.md 7).
    """
    seen: Counter[str] = Counter()
    ids = {}
    for unit in article.units:
        words = " ".join((unit.plain or unit.text).split())
        seen[words] += 1
        key = "\0".join((article.path, words, str(seen[words])))
        ids[unit.id] = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:_ID_DIGITS]
    return ids


def kind_words(citation: Citation) -> str:
    """What a citation is: ``footnote 1``, ``link``, ``named in the text``."""
    if citation.kind in _NUMBERED:
        return f"{_NUMBERED[citation.kind]} {citation.label or ''}".rstrip()
    return "named in the text" if citation.kind is CitationKind.REFERENCE else "link"


def provision_words(path: str) -> str:
    """A canonical path as a lawyer writes it; anything else as it stands."""
    try:
        return human(path)
    except (KeyError, ValueError):
        return path


def source_words(citation: Citation) -> str:
    """What to call a citation: ``footnote 1``, the words of a link, the act of a reference."""
    if citation.label and citation.kind in _NUMBERED:
        return f"{_NUMBERED[citation.kind]} {citation.label}"
    document = citation.document
    return (
        citation.text or citation.description or citation.label or (document.id if document else citation.id)
    )


def verdict_words(one: CitationEvidence) -> str:
    """The state of a citation as the tables say it: ``mismatch``, ``unverified (offline)``, ``too far off``."""
    if not one.near:
        return "too far off"
    if one.state is State.UNVERIFIED:
        return f"unverified ({reason_words(one.reason)})"
    return str(one.state)


_NUMBERED = {
    CitationKind.FOOTNOTE: "footnote",
    CitationKind.BRACKET: "source",
    CitationKind.SOURCE_LIST: "source",
    CitationKind.BIBLIOGRAPHY: "source",
}


def _claim(entry: ArticleReport, id_: str, unit: Claim, references: Mapping[str, Reference]) -> ClaimEvidence:
    article = entry.article
    own = [references[name] for name in unit.references if name in references]
    cited = []
    seen: set[str] = set()
    strongest = sorted(unit.coverage, key=lambda cover: not article.scope.accepts(cover.strength))
    covering = [c for cover in strongest if (c := article.citation(cover.citation))]
    for cover in strongest:
        citation = article.citation(cover.citation)
        if citation is not None and citation.id not in seen:
            seen.add(citation.id)
            cited.append(_citation(entry, unit, citation, cover, _belonging(citation, own, covering)))
    near = [one.state for one in cited if one.near]
    sourced = has_source(article, unit) and bool(near)
    state = min(near, key=lambda s: s.rank) if sourced else State.UNSOURCED
    return ClaimEvidence(id_, unit, needs_source(article, unit), state, tuple(cited))


def _belonging(
    citation: Citation, references: Iterable[Reference], covering: list[Citation]
) -> tuple[Reference, ...]:
    """The references that are looked up in this citation's document: its own, and unbound ones of its act."""
    celex = citation.document.celex if citation.document else None
    alone = len({c.id for c in covering}) == 1
    return tuple(
        r
        for r in references
        if r.citation == citation.id
        or (
            r.citation is None
            and not r.foreign
            and (alone if r.act is None or celex is None else base_celex(celex) == base_celex(r.act))
        )
    )


def _citation(
    entry: ArticleReport,
    unit: Claim,
    citation: Citation,
    cover: Coverage,
    references: tuple[Reference, ...],
) -> CitationEvidence:
    near = entry.article.scope.accepts(cover.strength)
    support = next((s for s in entry.support.get(unit.id, ()) if s.citation == citation.id), None)
    missing = tuple(r for r in references if _state(entry.references.get(r.id)) is VerdictState.MISSING)
    state, reason = State.UNSOURCED, None
    if near:
        state, reason = _known(entry, citation, support, references, missing)
    return CitationEvidence(citation, cover, near, state, reason, support, references, missing)


def _known(
    entry: ArticleReport,
    citation: Citation,
    support: Support | None,
    references: tuple[Reference, ...],
    missing: tuple[Reference, ...],
) -> tuple[State, str | None]:
    """The gravest thing that is known, and the reason where nothing is."""
    verdict = entry.citations.get(citation.id)
    if missing or _state(verdict) in (VerdictState.GONE, VerdictState.MISSING):
        return State.GONE, verdict.reason if verdict and not missing else None
    if support is not None and support.verdict is not SupportVerdict.UNCHECKED:
        return State(support.verdict.value), None
    if verdict is None or verdict.state is not VerdictState.VERIFIED:
        return State.UNVERIFIED, verdict.reason if verdict else None
    if support is not None and support.reason not in _NOTHING_TO_COMPARE:
        return State.UNVERIFIED, support.reason
    for reference in references:
        of_reference = entry.references.get(reference.id)
        if _state(of_reference) is not VerdictState.VERIFIED:
            return State.UNVERIFIED, of_reference.reason if of_reference else None
    return State.READ, None


def _state(verdict: Verdict | None) -> VerdictState:
    return verdict.state if verdict else VerdictState.NOT_CHECKED
