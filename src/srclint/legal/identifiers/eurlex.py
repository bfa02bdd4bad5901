"""Addresses of eur-lex.europa.eu, data.europa.eu, publications.europa.eu and op.europa.eu."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import quote, unquote

from srclint.legal.identifiers import data, fragments, journal
from srclint.legal.identifiers.addresses import Address
from srclint.legal.identifiers.celex import celex_to_eli
from srclint.legal.identifiers.eli import Eli, parse_eli
from srclint.legal.identifiers.journal import Named
from srclint.model import Document, Identified

HOSTS = frozenset({"eur-lex.europa.eu", "www.eur-lex.europa.eu", "eurlex.europa.eu", "new.eur-lex.europa.eu"})
_HOST = "https://eur-lex.europa.eu"
_VIEWS = frozenset({"TXT", "ALL", "AUTO", "HIS", "LSU", "NIM", "PIN", "SUM", "NOT"})
_FORMATS = {"HTML": "html", "PDF": "pdf", "XML": "xml", "DOC": "doc", "TXT": "text"}
_SUMMARIES = frozenset({"LSU", "SUM"})
_NO_TEXTS = (
    "search", "advanced-search-form", "expert-search-form", "browse", "homepage", "collection", "statistics",
    "direct-access", "quick-search", "result.do", "johtml.do", "joindex.do", "johome", "johyear", "oj/", "procedure",
    "content/", "content", "recherche", "consleg", "budget", "help", "my-eurlex", "user", "rss", "directory",
    "legis", "tools", "eli-register", "news", "todayoj",
)  # fmt: skip
_SESSION = frozenset({"qid", "rid"})


def identify(address: Address) -> Identified | None:
    """What an address of EUR-Lex or the Publications Office names; None where it is an ordinary page."""
    segments = address.segments
    lower = tuple(s.lower() for s in segments)
    if address.host in HOSTS:
        if lower[:1] == ("eli",):
            return from_eli(address, segments[1:])
        return _eurlex(address, segments, lower)
    if address.host == "data.europa.eu" and lower[:1] == ("eli",):
        return from_eli(address, segments[1:])
    if address.host == "publications.europa.eu" and lower[:1] == ("resource",):
        return _resource(address, segments[1:])
    if address.host in {"op.europa.eu", "publications.europa.eu", "bookshop.europa.eu"}:
        return _publication(address, lower)
    return None


# --------------------------------------------------------------------------- eur-lex.europa.eu


def _eurlex(address: Address, segments: tuple[str, ...], lower: tuple[str, ...]) -> Identified | None:
    if "legal-content" in lower:
        return _legal_content(address, segments[lower.index("legal-content") + 1 :])
    last = lower[-1] if lower else ""
    uri = address.get("uri", "urn", "numdoc", "val")
    if last == "lexuriserv.do" or last == "notice.do" or "sga_doc" in last:
        return _named(address, _with_scheme(uri or address.parts.query), ("legacy",))
    if last == "resource.html" and uri:
        found = _named(address, uri, ())
        form = (address.get("format") or "").lower() or None
        return replace(found, format=form) if found else None
    if "summary" in lower or "summaries" in lower:
        return _page(address, "secondary-source")
    path = "/".join(lower)
    first = lower[1] if lower and len(lower) > 1 and len(lower[0]) == 2 else (lower[0] if lower else "")
    if not path or first.partition(".")[0] in _NO_TEXTS or path.startswith(_NO_TEXTS) or last in _NO_TEXTS:
        return _page(address, "not-a-text")
    return _page(address)


def _with_scheme(words: str) -> str:
    words = unquote(words).strip()
    return words if ":" in words or not words[:1].isdigit() else f"CELEX:{words}"


def _legal_content(address: Address, segments: tuple[str, ...]) -> Identified | None:
    language: str | None = None
    view = form = None
    for segment in segments:
        upper = segment.upper()
        if language is None and view is None and re.fullmatch(r"[A-Z]{2}(?:-[A-Z]{2}){0,2}", upper):
            language = data.two_letter(upper[:2])
        elif upper in _VIEWS and view is None:
            view = upper
        elif upper in _FORMATS and form is None:
            form = _FORMATS[upper]
    lower = tuple(s.lower() for s in segments)
    if "summary" in lower:
        return _page(address, "secondary-source")
    uri = address.get("uri", "urn")
    if uri is None:
        # An address that was cut, or one whose identifier slipped into the path.
        uri = next((s for s in segments if re.match(r"(?i)(?:uri=)?celex:", s)), None)
        uri = uri.removeprefix("uri=") if uri else None
    if uri is None:
        return _page(address, "not-a-text")
    hints = tuple("session-url" for name, _ in address.query if name.lower() in _SESSION)[:1]
    if view in _SUMMARIES:
        hints = (*hints, "secondary-source")
    if "redirect" in lower and uri.lower().startswith("ecli:ecli"):
        uri = uri[5:]
    found = _named(address, uri, hints)
    if found is None:
        return None
    language = language or found.language or data.two_letter(address.get("lang", "locale") or "")
    found = replace(found, language=language, view=view, format=form or found.format)
    return replace(found, canonical=_canonical(found))


def _named(address: Address, uri: str, hints: tuple[str, ...]) -> Identified | None:
    """The document that an identifier in an address names."""
    words = _until_junk(unquote(uri) if "%" in uri else uri)
    if re.match(r"(?i)https?://", words):
        inner = _inner(words)
        if inner is not None:
            return _finish(address, replace(inner, hints=(*hints, *inner.hints)))
        return _page(address, *hints)
    named = journal.resolve(words)
    if named is None:
        return _page(address, *hints, "lookup")
    return _finish(address, _identified(address, named, hints))


def _until_junk(words: str) -> str:
    """Without what punctuation or markup left behind the identifier."""
    words = words.strip()
    for stop in ("<", "&", "#", "\n", "|", "*", "`", '"', "“", "”"):
        words = words.partition(stop)[0]
    if re.match(r"(?i)celex", words):
        words = words.partition(" ")[0] if not re.match(r"(?i)celex\s?:\s", words) else words
        while words.count(")") > words.count("("):
            words = words[:-1] if words.endswith(")") else words.rpartition(")")[0]
    return words.strip(" .,;:'’")


def _inner(uri: str) -> Identified | None:
    """``uri=http://data.europa.eu/eli/...`` and ``uri=http://publications.europa.eu/resource/...``."""
    from srclint.legal.identifiers import addresses

    address = addresses.read(uri)
    return identify(address) if address and "uri" not in dict(address.query) else None


def _identified(address: Address, named: Named, hints: tuple[str, ...]) -> Identified:
    found = named.document or Document(f"url:{address.url}", address.url)
    return Identified(
        found, named.language, hints=(*hints, *named.hints), format=named.format, error=named.error
    )


def _page(address: Address, *hints: str) -> Identified:
    """An ordinary page of the site; its session parameters do not count."""
    language = data.two_letter(address.get("locale", "lang") or "")
    for segment in address.segments[:2]:
        language = language or (data.two_letter(segment) if len(segment) == 2 else None)
    return Identified(Document(f"url:{address.url}", address.url), language, hints=hints)


# --------------------------------------------------------------------------- ELI


def from_eli(address: Address, segments: tuple[str, ...]) -> Identified | None:
    """An ELI on either host."""
    eli: Eli | None = parse_eli(tuple(_clean(s) for s in segments))
    if eli is None:
        return None
    document = eli.document or Document(f"url:{address.url}", address.url)
    language = eli.language or data.two_letter(address.get("locale", "lang") or "")
    found = Identified(document, language, path=eli.path, format=eli.format, hints=eli.hints, error=eli.error)
    found = _finish(address, found)
    if eli.lasting is None or eli.error:
        return found
    return replace(found, canonical=_canonical(found, eli.lasting))


def _clean(segment: str) -> str:
    """Without the punctuation that Markdown and prose leave at the end of an address."""
    words = segment.rstrip(" *_.,;:'’\"”")
    while words.endswith(")") and words.count(")") > words.count("("):
        words = words[:-1].rstrip(" *_.,;:'’\"”")
    return words


# --------------------------------------------------------------------------- publications


def _resource(address: Address, segments: tuple[str, ...]) -> Identified | None:
    if len(segments) < 2:
        return _page(address)
    kind, rest = segments[0].lower(), "/".join(segments[1:])
    if kind == "eli":
        return from_eli(address, segments[1:])
    prefix = {
        "celex": "CELEX:",
        "oj": "OJ:",
        "ecli": "",
        "cellar": "CELLAR:",
        "uriserv": "URISERV:",
        "comnat": "",
    }.get(kind)
    if prefix is None:
        return _page(address)
    named = journal.resolve(
        rest if kind == "ecli" else prefix + rest.replace("_", ":", 1) if kind == "comnat" else prefix + rest
    )
    if kind == "celex" and named and named.document is None and not named.error:
        named = None
    if named is None:
        return _page(address, "lookup")
    return _finish(address, _identified(address, named, ()))


def _publication(address: Address, lower: tuple[str, ...]) -> Identified | None:
    """``op.europa.eu/en/publication-detail/-/publication/<uuid>[/language-en][/format-PDF]``."""
    if "publication" not in lower or "publication-detail" not in lower:
        return None
    named = journal.cellar(lower[lower.index("publication") + 1]) if lower[-1] != "publication" else None
    if named is None:
        return None
    language = next((s.removeprefix("language-") for s in lower if s.startswith("language-")), None)
    form = next((s.removeprefix("format-") for s in lower if s.startswith("format-")), None)
    interface = data.two_letter(lower[0]) if len(lower[0]) == 2 else None
    found = _identified(address, named, ())
    language = data.two_letter(language) if language else interface
    found = replace(found, language=language, format=form if form in {"pdf", "html", "xml"} else None)
    return _finish(address, found)


# --------------------------------------------------------------------------- what all share


def _finish(address: Address, found: Identified) -> Identified:
    """Fragment, path and lasting address."""
    fragment = address.fragment
    path = found.path or fragments.path_of_fragment(fragment)
    hints = found.hints
    if fragment and fragments.is_unstable(fragment):
        hints = (*hints, "unstable-fragment")
    found = replace(found, fragment=fragment, path=path, hints=tuple(dict.fromkeys(hints)))
    return replace(found, canonical=_canonical(found)) if found.error is None else found


def _canonical(found: Identified, lasting: str | None = None) -> str | None:
    """The lasting address: an ELI where one is known, else legal-content with the CELEX number."""
    celex = found.document.celex
    if lasting is None and celex is None:
        return None
    fragment = found.fragment
    if (
        fragment is None
        and found.path
        and not (lasting and found.path in lasting)
        and re.fullmatch(r"(?:art|rct|anx|cpt|tis)_[0-9A-Za-z]+", found.path)
    ):
        fragment = found.path
    tail = f"#{fragment}" if fragment else ""
    eli = lasting or (celex_to_eli(celex) if celex else None)
    three = data.three_letter(found.language) if found.language else None
    if eli and found.view in {None, "TXT", "ALL", "AUTO"}:
        address = f"{_HOST}/{eli}"
        if three:
            address += f"/{three}" + ("/pdf" if found.format == "pdf" else "")
        return address + tail
    if celex is None:
        return None
    where = f"{found.language.upper()}/{found.view or 'TXT'}" if found.language else "AUTO"
    if found.language and found.format == "pdf":
        where += "/PDF"
    return f"{_HOST}/legal-content/{where}/?uri=CELEX:{quote(celex, safe='/')}{tail}"
