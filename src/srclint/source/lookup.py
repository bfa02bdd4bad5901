"""The room's front door: documents in, ``Fetched | Gone | Unverified`` out, each looked up once.

The order for a document: the user's own folders, the cache, the network. EU documents are asked of
Cellar, everything else is a web page. What failed for a passing cause is asked again after all others
had their turn; what then still fails is ``Unverified``, never ``Gone``.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from srclint.model import ActMetadata, Document, Fetched, Gone, Outline, Source, Unverified
from srclint.source.answers import Desk, Read, Reader, is_other_act, read_safely
from srclint.source.cache import Cache
from srclint.source.cellar import Cellar
from srclint.source.data import hosts_data
from srclint.source.guard import judge_url
from srclint.source.local import SourceDirs, digest
from srclint.source.manners import Clock, backoff
from srclint.source.options import HostOptions, LookupOptions, LookupRequest
from srclint.source.register import Register
from srclint.source.robots import Robots
from srclint.source.shelf import Shelf
from srclint.source.web import Web
from srclint.source.wire import FetchError, host_of

if TYPE_CHECKING:
    import asyncio

    from srclint.source.follow import Fetcher
    from srclint.source.gates import Gates
    from srclint.source.names import Resolver
    from srclint.source.network import Connector
    from srclint.source.schedule import Job

__all__ = ["HostOptions", "Lookup", "LookupOptions", "LookupRequest"]

Progress = Callable[[int, int, str], None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Online:
    runner: asyncio.Runner
    gates: Gates
    fetcher: Fetcher
    register: Register
    cellar: Cellar
    web: Web


class Lookup:
    """Looks documents up; several runs share clients, walls, budget and counts.

    Use as a context manager, or call ``close``. ``clock``, ``resolver``, ``connector`` and ``reader``
    are the places where tests put their own.
    """

    def __init__(
        self,
        options: LookupOptions,
        *,
        clock: Clock | None = None,
        resolver: Resolver | None = None,
        connector: Connector | None = None,
        reader: Reader | None = None,
    ) -> None:
        self._options = options
        self._clock = clock or Clock()
        self._reader = reader or _default_reader
        self._resolver, self._connector = resolver, connector
        cache = Cache(options.cache_dir) if options.cache_dir is not None else None
        self._shelf = Shelf(cache, self._reader, self._clock)
        self._local = SourceDirs(options.source_dirs)
        self._budget_ends = float("inf")
        self._online: _Online | None = None
        self._closed = False
        self._register_is_silent = False
        self._answers: dict[tuple[str, tuple[str, ...]], Source] = {}

    def __enter__(self) -> Lookup:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        if self._online is not None and not self._closed:
            self._closed = True
            self._online.runner.run(self._online.fetcher.close())
            self._online.runner.close()

    @property
    def requests(self) -> int:
        """HTTP requests made so far; every hop of a redirect is one."""
        return self._online.fetcher.requests if self._online is not None else 0

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user should know of the look-up itself (a cache that cannot be written)."""
        return self._shelf.notes

    # ------------------------------------------------------------------ documents

    def run(self, requests: Sequence[LookupRequest], progress: Progress | None = None) -> dict[str, Source]:
        """Look documents up: one answer for each document id, in the order of the requests.

        ``progress`` is called in this thread with (done, total, address). Requests for the same
        document are one. Raises nothing for what the world answers; ``KeyboardInterrupt`` passes.
        """
        merged = _merge(requests)
        answers: dict[str, Source | None] = dict.fromkeys(request.document.id for request in merged)
        self._begin()
        total, done = len(merged), 0
        waiting: list[LookupRequest] = []
        for request in merged:
            key = (request.document.id, request.languages)
            source = self._answers.get(key) or self._without_network(request)
            if source is None:
                waiting.append(request)
                continue
            answers[request.document.id] = self._answers[key] = source
            done += 1
            if progress is not None:
                progress(done, total, request.document.url)

        def answered(request: LookupRequest, source: Source) -> None:
            nonlocal done
            answers[request.document.id] = self._answers[request.document.id, request.languages] = source
            done += 1
            if progress is not None:
                progress(done, total, request.document.url)

        if waiting:
            self._wait_for(self._ask_all(waiting, answered))
        return {
            id_: source or Unverified(id_, "not-checked", "It was not looked up.")
            for id_, source in answers.items()
        }

    def _begin(self) -> None:
        if self._options.max_time is not None and self._budget_ends == float("inf"):
            self._budget_ends = self._clock.monotonic() + self._options.max_time

    def _go_online(self) -> _Online:
        """The parts that talk to the network; a run that needs none does not even import them."""
        if self._online is None:
            import asyncio

            from srclint.source.follow import Fetcher
            from srclint.source.gates import Gates
            from srclint.source.names import resolve
            from srclint.source.network import connect

            gates = Gates(self._options.hosts, self._clock)
            fetcher = Fetcher(
                self._options,
                gates,
                self._clock,
                resolver=self._resolver or resolve,
                connector=self._connector or connect,
            )
            fetcher.budget_ends = self._budget_ends
            register, desk = Register(fetcher), Desk(self._reader)
            self._online = _Online(
                asyncio.Runner(),
                gates,
                fetcher,
                register,
                Cellar(fetcher, register, desk, self._clock.now().date()),
                Web(fetcher, Robots(fetcher, enabled=self._options.robots), desk),
            )
        return self._online

    def _wait_for(self, work: Coroutine[Any, Any, T]) -> T:
        """Do it in this thread. Ctrl-C leaves everything that is under way."""
        return self._go_online().runner.run(work)

    async def _ask_all(
        self, requests: Sequence[LookupRequest], answered: Callable[[LookupRequest, Source], None]
    ) -> None:
        from srclint.source.schedule import Job

        jobs = [Job(_host(request.document), request) for request in requests]
        for attempt in range(1, max(1, self._options.attempts) + 1):
            if attempt > 1:
                self._go_online().gates.reopen()
            again = await self._round(jobs, attempt, answered)
            if not again:
                return
            # The order of the first pass again: results came in the order of the network.
            order = {request.document.id: place for place, request in enumerate(requests)}
            jobs = sorted(again, key=lambda job: order[job.item.document.id])

    async def _round(
        self,
        jobs: Sequence[Job[LookupRequest]],
        attempt: int,
        answered: Callable[[LookupRequest, Source], None],
    ) -> list[Job[LookupRequest]]:
        """Ask for each document once; gives those that are worth another attempt."""
        from srclint.source.schedule import Job, work_off

        gates = self._go_online().gates
        again: list[Job[LookupRequest]] = []

        def done(request: LookupRequest, result: Source | FetchError) -> None:
            if not isinstance(result, FetchError):
                answered(request, result)
            elif result.transient and attempt < self._options.attempts:
                pause = backoff(request.document.id, attempt, self._options.backoff)
                due = self._clock.monotonic() + max(pause, result.wait or 0.0)
                again.append(Job(_host(request.document), request, due))
            else:
                answered(request, self._failure(request, result))

        await work_off(
            jobs,
            self._ask,
            done,
            room=lambda host: gates[host].limits.concurrency,
            workers=self._options.workers,
            clock=self._clock,
        )
        return again

    async def _ask(self, request: LookupRequest) -> Source | FetchError:
        """One attempt at one document."""
        document = request.document
        known = None if self._options.refresh else self._shelf.known(request)
        online = self._go_online()
        family = online.cellar if document.is_eu else online.web
        try:
            result = await family.get(document, request.languages, known[1] if known else None)
            if isinstance(result, Read) and result.body is None:
                if known is not None and (source := self._shelf.confirm(known[0], result)) is not None:
                    return source
                # "Not modified" about something that is lost meanwhile: ask for all of it.
                result = await family.get(document, request.languages, None)
            return self._shelf.keep(document, result)
        except FetchError as error:
            if error.reason == "no-such-host":
                return await self._no_such_host(document, error)
            return error
        except UnicodeError as error:
            return FetchError("unreadable-address", f"The address cannot be read ({error}).")
        except Exception as error:
            # One document must not cost the others their check; the report shows that it was not checked.
            return FetchError(
                "internal", f"srclint failed on it ({type(error).__name__}: {str(error)[:200]})."
            )

    def _failure(self, request: LookupRequest, error: FetchError) -> Source:
        document = request.document
        if document.is_eu and error.reason not in ("not-in-language", "not-servable"):
            # The text of an act does not change: an old copy of it is still the act.
            stale = self._shelf.find(request, stale=True)
            if stale is not None:
                return stale
        return Unverified(document.id, error.reason, error.evidence, error.status)

    async def _no_such_host(self, document: Document, error: FetchError) -> Source | FetchError:
        host = _host(document)
        if host.endswith(".invalid"):
            return Gone(document.id, "no-such-host", f"The name {host} can never exist (RFC 6761).")
        if document.is_eu or not await self._go_online().fetcher.knows_names(hosts_data()["cellar"]["host"]):
            # A machine without network finds no host at all: that proves nothing about this one.
            return FetchError("network", f"{error.evidence[:-1]}, nor any other: is the network down?")
        return Gone(document.id, "no-such-host", f"The name {host} does not exist.")

    # ------------------------------------------------------------------ without the network

    def _without_network(self, request: LookupRequest) -> Source | None:
        document = request.document
        local = self._from_folders(request)
        if local is not None:
            return local
        if not document.is_eu:
            written = request.urls or (document.url,)
            # Spaces in an address are a slip that every browser mends, and so does document.url.
            mended = [url.strip().replace(" ", "%20") for url in written]
            reasons = [judge_url(url, allow_private=self._options.allow_private) for url in mended]
            why = judge_url(document.url, allow_private=self._options.allow_private)
            if why is not None or all(reasons):
                return Unverified(document.id, "unsafe", f"It was not asked: {why or reasons[0]}.")
        if not self._options.refresh or self._options.offline:
            source = self._shelf.find(request, stale=self._options.offline)
            if source is not None:
                return source
        if self._options.offline:
            return Unverified(document.id, "offline", "It is not in the cache, and this run is offline.")
        return None

    def _from_folders(self, request: LookupRequest) -> Source | None:
        document = request.document
        if document.celex is None:
            return None
        for file in self._local.find(document.celex, (*request.languages, "en")):
            body = file.read(self._options.max_size)
            if body is None:
                continue
            outline = read_safely(
                self._reader, body, content_type=file.content_type, url=None, celex=document.celex
            )
            if isinstance(outline, Outline) and not is_other_act(document.celex, outline.celex):
                if outline.language is None:
                    outline = dataclasses.replace(outline, language=file.language)
                modified = dt.datetime.fromtimestamp(int(file.path.stat().st_mtime), dt.UTC)
                return Fetched(document.id, file.path.as_posix(), 200, digest(body), modified, outline)
        return None

    # ------------------------------------------------------------------ the register

    def versions(self, celexes: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """The consolidated versions' CELEX numbers of each act, newest first; an absent key: unknown."""
        found = self._data(
            "versions", celexes, lambda missing: self._wait_for(self._go_online().register.versions(missing))
        )
        return {
            celex: tuple(map(str, value)) for celex, value in found.items() if isinstance(value, list | tuple)
        }

    def versions_at_hand(self, celexes: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """The versions in the user's own folders, newest first, for acts that have any there.

        Folders prove nothing about the versions that they do not hold.
        """
        found = {celex: self._local.versions(celex) for celex in dict.fromkeys(celexes)}
        return {celex: versions for celex, versions in found.items() if versions}

    def metadata(self, celexes: Sequence[str]) -> dict[str, ActMetadata]:
        """In force, end of validity, repealed by ... of each act; an absent key: unknown."""

        def ask(missing: Sequence[str]) -> Mapping[str, Any] | None:
            found = self._wait_for(self._go_online().register.metadata(missing))
            return None if found is None else {celex: _plain(data) for celex, data in found.items()}

        found = self._data("metadata", celexes, ask)
        result = {}
        for celex, value in found.items():
            try:
                result[celex] = _metadata(celex, value)
            except (KeyError, TypeError, ValueError):
                continue
        return result

    def _data(
        self, kind: str, celexes: Sequence[str], ask: Callable[[Sequence[str]], Mapping[str, Any] | None]
    ) -> dict[str, Any]:
        self._begin()
        found: dict[str, Any] = {}
        missing: list[str] = []
        stale: dict[str, Any] = {}
        for celex in dict.fromkeys(celexes):
            kept = self._shelf.data(kind, celex)
            if kept is not None and (self._options.offline or (kept[1] and not self._options.refresh)):
                found[celex] = kept[0]
                continue
            if kept is not None:
                stale[celex] = kept[0]
            missing.append(celex)
        if missing and not self._options.offline and not self._register_is_silent:
            answers = ask(missing)
            # One question without an answer is enough for a run: the next would wait as long.
            self._register_is_silent = answers is None
            for celex in missing:
                if answers is not None and celex in answers:
                    found[celex] = answers[celex]
                    self._shelf.keep_data(kind, celex, answers[celex])
                elif answers is None and celex in stale:
                    found[celex] = stale[celex]
        elif not self._options.offline:
            found.update(stale)
        return found


def _default_reader(content: bytes, **about: Any) -> Any:
    from srclint.source.outline import read  # lxml and its like: only where a source is read

    return read(content, **about)


def _merge(requests: Sequence[LookupRequest]) -> list[LookupRequest]:
    merged: dict[str, LookupRequest] = {}
    for request in requests:
        before = merged.get(request.document.id)
        if before is not None:
            request = LookupRequest(
                before.document,
                tuple(dict.fromkeys((*before.urls, *request.urls))),
                tuple(dict.fromkeys((*before.languages, *request.languages))),
            )
        merged[request.document.id] = request
    return list(merged.values())


def _host(document: Document) -> str:
    if document.is_eu:
        return str(hosts_data()["cellar"]["host"])
    try:
        return host_of(document.url)
    except ValueError:
        return ""


def _plain(data: ActMetadata) -> dict[str, Any]:
    return {
        "in_force": data.in_force,
        "end": data.end_of_validity.isoformat() if data.end_of_validity else None,
        "eif": [day.isoformat() for day in data.entry_into_force],
        "repealed_by": list(data.repealed_by),
        "corrected_by": list(data.corrected_by),
    }


def _metadata(celex: str, value: Mapping[str, Any]) -> ActMetadata:
    return ActMetadata(
        celex,
        value["in_force"],
        dt.date.fromisoformat(value["end"]) if value["end"] else None,
        tuple(dt.date.fromisoformat(day) for day in value["eif"]),
        tuple(value["repealed_by"]),
        tuple(value["corrected_by"]),
    )
