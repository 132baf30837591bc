"""When in a recording something was said, and the address of a recording from then on (pure)."""

from __future__ import annotations

import re
from itertools import pairwise
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_TIME = r"(?:(?P<hours{0}>\d{{1,3}}):)?(?P<minutes{0}>[0-5]?\d):(?P<seconds{0}>[0-5]\d)(?:[.,]\d{{1,3}})?"
_TIMING = re.compile(
    rf"(?:(?P<open>[\[(（])?{_TIME.format('')}(?(open)[\])）]|(?=[ \t\u3000]))"  # [00:05] Name: …
    rf"|[^\n]{{1,60}}?[ \t\u3000:：*_>]?[\[(（]{_TIME.format('_2')}[\])）])"  # Name (00:05): …
)
_MEDIA = re.compile(r"\.(?:mp4|m4v|webm|ogv|mov|mp3|m4a|ogg|oga|opus|wav|flac)$", re.IGNORECASE)
_SITES = {
    "youtube.com": (re.compile(r"/(?:watch|live/[\w-]+)/?"), "t"),
    "youtu.be": (re.compile(r"/[\w-]+/?"), "t"),
    "vimeo.com": (re.compile(r"/(?:[a-z]+/[\w-]+/)?\d+(?:/\w+)?/?"), "#t"),
    "nicovideo.jp": (re.compile(r"/watch/[a-z]{2}\d+/?"), "from"),
    "dailymotion.com": (re.compile(r"/video/\w+/?"), "start"),
    "twitch.tv": (re.compile(r"/videos/\d+/?"), "t"),
}
"""Hosts whose pages of recordings take a second, the paths of those pages, and the parameter (#: in the
fragment)."""
_WITH_UNIT = {"twitch.tv", "vimeo.com"}


def timings(text: str) -> list[tuple[int, int]]:
    """Return from which offsets of a text on something was said at which second of a recording, in order.

    Times count that stand at the beginning of a line, or in brackets behind the name there. There are none
    unless there are two at least, each later than the one before or at the same second: other times in a
    text are no recording's.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for line in text.splitlines(keepends=True):
        if timing := _TIMING.match(line[:100]):
            part = timing.groupdict()
            hours, minutes, seconds = (
                int(part[name] or part[f"{name}_2"] or 0) for name in ("hours", "minutes", "seconds")
            )
            found.append((start, 3600 * hours + 60 * minutes + seconds))
        start += len(line)
    ascending = all(one[1] <= other[1] for one, other in pairwise(found))
    return found if len(found) > 1 and ascending else []


def at_second(url: str, second: int) -> str | None:
    """Return the address of a recording from a second on; None where it takes none, as far as is known."""
    parts = urlsplit(url)
    host = re.sub(r"^(?:www|m|player)\.", "", parts.hostname or "")
    pattern, name = _SITES.get(host, (None, ""))
    if pattern and pattern.fullmatch(parts.path):
        value = f"{second}s" if host in _WITH_UNIT else str(second)
        if name.startswith("#"):
            return urlunsplit(parts._replace(fragment=f"{name[1:]}={value}"))
        kept = [
            one for one in parse_qsl(parts.query, keep_blank_values=True) if one[0] not in (name, "start")
        ]
        return urlunsplit(parts._replace(query=urlencode([*kept, (name, value)]), fragment=""))
    if _MEDIA.search(parts.path):  # https://www.w3.org/TR/media-frags/
        return urlunsplit(parts._replace(fragment=f"t={second}"))
    return None
