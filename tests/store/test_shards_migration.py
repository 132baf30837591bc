"""Servers of before the bot ran on shards keep their settings, and a lease of a dead process is gone."""

from __future__ import annotations

from pathlib import Path

from bot.library.lease import hold
from bot.model import Guild, Language
from bot.store import guilds, lease
from bot.store.database import open_database
from tests.store.older import older_database

BEFORE = 19


async def test_what_an_older_version_stored_of_servers_is_still_there(path: Path) -> None:
    async with older_database(path, BEFORE) as old:
        old.execute("INSERT INTO guild (id, language, zone) VALUES (1, NULL, 'Asia/Tokyo'), (2, 'ja', 'UTC')")
        old.execute("INSERT INTO lease (id, holder, expires_at) VALUES (1, 'machine:1:x', 100)")
    async with open_database(path) as database:
        found = [await database.read(guilds.get, number) for number in (1, 2)]
        assert found == [
            Guild(1, None, "Asia/Tokyo", home=Language.JA),
            Guild(2, Language.JA, "UTC", home=Language.EN),
        ]
        assert await database.read(lease.every) == []
        async with hold(database) as held:
            assert held.delivering.is_set()
