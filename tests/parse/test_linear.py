"""Reading takes time in proportion to an article's length, whatever it consists of.

Each text is read at one size and at four times that size; the ratio of the times on the processor would be
16 where something is quadratic. The machine's noise is kept out by taking the best of several.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest

from srclint.parse import article
from srclint.parse.article import read_article
from srclint.parse.settings import ReadSettings

SENTENCE = "Under Article 5(1) of Regulation (EU) 2016/679 the provider must reply within 30 days [^1]. "
PARAGRAPH = (
    "## Fines\n\nThe Commission may fine a provider up to EUR 15 000 000 or 3 % of turnover, "
    "whichever is higher ([AI Act](https://eur-lex.europa.eu/eli/reg/2024/1689/oj)).\n\n"
    "- keep the records, see Art. 12\n- tell the authority\n\n> A quoted line.\n\n"
)
# name -> (what is repeated, how often)
TEXTS = {
    "prose": (PARAGRAPH, 30),
    "one paragraph": (SENTENCE, 60),
    "brackets": ("[", 2000),
    "images": ("![", 2000),
    "stars": ("*", 2000),
    "spaced stars": ("* a ", 1000),
    "emphasis": ("*a **b ", 750),
    "quotes": (">", 2000),
    "bars": ("|", 2000),
    "table": ("| a | b |\n|---|---|\n", 200),
    "angles": ("<", 2000),
    "comments": ("<!-- ", 1000),
    "parentheses": ("(", 2000),
    "articles": ("Art. 1, ", 600),
    "digits": ("1", 3000),
    "numbers": ("1 000, ", 750),
    "quotation marks": ('"', 3000),
    "low quotation marks": ("„a ", 1500),
    "marks": ("[^1]", 750),
    "definitions": ("[^1]: a\n\n", 400),
    "links": ("[a](", 1000),
    "backticks": ("` `` ", 1000),
    "elements": ("<div>", 750),
    "spans": ("<b><i>a</b>", 400),
    "should": ("if a company should ", 400),
    "one word": ("a", 15000),
    "spaces": (" ", 10000),
    "dashes": ("- ", 1000),
    "ampersands": ("&amp", 1500),
    "acts": ("(EU) 2016/679 (", 300),
    "colons": ("a: ", 1250),
    "addresses": ("https://a.eu/b ", 250),
}
LONG = 100
"""So many paragraphs are about 24,000 characters: for what is quadratic in sentences or in citations."""
MOST = 8.0
"""For four times the text: 4 is linear, 16 is quadratic."""


def reader(path: str) -> Callable[[str], object]:
    def read(text: str) -> object:
        return read_article(text, path, ReadSettings(), modified=None, today=dt.date(2026, 1, 1))

    return read


def repeated(name: str) -> Callable[[int], str]:
    words, _ = TEXTS[name]
    return lambda times: words * times


@pytest.mark.parametrize("path", ["a.md", "a.html", "a.txt"])
@pytest.mark.parametrize("name", TEXTS)
def test_four_times_the_text_takes_about_four_times_the_time(
    growth: Callable[..., float], name: str, path: str
) -> None:
    ratio = growth(repeated(name), reader(path), TEXTS[name][1] // 2, most=MOST)
    assert ratio <= MOST


@pytest.mark.parametrize("path", ["a.md", "a.html", "a.txt"])
def test_a_long_article_takes_time_in_proportion(growth: Callable[..., float], path: str) -> None:
    """What is done once a sentence over the whole text shows only where there are many of them."""
    assert growth(repeated("prose"), reader(path), LONG, most=MOST) <= MOST


# --------------------------------------------------------------------------- these tests can fail


NOWHERE = re.compile(r"\w\N{SNOWMAN}")


def once_a_character(text: str) -> None:
    """A search from each place to the end."""
    for at in range(0, len(text), 4):
        NOWHERE.search(text, at)


def once_a_word(text: str) -> None:
    """A list that is gone through for each of its members."""
    seen: list[tuple[int, str]] = []
    for number, word in enumerate(text.split()):
        if (number, word) not in seen:
            seen.append((number, word))


def once_a_line(text: str) -> None:
    """A search of the whole text for each line."""
    for _ in text.splitlines():
        NOWHERE.search(text)


@pytest.mark.parametrize(
    ("name", "size", "quadratic"),
    [
        ("one word", TEXTS["one word"][1] // 4, once_a_character),
        ("low quotation marks", TEXTS["low quotation marks"][1] * 2, once_a_word),
        ("prose", LONG // 2, once_a_line),
    ],
)
def test_a_quadratic_step_of_the_reader_is_seen(
    growth: Callable[..., float],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    size: int,
    quadratic: Callable[[str], None],
) -> None:
    genuine = article.read_directives

    def slow(text: str, *more: Any) -> Any:
        quadratic(text)
        return genuine(text, *more)

    monkeypatch.setattr(article, "read_directives", slow)
    assert growth(repeated(name), reader("a.md"), size, most=MOST, rounds=1) > MOST
