"""CELEX, ELI, OJ and ECLI: from an address to the document that it names, and to its lasting address.

Nothing here asks the network. ``identify`` never raises and never guesses: what cannot be told
offline carries the hint ``lookup``; what is no EU document is a plain page (``url:...``).
"""

from __future__ import annotations

import re
from dataclasses import replace

from srclint.legal.identifiers import addresses, eurlex, journal, sites
from srclint.legal.identifiers.celex import (
    Celex,
    Ecli,
    base_celex,
    celex_of_act_number,
    celex_of_case,
    celex_to_eli,
    cellar_url,
    check_celex,
    check_ecli,
    clean_celex,
    document,
    eurlex_url,
    parse_celex,
    parse_ecli,
    version_date,
)
from srclint.legal.identifiers.data import three_letter, two_letter
from srclint.legal.identifiers.fragments import path_of_fragment
from srclint.legal.identifiers.safety import is_source_url, unsafe_host, unsafe_name, unsafe_scheme
from srclint.legal.identifiers.sites import newsroom_file, press_reference
from srclint.model import Document, Identified

__all__ = [
    "Celex",
    "Ecli",
    "base_celex",
    "celex_of_act_number",
    "celex_of_case",
    "celex_to_eli",
    "cellar_url",
    "check_celex",
    "check_ecli",
    "clean_celex",
    "document",
    "eurlex_url",
    "identify",
    "is_source_url",
    "newsroom_file",
    "parse_celex",
    "parse_ecli",
    "path_of_fragment",
    "press_reference",
    "three_letter",
    "two_letter",
    "unsafe_name",
    "version_date",
]

_PROXIES: dict[str, tuple[str, ...]] = {
    "safelinks.protection.outlook.com": ("url",),
    "l.facebook.com": ("u",),
    "lm.facebook.com": ("u",),
    "www.youtube.com": ("q",),
    "out.reddit.com": ("url",),
    "slack-redir.net": ("url",),
    "urldefense.com": ("u",),
}
# Addresses of these hosts are names first: they are printed with http and stay valid.
_NAMES = re.compile(r"/(?:eli|resource)/")


def identify(url: str) -> Identified:
    """What an address names, as far as the address itself tells; never raises.

    ``error`` is set for identifiers that cannot exist (SRC205), ``unsafe`` for addresses that are
    never requested (SRC208). Hints: ``session-url``, ``tracking``, ``legacy``, ``proxy``,
    ``insecure``, ``not-a-text``, ``secondary-source``, ``add-oj``, ``use-fragment``,
    ``unstable-fragment``, ``lookup``.
    """
    words = addresses.tidy(url)
    try:
        return _identify(words, deep=True)
    except (ValueError, IndexError):
        return Identified(Document(f"url:{words}", words))


def _identify(words: str, *, deep: bool) -> Identified:
    address = addresses.read(words)
    if address is None:
        return _not_http(words)
    unsafe = unsafe_host(address.parts)
    found = None
    if unsafe is None:
        found = (
            (_behind_proxy(address) if deep else None) or eurlex.identify(address) or sites.identify(address)
        )
    if found is None:
        form = "pdf" if address.path.lower().endswith(".pdf") else None
        found = Identified(Document(f"url:{address.url}", address.url), format=form, unsafe=unsafe)
    hints = [*found.hints, *address.hints]
    if address.scheme == "http" and _serves_https(address):
        hints.append("insecure")
    fragment = address.fragment if found.fragment is None else found.fragment
    canonical = found.canonical
    if canonical is None and "tracking" in hints and found.document.id == f"url:{address.url}":
        canonical = address.url + (f"#{fragment}" if fragment else "")
    return replace(found, hints=tuple(dict.fromkeys(hints)), fragment=fragment, canonical=canonical)


def _not_http(words: str) -> Identified:
    if not re.match(r"(?i)https?:", words) and (named := journal.resolve(words)) is not None:
        found = named.document or Document(f"url:{words}", words)
        return Identified(found, named.language, hints=named.hints, format=named.format, error=named.error)
    unsafe = unsafe_scheme(words)
    if unsafe is None and re.match(r"(?i)https?:", words):
        unsafe = "The address cannot be read, so it is never requested; check it letter by letter."
    return Identified(Document(f"url:{words}", words), unsafe=unsafe)


def _serves_https(address: addresses.Address) -> bool:
    european = address.host == "europa.eu" or address.host.endswith(".europa.eu")
    return european and not _NAMES.match(address.path)


def _behind_proxy(address: addresses.Address) -> Identified | None:
    """The page behind a redirector of a search engine, a mail scanner or a social network."""
    names: tuple[str, ...] = next(
        (n for host, n in _PROXIES.items() if address.host == host or address.host.endswith(f".{host}")), ()
    )
    if re.fullmatch(r"(?:www\.)?google\.[a-z.]{2,6}", address.host) and address.path == "/url":
        names = ("url", "q")
    inner = address.get(*names) if names else None
    if not inner or not is_source_url(inner):
        return None
    found = _identify(addresses.tidy(inner), deep=False)
    canonical = found.canonical or (inner if found.unsafe is None else None)
    return replace(found, hints=(*found.hints, "proxy"), canonical=canonical)
