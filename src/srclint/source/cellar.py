"""EU documents from Cellar, the register behind EUR-Lex (eu-sources.md 4).

The front end is never judged: it answers scripts with a challenge. Cellar negotiates format and
language, and only Cellar's own 404 can say that a number does not exist.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

from srclint.model import Document, Outline
from srclint.source.answers import Absent, Desk, Read, is_other_act
from srclint.source.data import hosts_data
from srclint.source.register import Register
from srclint.source.wire import Answer, FetchError

if TYPE_CHECKING:
    from srclint.source.follow import Fetcher

_PARTS = 60
_HREF = re.compile(rb"""href\s*=\s*["']([^"'<>\s]{1,500})["']""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Try:
    """One combination of format and language that was asked, and what came of it."""

    format: str
    language: str
    status: int
    why: str = ""


class Cellar:
    """Reads EU documents. ``today`` is the day of the run: this year's acts may not be registered yet."""

    def __init__(self, fetcher: Fetcher, register: Register, desk: Desk, today: dt.date) -> None:
        self._fetcher = fetcher
        self._register = register
        self._desk = desk
        self._today = today
        data = hosts_data()["cellar"]
        self._within = frozenset({data["host"]})
        self._resource: str = data["resource"]
        self._formats: list[dict[str, str]] = data["formats"]
        self._codes: dict[str, str] = data["languages"]
        self._collections: dict[str, str] = data["collections"]

    async def get(
        self, document: Document, languages: Sequence[str], known: Read | None = None
    ) -> Read | Absent:
        """Read a document in the first of the languages that it has; English is tried last.

        ``known`` is an older answer to be confirmed by its ETag. Raises ``FetchError``.
        """
        wanted = [code for code in dict.fromkeys((*languages, "en")) if code in self._codes]
        if document.celex is not None:
            return await self._celex(document.celex, wanted, known)
        scheme, _, name = document.id.partition(":")
        if scheme == "oj":
            for celex in oj_candidates(name):
                read, _ = await self._negotiate(
                    "celex/" + _quoted(celex), wanted, celex, self._formats[:1], None
                )
                if read is not None:
                    return read
        path = self._path(document, scheme, name)
        if path is None:
            raise FetchError("not-in-register", f"No register is known that holds {document.id}.")
        read, tries = await self._negotiate(path, wanted, None, self._formats, None)
        if read is not None:
            return read
        # Not every identifier is an address in Cellar: its 404 for one proves nothing.
        raise FetchError(
            "not-in-register", f"Cellar does not know it by this name ({name}).", status=_last(tries)
        )

    def _path(self, document: Document, scheme: str, name: str) -> str | None:
        """Where Cellar keeps a document that has no CELEX number, below its ``resource/``."""
        if document.url.startswith(self._resource):
            return document.url.removeprefix(self._resource).split("#", 1)[0]
        collection = self._collections.get(scheme)
        if collection is None:
            return None
        if scheme == "eli":
            return f"eli/{quote(name, safe='/-_.~')}/oj"
        return f"{collection}/{_quoted(name)}"

    async def _celex(self, celex: str, languages: Sequence[str], known: Read | None) -> Read | Absent:
        read, tries = await self._negotiate("celex/" + _quoted(celex), languages, celex, self._formats, known)
        if read is not None:
            return read
        unserved = next((t for t in tries if t.status != 404), None)
        if unserved is not None:
            reason = "no-text" if unserved.status == 200 else "not-servable"
            evidence = unserved.why or f"Cellar lists it and cannot serve it (status {unserved.status})."
            raise FetchError(reason, evidence, status=unserved.status)
        return await self._absence(celex, languages)

    async def _absence(self, celex: str, languages: Sequence[str]) -> Absent:
        """Every format and language was answered 404 by Cellar itself: is there no such act?"""
        names = ", ".join(languages)
        seen = f"Cellar has it in no format (HTML, Formex, PDF) in these languages: {names}"
        known = await self._register.languages(celex)
        if known is not None:
            others = ", ".join(known)
            if known and not set(known) & set(languages):
                raise FetchError("not-in-language", f"{seen}; it exists in: {others}.", status=404)
            raise FetchError("no-text", f"{seen}, though it is registered.", status=404)
        answered = self._register.answered
        if not answered and await self._notice_exists(celex):
            raise FetchError("no-text", f"{seen}, though it is registered.", status=404)
        register = (
            "the register's database does not know the number"
            if answered
            else "Cellar has no record of the number (status 404 for its notice)"
        )
        if _is_fresh(celex, self._today):
            raise FetchError(
                "not-in-register-yet",
                f"{seen}, and {register}; an act of this year may be too fresh.",
                status=404,
            )
        return Absent(
            "unknown-celex", f"{seen}, and {register}.", 404, self._resource + "celex/" + _quoted(celex)
        )

    async def _notice_exists(self, celex: str) -> bool:
        """Whether Cellar has a notice of the work; raises ``FetchError`` where it does not say."""
        headers = {"Accept": "application/xml;notice=object", "Accept-Language": "eng"}
        answer = await self._ask("celex/" + _quoted(celex), headers, None)
        if answer.status == 404:
            return False
        if answer.status == 200:
            return True
        raise FetchError(
            "unexpected-status", f"Cellar answered with status {answer.status}.", status=answer.status
        )

    # ------------------------------------------------------------------ negotiation

    async def _negotiate(
        self,
        path: str,
        languages: Sequence[str],
        celex: str | None,
        formats: Sequence[dict[str, str]],
        known: Read | None,
    ) -> tuple[Read | None, list[_Try]]:
        tries: list[_Try] = []
        for form in formats:
            for language in languages:
                headers = {"Accept": form["accept"], "Accept-Language": self._codes[language]}
                answer = await self._ask(path, headers, known)
                result = await self._judge(answer, form["name"], language, headers, celex)
                if isinstance(result, Read):
                    missing = tuple(t.language for t in tries if t.format == "html" and t.status == 404)
                    return dataclasses.replace(result, missing=missing), tries
                tries.append(result)
        return None, tries

    async def _ask(self, path: str, headers: dict[str, str], known: Read | None) -> Answer:
        conditional = None
        if known is not None and known.etag:
            conditional = (known.url, {"If-None-Match": known.etag})
        return await self._fetcher.get(
            self._resource + path, headers, upgrade=True, within=self._within, conditional=conditional
        )

    async def _judge(
        self, answer: Answer, form: str, language: str, headers: dict[str, str], celex: str | None
    ) -> Read | _Try:
        if answer.status == 304:
            return Read(answer.url, 304, None, None, language)
        if answer.status in (200, 203):
            return await self._read(answer, form, language, celex, answer.body, 1)
        if answer.status == 300:
            return await self._parts(answer, form, language, headers, celex)
        if answer.status in (202, 204):
            raise FetchError(
                "not-ready",
                f"Cellar is still producing the document (status {answer.status}).",
                transient=True,
                status=answer.status,
            )
        if answer.status in (400, 404, 406):
            return _Try(form, language, answer.status)
        raise FetchError(
            "unexpected-status", f"Cellar answered with status {answer.status}.", status=answer.status
        )

    async def _read(
        self, answer: Answer, form: str, language: str, celex: str | None, body: bytes, parts: int
    ) -> Read | _Try:
        if not body.strip():
            raise FetchError(
                "empty", "Cellar answered with an empty document.", transient=True, status=answer.status
            )
        outline = await self._desk.read(body, content_type=answer.content_type, url=answer.url, celex=celex)
        if not isinstance(outline, Outline):
            return self._not_a_document(outline.kind, outline.evidence, form, language)
        if is_other_act(celex, outline.celex):
            evidence = f"Cellar was asked for {celex} and gave a document that calls itself {outline.celex}."
            raise FetchError("other-document", evidence, status=answer.status)
        if outline.language is None:
            outline = dataclasses.replace(outline, language=language)
        return Read(
            answer.url,
            answer.status,
            body,
            outline,
            language,
            content_type=answer.content_type,
            etag=answer.headers.get("etag"),
            last_modified=answer.headers.get("last-modified"),
            parts=parts,
        )

    def _not_a_document(self, kind: str, evidence: str, form: str, language: str) -> _Try:
        if kind == "challenge":
            raise FetchError("blocked", evidence)
        if kind in ("empty", "outage"):
            raise FetchError("server-error" if kind == "outage" else "empty", evidence, transient=True)
        return _Try(form, language, 200, evidence)

    async def _parts(
        self, answer: Answer, form: str, language: str, headers: dict[str, str], celex: str | None
    ) -> Read | _Try:
        """A document in several files: all are read, and what each says is put together in order."""
        addresses = []
        for match in _HREF.finditer(answer.body):
            address = urljoin(answer.url, match[1].decode("latin-1").replace("&amp;", "&"))
            if (urlsplit(address).hostname or "") in self._within and re.search(r"/DOC_\d{1,4}$", address):
                addresses.append(address)
        reads: list[Read] = []
        for address in list(dict.fromkeys(addresses))[:_PARTS]:
            part = await self._fetcher.get(address, headers, upgrade=True, within=self._within)
            if part.status != 200 or not part.body.strip():
                raise FetchError(
                    "server-error",
                    f"A part of the document could not be read (status {part.status}).",
                    transient=True,
                    status=part.status,
                )
            read = await self._read(part, form, language, celex, part.body, 1)
            if isinstance(read, Read):
                reads.append(read)
        outlines = [read.outline for read in reads if read.outline is not None]
        if not outlines:
            return _Try(form, language, 300, "Cellar lists several files, and none of them holds the text.")
        body = b"\n".join(read.body for read in reads if read.body is not None)
        return dataclasses.replace(
            reads[0], url=answer.url, status=200, body=body, outline=join_outlines(outlines), parts=len(reads)
        )


def join_outlines(outlines: Sequence[Outline]) -> Outline:
    """One outline of several files of one document; the file with most provisions leads.

    A provision that two files hold (each file repeats the title) is kept once.
    """
    main = max(outlines, key=lambda outline: len(outline.provisions))
    seen: set[str] = set()
    provisions = []
    for outline in outlines:
        for provision in outline.provisions:
            if provision.path not in seen:
                seen.add(provision.path)
                provisions.append(provision)
    return dataclasses.replace(
        main,
        provisions=tuple(provisions),
        anchors=frozenset().union(*(outline.anchors for outline in outlines)),
        text="\n".join(outline.text for outline in outlines if outline.text),
        partial=frozenset().union(*(outline.partial for outline in outlines)),
    )


def oj_candidates(name: str) -> tuple[str, ...]:
    """The CELEX numbers that an act-by-act Official Journal number may stand for (eu-sources.md 2.3).

    ``L_202401346``: the L is the series, so regulation, directive and decision come into question.
    """
    match = re.fullmatch(r"L_(\d{4})(\d{5})", name.upper())
    if match is None:
        return ()
    number = int(match[2])
    return tuple(f"3{match[1]}{letter}{number:04d}" for letter in "RLD")


def _quoted(name: str) -> str:
    return quote(name, safe="-_.~")


def _is_fresh(celex: str, today: dt.date) -> bool:
    """Whether the register may not know the number *yet*: acts of this year, versions of two months."""
    if celex.startswith("0") and "-" in celex:
        try:
            return dt.date.fromisoformat(celex.rsplit("-", 1)[1]) > today - dt.timedelta(days=60)
        except ValueError:
            return False
    return celex[1:5].isdigit() and int(celex[1:5]) >= today.year


def _last(tries: Sequence[_Try]) -> int | None:
    return tries[-1].status if tries else None
