"""Rows of the table `notice`."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal

from bot.model import OUTSIDE, Fact, Letter, Notice
from bot.store.sql import Row, column, json_array, moment, rows, seconds

State = Literal["told", "untold", "seen"]

_COLUMNS = (
    "id, guild_id, person, created_at, nonce, attempts, key, identity, variables, schedule_id, channel_id"
)


def _notice(row: Row) -> Notice:
    notice_id, guild_id, person, created_at, nonce, attempts, key, identity, variables, schedule, channel = (
        row
    )
    fact = Fact(key, identity, json.loads(variables), schedule)
    return Notice(notice_id, guild_id, person, fact, moment(created_at), nonce, attempts, channel)


def insert(
    transaction: sqlite3.Connection,
    guild_id: int,
    person: int,
    fact: Fact,
    now: datetime,
    due_at: datetime | None,
    channel_id: int | None = None,
) -> bool:
    """Store a fact to be told from `due_at` on (None: an editor is told at once), in a channel or by direct
    message; False where it is known."""
    cursor = transaction.execute(
        "INSERT INTO notice (guild_id, person, identity, key, variables, schedule_id, created_at, state,"
        " nonce, retry_at, channel_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (guild_id, identity) DO NOTHING",
        (
            guild_id,
            person,
            fact.identity,
            fact.key,
            json.dumps(dict(fact.variables)),
            fact.schedule_id,
            seconds(now),
            "waiting" if due_at else "untold",
            secrets.token_hex(12),
            seconds(due_at) if due_at else None,
            channel_id,
        ),
    )
    return cursor.rowcount > 0


def due(connection: sqlite3.Connection, now: datetime, limit: int) -> list[Notice]:
    """Return notices that may be told (again), the longest waiting first."""
    statement = f"SELECT {_COLUMNS} FROM notice WHERE retry_at <= ? ORDER BY retry_at, id LIMIT ?"
    return [_notice(row) for row in rows(connection, statement, (seconds(now), limit))]


def gather(transaction: sqlite3.Connection, notice: Notice, retry_at: datetime, *, more: bool) -> Letter:
    """Return the letter of a notice that waits; all of it comes up again at `retry_at`.

    With `more`, what else waits for the same person and guild and is in no letter yet goes into it; what is
    told in a channel doesn't, and of what is about no guild only what is told in the same words.
    """
    first = column(transaction, "SELECT ifnull(letter, id) FROM notice WHERE id = ?", (notice.id,))
    about = {
        "letter": first[0],
        "retry": seconds(retry_at),
        "guild": notice.guild_id,
        "person": notice.person,
        "more": more,
        "key": notice.fact.key,
    }
    transaction.execute(
        "UPDATE notice SET letter = :letter, retry_at = :retry"
        " WHERE retry_at IS NOT NULL AND guild_id = :guild AND person = :person"
        " AND (letter = :letter OR id = :letter OR :more AND letter IS NULL AND channel_id IS NULL"
        f" AND (guild_id <> {OUTSIDE} OR key = :key))",
        about,
    )
    statement = f"SELECT {_COLUMNS} FROM notice WHERE letter = :letter AND retry_at IS NOT NULL ORDER BY id"
    return Letter(first[0], tuple(_notice(row) for row in rows(transaction, statement, about)))


def attempted(transaction: sqlite3.Connection, letter: Letter) -> None:
    """Count one more attempt to send a letter."""
    transaction.execute(
        "UPDATE notice SET attempts = attempts + 1 WHERE letter = ?",
        (letter.id,),
    )


def finish(transaction: sqlite3.Connection, letter: Letter, state: State) -> None:
    """Store how a letter ended, as far as it still waits."""
    transaction.execute(
        "UPDATE notice SET state = ?, retry_at = NULL WHERE retry_at IS NOT NULL AND letter = ?",
        (state, letter.id),
    )


def postpone(transaction: sqlite3.Connection, letter: Letter, until: datetime) -> None:
    """Have a letter that still waits come up again at `until`."""
    transaction.execute(
        "UPDATE notice SET retry_at = ? WHERE retry_at IS NOT NULL AND letter = ?",
        (seconds(until), letter.id),
    )


def untold(connection: sqlite3.Connection, guild_id: int) -> list[Notice]:
    """Return a guild's notices that could not be delivered and that no editor has seen since."""
    statement = f"SELECT {_COLUMNS} FROM notice WHERE guild_id = ? AND state = 'untold' ORDER BY id"
    return [_notice(row) for row in rows(connection, statement, (guild_id,))]


def untold_people(connection: sqlite3.Connection, key: str) -> list[int]:
    """Return everybody who could not be told by direct message what is told by that key and about no
    guild."""
    statement = "SELECT DISTINCT person FROM notice WHERE guild_id = ? AND state = 'untold' AND key = ?"
    return column(connection, statement, (OUTSIDE, key))


def untold_to(connection: sqlite3.Connection, person: int, key: str) -> list[Notice]:
    """Return what of that somebody could not be told, oldest first."""
    statement = (
        f"SELECT {_COLUMNS} FROM notice"
        " WHERE guild_id = ? AND person = ? AND state = 'untold' AND key = ? ORDER BY id"
    )
    return [_notice(row) for row in rows(connection, statement, (OUTSIDE, person, key))]


def mark_seen(transaction: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Store that an editor saw these notices."""
    transaction.execute(
        "UPDATE notice SET state = 'seen' WHERE state = 'untold' AND id IN (SELECT value FROM json_each(?))",
        (json_array(ids),),
    )


def forget(transaction: sqlite3.Connection, schedule_id: int, key: str) -> None:
    """Delete what nobody was told yet of a schedule under that key, since it does not hold any more."""
    transaction.execute(
        "DELETE FROM notice WHERE schedule_id = ? AND key = ? AND state IN ('waiting', 'untold')",
        (schedule_id, key),
    )


def take_back(transaction: sqlite3.Connection, guild_id: int, identity: str) -> None:
    """Delete a fact that nobody was told yet, since it does not hold any more; `*` in its identity is any
    text."""
    transaction.execute(
        "DELETE FROM notice WHERE guild_id = ? AND identity GLOB ? AND state IN ('waiting', 'untold')",
        (guild_id, identity),
    )


def reopen(
    transaction: sqlite3.Connection, guild_id: int, identity: str, about: Mapping[str, str], now: datetime
) -> None:
    """Have the message in a channel that told of a fact brought up to date: its notice waits again, with what
    is known now (`about`) among its variables."""
    transaction.execute(
        "UPDATE notice SET state = 'waiting', retry_at = ?, variables = json_patch(variables, ?)"
        " WHERE guild_id = ? AND identity = ? AND state = 'told' AND channel_id IS NOT NULL",
        (seconds(now), json.dumps(dict(about)), guild_id, identity),
    )


def delete(transaction: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Delete notices: who was told something is stored no longer."""
    transaction.execute("DELETE FROM notice WHERE id IN (SELECT value FROM json_each(?))", (json_array(ids),))


def withdraw(transaction: sqlite3.Connection, now: datetime, latest_retry: datetime) -> None:
    """Take back what a clock that was ahead of `now` made of notices that wait.

    One about a post (its variable `delivery`) that was withdrawn is forgotten: call this after
    `deliveries.withdraw`. All else did happen, whatever the time; what is to be told later than
    `latest_retry` is told now.
    """
    transaction.execute(
        "DELETE FROM notice WHERE retry_at IS NOT NULL AND created_at > ?"
        " AND json_extract(variables, '$.delivery') IS NOT NULL"
        " AND json_extract(variables, '$.delivery') NOT IN (SELECT id FROM delivery)",
        (seconds(now),),
    )
    transaction.execute(
        "UPDATE notice SET retry_at = :now, created_at = min(created_at, :now) WHERE retry_at > :latest",
        {"now": seconds(now), "latest": seconds(latest_retry)},
    )


def purge(transaction: sqlite3.Connection, before: datetime) -> None:
    """Delete what does not wait any more and was stored before then."""
    transaction.execute("DELETE FROM notice WHERE created_at < ? AND retry_at IS NULL", (seconds(before),))


def purge_untold(transaction: sqlite3.Connection, key: str, before: datetime) -> None:
    """Delete what is told by that key and about no guild, and could not be told since before then."""
    transaction.execute(
        "DELETE FROM notice WHERE guild_id = ? AND state = 'untold' AND key = ? AND created_at < ?",
        (OUTSIDE, key, seconds(before)),
    )
