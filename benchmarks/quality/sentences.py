"""Sentence boundaries against the annotated lines of ``gold/segmentation.tsv``.

Run: ``SRCLINT_REAL_DATA=<folder> python benchmarks/quality/sentences.py``. Footnote marks are cut out as
the readers do, then each inner boundary is compared. Prints precision, recall, F1 per language,
odd and even lines apart, every miss, and the speed.
"""

from __future__ import annotations

import csv
import os
import re
import sys
import time
from collections import Counter
from pathlib import Path

from srclint.parse.sentences import split

MARK = re.compile(r"\[\^[^\]]+\]|\[\d+(?:, ?\d+)*\]|[¹²³]")


def cut_marks(text: str) -> tuple[str, list[int]]:
    parts, marks, length, last = [], [], 0, 0
    for match in MARK.finditer(text):
        parts.append(text[last : match.start()])
        length += match.start() - last
        marks.append(length)
        last = match.end()
    parts.append(text[last:])
    return "".join(parts), marks


def f1(tp: int, fp: int, fn: int) -> str:
    precision, recall = tp / (tp + fp or 1), tp / (tp + fn or 1)
    return f"P {precision:.3f} R {recall:.3f} F1 {2 * tp / (2 * tp + fp + fn or 1):.3f}"


def main() -> int:
    path = Path(
        sys.argv[1] if len(sys.argv) > 1 else Path(os.environ["SRCLINT_REAL_DATA"], "gold/segmentation.tsv")
    )
    counts: dict[tuple[str, str], Counter[str]] = {}
    texts: list[tuple[str, str]] = []
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)):
            sentences = [part.strip() for part in row["text"].split("|")]
            text, marks = cut_marks(row["text"].replace("|", ""))
            expected, at = set(), 0
            for sentence in sentences[:-1]:
                plain = cut_marks(sentence)[0].strip()
                at = text.index(plain, at) + len(plain)
                expected.add(at)
            got = {end for _, end in split(text, row["lang"], marks=marks)[:-1]}
            texts.append((text, row["lang"]))
            for half in ("all", ("even", "odd")[number % 2]):
                count = counts.setdefault((row["lang"], half), Counter())
                count.update(tp=len(expected & got), fp=len(got - expected), fn=len(expected - got))
            if got != expected:
                shown = [text[a:b] for a, b in split(text, row["lang"], marks=marks)]
                print(f"  {row['id']} {row['category']}: {' ¦ '.join(shown)}   [wanted {len(expected) + 1}]")
    for (language, half), count in sorted(counts.items()):
        print(f"{language} {half:5} {f1(count['tp'], count['fp'], count['fn'])}")
    big = [(text * 200, language) for text, language in texts]
    started = time.perf_counter()
    for text, language in big:
        split(text, language)
    seconds = time.perf_counter() - started
    print(f"speed {sum(len(t.encode()) for t, _ in big) / seconds / 1e6:.2f} MB/s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
