"""What ``srclint outline`` prints: the provisions of a source."""

from __future__ import annotations

from srclint.model import Outline
from srclint.report.records import VERSION
from srclint.report.style import Style
from srclint.report.visible import json_text, one_line

_COUNTED = {
    "art": ("article", "articles"),
    "rct": ("recital", "recitals"),
    "anx": ("annex", "annexes"),
    "cpt": ("chapter", "chapters"),
}


def as_json(document: str, outline: Outline) -> str:
    """The provisions in document order as one JSON document; ``document`` is the document's id."""
    return json_text(
        {
            "version": VERSION,
            "document": document,
            "title": outline.title,
            "language": outline.language,
            "format": outline.format,
            "counts": counts(outline),
            "provisions": [
                {"path": p.path, "heading": p.heading, "text": p.text, "modified_by": list(p.modified_by)}
                for p in outline.provisions
            ],
        }
    )


def as_text(document: str, outline: Outline, style: Style) -> str:
    """A tree for people: one line a provision, indented by depth, cut to the width."""
    title = one_line(outline.title or document)
    about = ", ".join(part for part in (document, outline.language, outline.format) if part)
    found = ", ".join(
        f"{count} {forms[count != 1]}"
        for count, forms in zip(counts(outline).values(), _COUNTED.values(), strict=True)
        if count
    )
    lines = [style.paint(title, "bold"), style.paint(one_line(about), "dim"), f"{found or 'No provisions'}."]
    if outline.partial:
        lines.append(f"Not read reliably: {', '.join(sorted(outline.partial))}.")
    return "\n".join([*lines, "", *_tree(outline, style)]).rstrip() + "\n"


def counts(outline: Outline) -> dict[str, int]:
    """How many articles, recitals, annexes and chapters the document has.

    What belongs to an annex is not counted (a protocol has articles of its own); chapters are, in
    whatever part or title they stand.
    """
    found = {plural: 0 for _, plural in _COUNTED.values()}
    for path in dict.fromkeys(provision.path for provision in outline.provisions):
        kind = path.rpartition(".")[2].partition("_")[0]
        own = "." not in path or (kind == "cpt" and not path.startswith("anx_"))
        if own and kind in _COUNTED:
            found[_COUNTED[kind][1]] += 1
    return found


def _tree(outline: Outline, style: Style) -> list[str]:
    lines = []
    for provision in outline.provisions:
        indent = "  " * provision.path.count(".")
        changed = f" [{', '.join(provision.modified_by)}]" if provision.modified_by else ""
        words = one_line(f"{provision.heading or provision.text}{changed}")
        room = style.columns - len(indent) - len(provision.path) - 2
        short = words if len(words) <= room else words[: max(room - 1, 0)].rstrip() + "…"
        lines.append(f"{indent}{style.paint(one_line(provision.path), 'gutter')}  {short}".rstrip())
    return lines
