"""Many jobs on many hosts: each host at its own pace, none of them holding up the others.

One event loop in the thread that asks. Measured with two thousand pages on two cores: 64 threads spend nearly
half of their processor time on handing the interpreter to one another, and httpx's asynchronous client over
httpcore's own pool spends as much on the pool.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from srclint.source.manners import Clock

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Job(Generic[T]):
    """Work on one host; not begun before ``due`` (monotonic seconds)."""

    host: str
    item: T
    due: float = 0.0


async def work_off(
    jobs: Sequence[Job[T]],
    do: Callable[[T], Awaitable[R]],
    done: Callable[[T, R], None],
    *,
    room: Callable[[str], int],
    workers: int,
    clock: Clock,
) -> None:
    """Do all jobs, at most ``workers`` at once and ``room(host)`` on a host; ``done`` is told each result.

    An exception of a job comes out here, and what is under way is left.
    """
    line = _Line(jobs, room)

    async def serve(first: Job[T]) -> None:
        job: Job[T] | None = first
        while job is not None:
            wait = job.due - clock.monotonic()
            if wait > 0:
                await clock.sleep(wait)
            done(job.item, await do(job.item))
            line.busy[job.host] -= 1
            # Whoever makes room on a host is there to fill it: who finds none anywhere is not needed any more.
            job = line.take()

    try:
        async with asyncio.TaskGroup() as tasks:
            for _ in range(max(1, workers)):
                if (job := line.take()) is None:
                    break
                tasks.create_task(serve(job))
    except BaseExceptionGroup as several:
        raise several.exceptions[0] from None


class _Line(Generic[T]):
    """Jobs waiting by host; gives out the next one whose host has room, each host in its turn."""

    def __init__(self, jobs: Sequence[Job[T]], room: Callable[[str], int]) -> None:
        self._room = room
        self._waiting: dict[str, deque[Job[T]]] = {}
        for job in jobs:
            self._waiting.setdefault(job.host, deque()).append(job)
        self._turn = deque(self._waiting)
        self.busy = dict.fromkeys(self._waiting, 0)

    def take(self) -> Job[T] | None:
        """The next job; None: no host that has any left has room."""
        for _ in range(len(self._turn)):
            host = self._turn[0]
            self._turn.rotate(-1)
            if self.busy[host] >= max(1, self._room(host)):
                continue
            self.busy[host] += 1
            job = self._waiting[host].popleft()
            if not self._waiting[host]:
                self._turn.remove(host)
            return job
        return None
