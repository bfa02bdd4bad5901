"""How often a reference is given the citation that it belongs to (its note, its link, its key).

    SRCLINT_REAL_DATA=<folder> python benchmarks/quality/citations.py [--misses]

For each annotated reference that the reader finds, too: right where the gold names no source and
the reader gives none (or only one made of the reference itself), or where the reader gives one of
the gold's sources. ``url:`` sources are compared by address, without what follows ``#``.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from collections import Counter, defaultdict
from pathlib import Path

from srclint.parse.article import read_article
from srclint.parse.settings import ReadSettings

DATA = Path(os.environ.get("SRCLINT_REAL_DATA", "."))


def names(citation) -> set[str]:
    """Every way in which the gold may name this citation."""
    out = {citation.id}
    if citation.label:
        out |= {f"fn:{citation.label}", f"key:{citation.label}"}
    if citation.url:
        out.add("url:" + plain(citation.url))
    return out


def plain(url: str) -> str:
    return url.partition("#")[0].replace("&amp;", "&").rstrip("/")


def main() -> None:
    golds = defaultdict(list)
    for line in (DATA / "gold/refs.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["type"] == "ref":
            golds[row["file"]].append(row)
    right, total, sourced = Counter(), Counter(), Counter()
    for file, rows in golds.items():
        with (DATA / "corpus" / file).open(encoding="utf-8", newline="") as stream:
            text = stream.read()
        article = read_article(text, file, ReadSettings(), modified=None, today=dt.date(2026, 11, 1))
        by_id = {c.id: c for c in article.citations}
        found = [r for r in article.references if r.kind != "relative"]
        for row in rows:
            near = [r for r in found if r.span.start < row["end"] and row["start"] < r.span.end]
            if not near:
                continue
            given = {n for r in near if r.citation in by_id for n in names(by_id[r.citation])}
            given -= {n for n in given if n.startswith("ref:")}
            wanted = {"url:" + plain(s[4:]) if s.startswith("url:") else s for s in row["sources"]}
            ok = bool(given & wanted) if wanted else not given
            kind = "with a source" if wanted else "without"
            total[kind] += 1
            right[kind] += ok
            sourced[file] += 1
            if not ok and "--misses" in sys.argv:
                line = text.count("\n", 0, row["start"]) + 1
                print(f"  {file}:{line} {row['text']!r} wanted {sorted(wanted)} given {sorted(given)}")
    for kind in sorted(total):
        print(f"{kind}: {right[kind]}/{total[kind]} = {right[kind] / total[kind]:.3f}")
    print(
        f"all: {sum(right.values())}/{sum(total.values())} = {sum(right.values()) / sum(total.values()):.3f}"
    )


if __name__ == "__main__":
    main()
