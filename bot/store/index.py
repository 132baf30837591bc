"""Rows of the index of words: kept for every article that has a row, removed or not."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass

import aiosqlite

from bot.store.sql import column, one, rows
from bot.words import Query, passage, tokens

SHIFT = 20
"""A sentence's rowid is its article's id, shifted by so many bits, and its position."""

Entry = tuple[int, str]
"""A rowid and the words that stand under it."""


@dataclass(frozen=True, slots=True)
class _Entries:
    """What an article has in each of the two indexes."""

    sentence: list[Entry]
    quote: list[Entry]


def scope(guild_id: int | None) -> str:
    """Return the index token for a guild's own articles (None: the shared ones); no word contains its §."""
    return f"§{guild_id or 0}"


def match(query: Query, guild_id: int) -> str:
    """Return the query as FTS5 understands it, within a guild's own articles and the shared ones."""
    phrases = [f'"{" ".join(p.tokens)}"{"*" if p.is_prefix else ""}' for p in query.phrases]
    return f'{" AND ".join(phrases)} AND ("{scope(None)}" OR "{scope(guild_id)}")'


async def add(transaction: aiosqlite.Connection, article_id: int) -> None:
    """Index a stored article, once, with its sentences and quotations."""
    entries = await _entries(transaction, article_id)
    await transaction.executemany("INSERT INTO sentence_index (rowid, words) VALUES (?, ?)", entries.sentence)
    await transaction.executemany("INSERT INTO quote_index (rowid, words) VALUES (?, ?)", entries.quote)


async def remove(transaction: aiosqlite.Connection, article_ids: Sequence[int]) -> None:
    """Take articles out again; they must still be stored as they were when they were added."""
    for article_id in article_ids:
        entries = await _entries(transaction, article_id)
        for table, some in (("sentence_index", entries.sentence), ("quote_index", entries.quote)):
            await transaction.executemany(
                f"INSERT INTO {table} ({table}, rowid, words) VALUES ('delete', ?, ?)", some
            )


async def clear(transaction: aiosqlite.Connection) -> list[int]:
    """Empty the index; return the ids of all articles, which have to be added again."""
    for table in ("sentence_index", "quote_index"):
        await transaction.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
    return await column(transaction, "SELECT id FROM article ORDER BY id")


async def _entries(connection: aiosqlite.Connection, article_id: int) -> _Entries:
    article = await one(connection, "SELECT guild_id, text FROM article WHERE id = ?", (article_id,))
    if article is None:
        return _Entries([], [])
    guild_id, text = article
    sentences = await rows(
        connection,
        "SELECT position, spans FROM sentence WHERE article_id = ? ORDER BY position",
        (article_id,),
    )
    quotes = await rows(
        connection,
        "SELECT id, text FROM item WHERE article_id = ? AND kind = 'quote' ORDER BY id",
        (article_id,),
    )

    def entries() -> _Entries:
        def words(shown: str) -> str:
            return " ".join([scope(guild_id), *tokens(shown)])

        return _Entries(
            [((article_id << SHIFT) + n, words(passage(text, json.loads(spans)))) for n, spans in sentences],
            [(item_id, words(shown)) for item_id, shown in quotes],
        )

    return await asyncio.to_thread(entries)  # off the event loop: a long article takes a second
