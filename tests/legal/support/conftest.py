"""Articles and sources for the tests of support: small texts written here, in the real shapes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

import pytest

from srclint.engine.files import InputFile
from srclint.engine.read import read_one
from srclint.legal.acts import skeletons
from srclint.legal.support import Judgement, judgements
from srclint.model import Article, Fetched, Outline, Provision, Source, Sources
from srclint.parse.settings import ReadSettings

TODAY = dt.date(2026, 11, 1)
Weigh = Callable[..., list[Judgement]]


def article(text: str, name: str = "article.md") -> Article:
    """An article as read on the tests' day."""
    return read_one(InputFile(name, None, data=text.encode()), settings=ReadSettings(), today=TODAY)


def fetched(id_: str, outline: Outline) -> Fetched:
    """A document that was read."""
    return Fetched(
        id_, "https://example.org/", 200, "0" * 64, dt.datetime(2026, 11, 1, tzinfo=dt.UTC), outline
    )


def act(
    celex: str,
    provisions: Mapping[str, str],
    *,
    language: str = "en",
    headings: Mapping[str, str] | None = None,
    form: str = "oj-html",
) -> Fetched:
    """An act with the words of its provisions, in their order."""
    titles = headings or {}
    parts = tuple(
        Provision(path, titles.get(path), text, anchor=path if "." not in path else None)
        for path, text in provisions.items()
    )
    return fetched(f"celex:{celex}", Outline(form, language=language, celex=celex, provisions=parts))


def page(url: str, text: str, language: str = "en") -> Fetched:
    """A web page with its main text."""
    return fetched(f"url:{url}", Outline("page", language=language, text=text))


@pytest.fixture
def weigh() -> Weigh:
    """``weigh(text, source, ...)``: the judgements of an article's claims, in order."""

    def run(
        text: str,
        *read: Source,
        versions: Mapping[str, tuple[str, ...]] | None = None,
        name: str = "article.md",
    ) -> list[Judgement]:
        documents = {source.document: source for source in read}
        acts = {id_.removeprefix("celex:"): () for id_ in documents if id_.startswith("celex:3")}
        sources = Sources(
            documents=documents, versions={**acts, **(versions or {})}, catalogue=skeletons, today=TODAY
        )
        return list(judgements(article(text, name), sources).values())

    return run
