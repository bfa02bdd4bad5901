"""``srclint lock``: from what the articles cite and what was read of it to ``srclint.lock``."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from srclint.config import Config
from srclint.engine import locked, plan
from srclint.engine.writing import NotWritten, replace_file
from srclint.errors import LockError, UsageError
from srclint.legal import wording
from srclint.legal.acts import skeletons
from srclint.legal.identifiers import base_celex
from srclint.legal.provisions import human
from srclint.legal.reliance import WHOLE, Absence, reliances
from srclint.model import (
    ActMetadata,
    Article,
    Fetched,
    Gone,
    LockedDocument,
    Provision,
    Source,
    Sources,
    Unverified,
)
from srclint.rules.fragment_not_found import missing
from srclint.source import lockfile
from srclint.source.lockfile import Lock, LockedAct, id_of, key_of

if TYPE_CHECKING:
    from srclint.engine import Progress


@dataclass(frozen=True, slots=True)
class Change:
    """What a run does to one document of the lock, or what is wrong with it there; ``words`` says why.

    ``unread``: it could not be read, so that nothing was recorded anew.
    """

    id: str
    what: Literal["added", "changed", "removed", "unread"]
    words: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The lock as it is to be, and in what it differs from the file.

    ``current``: the file says the same already. ``requests`` and ``notes`` are the look-up's.
    """

    file: Path
    lock: Lock
    changes: tuple[Change, ...]
    current: bool
    requests: int = 0
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Cited:
    """What the articles want to know of one document."""

    provisions: dict[str, str] = field(default_factory=dict)
    absent: set[str] = field(default_factory=set)
    fragments: dict[str, bool] = field(default_factory=dict)


def update(
    paths: Sequence[str],
    config: Config,
    *,
    prune: bool = False,
    today: dt.date | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Read the articles, look up what they cite, and write the lock.

    What no article cites any more is dropped where ``paths`` hold the whole folder of the lock, or
    with ``prune``; of a part of the articles the rest of the lock stays. What could not be read keeps
    what was recorded of it. Raises LockError and UsageError.
    """
    from srclint import engine

    file = _file(config)
    old = locked.load(file)
    articles, passed_over = engine.read_and_tell(paths, config, today=today, progress=progress)
    whole = prune or is_whole(paths, file)
    unreadable = [article.path for article in articles if article.unreadable is not None]
    # The lock must not be written from the lock.
    sources, requests, notes = engine.look_up(
        articles, replace(config, lock=None), today=today, progress=progress
    )
    notes = (*passed_over, *notes)
    if unreadable and whole:
        whole = False
        notes = (*notes, f"{unreadable[0]} could not be read; what it may cite stays in the lock.")
    day = today or dt.date.today()  # noqa: DTZ011 - the author's calendar
    asked = _asked(articles, config)
    new = renewed(articles, sources, old, asked=asked, whole=whole, day=day)
    before = lockfile.dump(old) if file.is_file() else ""
    after = lockfile.dump(new)
    changes = tuple(_changes(old, new, sources, asked))
    if before != after and (before or new.documents or new.unread):
        _write(file, after)
    return Outcome(file, new, changes, before == after, requests, notes)


def is_whole(paths: Iterable[str], file: Path) -> bool:
    """Whether the paths hold the lock's own folder, and so every article that it is for."""
    home = Path(os.path.abspath(file)).parent
    folders = [Path(os.path.abspath(path)) for path in paths if Path(path).is_dir()]
    return any(folder == home or folder in home.parents for folder in folders)


def _file(config: Config) -> Path:
    if config.lock is None:
        raise UsageError("There is no lock file to write: --no-lock was given, or no file named.")
    return config.lock


def _asked(articles: Sequence[Article], config: Config) -> set[str]:
    return {request.document.id for request in plan.first_round(articles, allow_private=config.allow_private)}


def _write(file: Path, text: str) -> None:
    try:
        before: bytes | None = file.read_bytes() if file.is_file() else None
        replace_file(file, before, text.encode("utf-8"))
    except NotWritten as error:
        raise LockError(f"{file}: the lock {error}.") from None
    except OSError as error:
        raise LockError(f"{file}: the lock cannot be written: {error.strerror or error}.") from None


# --------------------------------------------------------------------------- what is to be recorded


def cited(articles: Iterable[Article], sources: Sources) -> dict[str, _Cited]:
    """By document as the lock names it: the provisions and fragments that the articles rest on, as the
    sources have them in the articles' languages."""
    found: dict[str, _Cited] = {}
    for article in articles:
        own = sources.of(article)
        for one in reliances(article, own):
            of = found.setdefault(_key(one.document, own.get(one.document)), _Cited())
            if isinstance(one, Absence):
                of.absent.add(one.target)
            elif one.key not in of.provisions:
                of.provisions[one.key] = one.digest
        for citation in article.citations:
            identified = citation.identified
            if identified is None or identified.document.is_eu or not identified.fragment:
                continue
            id_ = identified.document.id
            outline = own.outline(id_)
            if outline is not None:
                held = missing(identified, outline, own.locked.get(id_)) is None
                found.setdefault(id_, _Cited()).fragments[identified.fragment] = held
    return found


def _key(id_: str, source: Source) -> str:
    """What the lock calls a document as it was read."""
    return key_of(id_, source.outline.language if isinstance(source, Fetched) else None)


def _read(sources: Sources) -> dict[str, Source]:
    """All that was asked for, in every language, by the lock's names."""
    found: dict[str, Source] = {}
    for view in (sources, *sources.views.values()):
        for id_, source in view.documents.items():
            found.setdefault(_key(id_, source), source)
    return dict(sorted(found.items()))


def renewed(
    articles: Sequence[Article], sources: Sources, old: Lock, *, asked: set[str], whole: bool, day: dt.date
) -> Lock:
    """The lock after a run. ``whole``: what the articles do not cite is dropped."""
    wanted = cited(articles, sources)
    documents: dict[str, LockedDocument] = {}
    unread: dict[str, str] = {}
    answers = _read(sources)
    read = {id_of(key) for key, source in answers.items() if isinstance(source, Fetched)}
    kept: dict[str, list[str]] = {}
    for key in old.documents:
        kept.setdefault(id_of(key), []).append(key)
    for id_, source in answers.items():
        if isinstance(source, Fetched):
            documents[id_] = _document(
                source, wanted.get(id_, _Cited()), old.documents.get(id_), whole=whole, day=day
            )
        elif id_ in kept and isinstance(source, Unverified):
            for key in kept[id_]:
                documents.setdefault(key, old.documents[key])
        elif id_ in asked and id_ not in read:
            # The reason of a passing failure changes from run to run; the first one is enough.
            unread[id_] = "gone" if isinstance(source, Gone) else old.unread.get(id_, source.reason)
    acts = {
        celex: act
        for celex in sorted({*sources.versions, *sources.metadata, *_acts(documents)})
        if (act := _act(celex, sources, old.acts.get(celex), day=day)) is not None
    }
    for id_, before in old.documents.items():
        # The consolidated texts of a cited act stay as long as nobody says that they are not needed.
        version_of = _version_of(id_)
        spared = version_of in acts and (
            version_of not in sources.versions or version_of in sources.versions_partial
        )
        refused = isinstance(sources.get(id_of(id_)), Gone)
        if id_ not in documents and not refused and (not whole or spared):
            documents[id_] = before
    if not whole:
        acts = {**old.acts, **acts}
        unread = {**{id_: why for id_, why in old.unread.items() if id_ not in documents}, **unread}
    return Lock(MappingProxyType(documents), MappingProxyType(acts), MappingProxyType(unread))


def _version_of(id_: str) -> str | None:
    """The act (CELEX) that a consolidated text is a version of; None for any other document."""
    return base_celex(id_of(id_).removeprefix("celex:")) if id_.startswith("celex:0") else None


def _acts(documents: Iterable[str]) -> set[str]:
    return {base_celex(id_of(key).removeprefix("celex:")) for key in documents if key.startswith("celex:")}


def _document(
    source: Fetched, wanted: _Cited, before: LockedDocument | None, *, whole: bool, day: dt.date
) -> LockedDocument:
    outline = source.outline
    kept = before if not whole else None
    new = LockedDocument(
        document=source.document,
        outline=replace(
            outline,
            title=" ".join(outline.title.split()) if outline.title else None,
            provisions=tuple(Provision(provision.path) for provision in outline.provisions),
            anchors=frozenset(),
            sections=(),
            text="",
            skeleton=True,
        ),
        sha256=source.sha256,
        retrieved=min(source.retrieved.date(), day),
        # What other articles cite keeps the wording that they were written by.
        provisions={**(kept.provisions if kept else {}), **wanted.provisions},
        absent=frozenset(wanted.absent | set(kept.absent if kept else ())),
        fragments={**(kept.fragments if kept else {}), **wanted.fragments},
        moved_to=source.moved_to,
        moved_same=source.moved_same,
        secure=source.secure,
    )
    if before is None:
        return new
    sketches = before.provisions.get(WHOLE), new.provisions.get(WHOLE)
    if sketches[0] and sketches[1] and wording.likeness(sketches[0], sketches[1]) >= wording.ALIKE:
        new = replace(new, provisions={**new.provisions, WHOLE: sketches[0]})
    # Nothing that matters changed: the line that says when it was read stays, and merges stay easy.
    same = replace(new, sha256=before.sha256, retrieved=before.retrieved)
    return same if _text(same) == _text(before) else new


def _text(document: LockedDocument) -> str:
    return lockfile.dump(Lock({document.document: document}))


def _act(celex: str, sources: Sources, before: LockedAct | None, *, day: dt.date) -> LockedAct | None:
    known = before or LockedAct(celex)
    listed = sources.versions.get(celex)
    if listed is not None and celex not in sources.versions_partial:
        numbers = lockfile.sorted_versions(id_.removeprefix("celex:") for id_ in listed)
        if numbers != known.versions:
            known = replace(known, versions=numbers, versions_on=day)
    metadata = sources.metadata.get(celex)
    if metadata is not None and metadata not in (known.metadata, ActMetadata(celex)):
        known = replace(known, metadata=metadata, metadata_on=day)
    return known if known.versions is not None or known.metadata is not None else None


# --------------------------------------------------------------------------- what has changed


def _changes(old: Lock, new: Lock, sources: Sources, asked: set[str]) -> Iterable[Change]:
    for id_ in sorted({*old.documents, *new.documents, *new.unread, *old.unread}):
        before, after = old.documents.get(id_), new.documents.get(id_)
        source = sources.documents.get(id_of(id_))
        if after is None and before is not None:
            yield Change(id_, "removed", "it is gone" if isinstance(source, Gone) else "no longer cited")
        elif before is None and after is not None:
            count = len(after.provisions) - (WHOLE in after.provisions)
            yield Change(id_, "added", f"{count} cited provision{'' if count == 1 else 's'}" if count else "")
        elif before is not None and after is not None and before is not after:
            words = "; ".join(_differences(before, after))
            if words or _text(before) != _text(after):
                yield Change(id_, "changed", words)
        if id_ in asked and isinstance(source, Unverified | Gone):
            kept = "; what was recorded before stays" if after is not None else ""
            yield Change(id_, "unread", f"{_why(source)}{kept}")


def _why(source: Source) -> str:
    assert not isinstance(source, Fetched)
    return f"{source.reason}: {source.evidence}".rstrip(".")


def _differences(before: LockedDocument, after: LockedDocument) -> Iterable[str]:
    both = before.provisions.keys() & after.provisions.keys()
    changed = [key for key in sorted(both) if before.provisions[key] != after.provisions[key]]
    if changed:
        yield f"{_names(changed)} changed"
    new = sorted(after.provisions.keys() - before.provisions.keys())
    if new:
        yield f"{_names(new)} new"
    dropped = sorted(before.provisions.keys() - after.provisions.keys())
    if dropped:
        yield f"{_names(dropped)} no longer cited"
    if before.outline.provisions != after.outline.provisions:
        yield "other provisions"


def _names(keys: Sequence[str], most: int = 4) -> str:
    names = [_name(key) for key in keys]
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


def _name(key: str) -> str:
    if key == WHOLE:
        return "the page's text"
    return f"the section {key}" if key.startswith("#") else human(key)


# --------------------------------------------------------------------------- checking


def verify(
    paths: Sequence[str],
    config: Config,
    *,
    today: dt.date | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Whether the lock covers what the articles cite; asks nobody and writes nothing.

    ``changes`` are what ``update`` would have to mend: documents and provisions that the lock does not
    have, and, where ``paths`` hold the whole folder of the lock, those that nobody cites any more.
    Raises LockError and UsageError.
    """
    from srclint import engine

    file = _file(config)
    old = locked.load(file)
    articles = engine.read(paths, config, today=today, progress=progress)
    whole = is_whole(paths, file) and not any(article.unreadable is not None for article in articles)
    asked = sorted(_asked(articles, config))
    sources = by_lock(old, articles)
    wanted = cited(articles, sources)
    known = {*map(id_of, old.documents), *old.unread}
    changes = [Change(id_, "added", "not in the lock") for id_ in asked if id_ not in known]
    changes += [Change(id_, "unread", old.unread[id_]) for id_ in asked if id_ in old.unread]
    reached = {*asked, *(id_ for ids in sources.versions.values() for id_ in ids)}
    acts = _acts(asked)
    # As in ``renewed``: a consolidated text of a cited act is needed, whoever listed it.
    reached.update(id_ for id_ in map(id_of, old.documents) if _version_of(id_) in acts)
    needed = {*wanted, *(key for key in _read(sources) if id_of(key) in reached)}
    for id_, record in old.documents.items():
        if id_ not in needed:
            if whole:
                changes.append(Change(id_, "removed", "no longer cited"))
            continue
        words = list(_uncovered(record, wanted.get(id_, _Cited()), whole=whole))
        if words:
            changes.append(Change(id_, "changed", "; ".join(words)))
    if whole:
        changes += [Change(id_, "removed", "no longer cited") for id_ in old.unread if id_ not in asked]
    changes.sort(key=lambda change: (change.id, change.what))
    return Outcome(file, old, tuple(changes), all(change.what == "unread" for change in changes))


def _uncovered(record: LockedDocument, wanted: _Cited, *, whole: bool) -> Iterable[str]:
    has = {*record.provisions}
    new = sorted(wanted.provisions.keys() - has) + sorted(wanted.absent - record.absent)
    new += [f"#{name}" for name in sorted(wanted.fragments.keys() - record.fragments.keys())]
    if new:
        yield f"{_names(list(dict.fromkeys(new)))} not in the lock"
    if whole:
        left = sorted(has - wanted.provisions.keys()) + sorted(record.absent - wanted.absent)
        left += [f"#{name}" for name in sorted(record.fragments.keys() - wanted.fragments.keys())]
        if left:
            yield f"{_names(list(dict.fromkeys(left)))} no longer cited"


def by_lock(lock: Lock, articles: Sequence[Article] = ()) -> Sources:
    """The sources as the lock alone knows them, for each article in its language."""
    listed = locked.versions(lock, lock.acts)
    versions = plan.all_versions(lock.acts, listed, locked.at_hand(lock, {}, set(lock.acts)))
    ids = sorted({*map(id_of, lock.documents)})

    @cache
    def spoken(language: str) -> Sources:
        documents: dict[str, Source] = {}
        records: dict[str, LockedDocument] = {}
        for id_ in ids:
            record = locked.record(lock, id_, language)
            assert record is not None
            documents[id_], records[id_] = locked.fetched(record), record
        return Sources(
            documents=documents,
            versions=plan.with_versions(documents, versions),
            versions_partial=frozenset(act for act in versions if act not in listed),
            catalogue=skeletons,
            metadata=locked.metadata(lock, lock.acts),
            locked=records,
        )

    views = {article.path: spoken(article.language) for article in articles}
    return replace(spoken("en"), views=MappingProxyType(views))
