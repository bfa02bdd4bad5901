"""srclint: every claim, its source, its passage.

The public interface: ``check`` and ``extract``, the nouns of ``srclint.model``, ``__version__``.
"""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike, fspath
from typing import TYPE_CHECKING

from srclint.errors import ConfigError, SrclintError, UsageError
from srclint.version import __version__

if TYPE_CHECKING:
    from srclint.config import Config
    from srclint.model import Article, Report

__all__ = ["ConfigError", "SrclintError", "UsageError", "__version__", "check", "extract"]


def check(paths: Sequence[str | PathLike[str]], **settings: object) -> Report:
    """Read, look up and judge the articles that ``paths`` (files or folders) mean.

    ``settings`` are the configuration's keys with ``_`` for ``-`` (``offline=True``,
    ``source_dir=["sources"]``); no configuration file is read. Raises UsageError for a path that
    does not exist or holds no article, ConfigError for a setting that cannot be used.
    """
    from srclint import engine

    return engine.check([fspath(path) for path in paths], _config(settings))


def extract(paths: Sequence[str | PathLike[str]], **settings: object) -> tuple[Article, ...]:
    """Read the articles only: claims, citations and references. Never touches the network."""
    from srclint import engine

    return engine.read([fspath(path) for path in paths], _config(settings))


def _config(settings: dict[str, object]) -> Config:
    from pathlib import Path

    from srclint.config import from_table

    table = {key.replace("_", "-"): value for key, value in settings.items()}
    return from_table(table, where="srclint", root=Path.cwd())
