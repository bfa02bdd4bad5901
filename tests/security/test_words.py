"""What strangers name or say reaches the terminal and the build's log as plain words, and never as an option."""
# ruff: noqa: E501 - tables of tricks read best in long lines

from __future__ import annotations

import json
import os
import re
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

NASTY = (
    "\x1b]0;title\x07\x1b[31m\x9b31m\r\n::error::forged\n::stop-commands::x\n##[group]g\n##vso[task.x]y\u202egnp\u2066\x00\x85\u2028"
    "|`<img src=x onerror=y>`|]]>&amp;<!--\"'<script>@user #1 ![i](http://e.example/)\ud800\ufffe"
)
FORMATS = (
    "full",
    "concise",
    "json",
    "sarif",
    "github",
    "gitlab",
    "junit",
    "markdown",
    "html",
    "csv",
    "jsonld",
)
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_COMMAND = re.compile(r"^\s*::|##(?:vso)?\[", re.MULTILINE)


@pytest.fixture
def srclint(nursery):
    """The program in a process of its own."""

    def run(*args: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
        return nursery(*args, cwd=cwd, env={**os.environ, "SRCLINT_CACHE_DIR": str(cwd / ".cache")})

    return run


def harmless(output: bytes, *, commands: bool = False) -> str:
    text = output.decode("utf-8")
    assert _CONTROL.search(text) is None
    if not commands:
        assert _COMMAND.search(text) is None
    return text


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    name = NASTY.replace("\x00", "").replace("/", "_").encode("utf-8", "surrogatepass")[:200]
    words = NASTY.encode("utf-8", "ignore").replace(b"\n", b" ").replace(b"\x00", b"")
    text = (
        b"---\ntitle: x\n---\n\nThe fine is 5 % of turnover " + words + b" [^1][^2][^3].\n\n"
        b"Article 99(17) of Regulation (EU) 2016/679 " + words + b" sets 4 %.[^2]\n\n"
        b"[^1]: " + words + b" <https://example.org/" + words.replace(b" ", b"") + b">\n"
        b"[^2]: [" + words + b"](https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:" + words + b")\n"
        b"[^" + words.replace(b" ", b"") + b"]: http://127.0.0.1/" + words + b"\n"
    )
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name + b".md")).write_bytes(text)
    except (OSError, ValueError):
        pytest.skip("this file system takes no such names")
    (tmp_path / "plain.md").write_bytes(text)
    return tmp_path


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_harmless(srclint, form, folder):
    done = srclint("check", "--offline", "--strict", "--verbose", "--output-format", form, ".", cwd=folder)
    assert done.returncode == 1, done.stderr
    # Lines of CSV end in CR and LF (RFC 4180).
    output = done.stdout.replace(b"\r\n", b"\n") if form == "csv" else done.stdout
    text = harmless(output, commands=form == "github")
    harmless(done.stderr)
    if form in ("json", "sarif", "gitlab", "jsonld"):
        json.loads(text)
    if form == "junit":
        ET.fromstring(text)
    if form == "github":
        assert all(re.match(r"::(?:error|warning|notice) file=", line) for line in text.splitlines())
    if form == "markdown":
        assert "<img" not in text.replace("\\<", "")
        assert "<script" not in text.replace("\\<", "")


@pytest.mark.parametrize("form", ["text", "json"])
def test_extract_is_harmless(srclint, form, folder):
    done = srclint("extract", "--output-format", form, ".", cwd=folder)
    assert done.returncode == 0, done.stderr
    harmless(done.stdout)
    harmless(done.stderr)


def test_a_report_in_a_file_is_harmless(srclint, folder):
    done = srclint("check", "--offline", "--strict", ".", "-o", "report.out", cwd=folder)
    assert done.returncode == 1, done.stderr
    harmless((folder / "report.out").read_bytes())


@pytest.mark.parametrize(
    "args",
    [
        ("check", NASTY), ("extract", NASTY), ("outline", NASTY), ("outline", "https://127.0.0.1/" + NASTY), ("rule", NASTY), (NASTY,),
        ("check", "--" + NASTY), ("check", "--select", NASTY), ("check", "--config", NASTY), ("check", "--as-of", NASTY),
        ("check", "--output-format", NASTY), ("check", "--remap", NASTY), ("check", "--source-dir", NASTY),
        ("check", "plain.md", "--offline", "-o", "no/" + NASTY.replace("/", "_")),
    ],
)  # fmt: skip
def test_errors_are_harmless(srclint, args, folder):
    args = tuple(arg.replace("\x00", "").replace("\ud800", "") for arg in args)
    done = srclint(*args, cwd=folder)
    assert done.returncode == 2
    harmless(done.stderr)


@pytest.mark.parametrize(
    "table",
    ["{} = 1", "ignore = [{}]", "exclude = [{}]", "remap = [{}]", "as-of = {}", "hosts = {{ {} = 1 }}"],
)
def test_errors_of_a_hostile_configuration_are_harmless(srclint, table, folder):
    (folder / "srclint.toml").write_text(table.format(json.dumps("\x1b[31m\n::error::x *a*a*a*a*a")))
    done = srclint("check", "--offline", "plain.md", cwd=folder)
    assert done.returncode == 2
    harmless(done.stderr)


# ------------------------------------------------------------------ names that look like options


@pytest.mark.parametrize(
    "name", ["-o.md", "--exit-zero", "-o/x.md", "--config=x/y.md", "--fail-on=never", "-q", "--output=r.md"]
)
def test_the_name_of_a_file_is_no_option(srclint, name, tmp_path):
    (tmp_path / "bad.md").write_text("The fine is 5 % of turnover.\n")
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("The fine is 5 % of turnover.\n")
    before = sorted(path.name for path in tmp_path.rglob("*"))
    done = srclint("check", "--offline", name, "bad.md", cwd=tmp_path)
    assert done.returncode == 2
    assert b"looks like an option" in done.stderr
    after = srclint("check", "--offline", "--strict", "--", name, "bad.md", cwd=tmp_path)
    assert after.returncode == 1
    assert sorted(path.name for path in tmp_path.rglob("*") if ".cache" not in path.parts) == before


# ------------------------------------------------------------------ the action

ROOT = Path(__file__).parents[2]


def test_the_action_pastes_nothing_into_scripts():
    import yaml

    steps = yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"]
    scripts = [step["run"] for step in steps if "run" in step]
    assert scripts
    for script in scripts:
        assert "${{" not in script
        assert not re.search(r"python3? (?!-I )", script)
        for line in script.splitlines():
            if "srclint check" in line:
                assert line.index(" -- $SRCLINT_PATHS") > line.index("$SRCLINT_ARGS")
