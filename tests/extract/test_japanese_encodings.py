"""EUC-JP and ISO-2022-JP with the characters of NEC and IBM, labeled or not, whole or damaged."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extract import decode, decode_page
from bot.extract.japanese import decode_euc_jp, decode_iso_2022_jp

BEFORE = "灯台の番をする沖田さんは、霧の夜がいちばん忙しいと笑った。"
ROW_13 = {"①": b"-!", "⑳": b"-4", "Ⅱ": b"-6", "㎝": b"-Q", "№": b"-b", "㈱": b"-j", "㍾": b"-m"}
IBM = {"髙": b"|b", "﨑": b"yu", "瀨": b"zs", "ⅲ": b"|s"}
"""Characters with the two bytes that ISO-2022-JP writes for them."""
ADDED = {**ROW_13, **IBM}
WHOLE = "港の話\n\n" + BEFORE
LABELS = [None, "cp51932", "eucJP-ms", "EUC-JP", "x-euc-jp", "Shift_JIS", "utf-8"]


def high(pair: bytes) -> bytes:
    return bytes(byte | 0x80 for byte in pair)


@pytest.mark.parametrize("character", ADDED)
def test_euc_jp_has_the_characters_of_nec_and_ibm(character: str) -> None:
    data = BEFORE.encode("euc_jp") + high(ADDED[character]) + "の話".encode("euc_jp")
    assert decode(data) == f"{BEFORE}{character}の話"
    for label in LABELS:
        assert decode_page(b"<p>" + data, label) == f"<p>{BEFORE}{character}の話"


@pytest.mark.parametrize("character", ADDED)
def test_iso_2022_jp_has_the_characters_of_nec_and_ibm(character: str) -> None:
    data = BEFORE.encode("iso2022_jp")[:-3] + ADDED[character] + b"\x1b(B 2031\n"
    assert decode(data) == f"{BEFORE}{character} 2031\n"
    for label in [*LABELS, "iso-2022-jp"]:
        assert decode_page(b"<p>" + data, label) == f"<p>{BEFORE}{character} 2031\n"


@pytest.mark.parametrize(
    ("code", "character"),
    [(b"\x8f\xf4\xfb", "髙"), (b"\x8f\xf4\xbd", "﨑"), (b"\x8f\xf3\xfd", "Ⅰ"), (b"\x8f\xf4\xab", "㈱")],
)
def test_euc_jp_has_the_characters_that_ibm_put_into_its_third_set(code: bytes, character: str) -> None:
    assert decode(BEFORE.encode("euc_jp") + code) == BEFORE + character


@pytest.mark.parametrize(
    "katakana", [b"\x0e6E\x0f", b"\x1b(I6E\x1b(B", b"\x1b$B\x0e6E\x0f\x1b(B", b"\x1b(J\x0e6E\n"]
)
def test_half_width_katakana_are_read_however_they_are_shifted_to(katakana: bytes) -> None:
    text = decode(BEFORE.encode("iso2022_jp") + katakana)
    assert text.rstrip("\n") == BEFORE + "ｶﾅ"


def test_rare_kanji_of_both_encodings_are_read() -> None:
    text = "丂と丐は補助漢字だ。"
    assert decode_euc_jp(text.encode("euc_jp") + high(b"-!")) == text + "①"
    assert decode_iso_2022_jp(text.encode("iso2022_jp_ext")) == text


@given(st.text(st.sampled_from("あいうカキク港海町本。「」ー①㈱髙ｶﾅaB9 \n"), min_size=1))
def test_any_mixture_is_read_exactly(text: str) -> None:
    euc = {c: high(code) for c, code in ADDED.items()}
    seven_bits = {c: b"\x1b$B" + code + b"\x1b(B" for c, code in ADDED.items()}
    assert decode_euc_jp(b"".join(euc.get(c) or c.encode("euc_jp") for c in text)) == text
    made = b"".join(seven_bits.get(c) or c.encode("iso2022_jp_ext") for c in text)
    assert decode_iso_2022_jp(made) == text


def lost(text: str) -> int:
    """How many characters are missing or wrong."""
    same = SequenceMatcher(None, WHOLE, text, autojunk=False).get_matching_blocks()
    return len(WHOLE) - sum(block.size for block in same)


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp", "iso2022_jp", "utf-16-le"])
def test_one_broken_byte_costs_its_character_and_hardly_more(encoding: str) -> None:
    data = WHOLE.encode(encoding)
    for place in range(len(data)):
        for byte in b"\xff\x80?":
            assert lost(decode(data[:place] + bytes([byte]) + data[place + 1 :])) <= 3


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp", "iso2022_jp"])
def test_one_missing_or_additional_byte_costs_its_character_and_hardly_more(encoding: str) -> None:
    data = WHOLE.encode(encoding)
    for place in range(len(data)):
        assert lost(decode(data[:place] + data[place + 1 :])) <= 4
        assert lost(decode(data[:place] + b"\xff" + data[place:])) <= 3


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp", "iso2022_jp", "utf-16-be"])
def test_a_text_that_was_cut_inside_a_character_loses_that_one(encoding: str) -> None:
    end = b"\x1b(B" if encoding == "iso2022_jp" else b""
    assert decode(WHOLE.encode(encoding).removesuffix(end)[:-1]).startswith(WHOLE[:-1])
