"""Repairs: the edits that findings carry, made in rounds until nothing is left to make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from srclint.engine import edits
from srclint.engine.writing import NotWritten, replace_file, spelled_like
from srclint.errors import UnreadableArticle
from srclint.legal.identifiers import identify
from srclint.model import Article, ArticleReport, Fetched, Fix, Source, Sources
from srclint.parse.decode import decode
from srclint.plainfile import read_plain

if TYPE_CHECKING:
    from srclint.engine import Run

ROUNDS = 10
"""How often the edits of an article are made anew; each round does what overlapped in the one before."""


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of an article's text. ``fixed`` and ``ignored`` count the findings that it settles."""

    path: str
    before: str
    after: str
    fixed: int = 0
    ignored: int = 0


@dataclass(frozen=True, slots=True)
class Mended:
    """A run as it is after its changes. ``before`` are the articles' reports without them, by path.

    ``notes`` are sentences for the user about what could not be done, ``unwritten`` those about
    files that could not be written.
    """

    run: Run
    changes: tuple[Change, ...] = ()
    before: Mapping[str, ArticleReport] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    unwritten: tuple[str, ...] = ()

    @property
    def fixed(self) -> int:
        """How many findings were repaired."""
        return sum(change.fixed for change in self.changes)

    @property
    def ignored(self) -> int:
        """How many findings a new comment silences."""
        return sum(change.ignored for change in self.changes)

    @property
    def left(self) -> int:
        """How many findings remain."""
        return sum(1 for _ in self.run.report.findings())

    def text(self, path: str) -> str:
        """An article's text as it is now."""
        return next(e.article.text for e in self.run.report.articles if e.article.path == path)


def begin(run: Run) -> Mended:
    """A run with nothing changed yet."""
    return Mended(run, before={entry.article.path: entry for entry in run.report.articles})


def fix(mended: Mended, *, unsafe: bool) -> Mended:
    """Make the repairs that the remaining findings carry: the safe ones, with ``unsafe`` all.

    Nothing is written. Each article is read and judged again after each round with the sources of
    the run; a new address that a repair put in counts as the document that was read for the old one.
    """
    run = mended.run
    again = replace(run, sources=_also_under_new_addresses(run.sources))

    def repaired(entry: ArticleReport) -> tuple[ArticleReport, int]:
        return _repaired(again, entry, unsafe=unsafe)

    new, changes = _each(mended, repaired, "fixed")
    return replace(mended, run=_settled(run, again, new, changes), changes=changes)


def change(
    mended: Mended, one: Callable[[ArticleReport], tuple[ArticleReport, int]], notes: Iterable[str] = ()
) -> Mended:
    """Let ``one`` change each article so that some of its findings are ignored; see ``Mended``."""
    new, changes = _each(mended, one, "ignored")
    run = replace(mended.run, report=replace(mended.run.report, articles=new))
    return replace(mended, run=run, changes=changes, notes=(*mended.notes, *notes))


def _each(
    mended: Mended, one: Callable[[ArticleReport], tuple[ArticleReport, int]], what: str
) -> tuple[tuple[ArticleReport, ...], tuple[Change, ...]]:
    changed = {change.path: change for change in mended.changes}
    new: list[ArticleReport] = []
    for entry in mended.run.report.articles:
        path = entry.article.path
        after, count = one(entry)
        new.append(after)
        if after.article.text != entry.article.text:
            before = changed.get(path) or Change(path, entry.article.text, "")
            total = getattr(before, what) + count
            changed[path] = replace(before, after=after.article.text, **{what: total})
    return tuple(new), tuple(changed[path] for path in sorted(changed))


def _repaired(run: Run, entry: ArticleReport, *, unsafe: bool) -> tuple[ArticleReport, int]:
    """The article after its repairs, and how many findings they settled."""
    count = 0
    seen = {entry.article.text}
    for _ in range(ROUNDS):
        article = entry.article
        chosen, done = edits.choose(fixes_of(entry, unsafe=unsafe), len(article.text))
        text = edits.apply(article.text, chosen)
        if text in seen:
            break  # nothing to do, or two repairs that undo each other
        seen.add(text)
        after = run.read_again(article, text)
        if after.unreadable is not None:
            break
        entry = run.judge(after)
        count += len(done)
    return entry, count


def fixes_of(entry: ArticleReport, *, unsafe: bool) -> list[Fix]:
    """The repairs of an article's remaining findings that change something."""
    text = entry.article.text
    return [
        fix
        for finding in entry.findings
        if finding.suppressed is None and (fix := finding.problem.fix) is not None
        if (fix.safe or unsafe) and any(text[e.start : e.end] != e.replacement for e in fix.edits)
    ]


def _also_under_new_addresses(sources: Sources) -> Sources:
    """The sources, also by the addresses to which they moved or by which they are secure."""
    views = {path: _also_under_new_addresses(view) for path, view in sources.views.items()}
    known = dict(sources.documents)
    for id_, source in sources.documents.items():
        if not isinstance(source, Fetched):
            continue
        new = []
        if source.moved_to is not None and source.moved_same:
            new.append(identify(source.moved_to).document.id)
        if not source.secure and id_.startswith("url:http://"):
            new.append(id_.replace("url:http://", "url:https://", 1))
        for name in new:
            known.setdefault(
                name, replace(source, document=name, moved_to=None, moved_same=False, secure=True)
            )
    return replace(sources, documents=known, views=MappingProxyType(views))


def _settled(run: Run, again: Run, new: Sequence[ArticleReport], changes: Sequence[Change]) -> Run:
    """The run with its articles as repaired; what they cite now and nobody read yet is looked up."""
    from srclint.engine import look_up, records

    changed = {change.path for change in changes}
    documents = dict(again.sources.documents)
    cited = {c.document.id for entry in new for c in entry.article.citations if c.document is not None}
    documents = {id_: s for id_, s in documents.items() if id_ in run.sources.documents or id_ in cited}
    views = {e.article.path: again.sources.of(e.article).documents for e in new}
    unknown = [
        e.article for e in new if e.article.path in changed and _unread(e.article, views[e.article.path])
    ]
    requests, notes = run.report.requests, run.report.notes
    sources = replace(again.sources, documents=documents)
    if unknown:
        more, asked, told = look_up(unknown, run.config, today=run.today)
        renewed = {
            path: replace(view, documents={**view.documents, **views[path]})
            for path, view in more.views.items()
        }
        requests += asked
        notes = tuple(dict.fromkeys((*notes, *told)))
        sources = replace(
            sources,
            documents={**more.documents, **documents},
            versions={**more.versions, **sources.versions},
            metadata={**more.metadata, **sources.metadata},
            versions_partial=sources.versions_partial | more.versions_partial,
            views=MappingProxyType({**sources.views, **renewed}),
        )
    run = replace(run, sources=sources)
    again_judged = {article.path for article in unknown}
    entries = tuple(run.judge(e.article) if e.article.path in again_judged else e for e in new)
    report = replace(
        run.report,
        articles=entries,
        sources=records((e.article for e in entries), sources),
        requests=requests,
        notes=notes,
    )
    return replace(run, report=report)


def _unread(article: Article, documents: Mapping[str, Source]) -> bool:
    return any(
        c.document is not None
        and c.document.id not in documents
        and c.identified is not None
        and c.identified.error is None
        and c.identified.unsafe is None
        for c in article.citations
    )


def write(mended: Mended) -> Mended:
    """Write each changed article in its own encoding, whole or not at all.

    What could not be written counts as unchanged: its findings are back in the report, and a
    sentence in ``unwritten`` says why.
    """
    kept: list[Change] = []
    failed: dict[str, str] = {}
    inside = (Path.cwd(), mended.run.config.root)
    for each in mended.changes:
        try:
            _write(each, inside)
            kept.append(each)
        except NotWritten as error:
            failed[each.path] = f"{each.path} {error}; it is left as it was."
    if not failed:
        return mended
    articles = tuple(
        mended.before[entry.article.path] if entry.article.path in failed else entry
        for entry in mended.run.report.articles
    )
    run = replace(mended.run, report=replace(mended.run.report, articles=articles))
    return replace(mended, run=run, changes=tuple(kept), unwritten=tuple(failed.values()))


def _write(change: Change, inside: tuple[Path, ...]) -> None:
    from srclint.engine.files import MAX_BYTES

    file = Path(change.path)
    try:
        data = read_plain(file, MAX_BYTES)
    except OSError as error:
        raise NotWritten(f"cannot be read again: {error.strerror or error}") from None
    replace_file(file, data, respelled(data, change), inside=inside)


def respelled(data: bytes, change: Change) -> bytes:
    """The bytes of a file with a change made in it. Raises NotWritten where that cannot be done."""
    try:
        now = decode(data, change.path)
    except UnreadableArticle:
        now = None
    if now != change.before:
        raise NotWritten("changed since it was read")
    return spelled_like(data, change.before, change.after)
