"""Rows of articles that go: removed or hidden and brought back, or deleted."""

from __future__ import annotations

import json
from collections.abc import Sequence

import aiosqlite

from bot.model import Article, Language
from bot.store import articles, index


async def remove(
    transaction: aiosqlite.Connection, guild_id: int, article_id: int, at: int
) -> Article | None:
    """Marks a guild's own article as removed at `at`, or hides a shared one from the guild; None if there is
    none that is not removed yet."""
    cursor = await transaction.execute(
        "UPDATE article SET removed_at = ? WHERE id = ? AND guild_id = ? AND removed_at IS NULL",
        (at, article_id, guild_id),
    )
    if cursor.rowcount == 0:
        cursor = await transaction.execute(
            "INSERT INTO hidden (guild_id, article_id, hidden_at) SELECT ?, id, ? FROM article"
            " WHERE id = ? AND guild_id IS NULL AND removed_at IS NULL ON CONFLICT DO NOTHING",
            (guild_id, at, article_id),
        )
    return await articles.get(transaction, article_id, guild_id) if cursor.rowcount else None


async def restore(transaction: aiosqlite.Connection, guild_id: int, article_id: int) -> Article | None:
    """Takes `remove` back; None if there is no such article for the guild any more."""
    await transaction.execute(
        "UPDATE article SET removed_at = NULL WHERE id = ? AND guild_id = ?", (article_id, guild_id)
    )
    await transaction.execute(
        "DELETE FROM hidden WHERE guild_id = ? AND article_id = ?", (guild_id, article_id)
    )
    article = await articles.get(transaction, article_id, guild_id)
    return None if article is None or article.removed_at is not None else article


async def purge(transaction: aiosqlite.Connection, removed_before: int) -> int:
    """Deletes guilds' articles removed before then; how many. A removed shared one keeps its row, so that
    the next start does not bring it back."""
    rows = await transaction.execute_fetchall(
        "SELECT id FROM article WHERE removed_at < ? AND guild_id IS NOT NULL", (removed_before,)
    )
    return await delete(transaction, [row[0] for row in rows])


async def delete(transaction: aiosqlite.Connection, article_ids: Sequence[int]) -> int:
    """Deletes articles with all that was read out of them; how many."""
    await index.remove(transaction, article_ids)
    cursor = await transaction.execute(
        "DELETE FROM article WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(article_ids)),)
    )
    return cursor.rowcount


async def supersede(
    transaction: aiosqlite.Connection, work: str, language: Language, but: int, at: int
) -> None:
    """Removes other versions of a shared work in that language; who hid one doesn't see the new one."""
    await transaction.execute(
        "INSERT INTO hidden (guild_id, article_id, hidden_at) SELECT hidden.guild_id, :but, hidden_at"
        " FROM hidden JOIN article ON article.id = article_id"
        " WHERE article.guild_id IS NULL AND work = :work AND language = :language AND id <> :but"
        " AND removed_at IS NULL ON CONFLICT DO NOTHING",
        {"work": work, "language": language, "but": but},
    )
    await transaction.execute(
        "UPDATE article SET removed_at = ? WHERE guild_id IS NULL AND work = ? AND language = ? AND id <> ?"
        " AND removed_at IS NULL",
        (at, work, language, but),
    )


async def empty(transaction: aiosqlite.Connection, article_id: int, at: int) -> None:
    """Removes a shared article for good: all that was in it goes. Its row stays, so that the next start does
    not bring it back."""
    await index.remove(transaction, [article_id])
    for table in ("sentence", "item", "draft", "hidden", "rights"):
        await transaction.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))
    await transaction.execute(
        "UPDATE article SET text = '', size = 0, removed_at = ifnull(removed_at, ?) WHERE id = ?",
        (at, article_id),
    )
