"""Manners: how often a host is asked, how long to wait after a refusal, when to leave it alone."""

from __future__ import annotations

import datetime as dt
import email.utils
import hashlib
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

from srclint.source.data import hosts_data
from srclint.source.options import HostOptions
from srclint.source.wire import FetchError

T = TypeVar("T")


class Stopped(Exception):
    """The run is being left: nothing more is to be asked."""


class Clock:
    """Time as the look-up sees it; tests put a fast one in its place."""

    def __init__(self) -> None:
        self.stopped = threading.Event()

    def monotonic(self) -> float:
        """Seconds that only ever grow."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait; raises ``Stopped`` as soon as the run is left."""
        if self.stopped.wait(max(0.0, seconds)):
            raise Stopped

    def now(self) -> dt.datetime:
        """The wall clock in UTC, whole seconds."""
        return dt.datetime.now(dt.UTC).replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class Limits:
    """What holds for one host: requests at once, seconds between starts, seconds to wait for a byte."""

    concurrency: int
    interval: float
    timeout: float | None
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def limits_for(host: str, overrides: Mapping[str, HostOptions]) -> Limits:
    """The limits of a host: the user's own word first, then the data file, by the longest suffix."""
    base: Mapping[str, float] = _pick(host, hosts_data()["limits"]) or {"concurrency": 4, "interval": 0.1}
    own = _pick(host, overrides)
    concurrency, interval = int(base["concurrency"]), float(base["interval"])
    if own is None:
        return Limits(concurrency, interval, None)
    return Limits(
        max(1, own.concurrency) if own.concurrency is not None else concurrency,
        max(0.0, own.interval) if own.interval is not None else interval,
        own.timeout,
        own.headers,
    )


def _pick(host: str, table: Mapping[str, T]) -> T | None:
    keys = [key for key in table if key in ("*", host) or (key.startswith(".") and f".{host}".endswith(key))]
    return table[max(keys, key=lambda key: (key == host, len(key)))] if keys else None


def jitter(url: str, attempt: int) -> float:
    """A fraction in [0, 1) that differs from URL to URL and never from run to run."""
    digest = hashlib.sha256(f"{attempt} {url}".encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:4], "big") / 2**32


def backoff(url: str, attempt: int, base: float) -> float:
    """Seconds to wait before attempt ``attempt`` (the first retry is 1): 1, 3, 8 times ``base``, jittered."""
    factor = (1.0, 3.0, 8.0)[min(attempt, 3) - 1]
    return base * factor * (1.0 + 0.25 * jitter(url, attempt))


def retry_after(value: str | None, now: dt.datetime) -> float | None:
    """Seconds that a ``Retry-After`` asks for (RFC 9110 10.2.3: seconds or a date); None: it asks nothing."""
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        when = email.utils.parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=dt.UTC)
    return max(0.0, (when - now).total_seconds())


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
        self._slots = threading.BoundedSemaphore(limits.concurrency)
        self._spacing = threading.Lock()
        self._next = 0.0
        self._held = 0.0
        self._state = threading.Lock()
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

    @contextmanager
    def turn(self, *, hop: bool = False) -> Iterator[None]:
        """Wait for the host's turn and keep it while the request is made.

        ``hop``: it follows a redirect that this host gave just now. Such a step belongs to the request
        before it and needs no distance, as in every browser; room and ``Retry-After`` hold for it too.
        """
        while not self._slots.acquire(timeout=0.5):
            if self._clock.stopped.is_set():
                raise Stopped
        try:
            while (wait := self._held - self._clock.monotonic()) > 0:
                self._clock.sleep(min(wait, 1.0))
            if not hop:
                self._space()
            yield
        finally:
            self._slots.release()

    def _space(self) -> None:
        with self._spacing:
            # The lock is kept while waiting, so the distance is between real starts.
            while (wait := max(self._next, self._held) - self._clock.monotonic()) > 0:
                self._clock.sleep(min(wait, 1.0))
            self._next = self._clock.monotonic() + self.limits.interval

    def hold(self, seconds: float) -> None:
        """Ask nothing of this host for so long."""
        with self._state:
            self._held = max(self._held, self._clock.monotonic() + seconds)

    def served(self) -> None:
        """The host answered properly."""
        with self._state:
            self._strikes = 0
            self._served = True
            self._failures = 0

    def refused(self, why: str, *, page: bool = False) -> None:
        """The host refused; ``page``: perhaps only this page of it."""
        with self._state:
            if page and self._served:
                return
            self._strikes += 1
            if self._strikes >= self.STRIKES and self.wall is None:
                self.wall = why

    def failed(self, error: FetchError) -> None:
        """A request got no answer; a host that gives none is left alone until the retry round."""
        with self._state:
            self._failures += 1
            if self._failures >= self.FAILURES and not self._served:
                self._down = error

    def reopen(self) -> None:
        """Begin a retry round: one more request may try a host that did not answer."""
        with self._state:
            if self._down is not None:
                self._down = None
                self._failures = self.FAILURES - 1

    def close(self, why: str) -> None:
        """Ask nothing more of this host in this run."""
        with self._state:
            self.wall = self.wall or why


class Gates:
    """One gate a host, made when first needed."""

    def __init__(self, overrides: Mapping[str, HostOptions], clock: Clock) -> None:
        self._overrides = overrides
        self._clock = clock
        self._gates: dict[str, Gate] = {}
        self._lock = threading.Lock()

    def __getitem__(self, host: str) -> Gate:
        with self._lock:
            gate = self._gates.get(host)
            if gate is None:
                gate = Gate(host, limits_for(host, self._overrides), self._clock)
                self._gates[host] = gate
            return gate

    def reopen(self) -> None:
        """Begin a retry round on every host."""
        with self._lock:
            gates = list(self._gates.values())
        for gate in gates:
            gate.reopen()
