"""Which text is compared, and what is said of a figure that it does not have."""

from __future__ import annotations

import pytest

from srclint.model import Outline, Provision, Severity, SupportVerdict

from .conftest import Weigh, act, fetched

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


# --------------------------------------------------------------------------- hints and versions

REGISTER = act(
    "32030R9004",
    {
        "art_1": "This Regulation lays down rules on the register of lamps and on those who keep it.",
        "art_2": "Messages shall be written in short, clear and honest words at all times.",
        "art_3": "The panel shall consist of 60 independent experts, chosen by the Commission.",
        "art_4": "The registrar shall serve for a term of two years.",
        "art_5": "This Regulation shall apply from 2 August 2031.",
    },
)
REGISTER_URL = "https://eur-lex.europa.eu/eli/reg/2030/9004/oj"


def hint(weigh: Weigh, sentence: str, article: str) -> list[tuple[str, SupportVerdict, Severity, str]]:
    note = f"Regulation (EU) 2030/9004, Article {article}, {REGISTER_URL}"
    (judged,) = weigh(noted(sentence, note), REGISTER)
    return [(gap.kind, gap.verdict, gap.level, gap.note) for gap in judged.gaps]


def test_a_short_quotation_that_stands_elsewhere_is_a_hint(weigh: Weigh) -> None:
    said = 'They must write in "short, clear and honest words" to everybody.'
    assert hint(weigh, said, "2") == []
    ((kind, verdict, level, note),) = hint(weigh, said, "4")
    assert (kind, verdict, level) == ("quotation", SupportVerdict.ELSEWHERE, Severity.INFO)
    assert note == "The words stand in Article 2"


def test_a_slip_of_one_word_in_a_short_quotation_is_a_hint(weigh: Weigh) -> None:
    ((kind, verdict, level, note),) = hint(
        weigh, 'They must write in "short, clear and simple words" to everybody.', "2"
    )
    assert (kind, verdict, level) == ("quotation", SupportVerdict.MISMATCH, Severity.INFO)
    assert "“honest” where the quotation has “simple”" in note


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The panel must consist of 60 experts.", []),
        ("The panel must consist of 70 experts.", [("value", Severity.WARNING)]),
        # nothing says that it is the same thing that is counted
        ("The panel must have 70 square metres of office space.", [("count", Severity.INFO)]),
        # what a court found is no number of the law
        ("The court found that the panel must pay 70 experts.", []),
        # another number of the same thing, and another act beside it
        ("Unlike that of the Data Protection Directive the panel must have 70 experts.", [("count", Severity.INFO)]),
    ],
)  # fmt: skip
def test_the_same_thing_counted_with_another_number(
    weigh: Weigh, sentence: str, expected: list[tuple[str, Severity]]
) -> None:
    assert [(kind, level) for kind, _, level, _ in hint(weigh, sentence, "3")] == expected


def test_a_pinned_figure_beside_another_act_is_a_hint(weigh: Weigh) -> None:
    said = "Unlike in the Data Protection Directive the registrar must serve for a term of {} years."
    assert hint(weigh, said.format("two"), "4") == []
    assert [(v, level) for _, v, level, _ in hint(weigh, said.format("three"), "4")] == [
        (SupportVerdict.MISMATCH, Severity.INFO)
    ]


def test_a_provision_that_only_a_newer_version_has_is_compared_with_that_one(weigh: Weigh) -> None:
    newer = act(
        "02030R9004-20310101",
        {
            "art_1": "This Regulation lays down rules on the register of lamps.",
            "art_4a": "A deputy shall serve for a term of six months.",
        },
        form="consolidated-html",
    )
    versions = {"32030R9004": (newer.document,)}
    for term, verdict in (("six", SupportVerdict.CONSISTENT), ("nine", SupportVerdict.MISMATCH)):
        said = f"A deputy must serve for a term of {term} months (Article 4a of Regulation (EU) 2030/9004)."
        (judged,) = weigh(said, REGISTER, newer, versions=versions)
        (support,) = judged.support
        assert (support.verdict, support.document) == (verdict, newer.document)
    # the provision that both have is that of the version cited
    (judged,) = weigh(
        "The registrar must serve for a term of two years (Article 4 of Regulation (EU) 2030/9004).",
        REGISTER, newer, versions=versions,
    )  # fmt: skip
    assert judged.support[0].document == REGISTER.document


def test_what_only_a_version_without_text_may_have_is_no_error(weigh: Weigh) -> None:
    skeleton = fetched(
        "celex:02030R9004-20310101",
        Outline("consolidated-html", language="en", provisions=(Provision("art_4"),), skeleton=True),
    )
    said = "The registrar must serve for a term of 3 years (Article 4 of Regulation (EU) 2030/9004)."
    (read,) = weigh(said, REGISTER)
    assert [gap.level for gap in read.gaps] == [Severity.ERROR]
    (unread,) = weigh(said, REGISTER, skeleton, versions={"32030R9004": (skeleton.document,)})
    assert [gap.level for gap in unread.gaps] == [Severity.WARNING]


def test_a_fine_that_was_imposed_is_not_said_to_be_missing(weigh: Weigh) -> None:
    said = (
        "The authority imposed a fine of EUR 25 000 for a breach of Article 4 of Regulation (EU) 2030/9004."
    )
    (judged,) = weigh(said, REGISTER)
    assert [(s.verdict, s.reason) for s in judged.support] == [
        (SupportVerdict.UNCHECKED, "no-such-figure-there")
    ]
