"""Names of hosts to addresses: each name asked once in a run, and never waited for without end."""

from __future__ import annotations

import socket
import threading
from collections.abc import Sequence
from typing import Protocol

from srclint.source.guard import literal_address


class Resolver(Protocol):
    """Names to addresses, as ``socket.getaddrinfo`` gives them; raises ``OSError``."""

    def __call__(self, host: str, port: int) -> Sequence[str]:
        """Resolve."""
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
    """What a run knows of names. Safe to use from several threads.

    That a name is resolved once keeps a second answer from leading elsewhere than the first, which was
    judged (DNS rebinding).
    """

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._known: dict[str, Sequence[str] | NoSuchHost] = {}
        self._lock = threading.Lock()

    def addresses(self, host: str, port: int, wait: float) -> Sequence[str]:
        """The addresses of a host, waited for at most ``wait`` seconds. Raises ``NoSuchHost``."""
        literal = literal_address(host)
        if literal is not None:
            return (str(literal),)
        with self._lock:
            known = self._known.get(host)
        if known is None:
            known = self._resolve(host, port, wait)
            with self._lock:
                self._known[host] = known
        if isinstance(known, NoSuchHost):
            raise known
        return known

    def knows_any(self) -> bool:
        """Whether a name was found in this run."""
        with self._lock:
            return any(not isinstance(found, NoSuchHost) for found in self._known.values())

    def _resolve(self, host: str, port: int, wait: float) -> Sequence[str] | NoSuchHost:
        # The system's resolver takes no timeout: it works in a thread of its own.
        answer: list[Sequence[str] | NoSuchHost] = []

        def work() -> None:
            try:
                answer.append(self._resolver(host, port))
            except socket.gaierror as error:
                answer.append(NoSuchHost(host, error.errno == socket.EAI_NONAME))
            except (OSError, UnicodeError):
                answer.append(NoSuchHost(host, False))

        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        thread.join(wait)
        return answer[0] if answer else NoSuchHost(host, False)
