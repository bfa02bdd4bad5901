"""The plain parts of a request: addresses as they go out, answers as they come in, bytes unpacked."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_CHUNK = 65_536
_SCHEME = re.compile(r"^(?:[a-z]{1,10}:)?//")
_GROUP = re.compile(r"\\(?:g<[^<>]{0,60}>|\d{1,2}|.)", re.DOTALL)


class FetchError(Exception):
    """Nothing was learned. ``reason`` is an ``Unverified`` reason, the text one sentence of evidence.

    ``transient``: the same request may well succeed in a moment. ``wait``: seconds that the server
    asked for.
    """

    def __init__(
        self,
        reason: str,
        evidence: str,
        *,
        transient: bool = False,
        status: int | None = None,
        wait: float | None = None,
    ) -> None:
        super().__init__(evidence)
        self.reason = reason
        self.evidence = evidence
        self.transient = transient
        self.status = status
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Hop:
    """A redirect that was followed: the address that gave it, its status, where it led."""

    url: str
    status: int
    target: str
    cookie: bool

    @property
    def permanent(self) -> bool:
        """Whether the server says that the old address is not to be used again."""
        return self.status in _PERMANENT


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back at the end of all redirects.

    ``url`` is the final address (before any remap, without the fragment). ``headers`` have
    lower-case names; of repeated ones the first counts. ``body`` is decompressed.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    hops: tuple[Hop, ...]

    @property
    def content_type(self) -> str | None:
        """The ``Content-Type`` as sent, None where there is none."""
        return self.headers.get("content-type") or None


@lru_cache(maxsize=1024)
def host_of(url: str) -> str:
    """The host of an address in lower case, "" where it names none; raises ``ValueError``."""
    return (urlsplit(url).hostname or "").lower()


def apply_remap(url: str, rules: Sequence[tuple[re.Pattern[str], str]]) -> tuple[str, bool]:
    """(address, trusted): what is really asked, as the first pattern that is found rewrites it.

    Groups may be written ``\\1`` or ``$1`` (``$$`` for a dollar sign). ``trusted``: the user's own
    words name the host that is asked now. A host that the rewritten address brought along, or that a
    group copied out of it, is the article's choice and no more trusted than before.
    """
    for pattern, replacement in rules:
        if pattern.search(url):
            template = re.sub(
                r"\$(?:\$|(\d{1,2})|\{(\w{1,40})\})",
                lambda m: "$" if m[0] == "$$" else rf"\g<{m[1] or m[2]}>",
                replacement,
            )
            try:
                mapped = pattern.sub(template, url, count=1)
            except (re.error, IndexError):
                return url, False
            return mapped, mapped != url and _names_host(template, mapped)
    return url, False


def _names_host(template: str, mapped: str) -> bool:
    """Whether the literal words of a replacement hold the host and port of its result.

    Also the end of a host of the user's own domain: ``https://$1.mirror.example.org/``.
    """
    try:
        place = urlsplit(mapped).netloc.lower()
    except ValueError:
        return False
    for piece in _GROUP.split(template):
        name = re.split(r"[/?#\\]", _SCHEME.sub("", piece.lower(), count=1), maxsplit=1)[0]
        if name and (name == place or (name[0] == "." and name.count(".") >= 2 and place.endswith(name))):
            return True
    return False


def ascii_url(url: str) -> str:
    """The URL as it goes over the wire: host in IDNA, everything else percent-encoded, no fragment."""
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    if not host.isascii():
        import idna

        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except idna.IDNAError as error:
            raise FetchError(
                "unreadable-address", f"The host name {host} cannot be read ({error})."
            ) from error
    if ":" in host:
        host = f"[{host}]"
    netloc = f"{host}:{parts.port}" if parts.port is not None else host
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]|")
    return urlunsplit((parts.scheme.lower(), netloc, path, query, ""))


def is_challenge(fields: Mapping[str, str]) -> bool:
    """Whether the headers say that a firewall wants to see a browser (eu-sources.md 3)."""
    waf = fields.get("x-amzn-waf-action", "").lower()
    return waf in ("challenge", "captcha") or fields.get("cf-mitigated", "").lower() == "challenge"


def unpacker(encoding: str) -> Callable[[bytes | None], Iterator[bytes]]:
    """A function that unpacks chunk after chunk in pieces of bounded size; None: the end.

    A kilobyte of gzip may hold a megabyte: the reader counts the pieces and stops in time.
    """
    names = [
        name.strip().lower() for name in encoding.split(",") if name.strip().lower() not in ("", "identity")
    ]
    if not names:
        return lambda chunk: iter((chunk,) if chunk else ())
    if len(names) > 1 or names[0] not in ("gzip", "x-gzip", "deflate"):
        raise FetchError("unreadable", f"It is packed in a way that was not asked for ({encoding[:40]}).")
    deflate = names[0] == "deflate"
    machine: list[Any] = [zlib.decompressobj(zlib.MAX_WBITS if deflate else zlib.MAX_WBITS | 16)]
    first = True

    def unpack(chunk: bytes | None) -> Iterator[bytes]:
        nonlocal first
        try:
            if chunk is None:
                rest = machine[0].flush()
                if rest:
                    yield rest
                if not machine[0].eof and not first:
                    raise FetchError("network", "The packed document ends too early.", transient=True)
                return
            data = chunk
            if first and deflate and (data[0] & 0x0F) != 8:
                machine[0] = zlib.decompressobj(-zlib.MAX_WBITS)  # the raw form that some servers send
            first = False
            while data:
                piece = machine[0].decompress(data, _CHUNK)
                if piece:
                    yield piece
                data = machine[0].unconsumed_tail
                if machine[0].eof:
                    # Several gzip members in a row are one document (RFC 1952, 2.2).
                    data = machine[0].unused_data
                    if deflate or not data.startswith(b"\x1f\x8b"):
                        break
                    machine[0] = zlib.decompressobj(zlib.MAX_WBITS | 16)
        except zlib.error as error:
            raise FetchError(
                "unreadable", f"The packed document is damaged ({error}).", transient=True
            ) from error

    return unpack
