"""The cache's own commands: what is in it, all about one document, and an archive of it."""

from __future__ import annotations

import sys

import pytest

PAGE = "https://digital-strategy.ec.europa.eu/en/policies/ai-office"
GONE = "https://digital-strategy.ec.europa.eu/en/policies/nothing"
ARTICLE = f"""# Records

Keepers shall keep records for 5 years under Article 2(1) of Regulation (EU) 2030/9001.[^1] The office coordinates
the rules, [says the Commission]({PAGE}), and [more]({GONE}) is said elsewhere.

[^1]: https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32030R9001
"""


@pytest.fixture
def filled(run, world):
    run.write("a.md", ARTICLE)
    result = run("check", "a.md", "--remap", world.remap, "--exit-zero", "-q")
    assert result.exit_code == 0, result.output
    world.requests.clear()
    return run


def test_list(filled, world):
    result = filled("cache", "list")
    assert result.exit_code == 0
    rows = [line.split() for line in result.output.splitlines()]
    assert [row[1:] for row in rows if row[3].startswith(("celex:", "url:"))] == [
        ["fetched", "en", "celex:32030R9001"],
        ["fetched", "-", f"url:{PAGE}"],
        ["gone", "-", f"url:{GONE}"],
    ]
    assert world.requests == []


@pytest.mark.parametrize("name", ["celex:32030R9001", "32030R9001"])
def test_show(filled, name):
    result = filled("cache", "show", name)
    assert result.exit_code == 0
    assert result.output.startswith("celex:32030R9001\n")
    for words in (
        "state:         fetched",
        "status:        200",
        "provisions:",
        "sha256:",
        "on the keeping of small",
    ):
        assert words in result.output


def test_show_of_a_no_says_why(filled):
    output = filled("cache", "show", GONE).output
    assert "state:         gone" in output
    assert "404" in output


def test_show_of_what_is_not_there(filled):
    result = filled("cache", "show", "32099R0001\x1b[2J")
    assert result.exit_code == 2
    assert "The cache holds nothing about “32099R0001?[2J”." in result.output


def test_an_empty_cache(run):
    assert run("cache", "list").output == ""
    result = run("cache", "export", "a.warc.gz")
    assert result.exit_code == 2
    assert not (run.folder / "a.warc.gz").exists()


def test_export_without_the_package_is_one_sentence(filled, monkeypatch):
    monkeypatch.setitem(sys.modules, "warcio.warcwriter", None)
    result = filled("cache", "export", "a.warc.gz")
    assert result.exit_code == 2
    assert "pip install 'srclint[warc]'" in result.output
    assert len(result.output.strip().splitlines()) == 1
    assert list(filled.folder.iterdir()) == [filled.folder / "a.md"]


class TestArchive:
    @pytest.fixture(autouse=True)
    def warcio(self):
        self.iterate = pytest.importorskip("warcio.archiveiterator").ArchiveIterator

    def records(self, file):
        with file.open("rb") as stream:
            return [
                (
                    r.rec_type,
                    r.rec_headers.get_header("WARC-Target-URI"),
                    r.content_stream().read(),
                    r.rec_headers,
                )
                for r in self.iterate(stream, check_digests=True)
            ]

    def test_all_sources_with_their_evidence(self, filled, world):
        result = filled("cache", "export", "a.warc.gz")
        assert result.exit_code == 0, result.output
        assert result.output == "2 documents written to a.warc.gz\n"
        assert sorted(path.name for path in filled.folder.iterdir()) == ["a.md", "a.warc.gz"]
        records = self.records(filled.folder / "a.warc.gz")
        assert [kind for kind, *_ in records] == [
            "warcinfo", "resource", "metadata", "resource", "metadata", "metadata",
        ]  # fmt: skip
        assert records[1][2] == world.acts["32030R9001", "EN"]
        assert records[3][1] == PAGE
        assert records[3][2].decode() == world.pages[PAGE][1]
        assert records[4][3].get_header("WARC-Concurrent-To") == records[3][3].get_header("WARC-Record-ID")
        assert b"reason: not-found" in records[5][2]
        assert records[5][1] == GONE
        assert world.requests == []

    def test_the_same_cache_gives_the_same_file(self, filled):
        filled("cache", "export", "a.warc.gz")
        filled("cache", "export", "b.warc.gz")
        assert (filled.folder / "a.warc.gz").read_bytes() == (filled.folder / "b.warc.gz").read_bytes()

    def test_one_document_unpacked(self, filled):
        assert filled("cache", "export", "a.warc", "32030R9001").exit_code == 0
        assert (filled.folder / "a.warc").read_bytes().startswith(b"WARC/1.1\r\n")
        assert [kind for kind, *_ in self.records(filled.folder / "a.warc")] == [
            "warcinfo",
            "resource",
            "metadata",
        ]

    def test_a_lost_document_is_said(self, filled, tmp_path):
        for body in (tmp_path / "cache" / "bodies").rglob("*"):
            if body.is_file():
                body.write_bytes(b"damaged")
        result = filled("cache", "export", "a.warc.gz")
        assert result.exit_code == 0
        assert "2 documents are lost or damaged" in result.output
        assert [kind for kind, *_ in self.records(filled.folder / "a.warc.gz")] == ["warcinfo"] + [
            "metadata"
        ] * 3

    def test_a_folder_that_is_not_there(self, filled):
        result = filled("cache", "export", "no/a.warc.gz")
        assert result.exit_code == 2
        assert "cannot be written" in result.output
