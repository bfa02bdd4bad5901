"""``github``: workflow commands, which GitHub Actions turns into annotations on a pull request."""

from __future__ import annotations

from srclint.model import Finding, Report, Severity
from srclint.report.style import Style
from srclint.report.summary import gravest_first
from srclint.report.visible import many_lines, one_line, visible

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report, style: Style) -> str:  # noqa: ARG001  (one signature for all formats)
    """One command a finding, errors first: GitHub shows ten annotations of a level per step."""
    return "".join(_command(f) + "\n" for _, f in gravest_first(report) if f.suppressed is None)


def escape_data(text: str) -> str:
    """The message of a command: percent signs and line ends written as the runner reads them."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """A property of a command, where colons and commas are syntax too."""
    return escape_data(text).replace(":", "%3A").replace(",", "%2C")


def _command(finding: Finding) -> str:
    problem, span = finding.problem, finding.problem.span
    properties = {"file": visible(finding.path), "line": str(span.line), "endLine": str(span.end_line)}
    if span.line == span.end_line:
        # Columns are refused for an annotation of more than one line.
        properties |= {"col": str(span.column), "endColumn": str(span.end_column)}
    properties["title"] = f"{finding.code} {finding.name}"
    written = ",".join(f"{key}={escape_property(value)}" for key, value in properties.items())
    message = "\n".join([*many_lines(problem.message), f"help: {one_line(problem.help)}"])
    return f"::{_COMMANDS[finding.severity]} {written}::{escape_data(message)}"
