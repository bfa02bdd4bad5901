"""ELI addresses of the Union (URI templates of the Publications Office)."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from dataclasses import dataclass, replace

from srclint.legal import acts
from srclint.legal.identifiers import data, fragments
from srclint.legal.identifiers.celex import document, parse_celex
from srclint.legal.identifiers.journal import act_by_act
from srclint.model import Document

_HOST = "https://eur-lex.europa.eu"
_NUMBER = re.compile(r"(\d{1,5})(?:[(_](\d{1,2})\)?)?")


@dataclass(frozen=True, slots=True)
class Eli:
    """An ELI, read: the document (None with an ``error``), language, format, path, hints, lasting form
    (path below the host, without language)."""

    document: Document | None
    language: str | None = None
    format: str | None = None
    path: str | None = None
    hints: tuple[str, ...] = ()
    error: str | None = None
    lasting: str | None = None


def parse_eli(segments: tuple[str, ...]) -> Eli | None:
    """Read the segments of an address after ``/eli/``; None where they are not an ELI of the Union."""
    if not segments:
        return None
    kind, rest = segments[0], segments[1:]
    if kind.lower() == "treaty":
        return _treaty(rest)
    lower = kind if kind in {"C", "L"} else kind.lower()
    if lower.lower() in {"c", "l"} and len(rest) >= 2 and rest[0].isdecimal() and rest[1].isdecimal():
        named = act_by_act(lower.upper(), rest[0], rest[1])
        language, form = _tail(rest[2:])
        return Eli(
            named.document,
            language,
            form,
            None,
            named.hints,
            named.error,
            f"eli/C/{rest[0]}/{rest[1]}/oj" if lower.upper() == "C" else None,
        )
    if len(rest) < 2:
        return None
    return _act(lower, rest)


def _act(kind: str, rest: tuple[str, ...]) -> Eli | None:
    year, number = rest[0], rest[1]
    shown = f"“/eli/{kind}/{year}/{number}” is not an ELI"
    match = _NUMBER.fullmatch(number)
    if not year.isdecimal() or match is None:
        return None
    if kind not in data.eli_types():
        meant = data.table("eli-mistakes").get(kind) or _near(kind)
        if meant is None:
            return Eli(
                Document(f"eli:{kind}/{year}/{number}", f"{_HOST}/eli/{kind}/{year}/{number}/oj"),
                hints=("lookup",),
            )
        return Eli(None, error=f"{shown}: there is no type “{kind}”; write /eli/{meant}/{year}/{number}/oj.")
    if not 1951 <= int(year) < 2050:
        if 1951 <= int(match[1]) < 2050:
            return Eli(None, error=f"{shown}: the year comes first; write /eli/{kind}/{number}/{year}/oj.")
        if len(year) == 2 and int(year) > 50:
            return Eli(
                None, error=f"{shown}: the year has four digits; write /eli/{kind}/19{year}/{number}/oj."
            )
        return Eli(None, error=f"{shown}: there are no EU acts of the year {year}; check the four digits.")
    letter = data.table("eli").get(kind)
    stem = f"eli/{kind}/{year}/{number}"
    if letter is None:
        language, form = _tail(rest[2:])
        return Eli(
            Document(f"eli:{kind}/{year}/{number}", f"{_HOST}/{stem}/oj"),
            language,
            form,
            None,
            ("lookup",),
            None,
            f"{stem}/oj",
        )
    part = f"({int(match[2]):02d})" if match[2] else ""
    found = _version(f"3{year}{letter}{int(match[1]):04d}{part}", stem, rest[2:])
    wrong = next((s.lower() for s in rest[2:] if s.lower() in data.table("bibliographic")), None)
    if wrong and found.error is None:
        right = data.table("bibliographic")[wrong]
        sentence = f"“/{wrong}” is not a language of an ELI, which uses ISO 639-2/T codes; write /{right}."
        return replace(found, error=sentence)
    return found


def _version(base: str, stem: str, rest: tuple[str, ...]) -> Eli:
    """What follows the number: a date, a corrigendum, subdivisions, ``oj``, language and format."""
    hints: list[str] = []
    day = next((d for s in rest[:1] if (d := _day(s)) is not None), None)
    if rest[:1] and re.fullmatch(r"\d{4}-\d\d-\d\d", rest[0]) and day is None:
        return Eli(None, error=f"“/{stem}/{rest[0]}” is not an ELI: {rest[0]} is not a date.")
    if rest[:1] == ("corrigendum",):
        return _corrigendum(base, stem, rest[1:])
    celex = base
    lasting = f"{stem}/oj"
    if day:
        celex = f"0{base[1:]}-{day:%Y%m%d}"
        lasting = f"{stem}/{day.isoformat()}"
    names = tuple(s for s in rest if fragments.is_subdivision(s))
    path = fragments.path_of_subdivision(names)
    if names:
        hints.append("use-fragment")
    if not day and "oj" not in (s.lower() for s in rest):
        hints.append("add-oj")
    language, form = _tail(tuple(s for s in rest[1 if day else 0 :] if s not in names))
    return Eli(document(celex), language, form, path, tuple(hints), None, lasting)


def _corrigendum(base: str, stem: str, rest: tuple[str, ...]) -> Eli:
    day = _day(rest[0]) if rest else None
    known = acts.act(base)
    celex = None
    if day and known:
        celex = next((number for when, number in known.corrigenda if when == day), None)
    language, form = _tail(rest[1:])
    name = f"{stem}/corrigendum" + (f"/{rest[0]}" if rest else "")
    found = document(celex) if celex else Document(f"eli:{name.removeprefix('eli/')}", f"{_HOST}/{name}/oj")
    return Eli(found, language, form, None, ("lookup",), None, f"{name}/oj")


def _treaty(rest: tuple[str, ...]) -> Eli | None:
    if not rest:
        return None
    start = data.table("treaties").get(rest[0].lower())
    names = tuple(s for s in rest[1:] if fragments.is_subdivision(s))
    language, form = _tail(tuple(s for s in rest[1:] if s not in names))
    stem = "/".join(("eli/treaty", rest[0].lower(), *names))
    hints = () if "oj" in (s.lower() for s in rest) or "sign" in rest else ("add-oj",)
    if start is None:
        return Eli(
            Document(stem.replace("eli/", "eli:", 1), f"{_HOST}/{stem}/oj"),
            language,
            form,
            None,
            (*hints, "lookup"),
            None,
            f"{stem}/oj",
        )
    path = fragments.path_of_subdivision(names)
    celex = f"{start}/TXT"
    article = re.fullmatch(r"art_(\d{1,3})([a-z]?)", names[0].lower()) if names else None
    protocol = re.fullmatch(r"pro_(\d{1,2})", names[0].lower()) if names else None
    if article:
        celex = f"{start}{int(article[1]):03d}{article[2].upper()}"
    elif protocol:
        celex = f"{start}/PRO/{int(protocol[1]):02d}"
    if parse_celex(celex) is None:
        return None
    return Eli(document(celex), language, form, path, hints, None, f"{stem}/oj")


def _tail(rest: tuple[str, ...]) -> tuple[str | None, str | None]:
    """Language and format at the end of an ELI."""
    language = form = None
    for segment in rest:
        lower = segment.lower()
        if lower in {"oj", "sign"}:
            continue
        code = data.two_letter(lower) if len(lower) in {2, 3} else None
        if code and language is None:
            language = code
        elif lower[:4] in {"html", "xhtm"}:
            form = "html"
        elif lower.startswith("pdf"):
            form = "pdf"
        elif lower.startswith(("xml", "fmx")):
            form = "xml"
    return language, form


def _day(words: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(words) if re.fullmatch(r"\d{4}-\d\d-\d\d", words) else None
    except ValueError:
        return None


def _near(kind: str) -> str | None:
    """The type that a misspelling is near to; ELI types are short, so only close spellings count."""
    near = difflib.get_close_matches(kind, sorted(data.table("eli")), n=1, cutoff=0.8)
    return near[0] if near else None
