from __future__ import annotations

import datetime as dt

import pytest

from srclint.parse.blocks import Block, BlockKind, Reading
from srclint.parse.markdown import read


def texts(markdown: str, kind: BlockKind | None = None) -> list[str]:
    return [b.text.text for b in read(markdown).blocks if kind is None or b.kind is kind]


def only(markdown: str) -> Block:
    (block,) = read(markdown).blocks
    return block


def file_words(reading: Reading, block: Block, words: str) -> str:
    at = block.text.text.index(words)
    low, high = block.text.extent(at, at + len(words))
    return reading.text[low:high]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("The *AI* **Act** applies.", "The AI Act applies."),
        ("snake_case_word and 2 * 3 * 4 stay", "snake_case_word and 2 * 3 * 4 stay"),
        ("**Art. 5**(1) and *a*b", "Art. 5(1) and ab"),
        ("***both*** and **a *b* c** and *a **b***", "both and a b c and a b"),
        ("unmatched **bold and _open", "unmatched **bold and _open"),
        ("AI&nbsp;Act &sect; 5 &amp; &unknown; &#167;", "AI\u00a0Act § 5 & &unknown; §"),
        (r"1\. no list, \*no emphasis\*, a\b", r"1. no list, *no emphasis*, a\b"),
        ("soft\nwrap", "soft wrap"),
        ("hard  \nbreak and\\\nagain<br>and<br/>again", "hard break and again and again"),
        ("~~old~~ new, ~5 %", "old new, ~5 %"),
        ("`code *x*` and `` a ` b ``", "code *x* and a ` b"),
        ("![alt text](a.png) caption", "caption"),
        ("10<sup>25</sup> FLOPs, the 1<sup>er</sup> août", "10^25 FLOPs, the 1er août"),
        ("H~2~O and x <span class=a>y</span> z", "H~2~O and x y z"),
        ("before <!-- a comment --> after", "before after"),
        ("before {/* a comment */} after", "before after"),
        ('value {{< ref "a.md" >}} and {% include x %} end', "value and end"),
        ("Heading text {: .class #id }", "Heading text"),
        ("[=term=] and [ ] box", "[=term=] and [ ] box"),
        ("a < b and c > d & e", "a < b and c > d & e"),
        ("<q>quoted</q>", "“quoted”"),
    ],
)
def test_what_a_reader_sees(markdown: str, expected: str) -> None:
    assert only(markdown).text.text == expected


@pytest.mark.parametrize(
    ("markdown", "style", "words", "url", "written"),
    [
        ('See [the Act](https://a.eu/x "T").', "inline", "the Act", "https://a.eu/x", "https://a.eu/x"),
        ("See [a](<https://a.eu/x y>).", "inline", "a", "https://a.eu/x y", "https://a.eu/x y"),
        ("See [a](https://a.eu/x_(y)).", "inline", "a", "https://a.eu/x_(y)", "https://a.eu/x_(y)"),
        (
            "See [a](https://a.eu/?b=1&amp;c=2).",
            "inline",
            "a",
            "https://a.eu/?b=1&c=2",
            "https://a.eu/?b=1&amp;c=2",
        ),
        ("See [the Act][Ai].\n\n[ai]: https://a.eu", "reference", "the Act", "https://a.eu", "https://a.eu"),
        ("See [Act][].\n\n[act]: <https://a.eu> 'T'", "reference", "Act", "https://a.eu", "https://a.eu"),
        ("See [1].\n\n[1]: https://a.eu", "reference", "1", "https://a.eu", "https://a.eu"),
        ("See <https://a.eu/x>.", "autolink", "https://a.eu/x", "https://a.eu/x", "https://a.eu/x"),
        ("See https://a.eu/x.", "bare", "https://a.eu/x", "https://a.eu/x", "https://a.eu/x"),
        ("(see https://a.eu/x)", "bare", "https://a.eu/x", "https://a.eu/x", "https://a.eu/x"),
        ('See <a href="https://a.eu/x">it</a>.', "html", "it", "https://a.eu/x", "https://a.eu/x"),
        ("See [[Article 24(3)]].", "wiki", "Article 24(3)", "Article 24(3)", "Article 24(3)"),
        ("See [[Article 24|art 24]].", "wiki", "art 24", "Article 24", "Article 24"),
        ('See [a]({{< ref "x.md" >}}).', "inline", "a", '{{< ref "x.md" >}}', '{{< ref "x.md" >}}'),
        ("See [**bold** `c`](u).", "inline", "bold c", "u", "u"),
    ],
)
def test_links(markdown: str, style: str, words: str, url: str, written: str) -> None:
    reading = read(markdown)
    block = reading.blocks[0]
    (link,) = block.links
    assert (link.style, block.text.text[link.start : link.end], link.url) == (style, words, url)
    assert markdown[link.url_start : link.url_end] == written
    if style != "bare":
        assert markdown[link.file_start] in "[<"


def test_pandoc_citations_are_links_by_key() -> None:
    block = only("Processing [@gdpr2016; see @edpb:2020, p. 3] is [-@x].")
    assert [(link.style, link.label) for link in block.links] == [
        ("citation", "gdpr2016"),
        ("citation", "edpb:2020"),
        ("citation", "x"),
    ]
    assert "p. 3" in block.text.text
    assert "@" not in block.text.text


def test_definitions_say_whether_they_are_used() -> None:
    reading = read("[a]\n\n[a]: https://a.eu\n[b]: https://b.eu 'T'\n[a]: https://c.eu\n")
    assert [(d.label, d.url, d.used) for d in reading.definitions] == [
        ("a", "https://a.eu", True),
        ("b", "https://b.eu", False),
        ("a", "https://c.eu", False),
    ]
    assert [reading.text[d.url_start : d.url_end] for d in reading.definitions] == [
        "https://a.eu",
        "https://b.eu",
        "https://c.eu",
    ]


def test_footnotes_defined_undefined_twice_and_unused() -> None:
    markdown = (
        "One.[^1] Two[^9]\n\n[^1]: First\n    wrapped\n\n    Second paragraph.\n[^1]: Again\n[^3]: Unused\n"
    )
    reading = read(markdown)
    assert [m.label for b in reading.blocks for m in b.marks] == ["1", "9"]
    notes = [b for b in reading.blocks if b.kind is BlockKind.FOOTNOTE]
    assert [(b.label, b.text.text) for b in notes] == [
        ("1", "First wrapped"),
        ("1", "Second paragraph."),
        ("1", "Again"),
        ("3", "Unused"),
    ]
    assert [markdown[b.start : b.start + 5] for b in notes] == ["[^1]:", "Secon", "[^1]:", "[^3]:"]
    mark = reading.blocks[0].marks[0]
    assert markdown[mark.file_start : mark.file_end] == "[^1]"
    assert reading.blocks[0].text.text == "One. Two"
    assert mark.at == len("One.")


def test_inline_notes_become_footnotes() -> None:
    reading = read("A claim.^[See *the* [Act](https://a.eu).] Next.")
    paragraph, note = reading.blocks
    assert paragraph.text.text == "A claim. Next."
    assert (paragraph.marks[0].style, paragraph.marks[0].label) == ("inline", note.label)
    assert note.text.text == "See the Act."
    assert note.links[0].url == "https://a.eu"


def test_bracketed_numbers_are_marks_only_where_something_is_numbered() -> None:
    plain = read("The vector x[1] and [2] stay.").blocks[0]
    assert (plain.text.text, plain.marks) == ("The vector x[1] and [2] stay.", ())
    listed = read("A claim [1], another [1, 2].\n\n## Sources\n\n1. https://a.eu\n2. https://b.eu\n")
    assert listed.blocks[0].text.text == "A claim , another ."
    assert [m.label for m in listed.blocks[0].marks] == ["1", "1", "2"]
    written = read("A claim [1].\n\n[1] Regulation (EU) 2024/1689\n[2] Another\n")
    assert [(b.label, b.text.text) for b in written.blocks if b.kind is BlockKind.FOOTNOTE] == [
        ("1", "Regulation (EU) 2024/1689")
    ]


def test_superscripts_are_marks_only_where_something_is_numbered() -> None:
    assert only("10² metres").text.text == "10² metres"
    marked = read("A claim.¹ Also.<sup>2</sup>\n\n## Bronnen\n\n1. https://a.eu\n2. https://b.eu\n").blocks[0]
    assert [(m.label, m.style) for m in marked.marks] == [("1", "superscript"), ("2", "superscript")]
    assert marked.text.text == "A claim. Also."


def test_a_numbered_link_to_a_note_is_its_mark() -> None:
    reading = read('A claim.<sup id="a1">[1](#f1)</sup>\n\n<b id="f1">1</b> The note. [↩](#a1)\n')
    claim, note = reading.blocks
    assert [(m.label, m.target) for m in claim.marks] == [("1", "f1")]
    assert (note.kind, note.label, note.text.text) == (BlockKind.FOOTNOTE, "1", "The note.")


def test_lists() -> None:
    reading = read(
        "It can:\n\n- ask;\n  wrapped\n  1. deep\n  2. deeper\n\n  more\n- act.\n\nEnd.\n\n3. three\n4. four\n"
    )
    blocks = reading.blocks
    shown = [(b.kind.value, b.text.text, b.level, b.index, b.last, b.lead_in, b.ordinal) for b in blocks]
    assert shown == [
        ("paragraph", "It can:", 0, 0, False, None, None),
        ("item", "ask; wrapped", 1, 0, False, 0, None),
        ("item", "deep", 2, 0, False, 1, 1),
        ("item", "deeper", 2, 1, True, 1, 2),
        ("paragraph", "more", 1, 0, False, None, None),
        ("item", "act.", 1, 1, True, 0, None),
        ("paragraph", "End.", 0, 0, False, None, None),
        ("item", "three", 1, 0, False, 6, 3),
        ("item", "four", 1, 1, True, 6, 4),
    ]
    assert blocks[1].group == blocks[5].group != blocks[2].group


def test_tables() -> None:
    reading = read("| What | Fine |\n|---|:-:|\n| AI Act[^1] | 3 % \\| 15 `m\\|n` |\n| GDPR | |\n\n[^1]: N\n")
    head, row, short = reading.blocks[:3]
    assert (head.header_row, row.header_row, row.last, short.last) == (True, False, False, True)
    assert row.text.text == "AI Act | 3 % | 15 m|n"
    assert [(c.header, row.text.text[c.start : c.end]) for c in row.cells] == [
        ("What", "AI Act"),
        ("Fine", "3 % | 15 m|n"),
    ]
    assert [row.text.text[a:b] for a, b in row.code] == ["m|n"]
    assert row.marks[0].at == len("AI Act")
    assert file_words(reading, row, "15") == "15"


def test_quotes_and_alerts() -> None:
    reading = read("> Said *so*\n> again\nlazily\n\n> [!NOTE]\n> Mind this.\n\n> - item\n")
    assert [(b.kind, b.quoted, b.text.text) for b in reading.blocks] == [
        (BlockKind.QUOTE, True, "Said so again lazily"),
        (BlockKind.PARAGRAPH, False, "Mind this."),
        (BlockKind.ITEM, True, "item"),
    ]


def test_code_is_known_as_code() -> None:
    reading = read("See `Art. 5` here.\n\n```python\nArt. 6\n```\n\n    Art. 7\n")
    assert [reading.blocks[0].text.text[a:b] for a, b in reading.blocks[0].code] == ["Art. 5"]
    assert [(b.kind, b.text.text) for b in reading.blocks[1:]] == [
        (BlockKind.CODE, "Art. 6"),
        (BlockKind.CODE, "Art. 7"),
    ]


def test_headings() -> None:
    reading = read("# One #\n\nTwo\n===\n\nThree *x*\nfour\n---\n\n### Five {#five}\n#not\n")
    assert [(b.level, b.text.text) for b in reading.blocks if b.kind is BlockKind.HEADING] == [
        (1, "One"),
        (1, "Two"),
        (2, "Three x four"),
        (3, "Five"),
    ]
    assert reading.title == "One"
    assert reading.blocks[3].ids == ("five",)


def test_admonitions_tabs_and_divisions() -> None:
    markdown = '!!! warning "Take care"\n    Inside it.\n\n    - item\n\n:::tip[Hint]\nIn the fence.\n:::\n\n??? note\n    Closed.\n'  # noqa: E501
    reading = read(markdown)
    assert [(b.kind.value, b.text.text) for b in reading.blocks] == [
        ("furniture", "Take care"),
        ("paragraph", "Inside it."),
        ("item", "item"),
        ("furniture", "Hint"),
        ("paragraph", "In the fence."),
        ("paragraph", "Closed."),
    ]


def test_mdx_lines_are_no_prose() -> None:
    assert texts("import Tabs from '@theme/Tabs';\nexport const x = 1;\n\nText <Foo a={1}>in</Foo>.\n") == [
        "Text in."
    ]


def test_html_blocks_are_read_as_html() -> None:
    markdown = "<details>\n<summary>More</summary>\n<p>The <b>rule</b> &amp; all.</p>\n</details>\n\n<!-- srclint: ignore[SRC101] why -->\n\nText.\n"  # noqa: E501
    reading = read(markdown)
    assert [b.text.text for b in reading.blocks] == ["More", "The rule & all.", "Text."]
    (comment,) = reading.comments
    assert comment.text == " srclint: ignore[SRC101] why "
    assert markdown[comment.start : comment.end].startswith("<!--")


def test_containers_keep_exact_places() -> None:
    markdown = "> - one *two*\n>   three `fo\n>   ur` five\n"
    reading = read(markdown)
    (item,) = reading.blocks
    assert item.text.text == "one two three fo ur five"
    for word in ("one", "two", "three", "five"):
        assert file_words(reading, item, word) == word
    assert markdown[slice(*item.text.extent(0, len(item.text)))].startswith("one *two*\n>   three")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_do_not_move_places(end: str) -> None:
    markdown = end.join(
        [
            "---",
            "title: T",
            "---",
            "# Head",
            "",
            "One",
            "two [x](https://a.eu).",
            "",
            "| a |",
            "|---|",
            "| b |",
            "",
        ]
    )
    reading = read(markdown)
    assert [b.text.text for b in reading.blocks] == ["Head", "One two x.", "a", "b"]
    assert file_words(reading, reading.blocks[1], "two") == "two"
    assert reading.front_matter["title"] == "T"


def test_a_definition_list_is_parted() -> None:
    assert texts("Term\n: What it means.\n: Or this.\n") == ["Term", "What it means.", "Or this."]


def test_source_entries_keep_their_line_breaks() -> None:
    reading = read("1. https://a.eu\n   Regulation; Art. 64\n2. https://b.eu  \n   Page\n")
    first, second = reading.blocks
    assert first.text.text == "https://a.eu Regulation; Art. 64"
    assert first.breaks == (len("https://a.eu"),)
    assert second.breaks == (len("https://b.eu"),)


@pytest.mark.parametrize(
    ("markdown", "values"),
    [
        ("---\ndate: 2026-06-22\nlang: nl\n---\nText", {"date": dt.date(2026, 6, 22), "lang": "nl"}),
        ("+++\ntitle = 'T'\n+++\nText", {"title": "T"}),
        ('{"title": "T",\n "a": [1]}\nText', {"title": "T", "a": [1]}),
        ("---\n---\nText", {}),
    ],
)
def test_front_matter(markdown: str, values: dict[str, object]) -> None:
    reading = read(markdown)
    assert dict(reading.front_matter) == values
    assert [b.text.text for b in reading.blocks] == ["Text"]
    assert reading.warnings == ()


@pytest.mark.parametrize(
    "markdown",
    [
        "---\na: [1\n---\nText",
        "---\n- a\n- b\n---\nText",
        "---\na: " + "[" * 500 + "\n---\nText",
        "+++\na = \n+++\nText",
        "+++\na = " + "[" * 5000 + "\n+++\nText",
    ],
)
def test_broken_front_matter_is_a_warning(markdown: str) -> None:
    reading = read(markdown)
    assert len(reading.warnings) == 1
    assert [b.text.text for b in reading.blocks] == ["Text"]


def test_a_thematic_break_is_no_front_matter() -> None:
    reading = read("---\n\nText only.\n")
    assert (reading.warnings, [b.text.text for b in reading.blocks]) == ((), ["Text only."])


def test_damaged_characters_are_repaired_in_place() -> None:
    markdown = "Adopted â€œ*todayâ€\u009d ยท by [usâ€¦](https://a.eu)\n"
    reading = read(markdown)
    block = reading.blocks[0]
    assert block.text.text == "Adopted “*today” · by us…"
    assert file_words(reading, block, "·") == "ยท"
    assert file_words(reading, block, "today") == "today"
    assert markdown[block.links[0].url_start : block.links[0].url_end] == "https://a.eu"
    assert [words for _, _, words in reading.mojibake] == ["“", "”", "·", "…"]


def test_what_is_nested_too_deeply_is_told() -> None:
    reading = read("One.\n\n" + ">" * 300 + " deep\n\nTwo.\n")
    assert [b.text.text for b in reading.blocks] == ["One.", "Two."]
    assert [(place, "nested" in words) for place, _, words in reading.warnings] == [(6, True)]
    assert read("> " * 20 + "deep").warnings == ()
