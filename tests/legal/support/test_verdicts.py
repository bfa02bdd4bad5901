"""Claim, cited text, verdict: each row is one mechanism."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from srclint.legal.support import assess
from srclint.model import Article, Severity, Sources, SupportVerdict, Unverified

from .conftest import Weigh, act, article, page

REGULATION = "Regulation (EU) 2030/9001"
LEDGERS = act(
    "32030R9001",
    {
        "rct_1": "Ledgers are kept in all Member States. Since 2025 some EUR 700 million have been lost each year.",
        "cpt_I": "",
        "art_1": "This Regulation lays down rules on the keeping of ledgers by operators.",
        "art_4": "1. Operators shall notify the authority of each serious failure within 15 days. 2. Where a person is "
        "in danger, they shall do so within two days.",
        "art_4.par_1": "Operators shall notify the authority of each serious failure within 15 days.",
        "art_4.par_2": "Where a person is in danger, they shall do so within two days.",
        "cpt_II": "",
        "art_9": "1. Infringements shall be subject to fines of up to EUR 12 000 000 or 3 % of the annual "
        "turnover, whichever is higher, in the case of: (a) the obligations of operators; (b) the obligations of "
        "auditors. 2. Misleading information shall be subject to fines of up to EUR 5 000 000.",
        "art_9.par_1": "Infringements shall be subject to fines of up to EUR 12 000 000 or 3 % of the annual "
        "turnover, whichever is higher, in the case of: (a) the obligations of operators; (b) the obligations of "
        "auditors.",
        "art_9.par_1.pnt_a": "the obligations of operators;",
        "art_9.par_1.pnt_b": "the obligations of auditors.",
        "art_9.par_2": "Misleading information shall be subject to fines of up to EUR 5 000 000.",
        "art_12": "Operators that fall under Directive 2006/42/EC of the European Parliament and of the Council of "
        "17 May 2006 (OJ L 157, 9.6.2006, p. 24) keep ledgers until 31 December 2035.",
        "art_30": "This Regulation shall enter into force on the twentieth day following that of its publication. It "
        "shall apply from 1 March 2031.",
    },
    headings={"art_30": "Entry into force and application", "art_9": "Penalties"},
)
# The text around each claim, so that a row shows the claim alone.
AT = {
    "9": f"(Article 9 of {REGULATION})",
    "9(1)": f"(Article 9(1) of {REGULATION})",
    "9(1)(a)": f"(Article 9(1)(a) of {REGULATION})",
    "4": f"(Article 4 of {REGULATION})",
    "4(2)": f"(Article 4(2) of {REGULATION})",
    "12": f"(Article 12 of {REGULATION})",
    "30": f"(Article 30 of {REGULATION})",
    "I": f"(Chapter I of {REGULATION})",
    "ff": f"(Article 4 et seq. of {REGULATION})",
}

ROWS = [
    ("Fines reach 3 % of the annual turnover or EUR 12 million", "9", "consistent", ()),
    ("Fines for infringements reach EUR 12 million", "9(1)(a)", "consistent", ()),
    ("Fines reach 5 % of the annual turnover or EUR 12 million", "9", "mismatch", ()),
    ("Fines reach 3 % of the annual turnover or EUR 12 billion", "9(1)", "mismatch", ()),
    ("Fines reach 3 % of the annual turnover or EUR 12 million", "4", "elsewhere", ("art_9.par_1",)),
    ("Misleading information can be fined with EUR 5 million", "9(1)", "elsewhere", ("art_9.par_2",)),
    ("Operators must notify the authority of a serious failure within fifteen days", "4", "consistent", ()),
    ("Operators must notify the authority of a serious failure within 20 days", "4", "mismatch", ()),
    ("Operators must notify the authority of a serious failure within 15 days", "I", "consistent", ()),
    ("Operators must notify the authority of a serious failure within 15 days", "ff", "consistent", ()),
    ("The authority must be notified within 15 days", "4(2)", "elsewhere", ("art_4.par_1",)),
    ("Operators must keep these ledgers until 17 May 2006", "12", "mismatch", ()),
    ("Operators must keep these ledgers until 31 December 2035", "12", "consistent", ()),
    ("Some EUR 700 million have been lost each year", "9", "elsewhere", ("rct_1",)),
    ("From March 2031 the authority can act", "9", "elsewhere", ("art_30",)),
]


@pytest.mark.parametrize(("claim", "at", "verdict", "found_in"), ROWS)
def test_verdicts(weigh: Weigh, claim: str, at: str, verdict: str, found_in: tuple[str, ...]) -> None:
    (judged,) = weigh(f"{claim} {AT[at]}.", LEDGERS)
    (support,) = judged.support
    assert support.verdict.value == verdict, support
    assert support.found_in == found_in, support
    assert support.document == "celex:32030R9001"
    assert bool(support.missing) == (verdict != "consistent")


QUIET = [
    # what no provision could have, or what another source may have
    ("On 3 May 2029 the Parliament adopted the rules on ledgers", "9"),
    ("The regulation enters into force on 20 April 2030", "9"),
    ("In 2033 the authority fined Acme EUR 300 million", "9"),
    ("A survey finds that 45 % of all operators must change their ledgers", "9"),
    ("The court found that Acme has to pay EUR 3 000 for the failure", "4"),
    ("Under the GDPR fines reach 4 %, while here they reach 3 % of the annual turnover", "9"),
    ("According to § 26 BDSG the fine is 4 % of the annual turnover", "9"),
]


@pytest.mark.parametrize(("claim", "at"), QUIET)
def test_nothing_graver_than_a_note_is_said_of(weigh: Weigh, claim: str, at: str) -> None:
    for judged in weigh(f"{claim} {AT[at]}.", LEDGERS):
        assert all(gap.level is Severity.INFO or gap.imprecise for gap in judged.gaps), judged.gaps


@pytest.mark.parametrize(
    "provision",
    [
        "Article 4",
        "[Article 4](https://eur-lex.europa.eu/eli/reg/2030/9001/oj)",
        "**[Article 4](https://eur-lex.europa.eu/eli/reg/2030/9001/oj)**",
        '<a href="https://eur-lex.europa.eu/eli/reg/2030/9001/oj">Article 4</a>',
    ],
)
def test_the_matter_of_a_sentence_is_not_its_source_in_any_markup(weigh: Weigh, provision: str) -> None:
    (judged,) = weigh(
        f"A breach of {provision} of Regulation (EU) 2030/9001 can be fined with EUR 5 million.", LEDGERS
    )
    assert all(gap.imprecise for gap in judged.gaps)
    assert [gap.found_in for gap in judged.gaps] == [("art_9.par_2",)]


def test_levels(weigh: Weigh) -> None:
    claim = f"Fines reach 5 % of the annual turnover or EUR 12 million {AT['9']}."
    (judged,) = weigh(claim, LEDGERS)
    assert [gap.level for gap in judged.gaps] == [Severity.ERROR]
    # nobody knows which versions the act has
    (judged,) = list(_judge(claim, Sources(documents={"celex:32030R9001": LEDGERS})))
    assert [gap.level for gap in judged.gaps] == [Severity.WARNING]


def _judge(text: str, sources: Sources) -> Any:
    from srclint.legal.support import judgements

    return judgements(article(text), sources).values()


UNREAD = {
    "not read": (Unverified("celex:32030R9001", "blocked", "A wall."), "blocked"),
    "a skeleton": (act("32030R9001", {"art_9": ""}), "no-text"),
    "a file of images": (act("32030R9001", {"art_9": "5 %"}, form="pdf"), "pdf"),
    "another provision alone": (act("32030R9001", {"art_1": "One.", "art_2": "Two."}), "provision-missing"),
}


@pytest.mark.parametrize("name", UNREAD)
def test_what_could_not_be_read_is_neither_pass_nor_fail(weigh: Weigh, name: str) -> None:
    source, reason = UNREAD[name]
    (judged,) = weigh(f"Fines reach 5 % of the annual turnover {AT['9']}.", source)
    assert [(s.verdict, s.reason) for s in judged.support] == [(SupportVerdict.UNCHECKED, reason)]
    assert judged.gaps == ()


def test_a_fact_is_missing_only_where_no_citation_has_it(weigh: Weigh) -> None:
    claim = "Fines reach 3 % of the annual turnover, and the fund has EUR 90 million.[^1][^2]"
    notes = f"\n\n[^1]: {REGULATION}, Article 9\n[^2]: <https://example.org/fund>\n"
    text = "The fund has EUR 90 million for operators. " * 20
    (judged,) = weigh(claim + notes, LEDGERS, page("https://example.org/fund", text))
    assert judged.gaps == ()
    assert {s.citation: s.verdict.value for s in judged.support} == {
        "fn:1": "consistent",
        "fn:2": "consistent",
    }
    (judged,) = weigh(claim + notes, LEDGERS)
    assert judged.gaps == ()  # the page was not read: it may have it


def test_a_book_on_the_act_is_not_the_act(weigh: Weigh) -> None:
    claim = f"Fines reach 5 % of the annual turnover.[^1]\n\n[^1]: Doe, 2. Aufl. 2032, {REGULATION}, Art. 9 Rn. 3\n"
    (judged,) = weigh(claim, LEDGERS)
    assert judged.gaps == ()
    assert [s.reason for s in judged.support] == ["commentary"]


def test_a_mark_within_the_sentence_stands_for_the_words_before_it(weigh: Weigh) -> None:
    claim = f"Fines reach 3 % of the annual turnover,[^1] and Acme offers 9 % off.\n\n[^1]: {REGULATION}, Article 9\n"
    (judged,) = weigh(claim, LEDGERS)
    assert judged.gaps == ()
    assert [s.verdict for s in judged.support] == [SupportVerdict.CONSISTENT]


def test_facts_are_compared_across_languages_and_words_are_not(weigh: Weigh) -> None:
    dutch = "Artikel 9 van Verordening (EU) 2030/9001"
    head = "---\nlang: nl\n---\n"
    right, wrong, quoted = (
        f"{head}De boetes bedragen ten hoogste 3 % van de jaaromzet of 12 miljoen euro ({dutch}).",
        f"{head}De boetes bedragen ten hoogste 5 % van de jaaromzet of 12 miljoen euro ({dutch}).",
        f"{head}De boetes gelden voor „de verplichtingen van marktdeelnemers en van accountants” ({dutch}).",
    )
    assert weigh(right, LEDGERS)[0].support[0].verdict is SupportVerdict.CONSISTENT
    assert weigh(wrong, LEDGERS)[0].support[0].verdict is SupportVerdict.MISMATCH
    (support,) = weigh(quoted, LEDGERS)[0].support
    assert (support.verdict, support.reason) == (SupportVerdict.UNCHECKED, "other-language")


def test_the_passage_and_its_address(weigh: Weigh) -> None:
    (judged,) = weigh(f"Misleading information costs up to EUR 5 million {AT['9']}.", LEDGERS)
    (support,) = judged.support
    assert support.exact is not None
    assert support.exact.endswith("Misleading information shall be subject to fines of up to EUR 5 000 000.")
    assert support.prefix.endswith("auditors. ")
    assert support.url == "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32030R9001#art_9"


def test_a_page_is_addressed_by_its_words(weigh: Weigh) -> None:
    text = (
        "The fund is open to all. It has EUR 90 million for the operators of ledgers. Ask the authority. " * 6
    )
    (judged,) = weigh(
        "The fund has EUR 90 million.[^1]\n\n[^1]: <https://example.org/fund#more>",
        page("https://example.org/fund", text),
    )
    (support,) = judged.support
    assert support.exact == "It has EUR 90 million for the operators of ledgers."
    assert (
        support.url == "https://example.org/fund#:~:text=It%20has%20EUR%2090,the%20operators%20of%20ledgers."
    )


def test_the_last_article_is_weighed_once(weigh: Weigh) -> None:
    one = article(f"Fines reach 3 % of the annual turnover {AT['9']}.")
    sources = Sources(documents={"celex:32030R9001": LEDGERS})
    assert assess(one, sources)["u1"][0] is assess(one, sources)["u1"][0]
    other = article(f"Fines reach 5 % of the annual turnover {AT['9']}.")
    assert assess(other, sources)["u1"][0].verdict is SupportVerdict.MISMATCH


def test_units_that_are_no_claims_are_left_out() -> None:
    one = article(f"Do fines reach 3 % {AT['9']}? They reach 3 % of the turnover {AT['9']}.")
    assert set(assess(one, Sources(documents={"celex:32030R9001": LEDGERS}))) == {"u2"}


def test_time_is_linear_in_claims(growth: Callable[..., float]) -> None:
    def made(claims: int) -> Article:
        return article("\n\n".join([f"Fines reach 4 % of the annual turnover {AT['9']}."] * claims))

    def weigh(one: Article) -> None:
        assess(one, Sources(documents={"celex:32030R9001": LEDGERS}))

    assert growth(made, weigh, 100, most=8) <= 8, "four times the claims: 4 is linear, 16 quadratic"
