"""Ordinary web pages: what a status, a redirect and a page's own words prove (eu-sources.md 6)."""

from __future__ import annotations

import dataclasses
import html
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from srclint.model import Document, Outline
from srclint.source import eurlex
from srclint.source.answers import Absent, Desk, Read
from srclint.source.data import hosts_data, soft404_data
from srclint.source.robots import Robots
from srclint.source.wire import Answer, FetchError, Hop, host_of

if TYPE_CHECKING:
    from srclint.source.follow import Fetcher

_ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8"
_SPLIT = re.compile(r"\s[|–—·«»:-]{1,2}\s")
_SPACE = re.compile(r"\s+")
_TAG = re.compile(r"<[^<>]{0,500}>")


class Web:
    """Reads web pages."""

    def __init__(self, fetcher: Fetcher, robots: Robots, desk: Desk) -> None:
        self._fetcher = fetcher
        self._robots = robots
        self._desk = desk

    async def get(
        self, document: Document, languages: Sequence[str], known: Read | None = None
    ) -> Read | Absent:
        """Read a page. Raises ``FetchError`` for everything that proves nothing."""
        url = document.url.split("#", 1)[0]
        press = eurlex.press_reference(url)
        if press is not None:
            return await self._press(url, *press)
        await self._robots.check(url)
        headers = {"Accept": _ACCEPT, "Accept-Language": _accepted(tuple(languages))}
        conditional = None
        if known is not None:
            asks: dict[str, str] = {}
            if known.etag:
                asks["If-None-Match"] = known.etag
            if known.last_modified:
                asks["If-Modified-Since"] = known.last_modified
            conditional = (known.url, asks) if asks else None
        return await self._judge(url, await self._fetcher.get(url, headers, conditional=conditional))

    async def _judge(self, url: str, answer: Answer) -> Read | Absent:
        status = answer.status
        if status in (404, 410):
            # A wall that disguises itself as a 404 shows by its own page.
            if answer.body.strip():
                said = await self._read(answer)
                if not isinstance(said, Outline) and said.kind == "challenge":
                    raise FetchError("blocked", said.evidence, status=status)
            what = "not found" if status == 404 else "gone for good"
            evidence = f"The server says that the page is {what} (status {status})."
            return Absent("not-found" if status == 404 else "gone", evidence, status, answer.url)
        out = eurlex.outage(answer.url) if answer.hops else None
        if out is not None:
            raise FetchError("server-error", out, transient=True, status=status)
        if status == 304:
            moved, same = moved_to(answer)
            return Read(
                answer.url, status, None, None, moved_to=moved, moved_same=same, secure=_secure(url, answer)
            )
        if status in (204, 205) or (status in (200, 203) and not answer.body.strip()):
            raise FetchError("empty", f"The page is empty (status {status}).", status=status)
        if status == 202 and not answer.body.strip():
            raise FetchError(
                "blocked", "The server accepts the request and sends no page (status 202).", status=202
            )
        if not 200 <= status < 300:
            raise FetchError("unexpected-status", f"The server answered with status {status}.", status=status)
        return await self._content(url, answer)

    async def _content(self, url: str, answer: Answer) -> Read | Absent:
        outline = await self._read(answer)
        status = answer.status
        if not isinstance(outline, Outline):
            if outline.kind == "soft-404":
                return Absent("soft-404", outline.evidence, status, answer.url)
            kind = _KINDS.get(outline.kind, _Kind("unreadable"))
            raise FetchError(kind.reason, outline.evidence, transient=kind.transient, status=status)
        if status not in (200, 203, 206):
            raise FetchError(
                "not-ready", f"The server has not finished the page (status {status}).", status=status
            )
        soft = soft_404(answer, outline)
        if soft is not None:
            return soft
        moved, same = moved_to(answer)
        return Read(
            answer.url,
            status,
            answer.body,
            outline,
            content_type=answer.content_type,
            etag=answer.headers.get("etag"),
            last_modified=answer.headers.get("last-modified"),
            moved_to=moved,
            moved_same=same,
            secure=_secure(url, answer),
        )

    async def _read(self, answer: Answer) -> Any:
        return await self._desk.read(answer.body, content_type=answer.content_type, url=answer.url)

    async def _press(self, url: str, api: str, language: str) -> Read | Absent:
        answer = await self._fetcher.get(api, {"Accept": "application/json", "Accept-Language": language})
        if answer.status == 404 and "json" in (answer.content_type or "").lower():
            # The data service itself, not the server in front of it, does not know the number.
            return Absent("not-found", "The press corner has no such document (status 404).", 404, url)
        page = eurlex.press_page(answer.body) if answer.status == 200 else None
        if page is None:
            raise FetchError(
                "unreadable",
                f"The press corner did not give the document's text (status {answer.status}).",
                status=answer.status,
            )
        outline = await self._desk.read(page, content_type="text/html; charset=utf-8", url=url)
        if not isinstance(outline, Outline):
            raise FetchError("unreadable", outline.evidence, status=answer.status)
        if outline.language is None:
            outline = dataclasses.replace(outline, language=language)
        return Read(answer.url, 200, page, outline, content_type="text/html; charset=utf-8")


@lru_cache(maxsize=256)
def _accepted(languages: tuple[str, ...]) -> str:
    """``Accept-Language``: the languages in order of preference, English at the end."""
    wanted = [code for code in dict.fromkeys((*languages, "en")) if re.fullmatch(r"[a-z]{2}", code)]
    return ", ".join(
        code if rank == 0 else f"{code};q={max(0.1, 0.9 - 0.1 * rank):.1f}"
        for rank, code in enumerate(wanted)
    )


@dataclasses.dataclass(frozen=True, slots=True)
class _Kind:
    reason: str
    transient: bool = False


_KINDS: Mapping[str, _Kind] = {
    "challenge": _Kind("blocked"),
    "no-text": _Kind("no-text"),
    "search-results": _Kind("not-a-text"),
    "outage": _Kind("server-error", True),
    "empty": _Kind("empty"),
    "unreadable": _Kind("unreadable"),
}


# ------------------------------------------------------------------ soft 404


def soft_404(answer: Answer, outline: Outline) -> Absent | None:
    """Whether a page served with success says that nothing is there.

    The signs: the title's own part or the first heading *is* such a phrase and the page is short; a
    host's own rule; a redirect that ends at an error page or leads from a page to the home page.
    """
    where = urlsplit(answer.url)
    host = host_of(answer.url)
    data = soft404_data()
    status = answer.status

    def absent(evidence: str) -> Absent:
        return Absent("soft-404", evidence, status, answer.url)

    if answer.hops:
        last = where.path.rstrip("/").rsplit("/", 1)[-1].lower()
        if last in data["paths"]:
            return absent(f"It redirects to an error page ({answer.url}).")
        first = urlsplit(answer.hops[0].url)
        away = not is_home(first.path, first.query) and is_home(where.path, where.query)
        if away and all(not hop.cookie for hop in answer.hops):
            return absent(f"It redirects to the home page ({answer.url}).")
    if outline.format != "page":
        return None
    title, heading = fold(outline.title or ""), fold(first_heading(answer.body))
    for rule in _rules_of(host):
        for name, words in (("title", title), ("heading", heading), ("text", outline.text[:400])):
            wanted = rule.get(name, ())
            said = fold(words) if wanted and name == "text" else words
            for phrase in wanted:
                if said.startswith(phrase):
                    return absent(f"The page's {name} says: “{said[:80]}”.")
    if len(outline.text) > data["longest"]:
        return None
    phrases = _phrases()
    if heading.rstrip(".!") in phrases:
        return absent(f"The page's heading says: “{heading}”.")
    for part in _SPLIT.split(title):
        if part.strip().rstrip(".!") in phrases:
            # A page about missing pages has a heading of its own that says something else.
            if heading and not _alike(heading, part):
                continue
            return absent(f"The page's title says: “{part.strip()}”.")
    return None


def is_home(path: str, query: str = "") -> bool:
    """Whether a path is a site's root or the home page of one of its languages."""
    pieces = [piece.lower() for piece in path.split("/") if piece]
    codes = hosts_data()["cellar"]["languages"]
    if pieces and re.fullmatch(r"([a-z]{2})(?:[-_][a-z]{2})?", pieces[0]) and pieces[0][:2] in codes:
        pieces = pieces[1:]
    if not pieces:
        return not query
    known = (
        set(soft404_data()["home"]) | {f"index_{code}" for code in codes} | {f"home_{code}" for code in codes}
    )
    return len(pieces) == 1 and not query and pieces[0] in known


def first_heading(body: bytes) -> str:
    """The words of the first ``<h1>`` of a page, "" where there is none."""
    low = body[:400_000].lower()
    start = low.find(b"<h1")
    if start < 0:
        return ""
    opened = low.find(b">", start)
    end = low.find(b"</h1", opened)
    if opened < 0 or end < 0 or end - opened > 2_000:
        return ""
    raw = body[opened + 1 : end]
    try:
        words = raw.decode("utf-8")
    except UnicodeDecodeError:
        words = raw.decode("latin-1")
    return html.unescape(_TAG.sub(" ", words))


def fold(words: str) -> str:
    """Words for comparing: lower case, one kind of apostrophe, single spaces."""
    return _SPACE.sub(" ", words.replace("’", "'").replace("\N{NO-BREAK SPACE}", " ")).strip().casefold()


@lru_cache(maxsize=256)
def _rules_of(host: str) -> tuple[Mapping[str, Any], ...]:
    """The rules that hold for a host, and those that hold for all."""
    return tuple(
        rule
        for rule in soft404_data()["hosts"]
        if rule["host"] in ("", host) or f".{host}".endswith(_dotted(rule["host"]))
    )


@cache
def _phrases() -> frozenset[str]:
    return frozenset(fold(phrase).rstrip(".!") for phrase in soft404_data()["phrases"])


def _alike(heading: str, part: str) -> bool:
    """Whether a heading says the same as the title's part: the phrase itself, after "Oops!" or before a full stop."""
    words = re.sub(r"^(?:oops|sorry|error|ouch|uh oh)[\s!,.:–-]{1,4}", "", heading).rstrip(".!")
    return words in _phrases() or (" " in part.strip() and words.startswith(part.strip()))


def _dotted(host: str) -> str:
    return host if host.startswith(".") else f".{host}"


# ------------------------------------------------------------------ moved


def moved_to(answer: Answer) -> tuple[str | None, bool]:
    """(address, same document) that permanent redirects lead to; (None, False) where there is none.

    Only the permanent redirects at the beginning count: a temporary one says nothing about the
    address that the author should write. A mere step from http to https is no move.
    """
    target = None
    for hop in answer.hops:
        if not hop.permanent:
            break
        target = hop.target
    if target is None or _bare(target) == _bare(answer.hops[0].url):
        return None, False
    return target, _same_page(answer.hops, target)


def _same_page(hops: Sequence[Hop], target: str) -> bool:
    """Whether a new address names the same page: the same path, or the same telling last part."""
    old, new = urlsplit(hops[0].url), urlsplit(target)
    if _path(old.path) == _path(new.path) and (old.query == new.query or not new.query):
        return True
    before, after = _path(old.path).rsplit("/", 1)[-1], _path(new.path).rsplit("/", 1)[-1]
    return before == after and len(before) >= 8


def _path(path: str) -> str:
    folded = unquote(path).casefold().rstrip("/")
    folded = re.sub(r"/index\.\w{2,5}$", "", folded)
    folded = re.sub(r"\.(?:html?|aspx?|php|jsp)$", "", folded)
    language = re.search(r"[_/.]([a-z]{2})$", folded)
    if language is not None and language[1] in hosts_data()["cellar"]["languages"]:
        folded = folded[: language.start()]
    return folded


def _bare(url: str) -> str:
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    return f"{(parts.hostname or '').lower()}{port}{parts.path or '/'}?{parts.query}"


def _secure(url: str, answer: Answer) -> bool:
    """False where an http address was written and its host serves the same page as https."""
    if not url.lower().startswith("http:"):
        return True
    return not (answer.url.startswith("https:") and urlsplit(url).hostname == urlsplit(answer.url).hostname)
