"""From tokens to canonical paths: one reference expression in any of the 24 languages.

A reference is a run of units (a level word with values: "Article 5", "6 artiklan", "first
subparagraph"), brackets ("(1)(a)"), and what joins them. A unit of a lower level goes below the one
before; a value after "and" stands for its brother at the same level; "of" turns the order round.
"""

from __future__ import annotations

from srclint.legal.references.lexer import ROMANS, Token
from srclint.legal.references.paths import (
    MOST_ITEMS,
    RANK,
    ROOTS,
    Component,
    Expression,
    Item,
    alike,
    bracket_level,
    bracket_value,
    capital,
    rising,
    roman_number,
    shape_of,
    small,
)
from srclint.legal.references.words import Words


class Parser:
    """Parses one expression from the beginning of a token list; makes no second pass over a token."""

    def __init__(self, tokens: list[Token], words: Words) -> None:
        self._tokens = tokens
        self._words = words
        self._items: list[Item] = []
        self._group = 0  # the first item that "of" may still put below something
        self._level = ""  # the level that a bare value stands for
        self._plural = False
        self._roman = False  # German academic style: "Art. 6 I 1 f"
        self._before_separator = 0

    def parse(self) -> Expression | None:
        """The expression, or None where the tokens do not begin one."""
        at = 0
        separated = False
        while at < len(self._tokens) and len(self._items) < MOST_ITEMS:
            step = self._step(at, separated)
            if step is None or step <= at:
                break
            used, separated = step, False
            for item in self._items:
                if item.start < 0:
                    item.start = self._tokens[at].start
            if self._items:
                self._items[-1].end = self._tokens[used - 1].end
            following = self._separator(used)
            if following is not None:
                at, separated = following, True
                self._before_separator = used
            else:
                at = used
            last = used
        if not self._items:
            return None
        return Expression(self._items, last, self._tokens[0].start, self._tokens[last - 1].end, self._plural)

    # ------------------------------------------------------------------ steps

    def _token(self, at: int) -> Token | None:
        return self._tokens[at] if 0 <= at < len(self._tokens) else None

    def _separator(self, at: int) -> int | None:
        """Where the next item begins if separators (and what says nothing) stand here."""
        token = self._token(at)
        if token is None:
            return None
        start = at
        while (token := self._token(at)) is not None and (
            token.type in ("comma", "semicolon", "slash") or token.has("and") or token.has("or")
        ):
            if token.type == "word" and self._is_point_letter(at):
                break
            at += 1
        if at == start:
            return None
        # "and of Article 6", "et de l'article 6"
        while (
            (token := self._token(at)) is not None
            and (token.has("of") or token.has("noise"))
            and not token.levels
        ):
            at += 1
        return at

    def _is_point_letter(self, at: int) -> bool:
        """As in "a", "e", "i", "o", "y", "u" after a point word are letters, not conjunctions."""
        before = self._token(at - 1)
        token = self._tokens[at]
        return len(token.value) == 1 and before is not None and "pnt" in before.levels

    def _step(self, at: int, separated: bool) -> int | None:
        token = self._tokens[at]
        if token.type == "word":
            return self._word(at, token, separated)
        if token.is_value:
            after = self._postfixed(at, separated)
            if after is not None:
                return after
            return self._value(at, token, separated)
        if token.type == "open":
            return self._inner(at)
        if token.type == "dash":
            return self._range(at)
        return None

    def _word(self, at: int, token: Token, separated: bool) -> int | None:
        if self._letter_word(token) and self._items and self._level == "pnt" and (separated or self._roman):
            # "lit. a, b und f", "Art. 6 I 1 f": a letter, though the same word means something else.
            letter = Token("letter", token.start, token.end, self._words.points[token.value], "letter")
            after = self._brother(at, letter) if separated else self._bare_after(at, self._items[-1], letter)
            if after is not None:
                return after
        if token.entry is not None and token.entry.ordinal:
            after = self._ordinal(at, separated)
            if after is not None:
                return after
        if token.levels:
            return self._unit(at, token, separated)
        if self._items and not separated:
            if token.has("et_seq"):
                self._items[-1].open = True
                return at + 1
            if token.has("following"):
                return self._following(at)
            if token.has("to"):
                return self._range(at)
            if token.entry is not None and token.entry.insert and self._insert(token):
                return at + 1
            if token.has("rct_tail"):
                return self._recital_tail(at)
        if token.has("to") and self._items and not separated:
            return self._range(at)
        if token.has("of"):
            return self._ascend(at)
        if token.has("noise"):
            return self._over_noise(at, separated)
        return None

    def _over_noise(self, at: int, separated: bool) -> int | None:
        token = self._token(at + 1)
        if token is None or not (token.levels or token.is_value or (token.entry and token.entry.ordinal)):
            return None
        after = self._step(at + 1, separated)
        return after if after is not None and after > at + 1 else None

    # ------------------------------------------------------------------ units

    def _unit(self, at: int, token: Token, separated: bool) -> int | None:
        """A level word and the value after it."""
        follow = at + 1
        while (
            (t := self._token(follow)) is not None
            and t.has("noise")
            and not t.levels
            and not self._letter_word(t)
        ):
            follow += 1
        value = self._token(follow)
        if value is None:
            return None
        if (
            value.type == "word"
            and value.levels
            and value.entry
            and value.entry.lead
            and "pnt" in value.levels
        ):
            # "stk. nr. 1": two words for one level
            after = self._token(follow + 1)
            if after is not None and after.is_value and value.value.endswith("."):
                follow, value = follow + 1, after
        ordinal = value.entry.ordinal if value.type == "word" and value.entry else 0
        if ordinal and not (value.levels and self._words.post):
            return self._add_unit(token, str(ordinal), "ordinal", separated, follow + 1)
        text, shape = self._value_of(value)
        if not text:
            return None
        level = self._choose(token, shape)
        if level == "pnt" and shape == "roman":
            text = text.lower()
        if not self._plausible(level, text, shape, value):
            return None
        if (
            level in ("par", "sub", "pnt", "sen", "ind")
            or not self._is_post(level)
            or not self._postfix_ahead(follow)
        ):
            after_tail = self._tail_as_recital(token, follow + 1)
            if after_tail:
                level = "rct"
            self._plural = self._plural or token.value.rstrip(".").endswith(("s", "en", "tt", "i"))
            self._add(level, text, shape, separated)
            self._chain(value.chain)
            return after_tail or follow + 1
        return None

    def _tail_as_recital(self, token: Token, at: int) -> int:
        """Czech "bod 97 odůvodnění": the word after the number makes it a recital."""
        tail = self._token(at)
        if tail is not None and tail.has("rct_tail") and ("pnt" in token.levels or "rct" in token.levels):
            return at + 1
        return 0

    def _recital_tail(self, at: int) -> int | None:
        item = self._items[-1]
        if len(item.path) == 1 and item.path[0][0] in ("pnt", "rct"):
            for one in self._items[self._group :]:
                if len(one.path) == 1:
                    one.path[0] = ("rct", one.path[0][1])
                    if one.last:
                        one.last = ("rct", one.last[1])
            return at + 1
        return None

    def _letter_word(self, token: Token) -> bool:
        return token.type == "word" and len(token.value) == 1 and token.value in self._words.points

    def _value_of(self, token: Token) -> tuple[str, str]:
        if token.is_value:
            return token.value, token.shape
        if self._letter_word(token):
            return self._words.points[token.value], "letter"
        if token.type == "word" and token.value in ROMANS and len(token.value) > 1:
            return token.value, "roman"
        return "", ""

    def _choose(self, token: Token, shape: str) -> str:
        """Which level a word names, from what stands with it and where it is."""
        levels = token.levels
        if shape == "ordinal":
            if token.entry and token.entry.ordinal_is:
                return token.entry.ordinal_is
            return next((one for one in ("sub", "sen", "ind") if one in levels), levels[0])
        root = self._items[-1].path[0][0] if self._items and self._items[-1].path else ""
        if root == "anx" and "pnt" in levels:
            return "pnt"
        if shape == "letter" and "pnt" in levels:
            return "pnt"
        if shape == "roman":
            upper = [one for one in ("anx", "tis", "cpt", "prt", "sct") if one in levels]
            if upper:
                return upper[0]
            if "pnt" in levels:
                return "pnt"
        if "sub" in levels and "par" in levels and self._items and "par" in self._items[-1].kinds:
            return "sub"  # "article 6, paragraphe 1, alinéa 2", but "article 12, alinéa 3" is Article 12(3)
        numbered = [one for one in levels if one not in ("tis", "prt")] or list(levels)
        return next(
            (one for one in ("art", "rct", "anx", "cpt", "sct", "par") if one in numbered), numbered[0]
        )

    def _plausible(self, level: str, text: str, shape: str, value: Token) -> bool:
        if level == "art":
            return shape == "number" and small(text, 999)
        if level == "rct":
            return shape == "number" and small(text, 999)
        if level in ("cpt", "tis"):
            return shape == "roman" or (shape == "number" and small(text, 60))
        if level == "anx":
            return shape in ("roman", "number") or (shape == "letter" and value.type in ("letter", "paren"))
        if level in ("par", "sub", "sen", "ind"):
            return (shape == "number" and small(text, 200)) or (
                shape in ("letter", "roman") and level == "par" and "pnt" in value.levels
            )
        return True

    def _is_post(self, level: str) -> bool:
        return level in self._words.post

    def _postfix_ahead(self, at: int) -> bool:
        """Whether the value at ``at`` belongs to a level word after it, not to the one before."""
        return self._find_post(at) is not None

    def _ordinal(self, at: int, separated: bool) -> int | None:
        """As in "first subparagraph", "first and second sentences"."""
        ordinals = [self._tokens[at]]
        follow = at + 1
        while (token := self._token(follow)) is not None:
            if token.entry and token.entry.ordinal and not token.levels:
                ordinals.append(token)
            elif token.levels:
                break
            elif not (token.type == "comma" or token.has("and") or token.has("or")):
                return None
            follow += 1
            if len(ordinals) > 8:
                return None
        word = self._token(follow)
        if word is None or self._tokens[follow - 1] not in ordinals:
            return None
        level = self._choose(word, "ordinal")
        if level in ROOTS and level != "art":
            return None
        if level in ("art", "anx"):
            return None
        for index, token in enumerate(ordinals):
            assert token.entry is not None
            self._add(level, str(token.entry.ordinal), "number", separated or index > 0)
            separated = False
        return follow + 1

    def _add_unit(self, token: Token, text: str, shape: str, separated: bool, after: int) -> int | None:
        level = self._choose(token, shape)
        if level in ROOTS:
            return None
        self._add(level, text, "number", separated)
        return after

    # ------------------------------------------------------------------ number before the word

    def _find_post(self, at: int) -> tuple[list[tuple[Token, bool]], int] | None:
        """Values (each with "is the end of a range") up to a level word that takes them."""
        words = self._words
        if not (words.post or words.both):
            return None
        values: list[tuple[Token, bool]] = []
        ranged = False
        expecting = True
        while (token := self._token(at)) is not None and len(values) < 40:
            if expecting:
                if token.is_value:
                    values.append((token, ranged))
                    ranged, expecting = False, False
                elif not (token.has("noise") and not token.levels):
                    return None
            elif token.type == "dash" or token.has("to"):
                ranged = expecting = True
            elif token.type == "comma" or ((token.has("and") or token.has("or")) and not token.levels):
                expecting = True
            elif token.has("noise") and not token.levels:
                pass
            elif token.levels:
                kinds = set(token.levels)
                if kinds & (words.post | words.both):
                    return values, at
                return None
            else:
                return None
            at += 1
        return None

    def _postfixed(self, at: int, separated: bool) -> int | None:
        found = self._find_post(at)
        if found is None:
            return None
        values, where = found
        word = self._tokens[where]
        if not set(word.levels) & self._words.post:
            # "III lisa punkt 5" but "punkt 5 lisa III": a value after the word wins, and a number
            # that stands free after an article belongs to that.
            after = self._token(where + 1)
            first = values[0][0]
            if after is not None and after.is_value and after.type != "paren":
                return None
            if "art" in word.levels and not self._dotted(first):
                return None
        first, _ = values[0]
        shape = first.shape
        level = self._choose(word, shape)
        if shape == "letter" and level not in ("pnt", "anx", "sct", "prt"):
            return None
        if not self._plausible(level, first.value, shape, first):
            return None
        tail = self._tail_as_recital(word, where + 1)
        if tail:
            level, where = "rct", tail - 1
        for token, ranged in values:
            text = token.value.lower() if level == "pnt" else token.value
            if ranged:
                self._items[-1].last = (level, text)
            else:
                self._add(level, text, token.shape, separated)
                self._chain(token.chain)
            separated = True
        return where + 1

    def _dotted(self, token: Token) -> bool:
        return token.end - token.start > len(token.value)

    # ------------------------------------------------------------------ values without a word

    def _value(self, at: int, token: Token, separated: bool) -> int | None:
        if not self._items:
            return None
        item = self._items[-1]
        if token.type == "paren" or token.type == "half":
            if separated:
                return at + 1 if self._elided(token) else None
            return at + 1 if self._bracket(item, token) else None
        if not separated:
            return self._bare_after(at, item, token)
        return self._brother(at, token)

    def _bracket(self, item: Item, token: Token) -> bool:
        """As in "(1)" directly after what it belongs to."""
        if item.open:
            return False
        if item.last is not None:
            return True  # "Articles 5(1) to 7(2)": the end of a range keeps its first level
        if item.path[-1][0] == "anx" and token.upper and token.shape in ("letter", "roman"):
            self._append(item, "sct", token.value.upper())
            return True
        level = bracket_level(item.path, token.shape)
        if not level:
            return False
        self._append(item, level, bracket_value(token))
        return True

    def _elided(self, token: Token) -> bool:
        """As in "Article 9(2)(a), (b) and (g)": the brother of the last bracket of the same shape."""
        item = self._items[-1]
        for index in range(len(item.path) - 1, 0 if item.rooted else -1, -1):
            kind, value = item.path[index]
            if kind in ("par", "pnt") and shape_of(value) == token.shape:
                self._items.append(Item([*item.path[:index], (kind, token.value)]))
                return True
            if (
                kind in ("par", "pnt")
                and token.shape == "letter"
                and value in ROMANS
                and token.value in ROMANS
            ):
                self._items.append(Item([*item.path[:index], (kind, token.value)]))
                return True
        if item.rooted and len(item.path) > 1 and token.shape == "number":
            return False
        return self._bracket(item, token)

    def _bare_after(self, at: int, item: Item, token: Token) -> int | None:
        """A value with nothing before it: "Art. 6 I 1 f", "artikel 6.1 f"."""
        words = self._words
        kind = item.path[-1][0] if item.path else ""
        if token.type == "roman" and words.roman_par and kind == "art":
            number = roman_number(token.value.rstrip("abcd"))
            if number:
                self._append(item, "par", str(number) + token.value.lstrip("IVXLC"))
                self._roman, self._level = True, "pnt"
                return at + 1
        if words.roman_par and kind in ("par", "sen") and self._roman:
            if token.type == "number" and kind == "par":
                self._append(item, "sen", token.value)
                self._level = "pnt"
                return at + 1
            if token.type == "letter":
                self._append(item, "pnt", token.value)
                self._level = "pnt"
                return at + 1
        if (
            token.type == "letter"
            and words.bare_letter
            and kind in ("par", "pnt")
            and token.value not in ("i", "")
        ):
            self._append(item, "pnt", token.value)
            self._level = "pnt"
            return at + 1
        return None

    def _brother(self, at: int, token: Token) -> int | None:
        """A bare value after a separator: another one of the level that was last named."""
        item = self._items[-1]
        level = self._level
        if not level:
            return None
        index = next((i for i in range(len(item.path) - 1, -1, -1) if item.path[i][0] == level), None)
        if index is None:
            return None
        have = item.path[index][1]
        if token.type == "letter" and not (level == "pnt" and have.isalpha()):
            return None
        if token.type == "roman" and not have[:1].isupper():
            return None
        if token.type == "number":
            if level == "anx" and have.isalpha():
                # "Annex XIV, 6.2": the annexes of one act are counted in one way, so this is below it.
                if len(item.path) > 1 or not self._after_comma(at) or not token.chain:
                    return None
                self._append(item, "pnt", token.value)
                self._chain(token.chain)
                return at + 1
            if have.isalpha():
                return None
            if level == "art" and not small(token.value, 999):
                return None
            if not self._plural and not self._closed(at):
                return None
            after = self._token(at + 1)
            if level in ("par", "sub", "pnt", "sen") and after is not None and level in after.levels:
                # "Art. 5 Abs. 1 und 6 Abs. 1": the number before another "Abs." is an article.
                level, index = item.path[0][0], 0
        elif level == "pnt" and have in ROMANS and len(have) > 1:
            return None
        self._items.append(Item([*item.path[:index], (level, token.value)]))
        self._chain(token.chain)
        return at + 1

    def _after_comma(self, at: int) -> bool:
        before = self._token(at - 1)
        return before is not None and before.type == "comma"

    def _closed(self, at: int) -> bool:
        """After a head in the singular a bare number counts after "and", or where a list goes on."""
        before = self._token(at - 1)
        return before is not None and (before.type != "comma" or self._token(at + 1) is not None or True)

    # ------------------------------------------------------------------ ranges, tails

    def _range(self, at: int) -> int | None:
        """As in "51 to 55", "(4)-(6)", "a-f", "Article 51 to Article 55"."""
        if not self._items or self._items[-1].last or self._items[-1].open:
            return None
        item = self._items[-1]
        follow = at + 1
        while (t := self._token(follow)) is not None and t.has("noise") and not t.levels:
            follow += 1
        token = self._token(follow)
        if token is None or not item.path:
            return None
        if token.levels:
            after = self._token(follow + 1)
            level = self._choose(token, after.shape if after else "")
            index = next((i for i, (kind, _) in enumerate(item.path) if kind == level), None)
            if after is None or not after.is_value or index is None or index != len(item.path) - 1:
                return None
            token, follow = after, follow + 1
        text, shape = self._value_of(token)
        if not text:
            return None
        kind, value = item.path[-1]
        if shape == "letter" and value in ROMANS and text in ROMANS:
            pass
        elif (shape == "number") != value.lstrip("m")[:1].isdecimal():
            return None
        if kind == "pnt" and shape == "roman":
            text = text.lower()
        if shape == "number" and (not rising(value, text) or not small(text, 999)):
            return None
        if shape == "letter" and not (value < text or len(text) > 1):
            return None
        item.last = (kind, capital(text) if kind in ROOTS and shape != "number" else text)
        return follow + 1

    def _following(self, at: int) -> int | None:
        item = self._items[-1]
        kind, value = item.path[-1]
        if not value.isdecimal() or item.last:
            return None
        if kind == "par" and self._tokens[at].value == "f":
            # "Art. 6 Abs. 1 f DSGVO" is a point; the following paragraph has its full stop ("f.").
            self._append(item, "pnt", "f")
            return at + 1
        item.last = (kind, str(int(value) + 1))
        return at + 1

    def _insert(self, token: Token) -> bool:
        """As in "artikel 4 bis" is Article 4a."""
        item = self._items[-1]
        kind, value = item.path[-1]
        if kind not in ("art", "par") or not value.isdecimal() or item.last:
            return False
        assert token.entry is not None
        item.path[-1] = (kind, value + token.entry.insert)
        return True

    def _inner(self, at: int) -> int | None:
        """As in "9(6 en 8)", "17(1 sub d)", "6(1-a)": values between one pair of brackets."""
        if not self._items or not self._items[-1].rooted or self._items[-1].last:
            return None
        values: list[tuple[Token, str]] = []
        joint = ""
        follow = at + 1
        closed = False
        while not closed and (token := self._token(follow)) is not None and token.type != "close":
            if token.is_value:
                values.append((token, joint))
                joint = ""
                # "(1 sub d)": the bracket was read with its letter.
                closed = token.closes
            elif token.type == "comma" or token.has("and") or token.has("or"):
                joint = "list"
            elif token.type == "dash" or token.has("to"):
                joint = "range"
            elif token.levels:
                if set(token.levels) & ROOTS:
                    return None
                joint = "below" if values else ""
            elif not token.has("noise"):
                return None
            follow += 1
            if len(values) > 12:
                return None
        if token is None or not values or joint:
            return None
        base = self._items[-1]
        first = values[0][0]
        level = bracket_level(base.path, first.shape)
        if not level:
            return None
        depth = len(base.path)
        self._append(base, level, bracket_value(first))
        self._chain(first.chain)
        for token, how in values[1:]:
            item = self._items[-1]
            if how == "range" and token.shape == shape_of(item.path[-1][1]):
                item.last = (item.path[-1][0], token.value)
            elif how == "list" and token.shape == first.shape:
                self._items.append(Item([*item.path[:depth], (level, token.value)]))
            elif how == "list":
                if not self._elided(token):
                    return None
            else:
                under = bracket_level(item.path, token.shape)
                if under:
                    self._append(item, under, token.value)
        return follow if closed else follow + 1

    # ------------------------------------------------------------------ turning the order round

    def _ascend(self, at: int) -> int | None:
        """As in "point (a) of Article 3(2)": what comes now stands above what came."""
        pending = self._items[self._group :]
        if not pending or any(
            item.rooted and item.path[0][0] not in ("sct", "prt", "cpt") for item in pending
        ):
            return None
        follow = at
        while (
            (token := self._token(follow)) is not None
            and (token.has("of") or token.has("noise"))
            and not token.levels
        ):
            follow += 1
        if token is None or not (token.levels or token.is_value or (token.entry and token.entry.ordinal)):
            return None
        lower = min(RANK[item.path[0][0]] for item in pending)
        if lower == RANK["cpt"]:
            lower += 1  # "Section 4.1 of Chapter II of Annex XV": annexes have chapters, too
        above = Parser(self._tokens[follow:], self._words)
        upper = above.one(lower)
        if upper is None:
            return None
        path, used = upper
        for item in pending:
            item.path = [*path, *item.path]
        self._level = path[-1][0] if path[0][0] in ROOTS else self._level
        if self._items[-1].rooted and self._items[-1].path[0][0] not in ("sct", "prt", "cpt"):
            self._group = len(self._items)
        return follow + used

    def one(self, below: int) -> tuple[list[Component], int] | None:
        """One unit above the rank ``below`` with what directly specifies it, without lists."""
        at = self._step(0, False) if self._tokens else None
        if at is None or len(self._items) != 1 or RANK[self._items[0].path[0][0]] >= below:
            return None
        while True:
            token = self._token(at)
            if token is None:
                break
            if token.type == "paren":
                if self._bracket(self._items[0], token):
                    at += 1
                    continue
                break
            ahead = at + 1 if token.type == "comma" else at
            token = self._token(ahead)
            if token is None or not (token.levels or (token.entry and token.entry.ordinal)):
                break
            size, before = len(self._items), list(self._items[0].path)
            step = self._step(ahead, False)
            if step is None or len(self._items) != size or RANK[self._items[0].path[-1][0]] >= below:
                del self._items[size:]
                self._items[0].path = before
                break
            at = step
        return self._items[0].path, at

    # ------------------------------------------------------------------ building paths

    def _append(self, item: Item, level: str, text: str) -> None:
        item.path.append((level, text))

    def _chain(self, chain: tuple[str, ...]) -> None:
        """As in "6.1.f": each part one level down."""
        item = self._items[-1]
        for part in chain:
            shape = "number" if part[:1].isdecimal() else "letter"
            level = bracket_level(item.path, shape)
            if level:
                self._append(item, level, part)

    def _add(self, level: str, text: str, shape: str, separated: bool) -> None:
        """Put a unit where it belongs: below the last item, or as a new one."""
        self._level = level
        value = capital(text) if shape in ("roman", "letter") and level in ROOTS else text
        if level in ("pnt", "par") and shape in ("letter", "roman"):
            value = text.lower()
        component = (level, value)
        if not self._items:
            self._items.append(Item([component]))
            return
        item = self._items[-1]
        if level == "sct" and not separated and item.path[0][0] == "art" and len(item.path) == 1:
            # "Art. 6 Sect. 1": a translated "Absatz".
            self._level = "par"
            self._append(item, "par", value)
            return
        if level in ROOTS:
            if self._below(item, level) and not (level == "cpt" and separated and self._joined_by_word):
                self._append(item, *component)
                return
            self._items.append(Item([component]))
            self._group = len(self._items) - 1
            return
        same = [
            i
            for i, (kind, have) in enumerate(item.path)
            if kind == level and (level != "pnt" or alike(have, value))
        ]
        if same:
            self._items.append(Item([*item.path[: same[-1]], component]))
        elif separated and self._joined_by_word and not item.rooted:
            self._items.append(Item([component]))
        elif separated and self._joined_by_word:
            keep = [one for one in item.path if RANK[one[0]] < RANK[level] or one[0] in ROOTS]
            # "Article 5(1) and point (a)": nothing says whose point it is but the last article.
            self._items.append(Item([*keep, component]))
        elif item.last is None and not item.open:
            self._append(item, *component)
        else:
            self._items.append(Item([*[one for one in item.path if one[0] in ROOTS], component]))

    @property
    def _joined_by_word(self) -> bool:
        """Whether the last separator was more than a comma."""
        at = self._before_separator
        token = self._token(at)
        while token is not None and token.type in ("comma", "semicolon"):
            if token.type == "semicolon":
                return True
            at += 1
            token = self._token(at)
        return token is not None and (token.has("and") or token.has("or"))

    def _below(self, item: Item, level: str) -> bool:
        if item.last or item.open or level == "art":
            return False
        kinds = item.kinds
        if level in kinds:
            return False
        if level == "sct":
            return kinds[-1] in ("cpt", "anx", "tis", "prt")
        if level == "prt":
            return kinds[-1] == "anx"
        return level == "cpt" and kinds[-1] in ("tis", "anx")
