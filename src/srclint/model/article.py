"""The article as read: claims, citations, references."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from srclint.model.place import LineIndex, Span


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
    ``text`` is the words that are linked, for a link. ``remark`` tells a note that explains
    something or points to another note: it means to name no source.
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
    remark: bool = False

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
class BaselineEntry:
    """A finding that was known when the baseline was written, and how often it occurs.

    ``path`` is the article's, relative to the baseline's folder; ``rule`` a code; ``claim`` the words
    that it stands on, as ``suppress.claim_of`` gives them. After ``until`` it silences nothing.
    ``line`` is where the entry stands in the baseline file (0: not read from a file).
    """

    path: str
    rule: str
    claim: str
    count: int = 1
    until: dt.date | None = None
    reason: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A footnote mark at a place where its scope is unclear (claims.md S7, S9)."""

    label: str
    span: Span
    where: Literal["heading", "last-item"]


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A block of the article's body as its reader sees it, for reports that show the text.

    ``kind``: heading | paragraph | item | row | quote | caption | code. ``text`` has its words, markup
    resolved and footnote marks cut out; ``start``/``end`` is its extent in the file. ``level`` is a
    heading's 1-6, an item's nesting depth from 1; ``group`` numbers the list or table that it belongs
    to, ``ordinal`` is the number of an ordered list's item. ``language`` is its own where it differs
    from the article's. Offsets in ``text``: ``units`` are (start, end, unit id), ``marks`` are (at,
    label, where the mark stands in the file), ``links`` are (start, end, where the address stands in
    the file), ``cells`` the extents of a row's cells.
    """

    kind: str
    text: str
    start: int
    end: int
    level: int = 0
    group: int | None = None
    ordinal: int | None = None
    header_row: bool = False
    quoted: bool = False
    language: str | None = None
    units: tuple[tuple[int, int, str], ...] = ()
    marks: tuple[tuple[int, str, int], ...] = ()
    links: tuple[tuple[int, int, int], ...] = ()
    cells: tuple[tuple[int, int], ...] = ()


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
    title: str | None = None
    """What the front matter or the page's head calls it; None where they are silent."""
    blocks: tuple[TextBlock, ...] = ()
    """The body as its reader sees it, in order: no sources, notes, furniture."""
    _citations: dict[str, Citation] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_citations", {c.id: c for c in reversed(self.citations)})

    def citation(self, id_: str | None) -> Citation | None:
        """The citation with this id."""
        return self._citations.get(id_) if id_ is not None else None

    def span(self, start: int, end: int) -> Span:
        """The span of an extent of this article's text; O(length), for rare use by rules."""
        return LineIndex(self.text).span(start, end)
