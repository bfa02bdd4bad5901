"""One request on the wire; the only importer of the HTTP library.

Requests go through ``httpx``, by its transports: an ``httpx.Client`` would read ``Location`` before it was
judged, keep cookies and unpack without bounds, and here all three are our own (``follow``). Which address
is connected to is decided in the ``network_backend`` of ``httpcore``, httpx's own engine: the one place
that sees every connection, a proxy's and a redirect's too.

A ``Sender`` keeps one small transport per origin. It is safe to use from several threads.

No HTTP cache stands in between. hishel, the one that is kept up for httpx (looked at: 1.1), wraps a transport and
answers by RFC 9111, as a browser's cache does. What is kept here is not an answer but a judgment: by document and
language, with the redirects that led to it and the outline that was read from it; an act for half a year whatever
its ``Cache-Control`` says, a "no" for an hour, a failure never. hishel's lifetimes could be set to these (a request
may carry one), but its entries, by method and address, would have to be judged and read again at each use. And its
store is one SQLite file, which two runs at once can find locked (its issue 432); here they share plain files, and
neither a kill nor a full disk harms them (``cache``). What the standard offers beyond that is used: an ``ETag`` or
``Last-Modified`` is sent back when an answer is stale, and a 304 renews it (``shelf``).
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
import urllib.request
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

import httpcore
import httpx

from srclint.source.guard import judge_address, judge_url, literal_address
from srclint.source.manners import Clock, Limits
from srclint.source.names import Names, NoSuchHost, Resolver, resolve
from srclint.source.options import LookupOptions
from srclint.source.wire import REDIRECTS, FetchError, ascii_url, unpacker

Headers = list[tuple[str, str]]
# Seconds to wait for a name: the system's resolver asks its servers several times in less.
_RESOLVE = 15.0
# A connection that was used so many seconds ago is taken to be open still.
_JUST_NOW = 1.0


class Connector(Protocol):
    """Opens a connection to an address that was judged; raises ``OSError``."""

    def __call__(self, address: str, port: int, timeout: float) -> httpcore.NetworkStream:
        """Connect."""
        ...


def connect(address: str, port: int, timeout: float) -> httpcore.NetworkStream:
    """A TCP connection to an IP address."""
    return httpcore.SyncBackend().connect_tcp(address, port, timeout=timeout)


def _bypassed(host: str, proxies: Mapping[str, str]) -> bool:
    # no_proxy by the standard library's reading of it; documented, though not in every stub.
    bypass: Callable[..., bool] = getattr(urllib.request, "proxy_bypass_environment")  # noqa: B009
    return bool(bypass(host, proxies))


class _Refused(Exception):
    """The guard does not let this address be connected to."""


class _Deadline(threading.local):
    """When the current thread's request must be over (monotonic seconds), and for whom it may go private."""

    at: float = float("inf")
    trusted: bool = False


class _Stream(httpcore.NetworkStream):
    """A stream whose every read and write also keeps to the deadline of the whole request.

    A per-read timeout alone lets a server drip one byte at a time for ever.
    """

    def __init__(self, inner: httpcore.NetworkStream, backend: _Backend) -> None:
        self._inner = inner
        self._backend = backend
        # httpcore's own stream sets the socket's timeout before each call, and each time all threads contend
        # for the interpreter. Where it is a plain socket or TLS over one, the socket is used as it is.
        sock = inner.get_extra_info("socket")
        direct = inner.get_extra_info("ssl_object") is getattr(sock, "_sslobj", None)
        self._socket: socket.socket | None = sock if direct and isinstance(sock, socket.socket) else None

    def _ready(self, sock: socket.socket, timeout: float) -> socket.socket:
        if sock.gettimeout() != timeout:
            sock.settimeout(timeout)
        return sock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        left = self._backend.cap(timeout)
        if self._socket is None:
            return self._inner.read(max_bytes, left)
        try:
            return self._ready(self._socket, left).recv(max_bytes)
        except TimeoutError as error:
            raise httpcore.ReadTimeout(error) from error
        except OSError as error:
            raise httpcore.ReadError(error) from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if not buffer:
            return
        left = self._backend.cap(timeout)
        if self._socket is None:
            self._inner.write(buffer, left)
            return
        try:
            self._ready(self._socket, left).sendall(buffer)
        except TimeoutError as error:
            raise httpcore.WriteTimeout(error) from error
        except OSError as error:
            raise httpcore.WriteError(error) from error

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._backend.cap(timeout))
        return _Stream(inner, self._backend)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    """Resolves, judges every address, and connects to the very address that was judged."""

    def __init__(self, clock: Clock, resolver: Resolver, connector: Connector, allow_private: bool) -> None:
        self._clock = clock
        self._connector = connector
        self._allow_private = allow_private
        self.names = Names(resolver)
        self.deadline = _Deadline()

    def cap(self, timeout: float | None) -> float:
        """A timeout that does not outlast the request; raises when it is over."""
        left = self.deadline.at - self._clock.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for this document is over")
        return left if timeout is None else min(timeout, left)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,  # noqa: ARG002 - httpcore's signature
        socket_options: Any = None,  # noqa: ARG002 - likewise
    ) -> httpcore.NetworkStream:
        return self.connect(host, port, timeout, anywhere=self._allow_private or self.deadline.trusted)

    def connect(
        self, host: str, port: int, timeout: float | None, *, anywhere: bool
    ) -> httpcore.NetworkStream:
        """A connection to a host; ``anywhere``: the user chose it, wherever it stands."""
        addresses = self.names.addresses(host, port, self.cap(_RESOLVE))
        if not anywhere:
            # All of them: a name with one public and one private address is a rebinding trick.
            for address in addresses:
                why = judge_address(address)
                if why is not None:
                    raise _Refused(f"{host} leads to {why[0].lower()}{why[1:]}")
        last: Exception | None = None
        for address in addresses[:4]:
            try:
                return _Stream(self._connector(address, port, self.cap(timeout)), self)
            except (httpcore.ConnectError, httpcore.ConnectTimeout, OSError) as error:
                last = error
        if isinstance(last, httpcore.ConnectError | httpcore.ConnectTimeout):
            raise last
        raise httpcore.ConnectError(str(last))

    def sleep(self, seconds: float) -> None:
        self._clock.sleep(seconds)


class _ToProxy(httpcore.NetworkBackend):
    """Connects a pool to the proxy that the user chose; what is asked through it was judged as written."""

    def __init__(self, backend: _Backend) -> None:
        self._backend = backend

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,  # noqa: ARG002 - httpcore's signature
        socket_options: Any = None,  # noqa: ARG002 - likewise
    ) -> httpcore.NetworkStream:
        return self._backend.connect(host, port, timeout, anywhere=True)


class _Body:
    """The body of a response; when it is closed, its connection is free for the next request."""

    def __init__(self, stream: Any, done: Callable[[], None]) -> None:
        self._stream = stream
        self._done: Callable[[], None] | None = done

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._stream)

    def close(self) -> None:
        try:
            self._stream.close()
        finally:
            done, self._done = self._done, None
            if done is not None:
                done()


class _Connections:
    """The connections to one origin, in the place of ``httpcore.ConnectionPool``.

    The pool looks through all its connections and all that wait for one at each request and at each
    answer. Here all of them lead to the same place: the last one that was given back is as good as any.
    """

    def __init__(self, size: int, connect: Callable[[], httpcore.HTTPConnection]) -> None:
        self._connect = connect
        self._room = threading.BoundedSemaphore(size)
        self._idle: deque[tuple[httpcore.HTTPConnection, float]] = deque()
        self._closed = False

    def handle_request(self, request: httpcore.Request) -> httpcore.Response:
        if not self._room.acquire(timeout=request.extensions["timeout"]["pool"]):
            raise httpcore.PoolTimeout("all connections to the host are in use")
        connection = self._take()
        try:
            if connection is not None:
                try:
                    response = connection.handle_request(request)
                except (httpcore.RemoteProtocolError, httpcore.ReadError, httpcore.WriteError):
                    # The host hung up on a connection that it had kept open: not an answer to this request,
                    # which may be sent again (RFC 9112, 9.3.1).
                    connection.close()
                    connection = None
            if connection is None:
                connection = self._connect()
                response = connection.handle_request(request)
        except BaseException:
            self._give_back(connection)
            raise
        kept = connection
        response.stream = _Body(response.stream, lambda: self._give_back(kept))
        return response

    def _take(self) -> httpcore.HTTPConnection | None:
        while True:
            try:
                connection, since = self._idle.pop()
            except IndexError:
                return None
            # To ask the system whether the host has hung up costs a turn of all threads.
            if time.monotonic() - since < _JUST_NOW or not connection.has_expired():
                return connection
            connection.close()

    def _give_back(self, connection: httpcore.HTTPConnection | None) -> None:
        if connection is not None:
            if connection.is_idle() and not self._closed:
                self._idle.append((connection, time.monotonic()))
            else:
                connection.close()
        self._room.release()

    def close(self) -> None:
        self._closed = True
        while self._idle:
            self._idle.pop()[0].close()


class _Transport(httpx.HTTPTransport):
    """httpx's transport over connections of our own, which are judged."""

    def __init__(self, pool: _Connections | httpcore.ConnectionPool) -> None:
        # The base class would make a pool with a backend that connects anywhere.
        self._pool = pool  # type: ignore[assignment]


class Sender:
    """Sends one request at a time to addresses that the guard lets pass, within bounds of time and size."""

    def __init__(
        self,
        options: LookupOptions,
        clock: Clock,
        *,
        resolver: Resolver = resolve,
        connector: Connector = connect,
    ) -> None:
        self._options = options
        self._clock = clock
        self._backend = _Backend(clock, resolver, connector, options.allow_private)
        self._transports: dict[tuple[str, str, int, bool], httpx.HTTPTransport] = {}
        self._lock = threading.Lock()
        self._ssl: ssl.SSLContext | None = None
        self._proxies = urllib.request.getproxies_environment()

    def close(self) -> None:
        """Close all connections."""
        with self._lock:
            transports, self._transports = list(self._transports.values()), {}
        for transport in transports:
            # A pool with requests under way refuses to close; the process is leaving anyway.
            try:
                transport.close()
            except RuntimeError:
                continue

    def knows_names(self, control: str) -> bool:
        """Whether the resolver works at all: it has found a name in this run, or finds ``control``."""
        names = self._backend.names
        if names.knows_any():
            return True
        try:
            return bool(names.addresses(control, 443, _RESOLVE))
        except NoSuchHost:
            return False

    def send(
        self,
        url: str,
        headers: Mapping[str, str],
        limits: Limits,
        *,
        host: str,
        deadline: float,
        trusted: bool,
        judged: str | None = None,
    ) -> tuple[int, Headers, bytes]:
        """GET ``url``, and nothing of what it redirects to; gives status, headers (names in lower case) and body.

        ``host`` is the name of the host for sentences of evidence. ``deadline`` (monotonic seconds) is when
        the body must be here. ``trusted``: the user's own words chose the place, it may be a private one.
        ``judged``: an address that ``judge_url`` let pass. Raises ``FetchError``.
        """
        self._backend.deadline.at = deadline
        self._backend.deadline.trusted = trusted
        wire = ascii_url(url)
        # The last look, at the very address that goes out: a proxy would resolve it in a network of its own.
        if wire != judged:
            why = judge_url(wire, allow_private=self._options.allow_private or trusted)
            if why is not None:
                raise FetchError("unsafe", f"It was not asked: {why}.")
        read = limits.timeout if limits.timeout is not None else self._options.read_timeout
        timeouts = {
            "connect": min(self._options.connect_timeout, read),
            "read": read,
            "write": read,
            "pool": read,
        }
        request_headers = [("Host", urlsplit(wire).netloc), *headers.items()]
        try:
            request = httpx.Request(
                "GET",
                wire,
                headers=[(k.encode("ascii"), v.encode("latin-1", "replace")) for k, v in request_headers],
                extensions={"timeout": timeouts},
            )
            # Two readers of addresses must not see two hosts: what was judged is what is asked.
            if request.url.raw_host.decode("ascii") != (urlsplit(wire).hostname or ""):
                raise FetchError("unsafe", "It was not asked: its host can be read in two ways.")
            response = self._transport(wire, limits).handle_request(request)
            try:
                received = [
                    (k.decode("latin-1").lower(), v.decode("latin-1")) for k, v in response.headers.raw
                ]
                status = response.status_code
                if status in REDIRECTS and any(k == "location" for k, _ in received):
                    if ("content-length", "0") in received:
                        # Nothing comes, but having read it keeps the connection open for the next hop.
                        for _ in _chunks(response):
                            break
                    return status, received, b""
                return status, received, self._read(response, received, deadline)
            finally:
                response.close()
        except FetchError:
            raise
        except _Refused as error:
            raise FetchError("unsafe", f"It was not asked: {error}.") from error
        except NoSuchHost as error:
            reason = "no-such-host" if error.certain else "network"
            raise FetchError(
                reason, f"The host {host} was not found.", transient=not error.certain
            ) from error
        except (
            httpx.TimeoutException,
            httpx.NetworkError,
            httpx.ProtocolError,
            ssl.SSLError,
        ) as error:
            raise self._explain(error, host, deadline) from error
        except httpx.InvalidURL as error:
            raise FetchError("unsafe", f"It was not asked: the address cannot be read ({error}).") from error
        except (
            httpx.HTTPError,
            OSError,
            ValueError,
            RuntimeError,
        ) as error:
            raise FetchError("network", f"{host} could not be asked ({error}).", transient=True) from error

    def _read(self, response: httpx.Response, received: Sequence[tuple[str, str]], deadline: float) -> bytes:
        limit = self._options.max_size
        too_large = FetchError(
            "too-large", f"The document is larger than {limit // 1_000_000} MB.", status=response.status_code
        )
        fields = dict(reversed(received))
        length = fields.get("content-length", "")
        if length.isascii() and length.isdigit() and int(length[:18]) > limit:
            raise too_large
        unpack = unpacker(fields.get("content-encoding", ""))
        parts: list[bytes] = []
        size = raw = 0
        for chunk in _chunks(response):
            raw += len(chunk)
            if self._clock.monotonic() > deadline:
                raise httpx.ReadTimeout("the time for this document is over")
            for piece in unpack(chunk):
                size += len(piece)
                if size > limit:
                    raise too_large
                parts.append(piece)
            if raw > limit:
                raise too_large
        parts.extend(unpack(None))
        return b"".join(parts)

    def _explain(self, error: Exception, host: str, deadline: float) -> FetchError:
        if self._clock.monotonic() >= deadline:
            return FetchError("timeout", f"{host} did not give the whole document in time.", transient=True)
        if isinstance(error, httpx.TimeoutException):
            what = (
                "did not accept a connection" if isinstance(error, httpx.ConnectTimeout) else "did not answer"
            )
            return FetchError("timeout", f"{host} {what} in time.", transient=True)
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, ssl.SSLError):
                if isinstance(cause, ssl.SSLCertVerificationError):
                    return FetchError(
                        "tls", f"The certificate of {host} is not valid ({cause.verify_message})."
                    )
                return FetchError(
                    "tls", f"No secure connection to {host} ({cause.reason or cause}).", transient=True
                )
            if isinstance(cause, ConnectionRefusedError):
                return FetchError("refused", f"{host} refused the connection.", transient=True)
            cause = cause.__cause__ or cause.__context__
        return FetchError("network", f"The connection to {host} broke ({error}).", transient=True)

    def _transport(self, wire: str, limits: Limits) -> httpx.HTTPTransport:
        parts = urlsplit(wire)
        host = parts.hostname or ""
        port = parts.port or (443 if parts.scheme == "https" else 80)
        # A connection that a remap opened to a private place serves no address of an article.
        key = (parts.scheme, host, port, self._backend.deadline.trusted)
        with self._lock:
            transport = self._transports.get(key)
            if transport is None:
                transport = _Transport(self._new_pool(parts.scheme, host, port, limits))
                self._transports[key] = transport
            return transport

    def _new_pool(
        self, scheme: str, host: str, port: int, limits: Limits
    ) -> _Connections | httpcore.ConnectionPool:
        if self._ssl is None and scheme == "https":
            self._ssl = httpcore.default_ssl_context()
        size = max(limits.concurrency, 2)
        proxy = self._proxy(scheme, host, port)
        if proxy is None:
            origin = httpcore.Origin(scheme.encode("ascii"), host.encode("ascii"), port)
            return _Connections(
                size,
                lambda: httpcore.HTTPConnection(
                    origin, self._ssl, keepalive_expiry=30.0, network_backend=self._backend
                ),
            )
        common: dict[str, Any] = {
            "ssl_context": self._ssl,
            "max_connections": size,
            "max_keepalive_connections": size,
            "keepalive_expiry": 30.0,
            "network_backend": _ToProxy(self._backend),
        }
        parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
        proxy_port = parts.port or {"https": 443, "socks5": 1080, "socks5h": 1080}.get(parts.scheme, 80)
        auth = None
        if parts.username is not None:
            auth = (unquote(parts.username), unquote(parts.password or ""))
        address = f"{parts.scheme}://{parts.hostname}:{proxy_port}"
        if parts.scheme.startswith("socks"):
            return httpcore.SOCKSProxy(address, proxy_auth=auth, **common)
        return httpcore.HTTPProxy(address, proxy_auth=auth, **common)

    def _proxy(self, scheme: str, host: str, port: int) -> str | None:
        literal = literal_address(host)
        if host == "localhost" or (literal is not None and literal.is_loopback):
            return None
        proxy = self._proxies.get(scheme) or self._proxies.get("all")
        if not proxy or _bypassed(f"{host}:{port}", self._proxies):
            return None
        return proxy


def _chunks(response: httpx.Response) -> Iterator[bytes]:
    # Not ``iter_raw``, which counts and joins what is counted and bounded here.
    stream = response.stream
    assert isinstance(stream, httpx.SyncByteStream)
    return iter(stream)
