"""Parse pauses, from one date to another, as people type them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache

from bot.cues import any_of, load
from bot.errors import UserError
from bot.model import MAX_PAUSE, Pause
from bot.schedule.dates import TypedDate, date_pattern, typed_date
from bot.schedule.parsing import MAX_CHARACTERS, fold_numbers, matches
from bot.words import shorten

MAX_PAUSES = 10
"""Of one schedule."""


def parse_pauses(text: str, today: date) -> tuple[Pause, ...]:
    """Return the pauses that were typed, the earliest first: 12/28–1/3, 28 Dec to 3 Jan, 8月13日〜16日,
    2/11と2/23, until 5 May (from `today` on), none.

    A date without a year is the next one that ends a pause which isn't over. 12/28 is 28 December unless a
    date of the text can only be read the other way round. Raises UserError: "pause-unreadable",
    "pause-endless" where the last day is missing, "pause-past", "pause-far" for what doesn't end within a
    year, and "pauses-full".
    """
    unreadable = UserError("pause-unreadable", text=shorten(text))
    if len(text) > MAX_CHARACTERS:
        raise unreadable
    typed = fold_numbers(text)
    if typed in load("times")["pauses"]["none"]:
        return ()
    pairs = _pairs(typed, text)
    turned = any(one.numbers and (one.month or 0) > 12 for pair in pairs for one in pair if one)
    try:
        found = {
            _pause(start and start.turned(), end.turned(), today) if turned else _pause(start, end, today)
            for start, end in pairs
        }
    except ValueError as error:
        raise unreadable from error
    if not found:
        raise unreadable
    if len(found) > MAX_PAUSES:
        raise UserError("pauses-full", limit=MAX_PAUSES)
    return tuple(sorted(found))


def _pairs(typed: str, text: str) -> list[tuple[TypedDate | None, TypedDate]]:
    """Return first and last day of each pause; no first day is today."""
    unreadable = UserError("pause-unreadable", text=shorten(text))
    pairs: list[tuple[TypedDate | None, TypedDate]] = []
    start: TypedDate | None = None
    ranged = opened = complete = False
    for match in matches(typed, _pattern(), unreadable):
        if match["range"]:
            if ranged or complete:
                raise unreadable
            ranged = True
        elif match["from"]:
            opened = True
        elif match["until"] or match["between"]:
            if ranged or (opened and start):
                raise UserError("pause-endless")
            if start is not None:
                pairs.append((None if match["until"] else start, start))
            start, complete = None, bool(match["until"])
        elif match["space"] is None:
            if ranged:
                pairs.append((start, typed_date(match)))
                start, ranged, opened, complete = None, False, False, True
            elif start is None and not complete:
                start = typed_date(match)
            else:
                raise unreadable
    if ranged or opened:
        raise UserError("pause-endless")
    return pairs if start is None else [*pairs, (start, start)]


def _pause(start: TypedDate | None, end: TypedDate, today: date) -> Pause:
    """Return the pause that was typed. Raises ValueError for dates that don't exist or stand in no order."""
    if start is not None and None in (start.month, end.month):  # 28 to 31 December, 8月13日〜16日
        if start.day > end.day:
            raise ValueError("a month ends before it begins")
        start = replace(start, month=start.month or end.month)
        end = replace(end, month=start.month, year=end.year or start.year)
    if end.year is not None:
        last = end.nearest(today)
    else:
        last = end.first_from(start.nearest(today) if start and start.year else today)
    if start is None:
        first = min(today, last)
    else:
        first = start.nearest(today) if start.year else start.last_until(last)
    if last < today:
        raise UserError("pause-past")
    if last - today > MAX_PAUSE or last - first > MAX_PAUSE:
        raise UserError("pause-far")
    return Pause(first, last)


@cache
def _pattern() -> re.Pattern[str]:
    words, joins = load("times")["pauses"], load("times")["joins"]
    return re.compile(
        f"{date_pattern().pattern}|(?P<until>{any_of(words['until'])})"
        f"|(?P<range>{any_of([*joins['range'], *words['range']])})"
        f"|(?P<between>{any_of(words['between'])})|(?P<from>{any_of(words['from'])})|(?P<space> )"
    )
