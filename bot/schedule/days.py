"""Parse the days on which something recurs as people type them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from bot.cues import any_of, load
from bot.errors import UserError
from bot.model import EVERY_DAY, LAST_DAY, MAX_INTERVAL, MAX_PAUSE, Days, EveryDays, MonthDays, Weekdays
from bot.schedule.dates import date_pattern, typed_date
from bot.schedule.parsing import MAX_CHARACTERS, fold_numbers, matches
from bot.words import shorten

_WEEK = 7


def parse_days(text: str, today: date) -> Days:
    """Return the days that were typed.

    Days of the week: 平日, 月水金, 金〜月, Mon-Fri, sat and sun, 毎日. Every so many days: every 3 days,
    every other day, 3日ごと, 隔日, every other Monday, 12月5日から3日ごと; of dates without a year the one
    nearest to `today` is meant. Days of the month: 1st and 15th, last day of the month, 毎月1日と15日.

    Raises UserError("days-unreadable", text=…) for anything else; "days-mixed" for days of the week and of
    the month together, "days-ambiguous" for 3日おき, which is every 3 days to some people and every 4 to
    others, "days-interval" for too many days and "days-far" for a first date more than a year away.
    """
    if len(text) > MAX_CHARACTERS:
        raise UserError("days-unreadable", text=shorten(text))
    typed = fold_numbers(text)
    every = _every_pattern().fullmatch(typed)
    return _listed(typed, text) if every is None else _every(every, text, today)


def _every(match: re.Match[str], text: str, today: date) -> Days:
    named, number = match["named"], match["number"] or match["number_ja"]
    if match["other"]:
        count = 2 * _WEEK
    elif named:
        count = _named()[named]
    else:
        count = _numbers().get(number) or int(number.rstrip("stndrh"))
        unit = _WEEK if (match["unit"] or match["unit_ja"]) in load("times")["every"]["weeks"] else 1
        if match["gap"]:
            if count != 1:
                raise UserError(
                    "days-ambiguous", text=shorten(text), count=count * unit, more=(count + 1) * unit
                )
            count = 2  # 1日おき is every other day to everybody
        count *= unit
    if not 1 <= count <= MAX_INTERVAL:
        raise UserError("days-interval", limit=MAX_INTERVAL)
    first, weekday = match["first_date"] or match["first_date_ja"], match["weekday"]
    if weekday is not None:
        if first is not None or count % _WEEK:
            raise UserError("days-unreadable", text=shorten(text))
        (wanted,) = _days()[weekday]
        return EveryDays(count, today + timedelta(days=(wanted - today.weekday()) % _WEEK))
    if first is None:
        return EVERY_DAY if count == 1 else EveryDays(count)
    found = date_pattern().fullmatch(first)
    if found is None or count == 1:
        raise UserError("days-unreadable", text=shorten(text))
    try:
        anchor = typed_date(found).nearest(today)
    except ValueError as error:
        raise UserError("days-unreadable", text=shorten(text)) from error
    if abs(anchor - today) > MAX_PAUSE:
        raise UserError("days-far")
    return EveryDays(count, anchor)


def _listed(typed: str, text: str) -> Days:
    """Return days of the week or of the month, of which some are named, and all from one to another."""
    unreadable = UserError("days-unreadable", text=shorten(text))
    week: set[int] = set()
    month: set[int] = set()
    monthly = False
    single: tuple[bool, int] | None = None  # the day before, if it may begin a range: whether of the month
    start: tuple[bool, int] | None = None
    for match in matches(typed, _pattern(), unreadable):
        monthly = monthly or any(match[name] for name in ("month", "suffix", "last"))
        of_month = not match["days"]
        days = _days().get(match["days"] or "") or _of_month(match)
        if match["range"]:
            if single is None:
                raise unreadable
            start, single = single, None
        elif days:
            one = (of_month, min(days)) if len(days) == 1 else None
            if start is not None:
                if one is None or one[0] != start[0]:
                    raise unreadable
                days, start, one = _from_to(of_month, start[1], one[1]), None, None
            (month if of_month else week).update(days)
            single = one
    if start is not None or not (week or month):
        raise unreadable
    if week and (month or monthly):
        raise UserError("days-mixed")
    if week:
        return Weekdays(frozenset(week))
    if not monthly:  # 1, 15 may be anything
        raise unreadable
    return EVERY_DAY if month >= set(range(1, LAST_DAY)) else MonthDays(frozenset(month))


def _of_month(match: re.Match[str]) -> frozenset[int]:
    if match["last"]:
        return frozenset({LAST_DAY})
    return frozenset({int(match["number"])}) if match["number"] else frozenset()


def _from_to(of_month: bool, start: int, end: int) -> frozenset[int]:
    """Return all days from one to another, in a month up to its last one or across its end."""
    if not of_month:
        return frozenset((start + step) % _WEEK for step in range((end - start) % _WEEK + 1))
    if start <= end:
        return frozenset(range(start, min(end, LAST_DAY - 1) + 1))
    return frozenset({*range(start, LAST_DAY), *range(1, end + 1)})


@cache
def _days() -> dict[str, frozenset[int]]:
    return {
        word: frozenset(map(int, digits)) for digits, words in load("times")["days"].items() for word in words
    }


@cache
def _pattern() -> re.Pattern[str]:
    joins, month = load("times")["joins"], load("times")["month"]
    return re.compile(
        r"(?P<number>3[01]|[12][0-9]|0?[1-9])(?:(?P<suffix>(?:st|nd|rd|th)(?![a-z])| ?日)|(?![0-9a-z]))"
        f"|(?P<last>{any_of(month['last'])})|(?P<month>{any_of(month['each'])})"
        f"|(?P<days>{any_of(_days())})|(?P<range>{any_of(joins['range'])})"
        f"|{any_of([*joins['between'], *month['between']])}"
    )


@cache
def _numbers() -> dict[str, int]:
    return {word: int(count) for count, words in load("times")["every"]["numbers"].items() for word in words}


@cache
def _named() -> dict[str, int]:
    return {word: int(count) for count, words in load("times")["every"]["named"].items() for word in words}


@cache
def _every_pattern() -> re.Pattern[str]:
    cues = load("times")["every"]
    units = any_of([*cues["days"], *cues["weeks"]])
    weekday = any_of(word for word, days in _days().items() if len(days) == 1)
    return re.compile(
        rf"(?:(?P<first_date_ja>[^ ].{{0,30}}?) ?(?:{any_of(cues['from_ja'])}),? ?)?"
        rf"(?:(?P<named>{any_of(_named())})|(?P<other>{any_of(cues['other'])})(?= (?:{weekday}))"
        rf"|(?:{any_of(cues['before'])}) (?P<number>[0-9]{{1,3}}(?:st|nd|rd|th)?|{any_of(_numbers())})"
        rf" ?(?P<unit>{units})"
        rf"|(?P<number_ja>[0-9]{{1,3}}) ?(?P<unit_ja>{units}) ?"
        rf"(?:{any_of(cues['after'])}|(?P<gap>{any_of(cues['between'])})))"
        rf"(?:,? ?(?:(?:{any_of(cues['on'])}) ?)?(?P<weekday>{weekday}))?"
        rf"(?:,? (?:{any_of(cues['from'])}) (?P<first_date>.{{1,30}}))?"
    )
