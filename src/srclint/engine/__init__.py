"""The one pipeline: read, look up, judge, report model. No terminal here, and no HTTP."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from srclint.config import Config
from srclint.engine import plan
from srclint.engine.files import InputFile, discover
from srclint.engine.judge import judge
from srclint.engine.read import read_all
from srclint.errors import UsageError
from srclint.legal.acts import skeletons
from srclint.model import Article, Report, Source, SourceRecord, Sources
from srclint.parse.settings import ReadSettings
from srclint.rules import RULES
from srclint.version import __version__

if TYPE_CHECKING:
    from srclint.source.lookup import Lookup

Progress = Callable[[str, int, int, str], None]
"""Called with the stage (``read`` | ``look-up``), how many are done, of how many, and which one."""


def read(
    paths: Sequence[str],
    config: Config,
    *,
    stdin: InputFile | None = None,
    today: dt.date | None = None,
    progress: Progress | None = None,
) -> tuple[Article, ...]:
    """Read the articles that ``paths`` mean. Raises UsageError where no file matches."""
    files = (stdin,) if stdin is not None else discover(paths, config.exclude, config.root)
    if not files:
        where = ", ".join(paths)
        raise UsageError(f"{where}: no article found; name a file, or a folder with Markdown, HTML or text.")
    settings = ReadSettings(
        scope=config.scope,
        claims=config.claims,
        default_act=config.default_act,
        language=config.language,
        date_fields=config.date_fields,
        source_headings=config.source_headings,
        stop_headings=config.stop_headings,
        content=config.content,
        as_of=config.as_of,
    )

    def tell(done: int, total: int, name: str) -> None:
        if progress is not None:
            progress("read", done, total, name)

    return read_all(files, settings, today=today or dt.date.today(), jobs=config.jobs, progress=tell)  # noqa: DTZ011


def check(
    paths: Sequence[str],
    config: Config,
    *,
    stdin: InputFile | None = None,
    today: dt.date | None = None,
    progress: Progress | None = None,
) -> Report:
    """Read, look up and judge. ``today`` is the date of the run, by the local calendar if None."""
    day = today or dt.date.today()  # noqa: DTZ011 - the author's calendar is what "today" means
    articles = read(paths, config, stdin=stdin, today=day, progress=progress)
    sources, requests, notes = look_up(articles, config, today=day, progress=progress)
    online = not config.offline
    return Report(
        version=__version__,
        articles=tuple(judge(article, sources, config, today=day, online=online) for article in articles),
        sources=_records(articles, sources),
        rules=tuple(rule.info for rule in RULES),
        requests=requests,
        offline=config.offline,
        notes=notes,
    )


def look_up(
    articles: Sequence[Article],
    config: Config,
    *,
    today: dt.date | None = None,
    progress: Progress | None = None,
) -> tuple[Sources, int, tuple[str, ...]]:
    """Ask for each cited document once; for the acts also what became of them since.

    The consolidated versions of each act with a cited provision are listed in one question to the
    register, what it knows of the acts (repealed, expired) in another; then the newest version is
    read. ``today`` is the date of the run, by the local calendar if None.

    Returns the sources, the number of requests made and notes for the user.
    """
    day = today or dt.date.today()  # noqa: DTZ011 - as in check
    first = plan.first_round(articles, allow_private=config.allow_private)
    if not first:
        return Sources(catalogue=skeletons, today=day), 0, ()

    def tell(done: int, total: int, name: str) -> None:
        if progress is not None:
            progress("look-up", done, total, name)

    with open_lookup(config) as lookup:
        known: dict[str, Source] = dict(lookup.run(first, tell))
        sources = Sources(documents=known, catalogue=skeletons, today=day)
        doubtful = plan.in_doubt(articles, sources)
        acts = tuple(sorted({*doubtful, *plan.whose_text_matters(articles)}))
        listed = lookup.versions(acts)
        versions = plan.all_versions(acts, listed, lookup.versions_at_hand(acts))
        second = plan.second_round(articles, versions, doubtful=doubtful, today=day)
        answers = lookup.run([r for r in second if r.document.id not in known], tell)
        known.update((id_, source) for id_, source in answers.items() if not plan.was_only_hoped_for(source))
        metadata = lookup.metadata(plan.whose_standing_matters(articles))
        sources = Sources(
            documents=known,
            versions=plan.with_versions(known, versions),
            versions_partial=plan.partly_known(versions, listed, second, known),
            catalogue=skeletons,
            metadata=metadata,
            today=day,
        )
        return sources, lookup.requests, tuple(lookup.notes)


def open_lookup(config: Config) -> Lookup:
    """The look-up that a configuration asks for; a context manager."""
    # Imported here: a run that reads only must not pay for the network's libraries.
    from srclint.source.lookup import Lookup
    from srclint.source.options import LookupOptions

    return Lookup(
        LookupOptions(
            offline=config.offline,
            refresh=config.refresh,
            cache_dir=None if config.no_cache else config.cache_dir or default_cache_dir(),
            source_dirs=config.source_dir,
            remap=config.remap,
            trust_remap=config.trust_remap,
            allow_private=config.allow_private,
            max_time=config.max_time,
            contact=config.contact or "",
            hosts=config.hosts,
        )
    )


def default_cache_dir() -> Path:
    """Where fetched sources live: the user's cache folder, by the system's own custom."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("srclint", appauthor=False))


def _records(articles: Iterable[Article], sources: Sources) -> tuple[SourceRecord, ...]:
    urls: dict[str, dict[str, None]] = {id_: {} for id_ in sources.documents}
    for article in articles:
        for citation in article.citations:
            if citation.document is not None and citation.url is not None:
                urls.setdefault(citation.document.id, {})[citation.url] = None
    return tuple(
        SourceRecord(id_, tuple(sorted(found)), sources.get(id_)) for id_, found in sorted(urls.items())
    )
