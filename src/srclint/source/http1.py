"""HTTP/1.1 on one connection: a request out, an answer in.

Nearly all answers are plain: a whole head at once, fields as the standard writes them, one ``Content-Length``.
These are read here, in a tenth of the time that ``h11`` takes, which is written for any side of any exchange.
Whatever is not plain in the least (chunks, an old version, a folded field, a head in pieces) is given to
``h11`` from its first byte, and so is every question of what a strange answer means. A test holds the two
ways of reading together.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from srclint.source.network import Bounds, Broken, Stream

if TYPE_CHECKING:
    import h11

Fields = list[tuple[str, str]]
_LONGEST_HEAD = 102_400
_STATUS = re.compile(rb"HTTP/1\.1 ([2-5][0-9][0-9])(?: [\t\x20-\x7e\x80-\xff]*)?")
_NAME = re.compile(rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_NO_VALUE = re.compile(rb"[^\t\x20-\x7e\x80-\xff]")
_TARGET = re.compile(rb"[\x21-\x7e]+")
# Statuses whose answer ends with its head, whatever the head says.
_BODILESS = (204, 304)


@dataclass(frozen=True, slots=True)
class Request:
    """A GET. ``url`` and ``target`` (what of it the host is told) are ASCII, the fields Latin-1."""

    url: str
    target: str
    fields: Sequence[tuple[str, str]]

    def raw_fields(self) -> list[tuple[bytes, bytes]]:
        """The fields as bytes."""
        return [(name.encode("ascii"), value.encode("latin-1", "replace")) for name, value in self.fields]


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of an answer; field names in lower case."""

    status: int
    fields: Fields


def written(request: Request) -> bytes:
    """The request as it goes out; raises ``ValueError`` for what would be read as something else."""
    target = request.target.encode("ascii")
    if _TARGET.fullmatch(target) is None:
        raise ValueError("the address holds what no request may hold")
    lines = [b"GET " + target + b" HTTP/1.1"]
    for name, value in request.raw_fields():
        if _NAME.fullmatch(name) is None or _NO_VALUE.search(value) is not None:
            raise ValueError(f"the header {name.decode()[:40]} holds what no header may hold")
        lines.append(name + b": " + value)
    return b"\r\n".join(lines) + b"\r\n\r\n"


def plain_head(data: bytes) -> tuple[Head, int, int, bool] | None:
    """(head, where the body begins, its length, whether the connection stays) of a plain answer; else None."""
    end = data.find(b"\r\n\r\n")
    if not 0 <= end <= _LONGEST_HEAD:
        return None
    first, *lines = data[:end].split(b"\r\n")
    status = _STATUS.fullmatch(first)
    if status is None or int(status[1]) in _BODILESS:
        return None
    length, stays = -1, True
    fields: Fields = []
    for line in lines:
        name, colon, value = line.partition(b":")
        if not colon or _NAME.fullmatch(name) is None or _NO_VALUE.search(value) is not None:
            return None
        name, value = name.lower(), value.strip(b" \t")
        if name == b"content-length":
            if length >= 0 or not value.isdigit() or len(value) > 15:
                return None
            length = int(value)
        elif name in (b"transfer-encoding", b"upgrade"):
            return None
        elif name == b"connection" and value.lower() != b"keep-alive":
            stays = False
        fields.append((name.decode("ascii"), value.decode("latin-1")))
    if length < 0:
        return None
    return Head(int(status[1]), fields), end + 4, length, stays


class Connection:
    """One connection: requests and their answers, one after another."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._first = b""
        self._left = 0
        self._whole = False
        self._stays = True
        self._talk: h11.Connection | None = None

    async def ask(self, request: Request, bounds: Bounds) -> Head:
        """Send a request and read the head of its answer. Raises ``Broken``, ``TooSlow``, ``ValueError``."""
        data = written(request)
        self._whole, self._stays, self._talk = False, True, None
        self._stream.write(data)
        data = await self._stream.read(bounds.left(bounds.read))
        if not data:
            raise Broken("the host hung up without an answer")
        found = plain_head(data)
        if found is None:
            return await self._ask_h11(request, data, bounds)
        head, begin, length, self._stays = found
        self._first, self._left = data[begin:], length
        return head

    async def chunks(self, bounds: Bounds) -> AsyncIterator[bytes]:
        """The body as it arrives."""
        if self._talk is not None:
            async for chunk in self._chunks_h11(self._talk, bounds):
                yield chunk
            return
        data, self._first = self._first, b""
        while True:
            if len(data) > self._left:
                data, self._stays = data[: self._left], False  # what follows was not asked for
            self._left -= len(data)
            if data:
                yield data
            if not self._left:
                self._whole = True
                return
            data = await self._stream.read(bounds.left(bounds.read))
            if not data:
                raise Broken("the host hung up in the middle of the document")

    def is_free(self) -> bool:
        """Whether the last answer was read to its end and another request may follow."""
        return self._whole and self._stays and self.is_alive()

    def is_alive(self) -> bool:
        """Whether the host has neither hung up nor sent anything unasked."""
        return self._stream.is_quiet()

    def close(self) -> None:
        """Hang up."""
        self._stream.close()

    # ------------------------------------------------------------------ answers that are not plain

    async def _ask_h11(self, request: Request, data: bytes, bounds: Bounds) -> Head:
        import h11

        self._talk = h11.Connection(h11.CLIENT, max_incomplete_event_size=_LONGEST_HEAD)
        self._talk.send(h11.Request(method="GET", target=request.target, headers=request.raw_fields()))
        self._talk.send(h11.EndOfMessage())
        self._talk.receive_data(data)
        while True:
            event = await self._event(self._talk, bounds)
            if isinstance(event, h11.Response):
                raw = event.headers.raw_items()
                fields = [(name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in raw]
                return Head(event.status_code, fields)
            if not isinstance(event, h11.InformationalResponse) or event.status_code == 101:
                raise Broken("the host hung up without an answer, or answers in another protocol")

    async def _chunks_h11(self, talk: h11.Connection, bounds: Bounds) -> AsyncIterator[bytes]:
        import h11

        while isinstance(event := await self._event(talk, bounds), h11.Data):
            yield bytes(event.data)
        self._stays = (
            talk.our_state is h11.DONE and talk.their_state is h11.DONE and not talk.trailing_data[0]
        )
        self._whole = True

    async def _event(self, talk: h11.Connection, bounds: Bounds) -> Any:
        import h11

        try:
            while (event := talk.next_event()) is h11.NEED_DATA:
                talk.receive_data(await self._stream.read(bounds.left(bounds.read)))
        except h11.RemoteProtocolError as error:
            raise Broken(str(error)) from error
        return event
