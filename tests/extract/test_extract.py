"""Text files in every usual encoding."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.extract import decode, decode_page, raise_if_torn

JA = "言の葉は、長い記事をみんなで少しずつ読むためのボットです。「毎日ひとつがいい」とハルは話した。\n"
EN = "“Once a day is enough,” said Haru – and the café agreed.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp", "iso2022_jp"])
@pytest.mark.parametrize("text", [JA, JA * 100, "短い文です。"])
def test_japanese_is_read_in_every_usual_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-32"])
def test_english_is_read_in_every_usual_encoding(encoding: str) -> None:
    assert decode((EN * 5).encode(encoding)) == EN * 5


@pytest.mark.parametrize(
    "text",
    [
        "A day ticket for the ferry costs £4.\n",
        "A day ticket for the ferry costs £4.\n" * 40,
        "It’s late, and the keeper hasn’t come.",
        "It was 20° on the quay.",
        "©2031 The Harbour",
        "“Never” was all she said — and she left.",
        "Größe, Straße, Äpfel: ÄÖÜ.",
        "À bientôt, dit la gérante du café.",
        "½ mile × 3",
        "£",
    ],
)
def test_a_few_letters_beyond_ascii_are_latin(text: str) -> None:
    assert decode(text.encode("cp1252")) == text
    for label in (None, "utf-8", "ISO-8859-1"):
        assert decode_page(text.encode("cp1252"), label) == text


@pytest.mark.parametrize("text", [EN * 5, JA * 5])
@pytest.mark.parametrize("byte", [b"\xff", b"\0", b"\x90"])
def test_one_broken_byte_costs_one_character(text: str, byte: bytes) -> None:
    data = text.encode()
    place = data.index("–".encode() if text.startswith(EN) else "記".encode())
    assert decode(data[:place] + byte + data[place:]) in (
        text.replace("–", "\ufffd–", 1),
        text.replace("記", "\ufffd記", 1),
    )


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("港口的旧仓库，明年春天开放。我们都很高兴。\n", "gb18030"),
        ("Порт закрыт до весны, пишут они.\n", "cp1251"),
    ],
)
def test_an_encoding_that_nobody_named_is_not_guessed(text: str, encoding: str) -> None:
    with pytest.raises(UserError, match="file-binary"):
        decode(text.encode(encoding) * 5)


@pytest.mark.parametrize(
    "text",
    [
        "The keeper said \x1b$B9A$NOC\x1b(B and left.",
        "The boat is \x1b[31mred\x1b[0m.",
        "港の\ufffd\ufffd\ufffd\ufffd\ufffdで話した。",
        "港\ufffdの話\ufffdを、\ufffd夜に聞\ufffdいた。",
        EN.encode().decode("cp1252", "replace") * 3,
        JA.encode().decode("cp932", "replace"),
        JA.encode().decode("latin-1"),
        "It\ufffds late. He hasn\ufffdt come. She didn\ufffdt say why. They\ufffdre out.",
    ],
)
def test_a_text_that_looks_torn_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="reading-torn"):
        raise_if_torn(text)


@pytest.mark.parametrize("text", [EN, JA, JA + "霧の\ufffdに。", EN + "It\ufffds late. \x1b\n", "\ufffd"])
def test_a_few_broken_characters_are_no_torn_text(text: str) -> None:
    raise_if_torn(text)


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
