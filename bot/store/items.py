"""Rows of what was read out of articles, and of what each guild was shown.

A guild sees an item as its editors corrected it, or what they put in its place, and none that they rejected.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from bot.model import Item, ItemKind, PredictionKind, Showing
from bot.store.sql import Row, column, json_array, one, rows, spans_of, value
from bot.store.timings import SECOND
from bot.words import fold

_COLUMNS = (
    "id",
    "article_id",
    "kind",
    "position",
    "text",
    "spans",
    "speaker",
    "prediction_kind",
    "horizon",
    "heading",
    "spoken",
    "guild_id",
    "replaces",
)
_EDITED = ("said_on", "due_on")  # what only editors say
_DERIVED = ("second",)
_CORRECTED = {
    "speaker": "CASE WHEN review.speaker IS NULL THEN item.speaker ELSE nullif(review.speaker, '') END",
    "prediction_kind": "ifnull(review.prediction_kind, item.prediction_kind)",
}
READ = ", ".join([*(f"item.{name}" for name in _COLUMNS), "NULL", "NULL", SECOND])
SEEN = ", ".join([*(_CORRECTED.get(name, f"item.{name}") for name in _COLUMNS), "said_on, due_on", SECOND])
"""The columns of an item as it was read, and as the guild `:guild` sees it, in `REVIEWED`."""
REVIEWED = "item LEFT JOIN review ON review.item_id = item.id AND review.guild_id = :guild"
CURRENT = (
    "ifnull(item.guild_id, :guild) = :guild"
    " AND item.id NOT IN (SELECT own.replaces FROM item AS own"
    " WHERE own.guild_id = :guild AND own.replaces IS NOT NULL)"
)
"""The condition that an item is no other guild's, and that the guild's editors put nothing in its place."""
_LET_THROUGH = "ifnull(verdict = 'approved', ifnull((SELECT unreviewed FROM guild WHERE id = :guild), 1))"
SHOWN = f"({CURRENT} AND {_LET_THROUGH})"
"""The condition that the guild is shown an item, in `REVIEWED`."""
IN_ORDER = (
    "iif(item.kind IN ('quote', 'prediction'), json_extract(item.spans, '$[0][0]'), item.position), item.id"
)
"""The order of the article: a summary has its own."""


def parsed(row: Row) -> Item:
    """Return the item of a row of `READ` or `SEEN`."""
    columns: dict[str, Any] = dict(zip(_COLUMNS + _EDITED + _DERIVED, row, strict=True))
    kind = columns["prediction_kind"]
    columns["kind"] = ItemKind(columns["kind"])
    columns["spans"] = spans_of(columns["spans"])
    columns["prediction_kind"] = PredictionKind(kind) if kind else None
    columns["spoken"] = bool(columns["spoken"])
    for name in _EDITED:
        columns[name] = columns[name] and date.fromisoformat(columns[name])
    return Item(**columns)


def _columns(item: Item) -> tuple[object, ...]:
    """Return what is stored of an item as it was read: the columns from `position` to `spoken`."""
    return (
        item.position,
        item.text,
        json.dumps(item.spans),
        item.speaker,
        item.prediction_kind,
        item.horizon,
        item.heading,
        item.spoken,
    )


def insert(transaction: sqlite3.Connection, article_id: int, items: Sequence[Item]) -> None:
    """Store items of an article; their own `id` and `article_id` are ignored."""
    transaction.executemany(
        f"INSERT INTO item ({', '.join(_COLUMNS[1:])}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(article_id, item.kind, *_columns(item), item.guild_id, item.replaces) for item in items],
    )


def replace(transaction: sqlite3.Connection, article_id: int, items: Sequence[Item]) -> None:
    """Replace what was read out of the article by these; what editors made stays as it is.

    One with the words of an earlier one of its kind keeps that one's id, and so what was shown and posted and
    said of it; the other earlier ones are deleted. What was approved as it was read waits for a review again
    where it is read otherwise now.
    """
    stored = rows(
        transaction,
        "SELECT id, kind, text FROM item WHERE article_id = ? AND guild_id IS NULL ORDER BY position DESC",
        (article_id,),
    )
    kept, new, gone = _matched(stored, items)
    transaction.executemany("DELETE FROM item WHERE id = ?", gone)
    forget_stale_approvals(transaction, kept)
    transaction.executemany(
        "UPDATE item SET position = ?, text = ?, spans = ?, speaker = ?, prediction_kind = ?, horizon = ?,"
        " heading = ?, spoken = ? WHERE id = ?",
        [(*_columns(item), item_id) for item_id, item in kept],
    )
    insert(transaction, article_id, new)


def forget_stale_approvals(transaction: sqlite3.Connection, read: Sequence[tuple[int, Item]]) -> None:
    """Delete the approvals of stored items (their ids) that are read otherwise now (the items)."""
    transaction.executemany(
        "DELETE FROM review WHERE item_id = ?1 AND verdict = 'approved' AND EXISTS (SELECT 1 FROM item"
        " WHERE id = ?1 AND (review.speaker IS NULL AND speaker IS NOT ?2"
        " OR review.prediction_kind IS NULL AND prediction_kind IS NOT ?3))",
        [(item_id, item.speaker, item.prediction_kind) for item_id, item in read],
    )


def _matched(
    stored: Sequence[Row], items: Sequence[Item]
) -> tuple[list[tuple[int, Item]], list[Item], list[tuple[int]]]:
    """Return the items with the words of a stored one, each with its id; the others; the ids that are left.

    A stored row is its id, kind and text, the last position first.
    """
    earlier: dict[tuple[str, str], list[int]] = {}
    for item_id, kind, text in stored:
        earlier.setdefault((kind, fold(text)), []).append(item_id)
    kept, new = [], []
    for item in items:
        same = earlier.get((item.kind, fold(item.text)))
        if same:
            kept.append((same.pop(), item))
        else:
            new.append(item)
    return kept, new, [(item_id,) for left in earlier.values() for item_id in left]


def get(connection: sqlite3.Connection, guild_id: int, item_id: int) -> Item | None:
    """Return the item with that id, rejected or not, unless another guild's editors made it. Who sees its
    article may see it."""
    statement = (
        f"SELECT {SEEN} FROM {REVIEWED} WHERE item.id = :item AND ifnull(item.guild_id, :guild) = :guild"
    )
    row = one(connection, statement, {"guild": guild_id, "item": item_id})
    return parsed(row) if row else None


def read(connection: sqlite3.Connection, article_id: int) -> list[Item]:
    """Return all items of an article as they were read, or made by the editors of any guild."""
    found = rows(connection, f"SELECT {READ} FROM item WHERE article_id = ?", (article_id,))
    return [parsed(row) for row in found]


def of_article(connection: sqlite3.Connection, guild_id: int, article_id: int, kind: ItemKind) -> list[Item]:
    """Return what the guild is shown of an article's items of one kind, in the order of the article."""
    found = rows(
        connection,
        f"SELECT {SEEN} FROM {REVIEWED} WHERE article_id = :article AND kind = :kind AND {SHOWN}"
        f" ORDER BY {IN_ORDER}",
        {"guild": guild_id, "article": article_id, "kind": kind},
    )
    return [parsed(row) for row in found]


def line_of(connection: sqlite3.Connection, guild_id: int, article_id: int) -> int | None:
    """Return the id of an article's summary in one line as the guild has it, shown or not; None where it has
    no summary."""
    statement = f"SELECT id FROM item WHERE article_id = :article AND kind = 'line' AND {CURRENT}"
    item_id: int | None = value(connection, statement, {"guild": guild_id, "article": article_id})
    return item_id


def headings(connection: sqlite3.Connection, article_id: int) -> set[str]:
    """Return the headings of an article's sections that have a summary."""
    statement = "SELECT heading FROM item WHERE article_id = ? AND heading IS NOT NULL"
    return set(column(connection, statement, (article_id,)))


def counts(connection: sqlite3.Connection, article_id: int) -> dict[ItemKind, int]:
    """Return how many items of each kind were read out of an article; kinds without any are left out."""
    statement = "SELECT kind, count(*) FROM item WHERE article_id = ? AND guild_id IS NULL GROUP BY kind"
    return {ItemKind(kind): count for kind, count in rows(connection, statement, (article_id,))}


def ids(
    connection: sqlite3.Connection,
    guild_id: int,
    article_ids: Sequence[int],
    kind: ItemKind,
    prediction_kind: PredictionKind | None = None,
) -> list[int]:
    """Return the ids of the items of these articles that the guild is shown, in order."""
    found = column(
        connection,
        f"SELECT item.id FROM {REVIEWED}"
        f" WHERE article_id IN (SELECT value FROM json_each(:articles)) AND kind = :kind AND {SHOWN}"
        " AND (:prediction IS NULL OR ifnull(review.prediction_kind, item.prediction_kind) = :prediction)",
        {
            "guild": guild_id,
            "articles": json_array(article_ids),
            "kind": kind,
            "prediction": prediction_kind,
        },
    )
    return sorted(found)  # faster than by SQL: they come in runs


def any_unshown(
    connection: sqlite3.Connection, guild_id: int, article_ids: Sequence[int], kind: ItemKind
) -> bool:
    """Return whether these articles have items that wait for a review to be shown in the guild."""
    found = value(
        connection,
        f"SELECT EXISTS (SELECT 1 FROM {REVIEWED} WHERE kind = :kind AND verdict IS NULL"
        f" AND {CURRENT} AND NOT {SHOWN}"
        " AND article_id IN (SELECT value FROM json_each(:articles)))",
        {"guild": guild_id, "articles": json_array(article_ids), "kind": kind},
    )
    return bool(found)


def all_shown(connection: sqlite3.Connection, guild_id: int, item_ids: Sequence[int]) -> bool:
    """Return whether the guild is shown each of these items."""
    shown = value(
        connection,
        f"SELECT count(*) FROM {REVIEWED} WHERE item.id IN (SELECT value FROM json_each(:items)) AND {SHOWN}",
        {"guild": guild_id, "items": json_array(item_ids)},
    )
    return bool(shown == len(item_ids))


def shown(connection: sqlite3.Connection, guild_id: int, item_ids: Collection[int]) -> dict[int, Item]:
    """Return those of these items that the guild is shown, by id."""
    found = rows(
        connection,
        f"SELECT {SEEN} FROM json_each(:items) CROSS JOIN {REVIEWED}"
        f" WHERE item.id = json_each.value AND {SHOWN}",
        {"guild": guild_id, "items": json_array(item_ids)},
    )
    return {item.id: item for item in map(parsed, found)}


def showings(connection: sqlite3.Connection, guild_id: int) -> dict[int, Showing]:
    """Return what the guild was shown, by item id."""
    statement = "SELECT item_id, round, turn FROM showing WHERE guild_id = ?"
    found = rows(connection, statement, (guild_id,))
    return {item_id: Showing(round_, turn) for item_id, round_, turn in found}


def show(transaction: sqlite3.Connection, guild_id: int, item_id: int, showing: Showing) -> None:
    """Store that the guild was shown the item."""
    transaction.execute(
        "INSERT INTO showing (guild_id, item_id, round, turn) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (guild_id, item_id) DO UPDATE SET round = excluded.round, turn = excluded.turn",
        (guild_id, item_id, showing.round, showing.turn),
    )


def prediction_of_the_day(connection: sqlite3.Connection, guild_id: int, day: date) -> Item | None:
    """Return the prediction that was chosen for the guild's local date, while it is shown."""
    row = one(
        connection,
        f"SELECT {SEEN} FROM {REVIEWED} WHERE {SHOWN} AND item.id ="
        " (SELECT item_id FROM prediction_of_the_day WHERE guild_id = :guild AND date = :day)",
        {"guild": guild_id, "day": day.isoformat()},
    )
    return parsed(row) if row else None


def predictions_of_days(connection: sqlite3.Connection, guild_id: int, since: date) -> dict[date, Item]:
    """Return the predictions that were chosen for the guild's local dates from `since` on, while shown."""
    found = rows(
        connection,
        f"SELECT day.date, {SEEN} FROM {REVIEWED}"
        " JOIN prediction_of_the_day AS day ON day.item_id = item.id AND day.guild_id = :guild"
        f" WHERE {SHOWN} AND day.date >= :since",
        {"guild": guild_id, "since": since.isoformat()},
    )
    return {date.fromisoformat(row[0]): parsed(row[1:]) for row in found}


def forget_days(transaction: sqlite3.Connection, before: date) -> None:
    """Delete the choices for dates before that one."""
    transaction.execute("DELETE FROM prediction_of_the_day WHERE date < ?", (before.isoformat(),))


def set_prediction_of_the_day(
    transaction: sqlite3.Connection, guild_id: int, day: date, item_id: int
) -> None:
    """Store the choice for the guild's local date."""
    transaction.execute(
        "INSERT INTO prediction_of_the_day (guild_id, date, item_id) VALUES (?, ?, ?)"
        " ON CONFLICT (guild_id, date) DO UPDATE SET item_id = excluded.item_id",
        (guild_id, day.isoformat(), item_id),
    )
