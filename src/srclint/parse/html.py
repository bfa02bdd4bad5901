"""Reads HTML: the article of a page, with the exact place of every word.

The tokens are found by patterns over the file itself, for only so are their places exact; what an
element means is kept on a stack that grows with the input's depth and never recurses.
BeautifulSoup is asked only where a CSS selector names the article.
"""

from __future__ import annotations

from srclint.errors import ConfigError
from srclint.parse.blocks import BlockKind, Reading
from srclint.parse.htmlhead import head_of
from srclint.parse.htmltokens import Token, tokens_of
from srclint.parse.htmltree import Builder
from srclint.parse.inline import Found
from srclint.parse.marks import settle_marks
from srclint.parse.runs import Draft, compose


def read(text: str, *, content: str | None = None) -> Reading:
    """The blocks of the article in a page, with every place exact (file offsets of ``text``).

    ``content`` is a CSS selector of the article; without it (or where it finds nothing, which is a
    warning) ``main``, ``article`` or ``role=main``, else the whole body. Raises ``ConfigError`` for
    a selector that is none.
    """
    from srclint.parse.repair import reading_of

    return reading_of(text, lambda words: _read(words, content))


def _read(text: str, content: str | None) -> Reading:
    tokens = tokens_of(text)
    warnings: tuple[tuple[int, int, str], ...] = ()
    roots: frozenset[int] | None = None
    if content:
        roots = _selected(text, content)
        if not roots:
            warnings = ((0, 0, f"No element matches the content selector {content!r}."),)
    found = Found()
    builder = Builder(text, 0, found, tokens, roots=roots or _main(tokens))
    builder.run()
    drafts = [draft for draft in builder.drafts if draft.skip is None or draft.kind is BlockKind.FOOTNOTE]
    for draft in drafts:
        draft.skip = None
    known = settle_marks(drafts, text, links=False)
    blocks = compose(text, drafts, known)
    values = head_of(text, tokens)
    title = values.get("title")
    language = values.get("lang")
    return Reading(
        text=text,
        format="html",
        blocks=blocks,
        front_matter=values,
        comments=tuple(found.comments),
        title=title if isinstance(title, str) else None,
        language=language if isinstance(language, str) else None,
        warnings=warnings,
    )


def fragment(source: str, start: int, end: int, base: int, found: Found, groups: int = 0) -> list[Draft]:
    """The drafts of an HTML block in Markdown, ``source[start:end]``; ``base`` leads to file offsets."""
    builder = Builder(source, base, found, tokens_of(source, start, end), groups=groups)
    builder.run()
    return builder.drafts


def _main(tokens: list[Token]) -> frozenset[int]:
    """Where the article's elements begin: ``main`` (or its role), else each ``article``."""
    articles: list[int] = []
    for token in tokens:
        if token.kind != "open":
            continue
        if token.name == "main" or (token.raw_has("main") and token.value("role") == "main"):
            return frozenset((token.start,))
        if token.name == "article":
            articles.append(token.start)
    return frozenset(articles)


def _selected(text: str, content: str) -> frozenset[int]:
    """Where the elements begin that a CSS selector names."""
    import warnings

    from bs4 import BeautifulSoup, Tag
    from soupsieve.util import SelectorSyntaxError

    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a page that looks like XML, or like a file name
        page = BeautifulSoup(text, "html.parser")
    try:
        elements = page.select(content)
    except (SelectorSyntaxError, NotImplementedError) as error:
        reason = str(error).split("\n", 1)[0]
        raise ConfigError(f"The content selector {content!r} is not valid CSS: {reason}") from None
    return frozenset(
        starts[element.sourceline - 1] + element.sourcepos
        for element in elements
        if isinstance(element, Tag) and element.sourceline is not None and element.sourcepos is not None
    )
