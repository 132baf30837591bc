"""Rows of suggestions. Each is open: what editors decided on is deleted."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from bot.model import Language, Suggestion
from bot.store import deletions
from bot.store.sql import Row, moment, one, rows, seconds, value

_COLUMNS = (
    "id, guild_id, url, title, author, opening, quotes, predictions, suggested_by, language, suggested_at"
)


def insert(
    transaction: sqlite3.Connection, suggestion: Suggestion, digest: bytes, readout: bytes
) -> Suggestion:
    """Store a suggestion (its `id` is ignored) with what was read, and return it with its id."""
    found = one(
        transaction,
        "INSERT INTO suggestion (guild_id, url, digest, title, author, opening, quotes, predictions,"
        " suggested_by, language, suggested_at, readout) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        f" RETURNING {_COLUMNS}",
        (
            suggestion.guild_id,
            suggestion.url,
            digest,
            suggestion.title,
            suggestion.author,
            suggestion.opening,
            suggestion.quotes,
            suggestion.predictions,
            suggestion.suggested_by,
            suggestion.language,
            seconds(suggestion.suggested_at),
            readout,
        ),
    )
    assert found is not None
    return _suggestion(found)


def of_guild(connection: sqlite3.Connection, guild_id: int) -> list[Suggestion]:
    """Return a guild's suggestions, the one that has waited for longest first."""
    statement = f"SELECT {_COLUMNS} FROM suggestion WHERE guild_id = ? ORDER BY id"
    return [_suggestion(row) for row in rows(connection, statement, (guild_id,))]


def get(connection: sqlite3.Connection, guild_id: int, suggestion_id: int) -> Suggestion | None:
    """Return a guild's suggestion; None where it isn't open (any more)."""
    statement = f"SELECT {_COLUMNS} FROM suggestion WHERE id = ? AND guild_id = ?"
    row = one(connection, statement, (suggestion_id, guild_id))
    return None if row is None else _suggestion(row)


def readout(connection: sqlite3.Connection, suggestion_id: int) -> bytes:
    """Return what was read of a suggestion's page, as it was stored; b"" for an unknown id."""
    return value(connection, "SELECT readout FROM suggestion WHERE id = ?", (suggestion_id,)) or b""


def with_digests(
    connection: sqlite3.Connection, guild_id: int | None = None
) -> list[tuple[Suggestion, bytes]]:
    """Return the suggestions of a guild (None: of all), each with the digest of its body."""
    where = "" if guild_id is None else " WHERE guild_id = ?"
    values = () if guild_id is None else (guild_id,)
    found = rows(connection, f"SELECT {_COLUMNS}, digest FROM suggestion{where} ORDER BY id", values)
    return [(_suggestion(row[:-1]), row[-1]) for row in found]


def made_before(connection: sqlite3.Connection, then: datetime, limit: int) -> list[Suggestion]:
    """Return suggestions from before then, the oldest first."""
    statement = f"SELECT {_COLUMNS} FROM suggestion WHERE suggested_at < ? ORDER BY suggested_at LIMIT ?"
    return [_suggestion(row) for row in rows(connection, statement, (seconds(then), limit))]


def delete(transaction: sqlite3.Connection, suggestion_id: int) -> None:
    """Delete a suggestion, and store that it is gone: no copy of the database brings it back."""
    deletions.store(transaction, "suggestion", [suggestion_id])
    delete_again(transaction, suggestion_id)


def delete_again(transaction: sqlite3.Connection, suggestion_id: int) -> None:
    """Delete a suggestion that another database says is gone."""
    transaction.execute("DELETE FROM suggestion WHERE id = ?", (suggestion_id,))


def _suggestion(row: Row) -> Suggestion:
    number, guild, url, title, author, opening, quotes, predictions, person, language, at = row
    return Suggestion(
        number,
        guild,
        url,
        title,
        author,
        opening,
        quotes,
        predictions,
        person,
        Language(language),
        moment(at),
    )
