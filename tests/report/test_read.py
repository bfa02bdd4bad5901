"""What ``extract`` and ``outline`` print."""

from __future__ import annotations

import datetime as dt
import json

from srclint.model import Outline, Provision
from srclint.report import Style, extract, outline


def test_extract_as_text(build):
    assert (
        extract.as_text([build.article(default_act="32024R1689")], Style())
        == f"""\
articles/ai-office.md (en, as of 2026-06-22, default act 32024R1689)
  3:1 hard The AI Office supervises the models.
      why: body
      sources: none
  4:1 hard Fines of up to 3 % are set out in Art. 640.
      why: percent
      facts: percent 3
      refers to: “Art. 640” -> 32024R1689 (footnote): art_640
      sources: fn:1 (exact)

  citations
    6:1 fn:1 {build.URL} -> celex:32024R1689

1 article: 2 hard claims, 0 soft claims, 1 citation, 1 reference.
"""
    )


def test_extract_as_json_has_no_verdicts_and_sorts_by_path(build):
    document = json.loads(extract.as_json([build.article(path="b.md"), build.article(path="a.md")], "1.2.3"))
    assert list(document) == ["version", "tool", "articles"]
    assert document["tool"] == {"name": "srclint", "version": "1.2.3"}
    first, second = document["articles"]
    assert (first["path"], second["path"]) == ("a.md", "b.md")
    assert "support" not in first["units"][0]
    assert list(first["citations"][0])[-1] == "document"
    assert list(first["references"][0])[-1] == "confidence"


def test_references_outside_claims_are_listed(build):
    from dataclasses import replace

    article = build.article()
    bare = replace(article, units=(article.units[0],), citations=())
    assert "  references outside claims\n    4:35 “Art. 640” -> 32024R1689" in extract.as_text(
        [bare], Style()
    )


OUTLINE = Outline(
    "consolidated-html",
    "An Act",
    "en",
    "02024R0001-20260727",
    dt.date(2026, 7, 27),
    (
        Provision("rct_1", None, "Whereas it is so."),
        Provision("cpt_I", "General"),
        Provision("art_1", "Subject matter", "1. This Regulation lays down rules.", ("M1",)),
        Provision("art_1.par_1", None, "This Regulation lays down " + "many " * 40 + "rules."),
        Provision("ttl_II.cpt_1", "More"),
        Provision("anx_I", "List"),
        Provision("anx_I.art_1", "An article of a protocol"),
    ),
    partial=frozenset({"points", "annexes"}),
)


def test_outline_as_json():
    document = json.loads(outline.as_json("celex:02024R0001-20260727", OUTLINE))
    assert list(document) == ["version", "document", "title", "language", "format", "counts", "provisions"]
    assert document["counts"] == {"articles": 1, "recitals": 1, "annexes": 1, "chapters": 2}
    assert document["provisions"][2] == {
        "path": "art_1",
        "heading": "Subject matter",
        "text": "1. This Regulation lays down rules.",
        "modified_by": ["M1"],
    }


def test_outline_as_text():
    assert (
        outline.as_text("celex:02024R0001-20260727", OUTLINE, Style(width=60))
        == """\
An Act
celex:02024R0001-20260727, en, consolidated-html
1 article, 1 recital, 1 annex, 2 chapters.
Not read reliably: annexes, points.

rct_1  Whereas it is so.
cpt_I  General
art_1  Subject matter [M1]
  art_1.par_1  This Regulation lays down many many many man…
  ttl_II.cpt_1  More
anx_I  List
  anx_I.art_1  An article of a protocol
"""
    )


def test_an_outline_of_nothing_says_so():
    assert outline.as_text("url:x", Outline("page"), Style()) == "url:x\nurl:x, page\nNo provisions.\n"
