"""What a reading does not prove: levels whose absence must not be held against an author.

An act as published numbers its recitals, articles and paragraphs without gaps. Where a reading has a
gap, either the print or the reader is at fault; both mean that "it is not there" is not known.
"""

from __future__ import annotations

import re
from dataclasses import replace

from srclint.model import Outline

from . import words

ALL = frozenset(["articles", "paragraphs", "points", "recitals", "annexes", "divisions"])
_NUMBER = re.compile(r"(\d+)")


def doubt(outline: Outline, *, damaged: bool = False) -> Outline:
    """The outline with every level in ``partial`` that it cannot speak for.

    ``annex-points`` are the points and sections inside annexes, ``annexes`` the annexes themselves.

    ``damaged``: the document broke off or could not be parsed to its end.
    """
    partial = set(outline.partial)
    children: dict[str, list[str]] = {}
    for provision in outline.provisions:
        above, _, last = provision.path.rpartition(".")
        children.setdefault(above, []).append(last)
    top = children.get("", [])
    if damaged or not any(last.startswith(("art_", "para_")) for last in top):
        return replace(outline, partial=ALL | partial)
    consolidated = bool(outline.celex and outline.celex.startswith("0"))
    recitals = _numbers(top, "rct_")
    if not recitals or not _runs(recitals):
        # Consolidated texts leave the recitals out.
        partial.add("recitals")
    if not any(last.startswith("anx_") for last in top) and _mentions_annex(outline):
        # Annexes are files of their own in some editions.
        partial.add("annexes")
    if not consolidated:
        articles = _numbers(top, "art_")
        if articles and not _runs(articles):
            partial.add("articles")
        for above, lasts in children.items():
            if above.rpartition(".")[2].startswith("art_") and not _runs(_numbers(lasts, "par_")):
                partial.add("paragraphs")
            elif not _letters_run(lasts):
                partial.add("points")
    return replace(outline, partial=frozenset(partial))


def _numbers(lasts: list[str], kind: str) -> list[int]:
    return [
        int(found[1])
        for last in lasts
        if last.startswith(kind) and (found := _NUMBER.search(last[len(kind) :]))
    ]


def _runs(numbers: list[int]) -> bool:
    """Whether numbers go 1, 2, 3 ... (insertions repeat a number, ``-1`` stands before the first)."""
    return not numbers or set(numbers) >= set(range(1, max(numbers) + 1))


def _letters_run(lasts: list[str]) -> bool:
    letters = {last[4:] for last in lasts if last.startswith("pnt_") and len(last) == 5 and last[4].islower()}
    if "pnt_ii" in lasts:
        # A list of roman numbers beside the letters: that "i" is a number.
        letters -= set("ivx")
    if not letters or letters <= set("ivxlc"):
        return True
    return letters >= {chr(n) for n in range(ord("a"), ord(max(letters)) + 1)}


def _mentions_annex(outline: Outline) -> bool:
    names = words.annex_words()
    for provision in outline.provisions:
        if provision.path.startswith("art_") and "." not in provision.path:
            text = words.fold(provision.text)
            if any(name in text for name in names):
                return True
    return False
