"""Each rule's case file, ``tests/cases/<rule-name>.md``, is run as written.

A case is a level-2 heading and fenced blocks (``~~~~``): the article (``markdown``, ``html`` or
``text``), optionally ``sources`` and ``config`` in TOML, and ``expect``: one line for each finding
of the file's rule, ``LINE:COLUMN [severity] start of the message``, in order. No line: no finding.
Where the help matters too, it follows the whole message after an arrow: ``message → start of the help``.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from srclint.config import from_table
from srclint.engine.files import InputFile
from srclint.engine.judge import judge
from srclint.engine.read import read_one
from srclint.legal.acts import skeletons
from srclint.legal.wording import digest, sketch
from srclint.model import (
    ActMetadata,
    Amendment,
    Fetched,
    Gone,
    LockedDocument,
    Outline,
    Provision,
    Source,
    Sources,
    Unverified,
)
from srclint.rules import RULES

CASES = Path(__file__).parent.parent / "cases"
TODAY = dt.date(2026, 11, 1)
SUFFIX = {"markdown": ".md", "html": ".html", "text": ".txt"}


@dataclass
class Case:
    rule: str
    title: str
    article: str = ""
    suffix: str = ".md"
    sources: dict[str, object] = field(default_factory=dict)
    config: dict[str, object] = field(default_factory=dict)
    expect: list[str] = field(default_factory=list)


def cases() -> Iterator[Case]:
    for file in sorted(CASES.glob("*.md")):
        case: Case | None = None
        part = r"(?ms)^## (?P<title>.*?)$|^~~~~ ?(?P<kind>\w+)\n(?P<text>.*?)^~~~~$"
        for match in re.finditer(part, file.read_text(encoding="utf-8")):
            if match["title"] is not None:
                if case is not None:
                    yield case
                case = Case(file.stem, match["title"].strip())
            else:
                assert case is not None, file.name
                kind, text = match["kind"], match["text"]
                if kind in SUFFIX:
                    case.article, case.suffix = text, SUFFIX[kind]
                elif kind == "sources":
                    case.sources = tomllib.loads(text)
                elif kind == "config":
                    case.config = tomllib.loads(text)
                elif kind == "expect":
                    case.expect = text.splitlines()
                else:
                    raise AssertionError(f"{file.name}: unknown block {kind}")
        if case is not None:
            yield case


def source(id_: str, table: dict[str, object]) -> Source:
    state = table.pop("state", "fetched")
    if state == "gone":
        return Gone(id_, str(table["reason"]), str(table["evidence"]))
    if state == "unverified":
        return Unverified(id_, str(table["reason"]), str(table.get("evidence", "")))
    texts = table.get("provisions", {})  # paths alone, or with their words
    words = texts if isinstance(texts, dict) else dict.fromkeys(texts, "")  # type: ignore[call-overload]
    marks: dict[str, list[str]] = table.get("marks", {})  # type: ignore[assignment]
    sections: dict[str, str] = table.get("sections", {})  # type: ignore[assignment]
    outline = Outline(
        language=table.get("language"),  # type: ignore[arg-type]
        format=str(table.get("format", "oj-html" if id_.startswith("celex:") else "page")),
        celex=id_.removeprefix("celex:") if id_.startswith("celex:") else None,
        provisions=tuple(
            Provision(path, text=text, modified_by=tuple(marks.get(path, ()))) for path, text in words.items()
        ),
        amendments=tuple(Amendment(*row) for row in table.get("amendments", [])),  # type: ignore[attr-defined]
        sections=tuple(Provision("sec_1", text=text, anchor=name) for name, text in sections.items()),
        version=table.get("version"),  # type: ignore[arg-type]
        anchors=frozenset(table.get("anchors", [])),  # type: ignore[call-overload]
        text=str(table.get("text", "")),
        pages=table.get("pages"),  # type: ignore[arg-type]
    )
    return Fetched(
        id_,
        "https://example.org/",
        200,
        "0" * 64,
        dt.datetime(2026, 11, 1, tzinfo=dt.UTC),
        outline,
        moved_to=table.get("moved_to"),  # type: ignore[arg-type]
        moved_same=bool(table.get("moved_same", False)),
    )


def record(id_: str, table: dict[str, object]) -> LockedDocument:
    """What the lock recorded: the same keys, with the words as they were then."""
    then = source(id_, table)
    assert isinstance(then, Fetched)
    provisions = {p.path: digest(p.text) for p in then.outline.provisions}
    provisions |= {f"#{s.anchor}": digest(f"\n{s.text}") for s in then.outline.sections}
    if then.outline.text:
        provisions[""] = sketch(then.outline.text)
    return LockedDocument(id_, then.outline, "0" * 64, dt.date(2026, 6, 22), provisions)


@pytest.mark.parametrize("case", list(cases()), ids=lambda c: f"{c.rule}: {c.title}")
def test_case(case: Case) -> None:
    config = from_table(case.config, where="case", root=Path.cwd())
    versions = case.sources.pop("versions", {})
    partial = case.sources.pop("versions_partial", [])
    metadata = case.sources.pop("metadata", {})
    locked = case.sources.pop("locked", {})
    sources = Sources(
        documents={id_: source(id_, dict(table)) for id_, table in case.sources.items()},  # type: ignore[call-overload]
        versions={act: tuple(ids) for act, ids in versions.items()},  # type: ignore[attr-defined]
        versions_partial=frozenset(partial),  # type: ignore[call-overload]
        metadata={act: ActMetadata(act, **told) for act, told in metadata.items()},  # type: ignore[attr-defined]
        catalogue=skeletons,
        today=TODAY,
        locked={id_: record(id_, dict(table)) for id_, table in locked.items()},  # type: ignore[attr-defined]
    )
    name = f"article{case.suffix}"
    article = read_one(
        InputFile(name, None, data=case.article.replace("␀", "\0").encode()),
        settings=config.reading,
        today=TODAY,
    )
    report = judge(article, sources, config, today=TODAY, online=not config.offline)
    found = [f for f in report.findings if f.name == case.rule and f.suppressed is None]
    seen = [
        f"{f.problem.span.line}:{f.problem.span.column} [{f.severity}] {f.problem.message} → {f.problem.help}"
        for f in found
    ]
    assert len(seen) == len(case.expect), seen
    for line, expected in zip(seen, case.expect, strict=True):
        place, _, words = expected.partition(" ")
        got_place, _, rest = line.partition(" ")
        level, _, message = rest.partition(" ")
        assert got_place == place, line
        if words.startswith("["):
            wanted, _, words = words.partition(" ")
            assert level == wanted, line
        assert message.startswith(words), line


def test_every_rule_has_its_file_its_page_and_its_cases() -> None:
    folder = Path(__file__).parents[2] / "src/srclint/rules"
    files = {f.stem for f in folder.glob("*.py")} - {"__init__", "base"}
    names = [rule.name for rule in RULES]
    assert {name.replace("-", "_") for name in names} == files
    assert [rule.code for rule in RULES] == sorted({rule.code for rule in RULES})
    assert len(set(names)) == len(names)
    for rule in RULES:
        assert rule.module == f"srclint.rules.{rule.name.replace('-', '_')}"
        for heading in ("## Why it matters", "## Example", "## Use instead"):
            assert heading in rule.page, rule.code
        assert rule.summary.endswith("."), rule.code
    with_findings = {case.rule for case in cases() if case.expect}
    silent = {case.rule for case in cases() if not case.expect}
    assert with_findings == silent == set(names)
