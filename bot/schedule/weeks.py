"""Weeks as clocks in a zone show them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.schedule.occurrences import day_start, local_date

_WEEK = timedelta(weeks=1)


def last_weeks(now: datetime, zone: ZoneInfo, count: int) -> list[tuple[date, datetime]]:
    """The last `count` weeks, oldest first, this week last: the Monday of each, and the moment when it begins
    on clocks in `zone`. A week with a clock change is longer or shorter than 168 hours; each ends where the
    next begins.

    All weeks begin on Monday, whatever the language: two people who look at one server see the same numbers.
    """
    today = local_date(now, zone)
    this = today - timedelta(days=today.weekday())
    mondays = [this - number * _WEEK for number in range(count - 1, -1, -1)]
    return [(monday, day_start(monday, zone)) for monday in mondays]
