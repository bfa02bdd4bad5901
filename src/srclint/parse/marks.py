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
_BACK = re.compile(r"[\s↩↑↵⤴⏎^←\ufe0e\ufe0f\[\]()]{1,8}")
NOTE_ID = re.compile(
    r"(?:^|[_:./-])(?:(?:fn|ftn|edn|foot|footnote|endnote|note|cite|cite_note|ref|bib|bibr|source|src)"
    r"[_:.-]{0,2}(?:[A-Za-z]{0,20}[_:.-])?|[bfnr][_:.-]{0,2})\d{1,4}$",
    re.IGNORECASE,
)
"""An element's id that names a note or an entry of a bibliography: ``fn1``, ``_ftn2``, ``ref-3``."""
_URL_SCHEMES = ("http://", "https://")


def settle_marks(drafts: Sequence[Draft], source: str, *, links: bool = True) -> frozenset[str]:
    """Turn numbered links to places in the file into marks, and find the definitions.

    ``links``: whether numbered links have still to be told from others (the HTML reader has done
    it). Changes the drafts in place; gives the labels that numbered entries of source lists define.
    """
    places = {id_: draft for draft in reversed(drafts) for id_ in draft.ids}
    for draft in drafts:
        if (
            links
            and places
            and any(isinstance(run, LinkRun) and run.url.startswith("#") for run in draft.runs)
        ):
            draft.runs = _numbered_links(draft, source, places)
    numbered = frozenset(_numbered_sources(drafts, source))
    _settle_notes(drafts, source, places)
    _part_namesakes(drafts, numbered)
    wanted: set[str] = set()
    for draft in drafts:
        own = None
        first = draft.runs[0] if draft.runs else None
        if draft.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and isinstance(first, MarkRun):
            own = _begins_with_label(draft, first, places)
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
    return numbered


def _begins_with_label(draft: Draft, first: MarkRun, places: dict[str, Draft]) -> str | None:
    """The label where a block is a definition written by hand ("[1] Regulation ...").

    A mark that links onward to its note only begins a sentence: "[1] shows that ...".
    """
    place = places.get(first.target) if first.target is not None else None
    if place is not None and place is not draft and place.start > draft.start:
        return None
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


def _numbered_links(draft: Draft, source: str, places: dict[str, Draft]) -> list[Run]:
    """``[1](#note)`` and ``<a href="#note">1</a>`` are marks where the place exists elsewhere."""
    result: list[Run] = []
    runs = draft.runs
    index = 0
    while index < len(runs):
        run = runs[index]
        if isinstance(run, LinkRun) and run.url.startswith("#"):
            place = places.get(run.url[1:])
            stop, words = _short_link(runs, index, source)
            label = _LABEL.fullmatch(words) if stop and len(words) < 12 else None
            if label and place is not None and place is not draft and _is_note(place, label, run, source):
                extent = (label.group(1), run.file_start, run.file_end)
                result.append(
                    MarkRun((extent,), run.file_start, run.file_end, "superscript", run.url[1:], True)
                )
                index = stop
                continue
        result.append(run)
        index += 1
    return result


def _is_note(place: Draft, label: re.Match[str], link: LinkRun, source: str) -> bool:
    """Whether a numbered link points to a note, and not to a figure or a section."""
    if place.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW, BlockKind.FOOTNOTE):
        return False
    if "[" in label.group() or NOTE_ID.search(link.url[1:]):
        return True
    return plain_words(place.runs[:2], source).lstrip("[(").startswith(label.group(1))


def _short_link(runs: Sequence[Run], index: int, source: str) -> tuple[int, str]:
    """(the index after a link's end, its words) for a link of a few runs; (0, "") for a longer one."""
    words = ""
    for stop in range(index + 1, min(len(runs), index + 8)):
        run = runs[stop]
        if isinstance(run, LinkEnd):
            return stop + 1, words
        words += _words(run, source)
    return 0, ""


def _settle_notes(drafts: Sequence[Draft], source: str, places: dict[str, Draft]) -> None:
    """The block that a linked mark points to is its note; its number and its way back are no text."""
    notes: dict[int, Draft] = {}
    for draft in drafts:
        for run in draft.runs:
            if isinstance(run, MarkRun) and run.target is not None:
                place = places.get(run.target)
                if place is None or place is draft or id(place) in notes or place.start < draft.start:
                    continue
                if place.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW):
                    place.kind, place.label, place.note = BlockKind.FOOTNOTE, run.labels[0][0], run.target
                    notes[id(place)] = place
    for draft in notes.values():
        first = draft.runs[0] if draft.runs else None
        if isinstance(first, TextRun) and first.end - first.start < 8:
            label = _LABEL.fullmatch(source[first.start : first.end].rstrip(". "))
            if label and label.group(1) == draft.label:
                del draft.runs[0]
        kept: list[Run] = []
        index = 0
        while index < len(draft.runs):
            run = draft.runs[index]
            if isinstance(run, LinkRun) and run.url.startswith("#"):
                stop, words = _short_link(draft.runs, index, source)
                if stop and _BACK.fullmatch(words):
                    index = stop
                    continue
            kept.append(run)
            index += 1
        draft.runs = kept


def _part_namesakes(drafts: Sequence[Draft], numbered: frozenset[str]) -> None:
    """Two lists that both begin at 1 (notes, and sources): the linked notes go by their ids.

    Without it the note 1 would be taken for the source [1].
    """
    targets: dict[str, set[str]] = {}
    unlinked: set[str] = set()
    for draft in drafts:
        for run in draft.runs:
            if isinstance(run, MarkRun) and run.target is not None:
                targets.setdefault(run.labels[0][0], set()).add(run.target)
            elif isinstance(run, MarkRun) and not run.sure:
                unlinked.update(label for label, _, _ in run.labels)
    clashing = {label for label, ids in targets.items() if len(ids) > 1}
    clashing |= targets.keys() & numbered & unlinked
    if not clashing:
        return
    for draft in drafts:
        if draft.note is not None and draft.label in clashing:
            draft.label = draft.note
        for run in draft.runs:
            if isinstance(run, MarkRun) and run.target is not None and run.labels[0][0] in clashing:
                run.labels = ((run.target, *run.labels[0][1:]),)


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
            if (
                draft is not None
                and not numbered
                and draft.kind is not BlockKind.HEADING
                and (draft.level > 0 or draft.kind is BlockKind.ITEM)
            ):
                continue  # something inside the list
            if under_sources or _mostly_linked(group):
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


def _mostly_linked(group: Sequence[Draft]) -> bool:
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
