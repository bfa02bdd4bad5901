"""Edits: apart, whole, and nothing else moves."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from srclint.engine.edits import apply, choose
from srclint.model import Edit, Fix

TEXT = "".join(chr(0x61 + n % 26) for n in range(60))


@st.composite
def an_edit(draw: st.DrawFn) -> Edit:
    start = draw(st.integers(-2, len(TEXT) + 2))
    end = draw(st.integers(start, start + 12))
    return Edit(start, end, draw(st.text("XYZ\n", max_size=4)))


FIXES = st.lists(st.builds(Fix, st.just(True), st.lists(an_edit(), max_size=4).map(tuple)), max_size=8)


@given(FIXES)
def test_chosen_edits_are_in_order_apart_and_inside(fixes: list[Fix]) -> None:
    chosen, done = choose(fixes, len(TEXT))
    for edit in chosen:
        assert 0 <= edit.start <= edit.end <= len(TEXT)
    for one, other in pairwise(chosen):
        assert one.end <= other.start
        assert one.start < other.start
    assert {edit for fix in done for edit in fix.edits} == set(chosen)
    assert all(fix in fixes for fix in done)


@given(FIXES)
def test_the_text_elsewhere_is_identical(fixes: list[Fix]) -> None:
    chosen, _ = choose(fixes, len(TEXT))
    after = apply(TEXT, chosen)
    at_old = at_new = 0
    for edit in chosen:
        kept = edit.start - at_old
        assert after[at_new : at_new + kept] == TEXT[at_old : edit.start]
        at_new += kept
        assert after[at_new : at_new + len(edit.replacement)] == edit.replacement
        at_new += len(edit.replacement)
        at_old = edit.end
    assert after[at_new:] == TEXT[at_old:]


@given(FIXES, st.randoms(use_true_random=False))
def test_the_order_of_the_findings_does_not_matter(fixes: list[Fix], random: object) -> None:
    shuffled = list(fixes)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert choose(fixes, len(TEXT))[0] == choose(shuffled, len(TEXT))[0]


def test_the_first_of_two_that_overlap_wins_and_a_fix_is_whole() -> None:
    first = Fix(True, (Edit(0, 4, "A"), Edit(10, 12, "B")))
    second = Fix(True, (Edit(2, 6, "C"),))
    third = Fix(True, (Edit(4, 6, "D"), Edit(11, 13, "E")))
    chosen, done = choose([third, second, first], len(TEXT))
    assert chosen == first.edits
    assert done == (first,)


def test_the_same_edit_asked_for_twice_is_made_once() -> None:
    one, other = Fix(True, (Edit(0, 4, "A"),)), Fix(False, (Edit(0, 4, "A"), Edit(8, 9, "")))
    chosen, done = choose([one, other], len(TEXT))
    assert chosen == (Edit(0, 4, "A"), Edit(8, 9, ""))
    assert len(done) == 2


def test_two_insertions_at_one_place_do_not_both_happen() -> None:
    chosen, done = choose([Fix(True, (Edit(3, 3, "A"),)), Fix(True, (Edit(3, 3, "B"),))], len(TEXT))
    assert chosen == (Edit(3, 3, "A"),)
    assert len(done) == 1


def test_many_edits_take_no_quadratic_time(growth: Callable[..., float]) -> None:
    def mend(fixes: list[Fix]) -> None:
        text = "x" * (4 * len(fixes))
        chosen, done = choose(fixes, len(text))
        assert len(chosen) == len(done) == len(fixes)
        assert apply(text, chosen).count("y") == len(fixes)

    def made(count: int) -> list[Fix]:
        return [Fix(True, (Edit(4 * n, 4 * n + 1, "y"),)) for n in range(count)]

    assert growth(made, mend, 4000, most=8) <= 8, "four times the edits: 4 is linear, 16 quadratic"
