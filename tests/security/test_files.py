"""Hostile files: pipes, devices, links that lead out, repositories that run programs, poisoned caches."""

# ruff: noqa: E501 - tables of tricks read best in long lines
from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import zlib
from pathlib import Path

import pytest

from srclint.engine.files import commit_dates, discover
from srclint.engine.read import read_one
from srclint.model import Outline, Provision
from srclint.parse.settings import ReadSettings
from srclint.source import codec
from srclint.source.cache import Cache, Entry
from srclint.source.local import SourceDirs

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pipes, devices and links of POSIX")

NOW = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
TODAY = NOW.date()


@pytest.fixture
def srclint(nursery):
    """The program in a process of its own: what hangs is killed, and fails the test."""

    def run(*args: str, cwd: Path, seconds: float = 20, **env: str) -> subprocess.CompletedProcess[str]:
        done = nursery(
            *args,
            cwd=cwd,
            seconds=seconds,
            env={**os.environ, "SRCLINT_CACHE_DIR": str(cwd / "cache"), **env},
        )
        return subprocess.CompletedProcess(
            args, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        )

    return run


# ------------------------------------------------------------------ what is no file


def test_a_pipe_and_a_device_are_no_articles(srclint, tmp_path):
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "zero.md").symlink_to("/dev/zero")
    done = srclint("check", "--offline", "pipe.md", "zero.md", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.count("SRC001") == 2 or done.stdout.count("not a regular file") == 2


def test_a_folder_with_pipes_and_devices_is_searched(srclint, tmp_path):
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "zero.md").symlink_to("/dev/zero")
    (tmp_path / "loop.md").symlink_to("loop.md")
    os.mkfifo(tmp_path / ".gitignore")
    os.mkfifo(tmp_path / "srclint.toml")
    (tmp_path / "good.md").write_text("Nothing here.\n")
    done = srclint("check", "--offline", ".", cwd=tmp_path)
    assert done.returncode == 1
    assert "good.md" in srclint("extract", ".", cwd=tmp_path).stdout


def test_an_endless_list_of_ignored_files_is_no_list(tmp_path):
    (tmp_path / ".gitignore").symlink_to("/dev/zero")
    (tmp_path / "good.md").write_text("Nothing here.\n")
    assert [item.path for item in discover([str(tmp_path)], (), tmp_path)] == [
        (tmp_path / "good.md").as_posix()
    ]


def test_bibliographies_beside_an_article_are_files(srclint, tmp_path):
    os.mkfifo(tmp_path / "a.bib")
    (tmp_path / "b.bib").symlink_to("/dev/zero")
    (tmp_path / "c.bib").write_text("@misc{k, title={T}, url={https://example.org/x}}\n")
    (tmp_path / "x.md").write_text("The fine is 5 % of turnover [@k].\n")
    done = srclint("extract", "x.md", cwd=tmp_path)
    assert done.returncode == 0
    assert "https://example.org/x" in done.stdout


def test_local_sources_and_cached_answers_are_files(tmp_path):
    os.mkfifo(tmp_path / "32016R0679.html")
    (tmp_path / "32024R1689.html").symlink_to("/dev/zero")
    folder = SourceDirs([tmp_path])
    for celex in ("32016R0679", "32024R1689"):
        assert [file.read(1000) for file in folder.find(celex, ["en"])] == [None]
    cache = Cache(tmp_path / "cache")
    cache.put(Entry("url:x", "", "fetched", NOW, sha256="a" * 64), b"b")
    for kind in ("entries", "bodies"):
        for path in (tmp_path / "cache" / kind).rglob("*"):
            if path.is_file():
                path.unlink()
                os.mkfifo(path)
    assert cache.get("url:x", "") is None
    assert cache.body(Entry("url:x", "", "fetched", NOW, sha256="a" * 64)) is None


# ------------------------------------------------------------------ links


def test_a_link_out_of_a_searched_folder_is_not_followed_and_not_passed_over(srclint, tmp_path):
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "token.txt").write_text("The password is 12345 % secret.\n")
    site = tmp_path / "site"
    (site / ".git").mkdir(parents=True)
    (site / ".git" / "config").write_text("The token is 98765 % secret.\n")
    (site / "out.md").symlink_to("../secret/token.txt")
    (site / "hidden.md").symlink_to(".git/config")
    (site / "real.md").write_text("Words.\n")
    (site / "alias.md").symlink_to("real.md")
    done = srclint("check", "--offline", "--output-format", "json", ".", cwd=site)
    assert "secret" not in done.stdout
    assert done.returncode == 1
    names = {item.path: item.problem is None for item in discover([str(site)], (), site)}
    assert {Path(name).name: good for name, good in names.items()} == {
        "out.md": False, "hidden.md": False, "real.md": True, "alias.md": True,
    }  # fmt: skip


def test_the_report_does_not_write_through_a_link(srclint, tmp_path):
    (tmp_path / "precious.txt").write_text("precious")
    (tmp_path / "report.json").symlink_to("precious.txt")
    (tmp_path / "x.md").write_text("Words.\n")
    done = srclint("check", "--offline", "x.md", "--output-format", "json", "-o", "report.json", cwd=tmp_path)
    assert (tmp_path / "precious.txt").read_text() == "precious"
    assert done.returncode == 2
    assert "link" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("check", "-o", "out/x"),
        ("check", "--output-format", "html", "-o", "out/pages/"),
        ("check", "--write-baseline", "--baseline", "out/x"),
        ("lock", "--lock", "out/x"),
    ],
)
def test_nothing_is_written_through_a_folder_that_leads_out_of_the_checkout(srclint, tmp_path, words):
    """A pull request can bring a link in the place of a folder as well as in that of a file."""
    checkout, home = tmp_path / "checkout", tmp_path / "home"
    checkout.mkdir()
    home.mkdir()
    (checkout / "out").symlink_to(home)
    (checkout / "x.md").write_text("Fines go up to 3 % under Article 83 of the GDPR.[^1]\n")
    command, *more = words
    done = srclint(command, "--offline", *more, "x.md", cwd=checkout)
    assert (done.returncode, "through a link" in done.stderr) == (2, True), done.stderr
    assert list(home.iterdir()) == []
    # Within the checkout a link is a matter of taste.
    (checkout / "out").unlink()
    (checkout / "real").mkdir()
    (checkout / "out").symlink_to("real")
    assert srclint(command, "--offline", *more, "x.md", cwd=checkout).returncode in (0, 1)
    assert len(list((checkout / "real").iterdir())) == 1


# ------------------------------------------------------------------ patterns


@pytest.mark.parametrize(
    "pattern", ["*a" * 40 + "b", "**/" * 30 + "b", "a**" * 30, "[a-z]*" * 30 + "b", "?*" * 60 + "b", "/" * 9000, "[" * 900]
)  # fmt: skip
def test_hostile_patterns_do_not_hang(srclint, pattern, tmp_path):
    deep = tmp_path.joinpath(*["a"] * 25)
    deep.mkdir(parents=True)
    (tmp_path / ".gitignore").write_text(pattern + "\nignored.md\n")
    (tmp_path / "srclint.toml").write_text(f"exclude = ['{pattern}']\n")
    (deep / ("a" * 240 + ".md")).write_text("Words.\n")
    (tmp_path / "ignored.md").write_text("Words.\n")
    for where in (".", str(deep / ("a" * 240 + ".md"))):
        done = srclint("extract", where, cwd=tmp_path)
        assert done.returncode in (0, 2)
        assert "ignored.md" not in done.stdout


# ------------------------------------------------------------------ git


def git(*args: str, cwd: Path) -> None:
    subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main", *args],
        cwd=cwd, check=True, capture_output=True,
    )  # fmt: skip


def test_a_repository_inside_a_pull_request_runs_nothing(tmp_path):
    """A bare repository can be committed as plain files; its settings name programs."""
    trap = tmp_path / "trap"
    trap.mkdir()
    git("init", cwd=trap)
    (trap / "x.md").write_text("Words.\n")
    git("add", "x.md", cwd=trap)
    git("commit", "-m", "x", cwd=trap)
    tree = subprocess.run(
        ["git", "cat-file", "commit", "HEAD"], cwd=trap, capture_output=True, check=True
    ).stdout
    head, _, rest = tree.partition(b"\n\n")
    signed = head + b"\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n" + rest
    made = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin"],
        cwd=trap,
        input=signed,
        capture_output=True,
        check=True,
    ).stdout.decode()
    (trap / ".git" / "refs" / "heads" / "main").write_text(made)
    program = trap / "program.sh"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\nexit 1\n")
    program.chmod(0o755)
    inner = trap / ".git"
    for item in inner.iterdir():
        item.rename(trap / item.name)
    inner.rmdir()
    (trap / "config").write_text(
        "[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n"
        f"\tfsmonitor = {program}\n\tsshCommand = {program}\n"
        f"[log]\n\tshowSignature = true\n[gpg]\n\tprogram = {program}\n"
    )
    commit_dates([trap / "x.md"])
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("name", [":(glob)x.md", ":x.md", "-x.md", "a\nb.md", "ä.md", "*.md"])
def test_dates_of_files_with_strange_names(name, tmp_path):
    git("init", cwd=tmp_path)
    (tmp_path / name).write_text("Words.\n")
    git("--literal-pathspecs", "add", "--", name, cwd=tmp_path)
    git("commit", "-m", "x", cwd=tmp_path)
    assert list(commit_dates([tmp_path / name])) == [tmp_path / name]


def test_a_commit_from_the_far_future_and_a_checkout_behind_a_link(srclint, tmp_path):
    real = tmp_path / "real"
    real.mkdir()
    git("init", cwd=real)
    (real / "x.md").write_text("Words.\n")
    git("add", "x.md", cwd=real)
    subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-m", "x"],
        cwd=real, check=True, capture_output=True,
        env={**os.environ, "GIT_AUTHOR_DATE": "@900000000000 +0000", "GIT_COMMITTER_DATE": "@900000000000 +0000"},
    )  # fmt: skip
    (tmp_path / "link").symlink_to("real")
    assert commit_dates([real / "x.md"]) == {}
    assert srclint("extract", "link/x.md", cwd=tmp_path).returncode == 0


# ------------------------------------------------------------------ the cache


def poison(cache: Cache, **fields: object) -> None:
    """An entry with a right checksum and whatever an attacker writes."""
    cache.put(Entry("url:x", "", "fetched", NOW, sha256="a" * 64), b"b")
    path = next(path for path in (cache.folder / "entries").rglob("*.json"))
    record = json.loads(path.read_text())["entry"] | fields
    payload = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    path.write_text(f'{{"format":1,"check":{zlib.crc32(payload.encode())},"entry":{payload}}}\n')


@pytest.mark.parametrize(
    "fields",
    [
        {"sha256": "../../../precious.txt"}, {"sha256": "/etc/passwd"}, {"sha256": 5}, {"sha256": "A" * 64}, {"sha256": "a" * 63},
        {"retrieved": "2026-06-01"}, {"retrieved": "2026-06-01T00:00:00"}, {"retrieved": 5}, {"url": 5}, {"url": None},
        {"status": "200"}, {"details": []}, {"details": None}, {"content_type": 5}, {"etag": 5}, {"etag": "a\r\nb"},
        {"last_modified": []}, {"state": 5}, {"details": {"parts": "x"}}, {"url": "\x1b]0;x\x07"},
    ],
)  # fmt: skip
def test_poisoned_entries_are_no_entries(fields, tmp_path):
    (tmp_path / "precious.txt").write_text("precious")
    cache = Cache(tmp_path / "cache")
    poison(cache, **fields)
    entry = cache.get("url:x", "")
    if entry is not None:
        assert isinstance(entry.details, dict)
        cache.body(entry)
    assert (tmp_path / "precious.txt").read_text() == "precious"
    (tmp_path / "x.md").write_text("A fine of 5 % [^1].\n\n[^1]: https://example.org/x\n")
    assert entry is None or fields in ({"details": {"parts": "x"}}, {"url": "\x1b]0;x\x07"})


def dumped(**changes: object) -> bytes:
    line = codec.dump(
        Outline(
            "page",
            title="T",
            language="en",
            celex=None,
            provisions=(Provision("art_1", None, "text"),),
            text="text",
        )
    )
    document = json.loads(line.partition(b"\n")[2]) | changes
    body = json.dumps(document).encode()
    return b"srclint-outline %d %08x\n" % (codec.FORMAT, zlib.crc32(body)) + body


@pytest.mark.parametrize(
    "changes",
    [
        {"pool": ["a"]}, {"pool": 5}, {"provisions": [[1], [None], [0], [1], [None], {}]}, {"provisions": []},
        {"provisions": [["art_1"], [None], [0], [1], [None], []]}, {"provisions": [["art_1"], [5], [0], [1], [None], {}]},
        {"provisions": [["art_1"], [None], ["0"], [1], [None], {}]}, {"provisions": [["art_1"], [None], [0], [1], [None], {"0": 5}]},
        {"provisions": [["art_1"], [None], [0], [1], [None], {"7": ["x"]}]}, {"provisions": [["art_1"], [None], [0], [1], [[]], {}]},
        {"head": ["page", 5, None, None, None, None, False]}, {"head": ["page", None, None, 5, None, None, False]},
        {"head": [5, None, None, None, None, None, False]}, {"head": ["page", None, None, None, 5, None, False]},
        {"head": ["page", None, None, None, None, "x", False]}, {"head": ["page", None, [], None, None, None, False]},
        {"anchors": [[]]}, {"anchors": 5}, {"anchors": [5]}, {"partial": [5]}, {"text": ["a", 1]}, {"text": 5}, {"sections": {}},
    ],
)  # fmt: skip
def test_poisoned_outlines_are_no_outlines(changes):
    with pytest.raises(ValueError):
        codec.load(dumped(**changes))


def test_nested_outlines_are_no_outlines():
    body = b'{"pool":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    with pytest.raises(ValueError):
        codec.load(b"srclint-outline %d %08x\n" % (codec.FORMAT, zlib.crc32(body)) + body)


def test_cleaning_removes_nothing_that_is_not_the_caches_own(tmp_path):
    cache = Cache(tmp_path)
    cache.put(Entry("url:x", "", "fetched", NOW, sha256="a" * 64), b"b")
    own = tmp_path / "entries" / "diary.md"
    own.write_text("mine")
    other = tmp_path / "bodies" / "ab" / "holiday.jpg"
    other.parent.mkdir(exist_ok=True)
    other.write_text("mine")
    (tmp_path / "aside" / "thesis.tex").write_text("mine")
    elsewhere = tmp_path.parent / "elsewhere"
    (elsewhere / "ab").mkdir(parents=True)
    kept = elsewhere / "ab" / ("b" * 64 + ".json")
    kept.write_text("mine")
    (tmp_path / "outlines").rmdir() if (tmp_path / "outlines").exists() else None
    (tmp_path / "outlines").symlink_to(elsewhere)
    assert cache.clean() == 1
    assert all(path.read_text() == "mine" for path in (own, other, tmp_path / "aside" / "thesis.tex", kept))


def test_a_cache_marks_itself_without_following_links(tmp_path):
    folder = tmp_path / "cache"
    folder.mkdir()
    (folder / "CACHEDIR.TAG").symlink_to(tmp_path / "written")
    Cache(folder).put(Entry("url:x", "", "fetched", NOW, sha256="a" * 64), b"b")
    assert not (tmp_path / "written").exists()


@pytest.mark.parametrize(
    "id_",
    [
        "celex:../../../x",
        "url:../../x",
        "celex:/etc/passwd",
        "url:\x00",
        "url:" + "a" * 100_000,
        "url:\ud800",
    ],
)
def test_no_identifier_names_a_path(id_, tmp_path):
    cache = Cache(tmp_path / "cache")
    cache.put(Entry(id_, "en", "fetched", NOW, sha256="b" * 64), b"b")
    assert cache.get(id_, "en") is not None
    outside = [
        path for path in tmp_path.rglob("*") if path.is_file() and tmp_path / "cache" not in path.parents
    ]
    assert outside == []


# ------------------------------------------------------------------ settings at the head of an article


def article(text: str) -> object:
    from srclint.engine.files import InputFile

    file = InputFile("x.md", None, data=text.encode())
    return read_one(file, settings=ReadSettings(), today=TODAY)


@pytest.mark.parametrize(
    "head",
    [
        '{"a": ' + "1" * 5000 + "}\n",
        "+++\na = " + "1" * 5000 + "\n+++\n",
        "---\na: " + "1" * 5000 + "\n---\n",
    ],
)
def test_endless_numbers_at_the_head_of_an_article(head):
    assert article(head + "Words.\n").unreadable is None


def test_yaml_bombs(srclint, tmp_path):
    lines = ["a0: &a0 {x: 1}"]
    lines += [f"a{n}: &a{n} {{<<: [{','.join([f'*a{n - 1}'] * 9)}]}}" for n in range(1, 10)]
    (tmp_path / "x.md").write_text("---\n" + "\n".join(lines) + "\n---\nWords.\n")
    assert srclint("extract", "x.md", cwd=tmp_path).returncode == 0
