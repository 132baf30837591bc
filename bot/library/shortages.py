"""What is about to keep the bot from working, told to its owner before it does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.library.checkup import disk
from bot.library.notices import Notices
from bot.model import Fact
from bot.model.checkup import State
from bot.reader.pool import Reader

CRASHES = 3
"""Crashes of reading processes between two looks that are no accident."""


class Shortages:
    """Looks for what the owner has to do something about. Each is told at most once a month."""

    def __init__(self, path: Path, clock: Callable[[], datetime], reader: Reader, notices: Notices) -> None:
        self._path = path
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
        room = await asyncio.to_thread(disk, self._path)
        if room.state is State.MEND:
            await self._notices.notify_owner(Fact("owner-disk-full", f"disk-full:{month}", room.facts))
