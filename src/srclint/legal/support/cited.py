"""Which text a citation of a claim puts forward: the narrowest one that it names (claims.md 5.1)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from srclint.legal.identifiers import base_celex, document
from srclint.legal.provisions import is_range, locate, parent
from srclint.legal.support.reading import Passage, Reading, reading_of
from srclint.legal.verification import is_before_adoption, is_certain
from srclint.model import (
    Article,
    Citation,
    Claim,
    Coverage,
    Fetched,
    Gone,
    Outline,
    Reference,
    Sources,
    Strength,
)

# What outlines of acts are called; judgments, proposals and pages are read, and judged less.
_ACTS = frozenset({"oj-html", "old-html", "consolidated-html", "texteonly-html", "formex", "akn"})
_STRENGTHS = list(Strength)
# "Gola, DSGVO, 2. Aufl. 2018, Art. 12 Rn. 35": a book on the act, and not the act.
_COMMENTARY = re.compile(
    r"(?<!\w)(?:Rn|Rdnr|Rdn|Rz|Randnr|Aufl|marg\. no|mn|edn|druk|aant)\. ?\d|(?<!\w)\d\.? (?:Aufl|ed|edn|druk)(?!\w)"
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_FEW_WORDS = 3
# A treaty and one of its articles in any of its consolidations: 12012E/TXT, 12016E263.
_TREATY = re.compile(r"1[0-9]{4}([A-Z])/TXT")
_TREATY_ARTICLE = re.compile(r"1[0-9]{4}([A-Z])([0-9]{3})")


@dataclass(frozen=True, slots=True)
class Cited:
    """The text that one citation puts forward for one claim.

    ``paths`` are the provisions (canonical paths as the document calls them), () for a whole
    document. ``named`` are the targets as the author wrote them. ``certain``: the act and the
    provision are known well enough to accuse. ``open_range``: "et seq.".
    """

    citation: str
    coverage: Coverage
    document: str
    reading: Reading
    paths: tuple[str, ...]
    named: tuple[str, ...]
    references: tuple[Reference, ...]
    certain: bool
    url: str

    @property
    def rank(self) -> int:
        """How closely it covers the claim; 0 is closest."""
        return _STRENGTHS.index(self.coverage.strength)

    @property
    def is_act(self) -> bool:
        """Whether it is a legal act with provisions."""
        return self.reading.outline.format in _ACTS and bool(self.reading.top)

    @property
    def is_page(self) -> bool:
        """Whether it is a web page."""
        return self.document.startswith("url:") or not self.reading.top

    @property
    def open_range(self) -> bool:
        """Whether it names a provision "and following"."""
        return any(target.endswith("..*") for target in self.named)

    def passages(self) -> Iterator[Passage]:
        """The texts put forward."""
        if not self.paths:
            yield from self.reading.everything()
            return
        for path in self.paths:
            yield self.reading.passage(path)


@dataclass(frozen=True, slots=True)
class Unread:
    """A citation whose text cannot be compared, and why."""

    citation: str
    coverage: Coverage
    document: str | None
    reason: str

    @property
    def rank(self) -> int:
        """How closely it covers the claim; 0 is closest."""
        return _STRENGTHS.index(self.coverage.strength)


class Finder:
    """Finds the cited texts of one article's claims."""

    def __init__(self, article: Article, sources: Sources) -> None:
        self.article = article
        self.sources = sources
        self._placed = sorted(article.references, key=lambda r: r.span)
        self._starts = [reference.span.start for reference in self._placed]
        self._named = sorted(article.act_mentions, key=lambda m: m.span)
        self._named_at = [mention.span.start for mention in self._named]
        self._parts: dict[str, list[Citation]] = {}
        for citation in article.citations:
            if citation.part_of is not None:
                self._parts.setdefault(citation.part_of, []).append(citation)
        self._references = {reference.id: reference for reference in article.references}
        self._of_citation: dict[str, tuple[Reference, ...]] = {}

    def references(self, unit: Claim) -> tuple[Reference, ...]:
        """The references that stand in a unit."""
        return tuple(self._references[id_] for id_ in unit.references if id_ in self._references)

    def inside(self, start: int, end: int) -> tuple[Reference, ...]:
        """The references that stand within an extent of the article."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return tuple(r for r in self._placed[low:high] if r.span.end <= end)

    def mentioned(self, start: int, end: int) -> tuple[str, ...]:
        """The acts (CELEX) that an extent of the article names."""
        low, high = bisect_left(self._named_at, start), bisect_left(self._named_at, end)
        return tuple(dict.fromkeys(m.celex for m in self._named[low:high]))

    def cited(self, unit: Claim) -> tuple[Cited | Unread, ...]:
        """One text for each citation that covers the unit, closest first; the links in a footnote count
        as further citations of it."""
        out: list[Cited | Unread] = []
        seen: set[tuple[str | None, str]] = set()
        for coverage in unit.coverage:
            citation = self.article.citation(coverage.citation)
            if citation is None:
                continue
            own = self._one(unit, citation, coverage)
            parts = [p for p in self._parts.get(citation.id, ()) if p.document is not None]
            if isinstance(own, Unread) and own.document is None and parts:
                own = self._one(unit, parts[0], coverage)
            texts = [own]
            known = {own.document}
            for part in parts:
                if part.document is not None and part.document.id not in known:
                    known.add(part.document.id)
                    texts.append(self._one(unit, part, coverage))
            others = list(self._others(citation, coverage, known))
            if isinstance(own, Unread) and own.document is None and others:
                texts.remove(own)  # a note without an address is what its words name
            texts += others
            for number, text in enumerate(texts):
                key = (text.document, str(getattr(text, "paths", "")))
                if number == 0 or key not in seen:
                    out.append(text)
                seen.add(key)
        whole = [t.document.removeprefix("celex:") for t in out if isinstance(t, Cited)]
        return tuple(
            t
            for t in out
            if isinstance(t, Cited)
            or t.document is None
            or not any(is_within(t.document.removeprefix("celex:"), act) for act in whole)
        )

    def _others(
        self, citation: Citation, coverage: Coverage, known: set[str | None]
    ) -> Iterator[Cited | Unread]:
        """Further acts that the words of a footnote or an entry name."""
        own = citation.document.celex if citation.document is not None else None
        acts = {base_celex(own)} if own else set()
        for reference in self._written(citation):
            if reference.foreign or (reference.act is None and reference.targets):
                yield Unread(citation.id, coverage, None, "act-unknown")
                return
            act = reference.act
            if act is None or act.startswith("?") or any(is_within(base_celex(act), a) for a in acts):
                continue
            acts.add(base_celex(act))
            id_ = document(act).id
            if id_ in known:
                continue
            named = [r for r in self._written(citation) if r.act == act]
            targets = _narrowest(t for r in named for t in r.targets if not t.startswith("^"))
            certain = self._names_only_law(citation) and all(is_certain(self.article, r) for r in named)
            yield self._read(citation, coverage, id_, targets, (), certain=certain)

    def _names_only_law(self, citation: Citation) -> bool:
        """Whether a note without an address is no more than a provision and its act: not a commentary on it."""
        if citation.identified is not None:
            return False
        start, end = citation.span.start, citation.span.end
        extents = [(r.span.start, r.span.end) for r in self.inside(start, end)]
        low, high = bisect_left(self._named_at, start), bisect_left(self._named_at, end)
        extents += [(m.span.start, m.span.end) for m in self._named[low:high]]
        rest = []
        at = start
        for one, other in sorted(extents):
            rest.append(self.article.text[at : max(at, one)])
            at = max(at, other)
        rest.append(self.article.text[at:end])
        return len(_WORD.findall(" ".join(rest))) <= _FEW_WORDS

    def _written(self, citation: Citation) -> tuple[Reference, ...]:
        """The references in the words of a citation: its note, its entry."""
        found = self._of_citation.get(citation.id)
        if found is None:
            whole = self.article.citation(citation.part_of) or citation
            found = tuple(r for r in self.inside(whole.span.start, whole.span.end) if r.unit is None)
            self._of_citation[citation.id] = found
        return found

    def _one(self, unit: Claim, citation: Citation, coverage: Coverage) -> Cited | Unread:
        identified = citation.identified
        if identified is None:
            return Unread(citation.id, coverage, None, "no-source")
        id_ = identified.document.id
        celex = identified.document.celex
        if celex is not None and citation.url is None and _COMMENTARY.search(citation.description):
            return Unread(citation.id, coverage, id_, "commentary")
        if celex is None:
            return self._read(citation, coverage, id_, (), (), certain=True)
        act = base_celex(celex)
        if is_before_adoption(self.article, act):
            return Unread(citation.id, coverage, id_, "draft")
        own = [r for r in self.references(unit) if _targets_in(act, r)]
        noted = [r for r in self._written(citation) if _targets_in(act, r)]
        if own:  # an entry's "Art. 64 et seq." adds nothing to the article that the sentence names
            noted = [r for r in noted if not any(t.endswith("..*") for t in r.targets)]
        targets = [t for r in (*own, *noted) for t in _targets_in(act, r) if not t.startswith("^")]
        if identified.path:
            targets.append(identified.path)
        certain = all(is_certain(self.article, r) for r in (*own, *noted))
        return self._read(citation, coverage, id_, _narrowest(targets), tuple(own), certain=certain)

    def _read(
        self,
        citation: Citation,
        coverage: Coverage,
        id_: str,
        targets: tuple[str, ...],
        references: tuple[Reference, ...],
        *,
        certain: bool,
    ) -> Cited | Unread:
        source = self.sources.get(id_)
        if not isinstance(source, Fetched):
            return Unread(citation.id, coverage, id_, "gone" if isinstance(source, Gone) else source.reason)
        reason = unreadable(source.outline)
        if reason is not None:
            return Unread(citation.id, coverage, id_, reason)
        reading = reading_of(source.outline)
        paths = _all_provisions(reading, targets)
        if paths == "provision-missing":
            found = self._in_another_version(id_, targets)
            if found is not None:
                id_, reading, paths = found
        if isinstance(paths, str):
            return Unread(citation.id, coverage, id_, paths)
        narrowest = tuple(p for p in paths if not any(other.startswith(f"{p}.") for other in paths))
        url = citation.url or (citation.document.url if citation.document else "")
        return Cited(citation.id, coverage, id_, reading, narrowest, targets, references, certain, url)

    def _in_another_version(
        self, id_: str, targets: tuple[str, ...]
    ) -> tuple[str, Reading, tuple[str, ...]] | None:
        """The newest version of an act that has the provisions which the cited one lacks: an author who
        names Article 111(3a) speaks of that one."""
        base = base_celex(id_.removeprefix("celex:")) if id_.startswith("celex:") else ""
        for other in (*self.sources.versions.get(base, ()), f"celex:{base}"):
            outline = self.sources.outline(other)
            if other == id_ or outline is None or unreadable(outline) is not None:
                continue
            reading = reading_of(outline)
            paths = _all_provisions(reading, targets)
            if paths and not isinstance(paths, str):
                return other, reading, paths
        return None


def _all_provisions(reading: Reading, targets: Iterable[str]) -> tuple[str, ...] | str:
    """The provisions of all targets, or the reason why one has no text to compare."""
    paths: dict[str, None] = {}
    for target in targets if reading.top else ():
        found = _provisions(reading, target)
        if isinstance(found, str):
            return found
        paths.update(dict.fromkeys(found))
    return tuple(paths)


def _narrowest(targets: Iterable[str]) -> tuple[str, ...]:
    """Each target once, without those of which another names a part: "Art. 5(1)" linked to ``#art_5``."""
    named = tuple(dict.fromkeys(targets))
    return tuple(t for t in named if not any(other.startswith(f"{t}.") for other in named))


def is_within(celex: str, act: str) -> bool:
    """Whether a document is an act; for a treaty also one of its articles, and its other consolidations.

    12016E263 and 12016E/TXT are within 12012E/TXT.
    """
    if celex == act:
        return True
    whole, part = _TREATY.fullmatch(act), _TREATY_ARTICLE.fullmatch(celex) or _TREATY.fullmatch(celex)
    return whole is not None and part is not None and whole[1] == part[1]


def _targets_in(act: str, reference: Reference) -> tuple[str, ...]:
    """What a reference names in an act (CELEX of the base act), () where it is about another.

    The articles of a treaty have numbers of their own (12016E263); where the whole treaty is cited,
    they are its provisions.
    """
    if reference.act is None or reference.act.startswith("?"):
        return ()
    if base_celex(reference.act) == act:
        return reference.targets
    article = _TREATY_ARTICLE.fullmatch(reference.act)
    if article is None or not is_within(reference.act, act):
        return ()
    here = f"art_{int(article[2])}"
    return tuple(f"{here}.{target}" for target in reference.targets) or (here,)


def unreadable(outline: Outline) -> str | None:
    """Why nothing can be compared with a document that was read, None where it can."""
    if outline.skeleton:
        return "no-text"
    if outline.format == "pdf":
        return "pdf"
    if not outline.text and not any(provision.text for provision in outline.provisions):
        return "no-text"
    return None


def _provisions(reading: Reading, target: str) -> tuple[str, ...] | str:
    """The provisions that a target names, or the reason why there is no text to compare."""
    place: str | None = target
    while place is not None:
        found = locate(reading.outline, place)
        if found.state == "found":
            paths: list[str] = []
            for provision in found.provisions:
                within = reading.articles_of(provision.path)
                if within:
                    paths += within
                elif provision.text:
                    paths.append(provision.path)
            if paths:
                return tuple(paths)
            return "no-text"
        if found.state == "missing":
            return "provision-missing"
        place = None if is_range(place) else parent(place)
    return "not-segmented"
