"""Scope rules S1 to S14 on blocks that are built by hand: which mark covers which sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from srclint.legal.text import mapped
from srclint.parse.blocks import Block, BlockKind, Cell
from srclint.parse.clauses import Anchor, Passage
from srclint.parse.scope import cover

P, H, I, R, Q, C = (  # noqa: E741
    BlockKind.PARAGRAPH,
    BlockKind.HEADING,
    BlockKind.ITEM,
    BlockKind.ROW,
    BlockKind.QUOTE,
    BlockKind.CAPTION,
)
_MARK = re.compile(r"\{(\w+)\}")
Spec = tuple[BlockKind, str] | tuple[BlockKind, str, dict[str, object]]


def build(specs: Sequence[Spec]) -> tuple[list[Block], list[Passage], list[Anchor]]:
    """Blocks out of (kind, "words{a} more words. Next.{b}"): ``{a}`` is a mark, `` / `` ends a sentence."""
    blocks: list[Block] = []
    passages: list[Passage] = []
    anchors: list[Anchor] = []
    place = 0
    for number, (kind, raw, *rest) in enumerate(specs):
        words = ""
        ends = []
        position = 0
        for found in re.finditer(r"\{(\w+)\}| / ", raw):
            words += raw[position : found.start()]
            position = found.end()
            if found.group(1):
                anchors.append(
                    Anchor(number, len(words), len(words), (found.group(1),), True, place + len(words))
                )
            else:
                ends.append(len(words))
                words += " "
        words += raw[position:]
        extra = rest[0] if rest else {}
        cells: tuple[Cell, ...] = ()
        if kind is R:
            low = 0
            made = []
            for column, cell in enumerate(words.split(" | ")):
                made.append(Cell(low, low + len(cell), column))
                low += len(cell) + 3
            cells = tuple(made)
        block = Block(kind, mapped(words, place), place, place + len(words), cells=cells)
        block = replace(block, **extra)
        blocks.append(block)
        if kind is not H and not block.header_row and words:
            low = 0
            for end in [*ends, len(words)]:
                passages.append(Passage(number, low, end))
                low = end + 1
        place += len(words) + 2
    return blocks, passages, anchors


def covered(*specs: Spec, **options: object) -> list[dict[str, tuple[str, str]]]:
    """For each unit {citation: (rule, strength)}."""
    blocks, passages, anchors = build(specs)
    found = cover(blocks, passages, anchors, named=options.pop("named", {}), **options)  # type: ignore[arg-type]
    return [{c.citation: (c.scope_rule, c.strength.value) for c in unit} for unit in found.units]


def item(words: str, **more: object) -> Spec:
    return (I, words, {"group": 1, "level": 1, **more})


LEAD = {"lead_in": 0}

CASES: list[tuple[str, list[Spec], list[dict[str, tuple[str, str]]]]] = [
    (
        "S3: a mark after the stop covers its sentence, never the next",
        [(P, "The Office is part of the Commission.{a} / It has no legal personality.")],
        [{"a": ("S3", "exact")}, {}],
    ),
    ("S3: a mark before the stop", [(P, "Fines reach 3%{a}.")], [{"a": ("S3", "exact")}]),
    (
        "S2: a mark inside the sentence, and S3 for the one at its end",
        [(P, "The Office was set up in 2024{a} and has 125 staff.{b}")],
        [{"a": ("S2", "exact"), "b": ("S3", "exact")}],
    ),
    (
        "S4: the last mark of a paragraph reaches back to the mark before it",
        [(P, "One rule.{a} / Two rules. / Three rules. / Four rules.{b}")],
        [
            {"a": ("S3", "exact")},
            {"b": ("S4", "inherited")},
            {"b": ("S4", "inherited")},
            {"b": ("S3", "exact")},
        ],
    ),
    (
        "S4 needs the end of the paragraph",
        [(P, "One rule. / Two rules{a} and more. ")],
        [{}, {"a": ("S2", "exact")}],
    ),
    (
        "S5: a mark inside the bracket",
        [(P, "It may fine providers (up to 3%{a}) and withdraw models.")],
        [{"a": ("S5", "exact")}],
    ),
    (
        "a mark after the bracket is no S5",
        [(P, "It may fine providers (up to 3%){a}.")],
        [{"a": ("S3", "exact")}],
    ),
    (
        "S1: a mark after a quotation of two sentences",
        [(P, "He wrote: / “The rules apply now. / There is no grace period.”{a}")],
        [
            {"a": ("S4", "inherited")},
            {"a": ("S1", "exact")},
            {"a": ("S1", "exact")},
        ],
    ),
    (
        "an apostrophe is no quotation",
        [(P, "These are the providers'{a} duties.")],
        [{"a": ("S2", "exact")}],
    ),
    (
        "S10: marks side by side",
        [(P, "Fines reach 3%.{a}{b}")],
        [{"a": ("S10", "exact"), "b": ("S10", "exact")}],
    ),
    (
        "S6: the lead-in passes its mark on to items that have none",
        [(P, "The Office may:{a}"), item("request documents;", **LEAD), item("evaluate models;{b}", **LEAD)],
        [{"a": ("S3", "exact")}, {"a": ("S6", "inherited")}, {"b": ("S3", "exact")}],
    ),
    (
        "S6 through an inner list",
        [
            (P, "The Office may:{a}"),
            item("impose measures:", **LEAD),
            (I, "restrict;", {"group": 2, "level": 2, "lead_in": 1}),
        ],
        [{"a": ("S3", "exact")}, {"a": ("S6", "inherited")}, {"a": ("S6", "inherited")}],
    ),
    (
        "no S6 without a colon",
        [(P, "The Office has powers.{a}"), item("It requests documents.", **LEAD)],
        [{"a": ("S3", "exact")}, {}],
    ),
    (
        "S7: the last item's mark does not reach back",
        [(P, "The Office may:"), item("request documents;", **LEAD), item("fine.{a}", **LEAD)],
        [{}, {}, {"a": ("S3", "exact")}],
    ),
    (
        "S8: row, column, caption",
        [
            (C, "Table 1: fines{c}", {"group": 7}),
            (R, "Breach | Fine{h}", {"group": 7, "header_row": True}),
            (R, "Bans{a} | 7%", {"group": 7}),
            (R, "GPAI | 3%{b}", {"group": 7}),
        ],
        [
            {"c": ("S3", "exact")},
            {"a": ("S8", "exact"), "c": ("S8", "inherited"), "h": ("S8", "inherited")},
            {"b": ("S8", "exact"), "c": ("S8", "inherited"), "h": ("S8", "inherited")},
        ],
    ),
    (
        "S9: a heading's mark covers its section weakly, inner sections too, not the next one",
        [
            (H, "Powers{a}", {"level": 2}),
            (P, "It may fine."),
            (H, "Fines", {"level": 3}),
            (P, "They reach 3%."),
            (H, "Limits", {"level": 2}),
            (P, "It may not."),
        ],
        [{"a": ("S9", "weak")}, {"a": ("S9", "weak")}, {}],
    ),
    (
        "a quotation after a lead-in",
        [(P, "Article 7 states:{a}"), (Q, "The data subject shall have the right."), (P, "So it is.")],
        [{"a": ("S3", "exact")}, {"a": ("S6", "inherited")}, {}],
    ),
    (
        "S1: a mark at the end of a block quote covers all of it",
        [(Q, "The rules apply now. / There is no grace period.{a}")],
        [{"a": ("S1", "exact")}, {"a": ("S3", "exact")}],
    ),
]


@pytest.mark.parametrize(("specs", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_scope_rules(specs: list[Spec], expected: list[dict[str, tuple[str, str]]]) -> None:
    assert covered(*specs) == expected
