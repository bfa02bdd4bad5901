"""Names of hosts to addresses: each name asked once in a run, and never waited for without end."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from typing import Protocol

from srclint.source.aside import aside
from srclint.source.guard import literal_address


class Resolver(Protocol):
    """Names to addresses, as ``socket.getaddrinfo`` gives them; raises ``OSError``."""

    def __call__(self, host: str, port: int) -> Sequence[str]:
        """Resolve; may block."""
        ...


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a name, in the system's order, each once."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


class NoSuchHost(Exception):
    """The name does not resolve; ``certain``: the resolver says that it does not exist."""

    def __init__(self, host: str, certain: bool) -> None:
        super().__init__(host)
        self.certain = certain


class Names:
    """What a run knows of names.

    That a name is resolved once keeps a second answer from leading elsewhere than the first, which was
    judged (DNS rebinding).
    """

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._asked: dict[str, asyncio.Task[Sequence[str] | NoSuchHost]] = {}

    async def addresses(self, host: str, port: int, wait: float) -> Sequence[str]:
        """The addresses of a host, waited for at most ``wait`` seconds. Raises ``NoSuchHost``."""
        literal = literal_address(host)
        if literal is not None:
            return (str(literal),)
        asked = self._asked.get(host)
        if asked is None:
            asked = self._asked[host] = asyncio.create_task(self._resolve(host, port))
        # The system's resolver takes no timeout: who waits for it does.
        await asyncio.wait((asked,), timeout=wait)
        found = asked.result() if asked.done() else NoSuchHost(host, False)
        if isinstance(found, NoSuchHost):
            raise found
        return found

    def knows_any(self) -> bool:
        """Whether a name was found in this run."""
        return any(
            task.done() and not task.cancelled() and not isinstance(task.result(), NoSuchHost)
            for task in self._asked.values()
        )

    async def _resolve(self, host: str, port: int) -> Sequence[str] | NoSuchHost:
        try:
            return await aside(lambda: self._resolver(host, port))
        except socket.gaierror as error:
            return NoSuchHost(host, error.errno == socket.EAI_NONAME)
        except (OSError, UnicodeError):
            return NoSuchHost(host, False)
