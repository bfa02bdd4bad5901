"""What is wrong in a claim is found, and what is true is not accused.

The claims, the mutator and the check of what is true stand beside this file; the law itself does not,
so all that needs it runs only where the real sources are. `benchmarks/quality/mutations.py` prints the
same measure in full.
"""

from __future__ import annotations

import random
import zlib
from collections import Counter
from pathlib import Path

import pytest
from mutationset import judging, mutate, render, tables, texts, truth
from mutationset.claims import claims

pytestmark = pytest.mark.usefixtures("untraced")

# Of the mutants one in so many is judged here; which ones depends on their names alone.
ONE_IN = 4


def made(sources: Path) -> list[mutate.Mutant]:
    """All mutants of all claims."""
    return [
        m for claim in claims() for m in mutate.mutants(claim, texts.read(sources, claim.act, claim.language))
    ]


@pytest.fixture(scope="module")
def mutants(sources: Path) -> list[mutate.Mutant]:
    return made(sources)


@pytest.fixture(scope="module")
def sources(real_data: Path, read_once: None) -> Path:
    return real_data / "sources"


# ---------------------------------------------------------------------------- the set itself


def test_the_set_is_as_large_and_as_varied_as_it_says() -> None:
    every = claims()
    assert len(every) >= 160
    assert len({claim.id for claim in every}) == len(every)
    assert len({claim.act.celex for claim in every}) >= 8
    assert set(Counter(claim.language for claim in every)) == {"en", "nl", "de", "fr"}
    assert 0.2 < sum(claim.held for claim in every) / len(every) < 0.3
    kinds = Counter(fact.kind for claim in every for _, fact in claim.facts)
    assert set(kinds) == {"percent", "amount", "date", "month", "duration", "count", "quote"}
    assert all(claim.facts for claim in every)


def test_each_claim_is_written_as_an_article_in_its_language() -> None:
    for claim in claims():
        text = render.rendered(claim, claim.at)
        assert f"lang: {claim.language}\n" in text
        assert "{" not in text
        assert all(fact.words in text for _, fact in claim.facts)
        assert (claim.act.url in text) or not claim.act.linked


@pytest.mark.parametrize(
    ("kind", "raw", "language"),
    [
        ("percent", "0,05 %", "fr"),
        ("percent", "1.4 percent", "en"),
        ("amount", "€7.5m", "en"),
        ("amount", "10.000.000 Euro", "de"),
        ("amount", "€ 7 mln.", "nl"),
        ("count", "45 Millionen", "de"),
        ("count", "10^25", "en"),
        ("date", "1er août 2024", "fr"),
        ("date", "02.08.2025", "de"),
        ("date", "February 17, 2024", "en"),
        ("month", "mei 2020", "nl"),
        ("duration", "seventy-two hours", "en"),
        ("duration", "eines Monats", "de"),
        ("duration", "60 kalenderdagen", "nl"),
        ("duration", "five working days", "en"),
        ("quote", "handled impartially, fairly and within a reasonable time", "en"),
    ],
)
def test_a_fact_is_changed_in_every_way_that_its_kind_has(kind: str, raw: str, language: str) -> None:
    for name, change in mutate.changes(kind):
        for seed in range(30):
            for words in change(raw, language, random.Random(seed)):
                assert words != raw, (name, words)
                if kind in ("percent", "amount", "count", "duration", "date", "month"):
                    assert truth.holds(kind, words, language, f"x {words} y", language) or kind == "month"
                    assert not truth.holds(kind, words, language, f"x {raw} y", language), (name, words)


@pytest.mark.parametrize(
    ("kind", "raw", "language", "text", "spoken", "held"),
    [
        ("amount", "€15 Mio.", "de", "fines of up to EUR 15 000 000 or", "en", True),
        ("amount", "€15 Mrd.", "de", "fines of up to EUR 15 000 000 or", "en", False),
        ("percent", "0.05%", "en", "does not exceed 0,05 % of its", "en", True),
        ("percent", "6%", "en", "within 6 months", "en", False),
        ("duration", "24 Monate", "de", "a term of two years", "en", True),
        ("duration", "15 days", "en", "within 15 working days", "en", False),
        ("duration", "60 kalenderdagen", "nl", "binnen 60 kalenderdagen na", "nl", True),
        ("duration", "een half jaar", "nl", "ten hoogste zes maanden", "nl", True),
        ("date", "2 août 2026", "fr", "from 2 August 2026.", "en", True),
        ("date", "3 août 2026", "fr", "from 2 August 2026.", "en", False),
        ("month", "August 2026", "en", "from 2 August 2026.", "en", True),
        ("count", "soixante", "fr", "in no case exceed 60.", "en", True),
        ("count", "a billion", "en", "at least a billion of parameters", "en", True),
        ("quote", "the child's best interests", "en", "The child’s  best interests must", "en", True),
    ],
)
def test_the_independent_check(
    kind: str, raw: str, language: str, text: str, spoken: str, held: bool
) -> None:
    assert truth.holds(kind, raw, language, text, spoken) is held


# ---------------------------------------------------------------------------- on the real acts


def test_every_claim_is_true_where_it_is_cited(sources: Path) -> None:
    for claim in claims():
        text = texts.read(sources, claim.act, claim.language)
        assert claim.at in text.provisions, claim.id
        for _, fact in claim.facts:
            for path in (claim.at, claim.article):
                held = truth.holds(fact.kind, fact.words, claim.language, text.near(path), text.language)
                assert held, (claim.id, path, fact)


def test_the_mutants_are_many_and_always_the_same(sources: Path, mutants: list[mutate.Mutant]) -> None:
    assert mutants == made(sources)
    assert len({mutant.id for mutant in mutants}) == len(mutants)
    wrong = [mutant for mutant in mutants if not mutant.true]
    assert len({(m.claim.id, m.kind, m.now) for m in wrong}) >= 1000
    assert {mutant.kind for mutant in wrong} == set(mutate.KINDS)
    assert len(wrong) / len(mutants) > 0.95


def test_wrong_claims_are_found(sources: Path, mutants: list[mutate.Mutant]) -> None:
    cases = [
        judging.Case(m.claim, m.level, m.at, m)
        for m in mutants
        if not m.true and zlib.crc32(m.id.encode()) % ONE_IN == 0
    ]
    table = tables.by_kind(judging.outcomes(cases, sources), mutate.KINDS)
    shown = "\n".join(table.lines())
    rates = table.rows["all"]
    assert rates["article"].share >= 0.90, shown
    assert rates["point"].share >= 0.97, shown
    # Not only a verdict in the report: nearly all of it is a finding, and most of it fails a strict run.
    assert rates["article"].told / rates["article"].total >= 0.90, shown
    assert rates["point"].told / rates["point"].total >= 0.95, shown
    assert rates["article"].warned / rates["article"].total >= 0.75, shown
    assert rates["point"].warned / rates["point"].total >= 0.75, shown


def test_true_claims_are_not_accused(sources: Path) -> None:
    outcomes = list(
        judging.outcomes((case for claim in claims() for case in judging.true_cases(claim)), sources)
    )
    accused = [f"{o.case.claim.id} {o.case.level} {o.verdicts}" for o in outcomes if o.noticed]
    assert len(accused) / len(outcomes) < 0.01, accused
    # It must not be silence that spares them.
    compared = sum(any(verdict.startswith("consistent") for verdict in o.verdicts) for o in outcomes)
    assert compared / len(outcomes) > 0.95
