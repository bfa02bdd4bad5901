"""The one pipeline: read, look up, judge, report model. No terminal here, and no HTTP."""

from __future__ import annotations

import codecs
import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from srclint.config import Config
from srclint.engine import baseline as baselines
from srclint.engine import diffbase, locked
from srclint.engine.asking import Desk
from srclint.engine.files import InputFile, discover, without_own_reports
from srclint.engine.judge import judge, judgeable
from srclint.engine.read import read_all, read_one
from srclint.errors import UsageError
from srclint.legal.acts import skeletons
from srclint.model import Article, ArticleReport, Report, Severity, SourceRecord, Sources
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
    return read_and_tell(paths, config, stdin=stdin, today=today, progress=progress)[0]


def read_and_tell(
    paths: Sequence[str],
    config: Config,
    *,
    stdin: InputFile | None = None,
    today: dt.date | None = None,
    progress: Progress | None = None,
) -> tuple[tuple[Article, ...], tuple[str, ...]]:
    """As ``read``, with notes for the user on what was passed over."""
    if stdin is not None:
        files: tuple[InputFile, ...] = (stdin,)
    else:
        files = discover(paths, config.exclude, config.root, apart=config.source_dir)
    files, own = without_own_reports(files)
    notes = tuple(f"{name} is a report of srclint and no article; it was not read." for name in own)
    if not files:
        where = ", ".join(paths)
        raise UsageError(f"{where}: no article found; name a file, or a folder with Markdown, HTML or text.")
    settings = config.reading

    def tell(done: int, total: int, name: str) -> None:
        if progress is not None:
            progress("read", done, total, name)

    day = today or dt.date.today()  # noqa: DTZ011 - the author's calendar
    return read_all(files, settings, today=day, jobs=config.jobs, progress=tell), notes


def check(
    paths: Sequence[str],
    config: Config,
    *,
    stdin: InputFile | None = None,
    today: dt.date | None = None,
    progress: Progress | None = None,
) -> Report:
    """Read, look up and judge. ``today`` is the date of the run, by the local calendar if None."""
    return run(paths, config, stdin=stdin, today=today, progress=progress).report


@dataclass(frozen=True, slots=True)
class Run:
    """A run's report, and what its articles were judged with: enough to judge one of them again."""

    report: Report
    config: Config
    sources: Sources
    today: dt.date
    baseline: baselines.Baseline | None = None
    from_stdin: bool = False
    base: diffbase.Base | None = None

    def read_again(self, article: Article, text: str) -> Article:
        """An article with another text, read with the same settings and as of the same date."""
        file = Path(article.path)
        # A mark before the text, so that one that the text itself begins with is not taken for it.
        data = codecs.BOM_UTF8 + text.encode("utf-8")
        there = InputFile(article.path, None if self.from_stdin else file, data=data)
        again = read_one(there, settings=self.config.reading, today=self.today)
        if again.as_of_source == "today" and article.as_of_source == "commit":
            again = replace(again, as_of=article.as_of, as_of_source="commit")
        return again

    def judge(self, article: Article) -> ArticleReport:
        """One article's report, as in this run."""
        entry = self._judged(article)
        if self.base is None:
            return entry
        return self.base.mark(entry, lambda old: self._judged(self.read_again(article, old)))

    def _judged(self, article: Article) -> ArticleReport:
        online = not self.config.offline
        return judge(
            article, self.sources, self.config, today=self.today, online=online, baseline=self.baseline
        )

    def since(self, revision: str) -> Run:
        """The run with what lies outside the changes since a revision marked; see ``final``.

        Raises UsageError where git cannot tell the changes.
        """
        base = diffbase.load(revision, [entry.article for entry in self.report.articles])
        it = replace(self, base=base)
        articles = tuple(it.judge(entry.article) for entry in self.report.articles)
        return replace(it, report=replace(self.report, articles=articles))

    @property
    def final(self) -> Report:
        """The report to show: without the findings outside the changes, which are counted."""
        if self.base is None:
            return self.report
        articles = tuple(
            replace(
                entry,
                findings=tuple(
                    f for f in entry.findings if f.suppressed is None or f.suppressed.by != diffbase.BY
                ),
            )
            for entry in self.report.articles
        )
        count = sum(len(entry.findings) for entry in self.report.articles)
        left_out = count - sum(len(entry.findings) for entry in articles)
        return replace(self.report, articles=articles, left_out=left_out)


def run(
    paths: Sequence[str],
    config: Config,
    *,
    stdin: InputFile | None = None,
    today: dt.date | None = None,
    progress: Progress | None = None,
    new_baseline: bool = False,
) -> Run:
    """As ``check``, and keep what is needed to go on. ``new_baseline``: its file may be absent."""
    day = today or dt.date.today()  # noqa: DTZ011 - the author's calendar is what "today" means
    # First, since a damaged baseline must not cost the look-up.
    known = baselines.load(config.baseline, new=new_baseline) if config.baseline is not None else None
    articles, passed_over = read_and_tell(paths, config, stdin=stdin, today=day, progress=progress)
    sources, requests, notes = look_up(articles, config, today=day, progress=progress)
    notes = (*passed_over, *notes)
    empty = Report(__version__, (), records(articles, sources), tuple(rule.info for rule in RULES))
    it = Run(
        replace(empty, requests=requests, offline=config.offline, notes=notes),
        config,
        sources,
        day,
        known,
        from_stdin=stdin is not None,
    )
    return replace(it, report=replace(it.report, articles=tuple(map(it.judge, articles))))


def write_baseline(
    it: Run, *, reason: str = "", until: dt.date | None = None
) -> tuple[Run, baselines.Updated]:
    """Record a run's findings in its baseline; returns the run as it is with the new one.

    Raises ConfigError where the file cannot be written.
    """
    assert it.baseline is not None

    def able(article: Article) -> frozenset[str]:
        judged = judgeable(article, it.sources, it.config, online=not it.config.offline)
        return frozenset(code for code, (_, settled) in judged.items() if settled)

    new = baselines.updated(
        it.baseline, it.report.articles, able=able, today=it.today, reason=reason, until=until
    )
    baselines.write(new.baseline)
    it = replace(it, baseline=new.baseline)
    judged = tuple(it.judge(entry.article) for entry in it.report.articles)
    return replace(it, report=replace(it.report, articles=judged)), new


def look_up(
    articles: Sequence[Article],
    config: Config,
    *,
    today: dt.date | None = None,
    progress: Progress | None = None,
) -> tuple[Sources, int, tuple[str, ...]]:
    """Ask for each cited document once in each language of the articles; for the acts also what became
    of them since.

    The consolidated versions of each act with a cited provision are listed in one question to the
    register, what it knows of the acts (repealed, expired) in another; then the newest version is
    read, and where that reads differently also the one in force at the article's date. ``today`` is the
    date of the run, by the local calendar if None.

    What could not be read is taken from the lock, where the configuration names one that has it.

    Returns the sources, the number of requests made and notes for the user. Raises LockError.
    """
    lock = locked.load(config.lock)
    day = today or dt.date.today()  # noqa: DTZ011 - as in check
    desk = Desk(articles, lock, allow_private=config.allow_private, today=day)
    if desk.idle:
        return Sources(catalogue=skeletons, today=day), 0, ()

    def tell(done: int, total: int, name: str) -> None:
        if progress is not None:
            progress("look-up", done, total, name)

    with open_lookup(config) as lookup:
        sources = desk.run(lookup, tell, currency=_judges_currency(config))
        return sources, lookup.requests, (*lookup.notes, *locked.note(sources))


def _judges_currency(config: Config) -> bool:
    """Whether any rule is on that compares with the law of today; else nobody needs to be asked for it."""
    return any(
        rule.code.startswith("SRC5") and config.severity_of(rule) is not Severity.OFF for rule in RULES
    )


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


def records(articles: Iterable[Article], sources: Sources) -> tuple[SourceRecord, ...]:
    """What was looked up, in the order of its ids, with the addresses that the articles wrote."""
    urls: dict[str, dict[str, None]] = {id_: {} for id_ in sources.documents}
    for article in articles:
        for citation in article.citations:
            if citation.document is not None and citation.url is not None:
                urls.setdefault(citation.document.id, {})[citation.url] = None
    return tuple(
        SourceRecord(id_, tuple(sorted(found)), sources.get(id_)) for id_, found in sorted(urls.items())
    )
