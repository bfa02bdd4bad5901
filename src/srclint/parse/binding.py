"""The references of an article, each with its act, its citation and its unit.

``legal.references`` reads the words; this module tells it what stands around them: links, notes,
headings, the act that the sources name.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from srclint.legal.identifiers import base_celex
from srclint.legal.references import (
    Binder,
    Bound,
    FoundAct,
    act_of_mirror,
    begins_with_a_country,
    find_acts,
)
from srclint.model import ActMention, ActSource, Citation, CitationKind, LineIndex, Reference
from srclint.parse.blocks import Block, BlockKind
from srclint.parse.citations import Collected
from srclint.parse.headmatter import ZONE
from srclint.parse.units import Unit

_ZONES = {
    BlockKind.HEADING: "heading",
    BlockKind.ROW: "table",
    BlockKind.FOOTNOTE: "footnote",
}
_SKIPPED = {"sources": "source-list", "stop": "furniture", "furniture": "furniture", ZONE: ZONE}
# What may stand between a reference and the mark or link that belongs to it.
_BETWEEN = " \u00a0\u202f,.;:)]}\"'”’»"
_NEAR = 3


@dataclass(frozen=True, slots=True)
class Placed:
    """A bound reference: its block, what it cites, the unit that holds it (by index)."""

    block: int
    bound: Bound
    citation: str | None
    unit: int | None


@dataclass(frozen=True, slots=True)
class Named:
    """An act named in a block."""

    block: int
    act: FoundAct


def is_read(block: Block) -> bool:
    """Whether references in a block count: not in code, nor outside the article.

    A fenced block that names no language holds words as often as code: a table, a diagram, a quote.
    """
    return (block.kind is not BlockKind.CODE or not block.label) and block.skip != "outside"


def acts_of(citations: Iterable[Citation]) -> dict[str, str]:
    """For each citation of an EU act its CELEX number, versions folded into their base act."""
    return {
        c.id: base_celex(c.document.celex)
        for c in citations
        if c.document is not None and c.document.celex is not None
    }


def _weights(citations: Iterable[Citation], acts: Mapping[str, str], language: str) -> dict[str, int]:
    """How much the article's citations say of what it is about: a source of its list or a note is
    worth two mentions, a link in passing one. An entry whose words name another act than its
    address contradicts itself and says nothing."""
    out: dict[str, int] = {}
    for citation in citations:
        celex = acts.get(citation.id)
        if celex is None:
            continue
        passing = citation.kind in {CitationKind.LINK, CitationKind.BARE_URL}
        named = () if passing else find_acts(citation.description, language)
        if named and all(act.celex != celex for act in named):
            continue
        out[celex] = out.get(celex, 0) + (1 if passing else 2)
    return out


def named_acts(blocks: Sequence[Block], languages: Sequence[str]) -> list[Named]:
    """The acts named in every block that is read, code left out."""
    out: list[Named] = []
    for number, block in enumerate(blocks):
        if is_read(block) and block.kind is not BlockKind.CODE and block.text.text:
            acts = find_acts(block.text.text, languages[number])
            out.extend(Named(number, act) for act in acts if not _in_code(block, act.start))
    return out


@dataclass(frozen=True, slots=True)
class Binding:
    """All references in order of their blocks, and the act that one without an act means."""

    placed: tuple[Placed, ...]
    default_act: str | None


def bind(
    blocks: Sequence[Block],
    languages: Sequence[str],
    units: Sequence[Unit],
    collected: Collected,
    named: Sequence[Named],
    *,
    language: str,
    default_act: str | None,
    title: str | None = None,
) -> Binding:
    """The references. ``named`` are the acts that the blocks name; ``title`` is the page's title.

    ``default_act`` is what the author set; without it, the act that the article is clearly about.
    """
    acts = acts_of(collected.citations)
    binder = Binder(language, default_act)
    read = [number for number, block in enumerate(blocks) if is_read(block) and block.text.text]
    prose = [blocks[number].text.text for number in read if blocks[number].kind is not BlockKind.CODE]
    binder.scan_aliases(prose, _weights(collected.citations, acts, language))
    in_block: dict[int, list[int]] = {}
    for index, unit in enumerate(units):
        in_block.setdefault(unit.block, []).append(index)
    heading_acts = _heading_acts(blocks, named, None if default_act else _title_act(title, language))
    acts = {**_shown_acts(collected.citations), **acts}
    marked: dict[int, list[tuple[int, str]]] = {}
    for anchor in collected.anchors:
        if anchor.mark:
            marked.setdefault(anchor.block, []).extend((anchor.start, c) for c in anchor.citations)
    out: list[Placed] = []
    for number in read:
        block = blocks[number]
        own = collected.of_block.get(number)
        text = block.text.text
        linked = sorted(
            (link.start, link.end, collected.of_link[number, index])
            for index, link in enumerate(block.links)
            if (number, index) in collected.of_link
        )
        marks = sorted(marked.get(number, ()))
        notes = [(at, c, acts[c]) for at, c in marks if c in acts]
        if own is not None and own in acts:
            notes.append((len(text), own, acts[own]))
        found = binder.bind(
            text,
            languages[number],
            links=[(start, end, acts[c]) for start, end, c in linked if c in acts],
            footnote_acts=notes,
            heading_act=heading_acts.get(number),
        )
        if not found:
            continue
        mine = in_block.get(number, [])
        starts = [units[index].low for index in mine]
        for bound in found:
            if _in_code(block, bound.start):
                continue
            at = bisect_right(starts, bound.start) - 1
            citation = _touching(text, bound, linked, marks) or bound.citation or own
            out.append(Placed(number, bound, citation, mine[at] if at >= 0 else None))
    about_acts = {one.block for one in named}
    return Binding(tuple(_without_guesses(out, blocks, about_acts, default_act)), binder.default_act)


def _without_guesses(
    placed: Sequence[Placed], blocks: Sequence[Block], about_acts: Set[int], default_act: str | None
) -> Iterable[Placed]:
    """The same, with what was inferred taken back in sections that cite as many articles of
    national law, or that a country's name heads (``about_acts`` are the blocks that name acts): there
    a bare "Art. 4" may well be national, too. What the author set stays."""
    if default_act is not None:
        return placed
    section, sections = 0, []
    countries: set[int] = set()
    level = 0  # of the heading that names a country, while its section lasts
    for number, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING or block.skip == ZONE:
            section = number
        if block.kind is BlockKind.HEADING:
            if not level or block.level <= level:
                level = (
                    block.level if number not in about_acts and begins_with_a_country(block.text.text) else 0
                )
            if level and number not in about_acts:
                countries.add(section)
        sections.append(section)
    weights: dict[int, int] = {}
    for one in placed:
        if one.bound.vetoed and any(target.startswith("art_") for target in one.bound.targets):
            weights[sections[one.block]] = weights.get(sections[one.block], 0) + 1
        elif one.bound.act_source is ActSource.DEFAULT:
            weights[sections[one.block]] = weights.get(sections[one.block], 0) - 1
    national = countries | {section for section, weight in weights.items() if weight >= 0}
    return [
        replace(one, bound=replace(one.bound, act=None, act_source=None))
        if one.bound.act_source is ActSource.DEFAULT and sections[one.block] in national
        else one
        for one in placed
    ]


def _shown_acts(citations: Iterable[Citation]) -> dict[str, str]:
    """For each link to a site that reproduces one act, the CELEX number of that act."""
    shown = ((c.id, act_of_mirror(c.url)) for c in citations if c.url is not None)
    return {id_: celex for id_, celex in shown if celex is not None}


def _title_act(title: str | None, language: str) -> str | None:
    """The one act that the page's title names."""
    acts = {act.celex for act in find_acts(title, language)} if title else set()
    return acts.pop() if len(acts) == 1 else None


def _in_code(block: Block, at: int) -> bool:
    index = bisect_right(block.code, at, key=lambda extent: extent[0]) - 1
    return index >= 0 and at < block.code[index][1]


def _heading_acts(blocks: Sequence[Block], named: Sequence[Named], title: str | None) -> dict[int, str]:
    """For each block the one act that the nearest heading above it names, if any; else the title's."""
    of_heading: dict[int, set[str]] = {}
    for one in named:
        if blocks[one.block].kind is BlockKind.HEADING:
            of_heading.setdefault(one.block, set()).add(one.act.celex)
    if not of_heading and title is None:
        return {}
    out: dict[int, str] = {}
    stack: list[tuple[int, str | None]] = [(0, title)]
    act: str | None
    for number, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING:
            while len(stack) > 1 and stack[-1][0] >= block.level:
                stack.pop()
            acts = of_heading.get(number, set())
            inherited = stack[-1][1]
            stack.append((block.level, next(iter(acts)) if len(acts) == 1 else (None if acts else inherited)))
        act = stack[-1][1]
        if act is not None:
            out[number] = act
    return out


def _touching(
    text: str,
    bound: Bound,
    linked: Sequence[tuple[int, int, str]],
    marks: Sequence[tuple[int, str]],
) -> str | None:
    """The citation whose link lies on or at the reference, or whose mark stands right after it."""
    # The first of several: in a list each provision may have a link of its own.
    at = bisect_right(linked, (bound.start, 0, ""))
    for start, end, citation in linked[max(0, at - 2) : at + 2]:
        if start < bound.end and end > bound.start:
            return citation
    after = bisect_right(marks, (bound.end, ""))
    for start, citation in marks[max(0, after - 1) : after + 2]:
        if 0 <= start - bound.end <= _NEAR and not text[bound.end : start].strip(_BETWEEN):
            return citation
    return None


def references(
    placed: Sequence[Placed], blocks: Sequence[Block], text: str, lines: LineIndex
) -> tuple[Reference, ...]:
    """The model's references, numbered ``r1`` and so on in order of place."""
    rows = []
    for one in placed:
        start, end = blocks[one.block].text.extent(one.bound.start, one.bound.end)
        rows.append((start, end, one))
    rows.sort(key=lambda row: row[:2])
    return tuple(
        Reference(
            id=f"r{number}",
            span=lines.span(start, end),
            text=text[start:end],
            kind=one.bound.kind,
            act=one.bound.act,
            act_source=one.bound.act_source,
            targets=one.bound.targets,
            citation=one.citation,
            confidence=one.bound.confidence,
            language=one.bound.found.language,
            unit=f"u{one.unit + 1}" if one.unit is not None else None,
            zone=_zone(blocks[one.block]),
            foreign=one.bound.vetoed,
        )
        for number, (start, end, one) in enumerate(rows, 1)
    )


def _zone(block: Block) -> str:
    if block.kind in _ZONES:
        return _ZONES[block.kind]
    return _SKIPPED.get(block.skip or "", "body")


def mentions(
    named: Sequence[Named], blocks: Sequence[Block], text: str, lines: LineIndex
) -> tuple[ActMention, ...]:
    """The model's act mentions in order of place."""
    rows = []
    for one in named:
        start, end = blocks[one.block].text.extent(one.act.start, one.act.end)
        rows.append((start, end, one.act))
    rows.sort(key=lambda row: row[:2])
    return tuple(
        ActMention(lines.span(start, end), text[start:end], act.celex, act.how, act.paired)
        for start, end, act in rows
    )


def names_its_source(bound: Bound) -> bool:
    """Whether a reference alone tells the reader where to look: a provision of a known act (S11).

    A bare act does so by its official number only: nearly every sentence has its nickname.
    """
    if bound.act is None or bound.act == "?draft" or bound.vetoed:
        return False
    if bound.kind == "act-only":
        return bound.act_source is ActSource.EXPLICIT and bound.found.act_how == "number"
    if bound.targets:
        return not bound.targets[0].startswith("^")
    return True
