"""Ordinary web pages, and bodies that are no document."""

# ruff: noqa: E501 - documents are written as they are served

from __future__ import annotations

import pytest

from srclint.model import Outline
from srclint.source.outline import NotADocument, counts, read
from srclint.source.outline.language import detect

LONG = (
    "<p>The European AI Office is the centre of expertise on artificial intelligence in the Union. It supports the "
    "development of trustworthy systems, and it monitors how providers of general-purpose models comply with the rules that "
    "apply to them. The Office works with the authorities of the Member States and with the scientific panel.</p>"
) * 6


def page(body: str, title: str = "AI Office", lang: str = "en", head: str = "") -> bytes:
    return f'<!DOCTYPE html><html lang="{lang}"><head><title>{title}</title>{head}</head><body>{body}</body></html>'.encode()


def test_main_text_sections_and_anchors() -> None:
    outline = read(
        page(
            '<header class="ecl-site-header">Menu</header><nav>Home</nav><main><h1 class="ecl-page-header__title">European AI Office</h1>'
            f'<h2 id="tasks">Tasks</h2>{LONG}<h2>Contact</h2><p>Write&nbsp;to us.</p><form>Search</form><aside>Related</aside><a name="old"></a></main>'
            "<footer>Legal notice</footer>"
        )
    )
    assert isinstance(outline, Outline)
    assert outline.format == "page"
    assert outline.title == "AI Office"
    assert outline.language == "en"
    assert {"tasks", "old"} <= outline.anchors
    assert [(s.heading, s.anchor) for s in outline.sections] == [
        ("European AI Office", None),
        ("Tasks", "tasks"),
        ("Contact", None),
    ]
    assert outline.sections[2].text == "Write to us."
    assert "centre of expertise" in outline.text
    for chrome in ("Menu", "Home", "Search", "Related", "Legal notice"):
        assert chrome not in outline.text
    assert outline.provisions == ()


def test_the_language_is_that_of_the_words() -> None:
    dutch = (
        "<main>"
        + "<p>Deze verordening is van toepassing op de aanbieders die in de Unie systemen in de handel brengen en op het gebruik van de modellen.</p>"
        * 5
        + "</main>"
    )
    outline = read(page(dutch, lang="en"))
    assert isinstance(outline, Outline)
    assert outline.language == "nl"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "de",
            "Die Verordnung gilt für die Anbieter, und die Mitgliedstaaten werden im Rahmen der Aufsicht nicht von den Pflichten befreit, die sich auf das System beziehen.",
        ),
        (
            "fr",
            "Le règlement s'applique aux fournisseurs qui mettent sur le marché des systèmes dans l'Union, et les États membres sont tenus de veiller à ce que la procédure soit suivie par une autorité.",
        ),
        (
            "pl",
            "Rozporządzenie nie ma zastosowania do systemów, które są wprowadzane do obrotu w Unii przez dostawców z państwa trzeciego oraz na podstawie umowy lub decyzji, o której mowa w art. 5.",
        ),
        (
            "sv",
            "Denna förordning ska tillämpas på leverantörer som släpper ut system på marknaden i unionen och för användare som är etablerade i ett tredjeland eller inte har ett ombud i en medlemsstat.",
        ),
        (
            "da",
            "Denne forordning finder anvendelse på udbydere, der bringer systemer i omsætning i Unionen, og på brugere, som er etableret i et tredjeland, eller for hvem det ikke er muligt at få en repræsentant.",
        ),
        (None, "OK 12 34"),
    ],
)
def test_languages_by_their_small_words(language: str | None, text: str) -> None:
    assert detect(text) == language


NOT_FOUND = [
    page("<main><h1>Page not found</h1><p>Sorry.</p></main>", "Page not found | European Commission"),
    page(
        "<main><p>The page you are looking for has moved or was deleted.</p></main>",
        "404 - Page not found - ENISA",
    ),
    page("<main><p>x</p></main>", "The requested document does not exist. - EUR-Lex"),
    page("<main><p>Entschuldigung.</p></main>", "Seite nicht gefunden – Behörde", "de"),
    page("<main><h1>Pagina niet gevonden</h1></main>", "Autoriteit", "nl"),
    page("<main><h1>Page introuvable</h1></main>", "Autorité", "fr"),
    page("<main><h1>Strona nie istnieje</h1></main>", "Urząd", "pl"),
    page("<main><h1>Η σελίδα δεν βρέθηκε</h1></main>", "Αρχή", "el"),
    page(
        '<main><div class="ecl-message ecl-message--error" role="alert">Page not found. Try the search.</div></main>',
        "European Commission",
    ),
]


@pytest.mark.parametrize("body", NOT_FOUND)
def test_a_page_that_says_that_nothing_is_there(body: bytes) -> None:
    found = read(body)
    assert isinstance(found, NotADocument)
    assert found.kind == "soft-404"
    assert found.evidence


TAKEN_AT_THEIR_WORD = [
    page(
        f"<main><h1>How to write a good page not found page</h1>{LONG}</main>",
        "How to write a page not found page - Blog",
    ),
    page(
        f"<main><h1>404 Not Found</h1><h2>Cause</h2>{LONG}<h2>See also</h2>{LONG}</main>",
        "404 Not Found - HTTP reference",
    ),
    page(
        "<main><p>Article 404 of the code concerns lost property. It was not found in the list.</p></main>",
        "Article 404 of the code",
    ),
    page(
        f"<main><h1>Robots</h1><p>We verify that you are human with a captcha.</p>{LONG}</main>",
        "About captchas",
    ),
    page(
        f'<main><h1>Contact</h1>{LONG}<script src="https://www.google.com/recaptcha/api.js"></script><div class="g-recaptcha"></div></main>',
        "Contact",
    ),
    page(
        f"<main><h1>Lost and not found: missing children in Europe</h1>{LONG}</main>",
        "Not found: missing children - News",
    ),
    page(
        f'<main><h1>News</h1><div class="ecl-message" role="alert">Some links in this text may lead to a page not found error.</div>{LONG}</main>',
        "News",
    ),
    page(
        f"<main><h1>When a service is temporarily unavailable</h1>{LONG}</main>",
        "Service unavailable: what the DSA says",
    ),
    page(
        "<main><h1>Short notice</h1><p>The Commission adopted the decision today.</p></main>", "Short notice"
    ),
]


@pytest.mark.parametrize("body", TAKEN_AT_THEIR_WORD)
def test_a_page_about_missing_pages_is_a_page(body: bytes) -> None:
    assert isinstance(read(body), Outline)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("challenge", page('<div id="challenge-container"></div><script>AwsWafIntegration.getToken()</script><noscript>JavaScript is disabled</noscript>', "")),
        ("challenge", page("<h1>Just a moment...</h1><p>Enable JavaScript and cookies to continue</p><script src='/cdn-cgi/challenge-platform/x.js'></script>", "Just a moment...")),
        ("challenge", page("<p>Checking your browser before accessing the site.</p>", "Please wait")),
        ("empty", b""),
        ("empty", b" \r\n "),
        ("empty", page("<script>render()</script>", "")),
        ("outage", page("<h1>Service unavailable</h1><p>Try later.</p>", "Service unavailable")),
        ("outage", page("<main><p>x</p></main>", "EUR-Lex is temporarily not fully available")),
        ("search-results", page(f"<h1>Search results</h1>{LONG}", "Search results - EUR-Lex")),
        ("no-text", page('<div id="MainContent"><div class="alert alert-warning">The HTML format is unavailable in your User interface language</div></div>', "EUR-Lex - 01962R0017 - EN - EUR-Lex")),
        ("unreadable", bytes(range(256)) * 20),
        ("unreadable", b"PK\x03\x04" + bytes(300)),
        ("unreadable", b"%PDF-1.7\nnothing"),
        ("unreadable", b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><ACT>&b;</ACT>"),
        ("unreadable", b"<?xml version='1.0'?><rss><channel/></rss>"),
        ("unreadable", b"\xff" * 5000),
    ],
)  # fmt: skip
def test_what_is_no_document(kind: str, body: bytes) -> None:
    found = read(body)
    assert isinstance(found, NotADocument)
    assert found.kind == kind
    assert found.evidence.endswith(".")


def test_character_sets() -> None:
    words = "<html><head><meta charset='iso-8859-1'></head><body><main><h1>Règlement général</h1><p>été à Liège</p></main></body></html>"
    for encoded in (
        words.encode("latin-1"),
        words.encode(),
        words.encode("utf-8-sig"),
        words.encode("utf-16"),
    ):
        outline = read(encoded)
        assert isinstance(outline, Outline)
        assert outline.text == "Règlement général\nété à Liège"
    greek = "<html><body><main><p>Ο κανονισμός</p></main></body></html>".encode("iso-8859-7")
    outline = read(greek, content_type="text/html; charset=ISO-8859-7")
    assert isinstance(outline, Outline)
    assert outline.text == "Ο κανονισμός"


def test_plain_text_claims_no_structure() -> None:
    outline = read(b"Article 1\nIt is short.")
    assert isinstance(outline, Outline)
    assert outline.text == "Article 1\nIt is short."
    assert outline.provisions == ()


def test_counts() -> None:
    outline = read(b"<html><body><p class='oj-ti-art'>Article 1</p><p class='oj-normal'>x</p></body></html>")
    assert isinstance(outline, Outline)
    assert counts(outline) == {"articles": 1, "recitals": 0, "annexes": 0, "chapters": 0}
