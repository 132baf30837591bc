"""How far people have read, and where that is when an article got another text."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from functools import cache

from bot.errors import UserError
from bot.library.selection import PATIENCE
from bot.library.visibility import editions
from bot.library.votes import Votes
from bot.model import Article, Language, PartSize, Place
from bot.store import articles, places
from bot.store.database import Database

_WORDS = 32
"""Characters by which a place is found again."""
_STEP, _STEPS = 16, 40
"""How far apart are the places that are looked for where a place is gone, and how many on each side."""

log = logging.getLogger(__name__)


class Places:
    """Keeps the place of each person in each article of a guild: theirs alone, as votes are."""

    def __init__(self, database: Database, clock: Callable[[], datetime], votes: Votes) -> None:
        self._db = database
        self._clock = clock
        self._reader = votes.voter

    async def of(self, guild_id: int, user_id: int, article_id: int) -> Place | None:
        """Return a person's place in an article."""
        return await places.get(self._db.reader, guild_id, self._reader(user_id), article_id)

    async def latest(self, guild_id: int, user_id: int) -> Place | None:
        """Return a person's place in the article that they read last, of those that the guild sees."""
        return await places.latest(self._db.reader, guild_id, self._reader(user_id))

    async def keep(self, guild_id: int, user_id: int, article_id: int, start: int, size: PartSize) -> None:
        """Store that a person was shown the part that begins at `start`.

        A full disk, or another process that writes for long, keeps nobody from reading.
        """
        place = Place(article_id, start, size, self._clock())
        try:
            async with asyncio.timeout(PATIENCE), self._db.transaction() as transaction:
                await places.put(transaction, guild_id, self._reader(user_id), place)
        except (UserError, TimeoutError) as error:
            log.warning("A place in article %d can't be stored: %r", article_id, error)

    async def unread(self, guild_id: int, user_id: int, language: Language) -> Article | None:
        """Return the newest article that a person has not begun, in `language` if there is such an
        edition."""
        begun = await places.begun(self._db.reader, guild_id, self._reader(user_id))
        visible = await articles.visible(self._db.reader, guild_id)
        works = {article.work for article in visible if article.work and article.id in begun}
        return next(
            (one for one in editions(visible, language) if one.id not in begun and one.work not in works),
            None,
        )


def moves(before: str, after: str) -> Callable[[int], int]:
    """Return what says where a place in the text `before` is in the text `after`: at the same words or, where
    they are gone, at the nearest ones that are not. Slow for a place whose words are gone."""
    same = _common(before, after)
    behind = min(_common(before[::-1], after[::-1]), len(before) - same, len(after) - same)
    changed, changed_to = len(before) - same - behind, len(after) - same - behind

    def expected(offset: int) -> int:
        return same + (offset - same) * changed_to // max(1, changed)

    @cache
    def moved(offset: int) -> int:
        if offset < same:
            return offset
        if offset >= len(before) - behind:
            return min(offset, len(before)) + len(after) - len(before)
        for distance in range(_STEPS):
            for at in (offset + distance * _STEP, offset - distance * _STEP):
                words = before[max(at, 0) : at + _WORDS]
                found = _nearest(after, words, expected(at)) if at >= 0 and len(words) == _WORDS else -1
                if found >= 0:
                    return _edge(before, after, offset, at, found)
        return expected(offset)

    return moved


def _edge(before: str, after: str, offset: int, at: int, found: int) -> int:
    """Return where what is the same at `at` of one text and at `found` of the other begins behind the offset,
    or ends before it; where the offset is, if it lies in it."""
    while at > offset and found and before[at - 1] == after[found - 1]:
        at, found = at - 1, found - 1
    while at < offset and found < len(after) and before[at] == after[found]:
        at, found = at + 1, found + 1
    return found


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
