"""Lines that only say where the words above them come from: "Source: ...", "→ ..."."""

from __future__ import annotations

from srclint.legal.references import find
from srclint.parse.blocks import Block, BlockKind
from srclint.parse.headings import section_words

_LONGEST_LABEL = 30
_LONGEST_LINE = 600
_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CAPTION})


def is_source_line(block: Block) -> bool:
    """Whether a block says nothing but its source: a label and a colon, or an arrow and a link."""
    text = block.text.text
    if block.kind not in _KINDS or len(text) > _LONGEST_LINE or block.lead_in is not None:
        return False
    words = text.lstrip(" \t*_([>")
    label, colon, rest = words[: _LONGEST_LABEL + 1].partition(":")
    if colon and rest.strip(" *_") and label.strip(" *_").lower() in section_words().source_labels:
        return True
    if not words.startswith(section_words().source_arrows):
        return False
    return sum(link.end - link.start for link in block.links) * 2 > len(text)


def is_pointer(block: Block, language: str) -> bool:
    """Whether a block says nothing but which provisions the words above it are about, each of them linked:
    "See [Article 97(2)](...) and [Recital 174](...)"."""
    text = block.text.text
    if block.kind not in _KINDS or len(text) > _LONGEST_LINE or block.lead_in is not None or not block.links:
        return False
    rest, at = "", 0
    for link in sorted(block.links, key=lambda link: link.start):
        rest += text[at : link.start] + " , "
        at = max(at, link.end)
    label, colon, words = (rest + text[at:]).rpartition(":")
    if len(label) > _LONGEST_LABEL:
        return False
    # "See ... and ...": the words between the links are few.
    if sum(word.isalpha() for word in words.split()) > (len(block.links) if colon else len(block.links) + 1):
        return False
    return all(_provision(text[link.start : link.end], language) for link in block.links)


def _provision(words: str, language: str) -> bool:
    if not any(sign.isdecimal() for sign in words):
        return False
    return any(found.targets and not found.vetoed for found in find(words, language))
