"""Sources sections, stop headings, furniture."""

from __future__ import annotations

import pytest

from srclint.legal.text import mapped
from srclint.parse.blocks import Block, BlockKind
from srclint.parse.headings import heading_key
from srclint.parse.sections import mark_sections


def skips(*specs: tuple[int, str], **options: tuple[str, ...]) -> list[str | None]:
    """The ``skip`` of each block; a level of 0 is a paragraph."""
    blocks = [
        Block(BlockKind.HEADING if level else BlockKind.PARAGRAPH, mapped(words), 0, len(words), level=level)
        for level, words in specs
    ]
    return [block.skip for block in mark_sections(blocks, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Sources", "sources"),
        ("7. References:", "references"),
        ("📚 References", "references"),
        ("12.1 Bronnen", "bronnen"),
        ("IV. Quellen", "quellen"),
        ("Further reading {#more-reading}", "further reading"),
        ("À propos", "à propos"),
        ("Notes", "notes"),
        ("a", "a"),
        ("", ""),
    ],
)
def test_heading_key(words: str, key: str) -> None:
    assert heading_key(words) == key


def test_sources_end_at_the_next_heading_of_their_level() -> None:
    assert skips(
        (2, "Powers"), (0, "x"), (2, "Sources"), (0, "y"), (3, "Law"), (0, "z"), (2, "More"), (0, "w")
    ) == [
        None,
        None,
        "sources",
        "sources",
        "sources",
        "sources",
        None,
        None,
    ]


def test_a_heading_that_only_begins_with_the_word_counts() -> None:
    assert skips((2, "Source code"), (0, "x")) == [None, None]


def test_nothing_after_a_stop_heading_is_the_article() -> None:
    assert skips((0, "x"), (2, "Read next"), (0, "y"), (2, "Dirk"), (0, "z")) == [
        None,
        "stop",
        "stop",
        "stop",
        "stop",
    ]


def test_a_stop_heading_ends_where_a_greater_part_begins() -> None:
    assert skips((0, "x"), (3, "Contact"), (0, "y"), (2, "Powers"), (0, "z")) == [
        None,
        "stop",
        "stop",
        None,
        None,
    ]


def test_a_page_may_begin_with_about() -> None:
    assert skips((1, "About"), (0, "The Act applies.")) == [None, None]


def test_headings_of_the_project() -> None:
    assert skips((0, "x"), (2, "Belege:"), (0, "y"), source_headings=("belege",))[2] == "sources"
    assert skips((0, "x"), (2, "Colofon"), (0, "y"), stop_headings=("Colofon",))[2] == "stop"


def test_furniture() -> None:
    assert skips((0, "Share on LinkedIn"), (0, "Share on of the fines goes to the budget of the Union.")) == [
        "furniture",
        None,
    ]


def test_a_paragraph_in_large_type_is_no_heading() -> None:
    words = "The Regulation applies to providers. " * 7
    (block,) = mark_sections([Block(BlockKind.HEADING, mapped(words), 0, len(words), level=4)])
    assert block.kind is BlockKind.PARAGRAPH
