"""Data files of this room: hosts and their customs, signs of pages that are not there."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def hosts_data() -> dict[str, Any]:
    """``hosts.toml``: limits, registers, addresses of the registers' services."""
    return tomllib.loads(files(__package__).joinpath("hosts.toml").read_text("utf-8"))


@cache
def soft404_data() -> dict[str, Any]:
    """``soft404.toml``: how a page says that nothing is there."""
    return tomllib.loads(files(__package__).joinpath("soft404.toml").read_text("utf-8"))
