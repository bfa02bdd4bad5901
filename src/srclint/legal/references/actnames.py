"""Acts named in running text: by number, by name, or as a document of another series."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from srclint.legal import acts
from srclint.legal.identifiers.celex import celex_of_case
from srclint.legal.references.found import Confidence, FoundAct
from srclint.legal.references.shadow import Shadow, shadow
from srclint.legal.references.words import act_words, alternatives, shared
from srclint.model.record import record

_YEARS = range(1951, 2100)
# Since 2015 all acts are numbered year first; before, only directives and decisions were.
_NEW_ORDER = 2015


@record(frozen=True, slots=True)
class Named:
    """An act in shadow text. ``ambiguous``: the name proves nothing alone; ``exact``: written in the
    name's own case; ``para``: the cited paragraph of a judgment; ``foreign``: not EU law after all
    ("UK GDPR"); ``draft``: the words say that a draft is meant."""

    start: int
    end: int
    celex: str
    how: Literal["number", "name"]
    confidence: Confidence = "high"
    ambiguous: bool = False
    exact: bool = True
    paras: tuple[str, ...] = ()
    foreign: bool = False
    draft: bool = False
    alias: bool = False


# --------------------------------------------------------------------------- numbers

_PAIR = re.compile(r"\d{1,5}/\d{1,5}")
_OTHER_SERIES = re.compile(r"(com|swd|join|sec) ?[(/] ?(\d{4}) ?[)/] ?(\d{1,4})(?![\d/])")
_SERIES = frozenset({"com", "swd", "join", "sec"})
_COURTS = frozenset("ctf")
_CASE = re.compile(r"[ctf] ?- ?\d{1,4}/\d{2}(?!\d)")
_ECLI = re.compile(r"ecli:[a-z]{2}:[a-z0-9]{1,7}:\d{4}:[a-z0-9.]{1,25}")
_PARAS = re.compile(
    r",? ?(?:at )?(?:§{1,2}|para(?:graph)?s?\.?|rn\.?|rdnr\.?|randnummern?|"
    r"points?|punto|punti|pkt|pt\.?|punten?|r\.o\.|apartados?|n\.o) ?"
    r"(\d{1,4})(?: ?(?:-|to|bis) ?(\d{1,4}))?(?!\d)"
)


@cache
def _marks() -> str:
    return "|".join(sorted(map(re.escape, shared("treaty_marks")), key=lambda w: (-len(w), w)))


@cache
def _type() -> re.Pattern[str]:
    return re.compile(alternatives(act_words()))


@cache
def _between() -> re.Pattern[str]:
    """What stands between the type of act and "2016/679": treaty mark, "No", a word or two."""
    numbers = "|".join(sorted(map(re.escape, shared("number_marks")), key=lambda w: (-len(w), w)))
    return re.compile(
        rf"(?:[^\d;:()|]{{0,70}}\((?:{_marks()})[,)]? ?\)?,? ?|"
        rf" (?:(?:{_marks()}) )?|[^\d;:()|.,\[]{{0,40}} |)(?P<no>(?:{numbers}) ?)?"
    )


def _type_before(left: str) -> tuple[int, str, bool] | None:
    """The nearest type of act: (where it begins, its letter, whether "No" follows)."""
    for found in reversed(list(_type().finditer(left))):
        if (
            found.start()
            and left[found.start() - 1].isalpha()
            and not left.startswith("verordnung", found.start())
        ):
            continue
        between = _between().fullmatch(left, found.end())
        if between:
            letter = _letter(found[0])
            if letter == "D" and left[: found.start()].rstrip(" -").endswith(("framework", "rahmen")):
                letter = "F"
            return found.start(), letter, bool(between["no"])
    return None


@cache
def _mark_before() -> re.Pattern[str]:
    numbers = "|".join(sorted(map(re.escape, shared("number_marks")), key=lambda w: (-len(w), w)))
    return re.compile(rf"\((?P<mark>{_marks()})\),? ?(?P<no>(?:{numbers}) ?)?$")


@cache
def _mark_after() -> re.Pattern[str]:
    return re.compile(rf"/(?:{_marks()})(?!\w)")


_AGAIN = re.compile(r"^[ ,;]{0,3}(?:\w{1,6} )?(?:\(\w{2,4}\) ?)?(?:n[or°º]\.? ?)?$")
_TYPE_AFTER = re.compile(
    r"[^\d.;:()|]{0,40}?(rendelet|irányelv|határozat|(?:ai )?regulation|directive)\w{0,8}"
)
_LETTERS = {"rendelet": "R", "irányelv": "L", "határozat": "D", "regulation": "R", "directive": "L"}


def _numbers(text: Shadow) -> Iterator[Named]:
    low = text.low
    last: Named | None = None
    last_letter = ""
    for match in _PAIR.finditer(low):
        start, end = match.span()
        before = low[start - 1] if start else " "
        after = low[end] if end < len(low) else " "
        if before.isalnum() or before in "/.-_=&?#" or after.isdigit() or after in "_=":
            continue
        suffix = _mark_after().match(low, end)
        if suffix:
            end = suffix.end()
        elif after == "/" or after.isalpha():
            continue
        first, second = match[0].split("/")
        left = low[max(0, start - 110) : start]
        letter, begin, old = "", start, False
        found = _type_before(left)
        if found:
            begin, letter, old = start - len(left) + found[0], found[1], found[2]
        elif last is not None and _AGAIN.match(low[last.end : start]) and last.how == "number":
            letter = last_letter
            mark = _mark_before().search(left)
            begin = start - len(left) + mark.start() if mark else start
            old = bool(mark and mark["no"])
        else:
            mark = _mark_before().search(left)
            type_after = _TYPE_AFTER.match(low, end)
            if mark:
                begin, old = start - len(left) + mark.start(), bool(mark["no"])
            if type_after and (mark or suffix):
                letter, end = _LETTERS[type_after[1].removeprefix("ai ")], type_after.end()
            else:
                known = _known(first, second, bool(mark) or bool(suffix))
                if known is None and suffix:
                    known = _celex("L", first, second, False)
                if known is None:
                    continue
                confidence: Confidence = "medium" if mark or suffix else "low"
                last, last_letter = Named(begin, end, known, "number", confidence), known[5]
                yield last
                continue
        celex = _celex(letter, first, second, old)
        if celex is None:
            continue
        marked = "(" in low[begin:start] or suffix is not None
        bare = not marked and (letter in "DA" or low.startswith("act ", begin))
        if bare and letter == "A" and old and not acts.act(celex):
            # "Act No 92/2008": the Union has no acts of that name, states have.
            last = Named(begin, end, celex, "number", foreign=True)
            last_letter = letter
            yield last
            continue
        if bare and _not_ours(first, second) and not acts.act(celex):
            continue
        last = Named(begin, end, celex, "number", "high" if marked or old else "medium")
        last_letter = letter
        yield last


def _letter(word: str) -> str:
    table = act_words()
    if word in table:
        return table[word]
    return next((letter for w, letter in table.items() if w.endswith("~") and word.startswith(w[:-1])), "R")


def _celex(letter: str, first: str, second: str, number_first: bool) -> str | None:
    """Decide which part is the year (eu-references.md 2, "Numbering of acts")."""
    one, two = _year(first), _year(second)
    if number_first:
        year, number = two, first
        if year is None:
            year, number = one, second
    elif one and two:
        if len(first) == 4 and len(second) == 4:
            year, number = (one, second) if one >= _NEW_ORDER or letter in "LD" else (two, first)
        elif len(first) == 4 or (len(second) != 4 and letter in "LD"):
            year, number = one, second
        else:
            year, number = two, first
    elif one:
        year, number = one, second
    else:
        year, number = two, first
    if year is None or not 0 < int(number) < 10000 or letter not in "RLDFHA":
        return None
    return f"3{year}{'R' if letter == 'A' else letter}{int(number):04d}"


def _not_ours(first: str, second: str) -> bool:
    """Whether "Decision 162/2024", "Act No 90/2018" is of some other body: the Union's numbers begin
    with the year since 2015."""
    year = _year(second)
    return year is not None and year >= _NEW_ORDER and len(first) < 4


def _year(digits: str) -> int | None:
    value = int(digits)
    if len(digits) == 4 and value in _YEARS and value <= 2039:
        return value
    return 1900 + value if len(digits) == 2 and value > 51 else None


def _known(first: str, second: str, marked: bool) -> str | None:
    """An act of the catalogue with this number, for numbers without a type of act."""
    if not marked and (_year(first) is None or len(second) < 3 or int(first) < _NEW_ORDER):
        return None
    for letter in "RLDF":
        celex = _celex(letter, first, second, False)
        if celex and acts.act(celex):
            return celex
    return None


def _series(text: Shadow) -> Iterator[Named]:
    low = text.low
    for match in _OTHER_SERIES.finditer(low) if not _SERIES.isdisjoint(text.words) else ():
        if match.start() and low[match.start() - 1].isalnum():
            continue
        kind, year, number = match[1], match[2], int(match[3])
        if kind == "com":
            proposal = f"5{year}PC{number:04d}"
            window = low[max(0, match.start() - 120) : match.end() + 60]
            said = re.search(r"propos|vorschlag|voorstel|entwurf|propuesta|wniosek", window)
            celex = proposal if said or acts.act(proposal) else f"5{year}DC{number:04d}"
            confidence: Confidence = "high" if said or acts.act(proposal) else "low"
        else:
            celex, confidence = (
                f"5{year}{ {'swd': 'SC', 'sec': 'SC', 'join': 'JC'}[kind] }{number:04d}",
                "high",
            )
        end = match.end()
        if low.startswith(" final", end):
            end += 6
        yield Named(match.start(), end, celex, "number", confidence)
    for match in _CASE.finditer(low) if not _COURTS.isdisjoint(text.words) else ():
        start, end = match.span()
        if text.norm[start].islower() or (start and (low[start - 1].isalnum() or low[start - 1] in "-/")):
            continue
        if (
            end < len(low)
            and low[end] == "/"
            and not low.startswith("/", end + 1)
            and low[end + 1 : end + 2].isdigit()
        ):
            continue
        celex_case = celex_of_case(match[0].replace(" ", ""))
        if celex_case is None:
            continue
        head = re.search(
            r"(?:joined cases?|cases?|rechtssachen?|rs\.|affaires?|zaak|asuntos?|causa|sprawa) $",
            low[max(0, start - 16) : start],
        )
        begin = start - len(head[0]) if head else start
        paras: tuple[str, ...] = ()
        if cited := _PARAS.match(low, end):
            paras = (f"para_{int(cited[1])}" + (f"..para_{int(cited[2])}" if cited[2] else ""),)
            end = cited.end()
        yield Named(begin, end, celex_case, "number", paras=paras)
    for match in _ECLI.finditer(low):
        yield Named(match.start(), match.end(), match[0].rstrip(".").upper(), "number")


# --------------------------------------------------------------------------- names

_WORD = re.compile(r"\w+")
_INFLECTS = frozenset(
    {
        "bg",
        "cs",
        "da",
        "de",
        "el",
        "et",
        "fi",
        "hr",
        "hu",
        "lt",
        "lv",
        "pl",
        "ro",
        "sk",
        "sl",
        "sv",
        "ga",
        "mt",
    }
)


# "Data Act 2018" is older than the Data Act: the kingdoms and the commons number so.
_YEAR_AFTER = re.compile(r" ((?:19|20)\d\d)(?!\w)")
_FOLLOWING = re.compile(r"[ -]?([2-9])(?!\w|[.,/]\d)")
_LAST_WORD = re.compile(r"\w+$")


@dataclass(frozen=True, slots=True)
class _Name:
    """``source`` is what ``pattern`` is compiled from when a text first has the name's first word."""

    norm: str
    celex: str
    source: str
    capitals: bool
    ambiguous: bool

    @property
    def pattern(self) -> re.Pattern[str]:
        return _compiled(self.source)


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


@cache
def _names(language: str) -> Mapping[str, tuple[_Name, ...]]:
    """First word (or its first five letters and ``*``) -> names, longest first."""
    own = dict(acts.names(language))
    own.update({one.citation: one.celex for one in acts.acts() if one.celex.startswith("1")})
    meanings: dict[str, set[str]] = {}
    for one in acts.acts():
        for _, name in one.names:
            meanings.setdefault(name, set()).add(one.celex)
    for one in acts.acts():
        for spoken, name in one.names:
            # Names of other languages occur too, if they are long enough to be unmistakable.
            if (
                (
                    name not in own
                    and len(meanings[name]) == 1
                    and (len(name) >= 5 or (name.isupper() and len(name) == 4))
                )
                and spoken != "en"
                and not acts.is_ambiguous(name)
            ):
                own[name] = one.celex
    table: dict[str, list[_Name]] = {}
    done: set[str] = set()
    for name, celex in own.items():
        text = shadow(name)
        words = _WORD.findall(text.low)
        if not words or text.low in done:
            continue
        done.add(text.low)
        capitals = text.norm.isupper() or (len(text.norm) <= 6 and sum(c.isupper() for c in text.norm) >= 2)
        inflects = language in _INFLECTS and not capitals
        entry = _Name(text.norm, celex, _pattern(text.low, inflects), capitals, acts.is_ambiguous(name))
        key = words[0][:5] + "*" if inflects and len(words[0]) > 5 else words[0]
        table.setdefault(key, []).append(entry)
    return {key: tuple(sorted(group, key=lambda n: (-len(n.norm), n.norm))) for key, group in table.items()}


def _pattern(low: str, inflects: bool) -> str:
    out = []
    for piece in re.split(r"(\w+)", low):
        if inflects and len(piece) > 5 and piece.isalpha():
            out.append(re.escape(piece[: max(5, len(piece) - 3)]) + r"\w{0,6}")
        elif piece == " ":
            out.append(" {1,3}")
        elif piece == "-":
            out.append("[ -]")  # "AI-verordening" is written "AI verordening", too
        else:
            out.append(re.escape(piece))
    return "".join(out) + (r"(?:e?s|e?n)?(?!\w)" if inflects else r"(?!\w)")


@cache
def _begins_name(language: str) -> Callable[[str], bool]:
    """Tells of a lower-case word whether a name of an act can begin with it; it remembers what it told."""
    table = _names(language)

    @lru_cache(maxsize=1 << 14)
    def begins(word: str) -> bool:
        return word in table or (len(word) > 5 and word[:5] + "*" in table)

    return begins


@cache
def _seconds(language: str) -> Mapping[str, frozenset[str]]:
    """First word -> one of these is in the text where a name that begins with it is; without an entry
    it may be any word, or none."""
    table = _names(language)
    if language in _INFLECTS:
        return {}
    words = {head: [_WORD.findall(name.norm.lower())[1:2] for name in group] for head, group in table.items()}
    return {head: frozenset(two[0] for two in seconds) for head, seconds in words.items() if all(seconds)}


def _first_words(text: Shadow, language: str) -> list[tuple[int, str]]:
    """Places where a name may begin; whole texts without any are left quickly."""
    heads = list(filter(_begins_name(language), text.words))
    follow = _seconds(language) if heads else {}
    # "in" and "data" are in every text, "in vitro diagnostic" is not.
    return text.places_of(
        head for head in heads if head not in follow or not follow[head].isdisjoint(text.words)
    )


def _named(text: Shadow, language: str) -> Iterator[Named]:
    low, norm = text.low, text.norm
    table = _names(language)
    end = 0
    for start, word in _first_words(text, language):
        group = table.get(word)
        stem = table.get(word[:5] + "*") if len(word) > 5 else None
        if start < end:
            continue
        if start and low[start - 1] in "/@#_":
            continue
        for name in (*(group or ()), *(stem or ())):
            hit = name.pattern.match(low, start)
            if hit is None:
                continue
            exact = norm[start : hit.end()] == name.norm
            if name.capitals and not exact and (name.ambiguous or not norm[start : hit.end()].islower()):
                continue
            if name.ambiguous and not exact and name.capitals:
                continue
            if _has_a_successor(low, start, hit.end(), name.celex, table):
                continue
            end = hit.end()
            if low[end : end + 1] in ("/", "_") and low[end + 1 : end + 2].isalnum() and name.capitals:
                break
            before = low[max(0, start - 18) : start].rstrip(" -(")
            foreign = any(
                before.endswith(w) and not before[: -len(w)][-1:].isalnum() for w in shared("not_act_before")
            )
            tail = low[end : end + 26].lstrip(" (")
            foreign = foreign or any(
                tail.startswith(w) and not tail[len(w) :][:1].isalnum() for w in shared("not_act_after")
            )
            year = _YEAR_AFTER.match(low, end) if low.startswith("act", end - 3) else None
            foreign = foreign or bool(year and name.celex[0] == "3" and int(year[1]) < int(name.celex[1:5]))
            draft = bool(re.match(r"-e(?!\w)", low[end : end + 3])) or name.celex.startswith("5")
            yield Named(start, end, name.celex, "name", ambiguous=name.ambiguous, exact=exact or not name.capitals,
                        foreign=foreign, draft=draft)  # fmt: skip
            break


def _has_a_successor(
    low: str, start: int, end: int, celex: str, table: Mapping[str, tuple[_Name, ...]]
) -> bool:
    """Whether a number follows that makes it the name of a later act: "directive NIS" in "directive NIS 2"."""
    number = _FOLLOWING.match(low, end)
    word = _LAST_WORD.search(low, start, end)
    if number is None or word is None:
        return False
    later = (f"{word[0]} {number[1]}", f"{word[0]}{number[1]}")
    groups = (table.get(word[0], ()), table.get(later[1], ()))
    return any(name.celex != celex and name.norm.lower() in later for group in groups for name in group)


# --------------------------------------------------------------------------- all


@lru_cache(maxsize=2048)
def acts_in(text: Shadow, language: str) -> tuple[Named, ...]:
    """All acts of a shadow text, in order, not overlapping: numbers before names."""
    found = list(_numbers(text)) if "/" in text.low else []
    if "/" in text.low or "(" in text.low or "ecli" in text.low:
        found.extend(_series(text))
    found.sort(key=lambda n: (n.start, -n.end))
    kept: list[Named] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    taken = [(n.start, n.end) for n in kept]
    at = 0
    for one in _named(text, language):
        while at < len(taken) and taken[at][1] <= one.start:
            at += 1
        if at == len(taken) or taken[at][0] >= one.end:
            kept.append(one)
    kept.sort(key=lambda n: n.start)
    return tuple(kept)


@cache
def _opening() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, shared("hereinafter")), key=lambda w: (-len(w), w)))
    return re.compile(rf" ?[(\[] ?(?:(?:{words})[ ,:]{{1,2}}){{0,3}}[\"']{{0,2}}")


_CLOSING = re.compile(r"[\"']{0,2} ?[)\],;]")


def pair(text: Shadow, named: tuple[Named, ...]) -> dict[int, str]:
    """Index -> CELEX of the other form, for a name and a number that are one expression.

    Only "name (number)" and "number (name)", and only where a difference cannot be a successor or
    another meaning of the name.
    """
    pairs: dict[int, str] = {}
    for index, (one, two) in enumerate(itertools.pairwise(named)):
        if one.how == two.how or one.foreign or two.foreign or one.ambiguous or two.ambiguous:
            continue
        if not _opening().fullmatch(text.low[one.end : two.start]) or not _CLOSING.match(text.low, two.end):
            continue
        if one.celex != two.celex and not _clearly_wrong(one, two):
            continue
        pairs[index], pairs[index + 1] = two.celex, one.celex
    return pairs


def _clearly_wrong(one: Named, two: Named) -> bool:
    number, name = (one, two) if one.how == "number" else (two, one)
    if number.celex[:1] != "3" or name.celex[:1] != "3":
        return False
    known, meant = acts.act(number.celex), acts.act(name.celex)
    if known and meant:
        # A successor may carry the same name for a while; amending acts are called like the amended.
        related = (known.repealed_by, meant.repealed_by, *known.amended_by, *meant.amended_by)
        return known.celex not in related and meant.celex not in related
    # An unknown number is a slip only where it looks like the right one.
    a, b = number.celex, name.celex
    return (
        a[5] == b[5]
        and len(a) == len(b)
        and (sorted(a) == sorted(b) or sum(x != y for x, y in zip(a, b, strict=True)) == 1)
    )


def find_acts(text: str, language: str) -> tuple[FoundAct, ...]:
    """Every act named in the text, by number or by an unambiguous name, in order."""
    whole = shadow(text)
    named = acts_in(whole, language)
    if not named:
        return ()
    pairs = pair(whole, named)
    out = []
    for index, one in enumerate(named):
        if one.foreign or one.draft or (one.ambiguous and index not in pairs) or not one.exact:
            continue
        start, end = whole.origin(one.start, one.end)
        out.append(FoundAct(start, end, one.celex, one.how, pairs.get(index), one.confidence))
    return tuple(out)


def merged(one: Named, two: Named) -> Named:
    """Number and name as one expression; the number wins."""
    number = one if one.how == "number" else two
    return replace(number, start=one.start, end=two.end)
