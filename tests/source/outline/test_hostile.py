"""Bytes that anyone may have written: never an exception, never long."""

# ruff: noqa: E501 - documents are written as they are served

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srclint.model import Outline
from srclint.source.outline import NotADocument
from srclint.source.outline.reading import read_document

from .shapes import article, item, oj

DEEP = 50_000
BODIES = {
    "html 50,000 deep": b"<html><body>" + b"<div>" * DEEP + b"x" + b"</div>" * DEEP,
    "lists 50,000 deep": b'<p class="oj-ti-art">Article 1</p>' + b"<table><tr><td>(a)</td><td>" * DEEP,
    "xml 50,000 deep": b'<?xml version="1.0"?><ACT>'
    + b"<LIST><ITEM>" * DEEP
    + b"</ITEM></LIST>" * DEEP
    + b"</ACT>",
    "laughs": b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><ACT>&b;</ACT>',
    "external": b'<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><ACT/>',
    "brackets": b"<" * 200_000,
    "ampersands": b"<html>" + b"&" * 200_000,
    "spaces and brackets": b'<div id="TexteOnly"><p>Article 1</p><p>' + b"( ) " * 100_000,
    "numbers": b'<div id="TexteOnly"><p>Article ' + b"1 " * 100_000,
    "dashes": b'<div id="TexteOnly"><p>Article 1</p><p>' + b"-" * 200_000 + b"x",
    "marks": b'<p class="title-article-norm">Article 1</p><p>' + "►M1 ".encode() * 50_000,
    "points": b'<div id="TexteOnly"><p>Article 1</p>'
    + b"".join(b"<p>(%c) x</p>" % (97 + n % 9) for n in range(8_000)),
    "unclosed": b'<p class="oj-normal">' * 10_000,
    "nul": b"<html><body>" + b"\0" * 1000 + b"x",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_it_is_survived_in_time(body: bytes) -> None:
    begin = time.thread_time()
    found = read_document(body, content_type=None, url=None, celex=None)
    assert time.thread_time() - begin < 5
    assert isinstance(found, Outline | NotADocument)
    if isinstance(found, Outline):
        assert "passwd" not in repr(found)


def test_no_file_or_entity_is_ever_read() -> None:
    body = (
        b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        b'<html xmlns="http://www.w3.org/1999/xhtml"><body><p class="oj-ti-art">Article 1</p><p>[&x;]</p></body></html>'
    )
    found = read_document(body, content_type=None, url=None, celex=None)
    assert isinstance(found, Outline)
    assert found.provisions[0].text in ("[]", "[&x;]")


def test_what_broke_off_proves_nothing() -> None:
    whole = oj(article("1", "A", "<p class='oj-normal'>x</p>") + article("2", "B", item("(a)", "y"))).encode()
    found = read_document(whole[: whole.index(b"art_2")], content_type=None, url=None, celex=None)
    assert isinstance(found, Outline)
    assert [p.path for p in found.provisions] == ["art_1"]
    assert {"articles", "paragraphs", "points", "recitals", "annexes", "divisions"} <= found.partial


@pytest.mark.parametrize("half", ["&#xD800;", "&#xdfff;", "&#55296;", "&#0057343;", "&#x000DC00;"])
def test_half_a_character_costs_one_character(half: str) -> None:
    body = f'<ACT><LG.DOC>EN</LG.DOC><ARTICLE IDENTIFIER="001"><TI.ART>Article 1</TI.ART><P>Some {half} words.</P></ARTICLE></ACT>'
    found = read_document(body.encode(), content_type=None, url=None, celex=None)
    assert isinstance(found, Outline)
    assert found.provisions[0].text == "Some \ufffd words."


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(body: bytes) -> None:
    found = read_document(body, content_type=None, url=None, celex=None)
    assert isinstance(found, Outline | NotADocument)
    if isinstance(found, NotADocument):
        assert found.kind
        assert found.evidence


FRAGMENTS = [
    '<p class="oj-ti-art">Article 1</p>', '<div class="eli-subdivision" id="art_2">', "</div>", '<p class="oj-normal">1. x</p>',
    "<table><tr><td>(a)</td><td>", "</td></tr></table>", '<p class="oj-doc-ti">ANNEX I</p>', '<p class="oj-ti-grseq-1">1.1. x</p>',
    '<div id="anx_I">', '<div id="cpt_I">', '<p class="oj-ti-section-1">CHAPTER I</p>', '<p class="modref">▼M1</p>', "‘", "’;",
    '<span class="no-parag">2.</span>', '<div class="grid-list"><div>(i)</div><div>', '<p class="oj-sti-art">T</p>', "—————",
    '<table class="oj-table">', '<div id="rct_1">', '<p class="oj-signatory">', "<br/>", '<sup>25</sup>',
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40))
def test_any_order_of_what_acts_are_made_of(parts: list[str]) -> None:
    body = ('<html><body><p class="oj-hd-ti">OJ</p>' + "".join(parts) + "</body></html>").encode()
    found = read_document(body, content_type=None, url=None, celex=None)
    if isinstance(found, Outline):
        listed = [p.path for p in found.provisions]
        assert len(listed) == len(set(listed))
