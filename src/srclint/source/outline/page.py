"""Ordinary web pages: title, main text, sections, and everything that a fragment can point to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from srclint.model import Outline, Provision

from .doubts import ALL
from .language import settle
from .markup import BLOCKS, anchors_of, content_of, name, small_name, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_SKIP = frozenset(
    [
        "script", "style", "noscript", "template", "svg", "iframe", "object", "canvas", "nav", "footer",
        "aside", "form", "button", "select", "dialog", "head", "input", "textarea", "video", "audio",
    ]
)  # fmt: skip
_CHROME = frozenset(
    [
        "navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alertdialog", "menu",
        "menubar",
    ]
)  # fmt: skip
_CHROME_WORDS = (
    "site-header",
    "site-footer",
    "breadcrumb",
    "cookie",
    "skip-link",
    "share-this",
    "social-media-share",
    "ecl-dialog",
)
_LINES = BLOCKS | {"br"}
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
# An alert is a sentence or two: how many of them are read, and how many elements of each.
_ALERTS = 50
_ALERT_SIZE = 500


@dataclass(frozen=True, slots=True)
class PageText:
    """What a reader of a page sees."""

    title: str
    first_heading: str
    text: str
    sections: tuple[Provision, ...]
    alerts: tuple[str, ...]
    language: str | None


def look(root: Element) -> PageText:
    """Read the visible text of a page from its main element, without menus, forms and footers."""
    title = first = None
    alerts: list[str] = []
    mains: list[Element] = []
    articles: list[Element] = []
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    for node in root.iter():
        tag = small_name(node)
        if not tag:
            continue
        role = node.get("role")
        if tag == "main" or role == "main":
            mains.append(node)
        elif tag == "article":
            articles.append(node)
        elif tag == "title" and title is None:
            parent = node.getparent()
            if parent is not None and small_name(parent) in ("head", "html"):
                title = tidy(content_of(node)) or None
        elif tag == "h1" and first is None:
            first = node
        if len(alerts) < _ALERTS and _is_alert(role, node.get("class")):
            words = _visible(node, _ALERT_SIZE)[0]
            if words:
                alerts.append(words)
    text, sections, heading = _main_text(root, _outermost(mains), articles)
    if not heading and first is not None:
        heading = tidy(content_of(first))
    return PageText(title or "", heading, text, sections, tuple(alerts), language)


def _main_text(
    root: Element, mains: list[Element], articles: list[Element]
) -> tuple[str, tuple[Provision, ...], str]:
    # Two main elements are a mistake of the page; then the first that says anything counts.
    for holder in mains:
        found = _visible(holder)
        if found[0]:
            return found
    for holder in (*_named(root), *_outermost(articles)):
        found = _visible(holder)
        if len(found[0]) >= 200:
            return found
    return _visible(root)


def _outermost(nodes: list[Element]) -> list[Element]:
    """Without those that stand inside another: what the outer one does not say, the inner one does not."""
    if len(nodes) < 2:
        return nodes
    known = set(nodes)
    return [node for node in nodes if known.isdisjoint(node.iterancestors())]


def _named(root: Element) -> list[Element]:
    wanted = ("main-content", "MainContent", "content", "main", "website-body")
    found = {id_: node for node in root.iter() if (id_ := node.get("id")) in wanted}
    return [found[id_] for id_ in wanted if id_ in found]


def _is_alert(role: str | None, classes: str | None) -> bool:
    if role != "alert" and (not classes or ("alert" not in classes and "ecl-" not in classes)):
        return False
    names = classes.split() if classes else []
    if "hidden" in names:
        return False
    return role == "alert" or any(
        c in ("ecl-message", "ecl-notification", "alert") or c.startswith("alert-") for c in names
    )


def _is_chrome(node: Element, tag: str) -> bool:
    if tag in _SKIP:
        return True
    if not node.keys():
        return False
    if node.get("role") in _CHROME or node.get("aria-hidden") == "true" or node.get("hidden") is not None:
        return True
    classes = node.get("class")
    return classes is not None and any(word in classes for word in _CHROME_WORDS)


def _visible(holder: Element, limit: int | None = None) -> tuple[str, tuple[Provision, ...], str]:
    """(the words, one block a line; the sections; the first h1) of at most ``limit`` elements."""
    lines: list[str] = []
    buffer: list[str] = []
    starts: list[tuple[int, str, str | None]] = []
    first = ""
    heading: Element | None = None

    def flush() -> None:
        words = tidy("".join(buffer))
        buffer.clear()
        if words:
            lines.append(words)

    # A walk of its own, without recursion: nine tenths of what reading a page costs is here.
    node, tag = holder, small_name(holder)
    open_: list[tuple[Element, str, Iterator[Element]]] = []
    left = -1 if limit is None else limit
    while left:
        left -= 1
        inside: Iterator[Element] | None = None
        if tag and (node is holder or not _is_chrome(node, tag)):
            if tag in _LINES:
                if buffer:
                    flush()
                if tag in _HEADINGS and heading is None:
                    heading = node
            if node.text:
                buffer.append(node.text)
            inside = iter(node)
        if inside is not None:
            open_.append((node, tag, inside))
        elif node.tail:
            buffer.append(node.tail)
        while open_:
            parent, tag, rest = open_[-1]
            child = next(rest, None)
            if child is not None:
                node, tag = child, small_name(child)
                break
            open_.pop()
            if buffer and tag in _LINES:
                flush()
            if parent is heading:
                heading = None
                title = tidy(content_of(parent))
                if title:
                    starts.append((len(lines), title, _anchor(parent)))
                    if tag == "h1" and not first:
                        first = title
            if open_ and parent.tail:
                buffer.append(parent.tail)
        else:
            break
    flush()
    sections = tuple(
        Provision(
            f"sec_{n + 1}",
            title,
            "\n".join(lines[at : starts[n + 1][0] - 1] if n + 1 < len(starts) else lines[at:]),
            (),
            anchor,
        )
        for n, (at, title, anchor) in enumerate(starts)
    )
    return "\n".join(lines), sections, first


def _anchor(node: Element) -> str | None:
    """The id of a heading, of a link inside it, or of the section that it opens."""
    if node.get("id"):
        return node.get("id")
    for child in node:
        if isinstance(child.tag, str) and (child.get("id") or child.get("name")):
            return child.get("id") or child.get("name")
    parent = node.getparent()
    if parent is not None and name(parent).lower() in ("section", "article", "div") and parent.get("id"):
        first = next((c for c in parent if isinstance(c.tag, str)), None)
        if first is node:
            return parent.get("id")
    return None


def read_page(root: Element, seen: PageText, *, celex: str | None = None) -> Outline:
    """The outline of a web page."""
    return Outline(
        format="page",
        title=seen.title or seen.first_heading or None,
        language=settle(seen.language, seen.text),
        celex=celex,
        anchors=anchors_of(root),
        text=seen.text,
        sections=seen.sections,
        # A page about an act shows which provisions it likes: absence there proves nothing.
        partial=ALL,
    )
