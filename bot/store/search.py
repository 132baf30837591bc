"""Rows that hold words, as the index finds them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from bot.model import Language
from bot.store.articles import visible_to
from bot.store.index import SHIFT, match
from bot.store.items import REVIEWED, SHOWN
from bot.store.sql import column, json_array, rows
from bot.words import Query


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence: its article, the article's size in bytes, and its position in it."""

    article_id: int
    size: int
    position: int


SENTENCES = f"""
SELECT article.id, article.size, sentence_index.rowid
FROM sentence_index CROSS JOIN article ON article.id = sentence_index.rowid >> {SHIFT}
WHERE sentence_index MATCH :match AND sentence_index.rowid BETWEEN :first AND :last
    AND {visible_to()}
    AND (article.work IS NULL OR article.language = :language OR :one OR article.work NOT IN (
        SELECT edition.work FROM article AS edition INDEXED BY article_work
        WHERE edition.work IS NOT NULL AND edition.language = :language AND {visible_to(article="edition")}
        AND EXISTS (SELECT 1 FROM sentence_index WHERE sentence_index MATCH :match
            AND rowid BETWEEN edition.id << {SHIFT} AND (edition.id + 1 << {SHIFT}) - 1)
    ))
ORDER BY sentence_index.rowid DESC LIMIT :most
"""


def sentences(
    connection: sqlite3.Connection,
    query: Query,
    guild_id: int,
    language: Language,
    article_id: int | None,
    most: int,
) -> list[Hit]:
    """Return the latest `most` sentences that hold the query, of all articles that the guild sees (of a work
    only the edition in `language`, if that has some) or of one of them."""
    found = rows(
        connection,
        SENTENCES,
        {
            "match": match(query, guild_id),
            "first": (article_id or 0) << SHIFT,
            "last": (article_id + 1 << SHIFT) - 1 if article_id else 1 << 62,
            "guild": guild_id,
            "language": language,
            "one": article_id is not None,
            "most": most,
        },
    )
    return [Hit(article, size, rowid & (1 << SHIFT) - 1) for article, size, rowid in found]


def quotes(
    connection: sqlite3.Connection, query: Query, guild_id: int, article_ids: Sequence[int]
) -> list[int]:
    """Return the ids of these articles' quotations that the guild is shown and that hold the query, in
    order."""
    return column(
        connection,
        f"SELECT item.id FROM quote_index CROSS JOIN {REVIEWED}"
        " WHERE item.id = quote_index.rowid AND quote_index MATCH :match"
        f" AND article_id IN (SELECT value FROM json_each(:articles)) AND {SHOWN} ORDER BY item.id",
        {"match": match(query, guild_id), "articles": json_array(article_ids), "guild": guild_id},
    )
