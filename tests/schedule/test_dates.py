"""Single dates as people type them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.schedule import parse_date

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2026-12-31", "2026-12-31"),
        ("２０２６－１２－３１", "2026-12-31"),
        ("２０２６ー１２ー３１", "2026-12-31"),
        ("2026−12−31", "2026-12-31"),
        ("2026/12/31", "2026-12-31"),
        ("2026年12月31日", "2026-12-31"),
        ("２０２６年１２月３１日（木）", "2026-12-31"),
        (" 2031.5.7 ", "2031-05-07"),
        ("31 Dec 2026", "2026-12-31"),
        ("Dec 31st, 2026", "2026-12-31"),
        ("12/31/2026", "2026-12-31"),
        ("31/12/2026", "2026-12-31"),
        ("12/31", "2026-12-31"),
        ("31/12", "2026-12-31"),
        ("12月31日", "2026-12-31"),
        ("十二月三十一日", "2026-12-31"),
        ("11/30", "2026-11-30"),
        ("11/29", "2027-11-29"),
        ("29 Feb", "2028-02-29"),
        ("2020-01-01", "2020-01-01"),
    ],
)
def test_a_date_is_read_as_people_write_it_and_without_a_year_is_the_next_one(
    typed: str, expected: str
) -> None:
    assert parse_date(typed, TODAY) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    "typed",
    ["", "soon", "31日", "2026", "2026-02-30", "2026-31-12", "13/13", "0000-01-01", "12/31-1/3", "1" * 300],
)
def test_what_is_no_single_date_is_refused(typed: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_date(typed, TODAY)
    assert refused.value.key == "due-unreadable"
    assert len(str(refused.value.variables["text"])) <= 40


@given(st.text(max_size=300) | st.text("0123456789-/.年月日 ー", max_size=14))
def test_any_text_is_a_date_or_a_user_error(typed: str) -> None:
    with suppress(UserError):
        parse_date(typed, TODAY)


@given(st.dates())
def test_a_date_that_was_shown_can_be_typed_again(day: date) -> None:
    assert parse_date(day.isoformat(), TODAY) == day
