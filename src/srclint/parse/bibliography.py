"""Bibliography files: what a citation key stands for."""

from __future__ import annotations

import re

_ENTRY = re.compile(r"@([A-Za-z]{3,30})\s{0,8}\{\s{0,8}([^\s,{}\"]{1,200})\s{0,8},")
_FIELD = re.compile(r"([A-Za-z][\w-]{0,40})\s{0,8}=\s{0,8}")
_LATEX = re.compile(r"\\[A-Za-z]{1,20}\s?|[{}\\]")
_SHOWN = (
    "author",
    "title",
    "journal",
    "booktitle",
    "institution",
    "publisher",
    "number",
    "note",
    "year",
    "date",
)
_ADDRESS = ("url", "doi", "howpublished", "eprint")


def entries(bibtex: str) -> dict[str, str]:
    """Key -> the entry's words, its address last, out of a BibTeX or BibLaTeX file.

    The address is the field ``url``, else the DOI as a link, else what ``howpublished`` holds. An
    entry that cannot be read is left out; the first of two with one key counts.
    """
    found: dict[str, str] = {}
    heads = list(_ENTRY.finditer(bibtex))
    for number, head in enumerate(heads):
        if head.group(1).lower() in {"comment", "string", "preamble"}:
            continue
        end = heads[number + 1].start() if number + 1 < len(heads) else len(bibtex)
        fields = _fields(bibtex, head.end(), end)
        words = [fields[name] for name in _SHOWN if fields.get(name)]
        address = next((_address(name, fields[name]) for name in _ADDRESS if fields.get(name)), "")
        found.setdefault(head.group(2), ". ".join([*words, address] if address else words))
    return found


def _address(name: str, value: str) -> str:
    if name == "doi" and not value.startswith("http"):
        return f"https://doi.org/{value.removeprefix('doi:').strip()}"
    return value


def _fields(text: str, start: int, end: int) -> dict[str, str]:
    """``name = {value}`` and ``name = "value"`` between two offsets; one pass."""
    fields: dict[str, str] = {}
    at = start
    while match := _FIELD.search(text, at, end):
        value, at = _value(text, match.end(), end)
        name = match.group(1).lower()
        if name not in fields:
            raw = value if name in _ADDRESS and "\\" not in value else _LATEX.sub("", value)
            fields[name] = " ".join(raw.strip("{} \n\t").split())
    return fields


def _value(text: str, start: int, end: int) -> tuple[str, int]:
    """The value that begins at ``start``, and where it ends."""
    opening = text[start : start + 1]
    if opening not in {"{", '"'}:
        stop = start
        while stop < end and text[stop] not in ",}\n":
            stop += 1
        return text[start:stop], stop
    depth = 0
    for at in range(start, end):
        sign = text[at]
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0 and opening == "{":
                return text[start + 1 : at], at + 1
        elif sign == '"' and depth == 0 and opening == '"' and at > start:
            return text[start + 1 : at], at + 1
    return text[start + 1 : end], end
