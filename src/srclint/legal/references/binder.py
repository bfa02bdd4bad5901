"""Which act a reference means, in the order of eu-references.md 3: stop at the first that knows.

The words of the reference, a link, a footnote, a word that points back, a name that the article
itself defines, the document's default. Nothing is guessed: what none of these know stays open.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from srclint.legal import acts
from srclint.legal.references.actnames import Named, acts_in
from srclint.legal.references.finder import Draft, _placed, find_in
from srclint.legal.references.found import Bound, Found
from srclint.legal.references.shadow import Shadow, shadow
from srclint.legal.references.words import shared
from srclint.model import ActSource

_LINK_GAP = 3
_MARK_REACH = 400
_SENTENCE = 600
_MOST_ALIASES = 200
# What makes an act the article's own: this many mentions, and so many times those of all others.
_ENOUGH = 2
_FAR_MORE = 8


class Binder:
    """Binds the references of one article; feed it the blocks in document order.

    ``default_act`` is what the configuration or the front matter says. Call ``scan_aliases`` with
    all blocks first.
    """

    def __init__(self, language: str, default_act: str | None = None) -> None:
        self._language = language
        self._default = default_act
        self._inferred = False
        self._hyphens = False
        self._aliases: dict[str, str] = {}
        self._pattern: re.Pattern[str] | None = None
        self._block: list[str] = []
        self._mentions: list[tuple[int, str, bool]] = []
        self._main: str | None = None  # the act that is named more often than all others together
        self._previous: list[str] = []

    @property
    def default_act(self) -> str | None:
        """The act that a reference without one means: as given, else as ``scan_aliases`` saw it."""
        return self._default

    def scan_aliases(self, texts: Sequence[str], cited: Mapping[str, int] | None = None) -> None:
        """First pass over the document: names that the article itself gives to acts, and its act.

        ``cited`` says how much each act's citations weigh beside its mentions (1 each). Only an act
        that clearly prevails over all others becomes the default (``_prevailing``).
        """
        sure: Counter[str] = Counter()
        single: Counter[str] = Counter()
        every: Counter[str] = Counter(cited or {})
        for text in texts:
            self._hyphens = self._hyphens or ("-" in text and _numbers_go_down(text))
            whole = shadow(text)
            named = acts_in(whole, self._language)
            alone = [not _with_provision(whole.norm, n) for n in named]
            every.update(n.celex for n in named if not n.foreign)
            sure.update(n.celex for n in named if _telling(n))
            single.update(n.celex for n, own in zip(named, alone, strict=True) if own and _telling(n))
            if "(" in text and len(self._aliases) < _MOST_ALIASES:
                for name, celex in _definitions(whole, named):
                    self._aliases.setdefault(name, celex)
        if self._default is None:
            self._main = next((one for one, n in every.most_common(1) if 2 * n > sum(every.values())), None)
            self._inferred = True
            self._default = _prevailing(sure if len(every) == 1 else single, every, cited or {})
        if self._aliases:
            names = sorted(self._aliases, key=lambda n: (-len(n), n))
            self._pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)")

    def bind(
        self,
        text: str,
        language: str | None = None,
        *,
        links: Sequence[tuple[int, int, str]] = (),
        footnote_acts: Sequence[tuple[int, str, str]] = (),
        heading_act: str | None = None,
    ) -> tuple[Bound, ...]:
        """The references of the next block with their acts.

        ``links`` are (start, end, CELEX) of links whose address names an act; ``footnote_acts`` are
        (offset of the mark, id of the citation, CELEX of the one act it cites); both in order of
        place. ``heading_act`` is
        the act that the section or the page is about. Offsets are those of ``text``.
        """
        self._previous, self._block = self._block or self._previous, []
        whole = shadow(text)
        spoken = language or self._language
        named = self._with_aliases(whole, acts_in(whole, spoken))
        drafts = find_in(whole, spoken, named, self._hyphens)
        telling = [n for n in named if _telling(n)]
        mentions = [(n.end, n.celex) for n in telling]
        self._mentions = [
            (
                whole.origin(0, n.end)[1],
                n.celex,
                self._main not in (None, n.celex) and _provision_beside(whole.norm, n),
            )
            for n in telling
        ]
        out: list[Bound] = []
        at = 0
        for draft in drafts:
            found = draft.found
            while at < len(mentions) and mentions[at][0] <= found.start:
                self._remember(mentions[at][1])
                at += 1
            if _may_be_the_next(found, whole.norm) or (
                self._hyphens and _rises(_HYPHENED.match(whole.norm, found.start))
            ):
                found = replace(found, confidence="low")
            placed = _placed(found, whole)
            bound = self._bound(draft, placed, links, footnote_acts, heading_act, text, out)
            if bound is not None:
                out.append(self._as_a_range(bound, text) if self._hyphens else bound)
            if found.act and found.act != "?draft":
                self._remember(found.act)
        for _, celex in mentions[at:]:
            self._remember(celex)
        return tuple(out)

    def _with_aliases(self, whole: Shadow, named: tuple[Named, ...]) -> tuple[Named, ...]:
        if self._pattern is None:
            return named
        extra = [
            Named(m.start(), m.end(), self._aliases[m[0]], "name", "medium", alias=True)
            for m in self._pattern.finditer(whole.norm)
        ]
        out: list[Named] = []
        for one in sorted((*named, *extra), key=lambda n: (n.start, not n.alias)):
            if not out or one.start >= out[-1].end:
                out.append(one)
            elif (one.alias and out[-1].ambiguous) or (out[-1].how == "name" and one.how == "number"):
                out[-1] = one
        return tuple(out)

    def _as_a_range(self, bound: Bound, text: str) -> Bound:
        """Who writes "Art.4-12" for Article 4(12) may still write "Art.12–22" for articles: with a dash,
        or where the act cannot have such a paragraph."""
        below = _BELOW.fullmatch(bound.targets[0]) if len(bound.targets) == 1 else None
        if below is None or int(below[2]) <= int(below[1]):
            return bound
        written = text[bound.start : bound.end]
        dashed = f"{below[1]}–{below[2]}" in written
        if not dashed and f"{below[1]}-{below[2]}" not in written:
            return bound
        if not dashed and not (bound.act and acts.cannot_exist(bound.act, bound.targets[0])):
            return bound
        targets = (f"art_{below[1]}..art_{below[2]}",)
        return replace(bound, targets=targets, found=replace(bound.found, kind="range", targets=targets))

    def _remember(self, celex: str) -> None:
        self._block.append(celex)
        del self._block[:-50]

    # ------------------------------------------------------------------ the order of evidence

    def _bound(
        self,
        draft: Draft,
        found: Found,
        links: Sequence[tuple[int, int, str]],
        marks: Sequence[tuple[int, str, str]],
        heading_act: str | None,
        text: str,
        before: Sequence[Bound],
    ) -> Bound | None:
        if found.vetoed:
            return Bound(found, None, None, found.targets)
        if found.act is not None:
            return Bound(
                found, found.act, ActSource.ALIAS if draft.by_alias else ActSource.EXPLICIT, found.targets
            )
        if found.kind == "relative":
            return _relative(found, before)
        act, source, citation = self._evidence(found, links, marks, heading_act, text)
        if act is None and (found.needs_act or found.needs_named):
            return None
        return Bound(found, act, source, found.targets, citation)

    def _evidence(
        self,
        found: Found,
        links: Sequence[tuple[int, int, str]],
        marks: Sequence[tuple[int, str, str]],
        heading_act: str | None,
        text: str,
    ) -> tuple[str | None, ActSource | None, str | None]:
        # The links stand in order of place: one that begins before the reference may reach into it.
        first = max(0, bisect_left(links, (found.start,)) - 1)
        for start, end, celex in links[first : bisect_left(links, (found.end + _LINK_GAP + 1,))]:
            gap = text[found.end : start]
            if (start < found.end and found.start < end) or (
                0 <= start - found.end <= _LINK_GAP and not gap.strip(" ([,:")
            ):
                return celex, ActSource.LINK, None
        within = bisect_left(marks, (found.end,)), bisect_left(marks, (found.end + _MARK_REACH + 1,))
        for at, citation, celex in marks[slice(*within)]:
            if not _sentence_ends(text[found.end : at]):
                return celex, ActSource.FOOTNOTE, citation
        if found.needs_named:
            return None, None, None
        if found.anaphora:
            celex_back = self._back(found.anaphora)
            return celex_back, ActSource.ANAPHORA if celex_back else None, None
        nearest = self._sentence_act(text, found.start)
        if nearest is not None:
            return nearest, ActSource.ANAPHORA, None
        default = heading_act or self._default
        if default and self._inferred and _has_no(default, found.targets):
            return None, None, None
        return default, ActSource.DEFAULT if default else None, None

    def _sentence_act(self, text: str, at: int) -> str | None:
        """The act last named before it in the same sentence ("Under the DSA ... (Article 37)")."""
        index = bisect_right(self._mentions, (at, "~")) - 1
        if index < 0:
            return None
        end, celex, passing = self._mentions[index]
        if passing:
            return None  # "GDPR Art. 9(1) ... the narrower Art. 5(1)(g)", in an article on the AI Act
        between = text[end : at + 1]
        # Another cell of a table speaks of another thing.
        return None if at - end > _SENTENCE or " | " in between or _sentence_ends(between) else celex

    def _back(self, kind: str) -> str | None:
        """The last act of this type in this block, else the one before; else the default's if it fits."""
        if kind == "other":
            return None
        for alias, celex in self._aliases.items():
            if kind in ("R", "L", "D", "A") and alias.lower() in _TYPE_NAMES.get(kind, ()):
                return celex
        for seen in (self._block, self._previous):
            for celex in reversed(seen):
                if kind in ("A", "ibid") or _type(celex) == kind:
                    return celex
        if self._default and (kind == "A" or _type(self._default) == kind):
            return self._default
        return None


def _has_no(celex: str, targets: Sequence[str]) -> bool:
    """Whether an annex is cited and the act was made without any: then another act is meant."""
    known = acts.act(celex) if all(target.startswith("anx_") for target in targets) else None
    annexes = known.annexes if known and targets else None
    return annexes is not None and annexes.verified and not annexes.value


# "Article 4-7" is Article 4(7) for those authors who also write "Article 7-1".
_HYPHENED = re.compile(r"[Aa]rt(?:icle|ikel|\.)? ?(\d{1,2})-(\d{1,2})[a-z]?(?![\w-])")


_BELOW = re.compile(r"art_(\d{1,3})\.par_(\d{1,3})")


def _numbers_go_down(text: str) -> bool:
    return any(not _rises(one) for one in _HYPHENED.finditer(text))


def _rises(hyphened: re.Match[str] | None) -> bool:
    return hyphened is not None and int(hyphened[2]) > int(hyphened[1])


def _prevailing(sure: Mapping[str, int], every: Mapping[str, int], cited: Mapping[str, int]) -> str | None:
    """The act that an article is about: named more than in passing, and far more than all others.

    One mention says little (an article on one act may name another once), and where several acts
    are discussed a bare "Article 5" may be of any. Where another is named, too, ``sure``
    counts only the mentions that stand alone: who writes "Article 9 GDPR" each time means another
    act by a bare "Article 6". A name with several meanings and a draft count only against an act.
    """
    own = {celex: sure.get(celex, 0) + cited.get(celex, 0) for celex in sorted({*sure, *cited})}
    best = max(own, key=lambda celex: own[celex], default=None)
    if best is None or best[:1] not in ("1", "3"):
        return None
    others = sum(every.values()) - every.get(best, 0)
    return best if own[best] >= _ENOUGH and own[best] >= _FAR_MORE * others else None


_GOES_ON = re.compile(r" \w")


def _may_be_the_next(found: Found, norm: str) -> bool:
    """Whether an act's name after a comma may begin the next item: "Art. 73, NIS2 24 hours"."""
    return (
        found.act_how == "name"
        and found.act_start - 2 > found.start
        and norm.startswith(", ", found.act_start - 2)
        and _GOES_ON.match(norm, found.act_end) is not None
    )


_DIGIT_NEAR = re.compile(r"\d")


def _with_provision(norm: str, named: Named) -> bool:
    """Whether a number stands next to an act's name, as in "Article 9 of the GDPR", "GDPR Art. 9"."""
    before = norm[max(0, named.start - 16) : named.start]
    after = norm[named.end : named.end + 12] if named.how == "name" else ""
    return bool(_DIGIT_NEAR.search(before) or _DIGIT_NEAR.search(after))


_AHEAD = re.compile(r"[ ,:]{1,3}(?:art|recital|annex|erw|anhang|bijlage|overw|consid)", re.IGNORECASE)
_BEHIND = re.compile(
    r"(?<![\d/])\d{1,3}(?:\([^()]{1,5}\)){0,3},? (?:(?:of|der|des|van|du|de|del|the|la|het) ){0,2}\Z"
)


def _provision_beside(norm: str, named: Named) -> bool:
    """Whether the act is named only for one provision of it, as in "GDPR Art. 9(1)", "Article 9(1) of the GDPR"."""
    if _AHEAD.match(norm, named.end):
        return True
    return _BEHIND.search(norm, max(0, named.start - 28), named.start) is not None


def _telling(named: Named) -> bool:
    """Whether an act is surely meant, and is one with articles."""
    if named.foreign or named.draft or named.celex[:1] not in ("1", "3"):
        return False
    return named.alias or not (named.ambiguous or not named.exact)


_TYPE_NAMES = {
    "R": ("regulation", "verordnung", "règlement", "verordening"),
    "L": ("directive", "richtlinie", "richtlijn"),
    "A": ("act",),
    "D": ("decision",),
}


def _type(celex: str) -> str:
    return celex[5:6] if celex[:1] == "3" else ""


_SENTENCE_END = re.compile(r"[.!?]\s+(?=[^\W\d_a-zß-öø-ÿ])")


def _sentence_ends(text: str) -> bool:
    return any(not re.search(r"(?:^|\W)\w{1,4}$", text[: m.start()]) for m in _SENTENCE_END.finditer(text))


def _relative(found: Found, before: Sequence[Bound]) -> Bound:
    """Make "paragraph 2 of that Article" absolute if the article stands in the same block."""
    last = next(
        (b for b in reversed(before) if b.targets and not b.vetoed and b.found.kind != "relative"), None
    )
    if last is None or found.confidence == "low":  # only "that Article" and "thereof" point for sure
        return Bound(found, None, None, found.targets)
    base = last.targets[-1].partition("..")[0]
    targets = []
    for target in found.targets:
        anchor, _, rest = target.partition(".")
        if anchor == "^art":
            top = base.split(".")[0]
            if not top.startswith("art_"):
                return Bound(found, None, None, found.targets)
            targets.append(f"{top}.{rest}")
        else:
            targets.append(f"{base}.{rest}")
    return Bound(found, last.act, ActSource.ANAPHORA if last.act else None, tuple(targets))


# --------------------------------------------------------------------------- names that the article defines

_NAME = r"(?:[\"'](?P<quoted>[^\"'()]{2,50})[\"']|(?P<plain>[^\"'(),;]{2,50}))"
_HEADS = re.compile(
    r"(?:act|law|regulation|directive|code|decision|framework|verordnung|richtlinie|gesetz|rl|vo|règlement|directive|verordening|richtlijn|reglamento|directiva|regolamento|direttiva)s?$",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"[A-Z][A-Za-z]{0,6}[A-Z][A-Za-z0-9]{0,6}$")


@cache
def _introduction() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, shared("hereinafter")), key=lambda w: (-len(w), w)))
    return re.compile(
        rf" ?\((?P<after>(?:(?:{words})[ ,:]{{1,2}}){{0,3}}){_NAME}"
        rf"(?: ?[/,] ?[\"']?(?P<more>[^()\"']{{2,40}})[\"']?)?\)",
        re.IGNORECASE,
    )


def _definitions(whole: Shadow, named: Sequence[Named]) -> list[tuple[str, str]]:
    """(name, CELEX): "Regulation (EU) 2021/1119 (hereinafter the 'Climate Law')", "Climate Law
    (Regulation (EU) 2021/1119)"."""
    out: list[tuple[str, str]] = []
    for one in named:
        if one.how != "number" or one.foreign or one.celex[:1] != "3":
            continue
        match = _introduction().match(whole.norm, one.end)
        if match:
            name = (match["quoted"] or match["plain"]).strip()
            said = match["quoted"] or re.search(
                r"herei?n?after|folgend|après|hierna|adelante|seguito|továbbiakban|dalej|known",
                match["after"].lower(),
            )
            out.extend(
                (candidate, one.celex)
                for candidate in (name, (match["more"] or "").strip())
                if _good(candidate, whole, named, bool(said))
            )
        left = re.search(
            r"((?:[A-Z][\w'-]{1,20} ){0,4}[A-Z][\w'-]{1,25}) \((?:EU )?$",
            whole.norm[max(0, one.start - 120) : one.start],
        )
        if left and whole.norm[one.end : one.end + 1] == ")" and len(left[1]) > 2:
            name = re.sub(r"^(?:The|Die|Der|De|Le|La|Het|Under|In|Im) ", "", left[1])
            if ((_HEADS.search(name) and " " in name) or _ACRONYM.fullmatch(name)) and _good(
                name, whole, named, True
            ):
                out.append((name, one.celex))
    return out


def _good(name: str, whole: Shadow, named: Sequence[Named], said: bool) -> bool:
    if not name or not name[0].isupper() or len(name) < 2 or any(c.isdigit() for c in name[:2]):
        return False
    if any(not n.ambiguous and whole.norm[n.start : n.end] == name for n in named):
        return False  # the catalogue knows that name already
    return said or bool(_ACRONYM.fullmatch(name)) or (" " in name and bool(_HEADS.search(name)))
