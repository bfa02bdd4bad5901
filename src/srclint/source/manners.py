"""Manners: how often a host is asked, and how long to wait after a refusal."""

from __future__ import annotations

import datetime as dt
import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

from srclint.source.data import hosts_data
from srclint.source.options import HostOptions

T = TypeVar("T")


class Clock:
    """Time as the look-up sees it; tests put a fast one in its place."""

    def monotonic(self) -> float:
        """Seconds that only ever grow."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        import asyncio  # only where something is waited for: a run without network has no use for it

        await asyncio.sleep(max(0.0, seconds))

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
    import email.utils  # few hosts name a date, and the import takes as long as twenty pages

    try:
        when = email.utils.parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=dt.UTC)
    return max(0.0, (when - now).total_seconds())
