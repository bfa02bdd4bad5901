"""Files are replaced whole or not at all, in their own encoding."""

from __future__ import annotations

import codecs
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srclint.engine import writing
from srclint.engine.writing import NotWritten, put_file, replace_file, spelled_like


def test_the_mode_stays_and_nothing_is_left_behind(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"old")
    file.chmod(0o640)
    replace_file(file, b"old", b"new")
    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert os.listdir(tmp_path) == ["a.md"]


def test_a_file_that_changed_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    for now in (b"other", b"older and longer", b""):
        file.write_bytes(now)
        with pytest.raises(NotWritten, match="changed since it was read"):
            replace_file(file, b"old", b"new")
        assert file.read_bytes() == now
    assert os.listdir(tmp_path) == ["a.md"]


def test_a_file_that_came_into_being_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b"somebody's")
    with pytest.raises(NotWritten):
        replace_file(file, None, b"new")
    assert file.read_bytes() == b"somebody's"


def test_a_read_only_file_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"old")
    file.chmod(0o444)
    with pytest.raises(NotWritten, match="read-only"):
        replace_file(file, b"old", b"new")
    assert file.read_bytes() == b"old"


def test_a_failure_on_the_way_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.os, "fsync", full)
    with pytest.raises(NotWritten, match="No space left"):
        replace_file(file, b"old", b"new")
    assert file.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.md"]


def test_links_are_followed_inside_the_folder_only(tmp_path: Path) -> None:
    here, outside = tmp_path / "here", tmp_path / "outside"
    here.mkdir()
    outside.mkdir()
    (here / "real.md").write_bytes(b"old")
    (outside / "secret.md").write_bytes(b"old")
    (here / "inner.md").symlink_to("real.md")
    (here / "outer.md").symlink_to(outside / "secret.md")
    (here / "folder").symlink_to(outside)
    replace_file(here / "inner.md", b"old", b"new", inside=(here,))
    assert (here / "inner.md").is_symlink()
    assert (here / "real.md").read_bytes() == b"new"
    for name in ("outer.md", "folder/secret.md"):
        with pytest.raises(NotWritten, match="leads out"):
            replace_file(here / name, b"old", b"new", inside=(here,))
    assert (outside / "secret.md").read_bytes() == b"old"
    replace_file(outside / "secret.md", b"old", b"new", inside=(here,))  # named by its own name
    assert (outside / "secret.md").read_bytes() == b"new"


MARKS = [b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE]
NAMES = ["utf-8", "utf-8", "utf-16-le", "utf-16-be", "utf-32-le"]
WORDS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0\ufeff"), max_size=20)


@given(st.sampled_from(list(zip(MARKS, NAMES, strict=True))), WORDS, WORDS)
def test_the_encoding_and_its_mark_stay(form: tuple[bytes, str], before: str, after: str) -> None:
    mark, name = form
    data = mark + before.encode(name)
    new = spelled_like(data, before, after)
    assert new == mark + after.encode(name)


def test_an_encoding_without_the_character_is_left_alone() -> None:
    data = "caf\u00e9 \u2013 ok".encode("cp1252")
    assert spelled_like(data, "caf\u00e9 \u2013 ok", "caf\u00e9 \u2014 ok") == "caf\u00e9 \u2014 ok".encode(
        "cp1252"
    )
    with pytest.raises(NotWritten, match="cp1252, which has no “\u0e17”"):
        spelled_like(data, "caf\u00e9 \u2013 ok", "\u0e17")
    with pytest.raises(NotWritten, match="in its own encoding"):
        spelled_like(b"\xff\x00", "something else", "x")


def test_a_report_replaces_the_old_one_and_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    file.write_bytes(b"old and longer")
    file.chmod(0o640)
    put_file(file, b"new")
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"new", 0o640)
    assert os.listdir(tmp_path) == ["report.json"]


def test_a_report_that_cannot_be_written_whole_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "report.json"
    file.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        put_file(file, b"new")
    assert (file.read_bytes(), os.listdir(tmp_path)) == (b"old", ["report.json"])


def test_a_report_goes_into_a_folder_that_takes_no_new_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "report.json"
    file.write_bytes(b"old")

    def refused(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(writing.tempfile, "mkstemp", refused)
    put_file(file, b"new")
    assert file.read_bytes() == b"new"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_report_for_a_pipe_is_written_into_the_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        put_file(pipe, b"new")
        assert os.read(reader, 10) == b"new"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
