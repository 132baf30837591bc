"""Rows of what people saved, and of who wants to be reminded of it. Readers are known by a keyed hash; of
those who want to be reminded, the id stands beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime

from bot.model import OUTSIDE, Language, Reminder, Saved
from bot.store import deletions
from bot.store.articles import visible_to
from bot.store.items import SHOWN
from bot.store.sql import column, json_array, moment, one, rows, seconds, value

_HANDED_OVER = (
    "SELECT :item UNION SELECT old.id FROM item JOIN article ON article.id = item.article_id"
    " JOIN article AS earlier ON earlier.guild_id IS NULL AND earlier.work = article.work"
    " AND earlier.language = article.language AND earlier.id < article.id"
    " JOIN item AS old ON old.article_id = earlier.id AND old.kind = item.kind AND old.text = item.text"
    " WHERE item.id = :item AND item.guild_id IS NULL AND old.guild_id IS NULL"
)
"""The item, and those that it was handed over from: in a copy that is restored, one of them may be saved."""


def put(transaction: sqlite3.Connection, reader: bytes, item_id: int, at: datetime) -> None:
    """Store that a reader saved an item, unless they had."""
    transaction.execute(
        "INSERT INTO saved (reader, item_id, saved_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (reader, item_id, seconds(at)),
    )


def delete(transaction: sqlite3.Connection, reader: bytes, item_id: int) -> bool:
    """Delete what a reader saved; return False where they had not."""
    cursor = transaction.execute("DELETE FROM saved WHERE reader = ? AND item_id = ?", (reader, item_id))
    if cursor.rowcount:
        for one in column(transaction, _HANDED_OVER, {"item": item_id}):
            deletions.store_saved(transaction, one, reader)
    return bool(cursor.rowcount)


def count(connection: sqlite3.Connection, reader: bytes) -> int:
    """Return how many items a reader saved."""
    return int(value(connection, "SELECT count(*) FROM saved WHERE reader = ?", (reader,)))


def of_reader(connection: sqlite3.Connection, reader: bytes, guild_id: int) -> list[Saved]:
    """Return all that a reader saved, the newest first; `seen` is what the guild is shown now."""
    found = rows(
        connection,
        "SELECT saved.item_id, saved_at, reminded, reminded_at, ifnull(article.guild_id, item.guild_id),"
        f" {visible_to()} AND {SHOWN} FROM saved CROSS JOIN item ON item.id = saved.item_id"
        " CROSS JOIN article ON article.id = item.article_id"
        " LEFT JOIN review ON review.item_id = item.id AND review.guild_id = :guild"
        " WHERE reader = :reader ORDER BY saved_at DESC, saved.item_id DESC",
        {"reader": reader, "guild": guild_id},
    )
    return [
        Saved(
            item_id,
            moment(saved_at),
            reminded,
            moment(reminded_at),
            OUTSIDE if owner is None else owner,
            bool(seen),
        )
        for item_id, saved_at, reminded, reminded_at, owner, seen in found
    ]


def readers(connection: sqlite3.Connection, item_id: int) -> list[bytes]:
    """Return who saved an item."""
    return column(connection, "SELECT reader FROM saved WHERE item_id = ?", (item_id,))


def any_kept(connection: sqlite3.Connection) -> bool:
    """Return whether somebody saved something, or wants to be reminded."""
    statement = "SELECT EXISTS (SELECT 1 FROM saved) OR EXISTS (SELECT 1 FROM reminder)"
    return bool(value(connection, statement))


def hand_over(transaction: sqlite3.Connection, before: int, after: int) -> None:
    """Have those who saved the item `before` have saved the item `after`."""
    transaction.execute("UPDATE OR IGNORE saved SET item_id = ? WHERE item_id = ?", (after, before))


def hand_over_article(transaction: sqlite3.Connection, before: int, after: int) -> None:
    """Have those who saved an item of the article `before` have saved the one of the same kind that has the
    same words in the article `after`, if there is one."""
    same = rows(
        transaction,
        "SELECT max(old.id), min(new.id) FROM item AS old JOIN item AS new"
        " ON new.article_id = ? AND new.kind = old.kind AND new.text = old.text AND new.guild_id IS NULL"
        " WHERE old.article_id = ? AND old.guild_id IS NULL AND old.id IN (SELECT item_id FROM saved)"
        " GROUP BY old.id",
        (after, before),
    )
    for old, new in same:
        hand_over(transaction, old, new)


def remind(transaction: sqlite3.Connection, reader: bytes, item_ids: Iterable[int], at: datetime) -> None:
    """Store that a reader is reminded of these items."""
    transaction.execute(
        "UPDATE saved SET reminded = reminded + 1, reminded_at = ?"
        " WHERE reader = ? AND item_id IN (SELECT value FROM json_each(?))",
        (seconds(at), reader, json_array(item_ids)),
    )


def put_reminder(
    transaction: sqlite3.Connection,
    reader: bytes,
    user_id: int,
    language: Language,
    at: datetime,
    next_at: datetime,
) -> None:
    """Store that a reader wants to be reminded; who wanted it already only has their language stored."""
    transaction.execute(
        "INSERT INTO reminder (reader, user_id, language, asked_at, next_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (reader) DO UPDATE SET language = excluded.language,"
        " asked_at = iif(user_id IS NULL, excluded.asked_at, asked_at),"
        " next_at = iif(user_id IS NULL, excluded.next_at, next_at), user_id = excluded.user_id",
        (reader, user_id, language, seconds(at), seconds(next_at)),
    )


def reminder(connection: sqlite3.Connection, reader: bytes) -> Reminder | None:
    """Return a reader's wish to be reminded."""
    statement = "SELECT user_id, language, asked_at FROM reminder WHERE reader = ?"
    row = one(connection, statement, (reader,))
    return Reminder(row[0], Language(row[1]), moment(row[2])) if row else None


def delete_reminder(transaction: sqlite3.Connection, reader: bytes) -> None:
    """Delete a reader's wish to be reminded, their id and what they were or are to be sent with it."""
    user_id = value(transaction, "SELECT user_id FROM reminder WHERE reader = ?", (reader,))
    cursor = transaction.execute("DELETE FROM reminder WHERE reader = ?", (reader,))
    _delete_letters(transaction, user_id)
    if cursor.rowcount:
        deletions.store_reminder(transaction, reader)


def refuse(transaction: sqlite3.Connection, user_id: int) -> None:
    """Store that somebody takes no direct message: of their wish to be reminded, only their hash stays until
    they are told."""
    transaction.execute("UPDATE reminder SET user_id = NULL, next_at = NULL WHERE user_id = ?", (user_id,))
    _delete_letters(transaction, user_id)


def _delete_letters(transaction: sqlite3.Connection, user_id: int | None) -> None:
    transaction.execute("DELETE FROM notice WHERE person = ? AND guild_id = ?", (user_id, OUTSIDE))


def refused(connection: sqlite3.Connection) -> list[bytes]:
    """Return who takes no direct messages any more, and is still to be told so."""
    return column(connection, "SELECT reader FROM reminder WHERE user_id IS NULL")


def reminder_readers(connection: sqlite3.Connection) -> list[bytes]:
    """Return everybody whose wish to be reminded is stored."""
    return column(connection, "SELECT reader FROM reminder")


def reminded(connection: sqlite3.Connection) -> list[tuple[int, bytes]]:
    """Return everybody who is reminded: their id, and the reader."""
    found = rows(connection, "SELECT user_id, reader FROM reminder WHERE user_id IS NOT NULL")
    return [(user_id, reader) for user_id, reader in found]


def due_reminders(connection: sqlite3.Connection, now: datetime, limit: int) -> list[tuple[int, bytes, int]]:
    """Return whom a direct message is due for: the id of the wish, the reader and their id, who has waited
    for longest first."""
    statement = "SELECT id, reader, user_id FROM reminder WHERE next_at <= ? ORDER BY next_at, id LIMIT ?"
    return [
        (number, reader, user) for number, reader, user in rows(connection, statement, (seconds(now), limit))
    ]


def set_next(transaction: sqlite3.Connection, reminder_id: int, next_at: datetime) -> None:
    """Store when somebody's next direct message is due."""
    transaction.execute("UPDATE reminder SET next_at = ? WHERE id = ?", (seconds(next_at), reminder_id))


def put_off(transaction: sqlite3.Connection, until: datetime) -> None:
    """Have no direct message come before then: what was sent isn't known."""
    transaction.execute("UPDATE reminder SET next_at = max(next_at, ?)", (seconds(until),))


def bring_back(transaction: sqlite3.Connection, latest: datetime) -> None:
    """Have no direct message come after then: a clock that was ahead put it off."""
    transaction.execute("UPDATE reminder SET next_at = ?1 WHERE next_at > ?1", (seconds(latest),))
