"""Suppressions that an author writes into the article (interfaces.md, "Suppression").

``<!-- srclint: ignore[SRC101] reason -->`` on a line of its own silences the next block; inside or
at the end of a block, that block. ``ignore-file[...]`` silences the file. ``until=2027-01-01``
anywhere after the brackets lets it lapse.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from srclint.model import Directive, LineIndex
from srclint.parse.blocks import Block, BlockKind, Comment

_PREFIX = re.compile(r"\s*srclint\s*:?\s*", re.IGNORECASE)
_VERB = re.compile(r"([\w-]{0,40})\s*")
_UNTIL = re.compile(r"\buntil\s?=\s?(\S{1,40})")
_SELECTOR = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")
_EXAMPLE = "<!-- srclint: ignore[SRC101] reason -->"


def read_directives(
    text: str, comments: Sequence[Comment], blocks: Sequence[Block], lines: LineIndex
) -> tuple[Directive, ...]:
    """All directives in order of place; one that cannot be understood has ``error`` set.

    ``blocks`` must be in document order. A comment that does not begin with ``srclint`` is none of
    ours.
    """
    starts = [block.start for block in blocks]
    ours = (comment for comment in comments if _PREFIX.match(comment.text))
    return tuple(_read(text, comment, blocks, starts, lines) for comment in ours)


def _read(
    text: str, comment: Comment, blocks: Sequence[Block], starts: Sequence[int], lines: LineIndex
) -> Directive:
    span = lines.span(comment.start, comment.end)
    prefix = _PREFIX.match(comment.text)
    rest = comment.text[prefix.end() if prefix else 0 :]
    verb = _VERB.match(rest)
    name = verb.group(1) if verb else ""
    rest = rest[verb.end() if verb else 0 :]
    covers = (0, len(text)) if name == "ignore-file" else _covered(text, comment, blocks, starts)
    selectors, reason, until, error = _parts(name, rest)
    return Directive(
        span=span,
        kind="ignore-file" if name == "ignore-file" else "ignore",
        selectors=selectors,
        reason=reason,
        until=until,
        covers=covers,
        error=error,
    )


def _parts(name: str, rest: str) -> tuple[tuple[str, ...], str, dt.date | None, str | None]:
    """(selectors, reason, until, error) of what stands after the verb."""
    if name not in {"ignore", "ignore-file"}:
        return (), "", None, f"“{name or rest.strip()[:40]}” is no directive; write {_EXAMPLE}."
    close = rest.find("]")
    if not rest.startswith("[") or close < 0:
        return (), "", None, f"The codes must stand in brackets: {_EXAMPLE}."
    selectors = tuple(part.strip() for part in rest[1:close].split(",") if part.strip())
    reason = rest[close + 1 :]
    until: dt.date | None = None
    found = _UNTIL.search(reason)
    if found:
        reason = reason[: found.start()] + reason[found.end() :]
        try:
            until = dt.date.fromisoformat(found.group(1).strip(".,;)"))
        except ValueError:
            words = " ".join(reason.split())
            return selectors, words, None, f"“{found.group(1)}” is no date; write until=2027-01-01."
    reason = " ".join(reason.strip(" \t\r\n:-–—").split())
    if not selectors:
        return (), reason, until, f"It names no rule: {_EXAMPLE}."
    wrong = next((part for part in selectors if not _SELECTOR.fullmatch(part)), None)
    if wrong is not None:
        return selectors, reason, until, f"“{wrong[:40]}” is neither a code nor the name of a rule."
    return selectors, reason, until, None


def _covered(text: str, comment: Comment, blocks: Sequence[Block], starts: Sequence[int]) -> tuple[int, int]:
    """The block that holds the comment, or ends on its line; else the next one."""
    line = max(text.rfind("\n", 0, comment.start), text.rfind("\r", 0, comment.start)) + 1
    alone = not text[line : comment.start].strip(" \t>*-+|")
    at = bisect_right(starts, comment.start) - 1
    if at >= 0:
        block = blocks[at]
        if comment.start < block.end and not (alone and block.start == comment.start):
            inside = not alone or _words_before(block, comment.start)
            if inside:
                return block.start, block.end
        elif not alone and block.end > line:
            return block.start, block.end
    after = bisect_left(starts, comment.start)
    while after < len(blocks) and not blocks[after].text.text.strip():
        after += 1
    if after < len(blocks):
        return blocks[after].start, max(blocks[after].end, blocks[_last(blocks, after)].end)
    return comment.start, comment.end


def _last(blocks: Sequence[Block], first: int) -> int:
    """The last block of the list, table or quotation that begins with block ``first``; else itself."""
    head = blocks[first]
    if head.index or head.kind not in {BlockKind.ITEM, BlockKind.ROW, BlockKind.QUOTE}:
        return first
    at = first + 1
    while at < len(blocks):
        block = blocks[at]
        if head.kind is BlockKind.ITEM:
            belongs = block.level >= head.level and block.kind is not BlockKind.HEADING
            if block.kind is BlockKind.ITEM and block.level == head.level and block.group != head.group:
                break
        else:
            belongs = block.kind is head.kind and block.group == head.group
        if not belongs:
            break
        at += 1
    return at - 1


def _words_before(block: Block, offset: int) -> bool:
    """Whether the block has words that stand before ``offset`` in the file."""
    return bool(block.text.pieces) and block.text.pieces[0].start < offset
