"""Which files a run reads, in which order, and when they were last committed."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from srclint.config.keys import too_wild
from srclint.engine import git
from srclint.errors import UsageError
from srclint.plainfile import read_plain

if TYPE_CHECKING:
    import pathspec

SUFFIXES = (".md", ".markdown", ".html", ".htm", ".xhtml", ".txt")
_MOST_IGNORED = 500_000
OWN_MARK = '<meta name="generator" content="srclint '
"""What srclint's own HTML reports have in their head (``report/htmlreport``)."""
_HEAD = 2000
MAX_BYTES = 20_000_000
"""Articles are prose; a larger file is a data dump, and reading it would only stall the hook."""


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read: its name in reports, its bytes on disk or in ``data``, or why it cannot be read."""

    path: str
    file: Path | None
    data: bytes | None = None
    problem: str | None = None

    def read(self) -> bytes:
        """The file's bytes; raises OSError."""
        if self.data is not None:
            return self.data
        assert self.file is not None
        return read_plain(self.file, MAX_BYTES)


def discover(
    paths: Sequence[str], exclude: Sequence[str], root: Path, *, apart: Sequence[Path] = ()
) -> tuple[InputFile, ...]:
    """The files that ``paths`` mean, sorted by name, each once.

    Files are taken as named, whatever their ending; folders are searched for ``SUFFIXES``, with
    ``.gitignore`` respected and hidden folders left out. ``exclude`` holds patterns in the manner
    of .gitignore, relative to ``root``; it also holds for files that are named, as pre-commit
    passes every file by name. ``apart`` are folders of sources: what is cited is no article, so they
    are searched only where they are named. Raises UsageError for a path that does not exist.
    """
    import pathspec

    excluded = pathspec.GitIgnoreSpec.from_lines(exclude)
    left_out = frozenset(Path(os.path.abspath(folder)) for folder in apart)
    found: dict[str, InputFile] = {}
    for name in paths:
        path = Path(name)
        if path.is_dir():
            for item in _walk(path, left_out):
                found.setdefault(item.path, item)
        elif path.exists():
            found.setdefault(shown(path), InputFile(shown(path), path))
        else:
            raise UsageError(f"{name}: there is no such file or folder; check the spelling.")
    return tuple(
        found[name]
        for name in sorted(found)
        if not (exclude and excluded.match_file(_relative(found[name], root)))
    )


def without_own_reports(files: Sequence[InputFile]) -> tuple[tuple[InputFile, ...], tuple[str, ...]]:
    """The files without srclint's own HTML reports, which are no articles, and the names of those."""
    own = dict.fromkeys(item.path for item in files if _is_own_report(item))
    return tuple(item for item in files if item.path not in own), tuple(own)


def _is_own_report(item: InputFile) -> bool:
    if item.problem is not None or not item.path.lower().endswith((".html", ".htm")):
        return False
    try:
        if item.data is not None:
            head = item.data[:_HEAD]
        elif item.file is not None and item.file.is_file():
            with item.file.open("rb") as stream:
                head = stream.read(_HEAD)
        else:
            return False
    except OSError:
        return False  # it is told when the file is read
    return OWN_MARK.encode() in head.partition(b"<body")[0]


def shown(path: Path) -> str:
    """A file's name in reports: relative to the current folder where it lies below it, with ``/``."""
    absolute = Path(os.path.abspath(path))
    try:
        return absolute.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return absolute.as_posix()


def _relative(item: InputFile, root: Path) -> str:
    if item.file is None:
        return item.path
    absolute = Path(os.path.abspath(item.file))
    try:
        return absolute.relative_to(root).as_posix()
    except ValueError:
        return item.path


def _walk(folder: Path, left_out: frozenset[Path]) -> Iterable[InputFile]:
    # .gitignore files from the repository's root down to the folder that is searched
    layers = []
    top = Path(os.path.abspath(folder))
    ancestors = [top, *top.parents]
    repository = next((place for place in ancestors if (place / ".git").exists()), None)
    if repository is not None:
        for place in reversed(ancestors[1 : ancestors.index(repository) + 1]):
            layers += _ignore_layer(place)

    def ignored(path: Path, stack: list[tuple[Path, pathspec.GitIgnoreSpec]], *, directory: bool) -> bool:
        verdict = False
        for place, spec in stack:
            name = path.relative_to(place).as_posix() + ("/" if directory else "")
            result = spec.check_file(name)
            if result.include is not None:
                verdict = result.include
        return verdict

    pending = [(top, layers)]
    while pending:
        here, stack = pending.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as error:
            reason = error.strerror or str(error)
            yield InputFile(shown(here), here, problem=f"The folder cannot be listed: {reason}.")
            continue
        stack = [*stack, *_ignore_layer(here)]
        for entry in entries:
            path = Path(entry.path)
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                if path not in left_out and not ignored(path, stack, directory=True):
                    pending.append((path, stack))
            elif entry.name.lower().endswith(SUFFIXES) and not ignored(path, stack, directory=False):
                yield InputFile(shown(path), path, problem=_led_out(entry, top))


def _led_out(entry: os.DirEntry[str], top: Path) -> str | None:
    """Why a link that was found by searching is not read: a pull request may point one at any secret."""
    if not entry.is_symlink():
        return None
    target, inside = os.path.realpath(entry.path), os.path.realpath(top)
    parts = Path(target).relative_to(inside).parts if Path(inside) in Path(target).parents else (".",)
    if not any(part.startswith(".") for part in parts):
        return None
    return "The file is a link that leads out of the folder that is searched; name it to have it read."


def _ignore_layer(folder: Path) -> list[tuple[Path, pathspec.GitIgnoreSpec]]:
    import pathspec

    try:
        text = read_plain(folder / ".gitignore", _MOST_IGNORED).decode("utf-8", "replace")
    except OSError:
        return []
    # What a line too wild to be matched would hide is read: better once too often.
    lines = [line for line in text.splitlines() if not too_wild(line)]
    return [(folder, pathspec.GitIgnoreSpec.from_lines(lines))]


def commit_dates(files: Sequence[Path]) -> dict[Path, dt.date]:
    """The date of the last commit of each file, as far as git knows one; {} without git.

    One ``git log`` for each repository, read until every file was seen.
    """
    found: dict[Path, dt.date] = {}
    wanted = {Path(os.path.abspath(file)): file for file in files}
    while wanted:
        first = next(iter(wanted))
        root = _repository(first.parent)
        group = {path: file for path, file in wanted.items() if root and root in path.parents} or {
            first: wanted[first]
        }
        for path in group:
            del wanted[path]
        if root is not None:
            found.update(_log_dates(root, group))
    return found


def _repository(folder: Path) -> Path | None:
    try:
        return git.root_of(folder)
    except FileNotFoundError:
        return None


def _log_dates(root: Path, group: dict[Path, Path]) -> dict[Path, dt.date]:
    names = {os.fsencode(inner): file for path, file in group.items() if (inner := git.name_in(path, root))}
    command = ["log", "-z", "--format=%x01%cs", "--name-only", "--no-renames"]
    command += ["--no-show-signature", "--no-ext-diff", "--no-textconv"]
    if len(names) <= 200:
        command += ["--", *(os.fsdecode(name) for name in names)]
    found: dict[Path, dt.date] = {}
    told = git.ask(root, *command) or b""
    date: dt.date | None = None
    for part in told.split(b"\0"):
        name = part.strip(b"\n")
        if name.startswith(b"\x01"):
            head, _, name = name.partition(b"\n")
            try:
                date = dt.date.fromisoformat(head[1:].decode("ascii", "replace"))
            except ValueError:
                date = None  # a commit may bear any date at all
        if name in names and date is not None:
            found.setdefault(names[name], date)
    return found
