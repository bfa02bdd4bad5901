"""Ordinary web pages: title, main text, sections, and everything that a fragment can point to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from srclint.model import Outline, Provision

from .doubts import ALL
from .language import settle
from .markup import Walk, anchors_of, content_of, name, tidy

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SKIP = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "canvas",
        "nav",
        "footer",
        "aside",
        "form",
        "button",
        "select",
        "dialog",
        "head",
        "input",
        "textarea",
        "video",
        "audio",
    ]
)
_CHROME = frozenset(
    [
        "navigation",
        "banner",
        "contentinfo",
        "search",
        "complementary",
        "dialog",
        "alertdialog",
        "menu",
        "menubar",
    ]
)
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
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "caption",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "details",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "br",
    ]
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])


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
    title = ""
    alerts: list[str] = []
    mains: list[Element] = []
    articles: list[Element] = []
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    for node in root.iter():
        tag = name(node).lower()
        if tag == "title" and not title and name(node.getparent()).lower() in ("head", "html"):  # type: ignore[arg-type]
            title = tidy(content_of(node))
        elif tag == "main" or node.get("role") == "main":
            mains.append(node)
        elif tag == "article":
            articles.append(node)
        if tag and _is_alert(node):
            words = _visible(node)[0]
            if words:
                alerts.append(words)
    # Two main elements are a mistake of the page; then the first that says anything counts.
    for holder in (*mains, *_named(root), *articles, root):
        text, sections, heading = _visible(holder)
        if text and (holder is root or len(text) >= 200 or holder in mains):
            break
    else:
        text, sections, heading = "", (), ""
    if not heading:
        heading = next((tidy(content_of(n)) for n in root.iter() if name(n).lower() == "h1"), "")
    return PageText(title, heading, text, sections, tuple(alerts), language)


def _named(root: Element) -> list[Element]:
    wanted = ("main-content", "MainContent", "content", "main", "website-body")
    found = {id_: node for node in root.iter() if (id_ := node.get("id")) in wanted}
    return [found[id_] for id_ in wanted if id_ in found]


def _is_alert(node: Element) -> bool:
    classes = node.get("class") or ""
    if "hidden" in classes.split():
        return False
    return node.get("role") == "alert" or any(
        c in ("ecl-message", "ecl-notification", "alert") or c.startswith("alert-") for c in classes.split()
    )


def _is_chrome(node: Element, tag: str) -> bool:
    if (
        tag in _SKIP
        or node.get("role") in _CHROME
        or node.get("aria-hidden") == "true"
        or node.get("hidden") is not None
    ):
        return True
    classes = node.get("class") or ""
    return bool(classes) and any(word in classes for word in _CHROME_WORDS)


def _visible(holder: Element) -> tuple[str, tuple[Provision, ...], str]:
    """(the words, one block a line; the sections; the first h1)."""
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

    walk = Walk(holder)
    for event, node, words in walk:
        if event == "text":
            buffer.append(words)
            continue
        tag = name(node).lower()
        if event == "start":
            if node is not holder and _is_chrome(node, tag):
                walk.skip = True
                continue
            if tag in _BLOCKS:
                flush()
            if tag in _HEADINGS and heading is None:
                heading = node
        elif event == "end":
            if tag in _BLOCKS:
                flush()
            if node is heading:
                heading = None
                title = tidy(content_of(node))
                if title:
                    starts.append((len(lines), title, _anchor(node)))
                    if tag == "h1" and not first:
                        first = title
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
