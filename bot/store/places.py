"""Rows of places: how far readers, known by a keyed hash only, have read articles."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from bot.model import PartSize, Place
from bot.store.articles import visible_to
from bot.store.sql import Row, column, moment, one, seconds, value

_COLUMNS = "article_id, start, place.size, read_at"


def _place(row: Row) -> Place:
    article_id, start, size, read_at = row
    return Place(article_id, start, PartSize(size), moment(read_at))


def put(transaction: sqlite3.Connection, guild_id: int, reader: bytes, place: Place) -> None:
    """Store a reader's place in the place of an earlier one in that article."""
    transaction.execute(
        "INSERT INTO place (guild_id, reader, article_id, start, size, read_at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (guild_id, reader, article_id) DO UPDATE"
        " SET start = excluded.start, size = excluded.size, read_at = excluded.read_at",
        (guild_id, reader, place.article_id, place.start, place.size, seconds(place.read_at)),
    )


def get(connection: sqlite3.Connection, guild_id: int, reader: bytes, article_id: int) -> Place | None:
    """Return a reader's place in an article."""
    row = one(
        connection,
        f"SELECT {_COLUMNS} FROM place WHERE guild_id = ? AND reader = ? AND article_id = ?",
        (guild_id, reader, article_id),
    )
    return _place(row) if row else None


def latest(connection: sqlite3.Connection, guild_id: int, reader: bytes) -> Place | None:
    """Return a reader's place in the article they read last, of those that the guild sees."""
    row = one(
        connection,
        f"SELECT {_COLUMNS} FROM place CROSS JOIN article ON article.id = article_id"
        f" WHERE place.guild_id = :guild AND reader = :reader AND {visible_to()}"
        " ORDER BY read_at DESC, article_id DESC LIMIT 1",
        {"guild": guild_id, "reader": reader},
    )
    return _place(row) if row else None


def begun(connection: sqlite3.Connection, guild_id: int, reader: bytes) -> set[int]:
    """Return the ids of the articles in which a reader has a place."""
    statement = "SELECT article_id FROM place WHERE guild_id = ? AND reader = ?"
    return set(column(connection, statement, (guild_id, reader)))


def any_kept(connection: sqlite3.Connection) -> bool:
    """Return whether there is a place, in whatever guild."""
    return bool(value(connection, "SELECT EXISTS (SELECT 1 FROM place)"))


def starts(connection: sqlite3.Connection, article_id: int) -> list[int]:
    """Return the offsets at which readers are in an article, each once."""
    return column(connection, "SELECT DISTINCT start FROM place WHERE article_id = ?", (article_id,))


def move(transaction: sqlite3.Connection, article_id: int, moved: Callable[[int], int]) -> None:
    """Give the places in an article the offsets that `moved` says."""
    known = starts(transaction, article_id)
    # From the negative: one that was moved must not be moved again to where another one was.
    transaction.execute("UPDATE place SET start = -1 - start WHERE article_id = ?", (article_id,))
    transaction.executemany(
        "UPDATE place SET start = ? WHERE article_id = ? AND start = ?",
        [(moved(start), article_id, -1 - start) for start in known],
    )


def hand_over(transaction: sqlite3.Connection, before: int, after: int) -> None:
    """Give an article in which nobody has a place all places in another."""
    transaction.execute("UPDATE place SET article_id = ? WHERE article_id = ?", (after, before))
