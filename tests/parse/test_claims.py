"""Tier and reason of a unit: tables of (text, language, what is known of it, expected)."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srclint.model import FactType, Tier
from srclint.parse.claims import classify
from srclint.parse.evidence import Setting
from srclint.parse.pairs import pairs
from srclint.parse.phrases import phrases, words_of


def tier(text: str, language: str = "en", **known: object) -> tuple[str, str]:
    found, reasons = classify(text, language, **known)  # type: ignore[arg-type]
    return found.value, reasons[0]


HARD = [
    ("The provider must keep the file.", "en", "duty"),
    ("The Commission may request the file.", "en", "power"),
    ("The guidance is not binding.", "en", "status"),
    ("The Council adopted the text after a long debate.", "en", "event"),
    ("De aanbieder moet het dossier bewaren.", "nl", "duty"),
    ("De Commissie kan het dossier opvragen.", "nl", "power"),
    ("Het advies is niet bindend.", "nl", "status"),
    ("Der Anbieter muss die Akte aufbewahren.", "de", "duty"),
    ("Die Behörde darf die Akte anfordern.", "de", "power"),
    ("Die Leitlinien sind nicht verbindlich.", "de", "status"),
    ("Le fournisseur doit conserver le dossier.", "fr", "duty"),
    ("La Commission peut demander le dossier.", "fr", "power"),
    ("L'avis n'est pas contraignant pour eux.", "fr", "status"),
    ("You must appoint a representative in a Member State.", "en", "duty"),
]
NONE = [
    ("Are you a provider of such a model?", "en", "question"),
    ("Είστε πάροχος ενός τέτοιου μοντέλου;", "el", "question"),
    ("What to do", "en", "short"),
    ("Audit procedures and their results", "en", "fragment"),
    ("Keep model documentation: the AI Office can request it directly.", "en", "advice"),
    ("Please identify your role in the chain.", "en", "advice"),
    ("To know where a complaint belongs, first determine what it concerns.", "en", "advice"),
    ("If you are unsure, ask the regulator.", "en", "advice"),
    ("Use the template for each of your models.", "en", "advice"),
    ("Zorg dat je documentatie op orde is.", "nl", "advice"),
    ("Als je twijfelt, vraag het de toezichthouder.", "nl", "advice"),
    ("Prüfen Sie zuerst Ihre Rolle in der Kette.", "de", "advice"),
    ("Wenn Sie unsicher sind, fragen Sie die Behörde.", "de", "advice"),
    ("Vérifiez d'abord votre rôle dans la chaîne.", "fr", "advice"),
    ("Si vous hésitez, demandez à l'autorité.", "fr", "advice"),
    ("Providers should therefore start early.", "en", "recommendation"),
    ("If you process such data, you should be transparent.", "en", "recommendation"),
    ("Deshalb sollten Anbieter früh anfangen.", "de", "recommendation"),
    ("Il est recommandé de documenter ce choix.", "fr", "recommendation"),
    ("Het is raadzaam om vroeg te beginnen.", "nl", "recommendation"),
    ("I bought a toaster there in winter.", "en", "narrative"),
    ("Dann schickte mir der Laden einen Brief.", "de", "narrative"),
    ("Therefore, we asked them for a copy.", "en", "narrative"),
    ("We believe that this goes too far.", "en", "opinion"),
    ("Volgens ons gaat dit veel te ver.", "nl", "opinion"),
    ("Unseres Erachtens geht das zu weit.", "de", "opinion"),
    ("À notre avis, cela va trop loin.", "fr", "opinion"),
    ("Unfortunately, the text is hard to read.", "en", "evaluation"),
    ("Zum Glück ist der Text kurz.", "de", "evaluation"),
    ("In today's world, data are everywhere.", "en", "evaluation"),
    ("Perhaps the rule is different there.", "en", "hedged"),
    ("C'est peut-être une autre règle ici.", "fr", "hedged"),
    ("This article explains the role of the office.", "en", "meta"),
    ("Onderstaande tabel geeft een overzicht daarvan.", "nl", "meta"),
    ("Vous trouverez la liste sur le site.", "fr", "meta"),
    ("Your address is stored on our own servers.", "en", "meta"),
    ("It works in the following manner:", "en", "meta"),
    ("Imagine a shop that sells toasters.", "en", "example"),
    ("Stel dat een winkel broodroosters verkoopt.", "nl", "example"),
    ("Angenommen, ein Laden verkauft Toaster an Kunden.", "de", "example"),
    ("* * *", "en", "fragment"),
    ("", "en", "fragment"),
]
SOFT = [
    ("The office safeguards consistency across the Union.", "en"),
    ("Refusal is sanctioned.", "en"),
    ("Het bureau bewaakt de samenhang.", "nl"),
    ("Das Büro sichert die Einheit der Auslegung.", "de"),
    ("Einrichtungen dieser Größe unterliegen einer strengeren Aufsicht.", "de"),
    ("Le bureau garantit une pratique cohérente.", "fr"),
    ("Urząd zapewnia spójność praktyki w całej Unii.", "pl"),
    ("Use of personal data in research is common.", "en"),
    ("Note that the office is part of a larger body.", "en"),
    ("The text regulates what we do with such data.", "en"),
    ("Verarbeiten Sie Fotos, gilt das Recht am eigenen Bild.", "de"),
    ("The reports show why the rules should change.", "en"),
    ("Il peut être utile aux enfants comme aux parents.", "fr"),
]


@pytest.mark.parametrize(("text", "language", "reason"), HARD)
def test_a_legal_effect_is_a_hard_claim(text: str, language: str, reason: str) -> None:
    assert tier(text, language) == ("hard", reason)


@pytest.mark.parametrize(("text", "language", "reason"), NONE)
def test_what_states_nothing_is_no_claim_and_says_why(text: str, language: str, reason: str) -> None:
    assert tier(text, language) == ("none", reason)


@pytest.mark.parametrize(("text", "language"), SOFT)
def test_any_other_declarative_is_a_claim(text: str, language: str) -> None:
    assert classify(text, language)[0] is not Tier.NONE


def test_facts_make_a_claim_hard_and_each_is_told() -> None:
    text = "Fines reach 3 % of turnover or EUR 15 million under Article 101."
    known = frozenset({"percent", "money"})
    assert classify(text, "en", provisions=True, act=True, fact_types=known) == (
        Tier.HARD,
        ("provision", "act", "percent", "money"),
    )


def test_a_named_body_alone_is_no_fact() -> None:
    text = "The AI Office sits in a large building."
    assert classify(text, "en", fact_types=frozenset({FactType.BODY.value}))[0] is Tier.SOFT


def test_a_short_unit_with_a_figure_is_a_claim() -> None:
    assert tier("Threshold: at most 3 %", block="row", fact_types=frozenset({"percent"})) == (
        "hard",
        "percent",
    )
    assert tier("Threshold: none", block="row") == ("none", "short")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Perhaps the fine is 3 % there.", "hedged"),
        ("Providers should pay 3 % of turnover.", "recommendation"),
        ("Unfortunately, the fine is 3 % there.", "evaluation"),
    ],
)
def test_a_figure_in_an_opinion_is_still_checkable(text: str, reason: str) -> None:
    assert tier(text, fact_types=frozenset({"percent"})) == ("soft", reason)
    assert tier(text) == ("none", reason)


def test_an_amount_needs_no_verb_but_a_byline_is_no_claim() -> None:
    fines = "Fines: up to EUR 15 million or 3 % of turnover"
    assert tier(fines, block="item", fact_types=frozenset({"money", "percent"})) == ("hard", "percent")
    reports = "Reports: within 72 hours of discovery"
    assert tier(reports, block="item", fact_types=frozenset({"duration"})) == ("hard", "duration")
    byline = "22 June 2026 · two minutes · A. Writer"
    assert tier(byline, fact_types=frozenset({"date", "duration"})) == ("none", "fragment")


def test_the_authors_own_count_is_checkable() -> None:
    text = "We counted the apps in the store."
    assert tier(text) == ("none", "narrative")
    assert tier(text, fact_types=frozenset({"count"})) == ("soft", "narrative")


def test_a_remark_beside_a_duty_leaves_the_duty() -> None:
    assert tier("Companies must answer within the period, unfortunately.") == ("soft", "evaluation")
    assert tier("Unfortunately, companies must answer within the period.") == ("none", "evaluation")


@pytest.mark.parametrize(
    "text",
    [
        "“The rules apply now. There is no grace period.”",
        "„Die Regeln gelten jetzt.“",
        "« Les règles s'appliquent maintenant. »",
        '"I think that we should all go home."',
    ],
)
def test_a_whole_quotation_is_hard_whatever_it_says(text: str) -> None:
    assert tier(text) == ("hard", "quotation")


def test_a_block_quote_is_a_quotation() -> None:
    law = "The controller shall tell the data subject so."
    assert tier(law, block="quote", quoted=True) == ("hard", "quotation")
    assert tier("We hope you like it here.", block="quote", quoted=True)[0] != "hard"
    assert tier("Describe your users in one line.", block="quote", quoted=True) == ("none", "advice")
    assert tier("The Act", block="quote", quoted=True) == ("none", "short")


def test_quoted_words_are_not_the_authors() -> None:
    text = "The report says “I think we should all go home now” on its cover."
    assert tier(text, fact_types=frozenset({"quotation"})) == ("hard", "quotation")


def test_an_item_needs_a_verb_of_its_own() -> None:
    assert tier("assessments of risk and their annual results", block="item") == ("none", "fragment")
    assert tier("The AI Office can: request documentation from providers;", block="item") == ("hard", "power")
    assert tier("Documenter le choix de la base", "fr", block="item") == ("none", "advice")


def test_the_number_of_an_item_is_not_read() -> None:
    assert tier("a) Identify your role in the chain.", block="item") == ("none", "advice")
    assert tier("1. Identify your role in the chain.", block="item") == ("none", "advice")


def test_a_region_in_the_code_and_an_unknown_language() -> None:
    assert tier("Der Anbieter muss die Akte aufbewahren.", "de-AT") == ("hard", "duty")
    assert tier("Menya zat nothing of this language at all.", "xx", fact_types=frozenset({"count"})) == (
        "hard",
        "count",
    )
    assert tier("Menya zat nothing of this language at all.", "xx") == ("soft", "declarative")


@given(st.text(max_size=300), st.sampled_from(["en", "nl", "de", "fr", "pl", "xx"]))
def test_any_text_has_a_tier_and_a_reason(text: str, language: str) -> None:
    found, reasons = classify(text, language)
    assert reasons
    assert found is Tier.HARD or len(reasons) == 1


@pytest.mark.parametrize("piece", ["“", "should ", "if a, ", "«a b c» ", "I ", "a) ", "note that ", "x" * 50])
def test_hostile_text_takes_linear_time(growth: Callable[..., float], piece: str) -> None:
    ratio = growth(
        lambda length: piece * (length // len(piece)), lambda text: classify(text, "en"), 15_000, most=8
    )
    assert ratio <= 8, "four times the text: 4 is linear, 16 quadratic"


# --------------------------------------------------------------------------- the tools


def test_phrases_match_whole_words_across_hyphens_and_apostrophes() -> None:
    category = phrases("must | s applique | adopt* | in my view")
    assert category.within(words_of("It must be."))
    assert not category.within(words_of("The mustard."))
    assert category.within(words_of("La loi s’applique ici."))
    assert category.within(words_of("They ADOPTED it"))
    assert not category.within(words_of("in my viewer"))
    assert list(category.places(words_of("a must, in my view"))) == [1, 3]
    assert not phrases("")


def test_phrases_count_only_among_the_first_words() -> None:
    category = phrases("must | in my view")
    assert not category.within(words_of("it surely must"), 2)
    assert category.within(words_of("well in my view"), 2)


def test_pairs_are_outermost_and_bounded() -> None:
    assert pairs("a (b (c) d) e") == [(2, 11)]
    assert pairs('„a“ “b” «c» "d"') == [(0, 3), (4, 7), (8, 11), (12, 15)]
    assert pairs("(a “b”", quotes_only=True) == [(3, 6)]
    assert pairs("(never closed") == []
    assert pairs("(" + "x" * 700 + ")") == []
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(pairs("(a) [b “c”] (d")))


NOT_SOMEBODYS = [
    ("The module can be installed from the archive.", "en"),
    ("The field must hold a valid code.", "en"),
    ("The value is optional and applicable to both.", "en"),
    ("Such tools may change how people work.", "en"),
    ("The Commission's approach may change with time.", "en"),
    ("A careful balance needs to be kept here.", "en"),
    ("A short, clear text has some advantages over a long one.", "en"),
    ("Het programma kan op elke computer draaien.", "nl"),
    ("Das Modul kann auf jedem Rechner laufen.", "de"),
    ("Le module peut tourner sur toute machine.", "fr"),
]


@pytest.mark.parametrize(("text", "language"), NOT_SOMEBODYS)
def test_a_modal_is_no_legal_effect_where_nobody_has_it(text: str, language: str) -> None:
    assert classify(text, language, setting=Setting(lawful=False))[0] is not Tier.HARD
    assert classify(text, language)[0] is not Tier.HARD


def test_parties_have_duties_in_an_article_about_law() -> None:
    text = "The operator must keep a log of each start."
    assert classify(text, "en") == (Tier.HARD, ("duty",))
    assert classify(text, "en", setting=Setting(lawful=False))[0] is Tier.SOFT
    assert classify(text, "en", setting=Setting(spec=True))[0] is Tier.SOFT


def test_a_provision_close_by_is_the_source_of_what_has_no_figure() -> None:
    text = "The controller must keep a record."
    assert classify(text, "en", setting=Setting(placed=True))[0] is Tier.SOFT
    money = frozenset({"money"})
    assert classify(text, "en", setting=Setting(placed=True), fact_types=money)[0] is Tier.HARD


def test_another_languages_duty_needs_law_close_by() -> None:
    for text, language in [
        ("Dostawca musi przechowywać te dokumenty.", "pl"),
        ("El proveedor debe conservar los documentos.", "es"),
        ("Leverantören måste bevara dessa handlingar.", "sv"),
    ]:
        assert classify(text, language)[0] is Tier.SOFT
        assert classify(text, language, setting=Setting(near=True)) == (Tier.HARD, ("duty",))


def test_only_many_things_are_a_figure() -> None:
    count = frozenset({"count"})
    text = "The survey reached many people in the towns."
    assert classify(text, "en", fact_types=count, setting=Setting(most=37))[0] is Tier.HARD
    assert classify(text, "en", fact_types=count, setting=Setting(most=3))[0] is Tier.SOFT
    law = "The law names some kinds of systems."
    assert classify(law, "en", fact_types=count, setting=Setting(most=3))[0] is Tier.HARD


def test_a_name_in_quotation_marks_is_no_quotation() -> None:
    quoted = frozenset({"quotation"})
    assert classify("It is called “The Long Road Home” by all.", "en", fact_types=quoted)[0] is Tier.SOFT
    assert classify("The judge wrote “that goes too far here”.", "en", fact_types=quoted)[0] is Tier.HARD


def test_a_row_of_data_is_no_claim_of_its_own() -> None:
    percent = frozenset({"percent"})
    assert classify("Share: 64 % | Place: first", "en", block="row", fact_types=percent)[0] is not Tier.HARD
    assert classify("Fine: up to 4 % | Case: wilful", "en", block="row", fact_types=percent)[0] is Tier.HARD
    stated = "Role: maker | Task: The provider must register the system first"
    assert classify(stated, "en", block="row")[0] is Tier.HARD
    defined = "Role: maker | Meaning: a person or body that the authority must register first"
    assert classify(defined, "en", block="row")[0] is not Tier.HARD


def test_a_lead_in_leaves_the_claim_to_its_items() -> None:
    assert classify("Providers must meet two conditions:", "en")[0] is not Tier.HARD


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[COMPANY_NAME] must appoint a data protection officer.", "template"),
        ("The controller is [insert name] at ____.", "template"),
        ("This white paper describes how providers must act.", "meta"),
        ("Chapter 5 keeps a log of what the Commission adopted.", "meta"),
        ("In line with the decision of May, we publish all minutes.", "narrative"),
    ],
)
def test_a_blank_form_and_the_authors_own_doings_are_no_claims(text: str, code: str) -> None:
    assert tier(text) == ("none", code)


def test_a_decade_is_as_checkable_as_a_year() -> None:
    assert tier("The first such rules date from the 1990s.") == ("hard", "year")


def test_a_condition_states_nothing() -> None:
    assert classify("The field tells whether the Regulation applies to a user.", "en")[0] is Tier.SOFT
