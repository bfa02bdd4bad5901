"""No packet leaves for an address that was not judged: proven with a resolver and a connector of our own."""

from __future__ import annotations

import re

import pytest

from srclint.legal.identifiers.safety import unsafe_name
from srclint.model import Document, Fetched, Unverified
from srclint.source.guard import judge_address, judge_url
from srclint.source.lookup import Lookup, LookupOptions, LookupRequest

PRIVATE = [
    "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "0.0.0.0",
    "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.192", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "fec0::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "2002:0a00:0001::", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    "192.0.0.8", "192.0.0.1", "192.0.0.200", "3fff::1", "3fff:fff::1", "5f00::1", "64:ff9b:1::1",
    "100::1", "2001:db8::1", "nonsense",
]  # fmt: skip
PUBLIC = [
    "8.8.8.8",
    "93.184.216.34",
    "2606:4700:4700::1111",
    "::ffff:8.8.8.8",
    "158.169.1.1",
    "192.0.0.9",
    "192.0.0.10",
    "2a01::1",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses(address):
    assert judge_address(address) is not None


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address):
    assert judge_address(address) is None


METADATA = {"100.100.100.200", "168.63.129.16"}


@pytest.mark.parametrize("address", [*PRIVATE, *PUBLIC])
def test_both_judges_say_the_same_of_an_address(address):
    """What the reader calls an unsafe link is what is never connected to, clouds' own servers aside."""
    if address not in METADATA | {"nonsense"}:
        assert (unsafe_name(address) is None) == (judge_address(address) is None)


REFUSED = [
    "http://127.0.0.1/", "http://localhost/", "http://LOCALHOST./x", "http://a.localhost/", "http://printer.local/",
    "http://metadata.google.internal/",
    "http://2130706433/", "http://0x7f000001/", "http://0x7f.1/", "http://0177.0.0.1/",
    "http://127.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[fe80::1%25eth0]/", "http://10.0.0.1:8080/x",
    "ftp://example.org/", "file:///etc/passwd", "javascript:alert(1)", "gopher://example.org/", "//example.org/",
    "example.org",
    "http://user@example.org/", "https://user:pw@example.org/", "https://:@example.org/", "http:///path",
    "http://[::1", "http://a:99999/",
    "http://exa mple.org/", "http://example.org/\r\nX: y", "",
]  # fmt: skip


@pytest.mark.parametrize("url", REFUSED)
def test_refused_as_written(url):
    assert judge_url(url) is not None


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://8.8.8.8/",
        "https://bücher.example/ä",
        "http://example.org:8080/a?b#c",
        "https://1.1.1.1.example.org/",
    ],
)
def test_allowed_as_written(url):
    assert judge_url(url) is None


def test_permission_does_not_cover_schemes_and_credentials():
    assert judge_url("http://127.0.0.1/", allow_private=True) is None
    assert judge_url("file:///etc/passwd", allow_private=True) is not None
    assert judge_url("http://a:b@127.0.0.1/", allow_private=True) is not None


class Wire:
    """Resolves names by a table and connects nowhere."""

    def __init__(self, **names):
        self.names = {name.replace("_", "."): addresses for name, addresses in names.items()}
        self.connected = []

    def resolver(self, host, port):
        answer = self.names[host]
        return answer.pop(0) if answer and isinstance(answer[0], list) else answer

    async def connector(self, address, port, timeout):
        self.connected.append(address)
        raise OSError("no wire")

    def ask(self, url, **options):
        base = {"attempts": 1, "robots": False} | options
        document = Document(f"url:{url}", url)
        with Lookup(LookupOptions(**base), resolver=self.resolver, connector=self.connector) as lookup:
            return lookup.run([LookupRequest(document, (url,))])[document.id]


@pytest.mark.parametrize("url", REFUSED)
def test_nothing_is_sent_to_what_is_refused_as_written(url):
    wire = Wire()
    source = wire.ask(url)
    assert (type(source), source.reason, wire.connected) == (Unverified, "unsafe", [])


@pytest.mark.parametrize("address", [a for a in PRIVATE if a != "nonsense"])
def test_nothing_is_sent_to_a_name_that_leads_to_a_private_address(address):
    wire = Wire(evil_example=[address])
    source = wire.ask("https://evil.example/")
    # Where a name leads from here (a company's own DNS) is nothing against the article.
    assert (source.reason, wire.connected) == ("private-network", [])
    assert "evil.example leads to" in source.evidence
    assert "--allow-private" in source.evidence


def test_a_name_that_the_rules_for_names_do_not_know_is_no_danger():
    wire = Wire()
    assert (wire.ask("http://\u2603.example/").reason, wire.connected) == ("unreadable-address", [])


def test_one_private_address_among_public_ones_is_enough():
    wire = Wire(evil_example=["93.184.216.34", "10.0.0.1"])
    assert wire.ask("http://evil.example/").reason == "private-network"
    assert wire.connected == []


def test_the_address_that_was_judged_is_the_one_connected_to():
    # A name that answers otherwise the second time (DNS rebinding) is not asked a second time.
    wire = Wire(evil_example=[["93.184.216.34"], ["127.0.0.1"]])
    source = wire.ask("http://evil.example/", attempts=2, backoff=0.0)
    assert source.reason == "network"
    assert set(wire.connected) == {"93.184.216.34"}


def test_the_wire_is_used_where_it_may_be():
    wire = Wire(good_example=["93.184.216.34", "2606:4700:4700::1111"])
    assert wire.ask("http://good.example/").reason == "network"
    assert wire.connected == ["93.184.216.34", "2606:4700:4700::1111"]


def test_robots_are_behind_the_same_guard():
    wire = Wire(evil_example=["192.168.0.1"])
    assert wire.ask("http://evil.example/page", robots=True).reason == "private-network"
    assert wire.connected == []


def test_a_redirect_is_judged_by_the_address_behind_its_name(kit):
    kit.server.routes["/w/"] = kit.reply(302, b"", "Location: http://inside.example/")
    seen = []

    def resolver(host, port):
        return {"inside.example": ["10.9.8.7"], "127.0.0.1": ["127.0.0.1"]}[host]

    async def connector(address, port, timeout):
        from srclint.source.network import connect

        seen.append(address)
        assert address == "127.0.0.1"
        return await connect(address, port, timeout)

    source = kit.one(kit.page("https://w.test/p"), resolver=resolver, connector=connector)
    assert (source.reason, set(seen)) == ("private-network", {"127.0.0.1"})


class TestRemap:
    def test_only_what_the_remap_produced_is_trusted(self, kit):
        kit.server.routes["/w/"] = kit.reply(200, b"<html>Hello</html>")
        assert isinstance(kit.one(kit.page("https://w.test/p")), Fetched)
        assert kit.one(kit.page(f"{kit.server.url}/w/p")).reason == "unsafe"

    def test_the_url_as_written_is_judged_first(self, kit):
        kit.server.routes["/"] = kit.reply(200, b"hello")
        rules = ((re.compile(r"^http://10\.0\.0\.1/"), kit.server.url + "/"),)
        assert kit.one(kit.page("http://10.0.0.1/x"), remap=rules).reason == "unsafe"
        assert kit.server.seen == []

    def test_each_hop_is_remapped(self, kit):
        kit.server.routes["/w/a"] = kit.reply(301, b"", "Location: https://v.test/b")
        kit.server.routes["/v/b"] = kit.reply(200, b"<html>Hello</html>")
        source = kit.one(kit.page("https://w.test/a"))
        assert (source.fetched_from, kit.server.paths()) == ("https://v.test/b", ["/w/a", "/v/b"])

    def test_a_mirror_may_redirect_within_itself(self, kit):
        kit.server.routes["/a"] = kit.reply(302, b"", "Location: /b")
        kit.server.routes["/b"] = kit.reply(200, b"<html>Hello</html>")
        rules = ((re.compile(r"^https://one\.example/a$"), f"{kit.server.url}/a"),)
        source = kit.one(kit.page("https://one.example/a"), remap=rules)
        assert (type(source), source.fetched_from) == (Fetched, "https://one.example/b")

    @pytest.mark.parametrize("replacement", [r"{url}/\1/\2", "{url}/$1/${{2}}"])
    def test_groups_in_both_spellings(self, kit, replacement):
        kit.server.routes["/x/y"] = kit.reply(200, b"<html>Hello</html>")
        rules = ((re.compile(r"^https://(\w+)\.example/(\w+)"), replacement.format(url=kit.server.url)),)
        assert isinstance(kit.one(kit.page("https://x.example/y"), remap=rules), Fetched)

    def test_a_remap_to_another_scheme_is_refused(self, kit):
        rules = ((re.compile(r"^https://one\.example"), "file:///etc"),)
        source = kit.one(kit.page("https://one.example/passwd"), remap=rules)
        assert (source.reason, "A remap leads to file:///etc/passwd" in source.evidence) == ("remap", True)

    def test_a_remap_of_a_found_file_opens_nothing_and_is_nothing_against_the_article(self):
        wire = Wire(mirror_example=["10.5.5.5"])
        for place, reason in (("http://10.5.5.5", "remap"), ("http://mirror.example", "private-network")):
            rules = ((re.compile(r"^https://one\.example"), place),)
            source = wire.ask("https://one.example/p", remap=rules, trust_remap=False)
            assert (source.reason, wire.connected) == (reason, [])


def test_a_proxy_of_the_environment_is_used_and_may_be_private(kit, monkeypatch):
    def proxy(server, seen, sock):
        return kit.reply(200, b"<html>by proxy " + seen.path.encode() + b"</html>")

    kit.server.routes["http://far.example/"] = proxy
    monkeypatch.setenv("http_proxy", kit.server.url)
    monkeypatch.setenv("no_proxy", "near.example")
    source = kit.one(
        kit.page("http://far.example/p"),
        robots=False,
        resolver=lambda h, p: ["127.0.0.1"] if h == "127.0.0.1" else [],
    )
    assert isinstance(source, Fetched), source
    assert kit.server.paths() == ["http://far.example/p"]
    assert kit.one(kit.page("http://10.0.0.1/p"), robots=False).reason == "unsafe"
