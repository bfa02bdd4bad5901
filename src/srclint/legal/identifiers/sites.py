"""Pages of the institutions whose addresses say more than a plain address does (eu-sources.md 6)."""

from __future__ import annotations

import re
from dataclasses import replace

from srclint.legal.identifiers import data, journal
from srclint.legal.identifiers.addresses import Address
from srclint.legal.identifiers.celex import celex_of_case, document, parse_ecli
from srclint.model import Document, Identified

_PRESS = re.compile(
    r"(?P<kind>ip|memo|qanda|speech|statement|mex|fs|inf|ac|cldr|stat|pres|wm|agenda|read|brief)_(?P<year>\d{2})_(?P<number>\d{1,6})",
    re.IGNORECASE,
)
_RAPID = re.compile(
    r"press-release_(?P<kind>[A-Z]+)-(?P<year>\d{2})-(?P<number>\d{1,6})_(?P<language>[a-z]{2})\.htm",
    re.IGNORECASE,
)
_CASE = re.compile(r"(?<![A-Z0-9])([CTF])-?0{0,3}(\d{1,4})[/-](\d{2})(?!\d)", re.IGNORECASE)
_SUFFIX = re.compile(r"_([a-z]{2})(?:\.(?:html?|pdf))?$", re.IGNORECASE)


def press_reference(url_path: str) -> str | None:
    """The number of a press release in an address: ``.../detail/en/ip_26_1166`` -> ``IP/26/1166``."""
    for segment in url_path.split("/"):
        match = _PRESS.fullmatch(segment.partition("?")[0]) or _RAPID.fullmatch(segment)
        if match:
            return f"{match['kind'].upper()}/{match['year']}/{match['number']}"
    return None


def newsroom_file(url_path: str) -> str | None:
    """The number of a newsroom file: ``/newsroom/dae/redirection/document/118119`` -> ``118119``."""
    match = re.search(r"/newsroom/(?:[\w-]+/)?(?:redirection/)?document/(\d{1,9})(?!\d)", url_path)
    return match[1] if match else None


def identify(address: Address) -> Identified | None:
    """What a page of an institution names; None where the address is an ordinary one."""
    host, path = address.host, address.path
    if host == "europa.eu" and "/rapid/" in path:
        return _press(address, ("legacy",))
    if host == "ec.europa.eu" and "/presscorner/" in path.lower():
        return _press(address, ())
    if host == "ec.europa.eu" and "/newsroom/" in path:
        return _newsroom(address)
    if host == "curia.europa.eu" or host.endswith(".curia.europa.eu"):
        return _curia(address)
    if host == "ec.europa.eu" and "documents-register" in path:
        return _register(address)
    if host == "europa.eu" or host.endswith(".europa.eu"):
        return _page(address)
    return None


def _page(address: Address, *hints: str, url: str | None = None) -> Identified:
    return Identified(
        Document(f"url:{url or address.url}", url or address.url),
        page_language(address),
        fragment=address.fragment,
        hints=hints,
        format="pdf" if address.path.lower().endswith((".pdf", "/pdf")) else None,
    )


def page_language(address: Address) -> str | None:
    """The language that the address of an institution's page names: ``_en``, ``/en/``, ``lang=en``."""
    stem = address.path.rstrip("/")
    match = _SUFFIX.search(stem)
    found = data.two_letter(match[1]) if match else None
    for segment in address.segments:
        if found:
            break
        if len(segment) == 2:
            found = data.two_letter(segment)
    return found or data.two_letter(address.get("lang", "language", "doclang", "locale") or "")


def _press(address: Address, hints: tuple[str, ...]) -> Identified:
    reference = press_reference(address.path) or (address.get("reference") or "").upper() or None
    if reference is None or not re.fullmatch(r"[A-Z]+/\d\d/\d{1,6}", reference):
        return _page(address)
    match = next((m for s in address.segments if (m := _RAPID.fullmatch(s))), None)
    language = data.two_letter(match["language"]) if match else page_language(address)
    name = reference.lower().replace("/", "_")
    url = f"https://ec.europa.eu/commission/presscorner/detail/{language or 'en'}/{name}"
    found = _page(address, *hints, "secondary-source", url=url)
    fragment = f"#{address.fragment}" if address.fragment else ""
    return replace(found, language=language, view="press", canonical=url + fragment)


def _newsroom(address: Address) -> Identified:
    number = newsroom_file(address.path)
    legacy: tuple[str, ...] = ()
    if number is None and address.path.endswith("document.cfm"):
        number, legacy = address.get("doc_id"), ("legacy",)
    room = address.segments[1] if len(address.segments) > 2 else ""
    if number and number.isdecimal() and room:
        url = f"https://ec.europa.eu/newsroom/{room}/redirection/document/{number}"
        return replace(_page(address, *legacy, url=url), view="newsroom-file", canonical=url)
    if number and number.isdecimal():
        return replace(_page(address, *legacy), view="newsroom-file")
    item = re.search(r"/newsroom/[\w-]+/items/(\d{1,9})", address.path)
    number = item[1] if item else address.get("item_id")
    if number and number.isdecimal() and room:
        language = page_language(address)
        url = f"https://ec.europa.eu/newsroom/{room}/items/{number}" + (f"/{language}" if language else "")
        legacy = () if item else ("legacy",)
        return replace(_page(address, *legacy, url=url), view="newsroom-item", canonical=url)
    return _page(address)


def _curia(address: Address) -> Identified:
    """Cases by number where the address has one; a judgment by its ``docid`` else."""
    language = data.two_letter(address.get("doclang", "language", "lang") or "") or page_language(address)
    hints = tuple("session-url" for name, _ in address.query if name.lower() == "cid")
    ecli = next((e for _, v in address.query if (e := parse_ecli(v.removeprefix("ecli:"))) is not None), None)
    if ecli is not None:
        named = journal.resolve(ecli.text)
        if named and named.document:
            return Identified(named.document, language, address.fragment, hints=(*hints, *named.hints))
    words = " ".join((*address.segments, *(value for _, value in address.query)))
    match = _CASE.search(words)
    celex = celex_of_case(f"{match[1]}-{match[2]}/{match[3]}") if match else None
    if celex:
        url = f"https://eur-lex.europa.eu/legal-content/{(language or 'en').upper()}/TXT/?uri=CELEX:{celex}"
        return Identified(
            document(celex), language, address.fragment, hints=(*hints, "lookup"), canonical=url
        )
    number = address.get("docid")
    if number and number.isdecimal():
        url = f"https://curia.europa.eu/juris/document/document.jsf?docid={number}"
        url += f"&doclang={language.upper()}" if language else ""
        return replace(_page(address, *hints, url=url), language=language, canonical=url)
    return replace(_page(address, *hints), language=language)


def _register(address: Address) -> Identified:
    """The Commission's register of documents: ``detail?ref=COM(2021)206``."""
    named = journal.com(address.get("ref") or "")
    if named is None or named.document is None:
        return _page(address)
    return Identified(named.document, page_language(address), address.fragment, hints=named.hints)
