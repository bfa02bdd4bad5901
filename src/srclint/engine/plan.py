"""Which documents a run must look up, and in which language: each work and version once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from srclint.legal.identifiers import base_celex, document
from srclint.legal.verification import examine
from srclint.model import Article, Document, Source, Sources
from srclint.source.options import LookupRequest

DRAFT = "?draft"


def first_round(articles: Iterable[Article], *, allow_private: bool) -> list[LookupRequest]:
    """Every cited document, and every act to whose provisions the text refers."""
    asked: dict[str, tuple[Document, dict[str, None], dict[str, None]]] = {}

    def ask(wanted: Document, url: str | None, language: str | None, article: Article) -> None:
        _, urls, languages = asked.setdefault(wanted.id, (wanted, {}, {}))
        if url is not None:
            urls[url] = None
        if language is not None:
            languages[language] = None
        languages[article.language] = None

    for article in articles:
        for citation in article.citations:
            identified = citation.identified
            if identified is None or identified.error is not None:
                continue
            if identified.unsafe is not None and not allow_private:
                continue
            ask(identified.document, citation.url, identified.language, article)
        for reference in article.references:
            if reference.act and reference.act != DRAFT and reference.targets:
                ask(document(reference.act), None, None, article)
    return [
        LookupRequest(wanted, tuple(sorted(urls)), tuple(dict.fromkeys([*languages, "en"])))
        for _, (wanted, urls, languages) in sorted(asked.items())
    ]


def in_doubt(articles: Iterable[Article], sources: Sources) -> tuple[str, ...]:
    """The acts with a cited provision that the text read so far does not have.

    Before anything is called missing, the act's consolidated versions are asked for.
    """
    acts: dict[str, None] = {}
    for article in articles:
        for reference in article.references:
            if not reference.act or reference.act == DRAFT or not reference.targets:
                continue
            places = examine(article, reference, sources).places
            if any(place.state == "missing" and not place.settled and not place.other for place in places):
                acts[base_celex(reference.act)] = None
    return tuple(sorted(acts))


def second_round(articles: Sequence[Article], versions: Mapping[str, Sequence[str]]) -> list[LookupRequest]:
    """The newest consolidated version of each act in doubt, and the one in force at the articles' dates."""
    wanted: dict[str, dict[str, None]] = {}
    for article in articles:
        acts = {base_celex(r.act) for r in article.references if r.act and r.act != DRAFT}
        for act in sorted(acts & versions.keys()):
            newest_first = versions[act]
            then = next((v for v in newest_first if (d := document(v).version) and d <= article.as_of), None)
            for version in (*newest_first[:1], *([then] if then else [])):
                wanted.setdefault(version, {})[article.language] = None
    return [
        LookupRequest(document(version), (), tuple(dict.fromkeys([*languages, "en"])))
        for version, languages in sorted(wanted.items())
    ]


def with_versions(
    known: Mapping[str, Source], versions: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    """For each act whose versions could be told: the document ids of those that were read."""
    return {
        act: tuple(id_ for id_ in (document(v).id for v in newest_first) if id_ in known)
        for act, newest_first in versions.items()
    }
