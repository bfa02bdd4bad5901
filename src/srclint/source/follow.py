"""One GET with everything that happens on its way: the host's turn, redirects, remaps, cookies, the time that is left.

Redirects are followed here and not by the HTTP library: each step is judged, spaced and rewritten like
the first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urljoin, urlsplit

from srclint.source.fetch import Sender
from srclint.source.gates import Gates
from srclint.source.guard import judge_url
from srclint.source.http1 import Fields
from srclint.source.manners import Clock, limits_for
from srclint.source.names import Resolver, resolve
from srclint.source.network import Connector, connect
from srclint.source.options import LookupOptions
from srclint.source.refusals import judge_status
from srclint.source.wire import REDIRECTS, Answer, FetchError, Hop, apply_remap, host_of
from srclint.version import __version__


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
        self._sender = Sender(options, clock, resolver=resolver, connector=connector)
        self.requests = 0
        self.budget_ends = float("inf")
        contact = f" (+{options.contact})" if options.contact else ""
        self._with_headers = any(host.headers for host in options.hosts.values())
        self._agent = options.user_agent or f"srclint/{__version__}{contact}"

    async def close(self) -> None:
        """Close all connections."""
        await self._sender.close()

    async def knows_names(self, control: str) -> bool:
        """Whether the resolver works at all: it has found a name in this run, or finds ``control``."""
        return await self._sender.knows_names(control)

    def remapped(self, url: str) -> bool:
        """Whether a remap sends this address elsewhere."""
        return apply_remap(url, self._options.remap)[0] != url

    async def get(
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
            host = host_of(logical)
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
            status, received, body = await self._one(
                host, actual, extra, deadline, trusted, hop=here == host, judged=logical
            )
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
            if status not in REDIRECTS or not location:
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

    async def _one(
        self,
        host: str,
        url: str,
        headers: Mapping[str, str],
        deadline: float,
        trusted: bool,
        *,
        hop: bool,
        judged: str,
    ) -> tuple[int, Fields, bytes]:
        gate = self._gates[host]
        self._in_time(deadline, host)
        gate.check()
        lines = {"User-Agent": self._agent, "Accept-Encoding": "gzip, deflate", **headers}
        lines.update(self._own_headers(url, trusted))
        await gate.enter(hop=hop)
        try:
            gate.check()
            self._in_time(deadline, host)
            self.requests += 1
            try:
                status, received, body = await self._sender.send(
                    url, lines, gate.limits, host=host, deadline=deadline, trusted=trusted, judged=judged
                )
            except FetchError as error:
                if error.reason in ("unsafe", "remap", "private-network", "no-such-host"):
                    self.requests -= 1  # nothing was sent
                if error.reason == "timeout" and self.budget_ends <= deadline:
                    self._in_time(deadline, host)  # the run's time was over, not the document's
                if error.reason in ("timeout", "refused", "network") and error.transient:
                    gate.failed(error)
                raise
        finally:
            gate.leave()
        judge_status(gate, status, received, now=self._clock.now, cap=self._options.retry_after_cap)
        return status, received, body

    def _own_headers(self, url: str, trusted: bool) -> Mapping[str, str]:
        """What the user set to be sent to the host that is really asked; it may be a password.

        So it follows neither a remap nor a redirect to another host, and goes over plain http only to
        a place that a remap of the user's own names: an article may write ``http:`` where it likes.
        """
        if not self._with_headers:
            return {}
        if urlsplit(url).scheme.lower() != "https" and not trusted:
            return {}
        return limits_for(host_of(url), self._options.hosts).headers

    def _in_time(self, deadline: float, host: str) -> None:
        if self._clock.monotonic() < deadline:
            return
        if self.budget_ends <= deadline:
            raise FetchError("budget", "The time budget of the run was used up before it was answered.")
        raise FetchError("timeout", f"{host} did not give the whole document in time.", transient=True)
