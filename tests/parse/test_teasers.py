"""Sentences below a heading that ends the article: units only where they name a provision themselves."""

from __future__ import annotations

import datetime as dt

import pytest

from srclint.legal.uncovered import uncovered
from srclint.model import Article, Scope, Tier
from srclint.parse.article import read_article
from srclint.parse.settings import ReadSettings

BODY = "# Fines\n\nFines reach 3 % (Art. 101 AI Act).\n\n"


def read(text: str) -> Article:
    return read_article(text, "a.md", ReadSettings(), modified=None, today=dt.date(2026, 11, 23))


def below(text: str) -> list[str]:
    return [u.plain for u in read(BODY + text).units][1:]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("## Read next\n\nThe panel has 60 members (Art. 68). Both serve two-year terms.\n",
         ["The panel has 60 members (Art. 68)."]),
        ("## Related\n\n- Providers must comply by 2 August 2027 (Art. 111(3)).\n- Fines up to 7 %.\n",
         ["Providers must comply by 2 August 2027 (Art. 111(3))."]),
        ("## Read next\n\nSince 2 August 2025 providers face rules of their own.\n", []),
        # National law is none that can be looked up.
        ("## Read next\n\nThe authority may enter premises under Section 12 of the Police Act 1996.\n", []),
        ("## Sources\n\n1. Regulation (EU) 2024/1689, Art. 64 on the AI Office.\n", []),
    ],
)  # fmt: skip
def test_a_sentence_after_the_article_counts_by_its_own_provision(text: str, units: list[str]) -> None:
    assert below(text) == units


def test_it_rests_on_that_provision_and_never_lacks_a_mark() -> None:
    article = read(BODY + "## Read next\n\nThe panel has 60 members (Art. 68 AI Act). Its term is 2 years.\n")
    teaser = article.units[-1]
    assert [(c.scope_rule, c.citation) for c in teaser.coverage] == [("S11", "ref:32024R1689")]
    assert [r.unit for r in article.references if r.zone == "furniture"] == [teaser.id]
    assert article.scope is Scope.PARAGRAPH
    assert not list(uncovered(article, Tier.HARD)), "the next sentence of the teaser is none of its claims"
    assert article.blocks[-1].units == ((0, len(teaser.plain), teaser.id),)
