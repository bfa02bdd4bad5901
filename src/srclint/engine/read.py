"""Files to articles, on as many processes as it pays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

from srclint.engine.files import MAX_BYTES, InputFile, commit_dates
from srclint.errors import UnreadableArticle
from srclint.model import Article
from srclint.parse.article import read_article
from srclint.parse.bibliography import entries
from srclint.parse.decode import decode
from srclint.parse.formats import reader_for
from srclint.parse.settings import ReadSettings
from srclint.plainfile import read_plain

# Below this many bytes a second process costs more than it saves (each must import the parser).
WORTH_A_PROCESS = 1_500_000


def read_all(
    files: Sequence[InputFile],
    settings: ReadSettings,
    *,
    today: dt.date,
    jobs: int | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> tuple[Article, ...]:
    """Read each file; what cannot be read becomes an article with ``unreadable`` set."""
    workers = _workers(files, jobs)
    one = partial(read_one, settings=settings, today=today)
    articles: list[Article] = []
    if workers == 1:
        for file in files:
            articles.append(one(file))
            if progress is not None:
                progress(len(articles), len(files), file.path)
    else:
        with ProcessPoolExecutor(workers) as pool:
            try:
                for article in pool.map(one, files, chunksize=max(1, min(16, len(files) // (4 * workers)))):
                    articles.append(article)
                    if progress is not None:
                        progress(len(articles), len(files), article.path)
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    return _dated(files, articles)


def read_one(file: InputFile, *, settings: ReadSettings, today: dt.date) -> Article:
    """Read one file as an article."""
    try:
        text = decode(_bytes(file), file.path)
        if settings.as_of is None and not settings.bibliography and file.file is not None:
            settings = replace(settings, bibliography=_bibliography(file.file, text))
        return read_article(text, file.path, settings, modified=None, today=today)
    except UnreadableArticle as error:
        return Article(
            path=file.path,
            text="",
            format=reader_for(file.path),
            language=settings.language or "en",
            language_source="default",
            as_of=today,
            as_of_source="today",
            unreadable=str(error),
        )


def _bytes(file: InputFile) -> bytes:
    if file.problem is not None:
        raise UnreadableArticle(file.problem)
    try:
        if file.file is not None and file.data is None:
            size = file.file.stat().st_size
            if size > MAX_BYTES:
                raise UnreadableArticle(
                    f"The file is {size / 1e6:.0f} MB large; articles are read up to {MAX_BYTES / 1e6:.0f} MB."
                )
        return file.read()
    except OSError as error:
        raise UnreadableArticle(f"The file cannot be read: {error.strerror or error}.") from None


def _bibliography(file: Path, text: str) -> dict[str, str]:
    """The entries of the ``.bib`` files beside an article that cites by key."""
    if "@" not in text or "[@" not in text:
        return {}
    found: dict[str, str] = {}
    for source in sorted(file.parent.glob("*.bib")):
        try:
            found.update(entries(read_plain(source, MAX_BYTES).decode("utf-8", "replace")))
        except OSError:
            continue
    return found


def _workers(files: Sequence[InputFile], jobs: int | None) -> int:
    import os

    size = 0
    for file in files:
        try:
            size += len(file.data) if file.data is not None else file.file.stat().st_size if file.file else 0
        except OSError:
            continue
    worth = max(1, size // WORTH_A_PROCESS)
    return int(min(jobs or os.cpu_count() or 1, worth, max(1, len(files))))


def _dated(files: Sequence[InputFile], articles: list[Article]) -> tuple[Article, ...]:
    """Articles that say no date of their own get the one of their last commit."""
    undated = [
        file.file
        for file, article in zip(files, articles, strict=True)
        if article.as_of_source == "today" and file.file is not None and article.unreadable is None
    ]
    dates = commit_dates(undated) if undated else {}
    return tuple(
        replace(article, as_of=dates[file.file], as_of_source="commit")
        if article.as_of_source == "today" and file.file in dates
        else article
        for file, article in zip(files, articles, strict=True)
    )
