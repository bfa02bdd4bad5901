"""Which language an article, and a block of it, is in."""

from __future__ import annotations

import pytest

from srclint.parse.language import detect, function_words, known, of_block

ARTICLES = {
    "bg": "Регламентът се прилага от август и държавите членки трябва да определят органи.",
    "cs": (
        "Nařízení se použije od srpna a členské státy musí určit orgány, které budou dohlížet na jeho "
        "dodržování. "
        "Tento úřad má také pravomoc, aby ukládal pokuty, pokud je to nutné."
    ),
    "da": (
        "Forordningen finder anvendelse fra august, og medlemsstaterne skal udpege de myndigheder, der fører "
        "tilsyn med den. "
        "Det er ikke et krav, at de også har egne regler."
    ),
    "de": (
        "Die Verordnung gilt ab August, und die Mitgliedstaaten müssen Behörden benennen. "
        "Sie werden auch nicht mehr warten."
    ),
    "el": "Ο κανονισμός εφαρμόζεται από τον Αύγουστο και τα κράτη μέλη ορίζουν αρχές.",
    "en": (
        "The regulation applies from August and the Member States must designate authorities. "
        "They do not have to wait for it."
    ),
    "es": (
        "El Reglamento se aplica a partir de agosto y los Estados miembros deben designar a las autoridades "
        "que lo supervisan. "
        "No hay que esperar más, pero ya es posible."
    ),
    "et": (
        "Määrust kohaldatakse alates augustist ja liikmesriigid peavad määrama asutused, kes selle täitmist "
        "kontrollivad. "
        "See ei ole kõik, mida nad võivad teha."
    ),
    "fi": (
        "Asetusta sovelletaan elokuusta alkaen, ja jäsenvaltioiden on nimettävä viranomaiset, jotka valvovat "
        "sitä. "
        "Se ei ole kaikki, mutta myös muut voivat olla mukana."
    ),
    "fr": (
        "Le règlement s'applique à partir d'août et les États membres doivent désigner des autorités. "
        "Elles ne sont pas encore connues, mais elles le seront."
    ),
    "ga": (
        "Beidh feidhm ag an Rialachán ón Lúnasa agus ní mór do na Ballstáit údaráis a ainmniú. "
        "Tá sé soiléir go bhfuil sin riachtanach, ach níl sé éasca."
    ),
    "hr": (
        "Uredba se primjenjuje od kolovoza, a države članice moraju odrediti tijela koja nadziru njezinu "
        "primjenu. "
        "Nije to sve što mogu učiniti, ali ovo je važno kako bi uspjele između ostalog."
    ),
    "hu": (
        "A rendeletet augusztustól kell alkalmazni, és a tagállamoknak ki kell jelölniük azokat a "
        "hatóságokat, amelyek felügyelik. "
        "Ez azonban nem minden, hogy ezt elérjék."
    ),
    "it": (
        "Il regolamento si applica da agosto e gli Stati membri devono designare le autorità che ne "
        "controllano il rispetto. "
        "Non è stato sempre così, ma anche questo può cambiare."
    ),
    "lt": (
        "Reglamentas taikomas nuo rugpjūčio, o valstybės narės turi paskirti institucijas, kurios prižiūri "
        "jo laikymąsi. "
        "Tai nėra viskas, bet jos gali būti paskirtos iki tada."
    ),
    "lv": (
        "Regulu piemēro no augusta, un dalībvalstīm ir jāieceļ iestādes, kas uzrauga tās ievērošanu. "
        "Tas nav viss, bet arī to var darīt, lai panāktu vairāk."
    ),
    "mt": (
        "Ir-Regolament japplika minn Awwissu u l-Istati Membri għandhom jaħtru l-awtoritajiet li "
        "jissorveljaw. "
        "Dan mhux kollox, iżda huwa importanti ħafna meta jista' jsir."
    ),
    "nl": (
        "De verordening geldt vanaf augustus en de lidstaten moeten autoriteiten aanwijzen. "
        "Dat is nog niet gebeurd, maar het wordt voorbereid."
    ),
    "pl": (
        "Rozporządzenie stosuje się od sierpnia, a państwa członkowskie muszą wyznaczyć organy, które "
        "nadzorują jego przestrzeganie. "
        "Nie jest to jednak wszystko, co mogą zrobić."
    ),
    "pt": (
        "O regulamento é aplicável a partir de agosto e os Estados-Membros devem designar as autoridades que "
        "o supervisionam. "
        "Não é tudo, mas também isso pode ser feito em breve."
    ),
    "ro": (
        "Regulamentul se aplică din august, iar statele membre trebuie să desemneze autoritățile care îl "
        "supraveghează. "
        "Nu este totul, dar acest lucru poate fi făcut."
    ),
    "sk": (
        "Nariadenie sa uplatňuje od augusta a členské štáty musia určiť orgány, ktoré budú dohliadať na jeho "
        "dodržiavanie. "
        "Nie je to všetko, ale tiež sú to dôležité veci, keď ich treba."
    ),
    "sl": (
        "Uredba se uporablja od avgusta, države članice pa morajo določiti organe, ki nadzorujejo njeno "
        "izvajanje. "
        "To ni vse, vendar je tudi to lahko pomembno, če ne bi bilo dovolj."
    ),
    "sv": (
        "Förordningen tillämpas från och med augusti och medlemsstaterna ska utse de myndigheter som utövar "
        "tillsyn över den. "
        "Det är inte allt, men det får också göras."
    ),
}


@pytest.mark.parametrize("language", sorted(ARTICLES))
def test_each_official_language_is_told_from_the_others(language: str) -> None:
    assert detect([ARTICLES[language]], None) == (language, "detected")


def test_there_is_an_article_for_every_language_with_function_words() -> None:
    assert all(function_words(language) for language in ARTICLES)
    assert len(ARTICLES) == 24


def test_a_declared_language_is_taken_at_its_word() -> None:
    assert detect([ARTICLES["de"]], "nl") == ("nl", "declared")
    assert detect([], "FR_be") == ("fr", "declared")
    assert known(" de-AT ") == "de"


def test_an_unknown_declaration_is_as_good_as_none() -> None:
    assert known("tlh") is None
    assert detect([ARTICLES["de"]], "tlh") == ("de", "detected")


def test_too_little_text_is_english_by_default() -> None:
    assert detect([], None) == ("en", "default")
    assert detect(["EUR 15 000 000", "GPAI"], None) == ("en", "default")


def test_a_quotation_in_another_language_is_read_in_its_own() -> None:
    quoted = "The provider shall draw up and keep up to date the documentation of the model and its training."
    assert of_block(quoted, "de") == "en"
    assert of_block(ARTICLES["el"], "en") == "el"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der AI Act ist eine Verordnung, die für Provider und Deployer of high-risk systems gilt.", "de"),
        ("In het kort", "nl"),
        ("Art. 5 AI Act, Art. 6 AI Act, Art. 7 AI Act, Art. 8 AI Act", "en"),
    ],
)
def test_a_few_foreign_words_change_nothing(text: str, language: str) -> None:
    assert of_block(text, language) == language
