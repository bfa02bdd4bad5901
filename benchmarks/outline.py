"""How long and how much memory it takes to read acts into provisions.

    python benchmarks/outline.py FILE...

Prints for each file the time of the first reading in a fresh process (imports of this package's
readers and of lxml included) and of a second one, the peak memory, and the ratio to lxml's parse.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path


def measure(path: Path) -> str:
    """One line about one file; run in a process of its own."""
    content = path.read_bytes()
    begin = time.perf_counter()
    from srclint.source.outline import read

    found = read(content)
    cold = time.perf_counter() - begin
    begin = time.perf_counter()
    read(content)
    warm = time.perf_counter() - begin
    from lxml import etree

    begin = time.perf_counter()
    etree.fromstring(content, etree.HTMLParser(encoding="utf-8"))
    parse = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    provisions = len(getattr(found, "provisions", ()))
    name = f"{path.parent.name}/{path.name}"
    return (
        f"{name:44} {len(content) / 1e6:5.2f} MB  cold {cold:6.3f} s  warm {warm:6.3f} s  "
        f"{warm / parse:5.1f} x lxml's parse  peak {peak:5.0f} MB  {provisions} provisions"
    )


def main() -> None:
    """Measure each file in a fresh process."""
    if len(sys.argv) > 2 and sys.argv[1] == "--one":
        print(measure(Path(sys.argv[2])))
        return
    for name in sys.argv[1:]:
        subprocess.run([sys.executable, __file__, "--one", name], check=True)


if __name__ == "__main__":
    main()
