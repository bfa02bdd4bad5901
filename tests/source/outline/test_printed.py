"""Documents whose structure is only printed: plain paragraphs, Word exports, PDF, judgments in HTML."""

# ruff: noqa: E501 - documents are written as they are served

from __future__ import annotations

import io
import time

import pytest

from srclint.source.outline.pdftext import PdfError, read_pages, texts_of
from srclint.source.outline.reading import read_document
from srclint.source.outline.recognise import NotADocument

from .shapes import at, paths, read


def texteonly(*lines: str) -> str:
    body = "".join(f"<p>{line}</p>" for line in lines)
    return (
        '<html><head><meta name="DC.language" content="en"><title>EUR-Lex - 32000L0001 - EN</title></head><body><h1>32000L0001</h1>'
        '<p><strong>Directive 2000/1/EC on widgets</strong></p><div id="TexteOnly"><p><TXT_TE>'
        + body
        + "</TXT_TE></p></div></body></html>"
    )


def test_plain_paragraphs() -> None:
    outline = read(
        texteonly(
            "Directive 2000/1/EC", "Whereas:", "(1) First reason.", "(2) Second reason, see Article 5.",
            "HAVE ADOPTED THIS DIRECTIVE:", "CHAPTER I", "GENERAL PROVISIONS", "Article 1", "Scope", "1. It covers:",
            "(a) one;", "(b) two:", "- first indent,", "- second indent.", "2. Article 3 applies.", "Article 2", "Definitions",
            "(a) \"widget\": a thing;", "(h) \"field\": the field;", "(i) the field covers:", "(ii) it does not cover:",
            "Article 3", "Done at Brussels.", "(1) OJ C 30, 5.2.1999, p. 4.", "(2) OJ C 169, 16.6.1999, p. 36.", "ANNEX", "DEROGATIONS", "As provided for in Article 3:",
        )
    )  # fmt: skip
    assert outline.format == "texteonly-html"
    assert outline.celex == "32000L0001"
    assert outline.title == "Directive 2000/1/EC on widgets"
    assert outline.language == "en"
    assert paths(outline) == [
        "rct_1", "rct_2", "cpt_I", "art_1", "art_1.par_1", "art_1.par_1.pnt_a", "art_1.par_1.pnt_b", "art_1.par_1.pnt_b.ind_1",
        "art_1.par_1.pnt_b.ind_2", "art_1.par_2", "art_2", "art_2.pnt_a", "art_2.pnt_h", "art_2.pnt_h.pnt_i", "art_2.pnt_h.pnt_ii",
        "art_3", "anx_1",
    ]  # fmt: skip
    assert at(outline, "art_1").heading == "Scope"
    assert at(outline, "cpt_I").heading == "GENERAL PROVISIONS"
    assert at(outline, "art_1.par_2").text == "Article 3 applies."
    assert "OJ C 30" not in at(outline, "art_3").text
    assert {"points", "paragraphs"} <= outline.partial


def test_a_table_of_contents_and_protocols_of_a_treaty() -> None:
    outline = read(
        texteonly(
            "PART ONE PRINCIPLES", "TITLE I FIRST", "PROTOCOLS", "Protocol (No 1) on parliaments",
            "PART ONE", "PRINCIPLES", "Article 1", "1. One.", "TITLE I", "FIRST", "Article 2", "(ex Article 3 TEC)", "Two.",
            "Article 3", "Three.", "PROTOCOL (No 1)", "ON PARLIAMENTS", "THE PARTIES AGREE:", "Article 1", "Protocol one.",
            "Article 2", "Protocol two.", "ANNEX", "Article 1", "Annexed.", "PROTOCOL (No 2)", "ON SEATS", "Sole Article", "Seats.",
            "ANNEX I", "LIST",
        )
    )  # fmt: skip
    assert [p for p in paths(outline) if "par_" not in p] == [
        "prt_1", "art_1", "prt_1.tis_I", "art_2", "art_3", "pro_1", "pro_1.art_1", "pro_1.art_2", "pro_1.anx_1", "pro_1.anx_1.art_1",
        "pro_2", "pro_2.art_1", "anx_I",
    ]  # fmt: skip
    assert at(outline, "prt_1").heading == "PRINCIPLES"
    assert at(outline, "pro_1.art_1").text == "Protocol one."


def test_running_words_are_no_headings() -> None:
    outline = read(
        texteonly(
            "Article 1", "It follows Article 2.", "Article 5 of Directive 1 applies to it;", "Article 2 | Article 7 |",
            "‘Article 9", "quoted words.’", "Article 2", "Chapter II of that Regulation applies.",
        )
    )  # fmt: skip
    assert paths(outline) == ["art_1", "art_2"]


def test_other_languages_by_their_printed_words() -> None:
    hungarian = texteonly(
        "I. FEJEZET",
        "ÁLTALÁNOS",
        "1. cikk",
        "Tárgy",
        "(1) Ez a rendelet.",
        "a) egy;",
        "(2) Nem.",
        "2. cikk",
        "Vége.",
    )
    assert paths(read(hungarian)) == [
        "cpt_I",
        "art_1",
        "art_1.par_1",
        "art_1.par_1.pnt_a",
        "art_1.par_2",
        "art_2",
    ]
    bulgarian = texteonly(
        "ГЛАВА I", "ОБЩИ", "Член 1", "1. Едно:", "а) първо;", "б) второ;", "в) трето;", "Член 2", "Край."
    )
    assert paths(read(bulgarian)) == [
        "cpt_I", "art_1", "art_1.par_1", "art_1.par_1.pnt_a", "art_1.par_1.pnt_b", "art_1.par_1.pnt_c", "art_2",
    ]  # fmt: skip


def test_a_proposal_without_its_explanatory_memorandum() -> None:
    def li(style: str, number: str, words: str) -> str:
        return f'<p class="li {style}"><span class="num"><span>{number}</span></span><span>{words}</span></p>'

    document = (
        '<html><head><title>x</title></head><body><p class="Rfrenceinstitutionnelle">COM(2021) 206 final</p>'
        '<p class="Statut">Vorschlag für eine</p><p class="Typedudocument_cp">VERORDNUNG</p><p class="Titreobjet_cp">über Dinge</p>'
        '<p class="Exposdesmotifstitre">BEGRÜNDUNG</p>' + li("ManualNumPar1", "1.", "Artikel 7 wird begründet.")
        + '<p class="Institutionquiagit">DAS EUROPÄISCHE PARLAMENT</p>' + li("ManualConsidrant", "(1)", "Erster Grund.")
        + li("ManualConsidrant", "(2)", "Zweiter Grund.") + '<p class="Formuledadoption">HABEN ERLASSEN:</p>'
        '<p class="SectionTitle">TITEL I</p><p class="SectionTitle">ALLGEMEINES</p><p class="Titrearticle">Artikel 1 <br/>Gegenstand</p>'
        + li("Point0", "(1)", "Diese Verordnung gilt für:") + li("Point1", "a)", "Anbieter") + li("Point2", "i)", "eins") + li("Point2", "ii)", "zwei")
        + li("Point0", "(2)", "Ende.") + '<p class="Titrearticle">Artikel 2 <br/>Schluss</p><p class="Normal">Diese Verordnung tritt in Kraft und ist in allen ihren Teilen verbindlich.</p>'
        '<p class="Fait">Geschehen zu Brüssel</p><p class="Fichefinanciretitre">FINANZBOGEN</p>' + li("ManualNumPar1", "1.", "Kosten")
        + '<p class="Annexetitre">ANHANG I <br/>LISTE</p>' + li("NumPar1", "1.", "Eins") + "</body></html>"
    )  # fmt: skip
    outline = read(document)
    assert outline.format == "proposal-html"
    assert outline.celex == "52021PC0206"
    assert paths(outline) == [
        "rct_1", "rct_2", "tis_I", "art_1", "art_1.par_1", "art_1.par_1.pnt_a", "art_1.par_1.pnt_a.pnt_i", "art_1.par_1.pnt_a.pnt_ii",
        "art_1.par_2", "art_2", "anx_I", "anx_I.pnt_1",
    ]  # fmt: skip
    assert at(outline, "art_1").heading == "Gegenstand"
    assert at(outline, "tis_I").heading == "ALLGEMEINES"


def test_a_judgment_in_html_counts_its_paragraphs() -> None:
    def counted(number: int, words: str) -> str:
        return f'<table><tr><td><p class="coj-count" id="point{number}">{number}</p></td><td><p class="coj-normal">{words}</p></td></tr></table>'

    document = (
        '<html lang="en"><head><title>62023CJ0001</title></head><body><p class="coj-doc-ti">JUDGMENT OF THE COURT</p>'
        + counted(1, "This request concerns Article 5.")
        + counted(2, "It was made:")
        + '<p class="coj-normal">further words</p><p class="coj-ti-grseq-1">Costs</p>'
        + counted(7, "a figure in a table")
        + counted(3, "The end.")
        + "</body></html>"
    )
    outline = read(document)
    assert outline.format == "judgment"
    assert outline.celex == "62023CJ0001"
    assert paths(outline) == ["para_1", "para_2", "para_3"]
    assert at(outline, "para_2").text == "It was made: further words"
    assert "point2" in outline.anchors


def pdf(*pages: str) -> bytes:
    """A minimal PDF with one line of text for each line of a page."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for page in pages:
        shown = b"".join(b"(%s) Tj T* " % line.encode("latin-1") for line in page.split("\n"))
        stream = b"BT /F1 12 Tf 14 TL 50 700 Td " + shown + b"ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % offset for offset in offsets))
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


def test_a_pdf_that_draws_without_end_is_read_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("srclint.source.outline.pdftext._DRAWING", 150)
    allowed: list[float] = []
    texts, count = read_pages(pdf(*["A line of text that is read"] * 5), allowed.append)
    assert (count, len(texts)) == (5, 2)
    assert 4 < allowed[0] < 5
    monkeypatch.setattr("srclint.source.outline.pdftext._DRAWING", 10)
    with pytest.raises(PdfError, match="first page"):
        read_pages(pdf("words"), allowed.append)


def test_a_pdf_is_read_by_a_process_that_can_be_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    endless = pdf("\n".join(["a"] * 30_000))
    monkeypatch.setattr("srclint.source.outline.pdftext._CLOCK", 0.5)
    begin = time.monotonic()
    found = read_document(endless, content_type=None, url=None, celex=None)
    assert isinstance(found, NotADocument)
    assert (found.kind, found.evidence) == (
        "unreadable",
        "The PDF file could not be read (it takes too long).",
    )
    assert time.monotonic() - begin < 5


def test_without_an_interpreter_to_start_a_pdf_is_read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "")
    texts, count = texts_of(pdf("Some words", "and more"))
    assert ([text.strip() for text in texts], count) == (["Some words", "and more"], 2)


def test_a_pdf_gives_text_pages_and_what_can_be_told() -> None:
    outline = read(
        pdf(
            "Regulation on widgets and gadgets\nArticle 1\nScope\n1. It covers makers\nand sellers.",
            "Article 2\nIt enters into force.",
        )
    )
    assert outline.format == "pdf"
    assert outline.pages == 2
    assert "page=2" in outline.anchors
    assert paths(outline) == ["art_1", "art_1.par_1", "art_2"]
    assert at(outline, "art_1.par_1").text == "It covers makers and sellers."
    assert "articles" in outline.partial


def test_a_scan_has_no_text_and_a_damaged_file_is_unreadable() -> None:
    scan = read_document(pdf(""), content_type=None, url=None, celex=None)
    assert isinstance(scan, NotADocument)
    assert scan.kind == "no-text"
    broken = read_document(pdf("words")[:120], content_type="application/pdf", url=None, celex=None)
    assert isinstance(broken, NotADocument)
    assert broken.kind == "unreadable"


def test_an_old_judgment_in_plain_paragraphs() -> None:
    document = texteonly(
        "JUDGMENT",
        "In Case C-1/90,",
        "GROUNDS",
        "1 By order of 3 May the court asked:",
        "2 The question was:",
        "1995 was the year.",
        "3 It follows that it is so.",
        "COSTS",
        "Costs words.",
    )
    outline = read(document.replace("32000L0001", "61990CJ0001"))
    assert (outline.format, outline.celex) == ("judgment", "61990CJ0001")
    assert paths(outline) == ["para_1", "para_2", "para_3"]
    assert at(outline, "para_2").text == "The question was: 1995 was the year."
    assert at(outline, "para_3").text == "It follows that it is so."
