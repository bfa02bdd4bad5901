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


def test_every_option_is_explained() -> None:
    import click

    from srclint.cli import main

    pages = "".join(page.read_text(encoding="utf-8") for page in sorted((ROOT / "docs").glob("*.md")))
    known = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", pages))
    pending, missing = [main], set()
    while pending:
        command = pending.pop()
        if isinstance(command, click.Group):
            pending.extend(command.commands.values())
        options = [one for one in command.params if isinstance(one, click.Option)]
        missing |= {name for one in options for name in one.opts if name not in known} - {"-V", "--version"}
    assert missing == set()


def test_every_key_of_the_configuration_is_explained_and_the_example_is_valid(tmp_path: Path) -> None:
    import tomllib

    from srclint.config import from_table
    from srclint.config.keys import KEYS

    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    table = tomllib.loads(page.split("```toml\n")[1].split("```")[0])
    assert set(table) == set(KEYS)
    from_table(table, where="the page", root=tmp_path)


def test_every_page_of_the_manual_is_linked_and_every_link_leads_somewhere() -> None:
    pages = [
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        ROOT / "SECURITY.md",
        *(ROOT / "docs").rglob("*.md"),
    ]
    reached = set()
    for page in pages:
        for target in re.findall(r"\]\((?!https?:)([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
            place = (page.parent / target).resolve()
            assert place.exists(), f"{page.relative_to(ROOT)}: {target}"
            reached.add(place)
    assert {page.resolve() for page in (ROOT / "docs").glob("*.md")} <= reached


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
