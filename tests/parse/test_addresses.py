"""Where an address that is written out in a line begins and ends."""

from __future__ import annotations

import pytest

from srclint.parse import markdown


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("See https://example.org/a.", "https://example.org/a"),
        ("See (https://example.org/a_(b)).", "https://example.org/a_(b)"),
        (
            "<div>\n[art. 12](https://example.org/art-12/){target=_blank}\n</div>",
            "https://example.org/art-12/",
        ),
        ("See https://example.org/article\\_lc/5 there.", "https://example.org/article_lc/5"),
        ("See https://example.org/a){.new} there.", "https://example.org/a"),
    ],
)
def test_a_bare_address_ends_where_it_ends(text: str, url: str) -> None:
    links = [link for block in markdown.read(text).blocks for link in block.links]
    assert [link.url for link in links] == [url]
    for link in links:
        assert text[link.url_start : link.url_end].replace("\\", "") == url


def test_a_template_is_no_address() -> None:
    assert not [
        link for block in markdown.read("Call https://{tenant}/x now.").blocks for link in block.links
    ]
