"""The sources: what the world said of each document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from srclint.model.article import Article, BaselineEntry, Directive


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
class Amendment:
    """An act that changed another, as a consolidated text lists it: ``M1``, its CELEX number ("" where
    only its title is given) and the day of its Official Journal.
    """

    mark: str
    celex: str
    published: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """What a document says, in its own order.

    ``format`` is one of interfaces.md's names (``oj-html``, ``consolidated-html``, ``page``, ...).
    ``anchors`` are the ids that a fragment can point to. ``text`` is the main text of a page (for
    an act the provisions hold it). ``partial`` names what could not be segmented reliably
    (``"points"``, ``"paragraphs"``, ``"recitals"``, ``"annexes"``): absence there proves nothing.
    ``skeleton`` is true for the catalogue's outlines, which have paths and no text. ``sections`` are
    a page's headings with the words under each (paths ``sec_1``, ... in order; not citable paths).
    ``amendments`` are the acts behind the marks in ``Provision.modified_by``.
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
    amendments: tuple[Amendment, ...] = ()


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
    tls | server-error | unexpected-status | redirect-loop | budget | offline | unsafe (the address as
    written, or one that a server redirects to) | private-network (its name leads there from this machine) |
    remap (the user's remap leads to no public place) | unreadable-address | too-large | empty |
    unreadable | no-text | not-a-text | not-servable | not-ready | not-in-language |
    not-in-register | not-in-register-yet | other-document | not-checked | internal.
    ``evidence`` is one sentence for the author.
    """

    document: str
    reason: str
    evidence: str
    status: int | None = None


Source = Fetched | Gone | Unverified


@dataclass(frozen=True, slots=True)
class ActMetadata:
    """What the register says of an act; None and () mean that it does not say.

    ``end_of_validity`` is None for the far-off dates that mean "no end". ``repealed_by`` and
    ``corrected_by`` are CELEX numbers.
    """

    celex: str
    in_force: bool | None = None
    end_of_validity: dt.date | None = None
    entry_into_force: tuple[dt.date, ...] = ()
    repealed_by: tuple[str, ...] = ()
    corrected_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LockedDocument:
    """What ``srclint.lock`` records of a document: enough to verify references, and to see it change.

    ``outline`` is a skeleton: paths, no text. ``provisions`` maps the canonical path of each cited
    provision to the digest of its wording ("" where it has no words of its own); ``#name`` stands
    for a section of a page, and the path ``""`` for the sketch of a page's whole text
    (``legal.wording``). ``absent`` are the targets that were looked for and not found.
    ``fragments`` tells for each cited fragment of a page, as written, whether the page had it.
    ``moved_to``, ``moved_same`` and ``secure`` are those of ``Fetched``.
    """

    document: str
    outline: Outline
    sha256: str
    retrieved: dt.date
    provisions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    absent: frozenset[str] = frozenset()
    fragments: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    moved_to: str | None = None
    moved_same: bool = False
    secure: bool = True


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that was looked up in a run, by document id, and what the catalogue knows.

    ``versions`` lists for an act (CELEX of the base act) the ids of its consolidated versions that
    were read in this run, newest first; an absent act: nothing is known of its versions.
    ``versions_partial`` are the acts that may have versions which are neither listed nor read (the
    register did not answer, or a version could not be read): absence from the others proves nothing.
    ``catalogue`` gives the catalogue's skeletons of an act, newest first, () for an act whose
    structure is not known. ``metadata`` is what the register
    says of an act (CELEX of the base act). ``locked`` is what ``srclint.lock`` recorded, by document
    id. ``today`` is the run's date (None: not told, then nothing is judged against today).
    ``views`` has for each article, by its path, the sources that it asked for itself, in its own
    language: it is judged by those alone, so that the other files of a run change nothing for it.
    """

    documents: Mapping[str, Source] = field(default_factory=lambda: MappingProxyType({}))
    versions: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    catalogue: Callable[[str], tuple[Outline, ...]] = lambda celex: ()
    metadata: Mapping[str, ActMetadata] = field(default_factory=lambda: MappingProxyType({}))
    locked: Mapping[str, LockedDocument] = field(default_factory=lambda: MappingProxyType({}))
    today: dt.date | None = None
    versions_partial: frozenset[str] = frozenset()
    views: Mapping[str, Sources] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, article: Article) -> Sources:
        """What an article is judged by: its own view, all of it where there are no views."""
        return self.views.get(article.path, self)

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
    ``stale`` are the article's entries in the baseline file named ``baseline`` that matched nothing.
    """

    today: dt.date
    unused: tuple[Directive, ...]
    suggest: Callable[[str], str | None]
    stale: tuple[BaselineEntry, ...] = ()
    baseline: str = ""
