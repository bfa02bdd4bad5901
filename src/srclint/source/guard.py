"""Which addresses srclint may talk to: judged on the URL as written, and on the address behind it.

An article is untrusted input: a link to ``http://169.254.169.254/`` must not make a build server ask
its own metadata service. Names are judged by what they resolve to, at the moment of connecting.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from functools import lru_cache
from urllib.parse import urlsplit

from srclint.legal.identifiers.safety import is_not_reachable, normal_host

# Addresses that are public by their number and yet serve a machine's own secrets.
_METADATA = frozenset(
    {
        ipaddress.ip_address("168.63.129.16"),  # Azure's wire server
        ipaddress.ip_address("100.100.100.200"),  # Alibaba Cloud
        ipaddress.ip_address("192.0.0.192"),  # Oracle Cloud
        ipaddress.ip_address("fd00:ec2::254"),  # AWS
    }
)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# RFC 9110 4.1 wants 8000 characters understood; what is longer is no address that a person cites.
_LONGEST = 8000
# Forbidden in a host (WHATWG URL standard, "forbidden domain code point").
_NO_NAME = re.compile(r"[\x00-\x20\x7f#%/:<>?@\[\\\]^|]")
_CONTROL = re.compile(r"[\x00-\x20\x7f]")
_LOCAL_SUFFIXES = (".localhost", ".local", ".internal", ".home.arpa", ".localdomain")

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


def judge_address(address: str) -> str | None:
    """Why an IP address must not be connected to; None where it may.

    ``address`` is in the form that ``getaddrinfo`` gives (an IPv6 zone may follow).
    """
    try:
        ip = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return f"{address} is not an address"
    return _judge_ip(ip)


def _judge_ip(ip: IPAddress) -> str | None:
    if ip in _METADATA:
        return f"{ip} is a cloud metadata address"
    if isinstance(ip, ipaddress.IPv6Address):
        # An IPv4 address in an IPv6 coat is judged as what it is.
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip in _NAT64:
            # Networks without IPv4 reach every public IPv4 address this way.
            return _judge_ip(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        if inner is None and ip.teredo is not None:
            inner = ip.teredo[1]
        if inner is not None:
            why = _judge_ip(inner)
            if why is not None or ip.ipv4_mapped is not None:
                return why
        if ip.is_site_local:
            return f"{ip} is a private address"
    if ip.is_loopback:
        return f"{ip} is a loopback address"
    if ip.is_link_local:
        return f"{ip} is a link-local address"
    if ip.is_multicast:
        return f"{ip} is a multicast address"
    if ip.is_unspecified or ip.is_reserved or is_not_reachable(ip):
        return f"{ip} is a reserved address"
    if not ip.is_global:
        return f"{ip} is a private address"
    return None


def literal_address(host: str) -> IPAddress | None:
    """The IP address that a URL's host spells out, also as ``2130706433`` or ``0x7f.1``."""
    bare = host.strip("[]").split("%", 1)[0].rstrip(".")
    try:
        return ipaddress.ip_address(bare)
    except ValueError:
        pass
    # Resolvers read numbers in the old ways of inet_aton: decimal, octal, hexadecimal, fewer dots.
    last = bare.rsplit(".", 1)[-1].lower()
    numeric = last.isdigit() or (last.startswith("0x") and all(c in "0123456789abcdef" for c in last[2:]))
    if bare.isascii() and numeric:
        try:
            return ipaddress.IPv4Address(socket.inet_aton(bare))
        except OSError:
            return None
    return None


@lru_cache(maxsize=1024)  # an address is judged as written, before it is asked, and as it goes out
def judge_url(url: str, *, allow_private: bool = False) -> str | None:
    """Why a URL must not be requested, as written; None where it may be.

    Judged: the scheme, credentials, a host that spells out a private address or names this machine.
    """
    if len(url) > _LONGEST:
        return f"the address is longer than {_LONGEST} characters"
    try:
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port
    except ValueError as error:
        return f"the address cannot be read ({error})"
    if parts.scheme.lower() not in ("http", "https"):
        return f"the scheme {parts.scheme or '(none)'}: is not http or https"
    if parts.username is not None or parts.password is not None:
        return "the address holds credentials"
    if not host:
        return "the address names no host"
    if _CONTROL.search(url):
        return "the address holds control characters or spaces"
    return _judge_host(host, allow_private)


@lru_cache(maxsize=4096)
def _judge_host(host: str, allow_private: bool) -> str | None:
    # Full-width digits and percent signs are read as what resolvers and proxies make of them.
    name = normal_host(host)
    if literal_address(name) is None and _NO_NAME.search(name):
        return f"{host[:100]} is not the name of a host"
    if allow_private:
        return None
    literal = literal_address(name)
    if literal is not None:
        return _judge_ip(literal)
    if name == "localhost" or name.endswith(_LOCAL_SUFFIXES):
        return f"{name} names this machine or its own network"
    return None
