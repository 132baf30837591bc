"""Rows of the index of words: kept for every article that has a row, removed or not.

While the index is rebuilt, articles that it doesn't have again yet are left alone: taking out what isn't
there damages it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.model import Span
from bot.store import meta
from bot.store.sql import json_array, one, rows
from bot.words import Phrase, Query, passage, tokens

POSITION_BITS, PLACE_BITS = 20, 44
"""A sentence's place is its article's id and its position, in bits; a quotation's is its item's id."""
PLACES = (1 << PLACE_BITS) - 1
SCOPES = (1 << 63 - PLACE_BITS) - 1

REBUILDING = "indexing"
"""Under this name in `meta` stand, while the index is rebuilt, the newest article that has to be added again
and the row up to which that was done."""

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
    return " AND ".join(map(_phrase, query.phrases))


def any_of(phrases: Sequence[Phrase]) -> str:
    """Return a search for any of some phrases as FTS5 understands it."""
    return " OR ".join(map(_phrase, phrases))


def _phrase(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.tokens)}"{"*" if phrase.is_prefix else ""}'


def sentence_words(text: str, sentences: Sequence[Sequence[Span]]) -> list[str]:
    """Return the words of each sentence of a text, as the index has them; slow for a long one (pure)."""
    return [" ".join(tokens(passage(text, spans))) for spans in sentences]


def add(transaction: sqlite3.Connection, article_id: int, words: Sequence[str] | None = None) -> None:
    """Index a stored article, once, with its sentences and quotations; `words` are its `sentence_words`, if
    they are known."""
    if not _waits(transaction, article_id):
        _add(transaction, article_id, words)


def _add(transaction: sqlite3.Connection, article_id: int, words: Sequence[str] | None = None) -> None:
    added = entries(transaction, article_id, words)
    transaction.executemany("INSERT INTO sentence_index (rowid, words) VALUES (?, ?)", added.sentence)
    transaction.executemany("INSERT INTO quote_index (rowid, words) VALUES (?, ?)", added.quote)


def remove(transaction: sqlite3.Connection, article_ids: Sequence[int]) -> None:
    """Take articles out again; they must still be stored as they were when they were added."""
    for article_id in article_ids:
        remove_entries(transaction, article_id, entries(transaction, article_id))


def remove_entries(transaction: sqlite3.Connection, article_id: int, removed: Entries) -> None:
    """Take out of the index what `entries` returned; the article must not have changed since."""
    if _waits(transaction, article_id):
        return
    _take_out(transaction, "sentence_index", removed.sentence)
    _take_out(transaction, "quote_index", removed.quote)


def _take_out(transaction: sqlite3.Connection, table: str, some: Sequence[Entry]) -> None:
    transaction.executemany(f"INSERT INTO {table} ({table}, rowid, words) VALUES ('delete', ?, ?)", some)


def add_quotes(transaction: sqlite3.Connection, item_ids: Collection[int]) -> None:
    """Index those of these stored items that are quotations, once."""
    added = _indexed_quotes(transaction, item_ids)
    transaction.executemany("INSERT INTO quote_index (rowid, words) VALUES (?, ?)", added)


def remove_quotes(transaction: sqlite3.Connection, item_ids: Collection[int]) -> None:
    """Take those of these items that are quotations out again; they must still be stored as they were."""
    _take_out(transaction, "quote_index", _indexed_quotes(transaction, item_ids))


def _indexed_quotes(transaction: sqlite3.Connection, item_ids: Collection[int]) -> list[Entry]:
    within = "(SELECT value FROM json_each(?))"
    if meta.get(transaction, REBUILDING):
        found = rows(
            transaction, f"SELECT id, article_id FROM item WHERE id IN {within}", (json_array(item_ids),)
        )
        item_ids = [item_id for item_id, article_id in found if not _waits(transaction, article_id)]
    return _quotes(transaction, f"item.id IN {within}", json_array(item_ids))


def _quotes(connection: sqlite3.Connection, condition: str, value: object) -> list[Entry]:
    """Return what the index has of the quotations that meet a condition with one parameter."""
    found = rows(
        connection,
        "SELECT item.id, item.text, ifnull(item.guild_id, article.guild_id)"
        f" FROM item JOIN article ON article.id = article_id WHERE kind = 'quote' AND {condition}",
        (value,),
    )
    return sorted((rowid(guild_id, item_id), " ".join(tokens(shown))) for item_id, shown, guild_id in found)


def clear(transaction: sqlite3.Connection) -> list[tuple[int, int]]:
    """Empty the index; return all articles, which have to be added again, in its order: the last row of each
    and its id."""
    for table in ("sentence_index", "quote_index"):
        transaction.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
    found = rows(transaction, "SELECT id, guild_id FROM article")
    newest = max((article_id for article_id, _ in found), default=0)
    meta.put(transaction, REBUILDING, f"{newest} -1")
    return sorted((rowids(guild_id, article_id)[1], article_id) for article_id, guild_id in found)


def add_again(transaction: sqlite3.Connection, those: Sequence[tuple[int, int]]) -> None:
    """Add the next of the articles that `clear` returned, those that are still there."""
    newest, _ = (meta.get(transaction, REBUILDING) or "0 -1").split()
    meta.put(transaction, REBUILDING, f"{newest} {those[-1][0]}")
    for _, article_id in those:
        _add(transaction, article_id)


def rebuilt(transaction: sqlite3.Connection) -> None:
    """Store that all articles were added again."""
    meta.put(transaction, REBUILDING, "")


def _waits(transaction: sqlite3.Connection, article_id: int) -> bool:
    """Return whether an article will be added again and wasn't yet."""
    state = meta.get(transaction, REBUILDING)
    article = one(transaction, "SELECT guild_id FROM article WHERE id = ?", (article_id,)) if state else None
    if not state or article is None:
        return False
    newest, reached = map(int, state.split())
    return article_id <= newest and rowids(article[0], article_id)[1] > reached


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
