"""Rows of the bodies of articles: their blocks, whose text stands in the article's."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from bot.model import BodyBlock, BodyKind
from bot.store.sql import rows, spans_of
from bot.words import shown_at


def put(transaction: sqlite3.Connection, article_id: int, body: Sequence[BodyBlock]) -> None:
    """Store the body of an article in the place of an earlier one."""
    transaction.execute("DELETE FROM body WHERE article_id = ?", (article_id,))
    transaction.executemany(
        "INSERT INTO body (article_id, position, kind, spans, breaks) VALUES (?, ?, ?, ?, ?)",
        [
            (article_id, position, block.kind, json.dumps(block.spans), json.dumps(block.breaks))
            for position, block in enumerate(body)
        ],
    )


def get(connection: sqlite3.Connection, article_id: int, text: str) -> list[BodyBlock]:
    """Return the body of an article with the stored text `text`; [] if it was stored before bodies were."""
    found = rows(
        connection,
        "SELECT kind, spans, breaks FROM body WHERE article_id = ? ORDER BY position",
        (article_id,),
    )
    body = []
    for kind, spans, breaks in found:
        places = spans_of(spans)
        shown = shown_at(text, places, breaks=kind == BodyKind.CODE)
        body.append(BodyBlock(shown, places, BodyKind(kind), tuple(json.loads(breaks))))
    return body
