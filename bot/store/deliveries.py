"""Rows of deliveries: the outbox, and its history."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import astuple, fields
from datetime import datetime
from typing import Any

from bot.model import Delivery, DeliveryKind, DeliveryState, PostedPart, Problem, Reason
from bot.store.sql import Row, column, json_array, moment, one, rows, seconds, value

_PLAIN = [field.name for field in fields(Delivery) if field.name != "part"]
_PART = ["queue_id", "article_id", "part_start", "part_end", "part_number", "part_count"]
_COLUMNS = ", ".join([*_PLAIN, *_PART])
_MOMENTS = ("due_at", "retry_at", "done_at", "requested_at", "thread_at")


def _reason(stored: str | None) -> Problem | Reason | None:
    if stored in set(Problem):
        return Problem(stored)
    return Reason(stored) if stored in set(Reason) else None  # one of a newer version


def _delivery(row: Row) -> Delivery:
    values: dict[str, Any] = dict(zip(_PLAIN, row[: len(_PLAIN)], strict=True))
    values["part"] = _part(row[len(_PLAIN) :])
    values["kind"] = DeliveryKind(values["kind"])
    values["state"] = DeliveryState(values["state"])
    values["reason"] = _reason(values["reason"])
    values |= {name: tuple(json.loads(values[name])) for name in ("items", "questions")}
    values["maybe_sent"] = bool(values["maybe_sent"])
    values |= {name: moment(values[name]) for name in _MOMENTS}
    return Delivery(**values)


def _part(row: Row) -> PostedPart | None:
    return None if row[1] is None else PostedPart(*row)


def _values(delivery: Delivery) -> tuple[str | int | None, ...]:
    converted = {
        "items": json.dumps(delivery.items),
        "questions": json.dumps(delivery.questions),
        **{name: seconds(at) if (at := getattr(delivery, name)) else None for name in _MOMENTS},
    }
    plain = (converted[name] if name in converted else getattr(delivery, name) for name in _PLAIN[1:])
    return *plain, *(astuple(delivery.part) if delivery.part else (None,) * len(_PART))


def insert(transaction: sqlite3.Connection, delivery: Delivery) -> Delivery | None:
    """Store a delivery (its `id` is ignored) and return it with its id; None where its slot exists."""
    columns = _COLUMNS.split(", ", 1)[1]
    row = one(
        transaction,
        f"INSERT INTO delivery ({columns}) VALUES ({', '.join('?' * len(columns.split(',')))})"
        f" ON CONFLICT (schedule_id, slot) DO NOTHING RETURNING {_COLUMNS}",
        _values(delivery),
    )
    return None if row is None else _delivery(row)


def update(transaction: sqlite3.Connection, delivery: Delivery) -> None:
    """Store all of a delivery, which must have been read in the same transaction."""
    columns = _COLUMNS.split(", ")[1:]
    transaction.execute(
        f"UPDATE delivery SET {', '.join(f'{name} = ?' for name in columns)} WHERE id = ?",
        (*_values(delivery), delivery.id),
    )


def get(connection: sqlite3.Connection, delivery_id: int) -> Delivery | None:
    """Return the delivery with that id, or None."""
    row = one(connection, f"SELECT {_COLUMNS} FROM delivery WHERE id = ?", (delivery_id,))
    return None if row is None else _delivery(row)


def history(connection: sqlite3.Connection, schedule_id: int, limit: int) -> list[Delivery]:
    """Return a schedule's posts and tests, newest first."""
    found = rows(
        connection,
        f"SELECT {_COLUMNS} FROM delivery WHERE schedule_id = ? ORDER BY due_at DESC, id DESC LIMIT ?",
        (schedule_id, limit),
    )
    return [_delivery(row) for row in found]


def posted(
    connection: sqlite3.Connection, guild_id: int, channel_id: int, since: datetime, until: datetime
) -> list[Delivery]:
    """Return what a guild's schedules posted in a channel from one moment on and before another, oldest
    first: what shows something of its own, and wasn't deleted as far as is known."""
    found = rows(
        connection,
        f"SELECT {_COLUMNS} FROM delivery WHERE schedule_id IN (SELECT id FROM schedule WHERE guild_id = ?)"
        " AND target = ? AND kind = 'post' AND state = 'sent' AND reason IS NOT 'deleted'"
        " AND (items <> '[]' OR article_id IS NOT NULL)"
        " AND done_at >= ? AND done_at < ? ORDER BY due_at, id",
        (guild_id, channel_id, seconds(since), seconds(until)),
    )
    return [_delivery(row) for row in found]


def of_slot(connection: sqlite3.Connection, schedule_id: int, slot: str) -> Delivery | None:
    """Return the delivery of a schedule for that slot, None where there is none."""
    statement = f"SELECT {_COLUMNS} FROM delivery WHERE schedule_id = ? AND slot = ?"
    row = one(connection, statement, (schedule_id, slot))
    return None if row is None else _delivery(row)


def taken(connection: sqlite3.Connection, schedule_id: int, slot: str) -> bool:
    """Return whether a schedule has a delivery for that slot."""
    statement = "SELECT 1 FROM delivery WHERE schedule_id = ? AND slot = ?"
    return one(connection, statement, (schedule_id, slot)) is not None


def slots(connection: sqlite3.Connection, schedule_id: int) -> set[str]:
    """Return the slots of a schedule that exist."""
    return set(column(connection, "SELECT slot FROM delivery WHERE schedule_id = ?", (schedule_id,)))


DUE = "SELECT id FROM delivery WHERE retry_at <= ? ORDER BY retry_at, id LIMIT ?"
"""Reads no row that is not due: it is answered from the index delivery_open."""


def due(connection: sqlite3.Connection, now: datetime, limit: int) -> list[int]:
    """Return the ids of at most `limit` deliveries that are not done and may be tried (again), the longest
    waiting first."""
    return column(connection, DUE, (seconds(now), limit))


def oldest_due(connection: sqlite3.Connection, now: datetime) -> datetime | None:
    """Return since when the post has been due that has waited longest for its (next) attempt; None where none
    is due."""
    statement = (
        "SELECT min(since) FROM (SELECT min(retry_at) AS since FROM delivery WHERE retry_at <= :now"
        " UNION ALL SELECT min(next_run) FROM schedule WHERE next_run <= :now)"
    )
    since: int | None = value(connection, statement, {"now": seconds(now)})
    return moment(since)


def unfinished(connection: sqlite3.Connection) -> dict[DeliveryState, int]:
    """Return how many deliveries are not done, by state. Reads no row that is done."""
    found = rows(connection, "SELECT state, count(*) FROM delivery WHERE retry_at IS NOT NULL GROUP BY state")
    return {DeliveryState(state): count for state, count in found}


def last_sent(connection: sqlite3.Connection, guild_id: int | None = None) -> datetime | None:
    """Return when a post was last sent, of one guild's schedules or of all."""
    own = "" if guild_id is None else " AND schedule_id IN (SELECT id FROM schedule WHERE guild_id = :guild)"
    statement = f"SELECT max(done_at) FROM delivery WHERE state = 'sent'{own}"
    at: int | None = value(connection, statement, {"guild": guild_id})
    return moment(at)


def defer(transaction: sqlite3.Connection, delivery_id: int, until: datetime) -> None:
    """Have a delivery that is not done come up again at `until`."""
    statement = "UPDATE delivery SET retry_at = ? WHERE id = ?"
    transaction.execute(statement, (seconds(until), delivery_id))


def release(transaction: sqlite3.Connection, holder: str, now: datetime) -> int:
    """Make deliveries that other processes had claimed due at once; return how many there were.

    Those processes ended: `holder` has the lease.
    """
    cursor = transaction.execute(
        "UPDATE delivery SET retry_at = ? WHERE retry_at IS NOT NULL AND state = 'claimed' AND holder <> ?",
        (seconds(now), holder),
    )
    return cursor.rowcount


def reopen(transaction: sqlite3.Connection, schedule_id: int, due_after: datetime, now: datetime) -> None:
    """Have the latest post of a schedule claimed again, if it was due after then and nothing but a problem of
    its channel kept it from being sent."""
    transaction.execute(
        "UPDATE delivery SET state = 'waiting', reason = NULL, retry_at = :now, done_at = NULL"
        " WHERE id = (SELECT id FROM delivery WHERE schedule_id = :schedule AND kind = 'post'"
        "  ORDER BY due_at DESC, id DESC LIMIT 1)"
        " AND state IN ('skipped', 'failed') AND due_at > :after"
        " AND reason IN (SELECT value FROM json_each(:problems))",
        {
            "schedule": schedule_id,
            "now": seconds(now),
            "after": seconds(due_after),
            "problems": json_array(problem for problem in Problem if problem.examinable),
        },
    )


def withdraw(transaction: sqlite3.Connection, now: datetime, latest_retry: datetime) -> None:
    """Take back what was stored by a clock that was ahead of `now`, so that it is planned and tried again.

    What can't have left is forgotten, but tests; whoever cancelled it was right, whatever the time. What is
    to be tried later than `latest_retry` is tried now.
    """
    transaction.execute(
        "DELETE FROM delivery WHERE kind <> 'test' AND maybe_sent = 0 AND ("
        " state IN ('skipped', 'failed') AND reason IS NOT 'cancelled' AND done_at > :now"
        " OR state = 'waiting' AND due_at > :now)",
        {"now": seconds(now)},
    )
    for column_name in ("retry_at", "thread_at"):
        transaction.execute(
            f"UPDATE delivery SET {column_name} = ? WHERE {column_name} > ?",
            (seconds(now), seconds(latest_retry)),
        )


THREADS_DUE = "SELECT id FROM delivery WHERE thread_at <= ? ORDER BY thread_at, id LIMIT ?"
"""Reads no row that is not due: it is answered from the index delivery_thread."""


def threads_due(connection: sqlite3.Connection, now: datetime, limit: int) -> list[int]:
    """Return the ids of at most `limit` deliveries whose thread is to be made (again), the longest waiting
    first."""
    return column(connection, THREADS_DUE, (seconds(now), limit))


def set_thread_at(transaction: sqlite3.Connection, delivery_id: int, at: datetime | None) -> None:
    """Store when a delivery's thread is to be made; None: it is there, or none is wanted any more."""
    statement = "UPDATE delivery SET thread_at = ? WHERE id = ?"
    transaction.execute(statement, (seconds(at) if at else None, delivery_id))


def purge(transaction: sqlite3.Connection, due_before: datetime) -> int:
    """Delete what is done and was due before then, and return how many; what was posted of an article that
    is still in the queue stays."""
    cursor = transaction.execute(
        "DELETE FROM delivery WHERE due_at < ? AND retry_at IS NULL"
        " AND NOT (queue_id IS NOT NULL AND queue_id IN (SELECT id FROM queue))",
        (seconds(due_before),),
    )
    return cursor.rowcount
