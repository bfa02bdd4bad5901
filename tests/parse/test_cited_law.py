"""An article that names its act only in a note, a link or its front matter is about law all the same."""

from __future__ import annotations

import datetime as dt

import pytest

from srclint.model import Tier
from srclint.parse.article import read_article
from srclint.parse.settings import ReadSettings

DUTY = "Providers must report serious incidents within 15 days."
FILLER = "The work goes on from there, and much of it is done by hand in the shops.\n\n"
ACT = "https://eur-lex.europa.eu/eli/reg/2024/1689/oj"


def tier(text: str, *, default_act: str | None = None) -> Tier:
    settings = ReadSettings(default_act=default_act)
    article = read_article(text, "a.md", settings, modified=None, today=dt.date(2026, 1, 1))
    return next(unit.tier for unit in article.units if unit.plain == DUTY)


@pytest.mark.parametrize(
    ("case", "text"),
    [
        ("a note", f"Makers keep logs.[^1]\n\n{DUTY}\n\n[^1]: {ACT}\n"),
        ("a link", f"Makers keep [logs]({ACT}).\n\n{DUTY}\n"),
        ("a list", f"Makers keep logs.\n\n{DUTY}\n\n## Sources\n\n- [The text]({ACT})\n"),
        (
            "the front matter",
            f"---\nsrclint:\n  default-act: 32024R1689\n---\n\nMakers keep logs.\n\n{DUTY}\n",
        ),
    ],
)
def test_a_duty_with_a_term_is_hard_where_law_is_only_in(case: str, text: str) -> None:
    assert tier(text) is Tier.HARD, case


@pytest.mark.parametrize(
    ("case", "text"),
    [
        ("nothing is cited", f"Makers keep logs.\n\n{DUTY}\n"),
        ("another page is cited", f"Makers keep [logs](https://example.com/logs).\n\n{DUTY}\n"),
        ("one block of forty links to an act", f"{FILLER * 38}They keep [logs]({ACT}).\n\n{DUTY}\n"),
    ],
)
def test_it_is_soft_where(case: str, text: str) -> None:
    assert tier(text) is Tier.SOFT, case


def test_an_act_of_the_configuration_counts_where_the_article_cites_some_law() -> None:
    plain = f"{FILLER * 38}Makers keep logs.\n\n{DUTY}\n"
    cited = f"{FILLER * 38}Makers keep [logs]({ACT}).\n\n{DUTY}\n"
    assert tier(plain, default_act="32024R1689") is Tier.SOFT
    assert tier(cited, default_act="32024R1689") is Tier.HARD
