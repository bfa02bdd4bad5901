"""An ``Outline`` as bytes and back, fast and safe: a cache may be shared, so nothing of it is executed.

Layout: a line with format number and checksum, then JSON. The provisions' texts are extents of one
long string: an article's text holds its paragraphs', so most texts are stored once, and reading them
back is slicing.
"""

from __future__ import annotations

import datetime as dt
import json
import zlib
from typing import Any

from srclint.model import Outline, Provision

FORMAT = 1


def dump(outline: Outline) -> bytes:
    """The outline as bytes."""
    pool: list[str] = []
    length = 0
    rows: list[list[Any]] = []
    host, host_at = "", 0
    seen_to = 0
    for provision in outline.provisions:
        text = provision.text
        at = -1
        if text and host:
            # Children follow their parent in document order: look on from the last one found.
            found = host.find(text, seen_to)
            if found < 0:
                found = host.find(text)
            if found >= 0:
                at, seen_to = host_at + found, found
        if at < 0:
            at = length
            pool.append(text)
            length += len(text)
            if len(text) >= 40:
                host, host_at, seen_to = text, at, 0
        row: list[Any] = [provision.path, at, at + len(text)]
        if provision.heading is not None or provision.anchor is not None or provision.modified_by:
            row += [provision.heading, provision.anchor, list(provision.modified_by)]
        rows.append(row)
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
        "text": outline.text,
        "pool": "".join(pool),
        "rows": rows,
    }
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return b"srclint-outline %d %08x\n" % (FORMAT, zlib.crc32(body)) + body


def load(data: bytes) -> Outline:
    """The outline again; raises ``ValueError`` for anything that ``dump`` of this format did not write."""
    line, _, body = data.partition(b"\n")
    if line != b"srclint-outline %d %08x" % (FORMAT, zlib.crc32(body)):
        raise ValueError("not an outline of this format, or damaged")
    try:
        document = json.loads(body.decode("utf-8", "surrogatepass"))
        pool = document["pool"]
        provisions = []
        for row in document["rows"]:
            if len(row) == 3:
                provisions.append(Provision(row[0], None, pool[row[1] : row[2]]))
            else:
                path, start, end, heading, anchor, marks = row
                provisions.append(Provision(path, heading, pool[start:end], tuple(marks), anchor))
        format_, title, language, celex, version, pages, skeleton = document["head"]
        return Outline(
            format=format_,
            title=title,
            language=language,
            celex=celex,
            version=dt.date.fromisoformat(version) if version else None,
            provisions=tuple(provisions),
            anchors=frozenset(document["anchors"]),
            text=document["text"],
            pages=pages,
            partial=frozenset(document["partial"]),
            skeleton=skeleton,
        )
    except (KeyError, TypeError, IndexError, UnicodeDecodeError) as error:
        raise ValueError("not an outline of this format") from error
