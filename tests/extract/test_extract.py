"""Text files in every usual encoding."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.extract import decode

JA = "言の葉は、長い記事をみんなで少しずつ読むためのボットです。「毎日ひとつがいい」とハルは話した。\n"
EN = "“Once a day is enough,” said Haru – and the café agreed.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp", "iso2022_jp"])
@pytest.mark.parametrize("text", [JA, JA * 100, "短い文です。"])
def test_japanese_is_read_in_every_usual_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-32"])
def test_english_is_read_in_every_usual_encoding(encoding: str) -> None:
    assert decode((EN * 5).encode(encoding)) == EN * 5


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", [EN * 5, JA, "港の図書室\n\n　来年、夜も開く予定だ。\n", "全角だけの一行です　そうです"]
)
def test_utf_16_is_known_without_its_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("data", [b"", b"   \n\t\r\n", codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
def test_nothing_is_said_to_be_empty(data: bytes) -> None:
    with pytest.raises(UserError, match="file-empty"):
        decode(data)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x06\0\0\0",
        b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0",
        bytes(range(256)) * 10,
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nstream\n\0\x9c\xff\xd8",
    ],
)
def test_what_is_no_text_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(UserError, match="file-binary"):
        decode(data)


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_clear_refusal(data: bytes) -> None:
    try:
        text = decode(data)
    except UserError as error:
        assert error.key in ("file-empty", "file-binary")
    else:
        assert text.strip()
        assert "\0" not in text
