"""``srclint check`` from the outside: exit status, streams, formats, bad input."""

from __future__ import annotations

import json
import os
import stat
import sys
from pathlib import Path
from typing import Any

import pytest

CLEAN = """# Records

Keepers keep records for 5 years under [Article 2(1)](https://eur-lex.europa.eu/eli/reg/2030/9001/oj#art_2)
of Regulation (EU) 2030/9001.
"""
BROKEN = "Records are kept for 5 years.[^9]\n\nSee [it](https://eur-lex.europa.eu/eli/reg/2030/9001/oj).\n"


def test_exit_status_follows_fail_on(run: Any) -> None:
    run.write("clean.md", CLEAN)
    run.write("broken.md", BROKEN)
    run.write(
        "warned.md", "Fines go up to 3 %.\n\nSee [it](https://eur-lex.europa.eu/eli/reg/2030/9001/oj).\n"
    )
    assert run("check", "clean.md", "--offline").exit_code == 0
    assert run("check", "broken.md", "--offline").exit_code == 1
    assert run("check", "broken.md", "--offline", "--exit-zero").exit_code == 0
    assert run("check", "broken.md", "--offline", "--fail-on", "never").exit_code == 0
    assert run("check", "warned.md", "--offline").exit_code == 0
    assert run("check", "warned.md", "--offline", "--strict").exit_code == 1
    assert run("check", "warned.md", "--offline", "--fail-on", "warning").exit_code == 1


def test_a_provision_is_verified_and_another_is_missing(run: Any, world: Any) -> None:
    run.write("clean.md", CLEAN)
    report = run.json("clean.md", "--remap", world.remap)
    assert report["findings"] == []
    assert {r["verdict"] for r in report["articles"][0]["references"] if r["targets"]} == {"verified"}
    run.write("wrong.md", CLEAN.replace("Article 2(1)", "Article 2(7)"))
    report = run.json("wrong.md", "--remap", world.remap)
    assert [f["code"] for f in report["findings"]] == ["SRC301"]
    assert "Article 2 has paragraphs 1, 2 and 3" in report["findings"][0]["message"]


def test_one_document_is_asked_for_once_whatever_its_addresses(run: Any, world: Any) -> None:
    forms = [
        "https://eur-lex.europa.eu/eli/reg/2030/9001/oj",
        "https://eur-lex.europa.eu/eli/reg/2030/9001/oj#art_2",
        "http://data.europa.eu/eli/reg/2030/9001/oj",
        "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32030R9001",
        "https://eur-lex.europa.eu/legal-content/EN/TXT/HTML/?uri=CELEX%3A32030R9001&from=EN",
        "https://publications.europa.eu/resource/celex/32030R9001",
    ]
    run.write(
        "many.md",
        "\n\n".join(f"Records are kept for 5 years ([source {n}]({u}))." for n, u in enumerate(forms)),
    )
    report = run.json("many.md", "--remap", world.remap)
    assert report["summary"]["citations"] == {"verified": 6, "gone": 0, "unverified": 0}
    texts = [asked for asked in world.requests if "/resource/" in asked]
    assert len(texts) <= 2, world.requests
    # One question more to the register for all acts of the run: are they in force?
    assert len(world.requests) - len(texts) <= 2, world.requests
    assert report["summary"]["requests"] == len(world.requests)
    again = run.json("many.md", "--remap", world.remap)
    assert again["summary"]["requests"] == 0
    assert again["articles"] == report["articles"]


def test_a_wall_is_counted_and_never_passed(run: Any, world: Any) -> None:
    page = "https://eur-lex.europa.eu/content/help/faq.html"
    run.write("wall.md", f"The help says 3 % ([help]({page})).\n")
    result = run("check", "wall.md", "--remap", world.remap)
    assert result.exit_code == 0
    assert "not checked" in result.stdout
    report = run.json("wall.md", "--remap", world.remap)
    assert [c["verdict"] for c in report["articles"][0]["citations"]] == ["unverified"]
    assert [s["reason"] for s in report["sources"]] == ["blocked"]


def test_private_addresses_are_refused_also_behind_a_redirect(run: Any, world: Any) -> None:
    world.redirects["https://example.eu/in"] = (302, "http://10.0.0.7/secret")
    run.write("in.md", "It is 3 % ([inside](https://example.eu/in)), or [4 %](http://192.168.1.1/).\n")
    remap = f"^https://example\\.eu/(.*)$ http://127.0.0.1:{world.port}/example.eu/\\1"
    report = run.json("in.md", "--remap", remap)
    found = [(f["code"], f["start"]["line"]) for f in report["findings"] if f["code"] == "SRC208"]
    assert found == [("SRC208", 1), ("SRC208", 1)]
    assert world.requests == ["example.eu/in"]


def test_the_report_goes_to_stdout_and_notes_to_stderr(run: Any) -> None:
    run.write("broken.md", BROKEN)
    result = run("check", "broken.md", "--offline", "--output-format", "json")
    assert json.loads(result.stdout)["version"] == 1
    assert "1 error" in result.stderr
    result = run("check", "broken.md", "--offline", "--output-format", "sarif", "-o", "out.sarif")
    assert result.stdout == ""
    assert json.loads((run.folder / "out.sarif").read_text())["version"] == "2.1.0"


@pytest.mark.parametrize(
    "form", ["full", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown"]
)
def test_the_same_input_gives_the_same_bytes(run: Any, world: Any, form: str) -> None:
    run.write("a/broken.md", BROKEN)
    run.write("a/clean.md", CLEAN)
    args = ("check", "a", "--remap", world.remap, "--output-format", form, "--exit-zero")
    run(*args)
    first, second = run(*args), run(*args, "--jobs", "2")
    assert first.stdout == second.stdout
    assert first.stdout.endswith("\n")
    assert "broken.md" in first.stdout


def test_standard_input(run: Any) -> None:
    result = run("check", "-", "--offline", "--output-format", "concise", stdin=BROKEN)
    assert "stdin.md:1:30: SRC102 error: " in result.stdout
    result = run(
        "check",
        "-",
        "--stdin-filename",
        "x/y.html",
        "--offline",
        "--output-format",
        "json",
        stdin="<p>3 %</p>",
    )
    assert json.loads(result.stdout)["articles"][0]["path"] == "x/y.html"
    assert run("check", "-", "other.md", stdin="x").exit_code == 2
    assert run("check", "other.md", "--stdin-filename", "y").exit_code == 2


# --------------------------------------------------------------------------- bad input


def _refused(result: Any, *words: str) -> None:
    """Exit 2, one sentence, no traceback."""
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    for word in words:
        assert word in result.stderr, result.stderr


def test_usage_errors_name_the_place_and_the_remedy(run: Any) -> None:
    run.write("a.md", CLEAN)
    _refused(run("check", "missing.md"), "missing.md", "no such file")
    (run.folder / "empty").mkdir()
    _refused(run("check", "empty"), "empty", "no article found")
    _refused(run("check", "a.md", "--select", "SRC999"), "SRC999")
    _refused(run("check", "a.md", "--ignore", "claim-without-sorce"), "claim-without-source")
    _refused(run("check", "a.md", "--as-of", "yesterday"), "yesterday", "2026-06-22")
    _refused(run("check", "a.md", "--remap", "nospace"), "nospace")
    _refused(run("check", "a.md", "--remap", "( x"), "regular expression")
    _refused(run("check", "a.md", "--source-dir", "nowhere"), "nowhere", "no such folder")
    _refused(run("check", "a.md", "--offline", "-o", "nowhere/report.json"), "nowhere")
    _refused(run("chek", "a.md"), "Did you mean check?")
    _refused(run("rule", "SRC99"), "SRC99")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("selekt = ['SRC1']", ("selekt", "Did you mean select?")),
        ("offline = 'yes'", ("offline", "true or false")),
        ("jobs = 0", ("jobs", "whole number")),
        ("select = ['SRC1o1']", ("SRC1o1", "SRC101")),
        ("scope = 'sentense'", ("scope", "Did you mean sentence?")),
        ("remap = ['nospace']", ("remap", "space")),
        ("[hosts.'eur-lex.europa.eu']\nconcurency = 2", ("eur-lex.europa.eu", "concurrency")),
        ("[severity]\nSRC101 = 'fatal'", ("fatal", "error")),
        ("[per-file-ignores]\n'*.md' = ['SRCX']", ("per-file-ignores", "SRCX")),
        ("select = [", ("not valid TOML",)),
    ],
)
def test_a_wrong_configuration_is_refused_with_the_nearest_valid_one(
    run: Any, text: str, words: tuple[str, ...]
) -> None:
    run.write("srclint.toml", text)
    run.write("a.md", CLEAN)
    _refused(run("check", "a.md", "--offline"), "srclint.toml", *words)


def test_configuration_the_nearest_wins_and_paths_are_relative_to_it(run: Any) -> None:
    run.write("pyproject.toml", "[tool.srclint]\nignore = ['SRC102']\n")
    run.write("blog/a.md", BROKEN)
    assert run("check", "blog", "--offline").exit_code == 0
    run.write(
        "blog/srclint.toml",
        "exclude = ['drafts/']\nper-file-ignores = {'old-*.md' = ['undefined-footnote']}\n",
    )
    assert run("check", "blog", "--offline").exit_code == 1
    run.write("blog/drafts/b.md", BROKEN)
    run.write("blog/old-a.md", BROKEN)
    run.write("blog/a.md", CLEAN)
    result = run("check", "blog", "--offline", "--output-format", "json")
    assert result.exit_code == 0
    report = json.loads(result.stdout)
    assert [a["path"] for a in report["articles"]] == ["blog/a.md", "blog/old-a.md"]
    suppressed = [f for f in report["findings"] if f["code"] == "SRC102"]
    assert [f["suppressed"]["by"] for f in suppressed] == ["per-file"]
    assert run("check", "blog/old-a.md", "--offline", "--isolated").exit_code == 1


def test_folders_respect_gitignore_and_hidden_folders(run: Any) -> None:
    run.write(".gitignore", "site/\n*.draft.md\n")
    for name in ("a.md", "site/b.md", "c.draft.md", ".hidden/d.md", "sub/e.html", "sub/f.py", "sub/g.txt"):
        run.write(name, CLEAN)
    (run.folder / ".git").mkdir()
    result = run("check", ".", "--offline", "--output-format", "json")
    assert [a["path"] for a in json.loads(result.stdout)["articles"]] == ["a.md", "sub/e.html", "sub/g.txt"]


def test_unreadable_files_are_told_and_the_others_are_checked(run: Any) -> None:
    run.write("binary.md", b"\x89PNG\x00\x01\x02" * 20)
    run.write("latin.md", "Die Verordnung gilt für alle.".encode("latin-1"))
    run.write("utf16.md", "\ufeffRecords are kept for 5 years.[^9]\n".encode("utf-16-le"))
    run.write("big.md", b"word " * 5_000_000)
    run.write("front.md", "---\ntitle: [unclosed\n---\n\nRecords are kept for 5 years.[^9]\n")
    run.write("good.md", BROKEN)
    result = run("check", ".", "--offline", "--output-format", "json")
    assert result.exit_code == 1
    codes: dict[str, set[str]] = {}
    for finding in json.loads(result.stdout)["findings"]:
        codes.setdefault(finding["path"], set()).add(finding["code"])
    assert codes["binary.md"] == codes["latin.md"] == codes["big.md"] == {"SRC903"}
    assert "SRC102" in codes["utf16.md"]
    assert "SRC102" in codes["front.md"]
    assert "SRC102" in codes["good.md"]


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="only an ordinary user can be refused"
)
def test_a_folder_that_cannot_be_listed(run: Any) -> None:
    run.write("good.md", CLEAN)
    folder = run.write("closed/a.md", CLEAN).parent
    folder.chmod(0)
    try:
        result = run("check", ".", "--offline", "--output-format", "concise")
        assert "closed:1:1: SRC903" in result.stdout
    finally:
        folder.chmod(stat.S_IRWXU)


def test_an_unwritable_cache_is_a_note_and_the_work_goes_on(run: Any, world: Any) -> None:
    run.write("clean.md", CLEAN)
    run.write("file", "not a folder")
    result = run("check", "clean.md", "--remap", world.remap, "--cache-dir", "file/cache")
    assert result.exit_code == 0, result.output
    assert "cache" in result.stderr
    assert "Traceback" not in result.stderr


def test_rule_lists_and_pages(run: Any) -> None:
    listing = run("rule").stdout
    assert "SRC301  provision-not-in-source" in listing
    page = run("rule", "provision-not-in-source").stdout
    assert page.startswith("# provision-not-in-source (SRC301)")
    assert "## Use instead" in page
    assert page == run("rule", "SRC301").stdout


def test_outline_of_a_number_a_name_and_a_file(run: Any, world: Any) -> None:
    by_number = run("outline", "32030R9001", "--remap", world.remap)
    assert by_number.exit_code == 0, by_number.output
    assert "Article 3" in by_number.stdout or "art_3" in by_number.stdout
    shape = json.loads(run("outline", "32030R9001", "--remap", world.remap, "--output-format", "json").stdout)
    assert shape["counts"]["articles"] == 3
    assert shape["counts"]["recitals"] == 4
    assert {p["path"] for p in shape["provisions"]} >= {"art_2", "art_2.par_3", "rct_4", "cpt_I"}
    file = run.write("act.xhtml", world.acts["32030R9001", "EN"])
    of_file = json.loads(run("outline", str(file), "--output-format", "json").stdout)
    assert of_file["provisions"] == shape["provisions"]
    _refused(run("outline", "the law of the sea in general"), "CELEX")
    _refused(run("outline", "32031R0001", "--remap", world.remap), "32031R0001")


def test_the_cache_can_be_asked_and_cleaned(run: Any, world: Any, tmp_path: Path) -> None:
    run.write("clean.md", CLEAN)
    run("check", "clean.md", "--remap", world.remap)
    assert run("cache", "dir").stdout.strip() == str(tmp_path / "cache")
    assert run("cache", "info").exit_code == 0
    assert run("check", "clean.md", "--offline", "--output-format", "json").exit_code == 0
    assert "answers removed" in run("cache", "clean").stdout
    report = run.json("clean.md", "--offline")
    assert {c["verdict"] for c in report["articles"][0]["citations"]} == {"unverified"}


def test_extract_never_asks_and_gives_places(run: Any) -> None:
    run.write("broken.md", BROKEN)
    article = json.loads(run("extract", "broken.md", "--output-format", "json").stdout)["articles"][0]
    for thing in (*article["units"], *article["citations"], *article["references"]):
        assert BROKEN[thing["start"] : thing["end"]] == thing.get(
            "text", BROKEN[thing["start"] : thing["end"]]
        )
    assert article["units"][0]["tier"] == "soft"  # a term without a bound or a duty
    assert "broken.md" in run("extract", "broken.md").stdout
