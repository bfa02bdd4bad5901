"""``html``: the article beside its sources, on pages that need no script and no network.

One page holds everything (``render``); ``pages`` gives a page an article and an index instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from srclint.model import Report
from srclint.report.htmlreport import page
from srclint.report.htmlreport.names import page_names
from srclint.report.htmlreport.view import views
from srclint.report.style import Style

INDEX = "index.html"


def render(report: Report, style: Style) -> str:  # noqa: ARG001  (one signature for all formats)
    """The report as one page: of one article, or an index followed by the articles."""
    found = views(report)
    if len(found) == 1:
        return page.article_page(report, found[0])
    return page.articles_page(report, found, with_text=True)


def pages(report: Report, style: Style) -> Mapping[str, str]:  # noqa: ARG001  (as render)
    """The report as files by name: ``index.html`` and one page an article.

    A page's name depends on its article's path alone, so that links to it last.
    """
    names = page_names(entry.article.path for entry in report.articles)
    found = views(report, names)
    out = {INDEX: page.articles_page(report, found, with_text=False)}
    for view in found:
        out[view.page] = page.article_page(report, replace(view, page=""), home=INDEX)
    return out
