"""Quoted words: folded, found, and nearly found."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srclint.legal.support import quotes

TEXT = (
    "1. The operator shall keep a ledger, and shall: (a) enter every transfer within three days; (b) protect "
    "the entries against loss; and (c) keep them for at least six months. 2. Members’ accounts – where “shared” – "
    "are left out."
)


@pytest.mark.parametrize(
    "quotation",
    [
        "shall keep a ledger",
        "The operator shall keep a ledger",
        "the operator shall keep a ledger,",
        "enter every transfer within three days; protect the entries against loss",
        "shall keep a ledger [...] against loss",
        "[it] shall keep a ledger … for at least six months",
        "shall keep a ledger (the book) ... six months",
        "members' accounts - where 'shared' - are left out.",
        "Members’ ac\u00adcounts",
    ],
)
def test_the_same_words(quotation: str) -> None:
    assert quotes.holds(quotes.fold(TEXT), quotes.segments(quotation))


@pytest.mark.parametrize(
    "quotation",
    [
        "shall keep a book",
        "against loss [...] shall keep a ledger",
        "keep a ledger and protect it",
        "ll keep a ledger",
        "",
        "...",
    ],
)
def test_other_words(quotation: str) -> None:
    assert not quotes.holds(quotes.fold(TEXT), quotes.segments(quotation))


@pytest.mark.parametrize(
    ("quotation", "changes"),
    [
        ("protect the entries against theft and keep them", (("theft", "loss"),)),
        ("keep them for at most six months", (("most", "least"),)),
        ("enter every single transfer within three days", (("single", ""),)),
        ("shall enter transfer within three days", (("", "every"),)),
    ],
)
def test_a_near_miss_and_what_differs(quotation: str, changes: tuple[tuple[str, str], ...]) -> None:
    near = quotes.near(quotes.fold(TEXT), quotes.segments(quotation))
    assert near is not None
    assert near.similarity >= 0.8
    assert set(changes) <= set(near.changes)


def test_words_in_another_order_are_near() -> None:
    near = quotes.near(quotes.fold(TEXT), quotes.segments("protect the entries loss against"))
    assert near is not None
    assert near.similarity >= quotes.NEAR


def test_words_of_something_else_are_not_near() -> None:
    words = quotes.segments("the best thing that has happened to bookkeeping in a hundred years")
    near = quotes.near(quotes.fold(TEXT), words)
    assert near is None or near.similarity < 0.6
    assert quotes.likeness(quotes.fold(TEXT), words) < 0.3


WORDS = st.lists(
    st.sampled_from(["the", "operator", "shall", "keep", "a", "ledger", "within", "three", "days", "entry"]),
    min_size=1,
)


@given(WORDS, WORDS, WORDS)
def test_a_stretch_of_a_text_is_always_found_in_it(
    before: list[str], part: list[str], after: list[str]
) -> None:
    text = quotes.fold(" ".join([*before, *part, *after]))
    assert quotes.holds(text, quotes.segments("“" + " ".join(part).capitalize() + "”"))
    assert quotes.holds(text, quotes.segments(f"{' '.join(before)} […] {' '.join(after)}"))


@given(st.text(max_size=400), st.text(max_size=200))
@settings(deadline=None)
def test_any_text_can_be_folded_and_compared(text: str, quotation: str) -> None:
    folded = quotes.fold(text)
    assert folded == quotes.fold(folded) or folded.strip() != ""
    assert folded.startswith(" ")
    assert folded.endswith(" ")
    wanted = quotes.segments(quotation)
    assert 0 <= quotes.likeness(folded, wanted) <= 1
    near = quotes.near(folded, wanted)
    assert near is None or 0 <= near.similarity <= 1


@pytest.mark.parametrize("piece", ["[", "(", ".", ". . . ", "(a", "- ", "a", "the "])
def test_hostile_text_is_folded_in_linear_time(growth: Callable[..., float], piece: str) -> None:
    def weigh(hostile: str) -> None:
        wanted = quotes.segments(hostile[:1500])
        folded = quotes.fold(hostile)
        quotes.holds(folded, wanted)
        quotes.likeness(folded, wanted)
        quotes.near(folded, wanted)

    ratio = growth(lambda length: piece * (length // len(piece)), weigh, 15_000, most=8)
    assert ratio <= 8, "four times the text: 4 is linear, 16 quadratic"
