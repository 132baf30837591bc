"""What is stored about a person, and how it is deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.library.votes import Votes
from bot.model import Stored
from bot.store import privacy, refusals
from bot.store.database import Database


class PersonalData:
    """Shows and deletes what is stored about one person, in every guild at once."""

    def __init__(self, database: Database, clock: Callable[[], datetime], votes: Votes) -> None:
        self._db = database
        self._clock = clock
        self._votes = votes

    async def stored(self, user_id: int, guild_id: int) -> Stored:
        """Return all that is stored about a person, votes that wait to be stored included; words of articles
        only where the guild `guild_id`, in which it is asked for, is shown them now."""
        await self._db.drain()
        return await self._db.read(privacy.stored, user_id, self._votes.voter(user_id), guild_id)

    async def forget(self, user_id: int) -> bool:
        """Delete the person's votes, those that wait included, forecasts, places and the like, and take their
        id out of what they made, which stays; return False where nothing was stored. Safe to repeat.

        Raises what `Database.write` raises: then nothing was deleted.
        """
        found = await self._db.write(privacy.forget, user_id, self._votes.voter(user_id))
        if found:
            await self._db.checkpoint_wal()
        return found

    async def refuses_cards(self, user_id: int) -> bool:
        """Return whether nobody may make cards of the person's messages, in whatever guild."""
        return await self._db.read(refusals.since, self._votes.voter(user_id)) is not None

    async def refuse_cards(self, user_id: int) -> None:
        """Store that nobody may make cards of the person's messages. Safe to repeat."""
        await self._db.write(refusals.put, self._votes.voter(user_id), self._clock())

    async def allow_cards(self, user_id: int) -> None:
        """Store nothing of that any more. Safe to repeat."""
        await self._db.write(refusals.delete, self._votes.voter(user_id))
