"""``jsonld``: articles, what they cite, and the annotations that tie claims to passages."""

from __future__ import annotations

import json
from dataclasses import replace

from srclint.model import Support, SupportVerdict, Verdict, VerdictState
from srclint.report import Style, render
from srclint.report.evidence import evidence


def graph(report) -> list[dict]:
    document = json.loads(render("jsonld", report, Style()))
    assert list(document) == ["@context", "@graph"]
    assert document["@context"] == "https://schema.org/"
    return document["@graph"]


def test_an_article_cites_legislation_by_its_eli(build):
    article, *_ = graph(build.report())
    assert (article["@type"], article["@id"], article["inLanguage"]) == (
        "Article",
        "articles/ai-office.md",
        "en",
    )
    assert article["citation"] == [
        {
            "@type": "Legislation",
            "legislationIdentifier": "http://data.europa.eu/eli/reg/2024/1689/oj",
            "name": "Artificial Intelligence Act",
            "url": build.URL,
            "inLanguage": "en",
            "legislationDateVersion": "2024-07-12",
        }
    ]


def test_a_page_is_no_legislation_and_what_is_no_address_has_none(evidence_case):
    (article, *_) = graph(evidence_case.report())
    (act,) = [work for work in article["citation"] if work["@type"] == "Legislation"]
    assert act["legislationIdentifier"] == "32030R9001"
    pages = [work for work in article["citation"] if work["@type"] == "CreativeWork"]
    assert {work["url"] for work in pages} == {evidence_case.GUIDE, evidence_case.NEWS}
    assert article["headline"].startswith("Keeping small records")


def test_an_annotation_quotes_the_claim_and_the_passage(evidence_case):
    entry = evidence_case.first_article()
    text = entry.article.text
    annotations = [node for node in graph(evidence_case.report(entry)) if node.get("type") == "Annotation"]
    assert len(annotations) == sum(len(claim.sources) for claim in evidence(entry))
    assert len({a["id"] for a in annotations}) == len(annotations)
    for annotation in annotations:
        assert annotation["@context"] == "http://www.w3.org/ns/anno.jsonld"
        assert annotation["motivation"] == "linking"
        quote, position = annotation["target"]["selector"]
        assert quote["type"] == "TextQuoteSelector"
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
        kinds = [body["type"] for body in annotation["body"]]
        assert kinds[-1] == "TextualBody" or kinds == ["SpecificResource", "TextualBody"]
    mismatch = next(a for a in annotations if {"mismatch"} & {b.get("value") for b in a["body"]})
    passage = mismatch["body"][0]
    exact, prefix, suffix = evidence_case.ARTICLE_3
    assert passage == {
        "type": "SpecificResource",
        "purpose": "linking",
        "source": f"{evidence_case.ACT}#art_3",
        "language": "en",
        "selector": {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix},
    }


def test_nothing_is_rated(evidence_case):
    out = render("jsonld", evidence_case.report(), Style())
    assert "ClaimReview" not in out
    assert "Rating" not in out


def test_only_addresses_of_the_web_are_named(build):
    article = build.article(path="a b/ü:1.md")
    citation = replace(article.citations[0], url="javascript:alert(1)")
    support = Support("fn:1", SupportVerdict.CONSISTENT, exact="x", url="data:text/html,x")
    entry = build.judged(
        replace(article, citations=(citation,)),
        references={"r1": Verdict(VerdictState.VERIFIED)},
        support={"u2": (support,)},
    )
    about, annotation = graph(build.report(entry))
    assert about["@id"] == "a%20b/%C3%BC%3A1.md"
    assert annotation["body"][0]["source"] == build.URL
    assert "javascript" not in json.dumps(about)
