"""``html``: the evidence report as markup; a real browser looks at it in ``tests/browser``."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise

import pytest

from srclint.model import Scope, Support, SupportVerdict, Suppressed, Tier, Verdict, VerdictState
from srclint.report import PAGED, Style, render
from srclint.report.evidence import State, claim_ids, evidence
from srclint.report.htmlreport.markup import anchor, words
from srclint.report.htmlreport.names import page_names
from srclint.report.htmlreport.states import LOOKS

VOID = {"meta", "link", "input", "br", "path", "use", "rect"}


class Page(HTMLParser):
    """A page's elements with their attributes and own words; checks that all of them are closed."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, names)
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.words.append(data)

    def all(self, tag, **attributes):
        return [
            found
            for name, found in self.elements
            if name == tag and all(found.get(key) == value for key, value in attributes.items())
        ]

    @property
    def ids(self):
        return [found["id"] for _, found in self.elements if found.get("id")]

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


def one(case, **changes):
    return render("html", case.report(**changes), Style())


def many(case):
    return case.report(case.first_article(), case.second_article())


@pytest.fixture(scope="module")
def page(evidence_case) -> Page:
    return Page(one(evidence_case))


# --------------------------------------------------------------------------- what it shows


def test_every_claim_is_marked_with_its_state_and_leads_to_its_card(evidence_case, page):
    entry = evidence_case.first_article()
    claims = {c.id: c for c in evidence(entry) if c.needed or c.sources}
    marked = {e["id"].removeprefix("c-"): e["class"].split()[1] for e in page.all("span") if e.get("id")}
    assert claims.keys() <= marked.keys()
    assert all(marked[id_] == claim.state for id_, claim in claims.items())
    assert len(set(marked.values())) >= 8
    cards = [e for e in page.all("li") if "card" in (e.get("class") or "").split()]
    assert {f"e-{id_}" for id_ in marked} == {card["id"] for card in cards}
    assert {f"#e-{id_}" for id_ in marked} == {
        e["href"] for e in page.all("a") if "tag" in (e.get("class") or "").split()
    }


def test_the_passage_stands_beside_the_claim_with_the_words_around_it(evidence_case):
    text = one(evidence_case)
    exact, before, after = evidence_case.ARTICLE_3
    shown = (
        f'<span class="around">{before} </span><span class="exact">{exact}</span>'
        f'<span class="around"> {after}</span>'
    )
    assert text.count(shown) == 3
    card = text[text.index('<li class="card mismatch') :]
    card = card[: card.index("</li>")]
    assert shown in card
    assert (
        f'<a href="{evidence_case.ACT}#art_3" rel="noreferrer noopener">Article 3 at the source</a>' in card
    )
    assert "3 % is not in Article 3, which has 2 %." in card
    assert 'lang="en" dir="auto"' in card


def test_text_headings_lists_and_tables_are_markup_of_their_own(evidence_case, page):
    assert [e.get("value") for e in page.all("li") if e.get("value")] == ["1", "2", "3"]
    assert "Who must act, and when" in page.text
    assert page.all("div", role="group", tabindex="0")
    assert len(page.all("h1")) == 1
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for landmark in ("header", "main", "footer"):
        assert len(page.all(landmark)) == 1


def test_the_figures_have_words_beside_the_bar(evidence_case, page):
    (bar,) = [e for e in page.all("svg") if e.get("role") == "img"]
    counts = Counter(c.state for c in evidence(evidence_case.first_article()) if c.needed or c.sources)
    counts[State.UNSOURCED] += 1 - counts[State.UNSOURCED]  # the claim that a finding is about
    assert bar["aria-label"].startswith(f"{sum(counts.values())} claims: ")
    for state, count in counts.items():
        assert f"{count} {LOOKS[state].title.lower()}" in bar["aria-label"]
        assert f"{count} {LOOKS[state].title}" in page.text


def test_the_way_back_from_each_provision(evidence_case):
    text = one(evidence_case)
    table = text[text.index('id="provisions"') :]
    rows = re.findall(r'<th scope="row">(.*?)</th><td>(.*?)</td>', table)
    claims = {name: re.findall(r"#c-([0-9a-f]{12})", cells) for name, cells in rows}
    ids = claim_ids(evidence_case.first_article().article)
    units = {unit.id: unit.plain for unit in evidence_case.first_article().article.units}
    back = {claim: unit for unit, claim in ids.items()}
    assert [name for name in claims if name.startswith("Article")] == [
        "Article 1", "Article 2", "Article 2(2)", "Article 2(3)", "Article 3", "Article 4", "Article 40",
    ]  # fmt: skip
    assert [units[back[c]][:12] for c in claims["Article 3"]] == [
        "The fine is ",
        "Breach: no r",
        "Breach: fals",
    ]


def test_findings_lead_to_their_places_and_every_link_inside_the_page_arrives(evidence_case):
    for text in (one(evidence_case), render("html", many(evidence_case), Style())):
        page = Page(text)
        assert len(page.ids) == len(set(page.ids))
        inside = {e["href"] for e in page.all("a") if e["href"].startswith("#")}
        assert {link[1:] for link in inside} <= set(page.ids)
        assert {e["href"][1:] for e in page.all("use")} <= set(page.ids)
        found = [e["href"] for e in page.all("a") if e.get("class") == "at"]
        assert len(found) == 6
        assert all(link.startswith("#c-") for link in found)


def test_a_finding_outside_claims_leads_to_its_source_its_block_or_the_article(evidence_case):
    entry = evidence_case.first_article()
    (error, *_) = [f for f in entry.findings if f.code == "SRC401"]
    problem = error.problem

    def place(**changes):
        moved = replace(error, problem=replace(problem, **{"unit": None, "citation": None, **changes}))
        text = render("html", evidence_case.report(replace(entry, findings=(moved,))), Style())
        (link,) = [e["href"] for e in Page(text).all("a") if e.get("class") == "at"]
        assert link[1:] in Page(text).ids
        return link

    assert place(citation="fn:3").startswith("#s-")
    heading = entry.article.blocks[2]
    assert place(span=entry.article.span(heading.start, heading.end)).startswith("#b-")
    assert place(span=entry.article.span(0, 3)).startswith("#a-")


def test_suppressed_findings_are_counted_only(evidence_case):
    entry = evidence_case.first_article()
    hidden = tuple(replace(f, suppressed=Suppressed("inline", "known")) for f in entry.findings)
    page = Page(render("html", evidence_case.report(replace(entry, findings=hidden)), Style()))
    assert "No findings. 6 findings suppressed." in page.text
    assert "Check the number." not in page.text


def test_an_unreadable_article_is_said_to_be(build, evidence_case):
    broken = build.judged(build.article("x", "b.md", unreadable="It is no text."))
    page = Page(render("html", evidence_case.report(evidence_case.second_article(), broken), Style()))
    assert "could not be read" in page.text


def test_an_article_without_its_text_shows_its_claims(build):
    page = Page(render("html", build.report(), Style()))
    assert "Fines of up to 3 % are set out in Art. 640." in page.text
    assert "Source or provision not there" in page.text


def test_nothing_at_all(build):
    page = Page(render("html", build.report(sources=()), Style()))
    assert page.all("main")
    empty = Page(render("html", replace(build.report(), articles=(), sources=()), Style()))
    assert "0 articles" in empty.text


def test_nothing_is_called_true_and_not_checked_is_no_pass(page):
    assert "Nothing here is called true" in page.text
    assert not re.search(r"\b(supported|correct claim|true claim|passed|confirmed)\b", page.text)
    assert "Not checked: blocked." in page.text


# --------------------------------------------------------------------------- states


def test_the_gravest_state_of_its_sources_is_the_claims(build):
    def state(verdict, citation=VerdictState.VERIFIED, reference=VerdictState.VERIFIED, **changes):
        support = {"u2": (Support("fn:1", SupportVerdict(verdict), **changes),)} if verdict else {}
        entry = build.judged(
            citations={"fn:1": Verdict(citation, "why")},
            references={"r1": Verdict(reference)},
            support=support,
        )
        (_, claim) = evidence(entry)
        return claim.state

    assert state(None) is State.READ
    assert state("consistent") is State.CONSISTENT
    assert state("unchecked", reason="no-facts") is State.READ
    assert state("unchecked", reason="not-in-language") is State.UNVERIFIED
    assert state("consistent", citation=VerdictState.GONE) is State.GONE
    assert state("consistent", reference=VerdictState.MISSING) is State.GONE
    assert state(None, citation=VerdictState.UNVERIFIED) is State.UNVERIFIED
    assert state(None, citation=VerdictState.NOT_CHECKED) is State.UNVERIFIED
    assert state(None, reference=VerdictState.UNVERIFIED) is State.UNVERIFIED
    for verdict in ("mismatch", "elsewhere", "outdated", "not-in-provision"):
        assert state(verdict) == verdict


def test_of_several_sources_a_compared_one_goes_before_one_that_nobody_could_read(build):
    article = build.article()
    cited = article.units[1]
    other = replace(article.citations[0], id="fn:2", label="2", marks=())
    both = replace(cited, coverage=(*cited.coverage, replace(cited.coverage[0], citation="fn:2")))
    article = replace(article, units=(both,), citations=(*article.citations, other), references=())
    entry = build.judged(
        article,
        citations={
            "fn:1": Verdict(VerdictState.UNVERIFIED, "blocked"),
            "fn:2": Verdict(VerdictState.VERIFIED),
        },
        support={"u2": (Support("fn:2", SupportVerdict.CONSISTENT),)},
    )
    (claim,) = evidence(entry)
    assert claim.state is State.CONSISTENT
    assert claim.states == {State.CONSISTENT, State.UNVERIFIED}


def test_scope_decides_what_counts_as_a_source(build):
    article = build.article()
    weak = replace(article.units[1], coverage=(replace(article.units[1].coverage[0], strength="weak"),))
    entry = build.judged(replace(article, units=(weak,)))
    (claim,) = evidence(entry)
    assert (claim.state, claim.sources) == (State.UNSOURCED, ())
    page = Page(render("html", build.report(entry), Style()))
    assert "Too far off to count: footnote 1" in page.text
    assert "nearest passage" not in page.text
    support = {"u2": (Support("fn:1", SupportVerdict.CONSISTENT, exact="A passage."),)}
    page = Page(render("html", build.report(replace(entry, support=support)), Style()))
    assert "The nearest passage there: A passage." in page.text
    assert "Nothing contradicts it" not in page.text[: page.text.index("How to read this page")]
    (claim,) = evidence(build.judged(replace(article, units=(weak,), scope=Scope.SECTION)))
    assert len(claim.sources) == 1


def test_the_id_of_a_claim_outlives_an_edit_above_it_and_tells_equals_apart(build):
    article = build.article()
    before = claim_ids(article)
    assert all(re.fullmatch("[0-9a-f]{12}", id_) for id_ in before.values())
    key = "\0".join((article.path, article.units[0].plain, "1")).encode()
    assert before["u1"] == hashlib.sha256(key).hexdigest()[:12]
    moved = replace(
        article, units=(replace(article.units[0], id="u7", plain="The  AI Office\nsupervises the models."),)
    )
    assert claim_ids(moved)["u7"] == before["u1"]
    twice = replace(article, units=(article.units[0], replace(article.units[0], id="u3")))
    assert len(set(claim_ids(twice).values())) == 2
    assert claim_ids(replace(article, path="b.md"))["u1"] != before["u1"]


# --------------------------------------------------------------------------- harmless


HOSTILE = (
    "</title><script>alert(1)</script><img src=x onerror=alert(1)>\u202eevil\u2066\x1b[31m\x00 \" ' &"
    " ::error::x ##[error]y"
)


def test_hostile_words_stay_words(evidence_case):
    text = evidence_case.TEXT.replace(
        "Small Records Regulation", f"Regulation `{HOSTILE}`".replace("\x00", "")
    )
    entry = evidence_case.first_article(f"a/{HOSTILE}.md", text)
    article = replace(entry.article, title=HOSTILE)
    citations = tuple(replace(c, description=HOSTILE, text=HOSTILE, label=HOSTILE) for c in article.citations)
    entry = replace(
        entry,
        article=replace(article, citations=citations, language='en" onload="x'),
        findings=tuple(
            replace(f, problem=replace(f.problem, message=HOSTILE, help=HOSTILE)) for f in entry.findings
        ),
        support={
            unit: tuple(
                replace(s, exact=HOSTILE, prefix=HOSTILE, suffix=HOSTILE, note=HOSTILE, provision=HOSTILE, url=f"https://x.test/{HOSTILE}")
                for s in supports
            )
            for unit, supports in entry.support.items()
        },
    )  # fmt: skip
    for out in (
        render("html", evidence_case.report(entry), Style()),
        *PAGED["html"](evidence_case.report(entry, evidence_case.second_article()), Style()).values(),
    ):
        page = Page(out)
        tags = {tag for tag, _ in page.elements}
        assert not tags & {"script", "img", "iframe", "object", "form", "base"}
        for tag, attributes in page.elements:
            assert not any(
                name.startswith("on") or name in ("src", "srcset", "style") for name in attributes
            ), tag
        assert not [char for char in out if char in "\u202e\u2066\x1b\x00"]
        assert not [line for line in out.splitlines() if line.lstrip().startswith("::")]
        assert "##[" not in out


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "data:text/html,x", "file:///etc/passwd",
     "//x.test/", "vbscript:x", "\x01javascript:alert(1)", ""],
)  # fmt: skip
def test_only_addresses_of_the_web_become_links(evidence_case, url):
    assert anchor("x", url) == "x"
    entry = evidence_case.first_article()
    citations = tuple(replace(c, url=url) for c in entry.article.citations)
    support = {u: tuple(replace(s, url=url) for s in found) for u, found in entry.support.items()}
    entry = replace(entry, article=replace(entry.article, citations=citations), support=support)
    page = Page(render("html", evidence_case.report(entry), Style()))
    assert all(e["href"].startswith(("#", "https://", "http://")) for e in page.all("a"))


def test_hidden_characters_are_shown_and_joiners_kept():
    assert words("a\u202eb<\u200d") == 'a<span class="esc">\\u202e</span>b&lt;\u200d'
    assert words("a\n::set-output") == "a&#10;::set-output"


def test_the_page_may_ask_for_nothing_and_run_nothing(evidence_case):
    text = one(evidence_case)
    page = Page(text)
    (policy,) = [e["content"] for e in page.all("meta") if e.get("http-equiv")]
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert "url(" not in style
    assert "@import" not in style
    assert "</" not in style
    assert {e["href"] for e in page.all("link")} == {"data:,"}


# --------------------------------------------------------------------------- many articles


def test_one_page_for_many_articles_begins_with_an_index(evidence_case):
    text = render("html", many(evidence_case), Style())
    page = Page(text)
    assert page.all("caption")
    links = [e["href"] for e in page.all("a") if e["href"].startswith("#a-")]
    assert [link[1:] for link in links[:2]] == [
        e["id"] for e in page.all("section") if e.get("id", "").startswith("a-")
    ]
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert [e["lang"] for e in page.all("h2", dir="auto")] == ["nl", "en"]


def test_a_folder_has_an_index_and_a_page_an_article(evidence_case):
    pages = PAGED["html"](many(evidence_case), Style())
    assert next(iter(pages)) == "index.html"
    assert len(pages) == 3
    for name, text in pages.items():
        for link in (e["href"] for e in Page(text).all("a")):
            if not link.startswith("http"):
                file, _, place = link.partition("#")
                target = Page(pages[file or name])
                assert not place or place in target.ids
    assert all("index.html" in {e["href"] for e in Page(pages[n]).all("a")} for n in list(pages)[1:])


def test_names_of_pages_are_safe_and_never_alike():
    paths = ["a/b.md", "a-b.md", "A/B.md", "a_b.md", "../../etc/passwd", "CON.md", "ü.md", "日本.md", "x" * 400 + ".md",
             "y" + "x" * 400 + ".md", "index.html", ".md", "a\nb.md"]  # fmt: skip
    names = page_names(paths)
    assert len({name.lower() for name in names.values()}) == len(paths)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]{0,80}\.html", name) for name in names.values())
    assert "index.html" not in names.values()
    assert page_names(["a/b.md"])["a/b.md"] == names["a/b.md"]


# --------------------------------------------------------------------------- colours


def _colours(sheet: str) -> dict[str, dict[str, str]]:
    """The custom properties that are colours, by scheme."""
    light, dark = sheet.split("@media screen and (prefers-color-scheme: dark)", 1)
    find = re.compile(r"--([a-z-]+): (#[0-9a-f]{6})").findall
    return {"light": dict(find(light)), "dark": dict(find(light)) | dict(find(dark.partition("\n}\n")[0]))}


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one_: str, other: str) -> float:
    """The ratio of WCAG 2.1."""
    low, high = sorted((_luminance(one_), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_ratio_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_pairs_of_colours_have_the_contrast_of_wcag_aa(scheme):
    sheet = files("srclint.report.htmlreport").joinpath("evidence.css").read_text("utf-8")
    colour = _colours(sheet)[scheme]
    grounds = ["paper", "surface", "sunken"]
    washes = [f"{state}-wash" for state in State]
    text = [(ink, ground) for ink in ("text", "quiet", "link") for ground in grounds]
    text += [("text", wash) for wash in washes]
    text += [("paper", "text")]  # the chosen filter
    for state in State:
        text += [(f"{state}-ink", ground) for ground in (*grounds, f"{state}-wash")]
    signs = [("edge", ground) for ground in grounds] + [("focus", ground) for ground in (*grounds, *washes)]
    poor = [
        (a, b, round(contrast(colour[a], colour[b]), 2))
        for a, b in text
        if contrast(colour[a], colour[b]) < 4.5
    ]
    poor += [
        (a, b, round(contrast(colour[a], colour[b]), 2))
        for a, b in signs
        if contrast(colour[a], colour[b]) < 3
    ]
    assert not poor
    assert set(colour) == {"paper", "surface", "sunken", "text", "quiet", "line", "edge", "link", "focus",
                           *washes, *(f"{state}-ink" for state in State)}  # fmt: skip


def test_the_page_of_an_article_counts_its_own(evidence_case):
    report = evidence_case.report(evidence_case.first_article(), evidence_case.second_article())
    pages = PAGED["html"](report, Style())
    (dutch,) = [Page(text) for text in pages.values() if '<h1 lang="nl"' in text]
    assert "No findings." in dutch.text
    assert "in 1 article: " in dutch.text
    assert "1 source: 1 verified." in dutch.text
    index = Page(pages["index.html"])
    assert "Found 2 errors, 3 warnings, 1 note." in index.text
    assert "in 2 articles: " in index.text
    assert "3 sources: 2 verified, 1 not checked (blocked)." in index.text


def test_a_statement_that_needs_no_source_is_counted_apart_and_told_where_it_differs(build):
    article = build.article()
    soft = replace(article.units[1], tier=Tier.SOFT)
    article = replace(article, units=(article.units[0], soft), references=())
    entry = build.judged(
        article,
        citations={"fn:1": Verdict(VerdictState.VERIFIED)},
        support={"u2": (Support("fn:1", SupportVerdict.MISMATCH, note="3 % is not in it."),)},
    )
    report = build.report(entry)
    page = Page(render("html", report, Style()))
    assert (
        "0 of 1 claim that needs a source have one; 0 were compared with the passage. 1 other statement is shown."
        in page.text
    )
    # The figures of an index are those of the summary: claims, and how many have a source.
    index = PAGED["html"](report, Style())["index.html"]
    assert [int(n) for n in re.findall(r'data-of="[a-z ]+">(\d+)<', index)][:2] == [1, 0]
    assert "**differs from its source**: 3 % is not in it." in render("markdown", report, Style())
