"""Zones read straight from their TZif files by RFC 9636, with integers only: a second opinion on zoneinfo."""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from importlib import resources
from itertools import pairwise

EPOCH = date(1970, 1, 1)
LAST_YEAR = 2040
FOREVER = 1 << 40
_NAME = r"(?:[A-Za-z]+|<[^>]+>)"
_RULE = r"(M\d+\.\d+\.\d+)(?:/([-+]?[\d:]+))?"
_FOOTER = re.compile(rf"{_NAME}([-+]?[\d:]+)(?:{_NAME}([-+]?[\d:]+)?,{_RULE},{_RULE})?")

Piece = tuple[int, int, int]
"""From and until (Unix seconds) the seconds that clocks are ahead of UTC."""


def names() -> list[str]:
    """Every zone that has a file, but for the one that stands for "not set"."""
    with resources.as_file(resources.files("tzdata").joinpath("zoneinfo")) as folder:
        files = [file for file in folder.rglob("*") if file.is_file() and file.read_bytes()[:4] == b"TZif"]
        return sorted({file.relative_to(folder).as_posix() for file in files} - {"Factory"})


def content(name: str) -> bytes:
    return resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes()


def pieces(data: bytes) -> list[Piece]:
    """The offsets of a zone, one after the other, up to 2040."""
    second = data.index(b"TZif", 4)
    _, _, _, times, types, _ = struct.unpack(">6l", data[second + 20 : second + 44])
    at = second + 44
    moments = struct.unpack(f">{times}q", data[at : at + 8 * times])
    kinds = data[at + 8 * times : at + 9 * times]
    at += 9 * times
    offsets = [struct.unpack(">lbb", data[at + 6 * n : at + 6 * n + 6])[0] for n in range(types)]
    changes = [(-FOREVER, offsets[0]), *((m, offsets[k]) for m, k in zip(moments, kinds, strict=True))]
    last = changes[-1][0]
    changes += [
        change for change in _changes_of_the_rule(data.rstrip().rpartition(b"\n")[2]) if change[0] > last
    ]
    joined = [changes[0]]
    for change in changes[1:]:  # a change of the abbreviation alone is none of the clock
        if change[1] != joined[-1][1]:
            joined.append(change)
    return [(a, b, offset) for (a, offset), (b, _) in pairwise([*joined, (FOREVER, 0)])]


def first_moment(wall: int, zone: list[Piece]) -> int:
    """The first moment whose wall clock reads `wall` or later; the wall clock in seconds like Unix time."""
    start = max(bisect_right(zone, (wall - 3 * 86400, FOREVER, 0)) - 1, 0)
    return next(max(a, wall - offset) for a, b, offset in zone[start:] if max(a, wall - offset) < b)


def times_shown(wall: int, zone: list[Piece]) -> int:
    """How often the clock reads `wall`."""
    return sum(a <= wall - offset < b for a, b, offset in zone)


def dates(first: date, last: date, zone: list[Piece]) -> Iterator[date]:
    """The dates that clocks show, in order."""
    day = first
    while day <= last:
        midnight = (day - EPOCH).days * 86400
        if any(max(a, midnight - offset) < min(b, midnight + 86400 - offset) for a, b, offset in zone):
            yield day
        day += timedelta(days=1)


def _changes_of_the_rule(footer: bytes) -> list[tuple[int, int]]:
    match = _FOOTER.fullmatch(footer.decode())
    assert match, footer
    standard = -_seconds(match[1])
    if match[3] is None:
        return []
    summer = -_seconds(match[2]) if match[2] else standard + 3600
    changes = []
    for year in range(1970, LAST_YEAR + 1):
        begins = _day_of_the_rule(year, match[3]) + _seconds(match[4] or "2") - standard
        ends = _day_of_the_rule(year, match[5]) + _seconds(match[6] or "2") - summer
        changes += [(begins, summer), (ends, standard)]
    return sorted(changes)


def _day_of_the_rule(year: int, rule: str) -> int:
    month, week, weekday = map(int, rule[1:].split("."))
    days = [date(year, month, 1) + timedelta(days=n) for n in range(31)]
    fitting = [d for d in days if d.month == month and d.isoweekday() % 7 == weekday]
    return (fitting[min(week, len(fitting)) - 1] - EPOCH).days * 86400


def _seconds(text: str) -> int:
    sign = -1 if text.startswith("-") else 1
    hours, minutes, seconds, *_ = (*map(int, text.lstrip("+-").split(":")), 0, 0)
    return sign * (hours * 3600 + minutes * 60 + seconds)
