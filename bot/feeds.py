"""Which entries of a feed are new, which of those somebody gets, and when the feed is asked again. Pure."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from bot.limits import MAX_FEED_ENTRIES
from bot.model.feeds import FeedEntry
from bot.words import fold

FIRST = 3
"""Entries that a subscription begins with."""
A_DAY = 10
"""Entries that a subscription gets in 24 hours."""
SOONEST = timedelta(hours=1)
QUIET = timedelta(hours=6)
"""The longest wait for a feed that works and has nothing new."""
LONGEST = timedelta(days=1)
LONGEST_ASKED = timedelta(days=7)
"""The longest wait that a site may ask for."""
TOLD_AFTER = timedelta(days=3)
"""How long a feed fails before editors are told."""

_AHEAD = timedelta(days=1)
"""How far ahead a date may be: where a feed says no zone, it may be in another one."""
_COUNTED = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid")
"""How parameters of an address begin that count readers and lead nowhere else."""
_BYTES = "surrogateescape"
_BETWEEN = re.compile(r"[\s,、]+")
"""What stands between the words of a filter."""


def page_key(url: str) -> str:
    """Return what tells pages apart, however their addresses are written: with http or https, www or none, a
    slash at the end, parameters that count readers. What is percent-encoded may be in any encoding."""
    try:
        parts = urlsplit(url)
        pairs = parse_qsl(parts.query, keep_blank_values=True, errors=_BYTES)
    except ValueError:
        return url
    kept = [(name, value) for name, value in pairs if not name.lower().startswith(_COUNTED)]
    query, host = urlencode(kept, errors=_BYTES), (parts.hostname or "").removeprefix("www.")
    path = quote(unquote(parts.path, errors=_BYTES), errors=_BYTES).rstrip("/")
    return f"{host}{path}{'?' if query else ''}{query}"


def of_front(url: str, found: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the feeds (addresses and names) of which the page that names them is the front: on a site's
    front page all, elsewhere those below its own address. Articles name the feeds of their site, too."""
    front = page_key(url)
    if "?" in front:  # many sites tell one article from another by that
        return ()
    is_site, below = "/" not in front, (f"{front}/", f"{front}?")
    return tuple(feed for feed in found if is_site or page_key(feed[0]).startswith(below))


def newest_first(entries: Iterable[FeedEntry], now: datetime) -> list[FeedEntry]:
    """Return the newest entries, at most `MAX_FEED_ENTRIES`, in order.

    Dates tell it where every entry has one that can be true. Otherwise the order of the feed does, in which
    the newest usually stands first.
    """
    found = list(entries)
    latest = (now + _AHEAD).timestamp()
    dates = [entry.published for entry in found]
    if all(date is not None and date <= latest for date in dates):
        found.sort(key=lambda entry: -(entry.published or 0))
    return found[:MAX_FEED_ENTRIES]


def marks(entries: Sequence[FeedEntry]) -> list[frozenset[bytes]]:
    """Return by what each entry of a feed is recognized: its page, and its GUID where no entry with another
    page has the same. Dates and titles are edited, and say nothing."""
    pages = defaultdict(set)
    for entry in entries:
        pages[entry.guid].add(page_key(entry.url))
    found = []
    for entry in entries:
        own = {_mark("page", page_key(entry.url))}
        if entry.guid is not None and len(pages[entry.guid]) == 1:
            own.add(_mark("guid", entry.guid))
        found.append(frozenset(own))
    return found


def unseen(entries: Sequence[FeedEntry], seen: Set[bytes]) -> list[FeedEntry]:
    """Return the entries of which no mark was seen before, and each page once."""
    known, new = set(seen), []
    for entry, own in zip(entries, marks(entries), strict=True):
        if not own & known:
            new.append(entry)
        known |= own
    return new


def passes(title: str, words: str) -> bool:
    """Return whether a title has one of some words, if there are any, and none of those after a minus.

    Case and width of characters make no difference, nor do the ends of words: Japanese has none.
    """
    shown, given = fold(title), _BETWEEN.split(fold(words))
    wanted = [word for word in given if word and not word.startswith("-")]
    unwanted = [word[1:] for word in given if len(word) > 1 and word.startswith("-")]
    if any(word in shown for word in unwanted):
        return False
    return not wanted or any(word in shown for word in wanted)


def chosen(new: Iterable[FeedEntry], words: str, room: int) -> list[FeedEntry]:
    """Return which of some new entries, newest first, a subscription gets: `room` of those that pass."""
    return [entry for entry in new if passes(entry.title, words)][: max(room, 0)]


def wait_after_success(waited: timedelta, *, news: bool, asked: timedelta | None = None) -> timedelta:
    """Return how long a feed is left alone that could be read: the soonest again after news, otherwise half
    as long again as before; `asked` is what the site wants."""
    return _as_asked(SOONEST if news else min(max(waited, SOONEST) * 3 / 2, QUIET), asked)


def wait_after_failure(waited: timedelta, asked: timedelta | None = None) -> timedelta:
    """Return how long a feed is left alone that couldn't be read: twice as long as before, up to a day."""
    return _as_asked(min(max(waited, SOONEST) * 2, LONGEST), asked)


def _as_asked(wait: timedelta, asked: timedelta | None) -> timedelta:
    return max(wait, min(asked, LONGEST_ASKED)) if asked is not None else wait


def _mark(kind: str, text: str) -> bytes:
    data = text.encode("utf-8", "replace")
    return hashlib.blake2b(data, digest_size=12, person=kind.encode()).digest()
