"""Bare numbers, named bodies, digits of a page, and bounds (claims.md 5.3.5, 5.3.7, 5.6)."""

from __future__ import annotations

import re

from srclint.legal.prose import capital, listed
from srclint.legal.provisions import human
from srclint.legal.support.cited import Cited
from srclint.legal.support.context import Context, akin
from srclint.legal.support.gaps import Gap
from srclint.legal.support.passage import stem
from srclint.legal.support.reading import Reading
from srclint.legal.support.telling import named
from srclint.legal.support.values import VALUES, amount, same
from srclint.model import Fact, FactType, Severity, SupportVerdict

# Smaller numbers are too often the author's own: "three steps", "the two parties".
_LEAST = 10
_LEAST_IN_WORDS = 13
_TOGETHER = 2
_SETS = frozenset({FactType.COUNT, FactType.DURATION})  # "16 years old"
_LARGE = 100_000
_COUNTED = re.compile(r"[ \u00a0\n-]{1,2}[^\W\d_A-ZÄÖÜ][^\W\d_]{3,}")
_COUNTED_NOUN = re.compile(r"[ \u00a0\n-]{1,2}[^\W\d_]{4,}")  # German nouns have a capital
_REACH, _NEAR = 60, 3
_CLAUSE_END = re.compile(r"[.,;:()\[\]]")
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
_LEGISLATORS = frozenset({"European Parliament", "Council of the European Union"})
_DIGITS = re.compile(r"\d+(?:[.,\u00a0\u202f' ]\d{3})*(?:[.,]\d+)?")
_NOT_DIGITS = re.compile(r"\D")
_PAGE_SAYS_ENOUGH = 400
_OPPOSITE = ({"UPTO"}, {"ATLEAST", "MORETHAN"}), ({"MAX"}, {"MIN"})


def count(context: Context, fact: Fact, cited: Cited, *, beside: bool = False) -> Gap | str:
    """A bare number that the cited provision does not have.

    ``beside``: another figure of the sentence stands there, so that the sentence restates it.
    """
    if not _is_telling(context, fact, beside):
        return "small-number" if _may_be_set(context, fact, cited) else ""
    if cited.rank != 0 or (not cited.paths and not cited.is_page):
        return ""
    happened = (context.words.survey, context.words.case)
    if not beside and any(words.search(context.unit.plain) for words in happened):
        return ""
    reading = cited.reading
    if cited.is_page:
        if on_page(fact, reading):
            return ""
        note = f"The page does not have the number {fact.raw}"
    elif not cited.is_act or any(_has_digits(fact, text.text) for text in cited.passages()):
        return ""
    else:
        note = f"{_named(cited)} {'does' if len(cited.paths) == 1 else 'do'} not have the number {fact.raw}"
    return Gap(
        "count", SupportVerdict.NOT_IN_PROVISION, (fact,), Severity.INFO, note, cited.citation, cited.document
    )


def counted_otherwise(context: Context, fact: Fact, cited: Cited) -> Gap | None:
    """The same thing counted with another number: "70 experts", where the provision has "60 experts"."""
    reading = cited.reading
    if not cited.is_act or not cited.paths or context.language != reading.language:
        return None
    power = fact.value.startswith("10^")
    mine = _counted(context.article.text[fact.span.end : context.unit.span.end])
    for text in cited.passages():
        for one in text.facts:
            if one.type is not FactType.COUNT or one.value == fact.value:
                continue
            if power != one.value.startswith("10^"):
                continue
            if not power and (not one.value.isdigit() or int(one.value) < _LEAST):
                continue
            theirs = _counted(text.text[one.end :])
            if power or any(akin(word, other) for word in mine for other in theirs):
                has = " ".join(text.text[one.start : one.end].split())
                return Gap(
                    "value", SupportVerdict.MISMATCH, (fact,), Severity.WARNING,
                    f"{fact.raw} is not in {named(cited)}; {capital(human(text.path))} has {has}",
                    cited.citation, cited.document,
                )  # fmt: skip
    return None


def _counted(after: str) -> list[str]:
    """The stems of the words after a number, up to the end of the clause: what it counts."""
    clause = _CLAUSE_END.split(after[:_REACH], maxsplit=1)[0]
    return [stem(word) for word in _LONG_WORD.findall(clause.lower())[:_NEAR]]


def _is_telling(context: Context, fact: Fact, beside: bool) -> bool:
    """Whether a number counts something that a provision could set: "60-member", "10^25 operations"."""
    if fact.value.startswith("10^"):
        return True
    if context.unit.block == "row" or not fact.value.isdigit():
        return False
    least = _LEAST if fact.raw[:1].isdigit() else _LEAST_IN_WORDS
    if int(fact.value) < least:
        return False
    if beside and context.unit.block != "row":
        return True
    end = fact.span.end
    behind = context.article.text[end : min(context.unit.span.end, end + 24)]
    noun = _COUNTED_NOUN if context.language == "de" else _COUNTED
    return int(fact.value) >= _LARGE or noun.match(behind) is not None


def _may_be_set(context: Context, fact: Fact, cited: Cited) -> bool:
    """Whether a small number may be one that the provision sets, as "at least two persons" may.

    So it may where the sentence bounds it, or gives no other kind of figure and the provision sets a number too.
    """
    if not cited.is_act or not cited.paths or context.unit.block == "row" or not fact.value.isdigit():
        return False
    if context.unit.plain.rstrip().endswith(":") or any(
        _has_digits(fact, text.text) for text in cited.passages()
    ):
        return False  # it announces a list, or the provision has it in another notation
    if context.bounds(fact) - {"ABOUT"}:
        return True
    alone = (
        sum(other.type is FactType.COUNT for other in context.unit.facts) <= _TOGETHER and not context.values
    )
    return alone and any(one.type in _SETS for text in cited.passages() for one in text.facts)


def body(context: Context, fact: Fact, cited: Cited) -> Gap | str:
    """A body said to have a duty or a power, where the cited provision names only others."""
    if cited.rank != 0 or not cited.paths or not cited.is_act or not cited.certain:
        return ""
    if context.language != cited.reading.language:
        return ""
    if fact.value in _LEGISLATORS or not {"duty", "power"} & set(context.unit.reasons):
        return ""
    end = fact.span.end
    if not context.words.modal.match(context.article.text[end : min(context.unit.span.end, end + 20)]):
        return ""
    reading = cited.reading
    tops = dict.fromkeys(path.partition(".")[0] for path in cited.paths)
    there = [one.value for top in tops for one in reading.passage(top).facts if one.type is FactType.BODY]
    headings = " ".join(p.heading or "" for top in tops if (p := reading.provision(top)) is not None)
    if fact.value in there or fact.raw.lower() in headings.lower():
        return ""
    others = [name for name in dict.fromkeys(there) if name not in {f.value for f in context.unit.facts}]
    if not others:
        return ""
    return Gap(
        "body", SupportVerdict.NOT_IN_PROVISION, (fact,), Severity.INFO,
        f"{_named(cited)} does not name the {fact.raw}; it names the {others[0]}",
        cited.citation, cited.document,
    )  # fmt: skip


def on_page(fact: Fact, reading: Reading) -> bool:
    """Whether the digits of a figure stand anywhere on a page; true for a page that says very little."""
    text = reading.page().text or " ".join(passage.text for passage in reading.everything())
    if len(text) < _PAGE_SAYS_ENOUGH:
        return True
    if any(same(fact, one) for passage in reading.everything() for one in passage.facts):
        return True
    wanted = {_NOT_DIGITS.sub("", match[0]) for match in _DIGITS.finditer(fact.raw)}
    if fact.type is FactType.MONEY:
        wanted.add(str(amount(fact.value)))
    found = {_NOT_DIGITS.sub("", match[0]) for match in _DIGITS.finditer(text)}
    return not wanted.isdisjoint(found)


def bound(context: Context, fact: Fact, cited: Cited, path: str) -> list[Gap]:
    """An upper bound against a lower one, or "higher" against "lower", at the same value."""
    if fact.type not in VALUES or not cited.paths:
        return []
    mine = context.bounds(fact)
    facts = [one for one in cited.reading.passage(path).facts if same(fact, one)]
    for one_way, other_way in _OPPOSITE:
        for left, right in ((one_way, other_way), (other_way, one_way)):
            if not mine & left or mine & right:
                continue
            theirs = [set(one.comparators) for one in facts]
            if theirs and all(bounds & right and not bounds & left for bounds in theirs):
                words = {
                    "UPTO": "an upper bound",
                    "MAX": "the higher of two amounts",
                    "MIN": "the lower of two amounts",
                }
                says = next((words[b] for b in sorted(theirs[0] & right) if b in words), "a lower bound")
                return [Gap(
                    "bound", SupportVerdict.CONSISTENT, (fact,), Severity.WARNING,
                    f"{capital(human(path))} gives {says} at {fact.raw}", cited.citation, cited.document,
                )]  # fmt: skip
    return []


def _has_digits(fact: Fact, text: str) -> bool:
    return any(_NOT_DIGITS.sub("", match[0]) == fact.value for match in _DIGITS.finditer(text))


def _named(cited: Cited) -> str:
    return listed([capital(human(path)) for path in cited.paths[:3]])
