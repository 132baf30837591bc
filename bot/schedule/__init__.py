"""Compute when posts are due, from wall-clock times and time zones.

Moments are aware datetimes in UTC, and the current time is always an argument. Time zones are read from the
pinned `tzdata` package, and the words people type from `data/cues`.
"""

from bot.model import EVERY_DAY
from bot.schedule.dates import parse_date
from bot.schedule.days import parse_days
from bot.schedule.occurrences import (
    CATCH_UP_WITHIN,
    ClockChange,
    Occurrence,
    Timeliness,
    TimeOfDay,
    day_start,
    has_clock_change,
    local_date,
    occurrences,
    timeliness,
)
from bot.schedule.parsing import parse_time
from bot.schedule.pauses import parse_pauses
from bot.schedule.weeks import last_weeks
from bot.schedule.zones import stored_zone, zone, zones

__all__ = [
    "CATCH_UP_WITHIN",
    "EVERY_DAY",
    "ClockChange",
    "Occurrence",
    "TimeOfDay",
    "Timeliness",
    "day_start",
    "has_clock_change",
    "last_weeks",
    "local_date",
    "occurrences",
    "parse_date",
    "parse_days",
    "parse_pauses",
    "parse_time",
    "stored_zone",
    "timeliness",
    "zone",
    "zones",
]
