"""Addresses: how many of the URL vectors are read as expected, and what stays unidentified.

    python benchmarks/quality/identifiers.py REAL_DATA [--corpus]

REAL_DATA is a folder with ``gold/vectors/urls.tsv`` (columns id, url, expected). With ``--corpus``
every address of an EU institution in ``corpus/`` is read too, and those that name no document of the
register are printed.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import time
from pathlib import Path

from srclint.legal.identifiers import identify, newsroom_file, parse_celex, press_reference
from srclint.model import Identified

_EU_URL = re.compile(r"https?://[\w.-]*europa\.eu[^\s\[\]<>\"'`|{}]*")


def rendered(url: str, found: Identified) -> set[str]:
    """The words with which the vectors describe what was found."""
    words: set[str] = set()
    celex = found.document.celex
    if celex:
        words.add(celex)
        if found.path:
            words |= {f"{celex}#{found.path}", f"{celex}#{found.fragment}"}
        parsed = parse_celex(celex)
        if parsed:
            words.add(f"note={parsed.kind}")
    kind, _, name = found.document.id.partition(":")
    words.add(f"{kind}={name}")
    new = re.fullmatch(r"oj:([LC])_(\d{4})(\d{5})", found.document.id)
    if new:
        words.add(f"oj={new[1]}/{new[2]}/{int(new[3])}")
    asked = re.search(r"OJ(?::|%3A)([LC]_\d+)", url, re.IGNORECASE)
    if asked:
        words.add(f"oj={asked[1].upper()}")
    if found.document.id.startswith("ecli:"):
        words.add(name)
    words |= {f"lang={found.language}", f"fmt={found.format}", f"view={found.view}", "->"}
    for hint in found.hints:
        words |= {hint, f"hint={hint}", f"warn={hint}", f"info={hint}"}
    if found.fragment and not found.path:
        words.add("frag=unknown")
    if found.error:
        kinds = [k for k in ("CELEX", "ELI", "ECLI", "Official Journal") if k in found.error]
        words |= {f"error=malformed-{k.lower()}" for k in kinds} | {"error=malformed-oj"}
    if found.unsafe:
        words |= {"unsafe", "error=unsafe"}
    reference = press_reference(url.partition("?")[0])
    if reference:
        words |= {"press", reference}
    number = newsroom_file(url)
    if number:
        words |= {"newsroom-file", number}
    return words


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("real_data", type=Path)
    parser.add_argument("--corpus", action="store_true")
    options = parser.parse_args()
    with (options.real_data / "gold/vectors/urls.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    right = 0
    for row in rows:
        found = identify(row["url"])
        missing = [word for word in row["expected"].split() if word not in rendered(row["url"], found)]
        right += not missing
        if missing:
            print(f"{row['id']} {row['url']}\n    expected {row['expected']!r}, lacks {missing}: {found}")
    print(f"urls: {right}/{len(rows)} as expected")
    if options.corpus:
        corpus(options.real_data / "corpus")
    return 0 if right == len(rows) else 1


def corpus(folder: Path) -> None:
    urls: dict[str, int] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            for match in _EU_URL.finditer(path.read_text(encoding="utf-8", errors="replace")):
                url = match[0].rstrip(").,;*")
                urls[url] = urls.get(url, 0) + 1
    started = time.perf_counter()
    found = {url: identify(url) for url in urls}
    spent = time.perf_counter() - started
    register = re.compile(r"https?://(?:eur-lex|data|publications|op)\.europa\.eu/")
    named = sum(one.document.is_eu for one in found.values())
    for url, one in found.items():
        if register.match(url) and not one.document.is_eu and "not-a-text" not in one.hints:
            print(f"  plain page: {url} {list(one.hints)} {one.error or ''}")
    print(
        f"corpus: {len(urls)} addresses, {named} name a document of the register, {spent * 1e6 / len(urls):.0f} µs each"
    )


if __name__ == "__main__":
    sys.exit(main())
