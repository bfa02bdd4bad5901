"""A small world on 127.0.0.1 that answers as EUR-Lex, Cellar and a Commission page do.

srclint reaches it by ``--remap``: ``https://HOST/PATH`` becomes ``http://127.0.0.1:PORT/HOST/PATH``, so
no request leaves the machine whatever an article cites. The small acts are written here, in the
real shapes; real ones are added from a folder of real sources where there is one.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from click.testing import CliRunner, Result

from srclint.cli import main
from srclint.source.data import hosts_data

CELLAR = "publications.europa.eu"
LANGUAGES = {"eng": "EN", "nld": "NL", "fra": "FR", "deu": "DE"}
CHALLENGE = "<html><head><script>window.gokuProps = {};</script></head><body>challenge.js</body></html>"


def oj_act(number: str, title: str, articles: dict[int, list[str]], *, recitals: int = 0) -> bytes:
    """An act in the shape of the Official Journal's XHTML: article -> its paragraphs."""
    out = [
        '<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head>',
        f'<title>L_{number}EN.000101.fmx.xml</title></head><body><p class="oj-hd-lg">EN</p>',
        f'<div class="eli-container"><div class="eli-main-title" id="tit_1"><p class="oj-doc-ti">{title}</p></div>',
        '<div class="eli-subdivision" id="pbl_1"><p class="oj-normal">Whereas:</p>',
    ]
    out.extend(
        f'<div class="eli-subdivision" id="rct_{n}"><table><tbody><tr><td><p class="oj-normal">({n})</p></td>'
        f'<td><p class="oj-normal">Recital {n} gives a reason.</p></td></tr></tbody></table></div>'
        for n in range(1, recitals + 1)
    )
    out.append('</div><div class="eli-subdivision" id="enc_1"><div id="cpt_I">')
    out.append('<p class="oj-ti-section-1">CHAPTER I</p>')
    for n, paragraphs in articles.items():
        out.append(f'<div class="eli-subdivision" id="art_{n}"><p class="oj-ti-art">Article {n}</p>')
        out.append(f'<div class="eli-title" id="art_{n}.tit_1"><p class="oj-sti-art">Matter {n}</p></div>')
        if len(paragraphs) == 1:
            out.append(f'<p class="oj-normal">{paragraphs[0]}</p>')
        else:
            for m, words in enumerate(paragraphs, 1):
                out.append(
                    f'<div id="{n:03}.{m:03}"><p class="oj-normal">{m}.\u00a0\u00a0\u00a0{words}</p></div>'
                )
        out.append("</div>")
    out.append("</div></div></div></body></html>")
    return "".join(out).encode()


def consolidated_act(
    celex: str,
    title: str,
    articles: dict[str, dict[str, str]],
    *,
    amended: dict[str, tuple[str, str, str]],
) -> bytes:
    """A consolidated text in the newest shape: article -> number of the paragraph -> its words.

    ``amended`` is what the head lists: mark -> (CELEX, title, day of its Official Journal). Words that
    begin with a mark (``M1 ...``) bear it; a paragraph without a number has the key "".
    """
    number, day = celex[1:].split("-")
    date = f"{day[6:]}.{day[4:6]}.{day[:4]}"
    rows = "".join(
        f'<tr><td><p class="arrow"><a href="#" title="{act}">\u25ba{mark}</a></p></td>'
        f'<td><p class="title-fam-member-star"><a href="#" title="{act}">{name}</a></p></td>'
        f'<td><p class="toc-1">L 1</p></td><td><p class="toc-2">1</p></td>'
        f'<td><p class="toc-2">{published}</p></td></tr>'
        for mark, (act, name, published) in amended.items()
    )
    out = [
        f"<html><head><title>Consolidated TEXT: 3{number} \u2014 EN \u2014 {date}</title></head><body>",
        f'<p class="reference">0{number} \u2014 EN \u2014 {date} \u2014 001.001</p>',
        f'<p class="hd-modifiers">Amended by:</p><table>{rows}</table><div class="eli-container">',
        '<p class="arrow"><a>\u25bcB</a></p><div class="eli-main-title" id="tit_1">',
        f'<p class="title-doc-first">{title}</p>',
        '</div><div id="cpt_I"><p class="title-division-1">CHAPTER I</p>',
    ]
    for n, paragraphs in articles.items():
        out.append(
            f'<div class="eli-subdivision" id="art_{n}"><p class="title-article-norm">Article {n}</p>'
            f'<div class="eli-title" id="art_{n}.tit_1"><p class="stitle-article-norm">Matter {n}</p></div>'
        )
        for m, text in paragraphs.items():
            mark, words = text.split(" ", 1) if re.match(r"[MC]\d ", text) else ("B", text)
            out.append(f'<p class="modref"><a href="#">\u25bc{mark}</a></p>')
            out.append(
                f'<div class="norm"><span class="no-parag">{m}.</span>'
                f'<div class="norm inline-element">{words}</div></div>'
                if m
                else f'<p class="norm">{words}</p>'
            )
        out.append("</div>")
    out.append("</div></div></body></html>")
    return "".join(out).encode()


PAGE = """<!doctype html><html lang="en"><head>
<title>European AI Office | Shaping Europe's digital future</title></head>
<body><header><nav>Home</nav></header><main><h1 class="ecl-page-header__title">European AI Office</h1>
<p id="tasks">The office coordinates the implementation of the rules on artificial intelligence in all Member States
and supervises the providers of general-purpose models. It draws up codes of practice with them.</p>
<p>It also supports the authorities of the Member States, and publishes guidelines on the rules. More than two hundred
people work there, among them engineers, lawyers and economists, in six units and with two advisers.</p></main>
</body></html>"""
NOT_FOUND = """<!doctype html><html lang="en"><head>
<title>Page not found | Shaping Europe's digital future</title></head>
<body><main><h1>Page not found</h1><p>The page that you requested was not found. You may have followed an outdated link
or mistyped the address.</p></main></body></html>"""


@dataclass
class World:
    """What the servers hold: acts by CELEX and language, pages by address, versions by act."""

    port: int
    acts: dict[tuple[str, str], bytes] = field(default_factory=dict)
    pages: dict[str, tuple[int, str]] = field(default_factory=dict)
    versions: dict[str, list[str]] = field(default_factory=dict)
    metadata: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    sparql: str = "answers"
    redirects: dict[str, tuple[int, str]] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    silent: set[str] = field(default_factory=set)
    not_found: str = NOT_FOUND
    release: threading.Event = field(default_factory=threading.Event)

    @property
    def remap(self) -> str:
        return rf"^https?://(?!127\.0\.0\.1)([^/]+)/?(.*)$ http://127.0.0.1:{self.port}/\1/\2"

    def add_real(self, sources: Path) -> None:
        """The real documents of a folder laid out like shared/sources."""
        for celex, language, name in [
            ("32024R1689", "EN", "EN.cellar.xhtml"),
            ("02024R1689-20260727", "EN", "EN.html"),
            ("32016R0679", "EN", "EN.html"),
            ("32022R2065", "EN", "EN.cellar.xhtml"),
        ]:
            self.acts[celex, language] = (sources / celex / name).read_bytes()
        self.versions["32024R1689"] = ["02024R1689-20260727"]
        self.versions["32016R0679"] = []
        self.versions["32022R2065"] = []

    # ------------------------------------------------------------------ answers

    def answer(self, target: str, accept_language: str) -> tuple[int, dict[str, str], bytes]:
        host, _, rest = target.lstrip("/").partition("/")
        self.requests.append(f"{host}/{rest}")
        path = urlsplit(f"/{rest}")
        address = f"https://{host}/{rest}"
        if host in self.silent:
            self.release.wait(20)
            return 503, {}, b""
        if address in self.redirects:
            status, location = self.redirects[address]
            return status, {"Location": location}, b""
        if host == CELLAR:
            return self._cellar(path.path, path.query, accept_language)
        if host == "eur-lex.europa.eu":
            return 202, {"x-amzn-waf-action": "challenge", "Content-Type": "text/html"}, b""
        status, body = self.pages.get(address, (404, "<title>404</title>"))
        return status, {"Content-Type": "text/html; charset=utf-8"}, body.encode()

    def _cellar(self, path: str, query: str, accept_language: str) -> tuple[int, dict[str, str], bytes]:
        if path == "/webapi/rdf/sparql":
            return self._sparql(parse_qs(query)["query"][0])
        match = re.fullmatch(r"/resource/celex/(.+)", unquote(path))
        if match:
            language = LANGUAGES.get(accept_language.split(",")[0].strip())
            if language is None:
                return 400, {}, b"Accept-Language is missing"
            if (match[1], language) not in self.acts:
                return 404, {"Content-Type": "text/html"}, b"<h1>404 Not Found</h1>"
            return 303, {"Location": f"http://{CELLAR}/resource/cellar/{match[1]}.{language}/DOC_1"}, b""
        match = re.fullmatch(r"/resource/cellar/(.+)\.([A-Z]{2})/DOC_1", unquote(path))
        if match and (match[1], match[2]) in self.acts:
            return 200, {"Content-Type": "application/xhtml+xml;charset=UTF-8"}, self.acts[match[1], match[2]]
        return 404, {"Content-Type": "text/html"}, b"<h1>404 Not Found</h1>"

    def _sparql(self, query: str) -> tuple[int, dict[str, str], bytes]:
        if self.sparql != "answers":
            return 200, {"Content-Type": "text/plain"}, b"Virtuoso 37000 Error SP030: SPARQL compiler"
        rows = []
        for celex in dict.fromkeys(re.findall(r'"([^"^]+)"', query)):
            if not any(known == celex for known, _ in self.acts) and celex not in self.versions:
                continue
            if "?version" in query:
                rows += [{"celex": celex, "version": version} for version in self.versions.get(celex, [])]
                rows += [] if self.versions.get(celex) else [{"celex": celex}]
            elif "?inforce" in query and celex in self.metadata:
                rows += [{"celex": celex, **row} for row in self.metadata[celex]]
            else:
                rows.append({"w": f"urn:{celex}", "celex": celex})
        bindings = [
            {name: {"type": "literal", "value": value} for name, value in row.items()} for row in rows
        ]
        body = json.dumps({"head": {"vars": []}, "results": {"bindings": bindings}})
        return 200, {"Content-Type": "application/sparql-results+json"}, body.encode()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    world: World

    def do_GET(self) -> None:
        status, headers, body = self.world.answer(self.path, self.headers.get("Accept-Language", ""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_HEAD = do_GET  # noqa: N815 - the name that the base class looks for

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep the test's output clean."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is part of the tests."""


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, read_once: None) -> Iterator[World]:
    """The servers, with two small acts and the Commission's page.

    They are our own and are asked as fast as they answer; how far apart a stranger's host is asked is
    held by the tests of the look-up.
    """
    unhurried = {**hosts_data(), "limits": {"*": {"concurrency": 2, "interval": 0.0}}}
    monkeypatch.setattr("srclint.source.manners.hosts_data", lambda: unhurried)
    handler = type("Handler", (_Handler,), {})
    server = _Server(("127.0.0.1", 0), handler)
    it = World(server.server_address[1])
    handler.world = it
    it.acts["32030R9001", "EN"] = oj_act(
        "203009001",
        "Regulation (EU) 2030/9001 of the European Parliament and of the Council on the keeping of small records",
        {
            1: ["This Regulation lays down rules on small records, for every keeper in the Union."],
            2: [
                "Keepers shall keep records for 5 years.",
                "Records shall be legible.",
                "Records may be kept on paper.",
            ],
            3: ["The fine shall not exceed EUR 12 000.", "It shall be at most 2 % of turnover."],
        },
        recitals=4,
    )
    it.versions["32030R9001"] = []
    it.pages["https://digital-strategy.ec.europa.eu/en/policies/ai-office"] = (200, PAGE)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield it
    it.release.set()
    server.shutdown()
    server.server_close()


@dataclass
class Run:
    """``srclint`` in a folder of its own."""

    folder: Path

    def __call__(self, *arguments: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, list(arguments), input=stdin, catch_exceptions=False)

    def write(self, name: str, text: str | bytes) -> Path:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def json(self, *arguments: str) -> dict[str, object]:
        result = self("check", *arguments, "--output-format", "json", "--exit-zero", "-q")
        assert result.exit_code == 0, result.output
        return dict(json.loads(result.stdout))


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SRCLINT_CACHE_DIR", str(tmp_path / "cache"))
    for name in ("NO_COLOR", "FORCE_COLOR", "SRCLINT_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return Run(folder)
