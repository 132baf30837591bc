"""Rows of what was read out of articles, and of what each guild was shown."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import date

import aiosqlite

from bot.model import Item, ItemKind, PredictionKind, Showing
from bot.store.articles import spans_of
from bot.words import fold

_COLUMNS = "id, article_id, kind, position, text, spans, speaker, prediction_kind, horizon, heading"


def _item(row: sqlite3.Row) -> Item:
    item_id, article_id, kind, position, text, spans, speaker, prediction_kind, horizon, heading = row
    return Item(
        item_id,
        article_id,
        ItemKind(kind),
        position,
        text,
        spans_of(spans),
        speaker,
        PredictionKind(prediction_kind) if prediction_kind else None,
        horizon,
        heading,
    )


async def insert(transaction: aiosqlite.Connection, article_id: int, items: Sequence[Item]) -> None:
    """Stores items of an article; their own `id` and `article_id` are ignored."""
    await transaction.executemany(
        "INSERT INTO item"
        " (article_id, kind, position, text, spans, speaker, prediction_kind, horizon, heading)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                article_id,
                item.kind,
                item.position,
                item.text,
                json.dumps(item.spans),
                item.speaker,
                item.prediction_kind,
                item.horizon,
                item.heading,
            )
            for item in items
        ],
    )


async def replace(transaction: aiosqlite.Connection, article_id: int, items: Sequence[Item]) -> None:
    """Makes these the article's items. One that says what an earlier one of its kind said keeps that one's
    id, and so what was shown and posted of it; the rest of the earlier ones is deleted."""
    cursor = await transaction.execute(
        "SELECT id, kind, text FROM item WHERE article_id = ? ORDER BY position DESC", (article_id,)
    )
    earlier: dict[tuple[str, str], list[int]] = {}
    for item_id, kind, text in await cursor.fetchall():
        earlier.setdefault((kind, fold(text)), []).append(item_id)
    kept, new = [], []
    for item in items:
        same = earlier.get((item.kind, fold(item.text)))
        if same:
            kept.append((same.pop(), item))
        else:
            new.append(item)
    gone = [(item_id,) for left in earlier.values() for item_id in left]
    await transaction.executemany("DELETE FROM item WHERE id = ?", gone)
    # Out of the way, since positions are taken only once.
    await transaction.execute("UPDATE item SET position = -id WHERE article_id = ?", (article_id,))
    await transaction.executemany(
        "UPDATE item SET position = ?, text = ?, spans = ?, speaker = ?, prediction_kind = ?, horizon = ?,"
        " heading = ? WHERE id = ?",
        [
            (
                item.position,
                item.text,
                json.dumps(item.spans),
                item.speaker,
                item.prediction_kind,
                item.horizon,
                item.heading,
                item_id,
            )
            for item_id, item in kept
        ],
    )
    await insert(transaction, article_id, new)


async def get(connection: aiosqlite.Connection, item_id: int) -> Item | None:
    """The item with that id. Whether somebody may see it is its article's matter."""
    cursor = await connection.execute(f"SELECT {_COLUMNS} FROM item WHERE id = ?", (item_id,))
    row = await cursor.fetchone()
    return None if row is None else _item(row)


async def of_article(connection: aiosqlite.Connection, article_id: int, kind: ItemKind) -> list[Item]:
    """An article's items of one kind, in the order of the article."""
    cursor = await connection.execute(
        f"SELECT {_COLUMNS} FROM item WHERE article_id = ? AND kind = ? ORDER BY position", (article_id, kind)
    )
    return [_item(row) for row in await cursor.fetchall()]


async def counts(connection: aiosqlite.Connection, article_id: int) -> dict[ItemKind, int]:
    """How many items of each kind an article has; kinds without any are left out."""
    cursor = await connection.execute(
        "SELECT kind, count(*) FROM item WHERE article_id = ? GROUP BY kind", (article_id,)
    )
    return {ItemKind(row[0]): row[1] for row in await cursor.fetchall()}


async def ids(
    connection: aiosqlite.Connection,
    article_ids: Sequence[int],
    kind: ItemKind,
    prediction_kind: PredictionKind | None = None,
) -> list[int]:
    """Ids of the items of these articles, by id."""
    cursor = await connection.execute(
        "SELECT id FROM item WHERE article_id IN (SELECT value FROM json_each(?)) AND kind = ?"
        " AND (? IS NULL OR prediction_kind = ?) ORDER BY id",
        (json.dumps(list(article_ids)), kind, prediction_kind, prediction_kind),
    )
    return [row[0] for row in await cursor.fetchall()]


async def showings(connection: aiosqlite.Connection, guild_id: int) -> dict[int, Showing]:
    """What the guild was shown, by item id."""
    cursor = await connection.execute(
        "SELECT item_id, round, turn FROM showing WHERE guild_id = ?", (guild_id,)
    )
    return {row[0]: Showing(row[1], row[2]) for row in await cursor.fetchall()}


async def show(transaction: aiosqlite.Connection, guild_id: int, item_id: int, showing: Showing) -> None:
    """Notes that the guild was shown the item."""
    await transaction.execute(
        "INSERT INTO showing (guild_id, item_id, round, turn) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (guild_id, item_id) DO UPDATE SET round = excluded.round, turn = excluded.turn",
        (guild_id, item_id, showing.round, showing.turn),
    )


async def prediction_of_the_day(connection: aiosqlite.Connection, guild_id: int, day: date) -> Item | None:
    """The prediction that was chosen for the guild's local date."""
    columns = ", ".join(f"item.{column}" for column in _COLUMNS.split(", "))
    cursor = await connection.execute(
        f"SELECT {columns} FROM prediction_of_the_day JOIN item ON item.id = item_id"
        " WHERE guild_id = ? AND date = ?",
        (guild_id, day.isoformat()),
    )
    row = await cursor.fetchone()
    return None if row is None else _item(row)


async def forget_days(transaction: aiosqlite.Connection, before: date) -> None:
    """Deletes the choices for dates before that one."""
    await transaction.execute("DELETE FROM prediction_of_the_day WHERE date < ?", (before.isoformat(),))


async def set_prediction_of_the_day(
    transaction: aiosqlite.Connection, guild_id: int, day: date, item_id: int
) -> None:
    """Keeps the choice for the guild's local date."""
    await transaction.execute(
        "INSERT INTO prediction_of_the_day (guild_id, date, item_id) VALUES (?, ?, ?)",
        (guild_id, day.isoformat(), item_id),
    )
