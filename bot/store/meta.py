"""Values that the program keeps in the database about itself."""

from __future__ import annotations

from datetime import datetime

import aiosqlite

from bot.store import sql


async def get(connection: aiosqlite.Connection, key: str) -> str | None:
    """Return the value of a key, or None."""
    found: str | None = await sql.value(connection, "SELECT value FROM meta WHERE key = ?", (key,))
    return found


async def get_moment(connection: aiosqlite.Connection, key: str) -> datetime | None:
    """Return the moment (UTC) that `put_moment` stored under a key, or None."""
    found = await get(connection, key)
    return None if found is None else sql.moment(int(found))


async def put(transaction: aiosqlite.Connection, key: str, value: str) -> None:
    """Store the value of a key, replacing the one before."""
    await transaction.execute(
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, value),
    )


async def put_moment(transaction: aiosqlite.Connection, key: str, moment: datetime) -> None:
    """Store a moment as the value of a key, in whole seconds."""
    await put(transaction, key, str(sql.seconds(moment)))
