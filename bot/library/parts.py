"""An article in parts, as members read it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import aiosqlite

from bot.library.visibility import visible_article
from bot.model import Article, BodyBlock, Part, PartSize
from bot.parts import split
from bot.reading.body import of_sentences
from bot.store import articles, bodies, items
from bot.store.database import Database


class Parts:
    """Divides articles into parts."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def of(
        self, guild_id: int, article_id: int, size: PartSize, start: int = 0
    ) -> tuple[Article, list[Part]]:
        """Return an article and the parts of what stands in it from the offset `start` of its text on.

        Raises UserError("article-gone") for one that the guild can't see (any more).
        """
        async with self._db.snapshot() as snapshot:
            article = await visible_article(snapshot, guild_id, article_id)
            return article, await parts_of(snapshot, article, size, start)


async def parts_of(
    connection: aiosqlite.Connection, article: Article, size: PartSize, start: int = 0
) -> list[Part]:
    """Return the parts of what stands in a stored article from the offset `start` of its text on."""
    body = await _body(connection, article.id)
    return await asyncio.to_thread(split, body, size, article.language, start)


async def _body(connection: aiosqlite.Connection, article_id: int) -> Sequence[BodyBlock]:
    text = await articles.text(connection, article_id)
    body = await bodies.get(connection, article_id, text)
    if body:
        return body
    sentences = await articles.sentences(connection, article_id)
    headings = await items.headings(connection, article_id)
    return await asyncio.to_thread(of_sentences, text, sentences, headings)
