"""Rows of articles and of the sentences they consist of."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from bot.model import Article, Language, Reading, Span
from bot.store import bodies, timings
from bot.store.drafts import Draft
from bot.store.sql import Row, column, day, moment, one, rows, seconds, spans_of, value

_COLUMNS = (
    "id, guild_id, work, title, author, url, language, size, added_at, added_by, removed_at, "
    "publisher, published, translated"
)
_HIDDEN_AT = "(SELECT hidden_at FROM hidden WHERE hidden.guild_id = :guild AND article_id = article.id)"
_SEEN = _COLUMNS.replace("removed_at", f"ifnull(removed_at, {_HIDDEN_AT})")
"""The columns as the guild `:guild` sees them: what it hid is removed there."""


def _article(row: Row) -> Article:
    columns: dict[str, Any] = dict(zip(_COLUMNS.split(", "), row, strict=True))
    columns["language"] = Language(columns["language"])
    columns["added_at"] = moment(columns["added_at"])
    columns["removed_at"] = moment(columns["removed_at"])
    columns["published"] = day(columns["published"])
    columns["translated"] = bool(columns["translated"])
    return Article(**columns)


def insert(
    transaction: sqlite3.Connection,
    article: Article,
    text: str,
    digest: bytes,
    reading: Reading,
) -> Article:
    """Store an article (its `id` is ignored) with its sentences, body and times; return it with its id."""
    (row,) = rows(
        transaction,
        "INSERT INTO article"
        " (guild_id, work, title, author, url, language, text, size, digest, added_at, added_by,"
        " publisher, published, translated)"
        f" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING {_COLUMNS}",
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
            seconds(article.added_at),
            article.added_by,
            article.publisher,
            article.published and article.published.isoformat(),
            article.translated,
        ),
    )
    stored = _article(row)
    _insert_sentences(transaction, stored.id, reading)
    bodies.put(transaction, stored.id, reading.body_blocks)
    timings.put(transaction, stored.id, text)
    return stored


def _insert_sentences(transaction: sqlite3.Connection, article_id: int, reading: Reading) -> None:
    adjoining = set(reading.adjoining)
    transaction.executemany(
        "INSERT INTO sentence (article_id, position, spans, adjoins) VALUES (?, ?, ?, ?)",
        [
            (article_id, position, json.dumps(sentence.spans), position in adjoining)
            for position, sentence in enumerate(reading.sentences)
        ],
    )


def rewrite(
    transaction: sqlite3.Connection,
    draft: Draft,
    digest: bytes,
    reading: Reading,
) -> Article:
    """Replace an article's text, sentences, body and metadata by its draft's; return it, its id unchanged."""
    (row,) = rows(
        transaction,
        "UPDATE article SET title = ?, author = ?, publisher = ?, published = ?, url = ?, language = ?,"
        f" translated = ?, text = ?, size = ?, digest = ? WHERE id = ? RETURNING {_COLUMNS}",
        (
            draft.title,
            draft.author,
            draft.publisher,
            draft.published and draft.published.isoformat(),
            draft.url,
            draft.language,
            draft.translated,
            draft.text,
            len(draft.text.encode()),
            digest,
            draft.article_id,
        ),
    )
    transaction.execute("DELETE FROM sentence WHERE article_id = ?", (draft.article_id,))
    _insert_sentences(transaction, draft.article_id, reading)
    bodies.put(transaction, draft.article_id, reading.body_blocks)
    timings.put(transaction, draft.article_id, draft.text)
    return _article(row)


def visible_to(guild: str = ":guild", article: str = "article") -> str:
    """Return the SQL condition that a guild sees an article: its own or a shared one, neither removed, nor
    hidden by the guild, nor shared where the guild has the same text as its own.

    `guild` is an SQL expression, `article` the alias of the table.
    """
    return (
        f"(ifnull({article}.guild_id, 0) IN (0, {guild}) AND {article}.removed_at IS NULL"
        f" AND NOT ({article}.guild_id IS NULL AND (EXISTS (SELECT 1 FROM article AS own"
        f" WHERE ifnull(own.guild_id, 0) = {guild} AND own.digest = {article}.digest"
        " AND own.removed_at IS NULL) OR EXISTS (SELECT 1 FROM hidden"
        f" WHERE hidden.guild_id = {guild} AND hidden.article_id = {article}.id))))"
    )


def visible(connection: sqlite3.Connection, guild_id: int) -> list[Article]:
    """Return the articles that a guild sees, newest first; shipped ones, which an update may add, last."""
    found = rows(
        connection,
        f"SELECT {_COLUMNS} FROM article WHERE {visible_to()}"
        " ORDER BY work IS NOT NULL, added_at DESC, id DESC",
        {"guild": guild_id},
    )
    return [_article(row) for row in found]


def any_visible(connection: sqlite3.Connection, guild_id: int) -> bool:
    """Return whether there is an article that the guild sees."""
    statement = f"SELECT EXISTS (SELECT 1 FROM article WHERE {visible_to()})"
    return bool(value(connection, statement, {"guild": guild_id}))


def removed(connection: sqlite3.Connection, guild_id: int) -> list[Article]:
    """Return a guild's own removed articles and the shared ones that it hid, the latest first."""
    found = rows(
        connection,
        f"SELECT {_SEEN} FROM article"
        " WHERE ifnull(guild_id, 0) = :guild AND removed_at IS NOT NULL"
        " OR guild_id IS NULL AND removed_at IS NULL"
        " AND id IN (SELECT article_id FROM hidden WHERE hidden.guild_id = :guild)"
        f" ORDER BY ifnull(removed_at, {_HIDDEN_AT}) DESC, id DESC",
        {"guild": guild_id},
    )
    return [_article(row) for row in found]


def everything(connection: sqlite3.Connection) -> list[tuple[Article, bytes]]:
    """Return all articles of all guilds, removed or not, by id; each with its digest."""
    found = rows(connection, f"SELECT digest, {_COLUMNS} FROM article ORDER BY id")
    return [(_article(row[1:]), row[0]) for row in found]


def get(connection: sqlite3.Connection, article_id: int, guild_id: int) -> Article | None:
    """Return the article with that id, removed or not, if it is shared or the guild's own.

    A shared one that the guild hid is removed: since it was hidden.
    """
    row = one(
        connection,
        f"SELECT {_SEEN} FROM article WHERE id = :id AND (guild_id IS NULL OR guild_id = :guild)",
        {"id": article_id, "guild": guild_id},
    )
    return _article(row) if row else None


def with_digest(connection: sqlite3.Connection, guild_id: int | None, digest: bytes) -> Article | None:
    """Return the article of that very text which is the guild's own (None: shared), removed or not, or else
    one that is shared and not removed, though the guild may have hidden it."""
    row = one(
        connection,
        f"SELECT {_SEEN} FROM article WHERE ifnull(guild_id, 0) IN (0, :guild) AND digest = :digest"
        " AND (removed_at IS NULL OR ifnull(guild_id, 0) = :guild) ORDER BY guild_id DESC LIMIT 1",
        {"guild": guild_id or 0, "digest": digest},
    )
    return _article(row) if row else None


def current(connection: sqlite3.Connection, work: str, language: Language, besides: int = 0) -> int | None:
    """Return the id of the version of a shared work in that language which isn't removed, another than
    `besides`; None where there is none."""
    found: int | None = value(
        connection,
        "SELECT max(id) FROM article WHERE guild_id IS NULL AND work = ? AND language = ?"
        " AND removed_at IS NULL AND id <> ?",
        (work, language, besides),
    )
    return found


def emptied(connection: sqlite3.Connection, work: str | None, language: Language) -> Article | None:
    """Return what `removal.empty` left of a shared work in that language."""
    row = one(
        connection,
        f"SELECT {_COLUMNS} FROM article WHERE work = ? AND language = ? AND guild_id IS NULL AND size = 0",
        (work, language),
    )
    return _article(row) if row else None


def linked(connection: sqlite3.Connection, guild_id: int | None) -> list[Article]:
    """Return a guild's own articles (None: the shared ones) that have an address, removed or not, newest
    first."""
    found = rows(
        connection,
        f"SELECT {_COLUMNS} FROM article WHERE ifnull(guild_id, 0) = ? AND url IS NOT NULL ORDER BY id DESC",
        (guild_id or 0,),
    )
    return [_article(row) for row in found]


def text(connection: sqlite3.Connection, article_id: int) -> str:
    """Return the decoded text that spans count in; "" for an unknown id."""
    return value(connection, "SELECT text FROM article WHERE id = ?", (article_id,)) or ""


def sentences(connection: sqlite3.Connection, article_id: int) -> list[tuple[Span, ...]]:
    """Return the spans of each sentence, in order."""
    found = column(
        connection, "SELECT spans FROM sentence WHERE article_id = ? ORDER BY position", (article_id,)
    )
    return [spans_of(spans) for spans in found]


def adjoining(connection: sqlite3.Connection, article_id: int) -> set[int]:
    """Return the positions of the sentences that follow the one before with nothing to read between."""
    statement = "SELECT position FROM sentence WHERE article_id = ? AND adjoins"
    return set(column(connection, statement, (article_id,)))
