"""What guilds use: how much they keep, and rows of what they had fetched or read, and written by a model."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from bot.model.quotas import Way
from bot.store.sql import moment, one, seconds, value

_KEPT = (
    "SELECT (SELECT count(*) FROM article WHERE ifnull(guild_id, 0) = :guild),"
    " (SELECT ifnull(sum(article.size + ifnull(draft.size, 0)), 0)"
    "  FROM article LEFT JOIN draft ON draft.article_id = article.id WHERE ifnull(guild_id, 0) = :guild)"
    " + (SELECT ifnull(sum(length(CAST(url AS BLOB)) + length(CAST(title AS BLOB))), 0) FROM entry"
    "  WHERE waits AND subscription_id IN (SELECT id FROM subscription WHERE guild_id = :guild))"
    " + (SELECT ifnull(sum(length(readout)), 0) FROM suggestion WHERE guild_id = :guild)"
)


def kept(connection: sqlite3.Connection, guild_id: int) -> tuple[int, int]:
    """Return how many articles a guild keeps, those that it removed and can restore among them; and the bytes
    of their texts, of drafts, of entries that wait, and of what was read of suggestions."""
    found = one(connection, _KEPT, {"guild": guild_id})
    assert found is not None  # one row without a table
    articles, size = found
    return articles, size


def put_fetch(transaction: sqlite3.Connection, guild_id: int, way: Way, now: datetime) -> None:
    """Store that a guild has something fetched or read."""
    statement = "INSERT INTO fetch (guild_id, at, way) VALUES (?, ?, ?)"
    transaction.execute(statement, (guild_id, seconds(now), way))


def fetches(connection: sqlite3.Connection, guild_id: int, since: datetime) -> int:
    """Return how often a guild had something fetched or read after a moment."""
    statement = "SELECT count(*) FROM fetch WHERE guild_id = ? AND at > ?"
    return int(value(connection, statement, (guild_id, seconds(since))))


def nth_latest_fetch(
    connection: sqlite3.Connection, guild_id: int, number: int, since: datetime, way: Way | None = None
) -> datetime | None:
    """Return when, after `since`, a guild had something fetched or read (in a `way`, or in any) for the
    `number`th last time; None if it was less often."""
    at: int | None = value(
        connection,
        "SELECT at FROM fetch WHERE guild_id = ? AND at > ? AND way = ifnull(?, way)"
        " ORDER BY at DESC LIMIT 1 OFFSET ?",
        (guild_id, seconds(since), way, number - 1),
    )
    return moment(at)


def put_written_answer(transaction: sqlite3.Connection, guild_id: int, now: datetime) -> None:
    """Store that a guild has an answer written by the language model."""
    statement = "INSERT INTO written_answer (guild_id, at) VALUES (?, ?)"
    transaction.execute(statement, (guild_id, seconds(now)))


def written_answers(connection: sqlite3.Connection, guild_id: int, since: datetime) -> int:
    """Return how often a guild had an answer written after a moment."""
    statement = "SELECT count(*) FROM written_answer WHERE guild_id = ? AND at > ?"
    return int(value(connection, statement, (guild_id, seconds(since))))


def purge(transaction: sqlite3.Connection, before: datetime) -> None:
    """Delete what counts no more."""
    for table in ("fetch", "written_answer"):
        transaction.execute(f"DELETE FROM {table} WHERE at <= ?", (seconds(before),))
