"""Damaged documents: small ones in the shapes that are served, with pieces lost, doubled, moved and put in.

Nothing raises, nothing takes long. ``SRCLINT_FUZZ=20000`` in the environment makes the run a long one.
"""

# ruff: noqa: E501 - documents are written as they are served

from __future__ import annotations

import asyncio
import os
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from srclint.model import Outline
from srclint.source import codec
from srclint.source.eurlex import press_page
from srclint.source.outline import NotADocument
from srclint.source.outline.pdftext import PdfError, _guarded, read_pages
from srclint.source.outline.reading import read_document
from srclint.source.register import Register
from srclint.source.robots import Robots
from srclint.source.wire import Answer, FetchError

pytestmark = pytest.mark.usefixtures("untraced")

EXAMPLES = int(os.environ.get("SRCLINT_FUZZ", "150"))
SECONDS = 3.0
many = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)

OJ = """<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>L_X</title></head><body>
<table><tr><td><p class="oj-hd-lg">EN</p></td><td><p class="oj-hd-date">12.7.2024</p></td></tr></table><div class="eli-container">
<div class="eli-main-title" id="tit_1"><p class="oj-doc-ti">REGULATION (EU) 2024/1111</p></div>
<div class="eli-subdivision" id="rct_1"><table><tr><td><p class="oj-normal">(1)</p></td><td><p class="oj-normal">Widgets are kept.</p></td></tr></table></div>
<div id="cpt_I"><p class="oj-ti-section-1">CHAPTER I</p><p class="oj-ti-section-2">GENERAL</p>
<div class="eli-subdivision" id="art_1"><p class="oj-ti-art">Article 1</p><div class="eli-title" id="art_1.tit_1"><p class="oj-sti-art">Scope</p></div>
<div id="001.001"><p class="oj-normal">1.   It covers:</p><table><tr><td><p>(a)</p></td><td><p>makers<sup>2</sup>;</p></td></tr><tr><td>(b)</td><td>
<table><tr><td>(i)</td><td>sellers</td></tr></table></td></tr></table></div><p>‘Article 9</p><p>It says so.’</p></div></div>
<div class="eli-container" id="anx_I"><p class="oj-doc-ti">ANNEX I</p><table border="1"><tr><td>1.</td><td>One</td></tr></table></div></div></body></html>"""
CONSOLIDATED = """<html><head><title>Consolidated TEXT: 32024R1111 — EN — 27.07.2026</title></head><body><p class="reference">02024R1111 — EN — 27.07.2026 — 001.001</p>
<div class="eli-container"><p class="arrow"><a>▼B</a></p><p class="title-doc-first">REGULATION (EU) 2024/1111</p><div class="eli-subdivision" id="art_1">
<p class="title-article-norm">Article 1</p><p class="stitle-article-norm">Scope</p><div class="norm"><span class="no-parag">1.  </span><div class="norm inline-element">It covers
<div class="grid-container grid-list"><div class="list grid-list-column-1"><span>(a)</span></div><div class="grid-list-column-2"><p class="norm">►M1 makers ◄</p></div></div></div></div></div></div></body></html>"""
TEXTEONLY = """<html><head><meta name="DC.language" content="en"><title>EUR-Lex - 32000L0001 - EN</title></head><body><div id="TexteOnly"><p><TXT_TE><p>Directive 2000/1/EC</p>
<p>Whereas:</p><p>(1) One reason.</p><p>Article 1</p><p>1. It covers:</p><p>(a) makers,</p><p>(i) of widgets.</p><p>Article 2</p><p>ANNEX I</p><p>1. Words</p></TXT_TE></p></div></body></html>"""
FORMEX = """<?xml version="1.0" encoding="UTF-8"?><ACT><BIB.INSTANCE><LG.DOC>EN</LG.DOC><NO.CELEX>32024R1111</NO.CELEX></BIB.INSTANCE><TITLE><TI><P>REGULATION</P></TI></TITLE>
<PREAMBLE><GR.CONSID><CONSID><NP><NO.P>(1)</NO.P><TXT>Widgets.</TXT></NP></CONSID></GR.CONSID></PREAMBLE><ENACTING.TERMS><DIVISION><TITLE><TI><P>CHAPTER I</P></TI></TITLE>
<ARTICLE IDENTIFIER="001"><TI.ART>Article 1</TI.ART><STI.ART>Scope</STI.ART><PARAG IDENTIFIER="001.001"><NO.PARAG>1.</NO.PARAG><ALINEA><P>It covers:</P><LIST TYPE="alpha"><ITEM><NP>
<NO.P>(a)</NO.P><TXT>makers<NOTE NOTE.ID="E1"><P>A note</P></NOTE></TXT></NP></ITEM></LIST></ALINEA></PARAG></ARTICLE></DIVISION></ENACTING.TERMS></ACT>"""
AKN = """<?xml version="1.0"?><akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act><meta><identification><FRBRWork><FRBRuri value="/akn/eu/act/2024/1111"/></FRBRWork></identification></meta>
<body><chapter eId="cpt_I"><num>CHAPTER I</num><article eId="art_1"><num>Article 1</num><heading>Scope</heading><paragraph eId="art_1__para_1"><num>1.</num><content><p>It covers makers.</p></content></paragraph>
</article></chapter></body></act></akomaNtoso>"""
JUDGMENT = """<html><head><title>62023CJ0001</title></head><body><p class="coj-doc-ti">JUDGMENT OF THE COURT</p><p class="coj-sum-title-1">Legal context</p><table><tr><td><p class="coj-count" id="point1">1</p></td>
<td><p class="coj-normal">The request concerns widgets.</p></td></tr></table><table><tr><td><p class="coj-count" id="point2">2</p></td><td><p class="coj-normal">It was made:<a href="#c-ECR" id="c-ECR">*</a></p></td></tr></table></body></html>"""
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Guidelines | Office</title></head><body><nav>Menu</nav><main id="main-content"><h1>Guidelines</h1>
<div class="ecl-message" role="alert">A notice.</div><article><h2 id="scope">Scope</h2><p>Records are <b>kept</b> for five years.</p><ul><li>one<li>two</ul></article><a name="old"></a></main><footer>Foot</footer></body></html>"""
PLAIN = "Guidelines\n\nArticle 1\nRecords are kept for five years by every keeper of them.\n"
OBJECTS = [
    b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
    b"<< /Length 58 >>\nstream\nBT /F1 12 Tf 14 TL 50 700 Td (Article 1) Tj T* (x) Tj ET\nendstream",
]  # fmt: skip


def whole_pdf() -> bytes:
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(OBJECTS, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + table + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(out)


PDF = whole_pdf()
DOCUMENTS = [text.encode() for text in (OJ, CONSOLIDATED, TEXTEONLY, FORMEX, AKN, JUDGMENT, PAGE, PLAIN)]
SPARQL = b"""{"head":{"vars":["celex","version","end"]},"results":{"bindings":[{"celex":{"type":"literal","value":"32016R0679"},"version":{"value":"02016R0679-20160504"},
"end":{"value":"2024-12-31"},"inforce":{"value":"true"},"repealer":{"value":"32024R1111"}}]}}"""
ROBOTS = b"User-agent: *\nDisallow: /private/*.html$\nAllow: /\nCrawl-delay: 10\nSitemap: https://example.org/s.xml\n\nUser-agent: srclint\nDisallow: /no\n"
PRESS = b'{"docuLanguageResource":{"title":"A release","htmlContent":"<p>Words of it</p>","language":{"code":"en"}},"docu":{}}'

PIECES = [
    b"<", b">", b"</", b"/>", b"&", b"&#0;", b"&#xD800;", b"&#x110000;", b"&nbsp;", b"&x;", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?", b"?>",
    b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>", b"<!DOCTYPE html>", b"\0", b"\xff\xfe", b"\xc3", b"\xed\xa0\x80", b"\x1b", b"\r",
    b"<table>", b"<tr><td>", b"</div>", b"<div>" * 300, b"<p>" * 50, b"<b>" * 300, b'id="art_1"', b'class="oj-ti-art"', b'id="art_', b"Article ", b"Article 99999999999999999999", b"1.", b"(a)",
    b"9" * 400, "▼M1".encode(), "►".encode(), "◄".encode(), "‘".encode(), "\u202e".encode(), "\u0130".encode(), "١".encode(), "²".encode(), "Ⅷ".encode(),
    b'<svg xmlns="x"><title>t</title></svg>', b"<svg:p>", b'xmlns:a="b"', b"<title>", b"<main>", b"<template>", b"<?xml version='1.0' encoding='utf-7'?>", b'charset="utf-16"',
    b"[" * 200, b"{" * 200, b'"', b"null", b"1e999", b"NaN", b"-", b"*", b"$", b"/Kids [2 0 R]", b"/Count 999999999", b"/Length 5 0 R", b"<<" * 200, b"/Filter [/FlateDecode /FlateDecode]",
]  # fmt: skip
CHANGE = st.tuples(
    st.sampled_from(["cut", "double", "move", "put", "bytes", "many"]),
    st.floats(0, 1),
    st.integers(1, 120),
    st.floats(0, 1),
    st.sampled_from(PIECES),
)


def damaged(content: bytes, changes: list) -> bytes:
    for what, place, length, other, piece in changes:
        at, there = int(place * len(content)), int(other * len(content))
        part = content[at : at + length]
        if what == "cut":
            content = content[:at] + content[at + length :]
        elif what == "double":
            content = content[:at] + part * 3 + content[at:]
        elif what == "move":
            content = content[:there] + part + content[there:]
        elif what == "put":
            content = content[:at] + piece + content[at:]
        elif what == "many":
            content = content[:at] + piece * 20 + content[at:]
        else:
            content = content[:at] + bytes(255 - byte for byte in part[:4]) + content[at + 4 :]
    return content


changes = st.lists(CHANGE, max_size=6)


def outlined(content: bytes, **about: str | None) -> Outline | NotADocument:
    begin = time.thread_time()
    found = read_document(content, **({"content_type": None, "url": None, "celex": None} | about))
    assert time.thread_time() - begin < SECONDS
    assert isinstance(found, Outline | NotADocument)
    if isinstance(found, Outline):
        assert codec.load(codec.dump(found)) == found
        assert "root:" not in found.text
    return found


@many
@given(st.sampled_from(DOCUMENTS), changes)
def test_documents(content, list_of_changes):
    outlined(damaged(content, list_of_changes))


@many
@given(st.sampled_from(DOCUMENTS), st.sampled_from(DOCUMENTS), st.floats(0, 1), st.floats(0, 1), changes)
def test_two_documents_in_one(one, other, first, second, list_of_changes):
    outlined(damaged(one[: int(first * len(one))] + other[int(second * len(other)) :], list_of_changes))


@many
@given(
    st.sampled_from(DOCUMENTS), changes,
    st.sampled_from(["text/html; charset=utf-16", "text/html; charset=\"'", "text/html; charset=unicode_escape", "application/pdf", "", "text/plain; charset=idna"]),
    st.sampled_from(["", "x", "32024R1111", "02024R1111-99999999"]),
)  # fmt: skip
def test_hints_that_lie(content, list_of_changes, content_type, celex):
    outlined(damaged(content, list_of_changes), content_type=content_type, url="https://[", celex=celex)


@settings(many, max_examples=max(20, EXAMPLES // 3))
@given(changes)
def test_pdf(list_of_changes):
    begin = time.thread_time()
    try:
        texts, count = _guarded(damaged(PDF, list_of_changes), lambda seconds: None)
        assert len(texts) <= count
    except PdfError:
        pass
    assert time.thread_time() - begin < SECONDS


def test_the_pdf_is_whole():
    texts, count = read_pages(PDF, lambda seconds: None)
    assert ("Article 1" in texts[0], count) == (True, 1)


class Served:
    """Stands for the fetcher: one body for every address."""

    def __init__(self, body: bytes, content_type: str) -> None:
        self.body, self.content_type = body, content_type

    async def get(self, url, headers, **_):
        return Answer(url, 200, {"content-type": self.content_type}, self.body, ())

    def remapped(self, url):
        return False


@many
@given(changes)
def test_the_register(list_of_changes):
    register = Register(Served(damaged(SPARQL, list_of_changes), "application/sparql-results+json"))
    for ask in (register.versions, register.metadata):
        found = asyncio.run(ask(["32016R0679"]))
        assert found is None or isinstance(found, dict)


def keeps_out(body: bytes, path: str) -> bool:
    begin = time.thread_time()
    try:
        asyncio.run(Robots(Served(body, "text/plain")).check(f"https://example.org{path}"))
        return False
    except FetchError as error:
        return error.reason == "robots"
    finally:
        assert time.thread_time() - begin < SECONDS


def test_the_robots_file_is_whole():
    assert [keeps_out(ROBOTS, path) for path in ("/", "/no/x")] == [False, True]


@many
@given(changes)
def test_robots(list_of_changes):
    body = damaged(ROBOTS, list_of_changes)
    for path in ("/", "/no", "/private/" + "a" * 500 + ".html"):
        keeps_out(body, path)


@many
@given(changes)
def test_the_press_corner(list_of_changes):
    page = press_page(damaged(PRESS, list_of_changes))
    assert page is None or outlined(page)


@pytest.mark.parametrize(
    "body",
    [
        b"User-agent: *\nDisallow: /" + b"*a" * 2000 + b"$\n",
        b"Disallow: " + b"*" * 50_000,
        b"User-agent: *\nDisallow: " + b"/*a" * 40 + b"b$",
    ],
)
def test_robots_that_are_made_to_take_long(body):
    keeps_out(body, "/" + "a" * 3000)
