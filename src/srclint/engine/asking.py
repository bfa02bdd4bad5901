"""What the articles of a run ask for, and what each of them got: a document once in each language.

Each article is judged by what it asked for itself, in its own language. Two articles in one language
share every answer; an article in another language costs one more request for each act that they share.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from srclint.engine import locked, plan
from srclint.legal.acts import skeletons
from srclint.model import ActMetadata, Article, Fetched, Gone, Source, Sources
from srclint.source.options import LookupRequest

if TYPE_CHECKING:
    from srclint.source.lockfile import Lock
    from srclint.source.lookup import Lookup

_PAGES = ""
"""Stands for the language of what is served at one address alone."""

Tell = Callable[[int, int, str], None]


@dataclass(slots=True)
class _Case:
    """One article, and what is asked for its sake."""

    article: Article
    first: list[LookupRequest]
    later: list[LookupRequest] = field(default_factory=list)
    doubtful: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()
    ids: dict[str, None] = field(default_factory=dict)


class Desk:
    """Asks for what the articles need, round after round, and hands each article its answers."""

    def __init__(
        self, articles: Sequence[Article], lock: Lock, *, allow_private: bool, today: dt.date
    ) -> None:
        self._cases = [_Case(a, plan.first_round([a], allow_private=allow_private)) for a in articles]
        self._lock = lock
        self._today = today
        self._known: dict[str, dict[str, Source]] = {}  # by document, then by language
        self._listed: dict[str, Sequence[str]] = {}
        self._versions: dict[str, tuple[str, ...]] = {}
        self._metadata: dict[str, ActMetadata] = {}
        self._views: dict[str, Sources] = {}

    @property
    def idle(self) -> bool:
        """Whether there is nothing to ask."""
        return not any(case.first for case in self._cases)

    def run(self, lookup: Lookup, tell: Tell, *, currency: bool) -> Sources:
        """All rounds. ``currency``: whether anybody compares with the law of today."""
        self._ask(lookup, tell, [(case, case.first) for case in self._cases])
        self._look()
        for case in self._cases:
            one = [case.article]
            case.doubtful = plan.in_doubt(one, self._views[case.article.path])
            matter = plan.whose_text_matters(one) if currency else ()
            case.acts = tuple(sorted({*case.doubtful, *matter}))
            case.standing = plan.whose_standing_matters(one) if currency else ()
        acts = _all(case.acts for case in self._cases)
        told = lookup.versions(acts)
        self._listed = {**locked.versions(self._lock, acts), **told}
        at_hand = locked.at_hand(self._lock, lookup.versions_at_hand(acts), acts)
        self._versions = plan.all_versions(acts, self._listed, at_hand)
        standing = _all(case.standing for case in self._cases)
        self._metadata = {**locked.metadata(self._lock, standing), **lookup.metadata(standing)}

        self._further(lookup, tell, [
            (case, plan.second_round([case.article], self._own(case), doubtful=case.doubtful, today=self._today))
            for case in self._cases
        ])  # fmt: skip
        if currency:
            self._further(lookup, tell, [
                (case, plan.third_round([case.article], self._own(case), self._views[case.article.path]))
                for case in self._cases
            ])  # fmt: skip
        return self._sources(set(self._listed) - set(told))

    # ------------------------------------------------------------------ asking

    def _further(
        self, lookup: Lookup, tell: Tell, wanted: Sequence[tuple[_Case, list[LookupRequest]]]
    ) -> None:
        for case, requests in wanted:
            case.later += requests
        self._ask(lookup, tell, wanted)
        self._look()

    def _ask(
        self, lookup: Lookup, tell: Tell, wanted: Iterable[tuple[_Case, Sequence[LookupRequest]]]
    ) -> None:
        by_language: dict[str, dict[str, LookupRequest]] = {}
        for case, requests in wanted:
            for request in requests:
                case.ids[request.document.id] = None
                group = by_language.setdefault(_language(case.article, request.document.is_eu), {})
                before = group.get(request.document.id)
                group[request.document.id] = _together(before, request) if before else request
        pages = by_language.pop(_PAGES, {})
        # English last: what was served in it for want of another language is then at hand.
        languages = sorted(by_language, key=lambda language: (language == "en", language)) or [_PAGES]
        total = len(pages) + sum(map(len, by_language.values()))
        done = 0
        for language in languages:
            asked = {language: by_language.get(language, {})} | {_PAGES: pages}
            pages = {}
            todo = []
            for spoken, group in asked.items():
                for id_, request in sorted(group.items()):
                    known = self._known.setdefault(id_, {})
                    if spoken in known:
                        continue
                    shared = _shared(known.values(), spoken)
                    if shared is not None:
                        known[spoken] = shared
                    else:
                        todo.append((spoken, request))
            # The pages of the whole run go with the first language: they need not wait for one another.
            answers = lookup.run([request for _, request in todo], _counting(tell, done, total))
            done += sum(map(len, asked.values()))
            for spoken, request in todo:
                id_ = request.document.id
                record = locked.record(self._lock, id_, spoken)
                self._known[id_][spoken] = locked.stand_in(answers[id_], record)

    # ------------------------------------------------------------------ handing out

    def _own(self, case: _Case) -> dict[str, tuple[str, ...]]:
        """The versions of the acts that the article itself asks about."""
        return {act: self._versions[act] for act in case.acts if act in self._versions}

    def _documents(self, case: _Case) -> dict[str, Source]:
        later = {request.document.id for request in case.later} - {r.document.id for r in case.first}
        found: dict[str, Source] = {}
        for id_ in sorted(case.ids):
            answers = self._known[id_]
            source = answers.get(case.article.language) or answers[_PAGES]
            if not (id_ in later and plan.was_only_hoped_for(source)):
                found[id_] = source
        return found

    def _look(self) -> None:
        """What every article has now."""
        for case in self._cases:
            documents = self._documents(case)
            versions = self._own(case)
            self._views[case.article.path] = Sources(
                documents=documents,
                versions=plan.with_versions(documents, versions),
                versions_partial=plan.partly_known(versions, self._listed, case.later, documents),
                catalogue=skeletons,
                metadata={act: self._metadata[act] for act in case.standing if act in self._metadata},
                today=self._today,
            )

    def _sources(self, by_lock: set[str]) -> Sources:
        documents: dict[str, Source] = {}
        views: dict[str, Sources] = {}
        partial: set[str] = set()
        english_first = sorted(self._cases, key=lambda c: (c.article.language != "en", c.article.language))
        for case in english_first:
            view = self._views[case.article.path]
            view = locked.cautious([case.article], view, self._lock, by_lock)
            views[case.article.path] = view
            partial |= view.versions_partial
            for id_, source in view.documents.items():
                documents.setdefault(id_, source)
        whole = Sources(
            documents=documents,
            versions=plan.with_versions(documents, self._versions),
            versions_partial=frozenset(partial),
            catalogue=skeletons,
            metadata=self._metadata,
            locked=locked.recorded(self._lock, documents),
            today=self._today,
        )
        return replace(whole, views=MappingProxyType(views))


def _language(article: Article, is_eu: bool) -> str:
    return article.language if is_eu else _PAGES


def _shared(known: Iterable[Source], language: str) -> Source | None:
    """What was learned of a document in another language and holds for this one too."""
    for source in known:
        if isinstance(source, Gone):
            return source
        if isinstance(source, Fetched) and source.outline.language == language:
            return source
    return None


def _counting(tell: Tell, before: int, total: int) -> Tell:
    return lambda done, _, name: tell(before + done, total, name)


def _together(one: LookupRequest, other: LookupRequest) -> LookupRequest:
    return LookupRequest(
        one.document,
        tuple(sorted({*one.urls, *other.urls})),
        tuple(dict.fromkeys((*one.languages, *other.languages))),
    )


def _all(several: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted({one for some in several for one in some}))
