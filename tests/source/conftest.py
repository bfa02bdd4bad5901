"""A small server of our own on the loopback address, and a clock that does not make tests wait."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from srclint.model import Document, Outline
from srclint.source.lookup import HostOptions, Lookup, LookupOptions, LookupRequest
from srclint.source.manners import Clock


@dataclass
class Seen:
    """A request as it arrived."""

    path: str
    headers: dict[str, str]
    at: float


Route = Callable[["Server", Seen, socket.socket], bytes | None]


def reply(status: int, body: bytes = b"", *headers: str, length: int | None = None) -> bytes:
    """A raw response."""
    lines = [f"HTTP/1.1 {status} X", *headers]
    if not any(h.lower().startswith(("content-length", "transfer-encoding")) for h in headers):
        lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


class Server:
    """Answers by path prefix; the longest matching route wins. A route may write to the socket itself."""

    def __init__(self, family: int = socket.AF_INET) -> None:
        self.routes: dict[str, Route | bytes] = {}
        self.seen: list[Seen] = []
        self.counts: dict[str, int] = {}
        self.lock = threading.Lock()
        self._socket = socket.socket(family, socket.SOCK_STREAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("::1" if family == socket.AF_INET6 else "127.0.0.1", 0))
        self._socket.listen(256)
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http://{'[::1]' if family == socket.AF_INET6 else '127.0.0.1'}:{self.port}"
        self._open: set[socket.socket] = set()
        self._closed = False
        threading.Thread(target=self._accept, daemon=True).start()

    def paths(self) -> list[str]:
        return [seen.path for seen in self.seen]

    def count(self, path: str) -> int:
        """How often this path was asked, this request included."""
        return self.counts.get(path, 0)

    def close(self) -> None:
        self._closed = True
        self._socket.close()
        for sock in list(self._open):
            sock.close()

    def _accept(self) -> None:
        while not self._closed:
            try:
                sock, _ = self._socket.accept()
            except OSError:
                return
            self._open.add(sock)
            threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, sock: socket.socket) -> None:
        sock.settimeout(20)
        try:
            data = b""
            while True:
                while b"\r\n\r\n" not in data:
                    more = sock.recv(65536)
                    if not more:
                        return
                    data += more
                head, _, data = data.partition(b"\r\n\r\n")
                first, *lines = head.decode("latin-1").split("\r\n")
                path = first.split(" ")[1]
                headers = {k.lower(): v.strip() for k, v in (line.split(":", 1) for line in lines)}
                seen = Seen(path, headers, time.monotonic())
                with self.lock:
                    self.seen.append(seen)
                    self.counts[path] = self.counts.get(path, 0) + 1
                best = max((p for p in self.routes if path.startswith(p)), key=len, default=None)
                route = (
                    self.routes[best] if best is not None else reply(404, b"<html><h1>nothing</h1></html>")
                )
                answer = route if isinstance(route, bytes) else route(self, seen, sock)
                if answer is None:
                    return
                sock.sendall(answer)
        except OSError:
            return
        finally:
            self._open.discard(sock)
            sock.close()


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@dataclass
class Not:
    """Stands for the outline reader's ``NotADocument``."""

    kind: str
    evidence: str = "seen"


def fake_reader(
    content: bytes, *, content_type: str | None = None, url: str | None = None, celex: str | None = None
) -> Any:
    """Judges by plain marks: the transport is what these tests are about."""
    for kind in ("challenge", "soft-404", "no-text", "search-results", "outage", "unreadable"):
        if b"KIND:" + kind.encode() in content:
            return Not(kind)
    if not content.strip():
        return Not("empty")
    if b"\0" in content[:100]:
        return Not("unreadable")
    text = content.decode("utf-8", "replace")
    title = re.search(r"<title>(.{0,200}?)</title>", text)
    language = re.search(r'lang="(\w\w)"', text)
    plain = " ".join(re.sub(r"<[^<>]{0,200}>", " ", text).split())
    return Outline(
        "page" if celex is None else "oj-html",
        title=title[1] if title else None,
        language=language[1] if language else None,
        celex=celex,
        text=plain,
        anchors=frozenset(re.findall(r'id="([^"]{1,50})"', text)),
    )


class FastClock(Clock):
    """Time flies while sleeping; what was slept is remembered."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self.ahead = 0.0

    def monotonic(self) -> float:
        return time.monotonic() + self.ahead

    async def sleep(self, seconds: float) -> None:
        await super().sleep(0)
        self.slept.append(seconds)
        self.ahead += max(0.0, seconds)


def eu(celex: str) -> Document:
    return Document(
        f"celex:{celex}", f"https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:{celex}", celex
    )


def page(url: str) -> Document:
    return Document(f"url:{url}", url)


def ask(document: Document, *languages: str) -> LookupRequest:
    return LookupRequest(document, (document.url,), languages)


@dataclass
class Kit:
    """What a test module needs of this file."""

    server: Server
    made: list[Lookup] = field(default_factory=list)
    reply = staticmethod(reply)
    eu = staticmethod(eu)
    page = staticmethod(page)
    ask = staticmethod(ask)
    reader = staticmethod(fake_reader)
    clock_type = FastClock
    server_type = Server
    not_type = Not

    def options(self, **changes: Any) -> LookupOptions:
        """No limits, short waits, every ``https://<name>.test/...`` and EU host on the server."""
        rules = (
            (re.compile(r"^https?://([a-z0-9-]+)\.test/"), rf"{self.server.url}/\1/"),
            (re.compile(r"^https://publications\.europa\.eu/"), f"{self.server.url}/cellar/"),
            (re.compile(r"^https://ec\.europa\.eu/"), f"{self.server.url}/ec/"),
            (re.compile(r"^https://eur-lex\.europa\.eu/"), f"{self.server.url}/eurlex/"),
        )
        base: dict[str, Any] = {
            "remap": rules,
            "hosts": {"*": HostOptions(concurrency=8, interval=0.0)},
            "read_timeout": 5.0,
            "attempts": 2,
            "backoff": 0.01,
        }
        return LookupOptions(**(base | changes))

    def lookup(self, *, fast: bool = False, **changes: Any) -> Lookup:
        extra = {"clock": FastClock()} if fast else {}
        for name in ("clock", "resolver", "connector", "reader"):
            if name in changes:
                extra[name] = changes.pop(name)
        made = Lookup(self.options(**changes), **({"reader": fake_reader} | extra))
        self.made.append(made)
        return made

    def one(self, document: Document, *languages: str, **changes: Any) -> Any:
        """The answer for one document in a look-up of its own."""
        return self.lookup(**changes).run([ask(document, *languages)])[document.id]


@pytest.fixture
def kit(server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Kit]:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    kit = Kit(server)
    yield kit
    for made in kit.made:
        made.close()
