"""Which act stands with a reference, and whether it belongs to something that is no EU act at all."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from srclint.legal.references.actnames import Named
from srclint.legal.references.shadow import Shadow
from srclint.legal.references.words import Words, kind_of_act_word

_FAR = 90
_ADJECTIVES = 2


@dataclass(frozen=True, slots=True)
class Attached:
    """An act beside a reference. ``end`` is where the expression ends with it (or its start, before)."""

    act: Named | None
    start: int
    end: int
    strength: int
    apart: bool = False
    draft: bool = False


_LABEL = re.compile(r" ?\([^()|]{1,80}\)")
# What stands after a closing bracket and a comma belongs to what comes: "(and Article 3), GDPR Recital 32".
_OPEN = re.compile(r"(?![)\]], )[)\]\"']{0,2} ?(?:, ?|: ?|- |/ ?|[(\[] ?)?[\"'*]{0,2}")
_WORD = re.compile(r"[\w'./-]{1,40},? ")


def connectors(low: str, at: int, words: Words) -> tuple[int, int]:
    """(end, count) of the run of prepositions and articles that begins at ``at``."""
    count = 0
    while count < 5:
        match = words.connector.match(low, at)
        if match is None or match.end() == at:
            break
        if match[0][-1].isalpha() and low[match.end() : match.end() + 1].isalpha():
            break
        at = match.end()
        count += 1
    return at, count


def after(
    text: Shadow, end: int, named: Sequence[Named], starts: Sequence[int], words: Words
) -> Attached | None:
    """The act that follows a reference: "Art. 5 GDPR", "Article 5 of the new EU AI Act"."""
    low = text.low
    index = bisect_left(starts, end)
    if index == len(named) or starts[index] - end > _FAR:
        return None
    act = named[index]
    at = end
    labelled = False
    opening = _OPEN.match(low, at)
    if opening and opening[0].endswith("- ") and connectors(low, opening.end(), words)[1]:
        return None  # "(Art. 43) - The AI Act rests on": what comes after the dash is a sentence
    reached = _reach(low, opening.end() if opening else at, act.start, words)
    if reached is None:
        label = _LABEL.match(low, at)
        if (
            label is None
            or label.end() > act.start
            or words.trigger.search(low, label.start() + 1, label.end())
        ):
            return None
        labelled = True
        opening = _OPEN.match(low, label.end())
        reached = _reach(low, opening.end() if opening else label.end(), act.start, words)
        if reached is None:
            return None
    count, draft = reached
    punctuated = bool(opening and opening[0].strip(" )]\"'"))
    strength = 1 if (punctuated and not count) or labelled else 2
    finish = act.end
    closing = low[finish : finish + 1]
    if opening and opening[0].strip() in ("(", "[") and closing in (")", "]"):
        finish += 1
    return Attached(act, end, finish, strength, draft=draft or act.draft or _draft_after(low, act.end, words))


def _reach(low: str, at: int, goal: int, words: Words) -> tuple[int, bool] | None:
    """(connectors, draft) if only connectors and a few adjectives lie between ``at`` and ``goal``."""
    at, count = connectors(low, at, words)
    draft = False
    extra = 0
    if count and goal - at == 1 and low[at] in "[\"'":
        return count, False  # "of the [European Digital Identity Regulation]"
    while at < goal:
        word = _WORD.match(low, at)
        if word is None or word.end() > goal or not count:
            return None
        bare = word[0].strip(" ,")
        if words.draft.fullmatch(bare):
            draft = True
        else:
            extra += 1
        entry = words.entry(bare)
        if extra > _ADJECTIVES or (entry is not None and (entry.levels or entry.roles & {"and", "or"})):
            return None
        at, more = connectors(low, word.end(), words)
        extra += more if more and not draft else 0
        if extra > _ADJECTIVES + 1:
            return None
    return (count, draft) if at == goal else None


def _draft_after(low: str, end: int, words: Words) -> bool:
    tail = re.compile(r" ?[(]?").match(low, end)
    return bool(tail and words.draft.match(low, tail.end()))


_BEFORE = re.compile(r"(?:'s?|s'?)?[ ,:;()\[\]\"'-]{0,4}(?:(?:see|cf\.?|in|in its) )?")
_BEFORE_POST = re.compile(r"(?:[:'-]?\w{1,4})?[ ,:;()\"'-]{1,4}(?:az? )?")


def before(
    text: Shadow, start: int, named: Sequence[Named], starts: Sequence[int], words: Words
) -> Attached | None:
    """The act that a reference follows: "GDPR, Art. 35"."""
    index = bisect_left(starts, start) - 1
    if index < 0:
        return None
    act = named[index]
    if act.end > start or start - act.end > 16:
        return None
    gap = text.low[act.end : start]
    pattern = _BEFORE_POST if words.post else _BEFORE
    if not (pattern.fullmatch(gap) or _BEFORE.fullmatch(gap)) or not gap:
        return None
    plain = gap.strip(" ") in ("", ":", "'s", "'", "(", "[") or bool(words.post)
    draft = act.draft or bool(words.draft.search(gap))
    return Attached(act, act.start, start, 2 if plain else 1, apart=";" in gap, draft=draft)


# --------------------------------------------------------------------------- what is not EU law

_ABBREVIATION = re.compile(r"[A-ZÄÖÜ][A-Za-zÄÖÜäöü]{0,2}[A-ZÄÖÜ][A-Za-zÄÖÜäöü]{0,6}(?:-[A-Z]{1,4})?(?!\w)")
# A longer word in capitals is a heading's, no abbreviation ("ANNEX III TRIGGERED").
_LONGEST_LAW = 8
_FOREIGN_GAP = re.compile(r" ?(?:, ?|\()?[\"']?")
# "ArG", "UrhG": the last letter is that of "Gesetz".
_GERMAN_LAW = re.compile(r"[A-ZÄÖÜ][a-zäöü]{1,3}[A-Z]{0,2}G")
_PHRASE = re.compile(r"[\w'’./-]{1,30} ?")
# "Unfair Terms Directive", "Law Enforcement Directive": only the Union makes those.
_OF_THE_UNION = re.compile(r"(?: [a-z][\w-]{1,20}){0,2} directive(?!\w)")


def foreign_after(text: Shadow, end: int, words: Words) -> int:
    """Where the name of a national or international law that follows ends, 0 where none does."""
    low, norm = text.low, text.norm
    at = end
    label = _LABEL.match(low, at)
    if label and words.trigger.search(low, label.start() + 1, label.end()):
        label = None  # "Article 8 (and Article 3)": another reference, no name of the first
    for begin in (at, label.end() if label else -1):
        if begin < 0:
            continue
        found = _foreign_from(low, norm, begin, words)
        if found:
            return found
    return 0


def _foreign_from(low: str, norm: str, at: int, words: Words) -> int:
    gap = _FOREIGN_GAP.match(low, at)
    bracketed = bool(gap and "(" in gap[0])
    at = gap.end() if gap else at
    before = at
    at, count = connectors(low, at, words)
    if count and norm[before].isupper():
        return 0  # "Annex XIV, 6.2 The PMCF plan": a new sentence
    match = words.foreign.match(low, at)
    if match:
        return 0 if _OF_THE_UNION.match(low, match.end()) else match.end()
    abbreviation = _ABBREVIATION.match(norm, at)
    if (
        abbreviation
        and not bracketed
        and not (gap and gap[0].strip(" ,"))
        and _is_law(abbreviation[0], words)
        and norm[abbreviation.end() : abbreviation.end() + 1] not in ("/", "-")
    ):
        return abbreviation.end()
    if not count:
        return 0
    for position in range(5):
        word = _PHRASE.match(low, at)
        if word is None:
            return 0
        bare = word[0].strip()
        entry = words.entry(bare)
        if position and (entry is not None and entry.roles & {"and", "or"}):
            return 0
        match = words.foreign.match(low, at)
        if match:
            return 0 if _OF_THE_UNION.match(low, match.end()) else match.end()
        if position and bare in ("act", "acts") and words.language == "en":
            return word.end()
        if bare.endswith((".", ",")) and len(bare) > 3:
            return 0
        at = word.end()
    return 0


def _is_law(name: str, words: Words) -> bool:
    return (
        name.lower() not in words.not_law
        and words.entry(name.lower()) is None
        and sum(c.isupper() for c in name) >= 2
        and len(name) >= 2
        and not (name.isalpha() and name.isupper() and len(name) > _LONGEST_LAW)
    )


def foreign_before(text: Shadow, start: int, words: Words) -> int:
    """Where such a name directly before the reference begins, -1 where none stands."""
    window = text.norm[max(0, start - 40) : start]
    match = re.search(r"(?:^|[ (\"'])([^\s(\"']{2,14})(?: |, ?| - |: )$", window)
    if match is None:
        return -1
    name = match[1]
    if words.foreign.fullmatch(name.lower()) or (
        _ABBREVIATION.fullmatch(name)
        and _is_law(name, words)
        and sum(c.isupper() for c in name) >= 3
        and window[-2:-1] != ","
    ):
        return start - len(window) + match.start(1)
    if _GERMAN_LAW.fullmatch(name) and _is_law(name, words) and window[-2:-1] not in (",", "-"):
        return start - len(window) + match.start(1)
    return -1


# --------------------------------------------------------------------------- words that point back

Anaphora = Literal["R", "L", "D", "A", "other"]


def points_back(text: Shadow, end: int, words: Words) -> tuple[str, int] | None:
    """As in "of that Regulation", "der Verordnung", "thereof": (type of act, end), None for nothing."""
    low = text.low
    at = end
    gap = re.compile(r" ?,? ?").match(low, at)
    at = gap.end() if gap else at
    entry_word = re.compile(r"thereof(?!\w)").match(low, at)
    if entry_word:
        return "A", entry_word.end()
    at, count = connectors(low, at, words)
    that = words.that.match(low, at)
    if that:
        at = that.end()
        at = at + 1 if low[at : at + 1] == " " else at
        count += 1
    word = words.act_word.match(low, at) if count else None
    if word is None:
        return _something_named(text, end, words)
    kind = kind_of_act_word(words.language, word[0])
    tail = low[word.end() : word.end() + 14].lstrip()
    if re.match(r"(?:on|über|sur|over|concerning|laying|zur|zum|\(|no\b|nr|\d|for|to)(?!\w)", tail):
        return "other", word.end()
    return kind or "A", word.end()


_NAMED_ACT = re.compile(r" (?:[A-Z][\w'-]{1,25} ){1,5}(?:Act|Directive|Regulation|Law|Code|Convention)(?!\w)")


def _something_named(text: Shadow, end: int, words: Words) -> tuple[str, int] | None:
    """As in "of the Delegated Regulation", "Databankrichtlijn": a name that nobody knows here. German
    writes every noun with a capital, so there only compounds tell."""
    low, norm = text.low, text.norm
    at = end + 1 if low[end : end + 1] == " " else end
    if words.compound.match(low, at) or _NAMED_ACT.match(norm, end):
        return "other", end
    genitive = words.genitive.match(low, at)
    if genitive is None:
        return None
    at, _ = connectors(low, genitive.end(), words)
    if words.compound.match(low, at):
        return "other", end
    match = re.compile(r"[^\W\d_][\w'-]{1,30}").match(norm, at)
    if match is None or not match[0][0].isupper():
        return None
    entry = words.entry(match[0].lower())
    if entry is not None and entry.levels:
        return None
    return "other", end


def points_to_article(text: Shadow, end: int, words: Words) -> tuple[str, int] | None:
    """As in "of that Article" -> ``^art``, "thereof" -> ``^prov``."""
    low = text.low
    match = re.compile(r" ?,? ?thereof(?!\w)").match(low, end)
    if match:
        return "^prov", match.end()
    at = end + 1 if low[end : end + 1] == " " else end
    at, _ = connectors(low, at, words)
    that = words.that.match(low, at)
    if that is None:
        return None
    at = that.end() + 1 if low[that.end() : that.end() + 1] == " " else that.end()
    word = words.word.match(low, at)
    entry = words.entry(word[0]) if word else None
    if word is None or entry is None or "art" not in entry.levels:
        return None
    return "^art", word.end()
