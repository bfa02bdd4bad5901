"""What was fetched, on disk: survives a kill, two runs at once, a full disk and its own future.

Layout under the cache folder::

    entries/ab/<key>.json      one answer: a document id in a language, with its address and times
    bodies/ab/<sha256>         the bytes as served, named by their own digest
    outlines/ab/<key>.json     what was read from a body (see ``codec``), beside it

Nothing is ever changed in place: files are written aside and renamed, bodies before the entries that
name them. So a reader sees a whole file or none, without locks. Whatever cannot be read is treated as
absent and said once in ``notes``; no method raises for the state of the disk.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import re
import threading
import uuid
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from srclint.model import Outline
from srclint.plainfile import read_plain
from srclint.source import codec
from srclint.version import __version__

FORMAT = 1
# A change to the readers in ``outline/`` makes what they read before worthless: with each release, and
# with this number in between.
READER = 1
# Larger than any body that is fetched, in any number of parts, and what is read from it.
_LARGEST = 2_000_000_000
_NAMES = {
    "entries": re.compile(r"[0-9a-f]{64}\.json"),
    "outlines": re.compile(r"[0-9a-f]{64}\.json"),
    "bodies": re.compile(r"[0-9a-f]{64}"),
    "aside": re.compile(r"[0-9a-f]{32}"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer that was kept.

    ``state``: fetched | gone | no-language | data. ``language`` is the one asked for (two letters;
    "" for pages). ``retrieved`` is when it was last known to be true. ``url`` is the final address.
    ``details`` holds what else the answer said, all of it plain JSON.
    """

    id: str
    language: str
    state: str
    retrieved: dt.datetime
    url: str = ""
    status: int = 0
    sha256: str = ""
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CacheInfo:
    """What the cache holds: numbers of answers and of bodies, bytes of everything."""

    path: Path
    entries: int
    bodies: int
    size: int


class Cache:
    """A cache in a folder, which is made when first written to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.notes: list[str] = []
        self._lock = threading.Lock()
        self._writable = True

    # ------------------------------------------------------------------ answers

    def get(self, id_: str, language: str) -> Entry | None:
        """The answer that is kept for a document in a language, however old; None: there is none."""
        path = self._path("entries", _key(id_, language), ".json")
        data = self._read(path)
        if data is None:
            return None
        entry = self._entry(data, path)
        # A digest names the file; the entry itself says what it is about.
        return entry if entry is not None and (entry.id, entry.language) == (id_, language) else None

    def put(self, entry: Entry, body: bytes | None = None, outline: Outline | None = None) -> None:
        """Keep an answer, with its body and what was read from it."""
        if body is not None:
            path = self._path("bodies", entry.sha256)
            if not path.exists():
                self._write(path, body)
            if outline is not None:
                self._write(self._outline_path(entry), codec.dump(outline))
        record = asdict(entry) | {"retrieved": entry.retrieved.isoformat()}
        payload = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        check = zlib.crc32(payload.encode("utf-8", "surrogatepass"))
        text = f'{{"format":{FORMAT},"check":{check},"entry":{payload}}}\n'
        path = self._path("entries", _key(entry.id, entry.language), ".json")
        self._write(path, text.encode("utf-8", "surrogatepass"))

    def outline(self, entry: Entry) -> Outline | None:
        """What was read from the entry's body, if this version of srclint read it."""
        path = self._outline_path(entry)
        data = self._read(path)
        if data is None:
            return None
        try:
            return codec.load(data)
        except ValueError:
            self._note(f"A damaged file of the cache was left aside ({path.name[:16]}).")
            return None

    def keep_outline(self, entry: Entry, outline: Outline) -> None:
        """Keep what was read from the entry's body."""
        self._write(self._outline_path(entry), codec.dump(outline))

    def body(self, entry: Entry) -> bytes | None:
        """The bytes as served; None where they are lost or damaged."""
        if not entry.sha256:
            return None
        path = self._path("bodies", entry.sha256)
        data = self._read(path)
        if data is None:
            return None
        if hashlib.sha256(data).hexdigest() != entry.sha256:
            self._note(f"A damaged file of the cache was left aside ({entry.sha256[:16]}).")
            with contextlib.suppress(OSError):
                path.unlink()
            return None
        return data

    # ------------------------------------------------------------------ housekeeping

    def info(self) -> CacheInfo:
        """Numbers and sizes."""
        counts = {"entries": 0, "bodies": 0, "outlines": 0}
        size = 0
        for kind in counts:
            for path in self._files(kind):
                with contextlib.suppress(OSError):
                    size += path.stat().st_size
                    counts[kind] += 1
        return CacheInfo(self.folder, counts["entries"], counts["bodies"], size)

    def entries(self) -> Iterator[Entry]:
        """All answers that can be read, in order of document id and language."""
        found = []
        for path in self._files("entries"):
            data = self._read(path)
            entry = self._entry(data, path) if data is not None else None
            if entry is not None:
                found.append(entry)
        yield from sorted(found, key=lambda entry: (entry.id, entry.language))

    def clean(self, *, older_than: dt.datetime | None = None) -> int:
        """Remove the answers retrieved before ``older_than`` (None: all) and what only they used.

        Returns the number of answers removed. Files that are not the cache's own stay.
        """
        removed = 0
        used: set[str] = set()
        for path in self._files("entries"):
            data = self._read(path)
            entry = self._entry(data, path) if data is not None else None
            if entry is None or older_than is None or entry.retrieved < older_than:
                with contextlib.suppress(OSError):
                    path.unlink()
                    removed += 1
            else:
                used.update({entry.sha256, self._outline_path(entry).stem})
        for kind in ("bodies", "outlines"):
            for path in self._files(kind):
                if path.stem not in used:
                    with contextlib.suppress(OSError):
                        path.unlink()
        for path in self._files("aside"):
            with contextlib.suppress(OSError):
                path.unlink()
        return removed

    # ------------------------------------------------------------------ files

    def _files(self, kind: str) -> list[Path]:
        try:
            top = self.folder / kind
            folders = [top] if kind == "aside" else [top / f"{n:02x}" for n in range(256)]
            # The folder may be anyone's, named by mistake: only what the cache itself writes is its own.
            return sorted(
                path
                for folder in folders
                if folder.is_dir() and not folder.is_symlink() and not top.is_symlink()
                for path in folder.iterdir()
                if _NAMES[kind].fullmatch(path.name) and (path.is_file() or path.is_symlink())
            )
        except OSError:
            return []

    def _path(self, kind: str, name: str, suffix: str = "") -> Path:
        return self.folder / kind / name[:2] / (name + suffix)

    def _outline_path(self, entry: Entry) -> Path:
        # The same bytes may be read as different documents (a consolidated act behind two numbers).
        key = _key(
            f"{entry.sha256} {entry.id} {entry.content_type}", f"{__version__} {READER} {codec.FORMAT}"
        )
        return self._path("outlines", key, ".json")

    def _entry(self, data: bytes, path: Path) -> Entry | None:
        try:
            record = json.loads(data.decode("utf-8", "surrogatepass"))
            if record["format"] != FORMAT:
                self._note("The cache holds answers of another version of srclint; they were left aside.")
                return None
            fields = record["entry"]
            payload = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            if zlib.crc32(payload.encode("utf-8", "surrogatepass")) != record["check"]:
                raise ValueError("checksum")
            retrieved = dt.datetime.fromisoformat(fields.pop("retrieved"))
            entry = Entry(retrieved=retrieved, **fields)
            if not _sound(entry):
                raise ValueError("fields")
            return entry
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            self._note(f"A damaged file of the cache was left aside ({path.name[:16]}).")
            return None

    def _read(self, path: Path) -> bytes | None:
        try:
            return read_plain(path, _LARGEST)
        except FileNotFoundError:
            return None
        except OSError as error:
            self._note(f"The cache cannot be read ({error.strerror or error}).")
            return None

    def _write(self, path: Path, data: bytes) -> None:
        if not self._writable:
            return
        aside = self.folder / "aside" / uuid.uuid4().hex
        try:
            aside.parent.mkdir(parents=True, exist_ok=True)
            path.parent.mkdir(parents=True, exist_ok=True)
            self._mark()
            aside.write_bytes(data)
            os.replace(aside, path)
        except OSError as error:
            with contextlib.suppress(OSError):
                aside.unlink()
            if not isinstance(error, FileNotFoundError):  # another run may be cleaning
                self._writable = False
                self._note(
                    f"The cache cannot be written ({error.strerror or error}); the run goes on without it."
                )

    def _mark(self) -> None:
        # Backup programs leave folders with this tag alone (bford.info/cachedir).
        tag = self.folder / "CACHEDIR.TAG"
        if not tag.exists():
            with contextlib.suppress(FileExistsError), tag.open("x", encoding="utf-8") as file:
                file.write("Signature: 8a477f597d28d172789f06886806bc55\n# Written by srclint.\n")

    def _note(self, sentence: str) -> None:
        with self._lock:
            # One note of a kind is enough: a damaged cache must not flood the report.
            kind = sentence.split("(")[0]
            if not any(note.split("(")[0] == kind for note in self.notes):
                self.notes.append(sentence)


def _sound(entry: Entry) -> bool:
    """Whether the fields are what ``put`` writes: the digest becomes a path, the rest goes into requests."""
    texts = (entry.id, entry.language, entry.state, entry.url, entry.sha256)
    marks = (entry.content_type, entry.etag, entry.last_modified)
    return (
        all(isinstance(text, str) for text in texts)
        and all(mark is None or (isinstance(mark, str) and mark.isprintable()) for mark in marks)
        and (entry.sha256 == "" or _NAMES["bodies"].fullmatch(entry.sha256) is not None)
        and isinstance(entry.status, int)
        and isinstance(entry.details, dict)
        and entry.retrieved.tzinfo is not None
    )


def _key(id_: str, extra: str) -> str:
    return hashlib.sha256(f"{id_}\n{extra}".encode("utf-8", "surrogatepass")).hexdigest()
