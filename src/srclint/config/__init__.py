"""Settings: found, read, checked, and frozen.

``srclint.toml``, ``.srclint.toml`` or ``[tool.srclint]`` in ``pyproject.toml``; the nearest one
wins, nothing is merged. Each key is declared once, in ``keys``.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any

from srclint.config.keys import KEYS
from srclint.errors import ConfigError
from srclint.model import Article, Severity
from srclint.parse.settings import ReadSettings
from srclint.rules.base import Rule
from srclint.source.options import HostOptions
from srclint.suppress import matches

_READING = frozenset(f.name for f in fields(ReadSettings))
NAMES = ("srclint.toml", ".srclint.toml", "pyproject.toml")


@dataclass(frozen=True, slots=True)
class Config:
    """All settings of a run, after file and command line. Names follow interfaces.md."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=lambda: MappingProxyType({}))
    fail_on: str = "error"
    output_format: str = "full"
    offline: bool = False
    refresh: bool = False
    cache_dir: Path | None = None
    no_cache: bool = False
    source_dir: tuple[Path, ...] = ()
    remap: tuple[tuple[re.Pattern[str], str], ...] = ()
    allow_private: bool = False
    max_time: float | None = None
    jobs: int | None = None
    reading: ReadSettings = field(default_factory=ReadSettings)
    """How articles are read: the keys from ``scope`` to ``content``, and ``as-of``."""
    contact: str | None = None
    exclude: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    hosts: Mapping[str, HostOptions] = field(default_factory=lambda: MappingProxyType({}))
    baseline: Path | None = None
    lock: Path | None = None
    """The lock file, which need not exist; None: none is used."""
    trust_remap: bool = True
    """Whether a remap may lead to private addresses: not one of a file that was merely found."""
    root: Path = Path()
    """The folder that patterns are relative to: the configuration file's, else the current one."""
    file: Path | None = None
    """The configuration file that was read, if any."""

    def severity_of(self, rule: Rule, article: Article | None = None) -> Severity:
        """The severity with which a rule runs on an article; OFF where it is not selected."""
        named = self.severity.get(rule.code)
        if named is Severity.OFF or _any(self.ignore, rule):
            return Severity.OFF
        # Off by default, and asked for by its name, by a severity, or by the article's own settings.
        asked = _any(self.extend_select, rule) or named is not None
        if rule.severity is Severity.OFF:
            asked = asked or any(s.upper() == rule.code or s.lower() == rule.name for s in self.select)
            asked = asked or (article is not None and rule.on_when is not None and rule.on_when(article))
            return (named or Severity.WARNING) if asked else Severity.OFF
        if self.select and not asked and not _any(self.select, rule):
            return Severity.OFF
        return named or rule.severity

    def ignored_in(self, path: str) -> tuple[str, ...]:
        """The selectors that ``per-file-ignores`` names for a file."""
        import pathspec

        found: list[str] = []
        name = _below(path, self.root) if self.per_file_ignores else path
        for pattern, selectors in self.per_file_ignores:
            if pathspec.GitIgnoreSpec.from_lines([pattern]).match_file(name):
                found.extend(selectors)
        return tuple(found)


def _below(path: str, root: Path) -> str:
    """A file's name relative to the folder that patterns are relative to, where it lies below it."""
    try:
        return Path(os.path.abspath(path)).relative_to(os.path.abspath(root)).as_posix()
    except ValueError:
        return path


def _any(selectors: tuple[str, ...], rule: Rule) -> bool:
    return any(matches(s, rule.code, rule.name) for s in selectors)


# --------------------------------------------------------------------------- finding and reading


def find(start: Path) -> Path | None:
    """The nearest configuration file, from a folder (or a file's folder) upwards."""
    folder = start if start.is_dir() else start.parent
    for place in (folder, *folder.parents):
        for name in NAMES:
            candidate = place / name
            try:
                if candidate.is_file() and (name != "pyproject.toml" or _has_table(candidate)):
                    return candidate
            except OSError:
                continue
    return None


def _has_table(file: Path) -> bool:
    try:
        return "srclint" in _toml(file).get("tool", {})
    except ConfigError:
        return False  # somebody else's broken pyproject.toml is not ours to report


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{file}: the configuration cannot be read: {error.strerror or error}.") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{file}: the configuration is not UTF-8; save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file}: the configuration is not valid TOML: {error}.") from None
    except RecursionError:
        raise ConfigError(f"{file}: the configuration is nested too deeply.") from None


def load(file: Path) -> Config:
    """Read one configuration file.

    Raises ConfigError with the file, the key and the remedy.
    """
    table = _toml(file)
    if file.name == "pyproject.toml":
        table = table.get("tool", {}).get("srclint", {})
    if not isinstance(table, dict):
        raise ConfigError(f"{file}: [tool.srclint] must be a table.")
    return from_table(table, where=str(file), root=file.parent, file=file)


def from_table(table: Mapping[str, Any], *, where: str, root: Path, file: Path | None = None) -> Config:
    """Check a table of settings and make a Config of it; ``where`` is named in errors."""
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in KEYS:
            near = get_close_matches(key, KEYS, n=1, cutoff=0.5)
            hint = f" Did you mean {near[0]}?" if near else f" Valid keys: {', '.join(sorted(KEYS))}."
            raise ConfigError(f"{where}: unknown key {key}.{hint}")
        try:
            values[key.replace("-", "_")] = KEYS[key](value)
        except (ConfigError, TypeError, ValueError) as error:
            raise ConfigError(f"{where}: {key}: {error}") from None
    base = root.resolve()
    for name in ("cache_dir", "baseline", "lock"):
        if name in values:
            values[name] = base / values[name]
    if "source_dir" in values:
        values["source_dir"] = tuple(base / folder for folder in values["source_dir"])
    reading = {name: values.pop(name) for name in _READING if name in values}
    return replace(Config(root=base, file=file), reading=ReadSettings(**reading), **values)
