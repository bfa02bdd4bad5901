"""Requests through a proxy of the environment: httpx, by its transports, over httpcore's own pools.

Not an ``httpx.AsyncClient``, which would read ``Location`` before it was judged, keep cookies and unpack without
bounds. A proxy is the user's own choice and may stand anywhere; what is asked through it was judged as written,
for it resolves the names in a network of its own. It is reached by the same ``Network`` as everything else.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote, urlsplit

import httpcore
import httpx

from srclint.source.connections import Reply
from srclint.source.http1 import Head, Request
from srclint.source.manners import Clock
from srclint.source.network import Bounds, Broken, Network, Stream, TooSlow

_PORTS = {"https": 443, "socks5": 1080, "socks5h": 1080}


@contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except httpx.TimeoutException as error:
        raise TooSlow(str(error), connecting=isinstance(error, httpx.ConnectTimeout)) from error
    except (httpx.NetworkError, httpx.ProtocolError) as error:
        raise Broken(str(error)) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise ValueError(str(error)) from error


@contextmanager
def _in_its_words() -> Iterator[None]:
    try:
        yield
    except TooSlow as error:
        raise (httpcore.ConnectTimeout if error.connecting else httpcore.ReadTimeout)(str(error)) from error
    except Broken as error:
        raise httpcore.NetworkError(str(error)) from error


class _Stream(httpcore.AsyncNetworkStream):
    """A connection of ours as httpcore uses it."""

    def __init__(self, inner: Stream) -> None:
        self._inner = inner
        self._kept = b""

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if not self._kept:
            with _in_its_words():
                self._kept = await self._inner.read(timeout or _LONG)
        data, self._kept = self._kept[:max_bytes], self._kept[max_bytes:]
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - httpcore's signature
        with _in_its_words():
            self._inner.write(buffer)

    async def aclose(self) -> None:
        self._inner.close()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        with _in_its_words():
            return _Stream(await self._inner.start_tls(ssl_context, server_hostname or "", timeout or _LONG))

    def get_extra_info(self, info: str) -> Any:
        return bool(self._kept) or not self._inner.is_quiet() if info == "is_readable" else None


_LONG = 3600.0


class _Backend(httpcore.AsyncNetworkBackend):
    """Connects to the proxy, and nowhere else: httpcore asks it for no other host."""

    def __init__(self, network: Network, clock: Clock) -> None:
        self._network = network
        self._clock = clock

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,  # noqa: ARG002 - httpcore's signature
        socket_options: Any = None,  # noqa: ARG002 - likewise
    ) -> httpcore.AsyncNetworkStream:
        """Connect."""
        seconds = timeout or _LONG
        bounds = Bounds(seconds, seconds, float("inf"), self._clock)
        with _in_its_words():
            return _Stream(await self._network.open(host, port, bounds, anywhere=True))

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await self._clock.sleep(seconds)


class _Transport(httpx.AsyncHTTPTransport):
    """httpx's transport over a pool of ours."""

    def __init__(self, pool: httpcore.AsyncConnectionPool) -> None:
        # The base class would make a pool with a backend that connects anywhere.
        self._pool = pool


class _Reply:
    """See ``Reply``."""

    def __init__(self, head: Head, response: httpx.Response, bounds: Bounds) -> None:
        self.head = head
        self._response = response
        self._bounds = bounds

    async def chunks(self) -> AsyncIterator[bytes]:
        # Not ``aiter_raw``, which counts and joins what is counted and bounded elsewhere.
        stream = self._response.stream
        assert isinstance(stream, httpx.AsyncByteStream)
        with _in_our_words():
            async for chunk in stream:
                self._bounds.left(0.0)
                yield chunk

    async def close(self) -> None:
        await self._response.aclose()


class Proxied:
    """The requests to one origin, through a proxy."""

    def __init__(
        self, network: Network, clock: Clock, proxy: str, context: ssl.SSLContext | None, *, size: int
    ) -> None:
        common: dict[str, Any] = {
            "ssl_context": context,
            "max_connections": size,
            "max_keepalive_connections": size,
            "keepalive_expiry": 30.0,
            "network_backend": _Backend(network, clock),
        }
        parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
        auth = None
        if parts.username is not None:
            auth = (unquote(parts.username), unquote(parts.password or ""))
        address = f"{parts.scheme}://{parts.hostname}:{parts.port or _PORTS.get(parts.scheme, 80)}"
        kind = httpcore.AsyncSOCKSProxy if parts.scheme.startswith("socks") else httpcore.AsyncHTTPProxy
        self._transport = _Transport(kind(address, proxy_auth=auth, **common))

    async def ask(self, request: Request, bounds: Bounds) -> Reply:
        """See ``Line.ask``."""
        read = bounds.left(bounds.read)
        timeouts = {"connect": bounds.left(bounds.connect), "read": read, "write": read, "pool": read}
        with _in_our_words():
            asked = httpx.Request(
                "GET", request.url, headers=request.raw_fields(), extensions={"timeout": timeouts}
            )
            # Two readers of addresses must not see two hosts: what was judged is what is asked.
            if asked.url.raw_host.decode("ascii") != (urlsplit(request.url).hostname or ""):
                raise ValueError("its host can be read in two ways")
            try:
                async with asyncio.timeout(bounds.left(float("inf"))):
                    response = await self._transport.handle_async_request(asked)
            except TimeoutError as error:
                raise TooSlow("the time for this document is over") from error
        raw = response.headers.raw
        fields = [(name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in raw]
        return _Reply(Head(response.status_code, fields), response, bounds)

    async def close(self) -> None:
        """Hang up."""
        try:
            await self._transport.aclose()
        except RuntimeError:
            return  # a pool with requests under way refuses to close; the process is leaving anyway
