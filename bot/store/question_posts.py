"""Which questions messages tell of or told of, and what a clock that was ahead made of that."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from bot.store.sql import column, seconds, value


def told(connection: sqlite3.Connection, guild_id: int, slot: str) -> bool:
    """Return whether a message of a guild's schedules for that slot is there, may be, or is still to come."""
    return bool(
        value(
            connection,
            "SELECT EXISTS (SELECT 1 FROM delivery WHERE slot = :slot AND state NOT IN ('skipped', 'failed')"
            " AND schedule_id IN (SELECT id FROM schedule WHERE guild_id = :guild))",
            {"slot": slot, "guild": guild_id},
        )
    )


def under_way(connection: sqlite3.Connection, guild_id: int) -> set[int]:
    """Return the ids of the questions that a guild's messages tell of which are still to come. Reads no row
    that is done."""
    return set(
        column(
            connection,
            "SELECT told.value FROM delivery, json_each(delivery.questions) AS told"
            " WHERE retry_at IS NOT NULL AND delivery.kind = 'questions' AND guild_id = ?",
            (guild_id,),
        )
    )


def withdraw(transaction: sqlite3.Connection, now: datetime) -> None:
    """Have posts tell of questions on the day after they are due that are not due `now`: a clock that was
    ahead told of them before."""
    transaction.execute(
        "UPDATE question SET next_post = date(due_on, '+1 day')"
        " WHERE due_at > ? AND next_post > date(due_on, '+1 day')",
        (seconds(now),),
    )
