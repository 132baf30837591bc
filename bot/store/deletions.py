"""Rows of deletions: what a copy of the database still has, and must lose again when it is restored."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.store.sql import Row, rows, seconds, value

Kind = Literal["article", "text", "schedule", "guild", "question", "subscription", "suggestion"]
"""What was deleted: an article, all that stood in a shared one, a schedule, all of a guild, a question,
a guild's subscription to a feed, a suggestion."""

_COLUMNS = "id, at, kind, subject, guild_id, voter"


def mark(voter: bytes) -> bytes:
    """Return what stands here for a voter: it can be made of the hash that a copy still has, while that hash
    itself stands nowhere in the database any more."""
    return hashlib.blake2b(voter, digest_size=16, person=b"deleted").digest()


@dataclass(frozen=True, slots=True)
class Removed:
    """What a database says of deletions and removals, as rows; `last` is the number of its last deletion and
    `sequences` the last ids it gave."""

    last: int
    sequences: list[Row]
    deletions: list[Row]
    articles: list[Row]
    hidden: list[Row]
    schedules: list[Row]
    guilds: list[Row]


def store(transaction: sqlite3.Connection, kind: Kind, ids: Iterable[int]) -> None:
    """Store that something with these ids was deleted for good."""
    statement = "INSERT INTO deletion (kind, subject) VALUES (?, ?)"
    transaction.executemany(statement, [(kind, one) for one in ids])


def store_vote(transaction: sqlite3.Connection, guild_id: int, item_id: int, voter: bytes) -> None:
    """Store that somebody took back a vote."""
    transaction.execute(
        "INSERT INTO deletion (kind, subject, guild_id, voter) VALUES ('vote', ?, ?, ?)",
        (item_id, guild_id, mark(voter)),
    )


def store_saved(transaction: sqlite3.Connection, item_id: int, reader: bytes) -> None:
    """Store that somebody deleted what they had saved."""
    transaction.execute(
        "INSERT INTO deletion (kind, subject, voter) VALUES ('saved', ?, ?)", (item_id, mark(reader))
    )


def store_reminder(transaction: sqlite3.Connection, reader: bytes) -> None:
    """Store that somebody wants no reminders any more."""
    transaction.execute("INSERT INTO deletion (kind, voter) VALUES ('reminder', ?)", (mark(reader),))


def store_board(transaction: sqlite3.Connection, guild_id: int, forecaster: bytes) -> None:
    """Store that somebody isn't to be named on a guild's board any more."""
    transaction.execute(
        "INSERT INTO deletion (kind, guild_id, voter) VALUES ('board', ?, ?)", (guild_id, mark(forecaster))
    )


def store_person(transaction: sqlite3.Connection, voter: bytes, *, found: bool) -> None:
    """Store in place of each vote that somebody took back, and the like, that they had all of theirs deleted;
    nothing where there was none and nothing else was `found`."""
    cursor = transaction.execute("DELETE FROM deletion WHERE voter = ?", (mark(voter),))
    if found or cursor.rowcount:
        transaction.execute("INSERT INTO deletion (kind, voter) VALUES ('person', ?)", (mark(voter),))


def purge(transaction: sqlite3.Connection, before: datetime) -> None:
    """Forget deletions from before then: there are no such old copies any more."""
    transaction.execute("DELETE FROM deletion WHERE at < ?", (seconds(before),))


def last(connection: sqlite3.Connection) -> int:
    """Return the number of the last deletion there ever was."""
    return value(connection, "SELECT seq FROM sqlite_sequence WHERE name = 'deletion'") or 0


def removed(connection: sqlite3.Connection) -> Removed:
    """Return all that is known of deletions, and what is removed but can still be restored by editors."""
    return Removed(
        last(connection),
        rows(connection, "SELECT name, seq FROM sqlite_sequence"),
        rows(connection, f"SELECT {_COLUMNS} FROM deletion ORDER BY id"),
        rows(connection, "SELECT removed_at, id FROM article WHERE removed_at IS NOT NULL"),
        rows(connection, "SELECT guild_id, article_id, hidden_at FROM hidden"),
        rows(connection, "SELECT removed_at, id FROM schedule WHERE removed_at IS NOT NULL"),
        rows(connection, "SELECT id, left_at, blocked_at FROM guild WHERE left_at IS NOT NULL"),
    )


def remove_again(transaction: sqlite3.Connection, found: Removed) -> None:
    """Mark as removed, hidden, left or blocked what another database says is, where it is there."""
    transaction.executemany("UPDATE article SET removed_at = ? WHERE id = ?", found.articles)
    transaction.executemany(
        "UPDATE schedule SET removed_at = ?, next_run = NULL, next_date = NULL WHERE id = ?", found.schedules
    )
    transaction.executemany(
        "INSERT INTO hidden (guild_id, article_id, hidden_at) SELECT ?1, ?2, ?3"
        " WHERE EXISTS (SELECT 1 FROM article WHERE id = ?2 AND guild_id IS NULL) ON CONFLICT DO NOTHING",
        found.hidden,
    )
    transaction.executemany(
        "INSERT INTO guild (id, left_at, blocked_at) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE"
        " SET left_at = excluded.left_at, blocked_at = excluded.blocked_at",
        found.guilds,
    )
    transaction.execute(
        "UPDATE schedule SET next_run = NULL, next_date = NULL"
        " WHERE guild_id IN (SELECT id FROM guild WHERE left_at IS NOT NULL)"
    )


def adopt(transaction: sqlite3.Connection, known: int, later: Iterable[Row]) -> None:
    """Replace all deletions after the one `known` by these rows, so that they are repeated in whatever older
    copy is restored next."""
    transaction.execute("DELETE FROM deletion WHERE id > ?", (known,))
    transaction.executemany(f"INSERT INTO deletion ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", later)


def raise_sequences(transaction: sqlite3.Connection, given: Iterable[Row], gap: int) -> None:
    """Have no id given again that another database gave: all of its `given`, and a `gap` after them, also
    where this one gave none yet."""
    if gap:
        transaction.execute(
            "INSERT INTO sqlite_sequence (name, seq) SELECT name, 0 FROM sqlite_schema"
            " WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'"
            " AND name NOT IN (SELECT name FROM sqlite_sequence)"
        )
    transaction.execute("UPDATE sqlite_sequence SET seq = seq + ?", (gap,))
    for name, last_id in given:
        changed = transaction.execute(
            "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (last_id, name)
        )
        if not changed.rowcount:
            transaction.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, last_id))
