"""Rows of the entries of feeds that wait to become articles."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime

from bot.model.feeds import FeedEntry, WaitingEntry
from bot.store.feeds import PRESENT
from bot.store.sql import Row, column, moment, rows, seconds, value

_ENTRIES = (
    "SELECT entry.id, subscription_id, guild_id, entry.url, entry.title, found_at, problem,"
    " entry.at_once"
    " FROM entry JOIN subscription ON subscription.id = subscription_id"
)


def put(
    transaction: sqlite3.Connection,
    subscription_id: int,
    found: Iterable[FeedEntry],
    now: datetime,
    *,
    at_once: bool = False,
) -> None:
    """Store entries that wait, for an editor or to go in `at_once`; what comes first is the newest, and is
    shown first."""
    transaction.executemany(
        "INSERT INTO entry (subscription_id, url, title, found_at, at_once) VALUES (?, ?, ?, ?, ?)",
        [(subscription_id, one.url, one.title, seconds(now), at_once) for one in reversed([*found])],
    )


def count_since(connection: sqlite3.Connection, subscription_id: int, moment: datetime) -> int:
    """Return how many entries a subscription got since then."""
    statement = "SELECT count(*) FROM entry WHERE subscription_id = ? AND found_at > ?"
    return int(value(connection, statement, (subscription_id, seconds(moment))))


def waiting(connection: sqlite3.Connection, guild_id: int) -> list[WaitingEntry]:
    """Return the entries of a guild that wait, the newest first."""
    found = rows(connection, f"{_ENTRIES} WHERE guild_id = ? AND waits ORDER BY entry.id DESC", (guild_id,))
    return [_entry(row) for row in found]


def urls(connection: sqlite3.Connection, guild_id: int) -> list[str]:
    """Return the addresses of all entries of a guild, those that wait and those that no longer do."""
    statement = (
        "SELECT entry.url FROM entry JOIN subscription ON subscription.id = subscription_id"
        " WHERE guild_id = ?"
    )
    return column(connection, statement, (guild_id,))


def to_add(connection: sqlite3.Connection, limit: int) -> list[WaitingEntry]:
    """Return entries that go in at once and have not been tried, the oldest first, one a guild."""
    found = rows(
        connection,
        f"{_ENTRIES} WHERE entry.id IN (SELECT min(entry.id) FROM subscription"
        " CROSS JOIN entry ON subscription_id = subscription.id"  # few go in at once
        f" WHERE waits AND problem IS NULL AND entry.at_once AND {PRESENT} GROUP BY guild_id)"
        " ORDER BY entry.id LIMIT ?",
        (limit,),
    )
    return [_entry(row) for row in found]


def settle(transaction: sqlite3.Connection, guild_id: int, entry_id: int) -> bool:
    """Store that an entry of a guild waits no longer; return False where it didn't."""
    cursor = transaction.execute(
        "UPDATE entry SET waits = 0 WHERE id = ? AND waits AND subscription_id IN"
        " (SELECT id FROM subscription WHERE guild_id = ?)",
        (entry_id, guild_id),
    )
    return cursor.rowcount == 1


def admit(transaction: sqlite3.Connection, guild_id: int, first: int, last: int) -> int:
    """Have the entries of a guild go in by themselves that wait and were not tried, from the id `first` to
    `last`; return how many."""
    cursor = transaction.execute(
        "UPDATE entry SET at_once = 1 WHERE id BETWEEN ? AND ? AND waits AND problem IS NULL"
        " AND subscription_id IN (SELECT id FROM subscription WHERE guild_id = ?)",
        (first, last, guild_id),
    )
    return cursor.rowcount


def hold(transaction: sqlite3.Connection, subscription_id: int) -> None:
    """Have what waits of a subscription wait for an editor."""
    transaction.execute(
        "UPDATE entry SET at_once = 0 WHERE subscription_id = ? AND waits AND at_once", (subscription_id,)
    )


def refuse(transaction: sqlite3.Connection, entry_id: int, problem: str) -> None:
    """Store why an entry could not be added; it goes on waiting."""
    transaction.execute("UPDATE entry SET problem = ? WHERE id = ?", (problem, entry_id))


def purge(transaction: sqlite3.Connection, *, settled: datetime, waiting: datetime) -> None:
    """Delete entries from before these moments: those that no longer wait, and those that still do."""
    transaction.execute(
        "DELETE FROM entry WHERE found_at < ? AND (NOT waits OR found_at < ?)",
        (seconds(settled), seconds(waiting)),
    )


def _entry(row: Row) -> WaitingEntry:
    number, subscription_id, guild_id, url, title, found_at, problem, at_once = row
    return WaitingEntry(
        number, subscription_id, guild_id, url, title, moment(found_at), problem, bool(at_once)
    )
