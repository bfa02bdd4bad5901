"""How fast articles are read, in one process.

    python benchmarks/reading.py FOLDER [--every N] [--profile]

Reads each article below FOLDER once (or every Nth, to be quick) and prints the megabytes per second
of CPU time, the slowest files, and with ``--profile`` where the time goes.
"""

from __future__ import annotations

import argparse
import cProfile
import datetime as dt
import pstats
import sys
import time
from pathlib import Path

from srclint.engine.files import SUFFIXES, InputFile
from srclint.engine.read import read_one
from srclint.parse.settings import ReadSettings

TODAY = dt.date(2026, 1, 1)
# The time of very short files is noise.
WORTH_TELLING = 2_000


def articles(folder: Path, every: int) -> list[InputFile]:
    """The articles below a folder, in a fixed order, in memory."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
    return [InputFile(path=str(path), file=path, data=path.read_bytes()) for path in paths[::every]]


def read_all(files: list[InputFile]) -> list[float]:
    """The seconds of CPU time that each file takes."""
    settings = ReadSettings()
    taken = []
    for file in files:
        begin = time.process_time()
        read_one(file, settings=settings, today=TODAY)
        taken.append(time.process_time() - begin)
    return taken


def main() -> None:
    """Measure a folder."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--every", type=int, default=1, help="read only every Nth article")
    arguments.add_argument("--profile", action="store_true")
    options = arguments.parse_args()
    files = articles(options.folder, options.every)
    if not files:
        sys.exit(f"{options.folder}: no articles")
    sizes = [len(file.data or b"") for file in files]
    read_all(files[:3])  # imports and word lists
    if options.profile:
        profile = cProfile.Profile()
        profile.runcall(read_all, files)
        pstats.Stats(profile).sort_stats("tottime").print_stats(45)
        return
    taken = read_all(files)
    total = sum(sizes) / 1e6
    print(f"{len(files)} articles, {total:.2f} MB, {sum(taken):.2f} s: {total / sum(taken):.2f} MB/s")
    rows = zip(files, sizes, taken, strict=True)
    slowest = sorted((size / 1e6 / spent, file.path) for file, size, spent in rows if size >= WORTH_TELLING)
    for speed, path in slowest[:5]:
        print(f"  {speed:.2f} MB/s  {path}")


if __name__ == "__main__":
    main()
