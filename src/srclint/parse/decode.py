"""From the bytes of a file to its text."""

from __future__ import annotations

import codecs

from srclint.errors import UnreadableArticle

SIZE_LIMIT = 20_000_000
"""Bytes; an article of 20 MB is no article."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, path: str, *, limit: int = SIZE_LIMIT) -> str:
    """The text of an article, its byte-order mark dropped, its line ends as they stand.

    UTF-8, or UTF-16 and UTF-32 that say so by a byte-order mark. No other encoding is guessed: a
    wrong guess would put every finding on the wrong words. Raises ``UnreadableArticle`` for
    anything else, and for more than ``limit`` bytes.
    """
    if len(data) > limit:
        raise UnreadableArticle(
            f"{path} has {len(data):,} bytes; articles of more than {limit:,} bytes are not read."
        )
    if data.startswith(codecs.BOM_UTF8):
        data = data[len(codecs.BOM_UTF8) :]
    else:
        for mark, name in _MARKS:
            if data.startswith(mark):
                return _wide(data, name, path)
    place = data.find(b"\0")
    if place >= 0:
        raise UnreadableArticle(
            f"{path} is not a text file: a NUL byte stands at byte {place}. "
            "If it is UTF-16, save it as UTF-8."
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableArticle(
            f"{path} is not UTF-8: byte {error.start} (line {line}) is 0x{data[error.start]:02x}. "
            "Save it as UTF-8."
        ) from None


def _wide(data: bytes, name: str, path: str) -> str:
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        raise UnreadableArticle(
            f"{path} begins like {name.upper()} but cannot be decoded at byte {error.start}. "
            "Save it as UTF-8."
        ) from None
    if "\0" in text:
        raise UnreadableArticle(f"{path} is not a text file: it holds NUL characters.")
    return text
