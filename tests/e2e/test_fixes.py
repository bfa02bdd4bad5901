"""``check --fix``, ``--unsafe-fixes`` and ``--diff`` from the outside."""

from __future__ import annotations

import codecs
import json
import os
import shutil
import stat
import subprocess
from typing import Any

import pytest

OLD = "https://eur-lex.europa.eu/LexUriServ/LexUriServ.do?uri=CELEX:31995L0046:EN:HTML"
NEW = "https://eur-lex.europa.eu/eli/dir/1995/46/oj/eng"
ARTICLE = f"See [it]({OLD}).\n\n[^1]: A note,\n    https://example.org/\n"
FIXED = ARTICLE.replace(OLD, NEW)
UNSAFE = f"See [it]({NEW}).\n\n"
CHOSEN = ("--offline", "--select", "SRC103,SRC204,SRC601")


def test_safe_repairs_are_made_and_counted(run: Any) -> None:
    file = run.write("a.md", ARTICLE)
    file.chmod(0o604)
    result = run("check", *CHOSEN, "--fix", "--strict")
    assert result.exit_code == 1  # the unused note is left
    assert file.read_text() == FIXED
    assert stat.S_IMODE(file.stat().st_mode) == 0o604
    assert "srclint: Fixed 1 problem (1 left).\n" in result.stderr
    assert "SRC204" not in result.stdout
    again = run("check", *CHOSEN, "--fix")
    assert "Fixed 0 problems (1 left)" in again.stderr
    result = run("check", *CHOSEN, "--unsafe-fixes", "--strict")
    assert (result.exit_code, file.read_text()) == (0, UNSAFE)
    assert os.listdir(run.folder) == ["a.md"]


def test_without_the_option_nothing_is_written(run: Any) -> None:
    file = run.write("a.md", ARTICLE)
    run("check", *CHOSEN)
    assert file.read_text() == ARTICLE


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("tail", ["", "\n", "\n \t\n\n"])
def test_every_other_byte_stays(run: Any, mark: bytes, encoding: str, end: str, tail: str) -> None:
    text = f"# T\u00eftre\u2028 \t\n\nSee [it]({OLD}) \u00e9\U0001f600  \n\x0cmore.{tail}".replace("\n", end)
    file = run.write("a.md", mark + text.encode(encoding))
    assert run("check", *CHOSEN, "--fix").exit_code == 0
    assert file.read_bytes() == mark + text.replace(OLD, NEW).encode(encoding)


def test_latin_1_is_not_read_and_not_touched(run: Any) -> None:
    data = f"Caf\u00e9, see [it]({OLD}).\n".encode("latin-1")
    file = run.write("a.md", data)
    run.write("b.md", ARTICLE)
    result = run("check", "--offline", "--fix")
    assert "SRC903" in result.stdout
    assert file.read_bytes() == data
    assert (run.folder / "b.md").read_text() == FIXED


def test_one_file_that_cannot_be_written_does_not_hold_up_the_other(run: Any) -> None:
    one, other = run.write("a.md", ARTICLE), run.write("b.md", ARTICLE)
    one.chmod(0o444)
    result = run("check", *CHOSEN, "--fix", "--output-format", "concise")
    assert result.exit_code == 2
    assert "srclint: a.md is read-only; it is left as it was." in result.stderr
    assert "Fixed 1 problem (3 left)." in result.stderr
    assert one.read_text() == ARTICLE
    assert other.read_text() == FIXED
    # Its findings are still in the report; the other's are not.
    assert [line.split(" ")[:2] for line in result.stdout.splitlines() if "SRC204" in line] == [
        ["a.md:1:10:", "SRC204"]
    ]


def test_links_that_lead_out_are_not_written_through(run: Any, tmp_path: Any) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text(ARTICLE)
    (run.folder / "a.md").symlink_to(outside)
    run.write("real/b.md", ARTICLE)
    (run.folder / "c.md").symlink_to("real/b.md")
    result = run("check", *CHOSEN, "a.md", "c.md", "--fix")
    assert result.exit_code == 2
    assert "a.md is not written through a link" in result.stderr
    assert outside.read_text() == ARTICLE
    assert (run.folder / "c.md").is_symlink()
    assert (run.folder / "real/b.md").read_text() == FIXED


def test_a_diff_shows_what_would_be_done(run: Any) -> None:
    file = run.write("a.md", ARTICLE)
    run.write("b.md", "Nothing.\n")
    safe = run("check", *CHOSEN, "--diff")
    assert safe.exit_code == 1
    assert safe.stdout == (
        f"--- a/a.md\n+++ b/a.md\n@@ -1,4 +1,4 @@\n-See [it]({OLD}).\n+See [it]({NEW}).\n"
        " \n [^1]: A note,\n     https://example.org/\n"
    )
    assert "Would fix 1 problem (1 left)." in safe.stderr
    assert "-[^1]: A note," in run("check", *CHOSEN, "--diff", "--unsafe-fixes").stdout
    assert file.read_text() == ARTICLE
    run("check", *CHOSEN, "--fix")
    nothing = run("check", *CHOSEN, "--diff")
    assert (nothing.exit_code, nothing.stdout) == (0, "")


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize("tail", ["", "\r\n", "\u2028\x0c\r\n"])
def test_the_diff_can_be_applied(run: Any, tail: str) -> None:
    text = (ARTICLE.replace("\n", "\r\n") + "end" + tail).encode()
    file = run.write("d\u00ef r/a b.md", text)
    result = run("check", *CHOSEN, "--unsafe-fixes", "--diff", "-o", "p.patch")
    assert (result.exit_code, result.stdout) == (1, "")
    subprocess.run(["git", "apply", "p.patch"], cwd=run.folder, check=True, capture_output=True)
    applied = file.read_bytes()
    file.write_bytes(text)
    run("check", *CHOSEN, "--unsafe-fixes")
    assert file.read_bytes() == applied != text


def test_standard_input_comes_out_repaired(run: Any) -> None:
    data = codecs.BOM_UTF8 + ARTICLE.replace("\n", "\r\n").encode()
    result = run("check", *CHOSEN, "--fix", "-", stdin=data)
    assert result.stdout_bytes == data.replace(OLD.encode(), NEW.encode())
    assert "SRC103" in result.stderr
    assert "Fixed 1 problem (1 left)." in result.stderr
    same = run("check", *CHOSEN, "--fix", "-", stdin=b"Nothing.\r\n")
    assert same.stdout_bytes == b"Nothing.\r\n"


def test_a_page_that_moved(run: Any, world: Any) -> None:
    old = "https://digital-strategy.ec.europa.eu/en/old/ai-office"
    new = "https://digital-strategy.ec.europa.eu/en/policies/ai-office"
    world.redirects[old] = (301, new)
    file = run.write("a.md", f"The [office]({old}#tasks) works.\n")
    result = run(
        "check", "a.md", "--remap", world.remap, "--fix", "--strict", "--output-format", "json", "--no-lock"
    )
    assert file.read_text() == f"The [office]({new}#tasks) works.\n"
    document = json.loads(result.stdout)
    assert document["findings"] == []
    assert document["articles"][0]["citations"][0]["verdict"] == "verified"
    # The page was read once, at its old address; that counts for the new one.
    assert len([request for request in world.requests if request.endswith("policies/ai-office")]) == 1


def test_a_file_that_changes_meanwhile_is_left(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from srclint.engine import fixing

    file = run.write("a.md", ARTICLE)
    write = fixing.write

    def late(mended: Any) -> Any:
        file.write_text("Somebody saved another text.\n")
        return write(mended)

    monkeypatch.setattr(fixing, "write", late)
    result = run("check", *CHOSEN, "--fix")
    assert result.exit_code == 2
    assert "a.md changed since it was read; it is left as it was." in result.stderr
    assert file.read_text() == "Somebody saved another text.\n"


def test_only_what_is_asked_about_is_repaired(run: Any) -> None:
    file = run.write("a.md", ARTICLE)
    run("check", "--offline", "--select", "SRC103", "--unsafe-fixes")
    assert file.read_text() == f"See [it]({OLD}).\n\n"


def test_first_repair_then_ignore_the_rest(run: Any) -> None:
    file = run.write("a.md", ARTICLE)
    result = run("check", *CHOSEN, "--fix", "--add-ignore", "--strict")
    assert result.exit_code == 0
    assert "Fixed 1 problem (0 left)." in result.stderr
    assert "Ignored 1 problem (0 left)." in result.stderr
    assert file.read_text() == FIXED.replace(
        "https://example.org/",
        "https://example.org/ <!-- srclint: ignore[SRC103] accepted when srclint was adopted -->",
    )
