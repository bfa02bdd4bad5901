"""``--add-ignore``: a comment for each remaining finding, so that an archive starts out silent.

Where a comment may stand depends on the block: above a paragraph, at the end of a list item or a
note, inside a table's cell. No guess is trusted: the article is read and judged again with its
comments, and only what silences the findings, leaves all others as they are and does not change a
word of the text is kept. What no comment at its place can silence gets one for the whole file.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from srclint.engine import Run, edits
from srclint.engine.fixing import Mended, change
from srclint.errors import UsageError
from srclint.model import Article, ArticleReport, Directive, Edit, Finding
from srclint.parse.blocks import Block, BlockKind, Reading
from srclint.parse.formats import read
from srclint.rules import RULES
from srclint.rules.base import Needs
from srclint.suppress import active, claim_of

REASON = "accepted when srclint was adopted"
_OWN = frozenset(rule.code for rule in RULES if rule.needs is Needs.RUN)
# What would end the comment, a cell of a table, or the reason itself.
_BREAKS = re.compile(r"--|[<>|{}`]|\*/|until\s?=")

Key = tuple[str, str, str | None]


def checked_reason(text: str | None) -> str:
    """A reason that can stand in a comment wherever one stands. Raises UsageError for any other."""
    words = " ".join((text or REASON).split())
    found = _BREAKS.search(words)
    if found or not words or not words.isprintable():
        what = f" (“{found[0]}”)" if found else ""
        raise UsageError(f"--reason: this cannot stand in a comment{what}; use plain words.")
    return words


def add_ignore(mended: Mended, *, reason: str = REASON, until: dt.date | None = None) -> Mended:
    """Silence each remaining finding by a comment at its place; see ``Mended`` for what comes back."""
    notes: list[str] = []

    def one(entry: ArticleReport) -> tuple[ArticleReport, int]:
        after, count, left = _Ignoring(mended.run, entry, reason, until).run()
        if left:
            notes.append(_note(entry.article, left))
        return after, count

    return change(mended, one, notes)


def _note(article: Article, left: int) -> str:
    why = (
        "a file that cannot be read holds no comment"
        if article.unreadable is not None
        else "a text file holds no comments"
        if article.format == "text"
        else "no comment can silence them"
    )
    what = "1 finding is" if left == 1 else f"{left} findings are"
    return f"{article.path}: {what} not ignored: {why}; use per-file-ignores or --write-baseline."


@dataclass(frozen=True, slots=True)
class _Group:
    """The findings of one place: a block, or the comment that covers it already."""

    findings: tuple[Finding, ...]
    candidates: tuple[Edit, ...]


class _Ignoring:
    """One article on its way to silence."""

    def __init__(self, run: Run, entry: ArticleReport, reason: str, until: dt.date | None) -> None:
        self._run = run
        self._entry = entry
        self._words = f"until={until.isoformat()} {reason}" if until else reason

    def run(self) -> tuple[ArticleReport, int, int]:
        """The article with its comments, how many findings they silence, and how many not."""
        targets = [f for f in self._entry.findings if f.suppressed is None and f.code not in _OWN]
        article = self._entry.article
        if not targets:
            return self._entry, 0, 0
        if article.unreadable is not None or article.format == "text":
            return self._entry, 0, len(targets)
        reading = _reading(article, self._run)
        groups = self._groups(targets, reading)
        after = self._together(groups) or self._one_by_one(groups)
        left = [f for f in after.findings if f.suppressed is None and f.code not in _OWN]
        if left:
            file_wide = self._whole_file(after, left)
            after = file_wide if file_wide is not None else after
            left = [f for f in after.findings if f.suppressed is None and f.code not in _OWN]
        return after, len(targets) - len(left), len(left)

    # ------------------------------------------------------------------ where

    def _groups(self, targets: Sequence[Finding], reading: Reading) -> list[_Group]:
        article = self._entry.article
        blocks = sorted(
            (b for b in reading.blocks if b.kind is not BlockKind.CODE), key=lambda b: (b.start, -b.end)
        )
        starts = [block.start for block in blocks]
        directives = [d for d in article.directives if d.kind == "ignore" and active(d, self._run.today)]
        found: dict[tuple[str, int], list[Finding]] = {}
        places: dict[tuple[str, int], Directive | Block | None] = {}
        for finding in targets:
            at = finding.problem.span.start
            directive = next((d for d in directives if d.covers[0] <= at < d.covers[1]), None)
            block = _block_at(blocks, starts, at)
            key = ("merge", directive.span.start) if directive else ("at", block.start if block else -1)
            places[key] = directive or block
            found.setdefault(key, []).append(finding)
        return [
            _Group(tuple(findings), tuple(self._candidates(places[key], _codes(findings), article)))
            for key, findings in found.items()
        ]

    def _candidates(
        self, place: Directive | Block | None, codes: tuple[str, ...], article: Article
    ) -> Iterator[Edit]:
        text = article.text
        if place is None:
            return
        if isinstance(place, Directive):
            if (edit := _merged(place, codes, text)) is not None:
                yield edit
            return
        comment = self._comment("ignore", codes)
        above, behind = _above(place, comment, text), _behind(place, comment, text)
        if article.format == "html":
            yield from (behind, Edit(place.start, place.start, comment))
        elif place.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.CAPTION):
            yield from (edit for edit in (above, behind) if edit is not None)
        else:
            yield from (edit for edit in (behind, above) if edit is not None)

    def _comment(self, verb: str, codes: Iterable[str]) -> str:
        inner = f"srclint: {verb}[{', '.join(codes)}] {self._words}"
        return (
            f"{{/* {inner} */}}" if self._entry.article.path.lower().endswith(".mdx") else f"<!-- {inner} -->"
        )

    # ------------------------------------------------------------------ trying

    def _together(self, groups: Sequence[_Group]) -> ArticleReport | None:
        """All comments at once, each moved on to its next place while it silences nothing."""
        rank = [0] * len(groups)
        for _ in range(4):
            chosen = [g.candidates[i] for g, i in zip(groups, rank, strict=True) if i < len(g.candidates)]
            after = self._with(self._entry, chosen)
            if after is None:
                return None
            loud = _loud(after)
            wrong = [n for n, g in enumerate(groups) if any(_key(f, self._entry) in loud for f in g.findings)]
            if not wrong:
                return after if self._holds(self._entry, after) else None
            if all(rank[n] >= len(groups[n].candidates) for n in wrong):
                return after if self._holds(self._entry, after) else None
            for n in wrong:
                rank[n] += 1
        return None

    def _one_by_one(self, groups: Sequence[_Group]) -> ArticleReport:
        """From the last to the first, so that the places of those that are still to come stay."""
        entry = self._entry
        ordered = sorted(
            (group for group in groups if group.candidates), key=lambda g: g.candidates[0].start, reverse=True
        )
        for group in ordered:
            for candidate in group.candidates:
                after = self._with(entry, [candidate])
                if after is not None and self._holds(entry, after) and len(_loud(after)) < len(_loud(entry)):
                    entry = after
                    break
        return entry

    def _whole_file(self, entry: ArticleReport, left: Sequence[Finding]) -> ArticleReport | None:
        article = entry.article
        text, codes = article.text, _codes(left)
        candidates: list[Edit] = []
        for directive in article.directives:
            if directive.kind == "ignore-file" and active(directive, self._run.today):
                candidates += [edit for edit in (_merged(directive, codes, text),) if edit is not None]
        comment = self._comment("ignore-file", codes)
        reading = _reading(article, self._run)
        if article.format == "html":
            candidates += [Edit(b.start, b.start, comment) for b in reading.blocks[:1]]
        else:
            end = _line_end(text)
            head = reading.front_matter_end
            lead = "" if head == 0 or text[head - 1] in "\r\n" else end
            candidates.append(Edit(head, head, f"{lead}{comment}{end}"))
            candidates.append(Edit(head, head, f"{lead}{comment}{end}{end}"))
            tail = "" if text.endswith(("\n", "\r")) else end
            candidates.append(Edit(len(text), len(text), f"{tail}{end}{comment}{end}"))
        for candidate in candidates:
            after = self._with(entry, [candidate])
            if after is not None and self._holds(entry, after) and not _loud(after):
                return after
        return None

    def _with(self, entry: ArticleReport, wanted: Iterable[Edit]) -> ArticleReport | None:
        """The article with edits made, read and judged again; None where it cannot be read any more."""
        article = entry.article
        after = self._run.read_again(article, edits.apply(article.text, wanted))
        return None if after.unreadable is not None else self._run.judge(after)

    def _holds(self, before: ArticleReport, after: ArticleReport) -> bool:
        """Whether nothing but the silence of some findings has changed."""
        if _loud(after) - _loud(before):
            return False
        old_keys, new_keys = Counter(_keys(before)), Counter(_keys(after))
        # A finding that was to be silenced may vanish, where its rule reads the comment's words too.
        if new_keys - old_keys or (old_keys - new_keys) - _loud(before) or _own(after) - _own(before):
            return False
        old, new = _reading(before.article, self._run), _reading(after.article, self._run)
        return list(map(_shape, old.blocks)) == list(map(_shape, new.blocks))


def _block_at(blocks: Sequence[Block], starts: Sequence[int], at: int) -> Block | None:
    """The innermost block that holds an offset; blocks of one list may lie in each other."""
    index = bisect_right(starts, at) - 1
    for near in range(index, max(-1, index - 50), -1):
        if blocks[near].start <= at < max(blocks[near].end, blocks[near].start + 1):
            return blocks[near]
    return None


def _merged(directive: Directive, codes: Sequence[str], text: str) -> Edit | None:
    """Further codes in the brackets of a comment that covers the place already."""
    close = text.find("]", directive.span.start, directive.span.end)
    fresh = [code for code in codes if code not in directive.selectors]
    return Edit(close, close, "".join(f", {code}" for code in fresh)) if close >= 0 and fresh else None


def _above(block: Block, comment: str, text: str) -> Edit | None:
    """A line of its own before the block, as far indented as the block's."""
    start = max(text.rfind("\n", 0, block.start), text.rfind("\r", 0, block.start)) + 1
    before = text[start : block.start]
    if before.strip(" \t#"):
        return None
    indent = before[: len(before) - len(before.lstrip(" \t"))]
    return Edit(start, start, f"{indent}{comment}{_line_end(text)}")


def _behind(block: Block, comment: str, text: str) -> Edit:
    """At the end of the block's words; in a row of a table, inside its last cell."""
    words = text[block.start : block.end]
    at = block.start + len(words.rstrip())
    if block.kind is BlockKind.ROW and words.rstrip().endswith("|"):
        at = block.start + len(words.rstrip()[:-1].rstrip())
    return Edit(at, at, f" {comment}" if at > block.start else comment)


def _line_end(text: str) -> str:
    first = text.find("\n")
    if first < 0:
        return "\r" if "\r" in text else "\n"
    return "\r\n" if first and text[first - 1] == "\r" else "\n"


def _codes(findings: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(sorted({finding.code for finding in findings}))


def _key(finding: Finding, entry: ArticleReport) -> Key:
    """What stays the same of a finding when a comment is put beside it."""
    return finding.code, claim_of(entry.article, finding), finding.problem.document


def _keys(entry: ArticleReport) -> Iterator[Key]:
    return (_key(finding, entry) for finding in entry.findings if finding.code not in _OWN)


def _own(entry: ArticleReport) -> Counter[str]:
    """What is said of the comments themselves: fewer may be unused afterwards, none more."""
    return Counter(finding.code for finding in entry.findings if finding.code in _OWN)


def _loud(entry: ArticleReport) -> Counter[Key]:
    return Counter(_key(f, entry) for f in entry.findings if f.suppressed is None and f.code not in _OWN)


def _shape(block: Block) -> tuple[object, ...]:
    words = " ".join(block.text.text.split())
    return block.kind, block.level, block.group, block.index, block.label, block.skip, words


def _reading(article: Article, run: Run) -> Reading:
    return read(article.text, article.path, content=run.config.reading.content)
