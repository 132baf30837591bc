"""Calendar weeks in every zone and across clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.schedule import last_weeks, local_date, stored_zone, zone
from tests import tzif

MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
SECOND = timedelta(seconds=1)


@given(st.sampled_from(tzif.names()), MOMENTS, st.integers(1, 12))
def test_weeks_start_on_monday_without_gaps_and_the_last_one_is_now(
    name: str, now: datetime, count: int
) -> None:
    place = stored_zone(name)
    weeks = last_weeks(now, place, count)
    assert len(weeks) == count
    for (monday, start), (following, end) in pairwise(weeks):
        assert monday.weekday() == 0
        assert following - monday == timedelta(weeks=1)
        assert timedelta(days=5) < end - start < timedelta(days=9)
        # Clocks may show a date twice, so only its first moment is told from the one before.
        assert local_date(start, place) >= monday > local_date(start - SECOND, place)
    monday, start = weeks[-1]
    assert start <= now
    assert monday <= local_date(now, place) < monday + timedelta(weeks=1)


@pytest.mark.parametrize(
    ("name", "now", "hours"),
    [
        ("Europe/Berlin", datetime(2026, 4, 1, tzinfo=UTC), 167),
        ("Europe/Berlin", datetime(2026, 10, 28, tzinfo=UTC), 169),
        ("America/New_York", datetime(2026, 3, 10, tzinfo=UTC), 167),
        ("Australia/Lord_Howe", datetime(2026, 4, 8, tzinfo=UTC), 168.5),
        ("Asia/Tokyo", datetime(2026, 4, 1, tzinfo=UTC), 168),
        ("Pacific/Apia", datetime(2012, 1, 3, tzinfo=UTC), 144),
    ],
)
def test_a_week_with_a_clock_change_is_as_long_as_clocks_say(name: str, now: datetime, hours: float) -> None:
    (_, start), (_, end) = last_weeks(now, zone(name), 2)
    assert end - start == timedelta(hours=hours)


def test_a_week_starts_at_midnight_in_the_zone() -> None:
    sunday_night = datetime(2026, 11, 22, 14, 59, 59, tzinfo=UTC)
    assert last_weeks(sunday_night, zone("Asia/Tokyo"), 1)[0][0] == date(2026, 11, 16)
    (monday, start), *_ = last_weeks(sunday_night + SECOND, zone("Asia/Tokyo"), 1)
    assert (monday, start) == (date(2026, 11, 23), sunday_night + SECOND)
