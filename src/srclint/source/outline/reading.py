"""Which reader a document needs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from srclint.model import Outline

from .doubts import ALL, doubt
from .language import LANGUAGES, detect
from .markup import Tree, anchors_of, decode, name, parse_page, parse_xml, tidy
from .recognise import NotADocument

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_FORMEX = frozenset(
    [
        "ACT",
        "CONS.ACT",
        "COMBINED.FMX",
        "JUDGMENT",
        "ORDER",
        "OPINION",
        "ANNEX",
        "CONS.ANNEX",
        "GENERAL",
        "AGR",
        "CORR",
        "DECISION",
        "LETTER",
        "PROPOSAL",
    ]
)
_TAG = re.compile(r"<[A-Za-z!?]")
_CONSOLIDATED = re.compile(
    r"class=[\"'](?:title-article-norm|title-doc-first|title-division-1|title-annex-1)\b"
)
_OJ = re.compile(r"class=[\"']oj-(?:ti-art|doc-ti|ti-section-1|ti-grseq-1|hd-ti)\b")
_OLD = re.compile(r"class=[\"'](?:ti-art|doc-ti|ti-section-1|hd-oj)\b")
_JUDGMENT = re.compile(r"class=[\"'](?:coj-count|count|C01PointnumeroteAltN|C02AlineaAltA|coj-normal)\b")
_PROPOSAL = re.compile(
    r"class=[\"'](?:[\w ]*\s)?(?:Titrearticle|ManualConsidrant|Rfrenceinstitutionnelle|Exposdesmotifstitre)\b"
)
# Every page is looked through for the marks above, and few pages of the web hold any of these.
_MARKED = re.compile(r"class=[\"'](?:title-|(?:oj-)?(?:ti-|doc-ti|hd-)|coj-|count\b|C0[12])")
_PROPOSED = ("Titrearticle", "ManualConsidrant", "Rfrenceinstitutionnelle", "Exposdesmotifstitre")
_TEXTEONLY = re.compile(r"id=[\"']TexteOnly[\"']|<txt_te\b", re.IGNORECASE)


def read_document(
    content: bytes, *, content_type: str | None, url: str | None, celex: str | None
) -> Outline | NotADocument:
    """See ``srclint.source.outline.read``."""
    if not content.strip():
        return NotADocument("empty", "The answer has no content.")
    if content[:1024].lstrip()[:5] == b"%PDF-" or b"%PDF-" in content[:1024]:
        from .pdf import read_pdf

        return read_pdf(content, celex=celex)
    if _is_binary(content):
        return NotADocument("unreadable", "The answer is a binary file of a kind that srclint does not read.")
    text = decode(content, content_type)
    if _is_xml(text):
        return _read_xml(text, celex)
    if not _TAG.search(text[:5000]):
        return _read_plain(text, celex)
    tree = parse_page(text)
    if tree is None:
        return NotADocument("unreadable", "The answer could not be parsed.")
    return _read_html(tree, text, url, celex)


def _read_xml(text: str, celex: str | None) -> Outline | NotADocument:
    if "<!ENTITY" in text:
        return NotADocument("unreadable", "The XML document declares entities, which srclint never expands.")
    tree = parse_xml(text, recover=True, instructions=True)
    if tree is None:
        return NotADocument("unreadable", "The answer looks like XML and could not be parsed.")
    tag = name(tree.root)
    if tag in _FORMEX:
        from .formex import read_formex

        return _settled(read_formex(tree.root, celex=celex), damaged=tree.damaged)
    if tag == "akomaNtoso":
        from .akn import read_akn

        return _settled(read_akn(tree.root, celex=celex), damaged=tree.damaged)
    return NotADocument(
        "unreadable", f"The answer is XML of a kind that srclint does not read (<{tag[:40]}>)."
    )


def _read_html(tree: Tree, text: str, url: str | None, celex: str | None) -> Outline | NotADocument:
    from .page import look, read_page
    from .recognise import judge

    root = tree.root
    family = _family(text)
    outline: Outline | None = None
    if family is not None:
        body = document_in(root)
        outline = family(body, text, celex)
        if body is not root:
            outline = replace(outline, anchors=anchors_of(root))
        if outline.provisions:
            return _settled(outline, damaged=tree.damaged)
    seen = look(root)
    if tree.damaged and len(seen.text) < 200:
        return NotADocument("unreadable", "The page breaks off or nests deeper than any page does.")
    verdict = judge(text, seen, url)
    if verdict is not None:
        return verdict
    if outline is not None and outline.title:
        # A corrigendum or a notice of repeal: an official text without provisions of its own.
        return _settled(replace(outline, text=seen.text), damaged=tree.damaged)
    return read_page(root, seen, celex=celex)


def _family(text: str) -> Callable[[Element, str, str | None], Outline] | None:
    """The reader for one of EUR-Lex's HTML families, by its unmistakable classes; None: an ordinary page."""
    marked = _MARKED.search(text) is not None
    if (marked and _CONSOLIDATED.search(text)) or ("▼" in text and _is_first_consolidated(text)):
        return _read_consolidated
    if marked and _OJ.search(text):
        return _read_oj
    if marked and _JUDGMENT.search(text):
        return _read_judgment
    if marked and _OLD.search(text):
        return _read_old
    if any(word in text for word in _PROPOSED) and _PROPOSAL.search(text):
        return _read_proposal
    low = text.lower()
    if ("texteonly" in low or "<txt_te" in low) and _TEXTEONLY.search(text):
        return _read_texteonly
    return None


def _is_first_consolidated(text: str) -> bool:
    from .consolidated import HEADER

    return HEADER.search(text[:6000]) is not None


def _read_consolidated(root: Element, text: str, celex: str | None) -> Outline:
    from .consolidated import read_consolidated, read_first_consolidated

    if _CONSOLIDATED.search(text):
        return read_consolidated(root, celex=celex)
    return read_first_consolidated(root, celex=celex)


def _read_oj(root: Element, _text: str, celex: str | None) -> Outline:
    from .oj import read_oj

    return read_oj(root, celex=celex)


def _read_old(root: Element, _text: str, celex: str | None) -> Outline:
    from .oj import read_oj

    return read_oj(root, celex=celex, format_="old-html")


def _read_texteonly(root: Element, _text: str, celex: str | None) -> Outline:
    from .old import read_texteonly

    return read_texteonly(root, celex=celex)


def _read_proposal(root: Element, _text: str, celex: str | None) -> Outline:
    from .proposal import read_proposal

    return read_proposal(root, celex=celex)


def _read_judgment(root: Element, _text: str, celex: str | None) -> Outline:
    from .judgment import read_judgment

    return read_judgment(root, celex=celex)


def _read_plain(text: str, celex: str | None) -> Outline | NotADocument:
    """Plain text: no structure is claimed."""
    words = "\n".join(line for part in text.splitlines() if (line := tidy(part)))
    if not words:
        return NotADocument("empty", "The answer has no content.")
    if words.count("\ufffd") * 20 > len(words):
        return NotADocument("unreadable", "The answer is in a character set that could not be told.")
    if " " not in words[:2000]:
        return NotADocument("unreadable", "The answer is neither a page nor words.")
    return Outline(format="page", language=detect(words), celex=celex, text=words, partial=ALL)


def _settled(outline: Outline, *, damaged: bool) -> Outline:
    """With what is doubtful named, and the language as the words say where the document does not."""
    outline = doubt(outline, damaged=damaged)
    if outline.language in LANGUAGES:
        return outline
    sample = " ".join(p.text for p in outline.provisions[:40]) or outline.text or outline.title or ""
    return replace(outline, language=detect(sample))


def document_in(root: Element) -> Element:
    """The document inside a portal page or a browser's copy of one, else the page itself."""
    found: Element | None = None
    for node in root.iter():
        id_ = node.get("id")
        if id_ in ("document1", "docHtml") or (id_ == "text" and "panel-body" in (node.get("class") or "")):
            found = node
    return found if found is not None else root


def _is_binary(content: bytes) -> bool:
    head = content[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    return b"\x00" in head


def _is_xml(text: str) -> bool:
    head = text[:3000].lstrip("\ufeff \r\n\t")
    low = head.lower()
    return (
        head.startswith(("<?xml", "<!DOCTYPE", *(f"<{tag}" for tag in _FORMEX), "<akomaNtoso"))
        and "<html" not in low
        and ("<!doctype html" not in low)
    )
