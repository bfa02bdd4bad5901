"""What it means that no cited text has a fact of a claim (claims.md 5.3).

Each function gives a ``Gap``, or the reason (a code) why nothing can be said: a reader may be told of
what is wrong, never of what could not be known.
"""

from __future__ import annotations

from collections.abc import Sequence

from srclint.legal.provisions import human
from srclint.legal.quantities import RawFact
from srclint.legal.support import counts, quoted
from srclint.legal.support.bystanders import known_dates, other_acts
from srclint.legal.support.cited import Cited, Finder, Unread
from srclint.legal.support.context import STRONG, Context
from srclint.legal.support.elsewhere import MOST, like, places
from srclint.legal.support.gaps import Gap
from srclint.legal.support.outdated import held_by_other, in_force, lost, versions
from srclint.legal.support.values import CALENDAR, VALUES, days, nearest, same
from srclint.model import Fact, FactType, Outline, Severity, Sources, SupportVerdict

# "30 days" for a month: not the same, and hardly a wrong claim.
_ALIKE = 0.08
# A chapter, or a range of articles, is no pinpoint.
_MANY = 6
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
    if unread is not None:
        return unread.reason
    if not fact.certain:
        return "uncertain-notation"
    cited = _primary([owner for owner in owners if isinstance(owner, Cited)])
    if cited is None:
        return "not-read"
    if fact.type is FactType.QUOTATION:
        return quoted.missing(context, fact, cited, sources)
    if fact.type is FactType.COUNT:
        return counts.count(context, fact, cited)
    if fact.type is FactType.BODY:
        return counts.body(context, fact, cited)
    if cited.is_page:
        return _on_page(fact, cited)
    if not cited.is_act:
        return "not-an-act"
    if held_by_other(cited, fact, sources) is not None:
        return "other-version"
    reason = other_acts(context, fact, cited, finder, sources)
    if reason is not None:
        return reason
    if context.is_entry_into_force(fact):
        return "entry-into-force"
    found = _elsewhere(context, fact, cited, held)
    if found is not None:
        return found
    if fact.type in CALENDAR and fact.value in known_dates(cited, fact, sources):
        return ""
    return _mismatch(context, fact, cited, sources)


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


def _elsewhere(context: Context, fact: Fact, cited: Cited, held: Sequence[Fact]) -> Gap | None:
    if not cited.paths or fact.type is FactType.YEAR:
        return None
    reading = cited.reading
    asked = context.asked if context.language == reading.language else ()
    together = [f for f in context.values if f is not fact and f not in held and f.type is not FactType.YEAR]
    found = places(cited, fact, together, asked)
    if not found or len(found) > MOST:
        return None
    if fact.type not in _WORTH_A_PLACE or fact.type is FactType.PERCENT:
        scores = [_evidence_at(context, fact, cited, path) for path in found]
        enough = STRONG if fact.type is not FactType.PERCENT else 1
        found = tuple(path for path, score in zip(found, scores, strict=True) if score >= enough)
        if not found:
            return None
    nearest_here = nearest(fact, (one for text in cited.passages() for one in text.facts))
    where = _joined([_capital(human(path)) for path in found])
    has = f"; {_text_has(cited, nearest_here)}" if nearest_here is not None else ""
    return Gap(
        "value", SupportVerdict.ELSEWHERE, (fact,), Severity.WARNING,
        f"{fact.raw} stands in {where}, not in {_named(cited)}{has}",
        cited.citation, cited.document, found,
        imprecise=_is_imprecise(context, cited) or context.is_event(fact),
    )  # fmt: skip


def _evidence_at(context: Context, fact: Fact, cited: Cited, path: str) -> int:
    passage = cited.reading.passage(path)
    return max(
        (context.evidence(fact, cited.reading, path, one) for one in passage.facts if same(fact, one)),
        default=0,
    )


def _is_imprecise(context: Context, cited: Cited) -> bool:
    """Whether the citation is no pinpoint for this claim: the finding is then a hint, not a warning."""
    if cited.rank != 0 or cited.open_range or not cited.certain or len(cited.paths) > _MANY:
        return True
    return bool(cited.references) and all(context.is_topic(reference) for reference in cited.references)


def _more(context: Context, fact: Fact, cited: Cited) -> Gap | None:
    """A figure that stands all over the act, and not in the cited provision, which has none of its kind."""
    everywhere = places(cited, fact, (), context.asked if context.language == cited.reading.language else ())
    if not everywhere:
        return None
    where = _joined([_capital(human(path)) for path in everywhere[:MOST]])
    others = f" and {len(everywhere) - MOST} more provisions" if len(everywhere) > MOST else ""
    return Gap(
        "value", SupportVerdict.ELSEWHERE, (fact,), Severity.INFO,
        f"{fact.raw} stands in {where}{others}, not in {_named(cited)}",
        cited.citation, cited.document, everywhere[:MOST], imprecise=True,
    )  # fmt: skip


# --------------------------------------------------------------------------- nowhere


def _mismatch(context: Context, fact: Fact, cited: Cited, sources: Sources) -> Gap | str:
    reading = cited.reading
    candidates = [
        (path, one, context.evidence(fact, reading, path, one)) for path, one in like(cited.passages(), fact)
    ]
    if not candidates:
        return _without_like(context, fact, cited)
    most = max(score for _, _, score in candidates)
    best = [(path, one) for path, one, score in candidates if score == most]
    near = nearest(fact, (one for _, one in best))
    assert near is not None
    path = next(path for path, one in best if one is near)
    level = _level(context, fact, cited, sources, most, near)
    if level is None:
        return "not-comparable"
    text = reading.passage(path).text
    has = " ".join(text[near.start : near.end].split())
    holds = near.value
    narrow = reading.narrowest(path, lambda passage: any(one.value == holds for one in passage.facts))
    return Gap(
        "value", SupportVerdict.MISMATCH, (fact,), level,
        f"{fact.raw} is not in {_named(cited)}; {_capital(human(narrow))} has {has}",
        cited.citation, cited.document, imprecise=_is_imprecise(context, cited),
    )  # fmt: skip


def _without_like(context: Context, fact: Fact, cited: Cited) -> Gap | str:
    """The cited text has no figure of that kind at all: it may be the author's own."""
    if not cited.paths or _is_imprecise(context, cited) or context.is_event(fact):
        return "no-such-figure-there"
    if fact.type in (FactType.YEAR, FactType.MONTH):
        return "no-such-figure-there"
    found = _more(context, fact, cited)
    if found is not None:
        return found
    if fact.type in CALENDAR:
        return "no-such-figure-there"
    return Gap(
        "value", SupportVerdict.MISMATCH, (fact,), Severity.INFO,
        f"{fact.raw} is not in {_named(cited)}, nor anywhere in the act", cited.citation, cited.document,
    )  # fmt: skip


def _level(
    context: Context, fact: Fact, cited: Cited, sources: Sources, evidence: int, near: RawFact
) -> Severity | None:
    """How grave a figure that the text has otherwise may be called; None: nothing can be said."""
    score = evidence if cited.paths else evidence - 1
    imprecise = _is_imprecise(context, cited)
    if score < (STRONG if imprecise or context.is_event(fact) else 0):
        return None
    if imprecise or context.is_event(fact) or score == 0:
        return Severity.INFO
    if fact.type is FactType.DURATION and _are_alike(fact.value, near.value):
        return Severity.INFO
    sure = (
        score >= STRONG
        and context.words.told
        and near.certain
        and fact.type in (FactType.PERCENT, FactType.MONEY, FactType.DATE, FactType.DURATION)
        and not _may_be_amended(context, cited, sources)
    )
    return Severity.ERROR if sure else Severity.WARNING


def _are_alike(one: str, other: str) -> bool:
    left, right = days(one), days(other)
    return left > 0 and right > 0 and abs(left - right) <= _ALIKE * right


def _may_be_amended(context: Context, cited: Cited, sources: Sources) -> bool:
    """Whether a version of the act that nobody read may have the claim's figure."""
    from srclint.legal.acts import act
    from srclint.legal.identifiers import base_celex, document

    base = base_celex(cited.document.removeprefix("celex:"))
    if base in sources.versions:
        return base in sources.versions_partial
    known = act(base)
    if known is None:
        return True
    if not known.amended_by:
        return False
    dates = [d for v in known.versions if (d := document(v).version) is not None]
    read = {version.document for version in versions(cited, sources)}
    unread = [v for v in known.versions if f"celex:{v}" not in read]
    return bool(unread) and (not dates or min(dates) <= context.article.as_of)


# --------------------------------------------------------------------------- what is held


def of_held(context: Context, found: Sequence[tuple[Fact, Cited, str]], sources: Sources) -> list[Gap]:
    """What is to be said of facts that the cited text has: no longer true, or bounded otherwise."""
    out = []
    for fact, cited, path in found:
        if fact.type not in VALUES or not cited.is_act:
            continue
        if not context.article.frozen and cited.rank <= 1:
            newest = in_force(cited, sources)
            instead = lost(context, fact, path, cited.reading, newest) if newest and path else None
            if instead is not None and cited.paths:
                out.append(Gap(
                    "value", SupportVerdict.OUTDATED, (fact,), Severity.WARNING,
                    f"True of {_version(cited.reading.outline)}; {instead}",
                    cited.citation, newest.document if newest else cited.document, (path.partition(".")[0],),
                ))  # fmt: skip
        out += counts.bound(context, fact, cited, path)
    return out


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
        raws = _joined(list(dict.fromkeys(fact.raw for fact in facts)))
        tail = other.note.partition(" stands in ")[2] or other.note.partition(" stand in ")[2]
        out[same_place] = Gap(
            "value", gap.verdict, facts, gap.level, f"{raws} stand in {tail}", gap.citation, gap.document,
            gap.found_in, imprecise=other.imprecise and gap.imprecise,
        )  # fmt: skip
    return out


def _version(outline: Outline) -> str:
    if outline.celex and outline.celex.startswith("0") and outline.version:
        return f"the version of {outline.version.isoformat()}"
    return "the Official Journal text"


def _text_has(cited: Cited, near: RawFact) -> str:
    for text in cited.passages():
        if any(one is near for one in text.facts):
            return f"{_capital(human(text.path))} has {' '.join(text.text[near.start : near.end].split())}"
    return ""


def _named(cited: Cited) -> str:
    if not cited.paths:
        return "the act"
    if cited.named and len(cited.named) <= 3:
        return _joined([_capital(human(target)) for target in cited.named])
    return "the cited provisions"


def _lower(one: Severity, other: Severity) -> Severity:
    return max(one, other, key=lambda severity: severity.rank)


def _joined(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
