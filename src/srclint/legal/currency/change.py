"""What became of one provision between two versions of an act, down to the narrowest part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from srclint.legal.currency.wording import contains, difference, forms, same
from srclint.legal.once import OncePerOutline
from srclint.legal.provisions import Location, article_of, human, is_range, locate, parse
from srclint.model import Outline, Provision

State = Literal["unchanged", "changed", "deleted", "inserted", "unknown"]
# A provision that moved is recognised by its words; fewer than these stand in many places.
_TELLING = 8


@dataclass(frozen=True, slots=True)
class Change:
    """One narrowest part that differs: ``kind`` is changed | deleted | inserted.

    ``words`` is what changed in one line (``difference``; "" for a part that came or went), ``moved``
    where a deleted part's words stand now, as a path, ``marks`` the amendment marks that the newer
    text has for it (``M1``) and the older has not.
    """

    path: str
    kind: Literal["changed", "deleted", "inserted"]
    words: str = ""
    moved: str | None = None
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """The result for one cited provision. ``changes`` in the order of the texts, () if unchanged.

    ``unknown``: a text is not segmented to that level, or in another language without any marks.
    ``inserted``: only the newer version has it.
    """

    target: str
    state: State
    changes: tuple[Change, ...] = ()


class _Texts:
    """The provisions of one outline by path, and what stands directly below each."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.by_path = {provision.path: provision for provision in outline.provisions}
        self.below: dict[str, list[str]] = {}
        for path in self.by_path:
            self.below.setdefault(path.rpartition(".")[0], []).append(path)


_texts = OncePerOutline(_Texts)
_KNOWN: dict[tuple[int, int, str], tuple[Outline, Outline, Comparison]] = {}
_MOST = 6400


def compare(old: Outline, new: Outline, target: str) -> Comparison:
    """Compare one provision (or a range of them) in two versions of an act."""
    key = (id(old), id(new), target)
    kept = _KNOWN.get(key)
    # The identities are taken as long as the outlines are held here.
    if kept is not None and kept[0] is old and kept[1] is new:
        return kept[2]
    if len(_KNOWN) >= _MOST:
        _KNOWN.clear()
    result = _compare(old, new, target)
    _KNOWN[key] = (old, new, result)
    return result


def _compare(old: Outline, new: Outline, target: str) -> Comparison:
    unknown = Comparison(target, "unknown")
    parsed = parse(target)
    if old is new:
        return Comparison(target, "unchanged")
    if old.skeleton or new.skeleton:
        return unknown  # what the catalogue or the lock knows has paths and no words
    if parsed.relative or parsed.components[0][0] not in ("art", "anx"):
        return unknown  # recitals never change, and a chapter is no wording
    before, after = locate(old, target), locate(new, target)
    if old.language and new.language and old.language != new.language:
        return _by_marks(target, before, after, new)
    if before.state == "found" and after.state == "found":
        return _of_changes(target, tuple(_aligned(before, after, old, new)))
    if before.state == "found" and after.state == "missing" and not is_range(target):
        return Comparison(target, "deleted", (_deleted(before.provisions[0], old, new),))
    if before.state == "missing" and after.state == "found":
        marks = _marks(_texts(new), after.path)
        return Comparison(target, "inserted", (Change(after.path, "inserted", marks=marks),))
    if before.state == "found" and is_range(target):
        # The newer text has not both ends: what it has of the range is compared one by one.
        parts = [compare(old, new, provision.path) for provision in before.provisions]
        changes = tuple(change for part in parts for change in part.changes)
        known = any(part.state != "unknown" for part in parts)
        return _of_changes(target, changes) if known else unknown
    if before.state == "found" and before.provisions:
        return _within(target, before, old, new)
    return unknown


def _of_changes(target: str, changes: tuple[Change, ...]) -> Comparison:
    # A corrigendum says what the text should have said from the first day: that is no amendment.
    real = tuple(c for c in changes if not c.marks or any(m.startswith(("M", "A")) for m in c.marks))
    return Comparison(target, "changed" if real else "unchanged", real)


def _by_marks(target: str, before: Location, after: Location, new: Outline) -> Comparison:
    """Texts in two languages: the amendment marks still tell what was touched, not how."""
    if before.state != "found" or after.state != "found" or new.version is None:
        return Comparison(target, "unknown")
    earlier = {mark for provision in before.provisions for mark in provision.modified_by}
    changes = []
    for provision in after.provisions:
        marks = tuple(m for m in provision.modified_by if m.startswith("M") and m not in earlier)
        if marks:
            changes.append(Change(provision.path, "changed", marks=marks))
    return Comparison(target, "changed" if changes else "unchanged", tuple(changes))


def _aligned(before: Location, after: Location, old: Outline, new: Outline) -> Iterator[Change]:
    """The changes of what two locations name; a range is compared provision by provision."""
    was, now = _texts(old), _texts(new)
    if len(before.provisions) == 1 and len(after.provisions) == 1:
        yield from _narrowed(before.provisions[0].path, after.provisions[0].path, was, now)
        return
    new_paths = {provision.path for provision in after.provisions}
    old_paths = {provision.path for provision in before.provisions}
    for path in _merged([p.path for p in before.provisions], [p.path for p in after.provisions]):
        if path in old_paths and path in new_paths:
            yield from _narrowed(path, path, was, now)
        elif path in old_paths:
            yield _deleted(was.by_path[path], old, new)
        else:
            yield Change(path, "inserted", marks=_marks(now, path))


def _narrowed(old_path: str, new_path: str, was: _Texts, now: _Texts) -> list[Change]:
    """The narrowest parts that differ. The depth of a provision is bounded by its path."""
    one, other = was.by_path[old_path], now.by_path[new_path]
    if same(one.text, other.text):
        return []
    older, newer = was.below.get(old_path, []), now.below.get(new_path, [])
    found: list[Change] = []
    if older and newer:
        names = {path[len(old_path) :]: path for path in older}
        new_names = {path[len(new_path) :]: path for path in newer}
        for name in _merged(list(names), list(new_names)):
            if name in names and name in new_names:
                found += _narrowed(names[name], new_names[name], was, now)
            elif name in names:
                found.append(_deleted(was.by_path[names[name]], was.outline, now.outline))
            else:
                path = new_names[name]
                found.append(Change(path, "inserted", marks=_marks(now, path)))
    elif newer and not older and contains(other.text, one.text):
        # What was the whole provision is now its first paragraph, or the parts were always there.
        found = [
            Change(path, "inserted", marks=_marks(now, path))
            for path in newer
            if now.by_path[path].modified_by
        ]
    if found:
        return found
    language = was.outline.language or now.outline.language or "en"
    marks = tuple(m for m in other.modified_by if m not in one.modified_by)
    return [Change(new_path, "changed", difference(one.text, other.text, language), marks=marks)]


def _merged(old: list[str], new: list[str]) -> list[str]:
    """Both lists as one, in the newer order, with what is gone after what it followed."""
    result = list(new)
    known = set(new)
    at = 0
    for name in old:
        if name in known:
            at = result.index(name) + 1
        else:
            result.insert(at, name)
            at += 1
    return result


def _deleted(gone: Provision, old: Outline, new: Outline) -> Change:
    """A part that the newer version has not, and where its words stand now, if one place has them."""
    wanted = forms(gone.text)
    moved = None
    if len(wanted) >= _TELLING:
        had = _texts(old).by_path
        homes = [p.path for p in new.provisions if p.path not in had and forms(p.text) == wanted]
        moved = homes[0] if homes else None
    return Change(gone.path, "deleted", moved=moved)


def _within(target: str, before: Location, old: Outline, new: Outline) -> Comparison:
    """The newer text is not segmented that far: whether it still has the words somewhere near."""
    path = before.provisions[0].path
    home = article_of(path)
    now = _texts(new).by_path.get(home or "")
    was = _texts(old).by_path.get(home or "")
    if home is None or now is None or was is None:
        return Comparison(target, "unknown")
    if same(was.text, now.text) or contains(now.text, before.provisions[0].text):
        return Comparison(target, "unchanged")
    return _of_changes(target, tuple(_narrowed(home, home, _texts(old), _texts(new))))


def _marks(texts: _Texts, path: str) -> tuple[str, ...]:
    return texts.by_path[path].modified_by


def described(comparison: Comparison, *, most: int = 3, named: bool = True) -> str:
    """The changes as one line: ``Article 113(c): 2 August 2027 → 2 December 2027; new Article 64(3)``.

    ``named``: whether the cited provision itself is named again; without, a deletion says no more than
    where the words went.
    """
    changes = comparison.changes
    if len(changes) > most:  # those that say what changed say more than those that only name a place
        changes = tuple(sorted(changes, key=lambda change: not change.words))
    parts = [_described(change, named=named or change.path != comparison.target) for change in changes[:most]]
    rest = len(changes) - most
    return "; ".join(part for part in parts if part) + (f"; and {rest} more" if rest > 0 else "")


def _described(change: Change, *, named: bool) -> str:
    name = human(change.path)
    if change.kind == "inserted":
        return f"new {name}"
    if change.kind == "deleted":
        moved = f"its words are now {human(change.moved)}" if change.moved else ""
        return ", ".join(part for part in (f"{name} was deleted" if named else "", moved) if part)
    if not named:
        return change.words
    return f"{name}: {change.words}" if change.words else f"{name} reads differently"
