"""Support judging: which wrong claims are found, and which true ones are accused.

    python benchmarks/quality/mutations.py REAL_DATA [--misses] [--dev | --held] [--kind KIND] [--claim ID]

REAL_DATA is a folder with ``sources/`` (the acts). The claims stand in ``tests/mutations/claims.tsv``. "Found" is
any finding about the claim, or any verdict but consistent and unchecked; "warned" a finding that is a warning or
an error. ``--misses`` lists what no finding tells, and why; look at misses with ``--dev`` only, the others are held
out.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "mutations"))

from mutationset import judging, mutate, render, tables, texts
from mutationset.claims import claims


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("real_data", type=Path)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--dev", action="store_true")
    parser.add_argument("--held", action="store_true")
    parser.add_argument("--kind")
    parser.add_argument("--claim")
    options = parser.parse_args()
    sources = options.real_data / "sources"
    started = time.perf_counter()

    chosen = [
        claim
        for claim in claims()
        if not (options.dev and claim.held) and not (options.held and not claim.held)
        if options.claim in (None, claim.id)
    ]
    made = [
        m for claim in chosen for m in mutate.mutants(claim, texts.read(sources, claim.act, claim.language))
    ]
    made = [m for m in made if options.kind in (None, m.kind)]
    cases = [case for claim in chosen for case in judging.true_cases(claim)]
    cases += [judging.Case(m.claim, m.level, m.at, m) for m in made]
    outcomes = list(judging.outcomes(cases, sources))

    wrong = [o for o in outcomes if o.case.mutant is not None and not o.case.mutant.true]
    happen = [o for o in outcomes if o.case.mutant is not None and o.case.mutant.true]
    true = [o for o in outcomes if o.case.mutant is None]

    distinct = len({(m.claim.id, m.kind, m.now) for m in made if not m.true})
    print(
        f"{len(chosen)} true claims about {len({c.act.key for c in chosen})} acts, {len(true)} citations of them;"
    )
    print(f"{len(wrong)} mutants ({distinct} different), {len(happen)} more that happen to be true.\n")
    print("\n".join(tables.by_kind(wrong, mutate.KINDS).lines()))
    print("\n" + "\n".join(tables.by_language(wrong).lines()))
    print("\n" + "\n".join(tables.by_act(wrong).lines()))
    accused = [o for o in true if o.findings]
    doubted = [o for o in true if o.noticed and not o.findings]
    warned = [o for o in true if o.warned]
    print(
        f"\ntrue claims: {len(warned)}/{len(true)} accused by a warning or error, "
        f"{len(accused)} by any finding, {len(doubted)} more by a verdict alone"
    )
    verdicts = Counter(
        v.partition("(")[0] if not v.startswith("unchecked") else v for o in true for v in o.verdicts
    )
    print("verdicts on true claims: " + ", ".join(f"{v} {n}" for v, n in sorted(verdicts.items())))
    for outcome in (*accused, *doubted):
        print("\nACCUSED " + described(outcome))
    if options.misses:
        for outcome in wrong:
            if not outcome.findings:
                print("\nMISSED " + described(outcome))
    print(f"\n{time.perf_counter() - started:.1f} s")
    return 0


def described(outcome: judging.Outcome) -> str:
    """One outcome in full, for a person to read."""
    case = outcome.case
    mutant = case.mutant
    changed = f" {mutant.kind}: {mutant.was} -> {mutant.now}" if mutant else ""
    sentence = render.rendered(case.claim, case.at).split("\n")[8]
    lines = [
        f"{case.claim.id} {case.level} {case.at}{changed}",
        f"  {sentence}",
        f"  {' '.join(outcome.verdicts)}",
    ]
    lines += [f"  {f.code} {f.severity.value}: {f.problem.message}" for f in outcome.findings]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
