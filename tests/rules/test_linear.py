"""Rules on an article with very many links and references take time in proportion to them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import pickle
from collections.abc import Callable
from pathlib import Path

from srclint.config import Config
from srclint.engine.files import InputFile
from srclint.engine.judge import judge
from srclint.engine.read import read_one
from srclint.legal.acts import skeletons
from srclint.model import Article, Sources
from srclint.parse.settings import ReadSettings

DAY = dt.date(2026, 11, 1)


def _article(links: int) -> Article:
    line = "See [Art. {0}](https://eur-lex.europa.eu/eli/reg/2024/1689/oj#art_{1}) of the AI Act for 3 %.[^{0}]\n\n"
    text = "".join(line.format(n, n % 113 + 1) for n in range(1, links + 1))
    return read_one(InputFile("a.md", None, data=text.encode()), settings=ReadSettings(), today=DAY)


def test_four_times_the_links_take_nothing_like_sixteen_times_the_time(growth: Callable[..., float]) -> None:
    config = Config(offline=True, root=Path.cwd())
    articles = {links: _article(links) for links in (150, 600)}
    assert len(articles[600].citations) >= 600

    def judged(article: Article) -> None:
        judge(article, Sources(catalogue=skeletons), config, today=DAY, online=False)

    assert growth(lambda links: dataclasses.replace(articles[links]), judged, 150, most=11) <= 11


def test_an_article_travels_between_processes_whole() -> None:
    article = _article(3)
    again = pickle.loads(pickle.dumps(article))
    assert again == article
    assert again.citation("link:2") == article.citation("link:2") is not None
