"""What stands around a claim: the law that is near, what a number counts, what an act qualifies."""

from __future__ import annotations

import datetime as dt

import pytest

from srclint.model import Article, Tier
from srclint.parse.article import read_article
from srclint.parse.grammar import grammar_of
from srclint.parse.settings import ReadSettings
from srclint.parse.surroundings import counts_things, qualifies


def read(text: str, settings: ReadSettings | None = None) -> Article:
    return read_article(text, "a.md", settings or ReadSettings(), modified=None, today=dt.date(2026, 1, 1))


def tier_of(article: Article, words: str) -> Tier:
    return next(unit.tier for unit in article.units if words in unit.plain)


@pytest.mark.parametrize(
    ("text", "number", "language", "expected"),
    [
        ("It runs on 26 chains.", "26", "en", True),
        ("A 60-member panel meets.", "60", "en", True),
        ("See control 5 of the norm.", "5", "en", False),
        ("Under ISO 27001 audits are kept.", "27001", "en", False),
        ("See (¶338) for more.", "338", "en", False),
        ("Part 5.10 Acceptable use", "10", "en", False),
        ("Es gibt 16 Länder.", "16", "de", True),
        ("Die Version 16 gilt.", "16", "de", False),
    ],
)
def test_a_number_counts_things(text: str, number: str, language: str, expected: bool) -> None:
    at = text.index(number)
    assert counts_things(text, at, at + len(number), grammar_of(language), language) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GDPR compliance is a process.", True),
        ("GDPR requirements are many.", True),
        ("GDPR Working Group members meet.", True),
        ("GDPR mandates that records are kept.", False),
        ("GDPR applies to all.", False),
        ("GDPR, which is new.", False),
        ("GDPR Article 5 is short.", False),
    ],
)
def test_an_act_qualifies_a_noun(text: str, expected: bool) -> None:
    assert qualifies(text, 4, grammar_of("en"), "en") is expected


def test_parties_count_where_the_article_names_law() -> None:
    duty = "The operator must keep a log of each start."
    assert tier_of(read(f"The GDPR is a law of the Union.\n\n{duty}\n"), "operator") is Tier.HARD
    assert tier_of(read(f"The pump is a part of the machine.\n\n{duty}\n"), "operator") is Tier.SOFT


TERM = "Providers must report within 15 days."
PLAIN = "\n\n".join(f"The pump has part {number} of its kind." for number in range(1, 13))
ELI = "https://eur-lex.europa.eu/eli/reg/2024/1689/oj"
LAW_IS_CITED = [
    ("a note's address", f"It began.[^1]\n\n{TERM}\n\n[^1]: {ELI}\n"),
    ("a note's words", f"It began.[^1]\n\n{TERM}\n\n[^1]: Regulation (EU) 2024/1689, see there.\n"),
    ("a note's second link", f"It began.[^1]\n\n{TERM}\n\n[^1]: <https://a.example/x>, <{ELI}>\n"),
    ("a link", f"It [began]({ELI}).\n\n{TERM}\n"),
    ("a list", f"It began.\n\n{TERM}\n\n## Sources\n\n- <{ELI}>\n"),
    ("a note without a mark", f"It began.\n\n{TERM}\n\n[^1]: {ELI}\n"),
    ("the front matter", f"---\nsrclint:\n  default-act: GDPR\n---\n\n{PLAIN}\n\n{TERM}\n"),
]
LAW_IS_NOT_CITED = [
    ("no source", f"It began.\n\n{TERM}\n"),
    ("another page", f"It [began](https://a.example/eli/reg/2024/1689/oj).\n\n{TERM}\n"),
    ("a page of the Union", f"It [began](https://digital-strategy.ec.europa.eu/en/x).\n\n{TERM}\n"),
    ("one block in fourteen", f"It [began]({ELI}).\n\n{PLAIN}\n\n{TERM}\n"),
]


@pytest.mark.parametrize("text", [text for _, text in LAW_IS_CITED], ids=[name for name, _ in LAW_IS_CITED])
def test_a_duty_with_a_term_counts_where_law_is_only_cited(text: str) -> None:
    assert tier_of(read(text), "within 15 days") is Tier.HARD


@pytest.mark.parametrize(
    "text", [text for _, text in LAW_IS_NOT_CITED], ids=[name for name, _ in LAW_IS_NOT_CITED]
)
def test_it_does_not_where_no_law_is_cited(text: str) -> None:
    assert tier_of(read(text), "within 15 days") is Tier.SOFT


@pytest.mark.parametrize(
    "words",
    [
        "Providers must report in full.",
        "Providers may report with care.",
        "The answer came within 15 days.",
        "The firm was founded in 1998.",
        "It runs on 26 chains.",
    ],
)
def test_law_that_is_only_cited_makes_nothing_else_checkable(words: str) -> None:
    assert tier_of(read(f"It began.[^1]\n\n{words}\n\n[^1]: {ELI}\n"), words) is not Tier.HARD


def test_an_act_of_the_configuration_counts_where_some_law_is_cited() -> None:
    settings = ReadSettings(default_act="GDPR")
    assert tier_of(read(f"{PLAIN}\n\n{TERM}\n", settings), "15 days") is Tier.SOFT
    some = f"It [began]({ELI}).\n\n{PLAIN}\n\n{TERM}\n"
    assert tier_of(read(some, settings), "15 days") is Tier.HARD


def test_a_papers_own_work_is_no_law_it_cites() -> None:
    paper = f"# Paper\n\nIt began.[^1]\n\n## Methodology\n\n{TERM}\n\n[^1]: {ELI}\n"
    assert tier_of(read(paper), "15 days") is Tier.SOFT
    assert tier_of(read(paper.replace("Methodology", "Steps")), "15 days") is Tier.HARD


def test_a_heading_that_names_a_provision_is_the_source_of_its_section() -> None:
    article = read(
        "# Law\n\n## Article 30 GDPR\n\nFines go up to 3 % here.\n\n## Else\n\nThey go up to 4 % there.\n"
    )
    covered = {unit.plain: [c.scope_rule for c in unit.coverage] for unit in article.units}
    assert covered == {"Fines go up to 3 % here.": ["S11"], "They go up to 4 % there.": []}


def test_a_lead_in_that_names_its_provision_covers_the_quotation() -> None:
    article = read("Article 30 GDPR says that\n\n> records shall be kept by each controller.\n")
    assert [c.scope_rule for c in article.units[-1].coverage] == ["S6"]


def test_a_specification_states_its_own_duties() -> None:
    lines = "\n\n".join(f"{who} MUST send the token." for who in ("A client", "A server", "A proxy"))
    article = read(f"The GDPR is a law.\n\n{lines}\n\nThe provider must store the token.\n")
    assert tier_of(article, "store the token") is Tier.SOFT


def test_a_paper_tells_its_own_figures() -> None:
    text = (
        "# P\n\n## Introduction\n\nIn all 12 % of apps do so.\n\n## Results\n\nIn sum 13 % of apps do so.\n\n"
    )
    paper = read(text + "## Conclusion and Future Work\n\nMore is to come.\n")
    assert (tier_of(paper, "12 %"), tier_of(paper, "13 %")) == (Tier.HARD, Tier.SOFT)
    assert tier_of(read(text), "13 %") is Tier.HARD


def test_parts_about_the_project_hold_no_claims() -> None:
    text = "# A\n\nFines go up to 3 %.\n\n## Acknowledgements\n\nThe EU gave 5 %.\n\n## Rules\n\nIt is 4 %.\n"
    assert [unit.plain for unit in read(text).units] == ["Fines go up to 3 %.", "It is 4 %."]


def test_sources_after_a_part_about_the_project_are_read() -> None:
    text = "# A\n\nIt is 4 %.\n\n## Funding\n\nThanks.\n\n### References\n\n- <https://example.org/a>\n"
    assert [citation.url for citation in read(text).citations] == ["https://example.org/a"]


def test_the_name_of_another_page_is_no_claim() -> None:
    article = read(
        "The GDPR is law.\n\n- [Providers must keep records](records.md)\n- Providers must keep records.\n"
    )
    assert [unit.tier for unit in article.units][1:] == [Tier.NONE, Tier.HARD]
