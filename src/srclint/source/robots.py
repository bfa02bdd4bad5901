"""robots.txt (RFC 9309) of pages that are not official registers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from srclint.source.data import hosts_data
from srclint.source.wire import FetchError, host_of

if TYPE_CHECKING:
    import asyncio

    from srclint.source.follow import Fetcher

_NAME = "srclint"
_LIMIT = 512_000


class Robots:
    """Asks each host for its rules once in a run.

    Rules that cannot be had (no file, an error, no answer) forbid nothing here: one page that a person
    cites is asked for once, and a host in trouble will say so by itself.
    """

    def __init__(self, fetcher: Fetcher, *, enabled: bool = True) -> None:
        self._fetcher = fetcher
        self._enabled = enabled
        self._rules: dict[str, asyncio.Task[Any]] = {}

    async def check(self, url: str) -> None:
        """Raise ``FetchError`` (``robots``) where the host asks programs to keep out of this page."""
        parts = urlsplit(url)
        host = host_of(url)
        exempt = any(f".{host}".endswith(suffix) for suffix in hosts_data()["robots"]["exempt"])
        # A remapped address is the user's own mirror, and its robots.txt the mirrored host's at best.
        if not self._enabled or exempt or self._fetcher.remapped(url):
            return
        origin = f"{parts.scheme}://{parts.netloc}"
        import asyncio

        asked = self._rules.get(origin)
        if asked is None:
            asked = self._rules[origin] = asyncio.create_task(self._load(origin))
        rules = await asyncio.shield(asked)
        if rules is not None and not rules.can_fetch(url, _NAME):
            raise FetchError("robots", f"{host} asks programs not to read this page (robots.txt).")

    async def _load(self, origin: str) -> Any:
        from protego import Protego

        try:
            answer = await self._fetcher.get(
                f"{origin}/robots.txt",
                {"Accept": "text/plain,*/*;q=0.1"},
                time=hosts_data()["robots"]["seconds"],
            )
        except FetchError:
            return None
        if answer.status != 200 or "html" in (answer.content_type or "").lower():
            return None
        try:
            return Protego.parse(answer.body[:_LIMIT].decode("utf-8", "replace"))
        except (ValueError, TypeError, IndexError):
            return None
