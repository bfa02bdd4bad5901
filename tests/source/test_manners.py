"""Politeness, patience, budgets, and leaving promptly."""

from __future__ import annotations

import asyncio
import datetime as dt
import itertools
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from srclint.model import Fetched, Unverified
from srclint.source.gates import Gate
from srclint.source.lookup import HostOptions
from srclint.source.manners import Clock, Limits, backoff, jitter, limits_for, retry_after

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
PAGE = b"<html><title>Page</title><p>words</p></html>"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0),
        ("120", 120),
        (" 7 ", 7),
        ("Mon, 23 Nov 2026 12:00:30 GMT", 30),
        ("Mon, 23 Nov 2026 11:00:00 GMT", 0),
        ("Monday, 23-Nov-26 12:01:00 GMT", 60),
        ("soon", None),
        ("-5", None),
        ("", None),
        (None, None),
        ("9" * 40, 999999999),
        ("Mon, 23 Foo 2026 12:00:30 GMT", None),
        ("1e3", None),
        ("٣", None),
    ],
)
def test_retry_after(value, seconds):
    assert retry_after(value, NOW) == seconds


def test_backoff_grows_and_is_the_same_in_every_run():
    waits = [backoff("https://x.test/", attempt, 0.5) for attempt in (1, 2, 3)]
    assert waits == [backoff("https://x.test/", attempt, 0.5) for attempt in (1, 2, 3)]
    assert 0.5 <= waits[0] <= 0.625 < 1.5 <= waits[1] <= 1.875 < 4.0 <= waits[2] <= 5.0
    assert len({jitter(f"https://x.test/{i}", 1) for i in range(50)}) == 50


@pytest.mark.parametrize(
    ("host", "concurrency", "interval"),
    [
        ("publications.europa.eu", 2, 0.25),
        ("europa.eu", 2, 0.25),
        ("noteuropa.eu", 4, 0.1),
        ("example.org", 4, 0.1),
        ("own.example", 1, 3.0),
        ("sub.own.example", 1, 0.1),
        ("slow.europa.eu", 2, 9.0),
    ],
)
def test_limits(host, concurrency, interval):
    own = {
        "own.example": HostOptions(concurrency=1, interval=3.0),
        ".own.example": HostOptions(concurrency=1),
        "slow.europa.eu": HostOptions(interval=9.0),
    }
    limits = limits_for(host, own)
    assert (limits.concurrency, limits.interval) == (concurrency, interval)


class TestGate:
    def test_never_more_at_once_and_never_closer(self):
        inside, most, starts = 0, 0, []

        async def visit(gate):
            nonlocal inside, most
            await gate.enter()
            inside += 1
            most = max(most, inside)
            starts.append(time.monotonic())
            await asyncio.sleep(0.05)
            inside -= 1
            gate.leave()

        async def visits():
            gate = Gate("x", Limits(2, 0.02, None), Clock())
            await asyncio.gather(*(visit(gate) for _ in range(8)))

        asyncio.run(visits())
        assert (most, len(starts)) == (2, 8)
        assert all(b - a > 0.018 for a, b in itertools.pairwise(starts))

    def test_a_hop_waits_for_retry_after_and_for_nothing_else(self):
        async def visits():
            gate = Gate("x", Limits(1, 60.0, None), Clock())
            await gate.enter()
            gate.leave()
            started = time.monotonic()
            await gate.enter(hop=True)
            assert time.monotonic() - started < 1
            gate.leave()
            gate.hold(0.2)
            await gate.enter(hop=True)
            assert time.monotonic() - started > 0.19
            gate.leave()

        asyncio.run(visits())

    def test_a_wall_needs_two_refusals_in_a_row(self):
        gate = Gate("x", Limits(2, 0.0, None), Clock())
        gate.refused("one")
        gate.served()
        gate.refused("two")
        assert gate.wall is None
        gate.refused("three")
        assert gate.wall == "three"

    def test_a_refused_page_of_a_host_that_serves_is_no_wall(self):
        gate = Gate("x", Limits(2, 0.0, None), Clock())
        gate.served()
        for _ in range(5):
            gate.refused("403", page=True)
        assert gate.wall is None


def test_a_mixed_host_is_read_where_it_lets_us(kit):
    """Two pages behind a login do not cost the others their check."""

    def route(server, seen, sock):
        return kit.reply(403) if seen.path.endswith(("1", "2", "3")) else kit.reply(200, PAGE)

    kit.server.routes["/w/"] = route
    lookup = kit.lookup(hosts={"*": HostOptions(concurrency=1, interval=0.0)})
    answers = lookup.run([kit.ask(kit.page(f"https://w.test/{i}")) for i in range(8)])
    assert sum(isinstance(a, Fetched) for a in answers.values()) == 5


def test_a_long_retry_after_ends_the_calls_to_the_host(kit):
    kit.server.routes["/w/"] = kit.reply(429, b"", "Retry-After: 3600")
    lookup = kit.lookup(hosts={"*": HostOptions(concurrency=1, interval=0.0)})
    answers = lookup.run([kit.ask(kit.page(f"https://w.test/{i}")) for i in range(20)])
    assert lookup.requests == 1
    assert {a.reason for a in answers.values()} == {"rate-limited", "blocked"}


def test_a_slow_host_does_not_hold_up_the_others(kit):
    def slow(server, seen, sock):
        time.sleep(0.3)
        return kit.reply(200, PAGE)

    kit.server.routes["/slow/"] = slow
    kit.server.routes["/quick/"] = kit.reply(200, PAGE)
    documents = [kit.page(f"https://slow.test/{i}") for i in range(3)] + [
        kit.page(f"https://quick.test/{i}") for i in range(30)
    ]
    order = []
    lookup = kit.lookup(hosts={"*": HostOptions(concurrency=1, interval=0.0)})
    answers = lookup.run(
        [kit.ask(d) for d in documents], lambda done, total, url: order.append((done, total, url))
    )
    assert list(answers) == [d.id for d in documents]
    assert [done for done, _, _ in order] == list(range(1, 34))
    assert order[-1][2].startswith("https://slow")
    assert order[-2][2].startswith("https://slow")
    assert "quick" in order[0][2]


class TestBudget:
    def test_what_was_not_reached_is_told(self, kit):
        def slow(server, seen, sock):
            time.sleep(0.25)
            return kit.reply(200, PAGE)

        kit.server.routes["/w/"] = slow
        lookup = kit.lookup(max_time=0.6, hosts={"*": HostOptions(concurrency=1, interval=0.0)})
        started = time.monotonic()
        answers = list(lookup.run([kit.ask(kit.page(f"https://w.test/{i}")) for i in range(10)]).values())
        assert time.monotonic() - started < 1.5
        assert isinstance(answers[0], Fetched)
        assert answers[-1].reason == "budget"
        assert {a.reason for a in answers if isinstance(a, Unverified)} == {"budget"}
        assert (
            lookup.run([kit.ask(kit.page("https://w.test/again"))])["url:https://w.test/again"].reason
            == "budget"
        )

    def test_a_silent_host_costs_no_more_than_the_budget(self, kit):
        kit.server.routes["/w/"] = lambda server, seen, sock: time.sleep(3)
        started = time.monotonic()
        source = kit.one(kit.page("https://w.test/p"), max_time=0.4)
        assert source.reason == "budget"
        assert time.monotonic() - started < 1.2


class TestRobots:
    def rules(self, kit, text, status=200):
        kit.server.routes["/robots.txt"] = kit.reply(status, text, "Content-Type: text/plain")
        kit.server.routes["/p"] = kit.reply(200, PAGE)
        kit.server.routes["/q"] = kit.reply(200, PAGE)
        lookup = kit.lookup(allow_private=True)
        answers = lookup.run([kit.ask(kit.page(kit.server.url + path)) for path in ("/p/1", "/p/2", "/q/1")])
        return [getattr(a, "reason", "fetched") for a in answers.values()]

    def test_what_is_disallowed_is_not_asked(self, kit):
        assert self.rules(kit, b"User-agent: *\nDisallow: /p/\n") == ["robots", "robots", "fetched"]
        assert sorted(kit.server.paths()) == ["/q/1", "/robots.txt"]

    def test_rules_for_us_by_name(self, kit):
        text = b"User-agent: *\nDisallow: /\n\nUser-agent: srclint\nAllow: /\n"
        assert self.rules(kit, text) == ["fetched"] * 3

    @pytest.mark.parametrize(
        ("text", "status"), [(b"", 404), (b"Disallow: /", 500), (b"\xff\xfe\0junk", 200), (b"", 403)]
    )
    def test_rules_that_cannot_be_had_forbid_nothing(self, kit, text, status):
        assert self.rules(kit, text, status) == ["fetched"] * 3

    def test_registers_and_mirrors_are_not_asked_for_theirs(self, kit):
        kit.server.routes["/"] = kit.reply(200, PAGE)
        for url in ("https://ec.europa.eu/p", "https://w.test/p"):
            kit.one(kit.page(url))
        assert kit.server.paths() == ["/ec/p", "/w/p"]


class TestNoSuchHost:
    def names(self, table):
        def resolver(host, port):
            import socket

            answer = table.get(host, socket.EAI_NONAME)
            if isinstance(answer, int):
                raise socket.gaierror(answer, "no")
            return answer

        return resolver

    def test_proven_by_a_resolver_that_knows_another_name(self, kit):
        source = kit.one(
            kit.page("https://nowhere.example/"), resolver=self.names({"publications.europa.eu": ["8.8.8.8"]})
        )
        assert (type(source).__name__, source.reason) == ("Gone", "no-such-host")

    def test_a_machine_without_network_proves_nothing(self, kit):
        source = kit.one(kit.page("https://nowhere.example/"), resolver=self.names({}))
        assert (type(source).__name__, source.reason) == ("Unverified", "network")
        assert kit.one(kit.eu("32024R1689"), remap=(), resolver=self.names({})).reason == "network"

    def test_a_resolver_in_trouble_proves_nothing(self, kit):
        import socket

        table = {"nowhere.example": socket.EAI_AGAIN, "publications.europa.eu": ["8.8.8.8"]}
        source = kit.one(kit.page("https://nowhere.example/"), resolver=self.names(table))
        assert (type(source).__name__, source.reason) == ("Unverified", "network")

    def test_a_name_that_never_exists(self, kit):
        source = kit.one(kit.page("https://nowhere.invalid/"), resolver=self.names({}))
        assert source.reason == "no-such-host"


INTERRUPTED = """
import re, sys
from pathlib import Path
from srclint.model import Document, Outline
from srclint.source.lookup import Lookup, LookupOptions, LookupRequest
rules = ((re.compile("^https://w.test/"), sys.argv[1] + "/w/"),)
options = LookupOptions(remap=rules, cache_dir=Path(sys.argv[2]))
reader = lambda content, **about: Outline("page", text="words")
documents = [Document(f"url:https://w.test/{i}", f"https://w.test/{i}") for i in range(50)]
try:
    with Lookup(options, reader=reader) as lookup:
        lookup.run([LookupRequest(d) for d in documents], lambda done, total, url: print(done, flush=True))
except KeyboardInterrupt:
    print("left", flush=True)
    sys.exit(130)
"""


def test_ctrl_c_leaves_promptly_with_the_cache_whole(kit, tmp_path):
    def route(server, seen, sock):
        if len(server.seen) > 6:
            time.sleep(15)
        return kit.reply(200, PAGE)

    kit.server.routes["/w/"] = route
    child = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, kit.server.url, str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=dict(os.environ),
    )
    assert child.stdout.readline() == "1\n"
    time.sleep(0.4)
    child.send_signal(signal.SIGINT)
    started = time.monotonic()
    out, err = child.communicate(timeout=10)
    assert time.monotonic() - started < 2
    assert (child.returncode, out.splitlines()[-1], err) == (130, "left", "")
    from srclint.source.cache import Cache

    cache = Cache(Path(tmp_path))
    assert all(cache.outline(entry) is not None for entry in cache.entries())
    assert cache.info().entries >= 1
    assert cache.notes == []


def test_a_wrong_certificate(kit, tmp_path):
    """Not checked by itself is not gone: the page may be there, and its host may mend it tomorrow."""
    import shutil
    import socket
    import ssl

    if shutil.which("openssl") is None:
        pytest.skip("openssl is needed to make a certificate")
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-keyout",
            "k.pem",
            "-out",
            "c.pem",
            "-subj",
            "/CN=other",
            "-days",
            "1",
        ],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "c.pem", tmp_path / "k.pem")
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            try:
                sock, _ = listener.accept()
                with context.wrap_socket(sock, server_side=True) as wrapped:
                    wrapped.recv(1000)
            except (OSError, ValueError):
                if listener.fileno() < 0:
                    return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    source = kit.one(kit.page(f"https://127.0.0.1:{listener.getsockname()[1]}/"), allow_private=True)
    listener.close()
    assert (type(source), source.reason) == (Unverified, "tls")
    assert "certificate" in source.evidence
