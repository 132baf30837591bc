"""Rows of schedules."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any

import aiosqlite

from bot.model import Content, Language, Problem, Schedule, Style

_SET = (
    "channel_id, minutes, days, zone, content, article_id, language, role_id, done_until, next_run,"
    " next_date, paused_by, problems, problem_at, recheck_at, removed_at, style"
)
_COLUMNS = f"id, public_id, guild_id, created_by, created_at, {_SET}"


def _schedule(row: sqlite3.Row) -> Schedule:
    values: dict[str, Any] = dict(zip(_COLUMNS.split(", "), row, strict=True))
    values["days"] = frozenset(day for day in range(7) if values["days"] >> day & 1)
    values["content"] = Content(values["content"])
    values["style"] = Style(values["style"])
    values["language"] = Language(values["language"]) if values["language"] else None
    values["next_date"] = date.fromisoformat(values["next_date"]) if values["next_date"] else None
    names = (values["problems"] or "").split()
    values["problems"] = tuple(
        Problem(name) for name in names if name in set(Problem)
    )  # not a newer version's
    return Schedule(**values)


def _set(schedule: Schedule) -> tuple[str | int | None, ...]:
    return (
        schedule.channel_id,
        schedule.minutes,
        sum(1 << day for day in schedule.days),
        schedule.zone,
        schedule.content,
        schedule.article_id,
        schedule.language,
        schedule.role_id,
        schedule.done_until,
        schedule.next_run,
        schedule.next_date.isoformat() if schedule.next_date else None,
        schedule.paused_by,
        " ".join(schedule.problems) or None,
        schedule.problem_at,
        schedule.recheck_at,
        schedule.removed_at,
        schedule.style,
    )


async def insert(transaction: aiosqlite.Connection, schedule: Schedule) -> Schedule:
    """Stores a schedule (its `id` is ignored) and returns it with its id."""
    columns = f"public_id, guild_id, created_by, created_at, {_SET}"
    first = (schedule.public_id, schedule.guild_id, schedule.created_by, schedule.created_at)
    cursor = await transaction.execute(
        f"INSERT INTO schedule ({columns}) VALUES ({', '.join('?' * len(columns.split(',')))})"
        f" RETURNING {_COLUMNS}",
        (*first, *_set(schedule)),
    )
    row = await cursor.fetchone()
    assert row is not None
    return _schedule(row)


async def update(transaction: aiosqlite.Connection, schedule: Schedule) -> None:
    """Stores all of a schedule but its guild, its public_id and who made it when.

    What is stored must have been read in the same transaction: the sender writes such rows too.
    """
    await transaction.execute(
        f"UPDATE schedule SET {', '.join(f'{name} = ?' for name in _SET.split(', '))} WHERE id = ?",
        (*_set(schedule), schedule.id),
    )


async def get(connection: aiosqlite.Connection, schedule_id: int) -> Schedule | None:
    """The schedule with that id, removed or not."""
    cursor = await connection.execute(f"SELECT {_COLUMNS} FROM schedule WHERE id = ?", (schedule_id,))
    row = await cursor.fetchone()
    return None if row is None else _schedule(row)


async def of_guild(connection: aiosqlite.Connection, guild_id: int) -> list[Schedule]:
    """A guild's schedules, oldest first, without the removed ones."""
    cursor = await connection.execute(
        f"SELECT {_COLUMNS} FROM schedule WHERE guild_id = ? AND removed_at IS NULL ORDER BY id", (guild_id,)
    )
    return [_schedule(row) for row in await cursor.fetchall()]


async def removed(connection: aiosqlite.Connection, guild_id: int) -> list[Schedule]:
    """A guild's removed schedules that can still be restored, the latest first."""
    cursor = await connection.execute(
        f"SELECT {_COLUMNS} FROM schedule WHERE guild_id = ? AND removed_at IS NOT NULL"
        " ORDER BY removed_at DESC, id DESC",
        (guild_id,),
    )
    return [_schedule(row) for row in await cursor.fetchall()]


async def count(connection: aiosqlite.Connection, guild_id: int) -> int:
    """How many schedules a guild has, without the removed ones."""
    cursor = await connection.execute(
        "SELECT count(*) FROM schedule WHERE guild_id = ? AND removed_at IS NULL", (guild_id,)
    )
    row = await cursor.fetchone()
    assert row is not None
    return int(row[0])


DUE = f"SELECT {_COLUMNS} FROM schedule WHERE next_run <= ? ORDER BY next_run, id LIMIT ?"
"""Reads no row that is not due: it is answered from the index schedule_due."""


async def due(connection: aiosqlite.Connection, now: int, limit: int) -> list[Schedule]:
    """Schedules whose next run has come, the longest waiting first."""
    cursor = await connection.execute(DUE, (now, limit))
    return [_schedule(row) for row in await cursor.fetchall()]


async def put_off(transaction: aiosqlite.Connection, schedule_id: int, until: int) -> None:
    """Has a schedule's run come up again at `until`."""
    await transaction.execute("UPDATE schedule SET next_run = ? WHERE id = ?", (until, schedule_id))


async def planned(
    connection: aiosqlite.Connection, after: int, limit: int, done_after: int = 0
) -> Sequence[Schedule]:
    """Schedules with an id above `after` that have a next run, by id; with `done_after` only those that are
    done until later than that."""
    cursor = await connection.execute(
        f"SELECT {_COLUMNS} FROM schedule WHERE id > ? AND next_run IS NOT NULL AND done_until > ?"
        " ORDER BY id LIMIT ?",
        (after, done_after, limit),
    )
    return [_schedule(row) for row in await cursor.fetchall()]


async def to_recheck(connection: aiosqlite.Connection, now: int) -> list[Schedule]:
    """Schedules whose problem should have ended by itself."""
    cursor = await connection.execute(f"SELECT {_COLUMNS} FROM schedule WHERE recheck_at <= ?", (now,))
    return [_schedule(row) for row in await cursor.fetchall()]


async def purge(transaction: aiosqlite.Connection, removed_before: int) -> int:
    """Deletes schedules removed before then, with their deliveries; how many."""
    cursor = await transaction.execute("DELETE FROM schedule WHERE removed_at < ?", (removed_before,))
    return cursor.rowcount
