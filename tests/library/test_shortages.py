"""The owner hears of what is about to keep the bot from working, once."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from bot.library.checkup import ROOM
from bot.library.notices import Notices
from bot.library.shortages import CRASHES, Shortages
from bot.model import WHOLE_BOT
from bot.reader.pool import Reader
from bot.store import notices
from bot.store.database import Database


class Host:
    """A bot whose disk has `free` bytes left, at a time that can be moved."""

    def __init__(self, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = datetime(2026, 3, 2, tzinfo=UTC)
        self.free = 100 * ROOM
        self.reader = Reader()
        self._db = database
        told = Notices(database, lambda: self.now)
        self.shortages = Shortages(database.path, lambda: self.now, self.reader, told)
        monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=self.free))

    async def told(self) -> list[str]:
        """What the owner was told, or is to be."""
        found = await self._db.read(notices.due, self.now + timedelta(days=1), 10)
        assert all(notice.guild_id == WHOLE_BOT for notice in found)
        return [notice.fact.key for notice in found]


@pytest.fixture
def host(database: Database, monkeypatch: pytest.MonkeyPatch) -> Host:
    return Host(database, monkeypatch)


async def test_the_owner_hears_of_a_disk_that_is_nearly_full_once_a_month(host: Host) -> None:
    await host.shortages.look()
    assert await host.told() == []
    host.free = ROOM - 1
    for _ in range(3):
        await host.shortages.look()
        host.now += timedelta(hours=1)
    assert await host.told() == ["owner-disk-full"]
    host.now += timedelta(days=31)
    await host.shortages.look()
    assert await host.told() == ["owner-disk-full"] * 2


async def test_the_owner_hears_of_reading_processes_that_crash_again_and_again(host: Host) -> None:
    host.reader.deaths["crashed"] = CRASHES - 1
    host.reader.deaths["slow"] = CRASHES  # a page may be long
    await host.shortages.look()
    host.reader.deaths["crashed"] += 1  # an hour later
    await host.shortages.look()
    assert await host.told() == []
    host.reader.deaths["crashed"] += CRASHES
    await host.shortages.look()
    await host.shortages.look()
    assert await host.told() == ["owner-reader-crashes"]
