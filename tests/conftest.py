"""Shared fixtures."""

from __future__ import annotations

import importlib.util
import os
import signal
from pathlib import Path
from types import ModuleType

import pytest


def pytest_configure() -> None:
    """Let Ctrl-C reach the processes that tests start.

    A shell that puts the test run in the background tells it to ignore the signal, and children inherit that.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real articles, sources and gold annotations; skips where there is none."""
    folder = os.environ.get("SRCLINT_REAL_DATA")
    if not folder or not Path(folder, "gold").is_dir():
        pytest.skip("SRCLINT_REAL_DATA does not point to a folder with the real data")
    return Path(folder)


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
