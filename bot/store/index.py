"""Rows of the index of words: kept for every article that has a row, removed or not."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass

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
        f" FROM item JOIN article ON article.id = article_id WHERE kind = 'quote' AND {condition}"
        " ORDER BY item.id",
        (value,),
    )
    # Off the event loop: a long article takes a second.
    return [(item_id, " ".join([scope(guild_id), *tokens(shown)])) for item_id, shown, guild_id in found]


def clear(transaction: sqlite3.Connection) -> list[int]:
    """Empty the index; return the ids of all articles, which have to be added again."""
    for table in ("sentence_index", "quote_index"):
        transaction.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
    return column(transaction, "SELECT id FROM article ORDER BY id")


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

    def made() -> list[Entry]:
        known = (
            sentence_words(text, [json.loads(spans) for _, spans in sentences]) if words is None else words
        )
        numbered = zip((number for number, _ in sentences), known, strict=True)
        own = scope(guild_id)
        return [((article_id << SHIFT) + number, f"{own} {some}".rstrip()) for number, some in numbered]

    return Entries(made(), quotes)
