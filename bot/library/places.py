"""How far people have read, and where that is when an article got another text."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from datetime import datetime
from functools import cache

from bot.errors import StorageBusyError, StorageDamagedError
from bot.library.selection import PATIENCE
from bot.library.visibility import editions, visible_article
from bot.library.votes import Votes
from bot.model import Article, Language, PartSize, Place
from bot.store import articles, places
from bot.store.database import Database, in_snapshot

_WORDS = 32
"""Characters by which a place is found again."""
_DISTANCES = (0, 16, 32, 64, 128, 256, 512, 1_024)
"""How far from a place, on each side, are the words that are looked for where its own are gone."""

log = logging.getLogger(__name__)


class Places:
    """Keeps the place of each person in each article of a guild: theirs alone, as votes are."""

    def __init__(self, database: Database, clock: Callable[[], datetime], votes: Votes) -> None:
        self._db = database
        self._clock = clock
        self._reader = votes.voter

    @in_snapshot
    def of(self, snapshot: sqlite3.Connection, guild_id: int, user_id: int, article_id: int) -> Place | None:
        """Return a person's place in an article."""
        return places.get(snapshot, guild_id, self._reader(user_id), article_id)

    @in_snapshot
    def latest(self, snapshot: sqlite3.Connection, guild_id: int, user_id: int) -> Place | None:
        """Return a person's place in the article that they read last, of those that the guild sees."""
        return places.latest(snapshot, guild_id, self._reader(user_id))

    async def keep(self, guild_id: int, user_id: int, article_id: int, start: int, size: PartSize) -> None:
        """Store that a person was shown the part that begins at `start`.

        A full disk, or another process that writes for long, keeps nobody from reading. Raises
        UserError("article-gone") where the guild can't see the article any more: its parts are in memory.
        """
        reader, place = self._reader(user_id), Place(article_id, start, size, self._clock())

        def put(transaction: sqlite3.Connection) -> None:
            visible_article(transaction, guild_id, article_id)
            places.put(transaction, guild_id, reader, place)

        try:
            async with asyncio.timeout(PATIENCE):
                await self._db.write(put)
        except (StorageBusyError, StorageDamagedError, TimeoutError) as error:
            log.warning("A place in article %d can't be stored: %r", article_id, error)

    @in_snapshot
    def unread(
        self, snapshot: sqlite3.Connection, guild_id: int, user_id: int, language: Language
    ) -> Article | None:
        """Return the newest article that a person has not begun, in `language` if there is that edition."""
        begun = places.begun(snapshot, guild_id, self._reader(user_id))
        visible = articles.visible(snapshot, guild_id)
        works = {article.work for article in visible if article.work and article.id in begun}
        return next(
            (one for one in editions(visible, language) if one.id not in begun and one.work not in works),
            None,
        )


def moves(before: str, after: str) -> Callable[[int], int]:
    """Return what says where a place in the text `before` is in the text `after`: behind the words before it,
    so that what is new there comes next, or else before the words behind it; where these are gone, at the
    nearest ones that are not. Slow for a place whose words are gone."""
    same = _common(before, after)
    behind = min(_common(before[::-1], after[::-1]), len(before) - same, len(after) - same)
    changed, changed_to = len(before) - same - behind, len(after) - same - behind

    def found(at: int) -> int:
        words = before[max(at, 0) : at + _WORDS]
        expected = same + (at - same) * changed_to // max(1, changed)
        return _nearest(after, words, max(0, expected)) if at >= 0 and len(words) == _WORDS else -1

    @cache
    def moved(offset: int) -> int:
        if offset <= same:
            return offset
        if offset > len(before) - behind:
            return min(offset, len(before)) + len(after) - len(before)
        ends, begins = -1, -1
        for distance in _DISTANCES:
            at = offset - distance - _WORDS
            if (place := found(at)) >= 0:
                at, ends = at + _WORDS, place + _WORDS
                while at < offset and ends < len(after) and before[at] == after[ends]:
                    at, ends = at + 1, ends + 1
                break
        for distance in _DISTANCES:
            at = offset + distance
            if (begins := found(at)) >= 0:
                while at > offset and begins and before[at - 1] == after[begins - 1]:
                    at, begins = at - 1, begins - 1
                break
        if ends < 0 and begins < 0:
            return same + (offset - same) * changed_to // max(1, changed)
        return ends if begins < 0 or 0 <= ends <= begins else begins

    return moved


def _nearest(text: str, words: str, place: int) -> int:
    """Return where `words` stand in `text` nearest to `place`; -1 where they don't."""
    left, right = text.rfind(words, 0, place + len(words)), text.find(words, place)
    if left < 0 or right < 0:
        return max(left, right)
    return left if place - left <= right - place else right


def _common(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
