"""What the cache holds, for people: one line an answer, all of one answer, and an archive that outlives the web.

The archive is WARC 1.1 (ISO 28500), as ``warcio`` writes it: an optional dependency, imported when an
archive is made. The cache keeps documents and not the bytes of the HTTP exchange, so each document is a
``resource`` record, with a ``metadata`` record that says how it was come by; an authoritative "no" is a
``metadata`` record with its evidence. The same answers give the same file, byte for byte.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import os
import tempfile
import uuid
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from srclint.errors import SrclintError, UsageError
from srclint.source.cache import Cache, Entry
from srclint.version import __version__

# Only what documents were asked: what the register said of acts is data of the look-up, not a source.
_SOURCES = ("fetched", "gone")


def choose(cache: Cache, names: Sequence[str] = ()) -> tuple[Entry, ...]:
    """The answers about the documents named, all of them where none is named, in order of id and language.

    A name is an id as ``lines`` prints it, or that without its kind: a CELEX number, an address.
    Raises ``UsageError`` for a name that nothing is kept about.
    """
    entries = tuple(cache.entries())
    if not names:
        return entries
    for name in names:
        if not any(_is(entry, name) for entry in entries):
            raise UsageError(f"The cache holds nothing about “{_plain(name)}”. See: srclint cache list")
    return tuple(entry for entry in entries if any(_is(entry, name) for name in names))


def lines(entries: Iterable[Entry]) -> Iterator[str]:
    """One line for each answer: when, state, language ("-": none), id; parted by two spaces."""
    for entry in entries:
        language = entry.language if entry.language.isalpha() else "-"
        when = f"{entry.retrieved.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
        yield f"{when}  {_plain(entry.state):<11}  {_plain(language):<2}  {_plain(entry.id)}"


def describe(cache: Cache, entry: Entry) -> Iterator[str]:
    """Everything about one answer, a line each."""
    yield _plain(entry.id)
    rows = _facts(entry)
    body = cache.body(entry)
    if body is not None:
        rows["size"] = f"{len(body)} bytes"
    elif entry.sha256:
        rows["size"] = "the document is lost or damaged"
    outline = cache.outline(entry) if entry.sha256 else None
    if outline is not None:
        rows["title"] = outline.title
        rows["format"] = outline.format
        rows["provisions"] = str(len(outline.provisions))
    if entry.state == "data":
        rows["value"] = json.dumps(entry.details.get("value"), ensure_ascii=False, sort_keys=True)
    for name, value in rows.items():
        if value:
            yield f"  {name + ':':<14} {_plain(str(value))}"


def export(cache: Cache, entries: Sequence[Entry], file: Path) -> tuple[int, int]:
    """Write the documents of these answers as WARC, packed where the name ends in ``.gz``.

    Returns the numbers of documents written and of those whose bytes are lost. The file appears
    whole or not at all. Raises ``SrclintError`` where ``warcio`` is missing or the file cannot be written.
    """
    try:
        from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped,import-not-found,unused-ignore]
    except ImportError:
        raise SrclintError(
            "Writing WARC needs the package warcio; install it with: pip install 'srclint[warc]'"
        ) from None
    chosen = [entry for entry in entries if entry.state in _SOURCES]
    if not chosen:
        raise UsageError("There is no source in the cache to export.")
    written = lost = 0
    aside: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=file.parent, prefix=f".{file.name}.", suffix=".part", delete=False
        ) as out:
            aside = Path(out.name)
            writer = WARCWriter(out, gzip=file.suffix == ".gz", warc_version="1.1")
            _write_info(writer, chosen)
            for entry in chosen:
                body = cache.body(entry)
                concerning = _write_body(writer, entry, body) if body is not None else None
                _write_facts(writer, entry, concerning)
                written += body is not None
                lost += body is None and bool(entry.sha256)
        # Such a file is its maker's alone; the archive is to be read by those who may read a new file here.
        mask = os.umask(0)
        os.umask(mask)
        aside.chmod(0o666 & ~mask)
        os.replace(aside, file)
    except BaseException as error:
        if aside is not None:
            aside.unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise
        raise SrclintError(f"{file}: the archive cannot be written: {error.strerror or error}.") from None
    return written, lost


def _write_info(writer: Any, entries: Sequence[Entry]) -> None:
    latest = max(entry.retrieved for entry in entries)
    facts = {"software": f"srclint/{__version__}", "format": "WARC File Format 1.1"}
    payload = "".join(f"{name}: {value}\r\n" for name, value in facts.items()).encode()
    name = " ".join(f"{_identity(entry)}" for entry in entries)
    headers = {"WARC-Record-ID": _record_id("warcinfo", name), "WARC-Date": _date(latest)}
    writer.write_record(
        writer.create_warc_record(
            "",
            "warcinfo",
            io.BytesIO(payload),
            len(payload),
            warc_content_type="application/warc-fields",
            warc_headers_dict=headers,
        )
    )


def _write_body(writer: Any, entry: Entry, body: bytes) -> str:
    record_id = _record_id("resource", _identity(entry))
    headers = {
        "WARC-Record-ID": record_id,
        "WARC-Date": _date(entry.retrieved),
        "WARC-Payload-Digest": f"sha256:{entry.sha256}",
    }
    writer.write_record(
        writer.create_warc_record(
            _address(entry),
            "resource",
            io.BytesIO(body),
            len(body),
            warc_content_type=quote(entry.content_type or "", safe=" /;=+.-\"'")
            or "application/octet-stream",
            warc_headers_dict=headers,
        )
    )
    return record_id


def _write_facts(writer: Any, entry: Entry, concerning: str | None) -> None:
    facts = {name: _plain(str(value)) for name, value in ({"id": entry.id} | _facts(entry)).items() if value}
    payload = "".join(f"{name}: {value}\r\n" for name, value in facts.items()).encode("utf-8", "replace")
    headers = {
        "WARC-Record-ID": _record_id("metadata", _identity(entry)),
        "WARC-Date": _date(entry.retrieved),
    }
    if concerning is not None:
        headers["WARC-Concurrent-To"] = concerning
    writer.write_record(
        writer.create_warc_record(
            _address(entry),
            "metadata",
            io.BytesIO(payload),
            len(payload),
            warc_content_type="application/warc-fields",
            warc_headers_dict=headers,
        )
    )


def _facts(entry: Entry) -> dict[str, Any]:
    details = entry.details
    return {
        "state": entry.state,
        "reason": details.get("reason"),
        "evidence": details.get("evidence"),
        "language": entry.language if entry.language.isalpha() else None,
        "address": entry.url,
        "moved-to": details.get("moved_to"),
        "status": entry.status or None,
        "retrieved": entry.retrieved.astimezone(dt.UTC).isoformat(),
        "sha256": entry.sha256,
        "content-type": entry.content_type,
        "etag": entry.etag,
        "last-modified": entry.last_modified,
    }


def _is(entry: Entry, name: str) -> bool:
    return name in (entry.id, entry.id.partition(":")[2])


def _identity(entry: Entry) -> str:
    facts = f"{entry.id}\n{entry.language}\n{entry.retrieved.isoformat()}\n{entry.sha256}"
    return hashlib.sha256(facts.encode("utf-8", "surrogatepass")).hexdigest()


def _record_id(kind: str, name: str) -> str:
    # Made of what the record is about and not by chance, so that the same cache gives the same file.
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'srclint {kind} {name}')}>"


def _date(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"


def _address(entry: Entry) -> str:
    """An address fit for a header: of what is gone before it was found, the id stands for it."""
    address = entry.url or entry.id.removeprefix("url:")
    return quote(address, safe="/%:@!$&'()*+,;=~-._?[]|#", errors="replace")


def _plain(text: str) -> str:
    """Text of a stranger on one line, without what would move a terminal's cursor."""
    return "".join(c if c.isprintable() else "?" for c in text)
