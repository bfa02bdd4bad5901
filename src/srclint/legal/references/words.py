"""The words of references per language, read from ``languages.toml`` and compiled once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from typing import Any

LEVELS = ("art", "rct", "anx", "cpt", "sct", "tis", "prt", "par", "sub", "pnt", "ind", "sen")
LATIN = "abcdefghijklmnopqrstuvwxyz"
_GREEK_POINTS = (
    "α",
    "β",
    "γ",
    "δ",
    "ε",
    "στ",
    "ζ",
    "η",
    "θ",
    "ι",
    "ια",
    "ιβ",
    "ιγ",
    "ιδ",
    "ιε",
    "ιστ",
    "ιζ",
    "ιη",
    "ιθ",
    "κ",
)
_ROLES = (
    "and",
    "or",
    "to",
    "noise",
    "of",
    "et_seq",
    "following",
    "that",
    "this",
    "thereof",
    "rct_tail",
    "draft",
)
_FIRST = re.compile(r"\w+")
# These never begin a reference, whatever the language calls them.
_SHARED_ET_SEQ = ("et seq.", "et seq", "et seqq.", "ff.")


@dataclass(slots=True)
class Entry:
    """What one word can mean: levels (in the order of LEVELS), roles, an ordinal, an inserted letter."""

    levels: tuple[str, ...] = ()
    roles: frozenset[str] = frozenset()
    ordinal: int = 0
    insert: str = ""
    lead: bool = False
    ordinal_is: str = ""
    act: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """One language's table, with the English words added where they do not collide."""

    language: str
    entries: Mapping[str, Entry]
    stems: tuple[tuple[str, Entry], ...]
    word: re.Pattern[str]
    trigger: re.Pattern[str]
    heads: frozenset[str]
    head_stems: tuple[str, ...]
    post: frozenset[str]
    both: frozenset[str]
    points: Mapping[str, str]
    dot: bool
    roman_par: bool
    bare_letter: bool
    after_number: re.Pattern[str]
    foreign: re.Pattern[str]
    bodies: re.Pattern[str]
    body_before: re.Pattern[str]
    draft: re.Pattern[str]
    connector: re.Pattern[str]
    act_word: re.Pattern[str]
    that: re.Pattern[str]
    genitive: re.Pattern[str]
    compound: re.Pattern[str]
    not_law: frozenset[str] = field(default_factory=frozenset)

    def entry(self, matched: str) -> Entry | None:
        """The entry of a matched word, white space folded."""
        found = self.entries.get(matched)
        if found is None and " " in matched:
            found = self.entries.get(re.sub(r" +", " ", matched))
        if found is None:
            found = next((e for stem, e in self.stems if matched.startswith(stem)), None)
        return found


@cache
def _data() -> dict[str, Any]:
    file = resources.files("srclint.legal") / "data" / "languages.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def shared(key: str) -> Any:
    """What is the same in all languages, by its key in the data file."""
    return _data()["shared"][key]


@cache
def _country() -> re.Pattern[str]:
    names = alternatives(shared("countries"))
    return re.compile(rf"[\W\d_]{{0,12}}(?:the )?(?:{names})(?! act)", re.IGNORECASE)


def begins_with_a_country(heading: str) -> bool:
    """Whether a heading names a state first, as in "3.6 Italy: workers' statute"; a number may precede it."""
    return _country().match(heading) is not None


def languages() -> tuple[str, ...]:
    """The two-letter codes of the languages that have a table."""
    return tuple(code for code in _data() if code != "shared")


@cache
def words(language: str) -> Words:
    """The table of a language (two letters, in any case); of English for an unknown one."""
    code = language[:2].lower()
    data = _data()
    if code not in data or code == "shared":
        code = "en"
    own, english = data[code], data["en"]
    table: dict[str, Entry] = {}
    _fill(table, own)
    if code != "en":
        extra: dict[str, Entry] = {}
        _fill(extra, english)
        taken = {w.rstrip("~") for w in table}
        free = (w for w in extra if w not in taken and (extra[w].roles or not extra[w].lead))
        table.update({word: extra[word] for word in free})
    for word in _SHARED_ET_SEQ:
        table.setdefault(word, Entry(roles=frozenset({"et_seq"})))
    plain = {w: e for w, e in table.items() if not w.endswith("~")}
    stems = tuple(
        sorted(((w[:-1], e) for w, e in table.items() if w.endswith("~")), key=lambda p: -len(p[0]))
    )
    triggers = [w for w, e in table.items() if e.levels and not e.lead and " " not in w[:1]]
    triggers.append("§")
    both_lists = [own, english] if code != "en" else [own]

    def listed(key: str) -> list[str]:
        return [w for one in both_lists for w in one.get(key, ())]

    letters: dict[str, str] = {c: c for c in LATIN}
    if own.get("points") == "greek":
        letters = letters | dict(zip(_GREEK_POINTS, LATIN, strict=False))
    elif own.get("points"):
        letters = letters | dict(zip(own["points"], LATIN, strict=False))
    acts = [w for one in both_lists for group in one.get("acts", {}).values() for w in group]
    return Words(
        language=code,
        entries=plain,
        stems=stems,
        word=re.compile(alternatives(table)),
        trigger=re.compile(alternatives(triggers)),
        heads=frozenset(_FIRST.findall(w)[0] for w in triggers if w != "§" and not w.endswith("~")),
        head_stems=tuple(sorted({w[:-1] for w in triggers if w.endswith("~")})),
        post=frozenset(own.get("post", ())),
        both=frozenset(own.get("both", ())),
        points=letters,
        dot=bool(own.get("dot")),
        roman_par=bool(own.get("roman_par")),
        bare_letter=bool(own.get("bare_letter")),
        after_number=re.compile(
            r" ?%| ?‰| ?[€$£]|[  ]\d{3}(?!\d)|[.,]\d{3}(?!\d)|,\d{1,2} ?%| (?:"
            + alternatives([*listed("units"), *listed("months")])
            + ")"
        ),
        foreign=re.compile(alternatives(listed("foreign"))),
        bodies=re.compile(r"[ '\"()]{0,3}(?:the )?(?:" + alternatives(listed("bodies")) + ")"),
        body_before=re.compile("(?:" + alternatives(listed("bodies")) + ")[ '\"(]{0,4}$"),
        draft=re.compile(alternatives(listed("draft"))),
        connector=re.compile("(?:" + alternatives([*listed("of"), *_DETERMINERS]) + r") ?"),
        act_word=re.compile(alternatives(acts)),
        that=re.compile("(?:" + alternatives([*listed("that"), "ibid.", "ibid"]) + ")"),
        genitive=re.compile("(?:" + alternatives(data["shared"]["genitive"]) + ") ?"),
        compound=re.compile(alternatives(data["shared"]["act_compounds"])),
        not_law=frozenset(data["shared"]["not_law"]),
    )


@cache
def begins_reference(language: str) -> Callable[[str], bool]:
    """Tells of a lower-case word whether a reference can begin with it; it remembers what it told."""
    table = words(language)

    @lru_cache(maxsize=1 << 14)
    def begins(word: str) -> bool:
        return word in table.heads or word.startswith(table.head_stems)

    return begins


_DETERMINERS = ("the", "de", "het", "la", "le", "les", "l'", "el", "lo", "il", "el", "los", "las")


def kind_of_act_word(language: str, word: str) -> str:
    """``R``, ``L``, ``D`` or ``A`` (any act) for a word that names a type of act, "" for another."""
    for code in (language, "en"):
        for letter, forms in _data().get(code, {}).get("acts", {}).items():
            for form in forms:
                if word == form or (form.endswith("~") and word.startswith(form[:-1])):
                    return str(letter)
    return ""


def act_words() -> Mapping[str, str]:
    """All words for types of acts in all languages, ``~`` kept, with the CELEX letter."""
    table: dict[str, str] = {}
    for code in languages():
        for letter, forms in _data()[code].get("acts", {}).items():
            for form in forms:
                table.setdefault(form, letter)
    return table


def _fill(table: dict[str, Entry], own: Mapping[str, Any]) -> None:
    def at(word: str) -> Entry:
        return table.setdefault(word, Entry())

    for level in LEVELS:
        for word in own.get(level, ()):
            entry = at(word)
            entry.levels = (*entry.levels, level)
    for role in _ROLES:
        for word in own.get(role, ()):
            entry = at(word)
            entry.roles = entry.roles | {role}
    for number, forms in enumerate(own.get("ordinals", ()), 1):
        for word in forms:
            at(word).ordinal = number
    for word, letter in own.get("insert", {}).items():
        at(word).insert = letter
    for word in own.get("lead", ()):
        at(word).lead = True
    for word, level in own.get("ordinal_is", {}).items():
        at(word).ordinal_is = level
    for word in own.get("sub_par", ()):
        at(word).levels = (*at(word).levels, "par")


def alternatives(forms: Iterable[str]) -> str:
    """A regular expression for any of the words, longest first, that ends at a word's end.

    Every branch begins with a literal, so that the engine can skip to possible first letters.
    """
    branches = []
    for form in sorted(set(forms), key=lambda w: (-len(w), w)):
        stem = form.removesuffix("~")
        body = re.escape(stem).replace(r"\ ", " {1,3}")
        if stem.startswith("~"):
            # Compounds: "~gesetz" is any word that ends so; it begins with a letter all the same.
            body = r"[a-zà-ÿ]\w{0,30}" + re.escape(stem[1:])
        if form.endswith("~"):
            body += r"\w{0,12}(?!\w)"
        elif stem[-1].isalnum():
            body += r"(?!\w)"
        branches.append(body)
    return "|".join(branches) if branches else r"(?!)"
