"""What is about to keep the bot from working, told to its owner before it does."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime

from bot.library.notices import Notices
from bot.model import Fact
from bot.reader.pool import Reader
from bot.store import disk
from bot.store.database import Database, in_snapshot

COPIES = 2
"""Copies of the database that the disk must have room for: that of the night, and that before an update."""
ROOM = 200_000_000
"""Bytes that must be free besides: while it works, the bot needs some for its log of writes."""
CRASHES = 3
"""Crashes of reading processes between two looks that are no accident."""


class Shortages:
    """Looks for what the owner has to do something about. Each is told at most once a month."""

    def __init__(
        self, database: Database, clock: Callable[[], datetime], reader: Reader, notices: Notices
    ) -> None:
        self._db = database
        self._clock = clock
        self._reader = reader
        self._notices = notices
        self._crashes = 0

    async def look(self) -> None:
        """Tell the owner what is wrong now, or went wrong since the last look."""
        month = f"{self._clock():%Y-%m}"
        crashes, self._crashes = (
            self._reader.deaths["crashed"] - self._crashes,
            self._reader.deaths["crashed"],
        )
        if crashes >= CRASHES:
            await self._notices.notify_owner(
                Fact("owner-reader-crashes", f"reader-crashes:{month}", {"times": crashes})
            )
        free, needed = await self._room()
        if free < needed:
            told = {"free": free // 1_000_000, "needed": needed // 1_000_000}
            await self._notices.notify_owner(Fact("owner-disk-full", f"disk-full:{month}", told))

    @in_snapshot
    def _room(self, snapshot: sqlite3.Connection) -> tuple[int, int]:
        """Return how many bytes the disk has left, and how many it should have."""
        return disk.free(snapshot), COPIES * disk.size(snapshot) + ROOM
