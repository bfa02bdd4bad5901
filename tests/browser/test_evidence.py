"""The evidence report in a real browser: it opens, filters, fits, and does nothing else."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from srclint.report import PAGED, Style, render
from srclint.report.evidence import State, evidence

WIDTHS = (360, 768, 1440)


@pytest.fixture(scope="module")
def one(evidence_case) -> str:
    return render("html", evidence_case.report(), Style())


@pytest.fixture(scope="module")
def many(evidence_case) -> str:
    return render(
        "html", evidence_case.report(evidence_case.first_article(), evidence_case.second_article()), Style()
    )


def scroll(looked):
    return looked.page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )


def beyond(looked):
    """What reaches out of the window and is not in a box that scrolls by itself."""
    return looked.page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter(e => {
            if (e.closest(".scroll, .sr, .skip, .sprite, thead") || !e.checkVisibility()) return false;
            const box = e.getBoundingClientRect();
            return box.width > 0 && (box.right > innerWidth + 1 || box.left < -1);
        }).map(e => e.tagName + "." + e.className)"""
    )


@pytest.mark.parametrize("javascript", [True, False])
def test_it_opens_without_an_error_and_asks_for_nothing(look, one, many, javascript):
    for html in (one, many):
        looked = look(html, java_script_enabled=javascript)
        assert looked.page.locator("h1").inner_text()
        assert looked.page.locator(".passage").first.is_visible()
        assert looked.console == []
        assert looked.requests == []


def test_nothing_is_wider_than_the_window(look, one, many, evidence_case):
    text = evidence_case.TEXT.replace("[^3]", "[^a-label-of-forty-characters-without-a-space]")
    long = evidence_case.first_article("a/" + "very-long-name-" * 20 + ".md", text)
    page = render("html", evidence_case.report(long), Style())
    index = PAGED["html"](evidence_case.report(long, evidence_case.second_article()), Style())["index.html"]
    for html in (one, many, index, page):
        looked = look(html)
        for width, scheme in itertools.product(WIDTHS, ("light", "dark")):
            looked.page.set_viewport_size({"width": width, "height": 900})
            looked.page.emulate_media(color_scheme=scheme)
            inner, outer = scroll(looked)
            assert inner == outer == width, (width, scheme)
            assert beyond(looked) == [], (width, scheme)


def test_a_wide_table_scrolls_in_a_box_of_its_own(look, evidence_case):
    head, row = (" | ".join([word] * 14) for word in ("Breach of a duty", "EUR 12 000 of fine"))
    table = f"| {head} |\n|{' --- |' * 14}\n| {row} |[^3]\n| {row}[^3] |"
    text = evidence_case.TEXT.replace("| Breach | Fine |\n| --- | --- |", table)
    assert text != evidence_case.TEXT
    looked = look(render("html", evidence_case.report(evidence_case.first_article(text=text)), Style()))
    for width in WIDTHS:
        looked.page.set_viewport_size({"width": width, "height": 900})
        box = looked.page.evaluate("(e => [e.scrollWidth, e.clientWidth])(document.querySelector('.scroll'))")
        assert box[0] > box[1]
        assert scroll(looked)[0] == scroll(looked)[1]


def test_the_caption_of_the_index_is_a_line_also_where_cells_are_stacked(look, many):
    page = look(many).page
    caption = page.locator("table.stack caption")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert caption.bounding_box()["height"] < 40


def test_claim_and_passage_stand_side_by_side_where_there_is_room(look, one):
    script = """() => {
        const row = [...document.querySelectorAll(".row:not(.wide)")].find(row => row.querySelector(".card"));
        const text = row.querySelector(".prose").getBoundingClientRect();
        const card = row.querySelector(".card").getBoundingClientRect();
        return [text.right <= card.left && Math.abs(text.top - card.top) < 40, text.bottom <= card.top];
    }"""
    page = look(one, width=1440).page
    assert page.evaluate(script) == [True, False]
    page.set_viewport_size({"width": 360, "height": 900})
    assert page.evaluate(script) == [False, True]


@pytest.mark.parametrize("javascript", [True, False])
def test_the_filters_choose_what_is_shown_without_any_script(look, one, evidence_case, javascript):
    looked = look(one, java_script_enabled=javascript)
    claims = [c for c in evidence(evidence_case.first_article()) if c.needed or c.sources]

    def cards() -> set[str]:
        return {
            str(card.get_attribute("id"))[2:]
            for card in looked.page.locator(".card").all()
            if card.is_visible()
        }

    everything = cards()
    assert {claim.id for claim in claims} <= everything
    for state in (
        State.MISMATCH,
        State.OUTDATED,
        State.UNVERIFIED,
        State.CONSISTENT,
        State.GONE,
        State.ELSEWHERE,
    ):
        looked.page.locator(f"label[for=f-{state}]").click()
        expected = {claim.id for claim in claims if state in claim.states}
        assert cards() == expected != everything
        assert all(looked.page.locator(f"#c-{id_}").is_visible() for id_ in expected)
    looked.page.locator("label[for=f-unsourced]").click()
    assert len(cards()) == 1
    looked.page.locator("label[for=f-all]").click()
    assert cards() == everything


def test_a_filter_hides_articles_that_have_nothing_of_it(look, many):
    looked = look(many)
    assert len(looked.visible(".article")) == 2
    looked.page.locator("label[for=f-mismatch]").click()
    assert len(looked.visible(".article")) == 1


def test_a_heading_stays_with_what_is_shown_below_it(look, one):
    looked = look(one)
    looked.page.locator("label[for=f-outdated]").click()
    headings = looked.page.locator(".prose h3")
    assert [heading.inner_text() for heading in headings.all() if heading.is_visible()] == [
        "Who must act, and when"
    ]


def test_a_link_to_a_claim_shows_it_whatever_is_chosen(look, one):
    looked = look(one)
    target = looked.page.locator(".findings .at").first.get_attribute("href")
    looked.page.locator("label[for=f-outdated]").click()
    assert not looked.page.locator(target).is_visible()
    looked.page.locator(".findings .at").first.click()
    assert looked.page.locator(target).is_visible()
    assert looked.page.locator(target).evaluate(
        "e => { const box = e.getBoundingClientRect();"
        " const bar = document.querySelector('.bar').getBoundingClientRect();"
        " return box.top >= bar.bottom && box.bottom <= innerHeight }"
    )


def test_everything_can_be_reached_and_chosen_by_keyboard(look, one):
    looked = look(one)
    keyboard = looked.page.keyboard
    keyboard.press("Tab")
    assert looked.page.evaluate("document.activeElement.className") == "skip"
    box = looked.page.locator(".skip").bounding_box()
    assert box["x"] >= 0
    for _ in range(4):
        keyboard.press("Tab")
        if looked.page.evaluate("document.activeElement.id") == "f-all":
            break
    assert looked.page.evaluate("document.activeElement.id") == "f-all"
    outline = "getComputedStyle(document.querySelector('#f-all + label')).outlineStyle"
    assert looked.page.evaluate(outline) == "solid"
    before = len(looked.visible(".card"))
    keyboard.press("ArrowRight")
    assert looked.page.evaluate("document.activeElement.id") == "f-unsourced"
    assert len(looked.visible(".card")) < before
    keyboard.press("ArrowLeft")
    assert len(looked.visible(".card")) == before
    seen = set()
    for _ in range(200):
        keyboard.press("Tab")
        here = looked.page.evaluate(
            "(() => { const e = document.activeElement, s = getComputedStyle(e);"
            " return [e.tagName, e.getAttribute('href') || e.className,"
            " s.outlineStyle, parseFloat(s.outlineWidth)] })()"
        )
        if here[0] == "BODY":
            break
        assert here[2] == "solid"
        assert here[3] >= 2, here
        seen.add(here[1])
    links = set(looked.page.eval_on_selector_all("main a", "all => all.map(e => e.getAttribute('href'))"))
    assert links <= seen
    assert "scroll" in seen  # the table


def test_dark_is_dark_and_paper_is_white(look, one):
    light, dark = (look(one, color_scheme=scheme) for scheme in ("light", "dark"))
    assert light.color("body") == "rgb(250, 249, 246)"
    assert dark.color("body") == "rgb(20, 23, 26)"
    assert dark.color("body", "color") == "rgb(231, 228, 221)"
    dark.page.emulate_media(media="print", color_scheme="dark")
    assert dark.color("body") == "rgb(255, 255, 255)"
    assert dark.color("body", "color") == "rgb(30, 34, 39)"
    assert dark.visible(".bar") == []
    assert dark.visible(".passage")
    assert dark.page.pdf(format="A4")[:5] == b"%PDF-"


CONTRASTS = """() => {
    const parse = text => (text.match(/[0-9.]+/g) || []).map(Number);
    const light = c => { const [r, g, b] = c.slice(0, 3).map(v => { v /= 255;
        return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4 });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b };
    const ground = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
        if (c.length === 3 || c[3] === 1) return c; } return [255, 255, 255] };
    const poor = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let node, count = 0;
    while ((node = walker.nextNode())) {
        const e = node.parentElement;
        if (!node.data.trim() || !e.checkVisibility() || e.closest(".sr, svg")) continue;
        const a = light(parse(getComputedStyle(e).color)), b = light(ground(e));
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        const off = e.closest("label") && e.closest("label").previousElementSibling.disabled;
        if (ratio < 4.5 && !off) poor.push([e.className || e.tagName, ratio, node.data.slice(0, 30)]);
        count++;
    }
    return [count, poor];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_has_the_contrast_of_wcag_aa_as_painted(look, many, scheme):
    count, poor = look(many, color_scheme=scheme).page.evaluate(CONTRASTS)
    assert count > 200
    assert poor == []


def test_every_control_and_picture_has_a_name(look, many):
    looked = look(many)
    assert looked.page.get_by_role("group", name="Show claims").count() == 1
    assert looked.page.get_by_role("radio", name="Outdated").count() == 1
    assert looked.page.get_by_role("img").count() == looked.page.get_by_role("img", name="claims: ").count()
    nameless = looked.page.eval_on_selector_all("a", "all => all.filter(e => !e.textContent.trim()).length")
    assert nameless == 0
    assert looked.page.get_by_role("table").first.get_by_role("rowheader").count() == 2
    looked.page.set_viewport_size({"width": 360, "height": 800})
    assert looked.page.get_by_role("table").first.get_by_role("rowheader").count() == 2


HOSTILE = (
    "</title></style><script>alert(1)</script><img src=https://x.test/p.png onerror=alert(2)>"
    "<svg onload=alert(3)>"
)


def test_hostile_words_do_not_run(look, evidence_case):
    entry = evidence_case.first_article(f"a/{HOSTILE.replace('/', '_')}.md")
    citations = tuple(
        replace(c, description=HOSTILE, text=HOSTILE, label=HOSTILE, url="javascript:alert(4)")
        for c in entry.article.citations
    )  # fmt: skip
    support = {
        unit: tuple(replace(s, exact=HOSTILE, note=HOSTILE, url="javascript:alert(5)") for s in found)
        for unit, found in entry.support.items()
    }
    article = replace(entry.article, title=HOSTILE, citations=citations, language='x" onmouseover="alert(6)')
    findings = tuple(replace(f, problem=replace(f.problem, message=HOSTILE)) for f in entry.findings)
    entry = replace(entry, article=article, support=support, findings=findings)
    looked = look(render("html", evidence_case.report(entry), Style()))
    assert looked.page.title() == f"Evidence: {HOSTILE}"
    assert HOSTILE in looked.page.locator("h1").inner_text()
    targets = looked.page.eval_on_selector_all("a", "all => all.map(e => e.protocol)")
    assert set(targets) <= {"file:", "https:"}
    for link in looked.page.locator("main a[href^='#']").all():
        link.dispatch_event("click")
    assert looked.console == []
    assert looked.requests == []
    assert looked.page.locator("script, img, main svg[onload]").count() == 0


def test_the_policy_would_stop_a_script_that_got_in(look, one):
    looked = look(
        one.replace(
            "<main>", "<main><script>document.title = 'owned'</script><img src='https://x.test/p.png'>"
        )
    )
    assert looked.page.title() != "owned"
    assert looked.requests == []
    assert len(looked.console) == 2  # both were refused, and the browser says so


def test_words_from_right_to_left_keep_their_side(look, evidence_case):
    text = evidence_case.TEXT.replace("A newspaper put", "קובץ הרשומות גדל. A newspaper put")
    text = text.replace("## Fines by kind", "## קנסות לפי סוג")
    looked = look(
        render("html", evidence_case.report(evidence_case.first_article(text=text)), Style()), width=360
    )
    heading = looked.page.locator(".prose h3", has_text="קנסות")
    assert heading.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert scroll(looked)[0] == scroll(looked)[1]


def test_the_pages_of_a_folder_lead_to_each_other(look, evidence_case, tmp_path):
    report = evidence_case.report(evidence_case.first_article(), evidence_case.second_article())
    for name, text in PAGED["html"](report, Style()).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    looked = look(tmp_path / "index.html")
    looked.page.get_by_role("link", name="Keeping small records").click()
    assert "Keeping small records" in looked.page.title()
    looked.page.get_by_role("link", name="All articles").click()
    looked.page.locator("#provisions .chip").first.click()
    assert looked.page.locator(":target").count() == 1
    assert looked.console == []
    assert looked.requests == []
