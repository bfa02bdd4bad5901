"""The evidence report from the command line: a file, a folder, and what is refused."""

from __future__ import annotations

import json
import os
from typing import Any

ARTICLE = """# Records

Keepers keep records for 5 years.[^1] The fine is at most 3 % of turnover.[^2]

[^1]: Regulation (EU) 2030/9001, Art. 2(1). <https://eur-lex.europa.eu/eli/reg/2030/9001/oj#art_2>
[^2]: Regulation (EU) 2030/9001, Art. 3. <https://eur-lex.europa.eu/eli/reg/2030/9001/oj#art_3>
"""


def test_the_passage_of_the_source_stands_on_the_page(run: Any, world: Any) -> None:
    run.write("a.md", ARTICLE)
    done = run(
        "check", "a.md", "--remap", world.remap, "--output-format", "html", "-o", "e.html", "--exit-zero"
    )
    assert done.exit_code == 0, done.output
    page = (run.folder / "e.html").read_text("utf-8")
    assert "It shall be at most 2 % of turnover.</span>" in page
    assert "Keepers shall keep records for 5 years." in page
    assert "srclint: Found" in done.stderr
    assert done.stdout == ""


def test_json_ld_and_csv_come_out_of_the_same_run(run: Any, world: Any) -> None:
    run.write("a.md", ARTICLE)
    common = ("check", "a.md", "--remap", world.remap, "--exit-zero", "--output-format")
    graph = json.loads(run(*common, "jsonld").stdout)["@graph"]
    assert [node.get("@type") or node["type"] for node in graph] == ["Article", "Annotation", "Annotation"]
    rows = run(*common, "csv").stdout_bytes.split(b"\r\n")
    assert len(rows) == 4
    assert b",mismatch," in rows[2]


def test_a_folder_gets_an_index_and_a_page_an_article(run: Any) -> None:
    run.write("in/a.md", ARTICLE)
    run.write("in/b.md", ARTICLE)
    check = ("check", "in", "--offline", "--output-format", "html", "--exit-zero")
    assert run(*check, "-o", "out/pages/").exit_code == 0
    names = sorted(os.listdir(run.folder / "out/pages"))
    assert len(names) == 3
    assert names[-1] == "index.html"
    first = {name: (run.folder / "out/pages" / name).read_bytes() for name in names}
    (run.folder / "out/pages/mine.txt").write_text("mine")
    assert run(*check, "-o", "out/pages").exit_code == 0  # it exists now
    assert {name: (run.folder / "out/pages" / name).read_bytes() for name in names} == first
    assert (run.folder / "out/pages/mine.txt").read_text() == "mine"


def test_a_folder_is_for_pages_only(run: Any) -> None:
    run.write("a.md", ARTICLE)
    (run.folder / "out").mkdir()
    for command in (
        ("check", "a.md", "--offline", "--output-format", "json", "-o", "out"),
        ("check", "a.md", "--offline", "-o", "new/"),
        ("extract", "a.md", "-o", "out"),
    ):
        done = run(*command)
        assert done.exit_code == 2
        assert "folder" in done.stderr
        assert "Traceback" not in done.stderr
    assert not (run.folder / "new").exists()
    assert os.listdir(run.folder / "out") == []


def test_no_page_is_written_through_a_link(run: Any) -> None:
    run.write("a.md", ARTICLE)
    check = ("check", "a.md", "--offline", "--output-format", "html", "--exit-zero", "-o")
    secret = run.write("secret", "mine")
    (run.folder / "out").mkdir()
    (run.folder / "out/index.html").symlink_to(secret)
    done = run(*check, "out")
    assert done.exit_code == 2
    assert "through a link" in done.stderr
    assert secret.read_text() == "mine"
    (run.folder / "elsewhere").mkdir()
    (run.folder / "linked").symlink_to("elsewhere")
    assert run(*check, "linked/").exit_code == 2
    assert os.listdir(run.folder / "elsewhere") == []


def test_a_folder_that_cannot_be_made_is_refused(run: Any) -> None:
    run.write("a.md", ARTICLE)
    run.write("file", "x")
    done = run("check", "a.md", "--offline", "--output-format", "html", "-o", "file/pages/")
    assert done.exit_code == 2
    assert "cannot be made" in done.stderr


def test_a_report_in_the_folder_is_no_article(run: Any) -> None:
    run.write("in/a.md", ARTICLE)
    run.write(
        "in/about.html", "<p>Made with &lt;meta name=generator content=srclint&gt;: it must be read.</p>"
    )
    check = ("check", "in", "--offline", "--exit-zero", "--output-format")
    assert run(*check, "html", "-o", "in/report.html").exit_code == 0
    for command in ((*check, "json"), ("extract", "in", "--output-format", "json")):
        done = run(*command)
        assert done.exit_code == 0, done.output
        paths = [article["path"] for article in json.loads(done.stdout)["articles"]]
        assert paths == ["in/a.md", "in/about.html"]
        assert "note: in/report.html is a report of srclint and no article; it was not read." in done.stderr
    alone = run("check", "in/report.html", "--offline")
    assert alone.exit_code == 2
    assert "no article found" in alone.stderr
    assert run("lock", "in", "--offline").stderr.count("in/report.html is a report of srclint") == 1


def test_the_mark_of_reports_is_what_they_have(run: Any) -> None:
    from srclint.engine.files import OWN_MARK

    run.write("a.md", ARTICLE)
    run("check", "a.md", "--offline", "--output-format", "html", "-o", "e.html", "--exit-zero")
    assert (run.folder / "e.html").read_text("utf-8").count(OWN_MARK) == 1
