"""Parse times of day as people type them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from bot.cues import any_of, load
from bot.errors import UserError
from bot.schedule.occurrences import TimeOfDay
from bot.words import fold, shorten

MAX_CHARACTERS = 200
"""Of what is read at all."""
_LAST_HOUR = 29  # Japanese notation for late at night: 25:00 is 1:00 of the next date
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_KANJI_NUMBER = re.compile(
    r"(?:[一二三四五]?十[一二三四五六七八九]?|[〇零一二三四五六七八九]{1,2})(?= ?[時分日月週回度])"
)


def parse_time(text: str) -> TimeOfDay:
    """Return the time that was typed: 8:00, ８時, 午前8時半, 八時, 8:30 pm, 0800, 正午, noon.

    Hours up to 29 are accepted: 25:00 is 1:00 of the next date. Raise UserError("time-ambiguous", text=…) for
    a twelve that means noon to some people and midnight to others (午前12時), and
    UserError("time-unreadable", text=…) for anything else that is not clearly a time.
    """
    unreadable = UserError("time-unreadable", text=shorten(text))
    if len(text) > MAX_CHARACTERS:
        raise unreadable
    typed = fold_numbers(text)
    match = _time_pattern().fullmatch(_named_times().get(typed, typed))
    if match is None or (match["before"] and match["after"]):
        raise unreadable
    hour = int(match["hour"])
    minute = 30 if match["half"] else int(match["minute"] or match["minutes"] or 0)
    day_part = _day_parts().get(match["before"] or match["after"])
    if day_part is None:
        if match["unit"] is None:
            raise unreadable  # a bare 8 may be morning or evening
    elif hour == 12:
        if "twelve" not in day_part:
            raise UserError("time-ambiguous", text=shorten(text))
        hour = day_part["twelve"]
    elif day_part["first"] <= hour <= day_part["last"]:
        hour += day_part["add"]
    elif (
        not day_part["first"] <= hour - day_part["add"] <= day_part["last"]
    ):  # 20:00 pm is redundant, not wrong
        raise unreadable
    if hour > _LAST_HOUR or minute > 59:
        raise unreadable
    return TimeOfDay(hour * 60 + minute)


def matches(typed: str, pattern: re.Pattern[str], unreadable: UserError) -> Iterator[re.Match[str]]:
    """Yield what a text consists of, as a pattern for each part finds it; raise `unreadable` at anything
    else."""
    position = 0
    while position < len(typed):
        match = pattern.match(typed, position)
        if match is None:
            raise unreadable
        position = match.end()
        yield match


def fold_numbers(text: str) -> str:
    """Return `text` as `fold` makes it, with digits for Japanese numbers before a unit: 8時 for 八時."""
    return _KANJI_NUMBER.sub(_kanji_to_digits, fold(text))


def _kanji_to_digits(number: re.Match[str]) -> str:
    tens, ten, ones = number[0].rpartition("十")
    return ((tens or "一") + (ones or "〇") if ten else ones).translate(_DIGITS)


@cache
def _named_times() -> dict[str, str]:
    return {word: clock for clock, words in load("times")["named"].items() for word in words}


@cache
def _day_parts() -> dict[str | None, dict[str, Any]]:
    """Return the part of the day for each of its words."""
    return {word: part for part in load("times")["part"] for word in part["words"]}


@cache
def _time_pattern() -> re.Pattern[str]:
    part = any_of(word for word in _day_parts() if word)
    return re.compile(
        rf"(?:(?P<before>{part}) ?)?"
        r"(?P<hour>[0-9]{1,2}?)"
        r"(?P<unit>[:.]?(?P<minute>[0-9]{2})| ?時 ?(?:(?P<minutes>[0-9]{1,2}) ?分|(?P<half>半))?)?"
        rf"(?: ?(?P<after>{part}))?"
    )
