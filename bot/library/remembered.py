"""What is read again and again, kept in memory until it may have changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Generic, TypeVar

from bot.store.database import Database

T = TypeVar("T")


class Remembered(Generic[T]):
    """Reads something of guilds, and remembers it until a setting or an article changes: of at most `most`
    guilds, those that were read last."""

    def __init__(self, database: Database, read: Callable[[sqlite3.Connection, int], T], most: int) -> None:
        self._db = database
        self._read = read
        self._most = most
        self._known: dict[int, T] = {}
        self._version = database.version

    async def of(self, guild_id: int) -> T:
        """Return what was read of a guild, by whomever; nobody may change it."""
        version = self._db.version
        if self._version != version:
            self._version = version
            self._known.clear()
        elif guild_id in self._known:
            return self._known[guild_id]
        found = await self._db.read(self._read, guild_id)
        if version == self._db.version == self._version:  # otherwise it may be what was there before
            if len(self._known) >= self._most:
                del self._known[next(iter(self._known))]
            self._known[guild_id] = found
        return found
