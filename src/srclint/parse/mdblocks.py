"""Markdown's block structure: markdown-it's rules, made to tell where each line stands.

The library's block rules know the place of every line (``bMarks``, ``tShift``, ``eMarks``) while
they run and forget it in the tokens. Each leaf rule is wrapped here to note it. Footnote
definitions, admonitions and MDX imports are rules of our own. Only blocks are parsed by the
library; the text inside is read by ``inline``.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

Rule = Callable[[StateBlock, int, int, bool], bool]

MAX_NESTING = 100
"""Deeper containers than this are not opened; hostile input must not recurse."""

_FOOTNOTE = re.compile(r"\[\^([^\s\[\]^]{1,100})\]:[ \t]?")
_CONTAINER = re.compile(r":{3,}[ \t]*(.*)")
_ADMONITION = re.compile(r"(?:!!!|\?\?\?\+?|===)[ \t]+(?=[\w\"'])")
_TITLE = re.compile(r"[\"“]([^\"”]+)[\"”]")
_BAR = re.compile(r"(?<!\\)\|")
_DASHES = re.compile(r"[-:|][-:|\s]*")
_ALIGNMENT = re.compile(r":?-+:?")
_MODULE = re.compile(
    r"import\s[^\n]{0,400}from\s*['\"]|import\s*['\"]|export\s+(?:const|default|function|let)\b"
)


def parse_blocks(source: str, first_line: int) -> list[Token]:
    """The block tokens of ``source`` (line ends all ``\\n``) from line ``first_line`` on.

    Leaf tokens hold in ``meta["lines"]`` the (start, end) of their lines in the file, container
    prefixes left out; ``srclint_*`` tokens are this module's own.
    """
    parser = _parser()
    tokens: list[Token] = []
    state = StateBlock(source, parser, {}, tokens)
    if first_line < state.lineMax:
        state.line = first_line
        parser.block.tokenize(state, first_line, state.lineMax)
    return tokens


@functools.cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("table")
    rules = parser.block.ruler
    original: dict[str, Rule] = {rule.name: rule.fn for rule in rules.__rules__}
    enders: dict[str, Any] = {rule.name: {"alt": rule.alt} for rule in rules.__rules__}
    for name in ("heading", "html_block", "fence", "code"):
        rules.at(name, _noting(original[name]), enders[name])
    rules.disable("lheading")
    rules.at("paragraph", _paragraph, enders["paragraph"])
    rules.at("table", _table, enders["table"])
    rules.at("reference", _definition(original["reference"]), enders["reference"])
    ends: Any = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    rules.before("reference", "srclint_footnote", _footnote, {"alt": ["paragraph", "reference"]})
    rules.before("table", "srclint_container", _container, ends)
    rules.before("table", "srclint_admonition", _admonition, {"alt": ["paragraph"]})
    rules.before("table", "srclint_module", _module, {"alt": []})
    rules.before("srclint_container", "srclint_prose", _prose, {"alt": []})
    return parser


def _lines(state: StateBlock, start: int, end: int) -> list[tuple[int, int]]:
    places = []
    for line in range(start, end):
        low, high = state.bMarks[line] + state.tShift[line], state.eMarks[line]
        places.append((min(low, high), high))
    return places


def _noting(rule: Rule) -> Rule:
    def noting(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        count = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        if not silent:
            lines = _lines(state, start, state.line)
            for token in state.tokens[count:]:
                token.meta["lines"] = lines
        return True

    return noting


def _prose(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The short way for most lines: one that begins with a letter can only begin a paragraph.

    (Unless a table's second line follows, or it is a line of MDX.) It spares the other rules.
    """
    low = state.bMarks[start] + state.tShift[start]
    char = state.src[low]
    if not char.isalpha() or state.is_code_block(start) or _may_be_table(state, start, end):
        return False
    if char in "ei" and state.level == 0 and _MODULE.match(state.src, low, state.eMarks[start]):
        return False
    return _paragraph(state, start, end, silent)


def _may_be_table(state: StateBlock, line: int, end: int) -> bool:
    if line + 1 >= end:
        return False
    low = state.bMarks[line + 1] + state.tShift[line + 1]
    return low < state.eMarks[line + 1] and state.src[low] in "|-:"


def _paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001 -- the library's signature
    """A paragraph, or the heading that ``===`` or ``---`` below makes of it (CommonMark 4.3, 4.8)."""
    source = state.src
    parent, state.parentType = state.parentType, "paragraph"
    terminators = state.md.block.ruler.getRules("paragraph")
    line = start + 1
    level = 0
    while line < end and not state.isEmpty(line):
        indent = state.sCount[line]
        # Indented code cannot interrupt a paragraph, nor can a lazy line of a block quote.
        if indent - state.blkIndent <= 3:
            low, high = state.bMarks[line] + state.tShift[line], state.eMarks[line]
            char = source[low]
            if char in "-=" and indent >= state.blkIndent and not source[low:high].strip().strip(char):
                level = 1 if char == "=" else 2
                break
            if (
                indent >= 0
                and (not char.isalpha() or _may_be_table(state, line, end))
                and any(rule(state, line, end, True) for rule in terminators)
            ):
                break
        line += 1
    state.parentType = parent
    state.line = line
    if level:
        token = _push(state, "heading_open", start, line + 1, lines=_lines(state, start, line + 1))
        token.tag, token.markup = f"h{level}", "="
        state.line = line + 1
    else:
        _push(state, "paragraph_open", start, line, lines=_lines(state, start, line))
    return True


def _push(state: StateBlock, kind: str, start: int, end: int, nesting: Any = 0, **meta: Any) -> Token:
    token = state.push(kind, "", nesting)
    token.map = [start, end]
    token.meta = meta
    return token


def row_cells(source: str, low: int, high: int) -> list[tuple[int, int]]:
    """The extents of the cells of a table's row, spaces around them left out."""
    bars = [match.start() for match in _BAR.finditer(source, low, high)]
    edges = [low - 1, *bars, high]
    places = []
    for index, (left, right) in enumerate(itertools.pairwise(edges)):
        start, end = left + 1, right
        while start < end and source[start] in " \t\r":
            start += 1
        while end > start and source[end - 1] in " \t\r":
            end -= 1
        if start == end and index in (0, len(edges) - 2):
            continue
        places.append((start, end))
    return places


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table: a row, a row of dashes with as many cells, more rows (GFM 4.10)."""
    if start + 2 > end or state.sCount[start + 1] < state.blkIndent or not _may_be_table(state, start, end):
        return False
    source = state.src
    low, high = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    if source.find("|", low, high) < 0 or state.is_code_block(start) or state.is_code_block(start + 1):
        return False
    dashes = source[state.bMarks[start + 1] + state.tShift[start + 1] : state.eMarks[start + 1]].strip()
    if not _DASHES.fullmatch(dashes) or dashes[:2] in ("- ", "-\t"):
        return False
    parts = [part.strip() for part in dashes.strip("|").split("|")]
    if not all(_ALIGNMENT.fullmatch(part) for part in parts):
        return False
    if len(row_cells(source, low, high)) != len(parts):
        return False
    if silent:
        return True
    parent, state.parentType = state.parentType, "table"
    terminators = state.md.block.ruler.getRules("blockquote")
    line = start + 2
    while line < end:
        if state.sCount[line] < state.blkIndent or state.isEmpty(line) or state.is_code_block(line):
            break
        char = source[state.bMarks[line] + state.tShift[line]]
        if char != "|" and not char.isalpha() and any(rule(state, line, end, True) for rule in terminators):
            break
        line += 1
    state.parentType = parent
    state.line = line
    _push(state, "srclint_table", start, line, lines=_lines(state, start, line), columns=len(parts))
    return True


def _definition(rule: Rule) -> Rule:
    def definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if not rule(state, start, end, silent):
            return False
        if not silent:
            _push(state, "srclint_definition", start, state.line, lines=_lines(state, start, state.line))
        return True

    return definition


def _footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``[^label]: text`` with everything that is indented below it."""
    if state.is_code_block(start):
        return False
    low = state.bMarks[start] + state.tShift[start]
    match = _FOOTNOTE.match(state.src, low, state.eMarks[start])
    if match is None:
        return False
    if silent:
        return True
    _indented(state, start, end, match.end(), "srclint_footnote", label=match.group(1), at=low)
    return True


def _admonition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``!!! note "Title"`` with everything that is indented below it (MkDocs)."""
    if state.is_code_block(start):
        return False
    low, high = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    match = _ADMONITION.match(state.src, low, high)
    if match is None:
        return False
    if silent:
        return True
    title = _TITLE.search(state.src, match.end(), high)
    if title:
        _push(state, "srclint_title", start, start + 1, lines=[title.span(1)])
    _indented(state, start, end, high, "srclint_admonition")
    return True


def _indented(state: StateBlock, start: int, end: int, content: int, kind: str, **meta: Any) -> None:
    """A container whose first line goes on at ``content`` and whose other lines are indented by 4."""
    saved = (
        state.bMarks[start],
        state.tShift[start],
        state.sCount[start],
        state.blkIndent,
        state.parentType,
    )
    opening = _push(state, f"{kind}_open", start, start, 1, **meta)
    low = content
    while low < state.eMarks[start] and state.src[low] in " \t":
        low += 1
    state.bMarks[start] = content
    state.tShift[start] = low - content
    state.blkIndent += 4
    state.parentType = "footnote"
    # The first line counts as indented: it is content, however little stands before it.
    state.sCount[start] = state.blkIndent
    if low >= state.eMarks[start]:
        state.tShift[start] = state.eMarks[start] - content
    state.md.block.tokenize(state, start, end)
    state.bMarks[start], state.tShift[start], state.sCount[start], state.blkIndent, parent = saved
    state.parentType = parent
    if state.line <= start:
        state.line = start + 1
    opening.map = [start, state.line]
    state.push(f"{kind}_close", "", -1)


def _container(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001 -- the same
    """A ``:::`` line: the fence of an admonition or of a Pandoc division; what it holds is read on."""
    if state.is_code_block(start):
        return False
    low, high = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    match = _CONTAINER.match(state.src, low, high)
    if match is None:
        return False
    if silent:
        return True
    words = match.group(1).strip()
    if words and not words.startswith("{"):
        name = re.compile(r"[\w-]+[ \t]*(?:\[([^\]]*)\]|([^{\[\]}]*))").match(state.src, match.start(1), high)
        for group in (1, 2):
            if name and name.group(group) and name.group(group).strip(" :"):
                _push(state, "srclint_title", start, start + 1, lines=[name.span(group)])
    state.line = start + 1
    return True


def _module(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The ``import`` and ``export`` lines of MDX, up to the next blank line."""
    if state.level or state.is_code_block(start):
        return False
    low, high = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    if not _MODULE.match(state.src, low, high):
        return False
    if silent:
        return True
    line = start + 1
    while line < end and not state.isEmpty(line):
        line += 1
    state.line = line
    return True
