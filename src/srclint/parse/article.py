"""One article, read: everything that can be told from its text alone.

The order: the reader's blocks, then sections, languages, units, citations, references, tiers, and
at last which citation covers which unit. Nothing here asks the network, the clock or the disk.
"""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Mapping, Sequence

from srclint.legal.identifiers import document
from srclint.model import (
    Article,
    Citation,
    CitationKind,
    Claim,
    Coverage,
    Directive,
    Identified,
    LineIndex,
    Misplaced,
    Reference,
    Tier,
)
from srclint.parse import binding, language
from srclint.parse.blocks import Block, BlockKind, Reading
from srclint.parse.citations import Collected, collect
from srclint.parse.clauses import Passage
from srclint.parse.dates import article_date
from srclint.parse.directives import read_directives
from srclint.parse.formats import read
from srclint.parse.headmatter import head_blocks
from srclint.parse.judging import ATTRIBUTION, Judged, judge
from srclint.parse.layout import text_blocks
from srclint.parse.options import Options, act_number, read_options
from srclint.parse.scope import Covered, cover
from srclint.parse.sections import mark_sections
from srclint.parse.settings import ReadSettings
from srclint.parse.surroundings import Cited
from srclint.parse.teasers import teasers
from srclint.parse.titles import title_of
from srclint.parse.units import Unit, is_body, units_of

# Blocks shorter than this say too little about their language.
_TELLING = 40
_LONGEST_TITLE = 120
# What stands apart from the text and is cited by marks, or by none.
_NOTES = frozenset(
    {CitationKind.FOOTNOTE, CitationKind.BRACKET, CitationKind.SOURCE_LIST, CitationKind.BIBLIOGRAPHY}
)


def read_article(
    text: str, path: str, settings: ReadSettings, *, modified: dt.date | None, today: dt.date
) -> Article:
    """Read one article.

    ``text`` is the file as decoded; ``path`` decides the format and names the article. ``modified``
    is the day of its last commit, if known; ``today`` the day of the run. Raises UnreadableArticle
    for a text that is no article (see the readers); what can be read in part is read in part.
    """
    # Reading makes many small objects and no cycles: the collector would only walk them, again
    # and again, and make a long file slower than its length.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _read_article(text, path, settings, modified, today)
    finally:
        if collecting:
            gc.enable()


def _read_article(
    text: str, path: str, settings: ReadSettings, modified: dt.date | None, today: dt.date
) -> Article:
    reading = read(text, path, content=settings.content)
    options = read_options(reading.front_matter)
    blocks = mark_sections(
        reading.blocks, source_headings=settings.source_headings, stop_headings=settings.stop_headings
    )
    declared = options.language or settings.language or reading.language
    spoken, how = language.detect((block.text.text for block in blocks if is_body(block)), declared)
    languages = _languages(blocks, spoken)
    lines = LineIndex(text)
    units = units_of(text, blocks, languages, teasers(blocks, languages))
    collected = collect(text, blocks, languages, lines, settings.bibliography)
    named = binding.named_acts(blocks, languages)
    default = options.default_act or act_number(settings.default_act)
    head = head_blocks(reading)
    everything = (*blocks, *head)  # the head at the end: the body's blocks keep their numbers
    bound = binding.bind(
        everything,
        (*languages, *(spoken for _ in head)),
        units,
        collected,
        named,
        language=spoken,
        default_act=default,
        title=reading.title,
    )
    placed = bound.placed
    cited = _cited_law(collected, named, options.default_act is not None, settings.default_act is not None)
    judged = judge(units, blocks, languages, placed, named, collected.source_lines, lines, cited)
    scope = options.scope or settings.scope
    citations, naming, headed = _own_sources(collected, placed, everything, lines)
    covered = cover(
        blocks,
        _passages(units, judged),
        collected.anchors,
        named=naming,
        listed=collected.listed,
        source_lines=collected.source_lines,
        same_as=collected.same_as,
        scope=scope,
        headed=headed,
    )
    references = binding.references(placed, everything, text, lines)
    as_of, as_of_source = _date(reading, blocks, spoken, options, settings, modified, today)
    return Article(
        path=path,
        text=text,
        format=reading.format,
        language=spoken,
        language_source=how,
        as_of=as_of,
        as_of_source=as_of_source,
        units=_claims(text, units, judged, covered, blocks, references_of=_by_unit(references), lines=lines),
        citations=citations,
        references=references,
        act_mentions=binding.mentions(named, blocks, text, lines),
        default_act=bound.default_act,
        default_act_set=default is not None,
        scope=scope,
        claims=settings.claims,
        frozen=options.frozen,
        undefined_marks=collected.undefined,
        duplicate_definitions=collected.duplicates,
        misplaced_marks=tuple(
            Misplaced(mark.label, mark.span, place.where)
            for place in covered.misplaced
            if (mark := collected.marks.get(place.anchor.offset)) is not None
        ),
        mojibake=tuple((lines.span(start, end), repaired) for start, end, repaired in reading.mojibake),
        directives=_directives(reading, blocks, options, lines),
        title=title_of(reading, blocks),
        blocks=text_blocks(blocks, languages, units, article=spoken),
    )


def _languages(blocks: Sequence[Block], article: str) -> list[str]:
    """Each block's language: its ``lang`` attribute, else its own words where there are enough."""
    out = []
    for block in blocks:
        own = language.known(block.language)
        if own is None and len(block.text.text) >= _TELLING:
            own = language.of_block(block.text.text, article)
        out.append(own or article)
    return out


def _passages(units: Sequence[Unit], judged: Sequence[Judged]) -> list[Passage]:
    return [
        Passage(
            unit.block,
            unit.low,
            unit.high,
            claim=one.tier is not Tier.NONE,
            hard=one.tier is Tier.HARD,
            attribution=ATTRIBUTION in one.reasons,
            facts=tuple((fact.type.value, fact.value) for fact in one.facts),
        )
        for unit, one in zip(units, judged, strict=True)
    ]


def _cited_law(
    collected: Collected, named: Sequence[binding.Named], own_act: bool, general_act: bool
) -> Cited:
    """The documents of EU law that the article's marks, links and lists lead to.

    A note tells of one by the address of any of its links, or by an act that its words name. An act that
    the article itself declares (``own_act``) tells what it is about; one of the configuration
    (``general_act``) stands over every article, and tells only of those that cite some EU law.
    """
    noted = {collected.of_block[name.block] for name in named if name.block in collected.of_block}
    for citation in collected.citations:
        if citation.document is not None and citation.document.is_eu:
            noted.add(citation.part_of or citation.id)
    blocks = {anchor.block for anchor in collected.anchors if not noted.isdisjoint(anchor.citations)}
    reached = {id_ for anchor in collected.anchors for id_ in anchor.citations}
    listed = sum(
        citation.kind in _NOTES and citation.id in noted and citation.id not in reached
        for citation in collected.citations
    )
    return Cited(blocks, listed, declared=own_act or (general_act and bool(noted)))


def _own_sources(
    collected: Collected, placed: Sequence[binding.Placed], blocks: Sequence[Block], lines: LineIndex
) -> tuple[tuple[Citation, ...], dict[int, tuple[str, ...]], dict[int, tuple[str, ...]]]:
    """S11: for each unit the citations of the acts whose provisions it names itself; the same for
    each heading (by its block).

    An act that no citation of the article identifies gets one of its own, ``ref:<CELEX>``, which
    stands where the act is first relied on.
    """
    by_act: dict[str, str] = {}
    for id_, celex in binding.acts_of(c for c in collected.citations if c.part_of is None).items():
        by_act.setdefault(celex, id_)
    added: list[Citation] = []
    naming: dict[int, dict[str, None]] = {}
    headed: dict[int, dict[str, None]] = {}
    for one in placed:
        heads = blocks[one.block].kind is BlockKind.HEADING or _runs_in(blocks[one.block], one.bound.start)
        if one.unit is None and not (heads and one.bound.targets):
            continue
        if not binding.names_its_source(one.bound) or one.bound.act is None:
            continue
        celex = one.bound.act
        if celex not in by_act:
            start, end = blocks[one.block].text.extent(one.bound.start, one.bound.end)
            id_ = f"ref:{celex}"
            by_act[celex] = id_
            added.append(
                Citation(
                    id=id_,
                    kind=CitationKind.REFERENCE,
                    span=lines.span(start, end),
                    identified=Identified(document=document(celex)),
                )
            )
        if heads:
            headed.setdefault(one.block, {})[by_act[celex]] = None
        if one.unit is not None:
            naming.setdefault(one.unit, {})[by_act[celex]] = None
    citations = sorted([*collected.citations, *added], key=lambda c: (c.span.start, c.span.end, c.id))
    return tuple(citations), _listed(naming), _listed(headed)


def _runs_in(block: Block, start: int) -> bool:
    """Whether a paragraph stands for a heading that begins with a provision: "**Art. 29 GDPR: Processing**"."""
    words = block.text.text.strip()
    return (
        block.kind is BlockKind.PARAGRAPH
        and block.skip is None
        and start <= 1
        and len(words) <= _LONGEST_TITLE
        and not words.endswith((".", ":", ";", ",", "!", "?"))
    )


def _listed(found: Mapping[int, Mapping[str, None]]) -> dict[int, tuple[str, ...]]:
    return {number: tuple(ids) for number, ids in found.items()}


def _by_unit(references: Sequence[Reference]) -> dict[str, tuple[str, ...]]:
    out: dict[str, list[str]] = {}
    for reference in references:
        if reference.unit is not None:
            out.setdefault(reference.unit, []).append(reference.id)
    return {unit: tuple(ids) for unit, ids in out.items()}


def _claims(
    text: str,
    units: Sequence[Unit],
    judged: Sequence[Judged],
    covered: Covered,
    blocks: Sequence[Block],
    *,
    references_of: Mapping[str, tuple[str, ...]],
    lines: LineIndex,
) -> tuple[Claim, ...]:
    out = []
    rows: zip[tuple[Unit, Judged, tuple[Coverage, ...]]] = zip(units, judged, covered.units, strict=True)
    for number, (unit, one, coverage) in enumerate(rows, 1):
        id_ = f"u{number}"
        out.append(
            Claim(
                id=id_,
                span=lines.span(unit.start, unit.end),
                text=text[unit.start : unit.end],
                plain=one.plain,
                block=blocks[unit.block].kind.value,
                tier=one.tier,
                reasons=one.reasons,
                coverage=coverage,
                references=references_of.get(id_, ()),
                facts=one.facts,
            )
        )
    return tuple(out)


def _date(
    reading: Reading,
    blocks: Sequence[Block],
    spoken: str,
    options: Options,
    settings: ReadSettings,
    modified: dt.date | None,
    today: dt.date,
) -> tuple[dt.date, str]:
    """The date to judge by, and how it is known."""
    if settings.as_of is not None:
        return settings.as_of, "option"
    if options.as_of is not None:
        return options.as_of, "front matter: srclint.as-of"
    own = article_date(reading.front_matter, blocks, spoken, settings.date_fields)
    if own is not None:
        return own
    return (modified, "commit") if modified is not None else (today, "today")


def _directives(
    reading: Reading, blocks: Sequence[Block], options: Options, lines: LineIndex
) -> tuple[Directive, ...]:
    """The suppressions, and before them one directive for each mistake in the front matter."""
    ordered = sorted(blocks, key=lambda block: block.start)
    wrong = [*((start, end, words) for start, end, words in reading.warnings)]
    for key, words in options.errors:
        at = max(reading.text.find(key, 0, reading.front_matter_end), 0)
        wrong.append((at, at + len(key) if at else 0, words))
    told = tuple(
        Directive(
            span=lines.span(start, end),
            kind="ignore",
            selectors=(),
            reason="",
            until=None,
            covers=(start, start),
            error=words,
        )
        for start, end, words in wrong
    )
    found = read_directives(reading.text, reading.comments, ordered, lines)
    return told + found
