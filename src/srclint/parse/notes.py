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
_OTHER = re.compile(
    r"(?:(?:see|siehe|s|vgl|cf|zie|voir|supra|as in|wie in|aaO|op\. ?cit)[.,]? {1,3}){0,2}"
    r"(?:Fn|Fußn|Fußnote|footnote|endnote|note|n|nr|voetnoot|noot)\.? {0,2}(\d{1,3})(?: above| oben| ci-dessus)?",
    re.IGNORECASE,
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
_SHORT = 5
_LONG = 9


def other_note(text: str) -> str | None:
    """The number of the note that a note points to where it says nothing else: "See footnote 4", "n. 3"."""
    pointed = _OTHER.fullmatch(" ".join(text.replace("(", " ").replace(")", " ").strip(" .[]").split()))
    return pointed[1] if pointed else None


def _says_no_name(text: str) -> bool:
    """Whether a short note holds no figure and hardly a name: "As in “not true”", "Also known as ISP"."""
    words = [word.strip(".,;:()“”\"'’‘") for word in text.split()]
    if len(words) < _SHORT or any(sign.isdecimal() for sign in text):
        return False
    names = sum(word[:1].isupper() and not word.isupper() for word in words[1:])
    return names * 2 < len(words)


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
    if _says_no_name(words) and not unit.has(grammar.law, grammar.body, grammar.document):
        return True
    stated = unit.has(grammar.finite) and length >= _SENTENCE
    return stated or (length >= _LONG and words.endswith((".", "!", "”", ")")))
