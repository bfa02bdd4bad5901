"""Which footnotes mean to name no source."""

from __future__ import annotations

import pytest

from srclint.parse.notes import is_remark, other_note


@pytest.mark.parametrize(
    ("text", "language", "remark"),
    [
        ("See the regulation on this.", "en", False),
        ("Guidelines of the board", "en", False),
        ("Siehe die Verordnung dazu.", "de", False),
        ("see footnote 4", "en", True),
        ("LG Köln, aaO (Fn. 3), Rn. 22.", "de", True),
        ("Kuner, op. cit., p. 12", "en", True),
        ("Voir note 12", "fr", True),
        ("The two terms are used interchangeably in the paper.", "en", True),
        ("We count a request once for each app", "en", True),
        ("purl.org/net/p-plan", "en", True),
        ("Gruber, T.: Toward principles for design", "en", True),
        ("Also known as Internet Service Provider or ISP", "en", True),
        ("As in “not true” instead of “incorrect”.", "en", True),
        ("Guidelines of the authority on new rules", "en", False),
        ("European Commission press release on the new rules", "en", False),
        ("", "en", False),
    ],
)
def test_a_remark_is_told_from_a_source(text: str, language: str, remark: bool) -> None:
    assert is_remark(text, language) is remark


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("See footnote 4.", "4"),
        ("aaO (Fn. 2)", "2"),
        ("Siehe Fußnote 12", "12"),
        ("Zie noot 3", "3"),
        ("See footnote 4 on the fines of 2020", None),
        ("Regulation (EU) 2024/1689", None),
    ],
)
def test_a_note_that_points_to_another(text: str, label: str | None) -> None:
    assert other_note(text) == label
