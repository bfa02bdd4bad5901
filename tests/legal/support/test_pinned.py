"""Which text is compared, and what is said of a figure that it does not have."""

from __future__ import annotations

import pytest

from srclint.model import Severity, SupportVerdict

from .conftest import Weigh, act

LAMPS = act(
    "32030R9002",
    {
        "art_1": "This Regulation lays down rules on lamps.",
        "art_7": "1. Lamps shall be tested within 30 days. 2. Reports shall be kept for five years. "
        "3. At least two persons shall sign, namely: (a) the maker; (b) the tester. They sign within 24 hours.",
        "art_7.par_1": "Lamps shall be tested within 30 days.",
        "art_7.par_2": "Reports shall be kept for five years.",
        "art_7.par_3": "At least two persons shall sign, namely: (a) the maker; (b) the tester. "
        "They sign within 24 hours.",
        "art_7.par_3.pnt_a": "the maker;",
        "art_7.par_3.pnt_b": "the tester.",
        "art_8": "Lamps shall bear a clear and legible mark in plain letters.",
    },
)
TREATY = act(
    "12012E/TXT",
    {
        "art_263": "Proceedings shall be instituted within two months of the publication of the measure.",
        "art_301": "The number of members of the Committee shall not exceed 350.",
    },
    form="texteonly-html",
)
URL = "https://eur-lex.europa.eu/eli/reg/2030/9002/oj"
WHOLE_TREATY = "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:12012E/TXT"


def noted(sentence: str, note: str) -> str:
    return f"{sentence}[^1]\n\n[^1]: {note}\n"


@pytest.mark.parametrize(
    ("note", "verdict"),
    [
        (f"Regulation (EU) 2030/9002, Article 7(2), {URL}#art_7", SupportVerdict.CONSISTENT),
        (f"Regulation (EU) 2030/9002, Article 7(1), {URL}#art_7", SupportVerdict.ELSEWHERE),
        (f"Regulation (EU) 2030/9002, {URL}#art_7", SupportVerdict.CONSISTENT),
    ],
)
def test_the_narrowest_text_named_is_compared(weigh: Weigh, note: str, verdict: SupportVerdict) -> None:
    (judged,) = weigh(noted("Makers must keep the reports for five years.", note), LAMPS)
    assert [one.verdict for one in judged.support] == [verdict]


def test_a_point_is_read_with_the_words_before_its_list_only(weigh: Weigh) -> None:
    note = f"Regulation (EU) 2030/9002, Article 7(3)(a), {URL}"
    (held,) = weigh(noted("The maker and at least two persons must sign within 30 days.", note), LAMPS)
    assert held.support[0].verdict is not SupportVerdict.CONSISTENT
    (tail,) = weigh(noted("The maker must sign within 24 hours.", note), LAMPS)
    assert tail.support[0].verdict is not SupportVerdict.CONSISTENT


@pytest.mark.parametrize(
    ("sentence", "article", "verdict"),
    [
        ("An action must be brought within two months.", "263", SupportVerdict.CONSISTENT),
        ("An action must be brought within three months.", "263", SupportVerdict.MISMATCH),
        ("The Committee has no more than 350 members.", "301", SupportVerdict.CONSISTENT),
    ],
)
def test_an_article_of_a_treaty_that_is_linked_as_a_whole(
    weigh: Weigh, sentence: str, article: str, verdict: SupportVerdict
) -> None:
    for note in (f"TFEU, Article {article}, <{WHOLE_TREATY}>", f"[Article {article} TFEU]({WHOLE_TREATY})"):
        (judged,) = weigh(noted(sentence, note), TREATY)
        assert [one.verdict for one in judged.support] == [verdict]


@pytest.mark.parametrize(
    ("sentence", "missing"),
    [
        ("At least three persons must sign.", "three"),
        (
            'Lamps carry a "clear and readable mark" on the side, as the law demands.',
            "clear and readable mark",
        ),
    ],
)
def test_what_is_too_little_for_a_finding_is_still_told(weigh: Weigh, sentence: str, missing: str) -> None:
    path = "8" if "mark" in sentence else "7(3)"
    (judged,) = weigh(noted(sentence, f"Regulation (EU) 2030/9002, Article {path}, {URL}"), LAMPS)
    (support,) = judged.support
    assert judged.gaps == ()
    assert support.verdict is SupportVerdict.NOT_IN_PROVISION
    assert [fact.raw.strip('"') for fact in support.missing] == [missing]
    assert missing in support.note


def test_a_note_that_pins_the_claim_makes_a_wrong_term_a_warning(weigh: Weigh) -> None:
    (judged,) = weigh(
        noted("Whoever makes them has 40 days.", f"Regulation (EU) 2030/9002, Article 7(1), {URL}"), LAMPS
    )
    assert [(gap.verdict, gap.level) for gap in judged.gaps] == [(SupportVerdict.MISMATCH, Severity.WARNING)]


def test_a_year_alone_contradicts_nothing(weigh: Weigh) -> None:
    dated = act("32030R9003", {"art_9": "Directive 95/9/EC is repealed with effect from 25 May 2028."})
    (judged,) = weigh(
        noted("The rules of 1995 ended on 25 May 2028.", "Regulation (EU) 2030/9003, Article 9"), dated
    )
    assert judged.gaps == ()
