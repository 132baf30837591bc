"""Rows of items that the editors of guilds made of an article's sentences."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping

from bot.model import Item, ItemKind, Span
from bot.store import index, items, questions, removal, saved
from bot.store.items import CURRENT, READ, REVIEWED, SEEN, SHOWN, parsed
from bot.store.sql import column, json_array, one, rows, value

_SUMMARY = "kind IN ('line', 'three', 'section')"
_FIND_PLACE = f"""
UPDATE OR IGNORE item AS own SET replaces = (
    SELECT min(there.id) FROM item AS there
    WHERE there.article_id = own.article_id AND there.kind = own.kind AND there.guild_id IS NULL
        AND iif(own.kind = 'section', there.heading IS own.heading, there.position = own.position)
)
WHERE article_id = ? AND guild_id IS NOT NULL AND replaces IS NULL AND {_SUMMARY}
    AND EXISTS (SELECT 1 FROM review WHERE item_id = own.id AND verdict = 'approved')
"""
"""Put a summary's sentence that editors chose for one that is no longer read in the place of what is read
there now, unless they chose another for that, too."""
_KEEP_PLACE = """
UPDATE item AS own SET position = there.position FROM item AS there
WHERE there.id = own.replaces AND own.article_id = ?
"""
_WITHOUT_PLACE = (
    f"SELECT id FROM item WHERE article_id = ? AND guild_id IS NOT NULL AND replaces IS NULL AND {_SUMMARY}"
)


_SAID = {
    "review": "REPLACE",
    "vote": "IGNORE",
    "showing": "IGNORE",
    "prediction_of_the_day": "IGNORE",
    "question": "IGNORE",
}
"""Where a guild's editors and members said something of an item, and what comes of it if they did of both."""


def of_article(connection: sqlite3.Connection, article_id: int) -> list[Item]:
    """Return what the editors of all guilds made of an article, by id."""
    statement = f"SELECT {READ} FROM item WHERE article_id = ? AND guild_id IS NOT NULL ORDER BY id"
    return [parsed(row) for row in rows(connection, statement, (article_id,))]


def is_current(connection: sqlite3.Connection, guild_id: int, item_id: int) -> bool:
    """Return whether an item is no other guild's, and the guild's editors put nothing in its place."""
    statement = f"SELECT 1 FROM item WHERE id = :item AND {CURRENT}"
    return one(connection, statement, {"guild": guild_id, "item": item_id}) is not None


def shown_in_place(connection: sqlite3.Connection, guild_id: int, item_id: int) -> Item | None:
    """Return an item, or what the guild's editors put in its place, as the guild is shown it; None where it
    isn't."""
    row = one(
        connection,
        f"SELECT {SEEN} FROM {REVIEWED} WHERE {SHOWN}"
        " AND (item.id = :item OR item.replaces = :item AND item.guild_id = :guild)",
        {"guild": guild_id, "item": item_id},
    )
    return parsed(row) if row else None


def count(connection: sqlite3.Connection, guild_id: int, article_id: int, kind: ItemKind) -> int:
    """Return how many items of a kind the guild has of an article, shown or not."""
    statement = f"SELECT count(*) FROM item WHERE article_id = :article AND kind = :kind AND {CURRENT}"
    about = {"guild": guild_id, "article": article_id, "kind": kind}
    return int(value(connection, statement, about))


def same(connection: sqlite3.Connection, guild_id: int, item: Item) -> int | None:
    """Return the id of an item that the guild has in just this place, as the kind that `item` is; None where
    there is none."""
    statement = (
        "SELECT id FROM item WHERE article_id = :article AND kind = :kind AND spans = :spans"
        f" AND (kind IN ('quote', 'prediction') OR position = :position) AND {CURRENT}"
    )
    found = one(
        connection,
        statement,
        {
            "guild": guild_id,
            "article": item.article_id,
            "kind": item.kind,
            "spans": json.dumps(item.spans),
            "position": item.position,
        },
    )
    return found[0] if found else None


def add(transaction: sqlite3.Connection, item: Item) -> int:
    """Store an item (its `id` is ignored) of the guild that it names; return its id."""
    items.insert(transaction, item.article_id, [item])
    item_id = int(value(transaction, "SELECT max(id) FROM item WHERE guild_id = ?", (item.guild_id,)))
    index.add_quotes(transaction, [item_id])
    return item_id


def move(transaction: sqlite3.Connection, article_id: int, places: Mapping[int, tuple[Span, ...]]) -> None:
    """Adapt what editors made to an article's new text, once that and what was read out of it are stored.

    Items by whose id there are new places get them, all others are deleted. What is read by now stands for
    what an editor had made, and takes over what was shown of it and said about it.
    """
    own = of_article(transaction, article_id)
    transaction.executemany(
        "UPDATE item SET spans = ? WHERE id = ?",
        [(json.dumps(spans), item_id) for item_id, spans in places.items()],
    )
    gone = {item.id for item in own} - set(places)
    read = {(one.kind, one.text): one for one in items.read(transaction, article_id) if not one.guild_id}
    for item in own:
        there = read.get((item.kind, item.text))
        if there is not None and item.id not in gone:
            _hand_over(transaction, item, there)
            gone.add(item.id)
    # The index has been emptied of this article, and is filled afterwards.
    _delete(transaction, gone)
    transaction.execute(_KEEP_PLACE, (article_id,))
    transaction.execute(_FIND_PLACE, (article_id,))
    _delete(transaction, column(transaction, _WITHOUT_PLACE, (article_id,)))


def _hand_over(transaction: sqlite3.Connection, own: Item, read: Item) -> None:
    items.forget_stale_approvals(transaction, [(own.id, read)])
    for table, conflict in _SAID.items():
        transaction.execute(
            f"UPDATE OR {conflict} {table} SET item_id = ? WHERE item_id = ? AND guild_id = ?",
            (read.id, own.id, own.guild_id),
        )
    saved.hand_over(transaction, own.id, read.id)


def _delete(transaction: sqlite3.Connection, item_ids: Collection[int]) -> None:
    questions.leave(transaction, item_ids)
    transaction.execute(
        "DELETE FROM item WHERE id IN (SELECT value FROM json_each(?))", (json_array(item_ids),)
    )


def remove(transaction: sqlite3.Connection, item_id: int) -> None:
    """Delete an item that an editor made; questions about it are about what was read in its place."""
    questions.leave(transaction, [item_id])
    removal.delete_items(transaction, [item_id])
