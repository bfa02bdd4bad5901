"""``srclint.lock`` in a run: where it is, and how it stands in for what was not read."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from srclint.errors import LockError
from srclint.legal.identifiers import base_celex
from srclint.legal.verification import examine
from srclint.model import ActMetadata, Article, Fetched, LockedDocument, Source, Sources, Unverified
from srclint.plainfile import read_plain
from srclint.source import lockfile
from srclint.source.lockfile import NAME, Lock, id_of, key_of

# Nothing was learned of the document now: what was learned of it before still stands. After any other
# answer (another document, no text, not in the register) something speaks against it.
_NOTHING_LEARNED = frozenset(
    [
        "blocked", "rate-limited", "robots", "timeout", "refused", "network", "tls", "server-error",
        "unexpected-status", "redirect-loop", "budget", "offline", "too-large", "empty", "unreadable",
        "not-servable", "not-ready", "not-checked", "internal", "private-network", "remap", "unreadable-address",
    ]
)  # fmt: skip


def default_file(start: Path, config_file: Path | None) -> Path:
    """The lock of a run that names none: the nearest ``srclint.lock`` from the configuration file's
    folder (without one: from ``start``) up to the root of its git repository (without git: up to the
    current folder). Where there is none yet: beside the configuration file, else in that topmost folder.
    """
    near = start if start.is_dir() else start.parent
    folder = near if config_file is None else config_file.resolve().parent
    here = Path.cwd()
    around = [folder, *folder.parents]
    top = next((place for place in around if (place / ".git").exists()), None)
    if top is None:
        # Folders above may belong to anyone, as /tmp does.
        top = here if here in around else folder
    within = around[: around.index(top) + 1]
    new = folder if config_file is not None else top
    return next((place / NAME for place in within if os.path.lexists(place / NAME)), new / NAME)


def load(file: Path | None) -> Lock:
    """The lock in a file; an empty one where there is no file. Raises LockError."""
    if file is None:
        return Lock()
    try:
        data = read_plain(file, lockfile.MAX_BYTES)
    except FileNotFoundError:
        return Lock()
    except OSError as error:
        raise LockError(f"{file}: the lock cannot be read: {error.strerror or error}.") from None
    return lockfile.load(data, str(file))


def record(lock: Lock, id_: str, language: str) -> LockedDocument | None:
    """What was recorded of a document: in the language of the article, else in English, else in any."""
    found = lock.documents.get(key_of(id_, language)) or lock.documents.get(id_)
    if found is None and id_.startswith("celex:"):
        others = [key for key in lock.documents if key.startswith(f"{id_}@")]
        found = lock.documents[min(others)] if others else None
    return found


def recorded(lock: Lock, documents: Mapping[str, Source]) -> Mapping[str, LockedDocument]:
    """What was recorded of each document in the language in which it was read now."""
    found: dict[str, LockedDocument] = {}
    for id_, source in documents.items():
        language = source.outline.language if isinstance(source, Fetched) else None
        known = lock.documents.get(key_of(id_, language))
        if known is not None:
            found[id_] = known
    return MappingProxyType(found)


def stand_in(source: Source, record: LockedDocument | None) -> Source:
    """The answer, or what the lock recorded in the place of one that taught nothing."""
    if record is None or not isinstance(source, Unverified) or source.reason not in _NOTHING_LEARNED:
        return source
    return fetched(record)


def fetched(record: LockedDocument) -> Fetched:
    """A document as the lock recorded it: its structure, without words."""
    return Fetched(
        document=record.document,
        fetched_from=NAME,
        status=200,
        sha256=record.sha256,
        retrieved=dt.datetime.combine(record.retrieved, dt.time(), dt.UTC),
        outline=record.outline,
        moved_to=record.moved_to,
        moved_same=record.moved_same,
        secure=record.secure,
    )


def is_locked(source: Source) -> bool:
    """Whether a source is what the lock recorded, and was not read in this run."""
    return isinstance(source, Fetched) and source.fetched_from == NAME and source.outline.skeleton


def versions(lock: Lock, acts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The consolidated versions (CELEX) of each act that the lock knows of, as the register listed them."""
    found = {}
    for celex in acts:
        act = lock.acts.get(celex)
        if act is not None and act.versions is not None:
            found[celex] = act.versions
    return found


def at_hand(lock: Lock, others: Mapping[str, Sequence[str]], acts: Collection[str]) -> dict[str, list[str]]:
    """The consolidated versions (CELEX) whose structure is in the lock, besides those of ``others``."""
    found = {celex: list(numbers) for celex, numbers in others.items()}
    for id_ in dict.fromkeys(map(id_of, sorted(lock.documents))):
        number = id_.removeprefix("celex:")
        if id_.startswith("celex:0") and (act := base_celex(number)) in acts:
            found.setdefault(act, []).append(number)
    return found


def metadata(lock: Lock, acts: Iterable[str]) -> dict[str, ActMetadata]:
    """What the register said of each act when it was locked."""
    found = {}
    for celex in acts:
        act = lock.acts.get(celex)
        if act is not None and act.metadata is not None:
            found[celex] = act.metadata
    return found


def cautious(articles: Sequence[Article], sources: Sources, lock: Lock, by_lock: Collection[str]) -> Sources:
    """The sources, with the recorded facts of the lock and its age taken into account.

    ``by_lock`` are the acts whose list of versions is the lock's. Since it was written the act may
    have got new articles: a provision that nobody looked for then is not missing because of it.
    """
    known = recorded(lock, sources.documents)
    sources = replace(sources, locked=known)
    absent = {
        (base_celex(id_.removeprefix("celex:")), target)
        for id_, record in known.items()
        for target in record.absent
    }
    doubtful = {
        base_celex(reference.act)
        for article in articles
        for reference in article.references
        if reference.act is not None and reference.targets and base_celex(reference.act) in by_lock
        for place in examine(article, reference, sources).places
        if place.state == "missing" and place.settled and place.denial is None
        if (base_celex(reference.act), place.target) not in absent
    }
    return replace(sources, versions_partial=sources.versions_partial | doubtful) if doubtful else sources


def note(sources: Sources) -> tuple[str, ...]:
    """One sentence on how many sources the lock stood in for, since when; () where none."""
    days = sorted(
        source.retrieved.date()
        for source in sources.documents.values()
        if isinstance(source, Fetched) and is_locked(source)
    )
    if not days:
        return ()
    when = f"on {days[0]}" if days[0] == days[-1] else f"between {days[0]} and {days[-1]}"
    which, stands = ("1 source was", "it") if len(days) == 1 else (f"{len(days)} sources were", "them")
    return (
        f"{which} not read in this run; {NAME} stands in for {stands}, as read {when}. Provisions were "
        "verified, wording was not compared.",
    )
