"""Figures: how many of the vectors are read as expected, and how fast a large text is.

    python benchmarks/quality/quantities.py REAL_DATA [--speed]

REAL_DATA is a folder with ``gold/vectors/quantities.tsv`` (columns id, lang, text, expected, note).
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from pathlib import Path

from srclint.legal.quantities import RawFact, facts
from srclint.model import FactType

_WORDS = {
    FactType.PERCENT: "PCT",
    FactType.PERCENTAGE_POINTS: "PP",
    FactType.DATE: "DATE",
    FactType.MONTH: "MONTH",
    FactType.YEAR: "YEAR",
    FactType.DURATION: "DUR",
    FactType.COUNT: "COUNT",
}


def notation(fact: RawFact) -> str:
    """A fact as the vectors write it, without its bound."""
    if fact.type is FactType.MONEY:
        return fact.value
    word = _WORDS[fact.type] + ("" if fact.certain or fact.type is not FactType.DATE else "?")
    return f"{word} {fact.value}" + (f" {fact.unit}" if fact.type is FactType.COUNT and fact.unit else "")


def rendered(text: str, language: str) -> set[str]:
    """All notations that a vector may expect of a text."""
    found = [fact for fact in facts(text, language) if fact.type not in {FactType.BODY, FactType.QUOTATION}]
    words = {notation(fact) for fact in found}
    words |= {f"{bound}({notation(fact)})" for fact in found for bound in fact.comparators}
    words |= {f"COUNT {fact.value}" for fact in found if fact.type is FactType.COUNT}
    for choice in ("MAX", "MIN"):
        chosen = [notation(fact) for fact in found if choice in fact.comparators]
        if len(chosen) == 2:
            words |= {f"{choice}({chosen[0]}, {chosen[1]})", f"{choice}({chosen[1]}, {chosen[0]})"}
    words.add("; ".join(notation(fact) for fact in found))
    return words or {"-"}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("real_data", type=Path)
    parser.add_argument("--speed", action="store_true")
    options = parser.parse_args()
    with (options.real_data / "gold/vectors/quantities.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    right = 0
    for row in rows:
        text = row["text"].replace("\\u00a0", "\u00a0").replace("\\u202f", "\u202f").replace("\\n", "\n")
        words = rendered(text, row["lang"])
        right += row["expected"] in words
        if row["expected"] not in words:
            print(f"{row['id']} {row['lang']} {text!r}: expected {row['expected']!r}, read {sorted(words)}")
    print(f"quantities: {right}/{len(rows)} as expected")
    if options.speed:
        speed(options.real_data / "corpus")
    return 0 if right == len(rows) else 1


def speed(folder: Path) -> None:
    parts = [p.read_text(encoding="utf-8", errors="replace") for p in sorted(folder.rglob("*.md"))]
    text = "\n".join(parts)[:3_000_000]
    for language in ("en", "de", "fr", "nl"):
        facts("Three of 3 %.", language)
        started = time.process_time()
        number = len(facts(text, language))
        spent = time.process_time() - started
        print(f"speed: {language} {len(text) / 1e6 / spent:.1f} MB/s, {number} facts")


if __name__ == "__main__":
    sys.exit(main())
