"""Files are replaced whole or not at all, and never behind the author's back."""

from __future__ import annotations

import codecs
import contextlib
import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

from srclint.plainfile import read_plain


class NotWritten(Exception):
    """Why a file was left as it was: the end of a sentence that begins with its name."""


def replace_file(file: Path, before: bytes | None, after: bytes, *, inside: tuple[Path, ...] = ()) -> None:
    """Put ``after`` in the place of ``before``, in one step; mode and owner stay.

    ``before`` is what the file held when it was read (None: there was no file). ``inside`` are the
    folders that a link may lead to. Raises NotWritten where the file changed since, is read-only, or
    is a link that leads out of those folders.
    """
    target = _target(file, inside)
    try:
        mode = _mode(target)
        _same(target, before)
        _swap(*_beside(target), target, after, mode, lambda: _same(target, before))
    except OSError as error:
        raise NotWritten(f"cannot be written: {error.strerror or error}") from None


def put_file(file: Path, data: bytes) -> None:
    """Write a file whole or not at all, whatever it held; mode and owner stay. Raises OSError.

    What is no regular file (a device, a pipe) is written as it is.
    """
    try:
        mode: int | None = os.stat(file).st_mode
    except FileNotFoundError:
        mode = None
    if mode is not None and not (stat.S_ISREG(mode) and os.access(file, os.W_OK)):
        file.write_bytes(data)  # which also says why it may not be written
        return
    try:
        handle, name = _beside(file)
    except PermissionError:
        file.write_bytes(data)  # in a folder that takes no new file
        return
    _swap(handle, name, file, data, None if mode is None else stat.S_IMODE(mode))


def _beside(target: Path) -> tuple[int, str]:
    """A new file next to another: its handle and its name."""
    return tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".tmp", dir=target.parent)


def _swap(
    handle: int,
    name: str,
    target: Path,
    data: bytes,
    mode: int | None,
    still: Callable[[], None] = lambda: None,
) -> None:
    """Fill the new file and put it in the target's place; ``still`` raises where that must not be any more."""
    try:
        with open(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        _like(Path(name), target, mode)
        still()
        os.replace(name, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


_ENCODINGS = (
    (codecs.BOM_UTF8, "utf-8"),
    # Before UTF-16, whose mark is the beginning of this one.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"", "utf-8"),
    (b"", "cp1252"),
    (b"", "latin-1"),
)


def spelled_like(data: bytes, before: str, after: str) -> bytes:
    """``after`` in the encoding in which ``data`` is ``before``, its byte-order mark kept.

    Raises NotWritten where no encoding gives these very bytes, or where it has no place for ``after``.
    """
    for mark, encoding in _ENCODINGS:
        try:
            if mark + before.encode(encoding) != data:
                continue
        except UnicodeEncodeError:
            continue
        try:
            return mark + after.encode(encoding)
        except UnicodeEncodeError as error:
            raise NotWritten(
                f"is {encoding}, which has no “{after[error.start]}”; save it as UTF-8 first"
            ) from None
    raise NotWritten("cannot be written back in its own encoding")


def leads_out(file: Path) -> bool:
    """Whether a folder between the current one and a file in it is a link to somewhere outside.

    What lies above the current folder is the user's own, and may be a link as it likes.
    """
    here, whole = Path.cwd(), Path(os.path.abspath(file))
    inside = Path(os.path.realpath(here))
    between = (place for place in whole.parents if here in place.parents and place.is_symlink())
    return any(inside not in Path(os.path.realpath(place)).parents for place in between)


def _target(file: Path, inside: tuple[Path, ...]) -> Path:
    """The file itself, or what it links to where that lies inside."""
    real = Path(os.path.realpath(file))
    led = file.is_symlink() or leads_out(file)
    absolute = Path(os.path.abspath(file))
    for folder in inside:
        below = Path(os.path.abspath(folder)) in absolute.parents
        led = led or (below and Path(os.path.realpath(folder)) not in real.parents)
    if led and not any(Path(os.path.realpath(folder)) in real.parents for folder in inside):
        raise NotWritten("is not written through a link that leads out of the folder; name its target")
    return real


def _mode(target: Path) -> int | None:
    """The mode of a file that may be written; None where there is none."""
    try:
        mode = os.stat(target).st_mode
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(mode):
        raise NotWritten("is not a regular file")
    # Also for those whom the system would let write all the same.
    if not mode & 0o222 or not os.access(target, os.W_OK):
        raise NotWritten("is read-only")
    return stat.S_IMODE(mode)


def _same(target: Path, before: bytes | None) -> None:
    try:
        now: bytes | None = read_plain(target, len(before) if before is not None else 0)
    except FileNotFoundError:
        now = None
    except OSError as error:
        if before is not None and not target.is_file():
            raise
        raise NotWritten(f"changed since it was read ({error.strerror or error})") from None
    if now != before:
        raise NotWritten("changed since it was read")


def _like(new: Path, old: Path, mode: int | None) -> None:
    if mode is None:
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(new, 0o666 & ~mask)
        return
    info = os.stat(old)
    if hasattr(os, "chown") and (info.st_uid, info.st_gid) != (os.getuid(), os.getgid()):
        with contextlib.suppress(OSError):
            os.chown(new, info.st_uid, info.st_gid)
    os.chmod(new, mode)
