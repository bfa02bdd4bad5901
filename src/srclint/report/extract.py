"""What ``srclint extract`` prints: the claims, citations and references as read, unjudged."""

from __future__ import annotations

from collections.abc import Iterable

from srclint.model import Article, Citation, Claim, Reference, Tier
from srclint.report.records import article_record, header
from srclint.report.style import Style
from srclint.report.summary import plural
from srclint.report.visible import json_text, one_line


def as_json(articles: Iterable[Article], version: str) -> str:
    """The articles by path as one JSON document; ``version`` is srclint's."""
    ordered = sorted(articles, key=lambda article: article.path)
    return json_text(header(version) | {"articles": [article_record(article) for article in ordered]})


def as_text(articles: Iterable[Article], style: Style) -> str:
    """The articles by path, for people: claims with their sources and references, then the citations."""
    ordered = sorted(articles, key=lambda article: article.path)
    blocks = [_article(article, style) for article in ordered]
    hard = sum(unit.tier is Tier.HARD for article in ordered for unit in article.units)
    soft = sum(unit.tier is Tier.SOFT for article in ordered for unit in article.units)
    cited = sum(len(article.citations) for article in ordered)
    referred = sum(len(article.references) for article in ordered)
    total = (
        f"{plural(len(ordered), 'article')}: {plural(hard, 'hard claim')}, {plural(soft, 'soft claim')}, "
        f"{plural(cited, 'citation')}, {plural(referred, 'reference')}."
    )
    return "\n\n".join([*blocks, total]) + "\n"


def _article(article: Article, style: Style) -> str:
    act = f", default act {article.default_act}" if article.default_act else ""
    about = f"({article.language}, as of {article.as_of.isoformat()}{act})"
    lines = [f"{style.paint(one_line(article.path), 'bold')} {style.paint(one_line(about), 'dim')}"]
    references = {reference.id: reference for reference in article.references}
    claims = [unit for unit in article.units if unit.tier is not Tier.NONE]
    placed = {id_ for unit in claims for id_ in unit.references}
    for unit in claims:
        lines += _claim(unit, references, style)
    rest = [reference for reference in article.references if reference.id not in placed]
    if rest:
        lines += ["", style.paint("  references outside claims", "bold")]
        lines += [f"    {_at(r.span.line, r.span.column)} {_reference(r)}" for r in rest]
    if article.citations:
        lines += ["", style.paint("  citations", "bold")]
        lines += [f"    {_citation(citation, style)}" for citation in article.citations]
    return "\n".join(lines)


def _claim(unit: Claim, references: dict[str, Reference], style: Style) -> list[str]:
    tier = style.paint(unit.tier.value, "warning" if unit.tier is Tier.HARD else "dim")
    lines = [f"  {_at(unit.span.line, unit.span.column)} {tier} {one_line(unit.plain or unit.text)}"]
    if unit.reasons:
        lines.append(f"      why: {', '.join(one_line(reason) for reason in unit.reasons)}")
    if unit.facts:
        lines.append(f"      facts: {', '.join(one_line(f'{f.type.value} {f.value}') for f in unit.facts)}")
    lines += [
        f"      refers to: {_reference(references[id_])}" for id_ in unit.references if id_ in references
    ]
    cited = [f"{one_line(c.citation)} ({c.strength.value})" for c in unit.coverage]
    lines.append(f"      sources: {', '.join(cited) or 'none'}")
    return lines


def _reference(reference: Reference) -> str:
    how = f" ({reference.act_source.value})" if reference.act_source else ""
    targets = ", ".join(reference.targets) or "the whole act"
    return one_line(f"“{reference.text}” -> {reference.act or 'unknown act'}{how}: {targets}")


def _citation(citation: Citation, style: Style) -> str:
    document = citation.document.id if citation.document else "no source identified"
    words = one_line(citation.url or citation.description or citation.text)
    place = _at(citation.span.line, citation.span.column)
    return f"{place} {one_line(citation.id)} {style.link(words, citation.url)} -> {one_line(document)}"


def _at(line: int, column: int) -> str:
    return f"{line}:{column}"
