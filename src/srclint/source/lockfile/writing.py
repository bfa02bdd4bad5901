"""A lock as text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from importlib import resources

from srclint.legal.identifiers import base_celex
from srclint.legal.skeletons import folded, unfolded
from srclint.model import LockedDocument, Outline
from srclint.source.lockfile.content import (
    FORMAT,
    LONGEST_TITLE,
    NOTHING,
    WORD,
    Lock,
    LockedAct,
    celex_of,
    escaped,
    id_of,
    is_path,
)

_WRAP = 160
_HEAD = f"# srclint.lock, format {FORMAT}: what the cited sources held when they were read."
_PREFACE = (
    _HEAD,
    '# Written by "srclint lock"; commit it. Every line stands for itself: after a merge conflict keep',
    '# the lines of both sides, delete the lines of git\'s markers, and run "srclint lock".',
)
_DIGITS = re.compile(r"(\d+)")


def dump(lock: Lock) -> str:
    """The text of a lock file: the same lock gives the same text."""
    blocks: dict[str, list[str]] = {}
    for id_, document in lock.documents.items():
        blocks[id_] = [f"{escaped(id_)} {line}" for line in _document_lines(document)]
    for id_, reason in lock.unread.items():
        blocks.setdefault(id_, []).append(f"{escaped(id_)} unread {escaped(reason)}")
    for celex, act in lock.acts.items():
        blocks[f"act:{celex}"] = [f"act:{escaped(celex)} {line}" for line in _act_lines(act)]

    lines = [*_PREFACE, ""]
    parts = dividers()
    passed = 0
    for id_ in sorted(blocks, key=_order):
        reached = bisect_right(parts, _order(id_))
        lines += (f"# ---- {part}" for part in parts[passed:reached])
        passed = reached
        lines += blocks[id_]
    lines += (f"# ---- {part}" for part in parts[passed:])
    return "\n".join(lines) + "\n"


@cache
def dividers() -> tuple[str, ...]:
    """The places where every lock is parted, sorted; part of the format, so never to be changed."""
    text = (resources.files("srclint.source") / "data" / "lock-dividers.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


def _order(id_: str) -> str:
    """What documents are sorted by: what the register says of an act, its text, its consolidated texts."""
    if id_.startswith("act:"):
        return f"celex:{id_[4:]} "
    if id_.startswith("celex:0"):
        return f"celex:{base_celex(id_of(id_)[6:])}#{id_}"
    return f"{id_}!"


def _document_lines(document: LockedDocument) -> Iterator[str]:
    outline = document.outline
    yield " ".join(
        (
            "read",
            document.retrieved.isoformat(),
            escaped(outline.format),
            outline.language if outline.language and WORD.fullmatch(outline.language) else NOTHING,
            document.sha256 or NOTHING,
        )
    )
    if outline.title:
        yield f"title {escaped(' '.join(outline.title.split())[:LONGEST_TITLE], spaces=True)}"
    if outline.version is not None:
        yield f"version {outline.version.isoformat()}"
    if outline.celex != celex_of(document.document):
        yield f"celex {escaped(outline.celex or NOTHING)}"
    if outline.pages is not None:
        yield f"pages {outline.pages}"
    if outline.partial:
        yield f"partial {escaped(','.join(sorted(outline.partial)))}"
    if document.moved_to is not None:
        yield f"moved {'same' if document.moved_same else 'other'} {escaped(document.moved_to)}"
    if not document.secure:
        yield "https yes"
    yield from _outline_lines(document)
    for fragment, held in sorted(document.fragments.items()):
        yield f"{'holds' if held else 'lacks'} #{escaped(fragment)}"
    for target in sorted(document.absent, key=_natural):
        yield f"lacks {escaped(target)}"


def _outline_lines(document: LockedDocument) -> Iterator[str]:
    """The outline, and behind each of its lines the digests of what is cited there."""
    notation = list(folded(_paths(document.outline)))
    lines, line_of = _joined(notation)
    cited: dict[int, list[str]] = {}
    for path in document.provisions:
        if path and not path.startswith("#") and not is_path(path):
            continue  # a number that no text has, from a page that was misread
        cited.setdefault(line_of.get(path.partition(".")[0], line_of.get(path, -1)), []).append(path)
    for at in range(-1, len(lines)):
        if at >= 0:
            yield f"has {lines[at]}"
        for path in sorted(cited.get(at, ()), key=_natural):
            key = escaped(path) if path else NOTHING
            yield f"cites {key} {document.provisions[path] or NOTHING}"


def _joined(notation: list[str]) -> tuple[list[str], dict[str, int]]:
    """The outline's notation with depth as dots, an article a line; and the line of each path."""
    lines: list[str] = []
    line_at: list[int] = []
    for entry in notation:
        words = entry.lstrip(" ")
        token = "." * (len(entry) - len(words)) + words
        if lines and token.startswith(".") and len(lines[-1]) + len(token) < _WRAP:
            lines[-1] += f" {token}"
        else:
            lines.append(token)
        line_at.append(len(lines) - 1)
    line_of: dict[str, int] = {}
    for at, path in unfolded(notation):
        line_of.setdefault(path, line_at[at])
    return lines, line_of


def _paths(outline: Outline) -> list[str]:
    return [provision.path for provision in outline.provisions if is_path(provision.path)]


def _act_lines(act: LockedAct) -> Iterator[str]:
    if act.versions is not None and act.versions_on is not None:
        listed = ",".join(act.versions) or NOTHING
        yield f"versions {act.versions_on.isoformat()} {escaped(listed)}"
    if act.metadata is not None and act.metadata_on is not None:
        said = act.metadata
        facts = [{True: "in-force", False: "not-in-force", None: "unsaid"}[said.in_force]]
        facts += [f"ends={said.end_of_validity.isoformat()}"] if said.end_of_validity else []
        facts += [f"from={day.isoformat()}" for day in said.entry_into_force]
        facts += [f"repealed-by={escaped(celex)}" for celex in said.repealed_by]
        facts += [f"corrected-by={escaped(celex)}" for celex in said.corrected_by]
        yield f"standing {act.metadata_on.isoformat()} {' '.join(facts)}"


def _natural(path: str) -> tuple[list[tuple[int, int, str]], str]:
    """``art_2`` before ``art_10``."""
    parts = [
        (0, int(part), "") if part.isdecimal() and part.isascii() and len(part) < 12 else (1, 0, part)
        for part in _DIGITS.split(path)
    ]
    return parts, path
