"""Rows that say when in a recording the words of an article were said."""

from __future__ import annotations

import sqlite3

from bot.recordings import timings

SECOND = (
    "(SELECT second FROM timing WHERE timing.article_id = item.article_id"
    " AND start <= json_extract(item.spans,'$[0][0]') ORDER BY start DESC LIMIT 1)"
)
"""The second at which an item was said; NULL where the article tells no times."""


def put(transaction: sqlite3.Connection, article_id: int, text: str) -> None:
    """Store the times that an article's text tells, in the place of earlier ones."""
    transaction.execute("DELETE FROM timing WHERE article_id = ?", (article_id,))
    transaction.executemany(
        "INSERT INTO timing (article_id, start, second) VALUES (?, ?, ?)",
        [(article_id, start, second) for start, second in timings(text)],
    )
