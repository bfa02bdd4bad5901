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


def escaped(char: str) -> str:
    """One character as an escape: ``\\x1b``, ``\\u202e``, ``\\U000e0041``."""
    point = ord(char)
    if point < 0x100:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"


def is_hidden(char: str) -> bool:
    """Whether a character is written as an escape."""
    return _HIDDEN_CHAR.match(char) is not None


def visible(text: str) -> str:
    """The text with every hidden character written out, line ends and tabs too."""
    return _HIDDEN_CHAR.sub(lambda match: escaped(match[0]), text)


def one_line(text: str) -> str:
    """The text on one line: runs of white space become one space, the rest is made visible."""
    return visible(_SPACE_RUN.sub(" ", text).strip())


def many_lines(text: str) -> list[str]:
    """The text's lines, each made visible; a tab becomes four spaces."""
    return [visible(line.replace("\t", "    ")) for line in _LINE_END.split(text.strip())]


def json_text(value: object) -> str:
    """JSON for people and programs: indented, not ASCII only, hidden characters as JSON escapes.

    The values stay exactly what they were; only their spelling in the file changes. Ends in a line end.
    """
    return _HIDDEN_CHAR.sub(_json_escape, json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def _json_escape(match: re.Match[str]) -> str:
    # The line ends of the layout are the only controls that stand outside strings.
    return match[0] if match[0] == "\n" else json.dumps(match[0])[1:-1]
