"""``srclint.lock`` as text: what the cited sources held when they were read.

Every line stands for itself, ``<document> <key> <value>``, so that a merge which keeps the lines of
both sides is always right, and so that a line in a review tells what it is about. Documents are sorted
by id, the consolidated texts of an act behind it; within a document the provisions stand in its own
order, and the digest of a cited one follows the line that holds it. Two branches that cite different
articles of one act so change different places. The dividers (``# ---- celex:32016``) do the same for
new documents: they part the file from its first day on, where a short one would have only one place
for everything.

::

    celex:32024R1689 read 2026-06-22 oj-html en 9f86d081...
    celex:32024R1689 has art_64 .par_1..2
    celex:32024R1689 cites art_64.par_1 5d41402abc4b2a76b9719d911017c592
    celex:32024R1689 lacks art_640
    act:32024R1689 versions 2026-06-22 02024R1689-20260727

A lock comes from a repository, and so perhaps from a stranger: its size is bounded, each line must have
the shape that is written here, and nothing in it is executed or opened.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from types import MappingProxyType

from srclint.errors import LockError
from srclint.legal import provisions
from srclint.legal.identifiers import base_celex
from srclint.legal.skeletons import folded, unfolded
from srclint.model import ActMetadata, LockedDocument, Outline, Provision

NAME = "srclint.lock"
FORMAT = 1
MAX_BYTES = 16_000_000
_MOST_PATHS = 100_000
_LONGEST_TITLE = 300
_LONGEST_LINE = 20_000
_WRAP = 160

_HEAD = f"# srclint.lock, format {FORMAT}: what the cited sources held when they were read."
_PREFACE = (
    _HEAD,
    '# Written by "srclint lock"; commit it. Every line stands for itself: after a merge conflict keep',
    '# the lines of both sides, delete the lines of git\'s markers, and run "srclint lock".',
)
_NOTHING = "-"


@dataclass(frozen=True, slots=True)
class LockedAct:
    """What the register said of an act: its consolidated versions (CELEX, newest first), its standing.

    Each with the day on which it said so; None: it was not asked, or did not answer.
    """

    celex: str
    versions: tuple[str, ...] | None = None
    versions_on: dt.date | None = None
    metadata: ActMetadata | None = None
    metadata_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock file's content.

    ``unread`` are the cited documents that could not be read, with the reason: nothing is known of
    them, but that they were asked for.
    """

    documents: Mapping[str, LockedDocument] = field(default_factory=lambda: MappingProxyType({}))
    acts: Mapping[str, LockedAct] = field(default_factory=lambda: MappingProxyType({}))
    unread: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


# --------------------------------------------------------------------------- writing


def dump(lock: Lock) -> str:
    """The text of a lock file: the same lock gives the same text."""
    blocks: dict[str, list[str]] = {}
    for id_, document in lock.documents.items():
        blocks[id_] = [f"{_escaped(id_)} {line}" for line in _document_lines(document)]
    for id_, reason in lock.unread.items():
        blocks.setdefault(id_, []).append(f"{_escaped(id_)} unread {_escaped(reason)}")
    for celex, act in lock.acts.items():
        blocks[f"act:{celex}"] = [f"act:{_escaped(celex)} {line}" for line in _act_lines(act)]

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
        return f"celex:{base_celex(id_[6:])}#{id_}"
    return f"{id_}!"


def _document_lines(document: LockedDocument) -> Iterator[str]:
    outline = document.outline
    yield " ".join(
        (
            "read",
            document.retrieved.isoformat(),
            _escaped(outline.format),
            outline.language if outline.language and _WORD.fullmatch(outline.language) else _NOTHING,
            document.sha256 or _NOTHING,
        )
    )
    if outline.title:
        yield f"title {_escaped(' '.join(outline.title.split())[:_LONGEST_TITLE], spaces=True)}"
    if outline.version is not None:
        yield f"version {outline.version.isoformat()}"
    if outline.celex != _celex_of(document.document):
        yield f"celex {_escaped(outline.celex or _NOTHING)}"
    if outline.pages is not None:
        yield f"pages {outline.pages}"
    if outline.partial:
        yield f"partial {_escaped(','.join(sorted(outline.partial)))}"
    if document.moved_to is not None:
        yield f"moved {'same' if document.moved_same else 'other'} {_escaped(document.moved_to)}"
    if not document.secure:
        yield "https yes"
    yield from _outline_lines(document)
    for fragment, held in sorted(document.fragments.items()):
        yield f"{'holds' if held else 'lacks'} #{_escaped(fragment)}"
    for target in sorted(document.absent, key=_natural):
        yield f"lacks {_escaped(target)}"


def _outline_lines(document: LockedDocument) -> Iterator[str]:
    """The outline, and behind each of its lines the digests of what is cited there."""
    notation = list(folded(_paths(document.outline)))
    lines, line_of = _joined(notation)
    cited: dict[int, list[str]] = {}
    for path in document.provisions:
        if path and not path.startswith("#") and not _is_path(path):
            continue  # a number that no text has, from a page that was misread
        cited.setdefault(line_of.get(path.partition(".")[0], line_of.get(path, -1)), []).append(path)
    for at in range(-1, len(lines)):
        if at >= 0:
            yield f"has {lines[at]}"
        for path in sorted(cited.get(at, ()), key=_natural):
            key = _escaped(path) if path else _NOTHING
            yield f"cites {key} {document.provisions[path] or _NOTHING}"


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
    return [provision.path for provision in outline.provisions if _is_path(provision.path)]


def _is_path(path: str) -> bool:
    return _ENTRY.fullmatch(path) is not None and ".." not in path


def _act_lines(act: LockedAct) -> Iterator[str]:
    if act.versions is not None and act.versions_on is not None:
        listed = ",".join(act.versions) or _NOTHING
        yield f"versions {act.versions_on.isoformat()} {_escaped(listed)}"
    if act.metadata is not None and act.metadata_on is not None:
        said = act.metadata
        facts = [{True: "in-force", False: "not-in-force", None: "unsaid"}[said.in_force]]
        facts += [f"ends={said.end_of_validity.isoformat()}"] if said.end_of_validity else []
        facts += [f"from={day.isoformat()}" for day in said.entry_into_force]
        facts += [f"repealed-by={_escaped(celex)}" for celex in said.repealed_by]
        facts += [f"corrected-by={_escaped(celex)}" for celex in said.corrected_by]
        yield f"standing {act.metadata_on.isoformat()} {' '.join(facts)}"


def _escaped(text: str, *, spaces: bool = False) -> str:
    """Text without white space and controls, which would part a line; ``\\`` begins an escape."""
    if text.isalnum() and text.isascii():
        return text
    return "".join(
        char
        if (char.isprintable() and not char.isspace() and char != "\\") or (spaces and char == " ")
        else f"\\{ord(char):x};"
        for char in text
    )


def _natural(path: str) -> list[tuple[int, int, str]]:
    """``art_2`` before ``art_10``."""
    return [
        (0, int(part), "") if part.isdecimal() and part.isascii() and len(part) < 12 else (1, 0, part)
        for part in _DIGITS.split(path)
    ]


def _celex_of(id_: str) -> str | None:
    return id_.removeprefix("celex:") if id_.startswith("celex:") else None


# --------------------------------------------------------------------------- reading

_KIND = r"(?:pro|tis|cpt|sct|sbs|prt|art|rct|anx|para|par|sub|pnt|ind|sen)"
_NUMBER = r"(?:[^\W_]|[()/*'’°-]){1,40}"
_ENTRY = re.compile(rf"{_KIND}_{_NUMBER}(?:\.{_KIND}_{_NUMBER}){{0,12}}(?:\.\.{_NUMBER})?")
_DIGITS = re.compile(r"(\d+)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_HEXADECIMAL = re.compile(r"[0-9a-f-]{1,128}")
_ESCAPE = re.compile(r"\\([0-9a-f]{1,6});")
_CELEX = re.compile(r"[0-9A-Z][0-9A-Z()/_-]{2,40}")
_CONSOLIDATED = re.compile(r"0\d{4}[0-9A-Z()]{2,20}-(\d{4})(\d\d)(\d\d)")
_WORD = re.compile(r"[a-z0-9-]{1,40}")
_FORMAT = re.compile(r"# srclint\.lock, format (\d{1,6})\b")
_MARKERS = ("<<<<<<<", ">>>>>>>", "=======", "|||||||")


class _Damaged(ValueError):
    """A line that is not what is written here."""


def load(data: bytes, name: str = NAME) -> Lock:
    """The lock again. Raises LockError with the line and the remedy.

    Where a merge has left two facts in one place, the newer one counts; of two digests none does.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise LockError(f"{name}: it is not UTF-8. {_RESTORE}") from None
    lines = text.split("\n")
    found = _FORMAT.match(lines[0])
    if found is None and not lines[0].startswith(_MARKERS):
        raise LockError(f"{name}, line 1: this does not begin like a lock file. {_RESTORE}")
    if found is not None and int(found[1]) != FORMAT:
        raise LockError(
            f"{name}, line 1: it is of format {found[1]}, and this srclint reads format {FORMAT}. Use the "
            'version of srclint that wrote it, or delete it and run "srclint lock".'
        )
    blocks: dict[str, _Block] = {}
    for number, line in enumerate(lines, 1):
        line = line.removesuffix("\r")
        if not line or line.startswith("#"):
            continue
        if line.startswith(_MARKERS):
            raise LockError(
                f"{name}, line {number}: “{line[:40]}” was left by a merge. Keep the lines of both sides, "
                'delete the lines of the markers, and run "srclint lock".'
            )
        try:
            if number == len(lines):
                raise _Damaged("the file ends in the middle of a line")
            _take(line, blocks)
        except (_Damaged, ValueError, OverflowError):
            raise LockError(
                f"{name}, line {number}: “{line[:60]}” is not what srclint writes. {_RESTORE}"
            ) from None
    documents: dict[str, LockedDocument] = {}
    acts: dict[str, LockedAct] = {}
    unread: dict[str, str] = {}
    for id_, block in blocks.items():
        if id_.startswith("act:"):
            acts[id_[4:]] = _act(id_[4:], block)
        elif block.reads:
            documents[id_] = _document(id_, block)
        elif block.unread:
            unread[id_] = block.unread
        else:
            raise LockError(f"{name}: the line that says when {id_[:200]} was read is missing. {_RESTORE}")
    return Lock(MappingProxyType(documents), MappingProxyType(acts), MappingProxyType(unread))


_RESTORE = 'Restore it from git, or delete it and run "srclint lock".'


@dataclass(slots=True)
class _Block:
    """The facts of one document or act, as they stand in the file."""

    reads: list[tuple[dt.date, str, str | None, str]] = field(default_factory=list)
    unread: str = ""
    title: str | None = None
    version: dt.date | None = None
    celex: str | None = None
    celex_said: bool = False
    pages: int | None = None
    partial: frozenset[str] = frozenset()
    moved: tuple[bool, str] | None = None
    secure: bool = True
    outline: list[str] = field(default_factory=list)
    count: int = 0
    cites: dict[str, str] = field(default_factory=dict)
    absent: set[str] = field(default_factory=set)
    fragments: dict[str, bool] = field(default_factory=dict)
    versions: list[tuple[dt.date, tuple[str, ...]]] = field(default_factory=list)
    standing: list[tuple[dt.date, str]] = field(default_factory=list)


def _take(line: str, blocks: dict[str, _Block]) -> None:
    if len(line) > _LONGEST_LINE:
        raise _Damaged("too long")
    id_, space, rest = line.partition(" ")
    key, _, value = rest.partition(" ")
    taker = _TAKERS.get(key)
    if not space or taker is None or ":" not in id_ or (id_.startswith("act:") != (key in _OF_ACTS)):
        raise _Damaged("unknown line")
    name = _plain(id_)
    if name.startswith("act:") and not _CELEX.fullmatch(name[4:]):
        raise _Damaged("not a CELEX number")
    taker(blocks.setdefault(name, _Block()), value)


def _take_read(block: _Block, value: str) -> None:
    day, format_, language, sha256 = value.split(" ")
    for word in (format_, language):
        _must(_WORD, word)
    _must(_HEXADECIMAL, sha256)
    block.reads.append((_day(day), format_, _known(language), "" if sha256 == _NOTHING else sha256))


def _take_title(block: _Block, value: str) -> None:
    block.title = _plain(value)[:_LONGEST_TITLE]


def _take_version(block: _Block, value: str) -> None:
    block.version = _day(value)


def _take_celex(block: _Block, value: str) -> None:
    block.celex, block.celex_said = _known(_plain(value)), True
    if block.celex is not None:
        _must(_CELEX, block.celex)


def _take_pages(block: _Block, value: str) -> None:
    if not (value.isascii() and value.isdecimal() and len(value) < 8):
        raise _Damaged("not a number")
    block.pages = int(value)


def _take_partial(block: _Block, value: str) -> None:
    block.partial = frozenset(_must(_WORD, word) for word in value.split(","))


def _take_moved(block: _Block, value: str) -> None:
    how, _, url = value.partition(" ")
    if how not in ("same", "other") or not url:
        raise _Damaged("not a move")
    block.moved = (how == "same", _plain(url))


def _take_https(block: _Block, value: str) -> None:
    block.secure = value != "yes"


def _take_has(block: _Block, value: str) -> None:
    for token in value.split(" "):
        words = token.lstrip(".")
        depth = len(token) - len(words)
        if depth > 12:
            raise _Damaged("too deep")
        _must(_ENTRY, words)
        first, dots, last = words.partition("..")
        if dots:
            block.count += _run_length(first.rpartition("_")[2], last)
        block.count += 1
        if block.count > _MOST_PATHS:
            raise _Damaged("too many provisions")
        block.outline.append(" " * depth + words)


def _run_length(first: str, last: str) -> int:
    """How long a run is; only what ``folded`` writes, for a run that does not rise has no end."""
    if first.isascii() and first.isdecimal() and last.isascii() and last.isdecimal() and len(last) < 8:
        length = int(last) - int(first)
        sound = not first.startswith("0")
    else:
        sound = len(first) == len(last) == 1 and first >= "a" and last <= "z"
        length = ord(last) - ord(first) if sound else 0
    if not sound or length < 1 or str(last).startswith("0"):
        raise _Damaged("not a run")
    return length


def _take_cites(block: _Block, value: str) -> None:
    path, _, mark = value.partition(" ")
    _must(_HEXADECIMAL, mark)
    key = "" if path == _NOTHING else _plain(path)
    if key and not key.startswith("#") and not _is_path(key):
        raise _Damaged("not a path")
    said = "" if mark == _NOTHING else mark
    block.cites[key] = said if block.cites.get(key, said) == said else ""


def _take_lacks(block: _Block, value: str) -> None:
    name = _plain(value)
    if name.startswith("#"):
        block.fragments.setdefault(name[1:], False)
    else:
        provisions.parse(name)
        block.absent.add(name)


def _take_holds(block: _Block, value: str) -> None:
    name = _plain(value)
    if not name.startswith("#"):
        raise _Damaged("not a fragment")
    block.fragments[name[1:]] = True


def _take_unread(block: _Block, value: str) -> None:
    block.unread = _must(_WORD, value)


def _take_versions(block: _Block, value: str) -> None:
    day, _, listed = value.partition(" ")
    numbers = tuple(listed.split(",")) if listed != _NOTHING else ()
    for number in numbers:
        match = _CONSOLIDATED.fullmatch(number)
        if match is None:
            raise _Damaged("not a consolidated version")
        dt.date(int(match[1]), int(match[2]), int(match[3]))  # raises ValueError where it is none
    block.versions.append((_day(day), numbers))


def _take_standing(block: _Block, value: str) -> None:
    day, _, facts = value.partition(" ")
    _metadata("", facts)
    block.standing.append((_day(day), facts))


_OF_ACTS = frozenset({"versions", "standing"})
_TAKERS: Mapping[str, Callable[[_Block, str], None]] = MappingProxyType(
    {
        "read": _take_read,
        "title": _take_title,
        "version": _take_version,
        "celex": _take_celex,
        "pages": _take_pages,
        "partial": _take_partial,
        "moved": _take_moved,
        "https": _take_https,
        "has": _take_has,
        "cites": _take_cites,
        "lacks": _take_lacks,
        "holds": _take_holds,
        "unread": _take_unread,
        "versions": _take_versions,
        "standing": _take_standing,
    }
)


def _document(id_: str, block: _Block) -> LockedDocument:
    day, format_, language, sha256 = max(block.reads, key=lambda read: (read[0], read[3]))
    fragments = sorted(key[1:] for key in block.cites if key.startswith("#"))
    return LockedDocument(
        document=id_,
        outline=Outline(
            format=format_,
            title=block.title,
            language=language,
            celex=block.celex if block.celex_said else _celex_of(id_),
            version=block.version,
            provisions=tuple(
                Provision(path) for path in dict.fromkeys(path for _, path in unfolded(block.outline))
            ),
            anchors=frozenset(name for name, held in block.fragments.items() if held),
            pages=block.pages,
            partial=block.partial,
            skeleton=True,
            # So that a link to a section rests on that section again, not on the whole page.
            sections=tuple(Provision(f"sec_{n}", anchor=name) for n, name in enumerate(fragments, 1)),
        ),
        sha256=sha256,
        retrieved=day,
        provisions=MappingProxyType(block.cites),
        absent=frozenset(block.absent),
        fragments=MappingProxyType(block.fragments),
        moved_to=block.moved[1] if block.moved else None,
        moved_same=bool(block.moved and block.moved[0]),
        secure=block.secure,
    )


def _act(celex: str, block: _Block) -> LockedAct:
    versions_on, versions = max(block.versions, default=(None, None))
    metadata_on, facts = max(block.standing, default=(None, None))
    metadata = _metadata(celex, facts) if facts is not None else None
    return LockedAct(celex, versions, versions_on, metadata, metadata_on)


def _metadata(celex: str, facts: str) -> ActMetadata:
    first, *more = facts.split(" ")
    in_force = {"in-force": True, "not-in-force": False, "unsaid": None}
    if first not in in_force:
        raise _Damaged("not a standing")
    said: dict[str, list[str]] = {"ends": [], "from": [], "repealed-by": [], "corrected-by": []}
    for fact in more:
        key, _, value = fact.partition("=")
        if key not in said:
            raise _Damaged("unknown fact")
        said[key].append(value if key in ("ends", "from") else _must(_CELEX, _plain(value)))
    ends = [_day(day) for day in said["ends"]]
    return ActMetadata(
        celex,
        in_force[first],
        ends[0] if ends else None,
        tuple(_day(day) for day in said["from"]),
        tuple(said["repealed-by"]),
        tuple(said["corrected-by"]),
    )


def _must(pattern: re.Pattern[str], text: str) -> str:
    if pattern.fullmatch(text) is None:
        raise _Damaged("not of the right shape")
    return text


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(_must(_DAY, text))


def _known(text: str) -> str | None:
    return None if text == _NOTHING else text


def _plain(text: str) -> str:
    """What ``_escaped`` made, undone; raises ValueError for an escape that it does not write."""
    if "\\" not in text:
        return text
    plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if text.count("\\") != len(_ESCAPE.findall(text)):
        raise _Damaged("not an escape")
    return plain


def sorted_versions(versions: Iterable[str]) -> tuple[str, ...]:
    """Consolidated versions (CELEX) newest first."""
    return tuple(sorted(versions, key=lambda celex: celex.rpartition("-")[2], reverse=True))
