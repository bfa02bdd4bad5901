from __future__ import annotations

import pytest

from srclint.errors import UnreadableArticle
from srclint.parse.decode import decode
from srclint.parse.formats import read, reader_for


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_text_is_decoded_without_its_mark(encoding: str) -> None:
    assert decode("Één\r\nregel\r".encode(encoding), "a.md") == "Één\r\nregel\r"


def test_utf_16_of_either_order() -> None:
    assert decode(b"\xff\xfeA\x00", "a.md") == decode(b"\xfe\xff\x00A", "a.md") == "A"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"a\x00b", "NUL byte stands at byte 1"),
        (b"one\ntwo \xe9t\xe9", r"not UTF-8: byte 8 \(line 2\) is 0xe9"),
        (b"\xff\xfea", "cannot be decoded"),
        (b"x" * 101, "101 bytes"),
    ],
)
def test_what_is_no_text(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableArticle, match=words):
        decode(data, "a.md", limit=100)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a/b.md", "markdown"),
        ("B.MARKDOWN", "markdown"),
        ("x.mdx", "markdown"),
        ("x.Rmd", "markdown"),
        ("x.htm", "html"),
        ("x.xhtml", "html"),
        ("x.txt", "text"),
        ("x.rst", "text"),
        ("-", "text"),
    ],
)
def test_the_reader_for_a_name(path: str, kind: str) -> None:
    assert reader_for(path) == kind
    assert read("Words here.", path).format == kind
