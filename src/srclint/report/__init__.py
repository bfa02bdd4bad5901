"""Report -> text. One function a file, listed here by hand; all are pure: same input, same bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from srclint.model import Report
from srclint.report import (
    concise,
    full,
    github,
    gitlab,
    jsonreport,
    junit,
    markdown,
    sarif,
)
from srclint.report.style import Style
from srclint.report.summary import summary_line

__all__ = ["FORMATS", "MACHINE_FORMATS", "PAGED", "Style", "render", "summary_line"]


def _html(report: Report, style: Style) -> str:
    from srclint.report import htmlreport  # the page's parts are of no use to a hook

    return htmlreport.render(report, style)


def _pages(report: Report, style: Style) -> Mapping[str, str]:
    from srclint.report import htmlreport

    return htmlreport.pages(report, style)


def _csv(report: Report, style: Style) -> str:
    from srclint.report import csvreport

    return csvreport.render(report, style)


def _jsonld(report: Report, style: Style) -> str:
    from srclint.report import jsonld

    return jsonld.render(report, style)


FORMATS: Mapping[str, Callable[[Report, Style], str]] = MappingProxyType(
    {
        "full": full.render,
        "concise": concise.render,
        "json": jsonreport.render,
        "sarif": sarif.render,
        "github": github.render,
        "gitlab": gitlab.render,
        "junit": junit.render,
        "markdown": markdown.render,
        "html": _html,
        "csv": _csv,
        "jsonld": _jsonld,
    }
)
"""The formats by name, in the order in which the help shows them."""

PAGED: Mapping[str, Callable[[Report, Style], Mapping[str, str]]] = MappingProxyType({"html": _pages})
"""The formats that can fill a folder: the text of each file by its name."""

MACHINE_FORMATS = frozenset({"json", "sarif", "github", "gitlab", "junit", "csv", "jsonld"})
"""The formats without a summary for people; ``summary_line`` goes to standard error beside them."""


def render(format: str, report: Report, style: Style) -> str:  # noqa: A002  (the word of the option)
    """The report in one of ``FORMATS``, with a line end at its end. KeyError for an unknown format."""
    return FORMATS[format](report, style)
