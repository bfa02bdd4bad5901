"""Sites that reproduce one act: they are no source of law, but a link there says which act is meant."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from srclint.legal.references.words import shared

_PROVISION = re.compile(r"art|recital|erwg|erwaegung|annex|anhang|chapter|kapitel", re.IGNORECASE)


def act_of_mirror(url: str) -> str | None:
    """The CELEX number of the act of which an address shows a provision on a known site, else None."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    celex = shared("mirrors").get(host)
    return str(celex) if celex and _PROVISION.search(parts.path) else None
