"""What each kind of answer proves: one table, one row for each thing a server can do."""

from __future__ import annotations

import email.utils
import gzip
import socket
import time
import zlib

import pytest

from srclint.model import Fetched, Gone, Unverified

GOOD = (
    b"<html><head><title>Guidelines</title></head><body><main><h1>Guidelines</h1><p>"
    + b"Words. " * 80
    + b"</p></main></body></html>"
)
HTML = "Content-Type: text/html; charset=utf-8"


def page_of(title, heading=None, text="Sorry."):
    head, body = f"<title>{title}</title>", f"<h1>{heading or title}</h1><p>{text}</p>"
    return f"<html><head>{head}</head><body>{body}</body></html>".encode()


def http(status, body=b"", *headers):
    def route(server, seen, sock):
        from_conftest = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}", *headers]
        return "\r\n".join(from_conftest).encode("latin-1") + b"\r\n\r\n" + body

    return route


def redirect(status, target, *headers):
    return http(status, b"", f"Location: {target}", *headers)


def at_first(first, then):
    """One answer to the first request of a path, another to all later ones."""

    def route(server, seen, sock):
        return (first if server.count(seen.path) == 1 else then)(server, seen, sock)

    return route


def drop(server, seen, sock):
    return None


def drip(server, seen, sock):
    sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    for _ in range(200):
        sock.sendall(b"x")
        time.sleep(0.05)


def drip_head(server, seen, sock):
    sock.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    for _ in range(200):
        sock.sendall(b"x")
        time.sleep(0.05)


def silent(server, seen, sock):
    time.sleep(2)


def short(server, seen, sock):
    sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n" + GOOD)


def chunk_cut(server, seen, sock):
    sock.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n400\r\n<html>")


def endless(server, seen, sock):
    sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    block = b"x" * 65536
    for _ in range(16_000):  # a gigabyte, if anyone wanted it
        sock.sendall(block)


def bomb(kind):
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | (16 if kind == "gzip" else 0))
    zeros = bytes(1_000_000)
    body = b"".join(packer.compress(zeros) for _ in range(60)) + packer.flush()
    return http(200, body, f"Content-Encoding: {kind}", HTML)


def cookie_wall(server, seen, sock):
    if "session=1" in seen.headers.get("cookie", ""):
        return http(200, GOOD, HTML)(server, seen, sock)
    return redirect(302, seen.path.replace("/w/", "/"), "Set-Cookie: session=1; Path=/; HttpOnly")(
        server, seen, sock
    )


def in_a_moment():
    return email.utils.formatdate(time.time() + 1, usegmt=True)


def late_date(server, seen, sock):
    return http(429, b"", f"Retry-After: {in_a_moment()}")(server, seen, sock)


WAF = "x-amzn-waf-action: challenge"
ROWS = [
    # name, route, verdict, reason
    ("200", http(200, GOOD, HTML), Fetched, None),
    ("203", http(203, GOOD, HTML), Fetched, None),
    ("404", http(404, page_of("Not found")), Gone, "not-found"),
    ("404-empty", http(404), Gone, "not-found"),
    ("410", http(410, b"gone"), Gone, "gone"),
    ("404-challenge", http(404, b"KIND:challenge"), Unverified, "blocked"),
    ("401", http(401, b"x"), Unverified, "blocked"),
    ("403", http(403, b"x"), Unverified, "blocked"),
    ("402", http(402, b"x"), Unverified, "unexpected-status"),
    ("400", http(400, b"x"), Unverified, "unexpected-status"),
    ("406", http(406, b"x"), Unverified, "unexpected-status"),
    ("451", http(451, b"x"), Unverified, "blocked"),
    ("405", http(405, b"x"), Unverified, "blocked"),
    ("202-waf-empty", http(202, b"", WAF), Unverified, "blocked"),
    ("202-empty", http(202), Unverified, "blocked"),
    ("202-challenge-body", http(202, b"KIND:challenge"), Unverified, "blocked"),
    ("202-some-body", http(202, GOOD, HTML), Unverified, "not-ready"),
    ("404-waf", http(404, b"", WAF), Unverified, "blocked"),
    ("405-captcha", http(405, b"", "x-amzn-waf-action: captcha"), Unverified, "blocked"),
    ("403-cloudflare", http(403, b"KIND:challenge", "cf-mitigated: challenge"), Unverified, "blocked"),
    ("200-challenge", http(200, b"KIND:challenge", HTML), Unverified, "blocked"),
    ("200-empty", http(200), Unverified, "empty"),
    ("200-blank", http(200, b" \n "), Unverified, "empty"),
    ("204", http(204), Unverified, "empty"),
    ("200-soft-404-by-content", http(200, b"KIND:soft-404", HTML), Gone, "soft-404"),
    ("200-soft-404-title", http(200, page_of("Page not found | Agency"), HTML), Gone, "soft-404"),
    (
        "200-soft-404-dutch",
        http(200, page_of("Pagina niet gevonden", "Pagina niet gevonden"), HTML),
        Gone,
        "soft-404",
    ),
    (
        "200-soft-404-heading",
        http(200, page_of("Agency", "This page doesn’t exist."), HTML),
        Gone,
        "soft-404",
    ),
    ("portal-without-text", http(200, b"KIND:no-text", HTML), Unverified, "no-text"),
    ("search-results", http(200, b"KIND:search-results", HTML), Unverified, "not-a-text"),
    ("outage-page", http(200, b"KIND:outage", HTML), Unverified, "server-error"),
    (
        "subject-title",
        http(200, page_of("Page not found: a history", "Page not found: a history"), HTML),
        Fetched,
        None,
    ),
    ("subject-part", http(200, page_of("404 | Design guide", "Designing error pages"), HTML), Fetched, None),
    (
        "subject-long",
        http(200, page_of("Page not found", text="Why pages vanish. " * 400), HTML),
        Fetched,
        None,
    ),
    ("home-301", redirect(301, "/"), Gone, "soft-404"),
    ("home-302", redirect(302, "https://w.test/en/"), Gone, "soft-404"),
    ("home-302-cookie", redirect(302, "/", "Set-Cookie: a=b"), Fetched, None),
    ("to-error-page", redirect(302, "/errors/404.html"), Gone, "soft-404"),
    ("loop", redirect(302, "/loop"), Unverified, "redirect-loop"),
    (
        "long-chain",
        lambda s, seen, k: redirect(302, seen.path.replace("/w/", "/") + "x")(s, seen, k),
        Unverified,
        "redirect-loop",
    ),
    ("to-private", redirect(302, "http://10.1.2.3/secret"), Unverified, "unsafe"),
    ("to-metadata", redirect(301, "http://169.254.169.254/latest/meta-data/"), Unverified, "unsafe"),
    ("to-loopback", lambda s, seen, k: redirect(302, f"{s.url}/secret")(s, seen, k), Unverified, "unsafe"),
    (
        "to-localhost",
        lambda s, seen, k: redirect(302, f"http://localhost:{s.port}/secret")(s, seen, k),
        Unverified,
        "unsafe",
    ),
    (
        "to-decimal",
        lambda s, seen, k: redirect(302, f"http://2130706433:{s.port}/secret")(s, seen, k),
        Unverified,
        "unsafe",
    ),
    ("to-file", redirect(302, "file:///etc/passwd"), Unverified, "unsafe"),
    ("to-credentials", redirect(302, "https://a:b@w.test/x"), Unverified, "unsafe"),
    ("to-nonsense", redirect(302, "http://[::1"), Unverified, "unsafe"),
    ("300", http(300, b"x"), Unverified, "unexpected-status"),
    ("301-without-location", http(301), Unverified, "unexpected-status"),
    (
        "429-seconds-then-200",
        at_first(http(429, b"", "Retry-After: 1"), http(200, GOOD, HTML)),
        Fetched,
        None,
    ),
    ("429-date-then-200", at_first(late_date, http(200, GOOD, HTML)), Fetched, None),
    ("429-for-ever", http(429, b""), Unverified, "rate-limited"),
    ("429-tomorrow", http(429, b"", "Retry-After: 86400"), Unverified, "rate-limited"),
    ("503-once", at_first(http(503), http(200, GOOD, HTML)), Fetched, None),
    ("503-for-ever", http(503), Unverified, "server-error"),
    ("500", http(500, b"oops"), Unverified, "server-error"),
    ("520", http(520, b"oops"), Unverified, "server-error"),
    ("dropped-once", at_first(drop, http(200, GOOD, HTML)), Fetched, None),
    ("dropped-for-ever", drop, Unverified, "network"),
    ("silent", silent, Unverified, "timeout"),
    ("slow-drip", drip, Unverified, "timeout"),
    ("slow-drip-in-the-head", drip_head, Unverified, "timeout"),
    ("content-length-too-long", short, Unverified, "network"),
    ("chunk-cut", chunk_cut, Unverified, "network"),
    ("gzip", http(200, gzip.compress(GOOD), "Content-Encoding: gzip", HTML), Fetched, None),
    ("deflate", http(200, zlib.compress(GOOD), "Content-Encoding: deflate", HTML), Fetched, None),
    ("deflate-raw", http(200, zlib.compress(GOOD)[2:-4], "Content-Encoding: deflate", HTML), Fetched, None),
    ("gzip-cut", http(200, gzip.compress(GOOD)[:-20], "Content-Encoding: gzip", HTML), Unverified, "network"),
    (
        "gzip-damaged",
        http(200, b"\x1f\x8b\x08" + b"junk" * 9, "Content-Encoding: gzip"),
        Unverified,
        "unreadable",
    ),
    ("brotli", http(200, b"junk", "Content-Encoding: br"), Unverified, "unreadable"),
    ("gzip-bomb", bomb("gzip"), Unverified, "too-large"),
    ("deflate-bomb", bomb("deflate"), Unverified, "too-large"),
    (
        "announced-too-large",
        lambda s, seen, k: b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\nx",
        Unverified,
        "too-large",
    ),
    ("endless", endless, Unverified, "too-large"),
    ("no-content-type", http(200, GOOD), Fetched, None),
    (
        "binary",
        http(200, b"PK\x03\x04\0\0" + bytes(99), "Content-Type: application/zip"),
        Unverified,
        "unreadable",
    ),
    ("needs-a-cookie", cookie_wall, Fetched, None),
    ("not-http", lambda s, seen, k: b"SSH-2.0-OpenSSH\r\n\r\n", Unverified, "network"),
    ("huge-headers", lambda s, seen, k: b"HTTP/1.1 200 OK\r\nX: " + b"y" * 300_000, Unverified, "network"),
]


@pytest.mark.parametrize(("name", "route", "kind", "reason"), ROWS, ids=[row[0] for row in ROWS])
def test_every_answer_has_its_verdict(kit, name, route, kind, reason):
    kit.server.routes = {
        f"/w/{name}": route,
        "/w/": http(200, GOOD, HTML),
        "/secret": http(200, GOOD, HTML),
    }
    quick = {"read_timeout": 0.5, "document_time": 0.8} if name in SLOW else {"document_time": 6.0}
    source = kit.one(kit.page(f"https://w.test/{name}"), max_size=4_000_000, **quick)
    assert type(source) is kind, source
    assert getattr(source, "reason", None) == reason, source
    if not isinstance(source, Fetched):
        assert source.evidence.endswith((".", "?", "seen")), source.evidence
    assert "/secret" not in kit.server.paths()


SLOW = {"silent", "slow-drip", "slow-drip-in-the-head"}


def test_a_flaky_cause_is_never_gone(kit):
    """What passes by itself is asked again, and is unverified in the end."""
    for name, route, _kind, reason in ROWS:
        if reason in ("network", "timeout", "server-error", "rate-limited") and name not in SLOW | {
            "429-tomorrow"
        }:
            kit.server.routes[f"/w/{name}"] = route
    urls = [f"https://w.test{path.removeprefix('/w')}" for path in kit.server.routes]
    lookup = kit.lookup(fast=True)
    answers = lookup.run([kit.ask(kit.page(url)) for url in urls])
    assert {type(source) for source in answers.values()} == {Unverified}


def test_refused_connection(kit):
    sock = socket.socket()
    sock.bind(("127.0.0.1", 0))
    port = sock.getsockname()[1]
    sock.close()
    source = kit.one(kit.page(f"http://127.0.0.1:{port}/"), allow_private=True)
    assert (type(source), source.reason) == (Unverified, "refused")


def test_a_wall_that_rises_in_the_middle_of_the_run(kit):
    def wall(server, seen, sock):
        return (http(200, GOOD, HTML) if len(server.seen) <= 5 else http(202, b"", WAF))(server, seen, sock)

    kit.server.routes["/w/"] = wall
    documents = [kit.page(f"https://w.test/p{i}") for i in range(40)]
    from srclint.source.lookup import HostOptions

    lookup = kit.lookup(hosts={"*": HostOptions(concurrency=1, interval=0.0)})
    answers = list(lookup.run([kit.ask(d) for d in documents]).values())
    assert [type(a) for a in answers] == [Fetched] * 5 + [Unverified] * 35
    assert {a.reason for a in answers[5:]} == {"blocked"}
    assert lookup.requests == 7  # two challenges are enough


def test_a_host_that_does_not_answer_is_left_alone(kit):
    kit.server.routes["/w/"] = drop
    lookup = kit.lookup(fast=True, hosts={})
    answers = lookup.run([kit.ask(kit.page(f"https://w.test/p{i}")) for i in range(60)])
    assert {a.reason for a in answers.values()} == {"network"}
    assert lookup.requests < 20


class TestMoved:
    @pytest.mark.parametrize(
        ("chain", "moved", "same"),
        [
            ([(301, "/page/")], "https://w.test/page/", True),
            ([(308, "/en/new/page")], "https://w.test/en/new/page", False),
            ([(301, "/archive/guidelines-on-ai")], "https://w.test/archive/guidelines-on-ai", False),
            ([(301, "https://other.test/elsewhere")], "https://other.test/elsewhere", False),
            ([(301, "https://www-w.test/page")], "https://www-w.test/page", True),
            ([(302, "/temporary")], None, False),
            ([(307, "/temporary")], None, False),
            ([(301, "/new"), (302, "/session")], "https://w.test/new", False),
            ([(302, "/session"), (301, "/new")], None, False),
        ],
    )
    def test_only_permanent_redirects_move_a_page(self, kit, chain, moved, same):
        path, host = "/page", "w"
        for status, target in chain:
            kit.server.routes[f"/{host}{path}"] = redirect(status, target)
            if target.startswith("https://"):
                host, _, path = target.removeprefix("https://").partition(".test")
            else:
                path = target
        kit.server.routes[f"/{host}{path}"] = http(200, GOOD, HTML)
        source = kit.one(kit.page("https://w.test/page"))
        assert isinstance(source, Fetched), source
        assert (source.moved_to, source.moved_same) == (moved, same)

    def test_http_that_the_host_serves_as_https(self, kit):
        kit.server.routes["/w/page"] = at_first(redirect(301, "https://w.test/page"), http(200, GOOD, HTML))
        source = kit.one(kit.page("http://w.test/page"))
        assert (source.secure, source.moved_to) == (False, None)

    def test_http_that_stays_http(self, kit):
        kit.server.routes["/w/page"] = http(200, GOOD, HTML)
        assert kit.one(kit.page("http://w.test/page")).secure

    def test_a_telling_last_part_is_the_same_document(self, kit):
        kit.server.routes["/w/old/guidelines-on-ai"] = redirect(301, "/archive/guidelines-on-ai_en")
        kit.server.routes["/w/archive"] = http(200, GOOD, HTML)
        source = kit.one(kit.page("https://w.test/old/guidelines-on-ai"))
        assert source.moved_same


class TestAddresses:
    def test_port_and_loopback_with_permission(self, kit):
        kit.server.routes["/p"] = http(200, GOOD, HTML)
        assert isinstance(kit.one(kit.page(f"{kit.server.url}/p"), allow_private=True), Fetched)

    def test_ipv6(self, kit):
        try:
            server = kit.server_type(socket.AF_INET6)
        except OSError:
            pytest.skip("this machine has no IPv6")
        server.routes["/p"] = http(200, GOOD, HTML)
        try:
            assert isinstance(kit.one(kit.page(f"{server.url}/p"), allow_private=True), Fetched)
            refused = kit.one(kit.page(f"{server.url}/p"))
            assert refused.reason == "unsafe"
        finally:
            server.close()

    def test_idn_and_odd_characters(self, kit):
        kit.server.routes["/"] = http(200, GOOD, HTML)
        asked = []

        def resolver(host, port):
            asked.append(host)
            return ["127.0.0.1"]

        url = f"http://bücher.example:{kit.server.port}/straße?q=ä b"
        source = kit.one(
            kit.page(url.replace(" ", "%20")), allow_private=True, resolver=resolver, robots=False
        )
        assert isinstance(source, Fetched), source
        assert asked == ["xn--bcher-kva.example"]
        assert kit.server.paths() == ["/stra%C3%9Fe?q=%C3%A4%20b"]

    def test_credentials_are_never_sent(self, kit):
        kit.server.routes["/"] = http(200, GOOD, HTML)
        source = kit.one(kit.page("https://user:pw@w.test/p"), allow_private=True)
        assert (source.reason, kit.server.seen) == ("unsafe", [])

    def test_fragments_are_not_sent_and_are_answered_by_the_outline(self, kit):
        kit.server.routes["/w/p"] = http(
            200, b'<html><h1 id="art_5">Five</h1><p>the words here</p></html>', HTML
        )
        source = kit.one(kit.page("https://w.test/p#:~:text=the%20words"))
        assert kit.server.paths() == ["/w/p"]
        assert "art_5" in source.outline.anchors
        assert "art_6" not in source.outline.anchors
        assert "the words here" in source.outline.text
