"""Whether the time to read an article grows in proportion to its length, hostile input included.

    python benchmarks/linear.py [--largest BYTES] [--budget SECONDS] [NAME]...

Reads each of the texts of ``tests/parse/test_linear.py`` at growing sizes, each twice the one before,
up to LARGEST (5 MB) or until one reading takes more than BUDGET seconds of CPU time, and prints the
ratios between neighbours and their geometric mean: 2 is linear, 4 is quadratic. A ratio counts above
a twentieth of a second.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import runpy
import statistics
import time
from pathlib import Path

from srclint.parse.article import read_article
from srclint.parse.settings import ReadSettings

TEXTS = runpy.run_path(str(Path(__file__).parent.parent / "tests/parse/test_linear.py"))["TEXTS"]
START = 39_000
FLOOR = 0.05
MOST = 2.2


def seconds(text: str, path: str) -> float:
    """CPU time of one reading; the better of two where it is short."""
    best = float("inf")
    for _ in range(2):
        gc.collect()
        begin = time.process_time()
        read_article(text, path, ReadSettings(), modified=None, today=dt.date(2026, 1, 1))
        best = min(best, time.process_time() - begin)
        if best > 1:
            break
    return best


def main() -> None:
    """Measure."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--largest", type=int, default=5_000_000)
    arguments.add_argument("--budget", type=float, default=10)
    arguments.add_argument("names", nargs="*", metavar="NAME")
    options = arguments.parse_args()
    rows = []
    for name in options.names or TEXTS:
        for path in ("a.md", "a.html", "a.txt"):
            words, _ = TEXTS[name]
            size, before, ratios, now = START, 0.0, [], 0.0
            while size <= options.largest and now <= options.budget:
                now = seconds(words * (size // len(words)), path)
                if before >= FLOOR:
                    ratios.append(now / before)
                before, size = now, size * 2
            mean = statistics.geometric_mean(ratios) if ratios else 0.0
            rows.append((mean, name, path))
            shown = " ".join(f"{ratio:.2f}" for ratio in ratios)
            print(
                f"{name:20} {path:7} {size // 2 / 1e6:5.2f} MB {now:7.2f} s  mean {mean:.2f}   {shown}",
                flush=True,
            )
    over = [row for row in rows if row[0] > MOST]
    print(f"{len(rows) - len(over)} of {len(rows)} below {MOST} a doubling; above: ", end="")
    print(", ".join(f"{name} {path} {mean:.2f}" for mean, name, path in sorted(over, reverse=True)) or "none")


if __name__ == "__main__":
    main()
