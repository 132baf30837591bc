"""What the database remembers of the program that used it."""

from __future__ import annotations

import aiosqlite


async def get(connection: aiosqlite.Connection, key: str) -> str | None:
    """What is remembered under that key."""
    cursor = await connection.execute("SELECT value FROM meta WHERE key = ?", (key,))
    row = await cursor.fetchone()
    return None if row is None else str(row[0])


async def put(transaction: aiosqlite.Connection, key: str, value: str) -> None:
    """Remembers a value in the place of the one before."""
    await transaction.execute(
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, value),
    )
