"""The numbers of a text, however they are written."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.numerals import numbers
from bot.words import fold

DIGITS = "〇一二三四五六七八九"


def values(text: str) -> list[tuple[object, bool]]:
    return [(one.value, one.is_percent) for one in numbers(fold(text))]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12,000 people", 12_000),
        ("１２０００人", 12_000),
        ("1万2千人", 12_000),
        ("一万二千人", 12_000),
        ("twelve thousand people", 12_000),
        ("3.5 million", 3_500_000),
        ("350万", 3_500_000),
        ("3億5000万円", 350_000_000),
        ("$3bn", 3_000_000_000),
        ("10k", 10_000),
        ("二〇二三年", 2023),
        ("twenty-five", 25),
        ("two hundred and five thousand", 205_000),
        ("千五百", 1500),
        ("the 14th", 14),
        ("-5°C", -5),
        ("GPT-4", 4),
        ("a dozen", 12),
        ("two dozen", 24),
        ("half a million", 500_000),
        ("one hundred and twelve", 112),
        ("twice as many", 2),
        ("it doubled", 2),
        ("ふたつの港", 2),
        ("あとみっつ", 3),
        ("ひとりで", 1),
        ("ふたりの姉妹", 2),
        ("月のはつか", 20),
        ("倍になった", 2),
        ("3つ", 3),
    ],
)
def test_a_number_has_one_value_in_whatever_way_it_is_written(text: str, value: int) -> None:
    assert values(text) == [(value, False)]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("half of it", Fraction(1, 2)),
        ("it was halved", Fraction(1, 2)),
        ("50%", Fraction(1, 2)),
        ("5割", Fraction(1, 2)),
        ("半分", Fraction(1, 2)),
        ("半数が", Fraction(1, 2)),
        ("two thirds", Fraction(2, 3)),
        ("a quarter", Fraction(1, 4)),
        ("three quarters", Fraction(3, 4)),
        ("2 percent", Fraction(1, 50)),
    ],
)
def test_a_part_comes_to_the_same_in_whatever_way_it_is_written(text: str, part: Fraction) -> None:
    assert [one.amount for one in numbers(fold(text))] == [part]


@pytest.mark.parametrize(
    "text", ["no one came", "at first", "one another", "いつか行く", "行こうよ。", "数倍"]
)
def test_what_has_a_word_for_a_number_in_it_may_be_none(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize("text", ["25%", "25 percent", "25パーセント", "２５％", "2割5分"])
def test_a_percentage_is_no_plain_number(text: str) -> None:
    assert (25, False) not in values(text)
    assert values(text)[0] == ((20 if "割" in text else 25), True)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("in 2019 two ships", [2019, 2]),
        ("3 to 5", [3, 5]),
        ("2019,300", [2019, 300]),
        ("10:30", [10, 30]),
        ("one two three", [1, 2, 3]),
        ("二、三人", [2, 3]),
    ],
)
def test_numbers_beside_each_other_stay_apart(text: str, found: list[int]) -> None:
    assert [value for value, _ in values(text)] == found


@pytest.mark.parametrize(
    ("text", "is_sure"), [("一般に", False), ("千葉の港", False), ("三人", True), ("一つ", True)]
)
def test_a_numeral_in_a_word_is_not_surely_a_number(text: str, is_sure: bool) -> None:
    assert [one.is_sure for one in numbers(fold(text))] == [is_sure]


def in_japanese(value: int) -> str:
    """A number below 10^12 as a Japanese writer would write it without figures."""
    parts = []
    for unit in ("", "万", "億"):
        value, low = divmod(value, 10_000)
        said = ""
        for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit = low // place % 10
            if digit:
                said += (DIGITS[digit] if digit > 1 or place == 1 else "") + name
        parts.append(said + unit if said else "")
    return "".join(reversed(parts))


@given(st.integers(1, 10**12 - 1))
def test_figures_and_japanese_numerals_say_the_same(value: int) -> None:
    ways = {str(value), f"{value:,}", in_japanese(value), f"{value // 10_000}万{value % 10_000}"}
    if value < 10_000:
        ways.discard(f"0万{value}")
    for written in ways:
        assert values(f"約{written}人") == [(value, False)], written


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_other_numbers_have_other_values(one: int, other: int) -> None:
    assert (values(f"{one:,}") == values(str(other))) is (one == other)


@given(st.text("0123456789,. -〇一二三十百千万億兆割%kａandtwoyhuriedzqふたつひり半倍分みっ", max_size=80))
def test_any_text_has_numbers_in_order_and_none_is_an_error(text: str) -> None:
    found = numbers(fold(text))
    assert [one.start for one in found] == sorted({one.start for one in found})
    assert all(isinstance(one.value, Fraction | str) for one in found)


def test_figures_that_are_too_long_for_a_number_are_what_is_written() -> None:
    assert values("9" * 5_000) == [("9" * 5_000, False)]
    assert values("9" * 5_000) != values("9" * 4_999 + "8")
