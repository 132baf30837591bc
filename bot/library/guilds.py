"""What the people who manage a guild chose, and what is forgotten when."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.model import Guild
from bot.store import articles, guilds
from bot.store.database import Database

KEEP_REMOVED = timedelta(days=7)
KEEP_LEFT = timedelta(days=30)

log = logging.getLogger(__name__)


class Guilds:
    """Settings of guilds, and their end."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._db = database
        self._clock = clock

    async def get(self, guild_id: int) -> Guild:
        """The settings of a guild."""
        return await guilds.get(self._db.reader, guild_id)

    async def change(self, guild_id: int, **settings: str | int | None) -> Guild:
        """Stores the given ones of `language`, `zone`, `editor_role` and returns all settings."""
        async with self._db.transaction() as transaction:
            guild = replace(await guilds.get(transaction, guild_id), **settings)  # type: ignore[arg-type]
            await guilds.put(transaction, guild)
        return guild

    async def left(self, guild_id: int) -> None:
        """Notes that the bot was removed from a guild: its rows go `KEEP_LEFT` later."""
        async with self._db.transaction() as transaction:
            await guilds.left(transaction, guild_id, int(self._clock().timestamp()))

    async def joined(self, *guild_ids: int) -> None:
        """Notes that the bot is in these guilds."""
        async with self._db.transaction() as transaction:
            await guilds.joined(transaction, guild_ids)

    async def purge(self) -> None:
        """Deletes what was removed long enough ago. Safe to run at any time, and twice."""
        now = self._clock()
        async with self._db.transaction() as transaction:
            gone = await guilds.purge(transaction, int((now - KEEP_LEFT).timestamp()))
            old = await articles.purge(transaction, int((now - KEEP_REMOVED).timestamp()))
        if gone or old:
            log.info("Purged %d guilds and %d removed articles", gone, old)
