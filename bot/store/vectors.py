"""Rows of vectors, and which sentences still have none; they go with the sentences they were made of."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from bot.store.sql import Row, column, json_array, one, spans_of, value
from bot.words import passage

SIZE = 64
"""Sentences in a row: some 25 kB, and a few seconds of work."""

TITLE, BEFORE = 100, 300
"""Characters of the title, and of the sentence before, that a vector is made of."""

_UNFINISHED = """
removed_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM vector WHERE article_id = article.id AND start = 0 AND model = :model)
"""
_ARTICLE = f"""
SELECT id FROM article
WHERE {_UNFINISHED} AND id NOT IN (SELECT value FROM json_each(:besides))
    AND EXISTS (SELECT 1 FROM sentence WHERE article_id = article.id)
ORDER BY id DESC LIMIT 1
"""
_START = f"""
SELECT max(position) FROM sentence
WHERE article_id = :article AND position % {SIZE} = 0 AND NOT EXISTS (
    SELECT 1 FROM vector WHERE article_id = :article AND start = position AND model = :model
)
"""
_WAITING = f"""
SELECT count(*) FROM article JOIN sentence ON article_id = article.id
WHERE {_UNFINISHED} AND NOT EXISTS (
    SELECT 1 FROM vector
    WHERE article_id = article.id AND start = position - position % {SIZE} AND model = :model
)
"""


@dataclass(frozen=True, slots=True)
class Block:
    """Some sentences of an article, from the position `start` on."""

    article_id: int
    start: int
    texts: tuple[str, ...]


def missing(connection: sqlite3.Connection, model: str, besides: Collection[int]) -> Block | None:
    """Return the next sentences without vectors of this model; None where all have theirs. Those of removed
    articles, and of the articles `besides`, are left out.

    The newest articles come first, the beginning of each last: where that has vectors, all of it does.
    """
    about = {"model": model, "besides": json_array(besides)}
    article_id = value(connection, _ARTICLE, about)
    if article_id is None:
        return None
    start = value(connection, _START, {"model": model, "article": article_id})
    return Block(article_id, start, _texts(connection, article_id, start))


def waiting(connection: sqlite3.Connection, model: str) -> int:
    """Return how many sentences have no vectors of this model yet."""
    return int(value(connection, _WAITING, {"model": model}))


def put(transaction: sqlite3.Connection, model: str, block: Block, vectors: bytes) -> None:
    """Store the vectors of these sentences, unless the article has others by now."""
    if _texts(transaction, block.article_id, block.start) == block.texts:
        transaction.execute(
            "INSERT OR REPLACE INTO vector (article_id, start, model, vectors) VALUES (?, ?, ?, ?)",
            (block.article_id, block.start, model, vectors),
        )


def stored(connection: sqlite3.Connection, model: str, article_ids: Collection[int]) -> Iterator[Row]:
    """Yield the vectors of these articles that the model made: an article's id, the position of a sentence,
    and the vectors from that one on."""
    return connection.execute(
        "SELECT article_id, start, vectors FROM json_each(?)"
        " CROSS JOIN vector ON article_id = json_each.value WHERE model = ?",
        (json_array(article_ids), model),
    )


def any_stored(connection: sqlite3.Connection) -> bool:
    """Return whether there are vectors."""
    return bool(value(connection, "SELECT EXISTS (SELECT 1 FROM vector)"))


def delete(transaction: sqlite3.Connection, most: int) -> None:
    """Delete so many rows of vectors."""
    transaction.execute("DELETE FROM vector WHERE rowid IN (SELECT rowid FROM vector LIMIT ?)", (most,))


def _texts(connection: sqlite3.Connection, article_id: int, start: int) -> tuple[str, ...]:
    """Return what the vectors of sentences are made of: each with the title and the sentence before it,
    without which few say what they are about."""
    article = one(connection, "SELECT title, text FROM article WHERE id = ?", (article_id,))
    if article is None:
        return ()
    title, text = article
    stored = column(
        connection,
        "SELECT spans FROM sentence WHERE article_id = ? AND position >= ? AND position < ?"
        " ORDER BY position",
        (article_id, start - 1, start + SIZE),
    )
    said = [passage(text, spans_of(spans)) for spans in stored]
    before = said if start else ["", *said]
    return tuple(
        " ".join(filter(None, [f"{title[:TITLE]}:", last[-BEFORE:], this])) for last, this in pairwise(before)
    )
