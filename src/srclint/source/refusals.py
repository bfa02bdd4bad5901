"""What a host says by its status alone: not now, not you, not well - none of it about the document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from srclint.source.gates import Gate
from srclint.source.manners import retry_after
from srclint.source.wire import FetchError, is_challenge


def judge_status(
    gate: Gate,
    status: int,
    received: Sequence[tuple[str, str]],
    *,
    now: Callable[[], dt.datetime],
    cap: float,
) -> None:
    """Tell the host's gate how it answered; raise ``FetchError`` for a status that proves nothing.

    ``cap`` is the longest wait, in seconds, that a host may ask for and be asked again.
    """
    fields = dict(reversed(received))
    if is_challenge(fields):
        gate.refused(f"it asks for a browser (status {status}).")
        raise FetchError(
            "blocked", f"{gate.host} answers scripts with a challenge (status {status}).", status=status
        )
    if status == 429 or (status == 503 and "retry-after" in fields):
        wait = retry_after(fields.get("retry-after"), now())
        if wait is not None:
            if wait > cap:
                gate.close(f"it asked to wait {wait:.0f} seconds.")
                evidence = f"{gate.host} asks to wait {wait:.0f} seconds (status {status})."
                raise FetchError("rate-limited" if status == 429 else "server-error", evidence, status=status)
            gate.hold(wait)
        if status == 429:
            gate.refused("too many requests (status 429).")
            evidence = f"{gate.host} asks for fewer requests (status 429)."
            raise FetchError("rate-limited", evidence, transient=True, status=429, wait=wait)
        evidence = f"{gate.host} is not available (status 503)."
        raise FetchError("server-error", evidence, transient=True, status=503, wait=wait)
    if status >= 500:
        raise FetchError(
            "server-error",
            f"{gate.host} answered with an error of its own (status {status}).",
            transient=True,
            status=status,
        )
    if status in (401, 403, 405, 407, 418, 451):
        if status in (403, 405):
            gate.refused(f"access denied (status {status}).", page=True)
        raise FetchError(
            "blocked", f"{gate.host} does not let srclint read it (status {status}).", status=status
        )
    if status < 400:
        gate.served()
