"""One request on the wire, within bounds of time and size.

Requests go straight to the host, by connections of our own (``connections``, ``http1``), or through the
environment's proxy, by httpx (``proxied``); beneath both stands the guard (``network``). httpx's client over
httpcore's pool was measured against this: several times the processor time for a page, most of it spent on
wrapping what is unwrapped here at once. What httpx's client does besides (redirects, cookies, unpacking) is
done by our own rules in any case (``follow``).

A ``Sender`` keeps one small pool per origin.

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

import asyncio
import os
import ssl
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from srclint.source.connections import Connections, Line, Reply
from srclint.source.guard import judge_url, literal_address
from srclint.source.http1 import Fields, Request
from srclint.source.manners import Clock, Limits
from srclint.source.names import NoSuchHost, Resolver, resolve
from srclint.source.network import RESOLVE, Bounds, Broken, Connector, Network, Refused, TooSlow, connect
from srclint.source.options import LookupOptions
from srclint.source.wire import REDIRECTS, FetchError, ascii_url, unpacker


def _proxies() -> dict[str, str]:
    """The proxies of the environment, by scheme, as the standard library reads them."""
    if not any(name.lower().endswith("_proxy") for name in os.environ):
        return {}
    import urllib.request  # not without need: it brings half of the standard library

    return urllib.request.getproxies_environment()


def _bypassed(host: str, proxies: Mapping[str, str]) -> bool:
    import urllib.request

    # no_proxy by the standard library's reading of it; documented, though not in every stub.
    bypass: Callable[..., bool] = getattr(urllib.request, "proxy_bypass_environment")  # noqa: B009
    return bool(bypass(host, proxies))


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
        self._network = Network(resolver, connector)
        self._lines: dict[tuple[str, str, bool], Line] = {}
        self._ssl: ssl.SSLContext | None = None
        self._proxies = _proxies()

    async def close(self) -> None:
        """Close all connections."""
        lines, self._lines = list(self._lines.values()), {}
        for line in lines:
            await line.close()
        await asyncio.sleep(0)  # the loop closes what was let go of

    async def knows_names(self, control: str) -> bool:
        """Whether the resolver works at all: it has found a name in this run, or finds ``control``."""
        names = self._network.names
        if names.knows_any():
            return True
        try:
            return bool(await names.addresses(control, 443, RESOLVE))
        except NoSuchHost:
            return False

    async def send(
        self,
        url: str,
        headers: Mapping[str, str],
        limits: Limits,
        *,
        host: str,
        deadline: float,
        trusted: bool,
        judged: str | None = None,
    ) -> tuple[int, Fields, bytes]:
        """GET ``url``, and nothing of what it redirects to; gives status, headers (names in lower case) and body.

        ``host`` is the name of the host for sentences of evidence. ``deadline`` (monotonic seconds) is when
        the body must be here. ``trusted``: the user's own words chose the place, it may be a private one.
        ``judged``: the address that the article or a server names, which ``judge_url`` let pass; where ``url`` is
        another, a remap led there. Raises ``FetchError``: ``unsafe`` speaks of what was written, ``remap`` and
        ``private-network`` of where this machine would be led, which is nothing against the article.
        """
        wire = ascii_url(url)
        # The last look, at the very address that goes out: a proxy would resolve it in a network of its own.
        if wire != judged:
            why = judge_url(wire, allow_private=self._options.allow_private or trusted)
            if why is not None and judged is not None and url != judged:
                raise FetchError(
                    "remap",
                    f"A remap leads to {url[:200]}, which was not asked: {why}; mend the remap, or give it on the "
                    "command line if that place is meant.",
                )
            if why is not None:
                raise FetchError("unsafe", f"It was not asked: {why}.")
        read = limits.timeout if limits.timeout is not None else self._options.read_timeout
        bounds = Bounds(min(self._options.connect_timeout, read), read, deadline, self._clock)
        parts = urlsplit(wire)
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        try:
            line = self._line(parts.scheme, parts.netloc, limits, trusted)
            request = Request(wire, target, (("Host", parts.netloc), *headers.items()))
            reply = await line.ask(request, bounds)
            try:
                status, fields = reply.head.status, reply.head.fields
                if status in REDIRECTS and any(name == "location" for name, _ in fields):
                    if ("content-length", "0") in fields:
                        # Nothing comes, but having read it keeps the connection open for the next hop.
                        async for _ in reply.chunks():
                            break
                    return status, fields, b""
                return status, fields, await self._read(reply)
            finally:
                await reply.close()
        except Refused as error:
            raise FetchError(
                "private-network",
                f"It was not asked: {error}, as seen from here; check it from outside this network, or with "
                "--allow-private.",
            ) from error
        except NoSuchHost as error:
            reason = "no-such-host" if error.certain else "network"
            raise FetchError(
                reason, f"The host {host} was not found.", transient=not error.certain
            ) from error
        except (Broken, TooSlow) as error:
            raise self._explain(error, host, deadline) from error
        except (OSError, ValueError, RuntimeError) as error:
            raise FetchError("network", f"{host} could not be asked ({error}).", transient=True) from error

    async def _read(self, reply: Reply) -> bytes:
        limit = self._options.max_size
        too_large = FetchError(
            "too-large", f"The document is larger than {limit // 1_000_000} MB.", status=reply.head.status
        )
        fields = dict(reversed(reply.head.fields))
        length = fields.get("content-length", "")
        if length.isascii() and length.isdigit() and int(length[:18]) > limit:
            raise too_large
        unpack = unpacker(fields.get("content-encoding", ""))
        parts: list[bytes] = []
        size = raw = 0
        async for chunk in reply.chunks():
            raw += len(chunk)
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
        if isinstance(error, TooSlow):
            what = "did not accept a connection" if error.connecting else "did not answer"
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

    def _line(self, scheme: str, netloc: str, limits: Limits, trusted: bool) -> Line:
        # A connection that a remap opened to a private place serves no address of an article.
        key = (scheme, netloc, trusted)
        line = self._lines.get(key)
        if line is None:
            line = self._lines[key] = self._new_line(scheme, netloc, limits, trusted)
        return line

    def _new_line(self, scheme: str, netloc: str, limits: Limits, trusted: bool) -> Line:
        parts = urlsplit(f"//{netloc}")
        host = parts.hostname or ""
        port = parts.port or (443 if scheme == "https" else 80)
        context = self._context() if scheme == "https" else None
        size = max(limits.concurrency, 2)
        proxy = self._proxy(scheme, host, port)
        if proxy is not None:
            from srclint.source.proxied import Proxied

            return Proxied(self._network, self._clock, proxy, context, size=size)
        anywhere = self._options.allow_private or trusted
        return Connections(self._network, host, port, context, size=size, anywhere=anywhere)

    def _context(self) -> ssl.SSLContext:
        if self._ssl is None:
            import certifi

            # The system's own certificates, a company's among them, and the browsers'.
            self._ssl = ssl.create_default_context()
            self._ssl.load_verify_locations(certifi.where())
            self._ssl.set_alpn_protocols(["http/1.1"])
        return self._ssl

    def _proxy(self, scheme: str, host: str, port: int) -> str | None:
        literal = literal_address(host)
        if host == "localhost" or (literal is not None and literal.is_loopback):
            return None
        proxy = self._proxies.get(scheme) or self._proxies.get("all")
        if not proxy or _bypassed(f"{host}:{port}", self._proxies):
            return None
        return proxy
