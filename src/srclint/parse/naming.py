"""What a citation names: its address, or the act that its words name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from srclint.legal.identifiers import document, identify
from srclint.legal.references import find_acts
from srclint.model import Identified
from srclint.parse.headings import section_words

_URL = re.compile(r"https?://[^\s<>\"“”]{1,2000}")


@lru_cache(maxsize=4096)
def identified(url: str) -> Identified:
    """``identify``, remembered: articles repeat their addresses."""
    return identify(url)


def act_of(text: str, language: str) -> Identified | None:
    """The act that a note or an entry without an address names: by number, else by name; the first."""
    if not any(sign.isalpha() for sign in text):
        return None
    acts = find_acts(text, language)
    act = next((act for act in acts if act.how == "number"), None) or next(iter(acts), None)
    return Identified(document=document(act.celex)) if act else None


def first_url(text: str) -> str | None:
    """The first address in plain words (a bibliography entry)."""
    found = _URL.search(text)
    return found.group().rstrip(".,;:!?)]}'") if found else None


def is_ibid(text: str) -> bool:
    """Whether a note says nothing but "the same as before", perhaps with a place in it: "Ibid., p. 3"."""
    words = " ".join(text[:60].lower().split()).lstrip("([ ")
    for known in section_words().ibid:
        if words.startswith(known):
            rest = words[len(known) :]
            if not rest.strip(" .,)]") or (rest[0] in ".," and len(text) < 60):
                return True
    return False


def describe(text: str, urls: Iterable[str]) -> str:
    """An entry's words without the addresses that stand in it."""
    for url in urls:
        text = text.replace(url, " ")
    return " ".join(text.split()).strip(" :–—-")
