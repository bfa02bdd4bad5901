"""Claim tiers against ``gold/claims.jsonl`` and ``gold/claims-public/``.

Run: ``SRCLINT_REAL_DATA=<folder> python benchmarks/quality/claims.py [--misses] [--half 0|1]``.
The annotated sentences are classified one by one (headings are not: they hold no claims). Prints
precision, recall and F1 of hard + soft and of hard, in all, per half of the documents, per language;
the baseline that takes every sentence; reasons against labels; and the misses.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import re
import time
from collections import Counter
from pathlib import Path

from srclint.legal.quantities import facts
from srclint.model import Tier
from srclint.parse.claims import classify

LANGUAGES = (("/de/", "de"), ("/fr/", "fr"), ("lincnil", "fr"), ("minbzk", "nl"))
MARKUP = re.compile(
    r"\[\^[^\]]+\]|<[^>]{0,400}>|\{\{<[^}]*text=\"|\" ?>\}\}|\{[^}]{0,80}\}|\]\([^)]{0,400}\)|\[\[|\]\]|\[\]"
    r"|[*`]+|^\s*#+ |^>\s?|^\s*[-*+]\s+|\\(?=[\[*])|(?<=\w)\](?!\w)|(?<!\w)\[(?=\w)|(?<!\w)_|_(?!\w)",
    re.MULTILINE,
)
PROVISION = re.compile(
    r"(?:\b(?:art(?:icle|ikel|icles|ikelen|ikeln)?s?|recitals?|overweging(?:en)?|erwägungsgrund\w*|annex|bijlage|anhang|"
    r"annexe|considérant|chapter|section)\.?|§+) ?(?:\d|[IVX]+\b)",
    re.IGNORECASE,
)
ACT = re.compile(
    r"\b(?:GDPR|RGPD|DSGVO|AVG|BDSG|UAVG|AI Act|DSA|CRA|AI-verordening|KI-VO|General Data Protection Regulation|"
    r"Algemene Verordening Gegevensbescherming|ePrivacy Directive)\b|\d{4}/\d{2,4}",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    return " ".join(html.unescape(MARKUP.sub("", text)).split())


def fact_types(text: str, language: str) -> frozenset[str]:
    return frozenset(fact.type.value for fact in facts(text, language))


def figures(rows: list[tuple[bool, Tier, str]], title: str) -> None:
    def show(name: str, hit: set[Tier]) -> str:
        tp = sum(gold and tier in hit for gold, tier, _ in rows)
        fp = sum(not gold and tier in hit for gold, tier, _ in rows)
        fn = sum(gold and tier not in hit for gold, tier, _ in rows)
        p, r = tp / (tp + fp or 1), tp / (tp + fn or 1)
        return f"{name} P {p:.3f} R {r:.3f} F1 {2 * p * r / (p + r or 1):.3f}"

    print(
        f"{title:12} n {len(rows):3}  {show('hard+soft', {Tier.HARD, Tier.SOFT})}   {show('hard', {Tier.HARD})}"
        f"   {show('baseline', set(Tier))}"
    )


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--misses", action="store_true")
    options.add_argument("--half", type=int)
    arguments = options.parse_args()
    gold = Path(os.environ["SRCLINT_REAL_DATA"], "gold")
    sentences = [json.loads(line) for line in (gold / "claims.jsonl").read_text("utf-8").splitlines()]
    files = sorted({row["file"] for row in sentences})
    rows: dict[str, list[tuple[bool, Tier, str]]] = {}
    reasons: dict[str, Counter[str]] = {}
    for row in sentences:
        half = files.index(row["file"]) % 2
        language = next((code for part, code in LANGUAGES if part in row["file"]), "en")
        # A heading is never a claim to the linter; the one that the annotator took for one counts.
        if row["kind"] == "heading" and row["label"] != "claim":
            continue
        text = plain(row["text"])
        tier, codes = classify(
            text,
            language,
            block="item" if row["kind"] == "li" else "paragraph",
            provisions=bool(row["refs"]) or bool(PROVISION.search(text)),
            act=bool(ACT.search(text)),
            fact_types=fact_types(text, language),
        )
        claim = row["label"] == "claim"
        for key in ("all", f"half {half}", language, f"{language} half {half}"):
            rows.setdefault(key, []).append((claim, tier, text))
        for code in codes:
            reasons.setdefault(code, Counter())["claim" if claim else "not"] += 1
        wrong = claim != (tier is not Tier.NONE)
        if arguments.misses and wrong and arguments.half in (None, half):
            verdict = "missed" if claim else f"false {tier.value}"
            print(f"  {verdict} {language} {row['kind']} {','.join(codes)}: {text[:260]}")
    for key in sorted(rows):
        figures(rows[key], key)
    for code, count in sorted(reasons.items(), key=lambda item: -item[1].total()):
        print(f"  {code:18} claim {count['claim']:3}  not {count['not']:3}")
    public = [
        json.loads(line)
        for line in (gold / "claims-public/wice-claims-dev.jsonl").read_text("utf-8").splitlines()
    ]
    tiers: Counter[Tier] = Counter()
    for row in public:
        tier, codes = classify(
            row["text"], "en", act=bool(ACT.search(row["text"])), fact_types=fact_types(row["text"], "en")
        )
        tiers[tier] += 1
        if arguments.misses and tier is Tier.NONE:
            print(f"  missed public {','.join(codes)}: {row['text'][:260]}")
    total = tiers.total()
    print(
        f"public       n {total}  hard+soft R {1 - tiers[Tier.NONE] / total:.3f}  hard R {tiers[Tier.HARD] / total:.3f}"
    )
    texts = [plain(row["text"]) for row in sentences] * 20
    started = time.perf_counter()
    for text in texts:
        classify(text, "en")
    seconds = time.perf_counter() - started
    print(f"speed {sum(len(text.encode()) for text in texts) / seconds / 1e6:.2f} MB/s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
