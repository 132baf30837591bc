"""Days and pauses as people type them."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.embeds import days_text, pauses_text
from bot.errors import UserError
from bot.model import (
    LAST_DAY,
    MAX_PAUSE,
    Days,
    EveryDays,
    Language,
    MonthDays,
    Pause,
    Weekdays,
    days_from,
)
from bot.schedule import parse_days, parse_pauses
from bot.schedule.pauses import MAX_PAUSES
from bot.texts import Texts
from bot.ui.embeds import Renderer
from tests.schedule.test_parsing import CUES

TODAY = date(2026, 11, 30)  # a Monday
DAYS = st.one_of(
    st.frozensets(st.integers(0, 6), min_size=1).map(Weekdays),
    st.builds(EveryDays, st.integers(2, 365)),
    st.frozensets(st.integers(1, LAST_DAY), min_size=1, max_size=20).map(MonthDays),
)
TYPED = st.one_of(
    st.text(max_size=300),
    st.text("0123456789/-〜年月日ごとおき末毎、, と月火 dayecntsrmof", max_size=20),
)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("every 3 days", "3d"),
        ("Every three days", "3d"),
        ("every 3rd day", "3d"),
        ("once every 10 days", "10d"),
        ("every other day", "2d"),
        ("3日ごと", "3d"),
        ("３日ごとに", "3d"),
        ("三日に一度", "3d"),
        ("十日に1回", "10d"),
        ("1日おき", "2d"),
        ("隔日", "2d"),
        ("every 2 weeks", "14d"),
        ("２週間ごと", "14d"),
        ("every 1 day", "127"),
        ("every 3 days from 12/5", "3d20261205"),
        ("every 3 days, starting on Dec 5th", "3d20261205"),
        ("12月5日から3日ごと", "3d20261205"),
        ("every 3 days from 1 Nov", "3d20261101"),
        ("every 3 days from 2027-02-01", "3d20270201"),
        ("every other Wednesday", "14d20261202"),
        ("隔週の月曜日", "14d20261130"),
        ("1st and 15th", "m4001"),
        ("the 1st and the 15th of each month", "m4001"),
        ("every month on the 1st, 15th", "m4001"),
        ("毎月1日と15日", "m4001"),
        ("毎月１、１５日", "m4001"),
        ("一日と十五日", "m4001"),
        ("31日", "m40000000"),
        ("月末", "m80000000"),
        ("毎月末日", "m80000000"),
        ("last day of the month", "m80000000"),
        ("end of the month", "m80000000"),
        ("1st and last day", "m80000001"),
        ("1日と月末", "m80000001"),
        ("1st-5th", "m1f"),
        ("29日〜2日", "m70000003"),
        ("29日〜月末", "m70000000"),
        ("1日〜31日", "127"),
    ],
)
def test_every_so_many_days_and_days_of_the_month_are_read_as_people_type_them(typed: str, code: str) -> None:
    assert parse_days(typed, TODAY).code == code


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("every 400 days", "days-interval"),
        ("0日ごと", "days-interval"),
        ("3日おき", "days-ambiguous"),
        ("2週間おき", "days-ambiguous"),
        ("weekdays and the 1st", "days-mixed"),
        ("毎月月曜", "days-mixed"),
        ("1st Monday", "days-mixed"),
        ("every 3 days from 2029-01-01", "days-far"),
        ("every 3 days from tomorrow", "days-unreadable"),
        ("every 3 days from 31 Feb", "days-unreadable"),
        ("every 3 days on Monday", "days-unreadable"),
        ("every other", "days-unreadable"),
        ("every week", "days-unreadable"),
        ("3 days", "days-unreadable"),
        ("1,15", "days-unreadable"),
        ("32日", "days-unreadable"),
        ("0th", "days-unreadable"),
        ("毎月", "days-unreadable"),
        ("5日〜月曜", "days-unreadable"),
        ("1st-", "days-unreadable"),
    ],
)
def test_days_that_are_not_clear_are_refused_with_what_to_type(typed: str, key: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_days(typed, TODAY)
    assert refused.value.key == key


def test_what_may_be_three_or_four_days_names_both() -> None:
    with pytest.raises(UserError) as refused:
        parse_days("3日おき", TODAY)
    assert (refused.value.variables["count"], refused.value.variables["more"]) == (3, 4)
    with pytest.raises(UserError) as refused:
        parse_days("2週間おき", TODAY)
    assert (refused.value.variables["count"], refused.value.variables["more"]) == (14, 21)


@given(TYPED)
@settings(deadline=None)
def test_any_text_is_days_and_pauses_or_a_user_error(typed: str) -> None:
    with suppress(UserError):
        parse_days(typed, TODAY)
    with suppress(UserError):
        for pause in parse_pauses(typed, TODAY):
            assert pause.end >= TODAY


@given(DAYS, st.sampled_from(Language))
@settings(deadline=None)
def test_days_that_were_shown_can_be_typed_again(days: Days, language: Language) -> None:
    assert parse_days(days_text(Renderer(Texts(), language), days), TODAY) == days


@given(
    st.one_of(DAYS, st.builds(EveryDays, st.integers(1, 365), st.dates(date(1900, 1, 1), date(2100, 1, 1))))
)
def test_days_come_back_from_their_code(days: Days) -> None:
    assert days_from(days.code) == days
    assert len(days.code) <= 12
    assert days.code.isalnum()


@pytest.mark.parametrize(
    "code", ["", "0", "128", "3e", "0d", "400d", "3d2026", "m", "m0", "mfffffffff", "m4001x"]
)
def test_what_is_no_code_of_days_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match=r"days"):
        days_from(code)


@given(DAYS, st.dates(date(1980, 1, 1), date(2100, 1, 1)))
def test_days_that_take_turns_miss_none(days: Days, start: date) -> None:
    if isinstance(days, EveryDays):
        days = EveryDays(days.count, start)
    if isinstance(days, MonthDays):
        days = MonthDays(frozenset(day for day in days.days if day <= 28) or frozenset({1}))
    if isinstance(days, Weekdays):
        days = Weekdays(frozenset(range(7)))
    within = range(3 * (days.count if isinstance(days, EveryDays) else 31))
    turns = [days.turn(day) for day in (start + timedelta(n) for n in within) if day in days]
    assert turns == list(range(turns[0], turns[0] + len(turns)))


@pytest.mark.parametrize(
    ("typed", "pauses"),
    [
        ("12/28–1/3", ["2026-12-28/2027-01-03"]),
        ("28 Dec – 3 Jan", ["2026-12-28/2027-01-03"]),
        ("from Dec 28 to Jan 3rd", ["2026-12-28/2027-01-03"]),
        ("Mon 28 Dec - Sun 3 Jan", ["2026-12-28/2027-01-03"]),
        ("28/12 - 3/1", ["2026-12-28/2027-01-03"]),
        ("１２月２８日から１月３日まで", ["2026-12-28/2027-01-03"]),
        ("12月28日（月）〜1月3日（日）", ["2026-12-28/2027-01-03"]),
        ("十二月二十八日〜一月三日", ["2026-12-28/2027-01-03"]),
        ("2026-12-28-2027-01-03", ["2026-12-28/2027-01-03"]),
        ("Dec 28, 2026 – Jan 3, 2027", ["2026-12-28/2027-01-03"]),
        ("2026年12月28日〜1月3日", ["2026-12-28/2027-01-03"]),
        ("8月13日〜16日", ["2027-08-13/2027-08-16"]),
        ("28–31 Dec", ["2026-12-28/2026-12-31"]),
        ("2/11と2/23、3/20", ["2027-02-11/2027-02-11", "2027-02-23/2027-02-23", "2027-03-20/2027-03-20"]),
        ("1/4, 12/25 and 12/25", ["2026-12-25/2026-12-25", "2027-01-04/2027-01-04"]),
        ("until 5 Jan", ["2026-11-30/2027-01-05"]),
        ("1/5まで", ["2026-11-30/2027-01-05"]),
        ("11/20〜12/5", ["2026-11-20/2026-12-05"]),  # it has begun
        ("11/30", ["2026-11-30/2026-11-30"]),
        ("none", []),
        ("なし", []),
    ],
)
def test_pauses_are_read_as_people_type_them(typed: str, pauses: list[str]) -> None:
    assert [f"{pause.start}/{pause.end}" for pause in parse_pauses(typed, TODAY)] == pauses


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("", "pause-unreadable"),
        ("Christmas", "pause-unreadable"),
        ("28", "pause-unreadable"),
        ("2-3", "pause-unreadable"),
        ("12/40", "pause-unreadable"),
        ("12/28〜3", "pause-unreadable"),
        ("12/28 1/3", "pause-unreadable"),
        ("12/28-1/3-1/5", "pause-unreadable"),
        ("2027-01-03 – 2026-12-28", "pause-unreadable"),
        ("12/28〜", "pause-endless"),
        ("from 28 Dec", "pause-endless"),
        ("12月28日から", "pause-endless"),
        ("12/28-, 1/3", "pause-endless"),
        ("2026-11-01 – 2026-11-20", "pause-past"),
        ("2028-01-01", "pause-far"),
        ("2025-11-01 – 2026-12-20", "pause-far"),
        (", ".join(f"12/{day}" for day in range(1, MAX_PAUSES + 2)), "pauses-full"),
    ],
)
def test_pauses_that_are_not_clear_or_have_no_end_are_refused(typed: str, key: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_pauses(typed, TODAY)
    assert refused.value.key == key


@given(
    st.sets(
        st.builds(
            lambda end, days: Pause(TODAY + timedelta(days=end - days), TODAY + timedelta(days=end)),
            st.integers(0, MAX_PAUSE.days),
            st.integers(0, MAX_PAUSE.days),
        ),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(Language),
)
@settings(deadline=None)
def test_pauses_that_were_shown_can_be_typed_again(pauses: set[Pause], language: Language) -> None:
    shown = pauses_text(Renderer(Texts(), language), sorted(pauses))
    assert parse_pauses(shown, TODAY) == tuple(sorted(pauses))


def test_every_word_for_days_and_pauses_is_read() -> None:
    times = tomllib.loads((CUES / "times.toml").read_text(encoding="utf-8"))
    every, month, pauses = times["every"], times["month"], times["pauses"]
    for count, words in every["named"].items():
        assert {parse_days(word, TODAY).code for word in words} == {f"{count}d"}
    for count, words in every["numbers"].items():
        found = {
            parse_days(f"{before} {word} weeks", TODAY).code for word in words for before in every["before"]
        }
        assert found == {f"{int(count) * 7}d"}
    for after in every["after"]:
        assert parse_days(f"3日{after}", TODAY).code == "3d"
        assert {parse_days(f"3{unit}{after}", TODAY).code for unit in every["days"]} == {"3d"}
        assert {parse_days(f"3{unit}{after}", TODAY).code for unit in every["weeks"]} == {"21d"}
    assert {parse_days(f"1日{word}", TODAY).code for word in every["between"]} == {"2d"}
    assert {parse_days(f"every 3 days {word} 5 Dec", TODAY).code for word in every["from"]} == {"3d20261205"}
    assert {parse_days(f"12/5{word}3日ごと", TODAY).code for word in every["from_ja"]} == {"3d20261205"}
    assert {parse_days(f"{word} wed", TODAY).code for word in every["other"]} == {"14d20261202"}
    assert {parse_days(f"every 2 weeks {word} wed", TODAY).code for word in every["on"]} == {"14d20261202"}
    assert {parse_days(word, TODAY).code for word in month["last"]} == {"m80000000"}
    assert {parse_days(f"{word} 1 and 15", TODAY).code for word in month["each"]} == {"m4001"}
    assert {parse_days(f"{word} 1st", TODAY).code for word in month["between"]} == {"m1"}
    for number, words in times["months"].items():
        for word in words:
            (pause,) = parse_pauses(f"5 {word}", TODAY)
            assert (pause.start.month, pause.start.day) == (int(number), 5)
    assert {parse_pauses(word, TODAY) for word in pauses["none"]} == {()}
    assert {str(parse_pauses(f"1/2 {word} 1/4", TODAY)[0].end) for word in pauses["range"]} == {"2027-01-04"}
    assert {len(parse_pauses(f"1/2 {word} 1/4", TODAY)) for word in pauses["between"]} == {2}
    assert {str(parse_pauses(f"1/4{word}", TODAY)[0].start) for word in pauses["until"]} == {"2026-11-30"}
    assert {len(parse_pauses(f"{word} 1/2 to 1/4", TODAY)) for word in pauses["from"]} == {1}
