"""The nouns that travel between the rooms.

Everything here is a frozen, slotted dataclass or an enumeration; collections are tuples. The module
imports nothing of ours, so every room may import it.

Units: offsets count Unicode code points in the file as decoded (a byte-order mark not counted, line
ends as they stand), ``end`` is exclusive. Lines and columns start at 1. Times are seconds.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Literal


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Where something stands in a file; everything that an author can be told about has one."""

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int


class Severity(StrEnum):
    """How much a finding matters. ``OFF`` only occurs as a rule's default."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    OFF = "off"

    @property
    def rank(self) -> int:
        """Order: 0 is the gravest."""
        return ("error", "warning", "info", "off").index(self.value)


# --------------------------------------------------------------------------- the article


class Tier(StrEnum):
    """How checkable a unit is (claims.md 1)."""

    HARD = "hard"
    SOFT = "soft"
    NONE = "none"


class Strength(StrEnum):
    """How closely a citation covers a unit (claims.md 4.2), strongest first."""

    EXACT = "exact"
    INHERITED = "inherited"
    WEAK = "weak"
    DOCUMENT = "document"


class Scope(StrEnum):
    """Which strengths count as a source for a claim (claims.md 4.3)."""

    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    SECTION = "section"
    DOCUMENT = "document"

    def accepts(self, strength: Strength) -> bool:
        """Whether a citation that covers a claim with ``strength`` is enough at this level."""
        return list(Strength).index(strength) <= list(Scope).index(self)


class FactType(StrEnum):
    """The typed facts that can be compared with a source (claims.md 5.2)."""

    PERCENT = "percent"
    PERCENTAGE_POINTS = "percentage-points"
    MONEY = "money"
    DATE = "date"
    MONTH = "month"
    YEAR = "year"
    DURATION = "duration"
    COUNT = "count"
    QUOTATION = "quotation"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure, date, quotation or named body in a unit.

    ``value`` is normalised as interfaces.md says: ``"3"`` (percent), ``"EUR 15000000"``,
    ``"2026-08-02"``, ``"2026-08"``, ``"2026"``, ISO 8601 durations (``"P10BD"`` for working days),
    ``"60"``, the words of a quotation, the preferred English name of a body. ``certain`` is false
    where the notation has two readings (08/02/2026): no rule may accuse on it.
    """

    type: FactType
    value: str
    raw: str
    span: Span
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Coverage:
    """One citation covers one unit: by which scope rule (``S1``-``S14``) and how closely."""

    citation: str
    scope_rule: str
    strength: Strength


@dataclass(frozen=True, slots=True)
class Claim:
    """A unit of the article's body: one sentence, list item or table row, claim or not.

    ``tier`` says whether it is a claim; ``reasons`` holds the codes that decided. ``text`` is the
    file's own slice ``file[start:end]``, markup included; ``plain`` is what a reader sees, with
    markup and footnote marks removed (and the lead-in of its list or the table's header words put
    before it, for analysis only).
    """

    id: str
    span: Span
    text: str
    plain: str
    block: str
    tier: Tier
    reasons: tuple[str, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    references: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()

    @property
    def citations(self) -> tuple[str, ...]:
        """Ids of all citations that cover it, each once, in order."""
        return tuple(dict.fromkeys(c.citation for c in self.coverage))


class CitationKind(StrEnum):
    """What a citation looks like in the article."""

    FOOTNOTE = "footnote"
    LINK = "link"
    BARE_URL = "bare-url"
    BRACKET = "bracket"
    SOURCE_LIST = "source-list"
    REFERENCE = "reference"
    BIBLIOGRAPHY = "bibliography"


@dataclass(frozen=True, slots=True)
class Document:
    """What a URL or a citation names: an EU document by its number, or a plain web page.

    ``id`` is the key of the work and version: ``celex:32024R1689``,
    ``celex:02016R0679-20160504`` (consolidated), ``oj:L_202401689`` (Official Journal number whose
    CELEX must be looked up), ``ecli:...``, ``cellar:<uuid>``, ``comnat:COM_2019_0001_FIN``,
    ``eli:...`` (a corrigendum, whose number must be looked up) or ``url:https://...`` (normalised,
    no fragment). ``celex`` is set where the number is known offline. ``url`` is where to ask for it.
    """

    id: str
    url: str
    celex: str | None = None

    @property
    def is_eu(self) -> bool:
        """Whether the register of EU law (Cellar) can be asked for it."""
        return not self.id.startswith("url:")

    @property
    def version(self) -> dt.date | None:
        """The date of a consolidated version, None for any other document."""
        if self.celex and self.celex.startswith("0") and "-" in self.celex:
            return dt.date.fromisoformat(self.celex.rsplit("-", 1)[1])
        return None


@dataclass(frozen=True, slots=True)
class Identified:
    """What can be told of a URL without the network (``legal.identifiers.identify``).

    ``fragment`` is the part after ``#`` as written (None: absent). ``path`` is the provision that
    the address names, by fragment or by an ELI subdivision, as a canonical path. ``hints`` are
    codes such as ``session-url``, ``legacy``, ``not-a-text``, ``secondary-source``, ``add-oj``,
    ``use-fragment``, ``unstable-fragment``, ``tracking``, ``lookup``, ``insecure``. ``error`` is a
    sentence that says why the identifier cannot exist (None: it can). ``canonical`` is the lasting
    address with language and fragment kept, None where there is none.
    """

    document: Document
    language: str | None = None
    fragment: str | None = None
    path: str | None = None
    format: str | None = None
    view: str | None = None
    hints: tuple[str, ...] = ()
    error: str | None = None
    unsafe: str | None = None
    canonical: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A footnote, a link or a source-list entry.

    ``span`` is where it is written down: the definition, the link, the entry. ``marks`` are the
    places that point to it (none: an unused footnote). ``url_span`` is where the address itself
    stands. ``part_of`` names the footnote or entry in whose text this link stands.
    ``identified`` is None when it holds neither an address nor an identifiable act.
    ``text`` is the words that are linked, for a link.
    """

    id: str
    kind: CitationKind
    span: Span
    label: str | None = None
    url: str | None = None
    url_span: Span | None = None
    description: str = ""
    text: str = ""
    marks: tuple[Span, ...] = ()
    part_of: str | None = None
    identified: Identified | None = None

    @property
    def document(self) -> Document | None:
        """The document that it names, if known."""
        return self.identified.document if self.identified else None


class ActSource(StrEnum):
    """How the act of a reference is known (eu-references.md 3)."""

    EXPLICIT = "explicit"
    LINK = "link"
    FOOTNOTE = "footnote"
    ANAPHORA = "anaphora"
    ALIAS = "alias"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to a provision or an act: "Art. 64(3)".

    ``targets`` are canonical paths (``art_5.par_1``, ``art_51..art_55``, ``art_64..*``), empty for
    a bare act. ``act`` is a CELEX number, ``"?draft"`` for a draft that is never judged, or None.
    ``kind``: single | list | range | open-range | act-only | relative. ``unit`` is the claim it
    stands in (None: in a heading, footnote or source list). ``citation`` is the citation that it
    belongs to (its link, its footnote), if any. ``foreign``: it cites something that is not EU law
    (a national code), so that it has no act and needs none. ``zone``: body | heading | table |
    footnote | source-list | furniture | front-matter.
    """

    id: str
    span: Span
    text: str
    kind: str
    act: str | None
    act_source: ActSource | None
    targets: tuple[str, ...]
    citation: str | None = None
    confidence: Literal["high", "medium", "low"] = "high"
    language: str = "en"
    unit: str | None = None
    zone: str = "body"
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class ActMention:
    """An act named in the text, by number or by name, with or without a provision.

    ``how`` is ``number`` ("Regulation (EU) 2024/1689") or ``name`` ("AI Act"). ``paired`` is the
    CELEX of the other form where name and number are written as one expression
    ("AI Act (Regulation (EU) 2024/1698)").
    """

    span: Span
    text: str
    celex: str
    how: Literal["number", "name"]
    paired: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A footnote mark or a definition's label, and where it stands."""

    label: str
    span: Span


@dataclass(frozen=True, slots=True)
class Directive:
    """A suppression written in the article.

    ``selectors`` are codes, prefixes or names as written. ``covers`` is the extent (start, end) of
    the blocks that it silences; for ``ignore-file`` the whole file.
    """

    span: Span
    kind: Literal["ignore", "ignore-file"]
    selectors: tuple[str, ...]
    reason: str
    until: dt.date | None
    covers: tuple[int, int]
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A footnote mark at a place where its scope is unclear (claims.md S7, S9)."""

    label: str
    span: Span
    where: Literal["heading", "last-item"]


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read, before anything is looked up or judged."""

    path: str
    text: str
    format: Literal["markdown", "html", "text"]
    language: str
    language_source: str
    as_of: dt.date
    as_of_source: str
    units: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    references: tuple[Reference, ...] = ()
    act_mentions: tuple[ActMention, ...] = ()
    default_act: str | None = None
    scope: Scope = Scope.PARAGRAPH
    claims: Literal["hard", "strict"] = "hard"
    frozen: bool = False
    undefined_marks: tuple[Mark, ...] = ()
    duplicate_definitions: tuple[Mark, ...] = ()
    misplaced_marks: tuple[Misplaced, ...] = ()
    mojibake: tuple[tuple[Span, str], ...] = ()
    directives: tuple[Directive, ...] = ()
    unreadable: str | None = None
    default_act_set: bool = False
    """Whether the author or the configuration named the default act (else it was inferred)."""
    _citations: dict[str, Citation] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_citations", {c.id: c for c in reversed(self.citations)})

    def citation(self, id_: str | None) -> Citation | None:
        """The citation with this id."""
        return self._citations.get(id_) if id_ is not None else None

    def span(self, start: int, end: int) -> Span:
        """The span of an extent of this article's text; O(length), for rare use by rules."""
        return LineIndex(self.text).span(start, end)


class LineIndex:
    """Turns offsets of one text into lines and columns; a line ends at ``\\n``, ``\\r\\n`` or ``\\r``."""

    __slots__ = ("_starts",)

    def __init__(self, text: str) -> None:
        starts = [0]
        position = 0
        for line in text.splitlines(keepends=True):
            # splitlines also splits at \v, \f, U+2028 and the like: editors do not.
            position += len(line)
            if line.endswith(("\n", "\r")):
                starts.append(position)
        self._starts = starts

    def position(self, offset: int) -> tuple[int, int]:
        """(line, column) of an offset, both from 1."""
        row = bisect_right(self._starts, offset) - 1
        return row + 1, offset - self._starts[row] + 1

    def span(self, start: int, end: int) -> Span:
        """The span of an extent."""
        line, column = self.position(start)
        end_line, end_column = self.position(end)
        return Span(start, end, line, column, end_line, end_column)


# --------------------------------------------------------------------------- the sources


@dataclass(frozen=True, slots=True)
class Provision:
    """One provision of a document: canonical path, heading, own text (markup removed, spaces folded).

    ``text`` of an article holds all its paragraphs. ``modified_by`` are the amendment marks of a
    consolidated text, e.g. ``("M1",)``. ``anchor`` is the id of the element in the document.
    """

    path: str
    heading: str | None = None
    text: str = ""
    modified_by: tuple[str, ...] = ()
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """What a document says, in its own order.

    ``format`` is one of interfaces.md's names (``oj-html``, ``consolidated-html``, ``page``, ...).
    ``anchors`` are the ids that a fragment can point to. ``text`` is the main text of a page (for
    an act the provisions hold it). ``partial`` names what could not be segmented reliably
    (``"points"``, ``"paragraphs"``, ``"recitals"``, ``"annexes"``): absence there proves nothing.
    ``skeleton`` is true for the catalogue's outlines, which have paths and no text. ``sections`` are
    a page's headings with the words under each (paths ``sec_1``, ... in order; not citable paths).
    """

    format: str
    title: str | None = None
    language: str | None = None
    celex: str | None = None
    version: dt.date | None = None
    provisions: tuple[Provision, ...] = ()
    anchors: frozenset[str] = frozenset()
    text: str = ""
    pages: int | None = None
    partial: frozenset[str] = frozenset()
    skeleton: bool = False
    sections: tuple[Provision, ...] = ()


@dataclass(frozen=True, slots=True)
class Fetched:
    """The source was read.

    ``moved_to`` is set when a permanent redirect led elsewhere: the final address; ``same`` tells
    whether that is the same document. The outline's format and language are what was read, not
    asked. ``secure`` is False only where the link was http and its host serves it as https.
    """

    document: str
    fetched_from: str
    status: int
    sha256: str
    retrieved: dt.datetime
    outline: Outline
    moved_to: str | None = None
    moved_same: bool = False
    secure: bool = True


@dataclass(frozen=True, slots=True)
class Gone:
    """The source's own server, or the register of EU law, says with authority that it is not there.

    ``reason``: ``not-found`` (404), ``gone`` (410), ``unknown-celex``, ``no-such-host``,
    ``soft-404`` (a success status and a page that says that nothing is there).
    ``evidence`` is one sentence with what was seen.
    """

    document: str
    reason: str
    evidence: str
    status: int | None = None
    fetched_from: str | None = None


@dataclass(frozen=True, slots=True)
class Unverified:
    """Nothing was learned: neither a pass nor a fail.

    ``reason``: blocked (a wall, a log-in, 403) | rate-limited | robots | timeout | refused | network |
    tls | server-error | unexpected-status | redirect-loop | budget | offline | unsafe | too-large |
    empty | unreadable | no-text | not-a-text | not-servable | not-ready | not-in-language |
    not-in-register | not-in-register-yet | other-document | not-checked | internal.
    ``evidence`` is one sentence for the author.
    """

    document: str
    reason: str
    evidence: str
    status: int | None = None


Source = Fetched | Gone | Unverified


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that was looked up in a run, by document id, and what the catalogue knows.

    ``versions`` lists for an act (CELEX of the base act) the ids of its consolidated versions that
    were read in this run, newest first. ``catalogue`` gives the catalogue's skeletons of an act,
    newest first, () for an act whose structure is not known.
    """

    documents: Mapping[str, Source] = field(default_factory=lambda: MappingProxyType({}))
    versions: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    catalogue: Callable[[str], tuple[Outline, ...]] = lambda celex: ()

    def get(self, id_: str | None) -> Source:
        """The source of a document id; ``Unverified(not-checked)`` where nobody asked."""
        if id_ is not None and id_ in self.documents:
            return self.documents[id_]
        return Unverified(id_ or "", "not-checked", "It was not looked up in this run.")

    def outline(self, id_: str | None) -> Outline | None:
        """The outline of a document that was read, else None."""
        source = self.get(id_)
        return source.outline if isinstance(source, Fetched) else None


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What srclint's own rules (SRC9xx) may know of the run.

    ``today`` is the run's date, ``unused`` the suppressions that matched nothing, ``suggest`` gives
    for a selector None if it names a rule, else the nearest valid name ("" if none is near).
    """

    today: dt.date
    unused: tuple[Directive, ...]
    suggest: Callable[[str], str | None]


# --------------------------------------------------------------------------- what is said


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement in the article's text."""

    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A repair; ``safe`` when it cannot change what the article says."""

    safe: bool
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule says: the place, the reason (``message``), the next step (``help``).

    ``lower`` lets a rule take its own severity down for one problem, never up.
    """

    span: Span
    message: str
    help: str
    unit: str | None = None
    citation: str | None = None
    reference: str | None = None
    document: str | None = None
    fix: Fix | None = None
    related: tuple[Span, ...] = ()
    lower: Severity | None = None


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Why a finding is not counted: ``by`` is inline | per-file | baseline."""

    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem stamped by the engine."""

    code: str
    name: str
    severity: Severity
    path: str
    problem: Problem
    fingerprint: str
    suppressed: Suppressed | None = None


class VerdictState(StrEnum):
    """What is known of a citation or a reference."""

    VERIFIED = "verified"
    GONE = "gone"
    MISSING = "missing"
    UNVERIFIED = "unverified"
    NOT_CHECKED = "not-checked"


@dataclass(frozen=True, slots=True)
class Verdict:
    """State and reason (a code such as ``blocked``, or what was seen)."""

    state: VerdictState
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Support:
    """How one citation supports one unit (claims.md 5); filled by the support rules."""

    citation: str
    verdict: str
    reason: str | None = None
    provision: str | None = None
    exact: str | None = None
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class ArticleReport:
    """An article with a verdict for each citation and reference, by id, and its findings in order."""

    article: Article
    citations: Mapping[str, Verdict]
    references: Mapping[str, Verdict]
    support: Mapping[str, tuple[Support, ...]]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One document that the run's articles cite, the addresses as they wrote it, and the answer."""

    id: str
    urls: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """What a report may say about a rule; ``page`` is its docstring in Markdown."""

    code: str
    name: str
    severity: Severity
    summary: str
    page: str


@dataclass(frozen=True, slots=True)
class Report:
    """All that a reporter sees."""

    version: str
    articles: tuple[ArticleReport, ...]
    sources: tuple[SourceRecord, ...]
    rules: tuple[RuleInfo, ...]
    requests: int = 0
    offline: bool = False
    notes: tuple[str, ...] = ()

    def findings(self, *, suppressed: bool = False) -> Iterator[Finding]:
        """All findings in order of article and place; without the suppressed ones by default."""
        for article in self.articles:
            for finding in article.findings:
                if suppressed or finding.suppressed is None:
                    yield finding
