"""Other things that a claim's figure may belong to: the act's own history, another act, national law."""

from __future__ import annotations

import datetime as dt

from srclint.legal.acts import act, amends
from srclint.legal.identifiers import base_celex, document
from srclint.legal.quantities import facts
from srclint.legal.support.cited import Cited, Finder, is_within, unreadable
from srclint.legal.support.context import Context
from srclint.legal.support.reading import reading_of
from srclint.legal.support.values import same
from srclint.model import Fact, FactType, Sources


def known_dates(cited: Cited, fact: Fact, sources: Sources) -> frozenset[str]:
    """The days of the act's own life, in the notation of ``fact``: adoption, publication, entry into
    force, application, versions, repeal. A claim that tells one of them tells no figure of a provision."""
    celex = cited.document.removeprefix("celex:")
    base = base_celex(celex)
    days: set[str] = set()
    length = {FactType.DATE: 10, FactType.MONTH: 7}.get(fact.type, 4)
    known = act(base)
    for one in (base, *(known.amended_by if known is not None else ())):
        found = act(one)
        if found is None:
            continue
        dates = [found.adopted, found.repealed_on, *(day for day, _ in found.corrigenda)]
        days |= {day.isoformat() for day in dates if day is not None}
        days |= {words[:10] for words in found.applies_from}
        days |= {v.isoformat() for number in found.versions if (v := document(number).version)}
    metadata = sources.metadata.get(base)
    if metadata is not None:
        days |= {day.isoformat() for day in (*metadata.entry_into_force, metadata.end_of_validity) if day}
    outline = cited.reading.outline
    if outline.version is not None:
        days.add(outline.version.isoformat())
        # Most acts enter into force on the twentieth day after their publication.
        days.add((outline.version + dt.timedelta(days=20)).isoformat())
    if outline.title:
        days |= {
            one.value for one in facts(outline.title, cited.reading.language) if one.type is FactType.DATE
        }
    return frozenset(day[:length] for day in days)


def other_acts(context: Context, fact: Fact, cited: Cited, finder: Finder, sources: Sources) -> str | None:
    """Why a fact may belong to something else that the claim names, None where it names nothing else."""
    unit = context.unit
    base = base_celex(cited.document.removeprefix("celex:"))
    known = {base, *amends(base)}
    acts: dict[str, None] = {}
    for reference in finder.references(unit):
        if reference.foreign:
            return "other-law"
        if reference.act is None:
            if reference.targets and not reference.targets[0].startswith("^"):
                return "unresolved-act"
            continue
        if reference.act.startswith("?"):
            return "draft"
        acts[base_celex(reference.act)] = None
    for celex in finder.mentioned(unit.span.start, unit.span.end):
        acts[base_celex(celex)] = None
    for celex in acts:
        if celex in known or is_within(celex, base):
            continue
        outline = sources.outline(document(celex).id)
        if outline is None or unreadable(outline) is not None:
            return "other-act"
        if any(same(fact, one) for text in reading_of(outline).everything() for one in text.facts):
            return "other-act"
    return None
