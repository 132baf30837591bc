"""Wall clock and time zone to moments."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

EVERY_DAY = frozenset(range(7))
ON_TIME_WITHIN = timedelta(minutes=5)
"""As long as 12,000 posts that are due in the same minute take at 40 a second."""
CATCH_UP_WITHIN = timedelta(hours=6)

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, order=True)
class TimeOfDay:
    """A wall-clock time, in minutes after the midnight that opens its day; 25:00 is 1:00 of the next date."""

    minutes: int

    def __str__(self) -> str:
        return f"{self.minutes // 60:02}:{self.minutes % 60:02}"


class ClockChange(StrEnum):
    """What a clock change does to one run."""

    NONE = "none"
    GAP = "gap"
    """Clocks skip its time: it runs at the moment they are changed."""
    REPEATED = "repeated"
    """Clocks show its time twice: it runs at the first."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One run of a schedule: the moment, and the local date it stands for.

    A schedule has at most one run for each date. `date` is the day that was chosen: Monday 25:00 is a run
    of Monday, though local clocks then show Tuesday.
    """

    at: datetime
    date: date
    clock_change: ClockChange


class Timeliness(StrEnum):
    """What to do with a run whose moment has come."""

    ON_TIME = "on_time"
    LATE = "late"
    """Make it up."""
    MISSED = "missed"
    """Skip it."""


def local_date(moment: datetime, zone: ZoneInfo) -> date:
    """The date that clocks in `zone` show at `moment`."""
    return moment.astimezone(zone).date()


def day_start(day: date, zone: ZoneInfo) -> datetime:
    """The first moment at which clocks in `zone` show `day`, or a later date if they skip it whole."""
    return _first_moment(datetime.combine(day, time.min), zone)[0]


def has_clock_change(day: date, zone: ZoneInfo) -> bool:
    """Whether clocks in `zone` are changed on `day`; a change at its opening midnight counts."""
    offsets = {(day_start(d, zone) - _SECOND).astimezone(zone).utcoffset() for d in (day, day + _DAY)}
    return len(offsets) > 1


def occurrences(at: TimeOfDay, days: frozenset[int], zone: ZoneInfo, after: datetime) -> Iterator[Occurrence]:
    """All runs later than `after`, in order, without end. `days` holds weekdays, 0 for Monday.

    Every chosen date that exists in `zone` has exactly one run: at the first moment when clocks show the
    time or a later one. So a time inside a spring gap runs when the gap ends, and one that autumn repeats
    runs once. A date that the zone skips (Samoa's 30 December 2011) has none.
    """
    if not days:
        raise ValueError("a schedule without days never runs")
    day = local_date(after, zone) - _DAY  # 25:00 of yesterday may be still to come
    while True:
        if day.weekday() in days and local_date(day_start(day, zone), zone) == day:
            wall = datetime.combine(day, time.min) + timedelta(minutes=at.minutes)
            moment, shift = _first_moment(wall, zone)
            if moment > after:
                yield Occurrence(moment, day, shift)
        day += _DAY


def timeliness(due: datetime, zone: ZoneInfo, now: datetime) -> Timeliness:
    """Whether a run that was due at `due` is still sent at `now`, which is not earlier.

    Downtime is made up within six hours and on the same local date. A run that only waited its turn is on
    time even when midnight passes meanwhile.
    """
    waited = now - due
    if waited <= ON_TIME_WITHIN:
        return Timeliness.ON_TIME
    if waited <= CATCH_UP_WITHIN and local_date(now, zone) == local_date(due, zone):
        return Timeliness.LATE
    return Timeliness.MISSED


def _first_moment(wall: datetime, zone: ZoneInfo) -> tuple[datetime, ClockChange]:
    """The first moment when clocks in `zone` show `wall` or later."""
    before = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)  # by the offset before a change near `wall`
    after = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)  # by the offset after it
    if before == after:
        return before, ClockChange.NONE
    if before < after:
        return before, ClockChange.REPEATED
    # A gap. The change lies between the two readings; zoneinfo does not tell where, so look for it.
    seconds = bisect_left(
        range((before - after) // _SECOND),
        wall,
        key=lambda s: (after + s * _SECOND).astimezone(zone).replace(tzinfo=None),
    )
    return after + seconds * _SECOND, ClockChange.GAP
