"""Where words stand in the articles of a guild."""

from __future__ import annotations

import logging
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.errors import UserError
from bot.library.context import Reach, SentenceContext
from bot.library.selection import sentences_of
from bot.library.visibility import visible_article
from bot.model import Article, Language, Span
from bot.store import articles, index, meta, search
from bot.store.database import Database, in_snapshot
from bot.store.search import Hit
from bot.words import VERSION, Query

MOST = 1_000
"""Places that are counted and ranked."""
SHOWN = 5
"""Places on one page."""
BATCH = 20
"""Articles that are indexed in one transaction."""
MARKED = 10_000
"""Characters of a sentence in which what was looked for is marked; a text without a full stop may be one."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A sentence that holds the query; `marks` are its places in the first `MARKED` characters of `text`, and
    `quote` is the id of the quotation that stands in it, if the guild is shown one."""

    article: Article
    position: int
    text: str
    marks: list[Span]
    quote: int | None = None


@dataclass(frozen=True, slots=True)
class SearchResults:
    """One page of what was found; `more` than `count` is not counted."""

    places: list[SearchHit]
    count: int
    more: bool
    page: int


class ArticleSearch:
    """Finds sentences by the index, and rebuilds it when the rules of words have changed."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def refresh(self) -> None:
        """Rebuild the index where another version of the program made it, or none did."""
        if await self._db.read(meta.get, "index") == VERSION:
            return
        those = await self._db.write(_cleared)
        for start in range(0, len(those), BATCH):  # not all in one: others write meanwhile
            await self._db.write(index.add_again, those[start : start + BATCH])
        await self._db.write(_indexed)
        log.info("Indexed %d articles", len(those))

    @in_snapshot
    def find(
        self,
        snapshot: sqlite3.Connection,
        guild_id: int,
        language: Language,
        text: str,
        article: Article | None,
        page: int = 0,
    ) -> SearchResults:
        """Return one page (the last, if there are fewer) of the places of `text` (see `bot.words.Query`).

        Articles in which it occurs in many sentences for their size come first (BM25), among equals the
        newest; within one the order is its own. Only the `MOST` latest places are counted and ranked: what
        a frequent word costs doesn't grow with the library. Raises UserError where there is nothing.
        """
        query = Query(text)
        if not query:
            raise UserError("search-no-words")
        only = article.id if article else None
        hits = search.sentences(snapshot, query, guild_id, language, only, MOST + 1)
        if not hits:
            if article:
                raise UserError("search-none-in-article", query=text, title=article.title[:100])
            any_article = articles.any_visible(snapshot, guild_id)
            raise UserError("search-none" if any_article else "library-empty", query=text)
        ranked = rank(hits[:MOST])
        page = min(page, (len(ranked) - 1) // SHOWN)
        places = [_place(snapshot, guild_id, query, hit) for hit in ranked[page * SHOWN :][:SHOWN]]
        return SearchResults(places, len(ranked), len(hits) > MOST, page)

    @in_snapshot
    def context(
        self,
        snapshot: sqlite3.Connection,
        guild_id: int,
        article_id: int,
        position: int,
        reach: Reach | None = None,
        known_by: str | None = None,
    ) -> SentenceContext:
        """Return a sentence between others, as `Sentences.around` does: the one that has the checksum
        `known_by`, wherever it stands by now; without one, whichever is at the position.

        Raises UserError: "article-gone" where the guild can't see it (any more), "place-gone" where the text
        changed, and it isn't there or can't be told from others that say the same.
        """
        article = visible_article(snapshot, guild_id, article_id)
        sentences = sentences_of(snapshot, article)
        if known_by is not None:
            found = sentences.find(position, known_by)
            if found is None:
                raise UserError("place-gone")
            position = found
        if position >= len(sentences.spans):
            raise UserError("article-gone")
        quote = search.quote_in(snapshot, guild_id, article_id, position)
        return replace(sentences.around(position, position, reach), quote=quote)


def _place(connection: sqlite3.Connection, guild_id: int, query: Query, hit: Hit) -> SearchHit:
    article = visible_article(connection, guild_id, hit.article_id)
    text = search.sentence(connection, hit)
    quote = search.quote_in(connection, guild_id, hit.article_id, hit.position)
    return SearchHit(article, hit.position, text, query.highlights(text[:MARKED]), quote)


def _indexed(transaction: sqlite3.Connection) -> None:
    index.rebuilt(transaction)
    meta.put(transaction, "index", VERSION)


def _cleared(transaction: sqlite3.Connection) -> list[tuple[int, int]]:
    meta.put(transaction, "index", "")  # an end before the end begins again
    return index.clear(transaction)


def rank(hits: Sequence[Hit]) -> list[Hit]:
    """Sort hits by the BM25 of their articles (every article has what was looked for, so its rarity is one),
    then newest article first, then by position."""
    counts = Counter(hit.article_id for hit in hits)
    sizes = {hit.article_id: hit.size for hit in hits}
    usual = sum(sizes.values()) / len(sizes)
    score = {
        article_id: count * 2.2 / (count + 1.2 * (0.25 + 0.75 * sizes[article_id] / usual))
        for article_id, count in counts.items()
    }
    return sorted(hits, key=lambda hit: (-score[hit.article_id], -hit.article_id, hit.position))
