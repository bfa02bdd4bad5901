"""What it means that no cited text has a fact of a claim (claims.md 5.3).

Each function gives a ``Gap``, or the reason (a code) why nothing can be said: a reader may be told of
what is wrong, never of what could not be known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from srclint.legal.prose import capital, listed
from srclint.legal.provisions import human
from srclint.legal.support import counts, quoted
from srclint.legal.support.aging import of_other_version
from srclint.legal.support.bystanders import known_dates, other_acts
from srclint.legal.support.cited import Cited, Finder, Unread
from srclint.legal.support.context import STRONG, Context
from srclint.legal.support.elsewhere import MOST, like, places
from srclint.legal.support.gaps import Gap
from srclint.legal.support.nowhere import mismatch, more
from srclint.legal.support.outdated import only_in_other
from srclint.legal.support.pinpoint import is_imprecise, is_ranged, is_sourced
from srclint.legal.support.telling import named, text_has
from srclint.legal.support.values import CALENDAR, VALUES, nearest, same
from srclint.model import Fact, FactType, Severity, Sources, Strength, SupportVerdict

_LISTED = len(Strength) - 1
_SET = frozenset({FactType.MONEY, FactType.PERCENT, FactType.DATE, FactType.MONTH, FactType.DURATION})
_WORTH_A_PLACE = frozenset({FactType.MONEY, FactType.PERCENT, FactType.DATE, FactType.MONTH})


def of(
    context: Context,
    fact: Fact,
    owners: Sequence[Cited | Unread],
    finder: Finder,
    sources: Sources,
    held: Sequence[Fact],
) -> Gap | str:
    """What follows for a fact that none of the citations covering it has; "" for nothing worth telling."""
    closest = min(owner.rank for owner in owners)
    unread = next((o for o in owners if isinstance(o, Unread) and o.rank == closest), None)
    listed_only = closest == _LISTED and fact.type in VALUES
    if unread is not None and not listed_only:
        return unread.reason
    if not fact.certain:
        return "uncertain-notation"
    cited = _primary([owner for owner in owners if isinstance(owner, Cited)])
    if cited is None:
        return unread.reason if unread is not None else "not-read"
    if fact.type is FactType.QUOTATION:
        return quoted.missing(context, fact, cited, sources)
    if fact.type is FactType.COUNT:
        return _count(context, fact, cited, finder, sources, held)
    if fact.type is FactType.BODY:
        return counts.body(context, fact, cited)
    if cited.is_page:
        return _on_page(fact, cited)
    if not cited.is_act:
        return "not-an-act"
    other = only_in_other(cited, fact, sources)
    if other is not None:
        return of_other_version(context, fact, cited, *other)
    reason = other_acts(context, fact, cited, finder, sources)
    if reason is not None:
        return _beside_another(context, fact, cited, sources, held) if reason == "other-act" else reason
    if context.is_entry_into_force(fact) and not any(like(cited.passages(), fact)):
        return "entry-into-force"
    found = _elsewhere(context, fact, cited, held)
    if found is not None:
        return found
    if unread is not None:
        return unread.reason  # of a list of sources, the one that nobody read may have it
    if fact.type in CALENDAR and fact.value in known_dates(cited, fact, sources):
        return (more(context, fact, cited) or "") if fact.type is FactType.DATE else ""
    return mismatch(context, fact, cited, sources)


def _count(
    context: Context, fact: Fact, cited: Cited, finder: Finder, sources: Sources, held: Sequence[Fact]
) -> Gap | str:
    """A number that the provision does not have; graver where it counts the same thing otherwise."""
    outcome = counts.count(context, fact, cited, beside=any(other.type in VALUES for other in held))
    if isinstance(outcome, str) or not is_sourced(context, cited) or context.is_event(fact):
        return outcome
    if only_in_other(cited, fact, sources) or other_acts(context, fact, cited, finder, sources):
        return outcome
    return counts.counted_otherwise(context, fact, cited) or outcome


def _beside_another(
    context: Context, fact: Fact, cited: Cited, sources: Sources, held: Sequence[Fact]
) -> Gap | str:
    """The sentence names another act too, of which nobody can tell whether it has the figure.

    What a note or a link gives as the source still ought to have it: a hint, and no more.
    """
    if fact.type not in _SET or not is_sourced(context, cited) or context.is_event(fact):
        return "other-act"
    found = _elsewhere(context, fact, cited, held) or mismatch(context, fact, cited, sources)
    return replace(found, level=Severity.INFO) if isinstance(found, Gap) else "other-act"


def _primary(texts: Sequence[Cited]) -> Cited | None:
    """The text to judge by: an act before a page, the closest coverage, the narrowest provision."""
    ordered = sorted(texts, key=lambda t: (not t.is_act, t.rank, not t.paths))
    return ordered[0] if ordered else None


# --------------------------------------------------------------------------- pages


def _on_page(fact: Fact, cited: Cited) -> Gap | str:
    """A page is compared by digits, and only for what it could not say in other words."""
    if fact.type not in (FactType.PERCENT, FactType.MONEY):
        return "page"
    if cited.rank != 0 or cited.reading.outline.format == "judgment":
        return "page"
    if not counts.on_page(fact, cited.reading):
        return Gap(
            "value", SupportVerdict.MISMATCH, (fact,), Severity.INFO,
            f"The page does not have the figure “{fact.raw}”", cited.citation, cited.document,
        )  # fmt: skip
    return ""


# --------------------------------------------------------------------------- elsewhere in the act


def _elsewhere(context: Context, fact: Fact, cited: Cited, held: Sequence[Fact]) -> Gap | str | None:
    if not cited.paths or fact.type is FactType.YEAR:
        return None
    reading = cited.reading
    asked = context.asked if context.language == reading.language else ()
    together = [f for f in context.values if f is not fact and f not in held and f.type is not FactType.YEAR]
    found = places(cited, fact, together, asked)
    if not found or len(found) > MOST:
        return None
    tops = quoted.tops(cited)
    # In another paragraph of the article that a note gives as the source: a slip of the pinpoint.
    beside = is_sourced(context, cited) and all(path.partition(".")[0] in tops for path in found)
    if not beside and (fact.type not in _WORTH_A_PLACE or fact.type is FactType.PERCENT):
        scores = [_evidence_at(context, fact, cited, path) for path in found]
        enough = STRONG if fact.type is not FactType.PERCENT else 1
        found = tuple(path for path, score in zip(found, scores, strict=True) if score >= enough)
        if not found:
            return None
    if any(path.partition(".")[0] not in tops and context.writes_number_of(path) for path in found):
        return "named-otherwise"
    nearest_here = nearest(fact, (one for text in cited.passages() for one in text.facts))
    where = listed([capital(human(path)) for path in found])
    has = f"; {text_has(cited, nearest_here)}" if nearest_here is not None else ""
    return Gap(
        "value", SupportVerdict.ELSEWHERE, (fact,), Severity.WARNING,
        f"{fact.raw} stands in {where}, not in {named(cited)}{has}",
        cited.citation, cited.document, found,
        imprecise=is_imprecise(context, cited) or context.is_event(fact),
        ranged=is_ranged(context, cited) and not context.is_event(fact),
    )  # fmt: skip


def _evidence_at(context: Context, fact: Fact, cited: Cited, path: str) -> int:
    passage = cited.reading.passage(path)
    return max(
        (context.evidence(fact, cited.reading, path, one) for one in passage.facts if same(fact, one)),
        default=0,
    )


def joined(gaps: Sequence[Gap]) -> list[Gap]:
    """Gaps of one kind with the same note's places become one: "3 % and EUR 15 million stand in ..."."""
    out: list[Gap] = []
    for gap in gaps:
        same_place = next(
            (
                n
                for n, other in enumerate(out)
                if gap.kind == "value" == other.kind
                and gap.verdict is other.verdict is SupportVerdict.ELSEWHERE
                and (gap.citation, gap.document, gap.found_in)
                == (other.citation, other.document, other.found_in)
            ),
            None,
        )
        if same_place is None:
            out.append(gap)
            continue
        other = out[same_place]
        facts = (*other.facts, *gap.facts)
        raws = listed(list(dict.fromkeys(fact.raw for fact in facts)))
        tail = other.note.partition(" stands in ")[2] or other.note.partition(" stand in ")[2]
        out[same_place] = Gap(
            "value", gap.verdict, facts, gap.level, f"{raws} stand in {tail}", gap.citation, gap.document,
            gap.found_in, imprecise=other.imprecise and gap.imprecise, ranged=other.ranged and gap.ranged,
        )  # fmt: skip
    return out
