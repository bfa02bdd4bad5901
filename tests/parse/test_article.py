"""Whole articles: what is cited, what covers what, and that every place is exact."""

from __future__ import annotations

import datetime as dt
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from srclint.model import Article, Claim, Scope
from srclint.parse.article import read_article
from srclint.parse.settings import ReadSettings

TODAY = dt.date(2026, 11, 23)
AI_ACT = "https://eur-lex.europa.eu/eli/reg/2024/1689/oj"
GDPR = "https://eur-lex.europa.eu/eli/reg/2016/679/oj"


def read(text: str, path: str = "article.md", **options: object) -> Article:
    return read_article(text, path, ReadSettings(**options), modified=None, today=TODAY)  # type: ignore[arg-type]


def unit(article: Article, words: str) -> Claim:
    return next(u for u in article.units if words in u.text)


def rules(article: Article, words: str) -> dict[str, str]:
    return {c.citation: c.scope_rule for c in unit(article, words).coverage}


# ------------------------------------------------------------------ citations


def test_a_footnote_holds_its_first_link_and_parts() -> None:
    article = read(
        f"Fines reach 3 %.[^1] They are public.[^1]\n\n[^1]: [AI Act]({AI_ACT}), Art. 101; see also <{GDPR}>.\n"
    )
    note, other = article.citations
    assert (note.id, note.kind, note.label, len(note.marks)) == ("fn:1", "footnote", "1", 2)
    assert note.url == AI_ACT
    assert note.document is not None
    assert note.document.celex == "32024R1689"
    assert (other.id, other.part_of, other.url) == ("link:1", "fn:1", GDPR)
    assert unit(article, "Fines").text == "Fines reach 3 %.[^1]"
    assert rules(article, "Fines") == {"fn:1": "S3"}


def test_a_footnote_without_an_address_is_known_by_its_act() -> None:
    article = read("Fines reach 3 %.[^a]\n\n[^a]: Art. 101 of Regulation (EU) 2024/1689.\n")
    (note,) = article.citations
    assert note.url is None
    assert note.document is not None
    assert note.document.id == "celex:32024R1689"
    (reference,) = [r for r in article.references if r.targets]
    assert (reference.act, reference.targets, reference.citation) == ("32024R1689", ("art_101",), "fn:a")
    assert (reference.unit, reference.zone) == (None, "footnote")


def test_a_footnote_that_names_nothing() -> None:
    (note,) = read("Fines reach 3 %.[^a]\n\n[^a]: My own count.\n").citations
    assert note.identified is None


def test_marks_without_definition_and_definitions_twice() -> None:
    article = read(f"One rule.[^1] Two rules.[^9]\n\n[^1]: {AI_ACT}\n[^1]: {GDPR}\n[^3]: {GDPR}\n")
    assert [m.label for m in article.undefined_marks] == ["9"]
    assert [m.label for m in article.duplicate_definitions] == ["1"]
    assert [c.id for c in article.citations if not c.marks] == ["fn:3"]


def test_ibid_repeats_the_source_before() -> None:
    article = read(f"One rule.[^1] Two rules.[^2]\n\n[^1]: {AI_ACT}\n[^2]: Ibid., Art. 5.\n")
    second = article.citation("fn:2")
    assert second is not None
    assert second.document is not None
    assert second.document.celex == "32024R1689"
    assert rules(article, "Two") == {"fn:2": "S3", "fn:1": "S14"}


def test_links_to_the_own_site_are_no_sources() -> None:
    article = read(f"See [this](../other.md), [that](#below) and [the Act]({AI_ACT}) or write to <a@b.eu>.\n")
    assert [(c.id, c.text) for c in article.citations] == [("link:1", "the Act")]


def test_a_link_to_the_own_page_of_an_article_is_known_and_covers_nothing() -> None:
    article = read(
        "By [Article 5(1)(a)](/a5.html) and [13](/a13.html) data are kept. See [page 2](/page2.html).\n"
    )
    assert [(c.id, c.url, c.identified) for c in article.citations] == [
        ("link:1", "/a5.html", None),
        ("link:2", "/a13.html", None),
    ]
    assert article.references[0].citation == "link:1"
    assert article.units[0].coverage == ()


def test_entries_of_address_and_description() -> None:
    article = read(
        "The Office can impose fines.\n\n## Sources\n\n"
        f"1. {AI_ACT}\n   Regulation (EU) 2024/1689 (AI Act); Art. 64 et seq. on the Office.\n"
        "2. https://example.org/office\n   The page of the Office.\n"
    )
    first, second = article.citations
    assert (first.id, first.kind, first.url) == ("src:1", "source-list", AI_ACT)
    assert first.description.startswith("Regulation (EU) 2024/1689 (AI Act)")
    assert (second.id, second.description) == ("src:2", "The page of the Office.")
    assert rules(article, "The Office") == {"src:1": "S12", "src:2": "S12"}
    reference = next(r for r in article.references if r.targets)
    assert (reference.targets, reference.act, reference.citation) == (("art_64..*",), "32024R1689", "src:1")
    assert len(article.units) == 1


def test_an_entry_is_known_by_its_act() -> None:
    article = read("The Office can fine.\n\n## Bronnen\n\n- Verordening (EU) 2024/1689\n", language="nl")
    (entry,) = article.citations
    assert entry.document is not None
    assert entry.document.celex == "32024R1689"


def test_numbers_in_brackets_point_into_the_list() -> None:
    article = read(f"Fines reach 3 % [1]. They are public [2].\n\n## Sources\n\n[1] {AI_ACT}\n\n[2] {GDPR}\n")
    assert [c.kind for c in article.citations] == ["bracket", "bracket"]
    assert [len(c.marks) for c in article.citations] == [1, 1]
    (covered,) = unit(article, "Fines").coverage
    assert covered.strength == "exact"


def test_keys_of_a_bibliography() -> None:
    article = read(
        "Fines reach 3 % [@act, p. 3]. They are public [@lost].\n",
        bibliography={"act": f"AI Act. 2024. {AI_ACT}"},
    )
    known, lost = article.citations
    assert (known.id, known.kind, known.url) == ("key:act", "bibliography", AI_ACT)
    assert lost.identified is None
    assert [m.label for m in article.undefined_marks] == ["lost"]


def test_a_source_line_covers_what_stands_above_it() -> None:
    article = read(
        f"## Fines\n\nFines reach 3 %.\n\nThey are public.\n\nSource: [AI Act]({AI_ACT})\n\n"
        "## More\n\nIt ended in 2020.\n"
    )
    assert rules(article, "Fines reach") == {"link:1": "S4"}
    assert rules(article, "They are") == {"link:1": "S4"}
    assert rules(article, "It ended") == {}
    line = unit(article, "Source:")
    assert (line.tier, line.reasons) == ("none", ("source-line",))


def test_notes_of_a_page() -> None:
    article = read(
        '<article><p>Fines reach 3 %.<sup><a href="#n1">1</a></sup> They are public.</p>'
        f'<ol><li id="n1"><a href="{AI_ACT}">AI Act</a></li></ol></article>',
        "page.html",
    )
    assert len(article.citations) == 1
    assert article.citations[0].url == AI_ACT
    (covered,) = unit(article, "Fines").coverage
    assert (covered.scope_rule, covered.strength) == ("S3", "exact")
    assert unit(article, "They").coverage == ()
    assert len(article.units) == 2


# ------------------------------------------------------------------ coverage by more than a mark


def test_a_claim_that_names_its_provision_names_its_source() -> None:
    article = read(
        f"Under Art. 101 AI Act fines reach 3 % of turnover. They hurt.\n\nMore is known.[^1]\n\n[^1]: {AI_ACT}\n"
    )
    assert rules(article, "Art. 101") == {"fn:1": "S11"}
    assert rules(article, "They hurt") == {}


def test_an_act_that_no_citation_names_gets_its_own() -> None:
    article = read("Under Art. 101 AI Act fines reach 3 % of turnover. The AI Act is new.\n")
    (citation,) = article.citations
    assert (citation.id, citation.kind) == ("ref:32024R1689", "reference")
    assert rules(article, "Art. 101") == {"ref:32024R1689": "S11"}
    assert rules(article, "is new") == {}


def test_the_summary_may_rely_on_the_body() -> None:
    article = read(
        "Short answer: providers pay fines of up to 3 % of their turnover; they hurt 27 states.\n\n"
        "In short: fines of up to 3 % of the turnover are possible.\n\n"
        f"## Fines\n\nFines reach 3 % of the turnover.[^1]\n\n[^1]: {AI_ACT}\n"
    )
    assert rules(article, "In short") == {"fn:1": "S13"}
    assert rules(article, "27 states") == {}


def test_an_attribution_covers_its_quotation() -> None:
    article = read(f"> The rules apply now. There is no grace.\n>\n> — [Recital 6 GDPR]({GDPR})\n")
    assert rules(article, "apply now") == {"link:1": "S1"}
    assert unit(article, "Recital").reasons == ("attribution",)


def test_at_the_level_of_sections_any_mark_counts() -> None:
    text = f"## Fines\n\nThey exist since 2024.\n\nFines reach 3 %.[^1]\n\n[^1]: {AI_ACT}\n"
    assert rules(read(text), "They exist") == {}
    assert rules(read(text, scope=Scope.SECTION), "They exist") == {"fn:1": "S9"}


def test_misplaced_marks() -> None:
    article = read(
        f"## Fines[^1]\n\nThe Office can:\n\n- fine providers by 3 %;\n- recall models.[^1]\n\n[^1]: {AI_ACT}\n"
    )
    assert [(m.label, m.where) for m in article.misplaced_marks] == [("1", "heading"), ("1", "last-item")]
    plain = read(f"The Office can:[^1]\n\n- fine providers by 3 %;\n- recall models.[^1]\n\n[^1]: {AI_ACT}\n")
    assert plain.misplaced_marks == ()


def test_an_item_is_read_with_its_lead_in_and_a_row_with_its_headers() -> None:
    article = read(
        "The Office may:\n\n- request documents;\n\n| Breach | Fine |\n|---|---|\n| bans | 7 % |\n"
    )
    item, row = unit(article, "request"), unit(article, "bans")
    assert item.plain == "The Office may: request documents;"
    assert item.text == "request documents;"
    assert row.plain == "Breach: bans | Fine: 7 %"


# ------------------------------------------------------------------ front matter


def test_front_matter_sets_the_article() -> None:
    article = read(
        "---\nsrclint:\n  default-act: GDPR\n  scope: section\n  language: nl\n"
        "  as-of: 2025-01-31\n  frozen: true\n---\n\nTekst.\n"
    )
    assert (article.default_act, article.scope, article.language) == ("32016R0679", Scope.SECTION, "nl")
    assert (article.as_of, article.frozen) == (dt.date(2025, 1, 31), True)
    assert article.directives == ()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("scope: page", "must be one of"),
        ("scoop: page", "did you mean “scope”"),
        ("default-act: the law of the sea", "CELEX number"),
        ("as-of: tomorrow", "must be a date"),
        ("frozen: perhaps", "true or false"),
        ("language: 7", "must be a code"),
    ],
)
def test_what_is_wrong_in_front_matter_is_told(line: str, words: str) -> None:
    text = f"---\nsrclint:\n  {line}\n---\n\nText.\n"
    (told,) = read(text).directives
    assert told.error is not None
    assert words in told.error
    assert text[told.span.start : told.span.end] == line.split(":")[0]


def test_the_option_goes_before_every_date() -> None:
    day = dt.date(2024, 1, 1)
    assert read("---\nsrclint: {as-of: 2025-01-31}\n---\nText.\n", as_of=day).as_of == day
    assert read("Some text.\n").as_of_source == "today"


# ------------------------------------------------------------------ every place, any input


def assert_exact(article: Article) -> None:
    text = article.text
    end = 0
    for claim in article.units:
        assert text[claim.span.start : claim.span.end] == claim.text
        assert claim.span.start >= end
        end = claim.span.end
    ids = [c.id for c in article.citations]
    assert len(ids) == len(set(ids))
    for citation in article.citations:
        assert 0 <= citation.span.start < citation.span.end <= len(text)
    for reference in article.references:
        assert text[reference.span.start : reference.span.end] == reference.text
        assert reference.citation is None or reference.citation in ids
    for claim in article.units:
        assert set(claim.citations) <= set(ids)


_WRITTEN = (
    "Art. 5(1) GDPR ~Fines reach 3 %.~[^1]~[^2]~\n\n~\n~- ~1. ~> ~## ~| a | b |\n|---|---|\n~| c[^1] | d |\n~"
    "[^1]: ~<https://a.eu/x> ~[x](https://a.eu)~[1] ~**~*~`~Sources\n~: ~“quoted words here” ~(see ~) ~&nbsp;~"
    "<!-- srclint: ignore[SRC101] x -->~Source: ~[@key]~é~\u200b~\U0001f600~\r\n~<p>~</p>~[[Art. 5]]"
)
_PIECES = st.sampled_from(_WRITTEN.split("~"))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_PIECES, max_size=40).map("".join), st.sampled_from(["a.md", "a.html", "a.txt"]))
def test_any_text_is_read_with_exact_places(text: str, path: str) -> None:
    assert_exact(read(text, path))


def test_an_article_can_be_sent_to_another_process_and_read_alike() -> None:
    text = f"Under Art. 101 AI Act fines reach 3 %.[^1]\n\n## Sources\n\n- {GDPR}\n\n[^1]: {AI_ACT}\n"
    article = read(text)
    assert pickle.loads(pickle.dumps(article)) == article == read(text)


@pytest.mark.parametrize(
    "piece",
    [
        "Fines reach 3 %.[^1] ",
        "[^1]",
        "[[",
        "a[^1]\n",
        "- x[^1]\n",
        "## H[^1]\n\nText here.\n\n",
        "([x](https://a.eu) ",
        "> quote.[^1]\n\n",
    ],
)
def test_time_is_linear(growth: Callable[..., float], piece: str) -> None:
    ratio = growth(lambda count: piece * count + "\n\n[^1]: https://a.eu\n", read, 200, most=8)
    assert ratio <= 8, "four times the text: 4 is linear, 16 quadratic"


def test_real_articles(real_data: Path, untraced: None) -> None:
    files = sorted((real_data / "corpus").rglob("*.md"))[::25]
    assert files
    for file in files:
        with file.open(encoding="utf-8", newline="") as source:
            assert_exact(read(source.read(), str(file)))


def test_front_matter_and_unnamed_fences_hold_references() -> None:
    text = (
        '---\ntitle: "Access under Art. 15 GDPR"\ntags: ["recital 63 GDPR", "a \\" Art. 4 GDPR"]\n---\n\n'
        "Words.\n\n```\nArt. 16 GDPR\n```\n\n```python\n# Art. 17 GDPR\n```\n"
    )
    article = read(text)
    assert [(r.text, r.zone, r.targets) for r in article.references] == [
        ("Art. 15 GDPR", "front-matter", ("art_15",)),
        ("recital 63 GDPR", "front-matter", ("rct_63",)),
        ("Art. 16 GDPR", "body", ("art_16",)),
    ]
    assert all(text[r.span.start : r.span.end] == r.text and r.unit is None for r in article.references)


def test_the_title_says_which_act_is_meant() -> None:
    (one,) = read("# The GDPR in short\n\nSee Article 15 on access.\n").references
    assert (one.act, one.targets) == ("32016R0679", ("art_15",))
    (two,) = read("---\ntitle: The GDPR in short\n---\n\nSee Article 15 on access.\n").references
    assert two.act == "32016R0679"


def test_beside_national_articles_nothing_is_inferred() -> None:
    article = read("# The GDPR at work\n\nIn Spain, Article 89 LOPDGDD holds.\n\nSo does Article 64.\n")
    assert [(r.targets, r.act) for r in article.references] == [(("art_89",), None), (("art_64",), None)]
    article = read(
        "# The GDPR at work\n\nArticle 89 LOPDGDD and Article 64 hold.\n", default_act="32016R0679"
    )
    assert [r.act for r in article.references] == [None, "32016R0679"]


def test_a_site_that_shows_one_act_names_it() -> None:
    (one,) = read("See [Article 15](https://gdpr-info.eu/art-15-gdpr/) for more.\n").references
    assert (one.act, one.act_source, one.citation) == ("32016R0679", "link", "link:1")


def test_a_note_that_points_to_another_has_its_source() -> None:
    article = read(
        "Fines reach 3 %.[^1] Terms end in 2030.[^2] Fees are 20 euro.[^3] They rise by 7 %.[^4]\n\n"
        "[^1]: Regulation (EU) 2024/1689.\n[^2]: See footnote 1.\n[^3]: Ibid.\n[^4]: aaO.\n"
    )
    for words in ("Terms", "Fees", "They rise"):
        assert rules(article, words).get("fn:1") == "S14", words
    assert all(c.document is not None and c.document.celex == "32024R1689" for c in article.citations)


def test_numbers_set_high_by_carets_are_marks() -> None:
    article = read(
        "Fines reach 3 %.^12^ It took 10^25^ steps on 20 m^2^.^[12]^\n\n## Notes\n\n12. Regulation (EU) 2024/1689\n"
    )
    assert rules(article, "Fines") == {"src:1": "S3"}
    assert rules(article, "It took") == {"src:1": "S3"}
    assert unit(article, "It took").plain == "It took 10^25^ steps on 20 m^2^."


def test_an_instruction_with_a_figure_and_its_source_is_compared() -> None:
    article = read(
        "Keep the records for 10 years.[^1] Keep them for 72 hours (Art. 33 GDPR).\n\n"
        "Keep a copy for 5 years.\n\n[^1]: Regulation (EU) 2024/1689, Art. 18.\n"
    )
    assert [(u.tier, u.reasons) for u in article.units] == [
        ("soft", ("advice",)),
        ("soft", ("advice",)),
        ("none", ("advice",)),
    ]


def test_a_handle_with_a_definition_is_a_link() -> None:
    article = read(
        "Thanks to [@user][] and [@other].\n\n[@user]: https://example.org/user\n[@other]: https://example.org/other\n"
    )
    assert [c.url for c in article.citations] == ["https://example.org/user", "https://example.org/other"]


PROSE = "It has many tasks. " * 8


@pytest.mark.parametrize(
    ("path", "text", "title"),
    [
        ("a.html", "<title>The AI Office - Site</title><main><h1>The AI Office</h1></main>", "The AI Office"),
        ("a.html", "<title>The Office</title><main><h1>Site</h1><h1>Other</h1></main>", "The Office"),
        ("a.txt", f"Site\n\nExplainer\n\nThe AI Office: tasks\n\n{PROSE}\n\nWhat the AI Office is for us\n\nA.\n",
         "The AI Office: tasks"),
        ("a.txt", f"The AI Office: tasks\n\n{PROSE}\n", "The AI Office: tasks"),
        ("a.md", "# One\n\n## The AI Office and its tasks\n\nWords.\n", "One"),
    ],
)  # fmt: skip
def test_the_title_is_the_articles_own(path: str, text: str, title: str) -> None:
    assert read(text, path).title == title
