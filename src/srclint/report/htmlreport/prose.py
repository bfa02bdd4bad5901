"""The article's own words, with each claim marked by its state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from srclint.model import Citation, TextBlock
from srclint.report.evidence import ClaimEvidence, State
from srclint.report.htmlreport.markup import anchor, attribute, hidden, icon, language, words
from srclint.report.htmlreport.states import LOOKS
from srclint.report.htmlreport.view import View

_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Places:
    """Which citation a mark or a link of the article belongs to, by its place in the file."""

    marks: Mapping[int, Citation]
    links: Mapping[int, Citation]

    @classmethod
    def of(cls, view: View) -> Places:
        """Those of an article."""
        citations = view.article.citations
        return cls(
            {mark.start: citation for citation in citations for mark in citation.marks},
            {citation.url_span.start: citation for citation in reversed(citations) if citation.url_span},
        )


def inline(view: View, block: TextBlock, places: Places, low: int, high: int) -> str:
    """The words ``block.text[low:high]`` as HTML: claims, links and marks."""
    units = [(s, e, view.by_unit[u]) for s, e, u in block.units if u in view.by_unit and s < high and e > low]
    links = [(s, e, at) for s, e, at in block.links if s < e and s < high and e > low]
    marks = [mark for mark in block.marks if low <= mark[0] <= high]
    cuts = sorted(
        {low, high}
        | {min(max(at, low), high) for s, e, _ in (*units, *links) for at in (s, e)}
        | {at for at, _, _ in marks}
    )
    out: list[str] = []
    opened: ClaimEvidence | None = None
    next_unit = next_link = next_mark = 0
    for number, cut in enumerate(cuts):
        while next_mark < len(marks) and marks[next_mark][0] <= cut:
            out.append(_mark(view, marks[next_mark], places))
            next_mark += 1
        if opened is not None and cut >= units[next_unit][1]:
            out.append(_closed(view, opened))
            opened = None
            next_unit += 1
        if number + 1 == len(cuts):
            break
        if opened is None:
            while next_unit < len(units) and units[next_unit][1] <= cut:
                next_unit += 1
            if next_unit < len(units) and units[next_unit][0] <= cut:
                opened = units[next_unit][2]
                out.append(f'<span class="claim {opened.state}" id="c-{opened.id}">')
        while next_link < len(links) and links[next_link][1] <= cut:
            next_link += 1
        text = words(block.text[cut : cuts[number + 1]])
        if next_link < len(links) and links[next_link][0] <= cut:
            citation = places.links.get(links[next_link][2])
            text = anchor(text, citation.url if citation else None)
        out.append(text)
    if opened is not None:
        out.append(_closed(view, opened))
    return "".join(out)


def _closed(view: View, claim: ClaimEvidence) -> str:
    """The end of a claim: its number and state, which lead to what is known of it."""
    number = view.numbers[claim.unit.id]
    return (
        f'</span><a class="tag {claim.state}" href="#e-{claim.id}">{icon(claim.state)}{hidden("claim ")}{number}'
        f"{hidden(f', {LOOKS[claim.state].title.lower()}')}</a>"
    )


def _mark(view: View, mark: tuple[int, str, int], places: Places) -> str:
    _, label, place = mark
    citation = places.marks.get(place)
    if citation is None:
        return f"<sup>[{words(label)}]</sup>"
    return f'<sup><a href="#{view.citation_id(citation)}">{hidden("note ")}{words(label)}</a></sup>'


# --------------------------------------------------------------------------- blocks


@dataclass(frozen=True, slots=True)
class Row:
    """Blocks that stand together on the left, and the claims in them that have cards on the right."""

    first: int
    blocks: tuple[TextBlock, ...]
    claims: tuple[ClaimEvidence, ...]
    heading: int = 0

    @property
    def wide(self) -> bool:
        """A table takes the whole width, its cards stand below."""
        return self.blocks[0].kind == "row" and bool(self.claims)

    @property
    def length(self) -> int:
        """How many characters stand on the left."""
        return sum(len(block.text) for block in self.blocks)


def rows(view: View) -> list[Row]:
    """The blocks in rows: a table is one, items of a list without claims stand together."""
    out: list[Row] = []
    blocks = view.blocks
    number = 0
    while number < len(blocks):
        last = number + 1
        block = blocks[number]
        if block.kind in ("row", "item") and block.group is not None:
            bare = not _claims(view, [block])
            while (
                last < len(blocks)
                and (blocks[last].kind, blocks[last].group) == (block.kind, block.group)
                and (block.kind == "row" or (bare and not _claims(view, [blocks[last]])))
            ):
                last += 1
        together = blocks[number:last]
        level = block.level if block.kind == "heading" else 0
        if any(one.text.strip() for one in together):
            out.append(Row(number, tuple(together), _claims(view, together), level))
        number = last
    return out


def _claims(view: View, blocks: Iterable[TextBlock]) -> tuple[ClaimEvidence, ...]:
    return tuple(view.by_unit[u] for block in blocks for _, _, u in block.units if u in view.by_unit)


def sections(found: Sequence[Row]) -> list[frozenset[State]]:
    """For each row the states in it; for a heading those of its whole section."""
    out: list[frozenset[State]] = []
    below: list[tuple[int, set[State]]] = []  # from the end: (level, states) of sections not yet begun
    for row in reversed(found):
        if not row.heading:
            states = frozenset(state for claim in row.claims for state in claim.states)
            out.append(states)
            below.append((99, set(states)))
            continue
        mine: set[State] = set()
        while below and below[-1][0] > row.heading:
            mine |= below.pop()[1]
        below.append((row.heading, mine))
        out.append(frozenset(mine))
    return out[::-1]


def block_html(view: View, row: Row, places: Places, base: int) -> str:
    """The left side of a row. ``base`` is the heading level of the article's own title on the page."""
    first = row.blocks[0]
    if first.kind == "row":
        return _table(view, row.blocks, places)
    if first.kind == "item":
        return _list(view, row, places)
    inner = inline(view, first, places, 0, len(first.text))
    lang = language(first.language)
    if first.kind == "heading":
        level = min(6, max(base + 2, first.level + base))
        return f"<h{level}{lang}>{inner}</h{level}>"
    if first.kind == "code":
        return f"<pre{lang}><code>{inner}</code></pre>"
    if first.kind == "quote" or first.quoted:
        return f"<blockquote><p{lang}>{inner}</p></blockquote>"
    return f"<p{lang}>{inner}</p>"


def _list(view: View, row: Row, places: Places) -> str:
    tag = "ol" if row.blocks[0].ordinal is not None else "ul"
    items = []
    for block in row.blocks:
        value = f' value="{block.ordinal}"' if tag == "ol" and block.ordinal is not None else ""
        depth = f' class="l{min(block.level, _DEEPEST)}"' if block.level > 1 else ""
        inner = inline(view, block, places, 0, len(block.text))
        items.append(f"<li{value}{depth}{language(block.language)}>{inner}</li>")
    return f"<{tag}>{''.join(items)}</{tag}>"


def _table(view: View, blocks: Sequence[TextBlock], places: Places) -> str:
    head: list[str] = []
    body: list[str] = []
    for block in blocks:
        tag, scope = ("th", ' scope="col"') if block.header_row else ("td", "")
        cells = block.cells or ((0, len(block.text)),)
        inner = ""
        for number, (low, high) in enumerate(cells, 1):
            shown = _only(block, low, high, last=number == len(cells))
            inner += f"<{tag}{scope}>{inline(view, shown, places, low, high)}</{tag}>"
        (head if block.header_row and not body else body).append(
            f"<tr{language(block.language)}>{inner}</tr>"
        )
    top = f"<thead>{''.join(head)}</thead>" if head else ""
    label = attribute("A table of the article")
    return (
        f'<div class="scroll" role="group" aria-label="{label}" tabindex="0">'
        f"<table>{top}<tbody>{''.join(body)}</tbody></table></div>"
    )


def _only(block: TextBlock, low: int, high: int, *, last: bool) -> TextBlock:
    """A row as one of its cells shows it: a claim that is the whole row is marked in its last cell alone."""
    units = tuple((max(s, low), min(e, high), u) for s, e, u in block.units if last and s < high and e > low)
    return TextBlock(
        block.kind, block.text, block.start, block.end, units=units, marks=block.marks, links=block.links
    )
