"""Which addresses are never requested, and which links are no sources at all.

Private, loopback, link-local, metadata and reserved addresses are those of the IANA special-purpose
registries (as Python's ``ipaddress`` knows them); the spellings of an IPv4 address are those that
browsers accept (WHATWG URL standard, "IPv4 parser").
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from urllib.parse import SplitResult, unquote

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_NO_SOURCE = frozenset(
    {"mailto", "tel", "sms", "callto", "data", "cid", "mid", "about", "blob", "geo", "facetime"}
    # Buttons of a page, not addresses: nothing can be requested there.
    | {"javascript", "vbscript"}
)
# Schemes that are written without ``//``; other words before a colon are prose or file names.
_OPAQUE = frozenset({"file", "urn", "doi", "info", "magnet", "view-source", "jar"})
_LOCAL_SUFFIXES = (".localhost", ".local", ".internal", ".localdomain", ".home.arpa")
_LOCAL_NAMES = frozenset({"localhost", "localhost6", "ip6-localhost", "ip6-loopback", "broadcasthost"})

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


_TEMPLATE = re.compile(r"[{}<>|$]|\[(?![0-9A-Fa-f:.]{0,45}(?:%[^\]]{0,60})?\])")


def is_source_url(url: str) -> bool:
    """Whether a link can be a citation of a source at all.

    True for http, https, ftp and any other absolute address, ``//host/path`` too; False for mail,
    telephone, ``data:``, fragments and paths within the author's own site.
    """
    words = url.strip().strip("<>").strip()
    if words.startswith("//"):
        return len(words) > 2
    match = _SCHEME.match(words)
    if match is None:
        return False
    scheme, rest = match[1].lower(), words[match.end() :]
    if scheme in _NO_SOURCE or len(scheme) == 1:
        return False
    if scheme in {"http", "https"}:
        host = re.split(r"[/?#]", rest.lstrip("/"), maxsplit=1)[0]
        # A template ("https://{tenant}.example.org") names no place yet.
        return bool(host) and not _TEMPLATE.search(host)
    return rest.startswith("//") or scheme in _OPAQUE


def unsafe_scheme(url: str) -> str | None:
    """Why an address that is not http(s) is never requested; None for http(s) and for no source."""
    match = _SCHEME.match(url)
    scheme = match[1].lower() if match else ""
    if scheme in {"", "http", "https"} or not is_source_url(url):
        return None
    remedy = "give the https address of the source"
    if scheme == "doi":
        remedy = f"write https://doi.org/{url[4:].lstrip('/')}"
    return f"The scheme “{scheme}:” is not http or https, so the address is never requested; {remedy}."


def unsafe_host(parts: SplitResult) -> str | None:
    """Why an http(s) address is never requested: credentials, no host, a host that is not public."""
    netloc = unquote(parts.netloc)
    if "@" in netloc:
        return (
            "The address carries a user name or password, so it is never requested; "
            "remove everything between “//” and “@”."
        )
    host = normal_host(parts.hostname or "")
    if not host:
        return "The address has no host name, so it is never requested; complete it or remove the link."
    return unsafe_name(host)


def unsafe_name(host: str) -> str | None:
    """Why this host is never requested, None for a public one; ``host`` without brackets and port."""
    host = normal_host(host)
    address = read_address(host)
    if address is not None:
        kind = _kind(address)
        if kind is None:
            return None
        return (
            f"“{host}” is {kind} ({address}), so it is never requested; "
            "cite the public address of the source, or allow private addresses."
        )
    if host in _LOCAL_NAMES or host.endswith(_LOCAL_SUFFIXES):
        return (
            f"“{host}” names a machine of a local network, so it is never requested; "
            "cite the public address of the source, or allow private addresses."
        )
    return None


def normal_host(host: str) -> str:
    """A host name as resolvers see it: decoded, NFKC (full-width digits and dots), lower-case, no dot
    at the end."""
    words = unicodedata.normalize("NFKC", unquote(host)).lower().replace("。", ".")
    return words.removesuffix(".").strip()


def read_address(host: str) -> Address | None:
    """The IP address that a host spells, in any form that browsers accept; None for a name."""
    if ":" in host:
        try:
            return ipaddress.IPv6Address(host.strip("[]").partition("%")[0])
        except ValueError:
            return None
    parts = host.split(".")
    if len(parts) > 4 or not parts[-1][:1].isdigit():
        return None
    numbers = [_number(part) for part in parts]
    if any(number is None for number in numbers):
        return None
    values = [number for number in numbers if number is not None]
    *heads, last = values
    if any(head > 255 for head in heads) or last >= 256 ** (5 - len(values)):
        return None
    total = last
    for index, head in enumerate(heads):
        total += head << (8 * (3 - index))
    return ipaddress.IPv4Address(total)


def _number(part: str) -> int | None:
    if not part or len(part) > 14 or not part.isascii():
        return None
    try:
        if part.startswith("0x"):
            return int(part[2:] or "0", 16)
        if part.startswith("0") and len(part) > 1:
            return int(part, 8)
        return int(part) if part.isdigit() else None
    except ValueError:
        return None


# Not globally reachable by the IANA special-purpose registries (read 2026-11), and yet public to the
# older versions of Python's ``ipaddress``.
_NOT_REACHABLE = (
    ipaddress.IPv4Network("192.0.0.0/24"),  # IETF protocol assignments, RFC 6890
    ipaddress.IPv6Network("64:ff9b:1::/48"),  # local translation, RFC 8215
    ipaddress.IPv6Network("3fff::/20"),  # documentation, RFC 9637
    ipaddress.IPv6Network("5f00::/16"),  # segment routing, RFC 9602
)
_ANYCAST = frozenset({ipaddress.IPv4Address("192.0.0.9"), ipaddress.IPv4Address("192.0.0.10")})
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE = ipaddress.IPv6Network("::/96")
_SHARED = ipaddress.IPv4Network("100.64.0.0/10")


def is_not_reachable(address: Address) -> bool:
    """Whether an address is set aside by the registries for what is not the public network, beyond what
    Python itself knows."""
    return address not in _ANYCAST and any(address in network for network in _NOT_REACHABLE)


def _kind(address: Address) -> str | None:
    """What kind of address this is, None for a public one."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address.teredo:
            inner = address.teredo[1]
        low = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is None and (address in _NAT64 or (address in _COMPATIBLE and int(address) > 0xFFFF)):
            inner = low
        if inner is not None:
            return _kind(inner)
        if address.is_site_local:
            return "a private address"
    if address.is_loopback:
        return "a loopback address"
    if address.is_link_local:
        return "a link-local address, where cloud machines serve their metadata"
    if address.is_unspecified or address.is_multicast or address.is_reserved:
        return "a reserved address"
    if isinstance(address, ipaddress.IPv4Address) and address in _SHARED:
        return "an address of a provider's own network"
    if is_not_reachable(address):
        return "a reserved address"
    if address.is_private:
        return "a private address"
    return None if address.is_global else "a reserved address"
