"""What is read again and again, kept in memory until it may have changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from bot.store.database import Database

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class Cache(Generic[K, T]):
    """Reads what belongs to a key, and caches it until a setting or an article changes: for at most `size`
    keys, those that were read last."""

    def __init__(self, database: Database, read: Callable[[sqlite3.Connection, K], T], size: int) -> None:
        self._db = database
        self._read = read
        self._size = size
        self._cached: dict[K, T] = {}
        self._version = database.version

    async def get(self, key: K) -> T:
        """Return what belongs to a key; it may have been read for others, too, so nobody may change it."""
        version = self._db.version
        if self._version != version:
            self._version = version
            self._cached.clear()
        elif key in self._cached:
            return self._cached[key]
        found = await self._db.read(self._read, key)
        if version == self._db.version == self._version:  # otherwise it may be what was there before
            if len(self._cached) >= self._size:
                del self._cached[next(iter(self._cached))]
            self._cached[key] = found
        return found
