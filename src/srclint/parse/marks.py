"""Which bracketed numbers, superscripts and numbered links are footnote marks, and what defines them.

``[1]`` is a mark only where the file has something numbered 1 to point to: a note with that label,
a line that begins with ``[1]``, or an entry of a numbered list of sources. Everything else stays
text: ``10²``, ``[1]`` in a formula.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from srclint.parse.blocks import BlockKind
from srclint.parse.headings import heading_key, section_words
from srclint.parse.runs import (
    AtomRun,
    Draft,
    LinkEnd,
    LinkRun,
    MarkRun,
    Run,
    TextRun,
    plain_words,
)

_LABEL = re.compile(r"[\s\[(]*(\d{1,3}|[*†‡])[\s\])]*")
_URL_SCHEMES = ("http://", "https://")


def settle_marks(drafts: Sequence[Draft], source: str) -> frozenset[str]:
    """Turn numbered links to places in the file into marks, and find the definitions.

    Changes the drafts in place; gives the labels that numbered entries of source lists define.
    """
    ids = {id_ for draft in drafts for id_ in draft.ids}
    if ids:
        for draft in drafts:
            if any(isinstance(run, LinkRun) and run.url.startswith("#") for run in draft.runs):
                draft.runs = _numbered_links(draft.runs, source, ids)
    wanted: set[str] = set()
    for draft in drafts:
        own = None
        first = draft.runs[0] if draft.runs else None
        if draft.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and isinstance(first, MarkRun):
            own = _begins_with_label(draft, first)
        if own is not None:
            draft.defines = own
        elif draft.defines and not isinstance(first, MarkRun):
            draft.defines = None
        for run in draft.runs[1:] if draft.defines else draft.runs:
            if isinstance(run, MarkRun):
                wanted.update(label for label, _, _ in run.labels)
    for draft in drafts:
        if draft.defines is None:
            continue
        if draft.defines in wanted:
            draft.kind, draft.label = BlockKind.FOOTNOTE, draft.defines
            del draft.runs[0]
            if draft.runs and isinstance(draft.runs[0], TextRun):
                draft.runs[0] = _without_colon(draft.runs[0], source)
        else:
            # Nothing points to it: the number is what the author wrote.
            first = draft.runs[0]
            if isinstance(first, MarkRun) and not first.sure:
                draft.runs[0:1] = first.fallback
        draft.defines = None
    return frozenset(_numbered_sources(drafts, source))


def _begins_with_label(draft: Draft, first: MarkRun) -> str | None:
    """The label where a block is a definition written by hand ("[1] Regulation ...")."""
    if len(first.labels) != 1 or first.style in ("footnote", "inline") or len(draft.runs) < 2:
        return None
    if first.style == "bracket" and draft.defines is None:
        return None
    return first.labels[0][0]


def _without_colon(run: TextRun, source: str) -> TextRun:
    start = run.start
    while start < run.end and source[start] in ": \t":
        start += 1
    return TextRun(start, run.end)


def _numbered_links(runs: Sequence[Run], source: str, ids: set[str]) -> list[Run]:
    """``[1](#note)`` and ``<a href="#note">1</a>`` are marks where the place exists."""
    result: list[Run] = []
    index = 0
    while index < len(runs):
        run = runs[index]
        if isinstance(run, LinkRun) and run.url.startswith("#") and run.url[1:] in ids:
            stop = index + 1
            words = ""
            while stop < len(runs) and stop < index + 8 and not isinstance(runs[stop], LinkEnd):
                words += _words(runs[stop], source)
                stop += 1
            label = _LABEL.fullmatch(words) if len(words) < 12 else None
            if stop < len(runs) and isinstance(runs[stop], LinkEnd) and label:
                place = (label.group(1), run.file_start, run.file_end)
                result.append(
                    MarkRun((place,), run.file_start, run.file_end, "superscript", run.url[1:], True)
                )
                index = stop + 1
                continue
        result.append(run)
        index += 1
    return result


def _words(run: Run, source: str) -> str:
    if isinstance(run, TextRun):
        return source[run.start : min(run.end, run.start + 20)]
    if isinstance(run, AtomRun):
        return run.words
    if isinstance(run, MarkRun):
        return source[run.start : min(run.end, run.start + 20)]
    return ""


def _numbered_sources(drafts: Sequence[Draft], source: str) -> set[str]:
    """The numbers of ordered lists that are lists of sources, by their heading or by their links."""
    headings = section_words().source_headings
    labels: set[str] = set()
    group: list[Draft] = []
    under_sources = False
    level = 0
    for draft in [*drafts, None]:
        numbered = draft is not None and draft.kind is BlockKind.ITEM and draft.ordinal is not None
        if group and (draft is None or not numbered or draft.group != group[0].group):
            if draft is not None and not numbered and draft.kind is not BlockKind.HEADING and (
                draft.level > 0 or draft.kind is BlockKind.ITEM
            ):
                continue  # something inside the list
            if under_sources or _mostly_linked(group, source):
                labels.update(str(item.ordinal) for item in group)
            group = []
        if draft is None:
            break
        if numbered:
            group.append(draft)
        elif draft.kind is BlockKind.HEADING:
            words = plain_words(draft.runs, source)
            if len(words) < 100 and heading_key(words) in headings:
                under_sources, level = True, draft.level
            elif draft.level <= level:
                under_sources = False
    return labels


def _mostly_linked(group: Sequence[Draft], source: str) -> bool:
    """Whether at least two thirds of the entries hold an address, as a list of sources does.

    The entries must be the list itself, not steps with a link in passing: the address stands at
    the beginning or the end of an entry.
    """
    linked = 0
    for item in group:
        links = [run for run in item.runs if isinstance(run, LinkRun) and run.url.startswith(_URL_SCHEMES)]
        if links and (links[0].file_start <= item.start + 8 or links[-1].file_end >= item.end - 8):
            linked += 1
    return linked * 3 >= len(group) * 2
