"""Pages in every encoding, with labels that are right, wrong or missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.extract import decode_page

TEXT = "<p>港のそばの古い倉庫で、「毎日ひとつがいい」とハルは話した。</p>"
LABELS = {"utf-8": "UTF-8", "cp932": "Shift_JIS", "euc_jp": "EUC-JP", "iso2022_jp": "ISO-2022-JP"}
WRONG = [None, "utf-8", "Shift_JIS", "x-sjis", "EUC-JP", "ISO-8859-1", "windows-1252", "us-ascii"]
WRONG += ["utf-7", "nonsense", "rot13", "utf-16", '"']


@pytest.mark.parametrize("encoding", LABELS)
@pytest.mark.parametrize("header", WRONG)
@pytest.mark.parametrize("meta", ["", '<meta charset="{}">', '<meta content="text/html; charset={}">'])
def test_japanese_is_read_whatever_the_labels_say(encoding: str, header: str | None, meta: str) -> None:
    html = meta.format(LABELS[encoding]) + TEXT
    assert decode_page(html.encode(encoding), header) == html


@pytest.mark.parametrize("encoding", LABELS)
@pytest.mark.parametrize("meta", WRONG)
def test_japanese_is_read_though_its_own_label_is_wrong(encoding: str, meta: str | None) -> None:
    html = f'<meta charset="{meta}">' + TEXT
    assert decode_page(html.encode(encoding), LABELS[encoding]) == html


@pytest.mark.parametrize(
    ("text", "codec", "label"),
    [
        ("<p>Un café près du port, déjà fermé.</p>", "cp1252", "ISO-8859-1"),
        ("<p>Порт закрыт до весны.</p>", "cp1251", "windows-1251"),
        ("<p>Порт закрыт до весны.</p>", "koi8-r", "KOI8-R"),
        ("<p>港口的旧仓库明年春天开放。</p>", "gb18030", "gb2312"),
        ("<p>항구의 낡은 창고가 문을 연다.</p>", "cp949", "euc-kr"),
    ],
)
def test_other_encodings_are_read_by_their_label(text: str, codec: str, label: str) -> None:
    assert decode_page(text.encode(codec), label) == text
    meta = f'<meta charset="{label}">{text}'
    assert decode_page(meta.encode(codec)) == meta


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp"])
def test_a_few_broken_characters_do_not_hide_the_others(encoding: str) -> None:
    html = f'<meta charset="{LABELS[encoding]}">' + TEXT * 20
    data = html.encode(encoding)
    cut = data.index("倉庫".encode(encoding)) + 1
    text = decode_page(data[:cut] + b"\xff" + data[cut + 1 :])
    assert text.count("港のそばの") == 20
    assert "\ufffd" in text


def test_a_page_that_was_cut_inside_a_character_is_read() -> None:
    assert decode_page((TEXT * 5).encode()[:-6], "utf-8").startswith(TEXT * 4)


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 20, b"PK\3\4" + bytes(200)]
)
def test_what_is_no_page_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(UserError, match="page-binary"):
        decode_page(data)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_utf_8_is_read_exactly(text: str) -> None:
    html = "<p>é</p>" + text
    if "\x1b" not in text:
        assert decode_page(html.encode(), "Shift_JIS") == html


@given(
    st.text(st.sampled_from("あいうえおかきくけこがぎぐげごアイウエオ港海町本夜年月日、。「」ー"), min_size=4)
)
def test_japanese_in_an_old_encoding_is_read_exactly_where_it_is_labelled(text: str) -> None:
    for codec, label in (("cp932", "Shift_JIS"), ("euc_jp", "EUC-JP"), ("iso2022_jp", "ISO-2022-JP")):
        assert decode_page(f"<p>{text}</p>".encode(codec), label) == f"<p>{text}</p>"


@given(st.binary(max_size=300), st.sampled_from(WRONG))
def test_any_bytes_are_a_text_or_a_clear_refusal(data: bytes, label: str | None) -> None:
    try:
        text = decode_page(data, label)
    except UserError as error:
        assert error.key == "page-binary"
    else:
        assert "\0" not in text
        text.encode("utf-8")
