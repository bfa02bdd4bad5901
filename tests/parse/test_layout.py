"""The body as its reader sees it: what is shown, and where its units, marks and links stand."""

from __future__ import annotations

import datetime as dt

from srclint.model import Article
from srclint.parse.article import read_article
from srclint.parse.settings import ReadSettings

ARTICLE = """---
title: Small records
lang: en
---

# Small *records*

Keepers **must** keep records.[^1] They last 5 years ([Article 2](https://eur-lex.europa.eu/eli/reg/2030/9001/oj#art_2)).

1. one thing;
2. another.

| Breach | Fine |
| --- | --- |
| small | 2 % |

## Sources

- https://eur-lex.europa.eu/eli/reg/2030/9001/oj

[^1]: Regulation (EU) 2030/9001.
"""


def _read(text: str, path: str = "a.md") -> Article:
    return read_article(text, path, ReadSettings(), modified=None, today=dt.date(2030, 1, 1))


def test_the_body_is_there_in_order_without_notes_and_sources():
    article = _read(ARTICLE)
    assert article.title == "Small records"
    assert [(b.kind, b.text) for b in article.blocks] == [
        ("heading", "Small records"),
        ("paragraph", "Keepers must keep records. They last 5 years (Article 2)."),
        ("item", "one thing;"),
        ("item", "another."),
        ("row", "Breach | Fine"),
        ("row", "small | 2 %"),
    ]
    assert [b.ordinal for b in article.blocks if b.kind == "item"] == [1, 2]
    assert [b.header_row for b in article.blocks if b.kind == "row"] == [True, False]
    row = article.blocks[-1]
    assert [row.text[low:high] for low, high in row.cells] == ["small", "2 %"]


def test_units_marks_and_links_stand_where_they_are_read():
    article = _read(ARTICLE)
    block = article.blocks[1]
    units = {unit.id: unit for unit in article.units}
    assert [block.text[low:high] for low, high, _ in block.units] == [
        "Keepers must keep records.",
        "They last 5 years (Article 2).",
    ]
    assert all(units[id_].plain == block.text[low:high] for low, high, id_ in block.units)
    ((at, label, place),) = block.marks
    assert (block.text[:at], label) == ("Keepers must keep records.", "1")
    assert [mark.start for citation in article.citations for mark in citation.marks] == [place]
    ((low, high, address),) = block.links
    assert block.text[low:high] == "Article 2"
    assert [c.id for c in article.citations if c.url_span and c.url_span.start == address] == ["link:1"]


def test_a_block_in_another_language_says_so():
    page = (
        '<html lang="en"><main><h1>Records</h1><p>The records are kept by the keeper of the records in the office.</p>'
        '<p lang="nl">De bewaarder houdt het register bij.</p></main></html>'
    )
    assert [b.language for b in _read(page, "a.html").blocks] == [None, None, "nl"]
