"""The row of the lease: which process runs the bot on this database."""

from __future__ import annotations

import sqlite3

from bot.store.sql import one


def take(transaction: sqlite3.Connection, holder: str, until: float, *, expired_at: float) -> bool:
    """Take or renew the lease until `until`; return False while another holder's ends after `expired_at`.

    Times are Unix seconds.
    """
    cursor = transaction.execute(
        "INSERT INTO lease (id, holder, expires_at) VALUES (1, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at"
        " WHERE holder = excluded.holder OR expires_at <= ?",
        (holder, until, expired_at),
    )
    return cursor.rowcount == 1


def current(connection: sqlite3.Connection) -> tuple[str, float] | None:
    """Return who holds the lease and until when (Unix seconds); None where it is free."""
    row = one(connection, "SELECT holder, expires_at FROM lease")
    return None if row is None else (row[0], row[1])


def give_back(transaction: sqlite3.Connection, holder: str) -> None:
    """End the holder's lease, so that the next process needn't wait."""
    transaction.execute("DELETE FROM lease WHERE holder = ?", (holder,))
