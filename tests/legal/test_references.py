"""Finding references and acts, binding them, and what must stay silent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srclint.legal.references import Binder, act_of_mirror, begins_with_a_country, find, find_acts
from srclint.model import ActSource
from srclint.parse.article import read_article
from srclint.parse.settings import ReadSettings

GDPR, AI_ACT, DSA = "32016R0679", "32024R1689", "32022R2065"


def bound(
    text: str, language: str = "en", default: str | None = AI_ACT, **how: object
) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(b.act, b.targets) for b in Binder(language, default).bind(text, **how) if not b.vetoed]  # type: ignore[arg-type]


# --------------------------------------------------------------------------- silence

SILENT = [
    ("en", "bodies", "the Article 29 Working Party and Art. 29 Working Party papers"),
    ("en", "organisation", "Article 19, the NGO, Article 19 (the NGO)"),
    ("en", "common noun", "this article 3 times, an article 10 years ago, a new article 12"),
    ("en", "state of the art", "the state of the art. 64 people came"),
    ("en", "percentage", "the article 64% of readers liked"),
    (
        "en",
        "own structure",
        "Chapter 3 of this report, Part 2 of this series, Annex IV of our guide, Section 4",
    ),
    ("en", "statutes elsewhere", "section 230, Chapter 11 bankruptcy, Article II of the US Constitution"),
    ("en", "bare numbers", "51 to 55, Version 5(1), Directive 8020, 2024/25"),
    ("en", "recital of music", "a recital of 12 pieces, the recital 20 September"),
    ("de", "body", "die Artikel-29-Datenschutzgruppe"),
    ("de", "count", "der Artikel 5 Tage später"),
    ("fr", "body", "le groupe de travail « article 29 »"),
    ("fr", "thousands", "l'art. 64 000 visiteurs"),
    ("fr", "code", "article L. 121-1 du code de la consommation"),
    ("en", "word inside a word", "smart 5, department 12, cart. 7"),
]


@pytest.mark.parametrize(
    ("language", "text"), [(row[0], row[2]) for row in SILENT], ids=[f"{r[0]}-{r[1]}" for r in SILENT]
)
def test_silence(language: str, text: str) -> None:
    assert bound(text, language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "§ 26 BDSG"),
        ("de", "Art. 5 GG"),
        ("nl", "artikel 40 lid 1 UAVG"),
        ("nl", "artikel 6:162 BW"),
        ("nl", "Artikel 1 Databankenwet"),
        ("en", "Article 6 UK GDPR"),
        ("en", "Article 8 ECHR"),
        ("en", "ECHR Article 8"),
        ("en", "Article 10 of the European Convention on Human Rights"),
        ("en", "Article 12 of Law 4961/2022"),
        ("es", "art. 18.4 CE"),
        ("it", "art. 2-septies d.lgs. 196/2003"),
        ("pl", "art. 23 k.c."),
        ("en", "Annex A of ISO/IEC 27001"),
        ("en", "Article 7 of the Swiss Data Protection Act"),
        ("nl", "artikel 40 Uitvoeringswet AVG"),
    ],
)
def test_law_that_is_not_of_the_union_is_never_bound(language: str, text: str) -> None:
    results = Binder(language, GDPR).bind(text, footnote_acts=[(len(text), "fn:1", GDPR)])
    assert results, "it is a reference"
    assert all(r.vetoed and r.act is None for r in results)


# --------------------------------------------------------------------------- acts


@pytest.mark.parametrize(
    ("text", "celex"),
    [
        ("Regulation (EU) 2016/679", GDPR),
        ("Regulation (EC) No 765/2008", "32008R0765"),
        ("Directive 95/46/EC", "31995L0046"),
        ("Decision No 768/2008/EC", "32008D0768"),
        ("Regulation (EEC) No 1408/71", "31971R1408"),
        ("Council Regulation (EC) No 1/2003", "32003R0001"),
        ("Regulation (EU) 2015/2120", "32015R2120"),
        ("Commission Implementing Decision (EU) 2021/914", "32021D0914"),
        ("Verordnung (EG) Nr. 1907/2006", "32006R1907"),
        ("règlement d'exécution (UE) 2024/482", "32024R0482"),
        ("2000/31/EK irányelv", "32000L0031"),
        ("директива 2002/58/ЕО", "32002L0058"),
        ("Case C-131/12", "62012CJ0131"),
        ("COM(2021) 206 final", "52021PC0206"),
        ("SWD(2020) 345", "52020SC0345"),
        ("JOIN(2020) 18", "52020JC0018"),
    ],
)
def test_acts_by_number(text: str, celex: str) -> None:
    (found,) = find(f"see {text}.", "en")
    assert (found.kind, found.act, found.targets) == ("act-only", celex, ())
    (act,) = find_acts(f"see {text}.", "en")
    assert (act.celex, act.how) == (celex, "number")


def test_lists_of_acts_share_their_type() -> None:
    acts = find_acts(
        "Regulations (EU) 2016/679 and (EU) 2018/1725, Directives 2014/24/EU and 2014/25/EU", "en"
    )
    assert [a.celex for a in acts] == [GDPR, "32018R1725", "32014L0024", "32014L0025"]


@pytest.mark.parametrize(
    "text", ["in 2023/24", "chapter 1/2", "https://example.org/2016/679", "and/or 10/12", "12/2024"]
)
def test_fractions_and_paths_are_no_acts(text: str) -> None:
    assert find_acts(text, "en") == ()


@pytest.mark.parametrize(
    ("text", "celex"),
    [
        ("la directive NIS 2, article 23", "32022L2555"),
        ("la directive NIS2", "32022L2555"),
        ("la directive NIS, article 14", "32016L1148"),
        ("la directive NIS 2016", "32016L1148"),
    ],
)
def test_a_number_behind_a_name_may_make_it_the_later_act(text: str, celex: str) -> None:
    assert [act.celex for act in find_acts(text, "fr")] == [celex]


def test_name_and_number_as_one_expression_are_paired() -> None:
    for text in ("AI Act (Regulation (EU) 2024/1689)", "Regulation (EU) 2024/1689 (the AI Act)"):
        assert [a.paired for a in find_acts(text, "en")] == [AI_ACT, AI_ACT]
    wrong = find_acts("the AI Act (Regulation (EU) 2024/1698) says", "en")
    assert {(a.how, a.celex, a.paired) for a in wrong} == {
        ("name", AI_ACT, "32024R1698"),
        ("number", "32024R1698", AI_ACT),
    }


@pytest.mark.parametrize(
    "text",
    [
        "the AI Act and Regulation (EU) 2016/679",
        "the AI Act (see Regulation (EU) 2016/679)",
        "AI Act (as of 2024)",
        "Product Liability Directive (Directive 85/374/EEC)",
        "the GDPR, Regulation (EU) 2018/1725",
    ],
)
def test_neighbours_are_not_paired(text: str) -> None:
    assert [a.paired for a in find_acts(text, "en") if a.paired and a.paired != a.celex] == []


# --------------------------------------------------------------------------- the order of evidence


def test_the_words_win_over_everything() -> None:
    text = "Article 35 GDPR"
    binder = Binder("en", AI_ACT)
    (one,) = binder.bind(text, links=[(0, len(text), DSA)], footnote_acts=[(len(text), "fn:1", DSA)])
    assert (one.act, one.act_source) == (GDPR, ActSource.EXPLICIT)


def test_an_act_named_last_binds_backwards_until_the_next() -> None:
    text = "Articles 5, 6 and 7 of Regulation (EU) 2016/679 and Article 5(3) of Directive 2002/58/EC"
    assert bound(text) == [(GDPR, ("art_5", "art_6", "art_7")), ("32002L0058", ("art_5.par_3",))]
    text = "Article 13 (information) and Article 14 (other sources) of the GDPR"
    assert [act for act, _ in bound(text)] == [GDPR, GDPR]


def test_a_link_binds_what_it_holds_and_what_stands_before_it() -> None:
    text = "see Article 35 (text) and Article 36"
    binder = Binder("en", AI_ACT)
    one, two = binder.bind(text, links=[(16, 20, GDPR)])
    assert (one.act, one.act_source) == (GDPR, ActSource.LINK)
    assert (two.act, two.act_source) == (AI_ACT, ActSource.DEFAULT)


@pytest.mark.parametrize(
    ("url", "celex"),
    [
        ("https://gdpr-info.eu/art-35-gdpr/", GDPR),
        ("https://www.artificialintelligenceact.eu/article/5/", AI_ACT),
        ("https://gdpr-info.eu/", None),
        ("https://example.org/art-35-gdpr/", None),
        ("http://[bad", None),
    ],
)
def test_mirrors_tell_the_act(url: str, celex: str | None) -> None:
    assert act_of_mirror(url) == celex


def test_a_footnote_binds_its_own_sentence() -> None:
    text = "Article 35 requires it. Article 36 too."
    marks = [(22, "fn:1", GDPR)]
    one, two = Binder("en", AI_ACT).bind(text, footnote_acts=marks)
    assert (one.act, one.act_source, one.citation) == (GDPR, ActSource.FOOTNOTE, "fn:1")
    assert two.act == AI_ACT


def test_words_that_point_back_find_the_last_act_of_their_type() -> None:
    binder = Binder("en", None)
    binder.bind("Directive 2002/58/EC and Regulation (EU) 2016/679 apply.")
    one, two, three = binder.bind(
        "Article 6 of that Regulation, Article 5 of that Directive, Article 4 thereof"
    )
    assert (one.act, one.act_source) == (GDPR, ActSource.ANAPHORA)
    assert two.act == "32002L0058"
    assert three.act is not None
    (lost,) = Binder("en", GDPR).bind("Article 6 of that Directive")
    assert lost.act is None


def test_a_name_that_the_article_defines() -> None:
    binder = Binder("en", AI_ACT)
    binder.scan_aliases(
        [
            "The European Climate Law (Regulation (EU) 2021/1119) and "
            "Regulation (EU) 2019/452 (hereinafter the “Screening Act”)."
        ]
    )
    one, two = binder.bind("Article 4 of the European Climate Law; Article 6 of the Screening Act")
    assert (one.act, one.act_source) == ("32021R1119", ActSource.ALIAS)
    assert (two.act, two.act_source) == ("32019R0452", ActSource.ALIAS)


def test_the_default_comes_last_and_unresolved_stays_open() -> None:
    (one,) = Binder("en", GDPR).bind("Article 35")
    assert (one.act, one.act_source) == (GDPR, ActSource.DEFAULT)
    (two,) = Binder("en").bind("Article 35")
    assert (two.act, two.act_source) == (None, None)


def test_another_act_in_the_sentence_goes_before_the_default() -> None:
    one, two = Binder("en", GDPR).bind("Under the DSA platforms report (Article 24). Article 35 asks more.")
    assert (one.act, two.act) == (DSA, GDPR)


@pytest.mark.parametrize(
    "text",
    [
        "Article 9 of the Delegated Regulation",
        "Article 5 of the Framework Convention",
        "Article 5 Machinery Products Regulation",
    ],
)
def test_a_named_act_that_nobody_knows_is_not_the_default(text: str) -> None:
    assert [act for act, _ in bound(text) if act] == []


def test_drafts_are_never_an_act() -> None:
    for text in (
        "Article 5 of the draft AI Act",
        "Article 5 of the Commission proposal",
        "Article 5 of the proposed AI Act",
    ):
        assert [act for act, _ in bound(text)] == ["?draft"], text
    assert [act for act, _ in bound("Art. 5 KI-VO-E", "de")] == ["?draft"]


def test_divisions_and_annexes_of_the_article_itself() -> None:
    assert bound("Chapter V") == [(AI_ACT, ("cpt_V",))]
    assert bound("Title IX", default=None) == []
    assert bound("Chapter 2, Annex 1, Annex B, Part 3") == []
    assert bound("Chapter 2 GDPR") == [(GDPR, ("cpt_2",))]


def test_treaty_articles_are_documents_of_their_own() -> None:
    assert bound("Articles 101 and 102(1) TFEU") == [("12016E101", ()), ("12016E102", ("par_1",))]
    assert bound("Article 8 of the Charter of Fundamental Rights of the European Union") == [
        ("12016P008", ())
    ]


def test_judgments_and_their_paragraphs() -> None:
    assert bound("Case C-311/18, paras 134-135") == [("62018CJ0311", ("para_134..para_135",))]
    assert bound("ECLI:EU:C:2020:559") == [("ECLI:EU:C:2020:559", ())]


def test_relative_references() -> None:
    one, two = Binder("en", GDPR).bind("Article 13(2) applies; paragraph 3 of that Article too")
    assert (two.kind, two.act, two.targets) == ("relative", GDPR, ("art_13.par_3",))
    (three,) = Binder("en", GDPR).bind("paragraph 3 of that Article")
    assert (three.act, three.targets) == (None, ("^art.par_3",))
    assert one.kind == "single"


# --------------------------------------------------------------------------- text as it comes


@pytest.mark.parametrize(
    "text",
    [
        "Article\u00a05(1)",
        "Article\n5(1)",
        "Art.\u202f5 (1)",
        "Ar\u00adticle 5(1)",
        "ARTICLE 5(1)",
        "Article 5\u200b(1)",
        "Article 5 \uff081\uff09",
    ],
)
def test_spelling_of_spaces_and_signs(text: str) -> None:
    (found,) = find(f"see {text}.", "en")
    assert found.targets == ("art_5.par_1",)
    assert f"see {text}."[found.start : found.end] == text


def test_offsets_hold_after_decomposed_letters() -> None:
    text = "re\u0301glement : article 5, paragraphe 1, du RGPD"
    (found,) = find(text, "fr")
    assert text[found.start : found.end] == "article 5, paragraphe 1, du RGPD"


def test_lists_that_lost_their_separators() -> None:
    text = "Article 5(1)(b) GDPRArticle 8 GDPRArticle 12(2) GDPR"
    found = find(text, "en")
    assert [text[f.start : f.end] for f in found] == [
        "Article 5(1)(b) GDPR",
        "Article 8 GDPR",
        "Article 12(2) GDPR",
    ]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Article ",
                "Art. ",
                "5",
                "(1)",
                "(a)",
                ", ",
                " and ",
                " of ",
                "GDPR",
                "6 artiklan",
                "\u00ad",
                "e\u0301",
                "point ",
                "Annex III",
                "2016/679",
                "Regulation (EU) ",
                "-",
                "to ",
                "§ ",
                "that ",
                "first ",
                "\n",
                "(",
                ")",
                "İ",
                "ß",
            ]
        )
    ),
    st.sampled_from(["en", "fi", "hu", "de", "el"]),
)
def test_any_text_gives_ordered_places_inside_it(parts: list[str], language: str) -> None:
    text = "".join(parts)
    binder = Binder(language, GDPR)
    binder.scan_aliases([text])
    for one in binder.bind(text):
        assert 0 <= one.start < one.end <= len(text)
    assert list(find(text, language)) == sorted(find(text, language), key=lambda f: (f.start, f.end))


@pytest.mark.parametrize(
    "unit",
    [
        "(",
        "Article 5, ",
        "Article 5(1)(",
        "point (a) of ",
        "2016/679 ",
        "Article 5 GDPR and ",
        "1, 2 cikk ",
        "paragraph 2 ",
        "a\u0301",
    ],
)
def test_time_grows_with_length_only(growth: Callable[..., float], unit: str) -> None:
    ratio = growth(lambda times: unit * times, lambda text: Binder("hu", GDPR).bind(text), 1000, most=8)
    assert ratio <= 8, "four times the text: 4 is linear, 16 quadratic"


@pytest.mark.parametrize(
    ("texts", "cited", "act"),
    [
        (["The GDPR protects people.", "The GDPR has duties."], {}, GDPR),
        (["The GDPR protects people."], {}, None),  # once, in passing
        (["The GDPR and the DSA.", "The GDPR again."], {}, None),
        (["Article 6 GDPR", "Article 7 GDPR", "Article 9 of the GDPR", "The AI Act"], {}, None),
        (["Nothing is named."], {GDPR: 2}, GDPR),
        (["The DSA, the DSA, the DSA."], {GDPR: 2}, None),
    ],
)
def test_only_an_act_that_prevails_is_the_default(
    texts: list[str], cited: dict[str, int], act: str | None
) -> None:
    binder = Binder("en")
    binder.scan_aliases(texts, cited)
    assert binder.default_act == act


def test_a_name_after_a_comma_may_begin_the_next_item() -> None:
    (stops,) = Binder("en").bind("See Article 73, GDPR.")
    (goes_on,) = Binder("en").bind("See Article 73, GDPR 24 hours")
    assert (stops.found.confidence, goes_on.found.confidence) == ("high", "low")


@pytest.mark.parametrize("text", ["as in Decision 162/2024", "Act No. 90/2018 says"])
def test_numbers_that_end_in_a_late_year_are_of_others(text: str) -> None:
    assert Binder("en").bind(text) == ()


def test_an_act_in_another_cell_is_not_meant() -> None:
    (one,) = [b for b in Binder("en").bind("DORA | Annex III point 5 | high") if b.targets]
    assert one.act is None


# --------------------------------------------------------------------------- what a count by hand found wrong


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "It is regulated (Annex I). And more.", [(AI_ACT, ("anx_I",))]),
        ("en", "Annex XIa of Regulation (EU) 2017/745", [("32017R0745", ("anx_XIa",))]),
        ("en", "see Annex III, 4.", [(AI_ACT, ("anx_III.pnt_4",))]),
        ("en", "Annex III, 15 companies", [(AI_ACT, ("anx_III",))]),
        ("nl", "bijlage III, punt 1, a (systemen)", [(AI_ACT, ("anx_III.pnt_1.pnt_a",))]),
        ("nl", "artikel 13 AI Verordening", [(AI_ACT, ("art_13",))]),
        ("de", "Artikel 3 Absatz 2 a DSGVO", [(GDPR, ("art_3.par_2.pnt_a",))]),
        ("de", "Art. 6 Abs. 1 f DSGVO", [(GDPR, ("art_6.par_1.pnt_f",))]),
        ("de", "Art. 21 der NIS-2-Richtlinie", [("32022L2555", ("art_21",))]),
        ("fr", "article 12, alinéa 3, du RGPD", [(GDPR, ("art_12.par_3",))]),
        ("fr", "article 6, paragraphe 1, alinéa 2, du RGPD", [(GDPR, ("art_6.par_1.sub_2",))]),
        ("fr", "l'article 5 du règlement sur l'IA", [(AI_ACT, ("art_5",))]),
        ("es", "art. 17, párrafo 1, letra b del RGPD", [(GDPR, ("art_17.par_1.pnt_b",))]),
        ("en", "Article 10 of the Unfair Terms Directive", [("31993L0013", ("art_10",))]),
        ("en", "Article 3 of the Payment Accounts Directive", [("32014L0092", ("art_3",))]),
        ("en", "[CIR 2024/2980] Annex II", [("32024R2980", ("anx_II",))]),
        ("en", "the EU Charter of Fundamental Rights' Article 8 (and Article 7), GDPR Recital 32",
         [("12016P008", ()), ("12016P/TXT", ("art_7",)), (GDPR, ("rct_32",))]),
        ("nl", "Annex III 6(d) van de AI Act", [(AI_ACT, ("anx_III.pnt_6.pnt_d",))]),
        ("nl", "(Art. 43) – De AI Verordening leunt zwaar", [(AI_ACT, ("art_43",))]),
        ("en", "the Article 29 Working Part (WP29)", []),
        ("en", "Section 4.1 of Chapter II of Annex XV MDR", [("32017R0745", ("anx_XV.cpt_II.sct_4.pnt_1",))]),
        ("en", "Annex II and Chapter III of the AI Act", [(AI_ACT, ("anx_II", "cpt_III"))]),
        ("nl", "artikel 15o AVG", [(GDPR, ("art_15o",))]),
        ("pt", "artigo 15o do RGPD", [(GDPR, ("art_15",))]),
        ("en", "- Annex C: examples of threats", []),
    ],
)  # fmt: skip
def test_read_as_meant(language: str, text: str, expected: list[tuple[str | None, tuple[str, ...]]]) -> None:
    assert bound(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Article 9 Act no. 90/2018"),
        ("en", "Act No 92/2008, on secondary schools"),
        ("en", "Article 95, § 1, 3° WOG"),
        ("en", "[§2.5: use a different term]"),
        ("en", "Section 4 of the Data Act 2018"),
        ("fr", "mentionné (article 66.II) : lesquelles"),
    ],
)
def test_law_of_a_state_and_sections_of_a_document_are_bound_to_nothing(language: str, text: str) -> None:
    assert bound(text, language) == []


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("", "Article 4-7", ("art_4..art_7",)),
        ("", "Art.27-1b", ("art_27.par_1.pnt_b",)),
        ("as in Article 7-1", "Article 4-7", ("art_4.par_7",)),
        ("as in Article 7-1", "Art.12–22", ("art_12..art_22",)),
        ("as in Article 7-1", "Article 12-14", ("art_12..art_14",)),
    ],
)
def test_hyphen_below_an_article(before: str, text: str, expected: tuple[str, ...]) -> None:
    binder = Binder("en", GDPR)
    binder.scan_aliases([before, text])
    assert [b.targets for b in binder.bind(text)] == [expected]


def test_link_wins_over_a_name_that_only_sounds_foreign() -> None:
    text = "Article 4 of the Shared Terms Directive"
    assert bound(text, links=[(0, len(text), "31993L0013")]) == [("31993L0013", ("art_4",))]


def test_act_named_in_passing_is_not_that_of_the_next_reference() -> None:
    texts = [
        "The AI Act is new.",
        "The AI Act has risks.",
        "GDPR Art. 9(1) is listed, and the narrower Art. 5(1)(g).",
    ]
    binder = Binder("en")
    binder.scan_aliases(texts)
    assert [b.act for b in binder.bind(texts[2])] == [GDPR, None]


def test_annex_is_not_given_to_an_act_without_annexes() -> None:
    texts = ["The GDPR applies.", "The GDPR is strict.", "The template (Annex I) and Article 5."]
    binder = Binder("en")
    binder.scan_aliases(texts)
    assert binder.default_act == GDPR
    assert [b.act for b in binder.bind(texts[2])] == [None, GDPR]


def test_act_that_follows_a_comma_is_not_taken_for_a_national_law() -> None:
    assert bound("UrhG Art. 5, GDPR Art. 6") == [(GDPR, ("art_6",))]
    assert bound("as in Article 46e(1) of the [European Digital Identity Regulation]") == [
        ("32024R1183", ("art_46e.par_1",))
    ]


def test_section_that_a_country_heads_is_given_no_inferred_act() -> None:
    lines = [
        "The AI Act applies. The AI Act is new, and Art. 26 sets duties.",
        "### 3.6 Italy: workers' statute",
        "Art. 8 forbids questions on opinions.",
        "#### Penalties",
        "Art. 38 has the fines.",
        "### 3.7 Summary",
        "Art. 27 stays.",
    ]
    article = read_article(
        "\n\n".join(lines), "a.md", ReadSettings(), modified=None, today=dt.date(2026, 11, 1)
    )
    assert [r.act for r in article.references] == [AI_ACT, None, None, AI_ACT]
    assert begins_with_a_country("The Netherlands")
    assert not begins_with_a_country("Germanic law")


def test_the_links_and_marks_of_one_long_paragraph_take_time_in_proportion(
    growth: Callable[..., float],
) -> None:
    """Each reference looks at the links and marks beside it, not at all of the block."""
    words = "Under Article 12, of which more below, they keep the logs they need to keep. "
    step = len(words)

    def make(times: int) -> tuple[str, list[tuple[int, int, str]], list[tuple[int, str, str]]]:
        ends = range(step - 3, step * times, step)
        return words * times, [(at, at + 2, DSA) for at in ends], [(at + 3, "fn:1", DSA) for at in ends]

    def run(block: tuple[str, list[tuple[int, int, str]], list[tuple[int, str, str]]]) -> object:
        text, links, marks = block
        return Binder("en", AI_ACT).bind(text, links=links, footnote_acts=marks)

    assert growth(make, run, 1000, most=8) <= 8


def test_what_follows_a_reference_is_not_copied(growth: Callable[..., float]) -> None:
    """A look at the character behind a reference once copied all the text behind it."""
    ratio = growth(
        lambda times: "Article 6 of the GDPR. " * times + "." * (20_000 * times),
        lambda text: Binder("en", None).bind(text),
        100,
        most=8,
    )
    assert ratio <= 8
