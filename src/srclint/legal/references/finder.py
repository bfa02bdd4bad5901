"""All references of one text: candidates, grammar, what stands beside them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from srclint.legal.references import attach
from srclint.legal.references.actnames import Named, acts_in
from srclint.legal.references.found import Found, Kind
from srclint.legal.references.grammar import Parser
from srclint.legal.references.lexer import FIRST_TOKENS, ROMANS, Lexer, Token
from srclint.legal.references.paths import Expression, Item
from srclint.legal.references.shadow import Shadow, shadow
from srclint.legal.references.words import Entry, Words, begins_reference, shared, words

_BACK = 90
_ADJECTIVE = re.compile(r"[^\W\d_][\w'-]{0,20} ")
# As in "article 66.II", "article 8-I": how French laws number what stands below an article.
_OF_A_CODE = re.compile(r"(?:[.-]|(?: |, ))[IVX]{1,4}(?![\w'.-])")
_SIGN = re.compile(r",? ?§{1,2} ?([1-9])(?![\d/])(?:,? ?\d{1,2}(?:°|º|o(?!\w)))?")
_UNDER_AN_ANNEX = re.compile(r", ?(\d{1,2}|[a-h])(?=[);\]]|\.(?: |$)| \(|$)")
_POINT_OF_AN_ANNEX = re.compile(r"(?:, ?| )(\d{1,2}) ?\(([a-z])\)")
_LAST_LETTER = re.compile(r" ([a-z])\)? ")
_LETTERS_STAND_BARE = frozenset({"de", "nl", "da", "sv"})
_LAW_BEFORE = re.compile(r"(?:c\.? ?f\.? ?r|u\.? ?s\.? ?c|code|act|law|statutes?)\.?,? $")


@dataclass(frozen=True, slots=True)
class Draft:
    """A reference in the making (shadow offsets)."""

    found: Found
    by_alias: bool = False
    forward: bool = False  # the act stands after it: it may bind backwards


def find(text: str, language: str) -> tuple[Found, ...]:
    """All references in a text, in order; ``language`` is the text's (English is always read too)."""
    whole = shadow(text)
    return tuple(_placed(draft.found, whole) for draft in find_in(whole, language, acts_in(whole, language)))


def _placed(found: Found, whole: Shadow) -> Found:
    if whole.places is None:
        return found
    start, end = whole.origin(found.start, found.end)
    act_start, act_end = whole.origin(found.act_start, found.act_end) if found.act_end > 0 else (-1, -1)
    return replace(found, start=start, end=end, act_start=act_start, act_end=act_end)


def find_in(whole: Shadow, language: str, named: Sequence[Named], hyphens: bool = False) -> list[Draft]:
    """The same on shadow text, with the acts that are named in it already known. ``hyphens`` as in ``Lexer``."""
    return _Finder(whole, words(language), named, hyphens).run()


class _Finder:
    def __init__(self, whole: Shadow, table: Words, named: Sequence[Named], hyphens: bool) -> None:
        self._whole = whole
        self._low = whole.low
        self._words = table
        self._lexer = Lexer(whole.low, whole.norm, table, hyphens)
        self._named = named
        self._starts = [one.start for one in named]
        self._used: set[int] = set()
        self._out: list[Draft] = []

    def _triggers(self) -> list[int]:
        """Where words stand with which a reference may begin, and the signs."""
        places = [
            at
            for at, _ in self._whole.places_of(
                filter(begins_reference(self._words.language), self._whole.words)
            )
        ]
        at = self._low.find("§")
        if at < 0:
            return places
        while at >= 0:
            if not (at and (self._low[at - 1].isalnum() or self._low[at - 1] == "_")):
                places.append(at)
            at = self._low.find("§", at + 1)
        return sorted(places)

    def run(self) -> list[Draft]:
        done = after = 0
        low = self._low
        for start in self._triggers():
            match = self._words.trigger.match(low, start) if start >= after else None
            if match is None:
                continue
            after = match.end()
            if start < done or (start and low[start - 1] in "/@#"):
                continue
            done = max(done, self._candidate(start, match[0], done))
        for index, one in enumerate(self._named):
            if one.how == "number" and not one.foreign and index not in self._used:
                self._out.append(Draft(_bare(one, self._words.language)))
        self._out.sort(key=lambda d: (d.found.start, d.found.end))
        self._backwards()
        return self._out

    # ------------------------------------------------------------------ one candidate

    def _candidate(self, start: int, word: str, done: int) -> int:
        """Try to read a reference around a trigger; returns where reading goes on."""
        table = self._words
        if self._inside_act(start):
            return done
        if word == "§":
            return self._section(start, done)
        stop = self._next_act(start)
        begin = self._begin(start, word, done)
        expression, tokens = None, []
        for place in (begin, start) if begin < start else (start,):
            tokens = self._lexer.run(place, stop, FIRST_TOKENS)
            expression = Parser(tokens, table).parse()
            if len(tokens) == FIRST_TOKENS and (expression is None or expression.used > FIRST_TOKENS // 2):
                tokens = self._lexer.run(place, stop)
                expression = Parser(tokens, table).parse()
            if expression is not None and expression.end > start:
                break
            expression = None
        if expression is None:
            return self._that_article(start, word, done)
        expression = self._trim_count(expression, tokens)
        if expression is None:
            return done
        return self._judge(expression, start, word)

    def _names_an_act(self, start: int, end: int) -> bool:
        """Whether an act is named there, as in "Art. 6, GDPR Art. 5": what looks like another law is that."""
        index = bisect_left(self._starts, start)
        return index < len(self._starts) and self._starts[index] < end and not self._named[index].foreign

    def _inside_act(self, at: int) -> bool:
        index = bisect_right(self._starts, at) - 1
        return index >= 0 and self._named[index].end > at

    def _next_act(self, at: int) -> int:
        index = bisect_right(self._starts, at)
        return self._starts[index] if index < len(self._starts) else len(self._low)

    def _begin(self, start: int, word: str, done: int) -> int:
        """Where the expression begins: ordinals before any level word, numbers before some."""
        table, low = self._words, self._low
        entry = table.entry(word)
        if entry is None:
            return start
        numbered = bool(set(entry.levels) & (table.post | table.both))
        if not numbered and not self._after_ordinal(start):
            return start
        left = max(done, start - _BACK)
        index = _count_before(self._starts, start) - 1
        if index >= 0 and self._named[index].end <= start:
            left = max(left, self._named[index].end)
        if left and left < start and low[left - 1].isalnum() and low[left].isalnum():
            while left < start and low[left].isalnum():
                left += 1
        tokens = _suffix(low, self._lexer, left, start)
        begin, expecting = start, True
        for token in reversed(tokens):
            ordinal = token.entry is not None and token.entry.ordinal > 0
            if expecting:
                if ordinal or (numbered and token.is_value):
                    begin, expecting = token.start, False
                elif not (token.has("noise") and not token.levels):
                    break
            elif token.type in ("comma", "dash") or token.has("and") or token.has("or") or token.has("to"):
                expecting = True
            elif not (token.has("noise") and not token.levels):
                break
        return begin

    def _after_ordinal(self, start: int) -> bool:
        """Whether the word before is an ordinal (two words in some languages)."""
        window = self._low[max(0, start - 30) : start].rstrip()
        one = window.rfind(" ")
        two = window.rfind(" ", 0, one) if one > 0 else -1
        for at in (one, two):
            entry = self._words.entry(window[at + 1 :])
            if entry is not None and entry.ordinal:
                return True
        return False

    def _trim_count(self, expression: Expression, tokens: list[Token]) -> Expression | None:
        """As in "Article 64 % of ...", "the Article 5 days later": the last number counts something."""
        while True:
            last = tokens[expression.used - 1]
            if last.type != "number" or last.chain or not self._words.after_number.match(self._low, last.end):
                return expression
            used = expression.used - 1
            while used and (
                tokens[used - 1].type in ("comma", "dash")
                or (tokens[used - 1].type == "word" and not tokens[used - 1].levels)
            ):
                used -= 1
            if used == 0 or used >= expression.used:
                return None
            shorter = Parser(tokens[:used], self._words).parse()
            if shorter is None or shorter.used >= expression.used:
                return None
            expression = shorter

    # ------------------------------------------------------------------ judging what was read

    def _judge(self, expression: Expression, trigger: int, word: str) -> int:
        low, table = self._low, self._words
        start, end = expression.start, expression.end
        items = expression.items
        if not items[0].rooted:
            if not any(item.rooted for item in items):
                return self._relative(expression)
            # "point 3 and Article 5": nobody knows whose point, but the article is clear.
            items = expression.items = [item for item in items if item.rooted]
            start = expression.start = items[0].start
        head = items[0].path[0][0]
        if head == "art" and low[end : end + 1] == ":" and low[end + 1 : end + 2].isdigit():
            return self._book_article(start, end)
        if head == "art" and table.language == "fr" and (code := _OF_A_CODE.match(self._whole.norm, end)):
            return self._emit(expression, vetoed=True, end=code.end())
        if head == "art" and table.language != "de" and len(items[-1].path) == 1 and not items[-1].last:
            # "Article 95, § 1": the sign is no word of this language's grammar, but the paragraph's all the same.
            sign = _SIGN.match(low, end)
            if sign is not None:
                items[-1].path.append(("par", sign[1]))
                end = expression.end = sign.end()
        if head == "anx" and (under := _UNDER_AN_ANNEX.match(low, end)) and _is_annex_or_point(items[-1]):
            # "Annex III, 4", "bijlage III, punt 1, a (": numbers of annexes are not mixed, so this is below.
            kind = items[-1].path[-1][0]
            if (kind == "anx") == under[1].isdecimal() and (kind == "anx" or table.language != "en"):
                items[-1].path.append(("pnt", under[1]))
                end = expression.end = under.end()
        if head == "anx" and len(items[-1].path) == 1 and _is_annex_or_point(items[-1]):
            below = _POINT_OF_AN_ANNEX.match(low, end)
            if below is not None:  # "Annex III 6(d)"
                items[-1].path.extend((("pnt", below[1]), ("pnt", below[2])))
                end = expression.end = below.end()
        letter = _LAST_LETTER.match(low, end) if table.language in _LETTERS_STAND_BARE else None
        if (
            letter
            and items[-1].path[-1][0] == "par"
            and not items[-1].last
            and self._next_act(end) == letter.end()
        ):
            # "Absatz 2 a DSGVO": nothing else can stand between the paragraph and the act's name.
            items[-1].path.append(("pnt", letter[1]))
            end = expression.end = letter.end() - 1
        after = attach.after(self._whole, end, self._named, self._starts, table)
        before = attach.before(self._whole, start, self._named, self._starts, table)
        if after is not None and before is not None:
            taken = _count_before(self._starts, start) - 1 in self._used
            if after.strength < before.strength and not taken:
                after = None
        elif (
            after is not None
            and after.strength == 1
            and self._head_follows(after.end)
            and low[end : end + 1] == ","
        ):
            after = None
        if before is not None and head in ("sct", "prt") and before.strength < 2:
            before = None  # "... (AI Act) - Section III": a heading's own
        chosen = after or before
        act = chosen.act if chosen else None
        if chosen is not None and act is not None and act.foreign:
            return self._emit(
                expression, vetoed=True, end=max(end, chosen.end), start=min(start, chosen.start)
            )
        if after is None:
            far = attach.foreign_after(self._whole, end, table)
            if far and not self._is_body(start, end, head) and not self._names_an_act(end, far):
                return self._emit(expression, vetoed=True, end=far)
        explicit = act is not None and not (act.ambiguous and not act.exact)
        if not explicit:
            if self._is_body(start, end, head):
                return end
            if self._of_document(end):
                return end
            near = attach.foreign_before(self._whole, start, table)
            if near >= 0:
                return self._emit(expression, vetoed=True, start=near)
            if self._looks_common(trigger, word, head, end):
                return end
        if explicit and chosen is not None and act is not None:
            if (
                after is not None
                and low.startswith(" ", end)
                and table.foreign.match(low, end + 1)
                and act.start > end + 1
            ):
                return self._emit(expression, vetoed=True)
            self._take(act, chosen)
            return self._emit(
                expression, act=act, draft=chosen.draft, forward=after is not None,
                start=start if after or chosen.apart else chosen.start, end=chosen.end if after else end,
            )  # fmt: skip
        back = attach.points_back(self._whole, end, table)
        draft = self._draft_without_name(end)
        if draft:
            return self._emit(expression, draft=True, end=draft)
        if back and not (back[0] == "other" and not self._stands_alone(items, trigger)):
            return self._emit(expression, anaphora=back[0], end=back[1])
        if re.search(r"ibid\.?[,:]? $", low[max(0, start - 8) : start]):
            return self._emit(expression, anaphora="ibid")
        idiom = self._idiom(items, end)
        if idiom:
            return self._emit(expression, act=Named(end, end, idiom + "/TXT", "name", "low"))
        if not self._stands_alone(items, trigger):
            return self._emit(expression, needs_named=True)
        return self._emit(
            expression,
            needs_act=head in ("cpt", "tis") or (word == "art" and self._whole.norm[trigger] == "a"),
        )

    def _take(self, act: Named, chosen: attach.Attached) -> None:
        if not chosen.apart:
            self._used.add(_count_before(self._starts, act.start))

    def _stands_alone(self, items: list[Item], trigger: int) -> bool:
        """Whether a reference without an act may be given one from the context: documents have
        chapters, parts and annexes of their own, numbered with digits or letters."""
        kind, value = items[0].path[0]
        if kind in ("sct", "prt"):
            return False
        if kind in ("cpt", "tis"):
            return (value.isupper() and self._whole.norm[trigger].isupper()) or (
                value.isupper() and self._words.language != "en"
            )
        if kind == "anx":
            return value.rstrip("abcd").lower() in ROMANS
        return True

    def _head_follows(self, at: int) -> bool:
        gap = re.compile(r"[)\]\"']?[ ,:(]{0,3}").match(self._low, at)
        place = gap.end() if gap else at
        match = self._words.trigger.match(self._low, place)
        return match is not None

    def _is_body(self, start: int, end: int, head: str) -> bool:
        if head != "art":
            return False
        return bool(
            self._words.bodies.match(self._low, end)
            or self._words.body_before.search(self._low[max(0, start - 40) : start])
        )

    def _of_document(self, end: int) -> bool:
        """As in "of this report": the author's own text."""
        at, count = attach.connectors(
            self._low, end + 1 if self._low[end : end + 1] == " " else end, self._words
        )
        if not count:
            return False
        match = re.compile(r"(?:this|our|my|your|their) (\w+)").match(self._low, at)
        return match is not None and not self._words.act_word.fullmatch(match[1])

    def _looks_common(self, trigger: int, word: str, head: str, end: int) -> bool:
        """As in "state of the art. 64", "an article 10": the common noun."""
        low, norm = self._low, self._whole.norm
        left = low[max(0, trigger - 8) : trigger]
        if (head == "art" and norm[trigger].islower() and self._words.language == "en") or word == "art.":
            if word == "art." and norm[trigger].islower() and re.search(r"(?:^|\W)the $", left):
                return low[end - 1] != ")"
            if re.search(r"(?:^|\W)(?:an?|this|our|my|your|his|her|each|every|another|new|recent) $", left):
                return low[end - 1] != ")" and norm[trigger].islower()
        return False

    def _draft_without_name(self, end: int) -> int:
        at = end + 1 if self._low[end : end + 1] == " " else end
        at, count = attach.connectors(self._low, at, self._words)
        for _ in range(3 if count else 0):
            match = self._words.draft.match(self._low, at)
            if match:
                return match.end()
            word = _ADJECTIVE.match(self._low, at)
            if word is None:
                return 0
            at = word.end()
        return 0

    def _idiom(self, items: list[Item], end: int) -> str:
        if len(items) != 1 or len(items[0].path) != 1:
            return ""
        for idiom in shared("idioms"):
            if items[0].path[0] == ("art", idiom["article"]) and self._words.language == idiom["language"]:
                near = self._low[max(0, end - 80) : end + 60]
                if any(re.search(rf"\b{w}\b", near) for w in idiom["words"]):
                    return str(idiom["act"])
        return ""

    # ------------------------------------------------------------------ other shapes

    def _section(self, start: int, done: int) -> int:
        """As in "§ 26 BDSG": a section of a national law, unless the sign means a paragraph here."""
        low, table = self._low, self._words
        if table.entry("§") is not None:
            return done
        size = 2 if low.startswith("§§", start) else 1
        tokens = self._lexer.run(start + size, self._next_act(start))
        if not tokens or tokens[0].type != "number":
            return done
        sign = Token("word", start, start + size, "§", entry=Entry(levels=("art",)))
        expression = Parser([sign, *tokens], table).parse()
        if expression is None:
            return done
        for item in expression.items:
            if item.path[0][0] == "art":
                item.path[0] = ("sct", item.path[0][1])
        end = attach.foreign_after(self._whole, expression.end, table) or expression.end
        if (
            tokens[0].chain
            and end == expression.end
            and not _LAW_BEFORE.search(low[max(0, start - 12) : start])
        ):
            return max(done, end)  # "§2.5" with no law beside it: a section of a document
        return self._emit(expression, vetoed=True, end=end)

    def _book_article(self, start: int, end: int) -> int:
        """As in "artikel 6:162 BW": book and article, as national codes number them."""
        number = re.compile(r"\d{1,2}:\d{1,4}[a-z]?").search(self._low, max(start, end - 4))
        finish = number.end() if number else end
        finish = attach.foreign_after(self._whole, finish, self._words) or finish
        target = f"art_{number[0]}" if number else "art_0"
        found = Found(
            start, finish, "single", None, None, (target,), language=self._words.language, vetoed=True
        )
        self._out.append(Draft(found))
        return finish

    def _that_article(self, start: int, word: str, done: int) -> int:
        """As in "that Article" (English only: elsewhere the same words are everyday)."""
        if self._words.language != "en" or word != "article" or self._whole.norm[start] != "A":
            return done
        if not self._low[max(0, start - 5) : start].endswith("that "):
            return done
        found = Found(start - 5, start + len(word), "relative", None, None, ("^art",), "low", "en")
        self._out.append(Draft(found))
        return start + len(word)

    def _relative(self, expression: Expression) -> int:
        """As in "paragraph 2 of that Article", "point (b) thereof", "paragraph 2"."""
        pointer = attach.points_to_article(self._whole, expression.end, self._words)
        first = expression.items[0].path[0][0]
        if pointer is None:
            if (
                first != "par"
                or any(len(item.path) > 1 for item in expression.items)
                or attach.foreign_after(self._whole, expression.end, self._words)
            ):
                return expression.end
            if (
                self._low[expression.start : expression.end].startswith("par")
                and "." in self._low[expression.start : expression.end]
            ):
                return expression.end  # "para. 47" is a judgment's
            anchor, end = "^art", expression.end
        else:
            anchor, end = pointer
        targets = tuple(f"{anchor}.{item.render()}" for item in expression.items)
        found = Found(
            expression.start,
            end,
            "relative",
            None,
            None,
            targets,
            "medium" if pointer else "low",
            self._words.language,
        )
        self._out.append(Draft(found))
        return end

    # ------------------------------------------------------------------ out

    def _emit(
        self,
        expression: Expression,
        *,
        start: int = -1,
        end: int = -1,
        act: Named | None = None,
        vetoed: bool = False,
        draft: bool = False,
        anaphora: str | None = None,
        needs_act: bool = False,
        needs_named: bool = False,
        forward: bool = False,
    ) -> int:
        start = expression.start if start < 0 else start
        end = expression.end if end < 0 else end
        items = expression.items
        base = Found(
            start, end, _kind(items), None, None, tuple(dict.fromkeys(item.render() for item in items)),
            language=self._words.language, vetoed=vetoed, needs_act=needs_act, needs_named=needs_named,
            anaphora=anaphora, draft=draft,
        )  # fmt: skip
        if draft:
            base = replace(base, act="?draft", act_how="name")
        if act is not None:
            base = replace(base, act_start=act.start, act_end=act.end, confidence=act.confidence)
            if not draft:
                base = replace(base, act=act.celex, act_how=act.how)
        if base.act and base.act.endswith("/TXT"):
            self._treaty(base, items, forward)
        else:
            self._out.append(Draft(base, by_alias=act is not None and act.alias, forward=forward))
        return max(end, expression.end)

    def _treaty(self, base: Found, items: list[Item], forward: bool) -> None:
        """Articles of the treaties are documents of their own: Article 16 TFEU is 12016E016."""
        assert base.act is not None
        if any(
            item.last or item.open or item.path[0][0] != "art" or not item.path[0][1].isdecimal()
            for item in items
        ):
            self._out.append(Draft(base, forward=forward))
            return
        groups: dict[str, list[Item]] = {}
        for item in items:
            groups.setdefault(f"{base.act[:6]}{int(item.path[0][1]):03d}", []).append(item)
        for number, (celex, group) in enumerate(groups.items()):
            targets = tuple(Item(item.path[1:], item.last).render() for item in group if len(item.path) > 1)
            start = base.start if number == 0 else group[0].start
            end = base.end if number == len(groups) - 1 else group[-1].end
            found = replace(base, start=start, end=end, act=celex, targets=targets,
                            kind=_kind(group) if targets else "act-only")  # fmt: skip
            self._out.append(Draft(found, forward=forward))

    def _backwards(self) -> None:
        """The act named last in a coordinated list is that of the whole list."""
        for index in range(len(self._out) - 2, -1, -1):
            one, two = self._out[index].found, self._out[index + 1]
            if one.act or one.vetoed or one.kind == "relative" or not two.forward or two.found.act is None:
                continue
            if one.anaphora is not None or one.end > two.found.start:
                continue
            gap = self._low[one.end : two.found.start]
            if len(gap) > 110 or not self._coordinates(gap) or two.found.act[:5] == "12016":
                continue
            found = replace(
                one,
                act=two.found.act,
                act_how=two.found.act_how,
                draft=two.found.draft,
                needs_named=False,
                needs_act=False,
            )
            self._out[index] = Draft(found, two.by_alias, forward=True)

    def _coordinates(self, gap: str) -> bool:
        label = re.match(r" ?\([^()|]{1,80}\)", gap)
        rest = gap[label.end() :] if label else gap
        rest = rest.strip()
        if not rest:
            return label is not None
        pieces = re.split(r"[ ,;/]+", rest)
        for piece in pieces:
            if not piece or piece == "&":
                continue
            entry = self._words.entry(piece)
            if (
                entry is None or not entry.roles & {"and", "or", "of", "noise"}
            ) and not self._words.connector.fullmatch(piece):
                return rest in ("in conjunction with", "as well as", "and", "read together with")
        return True


def _count_before(starts: Sequence[int], at: int) -> int:
    return bisect_left(starts, at)


def _suffix(low: str, lexer: Lexer, left: int, right: int) -> list[Token]:
    """The run of tokens that ends at ``right``."""
    tokens: list[Token] = []
    at = left
    while at < right:
        if low[at] == " ":
            at += 1
            continue
        token = lexer.token(at)
        if token is None or token.end > right:
            tokens = []
            at += 1
            while at < right and low[at].isalnum() and low[at - 1].isalnum():
                at += 1
            continue
        tokens.append(token)
        at = token.end
    return tokens


def _is_annex_or_point(item: Item) -> bool:
    """Whether it is an annex in Roman numbers, or a numbered point below one."""
    if item.last or item.path[0][0] != "anx" or item.path[0][1].isdecimal():
        return False
    return len(item.path) == 1 or (item.path[-1][0] == "pnt" and item.path[-1][1].isdecimal())


def _kind(items: list[Item]) -> Kind:
    if any(item.open for item in items):
        return "open-range"
    if len(items) > 1:
        return "list"
    return "range" if items[0].last else "single"


def _bare(one: Named, language: str) -> Found:
    return Found(
        one.start, one.end, "single" if one.paras else "act-only", one.celex, "number", one.paras, one.confidence,
        language, act_start=one.start, act_end=one.end,
    )  # fmt: skip
