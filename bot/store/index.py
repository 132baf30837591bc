"""Rows of the index of words: kept for every article that has a row, removed or not."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass

import aiosqlite

from bot.words import Query, passage, tokens

SHIFT = 20
"""A sentence's rowid is its article's id, shifted by so many bits, and its position."""

Row = tuple[int, str]


@dataclass(frozen=True, slots=True)
class _Rows:
    """What an article has in each of the two indexes."""

    sentence: list[Row]
    quote: list[Row]


def scope(guild_id: int | None) -> str:
    """The token of whose article it is: no word has such a character in it."""
    return f"§{guild_id or 0}"


def match(query: Query, guild_id: int) -> str:
    """The query as FTS5 understands it, within a guild's own articles and the shared ones."""
    phrases = [f'"{" ".join(p.tokens)}"{"*" if p.is_prefix else ""}' for p in query.phrases]
    return f'{" AND ".join(phrases)} AND ("{scope(None)}" OR "{scope(guild_id)}")'


async def add(transaction: aiosqlite.Connection, article_id: int) -> None:
    """Indexes an article that is stored, once, with its sentences and quotations."""
    rows = await _rows(transaction, article_id)
    await transaction.executemany("INSERT INTO sentence_index (rowid, words) VALUES (?, ?)", rows.sentence)
    await transaction.executemany("INSERT INTO quote_index (rowid, words) VALUES (?, ?)", rows.quote)


async def remove(transaction: aiosqlite.Connection, article_ids: Sequence[int]) -> None:
    """Takes articles out again; they must still be stored as they were when they were added."""
    for article_id in article_ids:
        rows = await _rows(transaction, article_id)
        for table, some in (("sentence_index", rows.sentence), ("quote_index", rows.quote)):
            await transaction.executemany(
                f"INSERT INTO {table} ({table}, rowid, words) VALUES ('delete', ?, ?)", some
            )


async def clear(transaction: aiosqlite.Connection) -> list[int]:
    """Empties the index; the ids of all articles, which have to be added again."""
    for table in ("sentence_index", "quote_index"):
        await transaction.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
    return [row[0] for row in await transaction.execute_fetchall("SELECT id FROM article ORDER BY id")]


async def _rows(connection: aiosqlite.Connection, article_id: int) -> _Rows:
    cursor = await connection.execute("SELECT guild_id, text FROM article WHERE id = ?", (article_id,))
    row = await cursor.fetchone()
    if row is None:
        return _Rows([], [])
    guild_id, text = row
    sentences = await connection.execute_fetchall(
        "SELECT position, spans FROM sentence WHERE article_id = ? ORDER BY position", (article_id,)
    )
    quotes = await connection.execute_fetchall(
        "SELECT id, text FROM item WHERE article_id = ? AND kind = 'quote' ORDER BY id", (article_id,)
    )

    def rows() -> _Rows:
        def words(shown: str) -> str:
            return " ".join([scope(guild_id), *tokens(shown)])

        return _Rows(
            [((article_id << SHIFT) + n, words(passage(text, json.loads(spans)))) for n, spans in sentences],
            [(item_id, words(shown)) for item_id, shown in quotes],
        )

    return await asyncio.to_thread(rows)  # off the event loop: a long article takes a second
