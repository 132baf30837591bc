"""The row that says which process runs the bot on this database."""

from __future__ import annotations

import aiosqlite


async def take(transaction: aiosqlite.Connection, holder: str, until: float, *, expired_at: float) -> bool:
    """Takes or renews the lease until then; False while somebody else's ends after `expired_at`."""
    cursor = await transaction.execute(
        "INSERT INTO lease (id, holder, expires_at) VALUES (1, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at"
        " WHERE holder = excluded.holder OR expires_at <= ?",
        (holder, until, expired_at),
    )
    return cursor.rowcount == 1


async def current(connection: aiosqlite.Connection) -> tuple[str, float] | None:
    """Who holds the lease and until when (Unix seconds); None where nobody ever did or it was given back."""
    cursor = await connection.execute("SELECT holder, expires_at FROM lease")
    row = await cursor.fetchone()
    return None if row is None else (row[0], row[1])


async def give_back(transaction: aiosqlite.Connection, holder: str) -> None:
    """Ends the holder's lease, so that the next process needn't wait."""
    await transaction.execute("DELETE FROM lease WHERE holder = ?", (holder,))
