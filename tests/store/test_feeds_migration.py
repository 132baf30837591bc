"""What was deleted before there were feeds stays known, and a subscription can be deleted now."""

from __future__ import annotations

from pathlib import Path

from bot.store.database import open_database
from bot.store.sql import rows
from tests.store.older import older_database

BEFORE = 29
KINDS = (
    *("person", "vote", "article", "text", "schedule", "guild", "saved", "reminder", "question"),
    "board",
)


async def test_deletions_of_before_are_kept_with_their_numbers(path: Path) -> None:
    async with older_database(path, BEFORE) as old:
        for number, kind in enumerate(KINDS, 40):
            old.execute(
                "INSERT INTO deletion (id, at, kind, subject, guild_id, voter) VALUES (?, 5, ?, 6, 7, x'08')",
                (number, kind),
            )
    async with open_database(path) as database:
        kept = await database.read(rows, "SELECT id, at, kind, subject, guild_id, voter FROM deletion")
        assert kept == [(number, 5, kind, 6, 7, b"\x08") for number, kind in enumerate(KINDS, 40)]
        await database.write(rows, "INSERT INTO deletion (kind) VALUES ('subscription')")
