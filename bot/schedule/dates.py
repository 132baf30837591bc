"""Parse dates as people type them, with or without a year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from bot.cues import any_of, load
from bot.errors import UserError
from bot.schedule.parsing import MAX_CHARACTERS, fold_numbers
from bot.words import shorten

_LEAP = 8
"""Years within which each day of the calendar comes, 29 February too."""
_HYPHENS = str.maketrans(dict.fromkeys("ー−‐–", "-"))
"""What a Japanese keyboard writes between figures, or a word processor makes of it."""


@dataclass(frozen=True, slots=True)
class TypedDate:
    """A date as it was typed; what was left out is None. `numbers`: as in 12/28, which may also be meant the
    other way round."""

    year: int | None
    month: int | None
    day: int
    numbers: bool = False

    def first_from(self, earliest: date) -> date:
        """Return the first such date on or after `earliest`. Raises ValueError if there is none."""
        years = range(earliest.year, earliest.year + _LEAP + 1)
        return min(found for found in self._in(years) if found >= earliest)

    def last_until(self, latest: date) -> date:
        """Return the last such date up to `latest`. Raises ValueError if there is none."""
        years = range(latest.year - _LEAP, latest.year + 1)
        return max(found for found in self._in(years) if found <= latest)

    def nearest(self, today: date) -> date:
        """Return the such date nearest to `today`. Raises ValueError if there is none."""
        years = range(today.year - _LEAP, today.year + _LEAP + 1)
        return min(self._in(years), key=lambda found: abs(found - today))

    def turned(self) -> TypedDate:
        """Return a date in numbers the other way round, any other as it is."""
        return replace(self, month=self.day, day=self.month or 0) if self.numbers else self

    def _in(self, years: Iterable[int]) -> Iterator[date]:
        for year in years if self.year is None else [self.year]:
            try:
                yield date(year, self.month or 0, self.day)
            except ValueError:  # 29 February
                continue


def parse_date(text: str, today: date) -> date:
    """Return the date that was typed: 2026-12-31, 2026年12月31日, 31 Dec 2026, 12/31/2026; of 12/31 or 31 Dec
    the first one from `today` on. 12/31 is month and day unless it can only be read the other way round.

    Raises UserError("due-unreadable", text=…) for anything else.
    """
    unreadable = UserError("due-unreadable", text=shorten(text))
    if len(text) > MAX_CHARACTERS:
        raise unreadable
    match = date_pattern().fullmatch(fold_numbers(text.translate(_HYPHENS)))
    if match is None:
        raise unreadable
    typed = typed_date(match)
    if (typed.month or 0) > 12:
        typed = typed.turned()
    try:
        return typed.first_from(date.min if typed.year else today)
    except ValueError as error:
        raise unreadable from error


def typed_date(match: re.Match[str]) -> TypedDate:
    """Return the date that a match of `date_pattern` stands for."""
    if match["year"]:
        return TypedDate(int(match["year"]), int(match["month"]), int(match["day"]))
    if match["first"]:
        late = match["late_year"]
        return TypedDate(int(late) if late else None, int(match["first"]), int(match["second"]), numbers=True)
    if match["month_ja"]:
        return TypedDate(None, int(match["month_ja"]), int(match["day_ja"]))
    for name in ("before", "after"):
        if match[f"name_{name}"]:
            year = match[f"year_{name}"]
            month = _months()[match[f"name_{name}"]]
            return TypedDate(int(year) if year else None, month, int(match[f"day_{name}"]))
    return TypedDate(None, None, int(match["alone"]))


@cache
def date_pattern() -> re.Pattern[str]:
    """Return the pattern for a date, or a day alone, in text that `fold_numbers` made. A day of the week may
    stand before or behind it, and is not looked at."""
    name, ordinal = any_of(_months()), "(?:st|nd|rd|th)?"
    weekday = any_of(word for words in load("times")["days"].values() for word in words)
    return re.compile(
        rf"(?:(?:{weekday}),? )?(?:"
        r"(?P<year>[0-9]{4})(?:[-/.]|年 ?)(?P<month>[0-9]{1,2})(?:[-/.]|月 ?)(?P<day>[0-9]{1,2})日?"
        r"|(?P<first>[0-9]{1,2})[/.](?P<second>[0-9]{1,2})(?:[/.](?P<late_year>[0-9]{4}))?"
        r"|(?P<month_ja>[0-9]{1,2})月 ?(?P<day_ja>[0-9]{1,2})日?"
        rf"|(?P<day_before>[0-9]{{1,2}}){ordinal} ?(?:of )?(?P<name_before>{name})\.?"
        r"(?:,? (?P<year_before>[0-9]{4}))?"
        rf"|(?P<name_after>{name})\.? ?(?P<day_after>[0-9]{{1,2}}){ordinal}(?:,? (?P<year_after>[0-9]{{4}}))?"
        rf"|(?P<alone>[0-9]{{1,2}})(?:日|{ordinal})"
        rf")(?![0-9a-z])(?: ?\((?:{weekday})\))?"
    )


@cache
def _months() -> dict[str, int]:
    return {word: int(number) for number, words in load("times")["months"].items() for word in words}
