"""What a user gets wrong is one sentence with the remedy, and status 2; never an internal error."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ARTICLE = "# T\n\nFines go up to 3 %.\n"


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ("jobs = 0", "jobs: must be a whole number from 1, not 0."),
        ("max-time = -1", "max-time: must be a number of seconds, not -1."),
        ("max-time = inf", "max-time: must be a number of seconds, not inf."),
        ("max-time = 'a'", "max-time: must be a number of seconds, not a text."),
        ("default-act = 'No Such Act'", "default-act: “No Such Act” is no CELEX number and no act"),
        ('contact = "a\\r\\nX: y"', "contact: must be one line"),
        (
            "[hosts.'a.example']\nconcurrency = 0",
            "hosts: a.example: concurrency: must be a whole number from 1",
        ),
        ("[hosts.'a.example']\nheaders = {A = \"b\\nX: y\"}", "hosts: a.example: headers: “A” is no header"),
        ("[hosts.'a.example']\nheaders = {'A:' = 'b'}", "headers: “A:” is no header of one line."),
        ("select = " + "[" * 3000 + "]" * 3000, "the configuration is nested too deeply."),
    ],
)
def test_a_wrong_setting_is_named_with_its_value(run: Any, settings: str, words: str) -> None:
    run.write("a.md", ARTICLE)
    run.write("srclint.toml", settings + "\n")
    result = run("check", "--offline", "a.md")
    assert (result.exit_code, words in result.stderr) == (2, True), result.stderr


@pytest.mark.parametrize("act", ["32016R0679", "GDPR", "AI Act"])
def test_an_act_may_be_named_as_people_name_it(run: Any, act: str) -> None:
    run.write("a.md", ARTICLE)
    run.write("srclint.toml", f"default-act = '{act}'\n")
    assert run("check", "--offline", "a.md").exit_code == 0


@pytest.mark.parametrize("option", [("--reason", "old"), ("--until", "2030-01-01")])
def test_a_reason_for_nothing_is_refused(run: Any, option: tuple[str, str]) -> None:
    run.write("a.md", ARTICLE)
    result = run("check", "--offline", "a.md", *option)
    assert (result.exit_code, "only goes with" in result.stderr) == (2, True), result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="the shell's redirections")
@pytest.mark.parametrize(
    ("redirect", "words"), [(">&-", "Standard output is closed"), ("<&-", "Standard input is closed")]
)
def test_a_closed_stream_is_told(tmp_path: Path, redirect: str, words: str) -> None:
    (tmp_path / "a.md").write_text(ARTICLE, encoding="utf-8")
    name = "-" if redirect.startswith("<") else "a.md"
    command = f'"{sys.executable}" -m srclint check --offline --isolated {name} {redirect}'
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, words in done.stderr) == (2, True), done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_a_full_disk_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(ARTICLE, encoding="utf-8")
    command = f'"{sys.executable}" -m srclint check --offline --isolated a.md >/dev/full'
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("srclint: Standard output cannot be written: "), done.stderr
    assert done.stderr.count("\n") == 1


def test_a_folder_of_sources_holds_no_articles(run: Any) -> None:
    run.write("a.md", ARTICLE)
    run.write("sources/32016R0679/EN.html", "<p>Fines go up to 4 %.</p>")
    run.write("srclint.toml", "source-dir = ['sources']\n")
    found = {article["path"] for article in run.json("--offline")["articles"]}
    assert found == {"a.md"}
    found = {article["path"] for article in run.json("--offline", "sources")["articles"]}
    assert found == {"sources/32016R0679/EN.html"}  # whoever names it wants it read
