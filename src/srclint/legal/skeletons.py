"""Structures of acts without a word of their text: which provisions each known version has.

The file is made to be read by people and to change little when an act does. A version starts with
``= CELEX``, then what is known of it; below it one line a provision, indented by its depth, the
leaves of a run folded::

    = 32016R0679 format=oj-html
    rct_1..173
    cpt_I
    art_1
     par_1..3

Only complete levels count: what a reader could not segment reliably is named after ``partial=``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from srclint.model import Outline, Provision

_INDENT = " "


@dataclass(frozen=True, slots=True)
class Shape:
    """A top-level provision by number: kind (``art``), number and letter suffix ("" without)."""

    kind: str
    number: int
    suffix: str

    @classmethod
    def of(cls, path: str) -> Shape | None:
        """The shape of a path's first component; None where it has no number (annexes in roman too)."""
        kind, _, value = path.split(".", 1)[0].partition("_")
        digits = value[: len(value) - len(value.lstrip("0123456789"))]
        if digits:
            return cls(kind, int(digits), value[len(digits) :])
        number = roman_value(value)
        return cls(kind, number, "") if number and kind == "anx" else None


def roman_value(numeral: str) -> int | None:
    """The value of an upper-case roman numeral up to 99, else None."""
    values = {"I": 1, "V": 5, "X": 10, "L": 50}
    if not numeral or len(numeral) > 8 or any(letter not in values for letter in numeral):
        return None
    numbers = [values[letter] for letter in numeral]
    total = sum(-n if n < max(numbers[i:]) else n for i, n in enumerate(numbers))
    return total if total > 0 else None


# --------------------------------------------------------------------------- writing


def dump_outlines(found: Iterable[tuple[str, Outline]]) -> str:
    """The text of the outline file for (CELEX, outline) pairs, in CELEX order."""
    lines: list[str] = []
    for celex, outline in sorted(found, key=lambda pair: pair[0]):
        head = f"= {celex} format={outline.format}"
        if outline.partial:
            head += f" partial={','.join(sorted(outline.partial))}"
        lines.append(head)
        lines.extend(folded([provision.path for provision in outline.provisions]))
    return "\n".join(lines) + "\n" if lines else ""


def folded(paths: list[str]) -> Iterator[str]:
    """Lines of a version: each path relative to the one it stands in, runs of leaves folded."""
    have = set(paths)
    parents = {path.rpartition(".")[0] for path in paths}
    run: list[str] = []
    run_key = ("", 0)
    open_lines: list[str] = []
    for path in dict.fromkeys(paths):
        above, name, depth = _place(path, have)
        if depth and (len(open_lines) < depth or open_lines[depth - 1] != above):
            # Other units stand between it and what it belongs to (a section after the chapter's
            # first articles): written whole, so that indentation says nothing untrue.
            above, name, depth = "", path, 0
        open_lines[depth:] = [path]
        leaf = path not in parents
        key = (above, depth)
        if run and leaf and key == run_key and _next(run[-1]) == name:
            run.append(name)
            continue
        if run:
            yield _line(run, run_key[1])
        run = [name]
        run_key = key if leaf else ("\0", depth)
    if run:
        yield _line(run, run_key[1])


def _place(path: str, have: set[str]) -> tuple[str, str, int]:
    """(nearest ancestor that has a line of its own, name below it, depth)."""
    above = path.rpartition(".")[0]
    missing = path
    while above and above not in have:
        above = above.rpartition(".")[0]
    missing = path[len(above) + 1 :] if above else path
    depth = 0
    ancestor = above
    while ancestor:
        depth += ancestor in have
        ancestor = ancestor.rpartition(".")[0]
    return above, missing, depth


def _line(run: list[str], depth: int) -> str:
    last = f"..{run[-1].rpartition('_')[2]}" if len(run) > 1 else ""
    return _INDENT * depth + run[0] + last


def _next(name: str) -> str | None:
    """The name that follows in a run: ``par_3`` after ``par_2``, ``pnt_c`` after ``pnt_b``."""
    kind, _, value = name.rpartition("_")
    if "." in kind:
        return None
    if value.isdecimal() and not value.startswith("0"):
        return f"{kind}_{int(value) + 1}"
    if len(value) == 1 and "a" <= value < "z":
        return f"{kind}_{chr(ord(value) + 1)}"
    return None


# --------------------------------------------------------------------------- reading


def load_outlines(text: str, base: str) -> tuple[Outline, ...]:
    """The outlines of an act (by its base CELEX) in the file's text, newest version first."""
    wanted = [base]
    if base.startswith(("1", "3")):
        wanted.append("0" + base[1:] + "-")
    found = []
    for celex in wanted:
        at = _section(text, celex, 0)
        while at >= 0:
            end = text.find("\n= ", at)
            found.append(_read(text[at : end if end >= 0 else len(text)].splitlines()))
            at = _section(text, celex, at)
    return tuple(sorted(found, key=lambda o: (o.version or dt.date.min, o.celex or ""), reverse=True))


def _section(text: str, celex: str, after: int) -> int:
    """The offset behind ``= `` of the next version that has this number (or number prefix with ``-``)."""
    needle = f"= {celex}" if celex.endswith("-") else f"= {celex} "
    if after == 0 and text.startswith(needle):
        return 2
    at = text.find("\n" + needle, after)
    return at + 3 if at >= 0 else -1


def _read(lines: list[str]) -> Outline:
    celex, *facts = lines[0].split()
    known = dict(fact.split("=", 1) for fact in facts)
    day = celex.rpartition("-")[2] if celex.startswith("0") else ""
    return Outline(
        format=known.get("format", "skeleton"),
        celex=celex,
        version=dt.date.fromisoformat(day) if day else None,
        provisions=tuple(Provision(path) for _, path in unfolded(lines[1:])),
        partial=frozenset(filter(None, known.get("partial", "").split(","))),
        skeleton=True,
    )


def unfolded(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The paths again, each with the index of the line that holds it.

    A run that does not rise never ends: lines of strangers must be looked at first.
    """
    stack: list[str] = []
    for at, line in enumerate(lines):
        words = line.lstrip(_INDENT)
        if not words:
            continue
        depth = len(line) - len(words)
        del stack[depth:]
        first, _, last = words.partition("..")
        above = stack[-1] + "." if stack else ""
        yield at, above + first
        name: str | None = first
        while last and name is not None and name.rpartition("_")[2] != last:
            name = _next(name)
            if name is not None:
                yield at, above + name
        stack.append(above + first)


@cache
def outlines(base: str) -> tuple[Outline, ...]:
    """The catalogue's outlines of an act, newest version first."""
    return load_outlines(_text(), base)


@cache
def _text() -> str:
    file = resources.files("srclint.legal") / "data" / "outlines.txt"
    return file.read_text(encoding="utf-8") if file.is_file() else ""
