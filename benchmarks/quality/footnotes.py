"""Which marks cover which claims: pairs (sentence, mark) against the annotated articles.

The annotations list for each sentence the marks, links and keys inside it, so only *exact*
coverage by the place of the mark is compared (not S11, what the sentence itself names; not what is
inherited). ``--all`` prints how many pairs the wider rules add.

    SRCLINT_REAL_DATA=... python benchmarks/quality/footnotes.py [-v]
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import sys
from collections import Counter, defaultdict
from pathlib import Path

from srclint.model import Article, Strength
from srclint.parse.article import read_article
from srclint.parse.settings import ReadSettings

TODAY = dt.date(2026, 1, 1)


def pairs_found(article: Article) -> tuple[set[tuple[int, int, str]], Counter[str]]:
    """(start, end, mark) of all units, and how many pairs each strength and rule gave."""
    names = {}
    for citation in article.citations:
        if citation.id.startswith("fn:") or citation.id.startswith("key:"):
            names[citation.id] = citation.id
        elif citation.url:
            names[citation.id] = f"url:{citation.url}"
    found = set()
    rules: Counter[str] = Counter()
    for unit in article.units:
        for coverage in unit.coverage:
            rules[f"{coverage.scope_rule}/{coverage.strength.value}"] += 1
            placed = coverage.strength is Strength.EXACT and coverage.scope_rule not in {"S11", "S14"}
            if placed and coverage.citation in names:
                found.add((unit.span.start, unit.span.end, names[coverage.citation]))
    return found, rules


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("-v", "--verbose", action="store_true", help="print every miss")
    options = parser.parse_args()
    root = Path(os.environ["SRCLINT_REAL_DATA"])
    gold = defaultdict(list)
    for line in (root / "gold" / "claims.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold[row["file"]].append(row)
    right = wrong = missed = 0
    rules: Counter[str] = Counter()
    languages: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for file, rows in gold.items():
        with (root / "corpus" / file).open(encoding="utf-8", newline="") as source:
            text = source.read()
        article = read_article(text, file, ReadSettings(), modified=None, today=TODAY)
        found, counted = pairs_found(article)
        rules += counted
        low, high = min(r["start"] for r in rows), max(r["end"] for r in rows)
        left = {pair for pair in found if low <= pair[0] and pair[1] <= high}
        score = languages[article.language]
        for row in rows:
            for mark in row["footnotes"]:
                hit = next(
                    (p for p in sorted(left) if p[2] == mark and p[0] < row["end"] and row["start"] < p[1]),
                    None,
                )
                if hit is None:
                    score[2] += 1
                    print(f"missed  {file}:{row['start']} {mark}\n        {row['text'][:110]!r}")
                else:
                    score[0] += 1
                    left.discard(hit)
        for start, end, mark in sorted(left):
            if any(r["start"] < end and start < r["end"] for r in rows):
                score[1] += 1
                print(f"wrong   {file}:{start} {mark}\n        {text[start:end][:110]!r}")
    for language, (hits, extra, lost) in sorted(languages.items()):
        right, wrong, missed = right + hits, wrong + extra, missed + lost
        print(f"{language:3} {line_of(hits, extra, lost)}")
    print(f"all {line_of(right, wrong, missed)}")
    if options.verbose:
        print("coverage given, by rule:", dict(sorted(rules.items())))
    return 0


def line_of(right: int, wrong: int, missed: int) -> str:
    """Precision, recall and F1 in one line."""
    precision = right / (right + wrong) if right + wrong else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f"pairs {right + missed:3}  precision {precision:.3f}  recall {recall:.3f}  F1 {both:.3f}"


if __name__ == "__main__":
    sys.exit(main())
