"""Signs of pages that are not there, pages about such pages, the press corner, and local folders."""

from __future__ import annotations

import json

import pytest

from srclint.model import Fetched, Gone, Outline, Unverified
from srclint.source import eurlex, web
from srclint.source.local import SourceDirs
from srclint.source.lookup import LookupRequest
from srclint.source.wire import Answer, Hop

BODY = "<html><head><title>{title}</title></head><body><h1>{heading}</h1></body></html>"


def judge(title, heading, text="Sorry.", url="https://agency.example/x", hops=(), format_="page"):
    body = BODY.format(title=title, heading=heading).encode()
    answer = Answer(url, 200, {}, body, tuple(hops))
    return web.soft_404(answer, Outline(format_, title=title, text=text))


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("Page not found", "Page not found"),
        ("Page not found | Agency", "Page not found"),
        ("404 - Not found", "Oops 404"),
        ("Agency – Seite nicht gefunden", "Seite nicht gefunden"),
        ("Page introuvable", "Page introuvable"),
        ("Agency", "PAGE NOT FOUND!"),
        ("404", ""),
        ("Agency", "<span>Sorry, page&nbsp;not found</span>"),
        ("Error 404 — Agency", "404"),
        ("Página no encontrada · Org", ""),
        ("Agency", "Sorry, this page can’t be found."),
    ],
)
def test_trips(title, heading):
    found = judge(title, heading)
    assert found is not None
    assert (found.reason, found.status) == ("soft-404", 200)


@pytest.mark.parametrize(
    ("title", "heading", "text"),
    [
        ("How to design a page not found page", "How to design a page not found page", "Short."),
        ("Page not found: what EU sites do", "Page not found: what EU sites do", "Short."),
        ("404 | Numbers of the day", "The number 404", "Short."),
        ("Not found | Case law database", "Judgment in case C-404/19", "Short."),
        ("Document not found", "Document not found", "A long report about a lost document. " * 120),
        ("Regulation 404/2011", "Regulation (EU) No 404/2011", "Short."),
        ("Evidence not found in 12 cases", "Evidence not found", "Short."),
        ("Gone with the wind", "Gone", "Short."),
        ("", "", ""),
        ("Room 404 - Agency", "Room 404", "Short."),
    ],
)
def test_must_not_trip(title, heading, text):
    assert judge(title, heading, text) is None


def test_acts_are_never_soft_404s():
    assert judge("Page not found", "Page not found", format_="oj-html") is None


def test_host_rules():
    title = "The requested document does not exist. - EUR-Lex"
    assert judge(title, "", url="https://eur-lex.europa.eu/x", text="long " * 2000) is not None
    assert judge(title, "", url="https://agency.example/x", text="long " * 2000) is None


@pytest.mark.parametrize(
    ("first", "last", "soft"),
    [
        ("/a/b", "/", True),
        ("/a/b", "/en", True),
        ("/a/b", "/en/", True),
        ("/a/b", "/index_en.htm", True),
        ("/a", "/nl-be/home", True),
        ("/", "/en", False),
        ("/en", "/fr", False),
        ("/a/b", "/c", False),
        ("/a/b", "/?p=1", False),
        ("/index.php?id=3", "/", True),
        ("/a", "/404", True),
        ("/a", "/en/page-not-found/", True),
        ("/a", "/errors/404.html", True),
        ("/a", "/en/ai", False),
        ("/a", "/xx", False),
    ],
)
def test_redirects_to_nowhere(first, last, soft):
    hop = Hop(f"https://agency.example{first}", 302, f"https://agency.example{last}", False)
    found = judge("Agency", "Welcome", url=f"https://agency.example{last}", hops=[hop])
    assert (found is not None) is soft


@pytest.mark.parametrize(
    ("url", "api"),
    [
        (
            "https://ec.europa.eu/commission/presscorner/detail/en/ip_26_1166",
            "?reference=IP/26/1166&language=en",
        ),
        (
            "https://ec.europa.eu/commission/presscorner/detail/FR/QANDA_21_1683#x",
            "?reference=QANDA/21/1683&language=fr",
        ),
        (
            "https://ec.europa.eu/commission/presscorner/detail/en/statement_2025_12",
            "?reference=STATEMENT/2025/12&language=en",
        ),
        ("https://ec.europa.eu/commission/presscorner/home/en", None),
        ("https://ec.europa.eu/commission/presscorner/detail/en/", None),
        ("https://other.example/commission/presscorner/detail/en/ip_26_1166", None),
    ],
)
def test_press_references(url, api):
    found = eurlex.press_reference(url.split("#", 1)[0])
    assert (
        found and found[0].removeprefix("https://ec.europa.eu/commission/presscorner/api/documents")
    ) == api


class TestPressCorner:
    URL = "https://ec.europa.eu/commission/presscorner/detail/en/ip_26_1166"

    def serve(self, kit, status, body, kind="application/json"):
        kit.server.routes["/ec/commission/presscorner/api/"] = kit.reply(
            status, body, f"Content-Type: {kind}"
        )
        kit.server.routes["/ec/commission/presscorner/detail/"] = kit.reply(200, b"<html>shell</html>")
        return kit.one(kit.page(self.URL), "en")

    def test_its_text_comes_from_the_data_service(self, kit):
        data = {
            "docuLanguageResource": {
                "title": "Rules <now>",
                "htmlContent": "<p>They apply.</p>",
                "language": {"code": "EN"},
            }
        }
        source = self.serve(kit, 200, json.dumps(data).encode())
        assert isinstance(source, Fetched)
        assert (source.outline.title, source.outline.language) == ("Rules &lt;now&gt;", "en")
        assert "They apply." in source.outline.text
        assert kit.server.paths() == [
            "/ec/commission/presscorner/api/documents?reference=IP/26/1166&language=en"
        ]

    def test_unknown_to_the_service(self, kit):
        assert isinstance(self.serve(kit, 404, b"{}"), Gone)

    @pytest.mark.parametrize(
        ("status", "body", "kind"),
        [
            (404, b"<html>", "text/html"),
            (200, b"<html>", "text/html"),
            (200, b"[]", "application/json"),
            (200, b'{"docuLanguageResource":{"title":1,"htmlContent":2}}', "application/json"),
        ],
    )
    def test_another_shape_than_the_known_one_proves_nothing(self, kit, status, body, kind):
        assert isinstance(self.serve(kit, status, body, kind), Unverified)


def test_the_outage_of_eurlex(kit):
    kit.server.routes["/eurlex/"] = kit.reply(302, b"", "Location: https://eur-lex.europa.eu/TodayOJ/")
    kit.server.routes["/eurlex/TodayOJ"] = kit.reply(200, b"<html>Notice</html>")
    source = kit.one(kit.page("https://eur-lex.europa.eu/browse/x"), attempts=1)
    assert (type(source), source.reason) == (Unverified, "server-error")


def test_a_page_cited_in_two_spellings_is_one_lookup(kit):
    kit.server.routes["/w/"] = kit.reply(200, b"<html>words</html>")
    document = kit.page("https://w.test/p")
    requests = [LookupRequest(document, (f"https://w.test/p#{i}",), ("en",)) for i in range(5)]
    lookup = kit.lookup()
    assert list(lookup.run(requests)) == [document.id]
    assert lookup.requests == 1


class TestSourceDirs:
    def put(self, folder, *names):
        for name in names:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"<html>{name}</html>")

    @pytest.mark.parametrize(
        ("celex", "languages", "names"),
        [
            ("32024R1689", ("en",), ["EN.cellar.xhtml", "EN.html", "EN.portal-page.html", "EN.fmx.xml"]),
            (
                "32024R1689",
                ("nl", "en"),
                ["NL.html", "EN.cellar.xhtml", "EN.html", "EN.portal-page.html", "EN.fmx.xml"],
            ),
            ("32024R1689", ("mt",), []),
            ("12012E/TXT", ("en",), ["EN.html"]),
            ("32016R0679R(02)", ("en",), ["EN.xhtml"]),
            ("32022L2555", ("fr",), ["32022L2555.fr.html"]),
            ("32022L2555", ("en",), ["32022L2555.EN.pdf"]),
            ("12016M/TXT", ("en",), ["12016M_TXT.en.html"]),
            ("32016R0680", ("de",), ["32016R0680.html"]),
            ("32099R0001", ("en",), []),
        ],
    )
    def test_layouts(self, tmp_path, celex, languages, names):
        self.put(
            tmp_path,
            "32024R1689/EN.html",
            "32024R1689/EN.cellar.xhtml",
            "32024R1689/EN.fmx.xml",
            "32024R1689/NL.html",
            "32024R1689/EN.portal-page.html",
            "12012E-TXT/EN.html",
            "32016R0679R(02)/EN.xhtml",
            "32022L2555.fr.html",
            "32022L2555.EN.pdf",
            "12016M_TXT.en.html",
            "32016R0680.html",
            "MANIFEST.tsv",
            "32024R1689/notes.md",
        )
        found = SourceDirs((tmp_path / "nothing-here", tmp_path)).find(celex, languages)
        assert [file.path.name for file in found] == names

    def test_consolidated_versions_stand_beside_the_act(self, kit, tmp_path):
        self.put(
            tmp_path,
            "32024R1689/EN.html",
            "02024R1689-20260727/EN.html",
            "02024R1689-20300101.en.html",
            "02024R1689-99999999/EN.html",
            "02024R1689-20270101/notes.md",
            "02024R16890-20260727/EN.html",
            "01994D0001(01)-20010203/EN.html",
        )
        lookup = kit.lookup(source_dirs=(tmp_path,), offline=True)
        assert lookup.versions_at_hand(["32024R1689", "31994D0001(01)", "32016R0679"]) == {
            "32024R1689": ("02024R1689-20300101", "02024R1689-20260727"),
            "31994D0001(01)": ("01994D0001(01)-20010203",),
        }
        assert lookup.versions(["32024R1689"]) == {}
        assert kit.lookup(offline=True).versions_at_hand(["32024R1689"]) == {}

    def test_before_the_network_and_the_cache(self, kit, tmp_path):
        self.put(tmp_path, "32024R1689/EN.html")
        source = kit.one(kit.eu("32024R1689"), "nl", source_dirs=(tmp_path,))
        assert isinstance(source, Fetched)
        assert source.fetched_from.endswith("32024R1689/EN.html")
        assert (source.outline.language, kit.server.seen) == ("en", [])

    def test_what_cannot_be_read_is_passed_over(self, kit, tmp_path):
        self.put(tmp_path, "32024R1689/EN.html")
        tmp_path.joinpath("32024R1689/EN.xhtml").write_bytes(b"\0\0")
        source = kit.one(kit.eu("32024R1689"), "en", source_dirs=(tmp_path,), offline=True)
        assert source.fetched_from.endswith("EN.html")
        assert kit.one(kit.eu("32016R0679"), "en", source_dirs=(tmp_path,), offline=True).reason == "offline"


def test_the_reader_of_the_house_reads_real_answers(kit):
    """The look-up and the outline reader agree on their seam."""
    act = (
        b'<html xmlns="http://www.w3.org/1999/xhtml"><body><div class="eli-container">'
        b'<div class="eli-subdivision" id="art_1"><p class="oj-ti-art">Article 1</p>'
        b'<p class="oj-normal">This Regulation lays down rules.</p></div></div></body></html>'
    )
    kit.server.routes["/cellar/"] = kit.reply(200, act, "Content-Type: application/xhtml+xml;charset=UTF-8")
    from srclint.source.outline import read

    source = kit.one(kit.eu("32024R1689"), "en", reader=read)
    assert isinstance(source, Fetched), source
    assert [p.path for p in source.outline.provisions][:1] == ["art_1"]
