"""Reading takes time in proportion to an article's length, whatever it consists of.

Each text is read at one size and at twice that size; the ratio of the CPU times would be 4 where
something is quadratic. The machine's noise is kept out by taking the best of three.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

import pytest

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
FLOOR = 0.003
"""Below so many seconds of CPU time a ratio says nothing."""
MOST = 2.9
"""2 is linear, 4 is quadratic."""


def read(text: str, path: str) -> None:
    read_article(text, path, ReadSettings(), modified=None, today=dt.date(2026, 1, 1))


def seconds(reader: Callable[[str, str], object], text: str, path: str) -> float:
    best = float("inf")
    for _ in range(3):
        begin = time.process_time()
        reader(text, path)
        best = min(best, time.process_time() - begin)
    return best


def growth(reader: Callable[[str, str], object], words: str, count: int, path: str) -> float:
    """The time for twice the text in times of that for once; the least of three, for a single bad
    ratio may be the machine's."""
    least = float("inf")
    for _ in range(3):
        once, twice = (seconds(reader, words * times * count, path) for times in (1, 2))
        least = min(least, twice / max(once, FLOOR))
        if least <= MOST:
            break
    return least


@pytest.mark.parametrize("path", ["a.md", "a.html", "a.txt"])
@pytest.mark.parametrize("name", TEXTS)
def test_twice_the_text_takes_about_twice_the_time(name: str, path: str) -> None:
    words, count = TEXTS[name]
    assert growth(read, words, count, path) <= MOST


def test_a_quadratic_reader_is_seen() -> None:
    def quadratic(text: str, path: str) -> None:
        for at in range(0, len(text), 4):
            text.count("§", at)

    # Noise makes single ratios small or large: a true quadratic is far above in one of a few rounds.
    assert any(growth(quadratic, "a" * 40, 2000, "a.md") > MOST for _ in range(5))
