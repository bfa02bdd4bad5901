"""A unified diff of what would be done, as ``patch`` and ``git apply`` take it."""

from __future__ import annotations

import json
from difflib import unified_diff

from srclint.report.style import Style
from srclint.report.visible import visible

_ROLES = {"+": "help", "-": "error", "@": "gutter"}


def patch(path: str, before: str, after: str, style: Style, *, exact: bool) -> str:
    """The difference of one file, empty where there is none.

    ``exact``: every character as it is, for programs; else those that cannot be seen are written
    out, for a terminal.
    """
    out: list[str] = []
    lines = unified_diff(
        _lines(before), _lines(after), _named(f"a/{path}"), _named(f"b/{path}"), lineterm="\n"
    )
    for number, line in enumerate(lines):
        words = line if exact else visible(line.removesuffix("\n").removesuffix("\r")) + "\n"
        if not line.endswith("\n"):
            words = words.removesuffix("\n") + "\n\\ No newline at end of file\n"
        role = "bold" if number < 2 else _ROLES.get(line[:1])
        out.append(style.paint(words.removesuffix("\n"), role) + "\n" if role else words)
    return "".join(out)


def _lines(text: str) -> list[str]:
    """Lines as ``patch`` counts them: ended by a line feed, and by nothing else."""
    lines = [f"{line}\n" for line in text.split("\n")]
    last = lines.pop().removesuffix("\n")
    return [*lines, last] if last else lines


def _named(path: str) -> str:
    plain = path.isprintable() and '"' not in path and "\\" not in path
    return path if plain else json.dumps(path)
