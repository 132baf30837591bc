"""Rows of what articles would become by refreshing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import aiosqlite

from bot.model import Language

_COLUMNS = "id, article_id, title, author, publisher, published, url, language, text"


@dataclass(frozen=True, slots=True)
class Draft:
    """What an article would become by refreshing: all but the text is as it would be stored."""

    id: int
    article_id: int
    title: str
    author: str | None
    publisher: str | None
    published: date | None
    url: str | None
    language: Language
    text: str


async def put(transaction: aiosqlite.Connection, draft: Draft, at: int) -> int:
    """Stores a draft (its `id` is ignored) in the place of an earlier one of its article; the new id."""
    await transaction.execute("DELETE FROM draft WHERE article_id = ?", (draft.article_id,))
    cursor = await transaction.execute(
        "INSERT INTO draft (article_id, title, author, publisher, published, url, language, text, made_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            draft.article_id,
            draft.title,
            draft.author,
            draft.publisher,
            draft.published and draft.published.isoformat(),
            draft.url,
            draft.language,
            draft.text,
            at,
        ),
    )
    row = await cursor.fetchone()
    assert row is not None
    return int(row[0])


async def ids(connection: aiosqlite.Connection) -> list[int]:
    """The ids of all drafts."""
    return [row[0] for row in await connection.execute_fetchall("SELECT id FROM draft ORDER BY id")]


async def get(connection: aiosqlite.Connection, draft_id: int) -> Draft | None:
    """The draft with that id. Whether somebody may use it is its article's matter."""
    cursor = await connection.execute(f"SELECT {_COLUMNS} FROM draft WHERE id = ?", (draft_id,))
    row = await cursor.fetchone()
    if row is None:
        return None
    there, article_id, title, author, publisher, published, url, language, text = row
    day = date.fromisoformat(published) if published else None
    return Draft(there, article_id, title, author, publisher, day, url, Language(language), text)


async def delete(transaction: aiosqlite.Connection, draft_id: int) -> None:
    """Deletes a draft that was used."""
    await transaction.execute("DELETE FROM draft WHERE id = ?", (draft_id,))


async def purge(transaction: aiosqlite.Connection, made_before: int) -> None:
    """Deletes what nobody used."""
    await transaction.execute("DELETE FROM draft WHERE made_at < ?", (made_before,))
