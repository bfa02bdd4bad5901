"""A look-up through a proxy, with no server at all: what httpx would have sent; that nothing else needs a network."""

from __future__ import annotations

import subprocess
import sys

import httpx
import pytest

from srclint.model import Fetched, Gone, Unverified
from srclint.source.lookup import HostOptions, Lookup, LookupOptions

CELLAR = "https://publications.europa.eu"
ACT = """<html xmlns="http://www.w3.org/1999/xhtml"><head><title>L_2030</title></head><body>
<p class="oj-hd-lg">EN</p><div class="eli-container"><div class="eli-main-title" id="tit_1">
<p class="oj-doc-ti">Regulation (EU) 2030/9001 on the keeping of small records</p></div>
<div class="eli-subdivision" id="art_1"><p class="oj-ti-art">Article 1</p>
<p class="oj-normal">Keepers shall keep records for five years in every Member State.</p></div></div></body></html>"""
PAGE = """<!doctype html><html lang="en"><head><title>Guidelines on records</title></head><body><main>
<h1>Guidelines on records</h1><p id="term">The records are kept for five years by every keeper, in paper or in
another form that can be read by the authorities of the Member States.</p></main></body></html>"""


@pytest.fixture
def lookup(monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("all_proxy", "http://proxy.example:3128")

    def unused(*_):
        raise AssertionError("no name is resolved and no connection is opened")

    options = LookupOptions(
        hosts={"*": HostOptions(interval=0.0)}, attempts=1, contact="https://example.org/me"
    )
    with Lookup(options, resolver=unused, connector=unused) as made:
        yield made


def test_an_act_and_a_page(kit, lookup, httpx_mock):
    httpx_mock.add_response(
        url=f"{CELLAR}/resource/celex/32030R9001",
        status_code=303,
        headers={"Location": "/resource/cellar/a.0006.01/DOC_1"},
    )
    httpx_mock.add_response(
        url=f"{CELLAR}/resource/cellar/a.0006.01/DOC_1",
        headers={"Content-Type": "application/xhtml+xml"},
        text=ACT,
    )
    httpx_mock.add_response(url="https://guidelines.example/robots.txt", status_code=404)
    httpx_mock.add_response(
        url="https://guidelines.example/records", html=PAGE, headers={"Set-Cookie": "a=b"}
    )
    httpx_mock.add_response(url="https://guidelines.example/old", status_code=410)
    act, page, old = (
        kit.eu("32030R9001"),
        kit.page("https://guidelines.example/records"),
        kit.page("https://guidelines.example/old"),
    )
    answers = lookup.run([kit.ask(document, "en") for document in (act, page, old)])

    assert isinstance(answers[act.id], Fetched)
    assert [p.path for p in answers[act.id].outline.provisions] == ["art_1"]
    assert isinstance(answers[page.id], Fetched)
    assert "term" in answers[page.id].outline.anchors
    assert isinstance(answers[old.id], Gone)
    sent = httpx_mock.get_requests()
    assert lookup.requests == len(sent) == 5
    assert kit.server.seen == []
    for request in sent:
        assert request.method == "GET"
        assert request.headers["User-Agent"].endswith("(+https://example.org/me)")
        assert request.headers["Accept-Encoding"] == "gzip, deflate"
        assert "Cookie" not in request.headers
    assert all(r.headers["Accept-Language"].startswith("eng") for r in sent if r.url.host in CELLAR)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (httpx.ConnectTimeout("slow"), "timeout"),
        (httpx.ReadTimeout("slow"), "timeout"),
        (httpx.PoolTimeout("full"), "timeout"),
        (httpx.RemoteProtocolError("nonsense"), "network"),
        (httpx.ReadError("broken"), "network"),
        (httpx.ProxyError("403"), "network"),
        (httpx.UnsupportedProtocol("what"), "network"),
        (ConnectionRefusedError(), "network"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else value,
)
def test_what_fails_on_the_way_is_not_checked(kit, lookup, httpx_mock, error, reason):
    httpx_mock.add_exception(error, is_reusable=True)
    document = kit.page("https://guidelines.example/records")
    answer = lookup.run([kit.ask(document)])[document.id]
    assert isinstance(answer, Unverified)
    assert answer.reason == reason


CHILD = """
import sys
from click.testing import CliRunner
from srclint.cli import main
result = CliRunner().invoke(main, sys.argv[1:], catch_exceptions=False)
assert result.exit_code == 0, result.output
print(sorted(name for name in ("httpx", "httpcore", "ssl") if name in sys.modules))
"""


@pytest.mark.parametrize(
    "command", [["check", "--offline", "--isolated", "--exit-zero"], ["extract", "--isolated"]]
)
def test_a_run_without_network_does_not_import_the_http_library(tmp_path, command):
    article = tmp_path / "a.md"
    article.write_text("Article 6 AI Act[^1] and [a page](https://example.org/).\n\n[^1]: CELEX 32024R1689\n")
    done = subprocess.run(
        [sys.executable, "-c", CHILD, *command, str(article)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr
