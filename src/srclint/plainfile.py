"""Files that strangers may have put there: opened without waiting, read within a bound."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

_FLAGS = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY")
)


def read_plain(path: Path, limit: int) -> bytes:
    """The bytes of a regular file of at most ``limit`` bytes, behind links too.

    Raises OSError, also for pipes and devices, which may never end, and for larger files.
    """
    _plain(os.stat(path))  # before it is opened: opening a device may do something
    with open(os.open(path, _FLAGS), "rb") as file:
        info = os.fstat(file.fileno())
        _plain(info)
        # The size is only a hint: the file may grow, and some systems say 0.
        data = file.read(min(info.st_size, limit) + 1)
        if len(data) > info.st_size:
            data += file.read(max(0, limit + 1 - len(data)))
    if len(data) > limit:
        raise OSError(errno.EFBIG, f"It is larger than {limit / 1e6:.0f} MB")
    return data


def _plain(info: os.stat_result) -> None:
    if stat.S_ISDIR(info.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(info.st_mode):
        raise OSError(errno.EINVAL, "It is not a regular file")
