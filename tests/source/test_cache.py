"""The cache: lifetimes, confirmation, damage, kills, and two runs at once."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srclint.model import Amendment, Fetched, Gone, Outline, Provision, Unverified
from srclint.source import codec
from srclint.source.cache import Cache, Entry
from srclint.source.manners import Clock

PAGE = b"<html><title>Page</title><p>words</p></html>"
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


class At(Clock):
    """A clock that stands where the test puts it."""

    def __init__(self, now):
        self.when = now

    def now(self):
        return self.when


def entry(id_="celex:32024R1689", **changes):
    base = {
        "language": "en",
        "state": "fetched",
        "retrieved": NOW,
        "url": "https://x.test/a",
        "status": 200,
        "sha256": "ab" * 32,
    }
    return Entry(id_, **(base | changes))


class TestLifetimes:
    def run(self, kit, tmp_path, document, days, **changes):
        lookup = kit.lookup(clock=At(NOW + dt.timedelta(days=days)), cache_dir=tmp_path, **changes)
        return lookup.run([kit.ask(document, "en")])[document.id], lookup.requests

    @pytest.mark.parametrize(
        ("which", "days", "requests"),
        [
            ("act", 179, 0), ("act", 181, 1), ("consolidated", 4000, 0), ("page", 0.9, 0), ("page", 1.1, 1),
            ("page", -3, 1),
        ],
    )  # fmt: skip
    def test_fetched(self, kit, tmp_path, which, days, requests):
        document = {"act": kit.eu("32016R0679"), "consolidated": kit.eu("02016R0679-20160504")}.get(
            which, kit.page("https://w.test/p")
        )
        kit.server.routes["/"] = kit.reply(200, PAGE)
        first, _ = self.run(kit, tmp_path, document, 0)
        again, made = self.run(kit, tmp_path, document, days)
        assert (type(first), type(again), made) == (Fetched, Fetched, requests)
        assert first.outline == again.outline
        if not requests:
            assert again == first

    def test_gone_for_an_hour(self, kit, tmp_path):
        document = kit.page("https://w.test/p")
        first, _ = self.run(kit, tmp_path, document, 0)
        again, made = self.run(kit, tmp_path, document, 0.03)
        assert (first, made) == (again, 0)
        assert isinstance(again, Gone)
        kit.server.routes["/"] = kit.reply(200, PAGE)
        assert isinstance(self.run(kit, tmp_path, document, 0.05)[0], Fetched)

    def test_failures_are_not_kept(self, kit, tmp_path):
        document = kit.page("https://w.test/p")
        kit.server.routes["/"] = kit.reply(403)
        assert isinstance(self.run(kit, tmp_path, document, 0)[0], Unverified)
        kit.server.routes["/"] = kit.reply(200, PAGE)
        assert isinstance(self.run(kit, tmp_path, document, 0)[0], Fetched)

    def test_refresh_asks_again(self, kit, tmp_path):
        document = kit.page("https://w.test/p")
        kit.server.routes["/"] = kit.reply(200, PAGE, 'ETag: "1"')
        self.run(kit, tmp_path, document, 0)
        assert self.run(kit, tmp_path, document, 0, refresh=True)[1] == 1
        assert "if-none-match" not in kit.server.seen[-1].headers

    def test_offline_takes_what_is_old_and_asks_nothing(self, kit, tmp_path):
        document = kit.page("https://w.test/p")
        kit.server.routes["/"] = kit.reply(200, PAGE)
        self.run(kit, tmp_path, document, 0)
        source, made = self.run(kit, tmp_path, document, 300, offline=True)
        assert (type(source), made) == (Fetched, 0)
        other, made = self.run(kit, tmp_path, kit.page("https://w.test/other"), 0, offline=True)
        assert (other.reason, made) == ("offline", 0)

    def test_an_old_act_is_still_the_act_while_the_register_is_down(self, kit, tmp_path):
        kit.server.routes["/"] = kit.reply(200, PAGE)
        self.run(kit, tmp_path, kit.eu("32016R0679"), 0)
        self.run(kit, tmp_path, kit.page("https://w.test/p"), 0)
        kit.server.routes["/"] = kit.reply(500)
        assert isinstance(self.run(kit, tmp_path, kit.eu("32016R0679"), 400)[0], Fetched)
        assert isinstance(self.run(kit, tmp_path, kit.page("https://w.test/p"), 400)[0], Unverified)

    def test_a_missing_language_is_remembered(self, kit, tmp_path):
        def english_only(server, seen, sock):
            return kit.reply(200, PAGE) if seen.headers["accept-language"] == "eng" else kit.reply(404)

        kit.server.routes["/cellar/"] = english_only
        for made in (2, 0):
            lookup = kit.lookup(cache_dir=tmp_path)
            assert isinstance(lookup.run([kit.ask(kit.eu("32016R0679"), "nl")])["celex:32016R0679"], Fetched)
            assert lookup.requests == made


class TestConfirmation:
    @pytest.mark.parametrize(
        ("header", "asks"),
        [
            ('ETag: "v1"', "if-none-match"),
            ("Last-Modified: Mon, 01 Jun 2026 00:00:00 GMT", "if-modified-since"),
        ],
    )
    def test_not_modified(self, kit, tmp_path, header, asks):
        def route(server, seen, sock):
            return kit.reply(304) if asks in seen.headers else kit.reply(200, PAGE, header)

        kit.server.routes["/"] = route
        document = kit.page("https://w.test/p")
        first = kit.one(document, clock=At(NOW), cache_dir=tmp_path)
        later = kit.lookup(clock=At(NOW + dt.timedelta(days=2)), cache_dir=tmp_path)
        again = later.run([kit.ask(document)])[document.id]
        assert (again.sha256, again.outline, later.requests) == (first.sha256, first.outline, 1)
        assert again.retrieved == NOW + dt.timedelta(days=2)
        third = kit.lookup(clock=At(NOW + dt.timedelta(days=2.5)), cache_dir=tmp_path)
        third.run([kit.ask(document)])
        assert third.requests == 0

    def test_not_modified_about_something_that_is_lost(self, kit, tmp_path):
        def route(server, seen, sock):
            return kit.reply(304) if "if-none-match" in seen.headers else kit.reply(200, PAGE, 'ETag: "v1"')

        kit.server.routes["/"] = route
        document = kit.page("https://w.test/p")
        kit.one(document, clock=At(NOW), cache_dir=tmp_path)
        for kind in ("bodies", "outlines"):
            for path in tmp_path.joinpath(kind).rglob("*"):
                if path.is_file():
                    path.unlink()
        source = kit.one(document, clock=At(NOW + dt.timedelta(days=2)), cache_dir=tmp_path)
        assert isinstance(source, Fetched)


class TestDamage:
    def fill(self, folder):
        cache = Cache(folder)
        cache.put(entry(sha256=sha(PAGE)), PAGE, Outline("page", text="words"))
        return cache

    def files(self, folder):
        return [p for p in sorted(folder.rglob("*")) if p.is_file() and p.name != "CACHEDIR.TAG"]

    @pytest.mark.parametrize(
        "damage",
        [b"", b"{", b"\xff\xfe\0", b"[" * 100_000, b'{"format":1}', b'{"format":1,"check":0,"entry":{}}'],
    )
    def test_any_file_may_be_damaged(self, tmp_path, damage):
        self.fill(tmp_path)
        files = self.files(tmp_path)
        assert len(files) == 3
        for path in files:
            good = path.read_bytes()
            path.write_bytes(damage)
            cache = Cache(tmp_path)
            found = cache.get("celex:32024R1689", "en")
            if found is not None:
                outline, body = cache.outline(found), cache.body(found)
                assert outline in (None, Outline("page", text="words"))
                assert body in (None, PAGE)
                assert outline is None or body is None
            assert len(cache.notes) == 1
            path.write_bytes(good)

    def test_every_changed_byte_is_noticed(self, tmp_path):
        self.fill(tmp_path)
        for path in self.files(tmp_path):
            good = path.read_bytes()
            for at in range(0, len(good), 7):
                path.write_bytes(good[:at] + bytes([good[at] ^ 0x15]) + good[at + 1 :])
                cache = Cache(tmp_path)
                found = cache.get("celex:32024R1689", "en")
                if found is not None:
                    assert found == entry(sha256=sha(PAGE))
                    assert cache.outline(found) in (None, Outline("page", text="words"))
                    assert cache.body(found) in (None, PAGE)
                if not path.exists():
                    break
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(good)

    def test_a_newer_format_is_left_aside(self, tmp_path):
        self.fill(tmp_path)
        path = next(tmp_path.joinpath("entries").rglob("*.json"))
        record = json.loads(path.read_text())
        path.write_text(json.dumps(record | {"format": 99, "entry": {"new": "shape"}}))
        cache = Cache(tmp_path)
        assert cache.get("celex:32024R1689", "en") is None
        assert "another version" in cache.notes[0]

    def test_a_file_in_the_way(self, tmp_path, kit):
        kit.server.routes["/"] = kit.reply(200, PAGE)
        folder = tmp_path / "file"
        folder.write_text("not a folder")
        lookup = kit.lookup(cache_dir=folder)
        documents = [kit.page(f"https://w.test/{i}") for i in range(9)]
        assert all(isinstance(s, Fetched) for s in lookup.run([kit.ask(d) for d in documents]).values())
        assert len(lookup.notes) <= 2
        assert any("cannot be written" in note for note in lookup.notes)

    def test_a_full_disk(self, tmp_path, kit, monkeypatch):
        from pathlib import Path

        def full(self, data):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(Path, "write_bytes", full)
        kit.server.routes["/"] = kit.reply(200, PAGE)
        lookup = kit.lookup(cache_dir=tmp_path)
        assert isinstance(
            lookup.run([kit.ask(kit.page("https://w.test/p"))])["url:https://w.test/p"], Fetched
        )
        assert lookup.notes == (
            "The cache cannot be written (No space left on device); the run goes on without it.",
        )

    def test_another_document_in_its_place(self, tmp_path):
        cache = self.fill(tmp_path)
        path = next(tmp_path.joinpath("entries").rglob("*.json"))
        other = cache._path("entries", __import__("hashlib").sha256(b"celex:1\nen").hexdigest(), ".json")
        other.parent.mkdir(parents=True, exist_ok=True)
        path.rename(other)
        assert cache.get("celex:1", "en") is None


def sha(data):
    import hashlib

    return hashlib.sha256(data).hexdigest()


class TestHousekeeping:
    def test_info_and_clean(self, tmp_path):
        cache = Cache(tmp_path)
        assert (cache.info().entries, cache.clean()) == (0, 0)
        for i in range(4):
            body = PAGE + bytes([i // 2])  # two documents share a body
            when = NOW - dt.timedelta(days=100 * (i % 2))
            cache.put(
                entry(f"url:https://x.test/{i}", sha256=sha(body), retrieved=when),
                body,
                Outline("page", text=str(i)),
            )
        info = cache.info()
        assert (info.entries, info.bodies) == (4, 2)
        assert info.size > 500
        assert [e.id[-1] for e in cache.entries()] == ["0", "1", "2", "3"]
        assert cache.clean(older_than=NOW - dt.timedelta(days=50)) == 2
        assert (cache.info().entries, cache.info().bodies) == (2, 2)
        kept = cache.get("url:https://x.test/2", "en")
        assert cache.outline(kept) == Outline("page", text="2")
        (tmp_path / "mine.txt").write_text("stays")
        assert cache.clean() == 2
        left = [p.name for p in sorted(tmp_path.rglob("*")) if p.is_file()]
        assert left == ["CACHEDIR.TAG", "mine.txt"]


# Writers are forked from one process that has read the program: each line of its standard input asks for one.
WRITERS = """
import sys, os, signal, datetime as dt, hashlib
from srclint.model import Outline
from srclint.source.cache import Cache, Entry
from pathlib import Path
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
for line in sys.stdin:
    if not os.fork():
        break
else:
    sys.exit()
cache = Cache(Path(sys.argv[1])); who = line.strip()
print(os.getpid(), flush=True)
for i in range(10**6):
    n = i % 20
    body = (f"{n} " * 30000).encode()
    sha = hashlib.sha256(body).hexdigest()
    now = dt.datetime.now(dt.UTC)
    found = Entry(f"url:{n}", "", "fetched", now, f"https://{who}", 200, sha)
    cache.put(found, body, Outline("page", text=str(n) * 2000))
    cache.clean(older_than=now - dt.timedelta(days=1)) if i % 50 == 49 else None
"""


def whole(folder):
    """Every answer that can be read is right; returns how many there are."""
    cache = Cache(folder)
    number = 0
    for found in cache.entries():
        n = int(found.id.removeprefix("url:"))
        assert found.sha256 == sha((f"{n} " * 30000).encode())
        outline, body = cache.outline(found), cache.body(found)
        assert outline is None or outline.text == str(n) * 2000
        assert body is None or sha(body) == found.sha256
        number += 1
    assert cache.notes == []
    return number


def test_killed_at_random_and_two_at_once(tmp_path):
    """Two writers share the cache; one of them is killed again and again, fifty times in all."""
    chance = random.Random(20261123)
    nursery = subprocess.Popen(
        [sys.executable, "-c", WRITERS, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def start(who):
        nursery.stdin.write(f"{who}\n")
        nursery.stdin.flush()
        return int(nursery.stdout.readline())

    steady = start("steady")
    try:
        for _ in range(5):
            for victim in [start(f"victim{i}") for i in range(10)]:
                time.sleep(chance.uniform(0.0, 0.02))
                os.kill(victim, signal.SIGKILL)
            assert whole(tmp_path) > 0
        deadline = time.monotonic() + 60
        while whole(tmp_path) < 20:  # on a busy machine the steady writer may not have come round yet
            assert time.monotonic() < deadline
        os.kill(steady, 0)  # it lives: none of the killed took it along
    finally:
        os.kill(steady, signal.SIGKILL)
        nursery.communicate()
    assert whole(tmp_path) == 20


TEXT = st.text(alphabet=st.characters(codec="utf-8"), max_size=60)
PROVISIONS = st.builds(
    Provision, path=TEXT, heading=st.none() | TEXT, text=TEXT, anchor=st.none() | TEXT,
    modified_by=st.lists(TEXT, max_size=2).map(tuple),
)  # fmt: skip


class TestCodec:
    @settings(max_examples=60, deadline=None)
    @given(
        st.builds(
            Outline, format=TEXT, title=st.none() | TEXT, language=st.none() | TEXT, celex=st.none() | TEXT, text=TEXT,
            version=st.none() | st.dates(), provisions=st.lists(PROVISIONS, max_size=8).map(tuple),
            anchors=st.frozensets(TEXT, max_size=5), pages=st.none() | st.integers(0, 900),
            partial=st.frozensets(TEXT, max_size=2),
            skeleton=st.booleans(), sections=st.lists(PROVISIONS, max_size=3).map(tuple),
            amendments=st.lists(st.builds(Amendment, TEXT, TEXT, st.none() | st.dates()), max_size=3).map(tuple),
        )
    )  # fmt: skip
    def test_there_and_back(self, outline):
        assert codec.load(codec.dump(outline)) == outline

    def test_no_field_is_forgotten(self):
        """A field that is added to the model has to be added to the codec, and its format counted up."""
        assert [f.name for f in dataclasses.fields(Provision)] == [
            "path",
            "heading",
            "text",
            "modified_by",
            "anchor",
        ]
        assert {f.name for f in dataclasses.fields(Outline)} == {
            "format", "title", "language", "celex", "version", "provisions", "anchors", "text", "pages", "partial",
            "skeleton", "sections", "amendments",
        }  # fmt: skip

    def test_nested_texts_are_stored_once(self):
        long = "1. " + "The provider shall do so. " * 40 + "2. " + "The deployer shall not. " * 40
        parts = [
            Provision("art_1", None, long),
            Provision("art_1.par_1", None, long[:1000]),
            Provision("art_1.par_2", None, long[1100:]),
        ]
        outline = Outline("oj-html", provisions=tuple(parts))
        assert codec.load(codec.dump(outline)) == outline
        assert len(codec.dump(outline)) < 1.3 * len(long)

    @settings(max_examples=50, deadline=None)
    @given(st.binary(max_size=200))
    def test_anything_else_is_a_value_error(self, data):
        with pytest.raises(ValueError):
            codec.load(data)
