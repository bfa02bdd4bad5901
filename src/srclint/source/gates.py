"""The door of each host: how many go in at once, how far apart, and when it is left alone."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from srclint.source.manners import Clock, Limits, limits_for
from srclint.source.options import HostOptions
from srclint.source.wire import FetchError


class Gate:
    """The door of one host: so many at once, so far apart, closed behind a wall.

    A wall rises after two refusals in a row (a challenge, 429, or 403 from a host that has served
    nothing in this run): a 403 from a host that serves other pages is about the page.
    """

    STRIKES = 2
    FAILURES = 3

    def __init__(self, host: str, limits: Limits, clock: Clock) -> None:
        self.host = host
        self.limits = limits
        self.wall: str | None = None
        self._clock = clock
        self._slots = asyncio.Semaphore(limits.concurrency)
        self._spacing = asyncio.Lock()
        self._next = 0.0
        self._held = 0.0
        self._strikes = 0
        self._served = False
        self._failures = 0
        self._down: FetchError | None = None

    def check(self) -> None:
        """Raise ``FetchError`` where the host is behind a wall, or has not answered for a while."""
        if self.wall is not None:
            raise FetchError("blocked", f"{self.host} refused earlier requests of this run: {self.wall}")
        if self._down is not None:
            evidence = (
                f"{self._down.evidence} It was not asked again after {self.FAILURES} such failures in a row."
            )
            raise FetchError(self._down.reason, evidence, transient=True)

    async def enter(self, *, hop: bool = False) -> None:
        """Wait for the host's turn; ``leave`` gives it back.

        ``hop``: it follows a redirect that this host gave just now. Such a step belongs to the request
        before it and needs no distance, as in every browser; room and ``Retry-After`` hold for it too.
        """
        await self._slots.acquire()
        try:
            while (wait := self._held - self._clock.monotonic()) > 0:
                await self._clock.sleep(min(wait, 1.0))
            if not hop and self.limits.interval:
                await self._space()
        except BaseException:
            self._slots.release()
            raise

    def leave(self) -> None:
        """The request is over."""
        self._slots.release()

    async def _space(self) -> None:
        async with self._spacing:
            # The lock is kept while waiting, so the distance is between real starts.
            while (wait := max(self._next, self._held) - self._clock.monotonic()) > 0:
                await self._clock.sleep(min(wait, 1.0))
            self._next = self._clock.monotonic() + self.limits.interval

    def hold(self, seconds: float) -> None:
        """Ask nothing of this host for so long."""
        self._held = max(self._held, self._clock.monotonic() + seconds)

    def served(self) -> None:
        """The host answered properly."""
        self._strikes = 0
        self._served = True
        self._failures = 0

    def refused(self, why: str, *, page: bool = False) -> None:
        """The host refused; ``page``: perhaps only this page of it."""
        if page and self._served:
            return
        self._strikes += 1
        if self._strikes >= self.STRIKES and self.wall is None:
            self.wall = why

    def failed(self, error: FetchError) -> None:
        """A request got no answer; a host that gives none is left alone until the retry round."""
        self._failures += 1
        if self._failures >= self.FAILURES and not self._served:
            self._down = error

    def reopen(self) -> None:
        """Begin a retry round: one more request may try a host that did not answer."""
        if self._down is not None:
            self._down = None
            self._failures = self.FAILURES - 1

    def close(self, why: str) -> None:
        """Ask nothing more of this host in this run."""
        self.wall = self.wall or why


class Gates:
    """One gate a host, made when first needed."""

    def __init__(self, overrides: Mapping[str, HostOptions], clock: Clock) -> None:
        self._overrides = overrides
        self._clock = clock
        self._gates: dict[str, Gate] = {}

    def __getitem__(self, host: str) -> Gate:
        gate = self._gates.get(host)
        if gate is None:
            gate = Gate(host, limits_for(host, self._overrides), self._clock)
            self._gates[host] = gate
        return gate

    def reopen(self) -> None:
        """Begin a retry round on every host."""
        gates = list(self._gates.values())
        for gate in gates:
            gate.reopen()
