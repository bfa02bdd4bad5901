"""Edits that put another address or another number in the place of one that an article has."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from functools import cache
from urllib.parse import quote

from srclint.legal.identifiers import base_celex
from srclint.legal.provisions import Path, parse
from srclint.legal.references.words import words
from srclint.model import Article, Citation, CitationKind, Edit, Fix, Reference

# What may stand in an address wherever an article writes one. Brackets, quotation marks and stars
# have a meaning in Markdown or end an attribute: a server's answer must not add markup to an article.
_PLAIN = "-._~:/?#@!$&+,;=%"
_ENDS = re.compile(r"[.,;:!?]$")
_ARTICLE = re.compile(r"art_[0-9]+[a-z]*")
# Levels that are written in brackets after the number of an article.
_BRACKETED = frozenset({"par", "pnt"})


def readdress(article: Article, citation: Citation, address: str, *, safe: bool) -> Fix | None:
    """The repair that puts another address in the place of a citation's.

    None where the article does not hold the citation's address as it is (it is put together from a
    definition, or written with escapes that are not understood), where the new one is the old one,
    or where it would not be read back as it is written.
    """
    span, url = citation.url_span, citation.url
    if span is None or url is None or not address.startswith(("https://", "http://")):
        return None
    written = article.text[span.start : span.end]
    markup = article.format != "text"
    if written != url and not (markup and html.unescape(written) == url):
        return None
    new = quote(address, safe=_PLAIN, errors="replace")
    if citation.kind is CitationKind.BARE_URL and _ENDS.search(new):
        return None
    if markup and (html.unescape(new) != new or (written != url and "&" in new)):
        if article.format == "markdown" and written == url:
            return None  # in an address between < and >, Markdown decodes no entity
        new = new.replace("&", "&amp;")
    return None if new == written else Fix(safe, (Edit(span.start, span.end, new),))


def linked_article(named: Iterable[Reference], citation: Citation) -> str | None:
    """The fragment of the one article that a link's own words name: ``art_64``; None where unclear.

    ``named`` are the references in the words of the link.
    """
    if citation.kind is not CitationKind.LINK:
        return None
    own = [reference for reference in named if reference.targets]
    celex = citation.document.celex if citation.document else None
    targets = {target for reference in own for target in reference.targets}
    paths = {target if ".." in target else target.partition(".")[0] for target in targets}
    if len(paths) != 1 or any(r.act not in (None, celex) for r in own):
        return None
    path = paths.pop()
    return path if _ARTICLE.fullmatch(path) else None


def repoint(article: Article, unit: str, citation: Citation, found_in: Sequence[str]) -> Fix | None:
    """The repair that makes a claim cite the article that has its figures; unsafe, as the figures may be wrong.

    ``found_in`` are the provisions that have them. None unless they lie in one article, and the claim
    or its own note names one provision of the act ("64 et seq." counts as one), or its link leads to one.
    """
    articles = {path.partition(".")[0] for path in found_in}
    celex = citation.document.celex if citation.document else None
    if len(articles) != 1 or celex is None:
        return None
    new = articles.pop()
    if not _ARTICLE.fullmatch(new):
        return None
    note = citation.span
    noted = [r for r in article.references if r.unit is None and note.start <= r.span.start < note.end]
    if noted and len(citation.marks) != 1:
        return None  # other claims rest on the note
    named = [r for r in (*article.references, *noted) if (r.unit == unit or r in noted) and r.targets]
    named = list(dict.fromkeys(named))
    own = [r for r in named if r.act is not None and base_celex(r.act) == base_celex(celex)]
    if len(own) != len(named) or len(own) > 1:
        return None
    edits: list[Edit] = []
    if own:
        number = _renumbered(article, own[0], found_in[0] if len(found_in) == 1 else new)
        if number is None:
            return None
        edits.append(number)
    address = _refragmented(article, citation, own, new)
    if address is not None:
        edits.extend(address.edits)
    return Fix(False, tuple(edits)) if edits else None


def _renumbered(article: Article, reference: Reference, found: str) -> Edit | None:
    """The edit of "64(3)" in "Art. 64(3) of the Act", to the same depth; None in any other notation."""
    if len(reference.targets) != 1:
        return None
    old, new = parse(reference.targets[0]), parse(found)
    if old.relative or old.components[0][0] != "art":
        return None
    if old.end is not None:
        return _instead_of_range(article, reference, old, found)
    if any(kind not in _BRACKETED for kind, _ in (*old.components[1:], *new.components[1:])):
        return None
    depth = len(old.components)
    was, will = (_bracketed(path.components[:depth]) for path in (old, new))
    text = article.text[reference.span.start : reference.span.end]
    places = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(was)}(?![\w(])", text, re.IGNORECASE)]
    if len(places) != 1 or was == will:
        return None
    at = reference.span.start + places[0]
    return Edit(at, at + len(was), will)


def _instead_of_range(article: Article, reference: Reference, old: Path, found: str) -> Edit | None:
    """The edit of "64 et seq." to the one number."""
    new = parse(found)
    bracketed = all(kind in _BRACKETED for kind, _ in new.components[1:])
    if old.end is None or old.end[0] != "*" or len(old.components) != 1 or not bracketed:
        return None
    text = article.text[reference.span.start : reference.span.end]
    number = re.escape(old.components[0][1])
    following = _following(article.language)
    places = list(re.finditer(rf"(?<!\w){number}[ \u00a0]?(?:{following})(?!\w)", text, re.IGNORECASE))
    if len(places) != 1:
        return None
    start, end = places[0].span()
    if (
        text[start:end].endswith(".")
        and not text[end:].strip()
        and _ends_sentence(article, reference.span.end)
    ):
        end -= 1  # its stop is the sentence's too
    return Edit(reference.span.start + start, reference.span.start + end, _bracketed(new.components))


@cache
def _following(language: str) -> str:
    """What a language writes for "and following"."""
    entries = words(language).entries.items()
    found = sorted((word for word, entry in entries if "et_seq" in entry.roles), key=lambda w: (-len(w), w))
    return "|".join(map(re.escape, found))


def _ends_sentence(article: Article, at: int) -> bool:
    return re.match(r"\s*(?:\Z|\n|[A-Z])", article.text[at : at + 20]) is not None


def _bracketed(components: Sequence[tuple[str, str]]) -> str:
    return components[0][1] + "".join(f"({value})" for _, value in components[1:])


def _refragmented(article: Article, citation: Citation, own: Sequence[Reference], new: str) -> Fix | None:
    """Another fragment, where the address belongs to this claim alone and leads to another article."""
    identified, url = citation.identified, citation.url
    if identified is None or url is None or "#" not in url or not identified.path:
        return None
    if citation.kind is CitationKind.LINK:
        beside = own and not citation.span.start <= own[0].span.start < citation.span.end
    else:
        beside = len(citation.marks) != 1
    if beside or identified.path.partition(".")[0] == new:
        return None
    return readdress(article, citation, f"{url.partition('#')[0]}#{new}", safe=False)
