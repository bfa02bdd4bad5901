"""Canonical paths of provisions: ``art_5.par_1.pnt_a``, ``art_51..art_55``, ``art_64..*``.

Pure arithmetic on paths, and the one question that matters: does a document have this provision?
The answer is three-valued, because a document that could not be segmented to the level asked for
proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from srclint.legal.once import OncePerOutline
from srclint.model import Outline, Provision

LEVELS = (
    "pro",
    "tis",
    "cpt",
    "sct",
    "sbs",
    "prt",
    "art",
    "rct",
    "anx",
    "par",
    "sub",
    "pnt",
    "ind",
    "sen",
    "para",
)
_COMPONENT = re.compile(r"(pro|tis|cpt|sct|sbs|prt|art|rct|anx|para|par|sub|pnt|ind|sen)_([^\s._]+)")
_DIVISIONS = frozenset({"pro", "tis", "cpt", "sct", "sbs", "prt"})
# Nothing in EU texts marks sentences, and marks of subparagraphs and indents get lost in most forms.
_NEVER_SEGMENTED = frozenset({"sub", "sen", "ind"})
_PARTIAL = {"art": "articles", "par": "paragraphs", "pnt": "points", "rct": "recitals", "anx": "annexes"}

Component = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Path:
    """A parsed path: its components, and for a range the last component of its end.

    ``end`` is None for a single provision, ``("*", "")`` for an open range. ``relative`` is the
    anchor of a relative path (``^art``, ``^act``, ``^prov``), else None.
    """

    components: tuple[Component, ...]
    end: Component | None = None
    relative: str | None = None

    def __str__(self) -> str:
        body = ".".join(f"{kind}_{value}" for kind, value in self.components)
        if self.relative:
            body = f"{self.relative}.{body}" if body else self.relative
        if self.end is None:
            return body
        return f"{body}..{'*' if self.end[0] == '*' else '_'.join(self.end)}"


@lru_cache(maxsize=4096)
def parse(path: str) -> Path:
    """Read a canonical path. Raises ValueError for anything else."""
    start, dots, end = path.partition("..")
    relative = None
    if start.startswith("^"):
        relative, _, start = start.partition(".")
        if relative not in ("^art", "^act", "^prov"):
            raise ValueError(f"not a canonical path: {path!r}")
    components = tuple(_component(part, path) for part in start.split(".")) if start else ()
    if not components and not relative:
        raise ValueError(f"not a canonical path: {path!r}")
    if not dots:
        return Path(components, None, relative)
    return Path(components, ("*", "") if end == "*" else _component(end, path), relative)


def _component(part: str, path: str) -> Component:
    match = _COMPONENT.fullmatch(part)
    if match is None:
        raise ValueError(f"not a canonical path: {path!r}")
    return match[1], match[2]


def parent(path: str) -> str | None:
    """The path one level up (of a range: of its start), None at the top."""
    components = parse(path).components[:-1]
    return str(Path(components)) if components else None


def is_range(path: str) -> bool:
    """Whether the path names several provisions: ``art_51..art_55`` or ``art_64..*``."""
    return ".." in path


def article_of(path: str) -> str | None:
    """The top-level unit that a path stands in (``art_5``, ``rct_97``, ``anx_III``), None for
    divisions, paragraphs of judgments and relative paths."""
    parsed = parse(path)
    if parsed.relative:
        return None
    return next((f"{k}_{v}" for k, v in parsed.components if k in ("art", "rct", "anx")), None)


def expand(target: str, ordered_paths: Sequence[str]) -> tuple[str, ...]:
    """The provisions that a target names, in the order of the version's own list.

    A range includes what was inserted between its ends (``art_2..art_4`` has ``art_3a``). An open
    range runs to the end of the smallest division that holds its start; without divisions in the
    list, to the last sibling. A path that is no range gives itself; a range whose start is not in
    the list gives ().
    """
    parsed = parse(target)
    if parsed.end is None:
        return (target,)
    first = str(Path(parsed.components))
    if first not in ordered_paths:
        return ()
    kind = parsed.components[-1][0]
    above = first.rpartition(".")[0]
    depth = len(parsed.components)
    begin = ordered_paths.index(first)
    siblings: list[str] = []
    for path in ordered_paths[begin:]:
        components = parse(path).components
        top = components[0][0]
        if top in _DIVISIONS and depth == 1 and kind not in _DIVISIONS:
            if parsed.end[0] == "*":
                break  # the next section or chapter begins
            continue
        if len(components) != depth or components[-1][0] != kind or path.rpartition(".")[0] != above:
            continue
        siblings.append(path)
        if components[-1] == parsed.end:
            return tuple(siblings)
    return tuple(siblings) if parsed.end[0] == "*" else ()


# --------------------------------------------------------------------------- finding


@dataclass(frozen=True, slots=True)
class Location:
    """Whether a document has a provision.

    ``found``: ``provisions`` holds it (several for a range), ``path`` is how the document calls it
    (paragraph and point, sentence and subparagraph stand in for each other). ``missing``: surely
    not there; ``ancestor`` is the deepest ancestor that exists (None: not even the top unit) and
    ``siblings`` are the values that exist at that place ("1", "2", "3"), ``level`` what they are
    (``par``). ``unknown``: the document could not be segmented to that level.
    """

    state: Literal["found", "missing", "unknown"]
    path: str
    provisions: tuple[Provision, ...] = ()
    ancestor: str | None = None
    siblings: tuple[str, ...] = ()
    level: str | None = None


class _Index(dict[str, Provision]):
    """The provisions of one outline by path, and the names that stand directly below each path."""

    def __init__(self, outline: Outline) -> None:
        super().__init__((provision.path, provision) for provision in outline.provisions)
        self.below: dict[str, list[str]] = {}
        for path in self:
            above, _, name = path.rpartition(".")
            self.below.setdefault(above, []).append(name)


_index_of = OncePerOutline(_Index)


def locate(outline: Outline, path: str) -> Location:
    """Look a provision up; conservative: ``missing`` only where the document proves it."""
    parsed = parse(path)
    if parsed.relative or not outline.provisions:
        return Location("unknown", path)
    index = _index_of(outline)
    first = _locate(outline, index, parsed.components)
    if parsed.end is None or first.state != "found":
        return first
    order = tuple(index)
    expanded = expand(f"{first.path}..{path.partition('..')[2]}", order)
    if expanded:
        return Location("found", path, tuple(index[p] for p in expanded))
    if parsed.end[0] == "*":
        return first
    last = _locate(outline, index, (*parsed.components[:-1], parsed.end))
    if last.state == "found":  # both ends exist, in an order of which nothing is known
        return Location("found", path, (*first.provisions, *last.provisions))
    return last


def _locate(outline: Outline, index: _Index, components: tuple[Component, ...]) -> Location:
    asked = str(Path(components))
    if asked in index:
        return Location("found", asked, (index[asked],))
    here: str | None = None
    for kind, value in components:
        step = _step(index, here, kind, value)
        if step is None:
            return _absent(outline, index, asked, here, kind, value)
        here = step
    assert here is not None
    return Location("found", here, (index[here],))


_RUN_ON = re.compile(r"(\d+)([a-z])")
_STANDS_FOR = {"par": ("pnt",), "pnt": ("par",), "sen": ("sub",), "sub": ("sen",)}


def _step(index: _Index, here: str | None, kind: str, value: str) -> str | None:
    """One level down; the document may use another kind of unit for what the author named."""
    for name in (kind, *_STANDS_FOR.get(kind, ())):
        for spelling in _spellings(kind, value):
            path = f"{here}.{name}_{spelling}" if here else f"{name}_{spelling}"
            if path in index:
                return path
    if kind == "par" and here is not None and (run_on := _RUN_ON.fullmatch(value)):
        # "Article 55(1c)", where the act has no inserted paragraph 1c: paragraph 1, point (c)
        path = f"{here}.par_{run_on[1]}.pnt_{run_on[2]}"
        if path in index:
            return path
    if kind == "anx" and here is None and value == "1":
        annexes = [name for name in index.below.get("", ()) if name.startswith("anx_")]
        if len(annexes) == 1:
            return annexes[0]
    if here is None and kind in ("cpt", "sct", "prt"):
        # A chapter may stand below a title, or a section below a chapter, and be cited alone.
        ends = [f".{kind}_{spelling}" for spelling in _spellings(kind, value)]
        matches = [
            p for p in index if any(p.endswith(end) for end in ends) and p.startswith(("tis_", "cpt_"))
        ]
        if len(matches) == 1:
            return matches[0]
    return None


def same_value(kind: str, one: str, other: str) -> bool:
    """Whether two numbers of a level are the same: ``anx`` 1 and I, ``art`` 4a and 4A."""
    return not {v.lower() for v in _spellings(kind, one)}.isdisjoint(
        v.lower() for v in _spellings(kind, other)
    )


def _spellings(kind: str, value: str) -> tuple[str, ...]:
    if kind not in ("anx", "cpt", "tis", "sct", "prt"):
        return (value, value.lower()) if value != value.lower() else (value,)
    other = _to_roman(int(value)) if value.isdecimal() else _from_roman(value)
    return (value, other) if other else (value,)


def _absent(outline: Outline, index: _Index, asked: str, here: str | None, kind: str, value: str) -> Location:
    """What it means that ``kind_value`` was not seen below ``here``."""
    unknown = Location("unknown", asked, ancestor=here)
    if kind in _NEVER_SEGMENTED or _PARTIAL.get(kind) in outline.partial:
        return unknown
    kinds = (kind, *_STANDS_FOR.get(kind, ()))
    siblings = [name for name in index.below.get(here or "", ()) if name.partition("_")[0] in kinds]
    values = tuple(p.partition("_")[2] for p in siblings)
    if here is None:
        if kind in _DIVISIONS or not values:
            # Divisions are cited in too many ways, and a document without any article is none.
            return unknown
        if _within(outline, value, values):
            return unknown
        return Location("missing", asked, ancestor=None, siblings=values, level=kind)
    if here.startswith("anx_") or ".pnt_" in here or not values:
        # Annexes are tables and lists of every shape; and an unnumbered article may still have
        # paragraphs that an author counts.
        return unknown
    if any(_PARTIAL.get(k) in outline.partial for k in kinds):
        return unknown
    if not _same_shape(value, values) or _within(outline, value, values):
        return unknown
    return Location("missing", asked, ancestor=here, siblings=values, level=siblings[0].partition("_")[0])


def _within(outline: Outline, value: str, values: tuple[str, ...]) -> bool:
    """A gap between neighbours: acts are published without gaps, so there the segmentation failed;
    only consolidated versions lose units by deletion."""
    if outline.version is not None or not value.isdecimal():
        return False
    plain = [int(v) for v in values if v.isdecimal()]
    return bool(plain) and min(plain) < int(value) < max(plain)


def _same_shape(value: str, values: tuple[str, ...]) -> bool:
    """Numbers can be missed among numbers, letters among letters; a single sibling proves little."""
    digit = value[:1].isdigit()
    return len(values) > 1 and all(v[:1].isdigit() == digit for v in values)


# --------------------------------------------------------------------------- numbers


_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def _to_roman(number: int) -> str | None:
    if not 0 < number < 400:
        return None
    out = []
    for size, letters in _ROMAN:
        while number >= size:
            out.append(letters)
            number -= size
    return "".join(out)


def _from_roman(letters: str) -> str | None:
    for number in range(1, 100):
        if _to_roman(number) == letters:
            return str(number)
    return None


# --------------------------------------------------------------------------- for people


_NAMES = {
    "art": "Article", "rct": "recital", "anx": "Annex", "cpt": "Chapter", "sct": "Section", "tis": "Title",
    "prt": "Part", "par": "paragraph", "pnt": "point", "sub": "subparagraph", "sen": "sentence",
    "ind": "indent", "para": "paragraph", "pro": "Protocol", "sbs": "Subsection",
}  # fmt: skip
_ORDINALS = (
    "",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
)


def level_name(level: str, *, plural: bool = False) -> str:
    """The English word of a level: ``par`` -> ``paragraph``."""
    name = _NAMES[level]
    if not plural:
        return name
    return name + ("es" if name.endswith("x") else "s")


def human(path: str) -> str:
    """The path as an English lawyer writes it: ``Article 5(1)(a)``, ``Articles 51 to 55``."""
    parsed = parse(path)
    words = _human(parsed.components)
    if parsed.end is None:
        return words
    if parsed.end[0] == "*":
        return f"{words} et seq."
    end = parsed.end[1]
    if len(parsed.components) == 1:
        kind, value = parsed.components[0]
        return f"{level_name(kind, plural=True)} {value} to {end}"
    return f"{words} to ({end})" if parsed.end[0] in ("par", "pnt") else f"{words} to {end}"


def _human(components: tuple[Component, ...]) -> str:
    out = ""
    for kind, value in components:
        if kind in ("sub", "sen", "ind"):
            number = int(value) if value.isdecimal() else 0
            ordinal = _ORDINALS[number] if 0 < number < len(_ORDINALS) else f"{value}th"
            out += f"{', ' if out else ''}{ordinal} {_NAMES[kind]}"
        elif kind in ("par", "pnt") and out:
            out += f"({value})"
        else:
            out += f"{', ' if out else ''}{_NAMES[kind]} {value}"
    return out
