"""Sources, the backward table from provisions to claims, and the index of articles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from srclint.legal.provisions import parse
from srclint.model import Citation, Fetched, SourceRecord
from srclint.report.evidence import ClaimEvidence, State, kind_words, provision_words
from srclint.report.htmlreport import chart
from srclint.report.htmlreport.markup import anchor, hidden, icon, short, words
from srclint.report.htmlreport.states import LOOKS
from srclint.report.htmlreport.view import View, citation_look, citation_words
from srclint.report.summary import plural, reason_words

_LONGEST_WORDS = 160
_ORDER = ("", "cpt", "tis", "sct", "rct", "art", "anx", "pro")


def sources_list(view: View) -> str:
    """The footnotes, links and entries of an article with what came of each."""
    items = "".join(_citation(view, citation) for citation in view.article.citations)
    return f'<ol class="sources">{items}</ol>' if items else '<p class="none">The article cites nothing.</p>'


def _citation(view: View, citation: Citation) -> str:
    verdict = view.entry.citations.get(citation.id)
    state, title = citation_look(verdict)
    record = view.record(citation.document.id if citation.document else None)
    name = citation_words(citation, record)
    label = kind_words(citation)
    own = (citation.description or citation.text or "").rstrip(" ,;:")  # what led to the address
    about = [words(name)] if own and name != short(own, _LONGEST_WORDS) else []
    about.append(f"line {citation.span.line}")
    if record and isinstance(record.source, Fetched):
        about.append(f"read {record.source.retrieved.date().isoformat()}")
    elif state is State.UNVERIFIED and verdict:
        about.append(words(reason_words(verdict.reason)))
    address = anchor(words(citation.url), citation.url) if citation.url else ""
    where = f'<p class="where">{address}</p>' if address else ""
    return (
        f'<li id="{view.citation_id(citation)}"><p class="label">{words(short(label, 60)).capitalize()}</p>'
        f'<p class="what">{words(short(own or name, _LONGEST_WORDS))}</p>'
        f'<p class="seen {state}">{icon(state)}{title}</p>{where}<p class="meta">{" · ".join(about)}</p></li>'
    )


# --------------------------------------------------------------------------- from provisions back to claims


@dataclass(slots=True)
class _Relied:
    """A document and the claims that rest on its provisions (None: on the whole)."""

    name: str
    record: SourceRecord | None
    claims: dict[str | None, list[tuple[View, ClaimEvidence, State]]]


def backward(views: Sequence[View], heading: int, *, name_articles: bool) -> str:
    """For each source its provisions, each with the claims that rest on it."""
    found = _relied(views)
    if not found:
        return '<p class="none">No claim has a source.</p>'
    out = []
    for id_ in sorted(found):
        relied = found[id_]
        rows = "".join(
            f'<tr><th scope="row">{words(provision_words(path)) if path else "The whole source"}</th>'
            f'<td><ul class="chips">{_chips(claims, name_articles=name_articles)}</ul></td></tr>'
            for path, claims in sorted(relied.claims.items(), key=lambda item: _in_order(item[0]))
        )
        count = len({claim.id for claims in relied.claims.values() for _, claim, _ in claims})
        out.append(
            f'<div class="document"><h{heading}>{words(relied.name)}</h{heading}>'
            f'<p class="from-where">{_about(id_, relied.record)}</p>'
            f'<table class="data back"><caption class="sr">Provisions of {words(relied.name)} and the claims'
            " that rest on them</caption>"
            f'<thead><tr><th scope="col">Provision</th><th scope="col">{plural(count, "claim")}</th></tr></thead>'
            f"<tbody>{rows}</tbody></table></div>"
        )
    return "".join(out)


def _relied(views: Sequence[View]) -> dict[str, _Relied]:
    found: dict[str, _Relied] = {}
    for view in views:
        for claim in view.claims:
            for source in claim.sources:
                document = source.citation.document
                if document is None:
                    continue
                record = view.record(document.id)
                relied = found.setdefault(
                    document.id, _Relied(citation_words(source.citation, record), record, defaultdict(list))
                )
                paths = [t for r in source.references for t in r.targets if not t.startswith("^")]
                for path in dict.fromkeys(paths) or [source.provision]:
                    relied.claims[path].append((view, claim, source.state))
    return found


def _chips(claims: list[tuple[View, ClaimEvidence, State]], *, name_articles: bool) -> str:
    out = []
    for view, claim, state in claims:
        number = f"claim {view.numbers[claim.unit.id]}"
        name = f"{view.article.path}:{claim.unit.span.line}" if name_articles else number
        out.append(
            f'<li><a class="chip {state}" href="{view.href(f"c-{claim.id}")}">{icon(state)}{words(name)}'
            f"{hidden(f', {LOOKS[state].title.lower()}')}</a></li>"
        )
    return "".join(out)


def _about(id_: str, record: SourceRecord | None) -> str:
    told = [words(short(id_, _LONGEST_WORDS))]
    if record is None:
        return told[0]
    source = record.source
    if isinstance(source, Fetched):
        outline = source.outline
        told += [f"version of {outline.version.isoformat()}"] if outline.version else []
        told += [words(outline.language)] if outline.language else []
        told += [f"read {source.retrieved.date().isoformat()}", f"SHA-256 {words(source.sha256[:12])}…"]
        return " · ".join([anchor(told[0], source.fetched_from), *told[1:]])
    told += [words(reason_words(source.reason)), words(source.evidence)]
    return " · ".join(told)


def _in_order(path: str | None) -> tuple[int, tuple[tuple[int, int, str], ...], str]:
    """By kind and number, as they stand in an act; what has no canonical path last."""
    if path is None:
        return 0, (), ""
    try:
        components = parse(path).components
    except ValueError:
        return 9, (), path
    parts = []
    for kind, value in components:
        digits = value[: len(value) - len(value.lstrip("0123456789"))]
        rank = _ORDER.index(kind) if kind in _ORDER else len(_ORDER)
        parts.append((rank, int(digits or 0), value))
    return 1, tuple(parts), path


# --------------------------------------------------------------------------- many articles

# What stands behind the figures where there is no room for columns.
_OF = (
    ("claim", "claims"),
    ("with source", "with source"),
    ("error", "errors"),
    ("warning", "warnings"),
    ("note", "notes"),
)
_COLUMNS = ("Article", "Claims", "With source", "Errors", "Warnings", "Notes")


def index(views: Sequence[View]) -> str:
    """A line for each article: its claims, how many have a source, its findings."""
    # The roles keep it a table for a screen reader where the style sheet stacks its cells.
    head = "".join(f'<th scope="col" role="columnheader"{_n(name)}>{name}</th>' for name in _COLUMNS)
    return (
        '<table class="data stack" role="table"><caption>Articles, by path</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{"".join(_article(view) for view in views)}</tbody></table>'
    )


def _article(view: View) -> str:
    needed = view.needed
    sourced = sum(claim.state is not State.UNSOURCED for claim in needed)
    levels = Counter(finding.severity.value for finding in view.findings)
    figures = (len(needed), sourced, levels["error"], levels["warning"], levels["info"])
    cells = "".join(
        f'<td role="cell" class="n{"" if number else " num0"}" data-of="{one if number == 1 else many}">{number}</td>'
        for number, (one, many) in zip(figures, _OF, strict=True)
    )
    href = view.page or f"#a-{view.key}"
    unread = '<span class="sub">could not be read</span>' if view.article.unreadable else ""
    return (
        f'<tr role="row"><th scope="row" role="rowheader"><a href="{href}">{words(view.title)}</a>'
        f'<span class="sub">{words(view.article.path)}</span>{unread}{chart.bar(view.counts)}</th>{cells}</tr>'
    )


def _n(name: str) -> str:
    return "" if name == "Article" else ' class="n"'
