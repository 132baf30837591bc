"""Compute calendar weeks in a time zone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.schedule.occurrences import day_start, local_date

_WEEK = timedelta(weeks=1)


def last_weeks(now: datetime, zone: ZoneInfo, count: int) -> list[tuple[date, datetime]]:
    """Return the Monday and the first moment of the last `count` weeks in `zone`, the current week last.

    Each week ends when the next one starts; with a clock change it is longer or shorter than 168 hours. Weeks
    start on Monday in any language, so that everybody on a server sees the same numbers.
    """
    today = local_date(now, zone)
    this = today - timedelta(days=today.weekday())
    mondays = [this - number * _WEEK for number in range(count - 1, -1, -1)]
    return [(monday, day_start(monday, zone)) for monday in mondays]
