"""EUR-Lex's own pages and the other pages of the EU that need a word of explanation.

The front end is only ever asked for pages that are no identifiable document (a search, a theme page).
"""

from __future__ import annotations

import json
import re
from html import escape
from urllib.parse import urlsplit

from srclint.source.data import hosts_data
from srclint.source.wire import host_of

_REFERENCE = re.compile(r"([A-Za-z]{2,12})_(\d{2,4})_(\d{1,6})")


def outage(url: str) -> str | None:
    """A sentence, where a redirect ended at a page that EUR-Lex shows while it is out of order."""
    data = hosts_data()["eurlex"]
    if host_of(url) not in data["hosts"]:
        return None
    path = urlsplit(url).path.lower()
    if any(path.startswith(prefix) for prefix in data["outage"]):
        return "EUR-Lex sends everything to its notice page; it is out of order for now."
    return None


def press_reference(url: str) -> tuple[str, str] | None:
    """(API address, language) of a page of the press corner, whose own page is an empty shell.

    ``.../presscorner/detail/en/ip_26_1166`` names ``IP/26/1166`` in English; the older
    ``?uri=...`` forms are not answered by the API.
    """
    data = hosts_data()["presscorner"]
    if host_of(url) != data["host"]:
        return None
    parts = urlsplit(url)
    if not parts.path.lower().startswith(data["path"]):
        return None
    pieces = [piece for piece in parts.path[len(data["path"]) :].split("/") if piece]
    if len(pieces) != 2 or len(pieces[0]) != 2 or not pieces[0].isalpha():
        return None
    match = _REFERENCE.fullmatch(pieces[1])
    if match is None:
        return None
    language = pieces[0].lower()
    reference = "/".join(match.groups()).upper()
    return data["api"].format(reference=reference, language=language), language


def press_page(body: bytes) -> bytes | None:
    """The press corner's JSON as a page, None where it has another shape than the one known."""
    try:
        resource = json.loads(body)["docuLanguageResource"]
        title, content = resource["title"], resource["htmlContent"]
        if not isinstance(title, str) or not isinstance(content, str) or not content.strip():
            return None
        language = resource.get("language") or resource.get("languageCode") or ""
        code = str(language.get("code", "")) if isinstance(language, dict) else str(language)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    lang = f' lang="{code.lower()}"' if re.fullmatch(r"[A-Za-z]{2}", code) else ""
    page = (
        f'<!DOCTYPE html><html{lang}><head><meta charset="utf-8"><title>{escape(title)}</title></head>'
        f"<body><main><h1>{escape(title)}</h1>{content}</main></body></html>"
    )
    return page.encode("utf-8", "replace")
