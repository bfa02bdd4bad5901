"""Where an answer is read makes no difference to what is read."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from srclint.model import Fetched, Outline
from srclint.source import desk as desks
from srclint.source.desk import Desk
from srclint.source.lookup import _default_reader

pytestmark = [
    pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="helpers need a second processor"),
    # From Python 3.12 on: the servers of these tests are threads of the process that forks.
    pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning"),
]


def page(n: int, words: int = 30) -> bytes:
    return (
        f"<html lang='en'><head><title>Page {n}</title></head><body><main><h1 id='top'>Page {n}</h1>"
        + "<p>The keeper shall keep the records of the register for five years.</p>" * words
        + "</main></body></html>"
    ).encode()


def read(desk: Desk, pages: list[bytes]) -> list[object]:
    async def work():
        return await asyncio.gather(*(desk.read(p, content_type="text/html", url=None) for p in pages))

    try:
        return asyncio.run(work())
    finally:
        desk.close()


@pytest.fixture
def helped():
    desk = Desk(_default_reader, helpers=True)
    desk.expect(desks._MANY)
    assert desk._pool is not None
    yield desk
    desk.close()


PAGES = [page(n) for n in range(40)] + [page(99, words=3000), b"", b"\0\0", b"<html", b"plain words"]


def test_helpers_read_the_same(helped):
    alone = Desk(_default_reader, helpers=False)
    alone.expect(10_000)
    assert alone._pool is None
    there, here = read(helped, PAGES), read(alone, PAGES)
    assert there == here
    assert sum(isinstance(one, Outline) for one in there) == 42


def test_few_documents_call_for_no_helper():
    desk = Desk(_default_reader, helpers=True)
    desk.expect(desks._MANY - 1)
    assert desk._pool is None


def test_what_a_helper_that_dies_had_is_read_here(helped):
    async def work():
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(helped._pool, os.getpid)
        for helper in list(helped._pool._processes.values()):
            os.kill(helper.pid, signal.SIGKILL)
        reads = (helped.read(p, content_type="text/html", url=None) for p in PAGES)
        return await asyncio.gather(*reads)

    found = asyncio.run(work())
    assert sum(isinstance(one, Outline) for one in found) == 42
    assert helped._pool is None


def test_a_backlog_is_read_here(helped, monkeypatch):
    monkeypatch.setattr(desks, "_BACKLOG", 0)
    monkeypatch.setattr(helped, "_elsewhere", None)
    assert isinstance(read(helped, [page(1)])[0], Outline)


def test_many_pages_are_looked_up_with_helpers(kit):
    pages = {f"/w/{n}": page(n) for n in range(desks._MANY + 20)}
    for path, body in pages.items():
        kit.server.routes[path] = kit.reply(200, body, "Content-Type: text/html; charset=utf-8")
    kit.server.routes["/w/robots.txt"] = kit.reply(404)
    documents = [kit.page(f"https://w.test/{n}") for n in range(len(pages))]
    lookup = kit.lookup(reader=None)
    answers = lookup.run([kit.ask(document) for document in documents])
    assert lookup._online.desk._pool is not None
    assert [type(answer) for answer in answers.values()] == [Fetched] * len(pages)
    assert [answers[d.id].outline.title for d in documents] == [f"Page {n}" for n in range(len(pages))]


KILLED = """
import asyncio, os, signal, sys
from srclint.source import desk as desks
from srclint.source.lookup import _default_reader
desk = desks.Desk(_default_reader, helpers=True)
desk.expect(desks._MANY)
print(desk._pool.submit(os.getpid).result(), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_a_run_that_is_killed_leaves_no_helper(tmp_path):
    output = tmp_path / "pid"  # not a pipe: the helpers hold it too
    with output.open("w") as file:
        subprocess.run([sys.executable, "-c", KILLED], stdout=file, check=False)
    helper = int(output.read_text())
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            os.kill(helper, 0)
            if Path(f"/proc/{helper}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return  # dead, and nobody has asked after it
        except OSError:
            return
        time.sleep(0.05)
    pytest.fail("the helper lives on")
