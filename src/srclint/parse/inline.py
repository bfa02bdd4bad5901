"""Markdown inside a block: one pass, exact places, linear time.

CommonMark's inline rules with the additions that articles use: footnote marks and inline notes,
bracketed numbers, wiki links, Pandoc citations, template tags, bare URLs, HTML. Emphasis is found
as CommonMark says and its markers disappear. Every search that can fail is remembered or bounded,
so that hostile input stays linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from srclint.parse.addresses import bare_link, destination
from srclint.parse.blocks import Comment
from srclint.parse.candidates import number_mark, superscript_mark
from srclint.parse.emphasis import PUNCTUATION, Delimiter, is_punctuation, match_delimiters
from srclint.parse.runs import (
    AtomRun,
    BreakRun,
    CodeEdge,
    LinkEnd,
    LinkRun,
    MarkRun,
    Run,
    TextRun,
)
from srclint.parse.tags import ENTITY, TAG, attributes, entity

_SPECIAL = re.compile(r"[\\`*_\[\]<&\n]|!\[|~~+|\^\[|\^\d{1,3}\^|\{[{%/#:.]|https?://|www\.|[¹²³⁰⁴-⁹]+")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*+)>")
_EMAIL = re.compile(r"<([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,255})>")
_FOOTNOTE = re.compile(r"\[\^([^\s\[\]^]{1,100})\]")
_NUMBERS = re.compile(r"\[(\d{1,3}(?:\s{0,2}[,;–-]\s{0,2}\d{1,3}){0,20})\](?![(\[])")
_WIKI = re.compile(r"\[\[([^\[\]\n|]{1,300})(?:\\?\|([^\[\]\n]{1,300}))?\]\](?![(\[])")
_CITATION = re.compile(r"\[([^\[\]@\n]{0,100}-?@[A-Za-z0-9_][^\[\]]{0,500})\](?!\()")
_KEY = re.compile(r"-?@\{?([A-Za-z0-9_][\w:.#$%&+?<>~/-]*)\}?,?\s?")
_CARETS = re.compile(r"\^\[?(\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,10})\]?\^")
_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.){0,999})\]", re.DOTALL)
_TEMPLATE = re.compile(r"\{\{([<%]?)(.{0,2000}?)[>%]?\}\}|\{%(.{0,2000}?)%\}|\{#(.{0,2000}?)#\}", re.DOTALL)
_ATTRIBUTES = re.compile(r"\{[:#.]\s?[A-Za-z][^{}\n]{0,300}\}|\{:[^{}\n]{0,300}\}")
_ID = re.compile(r"#([A-Za-z][\w:.-]*)")
_CITING = frozenset(
    {"cite", "citep", "citet", "citation", "ref", "relref", "reference", "footnote", "fn", "sidenote"}
    | {"marginnote", "source", "link"}
)
_SUP_MARK = re.compile(
    r"<sup(?:\s[^<>]{0,200})?>\s{0,3}\[?(\d{1,3}(?:\s{0,2}[,;–-]\s{0,2}\d{1,3}){0,10}|[*†‡])\]?\s{0,3}</sup>",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Target:
    """A link reference definition as links look it up (file offsets)."""

    label: str
    url: str
    title: str
    start: int
    end: int
    url_start: int
    url_end: int
    used: bool = False


@dataclass(slots=True)
class Note:
    """The text of an inline note ``^[...]``."""

    label: str
    runs: list[Run]
    start: int
    end: int


@dataclass(slots=True)
class Found:
    """What the inline pass found in a file besides the runs of each block."""

    targets: dict[str, Target] = field(default_factory=dict)
    comments: list[Comment] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)


def normalise_label(label: str) -> str:
    """How CommonMark compares reference labels: case folded, spaces collapsed."""
    return " ".join(label.split()).casefold()


@dataclass(slots=True)
class _Bracket:
    kind: str
    at: int
    start: int
    after: int
    delimiters: int
    dirty: bool = False


class _Scanner:
    """The state of one pass over one block."""

    __slots__ = (
        "ahead",
        "base",
        "brackets",
        "cell",
        "dead_below",
        "delimiters",
        "end",
        "found",
        "html_links",
        "runs",
        "source",
        "start",
        "ticks",
    )

    def __init__(self, source: str, start: int, end: int, base: int, found: Found, cell: bool) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.base = base
        self.found = found
        self.cell = cell
        self.runs: list[Run | Delimiter] = []
        self.brackets: list[_Bracket] = []
        self.delimiters: list[Delimiter] = []
        self.dead_below = 0
        self.ahead: dict[str, int] = {}
        self.html_links: list[LinkRun | None] = []
        self.ticks: dict[int, list[int]] | None = None

    # ------------------------------------------------------------------ the pass

    def scan(self) -> None:
        source, end, search = self.source, self.end, _SPECIAL.search
        position = self.start
        while True:
            match = search(source, position, end)
            if match is None:
                self.text(position, end)
                return
            at = match.start()
            if at > position:
                self.text(position, at)
            char = source[at]
            if char == "\n":
                position = self.newline(at)
            elif char in "*_~":
                position = self.emphasis_run(at)
            elif char == "[":
                position = self.open_bracket(at)
            elif char == "]":
                position = self.close_bracket(at)
            elif char == "\\":
                position = self.escape(at)
            elif char == "`":
                position = self.code(at)
            elif char == "<":
                position = self.angle(at)
            elif char == "&":
                position = self.reference(at)
            elif char == "!":
                self.push_bracket("![", at, at + 2)
                position = at + 2
            elif char == "^":
                position = self.caret(at)
            elif char == "{":
                position = self.template(at)
            elif char in "hw":
                position = self.bare(at)
            else:
                position = self.superscript(at, match.end())

    def text(self, start: int, end: int) -> None:
        if end > start:
            base = self.base
            runs = self.runs
            last = runs[-1] if runs else None
            if isinstance(last, TextRun) and last.end == start + base:
                last.end = end + base
            else:
                runs.append(TextRun(start + base, end + base))

    def newline(self, at: int) -> int:
        source, end, base = self.source, self.end, self.base
        low = at
        last = self.runs[-1] if self.runs else None
        if isinstance(last, TextRun):
            floor = last.start - base
            while low > floor and source[low - 1] in " \t\r":
                low -= 1
            if low < at:
                last.end = low + base
                if last.end == last.start:
                    self.runs[-1] = TextRun(last.start, last.start)
        high = at + 1
        while high < end and source[high] in " \t\r":
            high += 1
        self.runs.append(BreakRun(low + base, high + base))
        return high

    def escape(self, at: int) -> int:
        following = self.source[at + 1 : at + 2] if at + 1 < self.end else ""
        if following == "\n" or (following == "\r" and self.source[at + 2 : at + 3] == "\n"):
            high = self.source.index("\n", at) + 1
            while high < self.end and self.source[high] in " \t":
                high += 1
            self.runs.append(BreakRun(at + self.base, high + self.base))
            return high
        if following and following in PUNCTUATION:
            self.runs.append(AtomRun(following, at + self.base, at + 2 + self.base))
            return at + 2
        self.text(at, at + 1)
        return at + 1

    def reference(self, at: int) -> int:
        match = ENTITY.match(self.source, at, self.end)
        value = entity(match.group()) if match else None
        if match is None or value is None:
            self.text(at, at + 1)
            return at + 1
        self.runs.append(AtomRun(value, at + self.base, match.end() + self.base))
        return match.end()

    def find(self, needle: str, start: int) -> int:
        """Like ``str.find`` for rising starts, but no stretch is searched twice for one needle."""
        place = self.ahead.get(needle, 0)
        if 0 <= place < start:
            place = self.ahead[needle] = self.source.find(needle, start, self.end)
        return place

    # ------------------------------------------------------------------ code

    def code(self, at: int) -> int:
        source, end = self.source, self.end
        stop = at
        while stop < end and source[stop] == "`":
            stop += 1
        size = stop - at
        if self.ticks is None:
            self.ticks = {}
            for run in re.finditer("`+", source[at:end]):
                self.ticks.setdefault(run.end() - run.start(), []).append(run.start() + at)
            for places in self.ticks.values():
                places.reverse()
        places = self.ticks.get(size, [])
        while places and places[-1] < stop:
            places.pop()
        if not places:
            self.text(at, stop)
            return stop
        close = places.pop()
        low, high = stop, close
        inner = source[low:high]
        if inner[:1] in " \n" and inner[-1:] in " \n" and inner.strip():
            low, high = low + 1, high - 1
        self.runs.append(CodeEdge(True))
        base = self.base
        if self.cell and "\\|" in inner:
            for match in re.finditer(r"\\\||[^\\]+|\\", source[low:high]):
                first, last = match.start() + low + base, match.end() + low + base
                self.runs.append(
                    AtomRun("|", first, last) if match.group() == "\\|" else TextRun(first, last)
                )
        elif "\n" in inner:
            for match in re.finditer(r"\n[ \t]*|[^\n]+", source[low:high]):
                first, last = match.start() + low + base, match.end() + low + base
                self.runs.append(BreakRun(first, last) if match.group()[0] == "\n" else TextRun(first, last))
        else:
            self.runs.append(TextRun(low + base, high + base))
        self.runs.append(CodeEdge(False))
        return close + size

    # ------------------------------------------------------------------ emphasis

    def emphasis_run(self, at: int) -> int:
        source = self.source
        char = source[at]
        stop = at
        while stop < self.end and source[stop] == char:
            stop += 1
        before = source[at - 1] if at > self.start else " "
        after = source[stop] if stop < self.end else " "
        space_before, space_after = before.isspace(), after.isspace()
        if space_before and space_after:
            self.text(at, stop)
            return stop
        mark_before, mark_after = is_punctuation(before), is_punctuation(after)
        left = not space_after and (not mark_after or space_before or mark_before)
        right = not space_before and (not mark_before or space_after or mark_after)
        opens, closes = left, right
        if char == "_":
            opens = left and (not right or mark_before)
            closes = right and (not left or mark_after)
        if not opens and not closes:
            self.text(at, stop)
            return stop
        delimiter = Delimiter(char, at + self.base, stop + self.base, opens, closes, stop - at)
        self.runs.append(delimiter)
        self.delimiters.append(delimiter)
        return stop

    def match_emphasis(self, bottom: int) -> None:
        """CommonMark's "process emphasis" over the delimiters from ``bottom`` on, which then end."""
        if len(self.delimiters) > bottom:
            match_delimiters(self.delimiters[bottom:])
            del self.delimiters[bottom:]

    # ------------------------------------------------------------------ brackets

    def push_bracket(self, kind: str, at: int, after: int) -> None:
        if self.brackets:
            self.brackets[-1].dirty = True
        self.brackets.append(_Bracket(kind, len(self.runs), at, after, len(self.delimiters)))
        # A run of its own, so that it can be replaced when the bracket turns out to open something.
        self.runs.append(TextRun(at + self.base, after + self.base))
        self.runs.append(TextRun(after + self.base, after + self.base))

    def open_bracket(self, at: int) -> int:
        source, end, base = self.source, self.end, self.base
        following = source[at + 1] if at + 1 < end else ""
        if following == "^":
            match = _FOOTNOTE.match(source, at, end)
            if match:
                label = match.group(1)
                place = (label, at + base, match.end() + base)
                self.runs.append(MarkRun((place,), place[1], place[2], "footnote", None, True))
                return match.end()
        elif following == "[":
            match = _WIKI.match(source, at, end)
            if match and not match.group(1).strip().isdigit():
                return self.wiki(match)
        elif following.isdigit():
            match = _NUMBERS.match(source, at, end)
            if match and normalise_label(match.group(1)) not in self.found.targets:
                self.runs.append(
                    number_mark(source, match.start(), match.end(), match.span(1), "bracket", base)
                )
                return match.end()
        if 0 <= self.find("@", at + 1) < at + 120:
            match = _CITATION.match(source, at, end)
            # "[@user][]" with a definition of its own is a link.
            if match and normalise_label(match.group(1)) not in self.found.targets:
                return self.citation(match)
        self.push_bracket("[", at, at + 1)
        return at + 1

    def wiki(self, match: re.Match[str]) -> int:
        base = self.base
        low, high = match.span(2) if match.group(2) else match.span(1)
        first, last = match.span(1)
        url = match.group(1).rstrip("\\").strip()
        link = LinkRun(url, first + base, last + base, match.start() + base, "wiki")
        link.file_end = match.end() + base
        embedded = self.start < match.start() and self.source[match.start() - 1] == "!"
        self.runs.append(link)
        if not embedded:
            self.runs.append(TextRun(low + base, high + base))
        self.runs.append(LinkEnd(link))
        return match.end()

    def caret(self, at: int) -> int:
        """``^[note]``, or a number set high: ``^12^``, ``^[12]^``; ``10^25^`` is a power."""
        source, base = self.source, self.base
        match = _CARETS.match(source, at, self.end)
        before = source[at - 1] if at > self.start else ""
        if match and not before.isdigit():
            mark = number_mark(source, at, match.end(), match.span(1), "superscript", base)
            mark.fallback = (TextRun(at + base, match.end() + base),)
            self.runs.append(mark)
            return match.end()
        if source.startswith("^[", at):
            self.push_bracket("^[", at, at + 2)
            return at + 2
        self.text(at, at + 1)
        return at + 1

    def citation(self, match: re.Match[str]) -> int:
        base = self.base
        inner, offset = match.group(1), match.start(1)
        rest = _KEY.sub("", inner).strip(" ;,")
        position = offset
        if rest:
            self.text(match.start(), offset)
        for key in _KEY.finditer(inner):
            if rest:
                self.text(position, offset + key.start())
            low, high = offset + key.start(), offset + key.end()
            link = LinkRun(
                "", low + base, low + base, match.start() + base, "citation", key.group(1).rstrip(".:")
            )
            link.file_end = match.end() + base
            self.runs.extend((link, LinkEnd(link)))
            position = high
        if rest:
            self.text(position, match.end())
        return match.end()

    def close_bracket(self, at: int) -> int:
        if not self.brackets:
            self.text(at, at + 1)
            return at + 1
        bracket = self.brackets.pop()
        depth = len(self.brackets)
        dead = bracket.kind == "[" and depth < self.dead_below
        self.dead_below = min(self.dead_below, depth)
        if bracket.kind == "^[":
            return self.inline_note(bracket, at)
        if dead:
            self.text(at, at + 1)
            return at + 1
        link, stop = self.link_tail(bracket, at)
        if link is None:
            self.text(at, at + 1)
            return at + 1
        self.match_emphasis(bracket.delimiters)
        link.file_start, link.file_end = bracket.start + self.base, stop + self.base
        if bracket.kind == "![":
            del self.runs[bracket.at :]
            return stop
        self.runs[bracket.at] = link
        self.runs.append(LinkEnd(link))
        self.dead_below = depth
        return stop

    def inline_note(self, bracket: _Bracket, at: int) -> int:
        self.match_emphasis(bracket.delimiters)
        inner = self.runs[bracket.at + 1 :]
        del self.runs[bracket.at :]
        base = self.base
        start, stop = bracket.start + base, at + 1 + base
        label = f"inline-{len(self.found.notes) + 1}"
        self.found.notes.append(Note(label, _settled(inner), start, stop))
        self.runs.append(MarkRun(((label, start, stop),), start, stop, "inline", None, True))
        return at + 1

    def link_tail(self, bracket: _Bracket, at: int) -> tuple[LinkRun | None, int]:
        """What stands after ``]``: ``(url "title")``, ``[label]``, ``[]`` or nothing."""
        source, end, base = self.source, self.end, self.base
        following = source[at + 1] if at + 1 < end else ""
        if following == "(":
            tail = destination(source, at + 2, end)
            if tail:
                url, low, high, stop = tail
                return LinkRun(url, low + base, high + base, 0, "inline"), stop
        label: str | None = None
        stop = at + 1
        if following == "[":
            match = _LABEL.match(source, at + 1, end)
            if match:
                label, stop = match.group(1), match.end()
        if not label or not label.strip():
            if bracket.dirty or at - bracket.after > 999:
                return None, at
            label = source[bracket.after : at]
        target = self.found.targets.get(normalise_label(label))
        if target is None:
            return None, at
        target.used = True
        return LinkRun(target.url, target.url_start, target.url_end, 0, "reference", target.label), stop

    # ------------------------------------------------------------------ angle brackets

    def angle(self, at: int) -> int:
        source, end, base = self.source, self.end, self.base
        if source.startswith("<!--", at):
            close = self.find("-->", at + 4)
            if close >= 0:
                self.found.comments.append(Comment(source[at + 4 : close], at + base, close + 3 + base))
                return close + 3
            self.text(at, at + 1)
            return at + 1
        match = _AUTOLINK.match(source, at, end)
        if match:
            low, high = match.span(1)
            link = LinkRun(match.group(1), low + base, high + base, at + base, "autolink")
            link.file_end = match.end() + base
            self.runs.extend((link, TextRun(low + base, high + base), LinkEnd(link)))
            return match.end()
        match = _EMAIL.match(source, at, end)
        if match:
            self.text(match.start(1), match.end(1))
            return match.end()
        match = TAG.match(source, at, end)
        if match:
            return self.tag(match)
        for opening, closing in (("<?", "?>"), ("<![CDATA[", "]]>")):
            if source.startswith(opening, at):
                close = self.find(closing, at + len(opening))
                if close >= 0:
                    return close + len(closing)
        self.text(at, at + 1)
        return at + 1

    def tag(self, match: re.Match[str]) -> int:
        source, base = self.source, self.base
        name, closing, at, stop = match.group(2).lower(), bool(match.group(1)), match.start(), match.end()
        if closing:
            if name == "a":
                link = self.html_links.pop() if self.html_links else None
                if link:
                    link.file_end = stop + base
                    self.runs.append(LinkEnd(link))
            elif name in ("code", "kbd", "samp"):
                self.runs.append(CodeEdge(False))
            elif name == "q":
                self.runs.append(AtomRun("”", at + base, stop + base))
            return stop
        given = attributes(source, *match.span(3)) if match.group(3) else {}
        for key in ("id", "name"):
            if key in given and given[key].value:
                self.found.ids.append(given[key].value)
        if name == "br":
            self.runs.append(BreakRun(at + base, stop + base))
        elif name == "a" and not match.group(4):
            href = given.get("href")
            if href is None:
                self.html_links.append(None)
            else:
                link = LinkRun(href.value.strip(), href.start + base, href.end + base, at + base, "html")
                self.html_links.append(link)
                self.runs.append(link)
        elif name in ("code", "kbd", "samp"):
            self.runs.append(CodeEdge(True))
        elif name == "q":
            self.runs.append(AtomRun("“", at + base, stop + base))
        elif name in ("script", "style"):
            close = self.find(f"</{name}>", stop)
            return close + len(name) + 3 if close >= 0 else stop
        elif name == "sup":
            return self.sup(at, stop)
        return stop

    def sup(self, at: int, stop: int) -> int:
        source, base = self.source, self.base
        power = stop < self.end and source[stop].isdigit() and at > self.start and source[at - 1].isalnum()
        caret = AtomRun("^", at + base, stop + base)
        match = _SUP_MARK.match(source, at, self.end)
        if match:
            mark = number_mark(source, at, match.end(), match.span(1), "superscript", base)
            inner = TextRun(match.start(1) + base, match.end(1) + base)
            mark.fallback = (caret, inner) if power else (inner,)
            self.runs.append(mark)
            return match.end()
        if power and not source.startswith(("1er", "1re", "2e", "3e"), stop):
            self.runs.append(caret)
        return stop

    # ------------------------------------------------------------------ the rest

    def superscript(self, at: int, stop: int) -> int:
        self.runs.append(superscript_mark(self.source, at, stop, self.base))
        return stop

    def bare(self, at: int) -> int:
        linked = bool(self.html_links) and self.html_links[-1] is not None
        found = (
            None
            if linked
            else bare_link(self.source, at, self.end, self.start, self.base, bracketed=bool(self.brackets))
        )
        if found is None:
            self.text(at, at + 1)
            return at + 1
        link, stop = found
        self.runs.extend((link, TextRun(at + self.base, stop + self.base), LinkEnd(link)))
        return stop

    def template(self, at: int) -> int:
        source, base, end = self.source, self.base, self.end
        if source.startswith("{/*", at):
            close = self.find("*/}", at + 3)
            if close >= 0:
                self.found.comments.append(Comment(source[at + 3 : close], at + base, close + 3 + base))
                return close + 3
        for opening, closing in (("{{", "}}"), ("{%", "%}"), ("{#", "#}")):
            if source.startswith(opening, at) and 0 <= self.find(closing, at + 2) < at + 2000:
                match = _TEMPLATE.match(source, at, end)
                if match:
                    return self.shortcode(match)
        match = _ATTRIBUTES.match(source, at, end)
        if match:
            self.found.ids.extend(_ID.findall(match.group()))
            return match.end()
        self.text(at, at + 1)
        return at + 1

    def shortcode(self, match: re.Match[str]) -> int:
        base = self.base
        if match.group(4) is not None:
            return match.end()
        words = (match.group(2) if match.group(2) is not None else match.group(3)).strip("-~ \n\t").split()
        name = words[0].lower() if words else ""
        if name in _CITING and len(words) > 1:
            key = " ".join(words[1:]).strip("\"'`")
            low, high = match.start() + base, match.end() + base
            link = LinkRun("", low, low, low, "shortcode", key)
            link.file_end = high
            self.runs.extend((link, LinkEnd(link)))
        elif match.group(2) is not None and not match.group(1) and words:
            # A value that the site fills in: its name is no word of the author's.
            self.runs.append(CodeEdge(True))
            self.text(match.start(), match.end())
            self.runs.append(CodeEdge(False))
        return match.end()


def scan(source: str, start: int, end: int, base: int, found: Found, *, cell: bool = False) -> list[Run]:
    """The runs of ``source[start:end]``; ``base`` is added to every offset to give the file's.

    ``found`` gives the link targets and collects comments, inline notes and ids.
    """
    scanner = _Scanner(source, start, end, base, found, cell)
    scanner.scan()
    scanner.match_emphasis(0)
    for link in scanner.html_links:
        if link:
            link.file_end = end + base
            scanner.runs.append(LinkEnd(link))
    return _settled(scanner.runs)


def _settled(runs: list[Run | Delimiter]) -> list[Run]:
    """Delimiters that matched nothing are text; runs of text that touch are one."""
    result: list[Run] = []
    last: TextRun | None = None
    for run in runs:
        if isinstance(run, Delimiter):
            run = TextRun(run.start, run.end)
        if isinstance(run, TextRun):
            if run.start == run.end:
                continue
            if last is not None and last.end == run.start:
                last.end = run.end
                continue
            last = run
        else:
            last = None
        result.append(run)
    return result
