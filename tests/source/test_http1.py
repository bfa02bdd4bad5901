"""The quick way of reading an answer agrees with h11's, whatever the answer looks like."""

from __future__ import annotations

import asyncio

import h11
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srclint.source.http1 import Connection, Request, plain_head, written
from srclint.source.manners import Clock
from srclint.source.network import Bounds, Broken

ASKED = Request("http://w.test/a?b=c", "/a?b=c", (("Host", "w.test"), ("Accept", "*/*")))
BOUNDS = Bounds(1.0, 1.0, float("inf"), Clock())


class Stream:
    """Gives its pieces one by one, then the end."""

    def __init__(self, *pieces):
        self.pieces = list(pieces)
        self.sent = b""

    def write(self, data):
        self.sent += data

    async def read(self, timeout):
        return self.pieces.pop(0) if self.pieces else b""

    def is_quiet(self):
        return not self.pieces

    def close(self):
        pass


def ours(*pieces):
    """(status, fields, body, free for another request), or None where the answer is broken."""

    async def ask():
        connection = Connection(Stream(*pieces))
        try:
            head = await connection.ask(ASKED, BOUNDS)
            body = b"".join([chunk async for chunk in connection.chunks(BOUNDS)])
        except Broken:
            return None
        return head.status, head.fields, body, connection.is_free()

    return asyncio.run(ask())


def theirs(data):
    talk = h11.Connection(h11.CLIENT, max_incomplete_event_size=102_400)
    talk.send(h11.Request(method="GET", target=ASKED.target, headers=ASKED.raw_fields()))
    talk.send(h11.EndOfMessage())
    talk.receive_data(data)
    body, head = b"", None
    try:
        while not isinstance(event := talk.next_event(), h11.EndOfMessage):
            if event is h11.NEED_DATA:
                talk.receive_data(b"")
            elif isinstance(event, h11.Response):
                raw = event.headers.raw_items()
                head = event.status_code, [(k.decode("latin-1").lower(), v.decode("latin-1")) for k, v in raw]
            elif isinstance(event, h11.Data):
                body += bytes(event.data)
            elif not isinstance(event, h11.InformationalResponse) or event.status_code == 101:
                return None
    except h11.RemoteProtocolError:
        return None
    free = talk.our_state is h11.DONE and talk.their_state is h11.DONE and not talk.trailing_data[0]
    return (*head, body, free)


LINES = st.sampled_from(
    [
        b"Content-Length: 5", b"content-length:5", b"Content-Length: 5 ", b"Content-Length: 05", b"Content-Length: +5",
        b"Content-Length: 5, 5", b"Content-Length: 3", b"Content-Length: 99", b"Content-Length:", b"Content-Length : 5",
        b"Transfer-Encoding: chunked", b"Transfer-Encoding: gzip", b"Connection: close", b"Connection: keep-alive",
        b"Connection: Keep-Alive, close", b"Connection: upgrade", b"Upgrade: x", b"Content-Type: text/html",
        b"X-Note: caf\xe9 \x80", b"X-Note: a\x00b", b"X-Note: a\x01b", b"X-Note:\ttab\there\t", b"X-Note", b": empty",
        b"X Note: a", b" folded", b"X-Note: a\nContent-Length: 3", b"X-Note: a\rb", b"", b"Set-Cookie: a=b",
    ]
)  # fmt: skip
STATUS = st.sampled_from(
    [
        b"HTTP/1.1 200 OK", b"HTTP/1.1 200", b"HTTP/1.1 200 ", b"HTTP/1.0 200 OK", b"HTTP/1.1 404 Not Found",
        b"HTTP/1.1 204 None", b"HTTP/1.1 304 Same", b"HTTP/1.1 303 See", b"HTTP/1.1 100 Go on", b"HTTP/1.1 600 What",
        b"HTTP/1.1 20 Short", b"HTTP/2 200 OK", b"HTTP/1.1 200 caf\xe9", b"HTTP/1.1  200 OK", b"ICY 200 OK", b"",
    ]
)  # fmt: skip
BODIES = st.sampled_from([b"hello", b"", b"hell", b"hello and more", b"5\r\nhello\r\n0\r\n\r\n", b"5\r\nhel"])


@settings(max_examples=400, deadline=None)
@given(STATUS, st.lists(LINES, max_size=5), BODIES, st.sampled_from([b"\r\n", b"\n"]))
def test_both_ways_of_reading_agree(status, lines, body, end):
    data = end.join([status, *lines]) + end * 2 + body
    assert ours(data) == theirs(data)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 60))
def test_both_ways_agree_on_damage(noise, at):
    whole = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello"
    data = whole[:at] + noise + whole[at:]
    assert ours(data) == theirs(data)


PLAIN = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello"


@pytest.mark.parametrize("at", range(1, len(PLAIN)))
def test_an_answer_in_two_pieces(at):
    fields = [("content-type", "text/html"), ("content-length", "5")]
    assert ours(PLAIN[:at], PLAIN[at:]) == (200, fields, b"hello", True)


def test_the_usual_answer_is_plain():
    head, begin, length, stays = plain_head(PLAIN)
    assert (head.status, PLAIN[begin:], length, stays) == (200, b"hello", 5, True)


def test_a_request_as_it_goes_out():
    assert written(ASKED) == b"GET /a?b=c HTTP/1.1\r\nHost: w.test\r\nAccept: */*\r\n\r\n"


@pytest.mark.parametrize(
    ("target", "field"),
    [
        ("/a b", ("A", "b")),
        ("/a\r\nX: y", ("A", "b")),
        ("/", ("A", "b\r\nX: y")),
        ("/", ("A", "b\0")),
        ("/", ("A b", "c")),
        ("/", ("A:", "c")),
        ("/", ("", "c")),
    ],
)
def test_nothing_goes_out_that_would_be_read_as_something_else(target, field):
    with pytest.raises(ValueError, match="holds what no"):
        written(Request("http://w.test/", target, (field,)))
