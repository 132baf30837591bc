"""What was deleted before there was anything to save stays known, beside what can be deleted now."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.store.database import open_database
from bot.store.sql import rows
from tests.store.older import older_database

BEFORE = 26
KINDS = ("person", "vote", "article", "text", "schedule", "guild")
DELETION = "INSERT INTO deletion (id, at, kind, subject, guild_id, voter) VALUES (?, 5, ?, 6, 7, x'08')"


async def test_deletions_of_before_are_kept_with_their_numbers(path: Path) -> None:
    async with older_database(path, BEFORE) as old:
        for number, kind in enumerate(KINDS, 40):
            old.execute(DELETION, (number, kind))
        old.execute("DELETE FROM deletion WHERE id = 45")
    async with open_database(path) as database:
        kept = await database.read(rows, "SELECT id, at, kind, subject, guild_id, voter FROM deletion")
        assert kept == [(number, 5, kind, 6, 7, b"\x08") for number, kind in enumerate(KINDS[:-1], 40)]
        await database.write(rows, "INSERT INTO deletion (kind) VALUES ('saved'), ('reminder')")
        assert await database.read(rows, "SELECT max(id) FROM deletion") == [(47,)], "no number is used twice"
    with closing(sqlite3.connect(path)) as now, pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        now.execute(DELETION, (50, "weather"))
