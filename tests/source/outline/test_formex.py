"""Formex, Akoma Ntoso."""

# ruff: noqa: E501 - documents are written as they are served

from __future__ import annotations

import datetime as dt

from .shapes import at, paths, read

ACT = (
    '<?xml version="1.0" encoding="UTF-8"?><ACT><BIB.INSTANCE><DATE ISO="20240613">20240613</DATE><LG.DOC>EN</LG.DOC></BIB.INSTANCE>'
    '<TITLE><TI><P><HT TYPE="UC">Regulation</HT> (EU) 2024/1111</P><P>on widgets</P></TI></TITLE><PREAMBLE><GR.CONSID>'
    "<GR.CONSID.INIT>Whereas:</GR.CONSID.INIT><CONSID><NP><NO.P>(1)</NO.P><TXT>First.<NOTE><P>A note.</P></NOTE></TXT></NP></CONSID>"
    "</GR.CONSID></PREAMBLE><ENACTING.TERMS><DIVISION><TITLE><TI><P>CHAPTER I</P></TI><STI><P>GENERAL</P></STI></TITLE>"
    '<ARTICLE IDENTIFIER="001"><TI.ART>Article 1</TI.ART><STI.ART><P>Scope</P></STI.ART><PARAG IDENTIFIER="001.001">'
    '<NO.PARAG>1.</NO.PARAG><ALINEA><P>It covers:</P><LIST TYPE="alpha"><ITEM><NP><NO.P>(a)</NO.P><TXT>10<HT TYPE="SUP">25</HT> '
    "operations;</TXT></NP></ITEM><ITEM><NP><NO.P>(b)</NO.P><TXT>more:</TXT><P><LIST TYPE='roman'><ITEM><NP><NO.P>(i)</NO.P>"
    "<TXT>one</TXT></NP></ITEM></LIST></P></NP></ITEM></LIST></ALINEA><ALINEA>Second subparagraph.</ALINEA></PARAG></ARTICLE>"
    '<ARTICLE IDENTIFIER="002"><TI.ART>Article 2</TI.ART><ALINEA>In Directive 1, this is added: <QUOT.S LEVEL="1"><ARTICLE>'
    "<TI.ART>Article 9</TI.ART><ALINEA>Quoted.</ALINEA></ARTICLE></QUOT.S></ALINEA></ARTICLE></DIVISION></ENACTING.TERMS>"
    "<FINAL><P>Done at Brussels.</P></FINAL></ACT>"
)


def test_an_act() -> None:
    outline = read(ACT)
    assert paths(outline) == [
        "rct_1", "cpt_I", "art_1", "art_1.par_1", "art_1.par_1.pnt_a", "art_1.par_1.pnt_b", "art_1.par_1.pnt_b.pnt_i", "art_2",
    ]  # fmt: skip
    assert outline.format == "formex"
    assert outline.language == "en"
    assert outline.version == dt.date(2024, 6, 13)
    assert outline.title == "Regulation (EU) 2024/1111 on widgets"
    assert at(outline, "rct_1").text == "First."
    assert (
        at(outline, "art_1.par_1").text
        == "It covers: (a) 10^25 operations; (b) more: (i) one Second subparagraph."
    )
    assert at(outline, "art_2").text == "In Directive 1, this is added: Article 9 Quoted."


def test_a_consolidated_act_without_what_was_deleted() -> None:
    document = (
        '<?xml version="1.0"?><CONS.ACT><INFO.CONSLEG CONSLEG.REF="2024R1111" START.DATE="20260727"/><CONS.DOC>'
        "<BIB.INSTANCE><LG.DOC>EN</LG.DOC></BIB.INSTANCE><FAM.COMP><GR.MOD.ACT><MOD.ACT TYPE='MOD' EXISTS='YES'><BIB.DATA>"
        "<NO.CELEX>32026R0001</NO.CELEX></BIB.DATA></MOD.ACT></GR.MOD.ACT></FAM.COMP><ENACTING.TERMS>"
        "<ARTICLE IDENTIFIER='001'><TI.ART>Article 1</TI.ART><PARAG><NO.PARAG>1.</NO.PARAG><ALINEA>Old.</ALINEA></PARAG>"
        '<?CLG.MDFO ID="O1" IDREF="C1" ACTION="DELETED" ACTIVE.DOC="32026R0001"?><PARAG><NO.PARAG>2.</NO.PARAG><ALINEA>Gone.'
        '</ALINEA></PARAG><?CLG.MDFC ID="C1" IDREF="O1"?><?CLG.MDFO ID="O2" IDREF="C2" ACTION="ADDED" ACTIVE.DOC="32026R0001"?>'
        '<PARAG><NO.PARAG>2a.</NO.PARAG><ALINEA>New.</ALINEA></PARAG><?CLG.MDFC ID="C2" IDREF="O2"?></ARTICLE></ENACTING.TERMS>'
        "<CONS.ANNEX><TITLE><TI><P>ANNEX I</P></TI><STI><P>Kinds</P></STI></TITLE><CONTENTS><GR.SEQ><TITLE><TI><P>Section A. "
        "Round</P></TI></TITLE><NP><NO.P>1.</NO.P><TXT>small</TXT></NP></GR.SEQ></CONTENTS></CONS.ANNEX></CONS.DOC></CONS.ACT>"
    )
    outline = read(document)
    assert paths(outline) == [
        "art_1",
        "art_1.par_1",
        "art_1.par_2a",
        "anx_I",
        "anx_I.sct_A",
        "anx_I.sct_A.pnt_1",
    ]
    assert outline.celex == "02024R1111-20260727"
    assert at(outline, "art_1.par_2a").modified_by == ("M1",)
    assert at(outline, "art_1.par_1").modified_by == ()
    assert "Gone" not in at(outline, "art_1").text


def test_a_judgment_has_numbered_paragraphs() -> None:
    document = (
        '<?xml version="1.0"?><JUDGMENT><BIB.JUDGMENT><NO.CELEX>62023CJ0001</NO.CELEX></BIB.JUDGMENT><CONTENTS.JUDGMENT>'
        "<GR.SEQ LEVEL='1'><TITLE><TI><P>Urteil</P></TI></TITLE><NP.ECR><NO.P>1</NO.P><TXT>Das Ersuchen betrifft Art. 5.</TXT>"
        "</NP.ECR><NP.ECR><NO.P>2</NO.P><TXT>Es lautet:</TXT><QUOT.S><NP><NO.P>(7)</NO.P><TXT>Zitat</TXT></NP></QUOT.S></NP.ECR>"
        "</GR.SEQ></CONTENTS.JUDGMENT></JUDGMENT>"
    )
    outline = read(document)
    assert paths(outline) == ["para_1", "para_2"]
    assert outline.celex == "62023CJ0001"
    assert at(outline, "para_2").text.startswith("Es lautet:")
    assert "Zitat" in at(outline, "para_2").text


def test_akoma_ntoso() -> None:
    document = (
        '<?xml version="1.0"?><akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act><meta><identification>'
        '<FRBRWork><FRBRalias value="32014L0001" name="CELEX"/><FRBRdate date="2014-07-23"/></FRBRWork><FRBRExpression>'
        '<FRBRlanguage language="en-EN"/></FRBRExpression></identification></meta><preamble><recitals><recital eId="rec_1">'
        "<num>(1)</num><p>First.</p></recital></recitals></preamble><body><chapter eId='chp_I'><num>CHAPTER I</num><heading>GENERAL"
        "</heading><article eId='art_1'><num>Article 1</num><num>Scope</num><paragraph><num>1.</num><list><intro><p>It covers:</p>"
        "</intro><point><num>(a)</num><content><p>one;</p></content></point></list></paragraph></article></chapter></body></act>"
        "</akomaNtoso>"
    )
    outline = read(document)
    assert paths(outline) == ["rct_1", "cpt_I", "art_1", "art_1.par_1", "art_1.par_1.pnt_a"]
    assert (outline.format, outline.celex, outline.language) == ("akn", "32014L0001", "en")
    assert at(outline, "art_1").heading == "Scope"
    assert at(outline, "art_1").anchor == "art_1"
    assert "annexes" in outline.partial
