"""Every place in every article of the corpus: ``text == file[start:end]``, in order, and how fast.

SRCLINT_REAL_DATA=... python benchmarks/quality/offsets.py
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import time
from collections import Counter
from pathlib import Path

from srclint.model import Article
from srclint.parse.article import read_article
from srclint.parse.settings import ReadSettings

TODAY = dt.date(2026, 1, 1)
ENDINGS = {".md", ".html", ".rmd", ".txt"}


def wrong_places(article: Article) -> list[str]:
    """A sentence for each unit, citation or reference whose place is not exact."""
    text, out = article.text, []
    end = 0
    for unit in article.units:
        if text[unit.span.start : unit.span.end] != unit.text or not unit.text.strip():
            out.append(f"unit {unit.id}: {unit.text[:60]!r}")
        if unit.span.start < end:
            out.append(f"unit {unit.id} begins inside the one before: {unit.text[:60]!r}")
        end = unit.span.end
    out.extend(
        f"reference {reference.id}: {reference.text[:60]!r}"
        for reference in article.references
        if text[reference.span.start : reference.span.end] != reference.text
    )
    ids = {citation.id for citation in article.citations}
    if len(ids) < len(article.citations):
        out.append("two citations have one id")
    for citation in article.citations:
        if not 0 <= citation.span.start < citation.span.end <= len(text):
            out.append(f"citation {citation.id}: {citation.span}")
        out.extend(
            f"mark of {citation.id}: {mark}"
            for mark in citation.marks
            if not text[mark.start : mark.end].strip()
        )
    out.extend(
        f"unit {unit.id} is covered by a citation that is not there"
        for unit in article.units
        if not set(unit.citations) <= ids
    )
    return out


def main() -> int:
    root = Path(os.environ["SRCLINT_REAL_DATA"]) / "corpus"
    files = sorted(f for f in root.rglob("*") if f.suffix.lower() in ENDINGS)
    counts: Counter[str] = Counter()
    size = wrong = 0
    spent = 0.0
    for file in files:
        data = file.read_bytes()
        text = data.decode("utf-8").removeprefix("\ufeff")
        begin = time.process_time()
        article = read_article(text, str(file), ReadSettings(), modified=None, today=TODAY)
        spent += time.process_time() - begin
        size += len(data)
        counts.update(
            units=len(article.units), citations=len(article.citations), references=len(article.references)
        )
        for problem in wrong_places(article):
            wrong += 1
            print(f"{file.relative_to(root)}: {problem}")
    print(f"{len(files)} articles, {size / 1e6:.1f} MB, {dict(counts)}")
    print(f"{wrong} wrong places; {size / 1e6 / spent:.2f} MB/s of processor time")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
