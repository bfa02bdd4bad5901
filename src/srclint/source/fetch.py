"""One GET with everything that can go wrong on its way; the only importer of the HTTP library.

Requests go through ``httpx``, by its transports: an ``httpx.Client`` would read ``Location`` before it was
judged, keep cookies and unpack without bounds, and here all three are our own. Which address is
connected to is decided in the ``network_backend`` of ``httpcore``, httpx's own engine: the one place that
sees every connection, a proxy's and a redirect's too.

A ``Fetcher`` keeps one small transport per origin. It is safe to use from several threads.
"""

from __future__ import annotations

import socket
import ssl
import threading
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol
from urllib.parse import unquote, urljoin, urlsplit

import httpcore
import httpx

from srclint.source.guard import judge_address, judge_url, literal_address
from srclint.source.manners import Clock, Gate, Gates
from srclint.source.options import LookupOptions
from srclint.source.refusals import judge_status
from srclint.source.wire import Answer, FetchError, Hop, apply_remap, ascii_url, unpacker
from srclint.version import __version__

_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Resolver(Protocol):
    """Names to addresses, as ``socket.getaddrinfo`` gives them; raises ``OSError``."""

    def __call__(self, host: str, port: int) -> Sequence[str]:
        """Resolve."""
        ...


class Connector(Protocol):
    """Opens a connection to an address that was judged; raises ``OSError``."""

    def __call__(self, address: str, port: int, timeout: float) -> httpcore.NetworkStream:
        """Connect."""
        ...


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a name, in the system's order, each once."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def connect(address: str, port: int, timeout: float) -> httpcore.NetworkStream:
    """A TCP connection to an IP address."""
    return httpcore.SyncBackend().connect_tcp(address, port, timeout=timeout)


def _bypassed(host: str, proxies: Mapping[str, str]) -> bool:
    # no_proxy by the standard library's reading of it; documented, though not in every stub.
    bypass: Callable[..., bool] = getattr(urllib.request, "proxy_bypass_environment")  # noqa: B009
    return bool(bypass(host, proxies))


class _Refused(Exception):
    """The guard does not let this address be connected to."""


class _NoSuchHost(Exception):
    """The name does not resolve; ``certain``: the resolver says that it does not exist."""

    def __init__(self, host: str, certain: bool) -> None:
        super().__init__(host)
        self.certain = certain


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

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._backend.cap(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._backend.cap(timeout))

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
        self._resolver = resolver
        self._connector = connector
        self._allow_private = allow_private
        self._known: dict[str, Sequence[str] | _NoSuchHost] = {}
        self._lock = threading.Lock()
        self.deadline = _Deadline()

    def cap(self, timeout: float | None) -> float:
        """A timeout that does not outlast the request; raises when it is over."""
        left = self.deadline.at - self._clock.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for this document is over")
        return left if timeout is None else min(timeout, left)

    def addresses(self, host: str, port: int) -> Sequence[str]:
        """The addresses of a host; a name is resolved once in a run."""
        literal = literal_address(host)
        if literal is not None:
            return (str(literal),)
        with self._lock:
            known = self._known.get(host)
        if known is None:
            known = self._resolve(host, port)
            with self._lock:
                self._known[host] = known
        if isinstance(known, _NoSuchHost):
            raise known
        return known

    def knows_any(self) -> bool:
        """Whether a name was found in this run."""
        with self._lock:
            return any(not isinstance(found, _NoSuchHost) for found in self._known.values())

    def _resolve(self, host: str, port: int) -> Sequence[str] | _NoSuchHost:
        # The system's resolver takes no timeout: it works in a thread of its own.
        answer: list[Sequence[str] | _NoSuchHost] = []

        def work() -> None:
            try:
                answer.append(self._resolver(host, port))
            except socket.gaierror as error:
                answer.append(_NoSuchHost(host, error.errno == socket.EAI_NONAME))
            except (OSError, UnicodeError):
                answer.append(_NoSuchHost(host, False))

        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        thread.join(self.cap(15.0))
        return answer[0] if answer else _NoSuchHost(host, False)

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
        addresses = self.addresses(host, port)
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


class _Transport(httpx.HTTPTransport):
    """httpx's transport over a pool of our own, whose connections are judged."""

    def __init__(self, pool: httpcore.ConnectionPool) -> None:
        # The base class would make a pool with a backend that connects anywhere.
        self._pool = pool


class Fetcher:
    """Makes requests: guarded, spaced, bounded. ``requests`` counts every hop."""

    def __init__(
        self,
        options: LookupOptions,
        gates: Gates,
        clock: Clock,
        *,
        resolver: Resolver = resolve,
        connector: Connector = connect,
    ) -> None:
        self._options = options
        self._gates = gates
        self._clock = clock
        self._backend = _Backend(clock, resolver, connector, options.allow_private)
        self._transports: dict[tuple[str, str, int, bool], httpx.HTTPTransport] = {}
        self._lock = threading.Lock()
        self._ssl: ssl.SSLContext | None = None
        self._proxies = urllib.request.getproxies_environment()
        self.requests = 0
        self.budget_ends = float("inf")
        contact = f" (+{options.contact})" if options.contact else ""
        self._agent = options.user_agent or f"srclint/{__version__}{contact}"

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
        if self._backend.knows_any():
            return True
        try:
            return bool(self._backend.addresses(control, 443))
        except (_NoSuchHost, httpcore.TimeoutException):
            return False

    def remapped(self, url: str) -> bool:
        """Whether a remap sends this address elsewhere."""
        return apply_remap(url, self._options.remap)[0] != url

    def get(
        self,
        url: str,
        headers: Mapping[str, str],
        *,
        upgrade: bool = False,
        within: frozenset[str] | None = None,
        time: float | None = None,
        conditional: tuple[str, Mapping[str, str]] | None = None,
    ) -> Answer:
        """GET ``url`` and follow its redirects.

        ``upgrade`` asks https where http is written or redirected to. ``within`` bounds redirects
        to these hosts. ``time`` bounds the whole of it (default: the options'). ``conditional`` is
        (address, headers): headers that are sent to that address only. Raises ``FetchError``.
        """
        left = time if time is not None else self._options.document_time
        deadline = min(self._clock.monotonic() + left, self.budget_ends)
        cookies: dict[str, dict[str, str]] = {}
        hops: list[Hop] = []
        seen: set[tuple[str, str]] = set()
        logical, actual, here = url, None, ""
        mapped = trusted = False
        while True:
            logical = logical.split("#", 1)[0]
            self._judge(logical, hops)
            asked = "https:" + logical[5:] if upgrade and logical.lower().startswith("http:") else logical
            if actual is None:
                actual, trusted = apply_remap(asked, self._options.remap)
                if actual == asked and asked != logical:
                    remapped, opened = apply_remap(logical, self._options.remap)
                    if remapped != logical:
                        actual, trusted = remapped, opened
                mapped = actual not in (asked, logical)
                trusted = trusted and self._options.trust_remap
            logical = asked
            host = (urlsplit(logical).hostname or "").lower()
            if within is not None and host not in within:
                raise FetchError("network", f"It redirects to another host ({host}).")
            jar = cookies.setdefault(host, {})
            state = (logical, "; ".join(f"{k}={v}" for k, v in sorted(jar.items())))
            if state in seen:
                raise FetchError("redirect-loop", "It redirects in a circle.", status=hops[-1].status)
            seen.add(state)
            extra = dict(headers)
            if conditional is not None and conditional[0] == logical:
                extra.update(conditional[1])
            if state[1]:
                extra["Cookie"] = state[1]
            status, received, body = self._one(host, actual, extra, deadline, trusted, hop=here == host)
            here = host
            fields: dict[str, str] = {}
            cookie = False
            for name, value in received:
                fields.setdefault(name, value)
                if name == "set-cookie":
                    cookie = True
                    pair = value.split(";", 1)[0]
                    if "=" in pair and len(jar) < 50:
                        jar[pair.split("=", 1)[0].strip()] = pair.split("=", 1)[1].strip()
            location = fields.get("location")
            if status not in _REDIRECTS or not location:
                return Answer(logical, status, fields, body, tuple(hops))
            if len(hops) >= self._options.max_redirects:
                raise FetchError(
                    "redirect-loop",
                    f"It redirects more than {self._options.max_redirects} times.",
                    status=status,
                )
            try:
                target = urljoin(logical, location)
                relative = not urlsplit(location).scheme and not location.startswith("//")
                mirror = urljoin(actual, location)
            except ValueError as error:
                raise FetchError(
                    "unsafe", f"It redirects to an address that cannot be read ({error})."
                ) from error
            hops.append(Hop(logical, status, target.split("#", 1)[0], cookie))
            # A relative redirect of a mirror stays on the mirror, if no rule says otherwise.
            # By the address that comes of it: "/<tab>/host/" looks relative and is not.
            stays = (
                mapped
                and relative
                and urlsplit(mirror)[:2] == urlsplit(actual)[:2]
                and not self.remapped(target)
            )
            logical, actual = target, (mirror if stays else None)

    def _judge(self, url: str, hops: Sequence[Hop]) -> None:
        why = judge_url(url, allow_private=self._options.allow_private)
        if why is not None:
            where = f"It redirects to {url[:200]}, which was not asked" if hops else "It was not asked"
            raise FetchError("unsafe", f"{where}: {why}.", status=hops[-1].status if hops else None)

    def _one(
        self,
        host: str,
        url: str,
        headers: Mapping[str, str],
        deadline: float,
        trusted: bool,
        *,
        hop: bool,
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        gate = self._gates[host]
        self._in_time(deadline, host)
        gate.check()
        with gate.turn(hop=hop):
            gate.check()
            self._in_time(deadline, host)
            with self._lock:
                self.requests += 1
            self._backend.deadline.at = deadline
            self._backend.deadline.trusted = trusted
            try:
                status, received, body = self._send(gate, host, url, headers, deadline)
            except FetchError as error:
                if error.reason in ("unsafe", "no-such-host"):
                    with self._lock:
                        self.requests -= 1  # nothing was sent
                if error.reason in ("timeout", "refused", "network") and error.transient:
                    gate.failed(error)
                raise
        judge_status(gate, status, received, now=self._clock.now(), cap=self._options.retry_after_cap)
        return status, received, body

    def _send(
        self, gate: Gate, host: str, url: str, headers: Mapping[str, str], deadline: float
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        wire = ascii_url(url)
        # The last look, at the very address that goes out: a proxy would resolve it in a network of its own.
        why = judge_url(wire, allow_private=self._options.allow_private or self._backend.deadline.trusted)
        if why is not None:
            raise FetchError("unsafe", f"It was not asked: {why}.")
        read = gate.limits.timeout if gate.limits.timeout is not None else self._options.read_timeout
        timeouts = {
            "connect": min(self._options.connect_timeout, read),
            "read": read,
            "write": read,
            "pool": read,
        }
        lines = {
            "User-Agent": self._agent,
            "Accept-Encoding": "gzip, deflate",
            **headers,
            **gate.limits.headers,
        }
        request_headers = [("Host", urlsplit(wire).netloc), *lines.items()]
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
            response = self._transport(wire, gate).handle_request(request)
            try:
                received = [
                    (k.decode("latin-1").lower(), v.decode("latin-1")) for k, v in response.headers.raw
                ]
                status = response.status_code
                if status in _REDIRECTS and any(k == "location" for k, _ in received):
                    if ("content-length", "0") in received:
                        # Nothing comes, but having read it keeps the connection open for the next hop.
                        for _ in response.iter_raw():
                            break
                    return status, received, b""
                return status, received, self._read(response, received, deadline)
            finally:
                response.close()
        except FetchError:
            raise
        except _Refused as error:
            raise FetchError("unsafe", f"It was not asked: {error}.") from error
        except _NoSuchHost as error:
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
        for chunk in response.iter_raw():
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
            self._in_time(deadline, host, late=True)
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

    def _in_time(self, deadline: float, host: str, *, late: bool = False) -> None:
        if not late and self._clock.monotonic() < deadline:
            return
        if self.budget_ends <= deadline:
            raise FetchError("budget", "The time budget of the run was used up before it was answered.")
        raise FetchError("timeout", f"{host} did not give the whole document in time.", transient=True)

    def _transport(self, wire: str, gate: Gate) -> httpx.HTTPTransport:
        parts = urlsplit(wire)
        host = parts.hostname or ""
        port = parts.port or (443 if parts.scheme == "https" else 80)
        # A connection that a remap opened to a private place serves no address of an article.
        key = (parts.scheme, host, port, self._backend.deadline.trusted)
        with self._lock:
            transport = self._transports.get(key)
            if transport is None:
                transport = _Transport(self._new_pool(parts.scheme, host, port, gate))
                self._transports[key] = transport
            return transport

    def _new_pool(self, scheme: str, host: str, port: int, gate: Gate) -> httpcore.ConnectionPool:
        if self._ssl is None and scheme == "https":
            self._ssl = httpcore.default_ssl_context()
        size = max(gate.limits.concurrency, 2)
        common: dict[str, Any] = {
            "ssl_context": self._ssl,
            "max_connections": size,
            "max_keepalive_connections": size,
            "keepalive_expiry": 30.0,
            "network_backend": self._backend,
        }
        proxy = self._proxy(scheme, host, port)
        if proxy is None:
            return httpcore.ConnectionPool(**common)
        parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
        proxy_port = parts.port or {"https": 443, "socks5": 1080, "socks5h": 1080}.get(parts.scheme, 80)
        common["network_backend"] = _ToProxy(self._backend)
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
