"""Settings, notices and deletions of before there were suggestions stay what they were."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.model import Language
from bot.store import guilds, notices
from bot.store.database import open_database
from bot.store.sql import rows
from tests.store.older import older_database

BEFORE = 30
DELETED = "INSERT INTO deletion (kind, subject, guild_id, voter) VALUES (?, 5, 1, x'01')"
KINDS = (
    *("person", "vote", "article", "text", "schedule", "guild", "saved", "reminder", "question", "board"),
    "subscription",
)
NOTICE = (
    "INSERT INTO notice (guild_id, person, identity, key, variables, created_at, state, nonce)"
    " VALUES (1, 3, 'disk', 'storage-full', '{}', 5, 'untold', 'n')"
)


async def test_what_an_older_version_stored_is_still_known(path: Path) -> None:
    async with older_database(path, BEFORE) as old:
        for kind in KINDS:
            old.execute(DELETED, (kind,))
        old.execute("INSERT INTO guild (id, language) VALUES (1, 'ja')")
        old.execute(NOTICE)
    async with open_database(path) as database:
        guild = await database.read(guilds.get, 1)
        assert (guild.language, guild.suggestions, guild.suggestions_channel) == (Language.JA, True, None)
        (untold,) = await database.read(notices.untold, 1)
        assert (untold.person, untold.channel_id) == (3, None)
        found = await database.read(rows, "SELECT kind, subject, voter FROM deletion ORDER BY id")
        assert found == [(kind, 5, b"\x01") for kind in KINDS]
    with closing(sqlite3.connect(path)) as now:
        now.execute(DELETED, ("suggestion",))
        with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
            now.execute(DELETED, ("weather",))
