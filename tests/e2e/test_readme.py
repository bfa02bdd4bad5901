"""What the README shows is what srclint does."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


def test_the_examples_print_what_the_readme_shows(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    shown = re.search(
        r"<!-- output of the examples -->\n```text\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL
    )
    assert shown is not None
    result = run("check", "examples", "--offline", "--no-cache", "--exit-zero")
    assert result.exit_code == 0
    assert result.stdout == shown[1]


def test_every_command_of_the_readme_is_known(run: Any) -> None:
    commands = set(re.findall(r"(?m)^\s*(?:\$ )?srclint ([a-z]+)", (ROOT / "README.md").read_text()))
    assert {"check", "extract", "outline", "rule", "cache"} <= commands
    for command in commands:
        assert run(command, "--help").exit_code == 0


def test_the_rule_pages_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/rule_pages.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_the_option_of_formats_names_all_reporters() -> None:
    from srclint.cli import options
    from srclint.report import FORMATS

    assert tuple(options.FORMATS) == tuple(FORMATS)
