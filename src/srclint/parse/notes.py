"""What a footnote is: the name of a source, or a remark that needs none."""

from __future__ import annotations

import re

from srclint.parse.grammar import grammar_of
from srclint.parse.phrases import words_of

# "see footnote 4", "aaO (Fn. 2)", "op. cit.", "supra note 3": the source stands in another note.
_ELSEWHERE = re.compile(
    r"\b(?:aaO|a\. ?a\. ?O\.|op\. ?cit|loc\. ?cit|supra|infra|ebd\.|t\.a\.p\.)"
    r"|\b(?:Fn\.?|Fußn\.?|Fußnote|footnotes?|endnotes?|fn\.?|n\.|voetnoot|noot|note|remarque)\s{0,2}\d{1,3}\b",
)
# "purl.org/net/p-plan": an address without its scheme.
_ADDRESS = re.compile(
    r"\b[a-z0-9][a-z0-9-]{0,60}(?:\.[a-z0-9-]{1,60}){0,4}\.[a-z]{2,12}/[\w.~%#?=&/-]{2,500}", re.IGNORECASE
)
# "Gruber, T.: Toward principles", "Paal/Pauly/Paal, DSGVO": a name and a work.
_AUTHOR = re.compile(r"\A[\W\d]{0,6}[^\W\d_][\w'’-]{1,40}, (?:[A-Z]\. ?){1,4}[:,;(]")
_CODE = re.compile(r"\w\(\s?\w{1,60}:\w|[{};]\s{0,4}\Z")
# Shorter notes name something; a remark is a sentence.
_SENTENCE = 6
_LONG = 9


def is_remark(text: str, language: str) -> bool:
    """Whether a note states or explains something, or points to another note, and cites nothing itself.

    "See the regulation on this." means to cite and is none.
    """
    words = " ".join(text.split())
    if _ELSEWHERE.search(words) or _ADDRESS.search(words) or _AUTHOR.match(words) or _CODE.search(words):
        return True
    grammar = grammar_of(language[:2].lower())
    unit = grammar.lexicon.mark(words_of(words))
    if not unit.words or unit.opens(grammar.pointer, 1):
        return False
    length = len(unit.words)
    if unit.has(grammar.us):
        return True
    stated = unit.has(grammar.finite) and length >= _SENTENCE
    return stated or (length >= _LONG and words.endswith((".", "!", "”", ")")))
