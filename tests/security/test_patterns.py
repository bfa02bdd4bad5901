"""No regular expression of the package takes more than linear time, whatever text it is given.

Every pattern that a module holds is found, and every literal one that a function passes to ``re``. Each is run
on texts that are made of its own pieces: what is inside its repetitions, again and again, with and without what
comes before, and an end that fits nothing. Where the text is twice as long its time
may double, not more.
"""

from __future__ import annotations

import ast
import importlib
import itertools
import pkgutil
import re
import time
from collections.abc import Iterator
from pathlib import Path
from re import _constants as kinds
from re import _parser as parser

import pytest

import srclint

ROOT = Path(srclint.__file__).parent
# Shorter runs than this are not judged: a machine's hiccup is longer.
SECONDS = 0.05
# In small steps at first, as what grows exponentially takes for ever at double the length.
SIZES = (*range(16, 40, 2), 64, 128, 256, 512, 1024, 2048, 4096, 8192)
# Patterns that are not linear, and the reason why they need not be.
SHORT = {
    "legal.references.actnames._LAST_WORD[0]": "it sees the name of an act",
    "legal.support.context._MARKUP_BEFORE[0]": "it sees the eighty characters before a reference",
    "parse.surroundings._BEFORE[0]": "it sees the sixty characters before a number",
}
MATCHING = {"match", "fullmatch"}
SEARCHING = {"search", "finditer", "findall", "sub", "subn", "split", "scanner"}
CALLS = re.compile(rf"\bre\s*\.\s*(?:{'|'.join(sorted(MATCHING | SEARCHING))})\b")


def modules() -> list[str]:
    names = [m.name for m in pkgutil.walk_packages([str(ROOT)], "srclint.")]
    return [name for name in names if not name.endswith("__main__")]


def inside(value: object, depth: int = 0) -> Iterator[re.Pattern]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 3:
        if isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, list | tuple | set | frozenset):
            for one in value:
                yield from inside(one, depth + 1)
        elif hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
            for name in value.__dataclass_fields__:
                yield from inside(getattr(value, name, None), depth + 1)


def literals(path: Path) -> Iterator[tuple[str, str]]:
    """(method, pattern) of each ``re.sub(r"...", ...)`` in a file."""
    text = path.read_text(encoding="utf-8")
    if not CALLS.search(text):
        return  # a tree of each file takes long
    for node in ast.walk(ast.parse(text)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.args
            and isinstance(node.args[0], ast.Constant)
            and isinstance(node.args[0].value, str)
            and node.func.attr in MATCHING | SEARCHING
        ):
            yield node.func.attr, node.args[0].value


def methods_of(name: str, sources: str) -> set[str]:
    """How a pattern that a module calls ``name`` is used."""
    return set(re.findall(rf"\b{re.escape(name)}(?:\[[^\]]*\])?\.(\w+)\(", sources))


def collected() -> dict[str, tuple[re.Pattern, bool]]:
    """Name, pattern, whether it is searched for (else it is only matched at a place)."""
    everything = "\n".join(path.read_text(encoding="utf-8") for path in sorted(ROOT.rglob("*.py")))
    found: dict[str, tuple[re.Pattern, bool]] = {}
    for module_name in modules():
        module = importlib.import_module(module_name)
        for name, value in vars(module).items():
            for number, pattern in enumerate(inside(value)):
                own = (
                    Path(module.__file__).read_text(encoding="utf-8") if name.startswith("_") else everything
                )
                used = methods_of(name, own)
                searched = not used or bool(used & SEARCHING) or number > 0
                found[f"{module_name.removeprefix('srclint.')}.{name}[{number}]"] = (pattern, searched)
    for path in sorted(ROOT.rglob("*.py")):
        for number, (method, text) in enumerate(literals(path)):
            found[f"{path.relative_to(ROOT)}:{number}"] = (re.compile(text), method in SEARCHING)
    return found


# ------------------------------------------------------------------ texts made of a pattern's own pieces

CATEGORIES = {
    kinds.CATEGORY_DIGIT: "7", kinds.CATEGORY_NOT_DIGIT: "x", kinds.CATEGORY_SPACE: " ",
    kinds.CATEGORY_NOT_SPACE: "x", kinds.CATEGORY_WORD: "w", kinds.CATEGORY_NOT_WORD: "-",
}  # fmt: skip


def characters(items: list) -> list[str]:
    """Some characters of a class."""
    negated = bool(items) and items[0][0] is kinds.NEGATE
    out: list[str] = []
    for kind, value in items[negated:]:
        if kind is kinds.LITERAL:
            out.append(chr(value))
        elif kind is kinds.RANGE:
            out += [chr(value[0]), chr(value[1])]
        elif kind is kinds.CATEGORY:
            out.append(CATEGORIES.get(value, "x"))
    if negated:
        barred = re.compile("".join(["[", *map(re.escape, out), "]"])) if out else None
        return [c for c in "a 1.-(\n" if barred is None or not barred.match(c)][:3]
    return list(dict.fromkeys(out))[:4] or ["x"]


def sample(tree: parser.SubPattern, choice: int = 0) -> str:
    """A text that the tree matches, more or less; ``choice`` picks among alternatives."""
    out = []
    for kind, value in tree:
        if kind is kinds.LITERAL:
            out.append(chr(value))
        elif kind is kinds.NOT_LITERAL:
            out.append("a" if value != ord("a") else "b")
        elif kind is kinds.ANY:
            out.append("a")
        elif kind is kinds.IN:
            found = characters(value)
            out.append(found[choice % len(found)])
        elif kind is kinds.CATEGORY:
            out.append(CATEGORIES.get(value, "x"))
        elif kind is kinds.BRANCH:
            out.append(sample(value[1][choice % len(value[1])], choice))
        elif kind is kinds.SUBPATTERN:
            out.append(sample(value[3], choice))
        elif kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT):
            out.append(sample(value[2], choice) * max(1, min(value[0], 4)))
        elif kind is kinds.ATOMIC_GROUP:
            out.append(sample(value, choice))
    return "".join(out)


def repeated(tree: parser.SubPattern, before: str = "") -> Iterator[tuple[str, str]]:
    """(what comes before, what is repeated) for each repetition that can grow."""
    for at, (kind, value) in enumerate(tree):
        prefix = before + sample(tree[:at])
        if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT):
            if value[1] > 20:
                for choice in range(3):
                    yield prefix, sample(value[2], choice)
            yield from repeated(value[2], prefix)
        elif kind is kinds.BRANCH:
            for branch in value[1]:
                yield from repeated(branch, prefix)
        elif kind is kinds.SUBPATTERN:
            yield from repeated(value[3], prefix)
        elif kind in (kinds.ASSERT, kinds.ASSERT_NOT):
            yield from repeated(value[1], prefix)
        elif kind is kinds.ATOMIC_GROUP:
            yield from repeated(value, prefix)


def attacks(pattern: re.Pattern) -> list[tuple[str, str]]:
    """(beginning, piece): texts are the beginning, the piece many times, and an end that fits nothing."""
    tree = parser.parse(
        pattern.pattern, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags
    )
    found = list(repeated(tree))
    whole = [sample(tree, choice) for choice in range(2)]
    pieces = list(dict.fromkeys(piece for _, piece in found if piece))[:6]
    out = [(prefix, piece) for prefix, piece in found if piece]
    out += [("", piece) for piece in (*pieces, *whole) if piece]
    out += [("", one + other) for one, other in itertools.permutations(pieces[:3], 2)]
    # A pattern that begins well and never comes to its end, again and again.
    out += [("", prefix + piece) for prefix, piece in found if prefix and piece]
    return list(dict.fromkeys(out))[:40]


def attack(pattern: re.Pattern, beginning: str, piece: str, size: int) -> str | bytes:
    made = beginning + piece * (size // len(piece) + 1) + "\x01"
    return made.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else made


def seconds(pattern: re.Pattern, searched: bool, text: str | bytes, times: int = 1) -> float:
    """The shortest of some runs: a machine may be busy with something else."""
    best = float("inf")
    for _ in range(times):
        begin = time.thread_time()
        if searched:
            for _ in pattern.finditer(text):
                pass
        else:
            pattern.match(text)
        best = min(best, time.thread_time() - begin)
    return best


def grows(pattern: re.Pattern, searched: bool, beginning: str, piece: str) -> tuple[int, float, float] | None:
    """(size, seconds before, seconds at this size) where time grows faster than the text."""
    before, last = 0, ""
    for size in SIZES:
        text = attack(pattern, beginning, piece, size)
        if seconds(pattern, searched, text) > SECONDS and before:
            taken = seconds(pattern, searched, text, 2)
            least = seconds(pattern, searched, last, 3)
            if taken > SECONDS and taken > 1.5 * (size / before) * least:
                return size, least, taken
            if taken > 4 * SECONDS:
                return None  # slow, and slow from the beginning
        before, last = size, text
    return None


PATTERNS = collected()


def test_they_are_found():
    assert set(SHORT) <= set(PATTERNS)
    assert len(PATTERNS) > 150
    assert "source.wire._GROUP[0]" in PATTERNS


@pytest.mark.parametrize("bad", [r"(a+)+b", r"(?:a|aa)+$", r"(\w+\s?)*x", r"\s+x", r"(.*)(.*)(.*)=x"])
def test_the_test_finds_what_it_is_for(bad):
    pattern = re.compile(bad)
    assert any(grows(pattern, True, *attack) for attack in attacks(pattern))


@pytest.mark.parametrize("name", sorted(PATTERNS.keys() - SHORT.keys()))
def test_time_is_linear(name):
    pattern, searched = PATTERNS[name]
    for beginning, piece in attacks(pattern):
        found = grows(pattern, searched, beginning, piece)
        assert found is None, f"{pattern.pattern[:200]!r} on {beginning[:40]!r} + {piece[:40]!r} * n: {found}"
