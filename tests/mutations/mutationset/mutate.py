"""One wrong thing in a true claim: another figure, another provision, other words.

All choices come from a generator that is seeded by the claim and the kind, so that a new claim
changes no other claim's mutants.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from mutationset import numbers, truth
from mutationset.claims import Claim, Part
from mutationset.texts import Text

SEED = "srclint mutants 1"
KINDS = (
    "percent",
    "amount",
    "scale",
    "year",
    "month",
    "day",
    "duration-number",
    "duration-unit",
    "count",
    "quotation-replaced",
    "quotation-dropped",
    "quotation-negated",
    "quotation-swapped",
    "wrong-article",
    "wrong-paragraph",
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A claim with one thing wrong: ``was`` and ``now`` are the words before and after.

    ``level``: ``article`` (cited by its article alone) or ``point``. ``true``: the cited text
    happens to hold the new value too, so nothing can tell that it is wrong.
    """

    id: str
    kind: str
    level: str
    claim: Claim
    at: str
    was: str
    now: str
    true: bool


def mutants(claim: Claim, text: Text) -> Iterator[Mutant]:
    """All mutants of a claim, at both levels, in a fixed order."""
    levels = [("article", claim.article)]
    if claim.at != claim.article:
        levels.append(("point", claim.at))
    for place, fact in claim.facts:
        for kind, change in changes(fact.kind):
            chance = random.Random(f"{SEED}|{claim.id}|{place}|{kind}")
            for n, words in enumerate(change(fact.words, claim.language, chance)):
                parts = (*claim.parts[:place], Part(fact.kind, words), *claim.parts[place + 1 :])
                changed = replace(claim, parts=parts)
                for level, at in levels:
                    true = truth.holds(fact.kind, words, claim.language, text.near(at), text.language)
                    name = f"{claim.id}:{place}:{kind}:{n}:{level}"
                    yield Mutant(name, kind, level, changed, at, fact.words, words, true)
    yield from _elsewhere(claim, text, levels)


def _elsewhere(claim: Claim, text: Text, levels: list[tuple[str, str]]) -> Iterator[Mutant]:
    chance = random.Random(f"{SEED}|{claim.id}|provision")
    for level, at in levels:
        kind = claim.article.partition("_")[0]
        same = [path for path in text.provisions if "." not in path and path.startswith(f"{kind}_")]
        here = same.index(claim.article)
        near = [path for path in same[max(0, here - 2) : here + 3] if path != claim.article]
        far = [path for path in same if path not in near and path != claim.article]
        chosen = [chance.choice(near), *(chance.sample(far, min(1, len(far))))]
        for n, article in enumerate(chosen):
            # The slip of a pen: the article is wrong, the paragraph stays where there is one.
            wrong = article + at[len(claim.article) :] if level == "point" else article
            if wrong not in text.provisions:
                wrong = article
            yield _cited(f"{claim.id}:wrong-article:{n}:{level}", "wrong-article", level, claim, wrong, text)
    if claim.at == claim.article:
        return
    stem = claim.at.rpartition(".")[0]
    for end, kind in ((claim.at, "wrong-paragraph"), (stem, "wrong-paragraph")):
        parent, dot, last = end.rpartition(".")
        if not dot:
            continue
        shape = f"{parent}.{last.partition('_')[0]}_"
        others = [
            path
            for path in text.provisions
            if path.startswith(shape) and path != end and "." not in path[len(shape) :]
        ]
        for n, wrong in enumerate(chance.sample(others, min(2, len(others)))):
            yield _cited(f"{claim.id}:{end}:wrong-paragraph:{n}:point", kind, "point", claim, wrong, text)


def _cited(id_: str, kind: str, level: str, claim: Claim, wrong: str, text: Text) -> Mutant:
    source = text.near(wrong)
    true = all(truth.holds(f.kind, f.words, claim.language, source, text.language) for _, f in claim.facts)
    return Mutant(id_, kind, level, claim, wrong, claim.at, wrong, true)


# ---------------------------------------------------------------------------- figures

Change = Callable[[str, str, random.Random], list[str]]


def _token(raw: str, language: str) -> re.Match[str]:
    found = max(numbers.pattern(language).finditer(raw), key=lambda m: m["digits"] is not None, default=None)
    if found is None:
        raise ValueError(raw)
    return found


def _rewritten(raw: str, language: str, change: Callable[[int], int]) -> str:
    """The number's leading figures changed, all else (separators, scale, unit) as it was."""
    found = _token(raw, language)
    token = found["digits"] or found["word"]
    start = found.start("digits") if found["digits"] else found.start("word")
    if found["digits"]:
        lead = re.match(r"\d+", token)
        assert lead is not None
        decimal = re.fullmatch(r"0([.,])(0*)(\d+)", token)
        if decimal:  # 0.05: its last figures are what counts
            new = f"0{decimal[1]}{decimal[2]}{change(int(decimal[3]))}"
        else:
            new = f"{change(int(lead[0]))}{token[lead.end() :]}"
    else:
        new = _said(change(numbers.VALUES[language][token.lower()]), language, capital=token[0].isupper())
    return raw[:start] + new + raw[start + len(token) :]


def _said(value: int, language: str, *, capital: bool) -> str:
    names = numbers.NAMES[language]
    said = names[value - 1] if 1 <= value <= len(names) else str(value)
    return said.capitalize() if capital else said


def _other(value: int, chance: random.Random, steps: tuple[int, ...]) -> int:
    return chance.choice([value + step for step in steps if value + step > 0])


def _percent(raw: str, language: str, chance: random.Random) -> list[str]:
    near = _rewritten(raw, language, lambda n: _other(n, chance, (-4, -3, -2, -1, 1, 2, 3, 4)))
    token = _token(raw, language)["digits"]
    mark = "," if language != "en" else "."
    if re.search(r"[.,]", token):
        shifted = token.replace(".", "").replace(",", "").lstrip("0")  # 1.4 -> 14, 0.05 -> 5
    else:
        shifted = chance.choice((f"{token}{mark}5", f"0{mark}{token}", f"{token}0"))
    return [near, raw.replace(token, shifted, 1)]


def _amount(raw: str, language: str, chance: random.Random) -> list[str]:
    def changed(n: int) -> int:
        options = {n * 2, n + 5, n + 1, n + 10, int(str(n)[::-1])} | ({n - 1, n // 2} if n > 1 else set())
        return chance.choice(sorted(option for option in options if option not in (0, n)))

    return [_rewritten(raw, language, changed)]


_SCALE = (
    ("millions", "milliards"),
    ("million", {"fr": "milliard"}),
    ("miljoen", "miljard"),
    ("Millionen", "Milliarden"),
    ("mln.", "mld."),
    ("Mio.", "Mrd."),
    ("M€", "Md€"),
)


def _scale(raw: str, language: str, chance: random.Random) -> list[str]:
    for small, large in _SCALE:
        big = large.get(language, "billion") if isinstance(large, dict) else large
        if small in raw:
            return [raw.replace(small, big)]
        if re.search(rf"\b{big}\b", raw):
            return [re.sub(rf"\b{big}\b", small, raw)]
    if re.search(r"\dm\b", raw):
        return [re.sub(r"(\d)m\b", r"\1bn", raw)]
    groups = re.search(r"([ ,.])\d{3}(?!\d)", raw)
    if groups is None:
        return []
    more = raw[: groups.end()] + groups[1] + "000" + raw[groups.end() :]
    less = raw[: groups.start()] + raw[groups.end() :]
    return [chance.choice((more, less))]


def _count(raw: str, language: str, chance: random.Random) -> list[str]:
    if "^" in raw:
        return [raw.replace("^25", f"^{chance.choice((22, 23, 24, 26))}")]
    return [_rewritten(raw, language, lambda n: _other(n, chance, (-2, -1, 1, 2, 3, 5, 10, n, n * 9)))]


def _year(raw: str, language: str, chance: random.Random) -> list[str]:
    step = chance.choice((-2, -1, 1, 2))
    return [re.sub(r"\d{4}", lambda found: str(int(found[0]) + step), raw)]


def _month(raw: str, language: str, chance: random.Random) -> list[str]:
    names = numbers.MONTH_NAMES[language]
    for i, name in enumerate(names):
        if re.search(rf"\b{name}\b", raw, re.IGNORECASE):
            short = (1, 3, 5, 8, 10) if re.search(r"\b(?:29|30|31)\b", raw) else (i,)
            others = [n for n in names if n != name and (names.index(n) not in short or len(short) == 1)]
            return [raw.replace(name, chance.choice(others))]
    figures = re.fullmatch(r"(\d+\.)(\d+)(\.\d{4})", raw)
    if figures is None:
        return []
    month = chance.choice([m for m in range(1, 13) if m != int(figures[2])])
    return [figures[1] + str(month).zfill(len(figures[2])) + figures[3]]


def _day(raw: str, language: str, chance: random.Random) -> list[str]:
    found = re.search(r"(?<!\d)(\d{1,2})(?:er)?(?![\d])", raw)
    if found is None:
        return []
    day = chance.choice([d for d in range(1, 29) if d != int(found[1])])
    return [raw[: found.start()] + str(day).zfill(len(found[1])) + raw[found.end() :]]


def _duration(raw: str, language: str, chance: random.Random) -> list[str]:
    if raw.lower().startswith(numbers.HALF[language]):
        rest = raw[len(numbers.HALF[language]) :]
        return [f"{_said(chance.choice((1, 2, 3)), language, capital=False)}{rest}"]
    new = _rewritten(raw, language, lambda n: _other(n, chance, (-5, -3, -2, -1, 1, 2, 3, 5, 10, n)))
    return [_agreeing(new, language)]


def _agreeing(raw: str, language: str) -> str:
    """One year, two years: the unit in the number that its figure asks for, where it stands last."""
    before, _, last = raw.rpartition(" ")
    unit = numbers.UNIT_OF[language].get(last.lower())
    if unit is None:
        return raw
    value = numbers.number(_token(raw, language)[0], language)
    forms = numbers.UNITS[language][unit]
    if language == "de":
        ending = "s" if before.endswith("eines") and unit in ("day", "month", "year") else ""
        return f"{before} {forms[0]}{ending and ('es' if unit != 'month' else 's')}" if value == 1 else raw
    return f"{before} {forms[0 if value == 1 else 1]}"


def _unit(raw: str, language: str, chance: random.Random) -> list[str]:
    forms = numbers.UNITS[language]
    if raw.lower().startswith(numbers.HALF[language]):
        return []
    last = raw.rpartition(" ")[2]
    worked = re.sub(r"\b(?:working|business) ", "", raw)
    if worked != raw and chance.random() < 0.5:
        return [worked]
    bare = re.sub(r"^(?:kalender|werk)", "", last)
    unit = numbers.UNIT_OF[language].get(bare.lower())
    if unit is None:
        return []
    shape = next((i for i, form in enumerate(forms[unit]) if form.lower() == bare.lower()), 1)
    ladder = {
        "minute": ("hour",),
        "hour": ("day", "minute", "week"),
        "day": ("hour", "week", "month"),
        "week": ("day", "month"),
        "month": ("day", "week", "year"),
        "year": ("month", "week"),
    }
    said = forms[chance.choice(ladder[unit])]
    new = said[min(shape, len(said) - 1)]
    first = re.sub(r"\b(?:working|business|calendar) $", "", raw[: len(raw) - len(last)])
    article = "an " if new == "hour" else "a "
    return [_agreeing(re.sub(r"^an? $", article, first) + new, language)]


def changes(kind: str) -> tuple[tuple[str, Change], ...]:
    """The ways in which a fact of a kind can be made wrong, by name."""
    return _CHANGES[kind]


# ---------------------------------------------------------------------------- quotations

_STRANGE = {
    "en": ("accurate", "confidential", "national", "regular", "ordinary", "specific", "considerable"),
    "nl": ("vertrouwelijke", "nationale", "regelmatige", "bijzondere", "tijdelijke"),
    "de": ("vertraulich", "national", "besonders"),
    "fr": ("confidentielle", "nationale", "régulière", "particulière", "provisoire"),
}
_NEGATION = {"en": "not", "nl": "niet", "de": "nicht", "fr": "pas"}


def _words(raw: str) -> list[str]:
    return raw.split(" ")


def _replaced(raw: str, language: str, chance: random.Random) -> list[str]:
    words = _words(raw)
    long = [i for i, word in enumerate(words) if len(word.strip(",.;")) > 4]
    at = chance.choice(long)
    new = chance.choice([word for word in _STRANGE[language] if word not in words])
    tail = words[at][len(words[at].rstrip(",.;")) :]
    return [" ".join([*words[:at], new + tail, *words[at + 1 :]])]


def _dropped(raw: str, language: str, chance: random.Random) -> list[str]:
    words = _words(raw)
    at = chance.randrange(1, len(words) - 1)
    return [" ".join([*words[:at], *words[at + 1 :]])]


def _negated(raw: str, language: str, chance: random.Random) -> list[str]:
    words = _words(raw)
    no = _NEGATION[language]
    if no in words:
        return [" ".join(word for word in words if word != no)]
    at = chance.randrange(1, len(words))
    return [" ".join([*words[:at], no, *words[at:]])]


def _swapped(raw: str, language: str, chance: random.Random) -> list[str]:
    words = _words(raw)
    at = chance.choice([i for i in range(len(words) - 1) if words[i].lower() != words[i + 1].lower()])
    return [" ".join([*words[:at], words[at + 1], words[at], *words[at + 2 :]])]


_CHANGES: dict[str, tuple[tuple[str, Change], ...]] = {
    "percent": (("percent", _percent),),
    "amount": (("amount", _amount), ("scale", _scale)),
    "count": (("count", _count), ("scale", lambda raw, lang, chance: _scale_of_count(raw, lang, chance))),
    "date": (("year", _year), ("month", _month), ("day", _day)),
    "month": (("year", _year), ("month", _month)),
    "duration": (("duration-number", _duration), ("duration-unit", _unit)),
    "quote": (
        ("quotation-replaced", _replaced),
        ("quotation-dropped", _dropped),
        ("quotation-negated", _negated),
        ("quotation-swapped", _swapped),
    ),
}


def _scale_of_count(raw: str, language: str, chance: random.Random) -> list[str]:
    """Millions for billions; a plain number has no scale to get wrong."""
    return _scale(raw, language, chance) if re.search(r"(?i)mi[lo]", raw) or "billion" in raw else []
