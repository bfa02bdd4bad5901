"""The nouns as JSON records, in the shapes and key order that scripts build on (``version`` 1)."""

from __future__ import annotations

import datetime as dt

from srclint.model import (
    Article,
    ArticleReport,
    Citation,
    Claim,
    Fetched,
    Finding,
    Fix,
    Gone,
    Reference,
    SourceRecord,
    Support,
    Verdict,
)

VERSION = 1
Record = dict[str, object]


def header(version: str) -> Record:
    """The first keys of every document: the shape's version and the tool's."""
    return {"version": VERSION, "tool": {"name": "srclint", "version": version}}


def article_record(article: Article, judged: ArticleReport | None = None) -> Record:
    """An article as ``extract`` gives it; with ``judged``, verdicts and support as ``check`` does."""
    return {
        "path": article.path,
        "language": article.language,
        "as_of": article.as_of.isoformat(),
        "default_act": article.default_act,
        "units": [_unit(unit, judged) for unit in article.units],
        "citations": [
            _citation(citation) | _verdict(judged.citations.get(citation.id) if judged else None, judged)
            for citation in article.citations
        ],
        "references": [
            _reference(reference) | _verdict(judged.references.get(reference.id) if judged else None, judged)
            for reference in article.references
        ],
    }


def finding_record(finding: Finding) -> Record:
    """A finding with its place, what it concerns, its fix and its suppression."""
    problem, span, hidden = finding.problem, finding.problem.span, finding.suppressed
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": problem.message,
        "help": problem.help,
        "path": finding.path,
        "start": {"offset": span.start, "line": span.line, "column": span.column},
        "end": {"offset": span.end, "line": span.end_line, "column": span.end_column},
        "unit": problem.unit,
        "citation": problem.citation,
        "reference": problem.reference,
        "document": problem.document,
        "fix": _fix(problem.fix),
        "suppressed": {"by": hidden.by, "reason": hidden.reason} if hidden else None,
        "fingerprint": finding.fingerprint,
    }


def source_record(record: SourceRecord) -> Record:
    """What was looked up, and what came of it; keys that do not apply are null."""
    source = record.source
    fetched = source if isinstance(source, Fetched) else None
    outline = fetched.outline if fetched else None
    state = "fetched" if fetched else "gone" if isinstance(source, Gone) else "unverified"
    return {
        "id": record.id,
        "urls": list(record.urls),
        "state": state,
        "reason": None if isinstance(source, Fetched) else source.reason,
        "status": source.status,
        "fetched_from": source.fetched_from if isinstance(source, Fetched | Gone) else None,
        "title": outline.title if outline else None,
        "language": outline.language if outline else None,
        "version": outline.version.isoformat() if outline and outline.version else None,
        "format": outline.format if outline else None,
        "sha256": fetched.sha256 if fetched else None,
        "retrieved": _utc(fetched.retrieved) if fetched else None,
    }


def _unit(unit: Claim, judged: ArticleReport | None) -> Record:
    record: Record = {
        "id": unit.id,
        "start": unit.span.start,
        "end": unit.span.end,
        "line": unit.span.line,
        "column": unit.span.column,
        "text": unit.text,
        "block": unit.block,
        "tier": unit.tier.value,
        "reasons": list(unit.reasons),
        "citations": list(unit.citations),
        "coverage": [
            {"citation": c.citation, "scope_rule": c.scope_rule, "strength": c.strength.value}
            for c in unit.coverage
        ],
        "references": list(unit.references),
        "facts": [
            {
                "type": fact.type.value,
                "value": fact.value,
                "raw": fact.raw,
                "start": fact.span.start,
                "end": fact.span.end,
            }
            for fact in unit.facts
        ],
    }
    if judged:
        record["support"] = [_support(support) for support in judged.support.get(unit.id, ())]
    return record


def _citation(citation: Citation) -> Record:
    return {
        "id": citation.id,
        "kind": citation.kind.value,
        "label": citation.label,
        "url": citation.url,
        "description": citation.description,
        "start": citation.span.start,
        "end": citation.span.end,
        "line": citation.span.line,
        "column": citation.span.column,
        "document": citation.document.id if citation.document else None,
    }


def _reference(reference: Reference) -> Record:
    return {
        "id": reference.id,
        "start": reference.span.start,
        "end": reference.span.end,
        "line": reference.span.line,
        "column": reference.span.column,
        "text": reference.text,
        "act": reference.act,
        "act_source": reference.act_source.value if reference.act_source else None,
        "targets": list(reference.targets),
        "citation": reference.citation,
        "confidence": reference.confidence,
    }


def _verdict(verdict: Verdict | None, judged: ArticleReport | None) -> Record:
    if judged is None:
        return {}
    return {
        "verdict": verdict.state.value if verdict else "not-checked",
        "reason": verdict.reason if verdict else None,
    }


def _support(support: Support) -> Record:
    return {
        "citation": support.citation,
        "verdict": support.verdict,
        "reason": support.reason,
        "provision": support.provision,
        "quote": None
        if support.exact is None
        else {"exact": support.exact, "prefix": support.prefix, "suffix": support.suffix},
        "document": support.document,
        "url": support.url,
        "missing": [
            {"type": fact.type.value, "value": fact.value, "raw": fact.raw} for fact in support.missing
        ],
        "found_in": list(support.found_in),
        "note": support.note or None,
    }


def _fix(fix: Fix | None) -> Record | None:
    if fix is None:
        return None
    return {
        "safe": fix.safe,
        "edits": [{"start": e.start, "end": e.end, "replacement": e.replacement} for e in fix.edits],
    }


def _utc(moment: dt.datetime) -> str:
    """``2026-11-23T19:00:00Z``; a moment without a zone is taken as UTC."""
    if moment.tzinfo is not None:
        moment = moment.astimezone(dt.UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
