"""Runs over a text, offline, and documents made of pieces."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from srclint import engine
from srclint.config import Config, from_table
from srclint.engine.files import InputFile
from srclint.model import Source

TODAY = dt.date(2026, 11, 1)

OLD = "http://eur-lex.europa.eu/LexUriServ/LexUriServ.do?uri=CELEX:31995L0046:EN:HTML"
MARKDOWN = [
    "# Fines of 5 %",
    "Records are kept for 5 years.[^9] See also Art. 5.",
    f"Two lines with EUR 15 million\nand a [link]({OLD}).",
    "- Item one of 3 %.\n- Item two of 4 %[^7] and [Art. 5](https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_6)."
    "\n  - deeper 6 %",
    "1. First, since 2 August 2026.\n\n   A paragraph of the item with 9 %.\n2. Second of EUR 3 000.",
    "> Quoted fines are EUR 15 million.\n> And 7 % more.",
    "| what | fine |\n|---|---|\n| a | 3 % |\n| b \\| c | 5 years |",
    "| what | fine\n|---|---\n| d | 12 %\n| e |",
    "```\ncode of 8 %[^5]\n```",
    "    indented code of 8 %",
    "<div>\n<p>A block of HTML with 9 %.</p>\n</div>",
    "Adopted \u0e22\u0e17 and 2 % \u00e2\u20ac\u201c so.",
    "Setext of 4 %\n=============",
    "<!-- srclint: ignore[SRC102] known -->\nKept for 7 years.[^8]",
    "Ends with a break of 3 %.  \nNext line 4 %.",
    "See <http://example.org/a?utm_source=x&b=1> for 3 %.",
    "Bare http://www.europa.eu/x?jsessionid=1 for 6 %",
    "[^1]: An unused note of 3 %,\n    https://eur-lex.europa.eu/eli/reg/2024/1689/oj",
    "[^2]: https://eur-lex.europa.eu/eli/reg/2024/1689/oj\n[^3]: Nothing\nbut lazy words",
    f"[ref]: {OLD}",
    "Look at [the directive][ref], 10 %.",
    "---",
    "Term\n: Definition of 5 %",
]
HTML = [
    "<h1>Fines of 5 %</h1>",
    "<p>Records are kept for 5 years. See also Art. 5.</p>",
    "<ul><li>Item of 3 %</li><li>Item of 4 %<ul><li>deeper 6 %</li></ul></li></ul>",
    "<table><tr><th>what</th><th>fine</th></tr><tr><td>a</td><td>3 %</td></tr></table>",
    f'<p>A <a href="{OLD}">link</a> of 7 %.</p>',
    "<p><a href='http://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32016R0679&amp;qid=1&amp;from=EN'>x</a></p>",
    "<blockquote><p>Quoted fines are EUR 15 million.</p></blockquote>",
    "<pre>code of 8 %</pre>",
    "<div>Loose text of 2 %<br>and 4 % more</div>",
    "<p>Adopted \u0e22\u0e17 and 2 % &lt; 3 %.</p>",
    "<!-- srclint: ignore[SRC302] known --><p>Kept for 7 years.</p>",
]


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, str]:
    """(name, text) of an article in Markdown or HTML, with any line ends."""
    html = draw(st.booleans()) and draw(st.booleans())
    end = draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))
    pieces = draw(st.lists(st.sampled_from(HTML if html else MARKDOWN), min_size=1, max_size=7))
    gap = "\n" if html else draw(st.sampled_from(["\n\n", "\n\n", "\n"]))
    head = "" if html or draw(st.booleans()) else "---\ntitle: Fines of 3 %\n---\n"
    text = head + gap.join(pieces) + draw(st.sampled_from(["", "\n", "\n\n"]))
    return ("a.html" if html else "a.md"), text.replace("\n", end)


def run_on(name: str, text: str, sources: dict[str, Source] | None = None, **settings: Any) -> engine.Run:
    """A run over one text, offline and without a cache; ``sources`` are believed to have been read."""
    table = {"offline": True, "no-cache": True, **settings}
    config: Config = from_table(table, where="test", root=Path.cwd())
    it = engine.run(("-",), config, stdin=InputFile(name, None, data=text.encode()), today=TODAY)
    if sources is None:
        return it
    believed = {**it.sources.documents, **sources}
    it = replace(it, sources=replace(it.sources, documents=believed, views={}))
    return replace(
        it, report=replace(it.report, articles=tuple(it.judge(e.article) for e in it.report.articles))
    )


@pytest.fixture
def runner() -> Any:
    return run_on
