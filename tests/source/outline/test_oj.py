"""Acts as published in the Official Journal."""

# ruff: noqa: E501 - documents are written as they are served

from __future__ import annotations

import datetime as dt

from .shapes import article, at, item, oj, paths, read

TITLE = (
    '<div class="eli-main-title" id="tit_1"><p class="oj-doc-ti">REGULATION (EU) 2024/1111</p>'
    '<p class="oj-doc-ti">on widgets</p></div>'
)
RECITALS = (
    '<p class="oj-normal">Whereas:</p><div class="eli-subdivision" id="rct_1"><p class="oj-normal">Whereas:</p></div>'
    + '<div class="eli-subdivision" id="rct_2">' + item("(1)", "Widgets are made in the Union.") + "</div>"
    + '<div class="eli-subdivision" id="rct_3">' + item("(2)", "They cost EUR\u00a035\u00a0000\u00a0000.") + "</div>"
)  # fmt: skip


def test_an_act_from_title_to_annex() -> None:
    document = oj(
        TITLE
        + RECITALS
        + '<div id="cpt_I"><p class="oj-ti-section-1">CHAPTER I</p><div class="eli-title" id="cpt_I.tit_1">'
        '<p class="oj-ti-section-2"><span class="oj-bold">GENERAL PROVISIONS</span></p></div>'
        + article(
            "1",
            "Scope",
            '<div id="001.001"><p class="oj-normal">1.\u00a0\u00a0\u00a0This Regulation lays down:</p>'
            + item("(a)", "rules for:", item("(i)", "makers;"), item("(ii)", "sellers;"))
            + item("(b)", "fines.")
            + '</div><div id="001.002"><p class="oj-normal">2.\u00a0\u00a0\u00a0It does not apply to toys.</p>'
            '<p class="oj-normal">Toys are defined elsewhere.</p></div>',
        )
        + article(
            "2",
            "Definitions",
            '<p class="oj-normal">In this Regulation:</p>' + item("(1)", "‘widget’ means a thing;"),
        )
        + "</div>"
        + '</div><div id="L_X"><div class="eli-container" id="anx_I"><p class="oj-doc-ti">ANNEX I</p>'
        '<p class="oj-doc-ti">Kinds of widgets</p><p class="oj-normal">Widgets are:</p>'
        + item("1.", "Round:", item("(a)", "small"))
        + "</div>"
    )
    outline = read(document)
    assert paths(outline) == [
        "rct_1", "rct_2", "cpt_I", "art_1", "art_1.par_1", "art_1.par_1.pnt_a", "art_1.par_1.pnt_a.pnt_i",
        "art_1.par_1.pnt_a.pnt_ii", "art_1.par_1.pnt_b", "art_1.par_2", "art_2", "art_2.pnt_1",
        "anx_I", "anx_I.pnt_1", "anx_I.pnt_1.pnt_a",
    ]  # fmt: skip
    assert outline.format == "oj-html"
    assert outline.title == "REGULATION (EU) 2024/1111 on widgets"
    assert outline.language == "en"
    assert outline.version == dt.date(2024, 7, 12)
    assert {"art_1", "001.001", "cpt_I", "anx_I", "rct_3"} <= outline.anchors
    assert outline.partial == frozenset()
    assert at(outline, "rct_2").text == "They cost EUR 35 000 000."
    assert at(outline, "rct_2").anchor == "rct_3"
    assert at(outline, "cpt_I").heading == "GENERAL PROVISIONS"
    assert at(outline, "art_1").heading == "Scope"
    assert at(outline, "art_1").text == (
        "1. This Regulation lays down: (a) rules for: (i) makers; (ii) sellers; (b) fines. "
        "2. It does not apply to toys. Toys are defined elsewhere."
    )
    assert at(outline, "art_1.par_1.pnt_a").text == "rules for: (i) makers; (ii) sellers;"
    assert at(outline, "art_1.par_2").text == "It does not apply to toys. Toys are defined elsewhere."
    assert at(outline, "anx_I").heading == "Kinds of widgets"


def test_superscripts_stay_and_footnote_marks_go() -> None:
    body = (
        '<p class="oj-normal">More than 10<span class="oj-super">25</span> operations, see the decision\u00a0'
        '<a id="ntc1-L" href="#ntr1-L">(<span class="oj-super oj-note-tag">1</span>)</a>, of the Com\u00admission.</p>'
    )
    outline = read(oj(article("1", "Power", body) + '<p class="oj-note">(1) OJ L 1, 1.1.2020, p. 1.</p>'))
    assert at(outline, "art_1").text == "More than 10^25 operations, see the decision , of the Commission."


def test_the_articles_that_an_act_quotes_are_not_its_own() -> None:
    quoted = (
        '<div id="004A"><p class="oj-ti-art">‘Article\u00a04a</p><p class="oj-sti-art">New</p><div id="004A.001">'
        '<p class="oj-normal">1.\u00a0\u00a0\u00a0Words.</p>' + item("(a)", "quoted point") + "</div></div>;"
    )
    points = (
        item("‘(14a)", "“gadget” means a thing;")
        + item("(14b)", "“gizmo” means another.’")
        + "<p class='oj-normal'>;</p>"
    )
    body = (
        '<p class="oj-normal">Regulation (EU) 2024/2222 is amended as follows:</p>'
        + item("(1)", "the following Article is inserted:", quoted)
        + item(
            "(2)",
            "Article 3 is amended as follows:",
            item("(a)", "points are inserted:", points),
            item("(b)", "point (2) is deleted;"),
        )
    )
    outline = read(
        oj(
            article("1", "Amendments", body)
            + article("2", "Entry into force", '<p class="oj-normal">Now.</p>')
        )
    )
    assert paths(outline) == [
        "art_1", "art_1.pnt_1", "art_1.pnt_2", "art_1.pnt_2.pnt_a", "art_1.pnt_2.pnt_b", "art_2",
    ]  # fmt: skip
    assert "quoted point" in at(outline, "art_1.pnt_1").text


def test_annexes_with_sections_and_numbered_headings() -> None:
    body = (
        article("1", "Scope", '<p class="oj-normal">See the Annex.</p>')
        + '</div><div class="eli-container" id="anx_1"><p class="oj-doc-ti">ANNEX</p><p class="oj-doc-ti">Requirements</p>'
        '<p class="oj-ti-grseq-1">Section A — Makers</p>'
        + item("1.", "the name;")
        + '<p class="oj-ti-grseq-1">Section B</p><p class="oj-ti-grseq-1">Sellers</p>'
        '<p class="oj-ti-grseq-1">3.\u00a0\u00a0\u00a0Policy</p>'
        + '<table><tr><td></td><td><p class="oj-normal">3.1.</p></td><td><span>First.</span>' + item("(a)", "letter") + "</td></tr></table>"
        '<p class="oj-normal">More on 3.1.</p>'
        + '<table><tr><td></td><td><p class="oj-normal">3.2.</p></td><td><span>Second.</span></td></tr></table>'
    )  # fmt: skip
    outline = read(oj(body))
    assert paths(outline) == [
        "art_1", "anx_1", "anx_1.sct_A", "anx_1.sct_A.pnt_1", "anx_1.sct_B", "anx_1.sct_B.pnt_3",
        "anx_1.sct_B.pnt_3.pnt_1", "anx_1.sct_B.pnt_3.pnt_1.pnt_a", "anx_1.sct_B.pnt_3.pnt_2",
    ]  # fmt: skip
    assert at(outline, "anx_1.sct_A").heading == "Makers"
    assert at(outline, "anx_1.sct_B").heading == "Sellers"
    assert at(outline, "anx_1.sct_B.pnt_3").heading == "Policy"
    assert at(outline, "anx_1.sct_B.pnt_3.pnt_1").text == "First. (a) letter More on 3.1."


def test_paragraphs_in_brackets_and_other_alphabets() -> None:
    body = (
        '<div id="001.001"><p class="oj-normal">(1)\u00a0\u00a0\u00a0Diese Verordnung gilt.</p>' + item("a)", "eins")
        + '</div><div id="001.002"><p class="oj-normal">(2)\u00a0\u00a0\u00a0Sie gilt nicht.</p></div>'
    )  # fmt: skip
    german = read(oj(article("1", "Anwendung", body, "Artikel"), language="DE"))
    assert paths(german) == ["art_1", "art_1.par_1", "art_1.par_1.pnt_a", "art_1.par_2"]
    assert german.language == "de"
    body = (
        '<p class="oj-normal">1.\u00a0\u00a0\u00a0Ο κανονισμός:</p>'
        + item("α)", "ένα")
        + item("β)", "δύο")
        + item("γ)", "τρία")
    )
    greek = read(oj(article("1", "Πεδίο", body, "Άρθρο"), language="EL"))
    assert paths(greek) == [
        "art_1",
        "art_1.par_1",
        "art_1.par_1.pnt_a",
        "art_1.par_1.pnt_b",
        "art_1.par_1.pnt_c",
    ]


def test_a_misprinted_paragraph_number_yields_to_its_id() -> None:
    body = "".join(
        f'<div id="001.{n:03d}"><p class="oj-normal">{printed}.\u00a0\u00a0\u00a0Text.</p></div>'
        for n, printed in ((1, 1), (2, 3), (3, 3))
    )
    assert paths(read(oj(article("1", "Scope", body)))) == [
        "art_1",
        "art_1.par_1",
        "art_1.par_2",
        "art_1.par_3",
    ]


def test_a_gap_in_the_numbers_is_a_doubt_not_a_fact() -> None:
    outline = read(
        oj(article("1", "A", "<p class='oj-normal'>x</p>") + article("3", "C", "<p class='oj-normal'>y</p>"))
    )
    assert "articles" in outline.partial


def test_the_older_classes_without_ids() -> None:
    document = (
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>L</title></head><body>'
        '<p class="hd-lg">FR</p><p class="doc-ti">DIRECTIVE 2004/1/CE</p>'
        + item("(1)", "Premier considérant.").replace("oj-", "")
        + item("(2)", "Deuxième considérant.").replace("oj-", "")
        + '<p class="ti-section-1">CHAPITRE I</p><p class="ti-section-2">OBJECTIF</p>'
        '<p class="ti-art">Article premier</p><p class="sti-art">Objet</p><p class="normal">1.\u00a0\u00a0\u00a0Un.</p>'
        '<p class="normal">2.\u00a0\u00a0\u00a0Deux.</p><p class="ti-section-1">CHAPITRE II</p><p class="ti-section-2">FIN</p>'
        '<p class="ti-art">Article 2</p><p class="normal">Fin.</p><p class="doc-ti">ANNEXE</p>'
        '<p class="normal">Texte.</p></body></html>'
    )
    outline = read(document)
    assert paths(outline) == [
        "rct_1",
        "rct_2",
        "cpt_I",
        "art_1",
        "art_1.par_1",
        "art_1.par_2",
        "cpt_II",
        "art_2",
        "anx_1",
    ]
    assert outline.format == "old-html"
    assert outline.language == "fr"
    assert at(outline, "art_1").heading == "Objet"


def test_a_portal_page_is_read_by_its_document() -> None:
    inner = oj(
        article("1", "Toepassing", '<p class="oj-normal">Deze verordening geldt.</p>', "Artikel"),
        language="NL",
    )
    inner = inner[inner.index("<body>") + 6 : inner.index("</body>")]
    page = (
        '<!DOCTYPE html><html lang="en"><head><title>L - EN</title><link rel="canonical" href="x"></head><body>'
        '<div id="op-header"><p>English menu (1) of the site</p></div><div id="PP4Contents"><div id="text" class="panel-body">'
        f'<div id="document1" class="tabContent">{inner}</div></div></div></body></html>'
    )
    outline = read(page)
    assert outline.language == "nl"
    assert paths(outline) == ["art_1"]
    assert "op-header" in outline.anchors


def test_a_corrigendum_has_no_articles_and_proves_nothing() -> None:
    outline = read(
        oj('<p class="oj-doc-ti">Corrigendum</p><p class="oj-normal">On page 1, Article 5(1):</p>')
    )
    assert paths(outline) == []
    assert "articles" in outline.partial


def test_an_official_text_without_provisions_keeps_its_words() -> None:
    outline = read(
        oj(
            '<p class="oj-doc-ti">Corrigendum to Regulation (EU) 2024/1</p><p class="oj-normal">For: ‘2 May’, read: ‘3 May’.</p>'
        )
    )
    assert outline.format == "oj-html"
    assert "read: ‘3 May’" in outline.text
