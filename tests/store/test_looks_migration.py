"""Themes and styles of before there were more of them stay what they were."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.model import Style, Theme
from bot.store import guilds, schedules
from bot.store.database import open_database
from tests.store.older import older_database

BEFORE = 24
SCHEDULE = (
    "INSERT INTO schedule (id, public_id, guild_id, channel_id, minutes, created_by, created_at, done_until,"
    " style) VALUES (?, ?, 1, 2, 480, 3, 0, 0, ?)"
)


async def test_what_an_older_version_stored_is_still_there(path: Path) -> None:
    styles = ("text", "card", "square", "vertical", "vertical-square")
    async with older_database(path, BEFORE) as old:
        old.execute(
            "INSERT INTO guild (id, theme, zone) VALUES (1, 'dark', 'Asia/Tokyo'), (2, 'light', NULL)"
        )
        for number, style in enumerate(styles, 7):
            old.execute(SCHEDULE, (number, f"p{number}", style))
    async with open_database(path) as database:
        dark, light = [await database.read(guilds.get, guild) for guild in (1, 2)]
        assert (dark.theme, dark.zone, light.theme) == (Theme.NIGHT, "Asia/Tokyo", Theme.PAPER)
        found = await database.read(schedules.of_guild, 1)
        assert [one.style.value for one in found] == list(styles)


async def test_every_theme_and_every_style_can_be_stored_and_nothing_else(path: Path) -> None:
    async with open_database(path):
        pass
    with closing(sqlite3.connect(path)) as now:
        for number, theme in enumerate(Theme, 1):
            now.execute("INSERT INTO guild (id, theme) VALUES (?, ?)", (number, theme))
        for number, style in enumerate(Style, 7):
            now.execute(SCHEDULE, (number, f"p{number}", style))
        assert now.execute("INSERT INTO guild (id) VALUES (99) RETURNING theme").fetchone() == ("paper",)
        for statement in ("UPDATE guild SET theme = 'dark'", "UPDATE schedule SET style = 'poster'"):
            with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
                now.execute(statement)
