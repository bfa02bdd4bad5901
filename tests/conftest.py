"""Shared fixtures."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from types import ModuleType

import pytest


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
