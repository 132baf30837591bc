"""Rows of articles and of the sentences they consist of."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import aiosqlite

from bot.model import Article, Language, Passage, Span
from bot.store.drafts import Draft

_COLUMNS = (
    "id, guild_id, work, title, author, url, language, size, added_at, added_by, removed_at, "
    "publisher, published, refreshed_at"
)
_HIDDEN_AT = "(SELECT hidden_at FROM hidden WHERE hidden.guild_id = :guild AND article_id = article.id)"
_SEEN = _COLUMNS.replace("removed_at", f"ifnull(removed_at, {_HIDDEN_AT})")
"""The columns as the guild `:guild` sees them: what it hid is removed there."""


def _article(row: Sequence[Any]) -> Article:
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


def visible_as(article: str, guild: str = ":guild") -> str:
    """The condition that a guild (in SQL) may see the row of the table `article` that has this alias."""
    return (
        f"(ifnull({article}.guild_id, 0) IN (0, {guild}) AND {article}.removed_at IS NULL"
        f" AND NOT ({article}.guild_id IS NULL AND (EXISTS (SELECT 1 FROM article AS own"
        f" WHERE ifnull(own.guild_id, 0) = {guild} AND own.digest = {article}.digest"
        " AND own.removed_at IS NULL) OR EXISTS (SELECT 1 FROM hidden"
        f" WHERE hidden.guild_id = {guild} AND hidden.article_id = {article}.id))))"
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
    """A guild's own removed articles that can still be restored and the shared ones that it hid, the latest
    first."""
    cursor = await connection.execute(
        f"SELECT {_SEEN} FROM article"
        " WHERE ifnull(guild_id, 0) = :guild AND removed_at IS NOT NULL"
        " OR guild_id IS NULL AND removed_at IS NULL"
        " AND id IN (SELECT article_id FROM hidden WHERE hidden.guild_id = :guild)"
        f" ORDER BY ifnull(removed_at, {_HIDDEN_AT}) DESC, id DESC",
        {"guild": guild_id},
    )
    return [_article(row) for row in await cursor.fetchall()]


async def everything(connection: aiosqlite.Connection) -> list[tuple[Article, bytes]]:
    """All articles of all guilds, removed or not, by id; each with its digest."""
    cursor = await connection.execute(f"SELECT digest, {_COLUMNS} FROM article ORDER BY id")
    return [(_article(row[1:]), row[0]) for row in await cursor.fetchall()]


async def get(connection: aiosqlite.Connection, article_id: int, guild_id: int) -> Article | None:
    """The article with that id, removed or not, if it is shared or the guild's own.

    A shared one that the guild hid is removed: since it was hidden.
    """
    cursor = await connection.execute(
        f"SELECT {_SEEN} FROM article WHERE id = :id AND (guild_id IS NULL OR guild_id = :guild)",
        {"id": article_id, "guild": guild_id},
    )
    row = await cursor.fetchone()
    return None if row is None else _article(row)


async def with_digest(
    connection: aiosqlite.Connection, guild_id: int | None, digest: bytes
) -> Article | None:
    """The article of that very text which is the guild's own (None: shared), removed or not, or which is
    shared and can be read, but for guilds that hid it."""
    cursor = await connection.execute(
        f"SELECT {_SEEN} FROM article WHERE ifnull(guild_id, 0) IN (0, :guild) AND digest = :digest"
        " AND (removed_at IS NULL OR ifnull(guild_id, 0) = :guild) ORDER BY guild_id LIMIT 1",
        {"guild": guild_id or 0, "digest": digest},
    )
    row = await cursor.fetchone()
    return None if row is None else _article(row)


async def emptied(connection: aiosqlite.Connection, work: str | None, language: Language) -> Article | None:
    """What `removal.empty` left of a shared work in that language."""
    cursor = await connection.execute(
        f"SELECT {_COLUMNS} FROM article WHERE work = ? AND language = ? AND guild_id IS NULL AND size = 0",
        (work, language),
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
