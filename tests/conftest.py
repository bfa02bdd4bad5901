"""Shared fixtures."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real articles, sources and gold annotations; skips where there is none."""
    folder = os.environ.get("SRCLINT_REAL_DATA")
    if not folder or not Path(folder, "gold").is_dir():
        pytest.skip("SRCLINT_REAL_DATA does not point to a folder with the real data")
    return Path(folder)
