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


# --------------------------------------------------------------------------- annotated articles

KEYS = {"article": "art", "recital": "rct", "annex": "anx", "section": "sct", "chapter": "cpt", "title": "tis",
        "part": "prt", "paragraph": "par", "subparagraph": "sub", "number": "pnt", "point": "pnt", "subpoint": "pnt",
        "sentence": "sen"}  # fmt: skip


def gold_target(target: dict[str, str]) -> str:
    out = []
    for key, value in target.items():
        if key.endswith("_to") and key[:-3] in KEYS:
            out[-1] += f"..{KEYS[key[:-3]]}_{value}"
        elif key in KEYS:
            out.append(f"{KEYS[key]}_{value}")
    text = ".".join(out)
    return text + "..*" if target.get("ff") else text


def gold_act(act: dict[str, str | None]) -> str | None:
    celex = act.get("celex")
    return celex.replace("12012P", "12016P") if celex else None


def level_free(path: str) -> str:
    """Paragraph, point, sentence and subparagraph stand in for each other (provisions.locate)."""
    return re.sub(r"\b(?:par|pnt|sen|sub)_", "x_", path)


def pairs_of(act: str | None, targets) -> list[tuple[str | None, str]]:
    treaty = re.fullmatch(r"(12016[EMP])(\d{3})", act or "")
    if treaty:
        head = f"art_{int(treaty[2])}"
        return [(treaty[1] + "/TXT", f"{head}.{t}" if t else head) for t in (targets or [""])]
    return [(act, t) for t in targets] or [(act, "")]


def predicted(file: Path, default: str | None):
    """(start, end, act, targets, text) of every reference that the reader gives, and of national law."""
    import datetime as dt

    from srclint.legal.references import find
    from srclint.parse.article import read_article
    from srclint.parse.formats import read
    from srclint.parse.settings import ReadSettings

    with file.open(encoding="utf-8", newline="") as stream:
        text = stream.read()
    day = dt.date(2026, 11, 1)
    article = read_article(text, file.name, ReadSettings(default_act=default), modified=None, today=day)
    rows = [
        (r.span.start, r.span.end, r.act, r.targets, r.act_source)
        for r in article.references
        if r.kind != "relative"
    ]
    foreign = []
    for block in read(text, file.name).blocks:
        if block.kind == "code":
            continue
        foreign.extend(
            (*block.text.extent(found.start, found.end), None, found.targets, None)
            for found in find(block.text.text, article.language)
            if found.vetoed
        )
    have = {row[:2] for row in rows}
    return text, rows, [f for f in foreign if f[:2] not in have]


def articles(verbose: bool) -> None:
    golds = defaultdict(list)
    for line in (DATA / "gold/refs.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["type"] == "ref":
            golds[row["file"]].append(row)
    scopes = {}
    for line in (DATA / "gold/docs.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        scopes[row["file"]] = row["refs_scope"]
    defaults = {}
    for line in (DATA / "gold/docs.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        defaults[row["file"]] = row["default_act"]["celex"]
    for name, with_foreign, given in (
        ("EU acts only", False, False),
        ("with national law", True, False),
        ("default act given, EU acts", False, True),
        ("default act given", True, True),
    ):
        spans, tops, fulls = [0, 0, 0, 0], [0, 0, 0], [0, 0, 0]
        for file, rows in golds.items():
            text, found, foreign = predicted(DATA / "corpus" / file, defaults[file] if given else None)
            low, high = scopes[file]
            found = [f for f in found if low <= f[0] < high]
            foreign = [f for f in foreign if low <= f[0] < high]
            if with_foreign:
                found = sorted(found + foreign)
                wanted = rows
            else:
                wanted = [r for r in rows if gold_act(r["act"])]
                national = [(r["start"], r["end"]) for r in rows if not gold_act(r["act"])]
                found = [f for f in found if f[2] or not any(f[0] < e and s < f[1] for s, e in national)]
            hit_gold = [any(f[0] < r["end"] and r["start"] < f[1] for f in found) for r in wanted]
            hit_found = [any(f[0] < r["end"] and r["start"] < f[1] for r in wanted) for f in found]
            spans = [
                spans[0] + sum(hit_gold),
                spans[1] + len(wanted),
                spans[2] + sum(hit_found),
                spans[3] + len(found),
            ]
            for depth, totals in ((1, tops), (9, fulls)):
                have, want = Counter(), Counter()
                for f in found:
                    for act, t in set(pairs_of(f[2], f[3])):
                        have[cut(act, t, depth)] += 1
                for r in wanted:
                    for act, t in {(gold_act(r["act"]), gold_target(t)) for t in r["targets"]}:
                        want[cut(act, t, depth)] += 1
                both = sum((have & want).values())
                totals[0] += both
                totals[1] += sum(want.values())
                totals[2] += sum(have.values())
            if verbose and with_foreign:
                report(file, text, wanted, found, hit_gold, hit_found)
        print(f"{name}: spans {score(spans[0] / max(1, spans[1]), spans[2] / max(1, spans[3]))}")
        print(
            f"   article + act {score(tops[0] / tops[1], tops[0] / tops[2])}"
            f"   full depth {score(fulls[0] / fulls[1], fulls[0] / fulls[2])}"
        )


def cut(act, target: str, depth: int) -> tuple[str | None, str]:
    if depth == 1:
        start, _, end = target.partition("..")
        whole = "." not in start and end
        return act, start.split(".")[0] + (f"..{end}" if whole else "")
    return act, level_free(target)


def score(recall: float, precision: float) -> str:
    f1 = 2 * recall * precision / (recall + precision) if recall + precision else 0.0
    return f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f}"


def report(file, text, wanted, found, hit_gold, hit_found) -> None:
    for row, hit in zip(wanted, hit_gold, strict=True):
        near = [f for f in found if f[0] < row["end"] and row["start"] < f[1]]
        if not hit:
            print(f"  MISSED {file[:24]} {row['zone']} {row['text']!r} {row.get('note', '')}")
            continue
        want = {(gold_act(row["act"]), level_free(gold_target(t))) for t in row["targets"]}
        have = {(a, level_free(t)) for f in near for a, t in pairs_of(f[2], f[3])}
        if not want <= have:
            print(
                f"  WRONG  {file[:24]} {row['text']!r} by {near[0][4]}\n"
                f"         want {sorted(map(str, want))} have {sorted(map(str, have))}"
            )
    for f, hit in zip(found, hit_found, strict=True):
        if not hit:
            print(
                f"  EXTRA  {file[:24]} {text[f[0] : f[1]]!r} {f[2]} {f[3]} .. {text[max(0, f[0] - 40) : f[1] + 30]!r}"
            )


if __name__ == "__main__":
    vectors("--misses" in sys.argv)
    articles("--misses" in sys.argv)
