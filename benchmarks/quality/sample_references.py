"""A sample to be judged by eye: references that were read, or the lines that may hold missed ones.

    srclint extract --isolated --output-format json -o READ.json FOLDER
    python benchmarks/quality/sample_references.py READ.json FOLDER --seed N [--size 200]
    python benchmarks/quality/sample_references.py READ.json FOLDER --seed N --lines [--size 40]

The same seed draws the same sample. The first form prints references, at most three an article, spread
over the languages (the share of a language is the square root of what it has), each in its context.
The second prints, for each of some articles, every line with a word that may begin a reference; what was
read stands in double brackets with its act. Count precision on the first and recall on the second.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import defaultdict
from math import sqrt
from pathlib import Path
from typing import Any

AN_ARTICLE = 3
AROUND = 200
# What may begin a reference, in any language of the articles; wide on purpose.
MAY_BE = re.compile(
    r"§|\b(?:art(?:\.|s\b|t\.|\b|ic|ik|yk|íc|íg|igo)|člán|чл|άρθρ|straipsn|pant[as]|cikk|annex|anhang|anhäng|bijlage|"
    r"allegat|anexo|załącznik|bilag|recital|considérant|consideran|erwägungs|erwgr|overweging|motyw|chapter|kapitel|"
    r"hoofdstuk|chapitre|titre|abs\.|absatz|paragraph|raison)",
    re.IGNORECASE,
)


def loaded(file: Path) -> list[dict[str, Any]]:
    """The articles of ``srclint extract`` that have a text of their own, in the order of their paths."""
    articles = json.loads(file.read_text(encoding="utf-8"))["articles"]
    return sorted(articles, key=lambda article: str(article["path"]))


def text_of(root: Path, article: dict[str, Any]) -> str:
    """The article as it is read: with the line ends of the file."""
    with (root / article["path"]).open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        return stream.read()


def drawn(
    articles: list[dict[str, Any]], seed: int, size: int
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """``size`` references with their articles, spread over languages and articles."""
    chance = random.Random(seed)
    pools: defaultdict[str, list[tuple[dict[str, Any], dict[str, Any]]]] = defaultdict(list)
    for article in articles:
        have = article["references"]
        some = chance.sample(have, min(AN_ARTICLE, len(have)))
        pools[article["language"]].extend((article, reference) for reference in some)
    for pool in pools.values():
        chance.shuffle(pool)
    whole = sum(sqrt(len(pool)) for pool in pools.values())
    out: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for language in sorted(pools, key=lambda code: (len(pools[code]), code)):
        pool = pools[language]
        share = min(len(pool), round((size - len(out)) * sqrt(len(pool)) / whole))
        whole -= sqrt(len(pool))
        out.extend(pool[:share])
    return out


def flat(text: str) -> str:
    """One line of a text that has several."""
    return re.sub(r"\s+", " ", text)


def print_references(articles: list[dict[str, Any]], root: Path, seed: int, size: int) -> None:
    """The first form."""
    for number, (article, one) in enumerate(drawn(articles, seed, size), 1):
        text = text_of(root, article)
        left, right = (
            text[max(0, one["start"] - AROUND) : one["start"]],
            text[one["end"] : one["end"] + AROUND],
        )
        print(
            f"{number} [{article['language']}] {article['path']}:{one['line']} default={article['default_act']}"
        )
        print(f"  {flat(left)}⟦{one['text']}⟧{flat(right)}")
        print(f"  = {one['act']} {' '.join(one['targets'])} by {one['act_source']} ({one['confidence']})\n")


def print_lines(articles: list[dict[str, Any]], root: Path, seed: int, size: int) -> None:
    """The second form."""
    chance = random.Random(seed)
    for article in sorted(chance.sample(articles, size), key=lambda one: str(one["path"])):
        text = text_of(root, article)
        print(f"## [{article['language']}] {article['path']} default={article['default_act']}")
        at = 0
        for line in text.splitlines(keepends=True):
            if MAY_BE.search(line):
                print(f"  {marked(line, at, article['references'])}")
            at += len(line)


def marked(line: str, at: int, references: list[dict[str, Any]]) -> str:
    """A line with what was read in it in double brackets."""
    out, done = "", 0
    for one in references:
        start, end = one["start"] - at, one["end"] - at
        if done <= start < len(line):
            read = f"{one['act']} {' '.join(one['targets'])}".strip()
            out += f"{line[done:start]}⟦{line[start:end]}={read}⟧"
            done = end
    return (out + line[done:]).strip()


def main() -> None:
    """Draw and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("read", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--lines", action="store_true")
    parser.add_argument("--size", type=int)
    given = parser.parse_args()
    articles = loaded(given.read)
    if given.lines:
        print_lines(articles, given.folder, given.seed, given.size or 40)
    else:
        print_references(articles, given.folder, given.seed, given.size or 200)


if __name__ == "__main__":
    main()
