"""Shared fixtures."""

from __future__ import annotations

import gc
import hashlib
import importlib.util
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


def pytest_configure() -> None:
    """Let Ctrl-C reach the processes that tests start.

    A shell that puts the test run in the background tells it to ignore the signal, and children inherit that.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """The whole suite takes every core; what is named runs in this process, where it starts at once."""
    whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS or config.args == ["tests"]
    return None if whole else 0


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real articles, sources and gold annotations; skips where there is none."""
    folder = os.environ.get("SRCLINT_REAL_DATA")
    if not folder or not Path(folder, "gold").is_dir():
        pytest.skip("SRCLINT_REAL_DATA does not point to a folder with the real data")
    return Path(folder)


def _processor_time(run: Callable[[Any], object], made: object) -> float:
    """Seconds of this thread on the processor: other programs and other threads do not count."""
    collecting, tracing = gc.isenabled(), sys.gettrace()
    gc.disable()  # it looks at all that the tests before this one have left, not at this one's work
    sys.settrace(None)  # the measure of coverage takes longer than what it measures
    try:
        begin = time.thread_time()
        run(made)
        return time.thread_time() - begin
    finally:
        sys.settrace(tracing)
        if collecting:
            gc.enable()


def _growth(
    make: Callable[[int], Any],
    run: Callable[[Any], object],
    size: int,
    *,
    most: float,
    times: int = 4,
    floor: float = 0.002,
    rounds: int = 4,
) -> float:
    """How much longer ``run`` takes on ``make(size * times)`` than on ``make(size)``.

    ``times`` where time is linear, its square where it is quadratic: say ``most`` in between. A noisy machine
    only makes a run longer, so the best of several counts, and measuring ends when it is good enough. Below
    ``floor`` seconds a ratio says nothing; the smaller run counts as no less.
    """
    small = large = float("inf")
    run(make(size))
    for _ in range(rounds):
        small = min(small, _processor_time(run, make(size)), _processor_time(run, make(size)))
        large = min(large, _processor_time(run, make(size * times)))
        if large <= most * max(small, floor):
            break
    return large / max(small, floor)


@pytest.fixture(scope="session")
def growth() -> Callable[..., float]:
    """Measures how time grows with the size of the input; see ``_growth``."""
    return _growth


@pytest.fixture
def untraced() -> Iterator[None]:
    """No measure of coverage: for what runs the same lines a hundred thousand times.

    So the coverage is what the tests of single cases reach, with or without real data.
    """
    tracing = sys.gettrace()
    sys.settrace(None)
    yield
    sys.settrace(tracing)


_READ: dict[tuple[object, ...], object] = {}


@pytest.fixture(scope="module")
def read_once() -> Iterator[None]:
    """A real act is read once a session, not by each test: the same bytes give the same frozen outline."""
    from srclint.source.outline import reading

    def read_document(content: bytes, **about: object) -> object:
        key = (hashlib.sha256(content).digest(), *sorted(about.items()))
        if key not in _READ:
            _READ[key] = genuine(content, **about)
        return _READ[key]

    genuine: Callable[..., object] = reading.read_document
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "read_document", read_document)
        yield


class Nursery:
    """``srclint`` in a process of its own, forked from one that has read the program already.

    What hangs is killed, and fails the test; the test itself never does.
    """

    def __init__(self, folder: Path) -> None:
        self._out, self._err = folder / "stdout", folder / "stderr"
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("nursery.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __call__(
        self, *args: str, cwd: Path, seconds: float = 60, env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        """Run ``srclint ARGS`` in a folder, with this environment or the tests' own."""
        for file in (self._out, self._err):
            file.write_bytes(b"")
        job = {
            "args": args, "cwd": str(cwd), "env": dict(os.environ if env is None else env),
            "stdout": str(self._out), "stderr": str(self._err),
        }  # fmt: skip
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        pid = int(self._process.stdout.readline())
        late = threading.Event()

        def kill() -> None:
            late.set()
            os.kill(pid, signal.SIGKILL)

        timer = threading.Timer(seconds, kill)
        timer.start()
        status = int(self._process.stdout.readline())
        timer.cancel()
        timer.join()
        assert not late.is_set(), f"srclint {args} was still running after {seconds} seconds"
        return subprocess.CompletedProcess(args, status, self._out.read_bytes(), self._err.read_bytes())

    def close(self) -> None:
        """No more jobs."""
        self._process.communicate()


@pytest.fixture(scope="session")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    """Starts ``srclint`` in processes of its own, quickly."""
    nursery = Nursery(tmp_path_factory.mktemp("nursery"))
    yield nursery
    nursery.close()


@pytest.fixture(scope="session")
def evidence_case() -> ModuleType:
    """The module ``evidence_case``: a run with a claim in every state."""
    spec = importlib.util.spec_from_file_location(
        "evidence_case", Path(__file__).with_name("evidence_case.py")
    )
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
