"""Occurrences of schedules, compared with an independent reading of the zone files."""

from __future__ import annotations

import calendar
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from itertools import islice, pairwise, takewhile
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import EVERY_DAY, LAST_DAY, MAX_PAUSE, Days, EveryDays, MonthDays, Pause, Weekdays
from bot.schedule import (
    ClockChange,
    Occurrence,
    Timeliness,
    TimeOfDay,
    day_start,
    has_clock_change,
    local_date,
    occurrences,
    stored_zone,
    timeliness,
    zone,
)
from tests import tzif

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
ZONES = tzif.names()
WINDOW = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC))


def _different_zones() -> list[str]:
    """Return one name for each distinct zone file."""
    return list({tzif.content(name): name for name in ZONES}.values())


@cache
def _pieces(name: str) -> list[tzif.Piece]:
    return tzif.pieces(tzif.content(name))


@lru_cache(maxsize=1)
def _calendar(name: str, first: date, last: date) -> tuple[list[tzif.Piece], list[date]]:
    """Return the offsets of a zone near some dates, and which of the dates exist in it."""
    low, high = ((day - tzif.EPOCH).days * 86400 for day in (first - 4 * DAY, last + 4 * DAY))
    near = [piece for piece in _pieces(name) if piece[1] > low and piece[0] < high]
    return near, list(tzif.dates(first, last, near))


def _belongs(day: date, days: Days, pauses: Sequence[Pause]) -> bool:
    """Whether a date is one of the days and in no pause, by another reading than the code's."""
    if any(pause.start <= day <= pause.end for pause in pauses):
        return False
    if isinstance(days, Weekdays):
        return day.isoweekday() - 1 in days.weekdays
    if isinstance(days, EveryDays):
        assert days.anchor is not None
        steps = range((day - days.anchor).days // days.count + 1)
        return day in [days.anchor + step * days.count * DAY for step in steps]
    last = calendar.monthrange(day.year, day.month)[1]
    return day.day in {last if one == LAST_DAY else one for one in days.days}


def _expected(
    name: str, at: TimeOfDay, days: Days, first: date, last: date, pauses: Sequence[Pause] = ()
) -> Iterator[Occurrence]:
    near, dates = _calendar(name, first, last)
    for day in dates:
        if _belongs(day, days, pauses):
            wall = (day - tzif.EPOCH).days * 86400 + at.minutes * 60
            shown = tzif.times_shown(wall, near)
            shift = (
                ClockChange.GAP if shown == 0 else ClockChange.NONE if shown == 1 else ClockChange.REPEATED
            )
            yield Occurrence(datetime.fromtimestamp(tzif.first_moment(wall, near), UTC), day, shift)


def _check(name: str, at: TimeOfDay, days: Days, first: date, last: date) -> None:
    expected = list(_expected(name, at, days, first, last))
    before = expected[0].at - timedelta(seconds=1)
    assert list(islice(occurrences(at, days, stored_zone(name), before), len(expected))) == expected, name


def _run(name: str, clock: str, day: str) -> tuple[str, ClockChange]:
    """Return the moment in UTC of the occurrence of one date, and how a clock change affects it."""
    hours, minutes = map(int, clock.split(":"))
    here, chosen = zone(name), date.fromisoformat(day)
    all_runs = occurrences(
        TimeOfDay(hours * 60 + minutes), EVERY_DAY, here, day_start(chosen - DAY, here) - MINUTE
    )
    run = next(run for run in all_runs if run.date >= chosen)
    assert run.date == chosen
    return run.at.strftime("%Y-%m-%d %H:%M"), run.clock_change


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_every_quarter_hour_around_every_clock_change_of_two_years_occurs_once_in_every_zone() -> None:
    changes = 0
    for name in _different_zones():
        for start, _, _ in _pieces(name):
            if not WINDOW[0].timestamp() <= start < WINDOW[1].timestamp():
                continue
            changes += 1
            day = datetime.fromtimestamp(start, UTC).date()
            for minutes in range(0, 30 * 60, 15):
                _check(name, TimeOfDay(minutes), EVERY_DAY, day - DAY, day + DAY)
    assert changes > 200


def test_each_chosen_day_of_two_years_has_one_occurrence_in_every_zone() -> None:
    for number, name in enumerate(_different_zones()):
        days = Weekdays(frozenset({number % 7, number // 7 % 7}))
        _check(name, TimeOfDay(number * 97 % 1800), days, WINDOW[0].date(), WINDOW[1].date())


DAYS = st.one_of(
    st.frozensets(st.integers(0, 6), min_size=1).map(Weekdays),
    st.builds(EveryDays, st.integers(1, 40), st.dates(date(1999, 12, 1), date(2000, 3, 31))),
    st.frozensets(st.integers(1, LAST_DAY), min_size=1, max_size=4).map(MonthDays),
)
PAUSES = st.lists(
    st.builds(
        lambda start, length: Pause(start, start + length * DAY),
        st.dates(date(1999, 12, 1), date(2000, 3, 31)),
        st.integers(0, 40),
    ),
    max_size=3,
)


@given(
    name=st.sampled_from(ZONES),
    minutes=st.integers(0, 1799),
    days=st.frozensets(st.integers(0, 6), min_size=1).map(Weekdays),
    after=st.datetimes(datetime(1900, 1, 1), datetime(2039, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
@settings(max_examples=400)
def test_the_next_occurrence_is_the_first_one_later_than_any_moment(
    name: str, minutes: int, days: Days, after: datetime
) -> None:
    at = TimeOfDay(minutes)
    around = _expected(name, at, days, after.date() - 3 * DAY, after.date() + 12 * DAY)
    expected = next(run for run in around if run.at > after)
    assert next(occurrences(at, days, stored_zone(name), after)) == expected


@given(
    name=st.sampled_from(ZONES),
    minutes=st.integers(0, 1799),
    days=DAYS,
    pauses=PAUSES,
    year=st.integers(1970, 2036),
    after=st.datetimes(datetime(2000, 1, 1), datetime(2000, 2, 29), timezones=st.just(UTC)),  # noqa: DTZ001
)
@settings(max_examples=200, deadline=None)
def test_all_days_of_any_kind_that_lie_in_no_pause_occur_and_no_others(
    name: str, minutes: int, days: Days, pauses: list[Pause], year: int, after: datetime
) -> None:
    def moved(day: date) -> date:
        return day + (date(year, 1, 1) - date(2000, 1, 1))

    after += date(year, 1, 1) - date(2000, 1, 1)
    if isinstance(days, EveryDays):
        days = EveryDays(days.count, moved(days.anchor or after.date()))
    pauses = [Pause(moved(pause.start), moved(pause.end)) for pause in pauses]
    at, until = TimeOfDay(minutes), after.date() + 200 * DAY
    expected = [
        run for run in _expected(name, at, days, after.date() - 3 * DAY, until, pauses) if run.at > after
    ]
    found = takewhile(lambda run: run.date <= until, occurrences(at, days, stored_zone(name), after, pauses))
    assert list(found) == expected


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (MonthDays(frozenset({31})), ["01-31", "03-31", "05-31", "07-31"]),
        (MonthDays(frozenset({29, LAST_DAY})), ["01-29", "01-31", "02-28", "03-29"]),
        (MonthDays(frozenset({1, 15})), ["01-15", "02-01", "02-15", "03-01"]),
        (EveryDays(14, date(2027, 1, 2)), ["01-02", "01-16", "01-30", "02-13"]),
        (EveryDays(3, date(2026, 12, 31)), ["01-03", "01-06", "01-09", "01-12"]),
    ],
)
def test_a_day_that_a_month_does_not_have_is_left_out(days: Days, found: list[str]) -> None:
    runs = islice(occurrences(TimeOfDay(480), days, zone("UTC"), _utc("2027-01-01T12:00")), 4)
    assert [f"{run.date:%m-%d}" for run in runs] == found


def test_however_rare_the_days_and_long_the_pauses_an_occurrence_is_found_soon() -> None:
    start = date(2027, 1, 1)
    pauses = [Pause(start + n * MAX_PAUSE, start + (n + 1) * MAX_PAUSE) for n in range(10)]
    days = EveryDays(365, start)
    reads: list[date] = []

    class Counted(Weekdays):
        def __contains__(self, day: date) -> bool:
            reads.append(day)
            return day in days

    found = next(
        occurrences(TimeOfDay(480), Counted(frozenset({0})), zone("UTC"), _utc("2026-12-01"), pauses)
    )
    assert found.date == start + 10 * 365 * DAY
    assert len(reads) < 4_000


@pytest.mark.parametrize(
    ("name", "clock", "day", "moment", "shift"),
    [
        ("Asia/Tokyo", "8:00", "2026-10-08", "2026-10-07 23:00", ClockChange.NONE),
        ("Asia/Tokyo", "25:00", "2026-10-05", "2026-10-05 16:00", ClockChange.NONE),
        ("America/New_York", "2:30", "2026-03-08", "2026-03-08 07:00", ClockChange.GAP),
        ("America/New_York", "26:30", "2026-03-07", "2026-03-08 07:00", ClockChange.GAP),
        ("America/New_York", "1:30", "2026-11-01", "2026-11-01 05:30", ClockChange.REPEATED),
        (
            "Europe/Dublin",
            "1:30",
            "2026-03-29",
            "2026-03-29 01:00",
            ClockChange.GAP,
        ),  # its winter is the exception
        ("Europe/Dublin", "1:30", "2026-10-25", "2026-10-25 00:30", ClockChange.REPEATED),
        ("Australia/Lord_Howe", "2:15", "2025-10-05", "2025-10-04 15:30", ClockChange.GAP),  # half an hour
        ("Australia/Lord_Howe", "1:45", "2025-04-06", "2025-04-05 14:45", ClockChange.REPEATED),
        ("Antarctica/Troll", "2:59", "2025-03-30", "2025-03-30 01:00", ClockChange.GAP),  # two hours
        ("Antarctica/Troll", "1:15", "2025-10-26", "2025-10-25 23:15", ClockChange.REPEATED),
        ("Africa/Casablanca", "2:30", "2025-02-23", "2025-02-23 01:30", ClockChange.REPEATED),  # Ramadan
        ("Africa/Casablanca", "2:30", "2025-04-06", "2025-04-06 02:00", ClockChange.GAP),
        (
            "America/Asuncion",
            "0:00",
            "2023-10-01",
            "2023-10-01 04:00",
            ClockChange.GAP,
        ),  # days without a midnight
        ("Africa/Cairo", "0:00", "2024-04-26", "2024-04-25 22:00", ClockChange.GAP),
        ("Asia/Beirut", "0:30", "2024-03-31", "2024-03-30 22:00", ClockChange.GAP),
        ("Asia/Beirut", "23:30", "2024-10-26", "2024-10-26 20:30", ClockChange.REPEATED),
        (
            "America/Nuuk",
            "23:30",
            "2025-03-29",
            "2025-03-30 01:00",
            ClockChange.GAP,
        ),  # a day without its last hour
        ("Pacific/Kiritimati", "0:30", "2026-01-01", "2025-12-31 10:30", ClockChange.NONE),
        ("Etc/GMT+12", "23:30", "2026-01-01", "2026-01-02 11:30", ClockChange.NONE),
        ("Pacific/Apia", "25:00", "2011-12-29", "2011-12-30 10:00", ClockChange.GAP),
    ],
)
def test_a_clock_change_moves_an_occurrence_as_little_as_possible(
    name: str, clock: str, day: str, moment: str, shift: ClockChange
) -> None:
    assert _run(name, clock, day) == (moment, shift)


@pytest.mark.parametrize(
    ("name", "skipped"), [("Pacific/Apia", "2011-12-30"), ("Pacific/Kwajalein", "1993-08-21")]
)
@pytest.mark.parametrize("minutes", [0, 480, 1439, 1440, 1799])
def test_a_date_that_a_zone_skips_has_no_occurrence(name: str, skipped: str, minutes: int) -> None:
    gone = date.fromisoformat(skipped)
    start = datetime.combine(gone - 4 * DAY, datetime.min.time(), UTC)
    found = list(islice(occurrences(TimeOfDay(minutes), EVERY_DAY, zone(name), start), 8))
    assert gone not in [run.date for run in found]
    assert {gone - DAY, gone + DAY} <= {run.date for run in found}
    assert all(earlier.at < later.at for earlier, later in pairwise(found))


def test_only_the_chosen_days_have_occurrences() -> None:
    found = islice(
        occurrences(TimeOfDay(1500), Weekdays(frozenset({0})), zone("Asia/Tokyo"), _utc("2026-10-05T15:59")),
        2,
    )
    assert [(run.at, run.date) for run in found] == [
        (_utc("2026-10-05T16:00"), date(2026, 10, 5)),  # Tuesday, 1:00 in Tokyo
        (_utc("2026-10-12T16:00"), date(2026, 10, 12)),
    ]


def test_an_occurrence_at_this_very_moment_is_not_the_next_one() -> None:
    due = _utc("2026-10-07T23:00")
    for after, first in ((due, due + DAY), (due - timedelta(microseconds=1), due)):
        assert next(occurrences(TimeOfDay(480), EVERY_DAY, zone("Asia/Tokyo"), after)).at == first


def test_what_could_be_searched_for_ever_is_refused() -> None:
    with pytest.raises(ValueError, match="days"):
        next(occurrences(TimeOfDay(480), EveryDays(3), zone("UTC"), WINDOW[0]))
    for make in (
        lambda: Weekdays(frozenset()),
        lambda: MonthDays(frozenset()),
        lambda: MonthDays(frozenset({LAST_DAY + 1})),
        lambda: EveryDays(0, WINDOW[0].date()),
        lambda: Pause(date(2027, 1, 1), date(2027, 1, 1) + MAX_PAUSE + DAY),
        lambda: Pause(date(2027, 1, 2), date(2027, 1, 1)),
    ):
        with pytest.raises(ValueError, match=r"days|pause"):
            make()


@pytest.mark.parametrize(
    ("due", "now", "expected"),
    [
        ("2026-10-07T23:00", "2026-10-07T23:00", Timeliness.ON_TIME),
        ("2026-10-07T23:00", "2026-10-07T23:05", Timeliness.ON_TIME),
        ("2026-10-07T23:00", "2026-10-07T23:06", Timeliness.LATE),
        ("2026-10-07T23:00", "2026-10-08T05:00", Timeliness.LATE),
        ("2026-10-07T23:00", "2026-10-08T05:01", Timeliness.MISSED),
        ("2026-10-08T22:00", "2026-10-09T02:00", Timeliness.LATE),  # also after midnight
    ],
)
def test_after_downtime_a_post_is_late_within_six_hours(due: str, now: str, expected: Timeliness) -> None:
    assert timeliness(_utc(due), _utc(now)) is expected


def test_a_day_starts_when_clocks_first_show_it() -> None:
    assert day_start(date(2026, 10, 8), zone("Asia/Tokyo")) == _utc("2026-10-07T15:00")
    assert day_start(date(2023, 10, 1), zone("America/Asuncion")) == _utc("2023-10-01T04:00")
    assert local_date(_utc("2023-10-01T03:59"), zone("America/Asuncion")) == date(2023, 9, 30)


def test_the_days_on_which_clocks_are_changed_are_known() -> None:
    def changed(name: str, first: date) -> list[date]:
        return [d for d in (first + n * DAY for n in range(365)) if has_clock_change(d, zone(name))]

    assert changed("Europe/Berlin", date(2026, 1, 1)) == [date(2026, 3, 29), date(2026, 10, 25)]
    assert changed("Africa/Cairo", date(2024, 1, 1)) == [date(2024, 4, 26), date(2024, 10, 31)]
    assert changed("Asia/Tokyo", date(2026, 1, 1)) == []


def test_the_pinned_data_wins_over_the_systems(tmp_path: Path) -> None:
    system = tmp_path / "Asia" / "Tokyo"
    system.parent.mkdir()
    system.write_bytes(tzif.content("UTC"))
    program = (
        "import sys, zoneinfo, datetime as d\n"
        "from bot import schedule\n"
        "noon = d.datetime(2026, 1, 1, 12)\n"
        "for found in zoneinfo.ZoneInfo('Asia/Tokyo'), schedule.zone('Asia/Tokyo'):\n"
        "    print(noon.replace(tzinfo=found).utcoffset())\n"
        "print('discord' in sys.modules)\n"
    )
    environment = {**os.environ, "PYTHONTZPATH": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["0:00:00", "9:00:00", "False"]


def test_a_zone_is_read_once() -> None:
    assert isinstance(zone("Asia/Tokyo"), ZoneInfo)
    assert zone("Asia/Tokyo") is zone("asia/tokyo")


@pytest.mark.parametrize("clock", ["8:00", "2:30", "1:30"])
def test_moments_are_in_utc_whatever_the_clocks_do(clock: str) -> None:
    hours, minutes = map(int, clock.split(":"))
    for after in ("2026-03-08", "2026-07-01", "2026-11-01"):
        at, here = TimeOfDay(hours * 60 + minutes), zone("America/New_York")
        assert next(occurrences(at, EVERY_DAY, here, _utc(after))).at.tzinfo is UTC
