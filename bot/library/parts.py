"""An article in parts, as members read it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from bot.library.cache import Cache
from bot.library.visibility import visible_article
from bot.model import Article, BodyBlock, Part, PartSize
from bot.parts import split
from bot.store import articles, bodies, items
from bot.store.database import Database

ARTICLES_CACHED = 32
"""Articles whose parts are cached: dividing one takes some milliseconds."""


class Parts:
    """Divides articles into parts."""

    def __init__(self, database: Database) -> None:
        self._parts = Cache(database, _parts, ARTICLES_CACHED)

    async def of(self, guild_id: int, article_id: int, size: PartSize) -> tuple[Article, Sequence[Part]]:
        """Return an article and its parts. Raises UserError("article-gone") for one that the guild can't see
        (any more)."""
        return await self._parts.get((guild_id, article_id, size))


def _parts(connection: sqlite3.Connection, key: tuple[int, int, PartSize]) -> tuple[Article, Sequence[Part]]:
    guild_id, article_id, size = key
    article = visible_article(connection, guild_id, article_id)
    return article, parts_of(connection, article, size)


def parts_of(connection: sqlite3.Connection, article: Article, size: PartSize, start: int = 0) -> list[Part]:
    """Return the parts of what stands in a stored article from the offset `start` of its text on."""
    body = body_of(connection, article.id)
    return split(body, size, article.language, start)


def body_of(connection: sqlite3.Connection, article_id: int) -> Sequence[BodyBlock]:
    """Return the body of a stored article; of one that was stored before bodies were, what is known of it."""
    text = articles.text(connection, article_id)
    body = bodies.get(connection, article_id, text)
    if body:
        return body
    from bot.reading.body import of_sentences  # slow to import, and hardly any article is that old

    sentences = articles.sentences(connection, article_id)
    headings = items.headings(connection, article_id)
    return of_sentences(text, sentences, headings)
