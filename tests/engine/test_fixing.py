"""Repairs: what they put in, what they leave, and that they come to rest."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from srclint.engine import edits, fixing
from srclint.legal.repairs import repoint
from srclint.model import Fetched, Outline, Provision

from .conftest import OLD, documents, run_on

NEW = "https://eur-lex.europa.eu/eli/dir/1995/46/oj/eng"


def fixed(name: str, text: str, *, unsafe: bool = False, sources: Any = None) -> tuple[str, int]:
    mended = fixing.fix(fixing.begin(run_on(name, text, sources)), unsafe=unsafe)
    return mended.text(name), mended.fixed


def page(url: str, **more: Any) -> dict[str, Fetched]:
    outline = Outline(format="page", title="A page", text="Words.")
    day = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    id_ = f"url:{url.split('#')[0]}"
    return {id_: Fetched(id_, url, 200, "0" * 64, day, outline, **more)}


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("a.md", f'See [it]({OLD} "t").', f'See [it]({NEW} "t").'),
        ("a.md", f"See <{OLD}> there.", f"See <{NEW}> there."),
        ("a.md", f"See {OLD}.", f"See {NEW}."),
        ("a.md", f"See [it][x].\r\n\r\n[x]: {OLD}\r\n", f"See [it][x].\r\n\r\n[x]: {NEW}\r\n"),
        ("a.md", f"Twice [it][x] and [it][x].\n\n[x]: {OLD}", f"Twice [it][x] and [it][x].\n\n[x]: {NEW}"),
        ("a.html", f"<p>See <a href='{OLD}'>it</a></p>", f"<p>See <a href='{NEW}'>it</a></p>"),
        (
            "a.html",
            '<p><a href="https://eur-lex.europa.eu/legal-content/NL/TXT/?qid=12&amp;uri=CELEX:32016R0679">x</a></p>',
            '<p><a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj/nld">x</a></p>',
        ),
        ("a.md", "Adopted in June \u0e22\u0e17 2 min", "Adopted in June \u00b7 2 min"),
        (
            "a.md",
            "[Act](http://eur-lex.europa.eu/eli/reg/2024/1689/oj#art_5)",
            "[Act](http://eur-lex.europa.eu/eli/reg/2024/1689/oj#art_5)",
        ),
    ],
)
def test_a_safe_repair(name: str, before: str, after: str) -> None:
    assert fixed(name, before)[0] == after
    assert fixed(name, after) == (after, 0)


def test_a_page_that_moved_is_cited_where_it_is_now() -> None:
    old, new = "https://ec.europa.eu/law/topic_en", "https://commission.europa.eu/law/topic_en"
    sources = page(old, moved_to=new, moved_same=True)
    mended = fixing.fix(fixing.begin(run_on("a.md", f"A [page]({old}#x) here.", sources)), unsafe=False)
    assert mended.text("a.md") == f"A [page]({new}#x) here."
    assert mended.fixed == 1
    # What was read at the old address counts for the new one: it needs no second look-up.
    (verdict,) = mended.run.report.articles[0].citations.values()
    assert verdict.state.value == "verified"
    assert f"url:{new}" in [record.id for record in mended.run.report.sources]


def test_a_page_that_moved_elsewhere_is_left() -> None:
    old = "https://ec.europa.eu/law/topic_en"
    sources = page(old, moved_to="https://commission.europa.eu/index_en", moved_same=False)
    assert fixed("a.md", f"A [page]({old}).", unsafe=True, sources=sources) == (f"A [page]({old}).", 0)


@pytest.mark.parametrize(
    ("form", "name"), [("[page]({})", "a.md"), ("<{}>", "a.md"), ('<p><a href="{}">p</a></p>', "a.html")]
)
def test_the_answer_of_a_server_adds_no_markup(form: str, name: str) -> None:
    old = "https://ec.europa.eu/law/topic_en"
    wild = 'https://ec.europa.eu/law/topic_en?a) [x](javascript:alert(1)) "><script>`|*\\'
    text = form.format(old)
    after, _ = fixed(name, text, sources=page(old, moved_to=wild, moved_same=True))
    inside = after.removeprefix(text.split(old)[0]).removesuffix(text.split(old)[1])
    assert after != text
    assert not set(inside) & set(" \"'<>()[]`|*\\")
    assert inside.startswith(old)


def test_http_becomes_https_where_it_was_seen_and_not_where_it_is_only_likely() -> None:
    text = "A [page](http://example.org/a?b=1#c)."
    assert fixed("a.md", text) == (text, 0)
    seen = page("http://example.org/a?b=1", secure=False)
    assert fixed("a.md", text, sources=seen)[0] == "A [page](https://example.org/a?b=1#c)."
    likely = "A [page](http://europa.eu/a)."
    assert fixed("a.md", likely) == (likely, 0)
    assert fixed("a.md", likely, unsafe=True)[0] == "A [page](https://europa.eu/a)."
    act = "The [act](http://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32024R1689)."
    assert fixed("a.md", act)[0] == act.replace("http:", "https:")


UNUSED = "Words.\n\n[^1]: A note,\n    https://eur-lex.europa.eu/eli/reg/2024/1689/oj\n\n    more of it.\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (UNUSED, "Words.\n\n"),
        (f"{UNUSED}\nEnd.\n", "Words.\n\nEnd.\n"),
        (
            f"{UNUSED}[^2]: https://example.org/\n\nEnd.[^2]\n",
            "Words.\n\n[^2]: https://example.org/\n\nEnd.[^2]\n",
        ),
        ("Words.\r\n\r\n[^1]: https://example.org/", "Words.\r\n\r\n"),
        # What is not indented may be the article's own text.
        (
            "Words.\n\n[^1]: https://example.org/\nThe end.\n",
            "Words.\n\n[^1]: https://example.org/\nThe end.\n",
        ),
    ],
)
def test_an_unused_definition_goes_whole_and_only_when_asked(before: str, after: str) -> None:
    assert fixed("a.md", before) == (before, 0)
    assert fixed("a.md", before, unsafe=True)[0] == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("art_65", "art_64"),  # SRC308: the words name another one
        ("art_64", "art_64"),
    ],
)
@pytest.mark.parametrize("form", ["[Art. 64]({}) is about it.", "See [Art. 64]({}) of the AI Act."])
def test_the_fragment_follows_the_words_only_when_asked(form: str, before: str, after: str) -> None:
    text = form.format("https://eur-lex.europa.eu/eli/reg/2024/1689/oj#{}")
    assert fixed("a.md", text.format(before)) == (text.format(before), 0)
    assert fixed("a.md", text.format(before), unsafe=True)[0] == text.format(after)


def test_a_generated_fragment_becomes_the_article_that_the_words_name() -> None:
    address = "https://eur-lex.europa.eu/legal-content/EN/TXT/HTML/?uri=CELEX:32024R1689#d1e4-1-1"
    new = "https://eur-lex.europa.eu/eli/reg/2024/1689/oj/eng"
    named, unnamed = f"[Art. 64(1)]({address}) says.", f"[The Act]({address}) says."
    assert fixed("a.md", named) == (named, 0)
    assert fixed("a.md", named, unsafe=True)[0] == f"[Art. 64(1)]({new}#art_64) says."
    assert fixed("a.md", unnamed, unsafe=True)[0] == f"[The Act]({new}) says."


@pytest.mark.parametrize(
    ("before", "after"),
    [("Data_Protection", "data-protection"), ("t\u00cftle", "t%C3%AFtle"), ("two", "two"), ("none", "none")],
)
def test_a_place_of_a_page_that_only_differs_in_its_spelling(before: str, after: str) -> None:
    url = "https://example.org/a"
    names = frozenset({"data-protection", "t\u00eftle", "Two", "TWO"})
    source = page(url)[f"url:{url}"]
    sources = {source.document: replace(source, outline=replace(source.outline, anchors=names))}
    text = f"A [page]({url}#{{}}) here."
    assert fixed("a.md", text.format(before), sources=sources) == (text.format(before), 0)
    assert fixed("a.md", text.format(before), unsafe=True, sources=sources)[0] == text.format(after)


def act() -> dict[str, Fetched]:
    """An act whose Article 101 has the figures, and Article 64 has none."""
    provisions = (
        Provision("cpt_VII", "Governance"),
        Provision(
            "art_64", "AI Office", "The office develops expertise. Member States facilitate its tasks."
        ),
        Provision("art_64.par_1", None, "The office develops expertise."),
        Provision("art_64.par_2", None, "Member States facilitate its tasks."),
        Provision("cpt_XII", "Penalties"),
        Provision(
            "art_101", "Fines", "The fine does not exceed 3 % of turnover or EUR 15 000 000. It is set."
        ),
        Provision("art_101.par_1", None, "The fine does not exceed 3 % of turnover or EUR 15 000 000."),
        Provision("art_101.par_2", None, "It is set."),
    )
    id_ = "celex:32024R1689"
    outline = Outline(
        "oj-html", "AI Act", "en", "32024R1689", provisions=provisions,
        anchors=frozenset(p.path for p in provisions),
    )  # fmt: skip
    day = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    return {id_: Fetched(id_, "https://eur-lex.europa.eu/", 200, "0" * 64, day, outline)}


ADDRESS = "https://eur-lex.europa.eu/eli/reg/2024/1689/oj"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            f"Fines reach EUR 15 million under [Art. 64]({ADDRESS}#art_64) of the AI Act.",
            f"Fines reach EUR 15 million under [Art. 101]({ADDRESS}#art_101) of the AI Act.",
        ),
        (
            f"Fines reach EUR 15 million under [Article 64(2)]({ADDRESS}) of the AI Act.",
            f"Fines reach EUR 15 million under [Article 101(1)]({ADDRESS}) of the AI Act.",
        ),
        (
            f"Art. 64 of the AI Act allows fines of up to EUR 15 million.[^1]\n\n[^1]: The Act, {ADDRESS}#art_64",
            f"Art. 101 of the AI Act allows fines of up to EUR 15 million.[^1]\n\n[^1]: The Act, {ADDRESS}#art_101",
        ),
    ],
)
def test_a_claim_cites_the_article_that_has_its_figure_only_when_asked(before: str, after: str) -> None:
    it = run_on("a.md", before, act())
    assert [f.code for f in it.report.findings() if f.code in ("SRC402", "SRC306")] == ["SRC402"]
    assert fixed("a.md", before, sources=act()) == (before, 0)
    assert fixed("a.md", before, unsafe=True, sources=act()) == (after, 1)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            f"Fines reach EUR 15 million ([Art. 64 et seq. AI Act]({ADDRESS})), it says.",
            f"Fines reach EUR 15 million ([Art. 101(1) AI Act]({ADDRESS})), it says.",
        ),
        (
            f"Fines reach EUR 15 million.[^1]\n\n[^1]: AI Act, {ADDRESS}#art_64, Art. 64 ff.\n",
            f"Fines reach EUR 15 million.[^1]\n\n[^1]: AI Act, {ADDRESS}#art_101, Art. 101(1).\n",
        ),
    ],
)
def test_an_open_range_becomes_the_one_provision_only_when_asked(before: str, after: str) -> None:
    it = run_on("a.md", before, act())
    assert [f.code for f in it.report.findings() if f.code in ("SRC402", "SRC306")] == ["SRC306"]
    assert fixed("a.md", before, sources=act()) == (before, 0)
    assert fixed("a.md", before, unsafe=True, sources=act()) == (after, 1)
    assert fixed("a.md", after, unsafe=True, sources=act()) == (after, 0)


@pytest.mark.parametrize(
    "text",
    [
        # the matter of the sentence, and not its source
        f"A breach of [Article 64]({ADDRESS}) of the AI Act costs up to EUR 15 million.",
        # two claims rest on the note
        f"Fines reach EUR 15 million.[^1]\n\nModels are tested.[^1]\n\n[^1]: AI Act, {ADDRESS}#art_64, Art. 64 ff.\n",
    ],
)
def test_a_pinpoint_that_may_be_meant_is_left(text: str) -> None:
    assert fixed("a.md", text, unsafe=True, sources=act()) == (text, 0)


def test_the_words_of_a_note_and_its_address_change_together() -> None:
    before = f"Fines reach EUR 15 million.[^1]\n\n[^1]: Article 64 of the AI Act, {ADDRESS}#art_64\n"
    after = f"Fines reach EUR 15 million.[^1]\n\n[^1]: Article 101 of the AI Act, {ADDRESS}#art_101\n"
    assert fixed("a.md", before, unsafe=True, sources=act()) == (after, 1)


def test_an_article_that_the_act_does_not_have_becomes_the_one_that_the_words_name() -> None:
    text = f"[Article 101]({ADDRESS}#art_{{}}) is about fines."
    # Both rules ask for the same edit: it is made once.
    assert fixed("a.md", text.format(1011), unsafe=True, sources=act())[0] == text.format(101)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Arts. 64 and 65 of the AI Act", ["art_101"]),  # two provisions
        ("Art. 64 of the AI Act", ["art_101", "art_99"]),  # two candidates
        ("Art. 64 of the AI Act", ["anx_III"]),  # no article
        ("Art. 64 and Art. 65 of the AI Act", ["art_101"]),
        ("Article 64, paragraph 2, of the AI Act", ["art_101.par_1"]),  # a notation that is not understood
    ],
)
def test_what_is_not_certain_is_not_repaired(words: str, found: list[str]) -> None:
    text = f"Providers can be fined up to EUR 15 million under {words}.[^1]\n\n[^1]: The AI Act, {ADDRESS}#art_64\n"
    (entry,) = run_on("a.md", text).report.articles
    (citation,) = [c for c in entry.article.citations if c.id == "fn:1"]
    assert repoint(entry.article, "u1", citation, found) is None


def test_a_suppressed_finding_is_not_repaired() -> None:
    text = f"<!-- srclint: ignore[SRC204, SRC207] as the court wrote it -->\nSee [it]({OLD}).\n"
    assert fixed("a.md", text, unsafe=True) == (text, 0)


def test_what_overlaps_is_done_in_the_next_round() -> None:
    # The address is legacy and http: two repairs of one place.
    it = run_on("a.md", f"See [it]({OLD}).")
    (entry,) = it.report.articles
    chosen, done = edits.choose(fixing.fixes_of(entry, unsafe=False), len(entry.article.text))
    assert (len(fixing.fixes_of(entry, unsafe=False)), len(chosen), len(done)) == (2, 1, 1)
    assert fixed("a.md", f"See [it]({OLD}).") == (f"See [it]({NEW}).", 2)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_repairs_come_to_rest_and_line_ends_stay(document: tuple[str, str]) -> None:
    name, text = document
    for unsafe in (False, True):
        after, count = fixed(name, text, unsafe=unsafe)
        assert (after == text) == (count == 0)
        assert fixed(name, after, unsafe=unsafe) == (after, 0)
        for odd in ("\r\n", "\r", "\n"):
            assert odd in text or odd not in after
