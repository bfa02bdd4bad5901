"""Connections to addresses that were judged: resolved once, judged each, and the judged one connected to.

Every connection of a look-up is opened by a ``Network``: for a page, for a redirect, and to a proxy.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from srclint.source.guard import judge_address
from srclint.source.manners import Clock
from srclint.source.names import Names, Resolver

# Seconds to wait for a name: the system's resolver asks its servers several times in less.
RESOLVE = 15.0
# What may lie unread before the host is made to wait: a document is counted as it is read.
_UNREAD = 524_288
# How many addresses of a host are tried.
_ADDRESSES = 4


class Refused(Exception):
    """The guard does not let this address be connected to."""


class Broken(Exception):
    """No connection, or not the one that was hoped for; the cause is the system's own error."""


class TooSlow(Exception):
    """Nothing happened in time. ``connecting``: not even a connection."""

    def __init__(self, what: str, *, connecting: bool = False) -> None:
        super().__init__(what)
        self.connecting = connecting


@dataclass(frozen=True, slots=True)
class Bounds:
    """The time of one request: seconds to connect and to wait for a byte, and when all of it must be over.

    A wait for each byte alone would let a server drip one at a time for ever.
    """

    connect: float
    read: float
    deadline: float
    clock: Clock

    def left(self, seconds: float) -> float:
        """``seconds``, or what is left of the whole time; raises ``TooSlow`` when it is over."""
        left = self.deadline - self.clock.monotonic()
        if left <= 0:
            raise TooSlow("the time for this document is over")
        return min(seconds, left)


class Stream(Protocol):
    """An open connection; raises ``Broken`` and ``TooSlow``."""

    def write(self, data: bytes) -> None:
        """Send; waits for nothing."""
        ...

    async def read(self, timeout: float) -> bytes:
        """What has arrived, b"" at the end."""
        ...

    def is_quiet(self) -> bool:
        """Whether the host has neither hung up nor sent anything that was not read."""
        ...

    async def start_tls(self, context: ssl.SSLContext, host: str, timeout: float) -> Stream:
        """The same connection, secured; this one is not to be used again."""
        ...

    def close(self) -> None:
        """Hang up."""
        ...


class Connector(Protocol):
    """Opens a connection to an address that was judged; raises ``Broken``, ``TooSlow`` or ``OSError``."""

    async def __call__(self, address: str, port: int, timeout: float) -> Stream:
        """Connect."""
        ...


class _Wire(asyncio.Protocol):
    """A connection of the event loop, plain or TLS, and what arrived on it until somebody reads it."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport
        self._received: list[bytes] = []
        self._unread = 0
        self._ended = False
        self._paused = False
        self._error: Exception | None = None
        self._waiter: asyncio.Future[None] | None = None

    # ------------------------------------------------------------------ what the loop tells

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received.append(data)
        self._unread += len(data)
        if self._unread > _UNREAD and not self._paused:
            self._paused = True
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> None:
        self._ended = True
        self._wake()

    def connection_lost(self, error: Exception | None) -> None:
        self._ended = True
        self._error = error
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def _expire(self, waiter: asyncio.Future[None]) -> None:
        # The loop hands out what has arrived before it looks at the clock: here nothing has.
        if not waiter.done():
            waiter.set_exception(TooSlow("nothing arrived in time"))

    # ------------------------------------------------------------------ Stream

    def write(self, data: bytes) -> None:
        if self._ended or self._transport.is_closing():
            raise Broken("the host has hung up")
        self._transport.write(data)

    async def read(self, timeout: float) -> bytes:
        if not self._received and not self._ended:
            loop = asyncio.get_running_loop()
            waiter = self._waiter = loop.create_future()
            bell = loop.call_later(timeout, self._expire, waiter)
            try:
                await waiter
            finally:
                self._waiter = None
                bell.cancel()
        if not self._received:
            if self._error is not None:
                raise Broken(str(self._error)) from self._error
            return b""
        data = self._received[0] if len(self._received) == 1 else b"".join(self._received)
        self._received.clear()
        self._unread = 0
        if self._paused:
            self._paused = False
            self._transport.resume_reading()
        return data

    def is_quiet(self) -> bool:
        return not self._ended and not self._received

    async def start_tls(self, context: ssl.SSLContext, host: str, timeout: float) -> Stream:
        if not self.is_quiet():
            raise Broken("the host speaks before the connection is secure")
        try:
            async with asyncio.timeout(timeout):
                secure = await asyncio.get_running_loop().start_tls(
                    self._transport, self, context, server_hostname=host
                )
        except TimeoutError as error:
            self._transport.abort()
            raise TooSlow("no secure connection in time", connecting=True) from error
        except OSError as error:  # ssl.SSLError is one
            self._transport.abort()
            raise Broken(str(error)) from error
        except BaseException:
            self._transport.abort()
            raise
        assert isinstance(secure, asyncio.Transport)
        self._transport = secure
        return self

    def close(self) -> None:
        # Not the transport's own ``close``: over TLS it waits for the host to say goodbye.
        self._transport.abort()


async def connect(address: str, port: int, timeout: float) -> Stream:
    """A TCP connection to an IP address."""
    try:
        async with asyncio.timeout(timeout):
            _, wire = await asyncio.get_running_loop().create_connection(_Wire, address, port)
    except TimeoutError as error:
        raise TooSlow("no connection in time", connecting=True) from error
    except OSError as error:
        raise Broken(str(error)) from error
    return wire


class Network:
    """Resolves, judges every address, and connects to the very address that was judged."""

    def __init__(self, resolver: Resolver, connector: Connector) -> None:
        self._connector = connector
        self.names = Names(resolver)

    async def open(self, host: str, port: int, bounds: Bounds, *, anywhere: bool) -> Stream:
        """A connection to a host; ``anywhere``: the user chose it, wherever it stands.

        Raises ``Refused``, ``NoSuchHost``, ``Broken``, ``TooSlow``.
        """
        addresses = await self.names.addresses(host, port, bounds.left(RESOLVE))
        if not anywhere:
            _judge(host, addresses)
        last: Exception = Broken(f"{host} has no address")
        for address in addresses[:_ADDRESSES]:
            try:
                return await self._connector(address, port, bounds.left(bounds.connect))
            except Broken as error:
                last = error
            except TooSlow as error:
                last = error if error.connecting else TooSlow(str(error), connecting=True)
                if bounds.deadline <= bounds.clock.monotonic():
                    break
            except OSError as error:
                last = Broken(str(error))
                last.__cause__ = error
        raise last


def _judge(host: str, addresses: Sequence[str]) -> None:
    # All of them: a name with one public and one private address is a rebinding trick.
    for address in addresses:
        why = judge_address(address)
        if why is not None:
            raise Refused(f"{host} leads to an address that is not public ({why})")
