"""Rows of the queues of schedules, of what was posted of the articles in them, and of editors' words that
they may be posted."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime

from bot.model import PostedPart, Queued
from bot.store.sql import Row, column, moment, one, rows, seconds, value

_COLUMNS = "id, schedule_id, article_id"
_PART = "queue_id, article_id, part_start, part_end, part_number, part_count"
_POST = "kind = 'post' AND queue_id = :queue"


def _part(row: Row) -> PostedPart:
    return PostedPart(*row)


def of_schedule(connection: sqlite3.Connection, schedule_id: int) -> list[Queued]:
    """Return the articles in the queue of a schedule, in order."""
    statement = f"SELECT {_COLUMNS} FROM queue WHERE schedule_id = ? ORDER BY position, id"
    return [Queued(*row) for row in rows(connection, statement, (schedule_id,))]


def schedules_of(connection: sqlite3.Connection, article_id: int) -> set[int]:
    """Return the ids of the schedules that have an article in their queue."""
    return set(column(connection, "SELECT schedule_id FROM queue WHERE article_id = ?", (article_id,)))


def append(transaction: sqlite3.Connection, schedule_id: int, article_id: int) -> Queued:
    """Put an article at the end of the queue of a schedule that doesn't have it, and return it there."""
    row = one(
        transaction,
        "INSERT INTO queue (schedule_id, article_id, position) SELECT ?1, ?2, ifnull(max(position), 0) + 1"
        f" FROM queue WHERE schedule_id = ?1 RETURNING {_COLUMNS}",
        (schedule_id, article_id),
    )
    assert row is not None
    return Queued(*row)


def remove(transaction: sqlite3.Connection, queue_id: int) -> None:
    """Take an article out of a queue."""
    transaction.execute("DELETE FROM queue WHERE id = ?", (queue_id,))


def arrange(transaction: sqlite3.Connection, order: list[int]) -> None:
    """Store the order of a queue, all of its rows' ids."""
    transaction.executemany(
        "UPDATE queue SET position = ? WHERE id = ?", [(n, queue_id) for n, queue_id in enumerate(order, 1)]
    )


def furthest(connection: sqlite3.Connection, queue_id: int, besides: int = 0) -> PostedPart | None:
    """Return the part that ends furthest of those that were posted, or may be, in one reading of an article;
    the one that closes it before all others. The delivery `besides` doesn't count."""
    row = one(
        connection,
        f"SELECT {_PART} FROM delivery WHERE {_POST} AND id <> :besides"
        " ORDER BY part_number > part_count DESC, part_end DESC, part_number DESC LIMIT 1",
        {"queue": queue_id, "besides": besides},
    )
    return _part(row) if row else None


def is_being_posted(connection: sqlite3.Connection, schedule_id: int, besides: int) -> bool:
    """Return whether a post of a schedule other than the delivery `besides` has its part and isn't done."""
    statement = (
        "SELECT 1 FROM delivery WHERE schedule_id = ? AND kind = 'post' AND article_id IS NOT NULL"
        " AND retry_at IS NOT NULL AND id <> ?"
    )
    return one(connection, statement, (schedule_id, besides)) is not None


def wake(transaction: sqlite3.Connection, schedule_id: int, now: datetime) -> None:
    """Have the posts of a schedule that wait for their part claimed now."""
    transaction.execute(
        "UPDATE delivery SET retry_at = ? WHERE schedule_id = ? AND kind = 'post' AND state = 'waiting'"
        " AND article_id IS NULL AND items = '[]'",
        (seconds(now), schedule_id),
    )


def unseen_since(connection: sqlite3.Connection, schedule_id: int) -> datetime | None:
    """Return when the first of the posts was due that a schedule missed since the last that may be there;
    None where it missed none.

    Where an older copy of the database was restored, they may have been sent.
    """
    since: int | None = value(
        connection,
        "SELECT min(due_at) FROM delivery WHERE schedule_id = :schedule AND kind = 'post'"
        " AND state = 'skipped' AND reason = 'missed' AND due_at > ifnull((SELECT max(due_at) FROM delivery"
        "  WHERE schedule_id = :schedule AND kind = 'post' AND article_id IS NOT NULL), 0)",
        {"schedule": schedule_id},
    )
    return moment(since)


def posted_last(connection: sqlite3.Connection, schedule_id: int, article_id: int) -> PostedPart | None:
    """Return the part that ends furthest of those that a schedule posted in its latest reading of an
    article."""
    row = one(
        connection,
        f"SELECT {_PART} FROM delivery WHERE schedule_id = ? AND kind = 'post' AND article_id = ?"
        " ORDER BY ifnull(queue_id, 0) DESC, part_end DESC, part_number DESC LIMIT 1",
        (schedule_id, article_id),
    )
    return _part(row) if row else None


def places(connection: sqlite3.Connection, article_id: int) -> list[tuple[int, int]]:
    """Return where posted parts of an article start and end, each pair once."""
    statement = "SELECT DISTINCT part_start, part_end FROM delivery WHERE article_id = ?"
    return [(start, end) for start, end in rows(connection, statement, (article_id,))]


def move_places(
    transaction: sqlite3.Connection,
    article_id: int,
    moved: Callable[[int], int],
    moved_end: Callable[[int], int],
) -> None:
    """Give the posted parts of an article the offsets that `moved` and `moved_end` say."""
    found = rows(
        transaction, "SELECT id, part_start, part_end FROM delivery WHERE article_id = ?", (article_id,)
    )
    transaction.executemany(
        "UPDATE delivery SET part_start = ?, part_end = ? WHERE id = ?",
        [
            (
                min(moved(start) if start < end else moved_end(end), moved_end(end)),
                moved_end(end),
                delivery_id,
            )
            for delivery_id, start, end in found
        ],
    )


def hand_over(transaction: sqlite3.Connection, before: int, after: int) -> None:
    """Put an article that is in no queue in the place of another, also in what was posted of that."""
    for table in ("queue", "delivery"):
        transaction.execute(f"UPDATE {table} SET article_id = ? WHERE article_id = ?", (after, before))


def consents(connection: sqlite3.Connection, guild_id: int, article_id: int) -> bool:
    """Return whether an article may be posted whole in a guild: it is shipped, its rights are recorded, or an
    editor gave their word."""
    found = value(
        connection,
        "SELECT guild_id IS NULL AND work IS NOT NULL"
        " OR EXISTS (SELECT 1 FROM rights WHERE article_id = article.id)"
        " OR EXISTS (SELECT 1 FROM consent WHERE guild_id = :guild AND article_id = article.id)"
        " FROM article WHERE id = :article",
        {"guild": guild_id, "article": article_id},
    )
    return bool(found)


def consent(
    transaction: sqlite3.Connection, guild_id: int, article_id: int, person: int, at: datetime
) -> None:
    """Store an editor's word that an article may be posted whole in a guild; the first one stays."""
    transaction.execute(
        "INSERT INTO consent (guild_id, article_id, given_by, given_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (guild_id, article_id) DO NOTHING",
        (guild_id, article_id, person, seconds(at)),
    )
