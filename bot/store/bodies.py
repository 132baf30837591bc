"""Rows of the bodies of articles: their blocks, whose text stands in the article's."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence

import aiosqlite

from bot.model import BodyBlock, BodyKind
from bot.store.sql import rows, spans_of
from bot.words import shown_at


async def put(transaction: aiosqlite.Connection, article_id: int, body: Sequence[BodyBlock]) -> None:
    """Store the body of an article in the place of an earlier one."""
    await transaction.execute("DELETE FROM body WHERE article_id = ?", (article_id,))
    await transaction.executemany(
        "INSERT INTO body (article_id, position, kind, spans, breaks) VALUES (?, ?, ?, ?, ?)",
        await asyncio.to_thread(
            lambda: [
                (article_id, position, block.kind, json.dumps(block.spans), json.dumps(block.breaks))
                for position, block in enumerate(body)
            ]
        ),
    )


async def get(connection: aiosqlite.Connection, article_id: int, text: str) -> list[BodyBlock]:
    """Return the body of an article with the stored text `text`; [] if it was stored before bodies were."""
    found = await rows(
        connection,
        "SELECT kind, spans, breaks FROM body WHERE article_id = ? ORDER BY position",
        (article_id,),
    )

    def made() -> list[BodyBlock]:
        body = []
        for kind, spans, breaks in found:
            places = spans_of(spans)
            shown = shown_at(text, places, breaks=kind == BodyKind.CODE)
            body.append(BodyBlock(shown, places, BodyKind(kind), tuple(json.loads(breaks))))
        return body

    return await asyncio.to_thread(made)
