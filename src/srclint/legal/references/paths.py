"""Paths under construction, and the small arithmetic of numbers and letters in them."""

from __future__ import annotations

from dataclasses import dataclass, field

from srclint.legal.references.lexer import ROMANS, Token

Component = tuple[str, str]
ROOTS = frozenset({"art", "rct", "anx", "cpt", "tis", "prt", "sct"})
RANK = {
    "tis": 0,
    "cpt": 1,
    "anx": 1,
    "rct": 1,
    "prt": 2,
    "sct": 2,
    "art": 2,
    "par": 4,
    "sub": 5,
    "pnt": 6,
    "ind": 7,
    "sen": 8,
}
MOST_ITEMS = 60


@dataclass(slots=True)
class Item:
    """One target: its components, the end of a range, or an open end."""

    path: list[Component]
    last: Component | None = None
    open: bool = False
    start: int = -1
    end: int = -1

    def render(self) -> str:
        """The canonical path."""
        body = ".".join(f"{kind}_{value}" for kind, value in self.path)
        if self.open:
            return f"{body}..*"
        return f"{body}..{self.last[0]}_{self.last[1]}" if self.last else body

    @property
    def kinds(self) -> tuple[str, ...]:
        """The levels of the path."""
        return tuple(kind for kind, _ in self.path)

    @property
    def rooted(self) -> bool:
        """Whether the path begins at the top of an act."""
        return bool(self.path) and self.path[0][0] in ROOTS


@dataclass(slots=True)
class Expression:
    """What was parsed: items, and how many tokens were used."""

    items: list[Item] = field(default_factory=list)
    used: int = 0
    start: int = -1
    end: int = -1
    plural: bool = False


def small(text: str, most: int) -> bool:
    """Whether a number, its suffix aside, is from 1 to ``most`` (or stands before the first: "m1")."""
    digits = text.lstrip("m").rstrip("abcdefghijklmnopqrstuvwxyz")
    return digits.isdecimal() and int(digits) <= most and (int(digits) > 0 or text.startswith("m"))


def rising(low: str, high: str) -> bool:
    """Whether a range from ``low`` to ``high`` goes up."""
    one, two = digits_of(low), digits_of(high)
    return two > one or (two == one and high > low)


def digits_of(text: str) -> int:
    """The number in a value, 0 for none."""
    digits = "".join(c for c in text if c.isdecimal())
    return int(digits) if digits else 0


def capital(text: str) -> str:
    """The number of an annex, a chapter or a title in capitals; the letter of an inserted one stays small ("XIa")."""
    return text if text[:1].isupper() else text.upper()


def roman_number(letters: str) -> int:
    """The value of a roman numeral in capitals."""
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
    total = 0
    for here, after in zip(letters, [*letters[1:], ""], strict=True):
        size = values[here]
        total += -size if after and values[after] > size else size
    return total


def alike(one: str, two: str) -> bool:
    """Points of the same shape are brothers, "(a)(ii)" are mother and child."""
    if one[:1].isdecimal() != two[:1].isdecimal():
        return False
    return (len(one) > 1 and one in ROMANS) == (len(two) > 1 and two in ROMANS)


def shape_of(value: str) -> str:
    """The shape of a value: number | roman | letter."""
    if value[:1].isdecimal() or value[:1] == "m":
        return "number"
    if len(value) > 1 and value in ROMANS:
        return "roman"
    return "letter"


def bracket_level(path: list[Component], shape: str) -> str:
    """The level of a bracket after this path, "" where none can stand."""
    if not path:
        return ""
    kind = path[-1][0]
    if kind == "art":
        return "par" if shape == "number" else "pnt"
    if kind == "rct":
        return "sen" if shape == "number" else ""
    if kind in ("cpt", "tis"):
        return ""
    if kind == "sen":
        return "pnt" if shape != "number" else ""
    return "pnt"


def bracket_value(token: Token) -> str:
    """A letter that may be a roman number is one below a lettered point: "(a)(i)"."""
    return token.value.lower() if token.shape != "number" else token.value
