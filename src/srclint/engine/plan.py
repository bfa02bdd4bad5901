"""Which documents a run must look up, and in which language: each work and version once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from srclint.legal.acts import act as known_act
from srclint.legal.currency import cited_provisions, compare, versions_of
from srclint.legal.identifiers import base_celex, document
from srclint.legal.verification import examine
from srclint.model import Article, Document, Fetched, Source, Sources, Unverified
from srclint.source.options import LookupRequest

DRAFT = "?draft"


def first_round(articles: Iterable[Article], *, allow_private: bool) -> list[LookupRequest]:
    """Every cited document, and every act to whose provisions the text refers.

    The article's own language first: its words can be compared with a text in no other. The language
    of a link counts only where the document is served in neither that nor English.
    """
    asked: dict[str, tuple[Document, dict[str, None], dict[str, None], dict[str, None]]] = {}

    def ask(wanted: Document, url: str | None, language: str | None, article: Article) -> None:
        _, urls, own, linked = asked.setdefault(wanted.id, (wanted, {}, {}, {}))
        if url is not None:
            urls[url] = None
        if language is not None:
            linked[language] = None
        own[article.language] = None

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
        LookupRequest(wanted, tuple(sorted(urls)), tuple(dict.fromkeys([*own, "en", *linked])))
        for _, (wanted, urls, own, linked) in sorted(asked.items())
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


def whose_text_matters(articles: Iterable[Article]) -> tuple[str, ...]:
    """The acts whose wording today is compared with the wording cited: CELEX numbers, sorted.

    Those with a cited provision, and those of which a link names a consolidated version. Frozen
    articles ask for nothing: they are records of their day.
    """
    acts: set[str] = set()
    for article in articles:
        if article.frozen:
            continue
        for reference in article.references:
            if reference.act and reference.act != DRAFT and reference.targets:
                acts.add(base_celex(reference.act))
        acts.update(
            base_celex(cited.celex)
            for citation in article.citations
            if (cited := citation.document) is not None and cited.celex is not None
            if cited.version is not None or (citation.identified is not None and citation.identified.path)
        )
    return tuple(sorted(act for act in acts if _is_law(act)))


def whose_standing_matters(articles: Iterable[Article]) -> tuple[str, ...]:
    """The acts of which the register is asked whether they are still in force: CELEX numbers, sorted."""
    acts: set[str] = set()
    for article in articles:
        if article.frozen:
            continue
        acts.update(base_celex(r.act) for r in article.references if r.act and r.act != DRAFT)
        cited = [c.document.celex for c in article.citations if c.document is not None]
        acts.update(base_celex(celex) for celex in cited if celex is not None)
    return tuple(sorted(act for act in acts if _is_law(act)))


def _is_law(celex: str) -> bool:
    """Whether it is an act that can be changed or repealed (sector 3), not a judgment or a proposal."""
    return celex.startswith("3")


def all_versions(
    acts: Iterable[str], listed: Mapping[str, Sequence[str]], at_hand: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    """The consolidated versions of each act from all that know any, newest first.

    Where the register gave no list the catalogue's own versions stand in. An act of whose versions
    nobody knows anything is left out.
    """
    found: dict[str, tuple[str, ...]] = {}
    for celex in acts:
        versions = {*listed.get(celex, ()), *at_hand.get(celex, ())}
        if celex not in listed:
            entry = known_act(celex)
            versions.update(entry.versions if entry is not None else ())
        if versions or celex in listed:
            found[celex] = tuple(sorted(versions, key=lambda v: v.rpartition("-")[2], reverse=True))
    return found


def second_round(
    articles: Sequence[Article],
    versions: Mapping[str, Sequence[str]],
    *,
    doubtful: Sequence[str],
    today: dt.date,
) -> list[LookupRequest]:
    """The version of each act that is in force today; for an act in doubt also the newest of all and
    the one in force at the articles' dates.
    """
    wanted: dict[str, dict[str, None]] = {}
    for article in articles:
        acts = {base_celex(r.act) for r in article.references if r.act and r.act != DRAFT}
        if not article.frozen:
            cited = [c.document.celex for c in article.citations if c.document is not None]
            acts.update(base_celex(celex) for celex in cited if celex is not None)
        for act in sorted(acts & versions.keys()):
            newest_first = versions[act]
            chosen = [version_at(newest_first, today)]
            if act in doubtful:
                chosen += [*newest_first[:1], version_at(newest_first, article.as_of)]
            for version in chosen:
                if version is not None:
                    wanted.setdefault(version, {})[article.language] = None
    return _requests(wanted)


def third_round(
    articles: Sequence[Article], versions: Mapping[str, Sequence[str]], sources: Sources
) -> list[LookupRequest]:
    """The version in force at an article's date, where a provision that it cites reads differently today.

    Only there the words of that day matter: what is the same in the first and the newest text needs no
    more requests.
    """
    wanted: dict[str, dict[str, None]] = {}
    for article in articles:
        if article.frozen:
            continue
        for cited in cited_provisions(article):
            then = version_at(versions.get(cited.act, ()), article.as_of)
            if then is None or document(then).id in sources.documents:
                continue
            found = versions_of(cited.act, article.as_of, sources)
            old, new = sources.outline(found.then), sources.outline(found.now)
            if old is None or new is None:
                continue
            if any(compare(old, new, target).state in ("changed", "deleted") for target in cited.targets):
                wanted.setdefault(then, {})[article.language] = None
    return _requests(wanted)


def _requests(wanted: Mapping[str, Mapping[str, None]]) -> list[LookupRequest]:
    return [
        LookupRequest(document(version), (), tuple(dict.fromkeys([*languages, "en"])))
        for version, languages in sorted(wanted.items())
    ]


def version_at(newest_first: Sequence[str], day: dt.date) -> str | None:
    """The consolidated version (CELEX) in force on a day, None before the first one."""
    return next((v for v in newest_first if (d := document(v).version) and d <= day), None)


def was_only_hoped_for(source: Source) -> bool:
    """Whether a version that no article names is simply not at hand; that is worth no line in a report."""
    return isinstance(source, Unverified) and source.reason == "offline"


def with_versions(
    known: Mapping[str, Source], versions: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    """For each act of whose versions something is known: the document ids of those that were read."""
    return {
        act: tuple(
            id_ for id_ in (document(v).id for v in newest_first) if isinstance(known.get(id_), Fetched)
        )
        for act, newest_first in versions.items()
    }


def partly_known(
    versions: Mapping[str, Sequence[str]],
    listed: Mapping[str, Sequence[str]],
    asked: Iterable[LookupRequest],
    known: Mapping[str, Source],
) -> frozenset[str]:
    """The acts that may have versions which nobody listed, or one that was asked for and not read."""
    unread = {
        base_celex(request.document.celex)
        for request in asked
        if request.document.celex is not None and not isinstance(known.get(request.document.id), Fetched)
    }
    return frozenset(act for act in versions if act not in listed or act in unread)
