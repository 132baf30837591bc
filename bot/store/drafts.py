"""Rows of drafts: what articles would become by refreshing."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime

from bot.model import Language
from bot.store.sql import column, day, one, seconds, value

_COLUMNS = "id, article_id, title, author, publisher, published, url, language, translated, text, reading"


@dataclass(frozen=True, slots=True)
class Draft:
    """What an article would become by refreshing. `reading` is what was read of the text, as JSON."""

    id: int
    article_id: int
    title: str
    author: str | None
    publisher: str | None
    published: date | None
    url: str | None
    language: Language
    translated: bool
    text: str
    reading: str


def put(transaction: sqlite3.Connection, draft: Draft, at: datetime) -> int:
    """Store a draft (its `id` is ignored) in the place of an earlier one of its article; return its id."""
    transaction.execute("DELETE FROM draft WHERE article_id = ?", (draft.article_id,))
    return int(
        value(
            transaction,
            "INSERT INTO draft"
            " (article_id, title, author, publisher, published, url, language, translated, made_at, size,"
            " text, reading)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
            (
                draft.article_id,
                draft.title,
                draft.author,
                draft.publisher,
                draft.published and draft.published.isoformat(),
                draft.url,
                draft.language,
                draft.translated,
                seconds(at),
                len(draft.text.encode()),
                draft.text,
                draft.reading,
            ),
        )
    )


def ids(connection: sqlite3.Connection) -> list[int]:
    """Return the ids of all drafts."""
    return column(connection, "SELECT id FROM draft ORDER BY id")


def size(connection: sqlite3.Connection, article_id: int) -> int:
    """Return the bytes of an article's draft; 0 where there is none."""
    return int(value(connection, "SELECT size FROM draft WHERE article_id = ?", (article_id,)) or 0)


def get(connection: sqlite3.Connection, draft_id: int) -> Draft | None:
    """Return the draft with that id. Who sees its article may use it."""
    row = one(connection, f"SELECT {_COLUMNS} FROM draft WHERE id = ?", (draft_id,))
    if row is None:
        return None
    own_id, article_id, title, author, publisher, published, url, language, translated, text, reading = row
    return Draft(
        id=own_id,
        article_id=article_id,
        title=title,
        author=author,
        publisher=publisher,
        published=day(published),
        url=url,
        language=Language(language),
        translated=bool(translated),
        text=text,
        reading=reading,
    )


def delete(transaction: sqlite3.Connection, draft_id: int) -> None:
    """Delete a draft that was used."""
    transaction.execute("DELETE FROM draft WHERE id = ?", (draft_id,))


def purge(transaction: sqlite3.Connection, made_before: datetime) -> None:
    """Delete what nobody used."""
    transaction.execute("DELETE FROM draft WHERE made_at < ?", (seconds(made_before),))
