"""Adoption in an archive: the baseline, --diff-base, --add-ignore, per-file-ignores and expiry."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

OLD = """Records are kept for 5 years.[^9]

Fines are 3 % of turnover.[^7]

See [it](https://eur-lex.europa.eu/eli/reg/2030/9001/oj).
"""
ACT = """Keepers keep records under [Article {}](https://eur-lex.europa.eu/eli/reg/2030/9001/oj)
of Regulation (EU) 2030/9001.
"""
HEAD = '{"srclint-baseline": 1}\n'


def entries(file: Path) -> list[dict[str, Any]]:
    head, *lines = file.read_text(encoding="utf-8").splitlines()
    assert head + "\n" == HEAD
    return [json.loads(line) for line in lines]


def test_what_is_known_is_not_reported_and_what_is_new_is(run: Any) -> None:
    run.write("srclint.toml", 'baseline = "known.jsonl"\nselect = ["SRC102", "SRC9"]\n')
    run.write("archive/old.md", OLD)
    first = run("check", "--offline", "--write-baseline", "--strict")
    assert first.exit_code == 0, first.output
    assert "No findings (2 known from the baseline)." in first.stdout
    assert "known.jsonl: 2 findings (2 new, 0 no longer found)." in first.stderr
    assert entries(run.folder / "known.jsonl") == [
        {"path": "archive/old.md", "rule": "SRC102", "claim": "Fines are 3 % of turnover."},
        {"path": "archive/old.md", "rule": "SRC102", "claim": "Records are kept for 5 years."},
    ]
    # Other lines, another number of the note: the same findings.
    run.write("archive/old.md", "# A new heading\n\n" + OLD.replace("[^9]", "[^12]"))
    assert run("check", "--offline", "--strict").exit_code == 0
    run.write("archive/new.md", "Fines are 3 % of turnover.[^9]\n")
    result = run("check", "--offline", "--strict", "--output-format", "concise")
    assert result.exit_code == 1
    assert [line.split(":")[0] for line in result.stdout.splitlines()[:-1]] == ["archive/new.md"]
    # One more of the same claim is one more finding.
    run.write("archive/old.md", OLD + "\nFines are 3 % of turnover.[^7]\n")
    (run.folder / "archive/new.md").unlink()
    result = run("check", "--offline", "--strict", "--output-format", "concise")
    assert [line.split(" ")[0] for line in result.stdout.splitlines()[:-1]] == ["archive/old.md:7:27:"]


def test_another_working_folder_knows_the_same(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    run.write("srclint.toml", 'baseline = "known.jsonl"\n')
    run.write("archive/old.md", OLD)
    run("check", "--offline", "--write-baseline")
    before = (run.folder / "known.jsonl").read_bytes()
    monkeypatch.chdir(run.folder / "archive")
    assert run("check", "--offline", "--strict", "old.md").exit_code == 0
    assert run("check", "--offline", "--strict", str(run.folder / "archive")).exit_code == 0
    assert run("check", "--offline", "--strict", "-", "--stdin-filename", "old.md", stdin=OLD).exit_code == 0
    assert run("check", "--offline", "--isolated", "--strict", "--baseline", "../known.jsonl").exit_code == 0
    assert "0 new, 0 no longer" in run("check", "--offline", "--write-baseline").stderr
    assert (run.folder / "known.jsonl").read_bytes() == before


def test_an_entry_that_matches_nothing_is_told_once(run: Any) -> None:
    run.write("srclint.toml", 'baseline = "known.jsonl"\nselect = ["SRC102", "SRC9"]\n')
    run.write("a.md", OLD)
    run.write("b.md", OLD)
    run("check", "--offline", "--write-baseline")
    run.write("a.md", OLD.replace("Fines are 3 % of turnover.[^7]\n\n", ""))
    (run.folder / "b.md").unlink()  # not among the checked: nothing is said of it
    result = run("check", "--offline", "--output-format", "concise")
    assert [line for line in result.stdout.splitlines() if "SRC901" in line] == [
        "a.md:1:1: SRC901 warning: The baseline knows SRC102 on “Fines are 3 % of turnover.”, "
        "which is no longer found here."
    ]
    assert "line 2 of known.jsonl" in run("check", "--offline").stdout
    again = run("check", "--offline", "--write-baseline", "--strict")
    assert (again.exit_code, "3 no longer found" in again.stderr) == (0, True)
    assert [entry["path"] for entry in entries(run.folder / "known.jsonl")] == ["a.md"]


def test_no_entry_is_called_stale_when_its_rule_could_not_be_judged(run: Any, world: Any) -> None:
    run.write("a.md", ACT.format(77))
    online = ("check", "a.md", "--remap", world.remap, "--baseline", "known.jsonl", "--strict", "--no-lock")
    assert run(*online, "--write-baseline").exit_code == 0
    assert {entry["rule"] for entry in entries(run.folder / "known.jsonl")} == {"SRC301"}
    before = (run.folder / "known.jsonl").read_bytes()
    for how in (("--offline", "--no-cache"), ("--ignore", "SRC3", "--remap", world.remap)):
        result = run("check", "a.md", *how, "--baseline", "known.jsonl", "--strict")
        assert result.exit_code == 0, result.output
        assert "SRC901" not in result.stdout
        # Nor does an update forget what it could not see.
        run("check", "a.md", *how, "--baseline", "known.jsonl", "--write-baseline")
        assert (run.folder / "known.jsonl").read_bytes() == before
    run.write("a.md", ACT.format(2))
    assert "SRC901" in run(*online).stdout


def test_an_entry_ends_on_its_day(run: Any) -> None:
    run.write("a.md", OLD)
    known = ("--baseline", "known.jsonl", "--offline", "--strict")
    run("check", "a.md", *known, "--write-baseline", "--until", "2000-01-01", "--reason", "being rewritten")
    assert {(e["until"], e["reason"]) for e in entries(run.folder / "known.jsonl")} == {
        ("2000-01-01", "being rewritten")
    }
    expired = run("check", "a.md", *known)
    assert expired.exit_code == 1
    assert "SRC901" not in expired.stdout
    run("check", "a.md", *known, "--write-baseline", "--until", "2999-01-01")
    assert run("check", "a.md", *known).exit_code == 0
    document = json.loads(run("check", "a.md", *known, "--output-format", "json").stdout)
    assert {f["suppressed"]["by"] for f in document["findings"]} == {"baseline"}
    assert document["summary"]["baseline"] == document["summary"]["suppressed"] == len(document["findings"])


DAMAGED = [
    ("", "is no baseline"),
    ("root:x:0:0\n", "is no baseline"),
    ('{"srclint-baseline": 2}\n', "newer srclint"),
    (HEAD + '{"path": "a.md", "rule": "SRC101"}\n', "line 2: the baseline is damaged: “claim”"),
    (HEAD + '{"path": "a.md", "rule": "SRC101", "claim": "x", "count": 0}\n', "“count”"),
    (HEAD + '{"path": "a.md", "rule": "SRC101", "claim": "x", "until": "soon"}\n', "“until”"),
    (HEAD + '{"path": "a.md", "rule": "SRC101", "claim": "x", "line": 3}\n', "no key “line”"),
    (HEAD + "\n\n[1]\n", "line 4: the baseline is damaged: the line is no JSON object"),
    (HEAD + "[" * 5000 + "\n", "no JSON object"),
    (HEAD + "<<<<<<< ours\n", "unfinished merge"),
    (b"\xff\xfe\x00", "not UTF-8"),
]


@pytest.mark.parametrize(("text", "words"), DAMAGED)
@pytest.mark.parametrize("more", [(), ("--write-baseline",)])
def test_a_damaged_baseline_is_one_sentence_and_is_not_overwritten(
    run: Any, text: str | bytes, words: str, more: tuple[str, ...]
) -> None:
    run.write("a.md", OLD)
    file = run.write("known.jsonl", text)
    before = file.read_bytes()
    result = run("check", "a.md", "--offline", "--baseline", "known.jsonl", *more)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr
    assert result.stderr.count("\n") == 1
    assert "root:x" not in result.stderr
    assert file.read_bytes() == before


def test_a_baseline_that_is_not_there(run: Any) -> None:
    run.write("a.md", OLD)
    result = run("check", "a.md", "--offline", "--baseline", "known.jsonl")
    assert result.exit_code == 2
    assert "create it with --write-baseline" in result.stderr


def test_a_baseline_is_not_written_through_a_link(run: Any) -> None:
    run.write("a.md", OLD)
    target = run.write("target.jsonl", HEAD)
    (run.folder / "known.jsonl").symlink_to(target)
    result = run("check", "a.md", "--offline", "--baseline", "known.jsonl", "--write-baseline")
    assert result.exit_code == 2
    assert target.read_text() == HEAD


def test_what_a_merge_leaves_is_understood(run: Any) -> None:
    run.write("a.md", OLD)
    line = '{"path": "a.md", "rule": "SRC102", "claim": "Fines are 3 % of turnover."'
    run.write("known.jsonl", HEAD + f'{line}}}\n\n{HEAD}{line}, "count": 2}}\n')
    words = ("check", "a.md", "--offline", "--baseline", "known.jsonl", "--select", "SRC102")
    assert "1 known from the baseline" in run(*words).stdout
    run(*words, "--write-baseline")
    assert [entry.get("count", 1) for entry in entries(run.folder / "known.jsonl")] == [1, 1]


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_two_branches_that_each_add_an_entry_merge(run: Any) -> None:
    git = repository(run)
    for name in ("a", "m", "z"):
        run.write(f"{name}.md", f"The fine of {name} is 3 %.[^9]\n")
    run("check", "--offline", "--write-baseline")
    git("add", ".")
    git("commit", "-qm", "base")
    for branch, name in (("one", "c"), ("two", "p")):
        git("checkout", "-q", "-b", branch, "main")
        run.write(f"{name}.md", f"The fine of {name} is 3 %.[^9]\n")
        run("check", "--offline", "--write-baseline", "--baseline", "srclint-baseline.jsonl")
        git("add", ".")
        git("commit", "-qm", branch)
    git("merge", "-q", "one")
    known = ("--offline", "--strict", "--baseline", "srclint-baseline.jsonl")
    assert run("check", *known).exit_code == 0
    before = (run.folder / "srclint-baseline.jsonl").read_bytes()
    run("check", *known, "--write-baseline")
    assert (run.folder / "srclint-baseline.jsonl").read_bytes() == before


# ------------------------------------------------------------------ --diff-base


def repository(run: Any) -> Any:
    def git(*words: str) -> str:
        return subprocess.run(
            ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgSign=false", *words],
            cwd=run.folder, check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip

    git("init", "-q", "-b", "main")
    return git


@pytest.fixture
def git(run: Any) -> Any:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    return repository(run)


def places(run: Any, *words: str) -> list[str]:
    chosen = "SRC102,SRC103,SRC204,SRC9"
    out = run("check", "--offline", "--output-format", "concise", "--exit-zero", "--select", chosen, *words)
    assert out.exit_code == 0, out.output
    return [":".join(line.split(":")[:4]).rsplit(" ", 1)[0] for line in out.stdout.splitlines()[:-1]]


ARTICLE = """First fine is 3 %.[^9]

Second fine is 4 %.[^1]

Third fine is 5 %.[^8]

[^1]: The note, https://eur-lex.europa.eu/eli/reg/2024/1689/oj
[^2]: https://eur-lex.europa.eu/LexUriServ/LexUriServ.do?uri=CELEX:31995L0046:EN:HTML
"""


def test_only_what_changed_is_reported(run: Any, git: Any) -> None:
    run.write("art\u00edcle one.md", ARTICLE)
    run.write("same.md", ARTICLE)
    git("add", ".")
    git("commit", "-qm", "base")
    git("checkout", "-qb", "work")
    assert places(run, "--diff-base", "main") == []
    text = ARTICLE.replace("Third fine is 5", "Third fine is 6")
    run.write("art\u00edcle one.md", text)  # not committed
    run.write("new.md", "The fine is 3 %.[^9]\n")  # not even added
    wanted = ["art\u00edcle one.md:5:19: SRC102", "new.md:1:17: SRC102"]
    assert places(run, "--diff-base", "main") == wanted
    git("add", ".")
    git("commit", "-qm", "change")
    assert places(run, "--diff-base", "main") == wanted
    assert places(run, "--diff-base", "HEAD") == []
    every = sum(run.json("--offline")["summary"]["findings"].values())
    summary = run.json("--offline", "--diff-base", "main")["summary"]
    assert summary["left_out"] == every - sum(summary["findings"].values()) > 0
    told = run("check", "--offline", "--diff-base", "main").stdout
    assert f"{summary['left_out']} outside the changes" in told


def test_the_base_is_where_the_work_began(run: Any, git: Any) -> None:
    run.write("a.md", ARTICLE)
    git("add", ".")
    git("commit", "-qm", "base")
    git("checkout", "-qb", "work")
    run.write("b.md", "The fine is 3 %.[^9]\n")
    git("add", ".")
    git("commit", "-qm", "mine")
    git("checkout", "-q", "main")
    run.write("a.md", "Other words.\n")
    git("commit", "-qam", "theirs")
    git("checkout", "-q", "work")
    assert places(run, "--diff-base", "main") == ["b.md:1:17: SRC102"]


def test_a_note_that_was_touched_or_removed_counts(run: Any, git: Any) -> None:
    run.write("a.md", ARTICLE)
    git("add", ".")
    git("commit", "-qm", "base")
    run.write("a.md", ARTICLE.replace("CELEX:31995L0046:EN", "CELEX:32016R0679:EN"))
    # The definition's own line changed: its findings, and no other.
    assert {place.split(":")[1] for place in places(run, "--diff-base", "HEAD")} == {"8"}
    run.write("a.md", ARTICLE.replace("[^1]: The note, https://eur-lex.europa.eu/eli/reg/2024/1689/oj\n", ""))
    # The mark's line did not change, and its finding was not there before.
    assert "a.md:3:20: SRC102" in places(run, "--diff-base", "HEAD")


def test_a_renamed_article_is_compared_with_its_old_name(run: Any, git: Any) -> None:
    run.write("a.md", ARTICLE)
    git("add", ".")
    git("commit", "-qm", "base")
    git("mv", "a.md", "folder-b.md")
    run.write("folder-b.md", ARTICLE.replace("First fine is 3", "First fine is 2"))
    assert places(run, "--diff-base", "HEAD") == ["folder-b.md:1:19: SRC102"]


def test_line_ends_alone_change_nothing(run: Any, git: Any) -> None:
    run.write("a.md", ARTICLE)
    git("add", ".")
    git("commit", "-qm", "base")
    run.write("a.md", b"\xef\xbb\xbf" + ARTICLE.replace("\n", "\r\n").encode())
    assert places(run, "--diff-base", "HEAD") == []


def test_from_another_folder_and_from_standard_input(
    run: Any, git: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.write("art/a.md", ARTICLE)
    git("add", ".")
    git("commit", "-qm", "base")
    monkeypatch.chdir(run.folder / "art")
    changed = ARTICLE.replace("Third fine is 5", "Third fine is 6")
    out = run("check", "--offline", "--diff-base", "HEAD", "--output-format", "concise", "-",
              "--stdin-filename", "a.md", "--select", "SRC102", stdin=changed)  # fmt: skip
    assert [line.split(" ")[0] for line in out.stdout.splitlines()[:-1]] == ["a.md:5:19:"]


@pytest.mark.parametrize("revision", ["nowhere", "-x", "--output=stolen", "", "main..HEAD", "a\nb", ":/base"])
def test_a_revision_that_cannot_be_meant(run: Any, git: Any, revision: str) -> None:
    run.write("a.md", ARTICLE)
    git("add", ".")
    git("commit", "-qm", "first")
    result = run("check", "--offline", f"--diff-base={revision}")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
    assert "revision" in result.stderr
    assert os.listdir(run.folder) == sorted([".git", "a.md"], key=os.listdir(run.folder).index)


def test_no_repository_and_a_shallow_one(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    run.write("a.md", ARTICLE)
    result = run("check", "--offline", "--diff-base", "main")
    assert (result.exit_code, "lies in no git repository" in result.stderr) == (2, True)
    git = repository(run)
    git("add", ".")
    git("commit", "-qm", "base")
    git("checkout", "-qb", "work")
    run.write("a.md", "Other words.\n")
    git("commit", "-qam", "work")
    git("checkout", "-q", "main")
    run.write("b.md", "Words.\n")
    git("add", ".")
    git("commit", "-qm", "more")
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth", "1", "--no-single-branch", run.folder.as_uri(), str(clone)],
                   check=True, capture_output=True)  # fmt: skip
    monkeypatch.chdir(clone)
    result = run("check", "--offline", "--diff-base", "origin/work")
    assert result.exit_code == 2
    assert "--unshallow" in result.stderr


def test_a_hostile_repository_runs_nothing(run: Any, git: Any) -> None:
    run.write("a.md", ARTICLE)
    git("add", ".")
    git("commit", "-qm", "base")
    trap = run.write("trap.sh", f"#!/bin/sh\ntouch {run.folder}/sprung\ncat\n")
    trap.chmod(0o755)
    run.write(".gitattributes", "*.md diff=evil filter=evil\n")
    names = ["diff.external", "diff.evil.command", "diff.evil.textconv", "filter.evil.clean"]
    names += ["filter.evil.smudge", "filter.evil.process", "core.fsmonitor", "core.pager"]
    for key in names:
        git("config", key, str(trap))
    git("config", "core.hooksPath", str(run.folder))
    run.write("a.md", ARTICLE.replace("Third fine is 5", "Third fine is 6"))
    assert places(run, "--diff-base", "HEAD", "a.md") == ["a.md:5:19: SRC102"]
    assert not (run.folder / "sprung").exists()


def test_options_that_contradict_each_other(run: Any) -> None:
    run.write("a.md", ARTICLE)
    for words in (("--write-baseline", "--diff-base", "HEAD"), ("--write-baseline", "--fix"),
                  ("--write-baseline", "--diff"), ("--write-baseline", "--add-ignore")):  # fmt: skip
        result = run("check", "--offline", *words)
        assert (result.exit_code, result.stdout) == (2, "")
    assert not (run.folder / "srclint-baseline.jsonl").exists()


# ------------------------------------------------------------------ comments, patterns, expiry


def test_add_ignore_makes_the_next_run_silent(run: Any) -> None:
    run.write("a.md", ARTICLE.replace("\n", "\r\n"))
    run.write("b.html", "<p>The fine is EUR 15 million under the AI Act.</p>")
    before = (run.folder / "a.md").read_bytes()
    shown = run("check", "--offline", "--add-ignore", "--diff", "--select", "SRC102")
    assert shown.exit_code == 1
    assert "+<!-- srclint: ignore[SRC102] accepted when srclint was adopted -->" in shown.stdout
    assert (run.folder / "a.md").read_bytes() == before
    done = run("check", "--offline", "--strict", "--add-ignore", "--reason", "from before 2026")
    assert done.exit_code == 0, done.output
    assert "Ignored" in done.stderr
    assert b"from before 2026 -->\r\nFirst fine" in (run.folder / "a.md").read_bytes()
    again = run("check", "--offline", "--strict", "--fail-on", "info")
    assert (again.exit_code, "suppressed" in again.stdout) == (0, True)
    after = (run.folder / "a.md").read_bytes()
    assert "Ignored 0 problems" in run("check", "--offline", "--add-ignore").stderr
    assert (run.folder / "a.md").read_bytes() == after


def test_add_ignore_refuses_a_reason_that_breaks_out(run: Any) -> None:
    file = run.write("a.md", ARTICLE)
    result = run("check", "--offline", "--add-ignore", "--reason", "x --> <script>")
    assert result.exit_code == 2
    assert file.read_text() == ARTICLE


def test_per_file_ignores_hold_from_any_folder(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    run.write("srclint.toml", '[per-file-ignores]\n"archive/*.md" = ["SRC1"]\n')
    run.write("archive/a.md", "The fine is 3 %.[^9]\n")
    run.write("other/a.md", "The fine is 3 %.[^9]\n")
    assert places(run) == ["other/a.md:1:17: SRC102"]
    assert places(run, str(run.folder / "archive")) == []
    monkeypatch.chdir(run.folder / "archive")
    assert places(run, "a.md") == []
    document = run.json("a.md", "--offline")
    assert {f["suppressed"]["by"] for f in document["findings"]} == {"per-file"}


def test_an_expired_comment_silences_nothing_and_is_told(run: Any) -> None:
    run.write("a.md", "<!-- srclint: ignore[SRC102] until=2001-01-01 being checked -->\nKept.[^9]\n")
    assert places(run) == ["a.md:1:1: SRC902", "a.md:2:6: SRC102"]
    run.write("a.md", "<!-- srclint: ignore[SRC102] until=2999-01-01 being checked -->\nKept.[^9]\n")
    assert places(run) == []


def test_machine_formats_carry_what_the_baseline_knows(run: Any) -> None:
    run.write("a.md", ARTICLE)
    known = ("--offline", "--baseline", "known.jsonl")
    run("check", *known, "--write-baseline", "--reason", "from before")
    sarif = json.loads(run("check", *known, "--output-format", "sarif").stdout)
    results = sarif["runs"][0]["results"]
    assert results
    assert {s["kind"] for r in results for s in r["suppressions"]} == {"external"}
    assert {s["justification"] for r in results for s in r["suppressions"]} == {"from before"}
    (legacy,) = [r for r in results if r["ruleId"] == "SRC204"]
    (replacement,) = legacy["fixes"][0]["artifactChanges"][0]["replacements"]
    assert replacement["insertedContent"]["text"] == "https://eur-lex.europa.eu/eli/dir/1995/46/oj/eng"
    region = replacement["deletedRegion"]
    line = ARTICLE.splitlines()[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1].startswith(
        "https://eur-lex.europa.eu/Lex"
    )
    assert json.loads(run("check", *known, "--output-format", "gitlab").stdout) == []
