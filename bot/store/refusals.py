"""Rows of refusals: who doesn't want cards of their messages, known by a keyed hash only."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime

from bot.store.sql import Row, moment, rows, seconds, value


def put(transaction: sqlite3.Connection, person: bytes, at: datetime) -> None:
    """Store that a person refuses; one who did before has done so since then."""
    transaction.execute(
        "INSERT INTO refusal (person, refused_at) VALUES (?, ?) ON CONFLICT DO NOTHING", (person, seconds(at))
    )


def delete(transaction: sqlite3.Connection, person: bytes) -> None:
    """Delete a person's refusal."""
    transaction.execute("DELETE FROM refusal WHERE person = ?", (person,))


def since(connection: sqlite3.Connection, person: bytes) -> datetime | None:
    """Return since when a person refuses; None for one who doesn't."""
    at: int | None = value(connection, "SELECT refused_at FROM refusal WHERE person = ?", (person,))
    return moment(at)


def everyone(connection: sqlite3.Connection) -> list[Row]:
    """Return who refuses, and since when, as rows."""
    return rows(connection, "SELECT person, refused_at FROM refusal")


def adopt(transaction: sqlite3.Connection, found: Iterable[Row]) -> None:
    """Store these rows of another database beside those that are there."""
    statement = "INSERT INTO refusal (person, refused_at) VALUES (?, ?) ON CONFLICT DO NOTHING"
    transaction.executemany(statement, found)


def any_stored(connection: sqlite3.Connection) -> bool:
    """Return whether anybody refuses."""
    return bool(value(connection, "SELECT EXISTS (SELECT 1 FROM refusal)"))
