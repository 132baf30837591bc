"""Values that the program keeps in the database about itself."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from bot.store import sql


def get(connection: sqlite3.Connection, key: str) -> str | None:
    """Return the value of a key, or None."""
    found: str | None = sql.value(connection, "SELECT value FROM meta WHERE key = ?", (key,))
    return found


def get_moment(connection: sqlite3.Connection, key: str) -> datetime | None:
    """Return the moment (UTC) that `put_moment` stored under a key, or None."""
    found = get(connection, key)
    return None if found is None else sql.moment(int(found))


def put(transaction: sqlite3.Connection, key: str, value: str) -> None:
    """Store the value of a key, replacing the one before."""
    transaction.execute(
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, value),
    )


def put_moment(transaction: sqlite3.Connection, key: str, moment: datetime) -> None:
    """Store a moment as the value of a key, in whole seconds."""
    put(transaction, key, str(sql.seconds(moment)))
