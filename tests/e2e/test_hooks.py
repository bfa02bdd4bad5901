"""The hooks, run by the real pre-commit in a git repository of their own.

pre-commit would install the hook's environment from the network; here the hook's own entry runs
from the environment that the tests run in, everything else is as in ``.pre-commit-hooks.yaml``.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "blog"
    folder.mkdir()
    _git(folder, "init", "-q")
    local = [{**hook, "language": "system", "pass_filenames": True} for hook in HOOKS.values()]
    config = {"repos": [{"repo": "local", "hooks": local}]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    _run(folder, "-m", "pre_commit", "install")
    return folder


def _environment() -> dict[str, str]:
    names = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.eu", "GIT_CONFIG_GLOBAL": os.devnull}
    names |= {"GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.eu"}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, **names, "PATH": path, "NO_COLOR": "1"}


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=_environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def _run(folder: Path, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=_environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_manifest_is_valid() -> None:
    _run(ROOT, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml")


def test_a_commit_is_stopped_until_the_fault_is_mended(repository: Path) -> None:
    article = repository / "fines.md"
    article.write_text("The fine is 3 %.[^9]\n")
    _git(repository, "add", "-A")
    stopped = _git(repository, "commit", "-m", "Add the fines")
    assert stopped.returncode == 1
    assert "fines.md:1:17" in stopped.stderr
    assert "SRC102" in stopped.stderr
    article.write_text("The fine is 3 %.[^9]\n\n[^9]: Regulation (EU) 2024/1689, Art. 101(1).\n")
    _git(repository, "add", "-A")
    done = _git(repository, "commit", "-m", "Add the fines")
    assert done.returncode == 0, done.stderr
    # verbose: what was not checked is shown even where the hook passes
    assert "not checked" in done.stderr


def test_the_online_hook_runs_on_push_only() -> None:
    assert HOOKS["srclint-online"]["stages"] == ["pre-push", "manual"]
    assert "--offline" not in HOOKS["srclint-online"]["entry"]
    assert "--offline" in HOOKS["srclint"]["entry"]
    assert all(hook["verbose"] for hook in HOOKS.values())


def test_only_articles_are_taken_for_articles() -> None:
    """A licence or a Makefile is plain text too; what a folder search reads, the hooks read."""
    from srclint.engine.files import SUFFIXES

    for hook in HOOKS.values():
        taken = re.compile(hook["files"])
        assert all(taken.search(f"articles/a{ending}") for ending in SUFFIXES)
        assert not any(taken.search(name) for name in ("LICENSE", "README", "a.py", "a.md.py", "txt"))
