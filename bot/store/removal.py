"""How articles are removed, hidden, restored and deleted."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from datetime import datetime

from bot.model import Article, Language
from bot.store import articles, deletions, index
from bot.store.sql import column, json_array, seconds


def remove(transaction: sqlite3.Connection, guild_id: int, article_id: int, at: datetime) -> Article | None:
    """Mark a guild's own article as removed at `at`, or hide a shared one from the guild; return it, None if
    there is none that is not removed yet."""
    cursor = transaction.execute(
        "UPDATE article SET removed_at = ? WHERE id = ? AND guild_id = ? AND removed_at IS NULL",
        (seconds(at), article_id, guild_id),
    )
    if cursor.rowcount == 0:
        cursor = transaction.execute(
            "INSERT INTO hidden (guild_id, article_id, hidden_at) SELECT ?, id, ? FROM article"
            " WHERE id = ? AND guild_id IS NULL AND removed_at IS NULL ON CONFLICT DO NOTHING",
            (guild_id, seconds(at), article_id),
        )
    return articles.get(transaction, article_id, guild_id) if cursor.rowcount else None


def restore(transaction: sqlite3.Connection, guild_id: int, article_id: int) -> Article | None:
    """Undo `remove`; return the article, None if there is none for the guild any more."""
    transaction.execute(
        "UPDATE article SET removed_at = NULL WHERE id = ? AND guild_id = ?", (article_id, guild_id)
    )
    transaction.execute("DELETE FROM hidden WHERE guild_id = ? AND article_id = ?", (guild_id, article_id))
    article = articles.get(transaction, article_id, guild_id)
    return None if article is None or article.removed_at is not None else article


def purge(transaction: sqlite3.Connection, removed_before: datetime) -> int:
    """Delete guilds' articles removed before then; return how many. A removed shared one keeps its row, so
    that the next start does not bring it back."""
    gone = column(
        transaction,
        "SELECT id FROM article WHERE removed_at < ? AND guild_id IS NOT NULL",
        (seconds(removed_before),),
    )
    return delete(transaction, gone)


def delete(transaction: sqlite3.Connection, article_ids: Sequence[int]) -> int:
    """Delete articles with all that was read out of them; return how many."""
    index.remove(transaction, article_ids)
    deletions.store(transaction, "article", article_ids)
    cursor = transaction.execute(
        "DELETE FROM article WHERE id IN (SELECT value FROM json_each(?))", (json_array(article_ids),)
    )
    return cursor.rowcount


def delete_items(transaction: sqlite3.Connection, item_ids: Collection[int]) -> None:
    """Delete items, with what was shown of them and said about them."""
    index.remove_quotes(transaction, item_ids)
    transaction.execute(
        "DELETE FROM item WHERE id IN (SELECT value FROM json_each(?))", (json_array(item_ids),)
    )


def supersede(
    transaction: sqlite3.Connection, work: str, language: Language, keep: int, at: datetime
) -> None:
    """Remove all versions of a shared work in that language but the article `keep`, which stays hidden from
    the guilds that hid one of them."""
    transaction.execute(
        "INSERT INTO hidden (guild_id, article_id, hidden_at) SELECT hidden.guild_id, :keep, hidden_at"
        " FROM hidden JOIN article ON article.id = article_id"
        " WHERE article.guild_id IS NULL AND work = :work AND language = :language AND id <> :keep"
        " AND removed_at IS NULL ON CONFLICT DO NOTHING",
        {"work": work, "language": language, "keep": keep},
    )
    transaction.execute(
        "UPDATE article SET removed_at = ? WHERE guild_id IS NULL AND work = ? AND language = ? AND id <> ?"
        " AND removed_at IS NULL",
        (seconds(at), work, language, keep),
    )


def empty(transaction: sqlite3.Connection, article_id: int, at: datetime) -> None:
    """Remove a shared article for good: all that was in it goes. Its row stays, so that the next start does
    not bring it back."""
    index.remove(transaction, [article_id])
    deletions.store(transaction, "text", [article_id])
    for table in (
        *("sentence", "body", "timing", "place", "question", "item", "draft"),
        *("hidden", "rights", "queue", "consent"),
    ):
        transaction.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))
    transaction.execute(
        "UPDATE article SET text = '', size = 0, removed_at = ifnull(removed_at, ?) WHERE id = ?",
        (seconds(at), article_id),
    )
