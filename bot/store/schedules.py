"""Rows of the table `schedule`."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from bot.model import Content, Language, PartSize, Pause, Problem, Schedule, Style, days_from
from bot.store import deletions
from bot.store.sql import Row, column, day, json_array, moment, one, rows, seconds, value

_CHANGING = (
    "channel_id, minutes, days, zone, content, article_id, language, role_id, done_until, next_run,"
    " next_date, paused_by, problems, problem_at, recheck_at, removed_at, style, size, pauses, thread"
)
_INSERTED = f"public_id, guild_id, created_by, created_at, {_CHANGING}"
_COLUMNS = f"id, {_INSERTED}"
_MOMENTS = ("created_at", "done_until", "next_run", "problem_at", "recheck_at", "removed_at")


def _schedule(row: Row) -> Schedule:
    values: dict[str, Any] = dict(zip(_COLUMNS.split(", "), row, strict=True))
    values["days"] = days_from(values["days"])
    values["pauses"] = tuple(_pause(text) for text in (values["pauses"] or "").split())
    values["content"] = Content(values["content"])
    values["style"] = Style(values["style"])
    values["thread"] = bool(values["thread"])
    values["size"] = PartSize(values["size"])
    values["language"] = Language(values["language"]) if values["language"] else None
    values["next_date"] = day(values["next_date"])
    values |= {name: moment(values[name]) for name in _MOMENTS}
    names = (values["problems"] or "").split()
    known = set(Problem)  # the database may have been written by a newer version
    values["problems"] = tuple(Problem(name) for name in names if name in known)
    return Schedule(**values)


def _values(schedule: Schedule, columns: str) -> list[str | int | None]:
    converted = {
        "days": schedule.days.code,
        "pauses": " ".join(f"{one.start}/{one.end}" for one in schedule.pauses) or None,
        "next_date": schedule.next_date.isoformat() if schedule.next_date else None,
        "problems": " ".join(schedule.problems) or None,
        **{name: seconds(at) if (at := getattr(schedule, name)) else None for name in _MOMENTS},
    }
    names = columns.split(", ")
    return [converted[name] if name in converted else getattr(schedule, name) for name in names]


def _pause(text: str) -> Pause:
    start, _, end = text.partition("/")
    return Pause(date.fromisoformat(start), date.fromisoformat(end))


def insert(transaction: sqlite3.Connection, schedule: Schedule) -> Schedule:
    """Store a schedule (its `id` is ignored) and return it with its id."""
    values = _values(schedule, _INSERTED)
    row = one(
        transaction,
        f"INSERT INTO schedule ({_INSERTED}) VALUES ({', '.join('?' * len(values))}) RETURNING {_COLUMNS}",
        values,
    )
    assert row is not None
    return _schedule(row)


def update(transaction: sqlite3.Connection, schedule: Schedule) -> None:
    """Store all of a schedule but its guild, its public_id and who made it when.

    It must have been read in the same transaction: the sender writes such rows too.
    """
    transaction.execute(
        f"UPDATE schedule SET {', '.join(f'{name} = ?' for name in _CHANGING.split(', '))} WHERE id = ?",
        (*_values(schedule, _CHANGING), schedule.id),
    )


def get(connection: sqlite3.Connection, schedule_id: int) -> Schedule | None:
    """Return the schedule with that id, removed or not; None if there is none."""
    row = one(connection, f"SELECT {_COLUMNS} FROM schedule WHERE id = ?", (schedule_id,))
    return None if row is None else _schedule(row)


def of_public_id(connection: sqlite3.Connection, guild_id: int, public_id: str) -> Schedule | None:
    """Return a guild's schedule that has this public id, removed or not; None if there is none."""
    statement = f"SELECT {_COLUMNS} FROM schedule WHERE guild_id = ? AND public_id = ?"
    row = one(connection, statement, (guild_id, public_id))
    return None if row is None else _schedule(row)


def of_guild(connection: sqlite3.Connection, guild_id: int) -> list[Schedule]:
    """Return a guild's schedules, oldest first, without the removed ones."""
    statement = f"SELECT {_COLUMNS} FROM schedule WHERE guild_id = ? AND removed_at IS NULL ORDER BY id"
    return [_schedule(row) for row in rows(connection, statement, (guild_id,))]


def posting(connection: sqlite3.Connection, guild_id: int | None = None) -> list[Schedule]:
    """Return the schedules that have a next run, of one guild or of all, oldest first."""
    own = "" if guild_id is None else " AND guild_id = :guild"
    statement = f"SELECT {_COLUMNS} FROM schedule WHERE next_run IS NOT NULL{own} ORDER BY id"
    return [_schedule(row) for row in rows(connection, statement, {"guild": guild_id})]


def first_made(connection: sqlite3.Connection) -> datetime | None:
    """Return when the oldest schedule was made, None where there is none."""
    made: int | None = value(connection, "SELECT min(created_at) FROM schedule")
    return moment(made)


def removed(connection: sqlite3.Connection, guild_id: int) -> list[Schedule]:
    """Return a guild's removed schedules that can still be restored, the latest removed first."""
    found = rows(
        connection,
        f"SELECT {_COLUMNS} FROM schedule WHERE guild_id = ? AND removed_at IS NOT NULL"
        " ORDER BY removed_at DESC, id DESC",
        (guild_id,),
    )
    return [_schedule(row) for row in found]


def count(connection: sqlite3.Connection, guild_id: int) -> int:
    """Return how many schedules a guild has, without the removed ones."""
    statement = "SELECT count(*) FROM schedule WHERE guild_id = ? AND removed_at IS NULL"
    return int(value(connection, statement, (guild_id,)))


DUE = "SELECT id FROM schedule WHERE next_run <= ? ORDER BY next_run, id LIMIT ?"
"""Reads no row that is not due: it is answered from the index schedule_due."""


def due(connection: sqlite3.Connection, now: datetime, limit: int) -> list[int]:
    """Return the ids of at most `limit` schedules whose next run has come, the longest waiting first."""
    return column(connection, DUE, (seconds(now), limit))


def put_off(transaction: sqlite3.Connection, schedule_id: int, until: datetime) -> None:
    """Postpone a schedule's run to `until`."""
    statement = "UPDATE schedule SET next_run = ? WHERE id = ?"
    transaction.execute(statement, (seconds(until), schedule_id))


def planned(
    connection: sqlite3.Connection, after: int, limit: int, done_after: datetime | None = None
) -> list[int]:
    """Return at most `limit` ids above `after` of schedules that have a next run, in order.

    With `done_after` only of those whose `done_until` is later.
    """
    return column(
        connection,
        "SELECT id FROM schedule WHERE id > ? AND next_run IS NOT NULL AND done_until > ?"
        " ORDER BY id LIMIT ?",
        (after, seconds(done_after) if done_after else 0, limit),
    )


def guilds_with_problems(connection: sqlite3.Connection, guild_ids: Collection[int]) -> list[int]:
    """Return those of these guilds that have a schedule with problems."""
    return column(
        connection,
        "SELECT DISTINCT guild_id FROM schedule WHERE problems IS NOT NULL"
        " AND guild_id IN (SELECT value FROM json_each(?))",
        (json_array(guild_ids),),
    )


def to_recheck(connection: sqlite3.Connection, now: datetime) -> list[Schedule]:
    """Return the schedules whose problems should have passed by themselves."""
    statement = f"SELECT {_COLUMNS} FROM schedule WHERE recheck_at <= ?"
    return [_schedule(row) for row in rows(connection, statement, (seconds(now),))]


def purge(transaction: sqlite3.Connection, removed_before: datetime) -> int:
    """Delete schedules removed before then, with their deliveries; return how many."""
    statement = "SELECT id FROM schedule WHERE removed_at < ?"
    return delete(transaction, column(transaction, statement, (seconds(removed_before),)))


def delete(transaction: sqlite3.Connection, schedule_ids: Sequence[int]) -> int:
    """Delete schedules with their deliveries; return how many."""
    deletions.store(transaction, "schedule", schedule_ids)
    statement = "DELETE FROM schedule WHERE id IN (SELECT value FROM json_each(?))"
    cursor = transaction.execute(statement, (json_array(schedule_ids),))
    return cursor.rowcount
