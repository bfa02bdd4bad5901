"""Connections that are kept between requests, and hosts that hang up on them."""

from __future__ import annotations

import socket

from srclint.model import Fetched
from srclint.source.lookup import HostOptions

ONE = {"*": HostOptions(concurrency=1, interval=0.0)}


def pages(kit, number):
    return [kit.ask(kit.page(f"https://w.test/{n}")) for n in range(number)]


def test_one_connection_serves_many_requests(kit):
    peers = set()

    def route(server, seen, sock):
        peers.add(sock.getpeername())
        return kit.reply(200, b"<html>words</html>")

    kit.server.routes["/w/"] = route
    answers = kit.lookup(hosts=ONE).run(pages(kit, 6))
    assert [type(answer) for answer in answers.values()] == [Fetched] * 6
    assert len(peers) == 1


def test_a_host_that_hangs_up_on_a_kept_connection_is_asked_again_at_once(kit):
    def route(server, seen, sock):
        sock.sendall(kit.reply(200, b"<html>words</html>"))  # says nothing of closing, and closes

    kit.server.routes["/w/"] = route
    answers = kit.lookup(hosts=ONE, attempts=1).run(pages(kit, 4))
    assert [type(answer) for answer in answers.values()] == [Fetched] * 4


def test_a_host_that_hangs_up_on_a_new_connection_is_not_asked_again_at_once(kit):
    def route(server, seen, sock):
        sock.shutdown(socket.SHUT_RDWR)

    kit.server.routes["/w/"] = route
    source = kit.one(kit.page("https://w.test/a"), attempts=1)
    assert source.reason == "network"
    assert len(kit.server.seen) == 1


def test_a_body_that_breaks_off_is_not_asked_for_again_at_once(kit):
    def route(server, seen, sock):
        if seen.path.endswith("0"):
            return kit.reply(200, b"<html>words</html>")
        sock.sendall(kit.reply(200, b"<html>", length=500))
        return None

    kit.server.routes["/w/"] = route
    answers = list(kit.lookup(hosts=ONE, attempts=1).run(pages(kit, 2)).values())
    assert [type(answers[0]), getattr(answers[1], "reason", None)] == [Fetched, "network"]
    assert len(kit.server.seen) == 2
