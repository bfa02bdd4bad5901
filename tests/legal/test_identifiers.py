"""From an address to the document that it names."""

from __future__ import annotations

import csv
import datetime as dt
import importlib.util
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srclint.legal import identifiers
from srclint.legal.identifiers import identify, is_source_url

EURLEX = "https://eur-lex.europa.eu"
TEXT = f"{EURLEX}/legal-content/EN/TXT/?uri="


@pytest.mark.parametrize(
    ("url", "document"),
    [
        (f"{TEXT}CELEX:32016R0679", "celex:32016R0679"),
        (f"{TEXT}CELEX%3A32016R0679&from=EN", "celex:32016R0679"),
        (f"{TEXT}celex:32016r0679&amp;from=EN", "celex:32016R0679"),
        (f"{TEXT}CELEX\\%3A52020DC0066", "celex:52020DC0066"),
        (f"{EURLEX}/legal-content/en/txt/html/?uri=CELEX:32016R0679", "celex:32016R0679"),
        (f"{EURLEX}/legal-content/EN/TXT?uri=CELEX:32016R0679", "celex:32016R0679"),
        (f"{EURLEX}/legal-content/AUTO/?uri=CELEX:32016R0679", "celex:32016R0679"),
        (f"{EURLEX}/legal-content/EN-FR/TXT/?qid=1&uri=CELEX:32016R0679", "celex:32016R0679"),
        (f"{TEXT}CELEX:02016R0679-20160504", "celex:02016R0679-20160504"),
        (f"{TEXT}CELEX:02016R0679", "celex:32016R0679"),
        (f"{TEXT}CELEX:32016R0679R(02)", "celex:32016R0679R(02)"),
        (f"{TEXT}CELEX:32021D1209(01", "celex:32021D1209(01)"),
        (f"{TEXT}CELEX:12016P/TXT", "celex:12016P/TXT"),
        (f"{TEXT}CELEX:12012E%2FTXT", "celex:12012E/TXT"),
        (f"{TEXT}CELEX:12016E101", "celex:12016E101"),
        (f"{TEXT}CELEX:C2012/326/02", "celex:C2012/326/02"),
        (f"{TEXT}CELEX:62022CJ0128_SUM", "celex:62022CJ0128"),
        (f"{TEXT}CELEX:61990J0006", "celex:61990CJ0006"),
        (f"{TEXT}ECLI:EU:C:2014:317", "ecli:ECLI:EU:C:2014:317"),
        (f"{TEXT}ecli%3AECLI%3AEU%3AC%3A2014%3A317", "ecli:ECLI:EU:C:2014:317"),
        (f"{EURLEX}/legal-content/redirect/?urn=ecli:ECLI:EU:C:2014:317&lang=EN", "ecli:ECLI:EU:C:2014:317"),
        (f"{TEXT}OJ:L_202401689", "celex:32024R1689"),
        (f"{TEXT}OJ:L_202499999", "oj:L_202499999"),
        (f"{TEXT}OJ:C_202401459", "oj:C_202401459"),
        (f"{TEXT}uriserv:OJ.L_.2016.119.01.0001.01.ENG&toc=OJ:L:2016:119:TOC", "celex:32016R0679"),
        (f"{TEXT}uriserv%3AOJ.L_.2001.001.01.0007.01.DEU", "oj:OJ.L_.2001.001.01.0007.01"),
        (f"{TEXT}OJ:JOL_2015_235_R_0002", "oj:JOL_2015_235_R_0002"),
        (f"{TEXT}COM:2021:206:FIN", "celex:52021PC0206"),
        (f"{TEXT}COM:2019:1:FIN", "comnat:COM_2019_0001_FIN"),
        (f"{TEXT}SWD:2021:84:FIN", "celex:52021SC0084"),
        (f"{TEXT}JOIN:2020:18:FIN", "celex:52020JC0018"),
        (f"{TEXT}CELLAR:aaaaaaaa-bbbb-11eb-9585-01aa75ed71a1", "cellar:aaaaaaaa-bbbb-11eb-9585-01aa75ed71a1"),
        (f"{TEXT}http://data.europa.eu/eli/reg/2016/679/oj", "celex:32016R0679"),
        (
            f"{EURLEX}/resource.html?uri=cellar:e0649735-a372-11eb-9585-01aa75ed71a1.0001.02/DOC_1",
            "celex:52021PC0206",
        ),
        (f"{EURLEX}/LexUriServ/LexUriServ.do?uri=CELEX:31995L0046:EN:NOT", "celex:31995L0046"),
        (f"{EURLEX}/LexUriServ/LexUriServ.do?uri=OJ:L:1995:281:0031:0050:EN:PDF", "celex:31995L0046"),
        (f"{EURLEX}/LexUriServ/LexUriServ.do?uri=COM:2012:0011:FIN:EN:PDF", "celex:52012PC0011"),
        (
            f"{EURLEX}/LexUriServ/LexUriServ.do?uri=CONSLEG:2006L0123:20061227:EN:PDF",
            "celex:02006L0123-20061227",
        ),
        (
            f"{EURLEX}/smartapi/cgi/sga_doc?smartapi!celexplus!prod!CELEXnumdoc&lg=en&numdoc=395L0046",
            "celex:31995L0046",
        ),
        ("http://data.europa.eu/eli/reg/2016/679/oj", "celex:32016R0679"),
        ("https://data.europa.eu/eli/dec_impl/2021/914/oj/fra/pdfa2a", "celex:32021D0914"),
        (f"{EURLEX}/eli/dir/1995/46", "celex:31995L0046"),
        (f"{EURLEX}/eli/dir/2016/2102/oj)**", "celex:32016L2102"),
        (f"{EURLEX}/eli/reg/2009/401/2021-07-29", "celex:02009R0401-20210729"),
        (f"{EURLEX}/eli/dec/2021/1209(1)/oj", "celex:32021D1209(01)"),
        (f"{EURLEX}/eli/reg/2016/679/corrigendum/2018-05-23/oj", "celex:32016R0679R(02)"),
        (f"{EURLEX}/eli/reg/2014/910/corrigendum/2015-01-01/oj", "eli:reg/2014/910/corrigendum/2015-01-01"),
        (f"{EURLEX}/eli/treaty/tfeu_2016/art_101/oj/eng", "celex:12016E101"),
        (f"{EURLEX}/eli/treaty/tfeu_2016/pro_12/oj", "celex:12016E/PRO/12"),
        (f"{EURLEX}/eli/treaty/teu_2016/oj", "celex:12016M/TXT"),
        (f"{EURLEX}/eli/agree_internation/2026/1081/oj", "eli:agree_internation/2026/1081"),
        ("http://publications.europa.eu/resource/celex/32016R0679R%2802%29", "celex:32016R0679R(02)"),
        ("http://publications.europa.eu/resource/oj/L_202401689", "celex:32024R1689"),
        ("http://publications.europa.eu/resource/comnat/COM_2026_0502_FIN", "comnat:COM_2026_0502_FIN"),
        ("http://publications.europa.eu/resource/ecli/ECLI%3AEU%3AC%3A2014%3A317", "ecli:ECLI:EU:C:2014:317"),
        (
            "https://op.europa.eu/en/publication-detail/-/publication/949913fa-aae4-11ef-acb1-01aa75ed71a1/language-fr",
            "cellar:949913fa-aae4-11ef-acb1-01aa75ed71a1",
        ),
        ("https://curia.europa.eu/juris/liste.jsf?num=C-634/21", "celex:62021CJ0634"),
        ("https://infocuria.curia.europa.eu/tabs/affair?searchTerm=%22T-557%2F20%22", "celex:62020TJ0557"),
        (
            "https://ec.europa.eu/transparency/documents-register/detail?ref=COM(2021)206&lang=en",
            "celex:52021PC0206",
        ),
        (
            "https://curia.europa.eu/juris/document/document.jsf;jsessionid=9A?text=&docid=21&pageIndex=0&doclang=EN&cid=8",
            "url:https://curia.europa.eu/juris/document/document.jsf?docid=21&doclang=EN",
        ),
        (
            "https://europa.eu/rapid/press-release_IP-17-1234_en.htm",
            "url:https://ec.europa.eu/commission/presscorner/detail/en/ip_17_1234",
        ),
        (
            "https://ec.europa.eu/newsroom/article29/item-detail.cfm?item_id=611236",
            "url:https://ec.europa.eu/newsroom/article29/items/611236",
        ),
        ("HTTPS://Example.ORG:443/a/../b/./c?x=%7ea&utm_source=n#top", "url:https://example.org/b/c?x=~a"),
        ("https://müller.example/ä", "url:https://xn--mller-kva.example/%C3%A4"),
        ("//example.org", "url:https://example.org/"),
        (
            "https://www.google.nl/url?sa=t&url=https%3A%2F%2Feur-lex.europa.eu%2Feli%2Freg%2F2016%2F679%2Foj",
            "celex:32016R0679",
        ),
    ],
)
def test_documents(url: str, document: str) -> None:
    found = identify(url)
    assert found.document.id == document
    assert found.error is None
    assert found.unsafe is None
    assert found.document.url.startswith("https://")


@pytest.mark.parametrize(
    ("url", "hints"),
    [
        (f"{EURLEX}/eli/reg/2016/679", {"add-oj"}),
        (f"{EURLEX}/eli/reg/2016/679/art_5/oj", {"use-fragment"}),
        (f"{EURLEX}/eli/reg/2016/679/oj/art_5", {"use-fragment"}),
        (f"{TEXT}CELEX:32016R0679&qid=1", {"session-url"}),
        (f"{EURLEX}/legal-content/EN/TXT/;ELX_SESSIONID=abc?uri=CELEX:32016R0679", {"session-url"}),
        (f"{TEXT}CELEX:32016R0679#d1e40-1-1", {"unstable-fragment"}),
        (f"{TEXT}OJ:L:2016:119:TOC", {"not-a-text"}),
        (f"{EURLEX}/search.html?qid=1&text=x", {"not-a-text"}),
        (f"{EURLEX}/homepage.html", {"not-a-text"}),
        (f"{EURLEX}/oj/direct-access.html", {"not-a-text"}),
        (f"{TEXT}LEGISSUM:310401_2", {"secondary-source"}),
        (f"{EURLEX}/EN/legal-content/summary/gdpr.html", {"secondary-source"}),
        (f"{EURLEX}/legal-content/EN/LSU/?uri=CELEX:32016R0679", {"secondary-source"}),
        (f"{EURLEX}/LexUriServ/LexUriServ.do?uri=CELEX:31995L0046:EN:HTML", {"legacy"}),
        ("http://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32016R0679", {"insecure"}),
        ("http://data.europa.eu/eli/reg/2016/679/oj", set()),
        ("https://example.org/?fbclid=1", {"tracking"}),
        ("https://example.org/?utm=1", set()),
        ("https://ec.europa.eu/commission/presscorner/detail/en/ip_26_1166", {"secondary-source"}),
        ("https://ec.europa.eu/newsroom/document.cfm?doc_id=50083", {"legacy"}),
    ],
)
def test_hints(url: str, hints: set[str]) -> None:
    assert set(identify(url).hints) == hints


@pytest.mark.parametrize(
    ("url", "language", "form", "view", "path"),
    [
        (f"{EURLEX}/legal-content/DE/TXT/PDF/?uri=CELEX:32016R0679", "de", "pdf", "TXT", None),
        (f"{EURLEX}/eli/reg/2016/679/oj/deu/html#art_5", "de", "html", None, "art_5"),
        (f"{EURLEX}/eli/reg/2016/679/oj?locale=nl#005.001", "nl", None, None, "art_5.par_1"),
        (f"{EURLEX}/eli/reg/2016/679/art_6/par_1/pnt_a/oj", None, None, None, "art_6.par_1.pnt_a"),
        (f"{TEXT}CELEX:32024R1689#cpt_III.sct_2", "en", None, "TXT", "cpt_III.sct_2"),
        (f"{TEXT}CELEX:32024R1689#anx_III", "en", None, "TXT", "anx_III"),
        (f"{TEXT}CELEX:32024R1689#tocId12", "en", None, "TXT", None),
        ("https://commission.europa.eu/law/law-topic/data-protection_fr", "fr", None, None, None),
        ("https://digital-strategy.ec.europa.eu/nl/policies/ai-office", "nl", None, None, None),
        ("https://data.consilium.europa.eu/doc/document/ST-14954-2022-INIT/en/pdf", "en", "pdf", None, None),
    ],
)
def test_language_format_and_provision(
    url: str, language: str | None, form: str | None, view: str | None, path: str | None
) -> None:
    found = identify(url)
    assert (found.language, found.format, found.view, found.path) == (language, form, view, path)


@pytest.mark.parametrize(
    ("url", "lasting"),
    [
        (f"{TEXT}CELEX:32016R0679#art_5", f"{EURLEX}/eli/reg/2016/679/oj/eng#art_5"),
        (f"{EURLEX}/eli/reg/2016/679/art_5/oj", f"{EURLEX}/eli/reg/2016/679/oj#art_5"),
        (f"{TEXT}CELEX:02016R0679-20160504", f"{EURLEX}/eli/reg/2016/679/2016-05-04/eng"),
        (
            f"{EURLEX}/LexUriServ/LexUriServ.do?uri=CELEX:31995L0046:FR:PDF",
            f"{EURLEX}/eli/dir/1995/46/oj/fra/pdf",
        ),
        (f"{TEXT}CELEX:32031R9999", f"{TEXT}CELEX:32031R9999"),
        (
            f"{EURLEX}/legal-content/EN/LSU/?uri=CELEX:32016R0679",
            f"{EURLEX}/legal-content/EN/LSU/?uri=CELEX:32016R0679",
        ),
        (f"{EURLEX}/eli/treaty/tfeu_2016/art_101/oj/eng", f"{EURLEX}/eli/treaty/tfeu_2016/art_101/oj/eng"),
        ("https://example.org/a", None),
        ("https://example.org/a?gclid=1#b", "https://example.org/a#b"),
    ],
)
def test_lasting_address(url: str, lasting: str | None) -> None:
    assert identify(url).canonical == lasting


@pytest.mark.parametrize(
    ("url", "words"),
    [
        (f"{TEXT}CELEX:32024R168", "32024R0168"),
        (f"{TEXT}CELEX:32204R1689", "year 2204"),
        (f"{TEXT}CELEX:3216R0679", "four digits of the year"),
        (f"{TEXT}CELEX:32016R067900", "at most five"),
        (f"{TEXT}CELEX:32016RR0679", "one letter"),
        (f"{TEXT}CELEX:02016R0679-20161399", "not a date"),
        (f"{TEXT}CELEX:12016E16", "12016E016"),
        (f"{TEXT}ECLI:EU:C:2014", "five"),
        (f"{TEXT}ECLI:EU:X:2014:317", "C, T and F"),
        (f"{TEXT}OJ:L_2024168", "OJ:L_202401689"),
        (f"{TEXT}OJ:L_201600679", "October 2023"),
        (f"{EURLEX}/eli/regulation/2024/1689/oj", "/eli/reg/2024/1689/oj"),
        (f"{EURLEX}/eli/reg/910/2014/oj", "/eli/reg/2014/910/oj"),
        (f"{EURLEX}/eli/dir/95/46/oj", "/eli/dir/1995/46/oj"),
        (f"{EURLEX}/eli/reg/2024/1689/oj/ger", "/deu"),
        (f"{EURLEX}/eli/reg/2016/679/2016-13-04", "not a date"),
    ],
)
def test_identifiers_that_cannot_exist(url: str, words: str) -> None:
    error = identify(url).error
    assert error is not None
    assert words in error
    assert error.endswith(".")


@pytest.mark.parametrize(
    "url",
    [
        f"{TEXT}CELEX:3XXXXRXXXX",
        f"{TEXT}CELEX:{{celex}}",
        f"{TEXT}CELEX:",
        f"{TEXT}CELEX:82014DE0001",
        f"{TEXT}CELEX:92004E003456",
        f"{TEXT}CELEX:52013XX0630(02)",
        f"{TEXT}CELEX:22019A1114(02)R(01)",
        f"{TEXT}CELEX:72016L0679DEU_123456",
        f"{TEXT}CELEX:12003TN02/04",
        f"{TEXT}CELEX:E2014C0123",
        f"{TEXT}CELEX:52024XC01459",
        f"{TEXT}CELEX:22026A01081",
        f"{EURLEX}/eli/memorandum_underst/2020/1/oj",
        f"{EURLEX}/eli/",
        f"{EURLEX}/eli-register/about.html",
        f"{EURLEX}/legal-content/",
        f"{TEXT}whatever:1",
        "https://example.org/?uri=CELEX:1",
    ],
)
def test_no_wrong_accusation(url: str) -> None:
    assert identify(url).error is None


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/a",
        "file:///etc/passwd",
        "http://localhost:8000",
        "http://a.localhost/",
        "http://printer.local/",
        "http://metadata.google.internal/",
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://017700000001/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://172.16.0.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://100.64.0.1/",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "http://192.0.2.1/",
        "http://[::1]/",
        "http://[::]/",
        "http://[fe80::1]/",
        "http://[fd00:ec2::254]/",
        "http://[fe80::1%25eth0]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[64:ff9b::a00:1]/",
        "http://[2002:7f00:1::]/",
        "http://１２７.0.0.1/",
        "http://127。0。0。1/",
        "http://127.0.0.1./",
        "http://user:pw@example.org/",
        "https://user@example.org/",
        "https://%6cocalhost/",
        "https:///x",
        "http://[::1",
        "http://example.org:99999/",
    ],
)
def test_unsafe(url: str) -> None:
    found = identify(url)
    assert found.unsafe is not None
    assert found.unsafe.endswith(".")
    assert "pw" not in found.document.id


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/",
        "http://8.8.8.8/",
        "https://[2606:4700::1111]/",
        "https://1.example.org",
        "https://local.example/",
        "https://example.org/a@b",
        "mailto:a@b.c",
        "tel:+31",
        "#frag",
        "../x.md",
        "https://0x.example/",
    ],
)
def test_safe(url: str) -> None:
    assert identify(url).unsafe is None


@pytest.mark.parametrize(
    ("url", "source"),
    [
        ("https://example.org", True),
        ("http://x", True),
        ("ftp://x/y", True),
        ("//example.org/x", True),
        ("javascript:void(0)", False),
        ("https://{tenant}.example.org/x", False),
        ("https://[name].example.org/", False),
        ("http://[2001:db8::1]/", True),
        ("file:///x", True),
        ("<https://example.org>", True),
        ("mailto:a@b.c", False),
        ("tel:+31", False),
        ("#a", False),
        ("data:text/plain,x", False),
        ("a/b.md", False),
        ("/a", False),
        ("", False),
        ("C:\\x", False),
        ("note: see", False),
        ("https://", False),
        ("page.md:3", False),
    ],
)
def test_is_source_url(url: str, source: bool) -> None:
    assert is_source_url(url) is source


def test_celex_is_read_and_made() -> None:
    celex = identifiers.parse_celex(" celex:02016r0679-20160504 ")
    assert celex is not None
    assert (celex.sector, celex.year, celex.type, celex.number) == ("0", 2016, "R", "0679")
    assert (celex.version, celex.kind) == (dt.date(2016, 5, 4), "consolidated")
    assert identifiers.parse_celex("hello") is None
    assert identifiers.check_celex("hello") is None
    assert identifiers.base_celex("02016R0679-20160504") == "32016R0679"
    assert identifiers.base_celex("32016R0679R(02)") == "32016R0679"
    assert identifiers.base_celex("12016E101") == "12016E101"
    assert identifiers.cellar_url("32016R0679R(02)").endswith("/resource/celex/32016R0679R%2802%29")
    assert identifiers.celex_to_eli("32024R1772") == "eli/reg_del/2024/1772/oj"
    assert identifiers.celex_to_eli("32031R9999") is None
    made = identifiers.document("02024R1689-20260727")
    assert (made.id, made.version) == ("celex:02024R1689-20260727", dt.date(2026, 7, 27))


@pytest.mark.parametrize(
    ("kind", "year", "number", "celex"),
    [
        ("regulation", 2016, 679, "32016R0679"),
        ("Implementing Regulation", "2024", "2690", "32024R2690"),
        ("directive", 95, 46, "31995L0046"),
        ("framework decision", 2002, 584, "32002F0584"),
        ("D", 2008, 768, "32008D0768"),
        ("recommendation", 2003, 361, "32003H0361"),
        ("treaty", 2016, 1, None),
        ("regulation", 2204, 1, None),
        ("regulation", 2016, 0, None),
        ("regulation", 2016, "x", None),
        ("regulation", 2023, 12345, "32023R12345"),
    ],
)
def test_act_numbers(kind: str, year: int | str, number: int | str, celex: str | None) -> None:
    assert identifiers.celex_of_act_number(kind, year, number) == celex


@pytest.mark.parametrize(
    ("text", "celex"),
    [
        ("C-311/18", "62018CJ0311"),
        ("Case T-557/20", "62020TJ0557"),
        ("C‑131/12", "62012CJ0131"),
        ("C-6/90", "61990CJ0006"),
        ("F-1/05", "62005FJ0001"),
        ("2024/1689", None),
        ("C-0/18", None),
    ],
)
def test_case_numbers(text: str, celex: str | None) -> None:
    assert identifiers.celex_of_case(text) == celex


def test_ecli() -> None:
    ecli = identifiers.parse_ecli("ecli:eu:c:2014:317")
    assert ecli is not None
    assert (ecli.text, ecli.court, ecli.year) == ("ECLI:EU:C:2014:317", "C", 2014)
    assert identifiers.parse_ecli("ECLI:NL:HR:2020:12") is not None
    assert identifiers.check_ecli("not one") is None


def test_languages() -> None:
    assert identifiers.three_letter("de") == "deu"
    assert [identifiers.two_letter(code) for code in ("deu", "ger", "DE", "xyz")] == ["de", "de", "de", None]


def test_press_and_newsroom_numbers() -> None:
    assert identifiers.press_reference("/commission/presscorner/detail/en/qanda_21_1683") == "QANDA/21/1683"
    assert (
        identifiers.newsroom_file("https://ec.europa.eu/newsroom/dae/redirection/document/118119") == "118119"
    )


@given(
    st.text(max_size=80)
    | st.text(max_size=40).map(TEXT.__add__)
    | st.text(max_size=40).map(f"{EURLEX}/eli/".__add__)
)
def test_never_raises(url: str) -> None:
    found = identify(url)
    assert found.document.id
    is_source_url(url)


@given(st.integers(1951, 2049), st.sampled_from("RLDFH"), st.integers(1, 99999))
def test_every_number_that_is_made_can_be_read(year: int, letter: str, number: int) -> None:
    celex = identifiers.celex_of_act_number(letter, year, number)
    assert celex is not None
    assert identifiers.check_celex(celex) is None
    assert identify(f"{TEXT}CELEX:{celex}").document.celex == celex


@pytest.mark.parametrize(
    "url", ["https://example.org/", "https://example.org/a?b=%C3%A4", "https://xn--mller-kva.example/%C3%A4"]
)
def test_normal_forms_stay_as_they_are(url: str) -> None:
    assert identify(url).document.id == f"url:{url}"


def test_vectors(real_data: Path) -> None:
    path = Path(__file__).parents[2] / "benchmarks/quality/identifiers.py"
    spec = importlib.util.spec_from_file_location("quality_identifiers", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with (real_data / "gold/vectors/urls.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    wrong = [
        row["id"]
        for row in rows
        if not set(row["expected"].split()) <= module.rendered(row["url"], identify(row["url"]))
    ]
    assert wrong == []
