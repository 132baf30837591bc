"""Rows of what the editors of guilds say of items, and of the rights that articles are under."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import datetime

from bot.model import EditedDate, Item, PredictionKind, Review, Rights, Verdict
from bot.store.items import CURRENT, IN_ORDER, READ, REVIEWED, SEEN, parsed
from bot.store.sql import one, rows, seconds

_WIDTH = len(READ.split(", "))


def of_article(connection: sqlite3.Connection, guild_id: int, article_id: int) -> list[Review]:
    """Return an article's items, each with what the guild's editors said of it: first the summary, from its
    line to its sections, then the quotations, then the predictions. What editors put in the place of
    something has that as what was read."""
    found = rows(
        connection,
        f"SELECT {READ.replace('item.', 'origin.')}, {SEEN}, verdict FROM {REVIEWED}"
        " JOIN item AS origin ON origin.id = ifnull(item.replaces, item.id)"
        f" WHERE item.article_id = :article AND {CURRENT}"
        f" ORDER BY instr('line three section quote prediction', item.kind), {IN_ORDER}",
        {"guild": guild_id, "article": article_id},
    )
    return [
        Review(parsed(row[_WIDTH:-1]), parsed(row[:_WIDTH]), row[-1] and Verdict(row[-1])) for row in found
    ]


def put(
    transaction: sqlite3.Connection,
    guild_id: int,
    item_ids: Collection[int],
    verdict: Verdict,
    at: datetime,
    *,
    speaker: str | None = None,
    prediction_kind: PredictionKind | None = None,
    said_on: EditedDate = None,
    due_on: EditedDate = None,
) -> None:
    """Store a verdict on items, with a correction if one is given (`speaker` "" is nobody); corrections that
    were made before stay."""
    said, due = (day and day.isoformat() for day in (said_on, due_on))
    transaction.executemany(
        "INSERT INTO review (guild_id, item_id, verdict, speaker, prediction_kind, said_on, due_on,"
        " reviewed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (guild_id, item_id) DO UPDATE SET verdict = excluded.verdict,"
        " speaker = ifnull(excluded.speaker, speaker),"
        " prediction_kind = ifnull(excluded.prediction_kind, prediction_kind),"
        " said_on = ifnull(excluded.said_on, said_on), due_on = ifnull(excluded.due_on, due_on),"
        " reviewed_at = excluded.reviewed_at",
        [
            (guild_id, item_id, verdict, speaker, prediction_kind, said, due, seconds(at))
            for item_id in item_ids
        ],
    )


def approved_items(connection: sqlite3.Connection, article_id: int) -> list[Item]:
    """Return the items of an article, as they were read, that some guild's editors approved."""
    found = rows(
        connection,
        f"SELECT {READ} FROM item WHERE article_id = ?"
        " AND EXISTS (SELECT 1 FROM review WHERE item_id = item.id AND verdict = 'approved') ORDER BY id",
        (article_id,),
    )
    return [parsed(row) for row in found]


def exportable(connection: sqlite3.Connection) -> list[tuple[int, int]]:
    """Return the ids of the articles whose rights allow an export, each with a guild whose editors reviewed
    items of it, in the order of the articles."""
    found = rows(
        connection,
        "SELECT DISTINCT article.id, review.guild_id FROM article"
        " JOIN rights ON rights.article_id = article.id"
        " JOIN item ON item.article_id = article.id JOIN review ON review.item_id = item.id"
        " WHERE article.removed_at IS NULL ORDER BY article.id, review.guild_id",
    )
    return [(article_id, guild_id) for article_id, guild_id in found]


def rights(connection: sqlite3.Connection, article_id: int) -> Rights | None:
    """Return the rights of an article, None if it has none."""
    row = one(connection, "SELECT ground FROM rights WHERE article_id = ?", (article_id,))
    return Rights(row[0]) if row else None


def set_rights(transaction: sqlite3.Connection, article_id: int, ground: Rights | None) -> None:
    """Store the rights of an article; None deletes them."""
    transaction.execute("DELETE FROM rights WHERE article_id = ?", (article_id,))
    if ground is not None:
        transaction.execute("INSERT INTO rights (article_id, ground) VALUES (?, ?)", (article_id, ground))
