"""The grammar in each official language: official and popular style, lists, ranges, annexes, recitals."""

from __future__ import annotations

import pytest

from srclint.legal.references import Binder
from srclint.legal.references.words import languages

# (text, expected targets joined by "; "); no act is named, the context gives one.
TABLES: dict[str, tuple[tuple[str, str], ...]] = {
    "bg": (
        ("член 9, параграф 2, буква ж)", "art_9.par_2.pnt_g"),
        ("чл. 17, пар. 3, б. „г“", "art_17.par_3.pnt_d"),
        ("членове 15—22", "art_15..art_22"),
        ("членове от 33 до 36", "art_33..art_36"),
        ("членове 13 и 14", "art_13; art_14"),
        ("съображение 26", "rct_26"),
        ("съображения 71 и 72", "rct_71; rct_72"),
        ("приложение IV, точка 2, буква а)", "anx_IV.pnt_2.pnt_a"),
        ("член 5, параграфи 1 и 2", "art_5.par_1; art_5.par_2"),
        ("член 13, параграф 1, букви а)—е)", "art_13.par_1.pnt_a..pnt_f"),
    ),
    "cs": (
        ("čl. 9 odst. 2 písm. g)", "art_9.par_2.pnt_g"),
        ("článek 17 odst. 3 druhý pododstavec", "art_17.par_3.sub_2"),
        ("články 15 až 22", "art_15..art_22"),
        ("čl. 13 a 14", "art_13; art_14"),
        ("čl. 5 odst. 1 písm. a) a b)", "art_5.par_1.pnt_a; art_5.par_1.pnt_b"),
        ("26. bod odůvodnění", "rct_26"),
        ("body 71 a 72 odůvodnění", "rct_71; rct_72"),
        ("příloha IV bod 2 písm. a)", "anx_IV.pnt_2.pnt_a"),
        ("čl. 12 a násl.", "art_12..*"),
        ("podle čl. 28 odst. 3", "art_28.par_3"),
    ),
    "da": (
        ("artikel 9, stk. 2, litra g)", "art_9.par_2.pnt_g"),
        ("art. 17, stk. 3, andet afsnit", "art_17.par_3.sub_2"),
        ("artikel 15-22", "art_15..art_22"),
        ("artikel 13 og 14", "art_13; art_14"),
        ("betragtning 26", "rct_26"),
        ("betragtning nr. 71 og 72", "rct_71; rct_72"),
        ("bilag IV, nr. 2, litra a)", "anx_IV.pnt_2.pnt_a"),
        ("artikel 5, stk. 1, litra a) og b)", "art_5.par_1.pnt_a; art_5.par_1.pnt_b"),
        ("kapitel III, afdeling 2", "cpt_III.sct_2"),
        ("artikel 4, nr. 11)", "art_4.pnt_11"),
    ),
    "de": (
        ("Artikel 9 Absatz 2 Buchstabe g", "art_9.par_2.pnt_g"),
        ("Art. 17 Abs. 3 UAbs. 2", "art_17.par_3.sub_2"),
        ("Art. 15–22", "art_15..art_22"),
        ("Art. 33 f.", "art_33..art_34"),
        ("Art. 44 ff.", "art_44..*"),
        ("Art. 13 und 14", "art_13; art_14"),
        ("Art. 5 Abs. 1 und 6 Abs. 4", "art_5.par_1; art_6.par_4"),
        ("Art. 6 I 1 f", "art_6.par_1.sen_1.pnt_f"),
        ("ErwGr. 26", "rct_26"),
        ("Erwägungsgründe 71 und 72", "rct_71; rct_72"),
        ("Anhang IV Nummer 2 Buchstabe a", "anx_IV.pnt_2.pnt_a"),
        ("Art. 4 Nr. 11", "art_4.pnt_11"),
        ("Satz 2 des Artikels 14 Absatz 3", "art_14.par_3.sen_2"),
        ("Kapitel V", "cpt_V"),
        ("Art. 6 Abs. 1 lit. a, b und f", "art_6.par_1.pnt_a; art_6.par_1.pnt_b; art_6.par_1.pnt_f"),
    ),
    "el": (
        ("άρθρο 9 παράγραφος 2 στοιχείο ζ)", "art_9.par_2.pnt_g"),
        ("άρθρο 17 παρ. 3 στοιχ. δ΄", "art_17.par_3.pnt_d"),
        ("άρθρα 15 έως 22", "art_15..art_22"),
        ("άρθρα 13 και 14", "art_13; art_14"),
        ("αιτιολογική σκέψη 26", "rct_26"),
        ("αιτιολογικές σκέψεις 71 και 72", "rct_71; rct_72"),
        ("παράρτημα IV σημείο 2 στοιχείο α)", "anx_IV.pnt_2.pnt_a"),
        ("ΑΡΘΡΟ 5", "art_5"),
        ("στοιχείο στ) του άρθρου 6 παράγραφος 1", "art_6.par_1.pnt_f"),
    ),
    "en": (
        ("Article 9(2)(g)", "art_9.par_2.pnt_g"),
        ("Art 17(3), second subparagraph", "art_17.par_3.sub_2"),
        ("Arts 15–22", "art_15..art_22"),
        ("Articles 13 and 14", "art_13; art_14"),
        ("Articles 13, 14 & 15", "art_13; art_14; art_15"),
        ("points (a) and (c) of Article 6(1)", "art_6.par_1.pnt_a; art_6.par_1.pnt_c"),
        ("the first and second sentences of Article 14(3)", "art_14.par_3.sen_1; art_14.par_3.sen_2"),
        ("Article 13(1)(a) to (f)", "art_13.par_1.pnt_a..pnt_f"),
        ("Article 51 to Article 55", "art_51..art_55"),
        ("Article 5.1.f", "art_5.par_1.pnt_f"),
        ("Article 5(1)(h)(iii)", "art_5.par_1.pnt_h.pnt_iii"),
        ("Article 5(1)(a), second indent", "art_5.par_1.pnt_a.ind_2"),
        ("recitals 26, 28 and 29", "rct_26; rct_28; rct_29"),
        ("Annex IV, Section 2, point (a)", "anx_IV.sct_2.pnt_a"),
        ("paragraph 3 of Article 26", "art_26.par_3"),
        ("point (b) of paragraph 2 of Article 9", "art_9.par_2.pnt_b"),
        ("Article 26(5), Article 72", "art_26.par_5; art_72"),
        (
            "Article 2, Article 5(2) and (3) and Articles 6 to 9",
            "art_2; art_5.par_2; art_5.par_3; art_6..art_9",
        ),
        ("Chapter V", "cpt_V"),
    ),
    "es": (
        ("artículo 9, apartado 2, letra g)", "art_9.par_2.pnt_g"),
        ("art. 17.3.d)", "art_17.par_3.pnt_d"),
        ("artículo 17, apartado 3, párrafo segundo", "art_17.par_3.sub_2"),
        ("artículos 15 a 22", "art_15..art_22"),
        ("artículos 13 y 14", "art_13; art_14"),
        ("considerandos 71 y 72", "rct_71; rct_72"),
        ("anexo IV, punto 2, letra a)", "anx_IV.pnt_2.pnt_a"),
        ("la letra b) del apartado 2 del artículo 9", "art_9.par_2.pnt_b"),
        ("art. 44 y ss.", "art_44..*"),
        ("capítulo V", "cpt_V"),
    ),
    "et": (
        ("artikli 9 lõike 2 punkt g", "art_9.par_2.pnt_g"),
        ("art 17 lg 3 p d", "art_17.par_3.pnt_d"),
        ("artikli 17 lõike 3 teine lõik", "art_17.par_3.sub_2"),
        ("artiklid 15–22", "art_15..art_22"),
        ("artiklid 13 ja 14", "art_13; art_14"),
        ("põhjendus 26", "rct_26"),
        ("põhjendused 71 ja 72", "rct_71; rct_72"),
        ("IV lisa punkti 2 alapunkt a", "anx_IV.pnt_2.pnt_a"),
        ("artiklites 33 ja 34", "art_33; art_34"),
    ),
    "fi": (
        ("9 artiklan 2 kohdan g alakohta", "art_9.par_2.pnt_g"),
        ("17 artiklan 3 kohdan toinen alakohta", "art_17.par_3.sub_2"),
        ("15–22 artikla", "art_15..art_22"),
        ("13 ja 14 artiklassa", "art_13; art_14"),
        ("johdanto-osan 26 kappaleessa", "rct_26"),
        ("johdanto-osan 71 ja 72 kappaleessa", "rct_71; rct_72"),
        ("liitteessä IV olevan 2 kohdan a alakohta", "anx_IV.pnt_2.pnt_a"),
        ("5 artiklan 1 ja 2 kohta", "art_5.par_1; art_5.par_2"),
        ("artikla 35", "art_35"),
    ),
    "fr": (
        ("article 9, paragraphe 2, point g)", "art_9.par_2.pnt_g"),
        ("art. 17 §3 d)", "art_17.par_3.pnt_d"),
        ("article 17, paragraphe 3, deuxième alinéa", "art_17.par_3.sub_2"),
        ("articles 15 à 22", "art_15..art_22"),
        ("les articles 13 et 14", "art_13; art_14"),
        ("considérant 26", "rct_26"),
        ("considérants 71 et 72", "rct_71; rct_72"),
        ("annexe IV, point 2 a)", "anx_IV.pnt_2.pnt_a"),
        ("l'article 5, paragraphe 1, points a) et b)", "art_5.par_1.pnt_a; art_5.par_1.pnt_b"),
        ("première phrase de l'article 14, paragraphe 3", "art_14.par_3.sen_1"),
        ("art. 44 et s.", "art_44..*"),
        ("article 4 ter", "art_4b"),
    ),
    "ga": (
        ("Airteagal 9(2), pointe (g)", "art_9.par_2.pnt_g"),
        ("Airteagal 17(3), an dara fomhír", "art_17.par_3.sub_2"),
        ("Airteagail 15 go 22", "art_15..art_22"),
        ("Airteagail 13 agus 14", "art_13; art_14"),
        ("aithris 26", "rct_26"),
        ("Iarscríbhinn IV, pointe 2(a)", "anx_IV.pnt_2.pnt_a"),
        ("pointe (a) d'Airteagal 6(1)", "art_6.par_1.pnt_a"),
    ),
    "hr": (
        ("članak 9. stavak 2. točka (g)", "art_9.par_2.pnt_g"),
        ("čl. 17. st. 3. t. (d)", "art_17.par_3.pnt_d"),
        ("članak 17. stavak 3. drugi podstavak", "art_17.par_3.sub_2"),
        ("članci od 15. do 22.", "art_15..art_22"),
        ("članci 13. i 14.", "art_13; art_14"),
        ("uvodna izjava 26.", "rct_26"),
        ("uvodne izjave 71. i 72.", "rct_71; rct_72"),
        ("Prilog IV. točka 2. podtočka (a)", "anx_IV.pnt_2.pnt_a"),
        ("u članku 28. stavku 3.", "art_28.par_3"),
    ),
    "hu": (
        ("a 9. cikk (2) bekezdésének g) pontja", "art_9.par_2.pnt_g"),
        ("9. cikk (2) g)", "art_9.par_2.pnt_g"),
        ("a 17. cikk (3) bekezdésének második albekezdése", "art_17.par_3.sub_2"),
        ("15–22. cikk", "art_15..art_22"),
        ("a 13. és 14. cikk", "art_13; art_14"),
        ("(26) preambulumbekezdés", "rct_26"),
        ("a (71) és (72) preambulumbekezdésben", "rct_71; rct_72"),
        ("IV. melléklet 2. pont a) alpontja", "anx_IV.pnt_2.pnt_a"),
        ("az 5. cikk (1) és (2) bekezdése", "art_5.par_1; art_5.par_2"),
        ("a 28. cikkben", "art_28"),
    ),
    "it": (
        ("articolo 9, paragrafo 2, lettera g)", "art_9.par_2.pnt_g"),
        ("art. 17, par. 3, lett. d)", "art_17.par_3.pnt_d"),
        ("art. 17, comma 3", "art_17.par_3"),
        ("articolo 17, paragrafo 3, secondo comma", "art_17.par_3.sub_2"),
        ("articoli da 15 a 22", "art_15..art_22"),
        ("artt. 13 e 14", "art_13; art_14"),
        ("considerando 26", "rct_26"),
        ("considerando 71 e 72", "rct_71; rct_72"),
        ("allegato IV, punto 2, lettera a)", "anx_IV.pnt_2.pnt_a"),
        ("lettera a) dell'articolo 6, paragrafo 1", "art_6.par_1.pnt_a"),
        ("artt. 44 e ss.", "art_44..*"),
        ("capo V", "cpt_V"),
    ),
    "lt": (
        ("9 straipsnio 2 dalies g punktas", "art_9.par_2.pnt_g"),
        ("17 str. 3 d. d p.", "art_17.par_3.pnt_d"),
        ("17 straipsnio 3 dalies antra pastraipa", "art_17.par_3.sub_2"),
        ("15–22 straipsniai", "art_15..art_22"),
        ("13 ir 14 straipsniuose", "art_13; art_14"),
        ("26 konstatuojamoji dalis", "rct_26"),
        ("71 ir 72 konstatuojamosiose dalyse", "rct_71; rct_72"),
        ("IV priedo 2 punkto a papunktis", "anx_IV.pnt_2.pnt_a"),
        ("5 straipsnio 1 ir 2 dalys", "art_5.par_1; art_5.par_2"),
    ),
    "lv": (
        ("9. panta 2. punkta g) apakšpunkts", "art_9.par_2.pnt_g"),
        ("17. panta 3. punkta otrā daļa", "art_17.par_3.sub_2"),
        ("no 15. līdz 22. pantam", "art_15..art_22"),
        ("13. un 14. pants", "art_13; art_14"),
        ("26. apsvērums", "rct_26"),
        ("71. un 72. apsvērumā", "rct_71; rct_72"),
        ("IV pielikuma 2. punkta a) apakšpunkts", "anx_IV.pnt_2.pnt_a"),
        ("5. panta 1. un 2. punkts", "art_5.par_1; art_5.par_2"),
    ),
    "mt": (
        ("l-Artikolu 9(2), il-punt (g)", "art_9.par_2.pnt_g"),
        ("Artikolu 17(3)(d)", "art_17.par_3.pnt_d"),
        ("l-Artikoli 15 sa 22", "art_15..art_22"),
        ("l-Artikoli 13 u 14", "art_13; art_14"),
        ("il-premessa 26", "rct_26"),
        ("il-premessi 71 u 72", "rct_71; rct_72"),
        ("l-Anness IV, il-punt 2(a)", "anx_IV.pnt_2.pnt_a"),
        ("il-punt (a) tal-Artikolu 6(1)", "art_6.par_1.pnt_a"),
    ),
    "nl": (
        ("artikel 9, lid 2, punt g)", "art_9.par_2.pnt_g"),
        ("art. 17 lid 3 sub d", "art_17.par_3.pnt_d"),
        ("artikel 17, derde lid, tweede alinea", "art_17.par_3.sub_2"),
        ("artikel 6, eerste lid, aanhef en onder f", "art_6.par_1.pnt_f"),
        ("artikelen 15 tot en met 22", "art_15..art_22"),
        ("artikelen 13 en 14", "art_13; art_14"),
        ("overweging 26", "rct_26"),
        ("overwegingen 71 en 72", "rct_71; rct_72"),
        ("bijlage IV, punt 2, a)", "anx_IV.pnt_2.pnt_a"),
        ("de punten 1, 6 en 7 van bijlage III", "anx_III.pnt_1; anx_III.pnt_6; anx_III.pnt_7"),
        ("Artikel 9(6 en 8)", "art_9.par_6; art_9.par_8"),
        ("artikel 17(1 sub d)", "art_17.par_1.pnt_d"),
        ("art. 12 e.v.", "art_12..*"),
    ),
    "pl": (
        ("art. 9 ust. 2 lit. g)", "art_9.par_2.pnt_g"),
        ("art. 17 ust. 3 akapit drugi", "art_17.par_3.sub_2"),
        ("art. 15–22", "art_15..art_22"),
        ("art. 13 i 14", "art_13; art_14"),
        ("motyw 26", "rct_26"),
        ("motywy 71 i 72", "rct_71; rct_72"),
        ("załącznik IV pkt 2 lit. a)", "anx_IV.pnt_2.pnt_a"),
        ("art. 6 ust. 1 lit. a, b i f", "art_6.par_1.pnt_a; art_6.par_1.pnt_b; art_6.par_1.pnt_f"),
        ("art. 44 i nast.", "art_44..*"),
        ("w art. 5 ust. 1 lit. a–f", "art_5.par_1.pnt_a..pnt_f"),
    ),
    "pt": (
        ("artigo 9.o, n.o 2, alínea g)", "art_9.par_2.pnt_g"),
        ("art. 17.º/3/d)", "art_17.par_3.pnt_d"),
        ("artigo 17.º, n.º 3, segundo parágrafo", "art_17.par_3.sub_2"),
        ("artigos 15.o a 22.o", "art_15..art_22"),
        ("artigos 13.º e 14.º", "art_13; art_14"),
        ("considerando 26", "rct_26"),
        ("considerandos 71 e 72", "rct_71; rct_72"),
        ("anexo IV, ponto 2, alínea a)", "anx_IV.pnt_2.pnt_a"),
        ("alínea a) do n.º 1 do artigo 6.º", "art_6.par_1.pnt_a"),
        ("artigo 44.º e seguintes", "art_44..*"),
    ),
    "ro": (
        ("articolul 9 alineatul (2) litera (g)", "art_9.par_2.pnt_g"),
        ("art. 17 alin. (3) lit. d)", "art_17.par_3.pnt_d"),
        ("articolul 17 alineatul (3) al doilea paragraf", "art_17.par_3.sub_2"),
        ("articolele 15-22", "art_15..art_22"),
        ("articolele 13 și 14", "art_13; art_14"),
        ("considerentul (26)", "rct_26"),
        ("considerentele 71 şi 72", "rct_71; rct_72"),
        ("anexa IV punctul 2 litera (a)", "anx_IV.pnt_2.pnt_a"),
        ("art. 6 alin. (1) lit. a) și b)", "art_6.par_1.pnt_a; art_6.par_1.pnt_b"),
    ),
    "sk": (
        ("článok 9 ods. 2 písm. g)", "art_9.par_2.pnt_g"),
        ("čl. 17 ods. 3 druhý pododsek", "art_17.par_3.sub_2"),
        ("články 15 až 22", "art_15..art_22"),
        ("články 13 a 14", "art_13; art_14"),
        ("odôvodnenie 26", "rct_26"),
        ("odôvodnenia 71 a 72", "rct_71; rct_72"),
        ("príloha IV bod 2 písm. a)", "anx_IV.pnt_2.pnt_a"),
        ("čl. 44 a nasl.", "art_44..*"),
        ("v článku 28 ods. 3", "art_28.par_3"),
    ),
    "sl": (
        ("člen 9(2), točka (g)", "art_9.par_2.pnt_g"),
        ("člen 17(3), drugi pododstavek", "art_17.par_3.sub_2"),
        ("6. člen, prvi odstavek, točka f", "art_6.par_1.pnt_f"),
        ("členi 15 do 22", "art_15..art_22"),
        ("člena 13 in 14", "art_13; art_14"),
        ("uvodna izjava 26", "rct_26"),
        ("uvodni izjavi 71 in 72", "rct_71; rct_72"),
        ("Priloga IV, točka 2(a)", "anx_IV.pnt_2.pnt_a"),
        ("v skladu z 28. členom", "art_28"),
    ),
    "sv": (
        ("artikel 9.2 g", "art_9.par_2.pnt_g"),
        ("artikel 17.3 andra stycket", "art_17.par_3.sub_2"),
        ("art. 17.3 d", "art_17.par_3.pnt_d"),
        ("artiklarna 15–22", "art_15..art_22"),
        ("artiklarna 13 och 14", "art_13; art_14"),
        ("skäl 26", "rct_26"),
        ("skälen 71 och 72", "rct_71; rct_72"),
        ("bilaga IV punkt 2 a", "anx_IV.pnt_2.pnt_a"),
        ("artikel 9.2 a, b och g", "art_9.par_2.pnt_a; art_9.par_2.pnt_b; art_9.par_2.pnt_g"),
        ("artikel 5.1 och 5.2", "art_5.par_1; art_5.par_2"),
    ),
}

# (text, expected act and targets): the act stands with the reference, in the language's own order.
NAMED: dict[str, tuple[tuple[str, str], ...]] = {
    "bg": (
        ("член 17 от Регламент (ЕС) 2016/679", "32016R0679 art_17"),
        ("чл. 5 от ОРЗД", "32016R0679 art_5"),
    ),
    "cs": (
        ("článek 17 nařízení (EU) 2016/679", "32016R0679 art_17"),
        ("čl. 3 směrnice 2002/58/ES", "32002L0058 art_3"),
    ),
    "da": (
        ("artikel 17 i forordning (EU) 2016/679", "32016R0679 art_17"),
        ("databeskyttelsesforordningens artikel 17", "32016R0679 art_17"),
    ),
    "de": (
        ("Artikel 17 der Verordnung (EU) 2016/679", "32016R0679 art_17"),
        ("Art. 17 DSGVO", "32016R0679 art_17"),
    ),
    "el": (("άρθρο 17 του κανονισμού (ΕΕ) 2016/679", "32016R0679 art_17"),),
    "en": (
        ("Article 17 of the new EU AI Act", "32024R1689 art_17"),
        ("Article 3 of Council Directive 93/13/EEC", "31993L0013 art_3"),
    ),
    "es": (
        ("artículo 17 del Reglamento (UE) 2016/679", "32016R0679 art_17"),
        ("art. 17 RGPD", "32016R0679 art_17"),
    ),
    "et": (("määruse (EL) 2016/679 artikli 17 lõige 1", "32016R0679 art_17.par_1"),),
    "fi": (
        ("asetuksen (EU) 2016/679 17 artiklan 1 kohta", "32016R0679 art_17.par_1"),
        ("tietosuoja-asetuksen 17 artikla", "32016R0679 art_17"),
    ),
    "fr": (
        ("l’article 17 du règlement (UE) 2016/679", "32016R0679 art_17"),
        ("RGPD, art. 17", "32016R0679 art_17"),
    ),
    "ga": (("Airteagal 17 de Rialachán (AE) 2016/679", "32016R0679 art_17"),),
    "hr": (("članak 17. Uredbe (EU) 2016/679", "32016R0679 art_17"),),
    "hu": (
        ("az (EU) 2016/679 rendelet 17. cikke", "32016R0679 art_17"),
        ("a 2002/58/EK irányelv 3. cikke", "32002L0058 art_3"),
    ),
    "it": (
        ("articolo 17 del regolamento (UE) 2016/679", "32016R0679 art_17"),
        ("art. 17 GDPR", "32016R0679 art_17"),
    ),
    "lt": (
        ("Reglamento (ES) 2016/679 17 straipsnis", "32016R0679 art_17"),
        ("BDAR 17 straipsnis", "32016R0679 art_17"),
    ),
    "lv": (("Regulas (ES) 2016/679 17. pants", "32016R0679 art_17"), ("VDAR 17. pants", "32016R0679 art_17")),
    "mt": (("l-Artikolu 17 tar-Regolament (UE) 2016/679", "32016R0679 art_17"),),
    "nl": (
        ("artikel 17 van Verordening (EU) 2016/679", "32016R0679 art_17"),
        ("AVG art. 17", "32016R0679 art_17"),
    ),
    "pl": (
        ("art. 17 rozporządzenia (UE) 2016/679", "32016R0679 art_17"),
        ("art. 17 RODO", "32016R0679 art_17"),
    ),
    "pt": (
        ("artigo 17.o do Regulamento (UE) 2016/679", "32016R0679 art_17"),
        ("artigo 17.º do RGPD", "32016R0679 art_17"),
    ),
    "ro": (("articolul 17 din Regulamentul (UE) 2016/679", "32016R0679 art_17"),),
    "sk": (("článok 17 nariadenia (EÚ) 2016/679", "32016R0679 art_17"),),
    "sl": (("člen 17 Uredbe (EU) 2016/679", "32016R0679 art_17"),),
    "sv": (
        ("artikel 17 i förordning (EU) 2016/679", "32016R0679 art_17"),
        ("artikel 17 i dataskyddsförordningen", "32016R0679 art_17"),
    ),
}


def test_every_official_language_has_words_and_tables() -> None:
    assert len(languages()) == 24
    assert sorted(TABLES) == sorted(NAMED) == sorted(languages())


@pytest.mark.parametrize(
    ("language", "text", "expected"), [(k, *row) for k, rows in TABLES.items() for row in rows]
)
def test_targets_in_each_language(language: str, text: str, expected: str) -> None:
    (bound,) = Binder(language, "32016R0679").bind(text)
    assert "; ".join(bound.targets) == expected
    assert bound.act == "32016R0679"


@pytest.mark.parametrize(
    ("language", "text", "expected"), [(k, *row) for k, rows in NAMED.items() for row in rows]
)
def test_act_beside_the_reference_in_each_language(language: str, text: str, expected: str) -> None:
    (bound,) = Binder(language, "32022R2065").bind(text)
    assert f"{bound.act} {'; '.join(bound.targets)}" == expected


@pytest.mark.parametrize("language", sorted(TABLES))
def test_english_references_are_read_in_every_language(language: str) -> None:
    (bound,) = Binder(language).bind("Article 6(1)(f) GDPR")
    assert (bound.act, bound.targets) == ("32016R0679", ("art_6.par_1.pnt_f",))
