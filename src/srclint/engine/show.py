"""``srclint outline``: from whatever names a source to what it says."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

from srclint.config import Config
from srclint.errors import UsageError
from srclint.legal.acts import acts
from srclint.legal.identifiers import document, identify, parse_celex
from srclint.legal.references import find_acts
from srclint.model import Document, Fetched, Outline, Source, Unverified
from srclint.source.options import LookupRequest


def outline_of(source: str, config: Config, *, language: str = "en") -> tuple[str, Source]:
    """The document id and the answer for a URL, a CELEX number, an act's name or a local file.

    Raises UsageError where ``source`` names none of them.
    """
    file = Path(source)
    if file.is_file():
        return _of_file(file)
    wanted, spoken = _named(source)
    from srclint.engine import open_lookup

    with open_lookup(config) as lookup:
        answers = lookup.run([LookupRequest(wanted, (wanted.url,), (spoken or language, "en"))], None)
    return wanted.id, answers[wanted.id]


def _of_file(file: Path) -> tuple[str, Source]:
    from srclint.source import outline as documents

    content = file.read_bytes()
    read = documents.read(content)
    name = f"file:{file.as_posix()}"
    if not isinstance(read, Outline):
        return name, Unverified(name, read.kind, read.evidence)
    return (
        f"celex:{read.celex}" if read.celex else name,
        Fetched(
            document=name,
            fetched_from=file.as_uri() if file.is_absolute() else file.as_posix(),
            status=200,
            sha256=hashlib.sha256(content).hexdigest(),
            retrieved=dt.datetime.fromtimestamp(file.stat().st_mtime, dt.UTC),
            outline=read,
        ),
    )


def _named(source: str) -> tuple[Document, str | None]:
    if "://" in source:
        identified = identify(source)
        if identified.error or identified.unsafe:
            raise UsageError(f"{source}: {identified.error or identified.unsafe}")
        return identified.document, identified.language
    celex = source.strip().upper().removeprefix("CELEX:")
    if parse_celex(celex) is not None:
        return document(celex), None
    wanted = source.strip().casefold()
    for act in acts():
        if wanted in (act.citation.casefold(), *(name.casefold() for _, name in act.names)):
            return document(act.celex), None
    for mention in find_acts(source, "en"):
        return document(mention.celex), None
    raise UsageError(
        f"{source}: this is no file, no URL, no CELEX number and no act that the catalogue knows; "
        "try a CELEX number such as 32024R1689."
    )
