"""What a family of hosts hands to the front door: a document that was read, or an authoritative no."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from srclint.model import Outline

if TYPE_CHECKING:
    import asyncio

# Bytes that are read at once; more of them, and every PDF, would keep the network waiting.
_SMALL = 100_000


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read.

    ``language`` is the one that was asked for ("" for pages), ``missing`` the ones before it in
    which the document does not exist. ``body`` is None where the answer was "not modified".
    """

    url: str
    status: int
    body: bytes | None
    outline: Outline | None
    language: str = ""
    missing: tuple[str, ...] = ()
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    parts: int = 1
    moved_to: str | None = None
    moved_same: bool = False
    secure: bool = True


@dataclass(frozen=True, slots=True)
class Absent:
    """The source's own server, or the register, says that it is not there."""

    reason: str
    evidence: str
    status: int | None
    url: str | None


# ``srclint.source.outline.read``: bytes to ``Outline`` or ``NotADocument(kind, evidence)``.
Reader = Callable[..., Any]


def read_safely(
    reader: Reader, content: bytes, *, content_type: str | None, url: str | None, celex: str | None = None
) -> Any:
    """Read a document; whatever untrusted bytes do to a reader is an unreadable document."""
    try:
        return reader(content, content_type=content_type, url=url, celex=celex)
    except (
        RecursionError,
        MemoryError,
        ValueError,
        KeyError,
        IndexError,
        TypeError,
        AttributeError,
    ) as error:
        return Unreadable(f"The document could not be read ({type(error).__name__}).")


class Desk:
    """Where answers are read while others are on their way: large ones beside the event loop, two at a time."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._seats: asyncio.Semaphore | None = None

    async def read(
        self, content: bytes, *, content_type: str | None, url: str | None, celex: str | None = None
    ) -> Any:
        """As ``read_safely``."""

        def work() -> Any:
            return read_safely(self._reader, content, content_type=content_type, url=url, celex=celex)

        if len(content) <= _SMALL and b"%PDF-" not in content[:1024]:
            return work()
        import asyncio

        from srclint.source.aside import aside

        if self._seats is None:
            self._seats = asyncio.Semaphore(2)
        async with self._seats:
            return await aside(work)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Stands for ``NotADocument("unreadable", ...)`` where the reader itself failed."""

    evidence: str
    kind: str = "unreadable"


def is_other_act(asked: str | None, said: str | None) -> bool:
    """Whether a document says by itself that it is another act than the CELEX number asked for.

    Only the act counts and whether it is a consolidated text: dates and corrigendum numbers are
    printed in too many ways to prove anything.
    """
    if asked is None or said is None:
        return False
    return (asked[0] == "0") != (said[0] == "0") or _act(asked) != _act(said)


def _act(celex: str) -> str:
    return celex[1:].split("-", 1)[0].split("R(", 1)[0]
