from __future__ import annotations

import pytest

from srclint.errors import ConfigError
from srclint.parse.blocks import BlockKind, Reading
from srclint.parse.html import read


def texts(reading: Reading) -> list[str]:
    return [b.text.text for b in reading.blocks]


def test_only_the_article_counts() -> None:
    page = (
        "<body><nav>menu</nav><header>site</header><main><header><h1>Title</h1></header><p>Text."
        "<aside>box</aside><form>field</form><p hidden>no<p style='display: none'>no<script>x<p></script>"
        "<div role=navigation>crumbs</div></main><footer>foot</footer></body>"
    )
    assert texts(read(page)) == ["Title", "Text."]
    assert texts(read("<article><p>One</article><div>no</div><article>Two</article>")) == ["One", "Two"]
    assert texts(read("<div>A</div><div role='main'>B</div>")) == ["B"]
    assert texts(read("<div>A</div><p>B")) == ["A", "B"]


def test_a_selector_names_the_article() -> None:
    page = "<body>\n<p>no</p>\n<div class='post'><p>Yes.</p></div><div id=x>No</div></body>"
    assert texts(read(page, content="div.post")) == ["Yes."]
    missing = read(page, content=".nowhere")
    assert texts(missing) == ["no", "Yes.", "No"]
    assert ".nowhere" in missing.warnings[0][2]
    with pytest.raises(ConfigError, match="not valid CSS"):
        read(page, content="div[")


def test_words_and_their_places() -> None:
    page = "<p>The <em>AI&nbsp;Act</em>\n   (3&#8239;%) <b>10</b><sup>25</sup> &lt;b&gt; a < b <q>said</q><br>next"
    reading = read(page)
    (block,) = reading.blocks
    assert block.text.text == "The AI\u00a0Act (3\u202f%) 10^25 <b> a < b “said” next"
    at = block.text.text.index("\u202f")
    assert page[slice(*block.text.extent(at, at + 1))] == "&#8239;"
    assert block.breaks == (block.text.text.index("next") - 1,)


def test_links_and_code() -> None:
    page = (
        '<p>See <a class="x" href="https://a.eu/?b=1&amp;c">the Act</a>, https://b.eu/x. <code>Art. 5</code>'
    )
    (block,) = read(page).blocks
    first, second = block.links
    assert (first.url, block.text.text[first.start : first.end]) == ("https://a.eu/?b=1&c", "the Act")
    assert page[first.url_start : first.url_end] == "https://a.eu/?b=1&amp;c"
    assert page[first.file_start : first.file_end].endswith("</a>")
    assert (second.style, second.url) == ("bare", "https://b.eu/x")
    assert [block.text.text[a:b] for a, b in block.code] == ["Art. 5"]


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        (
            '<sup id="r1"><a href="#fn1">1</a></sup>',
            '<ol><li id="fn1"><p>Note. <a href="#r1">↩</a></p></li></ol>',
        ),
        (
            '<a class="footnote-ref" href="#fn:1" role="doc-noteref">1</a>',
            '<section class="footnotes"><ol><li id="fn:1">Note. <a href="#x" class="footnote-backref">back</a></ol></section>',  # noqa: E501
        ),
        ('<a id="_ftnref1" href="#_ftn1">[1]</a>', '<p><a id="_ftn1" href="#_ftnref1">[1]</a> Note.</p>'),
        ('<a href="#ref-1">[1]</a>', '<div id="ref-1">Note.</div>'),
        ('<sup><a href="#n">*</a></sup>', '<aside id="n" role="doc-footnote">Note.</aside>'),
        ('<sup><a href="#n1">1</a></sup>', '<footer><p id="n1">Note.</p></footer>'),
    ],
)
def test_notes(mark: str, note: str) -> None:
    page = f"<main><p>A claim.{mark} More.</p>{note}</main>"
    reading = read(page)
    claim, footnote = reading.blocks
    assert claim.text.text == "A claim. More."
    (found,) = claim.marks
    assert (footnote.kind, footnote.label, footnote.text.text) == (BlockKind.FOOTNOTE, found.label, "Note.")
    assert page[found.file_start : found.file_end].startswith("<a")
    assert found.target in mark


def test_what_is_no_note() -> None:
    page = (
        '<p>Figure <a href="#fig-1">1</a>, section <a href="#s2">2</a>, <a href="#s2">the scope</a>.'
        '<h2 id="s2">2 Scope</h2><figure id="fig-1"><figcaption>Picture</figcaption></figure>'
    )
    reading = read(page)
    assert reading.blocks[0].text.text == "Figure 1, section 2, the scope."
    assert not any(block.marks or block.label for block in reading.blocks)


def test_notes_and_sources_that_both_begin_at_one() -> None:
    page = (
        '<main><p>Note<sup><a href="#fn1">1</a></sup> and source [1].</p><h2>References</h2><ol><li>https://a.eu'
        '</ol><div class="footnotes"><p id="fn1">The note.</p></div></main>'
    )
    reading = read(page)
    assert [(m.label, m.style) for m in reading.blocks[0].marks] == [("fn1", "superscript"), ("1", "bracket")]
    assert reading.blocks[-1].label == "fn1"


def test_an_undefined_mark_is_still_a_mark() -> None:
    (block,) = read('<p>A claim.<sup><a href="#fn7">7</a></sup>').blocks
    assert [m.label for m in block.marks] == ["7"]


def test_lists_and_implied_ends() -> None:
    reading = read(
        "<p>It can:<ul><li>ask<ol start=3><li>deep<li value=9>x</ol><li><p>act</p><p>more</p></ul>End"
    )
    assert [
        (b.kind.value, b.text.text, b.level, b.index, b.last, b.lead_in, b.ordinal) for b in reading.blocks
    ] == [
        ("paragraph", "It can:", 0, 0, False, None, None),
        ("item", "ask", 1, 0, False, 0, None),
        ("item", "deep", 2, 0, False, 1, 3),
        ("item", "x", 2, 1, True, 1, 9),
        ("item", "act", 1, 1, True, 0, None),
        ("paragraph", "more", 1, 0, False, None, None),
        ("paragraph", "End", 0, 0, False, None, None),
    ]


def test_tables() -> None:
    reading = read(
        "<table><caption>Fines</caption><tr><th>What<th>Fine<tr><td>AI <b>Act</b><td><p>3 %</p><p>or more</table>"
    )
    caption, head, row = reading.blocks
    assert (caption.kind, head.header_row, row.header_row, row.last) == (BlockKind.CAPTION, True, False, True)
    assert [(c.header, row.text.text[c.start : c.end]) for c in row.cells] == [
        ("What", "AI Act"),
        ("Fine", "3 % or more"),
    ]


def test_quotes_languages_and_headings() -> None:
    reading = read(
        "<html lang=nl><h2 id=a>Kop</h2><blockquote lang=fr><p>Cité</p></blockquote><pre>a\n b</pre>"
    )
    head, quote, code = reading.blocks
    assert (head.level, head.ids, quote.kind, quote.quoted, quote.language) == (
        2,
        ("a",),
        BlockKind.QUOTE,
        True,
        "fr",
    )
    assert (code.kind, reading.language) == (BlockKind.CODE, "nl")


def test_the_head_gives_title_language_and_dates() -> None:
    page = (
        "<html lang='en'><head><title>A &amp; B</title><meta name='DC.date' content='2024-01-02'>"
        '<script type="application/ld+json">{"@graph": [{"dateModified": "2025-03-04"}]}</script></head><p>T'
    )
    assert read(page).front_matter == {
        "lang": "en",
        "title": "A & B",
        "date": "2024-01-02",
        "updated": "2025-03-04",
    }
    assert read("<p>On <time datetime='2024-05-06'>6 May</time>").front_matter == {"date": "2024-05-06"}


def test_comments_xhtml_and_cdata() -> None:
    page = "<?xml version='1.0'?><html xmlns='x'><body><p>One<a id='x'/> two</p><div/><!-- c --><p><![CDATA[a & b]]></p></body></html>"  # noqa: E501
    reading = read(page)
    assert texts(reading) == ["One two", "a & b"]
    assert [page[c.start : c.end] for c in reading.comments] == ["<!-- c -->"]


@pytest.mark.parametrize(
    "tag", ["div", "b", "ul><li", "blockquote", "table><tr><td", "main", "section lang=nl"]
)
def test_deep_nesting_does_not_recurse(tag: str) -> None:
    assert texts(read(f"<{tag}>" * 10_000 + "Text")) == ["Text"]


def test_unclosed_things_lose_nothing() -> None:
    assert texts(read("<p>One <!-- open <p>Two <a href='x'>three")) == ["One <!-- open", "Two three"]


def test_the_end_of_any_heading_ends_the_open_one() -> None:
    page = "<h3>Sources</h2><div><p>One.</p></div><p>Two.</p><h2>Next</h2><p>Three."
    kinds = [(b.kind, b.text.text) for b in read(page).blocks]
    assert [kind for kind, _ in kinds] == [
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
    ]
