"""The baseline: a file of findings that were known when srclint was adopted.

One JSON object a line, sorted, so that a review shows what was added and two branches merge; its
first line says what it is. Articles are named relative to the file's own folder, so that a run from
another working folder knows the same findings.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from srclint.engine.files import shown
from srclint.engine.writing import NotWritten, replace_file
from srclint.errors import ConfigError
from srclint.model import Article, ArticleReport, BaselineEntry
from srclint.plainfile import read_plain
from srclint.rules import RULES
from srclint.rules.base import Needs
from srclint.suppress import claim_of

VERSION = 1
_HEAD = json.dumps({"srclint-baseline": VERSION})
_LARGEST = 50_000_000
_KEYS = ("path", "rule", "claim", "count", "until", "reason")
# What srclint says of suppressions is mended, not kept.
_NEVER = frozenset(rule.code for rule in RULES if rule.needs is Needs.RUN)


@dataclass(frozen=True, slots=True)
class Baseline:
    """The entries of a baseline file by article, as named in it; ``file`` may not exist yet."""

    file: Path
    entries: Mapping[str, tuple[BaselineEntry, ...]] = field(default_factory=lambda: MappingProxyType({}))
    data: bytes | None = None
    """The file's bytes as read; None where there is none."""

    @property
    def name(self) -> str:
        """The file's name in messages."""
        return shown(self.file)

    def of(self, path: str) -> tuple[BaselineEntry, ...]:
        """The entries of an article by its path in reports."""
        return self.entries.get(self.key(path), ())

    def key(self, path: str) -> str:
        """An article's name in the file: relative to the file's folder, with ``/``."""
        absolute = Path(os.path.abspath(path))
        try:
            # The folders' real names, so that a link on the way does not change the key.
            real = Path(os.path.realpath(absolute.parent)) / absolute.name
            return Path(os.path.relpath(real, os.path.realpath(self.file.parent))).as_posix()
        except ValueError:  # another drive
            return absolute.as_posix()


def load(file: Path, *, new: bool = False) -> Baseline:
    """Read a baseline file. ``new``: it may be absent, since it is about to be written.

    Raises ConfigError, in one sentence, for a file that is absent, cannot be read, or is no baseline.
    """
    try:
        data = read_plain(file, _LARGEST)
    except FileNotFoundError:
        if new:
            return Baseline(file)
        raise ConfigError(
            f"{shown(file)}: there is no such baseline; create it with --write-baseline."
        ) from None
    except OSError as error:
        raise ConfigError(f"{shown(file)}: the baseline cannot be read: {error.strerror or error}.") from None
    return Baseline(file, MappingProxyType(_grouped(_read(file, data))), data)


def _read(file: Path, data: bytes) -> Iterable[BaselineEntry]:
    try:
        lines = data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise ConfigError(f"{shown(file)}: the baseline is not UTF-8.") from None
    head = _object(lines[0])
    if head is None or "srclint-baseline" not in head:
        raise ConfigError(
            f"{shown(file)} is no baseline: its first line should be {_HEAD}; "
            "name another file, or remove it and use --write-baseline."
        )
    if head["srclint-baseline"] != VERSION:
        raise ConfigError(f"{shown(file)} was written by a newer srclint; update srclint.")
    for number, line in enumerate(lines[1:], 2):
        if not line.strip() or line.strip() == _HEAD:
            continue  # a merge of two new files leaves the first line twice
        if line.startswith(("<<<<<<<", "=======", ">>>>>>>", "|||||||")):
            raise ConfigError(
                f"{shown(file)}, line {number}: the baseline holds an unfinished merge; "
                "keep the entries of both sides and remove the marks."
            )
        try:
            yield _entry(_object(line), number)
        except ValueError as error:
            raise ConfigError(
                f"{shown(file)}, line {number}: the baseline is damaged: {error}; "
                "restore it, or remove the line and use --write-baseline."
            ) from None


def _object(line: str) -> dict[str, Any] | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _entry(value: dict[str, Any] | None, line: int) -> BaselineEntry:
    if value is None:
        raise ValueError("the line is no JSON object")
    for key in value:
        if key not in _KEYS:
            raise ValueError(f"there is no key “{key[:40]}”")
    for key in ("path", "rule", "claim"):
        if not isinstance(value.get(key), str):
            raise ValueError(f"“{key}” is missing or no text")
    count, until, reason = value.get("count", 1), value.get("until"), value.get("reason", "")
    if isinstance(count, bool) or not isinstance(count, int) or count < 1:
        raise ValueError("“count” is no whole number from 1")
    if not isinstance(reason, str):
        raise ValueError("“reason” is no text")
    day = None
    if until is not None:
        try:
            day = dt.date.fromisoformat(until)
        except (TypeError, ValueError):
            raise ValueError("“until” is no date such as 2027-01-01") from None
    return BaselineEntry(value["path"], value["rule"], value["claim"], count, day, reason, line)


def _grouped(entries: Iterable[BaselineEntry]) -> dict[str, tuple[BaselineEntry, ...]]:
    """By article; of equal keys, as a merge may leave them, the larger count and the earlier expiry."""
    one: dict[tuple[str, str, str], BaselineEntry] = {}
    for entry in entries:
        key = (entry.path, entry.rule, entry.claim)
        other = one.get(key)
        if other is not None:
            days = [day for day in (entry.until, other.until) if day is not None]
            entry = replace(
                other,
                count=max(entry.count, other.count),
                until=min(days, default=None),
                reason=other.reason or entry.reason,
            )
        one[key] = entry
    found: dict[str, list[BaselineEntry]] = {}
    for (path, _, _), entry in one.items():
        found.setdefault(path, []).append(entry)
    return {path: tuple(group) for path, group in found.items()}


@dataclass(frozen=True, slots=True)
class Updated:
    """A baseline as it will be, and what changed in it, in findings."""

    baseline: Baseline
    total: int
    added: int
    dropped: int


def updated(
    old: Baseline,
    articles: Iterable[ArticleReport],
    *,
    able: Callable[[Article], frozenset[str]],
    today: dt.date,
    reason: str = "",
    until: dt.date | None = None,
) -> Updated:
    """The baseline with every finding of a run that nothing else silences.

    Entries of articles that were not in the run stay while their file is there; those of rules that
    could not be judged stay too (``able`` gives the codes that could, for an article). What was known
    keeps its reason and its expiry, unless that has passed.
    """
    entries = {
        path: group
        for path, group in old.entries.items()
        if os.path.lexists(old.file.parent / path)  # a file that is gone has no findings
    }
    for judged in articles:
        path = old.key(judged.article.path)
        known = {(e.rule, e.claim): e for e in old.entries.get(path, ())}
        now = Counter(
            (finding.code, claim_of(judged.article, finding))
            for finding in judged.findings
            if finding.code not in _NEVER
            and (finding.suppressed is None or finding.suppressed.by == "baseline")
        )
        judgeable = frozenset() if judged.article.unreadable is not None else able(judged.article)
        kept = {key: entry for key, entry in known.items() if key not in now and entry.rule not in judgeable}
        for (rule, claim), count in now.items():
            before = known.get((rule, claim))
            if before is not None and (before.until is None or before.until >= today):
                count = count if rule in judgeable else max(count, before.count)
                kept[rule, claim] = replace(
                    before, count=count, until=until or before.until, reason=reason or before.reason
                )
            else:
                kept[rule, claim] = BaselineEntry(path, rule, claim, count, until, reason)
        entries[path] = tuple(kept.values())
    was = {(e.path, e.rule, e.claim): e.count for group in old.entries.values() for e in group}
    will = {(e.path, e.rule, e.claim): e.count for group in entries.values() for e in group}
    return Updated(
        replace(old, entries=MappingProxyType({path: group for path, group in entries.items() if group})),
        sum(will.values()),
        sum(max(0, count - was.get(key, 0)) for key, count in will.items()),
        sum(max(0, count - will.get(key, 0)) for key, count in was.items()),
    )


def write(baseline: Baseline) -> None:
    """Write the file, unless it holds these very bytes. Raises ConfigError where it cannot."""
    data = render(baseline).encode("utf-8")
    if data == baseline.data:
        return
    if baseline.file.is_symlink():
        raise ConfigError(f"{baseline.name}: the baseline is not written through a link; name its target.")
    try:
        replace_file(baseline.file, baseline.data, data)
    except NotWritten as error:
        raise ConfigError(f"{baseline.name}: the baseline {error}.") from None


def render(baseline: Baseline) -> str:
    """The file's text: a line that says what it is, then one entry a line, sorted."""
    entries = sorted(
        (entry for group in baseline.entries.values() for entry in group),
        key=lambda entry: (entry.path, entry.rule, entry.claim),
    )
    return "\n".join([_HEAD, *(_line(entry) for entry in entries)]) + "\n"


def _line(entry: BaselineEntry) -> str:
    value: dict[str, object] = {"path": entry.path, "rule": entry.rule, "claim": entry.claim}
    if entry.count != 1:
        value["count"] = entry.count
    if entry.until is not None:
        value["until"] = entry.until.isoformat()
    if entry.reason:
        value["reason"] = entry.reason
    text = json.dumps(value, ensure_ascii=False)
    # Separators that some editors take for line ends, and halves of characters, as escapes.
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in text)
