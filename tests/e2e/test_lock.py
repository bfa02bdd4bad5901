"""``srclint lock`` and what a clone without cache and network verifies by it."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result

OFFICE = "https://digital-strategy.ec.europa.eu/en/policies/ai-office"
ACT = "https://eur-lex.europa.eu/eli/reg/2030/9001/oj"
ARTICLE = f"""# Records

Keepers keep records for 5 years under [Article 2(1)]({ACT}#art_2) of Regulation (EU) 2030/9001.
See Articles 1 to 3, recital 4, Article 2(7) and Article 9 of Regulation (EU) 2030/9001, and
[Article 88]({ACT}#art_88).
The office has [200 people]({OFFICE}#tasks), [six units]({OFFICE}#nowhere) and
[two advisers]({OFFICE}#:~:text=two%20advisers), and [no boats]({OFFICE}#:~:text=ten%20boats).
"""
# All that judge a reference or an address by its structure; SRC201 and SRC203 need a "no", SRC306 the text.
REFERENCE_RULES = (
    *("SRC202", "SRC204", "SRC205", "SRC206", "SRC207", "SRC208", "SRC301", "SRC302", "SRC303", "SRC304"),
    *("SRC305", "SRC307", "SRC308", "SRC309", "SRC501", "SRC503"),
)


def locked(run: Any, world: Any, *more: str, remap: str = "") -> Result:
    result: Result = run("lock", "--remap", remap or world.remap, "--no-cache", "--no-progress", *more)
    assert result.exit_code == 0, result.output
    return result


def lock_text(run: Any) -> str:
    return (run.folder / "srclint.lock").read_bytes().decode("utf-8")


def findings(report: dict[str, Any], rules: tuple[str, ...] = REFERENCE_RULES) -> list[tuple[Any, ...]]:
    return [
        (f["path"], f["code"], f["start"]["offset"], f["message"], f["fingerprint"])
        for f in report["findings"]
        if f["code"].startswith(rules)
    ]


def verdicts(report: dict[str, Any], kind: str = "references") -> list[tuple[str, str, str]]:
    """What is gone is never locked: offline it was not checked."""
    return [
        (a["path"], x["id"], "unverified" if x["verdict"] == "gone" else x["verdict"])
        for a in report["articles"]
        for x in a[kind]
    ]


# --------------------------------------------------------------------------- the same offline


def test_offline_from_the_lock_alone_the_same_reference_findings(run: Any, world: Any) -> None:
    run.write("records.md", ARTICLE)
    online = run.json("records.md", "--remap", world.remap, "--no-cache")
    found = findings(online)
    assert {code for _, code, *_ in found} >= {"SRC206", "SRC301"}
    assert len(found) >= 5
    locked(run, world)
    asked = len(world.requests)
    offline = run.json("records.md", "--offline", "--no-cache")
    assert findings(offline) == found
    assert verdicts(offline) == verdicts(online)
    assert verdicts(offline, "citations") == verdicts(online, "citations")
    assert len(world.requests) == asked
    source = next(s for s in offline["sources"] if s["id"] == "celex:32030R9001")
    assert (source["state"], source["fetched_from"], source["format"]) == (
        "fetched",
        "srclint.lock",
        "oj-html",
    )
    assert {c["reason"] for a in offline["articles"] for c in a["citations"]} == {"locked"}
    assert offline["summary"]["requests"] == 0
    without = run.json("records.md", "--offline", "--no-cache", "--no-lock")
    assert {v for _, _, v in verdicts(without)} == {"unverified"}
    said = run("check", "records.md", "--offline", "--no-cache")
    assert "2 sources were not read in this run; srclint.lock stands in for them" in said.stderr


def test_a_lock_accuses_of_nothing_that_it_was_not_asked(run: Any, world: Any) -> None:
    """The act may have got an Article 4 since, the page another heading: nobody has looked."""
    run.write("records.md", ARTICLE)
    locked(run, world)
    later = f"""# Later

Keepers keep records for 5 years under Article 2(3) of Regulation (EU) 2030/9001 and 9 years under its
[Article 7]({ACT}#art_7).
They pay under Article 4 of Regulation (EU) 2030/9001 or Article 2(8) of Regulation (EU) 2030/9001.
The office has [300 people]({OFFICE}#people), [ten boats]({OFFICE}#:~:text=at%20most%20ten).
"""
    run.write("later.md", later)
    report = run.json("later.md", "--offline", "--no-cache")
    assert findings(report) == []
    states = {r["text"]: (r["verdict"], r["reason"]) for a in report["articles"] for r in a["references"]}
    assert states["Article 2(3) of Regulation (EU) 2030/9001"] == ("verified", "locked")
    assert ("unverified", "versions-unknown") in states.values()
    assert not any(state == "missing" for state, _ in states.values())
    # Asked and read, the same is an error.
    codes = [code for _, code, *_ in findings(run.json("later.md", "--remap", world.remap, "--no-cache"))]
    assert codes.count("SRC301") >= 2


def test_no_text_is_judged_from_a_lock(run: Any, world: Any) -> None:
    run.write(
        "wrong.md",
        f"Keepers keep records for 77 years and pay EUR 999 under [Article 2(1)]({ACT}#art_2) of Regulation (EU)\n"
        "2030/9001.\n"
        "Under its Article 3 “the fine shall be painted in green”.\n",
    )
    locked(run, world)
    report = run.json("wrong.md", "--offline", "--no-cache")
    assert [
        f["code"] for f in report["findings"] if f["code"].startswith(("SRC4", "SRC502", "SRC504", "SRC505"))
    ] == []
    support = [s["verdict"] for a in report["articles"] for u in a["units"] for s in u.get("support", [])]
    assert set(support) <= {"unchecked"}


def test_the_lock_stands_in_online_for_what_cannot_be_read(run: Any, world: Any) -> None:
    run.write("records.md", ARTICLE)
    locked(run, world)
    found = findings(run.json("records.md", "--remap", world.remap, "--no-cache"))
    world.silent |= {"publications.europa.eu", "digital-strategy.ec.europa.eu"}
    world.release.set()  # every answer is 503
    report = run.json("records.md", "--remap", world.remap, "--no-cache", "--max-time", "3")
    assert findings(report) == found
    assert {s["fetched_from"] for s in report["sources"]} == {"srclint.lock"}


def test_an_authoritative_no_is_not_outvoted_by_the_lock(run: Any, world: Any) -> None:
    run.write("records.md", ARTICLE)
    locked(run, world)
    del world.pages[OFFICE]
    report = run.json("records.md", "--remap", world.remap, "--no-cache")
    assert [f["code"] for f in report["findings"]].count("SRC201") == 4
    result = locked(run, world)
    assert f"- url:{OFFICE}: it is gone" in result.stdout
    assert f"url:{OFFICE} unread gone" in lock_text(run)
    assert f"url:{OFFICE} read" not in lock_text(run)


def test_a_fresh_clone_verifies_in_the_offline_hook(run: Any, world: Any, tmp_path: Path) -> None:
    run.write("records.md", ARTICLE.splitlines()[2] + "\n")
    run.write("srclint.toml", "")
    locked(run, world)
    environment = {
        **os.environ,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": "A",
        "GIT_COMMITTER_NAME": "A",
    }
    environment |= {"GIT_AUTHOR_EMAIL": "a@example.eu", "GIT_COMMITTER_EMAIL": "a@example.eu"}
    for arguments in (
        ("init", "-q"),
        ("add", "-A"),
        ("commit", "-qm", "x"),
        ("clone", "-q", ".", str(tmp_path / "clone")),
    ):
        subprocess.run(["git", *arguments], cwd=run.folder, env=environment, check=True)
    hooks = yaml.safe_load((Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text())
    entry = next(hook["entry"] for hook in hooks if hook["id"] == "srclint")
    assert "--offline" in entry
    done = subprocess.run(
        [sys.executable, "-m", *shlex.split(entry), "records.md"],
        cwd=tmp_path / "clone",
        env={**os.environ, "SRCLINT_CACHE_DIR": str(tmp_path / "empty")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (
        "1 source: 1 verified (all from the lock). 1 reference: 1 verified (all from the lock)."
        in done.stdout
    )
    assert "srclint.lock stands in for it" in done.stderr


def test_a_version_that_the_lock_knows_is_found_and_not_compared(run: Any, world: Any) -> None:
    """Article 4 was inserted, Article 3 changed: the lock knows which texts have which articles, not their words."""
    body = world.acts["32030R9001", "EN"]
    third = body[body.index(b'<div class="eli-subdivision" id="art_3">') : body.rindex(b"</div></div></div>")]
    fourth = third.replace(b"art_3", b"art_4").replace(b"Article 3", b"Article 4").replace(b"003.", b"004.")
    newer = body.replace(third, third.replace(b"12 000", b"13 000") + fourth)
    world.acts["02030R9001-20310101", "EN"] = newer
    world.versions["32030R9001"] = ["02030R9001-20310101"]
    run.write(
        "records.md",
        f"""---
date: 2032-01-01
---
Fines are EUR 12 000 ([Article 3]({ACT}#art_3) of Regulation (EU) 2030/9001). Records are kept for 5 years under
[Article 4 of Regulation (EU) 2030/9001]({ACT}) and [Article 5 of Regulation (EU) 2030/9001]({ACT}).
""",
    )
    online = run.json("records.md", "--remap", world.remap, "--no-cache")
    assert {"SRC301", "SRC503"} <= {code for _, code, *_ in findings(online)}
    result = locked(run, world)
    assert "+ celex:02030R9001-20310101" in result.stdout
    assert "act:32030R9001 versions 20" in lock_text(run)
    assert run("lock", "--check").exit_code == 0
    offline = run.json("records.md", "--offline", "--no-cache")
    assert findings(offline) == findings(online)
    assert verdicts(offline) == verdicts(online)
    # One text read, the other only locked: no change of wording is made up from that.
    world.acts.pop(("02030R9001-20310101", "EN"))
    world.redirects["https://publications.europa.eu/resource/celex/02030R9001-20310101"] = (503, "/")
    mixed = run.json("records.md", "--remap", world.remap, "--no-cache")
    assert {s["id"] for s in mixed["sources"] if s["fetched_from"] == "srclint.lock"} == {
        "celex:02030R9001-20310101"
    }
    assert not {f["code"] for f in mixed["findings"]} & {"SRC502", "SRC504", "SRC505"}
    assert findings(mixed) == findings(online)


# --------------------------------------------------------------------------- writing it


def test_a_second_run_changes_no_byte(run: Any, world: Any) -> None:
    run.write("records.md", ARTICLE)
    assert "2 sources, 2 added." in locked(run, world).stdout
    before = lock_text(run)
    assert "\r" not in before
    assert before.endswith("\n")
    stamp = (run.folder / "srclint.lock").stat().st_mtime_ns
    assert "2 sources, nothing to change." in locked(run, world).stdout
    assert lock_text(run) == before
    assert (run.folder / "srclint.lock").stat().st_mtime_ns == stamp


def test_only_a_whole_run_drops_what_is_not_cited(run: Any, world: Any) -> None:
    run.write("a/records.md", f"Keepers keep records for 5 years ([Article 2]({ACT}#art_2)).\n")
    run.write("b/office.md", f"The office has 200 people ([page]({OFFICE})).\n")
    run.write("b/fines.md", f"The fine is EUR 12 000 ([Article 3]({ACT}#art_3)).\n")
    locked(run, world)
    before = lock_text(run)
    assert "cites art_2 " in before
    assert "cites art_3 " in before
    (run.folder / "b" / "office.md").unlink()
    (run.folder / "b" / "fines.md").unlink()
    locked(run, world, "a")
    assert lock_text(run) == before
    assert run("lock", "--check", "a").exit_code == 0
    stale = run("lock", "--check")
    assert stale.exit_code == 1
    assert f"- url:{OFFICE}: no longer cited" in stale.stdout
    assert "~ celex:32030R9001: Article 3 no longer cited" in stale.stdout
    assert lock_text(run) == before
    result = locked(run, world)
    assert f"- url:{OFFICE}: no longer cited" in result.stdout
    after = lock_text(run)
    assert OFFICE not in after
    assert "cites art_3 " not in after
    assert run("lock", "--check").exit_code == 0
    (run.folder / "srclint.lock").write_text(before, encoding="utf-8", newline="")
    locked(run, world, "a", "--prune")
    assert lock_text(run) == after


def test_what_cannot_be_read_keeps_its_entry_and_is_named(run: Any, world: Any) -> None:
    run.write("records.md", ARTICLE)
    wall = "https://eur-lex.europa.eu/content/help/faq.html"
    run.write("wall.md", f"The help says 3 % ([help]({wall})).\n")
    result = locked(run, world)
    assert f"? url:{wall}: " in result.stdout
    assert "1 could not be read." in result.stdout
    before = lock_text(run)
    world.silent |= {"publications.europa.eu", "digital-strategy.ec.europa.eu"}
    world.release.set()
    result = locked(run, world, "--max-time", "2")
    assert "what was recorded before stays" in result.stdout
    assert lock_text(run) == before
    # Nothing vouches for the page behind the wall, and the lock is still up to date.
    checked = run("lock", "--check")
    assert checked.exit_code == 0, checked.output
    assert f"? url:{wall}" in checked.stdout
    report = run.json("wall.md", "--offline", "--no-cache")
    assert [c["verdict"] for c in report["articles"][0]["citations"]] == ["unverified"]


def test_check_tells_what_the_lock_does_not_cover(run: Any, world: Any) -> None:
    run.write("records.md", ARTICLE)
    missing = run("lock", "--check")
    assert missing.exit_code == 1
    assert "+ celex:32030R9001: not in the lock" in missing.stdout
    assert not (run.folder / "srclint.lock").exists()
    locked(run, world)
    asked = len(world.requests)
    assert run("lock", "--check").exit_code == 0
    run.write(
        "more.md", f"The fine is EUR 12 000 ([Article 3(1)]({ACT}#art_3) of Regulation (EU) 2030/9001).\n"
    )
    run.write("page.md", f"The office has 200 people ([page]({OFFICE}#people)).\n")
    stale = run("lock", "--check", "--output-format", "json")
    assert stale.exit_code == 1
    told = json.loads(stale.stdout)
    assert told["current"] is False
    assert {change["document"] for change in told["changes"]} == {"celex:32030R9001", f"url:{OFFICE}"}
    assert any("Article 3(1)" in change["reason"] for change in told["changes"])
    assert any("#people" in change["reason"] for change in told["changes"])
    assert len(world.requests) == asked
    locked(run, world)
    assert run("lock", "--check").exit_code == 0


# --------------------------------------------------------------------------- drift


def test_the_next_online_run_says_which_claims_rest_on_a_changed_text(run: Any, world: Any) -> None:
    run.write(
        "records.md", ARTICLE.replace("Article 2(7) and Article 9", "Article 3").replace("#art_88", "#art_3")
    )
    locked(run, world)
    quiet = run.json("records.md", "--remap", world.remap, "--no-cache")
    assert "SRC505" not in {f["code"] for f in quiet["findings"]}
    world.acts["32030R9001", "EN"] = world.acts["32030R9001", "EN"].replace(b"for 5 years", b"for 6 years")
    report = run.json("records.md", "--remap", world.remap, "--no-cache")
    drift = [f for f in report["findings"] if f["code"] == "SRC505"]
    assert [(f["start"]["line"], f["severity"], f["document"]) for f in drift] == [
        (3, "warning", "celex:32030R9001"),
        (4, "warning", "celex:32030R9001"),
    ]
    assert drift[0]["message"].startswith(
        "Article 2(1) reads differently from what srclint.lock recorded on 20"
    )
    assert drift[1]["message"].startswith("Article 2 reads differently")
    assert drift[0]["unit"] is not None
    # Looked at, and recorded anew.
    result = locked(run, world)
    assert "~ celex:32030R9001: Article 2, Article 2(1) changed" in result.stdout
    again = run.json("records.md", "--remap", world.remap, "--no-cache")
    assert "SRC505" not in {f["code"] for f in again["findings"]}


def test_locking_a_part_does_not_hide_the_drift_of_the_rest(run: Any, world: Any) -> None:
    run.write("a/one.md", f"Keepers keep records for 5 years ([Article 2]({ACT}#art_2)).\n")
    run.write("b/two.md", f"The fine is EUR 12 000 ([Article 3]({ACT}#art_3)).\n")
    locked(run, world)
    body = world.acts["32030R9001", "EN"]
    world.acts["32030R9001", "EN"] = body.replace(b"for 5 years", b"for 6 years").replace(
        b"12 000", b"13 000"
    )
    locked(run, world, "a")
    report = run.json("a", "b", "--remap", world.remap, "--no-cache")
    assert [f["path"] for f in report["findings"] if f["code"] == "SRC505"] == ["b/two.md"]


# --------------------------------------------------------------------------- where it is, and bad ones


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("<<<<<<< HEAD\n", "line 1: “<<<<<<< HEAD” was left by a merge"),
        ("# srclint.lock, format 9: x\n", "line 1: it is of format 9"),
        ("{}\n", "line 1: this does not begin like a lock file"),
        ("# srclint.lock, format 1: x\ncelex:1 has art_9..1\n", "line 2"),
    ],
)
def test_a_bad_lock_ends_every_command_in_one_sentence(run: Any, content: str, words: str) -> None:
    run.write("records.md", ARTICLE)
    run.write("srclint.lock", content)
    for command in (("check", "--offline"), ("lock", "--offline"), ("lock", "--check")):
        result = run(*command, "records.md")
        assert result.exit_code == 2, result.output
        assert words in result.stderr
        assert result.stderr.count("\n") == 1
        assert "Traceback" not in result.output
    assert (run.folder / "srclint.lock").read_text() == content
    assert run("check", "--offline", "--no-lock", "records.md", "--exit-zero").exit_code == 0


def test_a_lock_that_is_no_file_or_a_link_is_not_written_through(
    run: Any, world: Any, tmp_path: Path
) -> None:
    run.write("records.md", ARTICLE)
    os.mkfifo(run.folder / "srclint.lock")
    result = run("check", "records.md", "--offline")
    assert result.exit_code == 2
    assert "the lock cannot be read" in result.stderr
    (run.folder / "srclint.lock").unlink()
    target = tmp_path / "elsewhere"
    (run.folder / "srclint.lock").symlink_to(target)
    result = run("lock", "--remap", world.remap, "--no-cache")
    assert result.exit_code == 2, result.output
    assert not target.exists()


def test_the_lock_lies_beside_the_configuration_or_at_the_root_of_git(run: Any, world: Any) -> None:
    run.write("docs/records.md", f"Keepers keep records for 5 years ([Article 2]({ACT}#art_2)).\n")
    (run.folder / ".git").mkdir()
    locked(run, world, "docs")
    assert (run.folder / "srclint.lock").is_file()
    shutil.move(run.folder / "srclint.lock", run.folder / "docs" / "srclint.lock")
    assert run("lock", "--check", "docs").exit_code == 0
    (run.folder / "docs" / "srclint.lock").unlink()
    run.write("srclint.toml", "")
    locked(run, world, "docs")
    assert (run.folder / "srclint.lock").is_file()
    run.write("docs/.srclint.toml", "")
    assert run("lock", "--check", "docs").exit_code == 0
    (run.folder / "docs" / ".srclint.toml").unlink()
    run.write("srclint.toml", 'lock = "docs/sources.lock"\n')
    locked(run, world, "docs")
    assert (run.folder / "docs" / "sources.lock").is_file()
    assert run("lock", "--check", "docs").exit_code == 0
    assert run("lock", "--check", "docs", "--lock", "other.lock").exit_code == 1
    run.write("srclint.toml", 'lock = "../sources.lock"\n')
    result = run("lock", "--check", "docs")
    assert result.exit_code == 2
    assert "must lie in or below the folder of the configuration file" in result.stderr


def test_what_cannot_be_meant_is_refused(run: Any) -> None:
    run.write("records.md", ARTICLE)
    assert "--no-lock" in run("lock", "--no-lock").stderr
    result = run("check", "records.md", "--offline", "--lock", "nowhere.lock")
    assert result.exit_code == 2
    assert "--lock nowhere.lock: there is no such lock file" in result.stderr
    assert run("lock", "-", stdin="x").exit_code == 2


# --------------------------------------------------------------------------- real articles


def test_the_seed_offline_from_its_lock_alone(run: Any, world: Any, real_data: Path) -> None:
    world.add_real(real_data / "sources")
    seed = (real_data / "seed" / "ai-office.txt").read_bytes().decode("utf-8")
    run.write("ai-office.txt", seed)
    run.write("broken.txt", seed.replace("Art. 64 et seq.", "Art. 640").replace("Art. 68", "Art. 68(9)"))
    online = run.json("--remap", world.remap, "--no-cache")
    assert {code for _, code, *_ in findings(online)} >= {"SRC301"}
    locked(run, world)
    assert run("lock", "--check").exit_code == 0
    offline = run.json("--offline", "--no-cache")
    assert findings(offline) == findings(online)
    assert verdicts(offline) == verdicts(online)


def test_the_examples_offline_from_their_lock_alone(run: Any, world: Any, real_data: Path) -> None:
    world.add_real(real_data / "sources")
    shutil.copytree(Path(__file__).parents[2] / "examples", run.folder / "examples")
    online = run.json("examples", "--remap", world.remap, "--no-cache")
    locked(run, world, "examples")
    offline = run.json("examples", "--offline", "--no-cache")
    assert findings(offline) == findings(online)
    assert verdicts(offline) == verdicts(online)
