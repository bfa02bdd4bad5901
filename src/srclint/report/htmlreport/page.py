"""Whole pages: the head, the filters, the articles, the legend."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from srclint.model import Report
from srclint.report.evidence import State
from srclint.report.htmlreport import chart, tables
from srclint.report.htmlreport.cards import card, findings_list
from srclint.report.htmlreport.markup import attribute, icon, language, words
from srclint.report.htmlreport.prose import Places, block_html, rows, sections
from srclint.report.htmlreport.states import ALWAYS, LOOKS, filter_rules, sprite
from srclint.report.htmlreport.view import View
from srclint.report.summary import coverage_words, findings_words, plural, summarise

_NOT_COMPARED = frozenset({State.UNSOURCED, State.UNVERIFIED, State.READ, State.GONE})
# Text on the left that is sure to fit a screen stays in view while its cards go by.
_BRIEF = 900
_MANY = 20
_HONEST = (
    "srclint compares what a claim says with the passage that it cites, and shows the passage."
    " Nothing here is called true: that is for a reader to judge."
)


@cache
def _style() -> str:
    sheet = files("srclint.report.htmlreport").joinpath("evidence.css").read_text("utf-8")
    return f"\n{sheet}{filter_rules()}\n"


@cache
def _policy() -> str:
    """No script, no request, no frame; only this very style sheet."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode("ascii")
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )


def document(title: str, version: str, body: str, *, many: bool = False) -> str:
    """A page with its style sheet in it. ``title`` is not yet escaped, ``body`` is HTML; ``many``: very long."""
    long = ' class="many"' if many else ""
    return (
        "<!doctype html>\n"
        '<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy()}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f'<meta name="generator" content="srclint {attribute(version)}">\n<link rel="icon" href="data:,">\n'
        f"<title>{words(title)}</title>\n<style>{_style()}</style>\n</head>\n<body{long}>\n"
        f"{sprite()}\n{body}\n</body>\n</html>\n"
    )


def article_page(report: Report, view: View, *, home: str | None = None) -> str:
    """One article. ``home`` is the file of the index, where there is one."""
    crumb = f'<p class="crumb"><a href="{home}">All articles</a></p>' if home else ""
    body = (
        '<a class="skip" href="#text">Skip to the article</a>\n'
        f'<header class="top"><div class="wrap">{_brand()}{crumb}'
        f"<h1{language(view.article.language)}>{words(view.title)}</h1>{_facts(view)}"
        f"{_figures(report, [view])}</div></header>\n"
        f'{_filters([view])}\n<main><div class="wrap" id="a-{view.key}">\n'
        f"{_article_parts(view, 1)}"
        f'<section class="part" id="provisions"><h2>From provisions back to claims</h2>'
        f'<p class="lead">If a provision changes, these are the claims to look at again.</p>'
        f"{tables.backward([view], 3, name_articles=False)}</section>\n"
        f"{_legend()}</div></main>\n{_end(report)}"
    )
    return document(f"Evidence: {view.title}", report.version, body)


def articles_page(report: Report, views: Sequence[View], *, with_text: bool) -> str:
    """Several articles: an index with figures, then, ``with_text``, the articles themselves."""
    texts = "".join(_article_section(view) for view in views) if with_text else ""
    body = (
        '<a class="skip" href="#articles">Skip to the articles</a>\n'
        f'<header class="top"><div class="wrap">{_brand()}<h1>{plural(len(views), "article")} beside their sources</h1>'
        f"{_figures(report, views)}</div></header>\n"
        f'{_filters(views) if with_text else ""}\n<main><div class="wrap">\n'
        f'<section class="part" id="articles"><h2>Articles</h2>{tables.index(views)}</section>\n{texts}'
        f'<section class="part" id="provisions"><h2>From provisions back to claims</h2>'
        f'<p class="lead">If a provision changes, these are the claims to look at again.</p>'
        f"{tables.backward(views, 3, name_articles=True)}</section>\n"
        f"{_legend()}</div></main>\n{_end(report)}"
    )
    title = f"Evidence: {plural(len(views), 'article')}"
    return document(title, report.version, body, many=len(views) > _MANY)


# --------------------------------------------------------------------------- an article


def _article_section(view: View) -> str:
    states = " ".join(f"s-{state}" for state in sorted({s for claim in view.claims for s in claim.states}))
    return (
        f'<section class="article {states}" id="a-{view.key}" aria-labelledby="t-{view.key}"><header>'
        f'<h2 id="t-{view.key}"{language(view.article.language)}>{words(view.title)}</h2>{_facts(view)}'
        f"{chart.bar(view.counts)}{chart.key(view.counts)}</header>\n{_article_parts(view, 2)}</section>\n"
    )


def _article_parts(view: View, base: int) -> str:
    """Findings, the text beside its sources, and the list of sources; ``base``: the level of its title."""
    h = f"h{base + 1}"
    found = f" ({len(view.findings)})" if view.findings else ""
    if view.article.unreadable:
        return f'<section class="part"><{h}>Findings</{h}>{findings_list(view)}</section>\n'
    text = ' id="text"' if base == 1 else ""
    return (
        f'<section class="part"><{h}>Findings{found}</{h}>{findings_list(view)}</section>\n'
        f'<section class="part"{text}><{h}>The article beside its sources</{h}>{_rows(view, base)}</section>\n'
        f'<section class="part"><{h}>Footnotes, links and entries</{h}>{tables.sources_list(view)}</section>\n'
    )


def _rows(view: View, base: int) -> str:
    found = rows(view)
    if not found:
        return '<p class="none">The article has no text of its own.</p>'
    places = Places.of(view)
    lang = language(view.article.language)
    out = [f'<div class="rows"{language(view.article.language, direction=False)}>']
    for row, states in zip(found, sections(found), strict=True):
        if row.heading and row.blocks[0].level == 1 and row.blocks[0].text.strip() == view.title:
            continue
        classes = " ".join(["row", *(["wide"] if row.wide else []), *(f"s-{s}" for s in sorted(states))])
        brief = " brief" if row.length <= _BRIEF else ""
        cards = "".join(card(view, claim) for claim in row.claims)
        side = f'<ol class="cards" lang="en">{cards}</ol>' if cards else ""
        out.append(
            f'<div class="{classes}" id="{view.block_id(row.first)}">'
            f'<div class="prose{brief}"{lang}>{block_html(view, row, places, base)}</div>{side}</div>\n'
        )
    out.append("</div>")
    return "".join(out)


def _facts(view: View) -> str:
    article = view.article
    told = [
        f"<span>{words(article.path)}</span>",
        f"<span>Language <b>{words(article.language)}</b></span>",
        f"<span>Judged as of <b>{article.as_of.isoformat()}</b></span>",
    ]
    if article.default_act:
        told.append(f"<span>Main act <b>{words(article.default_act)}</b></span>")
    return f'<p class="facts">{"".join(told)}</p>'


# --------------------------------------------------------------------------- parts of all pages


def _brand() -> str:
    return f'<p class="brand">{icon("brand")}<span><b>srclint</b> evidence report</span></p>'


def _figures(report: Report, views: Sequence[View]) -> str:
    counts: Counter[State] = Counter()
    for view in views:
        counts += view.counts
    return (
        f'<section class="figures" aria-label="Figures"><p class="say">{_say(views)}</p>{chart.bar(counts)}'
        f'{chart.key(counts)}<p class="rest">{_rest(report, views)}</p><p class="rest">{_HONEST}</p></section>'
    )


def _say(views: Sequence[View]) -> str:
    """The claims that need a source, in words; the bar below shows the other statements with a source too."""
    needed = [claim for view in views for claim in view.needed]
    others = sum(len(view.claims) for view in views) - len(needed)
    more = (
        f" <b>{others}</b> other {'statement is' if others == 1 else 'statements are'} shown."
        if others
        else ""
    )
    if not needed:
        return f"No claims that need a source.{more}"
    sourced = sum(claim.state is not State.UNSOURCED for claim in needed)
    compared = sum(claim.state not in _NOT_COMPARED for claim in needed)
    return (
        f"<b>{sourced}</b> of <b>{len(needed)}</b> {'claim' if len(needed) == 1 else 'claims'} that"
        f" {'needs' if len(needed) == 1 else 'need'} a source {'has' if sourced == 1 else 'have'} one;"
        f" <b>{compared}</b> {'was' if compared == 1 else 'were'} compared with the passage.{more}"
    )


def _rest(report: Report, views: Sequence[View]) -> str:
    if len(views) == 1 and len(report.articles) > 1:
        cited = {c.document.id for c in views[0].article.citations if c.document}
        records = tuple(views[0].sources[id_] for id_ in sorted(cited) if id_ in views[0].sources)
        report = replace(report, articles=(views[0].entry,), sources=records)
    summary = summarise(report)
    return words(f"{findings_words(summary)} {coverage_words(summary)}")


def _filters(views: Sequence[View]) -> str:
    counts = Counter(state for view in views for claim in view.claims for state in claim.states)
    total = sum(len(view.claims) for view in views)
    options = [
        '<input type="radio" name="show" id="f-all" autocomplete="off" checked>'
        f'<label for="f-all">All <b>{total}</b></label>'
    ]
    for state, look in LOOKS.items():
        if counts[state] or state in ALWAYS:
            off = "" if counts[state] else " disabled"
            options.append(
                f'<input type="radio" name="show" id="f-{state}" autocomplete="off"{off}>'
                f'<label for="f-{state}" class="{state}">{icon(state)}{look.brief} <b>{counts[state]}</b></label>'
            )
    return (
        f'<div class="bar"><div class="wrap"><fieldset class="filters"><legend>Show claims</legend>{"".join(options)}'
        "</fieldset></div></div>"
    )


def _legend() -> str:
    items = "".join(
        f'<div class="{state}"><dt>{icon(state)}{look.title}</dt><dd>{look.meaning}</dd></div>'
        for state, look in LOOKS.items()
    )
    return (
        f'<section class="part" id="legend"><h2>How to read this page</h2><p class="lead">{_HONEST}'
        " It cannot see a missing “not”, nor whether “may” should be “must”.</p>"
        f'<dl class="legend">{items}</dl></section>'
    )


def _end(report: Report) -> str:
    offline = " The run was offline: sources came from the cache and local folders." if report.offline else ""
    made = f"Made by srclint {words(report.version)}.{offline}"
    return f'<footer class="end"><div class="wrap"><p>{made}</p></div></footer>'
