"""Judgments and orders in the HTML of the Court's own site, of EUR-Lex, and in older shapes of both."""

# ruff: noqa: E501 - documents are written as they are served

from __future__ import annotations

from .shapes import at, paths, read

NBSP = "&#160;" * 8


def curia(body: str) -> str:
    """InfoCuria: a Word export inside the site's frame."""
    return (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>CURIA - Documents</title><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /></head>'
        '<body><div id="header"><form id="mainForm" action="/juris/document/document.jsf"><a href="#top">Home</a><select><option>English (en)</option></select></form></div>'
        f'<div id="document_content">{body}</div><div id="footer">Top of page</div></body></html>'
    )


def point(number: int, words: str) -> str:
    return f'<p class="C01PointnumeroteAltN"><a name="point{number}">{number}</a>{NBSP}{words}</p>'


CURIA = curia(
    '<p class="C36Centregras">JUDGMENT OF THE COURT (Second Chamber)</p><p class="C19Centre">3 May 2025 (<a href="#Footnote*" name="Footref*">*</a>)</p>'
    '<p class="C71Indicateur">(Reference for a preliminary ruling – Widgets – Regulation (EU) 2024/1111 – Article 6)</p>'
    '<p class="C02AlineaAltA">In Case C-1/24,</p><p class="C02AlineaAltA">REQUEST for a preliminary ruling under Article 267 TFEU,</p>'
    '<p class="C75Debutdesmotifs">Judgment</p>' + point(1, "This request concerns Article 6(1) of Regulation (EU) 2024/1111.")
    + point(2, "It was made in proceedings of 2 March 2023 between A and B.")
    + '<p class="C04Titre1">Legal context</p>' + point(3, "Article 6 of that regulation provides:")
    + '<p class="C02AlineaAltA">‘1.&#160;&#160;Keepers shall keep records.</p><p class="C03Tiretlong">–&#160;&#160;in paper;</p><p class="C02AlineaAltA">2.&#160;&#160;They shall show them.’</p>'
    + '<p class="C05Titre2">The dispute</p>' + point(4, "In 2022, 15 widgets were lost.")
    + '<p class="C06Titre3">Costs</p>' + point(5, "Since these proceedings are a step, costs are for that court.")
    + '<p class="C41DispositifIntroduction">On those grounds, the Court (Second Chamber) hereby rules:</p>'
    '<p class="C08Dispositif">1.&#160;&#160;Article 6 must be interpreted as meaning that records are kept.</p>'
    '<p class="C77Signatures">[Signatures]</p><p class="C42FootNoteLangueOriginale"><a href="#Footref*" name="Footnote*">*</a>&#160;&#160;Language of the case: English.</p>'
)  # fmt: skip


def test_infocuria() -> None:
    outline = read(CURIA, url="https://curia.europa.eu/juris/document/document.jsf?docid=1&doclang=EN")
    assert outline.format == "judgment"
    assert outline.title == "JUDGMENT OF THE COURT (Second Chamber) 3 May 2025"
    assert outline.language == "en"
    assert paths(outline) == [f"para_{n}" for n in range(1, 6)]
    assert at(outline, "para_1").text == "This request concerns Article 6(1) of Regulation (EU) 2024/1111."
    assert at(outline, "para_2").text.endswith("between A and B.")
    assert "Keepers shall keep records." in at(outline, "para_3").text
    assert "They shall show them." in at(outline, "para_3").text
    assert at(outline, "para_4").text == "In 2022, 15 widgets were lost."
    # What the Court rules is no part of the paragraph about costs, nor are the signatures.
    assert at(outline, "para_5").text == "Since these proceedings are a step, costs are for that court."
    assert {"point1", "point5"} <= outline.anchors
    assert "paragraphs" not in outline.partial


def test_each_paragraph_has_the_anchor_of_its_number() -> None:
    outline = read(CURIA)
    assert [p.anchor for p in outline.provisions] == [f"point{n}" for n in range(1, 6)]


def counted(number: int, *inner: str, prefix: str = "coj-") -> str:
    body = "".join(
        part if part.startswith("<") else f'<p class="{prefix}normal">{part}</p>' for part in inner
    )
    return (
        '<table width="100%" border="0" cellspacing="0" cellpadding="0"><col width="4%"/><col width="96%"/><tbody><tr>'
        f'<td valign="top"><p class="{prefix}count" id="point{number}">{number}</p></td><td valign="top">{body}</td></tr></tbody></table>'
    )


def dash(words: str, mark: str = "—", prefix: str = "coj-") -> str:
    return (
        '<table width="100%" border="0"><col width="4%"/><col width="96%"/><tbody><tr>'
        f'<td valign="top"><p class="{prefix}normal">{mark}</p></td><td valign="top"><p class="{prefix}normal">{words}</p></td></tr></tbody></table>'
    )


def eurlex(prefix: str) -> str:
    """EUR-Lex and Cellar: XHTML made from Formex."""
    head = (
        f'<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>62024CJ0001</title></head><body>'
        f'<p class="{prefix}doc-ti">JUDGMENT OF THE COURT (Second Chamber)</p><p class="{prefix}doc-ti">3 May 2025 (<a id="c-ECR_62024CJ0001_EN_01-E0001" href="#t-ECR_62024CJ0001_EN_01-E0001">*1</a>)</p>'
        f'<p class="{prefix}index">(Reference for a preliminary ruling – Widgets)</p><p class="{prefix}normal">In Case C‑1/24,</p>'
        f'<p class="{prefix}sum-title-1">Judgment</p>'
    )
    return (
        head + counted(1, "This request concerns Article 6.", prefix=prefix) + f'<p class="{prefix}ti-grseq-1">Legal context</p>'
        + counted(2, "Article 6, headed ‘Records’, provides:", dash("‘1. Keepers keep records.", "", prefix), prefix=prefix)
        + dash("2. They show them.’", "", prefix) + counted(3, "It follows:", dash("first, that", prefix=prefix), dash("second, that", prefix=prefix), prefix=prefix)
        + f'<p class="{prefix}note"><a id="t-ECR_62024CJ0001_EN_01-E0001" href="#c-ECR_62024CJ0001_EN_01-E0001">(*1)</a> Language of the case: English.</p></body></html>'
    )  # fmt: skip


def test_eurlex_with_and_without_the_prefix_of_its_classes() -> None:
    read_ = {prefix: read(eurlex(prefix), celex="62024CJ0001") for prefix in ("coj-", "")}
    for outline in read_.values():
        assert (outline.format, outline.celex) == ("judgment", "62024CJ0001")
        assert outline.title is not None
        assert outline.title.startswith("JUDGMENT OF THE COURT (Second Chamber) 3 May 2025")
        assert paths(outline) == ["para_1", "para_2", "para_3"]
        assert [p.anchor for p in outline.provisions] == ["point1", "point2", "point3"]
        assert at(outline, "para_1").text == "This request concerns Article 6."
        assert "Keepers keep records." in at(outline, "para_2").text
        assert "They show them." in at(outline, "para_2").text
        assert at(outline, "para_3").text.replace("— ", "") == "It follows: first, that second, that"


def test_an_older_judgment_of_infocuria() -> None:
    """Numbers in anchors, paragraphs without classes of their own."""
    body = '<p class="C19Centre">JUDGMENT OF THE COURT</p>' + "".join(
        f'<p class="normal"><a name="point{n}">{n}</a> Words of paragraph {n}, of 10 June 1999.</p>'
        for n in range(1, 4)
    )
    outline = read(curia('<p class="C02AlineaAltA">In Case C-1/98,</p>' + body))
    assert paths(outline) == ["para_1", "para_2", "para_3"]
    assert at(outline, "para_2").text == "Words of paragraph 2, of 10 June 1999."


def test_an_order_in_another_language() -> None:
    body = (
        '<p class="C36Centregras">BESCHLUSS DES GERICHTSHOFS (Sechste Kammer)</p>'
        + point(1, "Das Vorabentscheidungsersuchen betrifft die Auslegung von Art. 6 der Verordnung, die für die Mitgliedstaaten und die Anbieter gilt.")
        + point(2, "Es ergeht im Rahmen eines Rechtsstreits, der sich auf die Aufsicht über das System und nicht auf die Pflichten bezieht.")
    )  # fmt: skip
    outline = read(curia(body))
    assert (outline.language, paths(outline)) == ("de", ["para_1", "para_2"])


def test_a_page_about_a_judgment_is_a_page() -> None:
    words = "The Court held in paragraph 2 of its judgment that records are kept. " * 8
    outline = read(
        f"<html><head><title>A judgment explained</title></head><body><main><h1>A judgment</h1><p>1. {words}</p></main></body></html>"
    )
    assert (outline.format, outline.provisions) == ("page", ())
