"""Rows of the index of words: kept for every article that has a row, removed or not."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.model import Span
from bot.store.sql import json_array, one, rows
from bot.words import Query, passage, tokens

POSITION_BITS, PLACE_BITS = 20, 44
"""A sentence's place is its article's id and its position, in bits; a quotation's is its item's id."""
PLACES = (1 << PLACE_BITS) - 1
SCOPES = (1 << 63 - PLACE_BITS) - 1

Entry = tuple[int, str]
"""A rowid and the words that stand under it; lists of them go by rowid."""


@dataclass(frozen=True, slots=True)
class Entries:
    """What an article has in each of the two indexes."""

    sentence: list[Entry]
    quote: list[Entry]


def rowid(guild_id: int | None, place: int) -> int:
    """Return where a place of a guild's own article (None: of a shared one) stands in the index.

    What is a guild's own stands together, apart from what is shared; few other guilds stand in between.
    Rows count down: the newest are asked for, and FTS5 reads the first ones faster than the last.
    """
    scope = 0 if guild_id is None else 1 + guild_id % SCOPES
    return (scope << PLACE_BITS) + PLACES - place


def rowids(guild_id: int | None, article_id: int | None = None) -> tuple[int, int]:
    """Return the first and the last row of a guild's own articles (None: of the shared ones), or of the
    sentences of one of them."""
    if article_id is None:
        return rowid(guild_id, PLACES), rowid(guild_id, 0)
    place = sentence_place(article_id, 0)
    return rowid(guild_id, place + (1 << POSITION_BITS) - 1), rowid(guild_id, place)


def sentence_place(article_id: int, position: int) -> int:
    """Return the place of a sentence."""
    return (article_id << POSITION_BITS) + position


def match(query: Query) -> str:
    """Return the query as FTS5 understands it."""
    return " AND ".join(f'"{" ".join(p.tokens)}"{"*" if p.is_prefix else ""}' for p in query.phrases)


def sentence_words(text: str, sentences: Sequence[Sequence[Span]]) -> list[str]:
    """Return the words of each sentence of a text, as the index has them; slow for a long one (pure)."""
    return [" ".join(tokens(passage(text, spans))) for spans in sentences]


def add(transaction: sqlite3.Connection, article_id: int, words: Sequence[str] | None = None) -> None:
    """Index a stored article, once, with its sentences and quotations; `words` are its `sentence_words`, if
    they are known."""
    added = entries(transaction, article_id, words)
    transaction.executemany("INSERT INTO sentence_index (rowid, words) VALUES (?, ?)", added.sentence)
    transaction.executemany("INSERT INTO quote_index (rowid, words) VALUES (?, ?)", added.quote)


def remove(transaction: sqlite3.Connection, article_ids: Sequence[int]) -> None:
    """Take articles out again; they must still be stored as they were when they were added."""
    for article_id in article_ids:
        remove_entries(transaction, entries(transaction, article_id))


def remove_entries(transaction: sqlite3.Connection, removed: Entries) -> None:
    """Take out of the index what `entries` returned; the article must not have changed since."""
    _take_out(transaction, "sentence_index", removed.sentence)
    _take_out(transaction, "quote_index", removed.quote)


def _take_out(transaction: sqlite3.Connection, table: str, some: Sequence[Entry]) -> None:
    transaction.executemany(f"INSERT INTO {table} ({table}, rowid, words) VALUES ('delete', ?, ?)", some)


def add_quotes(transaction: sqlite3.Connection, item_ids: Collection[int]) -> None:
    """Index those of these stored items that are quotations, once."""
    added = _quotes(transaction, "item.id IN (SELECT value FROM json_each(?))", json_array(item_ids))
    transaction.executemany("INSERT INTO quote_index (rowid, words) VALUES (?, ?)", added)


def remove_quotes(transaction: sqlite3.Connection, item_ids: Collection[int]) -> None:
    """Take those of these items that are quotations out again; they must still be stored as they were."""
    removed = _quotes(transaction, "item.id IN (SELECT value FROM json_each(?))", json_array(item_ids))
    _take_out(transaction, "quote_index", removed)


def _quotes(connection: sqlite3.Connection, condition: str, value: object) -> list[Entry]:
    """Return what the index has of the quotations that meet a condition with one parameter."""
    found = rows(
        connection,
        "SELECT item.id, item.text, ifnull(item.guild_id, article.guild_id)"
        f" FROM item JOIN article ON article.id = article_id WHERE kind = 'quote' AND {condition}",
        (value,),
    )
    return sorted((rowid(guild_id, item_id), " ".join(tokens(shown))) for item_id, shown, guild_id in found)


def clear(transaction: sqlite3.Connection) -> list[int]:
    """Empty the index; return the ids of all articles, which have to be added again, in its order."""
    for table in ("sentence_index", "quote_index"):
        transaction.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
    found = rows(transaction, "SELECT id, guild_id FROM article")
    return [article_id for _, article_id in sorted((rowids(guild, some), some) for some, guild in found)]


def entries(connection: sqlite3.Connection, article_id: int, words: Sequence[str] | None = None) -> Entries:
    """Return what the index has of a stored article; `words` are its `sentence_words`, if they are known."""
    article = one(connection, "SELECT guild_id, text FROM article WHERE id = ?", (article_id,))
    if article is None:
        return Entries([], [])
    guild_id, text = article
    sentences = rows(
        connection,
        "SELECT position, spans FROM sentence WHERE article_id = ? ORDER BY position",
        (article_id,),
    )
    quotes = _quotes(connection, "article_id = ?", article_id)

    if words is None:
        words = sentence_words(text, [json.loads(spans) for _, spans in sentences])
    # In the order of their rows: FTS5 writes out what it has whenever one comes before the last.
    numbered = sorted(
        (rowid(guild_id, sentence_place(article_id, position)), some)
        for (position, _), some in zip(sentences, words, strict=True)
    )
    return Entries(numbered, quotes)
