"""Text inside HTML, and which links in a page are footnote marks, notes and ways back."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from srclint.parse.addresses import bare_link
from srclint.parse.candidates import number_mark, superscript_mark
from srclint.parse.htmltokens import Token, Words
from srclint.parse.marks import NOTE_ID
from srclint.parse.runs import AtomRun, LinkEnd, MarkRun, Run, TextRun
from srclint.parse.tags import ENTITY, entity

_SPECIAL = re.compile(r"&|https?://|www\.|\[\d|[¹²³⁰⁴-⁹]+")
_NUMBERS = re.compile(r"\[(\d{1,3}(?:\s{0,2}[,;–-]\s{0,2}\d{1,3}){0,20})\]")
_LABEL = re.compile(r"[\s\[(^]{0,4}(?:[Nn]ote\s)?(\d{1,3}|[a-zA-Z]|[ivx]{1,5}|[*†‡§]{1,3})[\s\])]{0,4}")
_BACK = re.compile(
    r"[\s↩↑↵⤴⏎^←\ufe0e\ufe0f\[\]()]{1,8}|"
    r"(?:back|jump up|zurück|terug|retour)(?:\s\S{1,12}){0,4}",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(\d{1,4})\D{0,3}$")


@dataclass(slots=True)
class FoundMark:
    """A mark and the index of the token after it."""

    run: MarkRun
    stop: int


@dataclass(slots=True)
class Notes:
    """By the start of a tag: marks, ways back (with the token after them), labels and ids of notes."""

    marks: dict[int, FoundMark] = field(default_factory=dict)
    backlinks: dict[int, int] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    ids: dict[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Anchor:
    """A short link to a place in the page."""

    token: Token
    first: int
    stop: int
    words: str
    target: str
    raised: bool
    named: bool
    own_ids: tuple[str, ...]


def note_targets(source: str, tokens: list[Token], words: Words) -> Notes:
    """Tell marks from ways back: a mark points to a place whose block points back or is a note.

    Of two places that point to each other the first in the file is the mark. A numbered link
    whose target is a heading is neither.
    """
    places: dict[str, int] = {}
    anchors: list[_Anchor] = []
    note_areas = _areas(tokens, words)
    inline = words.inline
    raised = 0
    for index, token in enumerate(tokens):
        if token.kind == "open":
            if token.name == "sup":
                raised += 1
            if token.raw_has("id") or (token.name == "a" and token.raw_has("name")):
                for key in ("id", "name"):
                    value = token.value(key)
                    if value and (key == "id" or token.name == "a"):
                        places.setdefault(value, index)
            if token.name == "a" and token.raw_has("#"):
                anchor = _anchor(source, tokens, index, raised > 0, words)
                if anchor:
                    anchors.append(anchor)
        elif token.kind == "close" and token.name == "sup":
            raised = max(0, raised - 1)
    notes = Notes()
    block_of = _blocks(tokens, inline)
    pointed = {anchor.target: anchor for anchor in reversed(anchors)}
    marks: list[tuple[_Anchor, str]] = []
    back: list[_Anchor] = []
    for anchor in anchors:
        place = places.get(anchor.target)
        label = _LABEL.fullmatch(anchor.words)
        classes = set(anchor.token.value("class").split()) | {anchor.token.value("role")}
        if not words.back_classes.isdisjoint(classes) or (
            _BACK.fullmatch(anchor.words) and anchor.words.strip() not in ("*", "†", "‡")
        ):
            back.append(anchor)
            continue
        if label is None or anchor.target in anchor.own_ids:
            continue
        marked = anchor.raised or anchor.named or "[" in anchor.words or bool(NOTE_ID.search(anchor.target))
        if place is not None and tokens[block_of[place]].name in ("h1", "h2", "h3", "h4", "h5", "h6"):
            continue
        if (
            place is not None
            and place < anchor.first
            and (anchor.first in note_areas or _points_back(anchor, pointed))
        ):
            back.append(anchor)
            continue
        if marked or (place is not None and place in note_areas):
            marks.append((anchor, label.group(1)))
    for anchor in back:
        notes.backlinks[anchor.token.start] = anchor.stop
    for anchor, label_words in marks:
        place = places.get(anchor.target)
        start, end = anchor.token.start, tokens[anchor.stop - 1].end
        run = MarkRun(((label_words, start, end),), start, end, "superscript", anchor.target, True)
        notes.marks[start] = FoundMark(run, anchor.stop)
        if place is not None and place > anchor.first:
            notes.labels.setdefault(tokens[place].start, label_words)
            notes.ids.setdefault(tokens[place].start, anchor.target)
    for index in sorted(note_areas):
        token = tokens[index]
        if token.kind == "open" and token.name in ("li", "dd", "p", "div", "aside") and token.value("id"):
            number = _DIGITS.search(token.value("id"))
            if number and NOTE_ID.search(token.value("id")):
                notes.labels.setdefault(token.start, number.group(1))
    return notes


def _points_back(anchor: _Anchor, pointed: dict[str, _Anchor]) -> bool:
    """Whether the place that a link points to is itself a mark for this link's place."""
    return any(id_ in pointed and pointed[id_].first < anchor.first for id_ in anchor.own_ids)


def _areas(tokens: list[Token], words: Words) -> frozenset[int]:
    """The indices of the tokens that stand inside a list of notes."""
    inside: list[int] = []
    depth = 0
    name = ""
    for index, token in enumerate(tokens):
        if depth:
            inside.append(index)
            if token.name == name and not token.empty:
                depth += (token.kind == "open") - (token.kind == "close")
        elif token.kind == "open" and token.name not in words.inline and token.raw_has("note"):
            classes = set(token.value("class").lower().split()) | {
                token.value("role"),
                token.value("id").lower(),
            }
            if not words.note_classes.isdisjoint(classes) and not token.empty:
                depth, name = 1, token.name
                inside.append(index)
    return frozenset(inside)


def _blocks(tokens: list[Token], inline: frozenset[str]) -> list[int]:
    """For each token the index of the last block-level start tag up to it."""
    result = []
    last = 0
    for index, token in enumerate(tokens):
        if token.kind == "open" and token.name not in inline:
            last = index
        result.append(last)
    return result


def _anchor(source: str, tokens: list[Token], index: int, raised: bool, words: Words) -> _Anchor | None:
    """A link at ``tokens[index]`` if it is short and points into the page."""
    token = tokens[index]
    href = token.value("href").strip()
    if not href.startswith("#") or len(href) < 2:
        return None
    parts: list[str] = []
    ids = [token.value("id"), token.value("name")]
    stop = index + 1
    while stop < len(tokens) and stop < index + 9:
        inner = tokens[stop]
        stop += 1
        if inner.kind == "close" and inner.name == "a":
            break
        if inner.kind == "text":
            parts.append(source[inner.start : min(inner.end, inner.start + 60)])
        elif inner.kind == "open":
            raised = raised or inner.name == "sup"
            if inner.name not in words.inline:
                return None
    else:
        return None
    text = html.unescape("".join(parts)).strip()
    if len(text) > 50:
        return None
    before = tokens[index - 1] if index else None
    if before is not None and before.kind == "open" and before.name in ("sup", "span"):
        ids.append(before.value("id"))
    classes = set(token.value("class").lower().split()) | {token.value("role"), token.value("epub:type")}
    return _Anchor(
        token,
        index,
        stop,
        text,
        href[1:],
        raised,
        not words.mark_classes.isdisjoint(classes),
        tuple(id_ for id_ in ids if id_),
    )


def text_runs(
    source: str, start: int, end: int, base: int, *, plain: bool = False, entities: bool = True
) -> list[Run]:
    """The runs of a stretch of text: entities resolved, addresses and numbers found.

    ``plain``: inside a link or preformatted text, where only entities mean something.
    ``entities``: whether they do (not in plain text).
    """
    runs: list[Run] = []
    position = text_from = start

    def text_to(high: int) -> None:
        if high > text_from:
            runs.append(TextRun(text_from + base, high + base))

    while True:
        match = _SPECIAL.search(source, position, end)
        if match is None:
            text_to(end)
            return runs
        at, char = match.start(), source[match.start()]
        position = match.end()
        if char == "&":
            reference = ENTITY.match(source, at, end) if entities else None
            value = entity(reference.group()) if reference else None
            if reference and value is not None:
                text_to(at)
                runs.append(AtomRun(value, at + base, reference.end() + base))
                position = text_from = reference.end()
            continue
        if plain:
            continue
        if char in "hw":
            found = bare_link(source, at, end, start, base)
            if found:
                text_to(at)
                link, stop = found
                runs.extend((link, TextRun(at + base, stop + base), LinkEnd(link)))
                position = text_from = stop
        elif char == "[":
            numbers = _NUMBERS.match(source, at, end)
            if numbers:
                text_to(at)
                runs.append(number_mark(source, at, numbers.end(), numbers.span(1), "bracket", base))
                position = text_from = numbers.end()
        else:
            text_to(at)
            runs.append(superscript_mark(source, at, match.end(), base))
            text_from = match.end()
