"""The connections to one origin, kept between requests."""

from __future__ import annotations

import asyncio
import ssl
from collections import deque
from collections.abc import AsyncIterator, Callable
from typing import Protocol

from srclint.source.http1 import Connection, Head, Request
from srclint.source.network import Bounds, Broken, Network, TooSlow

# Seconds that an unused connection is kept.
_KEEP = 30.0


class Reply(Protocol):
    """An answer whose body is still to come."""

    head: Head

    def chunks(self) -> AsyncIterator[bytes]:
        """The body as it arrives, not unpacked."""
        ...

    async def close(self) -> None:
        """Done with it, read to its end or not."""
        ...


class Line(Protocol):
    """Where the requests to one origin go: straight to it, or through a proxy."""

    async def ask(self, request: Request, bounds: Bounds) -> Reply:
        """Ask. Raises ``Refused``, ``NoSuchHost``, ``Broken``, ``TooSlow``, ``ValueError``."""
        ...

    async def close(self) -> None:
        """Hang up."""
        ...


class _Direct:
    """A ``Reply`` on a connection that goes back to its place when the reply is closed."""

    def __init__(self, head: Head, connection: Connection, bounds: Bounds, back: Callable[[], None]) -> None:
        self.head = head
        self._connection = connection
        self._bounds = bounds
        self._back = back

    def chunks(self) -> AsyncIterator[bytes]:
        return self._connection.chunks(self._bounds)

    async def close(self) -> None:
        self._back()


class Connections:
    """At most ``size`` connections straight to one origin. All lead to the same place: the last one that was
    given back is as good as any.
    """

    def __init__(
        self,
        network: Network,
        host: str,
        port: int,
        context: ssl.SSLContext | None,
        *,
        size: int,
        anywhere: bool,
    ) -> None:
        self._network = network
        self._host, self._port = host, port
        self._context = context
        self._anywhere = anywhere
        self._room = asyncio.Semaphore(size)
        self._idle: deque[tuple[Connection, float]] = deque()
        self._closed = False

    async def ask(self, request: Request, bounds: Bounds) -> Reply:
        """See ``Line.ask``."""
        await self._enter(bounds)
        connection: Connection | None = None
        head: Head | None = None
        try:
            connection = self._kept()
            if connection is not None:
                try:
                    head = await connection.ask(request, bounds)
                except Broken:
                    # The host hung up on a connection that it had kept open: not an answer to this request,
                    # which may be sent again (RFC 9112, 9.3.1).
                    connection.close()
            if connection is None or head is None:
                connection = None
                connection = await self._open(bounds)
                head = await connection.ask(request, bounds)
        except BaseException:
            if connection is not None:
                connection.close()
            self._room.release()
            raise
        used = connection
        return _Direct(head, used, bounds, lambda: self._give_back(used))

    async def _enter(self, bounds: Bounds) -> None:
        if not self._room.locked():
            await self._room.acquire()
            return
        try:
            async with asyncio.timeout(bounds.left(bounds.read)):
                await self._room.acquire()
        except TimeoutError as error:
            raise TooSlow("all connections to the host are in use") from error

    def _kept(self) -> Connection | None:
        now = asyncio.get_running_loop().time()
        while self._idle:
            connection, since = self._idle.pop()
            if now - since < _KEEP and connection.is_alive():
                return connection
            connection.close()
        return None

    async def _open(self, bounds: Bounds) -> Connection:
        stream = await self._network.open(self._host, self._port, bounds, anywhere=self._anywhere)
        if self._context is not None:
            stream = await stream.start_tls(self._context, self._host, bounds.left(bounds.connect))
        return Connection(stream)

    def _give_back(self, connection: Connection) -> None:
        if connection.is_free() and not self._closed:
            self._idle.append((connection, asyncio.get_running_loop().time()))
        else:
            connection.close()
        self._room.release()

    async def close(self) -> None:
        """Hang up where nothing is under way; what is, hangs up when it is done."""
        self._closed = True
        while self._idle:
            self._idle.pop()[0].close()
