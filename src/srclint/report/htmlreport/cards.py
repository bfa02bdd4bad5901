"""The right side: for each claim what its sources have, passage by passage."""

from __future__ import annotations

from srclint.model import Fetched, Finding, Support
from srclint.report.evidence import (
    CitationEvidence,
    ClaimEvidence,
    State,
    kind_words,
    provision_words,
    source_words,
)
from srclint.report.htmlreport.markup import anchor, hidden, icon, language, short, words
from srclint.report.htmlreport.states import LOOKS, level
from srclint.report.htmlreport.view import View, citation_words
from srclint.report.summary import plural, reason_words

_LONGEST_EXACT = 1200
_LONGEST_AROUND = 320
_LONGEST_NAME = 140
_LONGEST_FAR = 60
_MOST_FAR = 3


def card(view: View, claim: ClaimEvidence) -> str:
    """A claim's state, each citation with its passage, and what the rules say of the claim."""
    look = LOOKS[claim.state]
    number, line = view.numbers[claim.unit.id], claim.unit.span.line
    states = " ".join(f"s-{state}" for state in sorted(claim.states))
    parts = [
        f'<li class="card {claim.state} {states}" id="e-{claim.id}">',
        f'<p class="state">{icon(claim.state)}<span>{look.title}</span>'
        f'<a class="num" href="#c-{claim.id}">claim {number}{hidden(" in the text")}, line {line}</a></p>',
    ]
    findings = view.about(claim)
    if claim.state is State.UNSOURCED and not findings:
        parts.append(f'<p class="why">{look.meaning}</p>')
    parts += [_said(finding) for finding in findings]
    one = len(claim.sources) == 1
    told = {finding.problem.citation for finding in findings}
    parts += [
        _source(view, source, alone=one, told=source.citation.id in told or (one and None in told))
        for source in claim.sources
    ]
    far = [source for source in claim.citations if not source.near]
    if far and not claim.sources:
        parts.append(_far(view, far))
    parts.append("</li>")
    return "".join(parts)


def _source(view: View, source: CitationEvidence, *, alone: bool, told: bool) -> str:
    """One citation: what it is, what is known of it, the passage. ``told``: a finding has said it already."""
    citation, support = source.citation, source.support
    record = view.record(support.document if support and support.document else None) or view.record(
        citation.document.id if citation.document else None
    )
    name = citation_words(citation, record)
    cited = ", ".join(dict.fromkeys(r.text for r in source.references)) or (
        provision_words(source.provision) if source.provision else ""
    )
    kind = kind_words(citation)
    entry = f'<a class="kind" href="#{view.citation_id(citation)}">{words(short(kind, 40))}</a>'
    what = anchor(words(short(name, _LONGEST_NAME)), citation.url)
    where = f"<b>{words(short(cited, _LONGEST_NAME))}</b>, " if cited else ""
    parts = [f'<div class="cite {source.state}"><p class="from"><span>{where}{what}</span>{entry}</p>']
    if not alone:
        parts.insert(1, f'<p class="mini">{icon(source.state)}{LOOKS[source.state].title}</p>')
    if not told:
        parts.append(_known(source))
    parts += [
        f'<p class="aside">{level(finding.severity)} {words(finding.problem.message)}</p>'
        for finding in view.about_citation(citation)
    ]
    if support is not None:
        parts.append(_passage(view, source, support))
    parts.append("</div>")
    return "".join(parts)


def _far(view: View, far: list[CitationEvidence]) -> str:
    """The citations that stand too far off, and the passage that one of them may mean."""
    names = "; ".join(
        f'<a href="#{view.citation_id(one.citation)}">{words(short(source_words(one.citation), _LONGEST_FAR))}</a>'
        for one in far[:_MOST_FAR]
    )
    more = f"; {len(far) - _MOST_FAR} more" if len(far) > _MOST_FAR else ""
    out = f'<p class="far">Too far off to count: {names}{more}</p>'
    for one in far:
        if one.support and one.support.exact is not None:
            return f'{out}<p class="far">The nearest passage there:</p>{_passage(view, one, one.support)}'
    return out


def _known(source: CitationEvidence) -> str:
    """One sentence, and the facts that are missing and found."""
    support = source.support
    if source.missing:
        names = ", ".join(dict.fromkeys(words(r.text) for r in source.missing))
        return f'<p class="note">{names}: not in the source.</p>'
    if source.state is State.GONE:
        return (
            f'<p class="note">{words(reason_words(source.reason)).capitalize()}.</p>' if source.reason else ""
        )
    if source.state is State.UNVERIFIED:
        note = words(support.note) if support and support.note else ""
        return f'<p class="note">Not checked: {words(reason_words(source.reason))}. {note}</p>'
    if support is None:
        return ""
    out = f'<p class="note">{words(support.note)}</p>' if support.note else ""
    pairs = []
    if support.missing:
        facts = ", ".join(dict.fromkeys(words(short(f.raw, _LONGEST_NAME)) for f in support.missing))
        pairs.append(f"<dt>Not there</dt><dd>{facts}</dd>")
    if support.found_in:
        places = ", ".join(words(provision_words(path)) for path in support.found_in)
        pairs.append(f"<dt>Stands in</dt><dd>{places}</dd>")
    return out + (f'<dl class="pair">{"".join(pairs)}</dl>' if pairs else "")


def _passage(view: View, source: CitationEvidence, support: Support) -> str:
    """The passage as a quotation with the words around it, and where it stands."""
    if support.exact is None:
        return ""
    record = view.record(support.document)
    fetched = record.source if record and isinstance(record.source, Fetched) else None
    lang = language(fetched.outline.language if fetched else None)
    before, after = _tail(support.prefix), _head(support.suffix)
    exact = words(short(support.exact, _LONGEST_EXACT))
    quote = "".join(
        (
            f'<span class="around">{words(before)} </span>' if before else "",
            f'<span class="exact">{exact}</span>',
            f'<span class="around"> {words(after)}</span>' if after else "",
        )
    )
    at = provision_words(support.provision) if support.provision else "The passage"
    told = [
        anchor(f"{words(short(at, _LONGEST_NAME))} at the source", support.url) if support.url else words(at)
    ]
    if fetched:
        version = fetched.outline.version
        told += [words(f"version of {version.isoformat()}")] if version else []
        told.append(f"read {fetched.retrieved.date().isoformat()}")
    return (
        f'<figure><blockquote class="passage {source.state}"{lang}>{quote}</blockquote>'
        f'<figcaption class="from-where">{" · ".join(told)}</figcaption></figure>'
    )


def _tail(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= _LONGEST_AROUND else f"…{folded[-_LONGEST_AROUND + 1 :].lstrip()}"


def _head(text: str) -> str:
    return short(text, _LONGEST_AROUND)


def _said(finding: Finding) -> str:
    return (
        f'<div class="said {finding.severity}"><p>{level(finding.severity)} {words(finding.problem.message)}</p>'
        f'<p class="next">{words(finding.problem.help)}</p></div>'
    )


def findings_list(view: View) -> str:
    """All findings of an article, each with a link to its place."""
    if not view.findings:
        hidden_ones = f" {plural(view.suppressed, 'finding')} suppressed." if view.suppressed else ""
        return f'<p class="none">No findings.{hidden_ones}</p>'
    items = "".join(
        f"<li>{level(finding.severity)}<div><p>{words(finding.problem.message)}</p>"
        f'<p class="next">{words(finding.problem.help)} '
        f'<span class="rule">{finding.code} {finding.name}</span></p></div>'
        f'<a class="at" href="#{view.place(finding)}">line {finding.problem.span.line}'
        f"{hidden(f', {finding.code}')}</a></li>"
        for finding in view.findings
    )
    more = f'<p class="none">{plural(view.suppressed, "finding")} suppressed.</p>' if view.suppressed else ""
    return f'<ol class="findings">{items}</ol>{more}'
