"""What a look-up may do: the settings that reach this room, none of them read from anywhere else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from srclint.model import Document


@dataclass(frozen=True, slots=True)
class HostOptions:
    """What the user sets for one host (``[hosts."eur-lex.europa.eu"]``); None: the default.

    ``concurrency`` is the number of requests at once, ``interval`` the seconds between the starts of
    two requests (a redirect within the host belongs to the request that it answers), ``timeout`` the
    seconds to wait for a byte, ``headers`` are sent to this host only.
    """

    concurrency: int | None = None
    interval: float | None = None
    timeout: float | None = None
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class LookupOptions:
    """Everything that governs a look-up. Times are seconds, sizes bytes after decompression.

    ``cache_dir`` None: nothing is kept. ``remap`` holds (pattern, replacement) pairs; the first
    pattern that is found in a URL rewrites it. ``max_time`` is the budget of the whole run.
    ``hosts`` maps a host's name, a ``.suffix`` or ``*`` to what the user sets for it.
    ``contact`` is put into the User-Agent. ``document_time`` bounds one attempt at one document,
    every redirect included. ``attempts`` counts the first one: what failed for a passing cause is
    asked again after all others had their turn, so 2 means one retry round.
    """

    offline: bool = False
    refresh: bool = False
    cache_dir: Path | None = None
    source_dirs: tuple[Path, ...] = ()
    remap: tuple[tuple[re.Pattern[str], str], ...] = ()
    allow_private: bool = False
    max_time: float | None = None
    contact: str = ""
    hosts: Mapping[str, HostOptions] = field(default_factory=lambda: MappingProxyType({}))
    user_agent: str | None = None
    max_size: int = 25_000_000
    connect_timeout: float = 10.0
    read_timeout: float = 30.0
    document_time: float = 90.0
    max_redirects: int = 8
    workers: int = 64
    attempts: int = 3
    backoff: float = 0.5
    retry_after_cap: float = 60.0
    robots: bool = True
    trust_remap: bool = True


@dataclass(frozen=True, slots=True)
class LookupRequest:
    """One document to look up: the addresses as the articles wrote them, and the languages wanted.

    ``languages`` are two-letter codes in order of preference; English is tried after them.
    """

    document: Document
    urls: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
