"""Ctrl-C in the middle: exit 130, no traceback, and the cache is whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import Any

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_an_interrupted_run_can_be_resumed(run: Any, world: Any) -> None:
    world.silent.add("silent.example.eu")
    run.write(
        "a.md",
        "It is 3 % ([act](https://eur-lex.europa.eu/eli/reg/2030/9001/oj)) or [4 %](https://silent.example.eu/x).\n",
    )
    command = [sys.executable, "-m", "srclint", "check", "a.md", "--remap", world.remap]
    child = subprocess.Popen(
        command,
        cwd=run.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ},
        start_new_session=True,
    )
    deadline = time.monotonic() + 20
    while not any(r.startswith("silent.example.eu") for r in world.requests) or len(world.requests) < 3:
        assert time.monotonic() < deadline, world.requests
        time.sleep(0.02)
    time.sleep(0.3)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=15)
    assert child.returncode == 130, (out, err)
    assert b"Traceback" not in err
    assert b"interrupted" in err
    report = run.json("a.md", "--offline")
    assert {c["verdict"] for c in report["articles"][0]["citations"]} == {"verified", "unverified"}


def test_a_server_that_never_answers_costs_no_more_than_the_budget(run: Any, world: Any) -> None:
    world.silent.add("silent.example.eu")
    run.write("a.md", "It is [4 %](https://silent.example.eu/x).\n")
    started = time.monotonic()
    report = run.json("a.md", "--remap", world.remap, "--max-time", "1")
    assert time.monotonic() - started < 8
    assert [s["state"] for s in report["sources"]] == ["unverified"]
    assert report["sources"][0]["reason"] in ("budget", "timeout")
