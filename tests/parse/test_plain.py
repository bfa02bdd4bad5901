from __future__ import annotations

from srclint.parse.blocks import BlockKind
from srclint.parse.plain import read

ARTICLE = """\
The register

Published 2025-03-04 · 3 min read

The office keeps a register. It is
public.[1]

What it holds

It can:

  • list members;
  • strike
    them off.

Sources

  1. https://a.eu/act
    Regulation; Art. 3 on the register.
  2. https://b.eu/page
    The office's page.
"""


def test_an_article() -> None:
    reading = read(ARTICLE)
    assert [(b.kind.value, b.text.text) for b in reading.blocks] == [
        ("heading", "The register"),
        ("furniture", "Published 2025-03-04 · 3 min read"),
        ("paragraph", "The office keeps a register. It is public."),
        ("heading", "What it holds"),
        ("paragraph", "It can:"),
        ("item", "list members;"),
        ("item", "strike them off."),
        ("heading", "Sources"),
        ("item", "https://a.eu/act Regulation; Art. 3 on the register."),
        ("item", "https://b.eu/page The office's page."),
    ]
    assert [m.label for m in reading.blocks[2].marks] == ["1"]
    assert [b.lead_in for b in reading.blocks[5:7]] == [4, 4]
    assert [b.last for b in reading.blocks[5:7]] == [False, True]
    assert [(b.ordinal, b.breaks) for b in reading.blocks[8:]] == [(1, (16,)), (2, (17,))]
    assert reading.blocks[8].links[0].url == "https://a.eu/act"


def test_labelled_sources() -> None:
    reading = read("A claim [2].\n\n[1] First https://a.eu\n[2] Second\n  goes on\n")
    assert [(b.kind, b.label, b.text.text) for b in reading.blocks[1:]] == [
        (BlockKind.PARAGRAPH, None, "[1] First https://a.eu"),
        (BlockKind.FOOTNOTE, "2", "Second goes on"),
    ]


def test_underlined_headings_and_nested_lists() -> None:
    reading = read("Title\n=====\n\nPart\n----\n\n- a\n  - b\n- c\n\n1. x\n2. y\n")
    assert [(b.kind.value, b.level, b.text.text) for b in reading.blocks] == [
        ("heading", 1, "Title"),
        ("heading", 2, "Part"),
        ("item", 1, "a"),
        ("item", 2, "b"),
        ("item", 1, "c"),
        ("item", 1, "x"),
        ("item", 1, "y"),
    ]
    assert reading.blocks[2].group == reading.blocks[4].group != reading.blocks[5].group


def test_restructured_text() -> None:
    text = (
        "Title\n=====\n\nA claim [1]_ in `the Act <https://a.eu>`_ and `Page`_ with ``code`` and **bold**.\n\n"
        ".. [1] Regulation\n   goes on.\n.. _Page: https://b.eu\n.. a comment\n\n.. code-block:: c\n\n   no prose\n\n"
        ".. note::\n\n   Mind this.\n"
    )
    reading = read(text)
    assert [(b.kind.value, b.text.text) for b in reading.blocks] == [
        ("heading", "Title"),
        ("paragraph", "A claim in the Act and Page with code and bold."),
        ("footnote-definition", "Regulation goes on."),
        ("paragraph", "Mind this."),
    ]
    claim = reading.blocks[1]
    assert [(link.style, link.url) for link in claim.links] == [
        ("inline", "https://a.eu"),
        ("reference", "https://b.eu"),
    ]
    assert [text[link.url_start : link.url_end] for link in claim.links] == ["https://a.eu", "https://b.eu"]
    assert [m.label for m in claim.marks] == ["1"]
    assert [c.text for c in reading.comments] == ["a comment"]


def test_markup_of_other_formats_is_text() -> None:
    (block,) = read("Use a_b_c, 2 * 3 and &amp; in it, please.").blocks
    assert block.text.text == "Use a_b_c, 2 * 3 and &amp; in it, please."
