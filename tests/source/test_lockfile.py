"""``srclint.lock`` as text: written and read back, damaged, hostile, and merged by git itself."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import os
import random
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srclint.errors import LockError
from srclint.legal.wording import ALIKE, digest, likeness, sketch
from srclint.model import ActMetadata, LockedDocument, Outline, Provision
from srclint.source import lockfile
from srclint.source.lockfile import Lock, LockedAct

DAY = dt.date(2026, 6, 22)


def act(celex: str, articles: int = 9, **more: object) -> LockedDocument:
    paths = [f"rct_{n}" for n in range(1, 12)] + ["cpt_I"]
    for n in range(1, articles + 1):
        paths += [
            f"art_{n}",
            f"art_{n}.par_1",
            f"art_{n}.par_1.pnt_a",
            f"art_{n}.par_1.pnt_b",
            f"art_{n}.par_2",
        ]
    outline = Outline(
        "oj-html", f"Regulation {celex}", "en", celex, None, tuple(map(Provision, paths)), skeleton=True
    )
    return dataclasses.replace(LockedDocument(f"celex:{celex}", outline, digest(celex) * 2, DAY), **more)  # type: ignore[arg-type]


def page(url: str, words: str = "The office has two hundred members in six units.") -> LockedDocument:
    outline = Outline("page", "A page", "en", skeleton=True, partial=frozenset({"articles"}))
    return LockedDocument(f"url:{url}", outline, digest(url) * 2, DAY, {"": sketch(words)})


def lock(*documents: LockedDocument, **more: object) -> Lock:
    return Lock({one.document: one for one in documents}, **more)  # type: ignore[arg-type]


def read(text: str) -> Lock:
    return lockfile.load(text.encode())


# --------------------------------------------------------------------------- round trip

_NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
_HASHES = st.integers(0, 2**128 - 1).map(lambda n: f"{n:032x}")
_NUMBERS = st.one_of(
    st.integers(1, 30).map(str), st.sampled_from(["4a", "III", "a", "b", "c", "z", "ii", "IV"])
)
_PATHS = st.lists(
    st.tuples(st.sampled_from(["art", "rct", "par", "pnt", "cpt", "sct"]), _NUMBERS), min_size=1, max_size=4
)
_DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1))


@st.composite
def documents(draw: st.DrawFn) -> LockedDocument:
    paths = draw(
        st.lists(_PATHS.map(lambda parts: ".".join(f"{k}_{v}" for k, v in parts)), max_size=25, unique=True)
    )
    cited = draw(st.lists(st.sampled_from([*paths, ""]), max_size=5, unique=True))
    held = draw(st.dictionaries(_NAMES, st.booleans(), max_size=3))
    sections = draw(st.lists(_NAMES, max_size=2, unique=True))
    id_ = draw(
        st.sampled_from(["celex:32024R1689", "celex:02016R0679-20160504", "oj:L_2024", "url:https://a.eu/"])
    )
    id_ += draw(st.text(max_size=8)) if id_.startswith("url:") else ""
    keys = [*cited, *(f"#{name}" for name in sections)]
    moved = draw(st.one_of(st.none(), _NAMES))
    return LockedDocument(
        id_,
        Outline(
            draw(st.sampled_from(["oj-html", "page", "pdf"])),
            draw(st.one_of(st.none(), _NAMES.map(lambda t: " ".join(t.split()) or "x"))),
            draw(st.sampled_from([None, "en", "nl"])),
            draw(
                st.sampled_from(
                    [None, id_.partition(":")[2] if id_.startswith("celex") else None, "32020R0001"]
                )
            ),
            draw(st.one_of(st.none(), _DAYS)),
            tuple(map(Provision, paths)),
            frozenset(name for name, there in held.items() if there),
            pages=draw(st.one_of(st.none(), st.integers(0, 5000))),
            partial=draw(st.frozensets(st.sampled_from(["points", "articles"]))),
            skeleton=True,
            sections=tuple(Provision(f"sec_{n}", anchor=name) for n, name in enumerate(sorted(sections), 1)),
        ),
        draw(_HASHES),
        draw(_DAYS),
        {key: draw(st.one_of(_HASHES, st.just(""))) for key in keys},
        draw(st.frozensets(st.sampled_from(["art_640", "art_2.par_9", "art_64..*", "art_51..art_99"]))),
        held,
        moved,
        bool(moved) and draw(st.booleans()),
        draw(st.booleans()),
    )


@settings(max_examples=120, deadline=None)
@given(
    st.lists(documents(), max_size=4),
    st.dictionaries(st.sampled_from(["url:https://x.eu/y z", "ecli:a"]), st.just("blocked")),
)
def test_what_is_written_is_read_back(found: list[LockedDocument], unread: dict[str, str]) -> None:
    acts = {
        "32024R1689": LockedAct("32024R1689", ("02024R1689-20260727", "02024R1689-20250101"), DAY),
        "32016R0679": LockedAct(
            "32016R0679",
            (),
            DAY,
            ActMetadata("32016R0679", True, None, (DAY,), (), ("32016R0679R(02)",)),
            DAY,
        ),
        "31995L0046": LockedAct(
            "31995L0046", None, None, ActMetadata("31995L0046", False, DAY, (), ("32016R0679",)), DAY
        ),
    }
    before = lock(*found, acts=acts, unread=unread)
    text = lockfile.dump(before)
    after = read(text)
    assert dict(after.documents) == dict(before.documents)
    assert dict(after.acts) == acts
    assert dict(after.unread) == unread
    assert lockfile.dump(after) == text
    # A checkout that turned the line ends around, or put a mark before the text, says the same.
    assert lockfile.load(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()).documents == after.documents


@settings(max_examples=60, deadline=None)
@given(st.lists(documents(), min_size=1, max_size=3), st.data())
def test_whatever_is_damaged_is_refused_in_one_sentence_or_read(
    found: list[LockedDocument], data: st.DataObject
) -> None:
    lines = lockfile.dump(lock(*found)).splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    line = lines[at]
    cut = data.draw(st.integers(0, len(line)))
    lines[at] = line[:cut] + data.draw(st.text(max_size=6)) + line[cut + data.draw(st.integers(0, 4)) :]
    again = None
    with contextlib.suppress(LockError):  # and nothing else
        again = lockfile.load("\n".join([*lines, ""]).encode("utf-8", "surrogatepass"))
    if again is not None:
        assert lockfile.load(lockfile.dump(again).encode()) is not None


def test_documents_and_their_provisions_stand_in_order() -> None:
    newest = dataclasses.replace(act("32016R0679"), document="celex:02016R0679-20160504")
    text = lockfile.dump(
        lock(
            page("https://a.eu/"),
            act("32024R1689", provisions={"art_9": "a" * 32, "art_2.par_1": "b" * 32, "art_2": "c" * 32}),
            newest,
            act("32016R0679"),
            acts={"32024R1689": LockedAct("32024R1689", (), DAY)},
        )
    )
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    heads = [line.split()[0] for line in lines if line.split()[1] in ("read", "versions")]
    assert heads == [
        "celex:32016R0679",
        "celex:02016R0679-20160504",
        "act:32024R1689",
        "celex:32024R1689",
        "url:https://a.eu/",
    ]
    cited = [line.split()[2] for line in lines if line.startswith("celex:32024R1689 cites")]
    assert cited == ["art_2", "art_2.par_1", "art_9"]
    assert lines[lines.index("celex:32024R1689 cites art_9 " + "a" * 32) - 1].startswith(
        "celex:32024R1689 has art_9"
    )


def test_names_that_count_alike_have_one_order() -> None:
    names = [f"art_{zeros}1" for zeros in ("", "0", "00", "000", "0000")]
    text = lockfile.dump(lock(act("32024R1689", absent=frozenset(names))))
    assert [line.split()[2] for line in text.splitlines() if " lacks " in line] == sorted(names)


# --------------------------------------------------------------------------- bad files

GOOD = lockfile.dump(lock(act("32024R1689", 2), page("https://a.eu/")))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("format 1:", "format 2:", "line 1: it is of format 2, and this srclint reads format 1"),
        ("# srclint.lock", "{", "line 1: this does not begin like a lock file"),
        ("celex:32024R1689 has art_1", "<<<<<<< HEAD\ncelex:32024R1689 has art_1", "Keep the lines of both"),
        ("celex:32024R1689 has art_2", "=======\ncelex:32024R1689 has art_2", "was left by a merge"),
        ("celex:32024R1689 has art_2", "celex:32024R1689 had art_2", "is not what srclint writes"),
        ("celex:32024R1689 has art_2", "celex:32024R1689 has art_2..1", "is not what srclint writes"),
        ("celex:32024R1689 has art_2", "celex:32024R1689 has art_2..999999999", "is not what srclint writes"),
        ("celex:32024R1689 has art_2", "celex:32024R1689 has art_2..9999999", "is not what srclint writes"),
        ("celex:32024R1689 has art_2", "celex:32024R1689 has art_²..³", "is not what srclint writes"),
        ("celex:32024R1689 has art_2", "celex:32024R1689 has pnt_a..c9", "is not what srclint writes"),
        ("celex:32024R1689 has art_2", "celex:32024R1689 has sec_2", "is not what srclint writes"),
        ("celex:32024R1689 has art_2", "celex:32024R1689 has " + "." * 40 + "art_2", "is not what srclint writes"),
        ("celex:32024R1689 has art_2", "celex:32024R1689 has art_2 " + "x" * 50_000, "is not what srclint writes"),
        ("2026-06-22", "2026-13-45", "is not what srclint writes"),
        ("2026-06-22", "22/06/2026", "is not what srclint writes"),
        ("celex:32024R1689 read", "celex:32024R1689 title", "the line that says when celex:32024R1689 was read"),
        ("title A page", "title A \\xzz; page", "is not what srclint writes"),
        ("title A page", "title \\ffffff; page", "is not what srclint writes"),
        ("title A page", "lacks art_1.", "is not what srclint writes"),
        ("title A page", "pages ١٢", "is not what srclint writes"),
        ("title A page", "versions 2026-06-22 -", "is not what srclint writes"),
        ("url:https://a.eu/ title A page", "act:32024R1689 versions 2026-06-22 02024R1689-20261345", "is not what"),
        ("url:https://a.eu/ title A page", "act:x y versions 2026-06-22 -", "is not what srclint writes"),
        ("url:https://a.eu/ title A page", "act:32024R1689 standing 2026-06-22 perhaps", "is not what srclint writes"),
    ],
)  # fmt: skip
def test_a_bad_lock_is_named_with_its_line_and_the_remedy(old: str, new: str, words: str) -> None:
    assert old in GOOD
    started = time.thread_time()
    with pytest.raises(LockError) as caught:
        read(GOOD.replace(old, new, 1))
    assert words in str(caught.value)
    assert str(caught.value).startswith("srclint.lock")
    assert "srclint lock" in str(caught.value)
    assert len(str(caught.value)) < 400
    assert time.thread_time() - started < 2


def test_a_lock_cut_short_or_not_text_is_named() -> None:
    with pytest.raises(LockError, match="is not what srclint writes"):
        read(GOOD[: GOOD.index("has art_2") + 7])
    with pytest.raises(LockError, match="not UTF-8"):
        lockfile.load(b"\xff\xfe\x00")
    with pytest.raises(LockError, match="line 1"):
        lockfile.load(b"")


@pytest.mark.parametrize(
    "line",
    [
        "celex:32024R1689 has " + "art_1." * 3000,
        "celex:32024R1689 has " + "art_(((((((((((((((((((((((((((((((((((((((((((((" * 300,
        "celex:32024R1689 has " + " ".join(["art_1..99999"] * 1500),
        "celex:32024R1689 lacks " + "art_1.." * 2500,
        "celex:32024R1689 cites " + "\\1;" * 6000,
        "act:32024R1689 versions 2026-06-22 " + "02024R1689-20260101," * 900,
    ],
)
def test_a_line_made_to_be_slow_is_refused_at_once(line: str) -> None:
    started = time.thread_time()
    with pytest.raises(LockError):
        read(GOOD.replace("celex:32024R1689 has art_2", f"{line}\ncelex:32024R1689 has art_2", 1))
    assert time.thread_time() - started < 1


# --------------------------------------------------------------------------- merges


def test_two_facts_in_one_place_are_settled() -> None:
    then = act("32024R1689", provisions={"art_1": "a" * 32, "art_2": "b" * 32})
    later = dataclasses.replace(
        then,
        sha256="f" * 64,
        retrieved=dt.date(2026, 9, 1),
        provisions={"art_1": "c" * 32, "art_2": "b" * 32},
    )
    one, other = (lockfile.dump(lock(it)).splitlines() for it in (then, later))
    both = read("\n".join([*one, *(line for line in other if line not in one), ""]))
    found = both.documents["celex:32024R1689"]
    assert (found.retrieved, found.sha256) == (later.retrieved, later.sha256)
    assert found.provisions == {"art_1": "", "art_2": "b" * 32}
    assert found.outline.provisions == then.outline.provisions


ACTS = ["32016R0679", "32022R2065", "32022R1925", "32024R1689", "32023R2854", "32022L2555", "32024R2847", "32014R0910",
        "32022R0868", "32022R2554", "32002L0058", "32000L0031", "32023R1230", "32019L0790", "32023R1114"]  # fmt: skip
PAGES = ["https://digital-strategy.ec.europa.eu/en/policies/ai-office", "https://digital-strategy.ec.europa.eu/en/library/x",
         "https://commission.europa.eu/law_en", "https://edpb.europa.eu/news_en", "https://www.enisa.europa.eu/topics",
         "https://www.example.org/a", "https://oecd.ai/en/policy", "https://www.cnil.fr/en/home", "https://noyb.eu/en",
         "https://autoriteitpersoonsgegevens.nl/themas"]  # fmt: skip
ALL = [act(celex) for celex in ACTS] + [page(url) for url in PAGES]


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    names = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.eu", "GIT_CONFIG_GLOBAL": os.devnull}
    names |= {
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@example.eu",
        "GIT_CONFIG_SYSTEM": os.devnull,
    }
    return subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**os.environ, **names},
        capture_output=True,
        text=True,
        check=False,
    )


def merged(folder: Path, base: Lock, ours: Lock, theirs: Lock, *options: str) -> tuple[bool, str]:
    """Whether git's own merge of a file, the one that its merges of branches use, is clean; and its result."""
    for name, it in (("base", base), ("ours", ours), ("theirs", theirs)):
        (folder / name).write_text(lockfile.dump(it), encoding="utf-8", newline="")
    done = _git(folder, "merge-file", "-p", *options, "ours", "base", "theirs")
    return done.returncode == 0, done.stdout


def test_two_branches_that_each_add_a_source_merge(tmp_path: Path) -> None:
    """Seeded pairs: into an empty lock, and into one of three, six and twelve sources."""
    chance = random.Random(505)
    clean = total = 0
    for size in (0, 3, 6, 12):
        for _ in range(15):
            base = chance.sample(ALL, size)
            one, other = chance.sample([it for it in ALL if it not in base], 2)
            total += 1
            good, text = merged(tmp_path, lock(*base), lock(*base, one), lock(*base, other))
            if good:
                clean += 1
                assert text == lockfile.dump(lock(*base, one, other))
    assert clean >= 0.93 * total, f"{clean} of {total}"


def test_two_branches_that_cite_more_of_one_act_merge(tmp_path: Path) -> None:
    def citing(*articles: int) -> Lock:
        return lock(act("32024R1689", 60, provisions={f"art_{n}": digest(str(n)) for n in articles}))

    chance = random.Random(7)
    clean = 0
    for _ in range(30):
        one, other = chance.sample(range(1, 61), 2)
        good, text = merged(tmp_path, citing(5), citing(5, one), citing(5, other))
        clean += good
        if good:
            assert text == lockfile.dump(citing(5, one, other))
    assert clean == 30


@pytest.mark.parametrize("neighbours", [(0, 1), (2, 1), (4, 9)])
def test_a_union_of_neighbours_is_the_lock_of_both(tmp_path: Path, neighbours: tuple[int, int]) -> None:
    """With ``merge=union`` no pair conflicts; and deleting git's markers by hand comes to the same."""
    close = [act(f"32022R0{n:03}", provisions={"art_1": digest(str(n))}) for n in range(500, 510)]
    one, other = (close[n] for n in neighbours)
    base = lock(act("32016R0679"), page("https://a.eu/"))
    both = lockfile.dump(lock(*base.documents.values(), one, other))
    sides = [lock(*base.documents.values(), it) for it in (one, other)]
    good, text = merged(tmp_path, base, *sides, "--union")
    assert good
    assert lockfile.dump(read(text)) == both
    good, text = merged(tmp_path, base, *sides)
    assert not good
    with pytest.raises(LockError, match="delete the lines of the markers"):
        read(text)
    kept = [line for line in text.splitlines() if not line.startswith(("<<<<<<<", "=======", ">>>>>>>"))]
    assert lockfile.dump(read("\n".join([*kept, ""]))) == both


def test_real_branches_merge(tmp_path: Path) -> None:
    _git(tmp_path, "init", "-q", "-b", "main")

    def commit(*documents: LockedDocument) -> None:
        (tmp_path / "srclint.lock").write_text(lockfile.dump(lock(*documents)), encoding="utf-8", newline="")
        _git(tmp_path, "add", "-A")
        _git(tmp_path, "commit", "-qm", "x")

    seed = (act("32024R1689"), page("https://digital-strategy.ec.europa.eu/en/policies/ai-office"))
    commit(*seed)
    _git(tmp_path, "checkout", "-qb", "gdpr")
    commit(*seed, act("32016R0679"))
    _git(tmp_path, "checkout", "-q", "main")
    commit(*seed, act("32022R2065"))
    done = _git(tmp_path, "merge", "-q", "gdpr")
    assert done.returncode == 0, done.stdout
    text = (tmp_path / "srclint.lock").read_text(encoding="utf-8")
    assert text == lockfile.dump(lock(*seed, act("32016R0679"), act("32022R2065")))


def test_the_dividers_are_sorted_and_part_what_is_often_cited() -> None:
    parts = lockfile.dividers()
    assert list(parts) == sorted(set(parts))
    assert all(" " not in part for part in parts)


# --------------------------------------------------------------------------- wording


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1.   Records are kept for 5 years.", "1. Records are kept\nfor 5\u00a0years", True),
        ("“high-risk” AI systems", "'high-risk' AI sys\u00adtems", True),
        ("EUR 15 000 000", "EUR 15\u202f000\u202f000", True),
        ("at most 3 %", "at most 3%", True),
        ("at most 3 %", "at most 3", False),
        ("1.5 %", "15 %", False),
        ("records are kept", "records are not kept", False),
        ("Member States may", "Member States shall", False),
    ],
)
def test_a_digest_is_of_the_words(one: str, other: str, same: bool) -> None:
    assert (digest(one) == digest(other)) is same


def test_a_sketch_tells_how_much_is_another_text() -> None:
    chance = random.Random(1)
    words = [
        f"{chance.choice('bcdfgk')}{chance.choice('aeiou')}{n}".translate(
            {ord(str(d)): "lmnprstvxz"[d] for d in range(10)}
        )
        for n in range(600)
    ]
    then = " ".join(words)
    assert likeness(sketch(then), sketch(then)) == 1
    assert likeness(sketch(then), sketch("News of today. " + then + " Last update 3 May 2027")) >= 0.9
    assert likeness(sketch(then), sketch(" ".join(words[:250] + words[500:]))) < ALIKE
    assert likeness(sketch(then), sketch(" ".join(reversed(words)))) < 0.2
    assert sketch("") == ""
    assert likeness(sketch("one"), sketch("one")) == 1


def test_the_lock_of_the_documentation_is_one() -> None:
    text = (Path(__file__).parents[2] / "docs" / "lock.md").read_text(encoding="utf-8")
    block = text.split("```text\n")[1].split("```")[0]
    found = read(block)
    assert set(found.documents) == {"celex:32030R9001", "url:https://example.eu/office"}
    assert found.acts["32030R9001"].versions == ("02030R9001-20310101",)
    written = lockfile.dump(found).splitlines()
    assert [line for line in written if line and not line.startswith("#")] == block.splitlines()[1:]
