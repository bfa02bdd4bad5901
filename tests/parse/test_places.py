"""Exact places, no crash and linear time, for made and for real documents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srclint.parse import html, markdown, plain
from srclint.parse.decode import decode
from srclint.parse.formats import read

from .exact import faults

_MARKDOWN = [
    "a",
    "b.",
    "Art.",
    "5(1)",
    "\n",
    "\n\n",
    "*x*",
    "**",
    "_",
    "`",
    "``",
    "[",
    "]",
    "(",
    ")",
    "![",
    "[^1]",
    "[^1]:",
    "^[",
    "[1]",
    "[[a]]",
    "[@k]",
    "<b>",
    "</b>",
    "<a",
    "href='u'>",
    "</a>",
    "<sup>1</sup>",
    "<!--",
    "-->",
    "&",
    "&amp;",
    "\\",
    "\\*",
    ">",
    "-",
    "1.",
    "#",
    "===",
    "---",
    "|",
    "|-|-|",
    "\t",
    ":",
    ":::",
    "!!!",
    "https://a.eu",
    "{{<",
    "x",
    ">}}",
    "{%",
    "y",
    "%}",
    "{:",
    "#i",
    "}",
    "¹",
    "é",
    "â€œ",
    "ยท",
    "日本",
    "```",
    "~~",
    "{/*",
    "*/}",
    "<br>",
    "[a]:u",
    "\r\n",
    "\r",
    "[x](u)",
    "$",
    "~",
    "\xa0",
    "\u2028",
    "<div>",
    "</div>",
    "<ul><li>",
    "<table><tr><td>",
    "<p>",
    "</p>",
    "<script>",
    "\x00",
    "\x0c",
]
_HTML = [
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<ul>",
    "<li>",
    "</ul>",
    "<ol",
    "start=2>",
    "<table>",
    "<tr>",
    "<td>",
    "<th>",
    "</table>",
    "<thead>",
    "<a",
    "href=#n1>",
    "<a",
    "href='x'>",
    "</a>",
    "<sup>",
    "</sup>",
    "<li",
    "id=n1>",
    "<q>",
    "</q>",
    "<br>",
    "<b>",
    "</b>",
    "<code>",
    "</code>",
    "<pre>",
    "</pre>",
    "<blockquote>",
    "</blockquote>",
    "<h1>",
    "</h1>",
    "<main>",
    "</main>",
    "<nav>",
    "<aside>",
    "</aside>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "&amp;",
    "&#160;",
    "&",
    "<",
    ">",
    "1",
    "[1]",
    "¹",
    "text.",
    "\n",
    "\t",
    "https://a.eu",
    "<span",
    "lang=fr>",
    "</span>",
    "<div",
    "hidden>",
    "<caption>",
    "<dl>",
    "<dt>",
    "<dd>",
    "<section",
    "class=footnotes>",
    "</section>",
    "<title>",
    "<![CDATA[",
    "]]>",
    "â€œ",
    "<p/>",
    "<a",
    "id=r1",
    "href=#n1>",
    "↩",
    "\x00",
]


def _made(parts: list[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from([*parts, " ", "\n"]), max_size=60).map("".join)


@settings(max_examples=250, deadline=None)
@given(_made(_MARKDOWN))
def test_made_markdown(text: str) -> None:
    assert faults(markdown.read(text)) == []


@settings(max_examples=250, deadline=None)
@given(_made(_HTML))
def test_made_html(text: str) -> None:
    assert faults(html.read(text)) == []


@settings(max_examples=150, deadline=None)
@given(_made([*_MARKDOWN, ".. [1]", ".. _a: u", "`a`_", "•", "===="]))
def test_made_text(text: str) -> None:
    assert faults(plain.read(text)) == []


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    for reader in (markdown.read, html.read, plain.read):
        assert faults(reader(text)) == []


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(["a", "b ", "*", "**", "_", "`", "[x](u)", "\\*", "&amp;", " ", "\n", "!"]),
        max_size=25,
    )
)
def test_the_words_are_those_of_the_library(parts: list[str]) -> None:
    from markdown_it import MarkdownIt

    text = "x" + "".join(parts).replace("\n\n", "\n").rstrip()
    seen = ""
    for token in MarkdownIt("commonmark").parse(text):
        for child in token.children or ():
            if child.type in ("text", "code_inline"):
                seen += child.content
            elif child.type in ("softbreak", "hardbreak"):
                seen += " "
    ours = "".join(block.text.text for block in markdown.read(text).blocks)
    assert "".join(ours.split()) == "".join(seen.split())


_HOSTILE: dict[str, Callable[[int], str]] = {
    part: lambda n, part=part: part * n  # type: ignore[misc]
    for part in (
        "[", "*", ">", "![", "**a _b ", "[a](", '[a](b "', "x <!--", 'x <a b="', "{{", "{% ", "{/*", "^[", "[^", "[[", "[@a ", "&",  # noqa: E501
        "http://a(", "[a][b] ", "[^a]: b\n", "- a\n", "> a\n", "a\n", "<div>", "<b>a", "<q>", "<ul><li>", "<p>a", "`a ``", "\\", "_a_",  # noqa: E501
        "[a]: b\n", "|a|b|\n|-|-|\n", ".. [1] a\n", "â€", "Ã©", "ยก", "<table><tr><td>", '<sup><a href="#a">1</a></sup>', "<script>",  # noqa: E501
    )
}  # fmt: skip
_HOSTILE["[]"] = lambda n: "[" * n + "]" * n
_HOSTILE["{{}}"] = lambda n: "{{" * n + "}}"
_HOSTILE["[@"] = lambda n: "[" * n + "@"
_HOSTILE["</x>"] = lambda n: "<div>" * n + "</x>" * n
_HOSTILE["ticks"] = lambda n: "".join("`" * (i % 60 + 1) + " " for i in range(n // 30))


@pytest.mark.parametrize("name", _HOSTILE)
def test_hostile_input_stays_linear(growth: Callable[..., float], name: str) -> None:
    for reader in (markdown.read, html.read, plain.read):
        ratio = growth(_HOSTILE[name], reader, 1000, most=8, floor=0.004)
        assert ratio <= 8, f"{reader}: four times the text: 4 is linear, 16 quadratic"


def test_the_corpus(real_data: Path, untraced: None) -> None:
    count = 0
    for path in sorted(real_data.glob("corpus/*/**/*")):
        if path.is_file():
            reading = read(decode(path.read_bytes(), path.name), path.name)
            assert faults(reading) == [], path
            count += 1
    assert count > 800
