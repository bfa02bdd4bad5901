"""No way around the guard: a resolver and a connector of our own, so that no packet can leave."""

from __future__ import annotations

import re

import pytest

from srclint.model import Document, Fetched, Outline, Unverified
from srclint.source.guard import judge_address, judge_url
from srclint.source.lookup import HostOptions, Lookup, LookupOptions, LookupRequest


def reader(content, *, content_type=None, url=None, celex=None):
    return Outline("page", title=None, language=None, celex=None, text=content.decode("utf-8", "replace"))


def reply(status: int, body: bytes = b"text", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


class Stream:
    """A connection that has its answers ready."""

    def __init__(self, answers: list[bytes], sent: list[bytes]) -> None:
        self.answers = answers
        self.sent = sent

    def write(self, data):
        self.sent.append(data)

    async def read(self, timeout):
        return self.answers.pop(0) if self.answers else b""

    def is_quiet(self):
        return True

    async def start_tls(self, context, host, timeout):
        return self

    def close(self):
        pass


class World:
    """Names by a table; answers by address. What is connected to and written is remembered."""

    def __init__(self, names=None, answers=None):
        self.names = names or {}
        self.answers = answers or {}
        self.connected: list[str] = []
        self.sent: list[bytes] = []
        self.made: list[Lookup] = []

    def resolver(self, host, port):
        if host not in self.names:
            raise OSError(f"no such name {host}")
        return self.names[host]

    async def connector(self, address, port, timeout):
        self.connected.append(f"{address}:{port}")
        if address not in self.answers:
            raise OSError("no wire")
        return Stream(list(self.answers[address]), self.sent)

    def lookup(self, **options) -> Lookup:
        base = {"attempts": 1, "robots": False} | options
        lookup = Lookup(
            LookupOptions(**base), resolver=self.resolver, connector=self.connector, reader=reader
        )
        self.made.append(lookup)
        return lookup

    def ask(self, *urls, **options):
        with self.lookup(**options) as lookup:
            found = [
                lookup.run([LookupRequest(Document(f"url:{url}", url), (url,))])[f"url:{url}"] for url in urls
            ]
        return found[0] if len(found) == 1 else found


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


# ------------------------------------------------------------------ addresses as written

TRICKS = [
    # digits, dots and letters that become ASCII on the way to the wire
    "http://１２７.0.0.1/", "http://127。0。0。1/", "http://127．0．0．1/", "http://①②⑦.0.0.1/", "http://ⓛocalhost/",
    "http://loc\u00adalhost/", "http://metadata。google。internal/", "http://１６９.254.169.254/latest/",
    # percent signs in the host: some proxies and servers decode them
    "http://127%2e0%2e0%2e1/", "http://%31%32%37.0.0.1/", "http://localhos%74/", "http://%6cocalhost/",
    "http://[::ffff:7f00:1]/", "http://[::127.0.0.1]/", "http://[64:ff9b::10.0.0.1]/", "http://[64:ff9b:1::a00:1]/",
    "http://[2002:a00:1::]/", "http://[fd12:3456::1]/", "http://[fe80::1%25lo]/", "http://[::1%251]/",
    "http://0/", "http://0.0.0.0:80/", "http://127.1:80/", "http://0300.0250.1/", "http://0xA000001/", "http://017700000001/",
    "http://127.0.0.1./", "http://localhost:80./", "http://127.0.0.1%00.example.org/",
    "https://eur-lex.europa.eu@10.0.0.1/", "https://eur-lex.europa.eu:443@10.0.0.1/", "https://eur-lex.europa.eu%40@10.0.0.1/",
    "http://10.0.0.1\\@eur-lex.europa.eu/", "http://10.0.0.1\\.eur-lex.europa.eu/", "http:\\\\10.0.0.1/",
    "http:///10.0.0.1/", "http:10.0.0.1/", "http://[10.0.0.1]/", "http://10.0.0.1\t/", "http://\n10.0.0.1/",
]  # fmt: skip


@pytest.mark.parametrize("url", TRICKS)
def test_no_spelling_leads_inside(url):
    world = World(names={}, answers={})
    source = world.ask(url)
    assert isinstance(source, Unverified)
    assert world.connected == []


@pytest.mark.parametrize("url", TRICKS)
def test_no_spelling_is_handed_to_a_proxy(url, monkeypatch):
    # The proxy would resolve it inside its own network: the last look is ours.
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    world = World(names={"proxy.example": ["10.1.1.1"]}, answers={"10.1.1.1": [reply(200)]})
    source = world.ask(url)
    assert isinstance(source, Unverified)
    assert world.sent == []


def test_with_a_proxy_the_proxy_resolves_names(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    world = World(names={"proxy.example": ["10.1.1.1"]}, answers={"10.1.1.1": [reply(200)]})
    assert isinstance(world.ask("http://law.example/"), Fetched)
    assert world.connected == ["10.1.1.1:3128"]


def test_the_proxy_itself_is_no_source(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("no_proxy", "proxy.example")
    world = World(names={"proxy.example": ["10.1.1.1"]}, answers={"10.1.1.1": [reply(200)] * 2})
    _, source = world.ask("http://law.example/", "http://proxy.example:3128/status")
    assert (type(source), source.reason) == (Unverified, "private-network")


@pytest.mark.parametrize("address", ["64:ff9b::808:808", "2a00:1450::1", "8.8.4.4"])
def test_public_addresses_pass(address):
    assert judge_address(address) is None


@pytest.mark.parametrize(
    "url", ["http://a_b.example.org/", "http://xn--bcher-kva.example/", "http://straße.example/"]
)
def test_names_that_look_odd_and_are_public(url):
    assert judge_url(url) is None


# ------------------------------------------------------------------ remap

PRIVATE_MIRROR = {"mirror.corp": ["10.5.5.5"], "evil.example": ["10.6.6.6"], "law.example": ["93.184.216.34"]}


def remap(pattern: str, target: str):
    return ((re.compile(pattern), target),)


def test_a_remap_opens_the_place_that_it_names():
    world = World(PRIVATE_MIRROR, {"10.5.5.5": [reply(200)]})
    assert isinstance(
        world.ask("http://law.example/a", remap=remap(r"^http://law\.example/", "http://mirror.corp/")),
        Fetched,
    )


def test_a_remap_that_ends_in_a_name_of_its_own_domain():
    world = World({"law.example.mirror.corp": ["10.5.5.5"]}, {"10.5.5.5": [reply(200)]})
    rule = remap(r"^http://([^/]+)/", r"http://$1.mirror.corp/")
    assert isinstance(world.ask("http://law.example/a", remap=rule), Fetched)


@pytest.mark.parametrize(
    ("pattern", "target", "url"),
    [
        (r"law\.example", "mirror.corp", "http://evil.example/?x=law.example"),
        (r"\?utm=.*", "", "http://evil.example/?utm=1"),
        (r"^http://www\.(.*)", r"http://$1", "http://www.evil.example/"),
        (r"^http://www\.(.*)", r"http://$1", "http://www.10.6.6.6/"),
        (r"^http://old/(.*)", r"http://\1", "http://old/evil.example/"),
        (r"^http:", "http:", "http://evil.example/"),
        (r"^http://([^/]+)/", r"http://$1.mirror.corp/", "http://evil.example#/"),
    ],
)
def test_a_remap_opens_nothing_that_the_article_chose(pattern, target, url):
    world = World(PRIVATE_MIRROR, {"10.6.6.6": [reply(200)], "10.5.5.5": [reply(200)]})
    source = world.ask(url, remap=remap(pattern, target))
    assert isinstance(source, Unverified)
    assert world.connected == []


def test_a_connection_that_a_remap_opened_serves_nobody_else():
    world = World(PRIVATE_MIRROR, {"10.5.5.5": [reply(200), reply(200)]})
    rule = remap(r"^http://law\.example/", "http://mirror.corp/")
    mapped, direct = world.ask("http://law.example/a", "http://mirror.corp/admin", remap=rule)
    assert isinstance(mapped, Fetched)
    assert (type(direct), getattr(direct, "reason", "")) == (Unverified, "private-network")
    assert not any(b"/admin" in piece for piece in world.sent)


@pytest.mark.parametrize(
    "location", ["/\t/evil.example/", "\\\\evil.example/", "/\\evil.example/", "http:/\t/evil.example/"]
)
def test_a_mirror_cannot_lead_elsewhere_by_a_relative_redirect(location):
    world = World(
        PRIVATE_MIRROR, {"10.5.5.5": [reply(302, b"", f"Location: {location}")], "10.6.6.6": [reply(200)]}
    )
    world.ask("http://law.example/a", remap=remap(r"^http://law\.example/", "http://mirror.corp/"))
    assert not any(place.startswith("10.6.6.6") for place in world.connected)


# ------------------------------------------------------------------ redirects and headers


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1/", "//10.0.0.1/", "http://2130706433/", "http://evil.example/", "http://１２７.0.0.1/",
        "file:///etc/passwd", "ftp://law.example/", "http://u:p@law.example/", "gopher://x/", "http://[::1]/",
        "HTTP://LOCALHOST/", "http://127%2e0%2e0%2e1/", "javascript:x", "\x00http://10.0.0.1/",
    ],
)  # fmt: skip
def test_every_hop_is_judged(location):
    body = reply(302, b"", f"Location: {location}".encode().decode("latin-1"))
    world = World(PRIVATE_MIRROR, {"93.184.216.34": [body, reply(200)]})
    source = world.ask("http://law.example/")
    assert isinstance(source, Unverified)
    assert world.connected == ["93.184.216.34:80"]


def test_neither_meta_refresh_nor_refresh_is_followed():
    page = b'<html><meta http-equiv="refresh" content="0;url=http://127.0.0.1/"></html>'
    world = World(PRIVATE_MIRROR, {"93.184.216.34": [reply(200, page, "Refresh: 0;url=http://127.0.0.1/")]})
    assert isinstance(world.ask("http://law.example/"), Fetched)
    assert world.connected == ["93.184.216.34:80"]


@pytest.mark.parametrize("end", ["\r\nX-Evil: 1", "\nX-Evil: 1", "%0d%0aX-Evil: 1", "\u560d\u560aX-Evil:1"])
def test_no_line_of_the_request_comes_from_the_article(end):
    world = World(PRIVATE_MIRROR, {"93.184.216.34": [reply(200)]})
    world.ask(f"http://law.example/a{end}")
    assert not any(b"\nX-Evil" in piece for piece in world.sent)


def test_cookies_stay_with_their_host():
    names = {"law.example": ["93.184.216.34"], "other.example": ["93.184.216.35"]}
    world = World(
        names,
        {
            "93.184.216.34": [
                reply(302, b"", "Location: http://other.example/", "Set-Cookie: s=secret; Domain=example")
            ],
            "93.184.216.35": [reply(200)],
        },
    )
    assert isinstance(world.ask("http://law.example/"), Fetched)
    assert not any(b"secret" in piece for piece in world.sent)


# ------------------------------------------------------------------ what the user sends to a host of his own

KEY = {"law.example": HostOptions(headers={"Authorization": "Bearer secret"})}


def test_headers_of_a_host_go_to_that_host():
    world = World(PRIVATE_MIRROR, {"93.184.216.34": [reply(200)]})
    assert isinstance(world.ask("https://law.example/a", hosts=KEY), Fetched)
    assert any(b"Authorization: Bearer secret" in piece for piece in world.sent)


def test_headers_of_a_host_do_not_follow_a_redirect():
    names = {"law.example": ["93.184.216.34"], "other.example": ["93.184.216.35"]}
    away = reply(302, b"", "Location: https://other.example/")
    world = World(names, {"93.184.216.34": [away], "93.184.216.35": [reply(200)]})
    assert isinstance(world.ask("https://law.example/", hosts=KEY), Fetched)
    assert [b"secret" in piece for piece in world.sent if piece] == [True, False]


def test_headers_of_a_host_do_not_follow_a_remap():
    world = World(PRIVATE_MIRROR, {"10.5.5.5": [reply(200)]})
    rule = remap(r"^https://law\.example/", "https://mirror.corp/")
    assert isinstance(world.ask("https://law.example/a", remap=rule, hosts=KEY), Fetched)
    assert not any(b"secret" in piece for piece in world.sent)


def test_headers_of_a_host_are_not_sent_in_the_clear_because_an_article_says_http():
    world = World(PRIVATE_MIRROR, {"93.184.216.34": [reply(200)]})
    assert isinstance(world.ask("http://law.example/a", hosts=KEY), Fetched)
    assert not any(b"secret" in piece for piece in world.sent)


def test_headers_of_a_mirror_go_where_the_remap_says():
    world = World(PRIVATE_MIRROR, {"10.5.5.5": [reply(200)]})
    rule = remap(r"^https://law\.example/", "http://mirror.corp/")
    own = {"mirror.corp": HostOptions(headers={"Authorization": "Bearer mirror"})}
    assert isinstance(world.ask("https://law.example/a", remap=rule, hosts=own), Fetched)
    assert any(b"Bearer mirror" in piece for piece in world.sent)


def test_a_megabyte_of_address_is_not_sent():
    world = World(PRIVATE_MIRROR, {"93.184.216.34": [reply(200)]})
    assert isinstance(world.ask("http://law.example/" + "a" * 1_000_000), Unverified)
    assert world.connected == []


@pytest.mark.parametrize(
    "wait", ["9" * 400, "-1", "1e9", "Fri, 31 Dec 9999 23:59:59 -2359", "Mon, 01 Jan 99999 00:00:00 GMT", "٣"]
)
def test_a_server_cannot_make_a_run_wait(wait):
    header = f"Retry-After: {wait}".encode().decode("latin-1")
    world = World(PRIVATE_MIRROR, {"93.184.216.34": [reply(429, b"", header)]})
    source = world.ask("http://law.example/")
    assert source.reason == "rate-limited"


# ------------------------------------------------------------------ the register's query


def test_nothing_of_an_article_gets_into_a_query():
    from srclint.source.register import _batches, _values

    hostile = [
        '32016R0679" } DROP',
        "32016R0679>",
        "32016R0679\n",
        "32016R0679\\",
        '3"',
        "32016R0679 }",
        "32016R{x}",
    ]
    assert _batches(hostile) == []
    assert not any(
        sign in _values([*hostile, "32016R0679"]).split("{", 1)[1] for sign in ("DROP", "\\", "\n", "x}")
    )
