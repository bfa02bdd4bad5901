"""Suppression comments: what they say and what they cover."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from srclint.legal.text import mapped
from srclint.model import Directive, LineIndex
from srclint.parse.blocks import Block, BlockKind, Comment
from srclint.parse.directives import read_directives

_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)


def read(text: str, *blocks: Block) -> tuple[Directive, ...]:
    comments = [Comment(m.group(1), m.start(), m.end()) for m in _COMMENT.finditer(text)]
    return read_directives(text, comments, blocks, LineIndex(text))


def block(text: str, words: str, kind: BlockKind = BlockKind.PARAGRAPH, **more: object) -> Block:
    start = text.index(words)
    return Block(kind, mapped(words, start), start, start + len(words), **more)  # type: ignore[arg-type]


def test_on_its_own_line_it_covers_the_next_block() -> None:
    text = "First.\n\n<!-- srclint: ignore[SRC101, no-pinpoint] an old brochure -->\n\nSecond.\n"
    (found,) = read(text, block(text, "First."), block(text, "Second."))
    assert found.selectors == ("SRC101", "no-pinpoint")
    assert found.reason == "an old brochure"
    assert found.error is None
    assert text[slice(*found.covers)] == "Second."


def test_at_the_end_of_a_block_it_covers_that_block() -> None:
    text = "First. <!-- srclint: ignore[SRC101] known -->\n\nSecond.\n"
    (found,) = read(text, block(text, "First."), block(text, "Second."))
    assert text[slice(*found.covers)] == "First."


def test_inside_a_block_it_covers_that_block() -> None:
    text = "One\n<!-- srclint: ignore[SRC101] known -->\ntwo.\n\nSecond.\n"
    whole = text[: text.index("\n\nSecond")]
    pieces = mapped("One", 0)
    first = Block(BlockKind.PARAGRAPH, pieces, 0, len(whole))
    (found,) = read(text, first, block(text, "Second."))
    assert found.covers == (0, len(whole))


def test_before_a_list_it_covers_the_list() -> None:
    text = "<!-- srclint: ignore[SRC101] common knowledge -->\n\n- one\n- two\n\nAfter.\n"
    items = [
        block(text, "one", BlockKind.ITEM, group=1, level=1),
        block(text, "two", BlockKind.ITEM, group=1, level=1, index=1),
    ]
    (found,) = read(text, *items, block(text, "After."))
    assert text[slice(*found.covers)] == "one\n- two"


def test_the_whole_file_until_a_day() -> None:
    text = "Words.\n\n<!-- srclint: ignore-file[SRC3] until=2027-01-01 being rewritten -->\n"
    (found,) = read(text, block(text, "Words."))
    assert found.kind == "ignore-file"
    assert found.covers == (0, len(text))
    assert found.until == dt.date(2027, 1, 1)
    assert found.reason == "being rewritten"


@pytest.mark.parametrize(
    ("comment", "words"),
    [
        ("srclint: ignore SRC101 why", "in brackets"),
        ("srclint: ignore[] why", "names no rule"),
        ("srclint: silence[SRC101] why", "is no directive"),
        ("srclint: ignore[SRC101] until=2027-13-01 why", "is no date"),
        ("srclint: ignore[SRC 101] why", "neither a code"),
        ("srclint ignore[SRC101", "in brackets"),
    ],
)
def test_what_cannot_be_understood_is_told(comment: str, words: str) -> None:
    (found,) = read(f"<!-- {comment} -->\n\n")
    assert found.error is not None
    assert words in found.error


def test_a_missing_reason_is_left_to_the_rule() -> None:
    (found,) = read("<!-- srclint: ignore[SRC101] -->\n")
    assert (found.reason, found.error) == ("", None)


def test_other_comments_are_none_of_ours() -> None:
    assert read("<!-- markdownlint-disable --> <!-- src -->") == ()
