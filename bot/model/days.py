"""The days on which a schedule posts, and its pauses from one date to another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

LAST_DAY = 32
"""Stands for the last day of a month, in `MonthDays`."""
MAX_INTERVAL = 365
"""The most days from one post to the next."""
MAX_PAUSE = timedelta(days=364)
"""No pause is longer: a schedule always has a next run that is soon found, and dates need no year."""

_DAY = timedelta(days=1)
_CODE = re.compile(r"(?P<weekdays>\d{1,3})|(?P<count>\d{1,3})d(?P<anchor>\d{8})?|m(?P<month>[0-9a-f]{1,8})")


@dataclass(frozen=True, slots=True)
class Weekdays:
    """Days of the week, 0 for Monday."""

    weekdays: frozenset[int]

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= set(range(7)):
            raise ValueError("no days of the week")

    def __contains__(self, day: date) -> bool:
        return day.weekday() in self.weekdays

    @property
    def code(self) -> str:
        """Return what `days_from` makes them again of: letters and digits, at most 12."""
        return str(sum(1 << day for day in self.weekdays))

    def turn(self, day: date) -> int:
        """Return the number of a day, for what takes turns."""
        return day.toordinal()


@dataclass(frozen=True, slots=True)
class EveryDays:
    """Every so many days from a date on. Without one it is not settled yet from where they are counted."""

    count: int
    anchor: date | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.count <= MAX_INTERVAL:
            raise ValueError("no number of days")

    def __contains__(self, day: date) -> bool:
        if self.anchor is None:
            raise ValueError("days that are counted from no date")
        return day >= self.anchor and (day - self.anchor).days % self.count == 0

    @property
    def code(self) -> str:
        """Return what `days_from` makes them again of, as of `Weekdays`."""
        return f"{self.count}d" + (f"{self.anchor:%Y%m%d}" if self.anchor else "")

    def turn(self, day: date) -> int:
        """Return the number of a day: each has the next one after that of the day before it."""
        return day.toordinal() // self.count


@dataclass(frozen=True, slots=True)
class MonthDays:
    """Days of each month, 1 to 31 or `LAST_DAY`. A month without such a day is left out: no 31st in June."""

    days: frozenset[int]

    def __post_init__(self) -> None:
        if not self.days or not self.days <= set(range(1, LAST_DAY + 1)):
            raise ValueError("no days of a month")

    def __contains__(self, day: date) -> bool:
        return day.day in self.days or (LAST_DAY in self.days and (day + _DAY).day == 1)

    @property
    def code(self) -> str:
        """Return what `days_from` makes them again of, as of `Weekdays`."""
        return f"m{sum(1 << day - 1 for day in self.days):x}"

    def turn(self, day: date) -> int:
        """Return the number of a day, as of `EveryDays`; a day that a month doesn't have counts, too."""
        before = sum(earlier < day.day for earlier in self.days)
        return (day.year * 12 + day.month) * len(self.days) + before


Days: TypeAlias = Weekdays | EveryDays | MonthDays
EVERY_DAY = Weekdays(frozenset(range(7)))


def days_from(code: str) -> Days:
    """Return the days that have that `code`. Raises ValueError for a text that is no code."""
    found = _CODE.fullmatch(code)
    if found is None:
        raise ValueError("no code of days")
    if found["weekdays"]:
        return Weekdays(_bits(int(found["weekdays"])))
    if found["count"]:
        return EveryDays(
            int(found["count"]), date.fromisoformat(found["anchor"]) if found["anchor"] else None
        )
    return MonthDays(frozenset(day + 1 for day in _bits(int(found["month"], 16))))


@dataclass(frozen=True, slots=True, order=True)
class Pause:
    """Local dates on which a schedule doesn't post: from `start` to `end`, both of them included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if not self.start <= self.end <= self.start + MAX_PAUSE:
            raise ValueError("no pause")

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


def _bits(number: int) -> frozenset[int]:
    return frozenset(bit for bit in range(number.bit_length()) if number >> bit & 1)
