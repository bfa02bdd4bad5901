"""The word lists of this room: read once, when a text first needs them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any


@lru_cache(maxsize=16)
def table(name: str) -> Mapping[str, Any]:
    """The data file ``data/<name>.toml``."""
    file = resources.files("srclint.parse") / "data" / f"{name}.toml"
    return tomllib.loads(file.read_text("utf-8"))
