"""Cellar's side of the conversation (eu-sources.md 4), played by a server of our own."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from srclint.model import Document, Fetched, Gone, Unverified
from srclint.source.answers import is_other_act
from srclint.source.cellar import join_outlines, oj_candidates
from srclint.source.lookup import HostOptions

ACT = b'<html lang="%s"><title>Act</title><body><p id="art_1">Article 1 %s</p></body></html>'


class Register:
    """A register with acts by CELEX, format and language; 303 to http, as Cellar does."""

    def __init__(self, kit, acts, sparql=None, notice=False):
        self.acts = acts  # celex -> {(format, lang3): body or status}
        self.sparql = sparql  # None: out of order; else {celex: [languages]}
        self.notice = notice
        self.kit = kit
        kit.server.routes["/cellar/resource/celex/"] = self.celex
        kit.server.routes["/cellar/resource/cellar/"] = self.content
        kit.server.routes["/cellar/webapi/rdf/sparql"] = self.select
        self.asked = []

    def celex(self, server, seen, sock):
        celex = unquote(seen.path.rsplit("/", 1)[-1])
        accept, language = seen.headers["accept"], seen.headers.get("accept-language")
        if "notice=object" in accept:
            return self.kit.reply(200 if self.notice else 404)
        if language is None or not re.fullmatch(r"[a-z]{3}", language):
            return self.kit.reply(400)
        form = "html" if "html" in accept else "fmx" if "fmx4" in accept else "pdf"
        self.asked.append((celex, form, language))
        found = self.acts.get(celex, {}).get((form, language))
        if found is None:
            return self.kit.reply(404)
        if isinstance(found, int):
            return self.kit.reply(found)
        if isinstance(found, list):
            links = "".join(
                f'<a href="http://publications.europa.eu/resource/cellar/{celex}.{form}.{language}/DOC_{i}">x</a>'
                for i in range(1, len(found) + 1)
            )
            return self.kit.reply(300, f"<html>{links}</html>".encode())
        return self.kit.reply(
            303,
            b"",
            f"Location: http://publications.europa.eu/resource/cellar/{celex}.{form}.{language}/DOC_1",
        )

    def content(self, server, seen, sock):
        match = re.fullmatch(r".*/resource/cellar/(.+)\.(\w+)\.(\w+)/DOC_(\d+)", unquote(seen.path))
        assert seen.headers["accept-language"] == match[3]
        found = self.acts[match[1]][match[2], match[3]]
        body = found[int(match[4]) - 1] if isinstance(found, list) else found
        if seen.headers.get("if-none-match") == '"e1"':
            return self.kit.reply(304)
        return self.kit.reply(200, body, "Content-Type: application/xhtml+xml", 'ETag: "e1"')

    def select(self, server, seen, sock):
        if self.sparql is None:
            return self.kit.reply(
                200, b"Virtuoso 37000 Error SP030: SPARQL compiler", "Content-Type: text/plain"
            )
        query = parse_qs(urlsplit(seen.path).query)["query"][0]
        celex = re.search(r'"(\w[^"]*)"', query)[1]
        rows = [
            {"w": {"value": "w"}, "lang": {"value": f"http://x/language/{code.upper()}"}}
            for code in self.sparql.get(celex, ())
        ]
        return self.kit.reply(
            200,
            json.dumps({"results": {"bindings": rows}}).encode(),
            "Content-Type: application/sparql-results+json",
        )


def act(language="en", words=""):
    return ACT % (language.encode(), words.encode())


def test_one_act_is_two_requests_however_often_it_is_cited(kit):
    acts = {f"3202{i}R000{i}": {("html", "eng"): act()} for i in range(5)}
    Register(kit, acts)
    lookup = kit.lookup()
    requests = [kit.ask(kit.eu(celex), "en") for celex in acts for _ in range(8)]
    answers = lookup.run(requests)
    assert list(answers) == [f"celex:{celex}" for celex in acts]
    assert all(isinstance(source, Fetched) for source in answers.values())
    assert lookup.requests == len(kit.server.seen) == 10
    lookup.run(requests)
    assert lookup.requests == 10


def test_the_upgrade_and_the_headers(kit):
    Register(kit, {"32024R1689": {("html", "nld"): act("nl")}})
    source = kit.one(kit.eu("32024R1689"), "nl", contact="https://example.org/about")
    assert source.fetched_from.startswith("https://publications.europa.eu/resource/cellar/")
    assert source.outline.language == "nl"
    agents = {seen.headers["user-agent"] for seen in kit.server.seen}
    assert len(agents) == 1
    assert re.fullmatch(r"srclint/\S+ \(\+https://example\.org/about\)", agents.pop())
    assert not any("cookie" in seen.headers for seen in kit.server.seen)


@pytest.mark.parametrize(
    ("celex", "path"), [("32016R0679R(02)", "32016R0679R%2802%29"), ("12012E/TXT", "12012E%2FTXT")]
)
def test_odd_characters_of_a_number(kit, celex, path):
    Register(kit, {celex: {("html", "eng"): act()}})
    assert isinstance(kit.one(kit.eu(celex), "en"), Fetched)
    assert kit.server.paths()[0] == f"/cellar/resource/celex/{path}"


def test_order_of_formats_and_languages(kit):
    register = Register(kit, {"32000R0001": {("pdf", "eng"): b"text"}})
    source = kit.one(kit.eu("32000R0001"), "nl")
    assert isinstance(source, Fetched)
    forms = [(form, language) for _, form, language in register.asked]
    assert forms == [
        ("html", "nld"),
        ("html", "eng"),
        ("fmx", "nld"),
        ("fmx", "eng"),
        ("pdf", "nld"),
        ("pdf", "eng"),
    ]


def test_a_missing_language_falls_back_to_english(kit):
    Register(kit, {"32024R1689": {("html", "eng"): act("en")}})
    assert kit.one(kit.eu("32024R1689"), "ga").outline.language == "en"


def test_several_parts_are_put_together(kit):
    parts = [b"<html><p>Cover</p></html>", act(words="body"), b'<html><p id="anx_I">Annex I</p></html>']
    Register(kit, {"32024R1689": {("html", "eng"): parts}})
    source = kit.one(kit.eu("32024R1689"), "en")
    assert "body" in source.outline.text
    assert {"art_1", "anx_I"} <= source.outline.anchors


class TestAbsence:
    """Only Cellar's own word makes a number unknown."""

    def test_unknown_to_all(self, kit):
        Register(kit, {}, sparql={})
        source = kit.one(kit.eu("32016R9999"), "nl")
        assert (type(source), source.reason, source.status) == (Gone, "unknown-celex", 404)
        assert "database does not know" in source.evidence

    def test_unknown_while_the_database_is_out_of_order(self, kit):
        Register(kit, {}, sparql=None)
        source = kit.one(kit.eu("32016R9999"), "en")
        assert (type(source), source.reason) == (Gone, "unknown-celex")
        assert "notice" in source.evidence

    def test_registered_though_no_text_is_served(self, kit):
        Register(kit, {}, sparql=None, notice=True)
        assert kit.one(kit.eu("32016R9999"), "en").reason == "no-text"

    def test_only_in_another_language(self, kit):
        Register(kit, {}, sparql={"32016R0679R(09)": ["mlt"]})
        source = kit.one(kit.eu("32016R0679R(09)"), "nl")
        assert (type(source), source.reason) == (Unverified, "not-in-language")
        assert "mt" in source.evidence

    def test_an_act_of_this_year_may_be_too_fresh(self, kit):
        Register(kit, {}, sparql={})
        year = dt.datetime.now(dt.UTC).year
        assert kit.one(kit.eu(f"3{year}R0999"), "en").reason == "not-in-register-yet"
        assert kit.one(kit.eu(f"02016R0679-{year}1231"), "en").reason == "not-in-register-yet"

    def test_a_version_that_never_was(self, kit):
        Register(kit, {}, sparql={})
        assert kit.one(kit.eu("02016R0679-20170101"), "en").reason == "unknown-celex"

    @pytest.mark.parametrize("status", [400, 406])
    def test_listed_and_not_servable(self, kit, status):
        Register(kit, {"02022R2065-20221027": {("html", "eng"): status}}, sparql={})
        source = kit.one(kit.eu("02022R2065-20221027"), "en")
        assert (type(source), source.reason) == (Unverified, "not-servable")

    def test_a_404_of_another_host_proves_nothing(self, kit):
        kit.server.routes["/cellar/"] = kit.reply(303, b"", "Location: https://w.test/sorry")
        source = kit.one(kit.eu("32016R9999"), "en")
        assert (type(source), source.reason) == (Unverified, "network")

    def test_a_wall_before_cellar_proves_nothing(self, kit):
        kit.server.routes["/cellar/"] = kit.reply(404, b"", "x-amzn-waf-action: challenge")
        assert kit.one(kit.eu("32016R9999"), "en").reason == "blocked"


class TestTrouble:
    def test_a_rendition_in_production_is_asked_again(self, kit):
        register = Register(kit, {"32024R1689": {("html", "eng"): act()}})

        def busy(server, seen, sock):
            if len(server.seen) <= 2:
                return kit.reply(202 if len(server.seen) == 1 else 200)
            return register.celex(server, seen, sock)

        kit.server.routes["/cellar/resource/celex/"] = busy
        lookup = kit.lookup(fast=True, attempts=3)
        assert isinstance(lookup.run([kit.ask(kit.eu("32024R1689"), "en")])["celex:32024R1689"], Fetched)

    def test_always_in_production(self, kit):
        kit.server.routes["/cellar/"] = kit.reply(202)
        lookup = kit.lookup(fast=True, attempts=3)
        source = lookup.run([kit.ask(kit.eu("32024R1689"), "en")])["celex:32024R1689"]
        assert (source.reason, lookup.requests) == ("not-ready", 3)

    def test_a_page_without_the_text_leads_to_the_next_format(self, kit):
        Register(kit, {"32024R1689": {("html", "eng"): b"KIND:no-text", ("fmx", "eng"): act()}})
        assert isinstance(kit.one(kit.eu("32024R1689"), "en"), Fetched)

    def test_no_text_in_any_format(self, kit):
        Register(kit, {"32024R1689": {("html", "eng"): b"KIND:no-text"}}, sparql={})
        assert kit.one(kit.eu("32024R1689"), "en").reason == "no-text"

    def test_challenge(self, kit):
        kit.server.routes["/cellar/"] = kit.reply(202, b"", "x-amzn-waf-action: challenge")
        assert kit.one(kit.eu("32024R1689"), "en").reason == "blocked"


class TestOtherNames:
    def test_candidates(self):
        assert oj_candidates("L_202401346") == ("32024R1346", "32024L1346", "32024D1346")
        assert oj_candidates("L_202490459") == ("32024R90459", "32024L90459", "32024D90459")
        assert oj_candidates("JOL_2016_119_R_0001") == ()

    def test_a_directive_behind_an_oj_number(self, kit):
        Register(kit, {"32024L1346": {("html", "eng"): act()}})
        source = kit.one(Document("oj:L_202401346", "https://eur-lex.europa.eu/x"), "en")
        assert (source.document, source.outline.celex) == ("oj:L_202401346", "32024L1346")

    def test_an_unknown_oj_number_is_never_gone(self, kit):
        Register(kit, {}, sparql={})
        assert kit.one(Document("oj:L_202401346", "https://x.test"), "en").reason == "not-in-register"

    def test_other_collections(self, kit):
        kit.server.routes["/cellar/resource/ecli/ECLI%3AEU%3AC%3A2014%3A317"] = kit.reply(200, act())
        assert isinstance(kit.one(Document("ecli:ECLI:EU:C:2014:317", "https://x.test"), "en"), Fetched)
        assert kit.one(Document("dream:1", "https://x.test"), "en").reason == "not-in-register"

    @pytest.mark.parametrize(
        ("id_", "url", "path"),
        [
            ("oj:JOL_2016_119", "https://publications.europa.eu/resource/uriserv/OJ.L_.2016", "uriserv/OJ.L_.2016"),
            ("oj:C_202401459", "https://publications.europa.eu/resource/oj/C_202401459", "oj/C_202401459"),
            ("eli:C/2024/1459", "https://eur-lex.europa.eu/eli/C/2024/1459/oj", "eli/C/2024/1459/oj"),
            ("comnat:COM_2026_0502_FIN", "https://x.test", "comnat/COM_2026_0502_FIN"),
        ],
    )  # fmt: skip
    def test_the_address_that_names_it_in_cellar(self, kit, id_, url, path):
        kit.server.routes[f"/cellar/resource/{path}"] = kit.reply(200, act())
        assert isinstance(kit.one(Document(id_, url), "en"), Fetched)


class TestRegister:
    def rows(self, kit, rows, kind="application/sparql-results+json"):
        bindings = [{k: {"value": v} for k, v in row.items()} for row in rows]
        body = json.dumps({"results": {"bindings": bindings}}).encode()
        kit.server.routes["/cellar/webapi/rdf/sparql"] = kit.reply(200, body, f"Content-Type: {kind}")

    def test_versions_newest_first_and_only_its_own(self, kit):
        self.rows(kit, [
            {"celex": "32016R0679", "version": "02016R0679-20160504"},
            {"celex": "32016R0679", "version": "02099R0001-20200101"},
            {"celex": "32016R0679", "version": "02016R0679-20180525"},
            {"celex": "32024R0001"},
        ])  # fmt: skip
        lookup = kit.lookup()
        found = lookup.versions(["32016R0679", "32024R0001", "32025R0002", "32016R0679"])
        assert found == {"32016R0679": ("02016R0679-20180525", "02016R0679-20160504"), "32024R0001": ()}
        assert lookup.requests == 1

    def test_metadata(self, kit):
        self.rows(kit, [
            {"celex": "31995L0046", "inforce": "0", "end": "2018-05-24", "eif": "1995-12-13", "repealer": "32016R0679"},
            {"celex": "31995L0046", "inforce": "false", "end": "9999-12-31", "repealer": "Imhassar"},
            {"celex": "32016R0679", "inforce": "true"},
        ])  # fmt: skip
        found = kit.lookup().metadata(["31995L0046", "32016R0679", "32025R0002"])
        old = found["31995L0046"]
        assert (old.in_force, old.end_of_validity, old.repealed_by) == (
            False,
            dt.date(2018, 5, 24),
            ("32016R0679",),
        )
        assert (found["32016R0679"].in_force, found["32016R0679"].end_of_validity) == (True, None)
        assert "32025R0002" not in found

    @pytest.mark.parametrize(
        "answer",
        [
            (200, b"Virtuoso 37000 Error", "Content-Type: text/plain"),
            (200, b"{", "Content-Type: application/json"),
            (500, b"x"),
            (200, b'{"results":[]}', "Content-Type: application/json"),
        ],
    )
    def test_an_error_is_no_answer(self, kit, answer):
        kit.server.routes["/cellar/webapi/rdf/sparql"] = kit.reply(*answer)
        assert kit.lookup().versions(["32016R0679"]) == {}

    def test_a_register_without_an_answer_is_asked_once_in_a_run(self, kit, tmp_path):
        self.rows(kit, [{"celex": "32016R0679", "version": "02016R0679-20160504"}])
        assert kit.lookup(cache_dir=tmp_path).versions(["32016R0679"])
        kit.server.routes["/cellar/webapi/rdf/sparql"] = kit.reply(200, b"Virtuoso 37000 Error")
        lookup = kit.lookup(cache_dir=tmp_path, refresh=True)
        kept = {"32016R0679": ("02016R0679-20160504",)}
        assert lookup.versions(["32016R0679"]) == kept
        assert lookup.requests == 1
        assert lookup.metadata(["32016R0679"]) == {}
        assert lookup.versions(["32016R0679"]) == kept
        assert lookup.requests == 1

    def test_what_is_no_number_is_not_asked(self, kit):
        lookup = kit.lookup()
        assert lookup.versions(['32016R0679" } DROP']) == {}
        assert lookup.requests == 0

    def test_batches_and_cache(self, kit, tmp_path):
        self.rows(kit, [{"celex": f"32016R{i:04d}"} for i in range(100)])
        numbers = [f"32016R{i:04d}" for i in range(100)]
        lookup = kit.lookup(cache_dir=tmp_path)
        assert len(lookup.versions(numbers)) == 100
        assert lookup.requests == 3
        assert len(kit.lookup(cache_dir=tmp_path, offline=True).versions(numbers)) == 100


def test_manners_towards_europa_hosts(kit):
    """At most two at once and a quarter of a second apart; a redirect's next step waits for nothing."""
    Register(kit, {f"32024R{i:04d}": {("html", "eng"): act()} for i in range(3)})
    kit.lookup(hosts={}).run([kit.ask(kit.eu(f"32024R{i:04d}"), "en") for i in range(3)])
    times = sorted(seen.at for seen in kit.server.seen if "/resource/celex/" in seen.path)
    gaps = [b - a for a, b in itertools.pairwise(times)]
    assert len(kit.server.seen) == 6
    assert len(gaps) == 2
    assert min(gaps) > 0.23
    assert max(gaps) < 0.6
    assert max(seen.at for seen in kit.server.seen) - times[-1] < 0.2


def test_settings_of_a_host(kit):
    Register(kit, {f"32024R{i:04d}": {("html", "eng"): act()} for i in range(3)})
    own = {
        "publications.europa.eu": HostOptions(concurrency=1, interval=0.0, headers={"X-Key": "register"}),
        "127.0.0.1": HostOptions(headers={"X-Key": "mirror"}),
    }
    kit.lookup(hosts=own).run([kit.ask(kit.eu(f"32024R{i:04d}"), "en") for i in range(3)])
    times = [seen.at for seen in kit.server.seen]
    assert times[-1] - times[0] < 0.2
    # The register's own key is not for the mirror that stands in its place.
    assert {seen.headers.get("x-key") for seen in kit.server.seen} == {"mirror"}


def test_joining_keeps_each_provision_once():
    from srclint.model import Outline, Provision

    first = Outline("formex", provisions=(Provision("art_1", text="a"), Provision("art_2", text="b")))
    second = Outline("formex", provisions=(Provision("art_1", text="again"), Provision("anx_I", text="c")))
    joined = join_outlines([first, second])
    assert [(p.path, p.text) for p in joined.provisions] == [("art_1", "a"), ("art_2", "b"), ("anx_I", "c")]


@pytest.mark.parametrize(
    ("asked", "said", "other"),
    [
        ("32016R0679", "32016R0679", False),
        ("32016R0679", None, False),
        ("32016R0679", "32016R0680", True),
        ("32016R0679", "02016R0679-20160504", True),
        ("02016R0679-20160504", "02016R0679-20180525", False),
        ("32016R0679R(02)", "32016R0679", False),
        ("12012E/TXT", "12012P/TXT", True),
        (None, "32016R0679", False),
    ],
)
def test_a_document_that_calls_itself_another(asked, said, other):
    assert is_other_act(asked, said) is other


def test_another_document_than_asked_for_proves_nothing(kit):
    from srclint.model import Outline

    Register(kit, {"32016R0679": {("html", "eng"): act()}})
    lookup = kit.lookup(reader=lambda content, **about: Outline("oj-html", celex="32016R0680"))
    source = lookup.run([kit.ask(kit.eu("32016R0679"), "en")])["celex:32016R0679"]
    assert (type(source), source.reason) == (Unverified, "other-document")


def test_real_documents_come_through_whole(kit, real_data, tmp_path, untraced):
    """Every stored act of EUR-Lex, served as Cellar serves it, read, kept, and read again from the cache."""
    from srclint.source.outline import read

    acts = {}
    for path in sorted(real_data.joinpath("sources").glob("*/??*.*html")):
        celex = path.parent.name.replace("E-TXT", "E/TXT").replace("P-TXT", "P/TXT")
        if celex[0].isdigit() and "portal" not in path.name:
            long = {"EN": "eng", "FR": "fra", "NL": "nld", "DE": "deu"}[path.name[:2]]
            acts.setdefault(celex, {})["html", long] = path.read_bytes()
    Register(kit, acts)
    short = {"eng": "en", "fra": "fr", "nld": "nl", "deu": "de"}
    requests = [kit.ask(kit.eu(celex), short[next(iter(found))[1]]) for celex, found in acts.items()]
    first = kit.lookup(reader=read, cache_dir=tmp_path).run(requests)
    again_lookup = kit.lookup(reader=read, cache_dir=tmp_path, offline=True)
    assert {id_: getattr(source, "reason", None) for id_, source in first.items()} == dict.fromkeys(first)
    assert again_lookup.run(requests) == first
