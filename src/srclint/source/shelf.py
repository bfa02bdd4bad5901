"""What is kept of answers, and how long it is believed: the cache with the look-up's own rules.

A fetched act is believed for half a year, a consolidated text for ever (it never changes), a page for a
day, a "no" for an hour. What failed is never kept.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from typing import Any

from srclint.model import Document, Fetched, Gone, Outline, Source
from srclint.source.answers import Absent, Read, Reader, read_safely
from srclint.source.cache import Cache, Entry
from srclint.source.manners import Clock
from srclint.source.options import LookupRequest

_DAY = dt.timedelta(days=1)
# How long an answer is believed without asking again; None: for ever.
_LIFE_ACT = 180 * _DAY  # immutable but for corrigenda
_LIFE_PAGE = _DAY
_LIFE_GONE = dt.timedelta(hours=1)
_LIFE_NO_LANGUAGE = _DAY
_LIFE_DATA = _DAY
# The language of an answer that holds in all of them.
_ANY = "*"


class Shelf:
    """The answers that are kept; without a cache it keeps none and still turns them into sources."""

    def __init__(self, cache: Cache | None, reader: Reader, clock: Clock) -> None:
        self._cache = cache
        self._reader = reader
        self._clock = clock

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user should know of the cache."""
        return tuple(self._cache.notes) if self._cache is not None else ()

    def find(self, request: LookupRequest, *, stale: bool = False) -> Source | None:
        """The answer that is kept and still believed; ``stale``: also an old text (never an old "no")."""
        if self._cache is None:
            return None
        document = request.document
        absent = self._cache.get(document.id, _ANY)
        if absent is not None and self._fresh(absent, document):
            return _gone(absent)
        for language in _cache_languages(request):
            entry = self._cache.get(document.id, language)
            if entry is None:
                if stale:
                    continue  # an older copy in another language is better than none
                return None
            if entry.state == "no-language":
                if stale or self._fresh(entry, document):
                    continue
                return None
            if entry.state != "fetched" or not (stale or self._fresh(entry, document)):
                return None
            return self._fetched(entry)
        return None

    def known(self, request: LookupRequest) -> tuple[Entry, Read] | None:
        """A stale answer that a server may confirm by its ETag or date."""
        if self._cache is None:
            return None
        for language in _cache_languages(request):
            entry = self._cache.get(request.document.id, language)
            if entry is not None and entry.state == "fetched" and (entry.etag or entry.last_modified):
                return entry, Read(
                    entry.url,
                    entry.status,
                    None,
                    None,
                    language,
                    etag=entry.etag,
                    last_modified=entry.last_modified,
                )
        return None

    def confirm(self, entry: Entry, read: Read) -> Source | None:
        """The kept text, now known to be still the text; None where it is lost."""
        source = self._fetched(entry)
        if source is None or self._cache is None:
            return None
        details = entry.details | _move(read)
        fresh = dataclasses.replace(entry, retrieved=self._clock.now(), details=details)
        self._cache.put(fresh)
        return dataclasses.replace(
            source,
            retrieved=fresh.retrieved,
            moved_to=read.moved_to,
            moved_same=read.moved_same,
            secure=read.secure,
        )

    def _fetched(self, entry: Entry) -> Fetched | None:
        assert self._cache is not None
        outline = self._cache.outline(entry)
        if outline is None:
            body = self._cache.body(entry) if entry.details.get("parts", 1) == 1 else None
            if body is None:
                return None
            celex = entry.id.removeprefix("celex:") if entry.id.startswith("celex:") else None
            outline = read_safely(
                self._reader, body, content_type=entry.content_type, url=entry.url, celex=celex
            )
            if not isinstance(outline, Outline):
                return None
            if outline.language is None and entry.language:
                outline = dataclasses.replace(outline, language=entry.language)
            self._cache.keep_outline(entry, outline)
        moved = entry.details.get("moved_to")
        return Fetched(
            entry.id,
            entry.url,
            entry.status,
            entry.sha256,
            entry.retrieved,
            outline,
            moved_to=moved if isinstance(moved, str) else None,
            moved_same=bool(entry.details.get("moved_same", False)),
            secure=bool(entry.details.get("secure", True)),
        )

    def keep(self, document: Document, result: Read | Absent) -> Source:
        """Keep an answer and say it as a source."""
        now = self._clock.now()
        if isinstance(result, Absent):
            if self._cache is not None:
                details = {"reason": result.reason, "evidence": result.evidence}
                self._cache.put(
                    Entry(
                        document.id, _ANY, "gone", now, result.url or "", result.status or 0, details=details
                    )
                )
            return Gone(document.id, result.reason, result.evidence, result.status, result.url)
        assert result.body is not None
        assert result.outline is not None
        sha = hashlib.sha256(result.body).hexdigest()
        if self._cache is not None:
            for language in result.missing:
                self._cache.put(Entry(document.id, language, "no-language", now))
            entry = Entry(
                document.id,
                result.language,
                "fetched",
                now,
                result.url,
                result.status,
                sha,
                result.content_type,
                result.etag,
                result.last_modified,
                details=_move(result) | {"parts": result.parts},
            )
            self._cache.put(entry, result.body, result.outline)
        return Fetched(
            document.id,
            result.url,
            result.status,
            sha,
            now,
            result.outline,
            moved_to=result.moved_to,
            moved_same=result.moved_same,
            secure=result.secure,
        )

    def _fresh(self, entry: Entry, document: Document) -> bool:
        age = self._clock.now() - entry.retrieved
        if entry.state == "gone":
            life: dt.timedelta | None = _LIFE_GONE
        elif entry.state == "no-language":
            life = _LIFE_NO_LANGUAGE
        elif entry.state == "data":
            life = _LIFE_DATA
        elif document.version is not None:
            life = None
        else:
            life = _LIFE_ACT if document.is_eu else _LIFE_PAGE
        # A clock that was set back makes answers from the future: they are not believed.
        return dt.timedelta(0) - _DAY <= age and (life is None or age < life)

    def data(self, kind: str, celex: str) -> tuple[Any, bool] | None:
        """(value, still believed) of something that the register said of an act."""
        if self._cache is None:
            return None
        document = Document(f"{kind}:{celex}", "", None)
        entry = self._cache.get(document.id, "")
        if entry is None or entry.state != "data":
            return None
        return entry.details.get("value"), self._fresh(entry, document)

    def keep_data(self, kind: str, celex: str, value: Any) -> None:
        """Keep something that the register said; ``value`` is plain JSON."""
        if self._cache is not None:
            details = {"value": value}
            self._cache.put(Entry(f"{kind}:{celex}", "", "data", self._clock.now(), details=details))


def _cache_languages(request: LookupRequest) -> tuple[str, ...]:
    if not request.document.is_eu:
        return ("",)
    return tuple(dict.fromkeys((*request.languages, "en")))


def _gone(entry: Entry) -> Gone:
    reason, evidence = entry.details.get("reason", "not-found"), entry.details.get("evidence", "")
    return Gone(entry.id, str(reason), str(evidence), entry.status or None, entry.url or None)


def _move(read: Read) -> dict[str, Any]:
    return {"moved_to": read.moved_to, "moved_same": read.moved_same, "secure": read.secure}
