"""Values that the program keeps in the database about itself."""

from __future__ import annotations

import aiosqlite


async def get(connection: aiosqlite.Connection, key: str) -> str | None:
    """Return the value of a key, or None."""
    cursor = await connection.execute("SELECT value FROM meta WHERE key = ?", (key,))
    row = await cursor.fetchone()
    return None if row is None else str(row[0])


async def put(transaction: aiosqlite.Connection, key: str, value: str) -> None:
    """Store the value of a key, replacing the one before."""
    await transaction.execute(
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, value),
    )
