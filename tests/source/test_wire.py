"""Packed answers, unpacked in bounded pieces."""

from __future__ import annotations

import gzip
import zlib

import pytest

from srclint.source.wire import FetchError, unpacker


def _unpack(encoding: str, data: bytes, size: int) -> bytes:
    unpack = unpacker(encoding)
    pieces = [piece for at in range(0, len(data), size) for piece in unpack(data[at : at + size])]
    return b"".join([*pieces, *unpack(None)])


@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_gzip_in_several_members_is_one_document(size: int) -> None:
    packed = gzip.compress(b"Article 1. ") + gzip.compress(b"Article 2.")
    assert _unpack("gzip", packed, size) == b"Article 1. Article 2."


@pytest.mark.parametrize("size", [3, 10_000])
def test_what_follows_the_packed_document_is_left(size: int) -> None:
    assert _unpack("gzip", gzip.compress(b"Article 1.") + b"\0\0\0", size) == b"Article 1."
    assert _unpack("deflate", zlib.compress(b"Article 1."), size) == b"Article 1."


def test_a_document_cut_in_its_second_member_is_not_whole() -> None:
    packed = gzip.compress(b"Article 1. ") + gzip.compress(b"Article 2." * 50)
    with pytest.raises(FetchError):
        _unpack("gzip", packed[:-12], 50)
