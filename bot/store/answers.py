"""What is read to answer a question: where terms stand, and what stands around them."""

from __future__ import annotations

import bisect
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.model import BodyKind, Span
from bot.store import articles
from bot.store.index import PLACES, POSITION_BITS, any_of, rowids
from bot.store.sql import column, json_array, rows, spans_of, value
from bot.words import Phrase, passage, shown_at

_PLACE = f"(~sentence_index.rowid & {PLACES})"
_HOLDING = f"""
SELECT {_PLACE} >> {POSITION_BITS} AS article_id, {_PLACE} & {(1 << POSITION_BITS) - 1}
FROM sentence_index
WHERE sentence_index MATCH :match AND sentence_index.rowid BETWEEN :first AND :last
    AND article_id IN (SELECT value FROM json_each(:articles))
LIMIT :most
"""
_SENTENCES = """
SELECT position, spans FROM sentence
WHERE article_id = ? AND position IN (SELECT value FROM json_each(?))
"""
_HEADINGS = "SELECT spans FROM body WHERE article_id = ? AND kind = ? ORDER BY position"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as one line, where it stands, and the heading of its section, None before the first one; of
    sections with the same heading, the number `section` tells them apart."""

    text: str
    spans: tuple[Span, ...]
    section: int
    heading: str | None


def count(connection: sqlite3.Connection, article_ids: Collection[int]) -> int:
    """Return how many sentences these articles have."""
    found: int = value(
        connection,
        "SELECT ifnull(sum((SELECT max(position) + 1 FROM sentence WHERE article_id = json_each.value)), 0)"
        " FROM json_each(?)",
        (json_array(article_ids),),
    )
    return found


def holding(
    connection: sqlite3.Connection,
    phrases: Sequence[Phrase],
    guild_id: int,
    article_ids: Collection[int],
    most: int,
) -> list[tuple[int, int]]:
    """Return where any of the phrases stand in these articles of a guild or shared ones: the article and the
    position of each sentence, at most `most` of either."""
    found: list[tuple[int, int]] = []
    for owner in (None, guild_id):
        first, last = rowids(owner)
        about = {"match": any_of(phrases), "first": first, "last": last, "most": most}
        found += rows(connection, _HOLDING, {**about, "articles": json_array(article_ids)})
    return found


def lines(connection: sqlite3.Connection, article_id: int, positions: Collection[int]) -> dict[int, Line]:
    """Return the sentences of an article at these positions, as far as they are there."""
    text = articles.text(connection, article_id)
    headings = [spans_of(stored) for stored in column(connection, _HEADINGS, (article_id, BodyKind.HEADING))]
    starts = [spans[0][0] for spans in headings]
    found = {}
    for position, stored in rows(connection, _SENTENCES, (article_id, json_array(positions))):
        spans = spans_of(stored)
        section = bisect.bisect(starts, spans[0][0])
        heading = shown_at(text, headings[section - 1]) if section else None
        found[position] = Line(passage(text, spans), spans, section, heading)
    return found
