"""The ``git`` executable, asked so that nothing in a repository can make it run a program."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

# A repository that lies in the checkout as plain files names programs in its settings: git must not
# take it for one, nor run what any settings name (gitconfig, safe.bareRepository).
_GIT = (
    "git", "--literal-pathspecs", "--no-replace-objects", "-c", "safe.bareRepository=explicit",
    "-c", "log.showSignature=false", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null",
    "-c", "core.quotePath=false", "-c", "diff.external=",
)  # fmt: skip


def ask(folder: Path, *words: str, data: bytes = b"", seconds: float = 20) -> bytes | None:
    """What git answers in a folder; None where it fails or takes too long. Raises FileNotFoundError without git."""
    quiet = {"GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(  # noqa: S603 - fixed words and checked ones, no shell
            [*_GIT, "-C", str(folder), *words],
            input=data,
            capture_output=True,
            env={**os.environ, **quiet, "GIT_TERMINAL_PROMPT": "0"},
            timeout=seconds,
            check=False,
        )
    except FileNotFoundError:
        raise
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def root_of(folder: Path) -> Path | None:
    """The top folder of the repository that a folder lies in."""
    told = ask(folder, "rev-parse", "--show-toplevel", seconds=10)
    name = told.removesuffix(b"\n") if told else b""
    return Path(os.fsdecode(name)) if name else None


def name_in(path: Path, root: Path) -> str | None:
    """A file's name in a repository; git tells the root by its real path, which links may hide."""
    for spelling in (path, Path(os.path.realpath(path.parent)) / path.name):
        if root in spelling.parents:
            return spelling.relative_to(root).as_posix()
    return None


def blobs(root: Path, commit: str, names: Sequence[str], limit: int) -> dict[str, bytes]:
    """The files of a commit as they are stored, without filters; those larger than ``limit`` are left out."""
    wanted = {os.fsencode(name): name for name in names}
    words = ["ls-tree", "-r", "-z", "--full-tree", commit]
    if len(names) <= 200:
        words += ["--", *names]
    ids: dict[bytes, list[str]] = {}
    for line in (ask(root, *words) or b"").split(b"\0"):
        head, _, name = line.partition(b"\t")
        parts = head.split()
        if name in wanted and len(parts) == 3 and parts[1] == b"blob":
            ids.setdefault(parts[2], []).append(wanted[name])
    asked = b"".join(id_ + b"\n" for id_ in ids)
    told = ask(root, "cat-file", "--batch-check=%(objectname) %(objectsize)", data=asked) or b""
    sizes = [line.split() for line in told.splitlines()]
    fit = [line[0] for line in sizes if len(line) == 2 and line[1].isdigit() and int(line[1]) <= limit]
    stream = ask(root, "cat-file", "--batch", data=b"".join(id_ + b"\n" for id_ in fit)) if fit else b""
    return dict(_unpacked(stream or b"", ids))


def _unpacked(stream: bytes, ids: dict[bytes, list[str]]) -> Iterator[tuple[str, bytes]]:
    """The answers of ``cat-file --batch``: a line with name, kind and size, the content, a line end."""
    at = 0
    while (end := stream.find(b"\n", at)) >= 0:
        id_, _, size = stream[at:end].partition(b" blob ")
        if not size.isdigit():
            return
        content = stream[end + 1 : end + 1 + int(size)]
        at = end + 2 + int(size)
        for name in ids.get(id_, ()):
            yield name, content
