"""Where answers are read while others are on their way.

What is small is read at once. What would keep the network waiting (an act of a megabyte, a PDF) is read in a
thread, two at a time. Where hundreds of pages are asked for, reading them is most of the work, and other
processors can do it: helpers read in processes of their own, a few pages at a time, for to hand over a single
small page costs as much as to read it. Where a page is read makes no difference to what is read.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import Any

from srclint.source.answers import Reader, read_safely
from srclint.source.aside import aside

# Bytes that are read at once.
_SMALL = 100_000
# Documents from which on helpers are worth their start.
_MANY = 200
_HELPERS = 3
# Pages that are handed over at once, the seconds for which they are gathered, and how many a helper may have
# before the work is done here.
_BATCH = 16
_GATHER = 0.004
_BACKLOG = 64

# Body, content type, address, CELEX number.
_Page = tuple[bytes, str | None, str | None, str | None]


class Desk:
    """Reads answers; ``helpers`` may be called for when there are many."""

    def __init__(self, reader: Reader, *, helpers: bool) -> None:
        self._reader = reader
        self._may_call = helpers
        self._helpers = 0
        self._pool: ProcessPoolExecutor | None = None
        self._seats = asyncio.Semaphore(2)
        self._gathered: list[tuple[_Page, asyncio.Future[Any]]] = []
        self._away = 0
        self._answers: set[asyncio.Future[list[Any]]] = set()

    def expect(self, documents: int) -> None:
        """So many documents are about to be asked for."""
        helpers = min(_HELPERS, (os.cpu_count() or 1) - 1)
        if not self._may_call or self._pool is not None or documents < _MANY or helpers < 1:
            return
        # What a helper needs is imported before it is made: where processes are forked, they have it already.
        read_safely(self._reader, b"<html><p>words</p></html>", content_type="text/html", url=None)
        try:
            self._pool = ProcessPoolExecutor(helpers, initializer=_begin)
            self._pool.submit(int)  # processes are made now, while there is no other thread
        except (OSError, NotImplementedError, ImportError):  # a system that has no room or no means for them
            self._dismiss()
        self._helpers = helpers

    def close(self) -> None:
        """Send the helpers away; nobody waits for what they have."""
        for answer in tuple(self._answers):
            answer.cancel()
        self._dismiss()

    def _dismiss(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)

    async def read(
        self, content: bytes, *, content_type: str | None, url: str | None, celex: str | None = None
    ) -> Any:
        """As ``read_safely``."""
        page = (content, content_type, url, celex)
        if b"%PDF-" not in content[:1024]:  # a PDF is read in a process of its own in any case
            if self._pool is not None and self._away < _BACKLOG * self._helpers:
                return await self._elsewhere(page)
            if len(content) <= _SMALL:
                return _read(self._reader, page)
        async with self._seats:
            return await aside(partial(_read, self._reader, page))

    async def _elsewhere(self, page: _Page) -> Any:
        loop = asyncio.get_running_loop()
        found: asyncio.Future[Any] = loop.create_future()
        self._gathered.append((page, found))
        self._away += 1
        if len(self._gathered) >= _BATCH or len(page[0]) > _SMALL:
            self._hand_over()
        elif len(self._gathered) == 1:
            loop.call_later(_GATHER, self._hand_over)
        try:
            return await found
        finally:
            self._away -= 1

    def _hand_over(self) -> None:
        batch, self._gathered = self._gathered, []
        if not batch:
            return
        try:
            if self._pool is None:
                raise BrokenProcessPool
            answer = asyncio.get_running_loop().run_in_executor(
                self._pool, _read_all, self._reader, [page for page, _ in batch]
            )
        except (RuntimeError, OSError):  # BrokenProcessPool is one of the first
            self._dismiss()
            self._settle(batch, [_read(self._reader, page) for page, _ in batch])
            return
        self._answers.add(answer)
        answer.add_done_callback(partial(self._back, batch))

    def _back(
        self, batch: Sequence[tuple[_Page, asyncio.Future[Any]]], answer: asyncio.Future[list[Any]]
    ) -> None:
        self._answers.discard(answer)
        if answer.cancelled():
            return
        if answer.exception() is None:
            self._settle(batch, answer.result())
        else:
            # A helper that the system ended, for want of memory perhaps: the others are gone with it.
            self._dismiss()
            self._settle(batch, [_read(self._reader, page) for page, _ in batch])

    def _settle(self, batch: Sequence[tuple[_Page, asyncio.Future[Any]]], results: Sequence[Any]) -> None:
        for (_, found), result in zip(batch, results, strict=True):
            if not found.done():
                found.set_result(result)


def _read(reader: Reader, page: _Page) -> Any:
    content, content_type, url, celex = page
    return read_safely(reader, content, content_type=content_type, url=url, celex=celex)


def _read_all(reader: Reader, pages: Sequence[_Page]) -> list[Any]:
    return [_read(reader, page) for page in pages]


def _begin() -> None:
    """A helper's first step: Ctrl-C is for the run, and a run that is killed leaves no helper behind."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def follow() -> None:
        if parent is not None:
            parent.join()
            os._exit(0)

    threading.Thread(target=follow, daemon=True).start()
