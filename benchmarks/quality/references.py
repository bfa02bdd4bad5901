"""How well references are read: the vectors (exact) and the annotated articles (spans, targets).

    SRCLINT_REAL_DATA=<folder> python benchmarks/quality/references.py [--misses]

The gold's notation is turned into ours: first bracket = paragraph, Charter 12012P = 12016P.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from srclint.legal.references import Binder

DATA = Path(os.environ.get("SRCLINT_REAL_DATA", "."))


def canonical(bounds) -> str:
    out = []
    for b in bounds:
        if b.vetoed:
            continue
        if b.kind == "relative":
            out.extend(b.targets)
            continue
        act = b.act
        if act is None:
            if b.found.anaphora in ("R", "L", "D", "A"):
                act = "^act"
            else:
                continue
        out.extend(f"{act}#{t}" for t in b.targets) if b.targets else out.append(act)
    return "; ".join(out) or "-"


def shadow_of(text: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Markup off, as the readers do it (vectors are one-liners)."""
    from srclint.legal.identifiers.celex import celex_of_act_number

    text = text.replace("**", "")
    links = []
    m = re.match(r"\[([^\]]+)\]\(([^)]+)\)", text)
    if m:
        e = re.search(r"eli/(reg|dir|dec)/(\d{4})/(\d+)", m[2])
        kind = {"reg": "R", "dir": "L", "dec": "D"}[e[1]] if e else "R"
        if e:
            links.append((0, len(m[1]), celex_of_act_number(kind, e[2], e[3])))
        text = m[1]
    return text, links


def vectors(verbose: bool) -> None:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for line in (DATA / "gold/vectors/references.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        id_, lang, ctx, text, expected = line.split("\t")[:5]
        text = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text).replace("\\n", "\n")
        text, links = shadow_of(text)
        binder = Binder(lang, None if ctx in "-^" else ctx)
        got = canonical(binder.bind(text, links=links))
        total[lang] += 1
        if got == expected or (got.replace("sen_1", "sub_1") == expected):
            right[lang] += 1
        else:
            print(f"  {id_} {lang} [{ctx}] {text!r}\n      expected {expected}\n      got      {got}")
    print(f"vectors: {sum(right.values())}/{sum(total.values())} exact")
    if verbose:
        print("  " + " ".join(f"{k} {right[k]}/{n}" for k, n in sorted(total.items())))


if __name__ == "__main__":
    vectors("--misses" in sys.argv)
