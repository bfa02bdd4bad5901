"""Addresses taken apart and put in one form, so that two spellings of one page are one document.

Normalisation is that of RFC 3986 section 6.2.2-6.2.3 (case, percent-encoding, dot segments, default
port); host names become ASCII (IDNA), which is what is requested.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

from srclint.legal.identifiers.safety import normal_host

_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|mc_cid|mc_eid|_hsenc|_hsmi|mkt_tok"
    r"|wt_mc|wt-search|pk_\w+|mtm_\w+|piwik_\w+|trk|trkcampaign|at_medium|at_campaign|etrans|prefLang|oly_enc_id"
    r"|oly_anon_id|vero_id|s_cid|cmpid|ref_src|srsltid)",
    re.IGNORECASE,
)
_SESSION = re.compile(
    r"(?:jsessionid|phpsessid|aspsessionid\w*|elx_sessionid|sessionid|session_id|sid)", re.IGNORECASE
)
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_KEPT = "%/:@!$&'()*+,;=-._~?[]"
_HEX = re.compile(r"%([0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class Address:
    """An http(s) address: ``host`` is lower-case and decoded, ``path`` without ``;session`` parts,
    ``query`` the (name, value) pairs decoded, ``fragment`` as written (None: absent), ``hints`` what
    was seen on the way (``session-url``, ``tracking``), ``url`` the normal form without fragment."""

    scheme: str
    host: str
    path: str
    query: tuple[tuple[str, str], ...]
    fragment: str | None
    url: str
    hints: tuple[str, ...]
    parts: SplitResult

    def get(self, *names: str) -> str | None:
        """The first value of a query parameter, in any case."""
        wanted = {name.lower() for name in names}
        return next((value for name, value in self.query if name.lower() in wanted), None)

    @property
    def segments(self) -> tuple[str, ...]:
        """The decoded parts of the path between slashes, without empty ones."""
        return tuple(unquote(part) for part in self.path.split("/") if part)


def tidy(url: str) -> str:
    """The address without what surrounds it in a file: spaces, angle brackets, entities, escapes."""
    words = "".join(c for c in url.strip().strip("<>").strip() if c not in "\t\r\n\u200b\ufeff\u00ad")
    if "&" in words and ";" in words:
        words = re.sub(r"&(?:amp|#38|#x26);", "&", words, flags=re.IGNORECASE)
        words = html.unescape(words) if "&lt;" in words or "&gt;" in words else words
    words = re.sub(r"\\([%_&#~()*\[\]$-])", r"\1", words)  # escapes of TeX and Markdown
    return "https:" + words if words.startswith("//") else words


def read(url: str) -> Address | None:
    """Take an http(s) address apart; None where it cannot be read as one."""
    try:
        parts = urlsplit(tidy(url).replace("\\", "/"))
        port = parts.port
        name = parts.hostname
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in {"http", "https"}:
        return None
    host = normal_host(name or "")
    hints = []
    path = parts.path
    if ";" in path:
        kept = re.sub(r";(?:jsessionid|elx_sessionid|phpsessid|sid)=[^/;]*", "", path, flags=re.IGNORECASE)
        if kept != path:
            hints.append("session-url")
            path = kept
    path = _dots(_encoding(path)) or "/"
    fields = []
    for field in parts.query.split("&"):
        key = unquote(field.partition("=")[0])
        if _SESSION.fullmatch(key):
            hints.append("session-url")
        elif _TRACKING.fullmatch(key):
            hints.append("tracking")
        elif field:
            fields.append(field)
    query = _encoding("&".join(fields))
    netloc = _ascii(host)
    if port is not None and port != {"http": 80, "https": 443}[scheme]:
        netloc += f":{port}"
    return Address(
        scheme=scheme,
        host=host,
        path=path,
        query=tuple(parse_qsl("&".join(fields).replace("+", "%20"), keep_blank_values=True)),
        fragment=parts.fragment if "#" in tidy(url) else None,
        url=f"{scheme}://{netloc}{path}" + (f"?{query}" if query else ""),
        hints=tuple(dict.fromkeys(hints)),
        parts=parts,
    )


def _ascii(host: str) -> str:
    if ":" in host:
        return f"[{host}]"
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return quote(host, safe=".")


def _encoding(words: str) -> str:
    """One percent-encoding: reserved bytes in capitals, letters and digits plain, the rest encoded."""

    def one(match: re.Match[str]) -> str:
        letter = chr(int(match[1], 16))
        return letter if letter in _UNRESERVED else match[0].upper()

    return quote(_HEX.sub(one, words), safe=_KEPT)


def _dots(path: str) -> str:
    """Dot segments resolved (RFC 3986, 5.2.4)."""
    if "/." not in path:
        return path
    out: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if len(out) > 1:
                out.pop()
        elif segment != ".":
            out.append(segment)
    if segments[-1] in {".", ".."}:
        out.append("")
    return "/".join(out)
