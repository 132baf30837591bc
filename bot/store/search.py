"""Rows that hold words, as the index finds them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from bot.model import Language
from bot.store.articles import visible_to
from bot.store.index import PLACES, POSITION_BITS, match, rowids
from bot.store.items import REVIEWED, SHOWN
from bot.store.sql import Row, column, json_array, one, rows, spans_of, value
from bot.words import Query, passage


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence: its article, the article's size in bytes, and its position in it."""

    article_id: int
    size: int
    position: int


_PLACE = f"(~sentence_index.rowid & {PLACES})"
_SENTENCES = f"""
SELECT article.id, article.size, {_PLACE} & {(1 << POSITION_BITS) - 1}
FROM sentence_index CROSS JOIN article ON article.id = {_PLACE} >> {POSITION_BITS}
WHERE sentence_index MATCH :match AND sentence_index.rowid BETWEEN :first AND :last
    AND {visible_to()}
    AND (article.work IS NULL OR article.language = :language OR :one OR article.work NOT IN (
        SELECT edition.work FROM article AS edition INDEXED BY article_work
        WHERE edition.work IS NOT NULL AND edition.language = :language AND {visible_to(article="edition")}
        AND EXISTS (SELECT 1 FROM sentence_index WHERE sentence_index MATCH :match  -- works are shared
            AND rowid BETWEEN {PLACES} - (edition.id + 1 << {POSITION_BITS}) + 1
            AND {PLACES} - (edition.id << {POSITION_BITS}))
    ))
ORDER BY sentence_index.rowid LIMIT :most
"""
_SENTENCE = """
SELECT spans, substr(text, first + 1, last - first)
FROM (
    SELECT article_id, spans,
        json_extract(spans, '$[0][0]') AS first, json_extract(spans, '$[#-1][1]') AS last
    FROM sentence WHERE article_id = ? AND position = ?
) JOIN article ON article.id = article_id
"""
_QUOTE_IN = f"""
SELECT item.id FROM sentence CROSS JOIN {REVIEWED}
WHERE sentence.article_id = :article AND sentence.position = :position
    AND item.article_id = :article AND kind = 'quote' AND {SHOWN}
    AND json_extract(item.spans, '$[0][0]') < json_extract(sentence.spans, '$[#-1][1]')
    AND json_extract(item.spans, '$[#-1][1]') > json_extract(sentence.spans, '$[0][0]')
ORDER BY item.id LIMIT 1
"""
_QUOTES = f"""
SELECT item.id FROM quote_index CROSS JOIN {REVIEWED}
WHERE item.id = ~quote_index.rowid & {PLACES}
    AND quote_index MATCH :match AND quote_index.rowid BETWEEN :first AND :last
    AND article_id IN (SELECT value FROM json_each(:articles)) AND {SHOWN}
"""


def sentences(
    connection: sqlite3.Connection,
    query: Query,
    guild_id: int,
    language: Language,
    article_id: int | None,
    most: int,
) -> list[Hit]:
    """Return the latest `most` sentences that hold the query, the latest first: of all articles that the
    guild sees (of a work only the edition in `language`, if that has some) or of one of them."""
    found: list[Row] = []
    for owner in (None, guild_id):
        first, last = rowids(owner, article_id)
        found += rows(
            connection,
            _SENTENCES,
            {
                "match": match(query),
                "first": first,
                "last": last,
                "guild": guild_id,
                "language": language,
                "one": article_id is not None,
                "most": most,
            },
        )
    found.sort(key=lambda row: (row[0], row[2]), reverse=True)
    return [Hit(*row) for row in found[:most]]


def sentence(connection: sqlite3.Connection, hit: Hit) -> str:
    """Return a sentence as one line; its article's text, which may be long, stays where it is."""
    row = one(connection, _SENTENCE, (hit.article_id, hit.position))
    if row is None:
        return ""
    spans, text = spans_of(row[0]), row[1]
    return passage(text, [(start - spans[0][0], end - spans[0][0]) for start, end in spans])


def quote_in(connection: sqlite3.Connection, guild_id: int, article_id: int, position: int) -> int | None:
    """Return the id of the first quotation that stands in a sentence, of those that the guild is shown."""
    about = {"guild": guild_id, "article": article_id, "position": position}
    found: int | None = value(connection, _QUOTE_IN, about)
    return found


def quotes(
    connection: sqlite3.Connection, query: Query, guild_id: int, article_ids: Sequence[int]
) -> list[int]:
    """Return the ids of these articles' quotations that the guild is shown and that hold the query, in
    order."""
    found: list[int] = []
    for owner in (None, guild_id):
        first, last = rowids(owner)
        found += column(
            connection,
            _QUOTES,
            {
                "match": match(query),
                "first": first,
                "last": last,
                "articles": json_array(article_ids),
                "guild": guild_id,
            },
        )
    return sorted(found)
