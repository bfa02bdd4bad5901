"""SRC206."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from srclint.legal.provisions import human, locate
from srclint.legal.repairs import linked_article, readdress
from srclint.model import (
    Article,
    Citation,
    Fetched,
    Fix,
    Identified,
    LockedDocument,
    Outline,
    Problem,
    Severity,
    Sources,
)
from srclint.rules.base import Needs, Places, rule

_TEXT = ":~:text="


@rule("SRC206", "fragment-not-found", severity=Severity.WARNING, needs=Needs.SOURCES)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """The address names a place in the document that is not there.

    ## Why it matters
    The reader lands at the top of a long document and does not find what was cited. The rule
    checks provisions of acts (`#art_99`), ids of web pages, text fragments (`#:~:text=`) and pages
    of a PDF (`#page=`).

    ## Example
    ```markdown
    https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_199
    ```

    ## Use instead
    ```markdown
    https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_99
    ```
    """
    references = Places(article.references)
    alike: dict[str, dict[str, list[str]]] = {}  # document -> bare name -> the names on the page
    for citation in article.citations:
        identified = citation.identified
        if identified is None or citation.url is None or not identified.fragment:
            continue
        source = sources.get(identified.document.id)
        if not isinstance(source, Fetched):
            continue
        problem = missing(identified, source.outline, sources.locked.get(source.document))
        if problem is not None:
            if identified.document.is_eu:
                inside = references.beginning(citation.span.start, citation.span.end)
                place = linked_article(inside, citation)
                if place is not None and locate(source.outline, place).state != "found":
                    place = None
            else:
                names = alike.setdefault(identified.document.id, {}) or _by_bare_name(source.outline)
                alike[identified.document.id] = names
                place = _only(names.get(_bare(unquote(identified.fragment)), []))
            yield Problem(
                citation.url_span or citation.span,
                problem,
                "Correct the part after #, or leave it out.",
                citation=citation.id,
                document=identified.document.id,
                fix=_fix(article, citation, place),
            )


def _fix(article: Article, citation: Citation, place: str | None) -> Fix | None:
    """Lead to the one place that can be meant; unsafe, since the author may have meant another.

    In an act that is the article that the linked words name, where it is there; on a page the name
    that differs only in its case or in how its words are joined.
    """
    if place is None or citation.url is None:
        return None
    return readdress(article, citation, f"{citation.url.partition('#')[0]}#{place}", safe=False)


def _by_bare_name(outline: Outline) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for anchor in sorted(outline.anchors):
        found.setdefault(_bare(anchor), []).append(anchor)
    return found


def _only(names: list[str]) -> str | None:
    return names[0] if len(names) == 1 and _bare(names[0]) else None


def _bare(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())


def missing(identified: Identified, outline: Outline, locked: LockedDocument | None = None) -> str | None:
    """Why the document does not have the place that an address names; None where it has it, or may.

    Of an outline that only the lock knows no more is said than was found out when it was locked.
    """
    fragment = identified.fragment or ""
    if identified.document.is_eu:
        # Ids of EUR-Lex pages other than provisions belong to the portal's own furniture.
        if identified.path is None or locate(outline, identified.path).state != "missing":
            return None
        if outline.skeleton and (locked is None or identified.path not in locked.absent):
            return None
        return f"The document has no {human(identified.path)} (#{fragment})."
    if outline.skeleton and (locked is None or locked.fragments.get(fragment) is not False):
        return None
    if _TEXT in fragment:
        return _missing_text(fragment.partition(_TEXT)[2], outline)
    if fragment.startswith("page=") and outline.pages is not None:
        number = fragment[len("page=") :].partition("&")[0]
        if number.isdecimal() and not 1 <= int(number) <= outline.pages:
            return f"The PDF has {outline.pages} pages, not {number}."
        return None
    if outline.format != "page" or fragment[:1] in "!/" or not (outline.anchors or outline.skeleton):
        return None
    name = unquote(fragment)
    # A browser also goes to the top for #top, whatever the page has.
    if name.lower() == "top" or name in outline.anchors or fragment in outline.anchors:
        return None
    return f"The page has no place named #{name}."


def _missing_text(directive: str, outline: Outline) -> str | None:
    """The first text directive, ``[prefix-,]start[,end][,-suffix]`` (WICG text fragments)."""
    parts = [unquote(part) for part in directive.partition("&")[0].split(",")]
    words = [part for part in parts if part and not part.endswith("-") and not part.startswith("-")]
    text = " ".join(outline.text.split()).casefold()
    if not words or not (text or outline.skeleton):
        return None
    start = " ".join(words[0].split()).casefold()
    return None if start in text else f"The page does not hold the words “{words[0]}”."
