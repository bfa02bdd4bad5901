"""Official Journal, COM and Cellar identifiers.

Until 30 September 2023 the Journal counted issues and pages; since then every act is published by
itself (``L_202401689``: series, year, number padded to five). Neither gives the CELEX number by
arithmetic: the catalogue knows some, the register must be asked for the others (hint ``lookup``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from srclint.legal import acts
from srclint.legal.identifiers import data
from srclint.legal.identifiers.celex import check_celex, check_ecli, document, parse_celex, parse_ecli
from srclint.model import Document

_RESOURCE = "https://publications.europa.eu/resource"
_NEW = re.compile(r"(?P<series>[LC])_(?P<year>\d{4})(?P<number>\d{5})(?:[_.].*)?")
_NEW_LOOSE = re.compile(r"(?P<series>[LC])[_:/](?P<year>\d{4})[_:/](?P<number>\d{1,5})")
_SHORT_C = re.compile(r"(?P<series>C)/(?P<year>\d{4})/(?P<number>\d{1,5})")
_PAGES = re.compile(
    r"(?P<series>[LC][AEIM]?):(?P<year>\d{4}):(?P<issue>\d{1,4}[A-Z]?):(?P<first>\d{1,4})"
    r"(?::(?P<last>\d{1,4}))?(?::(?P<language>[A-Z]{2}))?(?::(?P<format>[A-Z]+))?"
)
_ISSUE = re.compile(
    r"(?P<series>[LC][AEIM]?):(?P<year>\d{4}):(?P<issue>\d{1,4}[A-Z]?):(?P<what>TOC|FULL|SOM)(?::.*)?"
)
_URISERV = re.compile(
    r"(?:URISERV:)?OJ\.(?P<series>[LC][AEIM_]?)_?\.(?P<year>\d{4})\.(?P<issue>\d{3}[A-Z]?)\.(?P<volume>\d{2})\."
    r"(?P<page>\d{4})\.(?P<sequence>\d{2})(?:\.(?P<language>[A-Z]{3}))?"
)
_ACT_LEVEL = re.compile(
    r"JO(?P<series>[LC][AEIM]?)_(?P<year>\d{4})_(?P<issue>\d{1,4})_(?P<part>[A-Z])_(?P<number>\d{4})(?:_\d{2})?"
)
_COM = re.compile(
    r"(?P<kind>COM|SWD|JOIN|SEC|PI_COM|PI_SEC)[:_](?:(?P<letter>[A-Z])[:_(])?(?P<year>\d{4})[):_]+(?P<number>\d{1,5})"
    r"(?:[:_](?P<final>FIN(?:AL)?|REV\d?))?(?:[:_].*)?"
)
_COM_PLAIN = re.compile(
    r"(?P<kind>COM|SWD|JOIN|SEC)\s?[(/](?P<year>\d{4})[)/]\s?(?P<number>\d{1,5})(?P<final>(?:\s|/|_)?(?:FINAL|FIN))?"
)
_UUID = re.compile(
    r"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:[._/].*)?", re.IGNORECASE
)
_SECTOR_5 = {"SWD": "SC", "SEC": "SC", "JOIN": "JC"}


@dataclass(frozen=True, slots=True)
class Named:
    """What an identifier names: the document or an ``error``; hints; what it says of language and format."""

    document: Document | None
    hints: tuple[str, ...] = ()
    language: str | None = None
    format: str | None = None
    error: str | None = None


def resolve(identifier: str) -> Named | None:
    """What ``CELEX:...``, ``OJ:...``, ``COM:...``, ``ECLI:...``, ``uriserv:...`` and the like name.

    None for a kind of identifier that is not known; the text is expected percent-decoded.
    """
    words = identifier.strip()
    upper = words.upper()
    scheme, _, rest = upper.partition(":")
    rest = rest.strip()
    if scheme == "CELEX":
        return _celex(rest)
    if scheme == "ECLI":
        return _ecli(upper)
    if scheme == "OJ" or upper.startswith("URISERV:OJ."):
        return _journal(rest)
    if scheme in {"COM", "SWD", "JOIN", "SEC", "PI_COM", "PI_SEC"}:
        return com(upper)
    if scheme == "CELLAR":
        return cellar(words.partition(":")[2])
    if scheme == "CONSLEG":
        return _consleg(rest)
    if scheme in {"LEGISSUM", "URISERV"}:
        return Named(None, ("secondary-source",))
    if parse_celex(upper) is not None:
        return _celex(upper)
    return None


def _celex(words: str) -> Named:
    # LexUriServ appends language and format: 31995L0046:EN:HTML
    number, *more = words.split(":")
    if number.startswith("C/"):
        return _journal(number) or Named(None)
    language = data.two_letter(more[0]) if more else None
    form = next((m.lower() for m in more[1:] if m.lower() in {"html", "pdf"}), None)
    parsed = parse_celex(number)
    if parsed is None:
        # A consolidated number without its date names the newest version, which only the register knows.
        undated = parse_celex("3" + number[1:]) if number.startswith("0") else None
        if undated is not None:
            return Named(document(undated.text), ("lookup",), language, form)
        return Named(None, (), language, form, check_celex(number))
    hints = ("secondary-source",) if parsed.derived else ()
    return Named(document(parsed.text), hints, language, form)


def _consleg(words: str) -> Named | None:
    """The old site's consolidated texts: ``CONSLEG:2006L0123:20061227:EN:PDF``."""
    number, _, more = words.partition(":")
    parts = more.split(":")
    parsed = parse_celex(f"0{number}-{parts[0]}")
    if parsed is None:
        return None
    form = next((m.lower() for m in parts[2:] if m.lower() in {"html", "pdf"}), None)
    return Named(
        document(parsed.text), ("lookup",), data.two_letter(parts[1]) if len(parts) > 1 else None, form
    )


def _ecli(words: str) -> Named:
    number = words.partition("&")[0]
    parsed = parse_ecli(number)
    if parsed is None:
        return Named(None, error=check_ecli(number))
    return Named(
        Document(f"ecli:{parsed.text}", f"{_RESOURCE}/ecli/{quote(parsed.text, safe='')}"), ("lookup",)
    )


def _journal(words: str) -> Named | None:
    words = words.removeprefix("OJ:")
    match = _NEW.fullmatch(words) or _SHORT_C.fullmatch(words) or _NEW_LOOSE.fullmatch(words)
    if match and not _PAGES.fullmatch(words):
        return act_by_act(match["series"], match["year"], match["number"])
    match = _ISSUE.fullmatch(words)
    if match:
        return Named(None, ("lookup",) if match["what"] == "FULL" else ("not-a-text",))
    match = _PAGES.fullmatch(words)
    if match:
        language = data.two_letter(match["language"]) if match["language"] else None
        form = (match["format"] or "").lower()
        return _by_page(
            match["series"], match["year"], match["issue"], match["first"], "01", language,
            form if form in {"html", "pdf"} else None,
        )  # fmt: skip
    match = _URISERV.fullmatch(words)
    if match:
        language = data.two_letter(match["language"]) if match["language"] else None
        series = match["series"].rstrip("_")
        return _by_page(
            series, match["year"], match["issue"], match["page"], match["sequence"], language, None
        )
    match = _ACT_LEVEL.fullmatch(words)
    if match:
        number = words.partition(".")[0]
        return Named(Document(f"oj:{number}", f"{_RESOURCE}/oj/{number}"), ("lookup",))
    if re.fullmatch(r"[LC]_\d{1,8}", words):
        shown = f"“OJ:{words}” is not a number of the Official Journal"
        return Named(
            None,
            error=f"{shown}: series, four digits of the year and five of the number, as in OJ:L_202401689.",
        )
    return None


def act_by_act(series: str, year: str, number: str) -> Named:
    """A document of the act-by-act Journal (since 1 October 2023)."""
    padded = f"{series}_{year}{int(number):05d}"
    if not 2023 <= int(year) < 2050:
        return Named(
            None,
            error=(
                f"“OJ:{padded}” is not a number of the Official Journal: it counts act by act only since October 2023; "
                "older acts are cited by issue and page, or by their CELEX number."
            ),
        )
    celex = _act_by_act_celex().get((series, int(year), int(number)))
    if celex:
        return Named(document(celex), ("lookup",))
    return Named(Document(f"oj:{padded}", f"{_RESOURCE}/oj/{padded}"), ("lookup",))


@cache
def _act_by_act_celex() -> dict[tuple[str, int, int], str]:
    table = {}
    for number, letter in data.numbers("oj-acts").items():
        year, _, serial = number.partition("/")
        table["L", int(year), int(serial)] = f"3{year}{letter}{int(serial):04d}"
    for act in acts.acts():
        parsed = parse_celex(act.celex)
        if parsed and parsed.sector == "3" and parsed.year >= 2023:
            table["L", parsed.year, int(parsed.number)] = act.celex
    return table


def _by_page(
    series: str, year: str, issue: str, page: str, sequence: str, language: str | None, form: str | None
) -> Named:
    key = f"{series}.{year}.{issue.lstrip('0')}.{int(page):04d}"
    celex = data.table("oj-pages").get(key) if sequence == "01" else None
    if celex:
        return Named(document(celex), ("lookup",), language, form)
    digits = issue.zfill(3 if issue.isdigit() else 4)
    name = f"OJ.{series:_<2}.{year}.{digits}.01.{int(page):04d}.{sequence}"
    three = (data.three_letter(language) if language else None) or "eng"
    return Named(
        Document(f"oj:{name}", f"{_RESOURCE}/uriserv/{name}.{three.upper()}"), ("lookup",), language, form
    )


def com(words: str) -> Named | None:
    """A document of the Commission: ``COM:2021:206:FIN``, ``COM_2021_206_FIN``, ``COM(2021)206``."""
    match = _COM.fullmatch(words.upper()) or _COM_PLAIN.fullmatch(words.upper())
    if match is None:
        return None
    kind, year, number = match["kind"], int(match["year"]), int(match["number"])
    if not 1951 <= year < 2050:
        return None
    # LexUriServ appends language and format: COM:2012:0011:FIN:EN:PDF
    tail = words.upper().split(":")[4:]
    language = data.two_letter(tail[0]) if tail else None
    form = next((part.lower() for part in tail[1:] if part in {"HTML", "PDF"}), None)
    letter = data.numbers("com").get(f"{year}/{number}") if kind == "COM" else _SECTOR_5.get(kind)
    if letter:
        return Named(document(f"5{year}{letter}{number:04d}"), ("lookup",), language, form)
    if kind.startswith("PI_"):
        return Named(None, ("lookup",), language, form)
    name = f"{kind}_{year}_{number:04d}_{match['final'] or 'FIN'}".replace("FINAL", "FIN").replace(" ", "")
    return Named(Document(f"comnat:{name}", f"{_RESOURCE}/comnat/{name}"), ("lookup",), language, form)


def cellar(words: str) -> Named | None:
    """A Cellar number, with or without the parts for expression and file."""
    match = _UUID.match(words.strip())
    if match is None:
        return None
    uuid = match[1].lower()
    celex = data.table("cellar").get(uuid)
    if celex:
        return Named(document(celex), ("lookup",))
    return Named(Document(f"cellar:{uuid}", f"{_RESOURCE}/cellar/{uuid}"), ("lookup",))
