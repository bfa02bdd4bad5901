"""Consolidated texts and their amendment marks."""

# ruff: noqa: E501 - documents are written as they are served

from __future__ import annotations

import datetime as dt

from srclint.model import Amendment, Outline

from .shapes import at, consolidated, grid, paths, read


def own(number: str, title: str, body: str) -> str:
    return (
        f'<div class="eli-subdivision" id="art_{number}"><p class="title-article-norm">Article {number}</p>'
        f'<div class="eli-title" id="art_{number}.tit_1"><p class="stitle-article-norm">{title}</p></div>{body}</div>'
    )


def paragraph(number: str, words: str) -> str:
    return f'<div class="norm"><span class="no-parag">{number}</span><div class="norm inline-element">{words}</div></div>'


def mark(name: str) -> str:
    return f'<p class="modref"><a href="#">▼{name}</a></p>'


def test_marks_say_which_act_changed_what() -> None:
    document = consolidated(
        '<div id="cpt_I"><p class="title-division-1">CHAPTER I</p><p class="title-division-2">GENERAL</p>'
        + own(
            "1",
            "Scope",
            paragraph("1.", "It applies to ►M1 small ◄ makers.")
            + mark("M2")
            + paragraph(
                "1a.",
                "<p class='norm inline-element'>It does not apply to:</p>"
                + grid("(a)", "toys;")
                + grid("(b)", "arms."),
            )
            + mark("B")
            + paragraph("2.", "It is short."),
        )
        + mark("M1")
        + own("1a", "New", "<p class='norm'>New words.</p>")
        + mark("B")
        + own(
            "2",
            "End",
            paragraph("1.", "One.")
            + mark("M2")
            + "<p class='norm'>—————</p>"
            + mark("B")
            + paragraph("3.", "Three."),
        )
        + "</div>"
    )
    outline = read(document)
    assert outline.format == "consolidated-html"
    assert outline.celex == "02024R1111-20260727"
    assert outline.language == "en"
    assert outline.version == dt.date(2026, 7, 27)
    assert outline.title == "REGULATION (EU) 2024/1111 on widgets"
    assert paths(outline) == [
        "cpt_I", "art_1", "art_1.par_1", "art_1.par_1a", "art_1.par_1a.pnt_a", "art_1.par_1a.pnt_b", "art_1.par_2",
        "art_1a", "art_2", "art_2.par_1", "art_2.par_3",
    ]  # fmt: skip
    assert {p.path: p.modified_by for p in outline.provisions if p.modified_by} == {
        "art_1": ("M1", "M2"),
        "art_1.par_1": ("M1",),
        "art_1.par_1a": ("M2",),
        "art_1.par_1a.pnt_a": ("M2",),
        "art_1.par_1a.pnt_b": ("M2",),
        "art_1a": ("M1",),
        "art_2": ("M2",),
    }
    assert at(outline, "art_1.par_1").text == "It applies to small makers."
    assert not any(
        "▼" in p.text or "►" in p.text or "◄" in p.text or "———" in p.text for p in outline.provisions
    )
    # Consolidated texts leave recitals out: that none is there says nothing about the act.
    assert "recitals" in outline.partial


def test_annexes_inserted_later_need_no_id() -> None:
    document = consolidated(
        own("1", "Scope", "<p class='norm'>Words.</p>")
        + '<div id="anx_I"><p class="title-annex-1">ANNEX I</p><p class="title-annex-2">Kinds</p>'
        "<div><p class='norm'>1.<span></span>Round.</p></div><div><p class='norm'>2.<span></span>Square.</p></div></div>"
        + mark("M1")
        + '<p class="title-annex-1">ANNEX II</p><p class="title-gr-seq-level-1">COLOURS</p>'
        + grid("(a)", "red")
    )
    outline = read(document)
    assert paths(outline) == ["art_1", "anx_I", "anx_I.pnt_1", "anx_I.pnt_2", "anx_II", "anx_II.pnt_a"]
    assert at(outline, "anx_II").heading == "COLOURS"
    assert at(outline, "anx_I.pnt_2").text == "Square."


def test_the_middle_generation_without_ids() -> None:
    document = (
        "<html><head><title>Consolidated TEXT: 31999L0001 — EN — 11.12.2008</title></head><body>"
        '<p class="reference">1999L0001 — EN — 11.12.2008 — 001.001</p><p class="arrow"><a>▼B</a></p>'
        '<p class="title-doc-first">DIRECTIVE 1999/1/EC</p><div class="preamble"><p class="norm">Whereas:</p>'
        "<table><tr><td><p class='norm'>(1)</p></td><td><p class='norm'>First.</p></td></tr></table></div>"
        '<p class="title-article-norm">Article 1</p><p class="stitle-article-norm">Scope</p>'
        '<p class="norm">1.\u00a0\u00a0\u00a0One.</p><p class="norm">2.\u00a0\u00a0\u00a0Two.</p>'
        '<p class="title-annex-1">ANNEX I</p><p class="title-gr-seq-level-1">Requirements</p></body></html>'
    )
    outline = read(document)
    assert paths(outline) == ["rct_1", "art_1", "art_1.par_1", "art_1.par_2", "anx_I"]
    assert outline.celex == "01999L0001-20081211"


def test_the_first_generation_has_styles_only() -> None:
    document = (
        "<html><head><title>Consolidated TEXT: 31962R0001 — EN — 01.05.2004</title></head><body>"
        "<p style='text-align: right'>1962R0001 — EN — 01.05.2004 — 003.001</p>"
        "<table><tr><td><p><a>►B</a></p></td><td><p>REGULATION NO 1</p></td></tr></table>"
        "<p><a>▼B</a></p><p style='font-weight: bold'>REGULATION NO 1</p><p>Whereas rules are needed;</p>"
        "<p>HAS ADOPTED THIS REGULATION:</p><p><a>▼M5</a>—————</p><p><a>▼B</a></p>"
        "<p style='font-style: italic'>Article 8</p><p style='font-weight: bold'>Duration of decisions</p>"
        "<p>3.\u00a0\u00a0The Commission may revoke:</p>"
        "<div><p>(a)<span style='word-spacing: 18pt'>\u00a0</span>one;</p></div><div><p>(b) two.</p></div></body></html>"
    )
    outline = read(document)
    assert "art_8" in paths(outline)
    assert at(outline, "art_8").heading == "Duration of decisions"
    assert "The Commission may revoke" in at(outline, "art_8").text
    assert {"paragraphs", "points"} <= outline.partial


def test_a_notice_of_repeal_has_no_article_and_proves_nothing() -> None:
    outline = read(consolidated('<p class="hd-modifiers">repealed by:</p>'))
    assert paths(outline) == []
    assert "articles" in outline.partial


def test_the_acts_behind_the_marks() -> None:
    """The list "Amended by" stands before the text; its rows name the act and its Official Journal."""

    def row(mark: str, number: str, title: str, day: str) -> str:
        return (
            f'<tr><td><p class="arrow"><a href="#" title="{number}">{mark}</a></p></td>'
            f'<td><p><a href="#" title="{number}">{title}</a></p></td><td><p>L 10</p></td><td><p>1</p></td><td><p>{day}</p></td></tr>'
        )

    page = (
        '<html><body><p class="reference">02030R9001 — EN — 01.01.2032 — 002.001</p><table>'
        + row("►B", "32030R9001", "REGULATION (EU) 2030/9001", "")
        + '</table><p class="hd-modifiers">Amended by:</p><table>'
        + row("►M1", "32031R0012", "REGULATION (EU) 2031/12 of 2 January 2031", "24.7.2031")
        + row("►M2", "no number", "An act without a number", "99.99.9999")
        + '</table><p class="hd-modifiers">Corrected by:</p><table>'
        + row("►C1", "32030R9001R(01)", "Corrigendum", "5.5.2031")
        + '</table><div class="eli-container"><p class="arrow"><a>▼B</a></p>'
        + '<div class="eli-subdivision" id="art_1"><p class="title-article-norm">Article 1</p><p class="norm">It holds.</p>'
        + row("►M9", "32039R0012", "quoted in the text", "1.1.2031")
        + "</div></div></body></html>"
    )
    outline = read(page.encode())
    assert isinstance(outline, Outline)
    assert outline.amendments == (
        Amendment("M1", "32031R0012", dt.date(2031, 7, 24)),
        Amendment("M2", "", None),
        Amendment("C1", "32030R9001R(01)", dt.date(2031, 5, 5)),
    )
