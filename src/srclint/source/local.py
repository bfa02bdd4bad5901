"""Sources in a folder of the user's own (``--source-dir``), read before anything is asked.

Layouts: ``<CELEX>/<LANG>.<ext>``, ``<CELEX>/<LANG>.<anything>.<ext>`` and ``<CELEX>.<lang>.<ext>``.
A character of a CELEX number that file names do not like (``/``) may be written ``-`` or ``_``.
Consolidated versions stand beside the act under their own numbers (``02024R1689-20260727/EN.html``).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from srclint.plainfile import read_plain

# In order of preference; the first that can be read wins.
_TYPES = {
    ".xhtml": "application/xhtml+xml",
    ".html": "text/html",
    ".htm": "text/html",
    ".fmx4": "application/xml;type=fmx4",
    ".fmx": "application/xml;type=fmx4",
    ".xml": "application/xml",
    ".pdf": "application/pdf",
    ".txt": "text/plain",
}
_UNLIKED = '/\\:*?"<>|'


@dataclass(frozen=True, slots=True)
class LocalFile:
    """A file that may hold the document, with the type and the language that its name tells."""

    path: Path
    content_type: str
    language: str | None

    def read(self, limit: int) -> bytes | None:
        """Its bytes, None where it cannot be read or is larger than ``limit``."""
        try:
            return read_plain(self.path, limit)
        except OSError:
            return None


class SourceDirs:
    """Folders of local sources, indexed once, when first needed."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)
        self._index: dict[str, list[LocalFile]] | None = None

    def find(self, celex: str, languages: Sequence[str]) -> Iterator[LocalFile]:
        """Files for a CELEX number in the first of the languages that has any, best format first."""
        if not self._folders:
            return
        if self._index is None:
            self._index = self._read_folders()
        found = self._index.get(_spelling(celex), [])
        for language in languages:
            yield from (file for file in found if file.language == language)
        yield from (file for file in found if file.language is None)

    def versions(self, celex: str) -> tuple[str, ...]:
        """The consolidated versions of an act that the folders hold (CELEX numbers), newest first."""
        if not self._folders:
            return ()
        if self._index is None:
            self._index = self._read_folders()
        stem = f"0{_spelling(celex)[1:]}-"
        found = [name for name in self._index if name.startswith(stem) and _is_day(name[len(stem) :])]
        return tuple(f"0{celex[1:]}-{name[len(stem) :]}" for name in sorted(found, reverse=True))

    def _read_folders(self) -> dict[str, list[LocalFile]]:
        index: dict[str, list[LocalFile]] = {}
        for folder in self._folders:
            here: dict[str, list[LocalFile]] = {}
            for name, file in _scan(folder):
                here.setdefault(_spelling(name), []).append(file)
            for name, files in here.items():
                index.setdefault(name, []).extend(sorted(files, key=_preference))
        return index


def _scan(folder: Path) -> Iterator[tuple[str, LocalFile]]:
    try:
        children = sorted(folder.iterdir())
    except OSError:
        return
    for child in children:
        kind = _TYPES.get(child.suffix.lower())
        if kind is not None:
            name, _, language = child.name[: -len(child.suffix)].partition(".")
            yield name, LocalFile(child, kind, _language(language))
        elif child.is_dir():
            try:
                files = sorted(child.iterdir())
            except OSError:
                continue
            for file in files:
                kind = _TYPES.get(file.suffix.lower())
                if kind is not None:
                    yield child.name, LocalFile(file, kind, _language(file.name))


def _is_day(digits: str) -> bool:
    try:
        return len(digits) == 8 and bool(dt.datetime.strptime(digits, "%Y%m%d"))  # noqa: DTZ007 - a day only
    except ValueError:
        return False


def _language(name: str) -> str | None:
    first = name.split(".", 1)[0].lower()
    return first if len(first) == 2 and first.isascii() and first.isalpha() else None


def _preference(file: LocalFile) -> tuple[int, int, int, str]:
    suffix = file.path.suffix.lower()
    fmx = ".fmx" in file.path.name.lower()
    # A whole portal page is read last among its like: the text itself is the better copy.
    return (list(_TYPES).index(suffix), int(fmx), file.path.name.count("."), file.path.name)


def _spelling(celex: str) -> str:
    folded = celex.upper().replace("%28", "(").replace("%29", ")").replace("%2F", "/")
    for char in _UNLIKED + "_":
        folded = folded.replace(char, "-")
    return folded


def digest(data: bytes) -> str:
    """SHA-256 of a body, hexadecimal."""
    return hashlib.sha256(data).hexdigest()
