"""An ``Outline`` as bytes and back, fast and safe: a cache may be shared, so nothing of it is executed.

Layout: a line with format number, checksum and length of what follows, a JSON document, and the words.
The provisions' texts are extents of these words: an article's text holds its paragraphs', so most texts
are stored once, and reading them back is slicing. The words stand outside the JSON because its string
reader takes twice as long over them as a plain decoder.
"""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections import deque
from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import Any

from srclint.model import Amendment, Outline, Provision

FORMAT = 3


def dump(outline: Outline) -> bytes:
    """The outline as bytes."""
    pool = _Pool()
    document = {
        "head": [
            outline.format,
            outline.title,
            outline.language,
            outline.celex,
            outline.version.isoformat() if outline.version else None,
            outline.pages,
            outline.skeleton,
        ],
        "partial": sorted(outline.partial),
        "anchors": sorted(outline.anchors),
        "provisions": pool.columns(outline.provisions),
        "sections": pool.columns(outline.sections),
        "text": pool.add(outline.text),
        "amendments": [
            [one.mark, one.celex, one.published.isoformat() if one.published else None]
            for one in outline.amendments
        ],
    }
    index = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    body = index + pool.text().encode("utf-8", "surrogatepass")
    return _line(body, len(index)) + body


def _line(body: bytes | memoryview, index: int) -> bytes:
    return b"srclint-outline %d %08x %d\n" % (FORMAT, zlib.crc32(body), index)


class _Pool:
    """All texts as one string. A text that stands in the last long one is an extent of it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._host, self._host_at, self._seen_to = "", 0, 0

    def add(self, text: str) -> tuple[int, int]:
        if text and self._host:
            # Children follow their parent in document order: look on from the last one found.
            found = self._host.find(text, self._seen_to)
            if found < 0:
                found = self._host.find(text)
            if found >= 0:
                self._seen_to = found
                return self._host_at + found, self._host_at + found + len(text)
        at = self._length
        self._parts.append(text)
        self._length += len(text)
        if len(text) >= 40:
            self._host, self._host_at, self._seen_to = text, at, 0
        return at, self._length

    def columns(self, provisions: Sequence[Provision]) -> list[Any]:
        extents = [self.add(provision.text) for provision in provisions]
        return [
            [provision.path for provision in provisions],
            [provision.heading for provision in provisions],
            [start for start, _ in extents],
            [end for _, end in extents],
            [provision.anchor for provision in provisions],
            {str(at): list(p.modified_by) for at, p in enumerate(provisions) if p.modified_by},
        ]

    def text(self) -> str:
        return "".join(self._parts)


def load(data: bytes) -> Outline:
    """The outline again; raises ``ValueError`` for anything that ``dump`` of this format did not write."""
    end = data.find(b"\n", 0, 80) + 1
    line, body = data[:end], memoryview(data)[end:]
    size = line.strip().rpartition(b" ")[2]
    index = int(size) if size.isdigit() and len(size) < 12 else 0
    if line != _line(body, index):
        raise ValueError("not an outline of this format, or damaged")
    try:
        document = json.loads(str(body[:index], "utf-8", "surrogatepass"))
        pool = str(body[index:], "utf-8", "surrogatepass")
        format_, title, language, celex, version, pages, skeleton = document["head"]
        start, end = document["text"]
        _check((format_,), str)
        _check((title, language, celex), str, type(None))
        _check((pages,), int, type(None))
        _check((skeleton,), bool)
        _check((start, end), int)
        _check(document["anchors"], str)
        _check(document["partial"], str)
        return Outline(
            format=format_,
            title=title,
            language=language,
            celex=celex,
            version=dt.date.fromisoformat(version) if version else None,
            provisions=_provisions(document["provisions"], pool),
            anchors=frozenset(document["anchors"]),
            text=pool[start:end],
            pages=pages,
            partial=frozenset(document["partial"]),
            skeleton=skeleton,
            sections=_provisions(document["sections"], pool),
            amendments=tuple(_amendment(*row) for row in document["amendments"]),
        )
    except (KeyError, TypeError, IndexError, AttributeError, RecursionError, UnicodeDecodeError) as error:
        raise ValueError("not an outline of this format") from error


def _amendment(mark: str, celex: str, published: str | None) -> Amendment:
    _check((mark, celex), str)
    return Amendment(mark, celex, dt.date.fromisoformat(published) if published else None)


def _provisions(columns: list[Any], pool: str) -> tuple[Provision, ...]:
    paths, headings, starts, ends, anchors, marks = columns
    _check(paths, str)
    _check((*starts, *ends), int)
    _check(headings, str, type(None))
    _check(anchors, str, type(None))
    if not len(paths) == len(headings) == len(starts) == len(anchors):
        raise ValueError("columns of different lengths")
    texts = [pool[start:end] for start, end in zip(starts, ends, strict=True)]
    modified: list[tuple[str, ...]] = [()] * len(paths)
    for at, names in marks.items():
        _check(names, str)
        modified[int(at)] = tuple(names)
    # A frozen class sets its fields one by one through Python; its slots' own setters, called from C for
    # all provisions at once, take a quarter of the time, which is most of what reading an act back costs.
    made = tuple(map(object.__new__, repeat(Provision, len(paths))))
    for name, values in zip(Provision.__slots__, (paths, headings, texts, modified, anchors), strict=True):
        deque(map(getattr(Provision, name).__set__, made, values), maxlen=0)
    return made


def _check(values: Iterable[Any], *types: type) -> None:
    if not set(map(type, values)) <= set(types):
        raise TypeError("a value of another type")
