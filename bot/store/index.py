"""Rows of the index of words: kept for every article that has a row, removed or not."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import aiosqlite

from bot.model import Span
from bot.store.sql import column, json_array, one, rows
from bot.words import Query, passage, tokens

SHIFT = 20
"""A sentence's rowid is its article's id, shifted by so many bits, and its position."""

Entry = tuple[int, str]
"""A rowid and the words that stand under it."""


@dataclass(frozen=True, slots=True)
class Entries:
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


def sentence_words(text: str, sentences: Sequence[Sequence[Span]]) -> list[str]:
    """Return the words of each sentence of a text, as the index has them; slow for a long one (pure)."""
    return [" ".join(tokens(passage(text, spans))) for spans in sentences]


async def add(transaction: aiosqlite.Connection, article_id: int, words: Sequence[str] | None = None) -> None:
    """Index a stored article, once, with its sentences and quotations; `words` are its `sentence_words`, if
    they are known."""
    added = await entries(transaction, article_id, words)
    await transaction.executemany("INSERT INTO sentence_index (rowid, words) VALUES (?, ?)", added.sentence)
    await transaction.executemany("INSERT INTO quote_index (rowid, words) VALUES (?, ?)", added.quote)


async def remove(transaction: aiosqlite.Connection, article_ids: Sequence[int]) -> None:
    """Take articles out again; they must still be stored as they were when they were added."""
    for article_id in article_ids:
        await remove_entries(transaction, await entries(transaction, article_id))


async def remove_entries(transaction: aiosqlite.Connection, removed: Entries) -> None:
    """Take out of the index what `entries` returned; the article must not have changed since."""
    await _take_out(transaction, "sentence_index", removed.sentence)
    await _take_out(transaction, "quote_index", removed.quote)


async def _take_out(transaction: aiosqlite.Connection, table: str, some: Sequence[Entry]) -> None:
    await transaction.executemany(
        f"INSERT INTO {table} ({table}, rowid, words) VALUES ('delete', ?, ?)", some
    )


async def add_quotes(transaction: aiosqlite.Connection, item_ids: Collection[int]) -> None:
    """Index those of these stored items that are quotations, once."""
    added = await _quotes(transaction, "item.id IN (SELECT value FROM json_each(?))", json_array(item_ids))
    await transaction.executemany("INSERT INTO quote_index (rowid, words) VALUES (?, ?)", added)


async def remove_quotes(transaction: aiosqlite.Connection, item_ids: Collection[int]) -> None:
    """Take those of these items that are quotations out again; they must still be stored as they were."""
    removed = await _quotes(transaction, "item.id IN (SELECT value FROM json_each(?))", json_array(item_ids))
    await _take_out(transaction, "quote_index", removed)


async def _quotes(connection: aiosqlite.Connection, condition: str, value: object) -> list[Entry]:
    """Return what the index has of the quotations that meet a condition with one parameter."""
    found = await rows(
        connection,
        "SELECT item.id, item.text, ifnull(item.guild_id, article.guild_id)"
        f" FROM item JOIN article ON article.id = article_id WHERE kind = 'quote' AND {condition}"
        " ORDER BY item.id",
        (value,),
    )
    # Off the event loop: a long article takes a second.
    return await asyncio.to_thread(
        lambda: [(item_id, " ".join([scope(guild_id), *tokens(shown)])) for item_id, shown, guild_id in found]
    )


async def clear(transaction: aiosqlite.Connection) -> list[int]:
    """Empty the index; return the ids of all articles, which have to be added again."""
    for table in ("sentence_index", "quote_index"):
        await transaction.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
    return await column(transaction, "SELECT id FROM article ORDER BY id")


async def entries(
    connection: aiosqlite.Connection, article_id: int, words: Sequence[str] | None = None
) -> Entries:
    """Return what the index has of a stored article; `words` are its `sentence_words`, if they are known."""
    article = await one(connection, "SELECT guild_id, text FROM article WHERE id = ?", (article_id,))
    if article is None:
        return Entries([], [])
    guild_id, text = article
    sentences = await rows(
        connection,
        "SELECT position, spans FROM sentence WHERE article_id = ? ORDER BY position",
        (article_id,),
    )
    quotes = await _quotes(connection, "article_id = ?", article_id)

    def made() -> list[Entry]:
        known = (
            sentence_words(text, [json.loads(spans) for _, spans in sentences]) if words is None else words
        )
        numbered = zip((number for number, _ in sentences), known, strict=True)
        own = scope(guild_id)
        return [((article_id << SHIFT) + number, f"{own} {some}".rstrip()) for number, some in numbered]

    return Entries(await asyncio.to_thread(made), quotes)
