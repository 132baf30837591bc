"""Rows of articles and of the sentences they consist of."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any

import aiosqlite

from bot.model import Article, Language, Passage, Span
from bot.store import index
from bot.store.drafts import Draft

_COLUMNS = (
    "id, guild_id, work, title, author, url, language, size, added_at, added_by, removed_at, "
    "publisher, published, refreshed_at"
)


def _article(row: sqlite3.Row) -> Article:
    values: dict[str, Any] = dict(zip(_COLUMNS.split(", "), row, strict=True))
    values["language"] = Language(values["language"])
    values["published"] = values["published"] and date.fromisoformat(values["published"])
    return Article(**values)


async def insert(
    transaction: aiosqlite.Connection,
    article: Article,
    text: str,
    digest: bytes,
    sentences: Sequence[Passage],
) -> Article:
    """Stores an article (its `id` is ignored) with its sentences; returns it with its id."""
    cursor = await transaction.execute(
        "INSERT INTO article"
        " (guild_id, work, title, author, url, language, text, size, digest, added_at, added_by,"
        " publisher, published)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING " + _COLUMNS,
        (
            article.guild_id,
            article.work,
            article.title,
            article.author,
            article.url,
            article.language,
            text,
            article.size,
            digest,
            article.added_at,
            article.added_by,
            article.publisher,
            article.published and article.published.isoformat(),
        ),
    )
    row = await cursor.fetchone()
    assert row is not None
    stored = _article(row)
    await _insert_sentences(transaction, stored.id, sentences)
    return stored


async def _insert_sentences(
    transaction: aiosqlite.Connection, article_id: int, sentences: Sequence[Passage]
) -> None:
    await transaction.executemany(
        "INSERT INTO sentence (article_id, position, spans) VALUES (?, ?, ?)",
        [(article_id, position, json.dumps(s.spans)) for position, s in enumerate(sentences)],
    )


async def rewrite(
    transaction: aiosqlite.Connection,
    draft: Draft,
    digest: bytes,
    sentences: Sequence[Passage],
    at: int,
) -> Article:
    """Gives an article that is there the text, the sentences and the rest of its draft; its id stays."""
    cursor = await transaction.execute(
        "UPDATE article SET title = ?, author = ?, publisher = ?, published = ?, url = ?, language = ?,"
        f" text = ?, size = ?, digest = ?, refreshed_at = ? WHERE id = ? RETURNING {_COLUMNS}",
        (
            draft.title,
            draft.author,
            draft.publisher,
            draft.published and draft.published.isoformat(),
            draft.url,
            draft.language,
            draft.text,
            len(draft.text.encode()),
            digest,
            at,
            draft.article_id,
        ),
    )
    row = await cursor.fetchone()
    assert row is not None
    await transaction.execute("DELETE FROM sentence WHERE article_id = ?", (draft.article_id,))
    await _insert_sentences(transaction, draft.article_id, sentences)
    return _article(row)


def visible_as(article: str) -> str:
    """The condition that the guild `:guild` may see the row of the table `article` that has this alias."""
    return (
        f"(ifnull({article}.guild_id, 0) IN (0, :guild) AND {article}.removed_at IS NULL"
        f" AND NOT ({article}.guild_id IS NULL AND EXISTS (SELECT 1 FROM article AS own"
        f" WHERE ifnull(own.guild_id, 0) = :guild AND own.digest = {article}.digest"
        " AND own.removed_at IS NULL)))"
    )


async def visible(connection: aiosqlite.Connection, guild_id: int) -> list[Article]:
    """The articles a guild may see, newest first: its own and the shared ones.

    A text that is both counts once, as its own.
    """
    cursor = await connection.execute(
        f"SELECT {_COLUMNS} FROM article WHERE {visible_as('article')} ORDER BY added_at DESC, id DESC",
        {"guild": guild_id},
    )
    return [_article(row) for row in await cursor.fetchall()]


async def any_visible(connection: aiosqlite.Connection, guild_id: int) -> bool:
    """Whether there is an article that the guild may see."""
    cursor = await connection.execute(
        f"SELECT EXISTS (SELECT 1 FROM article WHERE {visible_as('article')})", {"guild": guild_id}
    )
    return await cursor.fetchone() == (1,)


async def removed(connection: aiosqlite.Connection, guild_id: int) -> list[Article]:
    """A guild's own removed articles that can still be restored, latest removal first."""
    cursor = await connection.execute(
        f"SELECT {_COLUMNS} FROM article WHERE ifnull(guild_id, 0) = ? AND removed_at IS NOT NULL"
        " ORDER BY removed_at DESC, id DESC",
        (guild_id,),
    )
    return [_article(row) for row in await cursor.fetchall()]


async def get(connection: aiosqlite.Connection, article_id: int, guild_id: int) -> Article | None:
    """The article with that id, removed or not, if it is shared or the guild's own."""
    cursor = await connection.execute(
        f"SELECT {_COLUMNS} FROM article WHERE id = ? AND (guild_id IS NULL OR guild_id = ?)",
        (article_id, guild_id),
    )
    row = await cursor.fetchone()
    return None if row is None else _article(row)


async def with_digest(
    connection: aiosqlite.Connection, guild_id: int | None, digest: bytes
) -> Article | None:
    """The article of that very text which is the guild's own (None: shared), removed or not, or which is
    shared and can be read."""
    cursor = await connection.execute(
        f"SELECT {_COLUMNS} FROM article WHERE ifnull(guild_id, 0) IN (0, :guild) AND digest = :digest"
        " AND (removed_at IS NULL OR ifnull(guild_id, 0) = :guild) ORDER BY guild_id LIMIT 1",
        {"guild": guild_id or 0, "digest": digest},
    )
    row = await cursor.fetchone()
    return None if row is None else _article(row)


async def linked(connection: aiosqlite.Connection, guild_id: int | None) -> list[Article]:
    """A guild's own articles (None: the shared ones) that have an address, removed or not, newest first."""
    cursor = await connection.execute(
        f"SELECT {_COLUMNS} FROM article WHERE ifnull(guild_id, 0) = ? AND url IS NOT NULL ORDER BY id DESC",
        (guild_id or 0,),
    )
    return [_article(row) for row in await cursor.fetchall()]


async def nth_latest(connection: aiosqlite.Connection, guild_id: int, number: int, since: int) -> int | None:
    """When, after `since`, the `number`th latest of a guild's articles was added; None if there are fewer."""
    cursor = await connection.execute(
        "SELECT added_at FROM article WHERE ifnull(guild_id, 0) = ? AND added_at > ?"
        " ORDER BY added_at DESC LIMIT 1 OFFSET ?",
        (guild_id, since, number - 1),
    )
    row = await cursor.fetchone()
    return None if row is None else int(row[0])


async def usage(connection: aiosqlite.Connection, guild_id: int) -> tuple[int, int]:
    """How many articles a guild keeps and their bytes, the removed ones that can be restored included."""
    cursor = await connection.execute(
        "SELECT count(*), ifnull(sum(size), 0) FROM article WHERE ifnull(guild_id, 0) = ?", (guild_id,)
    )
    row = await cursor.fetchone()
    assert row is not None
    return row[0], row[1]


async def remove(
    transaction: aiosqlite.Connection, guild_id: int, article_id: int, at: int
) -> Article | None:
    """Marks a guild's own article as removed at `at`; None if there is none that is not removed yet."""
    cursor = await transaction.execute(
        "UPDATE article SET removed_at = ? WHERE id = ? AND guild_id = ? AND removed_at IS NULL"
        f" RETURNING {_COLUMNS}",
        (at, article_id, guild_id),
    )
    row = await cursor.fetchone()
    return None if row is None else _article(row)


async def restore(transaction: aiosqlite.Connection, guild_id: int, article_id: int) -> Article | None:
    """Takes `remove` back; None if the guild has no such article any more."""
    cursor = await transaction.execute(
        f"UPDATE article SET removed_at = NULL WHERE id = ? AND guild_id = ? RETURNING {_COLUMNS}",
        (article_id, guild_id),
    )
    row = await cursor.fetchone()
    return None if row is None else _article(row)


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
    """Removes other versions of a shared work in that language."""
    await transaction.execute(
        "UPDATE article SET removed_at = ? WHERE guild_id IS NULL AND work = ? AND language = ? AND id <> ?"
        " AND removed_at IS NULL",
        (at, work, language, but),
    )


async def text(connection: aiosqlite.Connection, article_id: int) -> str:
    """The decoded text that spans count in; "" for an unknown id."""
    cursor = await connection.execute("SELECT text FROM article WHERE id = ?", (article_id,))
    row = await cursor.fetchone()
    return "" if row is None else str(row[0])


async def sentences(connection: aiosqlite.Connection, article_id: int) -> list[tuple[Span, ...]]:
    """The spans of each sentence, in order."""
    cursor = await connection.execute(
        "SELECT spans FROM sentence WHERE article_id = ? ORDER BY position", (article_id,)
    )
    return [spans_of(row[0]) for row in await cursor.fetchall()]


async def sentence(connection: aiosqlite.Connection, article_id: int, position: int) -> tuple[Span, ...]:
    """The spans of one sentence; () for an unknown one."""
    cursor = await connection.execute(
        "SELECT spans FROM sentence WHERE article_id = ? AND position = ?", (article_id, position)
    )
    row = await cursor.fetchone()
    return () if row is None else spans_of(row[0])


def spans_of(column: str) -> tuple[Span, ...]:
    """The spans stored in a column."""
    return tuple((start, end) for start, end in json.loads(column))
