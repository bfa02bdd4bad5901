"""Bytes to an element tree and its text, safely: no network, no DTD, no entity is ever expanded."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import XPath
    from lxml.etree import _Element as Element

_XML_DECLARATION = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9._-]{1,40})", re.IGNORECASE
)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._-]{1,40})", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Browsers read these names as Windows code pages (WHATWG Encoding Standard).
_AS_BROWSERS = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# References to half a character, which a lenient parser takes and nobody can decode afterwards.
_HALF_CHARACTER = re.compile(
    r"&#(?:x0{0,9}d[89a-f][0-9a-f]{2}|0{0,9}5(?:529[6-9]|5[3-9]\d{2}|6\d{3}|7[0-2]\d{2}|73[0-3]\d|734[0-3]));",
    re.IGNORECASE,
)
# Elements of HTML that begin on a line of their own: words on both sides of such a tag are not one word.
# The last one is the frame of EUR-Lex's oldest texts.
BLOCKS = frozenset(
    [
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
        "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
        "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "txt_te",
    ]
)  # fmt: skip
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
EMPTY_BRACKETS = re.compile(r"\s?\(\s?\)")
_NOTE_TARGET = re.compile(r"#(?:ntr|nt[cr*]|E\d|footnote|_ftn|note|c-|src\.)", re.IGNORECASE)


def decode(content: bytes, content_type: str | None = None) -> str:
    """The text of a document: byte-order mark, then UTF-8 if it is that, then what it or the server says.

    UTF-8 is tried before the declarations because valid UTF-8 beyond ASCII is hardly ever anything
    else, and declarations lie. Never fails: undecodable bytes become U+FFFD.
    """
    for mark, name in _BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    named: list[str] = []
    header = _HEADER_CHARSET.search(content_type or "")
    if header:
        named.append(header[1])
    for pattern in (_XML_DECLARATION, _META_CHARSET):
        found = pattern.search(content[:4096])
        if found:
            named.append(found[1].decode("ascii"))
    for name in named:
        name = _AS_BROWSERS.get(name.lower(), name)
        try:
            if codecs.lookup(name).name != "utf-8":
                return content.decode(name)
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    if content.count(b"\xc3") + content.count(b"\xe2") > 3 * max(1, _bad_utf8(content)):
        return content.decode("utf-8", errors="replace")
    return content.decode("cp1252", errors="replace")


def _bad_utf8(content: bytes) -> int:
    return content[:200_000].decode("utf-8", errors="replace").count("\ufffd")


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed document; ``damaged`` where it broke off or nests deeper than any document does."""

    root: Element
    damaged: bool = False


def parse_html(text: str) -> Tree | None:
    """The tree of an HTML page, however broken; None where there is nothing."""
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    data = _DECLARATION.sub("", text, count=1).replace("\0", " ").encode("utf-8", errors="replace")
    try:
        root = etree.fromstring(data, parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None
    if root is None:
        return None
    too_deep = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
    # A page that begins with its html element and does not end with it broke off on its way.
    broken_off = "<html" in text[:5000].lower() and "</html" not in text[-5000:].lower()
    return Tree(root, too_deep or broken_off)


_UNCLOSED = re.compile(r"<(?:meta|link|img|br|hr|input)\b[^<>]{0,500}(?<!/)>", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}>")


def parse_xml(text: str, *, recover: bool, instructions: bool = False) -> Tree | None:
    """The tree of an XML document; None where it is not one. A document that declares entities is refused.

    ``recover``: read a document that is not well-formed as far as it goes, as damaged.
    """
    from lxml import etree

    if "<!ENTITY" in text:
        return None
    text = _DECLARATION.sub("", text, count=1)
    for lenient in (False, True) if recover else (False,):
        if lenient:
            text = _HALF_CHARACTER.sub("\ufffd", _CONTROL.sub(" ", text))
        data = text.encode("utf-8", errors="replace")
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            dtd_validation=False,
            huge_tree=False,
            recover=lenient,
            remove_comments=True,
            remove_pis=not instructions,
            encoding="utf-8",
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError, AssertionError):
            continue
        if root is not None:
            return Tree(root, damaged=lenient)
    return None


def parse_page(text: str) -> Tree | None:
    """The tree of a page, as XML where it is well-formed XHTML (empty elements count), else as HTML."""
    if text.lstrip("\ufeff \r\n\t")[:5] == "<?xml" or 'xmlns="http://www.w3.org/1999/xhtml"' in text[:2000]:
        tree = parse_xml(text, recover=False)
        if tree is not None and name(tree.root) == "html":
            return tree
    return parse_html(text)


# Bounded: a hostile document may hold as many names as it has elements.
@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]


@lru_cache(maxsize=1024)
def _small(tag: str) -> str:
    return _local(tag).lower()


def name(element: Element) -> str:
    """The tag without its namespace, lower case for HTML names; "" for comments and entities."""
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


def small_name(element: Element) -> str:
    """The tag without its namespace in lower case; "" for comments and entities."""
    tag = element.tag
    return _small(tag) if isinstance(tag, str) else ""


def tidy(text: str) -> str:
    """Spaces of all kinds folded to one, soft hyphens and zero-width characters removed."""
    if not text.isascii():
        for character in _INVISIBLE:
            if character in text:
                text = text.replace(character, "")
    return " ".join(text.split())


AMENDMENT_MARK = re.compile(r"[▼►]\s?([A-Z]{1,2}\d{0,3})")
"""``▼M1`` (holds from here on) or ``►M1`` (of the words up to ``◄``) in a consolidated text; B is the basic act."""


class Amendments(NamedTuple):
    """A text without its amendment marks, and what they said.

    ``from_here``: the amending act from here on, () for the basic act, None where nothing is said.
    ``within``: the amending acts of some of the words.
    """

    text: str
    from_here: tuple[str, ...] | None
    within: tuple[str, ...]


def amendments(text: str) -> Amendments | None:
    """Take the amendment marks out; None where there are none."""
    if "▼" not in text and "►" not in text and "◄" not in text:
        return None
    from_here: tuple[str, ...] | None = None
    within: list[str] = []
    for match in AMENDMENT_MARK.finditer(text):
        if match[0][0] == "▼":
            from_here = () if match[1] == "B" else (match[1],)
        elif match[1] != "B":
            within.append(match[1])
    return Amendments(AMENDMENT_MARK.sub(" ", text).replace("◄", " "), from_here, tuple(within))


def is_instruction(element: Element) -> bool:
    """Whether a node is a processing instruction."""
    return not is_element(element) and getattr(element, "target", None) is not None


def is_element(node: object) -> bool:
    """Whether a node is an element, not a comment, an entity or a processing instruction."""
    return isinstance(getattr(node, "tag", None), str)


def content_of(element: Element) -> str:
    """All words inside an element as they stand."""
    return "".join(map(str, element.itertext()))


class Walk:
    """Document order over a tree, without recursion: ``("start", e)``, ``("text", s)``, ``("end", e)``.

    A processing instruction that the parser kept comes as ``("pi", e, its text)``.
    Setting ``skip`` while handling a start leaves out the element's inside and its end.
    """

    __slots__ = ("_root", "skip")

    def __init__(self, root: Element) -> None:
        self._root = root
        self.skip = False

    def __iter__(self) -> Iterator[tuple[str, Element, str]]:
        stack: list[tuple[Element, Iterator[Element]]] = []
        element = self._root
        while True:
            self.skip = not is_element(element)
            if not self.skip:
                yield "start", element, ""
            elif is_instruction(element):
                yield "pi", element, element.text or ""
            if self.skip:
                self.skip = False
                if element.tail and stack:
                    yield "text", element, element.tail
            else:
                if element.text:
                    yield "text", element, element.text
                stack.append((element, iter(element)))
            while stack:
                parent, children = stack[-1]
                child = next(children, None)
                if child is not None:
                    element = child
                    break
                stack.pop()
                yield "end", parent, ""
                if parent.tail and stack:
                    yield "text", parent, parent.tail
            else:
                return


def text_of(element: Element, breaks: str = " ") -> str:
    """The words of an element: superscripts as ``^n``, marks of footnotes left out, spaces folded.

    ``breaks`` stands for a line break (``\\n`` keeps the lines of a heading apart).
    """
    if not len(element):
        # Most paragraphs of an act have nothing inside but words.
        return tidy(element.text or "")
    parts: list[str] = []
    notes = False
    raised: Element | None = None
    walk = Walk(element)
    for event, node, words in walk:
        if event == "text":
            if raised is not None:
                words = words.strip()
                if words and parts and words[0].isdigit():
                    words = "^" + words
            parts.append(words)
        elif event == "start":
            if node is element:
                continue
            tag = name(node)
            if tag in ("br", "BR"):
                parts.append(breaks)
            elif tag in ("script", "style", "template"):
                walk.skip = True
            elif is_note_mark(node, tag):
                walk.skip = notes = True
            elif raised is None and is_raised(node, tag):
                raised = node
                if parts:
                    parts[-1] = parts[-1].rstrip()
        elif node is raised:
            raised = None
    lines = (tidy(part) for part in "".join(parts).split(breaks if breaks == "\n" else "\0"))
    text = "\n".join(line for line in lines if line)
    return EMPTY_BRACKETS.sub("", text) if notes else text


def is_note_mark(node: Element, tag: str) -> bool:
    """Whether an element is a footnote's number in the running text."""
    classes = node.get("class") or ""
    if "note-tag" in classes or "FootnoteReference" in classes or "footnoteRef" in classes:
        return True
    if tag != "a":
        return False
    id_ = node.get("id") or node.get("name") or ""
    if id_.startswith(("ntc", "src.", "footnoteref", "c-ECR", "_ftnref")):
        return True
    target = node.get("href") or ""
    return target.startswith("#") and _NOTE_TARGET.match(target) is not None and len(content_of(node)) < 12


def is_raised(node: Element, tag: str) -> bool:
    """Whether an element is a superscript."""
    if tag == "sup":
        return True
    if tag != "span":
        return False
    classes = node.get("class") or ""
    return "super" in classes or "vertical-align: super" in (node.get("style") or "")


@cache
def _ids() -> XPath:
    from lxml import etree

    return etree.XPath("//@id", smart_strings=False)


def ids_of(root: Element) -> frozenset[str]:
    """All ids of the document."""
    # XPath stays in C; walking a megabyte's elements in Python costs more than reading the act.
    found = _ids()(root)
    return frozenset(str(value) for value in found if value) if isinstance(found, list) else frozenset()


def anchors_of(root: Element) -> frozenset[str]:
    """All ids and names that the fragment of an address can point to."""
    names = (node.get("name") for node in root.iter("{*}a"))
    return ids_of(root) | {name_ for name_ in names if name_}
