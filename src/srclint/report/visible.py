"""Text of articles and servers made safe to show: what cannot be seen is written out.

A page title may hold an escape sequence that repaints the terminal, a bidirectional override that
turns a sentence around, or a line break that forges a finding. Every reporter passes foreign text
through here, or, for JSON, through ``json_text``.
"""

from __future__ import annotations

import json
import re

# Controls, bidirectional and other format characters, zero-width space and byte-order mark, line and
# paragraph separators, surrogates, the noncharacters that XML refuses, tags. Written as ranges and not
# asked of unicodedata, so that every Python shows the same bytes. The joiners U+200C and U+200D are
# not here: scripts and emoji need them.
_HIDDEN = (
    "\\x00-\\x1f\\x7f-\\x9f\\xad\\u061c\\u180e\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f"
    "\\ud800-\\udfff\\ufeff\\ufff9-\\ufffb\\ufffe\\uffff\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a"
    "\\U000e0001\\U000e0020-\\U000e007f"
)
_HIDDEN_CHAR = re.compile(f"[{_HIDDEN}]")
_SPACE_RUN = re.compile(r"[ \t\r\n\v\f]+")
_LINE_END = re.compile(r"\r\n|\r|\n")
# GitHub's runner takes "::" at the start of a line of any step's output, and "##[" anywhere, for a command;
# that of Azure Pipelines "##vso[".
_COMMAND = re.compile(r"^(\s*):(?=:)|#(?=#(?:vso)?\[)")
_LAYOUT_DEPTH = 4
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def escaped(char: str) -> str:
    """One character as an escape: ``\\x1b``, ``\\u202e``, ``\\U000e0041``."""
    point = ord(char)
    if point < 0x100:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"


def is_hidden(char: str) -> bool:
    """Whether a character is written as an escape."""
    return _HIDDEN_CHAR.match(char) is not None


def visible_text(text: str) -> str:
    """The text with hidden characters written out, but its line ends (as ``\\n``) and tabs kept."""
    lines = _LINE_END.split(text)
    return "\n".join("\t".join(visible(part) for part in line.split("\t")) for line in lines)


def visible(text: str) -> str:
    """The text with every hidden character written out, line ends and tabs too."""
    return _HIDDEN_CHAR.sub(lambda match: escaped(match[0]), text)


def one_line(text: str) -> str:
    """The text on one line: runs of white space become one space, the rest is made visible."""
    return _tame(visible(_SPACE_RUN.sub(" ", text).strip()))


def many_lines(text: str) -> list[str]:
    """The text's lines, each made visible; a tab becomes four spaces."""
    return [_tame(visible(line.replace("\t", "    "))) for line in _LINE_END.split(text.strip())]


def _tame(line: str) -> str:
    return _COMMAND.sub(lambda match: f"{match[1]}\\x3a" if match[0].endswith(":") else "\\x23", line)


def json_text(value: object) -> str:
    """JSON for people and programs: not ASCII only, hidden characters as JSON escapes, a line end at the end.

    The values stay exactly what they were; only their spelling in the file changes. The upper levels
    are laid out one item a line, and what lies deeper stands on one line: a unit, a result or a
    source is a line, so that a thousand articles are written fast and compare well.
    """
    parts: list[str] = []
    _lay_out(value, 0, parts)
    return "".join(parts) + "\n"


def _lay_out(value: object, depth: int, parts: list[str]) -> None:
    """Appends the JSON of ``value``; never deeper than the levels that are laid out."""
    items: list[tuple[str, object]]
    match value:
        case dict() if value and depth < _LAYOUT_DEPTH:
            items, brackets = [(f"{_compact(str(key))}: ", item) for key, item in value.items()], "{}"
        case list() if value and depth < _LAYOUT_DEPTH:
            items, brackets = [("", item) for item in value], "[]"
        case _:
            parts.append(_compact(value))
            return
    pad = "  " * (depth + 1)
    parts.append(f"{brackets[0]}\n")
    for number, (key, item) in enumerate(items):
        parts.append(f",\n{pad}{key}" if number else f"{pad}{key}")
        _lay_out(item, depth + 1, parts)
    parts.append(f"\n{'  ' * depth}{brackets[1]}")


def _compact(value: object) -> str:
    written = _HIDDEN_CHAR.sub(lambda match: json.dumps(match[0])[1:-1], _ENCODER.encode(value))
    # Only texts can hold these two: the build's log shows the report, and must not obey it.
    return written.replace("##[", "\\u0023#[").replace("##vso[", "\\u0023#vso[")
