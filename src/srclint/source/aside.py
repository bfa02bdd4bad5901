"""Blocking work beside the event loop, in threads that nobody waits for at the end of a run."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


async def aside(work: Callable[[], T]) -> T:
    """The result of ``work``, which runs in a daemon thread of its own; its exceptions come out here.

    Not the loop's own pool: Python waits for its threads before it exits, and a system's resolver or a
    hostile PDF may keep one for a long time after Ctrl-C.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: BaseException | None) -> None:
        if done.done():
            return  # nobody waits any more
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result)  # type: ignore[arg-type]

    def run() -> None:
        result, failure = None, None
        try:
            result = work()
        except BaseException as error:
            failure = error
        with contextlib.suppress(RuntimeError):  # the loop is closed: the run was left
            loop.call_soon_threadsafe(settle, result, failure)

    threading.Thread(target=run, name="srclint-aside", daemon=True).start()
    return await done
