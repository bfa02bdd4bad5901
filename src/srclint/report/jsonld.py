"""``jsonld``: linked data. schema.org articles with what they cite, and W3C Web Annotations that tie each
claim to its passage by quotation.

There is no ``ClaimReview`` in it: nothing here rates a claim. A verdict is a tag of the annotation.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from srclint.legal.acts import act
from srclint.legal.identifiers import celex_to_eli
from srclint.model import Article, ArticleReport, Citation, Document, Fetched, Report, SourceRecord
from srclint.report.evidence import CitationEvidence, ClaimEvidence, State, evidence, verdict_words
from srclint.report.records import Record
from srclint.report.style import Style, percent_encoded
from srclint.report.summary import articles_in_order
from srclint.report.visible import json_text

_ANNOTATION = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32
# Sectors of CELEX numbers: consolidated texts, treaties, agreements, acts.
_LEGISLATION = ("0", "1", "2", "3")
_ELI = "http://data.europa.eu/"


def render(report: Report, style: Style) -> str:  # noqa: ARG001  (one signature for all formats)
    """One JSON-LD document; identifiers of articles are relative to where it is put."""
    sources = {record.id: record for record in report.sources}
    graph: list[object] = []
    for entry in articles_in_order(report):
        graph.append(_article(entry, sources))
        graph += [
            _annotation(entry.article, claim, one, number, sources)
            for claim in evidence(entry)
            for number, one in enumerate(claim.sources, 1)
        ]
    return json_text({"@context": "https://schema.org/", "@graph": graph})


def _article(entry: ArticleReport, sources: dict[str, SourceRecord]) -> Record:
    article = entry.article
    record: Record = {"@id": _iri(article.path), "@type": "Article"}
    if article.title:
        record["headline"] = article.title
    record["inLanguage"] = article.language
    record["citation"] = _cited(article.citations, sources)
    return record


def _cited(citations: Iterable[Citation], sources: dict[str, SourceRecord]) -> list[object]:
    """Each document once, in order of first citation."""
    found: dict[str, object] = {}
    for citation in citations:
        document = citation.document
        if document is not None and document.id not in found:
            found[document.id] = _work(citation, document, sources.get(document.id))
    return list(found.values())


def _work(citation: Citation, document: Document, record: SourceRecord | None) -> Record:
    """An act as ``Legislation`` with its ELI (its CELEX number where none is known), else a ``CreativeWork``."""
    fetched = record.source if record and isinstance(record.source, Fetched) else None
    known = act(document.celex) if document.celex else None
    title = fetched.outline.title if fetched else None
    name = title or (known.name if known else None) or citation.description or citation.text
    eli = celex_to_eli(document.celex) if document.celex else None
    work: Record = {"@type": "CreativeWork"}
    if document.celex and (known or document.celex.startswith(_LEGISLATION)):
        work = {"@type": "Legislation", "legislationIdentifier": f"{_ELI}{eli}" if eli else document.celex}
    if name:
        work["name"] = name
    url = _web(document.url) or _web(citation.url)
    if url:
        work["url"] = url
    if fetched and fetched.outline.language:
        work["inLanguage"] = fetched.outline.language
    if fetched and fetched.outline.version:
        work["legislationDateVersion" if "legislationIdentifier" in work else "version"] = (
            fetched.outline.version.isoformat()
        )
    return work


def _annotation(
    article: Article,
    claim: ClaimEvidence,
    one: CitationEvidence,
    number: int,
    sources: dict[str, SourceRecord],
) -> Record:
    bodies: list[object] = []
    passage = _passage(one, sources)
    if passage:
        bodies.append(passage)
    bodies.append({"type": "TextualBody", "purpose": "tagging", "value": verdict_words(one)})
    if one.support and one.support.note:
        bodies.append(
            {"type": "TextualBody", "purpose": "describing", "language": "en", "value": one.support.note}
        )
    return {
        "@context": _ANNOTATION,
        "id": f"{_iri(article.path)}#claim-{claim.id}-{number}",
        "type": "Annotation",
        "motivation": "linking",
        "body": bodies,
        "target": {
            "type": "SpecificResource",
            "source": _iri(article.path),
            "selector": [_in_article(article, claim), _position(claim)],
        },
    }


def _passage(one: CitationEvidence, sources: dict[str, SourceRecord]) -> Record | None:
    """Where the claim's source is: the passage by quotation, else the address alone."""
    support, citation = one.support, one.citation
    url = _web(support.url if support else None) or _web(citation.url)
    if url is None and citation.document:
        url = _web(citation.document.url)
    if url is None:
        return None
    body: Record = {"type": "SpecificResource", "purpose": "linking", "source": url}
    if support is None or support.exact is None or one.state is State.GONE:
        return body
    record = sources.get(support.document or "")
    if record and isinstance(record.source, Fetched) and record.source.outline.language:
        body["language"] = record.source.outline.language
    body["selector"] = {
        "type": "TextQuoteSelector",
        "exact": support.exact,
        "prefix": support.prefix,
        "suffix": support.suffix,
    }
    return body


def _in_article(article: Article, claim: ClaimEvidence) -> Record:
    """The claim as it stands in the file, markup and all: a quotation must be found there."""
    start, end = claim.unit.span.start, claim.unit.span.end
    return {
        "type": "TextQuoteSelector",
        "exact": article.text[start:end],
        "prefix": article.text[max(start - _AROUND, 0) : start],
        "suffix": article.text[end : end + _AROUND],
    }


def _position(claim: ClaimEvidence) -> Record:
    return {"type": "TextPositionSelector", "start": claim.unit.span.start, "end": claim.unit.span.end}


def _iri(path: str) -> str:
    """A path as a relative reference; a colon in its first part would make it a scheme."""
    return quote(path.replace("\\", "/").encode("utf-8", "surrogatepass"), safe="/")


def _web(url: str | None) -> str | None:
    """An address of the web in characters that an IRI may have; None for any other."""
    return percent_encoded(url) if url and url.lower().startswith(("http://", "https://")) else None
