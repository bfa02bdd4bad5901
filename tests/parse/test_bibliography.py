"""Bibliography files."""

from __future__ import annotations

from srclint.parse.bibliography import entries


def test_an_entry_becomes_its_words_and_its_address() -> None:
    found = entries(
        "@string{x = {y}}\n"
        '@article{kuner2020,\n  title = {The {GDPR}: A Commentary},\n  author = "Kuner, C. and Bygrave, L.",\n'
        "  year = 2020,\n  doi = {10.1000/182}\n}\n"
        "@online{page, title = {A page}, url = {https://example.org/a_b}}\n"
        "@misc{page, title = {Another}}\n"
    )
    assert found == {
        "kuner2020": "Kuner, C. and Bygrave, L.. The GDPR: A Commentary. 2020. https://doi.org/10.1000/182",
        "page": "A page. https://example.org/a_b",
    }


def test_what_is_broken_is_left_out_and_nothing_hangs() -> None:
    assert entries("@article{" * 5000) == {}
    assert entries("@article{a, title = {" + "{" * 50_000) == {"a": ""}
    assert entries("not a bibliography") == {}
