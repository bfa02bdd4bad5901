"""An article's citations: footnotes, bracket marks, links, source-list entries (claims.md 4.1).

``collect`` finds them and the places that point to them; ``scope`` then says which claims each
one covers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from srclint.legal.identifiers import is_source_url
from srclint.legal.references import find
from srclint.model import Citation, CitationKind, Identified, LineIndex, Mark, Span
from srclint.parse import naming
from srclint.parse.blocks import Block, BlockKind, Link, MarkNode
from srclint.parse.clauses import Anchor
from srclint.parse.entries import Entry, source_entries
from srclint.parse.headsource import head_sources
from srclint.parse.notes import is_remark, other_note
from srclint.parse.sourceline import is_pointer, is_source_line

# Every place that a mark can link to, wherever it stands; a reader keeps only those on blocks.
_IDS = re.compile(r"""\b(?:id|name)\s{0,3}=\s{0,3}["']?([^"'\s<>]{1,200})""")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# "(European Data Protection Board 2020)": longer words are linked prose, not a mark.
_LONGEST_MARK = 80
_DIGIT = re.compile(r"[0-9]")
# "Articles [5(1)(a)](...), [13](...)": the later ones of a list are bare numbers.
_NUMBER = re.compile(r"\d{1,3}[a-z]?(?:\([0-9a-z]{1,4}\)){0,4}")
_BARE = frozenset({"autolink", "bare"})


@dataclass(frozen=True, slots=True)
class Collected:
    """Everything that cites, and where.

    ``citations`` are in order of place. ``anchors`` are the places in the body that point to them.
    ``listed`` are the sources that the head names and source-list entries without a mark; ``source_lines``
    gives for a block that is nothing but "Source: ..." its citations; ``same_as`` maps an "ibid." note to
    what it repeats.
    ``of_block`` names the footnote or entry that a block belongs to; ``of_link`` the citation of a
    block's link (block, number of the link). ``undefined`` and ``duplicates`` are marks without a
    definition and second definitions of a label. ``marks`` gives each mark by its file offset.
    """

    citations: tuple[Citation, ...]
    anchors: tuple[Anchor, ...]
    listed: tuple[str, ...]
    source_lines: Mapping[int, tuple[str, ...]]
    same_as: Mapping[str, str]
    of_block: Mapping[int, str]
    of_link: Mapping[tuple[int, int], str]
    undefined: tuple[Mark, ...]
    duplicates: tuple[Mark, ...]
    marks: Mapping[int, Mark]


def collect(
    text: str,
    blocks: Sequence[Block],
    languages: Sequence[str],
    lines: LineIndex,
    bibliography: Mapping[str, str],
) -> Collected:
    """The citations of an article whose ``blocks`` have their sections marked.

    ``languages`` holds each block's language. ``bibliography`` gives for a citation key the text
    of its entry.
    """
    return _Collector(text, blocks, languages, lines, bibliography).run()


class _Collector:
    """The state of one pass."""

    def __init__(
        self,
        text: str,
        blocks: Sequence[Block],
        languages: Sequence[str],
        lines: LineIndex,
        bibliography: Mapping[str, str],
    ) -> None:
        self.text = text
        self.blocks = blocks
        self.languages = languages
        self.lines = lines
        self.bibliography = bibliography
        self.citations: dict[str, Citation] = {}
        self.marks_of: dict[str, list[Span]] = defaultdict(list)
        self.anchors: list[Anchor] = []
        self.of_block: dict[int, str] = {}
        self.of_link: dict[tuple[int, int], str] = {}
        self.by_target: dict[str, str] = {}
        self.targeted = {mark.target for block in blocks for mark in block.marks if mark.target}
        self.ids = set(_IDS.findall(text)) if self.targeted else set()
        self.by_number: dict[str, str] = {}
        self.undefined: list[Mark] = []
        self.duplicates: list[Mark] = []
        self.marks: dict[int, Mark] = {}
        self.source_lines: dict[int, tuple[str, ...]] = {}
        self.described: dict[str, str] = {}
        self.pending: list[tuple[int, int, str | None]] = []
        self.last_mark: str | None = None
        self.same_as: dict[str, str] = {}
        self.own_pages: set[tuple[int, int]] = set()

    def run(self) -> Collected:
        entries = source_entries(self.blocks)
        heads = head_sources(self.blocks)
        self._notes()
        self._entries(entries)
        self._body()
        self._links()
        head = tuple(c for number in heads for c in self._cited_in(number))
        citations = sorted(
            (replace(c, marks=tuple(self.marks_of.get(c.id, ()))) for c in self.citations.values()),
            key=lambda c: (c.span.start, c.span.end, c.id),
        )
        citations = self._ibid(citations)
        listed = tuple(
            c.id for c in citations if c.kind is CitationKind.SOURCE_LIST and not c.marks and not c.part_of
        )
        lined = {c for cited in self.source_lines.values() for c in cited}
        return Collected(
            citations=tuple(citations),
            anchors=tuple(self.anchors),
            listed=(*head, *(c for c in listed if c not in lined and c not in head)),
            source_lines=self.source_lines,
            same_as=self.same_as,
            of_block=self.of_block,
            of_link=self.of_link,
            undefined=tuple(self.undefined),
            duplicates=tuple(self.duplicates),
            marks=self.marks,
        )

    # ------------------------------------------------------------------ definitions

    def _notes(self) -> None:
        """Footnotes: one citation for each label; the parts of a note share its label.

        A page may count its notes and its references apart, both from 1: then the id of the element
        that the marks link to tells them apart.
        """
        parts: dict[str, list[int]] = {}
        for number, block in enumerate(self.blocks):
            if block.kind is not BlockKind.FOOTNOTE or block.label is None:
                continue
            id_ = f"fn:{block.label}"
            own = next((target for target in block.ids if target in self.targeted), None)
            if own is None and self._goes_on(number, block):
                parts[self.of_block[number - 1]].append(number)
                self.of_block[number] = self.of_block[number - 1]
                continue
            if id_ in parts and own is not None:
                id_ = f"fn:{own}"
            if id_ in parts:
                end = min(block.start + len(block.label) + 5, block.end)
                self.duplicates.append(Mark(block.label, self.lines.span(block.start, end)))
                continue
            parts[id_] = [number]
            self.of_block[number] = id_
        for id_, numbers in parts.items():
            first = self.blocks[numbers[0]]
            kind = CitationKind.FOOTNOTE if self._is_footnote(first) else CitationKind.BRACKET
            whole = [(n, 0, len(self.blocks[n].text.text), range(len(self.blocks[n].links))) for n in numbers]
            self._define(id_, kind, first.label, whole)

    def _goes_on(self, number: int, block: Block) -> bool:
        """Whether a block goes on with the note of the block before it."""
        if not number or number - 1 not in self.of_block or self.blocks[number - 1].label != block.label:
            return False
        return not self.text.startswith((f"[^{block.label}]", f"[{block.label}]"), block.start)

    def _is_footnote(self, block: Block) -> bool:
        return not self.text.startswith((f"[{block.label}]", f"\\[{block.label}"), block.start)

    def _entries(self, entries: Sequence[Entry]) -> None:
        for index, entry in enumerate(entries, 1):
            id_ = f"src:{index}"
            parts = [(p.block, p.start, p.end, p.links) for p in entry.parts]
            self._define(id_, CitationKind.SOURCE_LIST, None, parts)
            self.by_number.setdefault(str(entry.number), id_)

    def _define(
        self,
        id_: str,
        kind: CitationKind,
        label: str | None,
        parts: Sequence[tuple[int, int, int, Sequence[int]]],
    ) -> None:
        """Make a citation of the (block, start, end, links) that hold its words."""
        words: list[str] = []
        chosen: Link | None = None
        urls: list[str] = []
        for number, start, end, links in parts:
            block = self.blocks[number]
            words.append(block.text.text[start:end])
            self.of_block.setdefault(number, id_)
            for target in block.ids:
                self.by_target.setdefault(target, id_)
            for index in links:
                link = block.links[index]
                if not _is_source(link):
                    continue
                urls.append(link.url)
                if chosen is None:
                    chosen = link
                    self.of_link[number, index] = id_
                else:
                    self.pending.append((number, index, id_))
        first, last = parts[0], parts[-1]
        start, end = self._extent(first, last)
        description = naming.describe(" ".join(words), urls)
        found: Identified | None = naming.identified(chosen.url) if chosen else None
        if found is None:
            found = naming.act_of(description, self.languages[first[0]])
        self.described[id_] = " ".join(words)
        self.citations[id_] = Citation(
            id=id_,
            kind=kind,
            span=self.lines.span(start, end),
            label=label,
            url=chosen.url if chosen else None,
            url_span=self.lines.span(chosen.url_start, chosen.url_end) if chosen else None,
            description=description,
            identified=found,
            remark=kind is not CitationKind.SOURCE_LIST
            and (
                any(mark.target for part in parts for mark in self.blocks[part[0]].marks)
                or is_remark(description, self.languages[first[0]])
            ),
        )

    def _extent(
        self, first: tuple[int, int, int, Sequence[int]], last: tuple[int, int, int, Sequence[int]]
    ) -> tuple[int, int]:
        """Where the parts stand in the file; whole blocks with their markup."""
        head, tail = self.blocks[first[0]], self.blocks[last[0]]
        start = head.start if first[1] == 0 else head.text.start(first[1])
        end = tail.end if last[2] >= len(tail.text.text) else tail.text.end(last[2])
        return start, max(start, end)

    # ------------------------------------------------------------------ the body

    def _body(self) -> None:
        """The marks and links of every block that can be covered, in order of place."""
        for number, block in enumerate(self.blocks):
            if block.skip is not None or block.kind in {BlockKind.FOOTNOTE, BlockKind.CODE}:
                continue
            here: list[tuple[int, int, tuple[int, int] | MarkNode]] = [
                (mark.file_start, 1, mark) for mark in block.marks
            ]
            here += [(link.file_start, 0, (number, i)) for i, link in enumerate(block.links)]
            here.sort(key=lambda item: item[:2])
            before = len(self.anchors)
            for _, _, item in here:
                if isinstance(item, MarkNode):
                    self._mark(number, item)
                elif block.links[item[1]].style == "citation":
                    self._key(number, block.links[item[1]])
                elif block.links[item[1]].url[1:] in self.by_target:
                    self._inner(number, block.links[item[1]])
                elif _is_source(block.links[item[1]]):
                    self.pending.append((number, item[1], None))
                elif self._names_provision(number, block.links[item[1]]):
                    self.pending.append((number, item[1], None))
                    self.own_pages.add((number, item[1]))
            self._source_line(number, block, before)

    def _mark(self, number: int, mark: MarkNode) -> None:
        span = self.lines.span(mark.file_start, mark.file_end)
        if mark.target in self.ids and mark.target not in self.by_target:
            return  # "see section [3]": it points to a place that is no note
        id_ = self._pointed(mark)
        self.marks[mark.file_start] = Mark(mark.label, span)
        if id_ is None:
            if mark.style in {"footnote", "inline"} or mark.target is not None:
                self.undefined.append(Mark(mark.label, span))
            return
        citation = self.citations[id_]
        if citation.kind is CitationKind.SOURCE_LIST:
            kind = CitationKind.FOOTNOTE if mark.target else CitationKind.BRACKET
            self.citations[id_] = replace(citation, kind=kind, label=mark.label)
        self.marks_of[id_].append(span)
        self._repeat(id_)
        self.anchors.append(Anchor(number, mark.at, mark.at, (id_,), True, mark.file_start))

    def _pointed(self, mark: MarkNode) -> str | None:
        """The citation that a mark points to: by its target, its label, its number in the list."""
        if mark.target is not None:
            return self.by_target.get(mark.target)
        label = f"fn:{mark.label}"
        if label in self.citations:
            return label
        if mark.style in {"bracket", "superscript"}:
            return self.by_number.get(mark.label.translate(_DIGITS).strip("[]() "))
        return None

    def _repeat(self, id_: str) -> None:
        """Remember the mark before, for "ibid."."""
        before = self.last_mark
        other = other_note(self.described.get(id_, "")[:_LONGEST_MARK])
        if other is not None and f"fn:{other}" in self.citations and id_ not in self.same_as:
            named = f"fn:{other}"
            named = self.same_as.get(named, named)
            if named != id_:
                self.same_as[id_] = named
        known = before is None or before == id_ or id_ in self.same_as
        if before is not None and not known and naming.is_ibid(self.described.get(id_, "")):
            self.same_as[id_] = self.same_as.get(before, before)
        self.last_mark = id_

    def _inner(self, number: int, link: Link) -> None:
        """A link inside the page to a note or an entry: "(Kuner 2020)" is a mark too."""
        if not link.url.startswith("#") or link.end - link.start > _LONGEST_MARK:
            return
        label = self.blocks[number].text.text[link.start : link.end].strip("[]() ")
        mark = MarkNode(link.end, label, link.file_start, link.file_end, "bracket", link.url[1:])
        self._mark(number, mark)

    def _key(self, number: int, link: Link) -> None:
        """A Pandoc citation ``[@key]``: one citation for each key."""
        key = link.label or ""
        if not key:
            return
        id_ = f"key:{key}"
        span = self.lines.span(link.file_start, link.file_end)
        if id_ not in self.citations:
            entry = self.bibliography.get(key, "")
            if self.bibliography and not entry:
                self.undefined.append(Mark(key, span))
            url = naming.first_url(entry)
            found = naming.identified(url) if url else naming.act_of(entry, self.languages[number])
            self.citations[id_] = Citation(
                id=id_,
                kind=CitationKind.BIBLIOGRAPHY,
                span=span,
                label=key,
                url=url,
                description=naming.describe(entry, (url,) if url else ()),
                identified=found,
            )
        self.marks_of[id_].append(span)
        self.marks[link.file_start] = Mark(key, span)
        self.anchors.append(Anchor(number, link.start, link.end, (id_,), True, link.file_start))

    def _cited_in(self, number: int) -> Iterable[str]:
        """The citations of a block of the head: its links, else what its words name."""
        if number in self.source_lines:
            return self.source_lines[number]
        links = range(len(self.blocks[number].links))
        linked = [self.of_link[number, link] for link in links if (number, link) in self.of_link]
        if linked or number in self.of_block:
            return linked
        return self._line(number)

    def _line(self, number: int) -> tuple[str, ...]:
        """A source that a line names in words alone."""
        id_ = f"src:line-{number}"
        whole = [(number, 0, len(self.blocks[number].text.text), range(0))]
        self._define(id_, CitationKind.SOURCE_LIST, None, whole)
        return (id_,)

    def _source_line(self, number: int, block: Block, before: int) -> None:
        """A block that only says where the words above it come from."""
        if not (is_source_line(block) or is_pointer(block, self.languages[number])):
            return
        links = [item for item in self.pending if item[0] == number]
        marked = tuple(c for anchor in self.anchors[before:] for c in anchor.citations)
        if not links and not marked:
            marked = self._line(number)
        self.source_lines[number] = marked

    # ------------------------------------------------------------------ links

    def _links(self) -> None:
        """Number the links in order of place, and make citations and anchors of them."""
        order = sorted(self.pending, key=lambda item: self._link(item).file_start)
        for count, item in enumerate(order, 1):
            number, index, part_of = item
            link, block = self._link(item), self.blocks[number]
            id_ = f"link:{count}"
            self.of_link[number, index] = id_
            self.citations[id_] = Citation(
                id=id_,
                kind=CitationKind.BARE_URL if link.style in _BARE else CitationKind.LINK,
                span=self.lines.span(link.file_start, link.file_end),
                label=link.label,
                url=link.url,
                url_span=self.lines.span(link.url_start, link.url_end),
                text=block.text.text[link.start : link.end],
                part_of=part_of,
                identified=None if (number, index) in self.own_pages else naming.identified(link.url),
            )
            if part_of is None and (number, index) not in self.own_pages:
                self.anchors.append(Anchor(number, link.start, link.end, (id_,), False, link.file_start))
                if number in self.source_lines:
                    self.source_lines[number] += (id_,)

    def _names_provision(self, number: int, link: Link) -> bool:
        """Whether a link to a page of the own site stands on a provision: "[Article 5](/article-5)".

        It tells what the reference belongs to and is no source: it covers nothing.
        """
        words = self.blocks[number].text.text[link.start : link.end]
        if not words or len(words) > _LONGEST_MARK or not _DIGIT.search(words) or not _DIGIT.search(link.url):
            return False
        if link.url.startswith("#") or ":" in link.url.partition("/")[0] or link.style == "wiki":
            return False
        before = self.pending[-1] if self.pending else None
        if (
            before is not None
            and before[0] == number
            and before[:2] in self.own_pages
            and _NUMBER.fullmatch(words)
        ):
            return True
        return any(not found.vetoed and found.targets for found in find(words, self.languages[number]))

    def _link(self, item: tuple[int, int, str | None]) -> Link:
        return self.blocks[item[0]].links[item[1]]

    def _ibid(self, citations: Sequence[Citation]) -> list[Citation]:
        """Give an "ibid." note the document of the note that it repeats."""
        by_id = {c.id: c for c in citations}
        return [
            replace(c, identified=by_id[self.same_as[c.id]].identified)
            if c.id in self.same_as and c.identified is None and self.same_as[c.id] in by_id
            else c
            for c in citations
        ]


def _is_source(link: Link) -> bool:
    """Whether a link cites something outside the article (images and in-page links do not)."""
    return link.end > link.start and link.style != "citation" and is_source_url(link.url)
