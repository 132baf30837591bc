"""Work out until which date a prediction can come true, from the time it names and when that was said."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from bot.cues import any_of, load
from bot.model import Language
from bot.words import fold

_MAX_CHARACTERS = 80
_BESIDE = 30
"""Characters beside a time that may say it is vague."""
_DAY = timedelta(days=1)
_BEFORE_REIWA = 2018
_FISCAL_START = 4
"""The month in which a Japanese 年度 begins."""
_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")}
_TENS = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = re.compile("[〇一二三四五六七八九十百千]++")
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "week": 7}
_TABLE = re.compile("{([a-z_]+)}")


@dataclass(frozen=True, slots=True)
class Due:
    """The last date on which something can come true; `is_relative`: it counts from when that was said."""

    on: date
    is_relative: bool


def due(horizon: str, said_on: date, language: Language, text: str = "") -> Due | None:
    """Return until which date what a horizon names can come true (pure); None where its words are vague, or
    name what was over when they were said.

    `text` is the sentence around it: words beside the horizon can make it vague, or name the day. A range
    ends at its later end, a period with its last day; a year is a fiscal year only where it is called one.
    """
    grammar, words = _grammar(language), _folded(horizon, language)
    if not 0 < len(words) <= _MAX_CHARACTERS:
        return None
    places = [*_beside(words, _folded(text, language))]
    if any(grammar.is_vague(*beside) for beside in places):
        return None
    words += grammar.day(words, places[0][1]) if places else ""
    match = grammar.match(words)
    try:
        found = _Time(match, grammar, said_on).due() if match else None
    except (ValueError, OverflowError):  # no calendar has that date
        return None
    return found if found and found.on >= said_on else None


def is_retold(text: str, language: Language) -> bool:
    """Return whether a sentence says of its prediction that it was made at some other time (pure)."""
    return _grammar(language).is_retold(_folded(text, language))


def _folded(text: str, language: Language) -> str:
    folded = fold(text).replace("’", "'")
    if language is Language.EN:
        return folded
    bare = folded.replace(" ", "").replace("'", "").replace("四半期", "q")
    return _NUMERAL.sub(lambda match: _figures(match[0]), bare)


def _figures(numeral: str) -> str:
    """Return a Japanese numeral in figures."""
    if _TENS.keys().isdisjoint(numeral):
        return "".join(str(_DIGITS[digit]) for digit in numeral)
    total = digit = 0
    for character in numeral:
        if character in _TENS:
            total, digit = total + (digit or 1) * _TENS[character], 0
        else:
            digit = _DIGITS[character]
    return str(total + digit)


def _beside(words: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before and behind some words, wherever a text has them."""
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        yield text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE]
        start = text.find(words, end)


class _Grammar:
    """How a language words times, from `data/cues/horizons.toml`."""

    def __init__(self, language: Language) -> None:
        cues: Mapping[str, Any] = load("horizons")[language]
        tables = {name: words for name, words in cues.items() if isinstance(words, dict)}
        written = tables.pop("expressions")
        self.tables = {name: _by_word(table) for name, table in tables.items()}
        self.tables["months"] = _by_word(load("times")["months"])
        self.by, self.exclusive = _any(cues["by"]), _any(cues["before"])
        self.no_duration = _any(cues["no_duration"])
        self._vague_before, self._vague_behind = _any(cues["vague_before"]), _any(cues["vague_after"])
        self._month, self._day = (_any([self._filled(one) for one in cues[key]]) for key in ("month", "day"))
        self._retold = _any(cues["retold"])
        lead, tail = _any(cues["lead"]).pattern, _any(cues["tail"]).pattern
        # Any words: to name all of them in each pattern would take long to compile.
        part = "(?P<part>.{1,40}?)??"
        around = ("", part) if language is Language.JA else (part, "")
        times = [f"{around[0]}(?:{one}){around[1]}" for one in written["period"]] + written["duration"]
        self.patterns = [
            re.compile(f"(?P<lead>(?:{lead}){{0,3}})(?:{self._filled(one)})(?P<tail>(?:{tail}){{0,2}})")
            for one in times
        ]

    def match(self, words: str) -> re.Match[str] | None:
        """Return how words name a time; None where they don't, or are vague."""
        parts = {None, *self.tables["parts"], *self.tables["fiscal_parts"]}
        for pattern in self.patterns:
            match = pattern.fullmatch(words)
            if match and match.groupdict().get("part") in parts:
                return match
        return None

    def is_vague(self, before: str, behind: str) -> bool:
        """Return whether what stands beside a time makes it vague."""
        return bool(self._vague_before.search(before) or self._vague_behind.search(behind))

    def day(self, words: str, behind: str) -> str:
        """Return the day of the month that stands behind a time which ends in a month, or ""."""
        day = self._day.match(behind) if self._month.search(words) else None
        return day[0] if day else ""

    def is_retold(self, text: str) -> bool:
        """Return whether a sentence tells what was said at some other time."""
        return self._retold.search(text) is not None

    def _filled(self, expression: str) -> str:
        return _TABLE.sub(self._group, expression)

    def _group(self, table: re.Match[str]) -> str:
        return f"(?:{any_of(self.tables[table[1]]) or '(?!)'})"


@cache
def _grammar(language: Language) -> _Grammar:
    return _Grammar(language)


def _by_word(table: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {word: value for value, words in table.items() for word in words}


def _any(expressions: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(expressions) or "(?!)")


class _Time:
    """What the words of a time come to, said on a date."""

    def __init__(self, match: re.Match[str], grammar: _Grammar, said_on: date) -> None:
        self._words = match[0]
        self._found = {name: words for name, words in match.groupdict().items() if words is not None}
        self._grammar = grammar
        self._said_on = said_on

    def due(self) -> Due | None:
        """Return the last date, None where it is vague; raise ValueError or OverflowError for one that no
        calendar has."""
        on = self._counted() if "unit" in self._found else self._last(*self._period())
        absolute = {"year", "short", "reiwa", "decade", "century"} & self._found.keys()
        return Due(on, is_relative=not absolute) if on else None

    def _counted(self) -> date | None:
        """Return the end of a stretch of time that begins when it was said."""
        found = self._found
        if self._grammar.no_duration.search(self._words):
            return None
        counts = [self._amount(found[name]) for name in ("n", "m") if name in found]
        count = max(counts, default=1.0) + ("half" in found) / 2
        unit = self._value("units", found["unit"])
        whole = count * (_MONTHS.get(unit) or _DAYS[unit])
        if not whole.is_integer():
            return None
        return _later(self._said_on, int(whole)) if unit in _MONTHS else self._said_on + int(whole) * _DAY

    def _amount(self, words: str) -> float:
        return 0.5 if words == "半" else float(self._grammar.tables["numbers"].get(words, words))

    def _value(self, table: str, words: str) -> str:
        return self._grammar.tables[table][words]

    def _on(self, unit: str) -> int | None:
        """Return how many years (months, …) after that of when it was said; None where that isn't said."""
        words = self._found.get(f"{unit}_on")
        return None if words is None else int(self._value(f"{unit}_on", words))

    def _period(self) -> tuple[date, int]:
        """Return when the period begins and how many months it has; 0: a day, -1: a week."""
        said, found = self._said_on, self._found
        if (days := self._on("days")) is not None:
            return said + days * _DAY, 0
        if (weeks := self._on("weeks")) is not None:
            return said + (7 * weeks - said.weekday()) * _DAY, -1
        if "weekday" in found:
            ahead = int(self._value("weekdays", found["weekday"])) - said.weekday()
            return said + ((ahead - 1) % 7 + 1) * _DAY, 0
        if (months := self._on("months")) is not None:
            return _later(said.replace(day=1), months), 1
        if (quarters := self._on("quarters")) is not None:
            return _later(date(said.year, (said.month - 1) // 3 * 3 + 1, 1), 3 * quarters), 3
        if (centuries := self._on("centuries")) is not None:
            return date(((said.year - 1) // 100 + centuries) * 100 + 1, 1, 1), _MONTHS["century"]
        if "century" in found:
            return date((int(found["century"]) - 1) * 100 + 1, 1, 1), _MONTHS["century"]
        if (decades := self._on("decades")) is not None:
            return date((said.year // 10 + decades) * 10, 1, 1), _MONTHS["decade"]
        if "decade" in found:
            return date(int(found["decade"]), 1, 1), _MONTHS["decade"]
        if (fiscal := self._on("fiscals")) is not None:
            return date(said.year - (said.month < _FISCAL_START) + fiscal, _FISCAL_START, 1), _MONTHS["year"]
        return self._of_year(self._year())

    def _year(self) -> int | None:
        found = self._found
        if "year" in found:
            return int(found["year"])
        if "reiwa" in found:
            return _BEFORE_REIWA + (1 if found["reiwa"] == "元" else int(found["reiwa"]))
        if "short" in found:
            return self._said_on.year // 100 * 100 + int(found["short"])
        years = self._on("years")
        return None if years is None else self._said_on.year + years

    def _of_year(self, year: int | None) -> tuple[date, int]:
        """Return a day, a month or all of a year; without one, of the next year in which it isn't over."""
        said, found = self._said_on, self._found
        if "christmas" in found:
            month, day = 12, 25
        else:
            day = int(found.get("day", 0))
            named = found.get("month", "0")
            month = int(self._grammar.tables["months"].get(named, named))
        if not month and year is not None:
            return date(year, _FISCAL_START if "fiscal" in found else 1, 1), _MONTHS["year"]
        if year is None:
            year = said.year + ((month, day or 31) < (said.month, said.day))
        return date(year, month, day or 1), 0 if day else 1

    def _last(self, start: date, months: int) -> date | None:
        """Return the last date of the part of a period that the words name; None where that is vague."""
        found, parts = self._found, self._grammar.tables["parts"]
        fiscal = "fiscal" in found or "fiscals_on" in found
        if fiscal:
            parts = {**parts, **self._grammar.tables["fiscal_parts"]}
        part = parts.get(found["part"]) if "part" in found else "end"
        if "part" not in found and self._grammar.exclusive.search(found["lead"]):
            return start - _DAY
        if months <= 0:
            return None if "part" in found else start + (6 if months else 0) * _DAY
        return self._last_of_part(part, start, months)

    def _last_of_part(self, part: str | None, start: date, months: int) -> date | None:
        last = _later(start, months) - _DAY
        if part in ("end", "second_half"):
            return last
        if months % 2 and months > 1:
            return None
        middle = start.replace(day=15) if months == 1 else _later(start, months // 2) - _DAY
        by = self._grammar.by.search(self._found["lead"] + self._found["tail"])
        if part == "first_half":
            return middle
        if part == "middle" and by and months <= _MONTHS["year"]:
            return middle
        if part in ("first_ten", "second_ten", "third_ten") and months == 1:
            return {"first_ten": start.replace(day=10), "second_ten": start.replace(day=20)}.get(part, last)
        if part and part.isdecimal() and months == _MONTHS["year"]:
            return _later(start, 3 * int(part)) - _DAY
        return None


def _later(start: date, months: int) -> date:
    """Return the date so many months later; the last of its month where that is shorter."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > date.max.year:
        raise OverflowError
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
