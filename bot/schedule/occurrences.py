"""Compute the occurrences of a schedule in a time zone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.model import Days, Pause

ON_TIME_WITHIN = timedelta(minutes=5)
"""Enough for 12,000 posts that are due in the same minute, at 40 a second."""
CATCH_UP_WITHIN = timedelta(hours=6)

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, order=True)
class TimeOfDay:
    """A wall-clock time, in minutes from the start of its day; 25:00 is 1:00 on the next date."""

    minutes: int

    def __str__(self) -> str:
        return f"{self.minutes // 60:02}:{self.minutes % 60:02}"


class ClockChange(StrEnum):
    """How a clock change affects an occurrence."""

    NONE = "none"
    GAP = "gap"
    """Its time is skipped: it is due at the moment of the change."""
    REPEATED = "repeated"
    """Its time occurs twice: it is due at the first."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One occurrence of a schedule: the moment it is due, and the local date it belongs to.

    A schedule has at most one occurrence for each date. Monday 25:00 belongs to Monday, though local clocks
    then show Tuesday.
    """

    at: datetime
    date: date
    clock_change: ClockChange


class Timeliness(StrEnum):
    """Whether an occurrence that is due is still sent."""

    ON_TIME = "on_time"
    LATE = "late"
    """Sent late."""
    MISSED = "missed"
    """Skipped."""


def local_date(moment: datetime, zone: ZoneInfo) -> date:
    """Return the date that clocks in `zone` show at `moment`."""
    return moment.astimezone(zone).date()


def day_start(day: date, zone: ZoneInfo) -> datetime:
    """Return the first moment when clocks in `zone` show `day`, or a later date if they skip it."""
    return _first_moment(datetime.combine(day, time.min), zone)[0]


def has_clock_change(day: date, zone: ZoneInfo) -> bool:
    """Return whether clocks in `zone` change on `day`, including at the midnight it starts with."""
    offsets = {(day_start(d, zone) - _SECOND).astimezone(zone).utcoffset() for d in (day, day + _DAY)}
    return len(offsets) > 1


def occurrences(
    at: TimeOfDay, days: Days, zone: ZoneInfo, after: datetime, pauses: Collection[Pause] = ()
) -> Iterator[Occurrence]:
    """Yield all occurrences later than `after`, in order, without end.

    Each of these days that exists in `zone` and is in none of the `pauses` has exactly one occurrence, at the
    first moment when clocks show the time or a later one. So a time inside a gap is due when the gap ends,
    and a repeated time is due once. A date that the zone skips (30 December 2011 in Samoa) has none. Raise
    ValueError for days that are counted from no date.
    """
    day = local_date(after, zone) - _DAY  # 25:00 of yesterday may still be ahead
    while True:
        chosen = day in days and not any(day in pause for pause in pauses)
        if chosen and local_date(day_start(day, zone), zone) == day:
            wall = datetime.combine(day, time.min) + timedelta(minutes=at.minutes)
            moment, shift = _first_moment(wall, zone)
            if moment > after:
                yield Occurrence(moment, day, shift)
        day += _DAY


def timeliness(due: datetime, now: datetime) -> Timeliness:
    """Return whether an occurrence that was due at `due` is still sent at `now`.

    After downtime, it is sent late within `CATCH_UP_WITHIN`, also when midnight has passed. Within
    `ON_TIME_WITHIN`, it only waited for others and is on time.
    """
    waited = now - due
    if waited <= ON_TIME_WITHIN:
        return Timeliness.ON_TIME
    if waited <= CATCH_UP_WITHIN:
        return Timeliness.LATE
    return Timeliness.MISSED


def _first_moment(wall: datetime, zone: ZoneInfo) -> tuple[datetime, ClockChange]:
    """Return the first moment when clocks in `zone` show `wall` or later, and how a change affects it."""
    # By the offset before a change near `wall`, and by the offset after it (PEP 495).
    before, after = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if before == after:
        return before, ClockChange.NONE
    if before < after:
        return before, ClockChange.REPEATED
    # In a gap, the change is between the two readings. As zoneinfo does not say when, search for it.
    seconds = bisect_left(
        range((before - after) // _SECOND),
        wall,
        key=lambda s: (after + s * _SECOND).astimezone(zone).replace(tzinfo=None),
    )
    return after + seconds * _SECOND, ClockChange.GAP
