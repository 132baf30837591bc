"""Servers of before a language model could write answers have none switched on."""

from __future__ import annotations

from pathlib import Path

from bot.model import Guild, Theme
from bot.store import guilds
from bot.store.database import open_database
from tests.store.older import older_database

BEFORE = 32


async def test_what_an_older_version_stored_is_still_there_and_no_model_is_on(path: Path) -> None:
    async with older_database(path, BEFORE) as old:
        old.execute("INSERT INTO guild (id, theme, zone) VALUES (1, 'night', 'Asia/Tokyo')")
    async with open_database(path) as database:
        found = await database.read(guilds.get, 1)
        assert found == Guild(1, zone="Asia/Tokyo", theme=Theme.NIGHT)
        assert found.model is None
        await database.write(guilds.put, Guild(1, model="127.0.0.1:11434 a"))
        assert (await database.read(guilds.get, 1)).model == "127.0.0.1:11434 a"
