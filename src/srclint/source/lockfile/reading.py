"""Text as a lock, whoever wrote it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from srclint.errors import LockError
from srclint.legal import provisions
from srclint.legal.skeletons import unfolded
from srclint.model import ActMetadata, LockedDocument, Outline, Provision
from srclint.source.lockfile.content import (
    ENTRY,
    FORMAT,
    LONGEST_TITLE,
    NAME,
    NOTHING,
    WORD,
    Damaged,
    Lock,
    LockedAct,
    celex_of,
    id_of,
    is_path,
    plain,
)

MAX_BYTES = 16_000_000
_MOST_PATHS = 100_000
_LONGEST_LINE = 20_000
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_HEXADECIMAL = re.compile(r"[0-9a-f-]{1,128}")
_CELEX = re.compile(r"[0-9A-Z][0-9A-Z()/_-]{2,40}")
_CONSOLIDATED = re.compile(r"0\d{4}[0-9A-Z()]{2,20}-(\d{4})(\d\d)(\d\d)")
_FORMAT = re.compile(r"# srclint\.lock, format (\d{1,6})\b")
_MARKERS = ("<<<<<<<", ">>>>>>>", "=======", "|||||||")


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
                raise Damaged("the file ends in the middle of a line")
            _take(line, blocks)
        except (Damaged, ValueError, OverflowError):
            raise LockError(
                f"{name}, line {number}: “{line[:60]}” is not what srclint writes. {_RESTORE}"
            ) from None
    documents: dict[str, _Block] = {}
    acts: dict[str, LockedAct] = {}
    unread: dict[str, str] = {}
    for id_, block in blocks.items():
        if id_.startswith("act:"):
            acts[id_[4:]] = _act(id_[4:], block)
        elif block.reads:
            documents[id_] = block
        elif block.unread:
            unread[id_] = block.unread
        else:
            raise LockError(f"{name}: the line that says when {id_[:200]} was read is missing. {_RESTORE}")
    return Lock(_Documents(documents), MappingProxyType(acts), MappingProxyType(unread))


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


class _Documents(Mapping[str, LockedDocument]):
    """Documents that are put together when they are asked for: a run cites few of a large lock."""

    def __init__(self, blocks: dict[str, _Block]) -> None:
        self._blocks = blocks
        self._made: dict[str, LockedDocument] = {}

    def __getitem__(self, id_: str) -> LockedDocument:
        if id_ not in self._made:
            self._made[id_] = _document(id_, self._blocks[id_])
        return self._made[id_]

    def __contains__(self, id_: object) -> bool:
        return id_ in self._blocks

    def __iter__(self) -> Iterator[str]:
        return iter(self._blocks)

    def __len__(self) -> int:
        return len(self._blocks)


def _take(line: str, blocks: dict[str, _Block]) -> None:
    if len(line) > _LONGEST_LINE:
        raise Damaged("too long")
    id_, space, rest = line.partition(" ")
    key, _, value = rest.partition(" ")
    taker = _TAKERS.get(key)
    if not space or taker is None or ":" not in id_ or (id_.startswith("act:") != (key in _OF_ACTS)):
        raise Damaged("unknown line")
    name = plain(id_)
    if name.startswith("act:") and not _CELEX.fullmatch(name[4:]):
        raise Damaged("not a CELEX number")
    taker(blocks.setdefault(name, _Block()), value)


def _take_read(block: _Block, value: str) -> None:
    day, format_, language, sha256 = value.split(" ")
    for word in (format_, language):
        _must(WORD, word)
    _must(_HEXADECIMAL, sha256)
    block.reads.append((_day(day), format_, _known(language), "" if sha256 == NOTHING else sha256))


def _take_title(block: _Block, value: str) -> None:
    block.title = plain(value)[:LONGEST_TITLE]


def _take_version(block: _Block, value: str) -> None:
    block.version = _day(value)


def _take_celex(block: _Block, value: str) -> None:
    block.celex, block.celex_said = _known(plain(value)), True
    if block.celex is not None:
        _must(_CELEX, block.celex)


def _take_pages(block: _Block, value: str) -> None:
    if not (value.isascii() and value.isdecimal() and len(value) < 8):
        raise Damaged("not a number")
    block.pages = int(value)


def _take_partial(block: _Block, value: str) -> None:
    block.partial = frozenset(_must(WORD, word) for word in value.split(","))


def _take_moved(block: _Block, value: str) -> None:
    how, _, url = value.partition(" ")
    if how not in ("same", "other") or not url:
        raise Damaged("not a move")
    block.moved = (how == "same", plain(url))


def _take_https(block: _Block, value: str) -> None:
    block.secure = value != "yes"


def _take_has(block: _Block, value: str) -> None:
    for token in value.split(" "):
        words = token.lstrip(".")
        depth = len(token) - len(words)
        if depth > 12:
            raise Damaged("too deep")
        _must(ENTRY, words)
        first, dots, last = words.partition("..")
        if dots:
            block.count += _run_length(first.rpartition("_")[2], last)
        block.count += 1
        if block.count > _MOST_PATHS:
            raise Damaged("too many provisions")
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
        raise Damaged("not a run")
    return length


def _take_cites(block: _Block, value: str) -> None:
    path, _, mark = value.partition(" ")
    _must(_HEXADECIMAL, mark)
    key = "" if path == NOTHING else plain(path)
    if key and not key.startswith("#") and not is_path(key):
        raise Damaged("not a path")
    said = "" if mark == NOTHING else mark
    block.cites[key] = said if block.cites.get(key, said) == said else ""


def _take_lacks(block: _Block, value: str) -> None:
    name = plain(value)
    if name.startswith("#"):
        block.fragments.setdefault(name[1:], False)
    else:
        provisions.parse(name)
        block.absent.add(name)


def _take_holds(block: _Block, value: str) -> None:
    name = plain(value)
    if not name.startswith("#"):
        raise Damaged("not a fragment")
    block.fragments[name[1:]] = True


def _take_unread(block: _Block, value: str) -> None:
    block.unread = _must(WORD, value)


def _take_versions(block: _Block, value: str) -> None:
    day, _, listed = value.partition(" ")
    numbers = tuple(listed.split(",")) if listed != NOTHING else ()
    for number in numbers:
        match = _CONSOLIDATED.fullmatch(number)
        if match is None:
            raise Damaged("not a consolidated version")
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
        document=id_of(id_),
        outline=Outline(
            format=format_,
            title=block.title,
            language=language,
            celex=block.celex if block.celex_said else celex_of(id_),
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
        raise Damaged("not a standing")
    said: dict[str, list[str]] = {"ends": [], "from": [], "repealed-by": [], "corrected-by": []}
    for fact in more:
        key, _, value = fact.partition("=")
        if key not in said:
            raise Damaged("unknown fact")
        said[key].append(value if key in ("ends", "from") else _must(_CELEX, plain(value)))
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
        raise Damaged("not of the right shape")
    return text


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(_must(_DAY, text))


def _known(text: str) -> str | None:
    return None if text == NOTHING else text
