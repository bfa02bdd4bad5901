"""Where sentences end: tables of (text with bars, language)."""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srclint.parse.sentences import split

# "|" stands where a sentence ends; "^" where a footnote mark was cut out.
CASES = {
    "en": [
        "The fine is 3 %.| They hurt.",
        "Fines are set by Art. 101 of the Act.| They are high.",
        "See Arts. 5 and 6, e.g. for providers, i.e. developers.| The list is closed.",
        "The answer was no.| The Board agreed.",
        "Decision No. 768/2008/EC applies.| It is old.",
        "This reflects the state of the art.| The provider must comply.",
        "It is the state of the art.| Usually, it is cheap.",
        "Providers register (Art. 6(4)/Art. 49(2)).| See Art. IV, too.",
        "It happened before 25. 5. 2018, they say.| Nobody saw it.",
        "The fine exceeds the cap.| The Commission may reduce it.",
        "It is listed in Annex C.| The table is long.",
        "The text is by J. R. Tolkien and A. Jones.| M. Draghi read it.",
        "He asked: “Does it apply? Nobody knows.”| Silence followed.",
        "The office (est. 2024. A small one) grew.| It moved.",
        "Is it binding?| Yes!| It is.",
        "See Art. 64 et seq. of the Act.| The panel follows in Art. 68 et seq.| The forum is in Art. 67.",
        "1. Scope of the duty.| The duty is wide.",
        "It was drawn up ... by the provider.| That took time.",
        "Chapter V.| It applies to models.",
        "It has none.^| The rest follows.^^| End.",
        "It has none.^|It is small.",
        "It has none^.| It is small.",
        "It has none. ^| 27 others have.",
        "Meta Platforms Inc. and Apple Inc. signed.| OpenAI Inc. did not.",
        "Version 1.2.3 is out.| See example.com/x.html.| It works.",
        "They met at 5 p.m. on 12 Sept. 2025.| It rained.",
    ],
    "nl": [
        "Zie art. 16, onder a) t/m c), jo. bijlage III.| Dat geldt nu.",
        "Dit volgt uit r.o. 134 van het arrest, o.l.v. dhr. De Vries.| Hij stemde voor.",
        "'s Avonds werd gestemd.| 't Was laat.",
        "Het geldt voor ieder lid.| De Commissie beslist.",
        "Modellen, sjablonen enz. vallen eronder.| De rest niet, de apps enz.| Het is zo.",
    ],
    "de": [
        "Das folgt aus Art. 88 i. V. m. Art. 75 KI-VO.| Sie gilt.",
        "Das gilt i.V.m. § 3 BDSG, z. B. für Banken.| Andere, d.h. Vereine, nicht.",
        "Seit dem 2. August 2026 gilt es.| Die Frist endet am 2.| Danach droht Strafe.",
        "Im 3. Abschnitt steht es.| Das 5. Kapitel folgt.",
        "Die Strafe folgt aus Art. 101.| Drei Länder klagten.",
        "Maßnahmen dieser Art.| Die Kommission prüft.",
        "Der Verband (!) Daten sammelte.| Er zahlt.",
        "Am 12.3.2024 kam das Urt. v. BGH, Az. VI ZR 12/23.| Es gilt.",
        "Das kostet 1,2 Mio. Euro, später 0,8 Mio.| Beide zahlten.",
    ],
    "fr": [
        "Selon l'art. 101, l'amende est élevée.| C'est beaucoup.",
        "L'art. L. 121-1 C. conso. vaut aussi.| D'autres suivent.",
        "Elle a écrit : « C'est clair. Rien à dire. »| Le secteur a protesté.",
        "M. Breton et Mme Vestager, p. ex. hier, ont parlé.| J.-P. Dubois aussi.",
        "Êtes-vous fournisseur ?| Alors le chapitre V s'applique.",
        "C'est l'état de l'art.| Les règles suivent.",
    ],
    "bg": ["Съгласно чл. 5, ал. 1, т. 2 от Регламента това е забранено.| Комисията решава."],
    "cs": ["Podle čl. 5 odst. 1 písm. a) nařízení č. 2016/679 platí zákaz.| Komise jej vymáhá."],
    "da": [
        "Det følger af art. 5, stk. 1, litra a, jf. Kommissionens afgørelse.| Det gælder fra den 2. august 2026."
    ],
    "el": ["Το άρθρ. 5 παρ. 1 στοιχ. α) απαγορεύει αυτό.| Τι σημαίνει αυτό;| Η Επιτροπή αποφασίζει."],
    "es": [
        "Según el art. 5, apdo. 1, del Reglamento (UE) núm. 2016/679, EE.UU. no participa.| La Comisión decide."
    ],
    "et": [
        "Vastavalt art. 5 lg 1 p. a on see keelatud.| Komisjon otsustab 2. augustil 2026.| See on oluline."
    ],
    "fi": [
        "Asetuksen mukaan se on kielletty, esim. Suomessa.| Komissio päättää 2. elokuuta 2026.| Se on tärkeää."
    ],
    "ga": ["De réir Airt. 5 den Rialachán Uimh. 2016/679 tá cosc air.| Cinneann an Coimisiún."],
    "hr": ["U skladu s čl. 5. st. 1. Uredbe (EU) 2016/679 zabranjeno je.| Komisija može odlučiti."],
    "hu": ["A rendelet 5. cikke szerint tilos.| A Bizottság 2026. augusztus 2-án dönt.| Ez fontos."],
    "it": ["Ai sensi dell'art. 5, par. 1, lett. a), è vietato.| La Commissione decide."],
    "lt": ["Pagal 5 str. 1 d. a p. draudžiama.| Komisija sprendžia 2026 m. rugpjūčio 2 d.| Tai svarbu."],
    "lv": ["Saskaņā ar 5. pantu tas ir aizliegts.| Komisija lemj 2026. gada 2. augustā.| Tas ir svarīgi."],
    "mt": ["Skont l-Art. 5 tar-Regolament Nru 2016/679 hija pprojbita.| Il-Kummissjoni tiddeċiedi."],
    "pl": ["Zgodnie z art. 5 ust. 1 lit. a jest zakaz.| Komisja może nakładać kary, np. grzywny.| To ważne."],
    "pt": ["Nos termos do art. 5.º, n.º 1, al. a), é proibido.| A Comissão decide."],
    "ro": ["Potrivit art. 5 alin. (1) lit. a) este interzis.| Comisia decide."],
    "sk": ["Podľa čl. 5 ods. 1 písm. a) nariadenia č. 2016/679 je to zakázané.| Komisia rozhoduje."],
    "sl": ["V skladu s čl. 5 Uredbe (EU) št. 2016/679 je prepovedano.| Komisija odloča."],
    "sv": ["Enligt art. 5.1 a är det förbjudet.| Kommissionen beslutar, t.ex. om böter.| Det gäller."],
    "xx": ["One thing is so.| Another is not."],
}
FLAT = [(language, case) for language, cases in CASES.items() for case in cases]


def prepare(case: str) -> tuple[str, list[int], list[str]]:
    """The text without bars and marks, the offsets of the marks, the sentences."""
    bare = case.replace("|", "")
    marks, text = [], ""
    for sign in bare:
        if sign == "^":
            marks.append(len(text))
        else:
            text += sign
    return text, marks, [part.replace("^", "").strip() for part in case.split("|")]


@pytest.mark.parametrize(("language", "case"), FLAT, ids=[f"{lang}-{n}" for n, (lang, _) in enumerate(FLAT)])
def test_sentences_end_where_the_bars_stand(language: str, case: str) -> None:
    text, marks, expected = prepare(case)
    got = [" ".join(text[start:end].split()) for start, end in split(text, language, marks=marks)]
    assert got == [" ".join(sentence.split()) for sentence in expected]


def test_white_space_is_outside_and_an_empty_block_has_no_sentence() -> None:
    assert split("  One is. \n Two are.  ", "en") == ((2, 9), (12, 20))
    assert split(" \n ", "en") == ()
    assert split("", "en") == ()


def test_without_a_mark_a_stop_inside_a_word_ends_nothing() -> None:
    assert len(split("See example.Com now.", "en")) == 1
    assert len(split("See example.Com now.", "en", marks=[12])) == 2


def test_a_region_or_capitals_in_the_code_change_nothing() -> None:
    text = "Das gilt z. B. am 2. August. Die Frist endet."
    assert split(text, "de") == split(text, "DE-at")


@given(st.text(alphabet='ab AZ.!?…)(“”"«»[]^1\n’;', max_size=200), st.sampled_from(["en", "de", "fr", "el"]))
def test_extents_are_in_order_and_lose_no_visible_character(text: str, language: str) -> None:
    extents = split(text, language, marks=[at for at, sign in enumerate(text) if sign == "^"])
    assert "".join("".join(text[a:b].split()) for a, b in extents) == "".join(text.split())
    assert all(a < b for a, b in extents)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(extents))


@pytest.mark.parametrize(
    "piece", ["e.g. ", "(", "a. (!) B", "“A. ", ". ", "... A", " ", '"A. ', "i. V. m. ", "1. ", ".”", "«B. »"]
)
def test_hostile_text_takes_linear_time(growth: Callable[..., float], piece: str) -> None:
    ratio = growth(
        lambda length: piece * (length // len(piece)), lambda text: split(text, "de"), 15_000, most=8
    )
    assert ratio <= 8, "four times the text: 4 is linear, 16 quadratic"


def test_real_sentences(real_data: Path) -> None:
    counts: dict[str, list[int]] = {}
    with (real_data / "gold" / "segmentation.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            case = re.sub(r"\[\^[^\]]+\]|\[\d+(?:, ?\d+)*\]|[¹²³]", "^", row["text"])
            text, marks, sentences = prepare(case)
            wanted, at = set(), 0
            for sentence in sentences[:-1]:
                at = text.index(sentence, at) + len(sentence)
                wanted.add(at)
            got = {end for _, end in split(text, row["lang"], marks=marks)[:-1]}
            count = counts.setdefault(row["lang"], [0, 0, 0])
            count[0] += len(wanted & got)
            count[1] += len(got - wanted)
            count[2] += len(wanted - got)
    assert set(counts) == {"en", "nl", "de", "fr"}
    for hit, false, missed in counts.values():
        assert 2 * hit / (2 * hit + false + missed) >= 0.97
